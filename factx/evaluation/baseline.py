"""Floors for the measures of a system, and what fell below them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from pydantic import Field

from factx.errors import FactxError, InvalidData
from factx.evaluation.case import Producer
from factx.evaluation.counts import Count, total
from factx.evaluation.item_errors import ItemResult
from factx.evaluation.report import EvaluationReport
from factx.evaluation.score import ArticleScore
from factx.records.base import Digest, Value, Words, unset

_SLACK = 1e-9
"""Smaller than the effect of one item, larger than rounding errors."""


class FloorLowered(FactxError):
    """`measures` would get lower floors and no reason was given."""

    def __init__(self, system: str, measures: tuple[str, ...]) -> None:
        self.system = system
        self.measures = measures
        super().__init__(
            f"the floors of {system} would fall for {', '.join(measures)}: "
            'give the reason with --allow-lower "..."'
        )


class Lowered(Value):
    """A floor that was lowered, and why."""

    measure: str
    """Name of the measure."""
    before: float
    """The floor before."""
    after: float | None
    """The floor after; null if there is nothing to count any more."""
    reason: Words
    """The reason."""


class ArticleBefore(Value):
    """The score of one article when the floors were set."""

    counts: dict[str, Count]
    """Every measure that had something to count."""
    found: tuple[str, ...]
    """Ids of the gold attributions and claims that were found."""
    invented: tuple[str, ...]
    """Layer and offsets of each invented item."""


class SystemBaseline(Value):
    """The floors of one system."""

    factx_version: str
    """The version of factx that set them."""
    producers: tuple[Producer, ...]
    """What made the predictions."""
    fixtures: Digest
    """Digest of the gold."""
    gold: dict[str, Digest]
    """Digest of each article's gold, by the article's id."""
    floors: dict[str, float]
    """The lowest value that each measure may have."""
    articles: dict[str, ArticleBefore]
    """The scores of the articles, by their ids."""
    lowered: tuple[Lowered, ...] = unset(())
    """Every floor that was lowered, the latest last."""


class Baseline(Value):
    """Floors, by system."""

    schema_id: Literal["urn:factx:baseline"] = "urn:factx:baseline"
    """Which schema this is."""
    schema_version: Literal["1.0"] = "1.0"
    """Version of the schema."""
    systems: dict[str, SystemBaseline] = Field(default_factory=dict[str, SystemBaseline])
    """The floors of each system, by the system's name in reports."""

    def to_json(self) -> str:
        """The baseline as indented JSON, for a file under version control."""
        return self.model_dump_json(indent=1) + "\n"


class ArticleFall(Value):
    """An article in which a measure is lower than when its floor was set."""

    article: str
    """Id of the article."""
    before: float | None
    """The value when the floor was set; null if there was nothing to count."""
    now: float | None
    """The current value; null if there is nothing to count."""


class Fall(Value):
    """A measure below its floor."""

    measure: str
    """Its name."""
    floor: float
    """The floor."""
    value: float | None
    """The current value; null if there is nothing to count any more."""
    title: str | None = unset()
    """Its title in tables; absent if it was not measured."""
    articles: tuple[ArticleFall, ...]
    """The articles in which it fell, the deepest fall first."""


class Change(Value):
    """An item that is found or invented, and was not when the floors were set, or the reverse."""

    article: str
    """Id of the article."""
    kind: Literal["lost", "gained", "invented", "no_longer_invented"]
    """lost: gold found before and not now; gained: the reverse; invented: not in the gold."""
    outcome: ItemResult | None
    """The item as scored now; null for an item that is no longer predicted."""
    name: str
    """Id of the gold item, or layer and offsets of the invented one."""


class Gate(Value):
    """The comparison of a report with the floors of its system."""

    system: str
    """Name of the system."""
    changed: tuple[str, ...]
    """Articles whose gold was added, removed or changed; with any, no floor applies."""
    falls: tuple[Fall, ...]
    """The measures below their floors."""
    changes: tuple[Change, ...]
    """Items lost, gained or invented, article by article."""
    measures: tuple[str, ...] = unset(())
    """The measures that were compared; absent if all were."""
    tolerance: float = Field(default=0.0, exclude_if=lambda value: not value)
    """How far below its floor a measure may be."""

    @property
    def passed(self) -> bool:
        """Whether the gold is unchanged and no measure has fallen."""
        return not self.changed and not self.falls


def gate(
    report: EvaluationReport,
    floors: SystemBaseline,
    *,
    measures: Sequence[str] = (),
    tolerance: float = 0.0,
) -> Gate:
    """Compare a report with the floors of its system, or with those of some `measures`.

    A measure falls if it is below its floor by more than `tolerance`, which is between 0 and 1.
    Raises `InvalidData` if a floor is missing, or lower than the scores that the baseline keeps,
    because somebody changed the file: such floors say nothing.
    """
    problems = list(_edited(floors))
    if problems:
        raise InvalidData(f"the floors of {report.system}", problems)
    changed = sorted(
        article
        for article in {*report.gold, *floors.gold}
        if report.gold.get(article) != floors.gold.get(article)
    )
    if changed:
        return Gate(system=report.system, changed=tuple(changed), falls=(), changes=())
    unknown = [name for name in measures if name not in floors.floors]
    if unknown:
        raise InvalidData(
            f"the floors of {report.system}", [f"there is no floor for {', '.join(unknown)}"]
        )
    return Gate(
        system=report.system,
        changed=(),
        measures=tuple(measures),
        tolerance=tolerance,
        falls=tuple(
            fall
            for fall in _falls(report, floors, tolerance)
            if not measures or fall.measure in measures
        ),
        changes=tuple(
            change
            for article in report.articles
            for change in _changes(article, floors.articles[article.article])
        ),
    )


def _edited(floors: SystemBaseline) -> Iterator[str]:
    """What is wrong with floors that `updated` would not have set; raised ones are not."""
    if floors.articles.keys() != floors.gold.keys():
        yield "its articles are not those of its gold"
    set_to = _set_from(floors)
    missing = [name for name in set_to if name not in floors.floors]
    if missing:
        rest = f" and {len(missing) - 3:,} more" if len(missing) > 3 else ""
        yield f"there is no floor for {', '.join(missing[:3])}{rest}"
    for name, floor in floors.floors.items():
        if not 0 <= floor <= 1 + _SLACK:
            yield f"{name} has a floor of {floor:g}, which is not between 0 and 1"
        elif floor < set_to.get(name, 0.0) - _SLACK:
            was = f"{set_to[name]:.4g} when its floors were set"
            yield f"{name} has a floor of {floor:.4g}, and it was {was}"


def _set_from(floors: SystemBaseline) -> dict[str, float]:
    """The value of each measure over the articles as they were when the floors were set."""
    counts = total(article.counts for article in floors.articles.values())
    return {name: count.value for name, count in counts.items() if count.value is not None}


def updated(
    baseline: Baseline, report: EvaluationReport, *, allow_lower: str | None = None
) -> Baseline:
    """The baseline with the values of `report` as the floors of its system.

    A measure with nothing to count gets no floor. Raises `FloorLowered` if a floor would fall and
    no reason is given; the floors before are those of the scores that the baseline keeps, even if
    somebody changed the floors in the file.
    """
    old = baseline.systems.get(report.system)
    floors = {name: count.value for name, count in report.totals.items() if _is_scored(count)}
    lowered: tuple[Lowered, ...] = old.lowered if old else ()
    if old is not None:
        before = _set_from(old)
        for name, floor in old.floors.items():
            if 0 <= floor <= 1:
                before[name] = max(floor, before.get(name, 0.0))
        fallen = [name for name, floor in before.items() if _is_below(floors.get(name), floor)]
        if fallen and not allow_lower:
            raise FloorLowered(report.system, tuple(fallen))
        lowered += tuple(
            Lowered(
                measure=name,
                before=before[name],
                after=floors.get(name),
                reason=allow_lower or "",
            )
            for name in fallen
        )
    made = SystemBaseline(
        factx_version=report.factx_version,
        producers=report.producers,
        fixtures=report.fixtures,
        gold=report.gold,
        floors={name: value for name, value in floors.items() if value is not None},
        articles={article.article: _before(article) for article in report.articles},
        lowered=lowered,
    )
    return baseline.model_copy(
        update={"systems": dict(sorted({**baseline.systems, report.system: made}.items()))}
    )


def _falls(report: EvaluationReport, floors: SystemBaseline, tolerance: float) -> Iterator[Fall]:
    for name, floor in floors.floors.items():
        count = report.totals.get(name)
        value = count.value if count is not None else None
        if _is_below(value, floor - tolerance):
            fallen = sorted(_article_falls(name, report, floors.articles), key=_depth)
            known = report.measures.get(name)
            title = known.title.strip() if known is not None else None
            found = Fall(measure=name, floor=floor, value=value, title=title, articles=(*fallen,))
            yield found


def _article_falls(
    measure: str, report: EvaluationReport, before: Mapping[str, ArticleBefore]
) -> Iterator[ArticleFall]:
    for article in report.articles:
        then = before[article.article].counts.get(measure)
        count = article.counts.get(measure)
        was, now = then.value if then else None, count.value if count else None
        if was != now and (now is None or was is None or now < was):
            yield ArticleFall(article=article.article, before=was, now=now)


def _depth(fall: ArticleFall) -> tuple[float, str]:
    return (fall.now or 0.0) - (fall.before or 0.0), fall.article


def _changes(article: ArticleScore, before: ArticleBefore) -> Iterator[Change]:
    was_found, was_invented = set(before.found), set(before.invented)
    now_invented: set[str] = set()
    for outcome in article.outcomes:
        if outcome.gold is None:
            name = _name(outcome)
            now_invented.add(name)
            if name not in was_invented:
                yield _change(article, "invented", name, outcome)
        elif outcome.found and outcome.gold not in was_found:
            yield _change(article, "gained", outcome.gold, outcome)
        elif not outcome.found and outcome.gold in was_found:
            yield _change(article, "lost", outcome.gold, outcome)
    for name in before.invented:
        if name not in now_invented:
            yield _change(article, "no_longer_invented", name, None)


def _change(
    article: ArticleScore,
    kind: Literal["lost", "gained", "invented", "no_longer_invented"],
    name: str,
    outcome: ItemResult | None,
) -> Change:
    return Change(article=article.article, kind=kind, name=name, outcome=outcome)


def _before(article: ArticleScore) -> ArticleBefore:
    return ArticleBefore(
        counts={name: count for name, count in article.counts.items() if _is_scored(count)},
        found=tuple(o.gold for o in article.outcomes if o.gold is not None and o.found),
        invented=tuple(_name(o) for o in article.outcomes if o.gold is None),
    )


def _name(outcome: ItemResult) -> str:
    places = ",".join(f"{start}-{end}" for start, end in outcome.places)
    return f"{outcome.layer} {places}"


def _is_scored(count: Count) -> bool:
    return count.value is not None


def _is_below(value: float | None, floor: float) -> bool:
    """Whether `value` is below `floor`; having nothing to count is below any floor except 0."""
    return (value or 0.0) < floor - _SLACK
