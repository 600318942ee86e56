"""An evaluation as JUnit XML for CI systems: one test case per article."""

import re
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET  # only writes: nothing is parsed here

from factx.evaluation import HEADLINE, EvaluationReport, Gate
from factx.evaluation.score import ArticleScore
from factx.render.characters import visible
from factx.render.evaluation.figures import excerpt, fractions, percent
from factx.render.evaluation.own_fields import own_field
from factx.render.evaluation.verdict import verdict

# Characters that XML 1.0 cannot contain.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit(
    report: EvaluationReport,
    texts: Mapping[str, str],
    *,
    gate: Gate | None = None,
    update: str = "",
) -> str:
    """Return JUnit XML with one test case per article, and one for the floors with a `gate`.

    If the gold has fields of the user's own, their scores are the output of one more.

    An article is an error without a prediction, and a failure if it lost an item and a measure is
    below its floor. Its output lists the items with errors.
    """
    name = f"factx {report.system}"
    suites = ET.Element("testsuites", name="factx")
    suite = ET.SubElement(suites, "testsuite", name=_plain(name))
    lost = _lost(gate)
    failures = errors = 0
    for article in report.articles:
        case = _case(suite, name, article.article)
        if article.failure is not None:
            errors += 1
            ET.SubElement(case, "error", message=_plain(article.failure))
        elif article.article in lost:
            failures += 1
            names = ", ".join(lost[article.article])
            ET.SubElement(case, "failure", message=_plain(f"lost since the baseline: {names}"))
        output = ET.SubElement(case, "system-out")
        text, own = texts.get(article.article, ""), report.own_measures or {}
        output.text = _plain(_details(article, text, own))
    if report.fields:
        output = ET.SubElement(_case(suite, name, "fields"), "system-out")
        output.text = _plain("\n".join(own_field(*one) for one in report.fields.items()))
    if gate is not None:
        case = _case(suite, name, "floors")
        if not gate.passed:
            failures += 1
            lines = list(verdict(gate, texts, update=update))
            failure = ET.SubElement(case, "failure", message=_plain(lines[0]))
            failure.text = _plain("\n".join(lines))
    for element in (suites, suite):
        element.set("tests", str(len(suite)))
        element.set("failures", str(failures))
        element.set("errors", str(errors))
    ET.indent(suites)
    return ET.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_plain(group), name=_plain(name))


def _lost(gate: Gate | None) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if gate is not None and gate.falls:
        for change in gate.changes:
            if change.kind in ("lost", "invented"):
                found.setdefault(change.article, []).append(f"{change.name} {change.kind}")
    return found


def _details(article: ArticleScore, text: str, own: Iterable[str]) -> str:
    """Return the headline figure of an article, the user's own ones, and its items with errors."""
    count = article.counts[HEADLINE]
    lines = [f"end to end F1 {percent(count.value)} ({fractions(count)})"]
    for name in own:
        count = article.counts[name]
        lines.append(f"{name} {percent(count.value)} ({fractions(count)})")
    for outcome in article.outcomes:
        if outcome.errors:
            errors = ", ".join(outcome.errors).replace("_", " ")
            name = outcome.gold or outcome.predicted
            lines.append(f"{name} {errors}: {excerpt(text, outcome.places)}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", visible(text))
