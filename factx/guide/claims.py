"""Claims: what they may rest on."""

import re

from factx.guide.view import CLOSING, Finds, Look, overlap

_FEARING = re.compile(r"(?i)fear|afraid|worr|concern|dread|scare|frighten|anxi|nervous")
_DATE = re.compile(r"(\d{4}(?:-\d\d){0,2})(?:[T ].*)?")


def claim_outside(look: Look) -> Finds:
    """No word of a claim's evidence is in the content of its attribution."""
    for claim in look.record.claims:
        if claim.attribution is not None:
            content = look.content(look.attributions[claim.attribution]).spans
            if not any(overlap(piece, span) for piece in claim.evidence for span in content):
                yield claim.id, claim.text


def claim_question(look: Look) -> Finds:
    """A claim's evidence runs to a question mark."""
    for claim in look.record.claims:
        last = claim.evidence[-1]  # a question before it may have been answered
        if last.text.rstrip(CLOSING).endswith("?") or look.after(last).startswith("?"):
            yield claim.id, claim.text


def hedge_certain(look: Look) -> Finds:
    """A claim has `hedges` and is CT; or is PS without hedges, and its cue is no fearing."""
    for claim in look.record.claims:
        strength = claim.factuality[:2]
        cue = look.attributions[claim.attribution].cue if claim.attribution else None
        fears = cue is not None and _FEARING.search(cue.text)
        if (strength == "CT" and claim.hedges) or (
            strength == "PS" and not claim.hedges and not fears
        ):
            yield claim.id, f"{claim.factuality}: {claim.text}"


def prediction_past(look: Look) -> Finds:
    """A prediction's only time has a value before the article's date."""
    published = _date(look.record.article.published)
    for claim in look.record.claims:
        if claim.kind == "prediction" and len(claim.times) == 1:
            told = _date(claim.times[0].value)
            # As far as it is told: a month is not before a day in it.
            if told < published[: len(told)]:
                yield claim.id, claim.text


def _date(value: str | None) -> str:
    """The year, month or day of an ISO 8601 value; "" for weeks, durations and periods."""
    found = _DATE.fullmatch(value or "")
    return found[1] if found else ""
