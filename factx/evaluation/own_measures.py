"""Measures of the user's own: passed in Python, or offered by installed packages."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple, cast

from factx.errors import BadArgument
from factx.evaluation.comparison import Comparison
from factx.evaluation.counts import Count, Share, Tally
from factx.evaluation.measures import MEASURES, Measure
from factx.plugins import plugins
from factx.records.base import Value

_NAME = re.compile(r"\w[\w-]*(?:\.[\w+-]+)+")


class OwnMeasure(Value):
    """What a report says about a measure of the user's own."""

    title: str
    """Title in tables."""
    meaning: str
    """When an item counts as right."""


class Described(NamedTuple):
    """What a reader of a report is shown about a measure."""

    name: str
    title: str
    meaning: str

    @property
    def group(self) -> str:
        """The part of the name before the first dot."""
        return self.name.partition(".")[0]


def installed_measures() -> tuple[Measure, ...]:
    """The measures that other installed packages offer (docs/extending.md).

    Raises `BadArgument` if what one of them offers cannot be loaded or is no measure of that name.
    """
    found: list[Measure] = []
    for name, made in plugins("factx.measures"):
        where = f"{name} of the group factx.measures"
        if not isinstance(made, Measure):
            raise BadArgument(f"{where} is not a factx.evaluation.Measure")
        if made.name != name:
            raise BadArgument(f"{where} is a measure with another name: {made.name!a:.40}")
        found.append(made)
    return checked_measures(found)


def checked_measures(measures: Iterable[object]) -> tuple[Measure, ...]:
    """`measures`; raises `BadArgument` for what is none, or has a name that is not free."""
    found: dict[str, Measure] = {}
    for one in measures:
        if not isinstance(one, Measure):
            raise BadArgument(f"measures: {one!a:.40} is not a factx.evaluation.Measure")
        if not _NAME.fullmatch(one.name):
            raise BadArgument(f"measures: {one.name!a:.40} is not a group, a dot, and a name")
        if one.name in MEASURES:
            raise BadArgument(f"measures: factx has a measure {one.name} itself")
        if one.name in found:
            raise BadArgument(f"measures: there are two with the name {one.name}")
        found[one.name] = one
    return tuple(found.values())


def count_own(
    measures: Iterable[Measure], comparison: Comparison, *, article: str
) -> dict[str, Count]:
    """Count the user's `measures` in one article.

    Raises `BadArgument` if one of them fails or counts nothing that can be summed.
    """
    return {one.name: _count(one, comparison, article) for one in measures}


def _count(one: Measure, comparison: Comparison, article: str) -> Count:
    try:
        counted = cast("object", one.count(comparison))
    except Exception as error:  # the code is not ours
        problem = f"measure {one.name} failed on {article}: {type(error).__name__}: {error}"
        raise BadArgument(problem) from error
    if not isinstance(counted, Share | Tally):
        raise BadArgument(f"measure {one.name} returned {counted!a:.40}, not a Share or Tally")
    return counted


def described(own: Mapping[str, OwnMeasure]) -> dict[str, Described]:
    """Every shipped measure, then the user's `own`, by name."""
    shipped = (Described(one.name, one.title, one.meaning) for one in MEASURES.values())
    others = (Described(name, one.title, one.meaning) for name, one in own.items())
    return {one.name: one for one in (*shipped, *others)}
