"""What a claim amounts to under the verb that reports it."""

from dataclasses import replace

from factx.records.claim import Factuality
from factx.rules.claims.assertion import Assertion
from factx.rules.claims.factuality import at_most_possible, at_most_probable, opposite
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, tokens_between
from factx.rules.reading.noun_phrases import is_finite
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_LONGEST_SOURCE = 8
"""The number of spaces from which on a source is too long to be repeated in a claim."""


def denies(statement: Statement, language: Language) -> bool:
    """Whether a statement says that its content is not so."""
    return statement.verb in language.members("denying") | language.members("doubting")


def as_held(document: Document, claim: Assertion, statement: Statement) -> Assertion:
    """A proposition as the verb that reports it presents it."""
    language, verb = document.language, statement.verb
    factuality = claim.factuality
    match statement.type:
        case "intention":
            if verb in language.members("refusing"):
                factuality = opposite(factuality)
            elif verb not in language.members("promising"):
                factuality = "Uu"
            claim = replace(claim, kind="position", standalone=False)
        case "attitude":
            if verb in language.members("fearing"):
                factuality = at_most_possible(factuality)
            elif verb not in language.members("accepting"):
                factuality = "Uu"
        case "belief":
            if verb not in language.members("knowing"):
                factuality = at_most_probable(factuality)
        case "statement":
            if verb in language.members("expecting"):
                factuality = at_most_probable(factuality)
            elif verb not in language.members("promising") and _is_infinitive(document, claim):
                factuality = "Uu"
    if statement.negated or denies(statement, language):
        claim, factuality = _with_cue(document, claim, statement), _denied(factuality)
    elif statement.type == "intention":
        claim = _with_cue(document, claim, statement)
    return replace(claim, factuality=factuality)


def _denied(factuality: Factuality) -> Factuality:
    """The opposite of what is affirmed; open if a denial is denied."""
    return opposite(factuality) if factuality.endswith("+") else "Uu"


def _is_infinitive(document: Document, claim: Assertion) -> bool:
    """Whether it is something to be done: "residents to boil water"."""
    tokens = [t for place in claim.evidence for t in tokens_between(document, *place)]
    if any(is_finite(token) for token in tokens):
        return False
    return any("infinitive marker" in token.classes for token in tokens)


def _with_cue(document: Document, claim: Assertion, statement: Statement) -> Assertion:
    """The proposition with source and cue, without which a denial reads as its opposite."""
    source = statement.source
    if source is not None and document.text.count(" ", *source) >= _LONGEST_SOURCE:
        source = None
    places = sorted({p for p in (source, statement.cue, *claim.evidence) if p})
    joined: list[Offsets] = []
    for start, end in places:
        if joined and _only_joins(document, joined[-1][1], start):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    text = " ".join(document.text[start:end] for start, end in joined)
    return replace(claim, evidence=tuple(joined), text=text, standalone=False)


def _only_joins(document: Document, start: int, end: int) -> bool:
    """Whether there is nothing but marks and "that" in a stretch."""
    between = tokens_between(document, start, end)
    return all(t.kind == "mark" or "complementizer" in t.classes for t in between)
