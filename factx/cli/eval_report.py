"""What `factx eval` prints and writes: the table, the reports, the verdict on the floors."""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from factx.cli.console import FAILED, GOOD, WIDE, print_error, print_page, print_stderr
from factx.errors import FactxError, InputError, InvalidData

if TYPE_CHECKING:
    from factx.evaluation import Baseline, Case, EvaluationReport, Gate, SystemBaseline
    from factx.files import Outputs

FORMS = ("md", "json", "junit", "html")
"""The forms of reports."""


class Leniency(NamedTuple):
    """How strictly a report is compared with its floors."""

    measures: "Sequence[str]" = ()
    """The measures to compare; empty for all."""
    tolerance: float = 0.0
    """How far below its floor a measure may be."""


class ReportOutput:
    """A report, and the floors if it is compared with any.

    If the floors cannot be read or set, the reports are written all the same, and the error is
    printed last.
    """

    def __init__(self, report: "EvaluationReport", cases: "Sequence[Case]") -> None:
        """Take the report of these cases."""
        self.report = report
        self.cases = cases
        self.texts = {case.gold.article.id: case.gold.article.get_text() for case in cases}
        self.baseline: Baseline | None = None
        self.gate: Gate | None = None
        self.update_command = ""
        self.problem: FactxError | None = None
        self.is_printed = False

    def compare_with_floors(self, path: str, update_command: str, leniency: Leniency) -> None:
        """Compare with the floors in the file `path`, which `update_command` would reset."""
        from factx import files
        from factx.evaluation import gate

        self.update_command = update_command
        with self._error_kept():
            self.baseline = files.read_baseline(path)
            if self._floors is None:
                known = ", ".join(self.baseline.systems) or "no system"
                problem = f"it has floors for {known} and none for {self.report.system}"
                raise InputError(path, f"{problem}; to set them: {update_command}")
            try:
                self.gate = gate(self.report, self._floors, **leniency._asdict())
            except InvalidData as error:
                problem = f"{error.what}: {'; '.join(error.problems)}"
                raise InputError(path, f"{problem}; to reset them: {update_command}") from error

    def set_floors(self, path: str, *, allow_lower: str | None) -> None:
        """Set the floors in the file `path` to this report; lower ones need a reason."""
        from factx import files
        from factx.evaluation import updated

        with self._error_kept():
            before = files.read_baseline(path, missing_ok=True)
            self.baseline = updated(before, self.report, allow_lower=allow_lower)
            files.replace_file(path, self.baseline.to_json())
            print_stderr(f"wrote the floors of {self.report.system} to {path}")

    def write_reports(self, forms: "Sequence[tuple[str, str]]", outputs: "Outputs") -> int:
        """Write a report to each file; one on standard output replaces the table.

        Returns the exit code: what fails is printed, and the others are written.
        """
        from factx import files

        code = GOOD
        for form, path in forms:
            self.is_printed = self.is_printed or path == files.STDIN
            try:
                outputs.write(path, self._in_form(form))
            except FactxError as error:
                code = max(code, print_error(error))
        return code

    def print(self) -> int:
        """Print the table and the verdict on the floors; return the exit code."""
        from factx.evaluation import FloorLowered
        from factx.render import evaluation as render

        if not self.is_printed:
            table = render.table(self.report, floors=self._floors, gate=self.gate)
            print_page(table, width=WIDE)
            for name, score in (self.report.fields or {}).items():
                print_stderr(render.own_field(name, score))
        if self.problem is not None:
            code = print_error(self.problem)
            return FAILED if isinstance(self.problem, FloorLowered) else code
        if self.gate is None:
            return GOOD
        if self.gate.passed:
            print_stderr(render.passed(self.gate))
            return GOOD
        for line in render.verdict(self.gate, self.texts, update=self.update_command):
            print_stderr(f"factx: {line}" if not line.startswith(" ") else line)
        return FAILED

    @contextmanager
    def _error_kept(self) -> Generator[None]:
        try:
            yield
        except FactxError as error:
            self.problem = error

    def _in_form(self, form: str) -> str:
        from factx.render import evaluation as render
        from factx.render.html_report import page

        report, texts, gate, update = self.report, self.texts, self.gate, self.update_command
        if form == "md":
            return render.markdown(report, texts, floors=self._floors, gate=gate, update=update)
        if form == "junit":
            return render.junit(report, texts, gate=gate, update=update)
        if form == "html":
            return page(report, self.cases, gate=gate)
        return report.to_json() + "\n"

    @property
    def _floors(self) -> "SystemBaseline | None":
        return self.baseline.systems.get(self.report.system) if self.baseline else None
