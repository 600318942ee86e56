"""Find claims of one holder that say the same."""

from collections.abc import Iterator

from factx.rules.claims.contradictions import Known, Pair

_FEWEST = 2
"""Fewest words in common."""
_SHARE = 0.75
"""The least share of all their words that two claims have in common."""
_FARTHEST = 60
"""How many claims before a claim are compared with it."""


def find_repeats(known: Known) -> Iterator[Pair]:
    """The pairs of claims of one holder with the same words and numbers, the later first.

    Of two claims with a number, one may have a word more: "20 had died", "20 persons had died".
    """
    for one in known.said:
        if not one.holder or one.denial is not None:
            continue
        words = known.words(one.at)
        if not words or len(words) + len(known.numbers(one.at)) < _FEWEST:
            continue
        for other in known.said[max(0, one.at - _FARTHEST) : one.at]:
            if other.holder != one.holder or other.is_negated != one.is_negated:
                continue
            shared = sum(word in other.text for word in words)
            if other.denial is not None or shared < min(_FEWEST, len(words)):
                continue
            rival = known.words(other.at)
            numbers = known.numbers(one.at)
            if numbers != known.numbers(other.at):
                continue
            is_alike = len(words & rival) >= max(_FEWEST, _SHARE * len(words | rival))
            is_within = bool(numbers) and (words <= rival or rival <= words)
            if is_alike or (is_within and len(words ^ rival) <= 1):
                yield one.at, other.at
                break
