"""Statements without a verb of saying: "according to X", "in her words", 'X: "..."'."""

from collections.abc import Iterator, Sequence

from factx.extraction.offline.nouns import Range, noun_phrase_after
from factx.extraction.offline.statement import Statement, Tokens, speaks, stretch


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
        antecedent=None,
        type="statement",
        verb="",
        negated=False,
        addressee=None,
        unit=number,
    )


def by_colon(text: str, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A line of dialogue: 'Kovalt: "..."'."""
    colon = next((i for i in range(1, min(len(tokens) - 1, 7)) if tokens[i].text == ":"), None)
    if colon is None or tokens[colon + 1].kind != "quotation":
        return
    name = tokens[:colon]
    if not all(t.is_capitalised or t.text == "." for t in name):
        return
    if not speaks(text, tokens[colon + 1]):
        return
    end = colon + 1
    while end < len(tokens) and tokens[end].kind == "quotation":
        end += 1
    yield Statement(
        content=tuple(stretch(tokens, (i, i + 1)) for i in range(colon + 1, end)),
        cue=stretch(tokens, (colon, colon + 1)),
        source=stretch(tokens, (0, colon)),
        antecedent=None,
        type="statement",
        verb="",
        negated=False,
        addressee=None,
        unit=number,
    )
