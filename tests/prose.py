"""Phrases and habits that make English hard to read, what to write instead, and exceptions."""

import re

PHRASES = {
    "the article does not contain is never": "text a model made up is never returned as a quote",
    "any model that instructor reaches fills": "name a model, and any instructor provider fills",
    "refuse to contradict themselves": "are validated on construction",
    "lists all verbs": "run `make` to list the targets",
    "one json record an article": "one JSON record per article",
    "finds strings that you wrote down yourself": "turns a hand-written draft into a record",
    "makes the same records from that again": "rebuilds the same records from those answers",
    "looks for nothing but": "skips claims and uses fewer tokens",
    "is it right, and did it get worse": "measure accuracy and catch regressions",
    "by a written guide, and by no person": "no person has annotated them yet",
    "what any other tool made": "another tool's output",
    "gave nothing usable": "returned nothing usable",
    "where some of many inputs fail": "if some inputs fail",
    "the highest code wins": "the highest exit code is returned",
    "is the same for asynchronous code": "is the async version",
    "names everything that is wrong": "reports every problem in an invalid record",
    "what hangs on it": "anything that depends on it",
    "through whom it reaches us": "any intermediary",
    "in which nothing was found, and is named": "counts as zero predictions and is listed",
    "it is no error to miss it": "neither missing nor finding it counts as an error",
    "are drawn the same articles": "are resampled on the same articles",
    "the one that is ahead stays ahead": "ahead in N of M resamples",
    "floors say nothing": "the floors no longer apply",
    "sets them anew": "resets them",
    "once the gold, with the counts added": "each serves as gold once and the counts are summed",
    "follows from their names where it can": "formats are inferred from file names",
    "what a format does not hold": "anything the target format drops",
    "would else be": "would otherwise be",
    "one word in eight, and in five words": "up to one word in eight may differ",
    "nothing to choose by": "several equally good matches",
    "something it hangs on is not": "something it depends on was not",
    "which one is asked how": "how models are prompted",
    "draw the speakers together": "resolve speakers and derive claims",
    "drops in silence": "silently truncates",
    "each told the sources": "each part receives the sources found so far",
    "the passage that may have been meant": "the closest passage",
    "costs what was not asked by then": "loses only the questions not yet asked",
    "makes a recording void": "invalidates recordings",
    "rules of then": "earlier rules",
    "rules of today": "current rules",
    "articles in, records of who said what out": "extract who said what from articles",
    "numbered sentences, for a person": "print records or numbered sentences",
    "whether records and fixtures hold": "validate records and fixtures",
    "strings written by hand to a record": "turn a hand-written draft into a record",
    "how often records are right": "score records against annotated articles",
    "how far annotators agree": "measure inter-annotator agreement",
    "to and from other people's formats": "convert between factx and other formats",
    "who drafts:": "extractor:",
    "give up on an answer after so long": "timeout per answer, in seconds",
    "begin no article once": "stop starting articles after N total tokens",
    "the cost is then told": "prints the cost",
    "it is read as an input": "is also an input",
    "answered with something else than": "returned an invalid response",
    "is for a model, and": "cannot be combined with",
    "holds several articles": "contains several articles; expected one",
    "the least is": "minimum",
    "a mistake of factx's stays what it is": "errors of factx's own code pass unchanged",
    "each way is a talk": "each strategy is a generator of questions",
    "what a model is asked at once": "one request to a model",
    "why a completion ended that never began": "`finish_reason` if the prompt exceeded the context",
    "those who act before those acted upon": "subjects before objects of prepositions",
    "how far what is said can reach": "say what the function returns",
}  # fmt: skip
"""What must not be written, in small letters, and what to write instead."""

HABITS = {
    r"\b(?:tells?|told)\b": "says, reports, prints",
    r"\b(?:anew|mended)\b": "again, repaired",
    r"\bof today\b": "current",
    r"\bvoid\b": "invalid",
    r"\bh[au]ngs? on\b": "depends on",
    r"\d %": "95%, without a space",
    r"\bby (?:itself|themselves)\b": "alone, on its own",
    r"(?<!-)\bbeside\b": "next to",
    r"\bin silence\b": "silently",
    r"\bstands? in\b": "is in",
    r"(?m)^#+ .*\?$": "a title that is no question",
}
"""Patterns that must not be written, and what to write instead."""

EXCEPTIONS = {
    ("fixtures/README.md", r"\b(?:tells?|told)\b"): "its examples are about verbs such as these",
}
"""Where a habit is allowed, and why."""


def problems(text: str, habits: bool = True) -> list[tuple[str, str]]:
    """Each phrase and habit in a text, with what to write instead.

    Code is left out, and so is what stands between quotation marks: examples of articles.
    """
    plain = re.sub(r"^( *)```.*?^\1```|^ {4}\S[^\n]*$", "", text, flags=re.MULTILINE | re.DOTALL)
    plain = re.sub(r"`[^`\n]*`|\"[^\"\n]*\"|“[^”\n]*”", "…", plain)
    low = re.sub(r"\s+", " ", plain).lower()
    found = [(phrase, better) for phrase, better in PHRASES.items() if phrase in low]
    if habits:
        found += [(habit, better) for habit, better in HABITS.items() if re.search(habit, plain)]
    return found
