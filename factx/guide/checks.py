"""The rules of the guide that a program can test, a row each in one table."""

from collections.abc import Callable
from dataclasses import dataclass

from factx.guide import chains, claims, contents, cues, sources
from factx.guide.view import Finds, Look
from factx.records import FactRecord


@dataclass(frozen=True, slots=True)
class GuideWarning:
    """Something that the guide forbids, as far as can be seen."""

    rule: str
    """Name of the rule."""
    because: str
    """The reason, with the number of the guide's rule."""
    item: str
    """Id of the item, with the field where that helps."""
    words: str
    """The words in question."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the table."""

    name: str
    """What warnings call it."""
    because: str
    """The reason, with the number of the guide's rule."""
    find: Callable[[Look], Finds]
    """Finds the items that break it, with the words in question."""


def guide_warnings(record: FactRecord) -> list[GuideWarning]:
    """Everything in a record that the guide forbids, rule by rule; empty where nothing is seen.

    Raises ValueError for a record that came without its text.
    """
    look = Look(record)
    return [
        GuideWarning(rule.name, rule.because, item, words)
        for rule in RULES
        for item, words in rule.find(look)
    ]


RULES: tuple[Rule, ...] = (
    Rule("edge-space", "space belongs to no span (C13)", contents.edge_space),
    Rule("content-full-stop", "the stop is the article's (C2)", contents.content_full_stop),
    Rule("content-comma", "it joins, and says nothing (C13)", contents.content_comma),
    Rule("content-marks-cut", "marks belong to the content (C1)", contents.content_marks_cut),
    Rule("content-that", "they open the content (C1)", contents.content_that),
    Rule("roles-overlap", "no word has two parts to play (C6)", contents.roles_overlap),
    Rule("cue-date", "that is `when` (U2)", cues.cue_date),
    Rule("cue-punctuation", "a verb group has none (U1)", cues.cue_punctuation),
    Rule("cue-far", "a cue does not reach further (C8)", cues.cue_far),
    Rule("cue-no-comment", "there is no content (A1)", cues.cue_no_comment),
    Rule("source-comma", "it closes the apposition (S1)", sources.source_comma),
    Rule("source-nobody", "nobody holds nothing (A2)", sources.source_nobody),
    Rule("source-before-cue", "the pronoun is the source span (S2)", sources.source_before_cue),
    Rule("pronoun-form", "form is the words' (S9)", sources.pronoun_form),
    Rule("named-without-name", "the naming mention was forgotten (S9)", sources.named_without_name),
    Rule("unnamed-number", "S10", sources.unnamed_number),
    Rule("quote-type", "the marks decide (C11)", chains.quote_type),
    Rule("elision-missing", "C12", chains.elision_missing),
    Rule("parent-outside", "it reaches us through the parent (T2)", chains.parent_outside),
    Rule("same-voice", "the same voice speaks once (A11)", chains.same_voice),
    Rule("negated-cue", "a denial is said (T3)", cues.negated_cue),
    Rule("claim-outside", "then another asserts it (F6)", claims.claim_outside),
    Rule("claim-question", "questions assert nothing (F1)", claims.claim_question),
    Rule("hedge-certain", "hedges lower, nothing else does (F9)", claims.hedge_certain),
    Rule("prediction-past", "it cannot lie ahead (F7)", claims.prediction_past),
)
"""All rules, in the order of the guide."""
