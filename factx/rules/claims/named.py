"""A speaker's name in place of the pronoun that opens a claim."""

from collections.abc import Sequence
from dataclasses import replace

from factx.rules.claims.assertion import Assertion
from factx.rules.claims.kinds import WORD, plain
from factx.rules.language.language import Language
from factx.rules.reading.document import Document
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement


def named(
    document: Document, claim: Assertion, statement: Statement, voice: Speaker | None
) -> Assertion:
    """The proposition with its speaker's name for an opening pronoun, where nobody else is meant.

    "I" is the speaker in direct speech. "she" is in "Kovalt said she would resign", if no other
    woman is named there. Only the first word is replaced, and only if nothing else points outside.
    """
    if claim.standalone or voice is None or voice.naming != "named" or len(claim.evidence) != 1:
        return claim
    said = [plain(word) for word in WORD.findall(claim.text)]
    pronoun, _, auxiliary = said[0].partition("'")
    if auxiliary or not _points_only_at(said, pronoun, document.language):
        return claim
    is_quoted = any(True for _ in document.quotations_between(*statement.content[0]))
    classes = document.language.classes_of(pronoun)
    if "first person subject" in classes:
        following = document.language.classes_of(said[1])
        is_same = is_quoted and not following.isdisjoint({"plain predicate", "ed form"})
    else:
        is_meant = f"{voice.gender} pronoun" in classes
        is_same = not is_quoted and is_meant and _is_alone(document, statement, voice)
    if not is_same:
        return claim
    return replace(claim, text=voice.name + claim.text[len(pronoun) :], standalone=True)


def _points_only_at(said: Sequence[str], pronoun: str, language: Language) -> bool:
    """Whether the first word is the only one that points outside, except for its own forms."""
    classes = language.classes_of(pronoun)
    own = {pronoun}
    for name in ("masculine pronoun", "feminine pronoun"):
        own |= language.members(name) if name in classes else frozenset()
    is_one = "single subject" in classes
    return is_one and language.members("reference").isdisjoint(set(said) - own)


def _is_alone(document: Document, statement: Statement, voice: Speaker) -> bool:
    """Whether the unit of a statement names nobody but its speaker."""
    unit = document.units[statement.unit]
    return sum(place[0] < unit.end and unit.start < place[1] for place in voice.rivals) == 0
