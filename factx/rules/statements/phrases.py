"""Statements without a verb of saying: "according to X", "in her words", 'X: "..."'."""

from collections.abc import Iterator, Sequence

from factx.rules.language.lexicon import words
from factx.rules.reading.document import Token
from factx.rules.reading.noun_phrases import Range, noun_phrase_after
from factx.rules.statements.statement import Statement, Tokens, speaks, stretch

_LABELS = words("names", "label")
_HEADLINE = 4
"""A headline that tells what somebody says has more words than this after the colon."""
_POLLS = frozenset("poll survey".split())


def by_according(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "according to X", before or after what they report."""
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to":
            continue
        source = noun_phrase_after(tokens, at + 2, len(tokens))
        if source is None:
            continue
        ranges: list[Range] = []
        if at > 1:
            ranges.append((0, at))
        closing = source[1]
        if closing < len(tokens) and tokens[closing].text == "," and len(tokens) - closing > 4:
            follows = tokens[closing + 1]
            if at < 2 or follows.low not in {"a", "an", "the", "who", "which", "and", "but"}:
                ranges.append((closing + 1, len(tokens)))
        if not ranges:
            continue
        yield _by_phrase(tokens, (at, at + 2), source, ranges, number)
        return


def by_words_of(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in his words", where something in the sentence is quoted."""
    if all(token.kind != "quotation" for token in tokens):
        return
    for at in range(len(tokens) - 2):
        stop = at + (4 if tokens[at + 2].low == "own" else 3)
        if tokens[at].low != "in" or stop > len(tokens) or tokens[stop - 1].low != "words":
            continue
        who = tokens[at + 1]
        if who.low not in {"his", "her", "their"} and not who.low.endswith("'s"):
            continue
        ranges = [r for r in ((0, at), (stop, len(tokens))) if _says(tokens, r)]
        yield _by_phrase(tokens, (at, stop), (at + 1, at + 2), ranges, number)
        return


def _says(tokens: Tokens, covered: Range) -> bool:
    return any(token.kind != "mark" for token in tokens[covered[0] : covered[1]])


def _by_phrase(
    tokens: Tokens, cue: Range, source: Range, ranges: Sequence[Range], number: int
) -> Statement:
    return Statement(
        content=tuple(stretch(tokens, r) for r in ranges),
        cue=stretch(tokens, cue),
        source=stretch(tokens, source),
        unit=number,
    )


def by_colon(text: str, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A line of dialogue: 'Kovalt: "..."'."""
    colon = next((i for i in range(1, min(len(tokens) - 1, 7)) if tokens[i].text == ":"), None)
    if colon is None:
        return
    name = tokens[:colon]
    is_label = " ".join(t.low for t in name) in _LABELS
    if is_label or not all(t.is_capitalised or t.text == "." for t in name):
        return
    end = colon + 1
    while end < len(tokens) and tokens[end].kind == "quotation":
        end += 1
    if end > colon + 1 and speaks(text, tokens[colon + 1]):
        ranges = [(i, i + 1) for i in range(colon + 1, end)]
    elif number == 0 and len(tokens) - colon > _HEADLINE:
        ranges = [(colon + 1, len(tokens))]
    else:
        return
    yield _by_phrase(tokens, (colon, colon + 1), (0, colon), ranges, number)


def by_poll(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in a poll", which tells what the poll has found."""
    for at in range(len(tokens) - 3):
        if tokens[at].low != "in":
            continue
        source = noun_phrase_after(tokens, at + 1, len(tokens))
        if source is None or all(t.low not in _POLLS for t in tokens[source[0] : source[1]]):
            continue
        stop = next(
            (i for i in range(source[1], min(len(tokens), source[1] + 12)) if _is_break(tokens[i])),
            len(tokens),
        )
        ranges = [(0, at)] if at else [(stop + 1, len(tokens))]
        if stop - source[1] < 12 and _says(tokens, ranges[0]):
            yield _by_phrase(tokens, (at, at + 1), source, ranges, number)
        return


def _is_break(token: Token) -> bool:
    return token.text in {",", ".", ";"}
