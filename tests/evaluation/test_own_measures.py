"""Measures of the user's own are counted like the shipped ones, and refused if they cannot be."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import factx
from factx.errors import BadArgument
from factx.evaluation import (
    Case,
    Comparison,
    Count,
    EvaluationReport,
    Measure,
    Share,
    compared,
    evaluate,
    gate,
    installed_measures,
    updated,
)
from factx.evaluation.baseline import Baseline
from factx.render.evaluation import table, verdict

GOLD = factx.extract("Ana Ruiz said that it rained for 12 days. “It is late,” an official said.")


def named(
    name: str, count: Callable[[Comparison], Any] = lambda _: Share(right=1, of=2)
) -> Measure:
    return Measure(name=name, title="mine", count=count, meaning="when it is mine")


def test_it_is_counted_after_the_shipped_ones_and_summed() -> None:
    other = factx.extract("Ben Cole said no.")
    report = evaluate([GOLD, other], [GOLD, other], measures=[named("own.one")])
    assert list(report.totals)[-1] == "own.one"
    assert report.totals["own.one"] == Share(right=2, of=4)
    assert report.intervals["own.one"].low == 0.5
    assert [article.counts["own.one"].value for article in report.articles] == [0.5, 0.5]


def test_the_report_describes_it_without_the_package() -> None:
    made = evaluate([GOLD], [GOLD], measures=[named("own.one")], resamples=0).to_json()
    read = EvaluationReport.from_json(made)
    assert read.measures["own.one"].meaning == "when it is mine"
    assert "own_measures" not in evaluate([GOLD], [GOLD], resamples=0).to_json()


def test_it_reads_the_records_and_the_items_that_were_found() -> None:
    seen: list[Any] = []

    def count(comparison: Comparison) -> Count:
        seen.append(comparison)
        found = comparison.found_claims()
        return Share(right=sum(g.text == p.text for g, p in found), of=len(found))

    report = evaluate([GOLD], [GOLD], measures=[named("own.one", count)], resamples=0)
    [comparison] = seen
    assert comparison.records == (GOLD, GOLD)
    assert report.totals["own.one"] == Share(right=len(GOLD.claims), of=len(GOLD.claims))
    assert [g.name for g, _ in comparison.found_sources()] == ["Ana Ruiz", "official"]
    assert [g.id for g, _ in comparison.found_quotes()] == [one.id for one in GOLD.quotes]
    assert len(comparison.found_attributions()) == len(GOLD.attributions) == 2


def test_an_article_without_a_prediction_has_nothing_that_was_found() -> None:
    counted: list[int] = []

    def count(comparison: Comparison) -> Count:
        counted.append(len(comparison.found_claims()) + len(comparison.found_sources()))
        return Share(right=0, of=1)

    evaluate([Case(GOLD, None, "lost")], measures=[named("own.one", count)], resamples=0)
    assert counted == [0]


@pytest.mark.parametrize(
    ("measures", "problem"),
    [
        ([named("claims.found")], "factx has a measure claims.found itself"),
        (["own.a"], "measures: 'own.a' is not a factx.evaluation.Measure"),
        ([named("own.a"), named("own.a")], "there are two with the name own.a"),
        ([named("own")], "'own' is not a group, a dot, and a name"),
        ([named("own. a")], "is not a group, a dot, and a name"),
        ([named("own.a", lambda _: 0.5)], "measure own.a returned 0.5, not a Share or Tally"),
        (
            [named("own.a", lambda _: 1 / 0)],
            "measure own.a failed on .+: ZeroDivisionError",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(measures: list[Any], problem: str) -> None:
    with pytest.raises(BadArgument, match=problem):
        evaluate([GOLD], [GOLD], measures=measures)


def test_a_floor_is_kept_by_its_name_and_a_fall_has_its_title() -> None:
    half, none = (named("own.one", lambda _, n=n: Share(right=n, of=2)) for n in (1, 0))
    floors = updated(Baseline(systems={}), evaluate([GOLD], [GOLD], measures=[half]))
    assert floors.systems["offline"].floors["own.one"] == 0.5
    fallen = gate(evaluate([GOLD], [GOLD], measures=[none]), floors.systems["offline"])
    assert [(fall.measure, fall.title) for fall in fallen.falls] == [("own.one", "mine")]
    assert next(verdict(fallen, {}, update="")).startswith("own.one (mine) is 0.0, its floor 50.0")
    missing = gate(evaluate([GOLD], [GOLD]), floors.systems["offline"])
    assert [fall.measure for fall in missing.falls] == ["own.one"]


def test_two_systems_are_compared_by_it() -> None:
    sides = [evaluate([GOLD], [GOLD], measures=[named("own.one")]) for _ in range(2)]
    against = compared(*sides).against
    assert against is not None
    assert against.differences["own.one"].difference == 0.0


def test_systems_that_were_scored_by_other_measures_are_compared_by_the_common_ones() -> None:
    with_it = evaluate([GOLD], [GOLD], measures=[named("own.one")])
    for sides in ((with_it, evaluate([GOLD], [GOLD])), (evaluate([GOLD], [GOLD]), with_it)):
        against = compared(*sides).against
        assert against is not None
        assert "own.one" not in against.differences


def test_a_table_has_its_title_under_its_group() -> None:
    from rich.console import Console

    console = Console(width=100)
    with console.capture() as captured:
        console.print(table(evaluate([GOLD], [GOLD], measures=[named("own.one")], resamples=0)))
    lines = [line.strip() for line in captured.get().splitlines()]
    assert lines[-2] == "own"
    assert lines[-1].split() == ["mine", "50.0", "1/2"]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ("own.one = own_measures_package:NOTHING", "is not a factx.evaluation.Measure"),
        ("own.two = own_measures_package:ONE", "a measure with another name: 'own.one'"),
        ("own.one = own_measures_package:GONE", "cannot be loaded: AttributeError"),
    ],
)
def test_an_entry_point_that_is_no_measure_is_refused(
    entry: str, problem: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    info = tmp_path / "own-1.0.dist-info"
    info.mkdir()
    (tmp_path / "own_measures_package.py").write_text(
        "from factx.evaluation import Measure, Share\n"
        'ONE = Measure("own.one", "one", lambda comparison: Share(right=1, of=1), "always")\n'
        "NOTHING = object()\n",
        "utf-8",
    )
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: own\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[factx.measures]\n{entry}\n")
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    with pytest.raises(BadArgument, match=problem):
        installed_measures()
    sys.modules.pop("own_measures_package", None)
