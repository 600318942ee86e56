"""`factx eval`: score records against annotated articles."""

import shlex
from dataclasses import asdict
from functools import partial
from typing import Annotated

import typer

from factx.cli.console import command, print_error
from factx.cli.eval_report import FORMS, ReportOutput
from factx.cli.model_options import (
    OFFLINE,
    BaseUrl,
    Model,
    ModelOptions,
    Record,
    Replay,
    StrategyName,
    Timeout,
    refuse,
)
from factx.cli.predictions import Predictions
from factx.errors import InputError

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
Exit code 1 if a measure is below its floor, the annotation is not the one of the
baseline, or an extractor crashed on an article; 3 if a model returned nothing
usable. The strategies are described in factx extract --help."""

Fixtures = Annotated[
    str,
    typer.Argument(
        metavar="FIXTURES", help="The gold: a folder of fixtures, or records in .jsonl or .json."
    ),
]
Records = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="Score these records, whichever tool wrote them."),
]
Name = Annotated[
    str | None,
    typer.Option("--as", metavar="NAME", help="Name of the system; by default from its records."),
]
Versus = Annotated[
    str | None,
    typer.Option(
        "--vs",
        metavar="FILE",
        help="Records of another system, compared article by article (paired bootstrap).",
    ),
]
Output = Annotated[
    str | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write the extracted records here."),
]
BaselineFile = Annotated[
    str | None, typer.Option(metavar="FILE", help="Floors that no measure may fall below.")
]
Update = Annotated[
    bool,
    typer.Option("--update", help="Set the floors of this system to the measured values."),
]
AllowLower = Annotated[
    str | None,
    typer.Option(metavar="REASON", help="Let --update lower floors, and record the reason."),
]
Report = Annotated[
    list[str] | None,
    typer.Option(
        metavar="FORM=FILE",
        help="Write a report: md, json, junit or html; - is standard output. Repeatable.",
    ),
]
Resamples = Annotated[
    int,
    typer.Option(metavar="N", min=0, help="Resamples for the 95% intervals; 0 turns them off."),
]
Seed = Annotated[
    int, typer.Option(metavar="N", help="Seed of the resampling; equal seeds, equal intervals.")
]


@command
def evaluate(
    fixtures: Fixtures,
    model: Model = OFFLINE,
    base_url: BaseUrl = None,
    timeout: Timeout = None,
    strategy: StrategyName = None,
    record: Record = None,
    replay: Replay = None,
    records: Records = None,
    name: Name = None,
    versus: Versus = None,
    output: Output = None,
    baseline: BaselineFile = None,
    update: Update = False,
    allow_lower: AllowLower = None,
    report: Report = None,
    resamples: Resamples = 1000,
    seed: Seed = 20261122,
) -> int:
    """Score who said what against annotated articles, and compare with floors.

    Records are extracted by --model, rebuilt from --replay, or read from --records. Every figure
    is shown with its counts. An article without a usable record counts as zero predictions.
    """
    forms = [_form(each) for each in report or ()]
    options = ModelOptions(
        model=model, base_url=base_url, timeout=timeout, strategy=strategy,
        record=record, replay=replay,
    )  # fmt: skip
    if records is not None:
        _refuse_with_records(options, output)
    refuse("needs --baseline, the file to update", update=update and baseline is None)
    refuse("needs --update", allow_lower=None if update else allow_lower)
    from factx import evaluation, files

    golds = files.get_golds(fixtures, complain=print_error)
    predictions = Predictions(golds)
    if records is not None:
        predictions.read(records)
    else:
        predictions.draft(options, output, leave_alone=fixtures)
    score = partial(evaluation.evaluate, resamples=resamples, seed=seed)
    scores = score(predictions.cases, system=name or predictions.system)
    if versus is not None:
        other = Predictions(golds)
        other.read(versus)
        predictions.code = max(predictions.code, other.code)
        scores = evaluation.compared(scores, score(other.cases))
    printed = ReportOutput(scores, predictions.cases)
    if baseline is not None and update:
        if predictions.code:
            raise InputError(baseline, "floors are not set by a run in which something failed")
        printed.set_floors(baseline, allow_lower=allow_lower)
    elif baseline is not None:
        given = {"--records": records, "--replay": replay, "--model": predictions.model}
        given |= {"--strategy": strategy, "--base-url": base_url, "--as": name}
        printed.compare_with_floors(baseline, _update_command(fixtures, baseline, given))
    printed.write_reports(forms)
    return max(predictions.code, predictions.unkept, printed.print())


def _refuse_with_records(options: ModelOptions, output: str | None) -> None:
    """Raise `BadParameter` for an option of an extractor, except --model.

    --model can come from the environment.
    """
    given = {name: value for name, value in asdict(options).items() if name != "model"}
    refuse("cannot be combined with --records", **given, output=output)


def _update_command(fixtures: str, baseline: str, given: dict[str, str | None]) -> str:
    """Return the command that resets the floors in `baseline`."""
    flags = [part for flag, value in given.items() if value for part in (flag, value)]
    return shlex.join(["factx", "eval", fixtures, *flags, "--baseline", baseline, "--update"])


def _form(given: str) -> tuple[str, str]:
    """Split FORM=FILE; raises `BadParameter` if it is not that or the form is unknown."""
    form, is_pair, path = given.partition("=")
    if form not in FORMS or not is_pair or not path:
        expected = f"write FORM=FILE with a form of {', '.join(FORMS)}"
        raise typer.BadParameter(f"--report {given}: {expected}")
    return form, path
