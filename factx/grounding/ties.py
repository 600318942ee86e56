"""Choose between equally good places by the order of the draft."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence

from factx.grounding.anchor import Chain


def break_ties(
    tied: Mapping[str, Sequence[Chain]],
    settled: Mapping[str, Chain],
    words: Mapping[str, tuple[str, ...]],
) -> dict[str, Chain]:
    """Choose between equally good places by the order of the draft.

    `words` has the words of every item in the order of the draft, which is assumed to be that of
    the text. A place qualifies if no item with the same words has it and it lies between the
    settled items drafted before and after. If one place qualifies, it is chosen. If several do, the
    first is chosen if other items have the same words, and none otherwise.
    """
    limits = _limits(settled, words)
    same = Counter(words.values())
    taken = {(words[item], chain) for item, chain in settled.items()}
    pools: dict[tuple[tuple[str, ...], int], _Pool] = {}
    chosen: dict[str, Chain] = {}
    passed = 0
    for item, wording in words.items():
        if item in tied:
            options = tied[item]
            key = wording, id(options)
            if key not in pools:
                pools[key] = _Pool(options, wording, taken)
            chain = pools[key].take(passed, limits.get(item), alone=same[wording] == 1)
            if chain is not None:
                chosen[item] = chain
                taken.add((wording, chain))
        if item in settled or item in chosen:
            passed = (settled.get(item) or chosen[item])[0].start
    return chosen


def _limits(settled: Mapping[str, Chain], words: Iterable[str]) -> dict[str, int]:
    """Where the next settled item begins, for each item that is not settled."""
    limits: dict[str, int] = {}
    start: int | None = None
    for item in reversed(list(words)):
        if item in settled:
            start = settled[item][0].start
        elif start is not None:
            limits[item] = start
    return limits


class _Pool:
    """The equally good places of items with the same words; each can be taken once.

    `_next` skips places that are taken, so that taking all of them takes nearly linear time.
    """

    def __init__(
        self,
        options: Sequence[Chain],
        wording: tuple[str, ...],
        taken: Container[tuple[tuple[str, ...], Chain]],
    ) -> None:
        self._options = sorted(options, key=lambda chain: chain[0].start)
        self._starts = [chain[0].start for chain in self._options]
        self._wording = wording
        self._taken = taken
        self._next = list(range(len(self._options) + 1))

    def take(self, passed: int, limit: int | None, *, alone: bool) -> Chain | None:
        """The first free place from `passed` to `limit`, or else anywhere.

        If no other item has the same words (`alone`), the place must be the only one.
        """
        for low, high in ((passed, limit), (0, None)):
            at = self._free(bisect_left(self._starts, low))
            if at < len(self._options) and (high is None or self._starts[at] <= high):
                after = self._free(at + 1)
                several = after < len(self._options) and (
                    high is None or self._starts[after] <= high
                )
                return None if several and alone else self._options[at]
        return None

    def _free(self, at: int) -> int:
        """Number of the first free place from `at` on."""
        path: list[int] = []
        while at < len(self._options):
            if self._next[at] != at:
                path.append(at)
                at = self._next[at]
            elif (self._wording, self._options[at]) in self._taken:
                self._next[at] = at + 1
            else:
                break
        for step in path:
            self._next[step] = at
        return at
