"""Adjust a claim to the verb that reports it: its kind, factuality and evidence."""

from dataclasses import replace

from factx.records.claim import Factuality
from factx.rules.claims.factuality import at_most_possible, at_most_probable, opposite
from factx.rules.claims.infinitives import has_infinitive, is_contracted
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.reading.document import Document, having, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_LONGEST_SOURCE = 8
"""A source with as many spaces or more is too long to be repeated in a claim."""


def denies(document: Document, statement: Statement) -> bool:
    """Whether the verb of a statement denies its content: "denied", "doubts".

    Not of what is said after a colon: 'She denied it: "I was never there."'
    """
    members = document.language.members
    if statement.verb not in members("denying") | members("doubting"):
        return False
    start = statement.content[0][0]
    return statement.cue is None or ":" not in document.text[statement.cue[1] : start]


def as_reported(document: Document, claim: RuleClaim, statement: Statement) -> RuleClaim:
    """The claim as the verb of its statement presents it.

    A claim that is denied, refused or intended also has the source and the cue in its evidence,
    since its own words do not say so.
    """
    factuality = _factuality(document, claim, statement)
    if statement.type == "intention":
        claim = replace(claim, kind="position", standalone=False)
    elif claim.kind == "fact" and _is_foreseen(document, claim, statement):
        claim = replace(claim, kind="prediction")
    is_denied = statement.negated or denies(document, statement)
    if is_denied:  # a denied denial is open
        factuality = opposite(factuality) if factuality.endswith("+") else "Uu"
    if is_denied or statement.type == "intention":
        claim = _with_cue(document, claim, statement)
    return replace(claim, factuality=factuality)


def _factuality(document: Document, claim: RuleClaim, statement: Statement) -> Factuality:
    """The factuality of a claim under the verb of its statement, before any negation of it."""
    verb, members = statement.verb, document.language.members
    match statement.type:
        case "intention":
            if verb in members("refusing"):
                return opposite(claim.factuality)
            return claim.factuality if verb in members("promising") else "Uu"
        case "attitude":
            if verb in members("fearing"):
                return at_most_possible(claim.factuality)
            return claim.factuality if verb in members("accepting") else "Uu"
        case "belief":
            is_certain = verb in members("knowing")
            return claim.factuality if is_certain else at_most_probable(claim.factuality)
        case "statement":
            if verb in members("expecting"):
                return at_most_probable(claim.factuality)
            is_promise = verb in members("promising")
            return claim.factuality if is_promise or not _is_infinitive(document, claim) else "Uu"


def _is_foreseen(document: Document, claim: RuleClaim, statement: Statement) -> bool:
    """Whether a claim without a finite verb is forecast: "expects the ice to melt"."""
    if statement.verb not in document.language.members("foreseeing"):
        return False
    tokens = [t for place in claim.evidence for t in tokens_between(document, *place)]
    return not any(token.is_finite or "s verb" in token.classes for token in tokens)


def _is_infinitive(document: Document, claim: RuleClaim) -> bool:
    """Whether the claim is an infinitive without a finite verb: "residents to boil water"."""
    tokens = [t for place in claim.evidence for t in tokens_between(document, *place)]
    if any(token.is_finite or is_contracted(token) for token in tokens):
        return False
    marker = next(iter(having(tokens, "infinitive marker")), len(tokens))
    if any(is_main_verb(tokens, at) for at in range(1, marker)):
        return False  # nobody came to close it
    return has_infinitive(tokens)


def _with_cue(document: Document, claim: RuleClaim, statement: Statement) -> RuleClaim:
    """The claim with the source and the cue of its statement in its evidence."""
    source = statement.source
    if source is not None and document.text.count(" ", *source) >= _LONGEST_SOURCE:
        source = None
    places = sorted({p for p in (source, statement.cue, *claim.evidence) if p})
    joined: list[Offsets] = []
    for start, end in places:
        if joined and _is_only_that(document, joined[-1][1], start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    text = " ".join(document.text[start:end] for start, end in joined)
    return replace(claim, evidence=tuple(joined), text=text, standalone=False)


def _is_only_that(document: Document, start: int, end: int) -> bool:
    """Whether a range contains no words, or only "that"."""
    between = tokens_between(document, start, end)
    return all(t.kind == "mark" or "complementizer" in t.classes for t in between)
