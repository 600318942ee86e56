"""The content of a reporting clause: after its cue, before it, or around it."""

from typing import NamedTuple

from factx.rules.reading.clauses import past_quoted_judgement
from factx.rules.reading.far_subjects import subject_before
from factx.rules.reading.noun_phrases import Range
from factx.rules.statements.after_cue import AfterCue, after_cue
from factx.rules.statements.clause_context import ClauseContext
from factx.rules.statements.content_after import content_after, is_relative_that, without_narrator
from factx.rules.statements.content_around import (
    content_around,
    content_of_relative,
    goes_on_with_that,
)
from factx.rules.statements.content_before import quotation_before, second_half


class Content(NamedTuple):
    """The content of a reporting clause."""

    ranges: list[Range]
    """Its pieces in reading order; empty if the clause reports nothing."""
    is_after_cue: bool
    """Whether it is one piece after the cue; content of clauses within it then ends with it."""


def content_of(context: ClauseContext) -> Content:
    """The content of a clause: after the cue, otherwise before the clause, otherwise around it."""
    if context.clause.cue.voice == "passive" and (said := _judgement(context)) is not None:
        return Content([said], is_after_cue=False)
    clause = context.clause
    after = after_cue(context.tokens, clause, context.limit)
    is_relative = is_relative_that(context, after.at)
    if is_relative:
        after = AfterCue(clause.stop, None)
    before = quotation_before(context)
    ranges: list[Range] = []
    is_told = before is not None and clause.order == "subject after"
    is_told |= goes_on_with_that(context, after.at)
    if not is_told and (before is None or before[0] == 0 < before[1] - 1):
        following = content_after(context, after) if not is_relative else None
        if following is not None:
            ranges = [without_narrator(context.tokens, following)]
    if not ranges and clause.begin == 0 and clause.order == "subject after":
        ranges = [*second_half(context, after.at)]  # Said Ann Lee, who was there, "..."
    if not ranges and before is not None:
        ranges = [before, *second_half(context, after.at)]
    if not ranges:
        ranges = content_of_relative(context, after.at) or content_around(context, after.at)
    is_after = before is None and len(ranges) == 1 and ranges[0][0] >= context.clause.stop
    return Content(ranges, is_after)


def _judgement(context: ClauseContext) -> Range | None:
    """What a passive says somebody judges: "The plan was criticised by X".

    If there is a quotation, as in 'was called "absurd" by X', it is that.
    """
    tokens, clause = context.tokens, context.clause
    if clause.subject is None or "noun" not in context.takes:
        return None
    for at in (clause.cue.stop, clause.stop):
        stop = past_quoted_judgement(tokens, at)
        if stop > at:
            return stop - 1, stop
    if clause.cue.is_modal or context.has_verb("deed verb") or clause.cue.verb.particles:
        return None
    if clause.cue.verb.type == "belief" or context.has_verb("verb of uttering"):
        return None  # is known by, was expressed by
    judged = subject_before(tokens, clause.cue.first)
    is_relative = judged is not None and "relative" in tokens[judged[0]].classes
    return None if is_relative else judged
