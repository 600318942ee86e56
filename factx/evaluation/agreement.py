"""Agreement between annotators who annotated the same articles independently."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Literal

from pydantic import Field

from factx.errors import InputError
from factx.evaluation.case import with_other_line_ends
from factx.evaluation.comparison import Comparison
from factx.evaluation.confusion import NOTHING, Confusion, confusions, merged
from factx.evaluation.counts import Count, total
from factx.evaluation.measures import ROLES, count
from factx.evaluation.optional_gold import undisputed
from factx.evaluation.score import compare
from factx.records import FactRecord
from factx.records.article import RESTORE_LINE_ENDS
from factx.records.base import Value


class Alpha(Value):
    """Krippendorff's alpha of two annotators who decide for each word whether it has a role."""

    both: int = Field(ge=0)
    """Words to which both gave the role."""
    one: int = Field(ge=0)
    """Words to which only one of them gave it."""
    neither: int = Field(ge=0)
    """Words to which neither gave it."""

    @property
    def value(self) -> float | None:
        """1 minus observed over expected disagreement (Krippendorff, 2004, nominal data).

        None if both annotators gave the role to all words, or to none.
        """
        words = self.both + self.one + self.neither
        yes = 2 * self.both + self.one
        no = 2 * self.neither + self.one
        if not yes or not no:
            return None
        return 1 - (2 * words - 1) * self.one / (yes * no)


class Kappa(Value):
    """Cohen's kappa for one category, over the paired items."""

    table: Confusion
    """How often each value of the first annotator met each value of the second."""

    @property
    def items(self) -> int:
        """The number of paired items."""
        return sum(number for row in self.table.values() for number in row.values())

    @property
    def value(self) -> float | None:
        """Agreement beyond chance (Cohen, 1960); None if chance alone gives full agreement."""
        if not self.items:
            return None
        rows = {value: sum(row.values()) for value, row in self.table.items()}
        columns: dict[str, int] = {}
        for row in self.table.values():
            for value, number in row.items():
                columns[value] = columns.get(value, 0) + number
        observed = sum(row.get(value, 0) for value, row in self.table.items()) / self.items
        chance = sum(n * columns.get(v, 0) for v, n in rows.items()) / self.items**2
        return (observed - chance) / (1 - chance) if chance < 1 else None


class PairAgreement(Value):
    """The agreement of two annotators."""

    first: str
    """One annotator."""
    second: str
    """The other."""
    articles: int = Field(ge=1)
    """Articles that both annotated."""
    counts: dict[str, Count]
    """Every measure, with each annotator as gold once and the counts added."""
    alpha: dict[str, Alpha]
    """For content, source and cue: agreement on which words have the role."""
    kappa: dict[str, Kappa]
    """For each category, over the paired items."""


class AgreementReport(Value):
    """Agreement of each pair of annotators."""

    schema_id: Literal["urn:factx:agreement-report"] = "urn:factx:agreement-report"
    """Which schema this is."""
    schema_version: Literal["1.0"] = "1.0"
    """Version of the schema."""
    annotators: tuple[str, ...] = Field(min_length=2)
    """The names of the annotators."""
    pairs: tuple[PairAgreement, ...] = Field(min_length=1)
    """Every pair of annotators."""

    def to_json(self, *, indent: int | None = 2) -> str:
        """The report as JSON."""
        return self.model_dump_json(indent=indent)


def agreement(annotators: Mapping[str, Iterable[FactRecord]]) -> AgreementReport:
    """The agreement of each pair of annotators on the articles that both annotated.

    Each annotator serves as gold once and the counts are added, so the order of annotators makes no
    difference. Layers that only one of them annotated are left out. So are items that either one
    marks as optional, with their counterparts.

    Raises `InputError` for fewer than two annotators, for two without a common article, or for two
    whose texts of one article differ in their line ends.
    """
    if len(annotators) < 2:
        raise InputError("agreement", "at least two annotators are needed")
    works = {name: _by_text(name, records) for name, records in annotators.items()}
    return AgreementReport(
        annotators=tuple(works),
        pairs=tuple(
            _agreement(first, works[first], second, works[second])
            for first, second in combinations(works, 2)
        ),
    )


def _agreement(
    first: str, ours: dict[str, FactRecord], second: str, theirs: dict[str, FactRecord]
) -> PairAgreement:
    common = [text for text in ours if text in theirs]
    twins = with_other_line_ends([ours[text] for text in ours if text not in theirs], theirs)
    if twins:
        problem = f"their texts of {', '.join(twins)} have different line ends"
        raise InputError(f"{first} and {second}", f"{problem}; {RESTORE_LINE_ENDS}")
    if not common:
        raise InputError(f"{first} and {second}", "they have no article in common")
    counts: list[dict[str, Count]] = []
    alphas: dict[str, list[Alpha]] = {role: [] for role in ROLES}
    tables: list[dict[str, Confusion]] = []
    for text in common:
        there, back = _both_ways(ours[text], theirs[text])
        counts += [count(there), count(back)]
        for role in ROLES:
            alphas[role].append(_alpha(there, role))
        tables.append({name: _paired(table) for name, table in confusions(there).items()})
    return PairAgreement(
        first=first,
        second=second,
        articles=len(common),
        counts=total(counts),
        alpha={role: _alpha_sum(each) for role, each in alphas.items()},
        kappa={name: Kappa(table=table) for name, table in merged(tables).items()},
    )


def _by_text(name: str, records: Iterable[FactRecord]) -> dict[str, FactRecord]:
    works: dict[str, FactRecord] = {}
    for record in records:
        if record.article.sha256 in works:
            raise InputError(name, f"the text of {record.article.id} is annotated twice")
        works[record.article.sha256] = record
    return works


def _both_ways(first: FactRecord, second: FactRecord) -> tuple[Comparison, Comparison]:
    """Both comparisons of two annotations, limited to the layers that both have."""
    if first.article.text is None and second.article.text is not None:
        first = first.with_article(second.article)
    there = compare(first, second)
    layers = there.gold.layers & there.predicted.layers
    ours, theirs = undisputed(
        replace(there.gold, layers=layers), replace(there.predicted, layers=layers)
    )
    return Comparison(ours, theirs), Comparison(theirs, ours)


def _alpha(comparison: Comparison, role: str) -> Alpha:
    ours, theirs = (
        # Only words are units; punctuation marks have negative numbers.
        {token for attribution in side for token in attribution.role(role).tokens if token >= 0}
        for side in comparison.attributions
    )
    return Alpha(
        both=len(ours & theirs),
        one=len(ours ^ theirs),
        neither=len(comparison.gold.tokens) - len(ours | theirs),
    )


def _alpha_sum(each: Sequence[Alpha]) -> Alpha:
    return Alpha(
        both=sum(alpha.both for alpha in each),
        one=sum(alpha.one for alpha in each),
        neither=sum(alpha.neither for alpha in each),
    )


def _paired(table: Confusion) -> Confusion:
    """The table without items that have no counterpart."""
    return {
        gold: {value: number for value, number in row.items() if value != NOTHING}
        for gold, row in table.items()
        if gold != NOTHING
    }
