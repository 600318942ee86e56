"""What `factx eval` says of a report: the table, the files, the verdict of the floors."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from factx.cli.console import FAILED, GOOD, complain, draw, say
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from factx.evaluation import Baseline, Case, EvaluationReport, Gate, SystemBaseline

FORMS = ("md", "json", "junit", "html")
"""The forms of reports."""


class Judging:
    """The report, the floors it was held against, and what there is to say of both."""

    def __init__(self, report: "EvaluationReport", cases: "Sequence[Case]") -> None:
        """The report of these cases, not yet held against anything."""
        self.report = report
        self.cases = cases
        self.texts = {case.gold.article.id: case.gold.article.get_text() for case in cases}
        self.baseline: Baseline | None = None
        self.gate: Gate | None = None
        self.update = ""
        self.problem: FactxError | None = None
        self.is_told = False

    def hold_against(self, path: str, update: str) -> None:
        """Compare with the floors at `path`; `update` is the command that would set them anew."""
        from factx import files
        from factx.evaluation import gate

        self.update = update
        with self._kept_going():
            self.baseline = files.read_baseline(path)
            if self._floors is None:
                known = ", ".join(self.baseline.systems) or "no system"
                problem = f"it has floors for {known} and none for {self.report.system}"
                raise InputError(path, f"{problem}; to set them: {update}")
            self.gate = gate(self.report, self._floors)

    def set_floors(self, path: str, *, allow_lower: str | None) -> None:
        """Make what was measured the floors at `path`; lower ones only for a reason."""
        from factx import files
        from factx.evaluation import updated

        with self._kept_going():
            before = files.read_baseline(path, missing_ok=True)
            self.baseline = updated(before, self.report, allow_lower=allow_lower)
            files.replace_file(path, self.baseline.to_json())
            say(f"wrote the floors of {self.report.system} to {path}")

    @contextmanager
    def _kept_going(self) -> Generator[None]:
        """What goes wrong with the floors is told at the end: the report is made all the same."""
        try:
            yield
        except FactxError as error:
            self.problem = error

    def write(self, forms: "Sequence[tuple[str, str]]") -> None:
        """Write the reports that were asked for; one to standard output takes the table's place."""
        from factx import files

        for form, path in forms:
            if path == files.STDIN:
                self.is_told = True
                typer.echo(self._in_form(form), nl=False)
            else:
                files.replace_file(path, self._in_form(form))

    def _in_form(self, form: str) -> str:
        from factx.render import evaluation as render

        if form == "md":
            return render.markdown(
                self.report, self.texts, floors=self._floors, gate=self.gate, update=self.update
            )
        if form == "junit":
            return render.junit(self.report, self.texts, gate=self.gate, update=self.update)
        if form == "html":
            from factx.render.html_report import page

            return page(self.report, self.cases, gate=self.gate)
        return self.report.to_json() + "\n"

    @property
    def _floors(self) -> "SystemBaseline | None":
        return self.baseline.systems.get(self.report.system) if self.baseline else None

    def show(self) -> int:
        """Print the table and what the gate found; the exit code."""
        from factx.evaluation import FloorLowered
        from factx.render import evaluation as render

        if not self.is_told:
            draw(render.table(self.report, floors=self._floors, gate=self.gate))
        if self.problem is not None:
            code = complain(self.problem)
            return FAILED if isinstance(self.problem, FloorLowered) else code
        if self.gate is None:
            return GOOD
        if self.gate.passed:
            say("no measure is below its floor")
            return GOOD
        for line in render.verdict(self.gate, self.texts, update=self.update):
            say(f"factx: {line}" if not line.startswith(" ") else line)
        return FAILED
