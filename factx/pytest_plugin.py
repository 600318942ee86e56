"""Annotated articles as tests: `@pytest.mark.factx("fixtures", overall={...})`.

pytest loads this plugin whenever factx is installed, so slow imports are inside functions.
"""

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from factx.evaluation import ArticleScore, Case, EvaluationReport
    from factx.llm.providers import Mode
    from factx.records import Article, FactRecord, Strategy

MARKER = (
    "factx(fixtures, *, model='offline', extract=None, records=None, replay=None, strategy=None, "
    "base_url=None, api_key_env=None, mode=None, each={}, overall={}, baseline=None, measures=(), "
    "tolerance=0): run the test once for each annotated article in `fixtures` (a path from the "
    "root of the project), with the fixture `factx_case`. Records are extracted by `model` or "
    "`extract(article)`, or read from `records` or `replay`; `strategy` is how a model is "
    "prompted, or how its recorded answers are read: whole, sentences or hybrid. `base_url` is the "
    "model's server, `api_key_env` the environment variable with its key, and `mode` how the form "
    "of an answer is asked for. `each` is the minimum of measures in every article, `overall` over "
    "all articles, between 0 and 1; `baseline` is a file of floors, of which `measures` are "
    "compared (by default all) and may be missed by `tolerance`."
)
_OPTIONS = (
    *("model", "extract", "records", "replay"),
    *("strategy", "each", "overall", "baseline", "measures", "tolerance"),
    *("base_url", "api_key_env", "mode"),
)
_FOR_MODELS = ("base_url", "api_key_env", "mode")
_SCORE = "factx_score"
"""The attribute of a test's report with its score, which a worker sends to the session."""


@dataclass(frozen=True)
class FactxCase:
    """An annotated article in a test, with its predicted record."""

    gold: "FactRecord"
    """The annotated record."""
    _options: "_Options"

    @property
    def article(self) -> "Article":
        """The article."""
        return self.gold.article

    @property
    def predicted(self) -> "FactRecord | None":
        """The record that is scored; None if extraction failed or there is no record."""
        return self._case.predicted

    @property
    def failure(self) -> str | None:
        """Why there is no predicted record."""
        return self._case.failure

    @property
    def score(self) -> "ArticleScore":
        """The counts of every measure, and the result of each item."""
        return self._scored[1]

    def value(self, measure: str) -> float | None:
        """Return F1 or share of a measure in this article; None if there is nothing to count."""
        return self.score.counts[measure].value

    @property
    def _case(self) -> "Case":
        return self._scored[0]

    @cached_property
    def _scored(self) -> "tuple[Case, ArticleScore]":
        """The case with its score; without a prediction if that cannot be scored."""
        from factx.errors import FactxError
        from factx.evaluation import Case, installed_measures

        case, own = self._options.predict(self.gold), installed_measures()
        try:
            return case, case.score(own)
        except FactxError as error:
            case = Case(self.gold, None, str(error))
            return case, case.score(own)


@dataclass(frozen=True)
class _Options:
    """The arguments of a marker."""

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
    measures: Sequence[str] = ()
    tolerance: float = 0.0
    base_url: str | None = None
    api_key_env: str | None = None
    mode: "Mode | None" = None

    @cached_property
    def golds(self) -> "list[FactRecord]":
        """The annotated articles; raises a `FactxError` if one of them is invalid."""
        from factx import files
        from factx.errors import InputError

        golds = files.get_golds(self.path(self.fixtures))
        if not golds:
            raise InputError(self.fixtures, "it has no annotated article")
        return golds

    @property
    def called_model(self) -> str | None:
        """The model that is run; None if records come from elsewhere."""
        return None if self.extract or self.records or self.replay else self.model

    def path(self, given: str) -> str:
        """Return a path that is relative to the root of the project."""
        import os

        return os.path.join(self.root, given)

    def predict(self, gold: "FactRecord") -> "Case":
        """Return the case of an article, without a prediction if extraction fails or crashes."""
        from factx.evaluation import Case

        if self.records is not None:
            found = self._read.get(gold.article.sha256)
            return Case(gold, found, None if found else self._why_missing(gold))
        try:
            return Case(gold, _record(self._extract(gold.article), gold))
        except Exception as error:
            return Case(gold, None, f"{type(error).__name__}: {error}")

    def _why_missing(self, gold: "FactRecord") -> str:
        from factx.evaluation import with_other_line_ends
        from factx.records.article import RESTORE_LINE_ENDS

        if with_other_line_ends([gold], self._read):
            what = f"the record of it in {self.records} is of a text with other line ends"
            return f"{what}; {RESTORE_LINE_ENDS}"
        return f"{self.records} has no record of it"

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

    def _key(self) -> str | None:
        """The key in the environment variable `api_key_env`."""
        import os

        from factx.errors import InputError

        if self.api_key_env is None:
            return None
        key = os.environ.get(self.api_key_env, "").strip()
        if not key:
            raise InputError("api_key_env", "the environment variable of this name is not set")
        return key

    @cached_property
    def _extract(self) -> "Callable[[Article], FactRecord]":
        if self.extract is not None:
            return self.extract
        from factx import files
        from factx.extraction.extractor import Extractor
        from factx.llm.replay import ReplayDrafter

        if self.replay is None:
            extractor = Extractor(
                self.model,
                strategy=self.strategy,
                base_url=self.base_url,
                mode=self.mode,
                api_key=self._key(),
            )
        else:
            recordings = files.read_recordings(self.path(self.replay))
            extractor = Extractor(drafter=ReplayDrafter(recordings, strategy=self.strategy))
        return _until_the_run_ends(extractor.extract)


def _until_the_run_ends(
    extract: "Callable[[Article], FactRecord]",
) -> "Callable[[Article], FactRecord]":
    """`extract`, which raises an error that every article would get again without asking again."""
    from factx.errors import FactxError, ends_run

    ended: list[FactxError] = []

    def run(article: "Article") -> "FactRecord":
        if ended:
            raise ended[0]
        try:
            return extract(article)
        except FactxError as error:
            if ends_run(error):
                ended.append(error)
            raise

    return run


def _record(found: object, gold: "FactRecord") -> "FactRecord":
    """Return what `extract` returned; raises `TypeError` or `ValueError` if it cannot be scored."""
    from factx.records import FactRecord

    if not isinstance(found, FactRecord):
        raise TypeError(f"extract returned {type(found).__name__}, not a factx.FactRecord")
    if found.article.sha256 != gold.article.sha256:
        raise ValueError("extract returned the record of another text")
    return found


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, and collect scores unless this is a worker of xdist."""
    config.addinivalue_line("markers", MARKER)
    if not hasattr(config, "workerinput"):  # a worker sends its scores to the session
        config.pluginmanager.register(_Scores(), "factx-scores")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make a test for each annotated article."""
    marker = metafunc.definition.get_closest_marker("factx")
    if marker is None:
        return
    from factx.errors import FactxError

    options = _options(marker, metafunc.config)
    if "factx_case" not in metafunc.fixturenames:
        pytest.fail("a test marked factx needs the argument factx_case", pytrace=False)
    try:
        golds = options.golds
    except FactxError as error:
        pytest.fail(str(error), pytrace=False)
    cases = [FactxCase(gold, options) for gold in golds]
    ids = [gold.article.id for gold in golds]
    metafunc.parametrize("factx_case", cases, ids=ids, indirect=True)


@pytest.fixture
def factx_case(request: pytest.FixtureRequest) -> FactxCase:
    """The annotated article of this test, with its predicted record; see the marker factx."""
    case = getattr(request, "param", None)
    if not isinstance(case, FactxCase):
        pytest.fail("factx_case is for tests marked with pytest.mark.factx", pytrace=False)
    return case


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """After the test, compare the article's measures with the marker's minimums."""
    result = yield
    case = _case_of(item)
    if case is not None:
        from factx.render.characters import one_line

        problems = list(_problems(case))
        if problems:
            pytest.fail("\n".join(map(one_line, problems)), pytrace=False)
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Attach the score to the test's report, which xdist sends from a worker to the session."""
    report = yield
    case = _case_of(item)
    if case is not None and call.when == "call":
        setattr(report, _SCORE, _message(item, case))
    return report


def _case_of(item: pytest.Item) -> FactxCase | None:
    case = getattr(item, "funcargs", {}).get("factx_case")
    return case if isinstance(case, FactxCase) else None


def _options(marker: pytest.Mark, config: pytest.Config) -> _Options:
    """Return the arguments of a marker; fails the collection if they are invalid."""
    from factx.evaluation import MEASURES, installed_measures

    given: dict[str, Any] = dict(marker.kwargs)
    unknown = [name for name in given if name not in _OPTIONS]
    if len(marker.args) != 1 or unknown:
        pytest.fail(f"the marker is {MARKER}", pytrace=False)
    if sum(given.get(name) is not None for name in _OPTIONS[:4]) > 1:
        pytest.fail("the marker factx takes one of model, extract, records, replay", pytrace=False)
    if "model" not in given and any(given.get(name) for name in _FOR_MODELS):
        pytest.fail(f"{', '.join(_FOR_MODELS)} need a model", pytrace=False)
    minimums: list[tuple[str, object]] = []
    for name in ("each", "overall"):
        minimums += (given.get(name) or {}).items()
    known = [*MEASURES, *(one.name for one in installed_measures())]
    for measure in [name for name, _ in minimums] + list(given.get("measures") or ()):
        if measure not in known:
            names = ", ".join(known)
            pytest.fail(f"there is no measure {measure!r}; there are {names}", pytrace=False)
    tolerance: object = given.get("tolerance", 0)
    for name, value in [*minimums, ("tolerance", tolerance)]:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
            pytest.fail(f"{name} is {value!r}; it has to be between 0 and 1", pytrace=False)
    if (given.get("measures") or given.get("tolerance")) and not given.get("baseline"):
        pytest.fail("measures and tolerance need a baseline", pytrace=False)
    return _Options(str(marker.args[0]), str(config.rootpath), **given)


def _problems(case: FactxCase) -> Iterator[str]:
    """Yield why an article fails: it has no prediction, or a measure is below its minimum."""
    options = case._options  # pyright: ignore[reportPrivateUsage]  (of this module)
    if case.failure is not None:
        yield f"{case.article.id} has no prediction: {case.failure}"
    for measure, minimum in (options.each or {}).items():
        value = case.value(measure)
        if value is not None and value < minimum:
            yield f"{measure} is {value:.3f} in {case.article.id}, minimum {minimum:.3f}"


def _message(item: pytest.Item, case: FactxCase) -> dict[str, Any]:
    """Return what the session needs of one article, as plain values for xdist."""
    from factx.evaluation import gold_digest, system_of

    options = case._options  # pyright: ignore[reportPrivateUsage]  (of this module)
    return {
        "test": item.nodeid.partition("[")[0],
        "articles": len(options.golds),
        "overall": dict(options.overall or {}),
        "baseline": options.path(options.baseline) if options.baseline else None,
        "leniency": {"measures": list(options.measures), "tolerance": options.tolerance},
        "location": item.location,
        "system": system_of(case.predicted) if case.predicted else None,
        "called_model": options.called_model,
        "gold": gold_digest(case.gold),
        "score": case.score.model_dump_json(),
    }


class _Scores:
    """The scores of all articles, compared with the minimums over all articles."""

    def __init__(self) -> None:
        self.messages: dict[str, dict[str, dict[str, Any]]] = {}
        self.lines: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the score of a test; if the test is run again, the last one."""
        message = getattr(report, _SCORE, None)
        if message is not None:
            self.messages.setdefault(message["test"], {})[report.nodeid] = message

    @pytest.hookimpl(tryfirst=True)  # before the JUnit file is written
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Compare the sums with the minimums and floors.

        If one is not reached, that is reported as one more failed test, TEST[overall].
        """
        from factx.render.characters import one_line

        for test, messages in sorted(self.messages.items()):
            every = list(messages.values())
            summary, failures = self._compared(every)
            lines = [f"{test}: {summary}", *(f"  {line}" for line in failures)]
            self.lines += map(one_line, lines)
            if failures and self._are_all(every):
                why = "\n".join(map(one_line, failures))
                self._report_failure(session, test, every[0]["location"], why)

    def _report_failure(
        self, session: pytest.Session, test: str, location: tuple[str, int | None, str], why: str
    ) -> None:
        path, line, name = location
        where = (path, line, f"{name.partition('[')[0]}[overall]")
        nodeid = f"{test}[overall]"
        for report in (
            pytest.TestReport(nodeid, where, {}, "failed", why, "call"),
            pytest.TestReport(nodeid, where, {}, "passed", None, "teardown"),
        ):
            session.config.hook.pytest_runtest_logreport(report=report)
        if session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the scores of each test."""
        if self.lines:
            terminalreporter.section("who said what", sep="=")
            for line in self.lines:
                terminalreporter.write_line(line)

    def _are_all(self, messages: list[dict[str, Any]]) -> bool:
        """Whether all articles of a test ran, so that sums can be compared."""
        return len(messages) == messages[0]["articles"]

    def _compared(self, messages: list[dict[str, Any]]) -> tuple[str, list[str]]:
        """Return the figures of a test in one line, and what is below a minimum or a floor."""
        from factx.evaluation import HEADLINE
        from factx.render.evaluation.figures import fractions, interval, percent

        report, asked = _report(messages), messages[0]
        found = report.totals[HEADLINE]
        bounds = interval(report.intervals.get(HEADLINE))
        summary = (
            f"{report.system} on {len(messages)} of {asked['articles']} articles, end to end F1 "
            f"{percent(found.value)} ({fractions(found)}; 95% {bounds or '-'})"
        )
        if not self._are_all(messages):
            unchecked = "not all articles ran, so the minimums over all articles were not checked"
            return summary, [unchecked] if asked["overall"] or asked["baseline"] else []
        failures: list[str] = []
        for measure, minimum in asked["overall"].items():
            value = report.value(measure)
            if value is None or value < minimum:
                failures.append(f"{measure} is {percent(value)}, minimum {percent(minimum)}")
        if asked["baseline"] is not None:
            failures += _below_floors(report, asked["baseline"], asked["leniency"])
        return summary, failures


def _below_floors(
    report: "EvaluationReport", path: str, leniency: Mapping[str, Any]
) -> Iterator[str]:
    """Yield what is below the floors in the file `path`, or why they say nothing."""
    from factx import files
    from factx.errors import FactxError, InputError
    from factx.evaluation import gate
    from factx.render.evaluation import verdict

    try:
        floors = files.read_baseline(path).systems.get(report.system)
        if floors is None:
            raise InputError(path, f"it has no floors for {report.system}")
        found = gate(report, floors, **leniency)
    except FactxError as error:
        yield str(error)
    else:
        yield from verdict(found, {}, update=f"factx eval ... --baseline {path} --update")


def _report(messages: list[dict[str, Any]]) -> "EvaluationReport":
    """Return the report of the articles in `messages`."""
    from factx.evaluation import ArticleScore, installed_measures, summed_up

    scores = [ArticleScore.from_json(message["score"]) for message in messages]
    systems = sorted({message["system"] for message in messages if message["system"]})
    return summed_up(
        scores,
        gold={s.article: message["gold"] for s, message in zip(scores, messages, strict=True)},
        system=" + ".join(systems) or messages[0]["called_model"] or "unknown",
        measures=installed_measures(),
    )
