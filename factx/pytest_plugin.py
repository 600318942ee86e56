"""Annotated articles as tests: `@pytest.mark.factx("fixtures", overall={...})`, a test an article.

Loaded by pytest wherever factx is installed: nothing heavy is imported before a test asks for it.
"""

from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from factx.evaluation import ArticleScore, Case, EvaluationReport
    from factx.records import Article, FactRecord, Strategy

MARKER = (
    "factx(fixtures, *, model='offline', extract=None, records=None, replay=None, strategy=None, "
    "each={}, overall={}, baseline=None): run the test once for each annotated article in "
    "`fixtures` (a path from the root of the project), with the fixture `factx_case`. What is "
    "scored is drafted by `model`, made by `extract(article)`, or read from `records` or `replay`; "
    "`strategy` is how a model is asked, or how its answers are read: whole, sentences or hybrid. "
    "`each` holds the least value of measures in every article, `overall` in all of them together; "
    "`baseline` names a file of floors."
)
_OPTIONS = ("model", "extract", "records", "replay", "strategy", "each", "overall", "baseline")
_SENT = "factx_score"
"""The attribute of a test's report that carries its score from a worker to the session."""


@dataclass(frozen=True)
class FactxCase:
    """One annotated article inside a test, with what is predicted of it."""

    gold: "FactRecord"
    """The annotation."""
    _wanted: "_Wanted"

    @property
    def article(self) -> "Article":
        """The article."""
        return self.gold.article

    @property
    def predicted(self) -> "FactRecord | None":
        """What is scored; None where the drafter failed or there is no record."""
        return self._case.predicted

    @property
    def failure(self) -> str | None:
        """Why there is no prediction."""
        return self._case.failure

    @cached_property
    def score(self) -> "ArticleScore":
        """Counts of every measure, and what became of each item."""
        return self._case.score()

    def value(self, measure: str) -> float | None:
        """F1 or share of one measure in this article; None where there is nothing to count."""
        return self.score.counts[measure].value

    @cached_property
    def _case(self) -> "Case":
        return self._wanted.predict(self.gold)


@dataclass(frozen=True)
class _Wanted:
    """What a marker asks for."""

    fixtures: str
    root: str
    model: str = "offline"
    extract: "Callable[[Article], FactRecord] | None" = None
    records: str | None = None
    replay: str | None = None
    strategy: "Strategy | None" = None
    each: Mapping[str, float] | None = None
    overall: Mapping[str, float] | None = None
    baseline: str | None = None

    @cached_property
    def golds(self) -> "list[FactRecord]":
        """The annotated articles; raises a `FactxError` if one of them is not good."""
        from factx import files
        from factx.errors import InputError

        golds = files.get_golds(self.path(self.fixtures))
        if not golds:
            raise InputError(self.fixtures, "there is no annotated article in it")
        return golds

    @property
    def named(self) -> str | None:
        """The model, where it is one that drafts."""
        return None if self.extract or self.records or self.replay else self.model

    def path(self, given: str) -> str:
        """A path of the marker, from the root of the project."""
        import os

        return os.path.join(self.root, given)

    def predict(self, gold: "FactRecord") -> "Case":
        """The case of one article; a drafter that fails or crashes predicts nothing."""
        from factx.evaluation import Case

        if self.records is not None:
            found = self._read.get(gold.article.sha256)
            return Case(gold, found, None if found else f"{self.records} has no record of it")
        try:
            return Case(gold, self._extract(gold.article))
        except Exception as error:
            return Case(gold, None, f"{type(error).__name__}: {error}")

    @cached_property
    def _read(self) -> "dict[str, FactRecord]":
        from factx import files
        from factx.errors import FactxError

        read: dict[str, FactRecord] = {}
        for found in files.read_records(self.path(self.records or "")):
            if isinstance(found, FactxError):
                raise found
            read[found.value.article.sha256] = found.value
        return read

    @cached_property
    def _extract(self) -> "Callable[[Article], FactRecord]":
        if self.extract is not None:
            return self.extract
        from functools import partial

        from factx.extraction.extract import drafter_for, extract

        if self.replay is None:
            return partial(extract, drafter=drafter_for(self.model, strategy=self.strategy))
        from factx import files
        from factx.llm.replay import ReplayDrafter

        return partial(
            extract,
            drafter=ReplayDrafter(
                files.read_recordings(self.path(self.replay)), strategy=self.strategy
            ),
        )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known, and gather the scores where the session ends."""
    config.addinivalue_line("markers", MARKER)
    if not hasattr(config, "workerinput"):  # a worker of xdist sends what it has to the session
        config.pluginmanager.register(_Gathering(config), "factx-gathering")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test for each annotated article."""
    marker = metafunc.definition.get_closest_marker("factx")
    if marker is None:
        return
    from factx.errors import FactxError

    wanted = _wanted(marker, metafunc.config)
    if "factx_case" not in metafunc.fixturenames:
        pytest.fail("a test marked factx needs the argument factx_case", pytrace=False)
    try:
        golds = wanted.golds
    except FactxError as error:
        pytest.fail(str(error), pytrace=False)
    cases = [FactxCase(gold, wanted) for gold in golds]
    ids = [gold.article.id for gold in golds]
    metafunc.parametrize("factx_case", cases, ids=ids, indirect=True)


@pytest.fixture
def factx_case(request: pytest.FixtureRequest) -> FactxCase:
    """The annotated article of this test, with what is predicted of it; see the marker factx."""
    case = getattr(request, "param", None)
    if not isinstance(case, FactxCase):
        pytest.fail("factx_case is for tests marked with pytest.mark.factx", pytrace=False)
    return case


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """After the test's own body, hold the article against the marker's thresholds."""
    result = yield
    case = _case_of(item)
    if case is not None:
        problems = list(_problems(case))
        if problems:
            pytest.fail("\n".join(problems), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Send the score along with the test's report, which also reaches a session of xdist."""
    report = yield
    case = _case_of(item)
    if case is not None and call.when == "call":
        setattr(report, _SENT, _message(item, case))
    return report


def _case_of(item: pytest.Item) -> FactxCase | None:
    case = getattr(item, "funcargs", {}).get("factx_case")
    return case if isinstance(case, FactxCase) else None


def _wanted(marker: pytest.Mark, config: pytest.Config) -> _Wanted:
    """What the marker asks for; fails the collection with one sentence if that makes no sense."""
    from factx.evaluation import MEASURES

    given: dict[str, Any] = dict(marker.kwargs)
    unknown = [name for name in given if name not in _OPTIONS]
    if len(marker.args) != 1 or unknown:
        pytest.fail(f"the marker is {MARKER}", pytrace=False)
    if sum(given.get(name) is not None for name in _OPTIONS[:4]) > 1:
        pytest.fail("the marker factx takes one of model, extract, records, replay", pytrace=False)
    for name in ("each", "overall"):
        for measure in given.get(name) or ():
            if measure not in MEASURES:
                known = ", ".join(MEASURES)
                pytest.fail(f"there is no measure {measure!r}; there are {known}", pytrace=False)
    return _Wanted(str(marker.args[0]), str(config.rootpath), **given)


def _problems(case: FactxCase) -> Iterator[str]:
    """Why an article fails: it has no prediction, or a measure is below its threshold in it."""
    wanted = case._wanted  # pyright: ignore[reportPrivateUsage]  (of this module)
    if case.failure is not None:
        yield f"{case.article.id} has no prediction: {case.failure}"
    for measure, least in (wanted.each or {}).items():
        value = case.value(measure)
        if value is not None and value < least:
            yield f"{measure} is {value:.3f} in {case.article.id}, minimum {least:.3f}"


def _message(item: pytest.Item, case: FactxCase) -> dict[str, Any]:
    """What the session has to know of one article, in plain values that can be sent."""
    from factx.evaluation import gold_digest, system_of

    wanted = case._wanted  # pyright: ignore[reportPrivateUsage]  (of this module)
    return {
        "test": item.nodeid.partition("[")[0],
        "articles": len(wanted.golds),
        "overall": dict(wanted.overall or {}),
        "baseline": wanted.path(wanted.baseline) if wanted.baseline else None,
        "system": system_of(case.predicted) if case.predicted else None,
        "named": wanted.named,
        "gold": gold_digest(case.gold),
        "score": case.score.model_dump_json(),
    }


class _Gathering:
    """The scores of all articles, and the thresholds that hold for all of them together."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.sent: dict[str, dict[str, dict[str, Any]]] = {}
        self.lines: list[str] = []
        self.failed = False

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep what a test sent; of a test that is run again, the last."""
        message = getattr(report, _SENT, None)
        if message is not None:
            self.sent.setdefault(message["test"], {})[report.nodeid] = message

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hold the sums against the thresholds; a session that was good till now fails by them."""
        for test, messages in sorted(self.sent.items()):
            self.lines += self._conclude(test, list(messages.values()))
        if self.failed and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """What was measured, test by test."""
        if self.lines:
            terminalreporter.section("who said what", sep="=")
            for line in self.lines:
                terminalreporter.write_line(line)

    def _conclude(self, test: str, messages: list[dict[str, Any]]) -> Iterator[str]:
        from factx.evaluation import HEADLINE
        from factx.render.evaluation.figures import fractions, interval, percent

        report = _report(messages)
        ran, articles = len(messages), messages[0]["articles"]
        found = report.totals[HEADLINE]
        sure = interval(report.intervals.get(HEADLINE))
        yield (
            f"{test}: {report.system} on {ran} of {articles} articles, end to end F1 "
            f"{percent(found.value)} ({fractions(found)}; 95 % {sure or '-'})"
        )
        overall, baseline = messages[0]["overall"], messages[0]["baseline"]
        if ran < articles:
            if overall or baseline:
                yield "  not all articles ran, so their common thresholds were not looked at"
            return
        for measure, least in overall.items():
            value = report.value(measure)
            if value is None or value < least:
                self.failed = True
                yield f"  FAILED {measure} is {percent(value)}, minimum {percent(least)}"
        if baseline is not None:
            yield from self._gated(report, baseline)

    def _gated(self, report: "EvaluationReport", path: str) -> Iterator[str]:
        from factx import files
        from factx.errors import FactxError
        from factx.evaluation import gate
        from factx.render.evaluation import verdict

        try:
            floors = files.read_baseline(path).systems.get(report.system)
        except FactxError as error:
            self.failed = True
            yield f"  FAILED {error}"
            return
        if floors is None:
            self.failed = True
            yield f"  FAILED {path} has no floors for {report.system}"
            return
        found = gate(report, floors)
        self.failed = self.failed or not found.passed
        for line in verdict(found, {}, update=f"factx eval ... --baseline {path} --update"):
            yield f"  {line}"


def _report(messages: list[dict[str, Any]]) -> "EvaluationReport":
    """The report of the articles whose scores were sent."""
    from factx.evaluation import ArticleScore, summed_up

    scores = [ArticleScore.from_json(message["score"]) for message in messages]
    digests = [message["gold"] for message in messages]
    systems = sorted({message["system"] for message in messages if message["system"]})
    return summed_up(
        scores,
        gold={score.article: digest for score, digest in zip(scores, digests, strict=True)},
        system=" + ".join(systems) or messages[0]["named"] or "unknown",
    )
