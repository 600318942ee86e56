"""Texts that repeat what reading a text may take too long for, of any size."""

import random
from collections.abc import Callable
from typing import Any

from factx.records import Article, Draft
from factx.text import index_of

UNITS = {
    # Quotation marks.
    "straight marks": '"',
    "opening marks": "“",
    "closing marks": "”",
    "single marks": "'",
    "curly single marks": "‘ ’",
    "unclosed quotations": "“a ",
    "empty quotations": "“” ",
    "short quotations": '"a" ',
    "German marks": "„a“ ",
    "guillemets": "«a» ",
    "nested quotations": "“a ‘b ",
    "apostrophes": "’s ",
    "a quotation per paragraph, unclosed": "“We have no choice at all.\n\n",
    "quotations with comma": "“a,” ",
    # Reporting.
    "said": "said ",
    "said that": "said that ",
    "that": "that ",
    "he said": "he said ",
    "He said no.": "He said no. ",
    "No, he said.": "“No,” he said. ",
    "one source": "“We have no choice at all today,” said Ana Ruiz. ",
    "one source, indirectly": "Ana Ruiz said that the bridge was closed. ",
    "said Ruiz said Low": "Ruiz said Low said ",
    "nested reports": "he said that she said that ",
    "according to": "according to ",
    "told reporters": "told reporters ",
    "believes": "She believes that it will close. ",
    "nobody said": "Nobody said that it would close. ",
    "questions": "Who said that? ",
    "interview": "Q: Why?\n\nA: Because.\n\n",
    "transcript": "RUIZ: No.\n\n",
    "labels": "Ruiz: ",
    "reporting nouns": "the claim that ",
    "split quotations": "“We have,” said Ana Ruiz, “no choice.” ",
    "interrupted quotation": "“we have,” he said, ",
    "a long quotation": "“We have no choice at all, and it is late,” he said. “It is so.” ",
    "a quotation of a quotation": "“She said ‘no’ to me,” said Ana Ruiz. ",
    "denied": "He denied it was not so. ",
    "passives": "It was said to be believed to be ",
    # Sentences and paragraphs.
    "one-letter sentences": "A. ",
    "lower-case letters": "a. ",
    "full stops": ".",
    "spaced full stops": ". ",
    "ellipses": "… ",
    "exclamation marks": "! ",
    "blank lines": "\n",
    "lines of a space": " \n",
    "short paragraphs": "a\n\n",
    "paragraphs with carriage returns": "a\r\n\r\n",
    "line separators": "\u2028",
    "lines": "a b\n",
    "spaces": " ",
    "no-break spaces": "\u00a0",
    "tabs": "\t",
    "zero-width spaces": "a\u200b",
    "bullets": "- a\n",
    "numbered lines": "1. a\n",
    "bullets that speak": "• Ana Ruiz said no.\n",
    "hard wraps": "Ana Ruiz said on Monday that the bridge\nover the river was closed. ",
    "lines of mail": "> He said no.\n",
    "lines of mail without end": "> he said that it was\n",
    "headings": "# A bridge\n\nHe said no.\n\n",
    # Words and names.
    "one word": "a",
    "one word of capitals": "A",
    "combining marks": "\u0301",
    "letters with marks": "e\u0301 ",
    "accented letters": "é",
    "pairs of surrogates": "\U0001f600",
    "private characters": "\ue000a ",
    "soft hyphens": "a\u00adb ",
    "direction marks": "\u202ea\u202c ",
    "byte-order marks": "\ufeffa ",
    "variation selectors": "a\ufe0f",
    "ideographs": "他说不",
    "emoji": "👩\u200d👩\u200d👧 ",
    "one name": "Ana Ruiz ",
    "one name per sentence": "Ana Ruiz ran. ",
    "capitalised words": "Ana ",
    "initials": "J. ",
    "initials without spaces": "J.R.",
    "titles": "Mr. ",
    "ranks": "President Mayor Sir ",
    "particles": "de la ",
    "names with particles": "Ana de la ",
    "hyphenated names": "Ruiz-",
    "possessives": "Ruiz’s ",
    "appositions": "Ana Ruiz, a farmer, ",
    "name list": "Ana Ruiz and ",
    "name list with commas": "Ana Ruiz, ",
    "pronouns": "he ",
    "bodies": "the council of ",
    "of": "of ",
    "of the": "of the ",
    "and": "and ",
    "commas": ", ",
    "words with commas": "a, ",
    "who": "who ",
    "man who": "a man who ",
    "adjectives": "old ",
    "the": "the ",
    "determined nouns": "the man ",
    "relative clauses": "the man who said that the dog, which ",
    "not": "not ",
    "no": "no, ",
    "negated clauses": "it was not that it did not rain, nor ",
    "and, with commas": ", and it rained",
    "or": "rain or snow or ",
    "if": "if it rains, ",
    "because": "because ",
    "could have been": "could have been ",
    "verbs": "runs ",
    "to": "to ",
    # Brackets, dashes and other characters.
    "opening brackets": "(",
    "closing brackets": ")",
    "pairs of brackets": "() ",
    "square brackets": "[",
    "words in brackets": "(a) ",
    "opened words": "(a ",
    "letters in square brackets": "[x] ",
    "words in square brackets": "“[We] have no choice,” he said. ",
    "ellipses in square brackets": "“We [...] go,” he said. ",
    "dashes": "—",
    "spaced dashes": " — ",
    "hyphens": "-",
    "words with hyphens": "a-",
    "words with dashes": "a – ",
    "slashes": "a/",
    "underscores": "_",
    "stars": "*a ",
    "colons": ": ",
    "semicolons": "a; ",
    "at signs": "@a ",
    "addresses": "http://a.b/c ",
    "control characters": "\x01",
    # Numbers and times.
    "digits": "1",
    "numbers": "1 ",
    "decimal points": "1.",
    "thousands": "1,000 ",
    "thousands without end": "1,",
    "ranges": "1-",
    "sums": "$3.5m ",
    "dates": "12 March 2019, ",
    "dates that are said": "He said on 12 March 2019 that it closed on 3 May 2020. ",
    "ISO dates": "2019-03-12 ",
    "months": "March ",
    "number words": "one ",
    "compound number words": "twenty-one ",
    "hundreds": "a hundred and ",
    "fractions": "1/2 ",
    "percentages": "5 per cent ",
    "ordinals": "25th ",
    "times of day": "6.30am ",
    "weekdays": "on Monday ",
    "years ago": "two years ago ",
    "claims of numbers": "He said 12 of 40 homes and 3,500 people paid $2.5m in 2019. ",
    "a claim of numbers": "12 of 40 homes and 3,500 people paid $2.5m in 2019 and ",
    "claims": "The bridge was closed. ",
}
"""What a text repeats, by its name."""


def repeated(unit: str) -> Callable[[int], str]:
    """Texts that repeat `unit`."""
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _nested(opening: str, closing: str) -> Callable[[int], str]:
    def text(size: int) -> str:
        depth = size // (len(opening) + len(closing))
        return opening * depth + closing * depth

    return text


def _numbered(unit: Callable[[int], str]) -> Callable[[int], str]:
    def text(size: int) -> str:
        parts: list[str] = []
        while size > 0:
            parts.append(unit(len(parts)))
            size -= len(parts[-1])
        return "".join(parts)

    return text


def _name(number: int) -> str:
    """A name of two words that no other number has."""
    letters = ""
    while number or len(letters) < 3:
        number, rest = divmod(number, 19)
        letters += "bcdfghjklmnpqrstvwz"[rest] + "aeiou"[rest % 5]
    return f"{letters[:2].title()}na {letters.title()}"


def _one_sentence(unit: str) -> Callable[[int], str]:
    return lambda size: f"Ana Ruiz said {repeated(unit)(size)}."


def _mixed(seed: int) -> Callable[[int], str]:
    """A random sequence of twelve units, repeated."""
    units = random.Random(seed).choices(list(UNITS.values()), k=12)
    return repeated("".join(units))


def _shuffled(seed: int) -> Callable[[int], str]:
    """Sixty random units, repeated: a text of random units only is no larger one of its kind."""
    drawn = random.Random(seed)
    chosen = drawn.sample(list(UNITS.values()), k=8)
    return repeated("".join(drawn.choices(chosen, k=60)))


FAMILIES: dict[str, Callable[[int], str]] = {
    **{name: repeated(unit) for name, unit in UNITS.items()},
    "nested brackets": _nested("(", ")"),
    "nested brackets with words": _nested("(a ", ") "),
    "nested quotation marks": _nested("“", "”"),
    "nested quotations with words": _nested("“a b c ", "” "),
    "different names": _numbered(lambda n: f"{_name(n)} ran. "),
    "different sources": _numbered(lambda n: f"“We have no choice,” said {_name(n)}. "),
    "different sources, indirectly": _numbered(lambda n: f"{_name(n)} said it was closed. "),
    "different quotations": _numbered(lambda n: f"“We have {n} ways {n * 7} times,” he said. "),
    "different numbers": _numbered(lambda n: f"He said {n} homes cost ${n},000. "),
    "different words": _numbered(lambda n: f"{_name(n).lower()} "),
    "a list of names that speak": _numbered(lambda n: f"{_name(n)}, "),
    "one sentence of and": _one_sentence("and that it rained "),
    "one sentence of quotations": _one_sentence("“no way at all” and "),
    "one sentence of numbers": _one_sentence("12 homes cost $40 and "),
    "one sentence of names": _one_sentence("Ana Ruiz and "),
    "one sentence of which": _one_sentence("the dog, which bit the cat, "),
    "one sentence of words": _one_sentence("old "),
    **{f"mixed {seed}": _mixed(seed) for seed in range(40)},
    **{f"shuffled {seed}": _shuffled(seed) for seed in range(20)},
}
"""A text of any size, by the name of what it repeats."""


def drafted_sentences(article: Article) -> Draft:
    """A draft that attributes each sentence to its first word, without saying where they are.

    So equal sentences are as many passages with as many places.
    """
    index = index_of(article.get_text())
    sources: dict[str, dict[str, Any]] = {}
    items: dict[str, list[Any]] = {"quotes": [], "attributions": [], "claims": []}
    for number, (start, end) in enumerate(index.sentences):
        words = index.text[start : min(end, start + 2000)].split()
        if not any(map(str.isalnum, "".join(words))):
            continue
        said = [{"text": " ".join(words)}]
        source = sources.setdefault(words[0], _source(f"s{len(sources)}", words[0]))
        items["quotes"].append({"id": f"q{number}", "spans": said})
        items["attributions"].append(
            {
                "id": f"a{number}",
                "quote": f"q{number}",
                "sources": [source["id"]],
                "source_span": {"text": words[0]},
                "cue": {"text": words[-1]},
            }
        )
        items["claims"].append(_claim(f"c{number}", said, attribution=f"a{number}"))
    return Draft.from_data({"sources": list(sources.values()), **items})


def _source(name: str, words: str) -> dict[str, Any]:
    return {"id": name, "name": words, "kind": "person", "naming": "named"}


def _claim(name: str, evidence: list[dict[str, Any]], **fields: Any) -> dict[str, Any]:
    certain = {"standalone": False, "kind": "fact", "factuality": "CT+"}
    words = " ".join(piece["text"] for piece in evidence)
    return {"id": name, "text": words, "evidence": evidence, **certain, **fields}


def _spoken(quotes: list[dict[str, Any]], **items: Any) -> Draft:
    """A draft in which Ana Ruiz says all quotes."""
    attributions = [
        {
            "id": f"a{number}",
            "quote": quote["id"],
            "sources": ["s"],
            "cue": {"text": "said"},
            "source_span": {"text": "Ana Ruiz"},
        }
        for number, quote in enumerate(quotes)
    ]
    sources = [_source("s", "Ana Ruiz")]
    given = {"sources": sources, "quotes": quotes, "attributions": attributions, "claims": []}
    return Draft.from_data({**given, **items})


def _words(article: Article) -> list[dict[str, Any]]:
    """The words in quotation marks of an article, as passages."""
    return [
        {"text": f"“{words}”"} for words in article.get_text().replace("”", "“").split("“")[1::2]
    ]


def _one_quote(article: Article) -> Draft:
    quote = {"id": "q", "spans": _words(article), "elisions": [{"text": "…"}] * 9}
    return _spoken([quote], claims=[_claim("c", _words(article), attribution="a0")])


def _one_claim(article: Article) -> Draft:
    figures = [{"text": words} for words in article.get_text().split() if words.isdigit()]
    evidence = [{"text": article.get_text().partition("Then ")[2]}]
    claim = _claim("c", evidence, quantities=figures, hedges=[{"text": "may"}] * len(figures))
    return _spoken([], sources=[], claims=[claim])


def _one_claim_in_pieces(article: Article) -> Draft:
    return _spoken([], sources=[], claims=[_claim("c", _words(article))])


def _one_source(article: Article) -> Draft:
    mentions = [{"text": "Ana Ruiz", "form": "name"}] * article.get_text().count("Ana")
    quotes = [{"id": f"q{n}", "spans": [words]} for n, words in enumerate(_words(article))]
    return _spoken(quotes, sources=[{**_source("s", "Ana Ruiz"), "mentions": mentions}])


def _many_quotes(article: Article) -> Draft:
    return _spoken([{"id": f"q{n}", "spans": [words]} for n, words in enumerate(_words(article))])


def _chain(article: Article) -> Draft:
    """Each attribution reaches us through the one before."""
    quotes = [{"id": f"q{n}", "spans": [words]} for n, words in enumerate(_words(article))]
    whole = _spoken(quotes).model_dump(mode="json")
    for number, attribution in enumerate(whole["attributions"]):
        sentence = {"sentence": number + 1}
        attribution["parent"] = f"a{number - 1}" if number else None
        attribution["cue"] = {"text": "said", **sentence}
        attribution["source_span"] = {"text": "Ana Ruiz", **sentence}
    return Draft.from_data(whole)


def _of_other_words(article: Article) -> Draft:
    """Nothing in the draft is in the article."""
    text = article.get_text().replace("w", "m").replace("e", "o")
    return drafted_sentences(Article(text=text, id="b"))


_ANA = "Ana Ruiz said: "

DRAFTS: dict[str, tuple[Callable[[int], str], Callable[[Article], Draft]]] = {
    "one quote of many spans": (
        lambda size: _ANA + _numbered(lambda n: f"“we go {n}” and ")(size),
        _one_quote,
    ),
    "one quote of equal pieces": (
        lambda size: _ANA + repeated("“we go” and ")(size),
        _one_quote,
    ),
    "one claim of equal pieces": (
        lambda size: repeated("“we go” and ")(size),
        _one_claim_in_pieces,
    ),
    "one claim of many numbers": (
        lambda size: f"It may be. Then {repeated('12 of 40 may ')(size)}.",
        _one_claim,
    ),
    "one source of many mentions": (
        lambda size: _ANA + repeated("“we go” said Ana Ruiz. ")(size),
        _one_source,
    ),
    "many quotes at one name": (
        lambda size: _ANA + _numbered(lambda n: f"“we go {n}” and ")(size),
        _many_quotes,
    ),
    "a chain of attributions": (
        _numbered(lambda n: f"“We go {n},” said Ana Ruiz. "),
        _chain,
    ),
    "other words": (FAMILIES["different sources"], _of_other_words),
}
"""A text of any size and a draft of it, by what an item of the draft has many of."""
