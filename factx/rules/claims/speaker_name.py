"""Put a speaker's name in place of the pronoun that opens a claim."""

from collections.abc import Sequence
from dataclasses import replace

from factx.rules.claims.kinds import plain_words
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.language.language import Language
from factx.rules.reading.document import Document
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import overlap


def with_speaker_name(
    document: Document, claim: RuleClaim, statement: Statement, speaker: Speaker | None
) -> RuleClaim:
    """The claim with its speaker's name in place of the first word, if that is a pronoun for them.

    "I" in direct speech is the speaker. "she" in "Kovalt said she would resign" is the speaker if
    the sentence names no other woman. A claim with another word that needs context stays as it is.
    """
    if speaker is None or speaker.naming != "named":
        return claim
    if claim.standalone or len(claim.evidence) != 1:
        return claim
    words = plain_words(claim.text)
    pronoun, _, auxiliary = words[0].partition("'")
    if auxiliary or not _is_only_reference(words, pronoun, document.language):
        return claim
    is_quoted = any(True for _ in document.quotations_between(*statement.content[0]))
    classes = document.language.classes_of(pronoun)
    if "first person subject" in classes:
        following = document.language.classes_of(words[1])
        is_speaker = is_quoted and not following.isdisjoint({"plain predicate", "ed form"})
    else:
        agrees = f"{speaker.gender} pronoun" in classes
        is_speaker = not is_quoted and agrees and _has_no_rival(document, statement, speaker)
    if not is_speaker:
        return claim
    return replace(claim, text=speaker.name + claim.text[len(pronoun) :], standalone=True)


def _is_only_reference(words: Sequence[str], pronoun: str, language: Language) -> bool:
    """Whether no word but the pronoun and its other forms needs context to be understood."""
    classes = language.classes_of(pronoun)
    own = {pronoun}
    for name in ("masculine pronoun", "feminine pronoun"):
        own |= language.members(name) if name in classes else frozenset()
    is_one_person = "single subject" in classes
    return is_one_person and language.members("reference").isdisjoint(set(words) - own)


def _has_no_rival(document: Document, statement: Statement, speaker: Speaker) -> bool:
    """Whether the unit of a statement names nobody else whom the pronoun could mean."""
    unit = document.units[statement.unit]
    return not any(overlap(place, (unit.start, unit.end)) for place in speaker.rivals)
