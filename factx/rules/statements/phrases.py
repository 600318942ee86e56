"""Statements without a reporting verb: "according to X", "in her words", 'X: "..."'."""

from collections.abc import Iterator, Sequence

from factx.rules.reading.document import Document, Token, Tokens, is_utterance
from factx.rules.reading.noun_phrases import Range, noun_phrase_after
from factx.rules.statements.content import is_according_to
from factx.rules.statements.statement import Statement, offsets_of

_HEADLINE = 4
"""A headline that reports something has more tokens than this from its colon to its end."""
_FARTHEST = 12
"""Fewer tokens separate a poll from the comma or full stop after it."""


def by_according(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "according to X", before or after their content."""
    for at in range(len(tokens) - 2):
        if not is_according_to(tokens, at):
            continue
        source = noun_phrase_after(tokens, at + 2, len(tokens))
        if source is None:
            continue
        ranges: list[Range] = []
        if at > 1:
            ranges.append((0, at))
        start = source[1] + 1
        is_set_off = len(tokens) - start >= 4 and tokens[start - 1].text == ","
        if is_set_off and (at < 2 or "source continuation" not in tokens[start].classes):
            ranges.append((start, len(tokens)))
        if not ranges:
            continue
        yield _by_phrase(tokens, (at, at + 2), source, ranges, number)
        return


def by_words_of(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in his words", if the sentence has a quotation."""
    if all(token.kind != "quotation" for token in tokens):
        return
    for at in range(len(tokens) - 2):
        if "place preposition" not in tokens[at].classes:
            continue
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
    if is_label or not all(t.is_capitalised or t.text == "." for t in name):
        return
    end = colon + 1
    while end < len(tokens) and tokens[end].kind == "quotation":
        end += 1
    first = tokens[colon + 1]
    if end > colon + 1 and is_utterance(document.text, first.start, first.end):
        ranges = [(i, i + 1) for i in range(colon + 1, end)]
    elif number == 0 and len(tokens) - colon > _HEADLINE:
        ranges = [(colon + 1, len(tokens))]
    else:
        return
    yield _by_phrase(tokens, (colon, colon + 1), (0, colon), ranges, number)


def by_poll(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in a poll", whose content is the result of the poll."""
    for at in range(len(tokens) - 3):
        if "place preposition" not in tokens[at].classes:
            continue
        source = noun_phrase_after(tokens, at + 1, len(tokens))
        if source is None:
            continue
        if all("poll noun" not in t.classes for t in tokens[source[0] : source[1]]):
            continue
        last = min(len(tokens), source[1] + _FARTHEST)
        stop = next((i for i in range(source[1], last) if _is_break(tokens[i])), len(tokens))
        ranges = [(0, at)] if at else [(stop + 1, len(tokens))]
        if stop - source[1] < _FARTHEST and _has_content(tokens, ranges[0]):
            yield _by_phrase(tokens, (at, at + 1), source, ranges, number)
        return


def _is_break(token: Token) -> bool:
    return token.text in {",", ".", ";"}
