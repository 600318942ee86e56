"""`factx eval`: score records against annotated articles."""

import shlex
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import command, print_error
from factx.cli.eval_report import FORMS, Leniency, ReportOutput
from factx.cli.model_options import (
    OFFLINE,
    BaseUrl,
    Examples,
    Instructions,
    Jobs,
    KeyVariable,
    Model,
    ModelOptions,
    ModeName,
    Record,
    Replay,
    StrategyName,
    Timeout,
    Words,
    refuse,
    shown_address,
)
from factx.cli.output_options import Force
from factx.cli.own_fields import Fields
from factx.cli.predictions import Predictions
from factx.errors import InputError

if TYPE_CHECKING:
    from factx.records import FactRecord

EXAMPLES = """\b
Examples:
  factx eval fixtures
  factx eval fixtures --model openai/gpt-5-mini -o predicted.jsonl
  factx eval fixtures --records predicted.jsonl --vs other.jsonl
  factx eval fixtures --replay answers/
  factx eval fixtures --baseline fixtures/baseline.json
  factx eval fixtures --baseline fixtures/baseline.json --update
  factx eval fixtures --baseline fixtures/baseline.json --tolerance 0.5 \\
      --measure attribution.end_to_end --measure claims.found
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
LeaveOut = Annotated[
    bool,
    typer.Option(
        "--leave-out",
        help="Let --examples have articles that are scored: none is shown with its own question.",
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
Measures = Annotated[
    list[str] | None,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="Compare only this measure with its floor. Repeatable; default: all.",
    ),
]
Tolerance = Annotated[
    float | None,
    typer.Option(
        metavar="POINTS",
        help="Let measures be this many percentage points below their floors.",
    ),
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
    api_key_env: KeyVariable = None,
    mode: ModeName = None,
    timeout: Timeout = None,
    strategy: StrategyName = None,
    record: Record = None,
    replay: Replay = None,
    instructions: Instructions = None,
    examples: Examples = None,
    fields: Fields = None,
    words: Words = None,
    leave_out: LeaveOut = False,
    records: Records = None,
    name: Name = None,
    versus: Versus = None,
    output: Output = None,
    baseline: BaselineFile = None,
    update: Update = False,
    allow_lower: AllowLower = None,
    measure: Measures = None,
    tolerance: Tolerance = None,
    report: Report = None,
    resamples: Resamples = 1000,
    seed: Seed = 20261122,
    jobs: Jobs = None,
    force: Force = False,
) -> int:
    """Score who said what against annotated articles, and compare with floors.

    Records are extracted by --model, rebuilt from --replay, or read from --records. Every figure
    is shown with its counts. An article without a usable record counts as zero predictions.
    """
    forms = [_form(each) for each in report or ()]
    options = ModelOptions(
        model=model, base_url=base_url, timeout=timeout, strategy=strategy,
        api_key_env=api_key_env, mode=mode,
        record=record, replay=replay, force=force, jobs=jobs,
        instructions=instructions, examples=examples, fields=fields, words=words,
    )  # fmt: skip
    if records is not None:
        _refuse_with_records(options, output)
    refuse("needs --examples", leave_out=leave_out and examples is None)
    refuse("needs --baseline, the file to update", update=update and baseline is None)
    refuse("needs --update", allow_lower=None if update else allow_lower)
    if baseline is None or update:
        refuse("needs --baseline, and no --update", measure=measure, tolerance=tolerance)
    leniency = Leniency(_measures(measure or ()), _points(tolerance))
    from factx import evaluation, files

    outputs = files.Outputs(
        [files.STDIN, output, *(path for _, path in forms)],
        inputs=files.Inputs(
            fixtures=[fixtures, records, versus, examples], others=[baseline, replay, instructions]
        ),
        updated=baseline if update else None,
        force=force,
    )
    golds = files.get_golds(fixtures, complain=print_error)
    if examples is not None and not leave_out:
        _refuse_scored_examples(examples, golds)
    predictions = Predictions(golds)
    if records is not None:
        predictions.read(records)
    else:
        predictions.draft(options, output, outputs=outputs)
    own = evaluation.installed_measures()
    score = partial(evaluation.evaluate, measures=own, resamples=resamples, seed=seed)
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
        given |= {"--strategy": strategy, "--base-url": shown_address(base_url), "--mode": mode}
        given |= {
            "--instructions": instructions,
            "--examples": examples,
            "--fields": fields,
            "--words": words,
        }
        given |= {"--api-key-env": api_key_env, "--as": name}
        printed.compare_with_floors(
            baseline,
            _update_command(fixtures, baseline, given, leave_out=leave_out),
            leniency,
        )
    written = printed.write_reports(forms, outputs)
    return max(predictions.code, predictions.unkept, written, printed.print())


_ELSEWHERE = ("model", "force")
"""Options that --records goes with: a model may come from the environment."""


def _refuse_with_records(options: ModelOptions, output: str | None) -> None:
    """Raise `BadParameter` for an option of an extractor alone."""
    given = {name: value for name, value in asdict(options).items() if name not in _ELSEWHERE}
    refuse("cannot be combined with --records", **given, output=output)


def _refuse_scored_examples(examples: str, golds: "Sequence[FactRecord]") -> None:
    """Raise `BadParameter` if an article is both an example and scored."""
    from factx import files

    scored = {gold.article.sha256 for gold in golds}
    both = [one.article.id for one in files.read(examples) if one.article.sha256 in scored]
    if both:
        are = "is" if len(both) == 1 else "are"
        names = ", ".join(both[:3]) + (", ..." if len(both) > 3 else "")
        problem = f"{names} {are} scored too; --leave-out shows no article its own annotation"
        raise typer.BadParameter(f"--examples: {problem}")


def _measures(given: Sequence[str]) -> list[str]:
    """Return the names of measures; raises `BadParameter` for a name that is none."""
    from factx.evaluation import MEASURES, installed_measures

    known = [*MEASURES, *(one.name for one in installed_measures())] if given else []
    for name in given:
        if name not in known:
            raise typer.BadParameter(f"--measure {name}: use one of {', '.join(known)}")
    return list(dict.fromkeys(given))


def _points(given: float | None) -> float:
    """Return percentage points as a ratio; raises `BadParameter` for what is no number."""
    if given is not None and not 0 <= given <= 100:
        raise typer.BadParameter("--tolerance is a number of percentage points, from 0 to 100")
    return (given or 0.0) / 100


def _update_command(
    fixtures: str, baseline: str, given: dict[str, str | None], *, leave_out: bool
) -> str:
    """Return the command that resets the floors in `baseline`."""
    flags = [part for flag, value in given.items() if value for part in (flag, value)]
    flags += ["--leave-out"] if leave_out else []
    return shlex.join(["factx", "eval", fixtures, *flags, "--baseline", baseline, "--update"])


def _form(given: str) -> tuple[str, str]:
    """Split FORM=FILE; raises `BadParameter` if it is not that or the form is unknown."""
    form, is_pair, path = given.partition("=")
    if form not in FORMS or not is_pair or not path:
        expected = f"write FORM=FILE with a form of {', '.join(FORMS)}"
        raise typer.BadParameter(f"--report {given}: {expected}")
    return form, path
