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
    """The pairs of claims of one holder with the same words and numbers, the later first."""
    for one in known.said:
        if not one.holder or one.denial is not None:
            continue
        words = known.words(one.at)
        if len(words) < _FEWEST:
            continue
        for other in known.said[max(0, one.at - _FARTHEST) : one.at]:
            if other.holder != one.holder or other.is_negated != one.is_negated:
                continue
            if other.denial is not None or sum(word in other.text for word in words) < _FEWEST:
                continue
            rival = known.words(other.at)
            is_alike = len(words & rival) >= max(_FEWEST, _SHARE * len(words | rival))
            if is_alike and known.numbers(one.at) == known.numbers(other.at):
                yield one.at, other.at
                break
