"""What stands in brackets or between dashes inside a sentence."""

from factx.rules.reading.document import DASHES, Range, Tokens

_FEWEST = 3
"""Fewest tokens in brackets that can be a clause."""


def bracketed(tokens: Tokens) -> list[Range]:
    """The outermost brackets that may hold a clause, without the brackets; empty if one is open."""
    found: list[Range] = []
    opened: list[int] = []
    for at, token in enumerate(tokens):
        if token.text == "(":
            opened.append(at)
        elif token.text == ")":
            if not opened:
                return []
            start = opened.pop() + 1
            if not opened and at - start >= _FEWEST:
                found.append((start, at))
    return [] if opened else found


def between_dashes(tokens: Tokens, begin: int, stop: int) -> Range | None:
    """What stands between the dashes around the tokens from `begin` to `stop`; None without both.

    Of the dashes before them, every second one closes an aside.
    """
    before = [at for at in range(1, begin) if tokens[at].text in DASHES]
    if len(before) % 2 == 0:
        return None
    closing = next((at for at in range(stop, len(tokens) - 1) if tokens[at].text in DASHES), None)
    return None if closing is None else (before[-1] + 1, closing)
