"""`factx eval`: how often records are right, and whether they got worse."""

import shlex
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from factx.cli.console import command, complain
from factx.cli.eval_report import FORMS, Judging
from factx.cli.model_options import OFFLINE, drafter_named, replaying, strategy_named
from factx.cli.predictions import Predicting
from factx.errors import InputError

if TYPE_CHECKING:
    pass

EXAMPLES = """\b
Examples:
  factx eval fixtures
  factx eval fixtures --model openai/gpt-5-mini -o predicted.jsonl
  factx eval fixtures --records predicted.jsonl --vs other.jsonl
  factx eval fixtures --replay answers/
  factx eval fixtures --baseline fixtures/baseline.json
  factx eval fixtures --baseline fixtures/baseline.json --update
  factx eval fixtures --report md=$GITHUB_STEP_SUMMARY --report junit=r.xml
  factx eval fixtures --report html=report.html --report json=report.json

\b
Exit code 1 if a measure fell below its floor, the annotation is not that of the
baseline, or a drafter crashed on an article; 3 if a model gave nothing usable."""


@command
def evaluate(
    fixtures: Annotated[
        str,
        typer.Argument(
            metavar="FIXTURES",
            help="The gold: a folder of fixtures, or records in .jsonl or .json.",
        ),
    ],
    model: Annotated[
        str | None,
        typer.Option(
            envvar="FACTX_MODEL",
            metavar="NAME",
            help="Who drafts what is scored: offline (the default) or PROVIDER/MODEL.",
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="An OpenAI-compatible server of your own; it needs no key."
        ),
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.001, help="Give up on an answer after so long."),
    ] = None,
    strategy: Annotated[
        str | None,
        typer.Option(
            metavar="HOW",
            help="How the model is asked: whole, sentences or hybrid; see factx extract --help.",
        ),
    ] = None,
    record: Annotated[
        str | None,
        typer.Option(
            metavar="DIR", help="Keep the model's raw answers, to be scored again by --replay."
        ),
    ] = None,
    replay: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Score the answers kept there and ask no model."),
    ] = None,
    records: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Score these records, whatever tool made them."),
    ] = None,
    name: Annotated[
        str | None,
        typer.Option(
            "--as", metavar="NAME", help="What to call the system; by default its records say."
        ),
    ] = None,
    versus: Annotated[
        str | None,
        typer.Option(
            "--vs",
            metavar="FILE",
            help="Records of another system, compared article by article (paired bootstrap).",
        ),
    ] = None,
    output: Annotated[
        str | None,
        typer.Option("--output", "-o", metavar="FILE", help="Keep the drafted records here."),
    ] = None,
    baseline: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Floors that no measure may fall below."),
    ] = None,
    update: Annotated[
        bool,
        typer.Option("--update", help="Set the floors of this system to what was measured."),
    ] = False,
    allow_lower: Annotated[
        str | None,
        typer.Option(metavar="REASON", help="Let --update lower floors, and keep the reason."),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FORM=FILE",
            help="Write a report: md, json, junit or html; - is standard output. Repeatable.",
        ),
    ] = None,
    resamples: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="Resamples for the 95 % intervals; 0 for no intervals."
        ),
    ] = 1000,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Seed of the resampling; the same gives the same.")
    ] = 20261122,
) -> int:
    """Score who said what against annotated articles, and gate it against floors.

    What is scored is drafted anew by --model or --replay, or read from --records. Every figure is
    shown with its counts. An article without a usable prediction counts as nothing found in it.
    """
    forms = _forms(report or [])
    _refuse_contradictions(
        replay=replay, records=records, model=model, base_url=base_url, timeout=timeout,
        strategy=strategy, record=record,
        output=output, baseline=baseline, update=update, allow_lower=allow_lower,
    )  # fmt: skip
    from factx import evaluation, files
    from factx.llm.token_budget import Budget

    golds = files.get_golds(fixtures, complain=complain)
    predicting, budget = Predicting(golds), Budget()
    if records is not None:
        predicting.read(records)
    else:
        asking = {"base_url": base_url, "timeout": timeout, "strategy": strategy_named(strategy)}
        drafter = (
            drafter_named(model or OFFLINE, asking, record, budget)
            if replay is None
            else replaying(replay, strategy_named(strategy))
        )
        predicting.asked = None if replay is not None else model or OFFLINE
        predicting.draft(drafter, output, leave_alone=fixtures)
    scored = partial(evaluation.evaluate, resamples=resamples, seed=seed)
    found = scored(predicting.cases, system=name or predicting.system)
    if versus is not None:
        other = Predicting(golds)
        other.read(versus)
        predicting.code = max(predicting.code, other.code)
        found = evaluation.compared(found, scored(other.cases))
    judging = Judging(found, predicting.cases)
    if baseline is not None and update:
        if predicting.code:
            raise InputError(baseline, "floors are not set by a run in which something failed")
        judging.set_floors(baseline, allow_lower=allow_lower)
    elif baseline is not None:
        scoring = {"--records": records, "--replay": replay, "--model": predicting.asked}
        scoring |= {"--strategy": strategy, "--base-url": base_url}
        given = {**scoring, "--as": name, "--baseline": baseline}
        options = [part for option, value in given.items() if value for part in (option, value)]
        judging.hold_against(
            baseline, shlex.join(["factx", "eval", fixtures, *options, "--update"])
        )
    judging.write(forms)
    return max(predicting.code, budget.write_error, judging.show())


def _forms(given: list[str]) -> list[tuple[str, str]]:
    forms: list[tuple[str, str]] = []
    for each in given:
        form, is_pair, path = each.partition("=")
        if form not in FORMS or not is_pair or not path:
            _refuse(f"--report {each}: write FORM=FILE with a form of {', '.join(FORMS)}")
        forms.append((form, path))
    return forms


def _refuse_contradictions(**given: object) -> None:
    def is_given(name: str) -> bool:
        return given[name] is not None and given[name] is not False

    def option(name: str) -> str:
        return f"--{name.replace('_', '-')}"

    if is_given("records") and is_given("replay"):
        _refuse("--records and --replay exclude each other")
    for chosen in ("records", "replay"):
        if is_given(chosen):
            # A model in the environment is a default, and what is named here goes before it.
            for other in ("base_url", "timeout", "record"):
                if is_given(other):
                    _refuse(f"{option(other)} is for a model, and {option(chosen)} asks none")
    if is_given("records") and is_given("strategy"):
        _refuse("--strategy is for a model or its recorded answers, and --records asks none")
    if is_given("records") and is_given("output"):
        _refuse("--output keeps what is drafted, and --records drafts nothing")
    if is_given("update") and not is_given("baseline"):
        _refuse("--update needs --baseline, the file to update")
    if is_given("allow_lower") and not is_given("update"):
        _refuse("--allow-lower is for --update")


def _refuse(problem: str) -> NoReturn:
    raise typer.BadParameter(problem)
