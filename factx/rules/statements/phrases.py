"""Statements without a reporting verb: "according to X", "in her words", 'X: "..."'."""

from collections.abc import Iterator, Sequence

from factx.rules.reading.capitals import bare, common_words, inner_names
from factx.rules.reading.clause_openings import opens_clause, opens_inverted
from factx.rules.reading.document import Document, Token, Tokens, having, is_utterance
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range, noun_phrase_after
from factx.rules.statements.limits import is_according_to
from factx.rules.statements.statement import Statement, offsets_of

_HEADLINE = 4
"""A headline that reports something has more tokens than this from its colon to its end."""
_SPEAKERS = frozenset(
    {
        *("person noun", "official body", "organisation", "media outlet", "title", "group"),
        *("plural", "document"),
    }
)
"""Classes of nouns for those who speak."""
_FARTHEST = 12
"""Fewer tokens separate a poll from the comma or full stop after it."""


def by_according(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "according to X", before or after their content."""
    for at in having(tokens[:-2], "participial preposition"):
        if not is_according_to(tokens, at):
            continue
        source = _accorded(tokens, at + 2)
        if source is None:
            continue
        ranges: list[Range] = []
        is_fronted = at > 1 and _is_adverbial(tokens[: at - 1])
        is_after = at > 1 or (at == 1 and tokens[0].kind == "quotation")
        if is_after and not is_fronted:
            ranges.append((0, at))
        start = source[1]
        if at < 2 and _is_speech_after_colon(tokens, start):
            start, is_set_off = start + 1, True
        elif start < len(tokens) and tokens[start].text == ",":
            is_first = at < 2 or is_fronted
            start = _past_apposition(tokens, start + 1) if is_first else start + 1
            is_set_off = _is_long(tokens, start)
            if is_fronted:
                ranges += [(0, at)] if is_set_off else []
            elif _is_interrupted(tokens, at):
                pass
            elif at > 1 and start < len(tokens):
                is_set_off &= "source continuation" not in tokens[start].classes
                is_set_off |= tokens[start].is_finite and tokens[at - 1].text == ","
        else:
            is_set_off = at < 2 and start < len(tokens) and _opens_content(tokens, start)
        if is_set_off:
            ranges.append((start, len(tokens)))
        if not ranges:
            continue
        yield _by_phrase(tokens, (at, at + 2), source, ranges, number)
        return


def _is_adverbial(opening: Tokens) -> bool:
    """Whether only an adverbial stands before ", according to": "Over the long term"."""
    if not opening or "preposition" not in opening[0].classes:
        return False
    return not any(t.is_finite or is_main_verb(opening, at) for at, t in enumerate(opening))


def _is_speech_after_colon(tokens: Tokens, at: int) -> bool:
    """Whether a colon and a quotation stand at `at`: 'According to the Times: "..."'."""
    return at + 1 < len(tokens) and tokens[at].text == ":" and tokens[at + 1].kind == "quotation"


def _is_interrupted(tokens: Tokens, at: int) -> bool:
    """Whether "according to" at `at` stands right after the word that opens a clause."""
    if at < 3 or tokens[at - 1].text != ",":
        return False
    return not tokens[at - 2].classes.isdisjoint({"relative", "complementizer", "subordinator"})


def _is_long(tokens: Tokens, start: int) -> bool:
    """Whether what follows a comma may be content: four tokens, or a quotation."""
    return len(tokens) - start >= 4 or any(t.kind == "quotation" for t in tokens[start:])


def _accorded(tokens: Tokens, start: int) -> Range | None:
    """The phrase after "according to", up to its comma or up to the clause that follows it."""
    source = noun_phrase_after(tokens, start, len(tokens))
    if source is None and not tokens[start].classes.isdisjoint({"object", "group pronoun"}):
        source = start, start + 1  # according to him, according to some on the board
    if source is None:
        return None
    stop = source[1]
    is_office = "dative preposition" in tokens[stop].classes if stop < len(tokens) else False
    if is_office and (further := noun_phrase_after(tokens, stop + 1, len(tokens))) is not None:
        stop = further[1]  # the ambassador to Norway Ann Lee
    if start > 3:
        return start, _past_participle(tokens, stop)
    if stop < len(tokens) and tokens[stop].text == ",":
        return start, stop
    for at in range(start + 1, min(stop + _FARTHEST, len(tokens))):
        if at > stop and (tokens[at].kind == "mark" or tokens[at].is_finite):
            break
        if _opens_content(tokens, at):
            return start, at
    comma = next((i for i in range(stop, min(len(tokens), stop + 12)) if _is_break(tokens[i])), 0)
    is_comma = comma and tokens[comma].text == ","
    return (start, comma) if is_comma and _is_long(tokens, comma + 1) else (start, stop)


def _past_participle(tokens: Tokens, stop: int) -> int:
    """Where a document's description ends: "a notice posted Monday by the wardens"."""
    if stop + 1 >= len(tokens) or "document" not in tokens[stop - 1].classes:
        return stop
    if "ed form" not in tokens[stop].classes or tokens[stop].is_capitalised:
        return stop
    at = stop + 1
    while at < len(tokens) and tokens[at].is_time:
        at += 1
    if at < len(tokens) and "agent preposition" in tokens[at].classes:
        agent = noun_phrase_after(tokens, at + 1, len(tokens))
        at = agent[1] if agent is not None else at
    is_whole = at > stop + 1 and (at == len(tokens) or tokens[at].text in {",", ".", ";"})
    return at if is_whole else stop


def _past_apposition(tokens: Tokens, start: int) -> int:
    """Where the content begins after a comma: after the apposition or relative clause before it.

    "According to the adviser, Ann Lee, the dam will rise."
    """
    last = min(len(tokens) - 1, start + _FARTHEST)
    comma = next((i for i in range(start, last) if tokens[i].text == ","), None)
    if comma is None:
        return start
    is_relative = "relative pronoun" in tokens[start].classes
    if not is_relative and any(t.is_finite for t in tokens[start:comma]):
        return start
    is_phrase = is_relative or noun_phrase_after(tokens, start, comma) == (start, comma)
    opens = is_phrase and opens_clause(tokens, comma + 1, len(tokens))
    return comma + 1 if opens else start


def _opens_content(tokens: Tokens, at: int) -> bool:
    """Whether a clause begins at `at`, right after a phrase: with an article, pronoun or number."""
    token = tokens[at]
    if not tokens[at - 1].is_noun_like:
        return False
    number = next((i for i in range(at, min(len(tokens), at + 3)) if _is_number(tokens[i])), None)
    if number is not None and (number == at or _leads_to_number(token)):
        return opens_clause(tokens, number, len(tokens))
    is_opener = "determiner" in token.classes or token.is_subject_pronoun
    return is_opener and opens_clause(tokens, at, len(tokens))


def _is_number(token: Token) -> bool:
    return token.text[0].isdigit() or "number" in token.classes


def _leads_to_number(token: Token) -> bool:
    """Whether it can stand before a number: "over", "more than", "at least"."""
    if token.kind != "word":
        return False
    return not token.is_noun_like or not token.classes.isdisjoint({"approximator", "comparison"})


def by_words_of(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in his words", if the sentence has a quotation."""
    if not having(tokens, "wording noun") or all(token.kind != "quotation" for token in tokens):
        return
    for at in having(tokens[:-2], "place preposition"):
        stop = at + (4 if "emphatic possessive" in tokens[at + 2].classes else 3)
        if stop > len(tokens):
            continue
        if "wording noun" not in tokens[stop - 1].classes:
            continue
        if tokens[at + 1].classes.isdisjoint({"third person possessive", "'s form"}):
            continue
        ranges = [r for r in ((0, at), (stop, len(tokens))) if _has_content(tokens, r)]
        yield _by_phrase(tokens, (at, stop), (at + 1, at + 2), ranges, number)
        return


def _has_content(tokens: Tokens, covered: Range) -> bool:
    return any(token.kind != "mark" for token in tokens[covered[0] : covered[1]])


def _by_phrase(
    tokens: Tokens, cue: Range, source: Range, ranges: Sequence[Range], number: int
) -> Statement:
    return Statement(
        content=tuple(offsets_of(tokens, r) for r in ranges),
        cue=offsets_of(tokens, cue),
        source=offsets_of(tokens, source),
        unit=number,
    )


def by_colon(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A line of dialogue, 'Kovalt: "..."', or a headline: "Kovalt: Port to close"."""
    colon = next((i for i in range(1, min(len(tokens) - 1, 7)) if tokens[i].text == ":"), None)
    if colon is None:
        return
    name = tokens[:colon]
    is_label = " ".join(t.low for t in name) in document.language.members("label")
    is_label |= "interview label" in name[0].classes and colon == 1
    if (
        is_label
        or opens_inverted(tokens)
        or not all(t.is_capitalised or t.text == "." for t in name)
    ):
        return
    end = colon + 1
    while end < len(tokens) and tokens[end].kind == "quotation":
        end += 1
    first = tokens[colon + 1]
    if end > colon + 1 and is_utterance(document.text, first.start, first.end):
        ranges = [(i, i + 1) for i in range(colon + 1, end)]
    elif number == 0 and len(tokens) - colon > _HEADLINE and _may_speak(document, name):
        ranges = [(colon + 1, len(tokens))]
    else:
        return
    yield _by_phrase(tokens, (colon, colon + 1), (0, colon), ranges, number)


def _may_speak(document: Document, name: Tokens) -> bool:
    """Whether the label of a headline is a name in the article, or means a person or body."""
    if any(not token.classes.isdisjoint(_SPEAKERS) for token in name):
        return True
    if not any(unit.is_prose for unit in document.units[1:]):
        return True
    names, common = inner_names(document), common_words(document)
    return any(token.is_name and (bare(token) in names or token.low in common) for token in name)


def by_poll(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in a poll", whose content is the result of the poll."""
    if not having(tokens, "poll noun"):
        return
    for at in having(tokens[:-3], "place preposition"):
        source = noun_phrase_after(tokens, at + 1, len(tokens))
        if source is None:
            continue
        if all("poll noun" not in t.classes for t in tokens[source[0] : source[1]]):
            continue
        last = min(len(tokens), source[1] + _FARTHEST)
        stop = next((i for i in range(source[1], last) if _is_break(tokens[i])), len(tokens))
        is_first = all("sentence opener" in token.classes for token in tokens[:at])  # Yet in a poll
        if stop + 1 < len(tokens) and "ed form" in tokens[stop + 1].classes:  # , taken in May,
            stop = next((i for i in range(stop + 1, len(tokens)) if tokens[i].text == ","), stop)
        ranges = [(stop + 1, len(tokens))] if is_first else [(0, at)]
        is_subject = not any(is_main_verb(tokens, i) for i in range(at))
        if not is_first and is_subject and _goes_on(tokens, source[1]):
            ranges.append((source[1], len(tokens)))  # Half of them in the poll were glad
            stop = source[1]
        if stop - source[1] < _FARTHEST and _has_content(tokens, ranges[0]):
            yield _by_phrase(tokens, (at, at + 1), source, ranges, number)
        return


def _goes_on(tokens: Tokens, at: int) -> bool:
    """Whether the verb of the sentence stands at `at`."""
    if at >= len(tokens):
        return False
    if "ed form" in tokens[at].classes:  # were asked, approved; but not: a poll released Monday
        return at + 1 < len(tokens) and tokens[at + 1].text in {".", ","}
    return tokens[at].is_finite or is_main_verb(tokens, at)


def _is_break(token: Token) -> bool:
    return token.text in {",", ".", ";"}
