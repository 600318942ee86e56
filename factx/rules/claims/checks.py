"""Why a claim is worth checking: a figure, an act of somebody with power, a cause, a rule."""

from collections.abc import Sequence

from factx.records.claim import Check, Claim, ClaimKind
from factx.rules.claims.actors import Actors
from factx.rules.claims.main_clause import main_clause
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, having, tokens_between, tokens_of

_TERM = 3
"""The tokens of "30 days to"."""
_CHECKED: frozenset[ClaimKind] = frozenset({"fact", "position"})
"""Nobody can settle an opinion, and few predictions."""


def checks_of(
    document: Document,
    claim: Claim,
    *,
    officials: frozenset[str],
    speaks_for_body: bool,
) -> tuple[Check, ...]:
    """The checks of a claim, by the guide's W1 and W2.

    `officials` are the lower-case last names of people with an office; `speaks_for_body` says
    whether "we" and "I" in the claim are a body, or somebody with an office. `contested` depends
    on other claims and is not among the checks.
    """
    if claim.kind not in _CHECKED:
        return ()
    if claim.text == " ".join(span.text for span in claim.evidence):
        parts = (tokens_between(document, *span.place) for span in claim.evidence)
        tokens: Sequence[Token] = [token for part in parts for token in part]
    else:
        tokens = tokens_of(claim.text, document.language)
    classes = frozenset[str]().union(*(token.classes for token in tokens))
    found: list[Check] = []
    if claim.quantities or "superlative" in classes:  # "the largest", "most of"
        found.append("figure")
    actors = Actors(document, claim.evidence[0].start, officials, speaks_for_body)
    if actors.act_in(tokens):
        found.append("act")
    if any(_is_cause(tokens, at) for at in having(tokens, "cause word")):
        found.append("cause")
    if _names_law(tokens) or (claim.attribution is None and _obliges(tokens, document.language)):
        found.append("rule")
    return tuple(found)


def _is_cause(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` tells a cause: "due to a leak", and not "due at noon"."""
    if "cause before preposition" not in tokens[at].classes:
        return True
    following = tokens[at + 1 : at + 2]
    return any("infinitive marker" in token.classes for token in following)


def _names_law(tokens: Sequence[Token]) -> bool:
    """Whether a word of law stands among the tokens, and not "to rule it out"."""
    return any(
        at == 0 or "infinitive marker" not in tokens[at - 1].classes
        for at in having(tokens, "law noun")
    )


def _obliges(tokens: Sequence[Token], language: Language) -> bool:
    """Whether the article itself says what must be done, or by when: "have until May to appeal"."""
    clause = main_clause(tokens)
    for at in range(1, len(clause)):
        classes = clause[at].classes
        if "duty modal" in classes:
            return True
        following = clause[at + 1 : at + 2]
        if "finite have" in classes and any("terminal preposition" in t.classes for t in following):
            return True
        if "finite have" in classes and _is_term(clause[at + 1 : at + 4], language):
            return True
    return False


def _is_term(tokens: Sequence[Token], language: Language) -> bool:
    """Whether tokens are like "30 days to": for so long something is allowed."""
    return (
        len(tokens) == _TERM
        and tokens[0].text[0].isdigit()
        and language.singular(tokens[1].low) in language.entries("quantities", "lasting measure")
        and "infinitive marker" in tokens[2].classes
    )
