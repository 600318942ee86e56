"""Reporting clauses: a reporting verb with its subject."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factx.records.attribution import AttributionType
from factx.rules.reading.document import Range, Token, Tokens
from factx.rules.reading.noun_phrases import (
    has_verb,
    is_finite,
    is_subject_pronoun,
    is_time,
    leading_noun_phrase,
    noun_phrase_after,
    noun_phrase_before,
)
from factx.rules.reading.verb_groups import VerbGroup

_TRAITS: frozenset[AttributionType] = frozenset({"attitude", "intention"})


@dataclass(frozen=True, slots=True)
class Clause:
    """A cue with its subject, and the tokens that both cover."""

    cue: VerbGroup
    subject: Range | None
    """The tokens of the subject; None if there is none, as in most passives."""
    order: Literal["subject first", "subject after", "shared"]
    """Whether the subject precedes the cue, follows it, or belongs to an earlier verb."""
    begin: int
    """The first token of subject and cue together."""
    stop: int
    """The token past the last of subject and cue together."""
    joint: int
    """Where the content of an earlier clause ends; equal to `begin` if nothing joins the two."""
    is_joined: bool
    """Whether a conjunction or comma coordinates it with an earlier clause."""


def clauses(tokens: Tokens, found: Sequence[VerbGroup]) -> list[Clause]:
    """The reporting clauses of a unit, in order. Verb groups that form no clause are omitted."""
    made: list[Clause] = []
    for cue in found:
        clause = _clause(tokens, cue, made)
        if clause is not None:
            made.append(clause)
    return made


def _clause(tokens: Tokens, cue: VerbGroup, earlier: list[Clause]) -> Clause | None:
    if cue.voice == "passive":
        return _passive(tokens, cue)
    if cue.voice == "participle":
        return _shared(tokens, cue, earlier)
    if _can_precede_subject(tokens, cue):
        subject = noun_phrase_after(tokens, cue.stop, len(tokens))
        if subject is not None and (not cue.is_base or _is_plural(tokens, subject)):
            return Clause(
                cue, subject, "subject after", cue.first, subject[1], cue.first, is_joined=False
            )
    before = tokens[cue.first - 1] if cue.first else None
    if before is None:
        return None
    if "joining conjunction" in before.classes:
        return _shared(tokens, cue, earlier)
    subject = _between_quotation(tokens, cue) or noun_phrase_before(tokens, cue.first)
    if subject is None:
        return None
    if cue.is_base and not _is_plural(tokens, subject):
        return None
    around = tokens[max(0, subject[0] - 1) : subject[0] + 1]
    if cue.is_base and any("causative verb" in token.classes for token in around):
        return None  # "let editorials tell them"
    if "adjective" in tokens[subject[1] - 1].classes:
        return None  # "the mayor's repeated calls": a noun
    if "relative" in tokens[subject[0]].classes and cue.verb.type in _TRAITS:
        return None  # "voters who want change" are described, not cited
    joint = _joint(tokens, subject[0])
    is_parenthetical = joint == subject[0] - 1 and tokens[joint].text == ","
    is_joined = joint < subject[0] and not is_parenthetical
    return Clause(cue, subject, "subject first", subject[0], cue.stop, joint, is_joined)


def _between_quotation(tokens: Tokens, cue: VerbGroup) -> Range | None:
    """Everything between a quotation and its cue, unless it has a verb: '"...," X of Y said'."""
    if "quote" not in cue.verb.takes:
        return None
    start = cue.first
    while start and cue.first - start < 12 and tokens[start - 1].kind == "word":
        token = tokens[start - 1]
        if "clause joiner" in token.classes or is_finite(token) or is_time(token):
            return None
        start -= 1
    if start in {0, cue.first} or tokens[start - 1].kind != "quotation":
        return None
    opener = tokens[start]
    if opener.is_capitalised or "determiner" in opener.classes:
        return start, cue.first
    return None


def _passive(tokens: Tokens, cue: VerbGroup) -> Clause | None:
    """A passive clause. Its source, if named, follows "by"."""
    agent = None
    stop = cue.stop
    if cue.stop < len(tokens) and "agent preposition" in tokens[cue.stop].classes:
        agent = noun_phrase_after(tokens, cue.stop + 1, len(tokens))
        stop = agent[1] if agent else stop
    joint = _joint(tokens, cue.first)
    is_joined = joint < cue.first and "joining conjunction" in tokens[cue.first - 1].classes
    return Clause(cue, agent, "subject after", cue.first, stop, joint, is_joined)


def _shared(tokens: Tokens, cue: VerbGroup, earlier: list[Clause]) -> Clause | None:
    """A clause whose subject is that of an earlier verb: "X did this and said that"."""
    finite = [c for c in earlier if c.cue.voice == "finite" and c.subject is not None]
    if cue.voice == "participle":  # its subject is the source, not a subject within the content
        finite = [c for at, c in enumerate(finite) if at == 0 or c.is_joined]
    subject = finite[-1].subject if finite else leading_noun_phrase(tokens, cue.first)
    if subject is None or subject[0] >= cue.first:
        return None
    if finite and _changes_tense(tokens, finite[-1].cue, cue):
        return None  # in "Police say he shot and refused to go" it was not the police
    joint = _joint(tokens, cue.first)
    return Clause(cue, subject, "shared", cue.first, cue.stop, joint, is_joined=True)


def _changes_tense(tokens: Tokens, earlier: VerbGroup, cue: VerbGroup) -> bool:
    """Whether a past verb follows one in the present, with another subject between the two."""
    forms = tokens[earlier.stop - 1].forms
    is_present = earlier.is_bare and bool(forms) and all(form.shape != "past" for form in forms)
    is_past = cue.is_bare and any(form.shape == "past" for form in tokens[cue.first].forms)
    between = [t for t in tokens[earlier.stop : cue.first] if "complementizer" not in t.classes]
    return is_present and is_past and bool(between) and _opens_subject(between[0])


def _opens_subject(token: Token) -> bool:
    return token.is_capitalised or not token.classes.isdisjoint({"clause subject", "determiner"})


def _can_precede_subject(tokens: Tokens, cue: VerbGroup) -> bool:
    """Whether the subject may follow the verb, as it does after a quotation: '"...," said X'."""
    if not cue.is_bare or "quote" not in cue.verb.takes or cue.verb.particles:
        return False
    if cue.first == 0 or cue.stop >= len(tokens):
        return False
    before, after = tokens[cue.first - 1], tokens[cue.stop]
    if before.kind != "quotation" and before.text != ",":
        return False
    if before.text == "," and cue.first > 1 and tokens[cue.first - 2].kind != "quotation":
        # "The dam will rise, said Kovalt": but "Tull, a rancher, said the dam would rise".
        subject = noun_phrase_after(tokens, cue.stop, len(tokens))
        if subject is None or not _ends_clause(tokens, subject[1]):
            return False
        named = noun_phrase_before(tokens, cue.first)
        return named is None or (named[0] > 0 and has_verb(tokens, 1, named[0]))
    return after.kind == "word" and "content conjunction" not in after.classes


def _ends_clause(tokens: Tokens, at: int) -> bool:
    if at >= len(tokens) or tokens[at].text in {".", ",", "!", "?", ";"}:
        return True
    return "adjunct opener" in tokens[at].classes


def _joint(tokens: Tokens, begin: int) -> int:
    """Where the conjunctions and marks that join a clause to the preceding one begin."""
    at = begin
    if at and "joining conjunction" in tokens[at - 1].classes:
        at -= 1
        if at and "coordinator" in tokens[at - 1].classes:
            at -= 1
    if at and tokens[at - 1].text in {",", ";", "—", "–", "--"}:
        at -= 1
    return at


def _is_plural(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject agrees with a verb without -s."""
    last = tokens[subject[1] - 1]
    if "number" in last.classes:
        return True
    if "singular pronoun" in last.classes:
        return False
    is_one = "indefinite article" in tokens[subject[0]].classes
    if is_subject_pronoun(last) or ("plural" in last.classes and not is_one):
        return True
    phrase = tokens[subject[0] : subject[1]]
    if any("additive conjunction" in token.classes for token in phrase):
        return True
    head = next((i for i, token in enumerate(phrase) if "linking" in token.classes), None)
    ending = phrase[head - 1] if head else last
    if ending.low[:1].isdigit() or "number" in ending.classes:
        return True
    return "s form" in ending.classes and "singular s form" not in ending.classes
