"""Pair gold and predicted items one to one, so that the sum of the weights is greatest."""

from collections.abc import Iterator, Mapping, Sequence

from factx.evaluation.tokens import TokenSet

Pairs = dict[int, int]
"""The number of the predicted item paired with each gold item."""
Weights = Mapping[tuple[int, int], float]
"""The weight of each pair of a gold and a predicted item that may be formed; all above 0."""


def overlaps(gold: Sequence[TokenSet], predicted: Sequence[TokenSet]) -> dict[tuple[int, int], int]:
    """The number of common tokens of each gold and predicted item that have any."""
    having: dict[int, list[int]] = {}
    for number, tokens in enumerate(predicted):
        for token in tokens:
            having.setdefault(token, []).append(number)
    common: dict[tuple[int, int], int] = {}
    for number, tokens in enumerate(gold):
        for token in tokens:
            for other in having.get(token, ()):
                common[number, other] = common.get((number, other), 0) + 1
    return common


def pair(weights: Weights) -> Pairs:
    """The one-to-one pairing with the greatest sum of weights (Kuhn, 1955; Munkres, 1957).

    Items that no chain of weights connects are paired separately, so the time depends on the
    largest connected group and not on the article. If several pairings have the same sum, the
    numbers of the items alone decide.
    """
    pairs: Pairs = {}
    for golds, predicteds in _tangles(weights):
        if len(golds) == 1:
            gold = golds[0]
            pairs[gold] = max(predicteds, key=lambda other: (weights[gold, other], -other))
        elif len(predicteds) == 1:
            predicted = predicteds[0]
            pairs[max(golds, key=lambda other: (weights[other, predicted], -other))] = predicted
        else:
            table = [[weights.get((g, p), 0.0) for p in predicteds] for g in golds]
            for row, column in _assignment(table):
                if table[row][column] > 0:
                    pairs[golds[row]] = predicteds[column]
    return pairs


def _tangles(weights: Weights) -> Iterator[tuple[list[int], list[int]]]:
    """The gold and predicted items that are connected by weights, as two sorted lists per group."""
    by_gold: dict[int, list[int]] = {}
    by_predicted: dict[int, list[int]] = {}
    for gold, predicted in weights:
        by_gold.setdefault(gold, []).append(predicted)
        by_predicted.setdefault(predicted, []).append(gold)
    done: set[int] = set()
    for start in sorted(by_gold):
        if start in done:
            continue
        golds, predicteds, waiting = {start}, set[int](), [start]
        while waiting:
            for predicted in by_gold[waiting.pop()]:
                if predicted not in predicteds:
                    predicteds.add(predicted)
                    found = [gold for gold in by_predicted[predicted] if gold not in golds]
                    golds.update(found)
                    waiting += found
        done |= golds
        yield sorted(golds), sorted(predicteds)


def _assignment(table: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Row and column of each pair in the assignment of greatest weight.

    As many pairs are formed as there are rows or columns, whichever are fewer. Uses shortest
    augmenting paths with potentials (Jonker and Volgenant, 1987), in cubic time.
    """
    rows, columns = len(table), len(table[0])
    if rows > columns:
        turned = [[table[row][column] for row in range(rows)] for column in range(columns)]
        return [(row, column) for column, row in _assignment(turned)]
    row_potential, column_potential = [0.0] * rows, [0.0] * columns
    row_of: list[int | None] = [None] * columns
    for new in range(rows):
        # Grow a tree of tight edges from the new row until it reaches a column that is free.
        distance = [float("inf")] * columns
        came_from: list[int | None] = [None] * columns
        inside = [False] * columns
        tree: list[tuple[int, int]] = []
        row, last = new, None
        while True:
            best, nearest = float("inf"), 0
            for column in range(columns):
                if inside[column]:
                    continue
                slack = -table[row][column] - row_potential[row] - column_potential[column]
                if slack < distance[column]:
                    distance[column], came_from[column] = slack, last
                if distance[column] < best:
                    best, nearest = distance[column], column
            row_potential[new] += best
            for known, column in tree:
                row_potential[known] += best
                column_potential[column] -= best
            for column in range(columns):
                if not inside[column]:
                    distance[column] -= best
            inside[nearest] = True
            holder = row_of[nearest]
            if holder is None:
                break
            tree.append((holder, nearest))
            row, last = holder, nearest
        _augment(row_of, came_from, nearest, new)
    return [(row, column) for column, row in enumerate(row_of) if row is not None]


def _augment(
    row_of: list[int | None], came_from: Sequence[int | None], column: int, new: int
) -> None:
    """Move each row on the path to the column after it, and `new` to the first."""
    while (previous := came_from[column]) is not None:
        row_of[column] = row_of[previous]
        column = previous
    row_of[column] = new
