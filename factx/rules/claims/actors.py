"""Who can act in a claim: a body, a holder of an office, a force, or somebody accused."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from factx.records import Source
from factx.rules.claims.main_clause import main_clause
from factx.rules.details.references import body_before
from factx.rules.language.language import Language
from factx.rules.reading.capitals import bare
from factx.rules.reading.document import Document, Token, Tokens, token_at
from factx.rules.reading.kinds import is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.names import Name, names

_LONGEST_SUBJECT = 12
"""Most tokens before the verb of a claim."""
_COUNTED = 4
"""Most tokens from "denies" to "counts"."""
_NEAR = 8
"""How many names back a pronoun can refer to."""
_OFFICES = frozenset({"official noun", "office word", "post noun", "spokesperson noun"})
_TITLES = _OFFICES | {"rank title"}
_BODIES = frozenset({"body noun", "common body noun"})
_BODY_KINDS = frozenset({"official_body", "organisation", "media_outlet"})
_LONGEST_TITLE = 3
"""Most tokens from an office to the name after it."""
_PARTS = frozenset({"partitive pronoun", "negative pronoun", "one of a group"})
_HELPERS = frozenset({"auxiliary", "adverb", "negator"})
_PARTICIPLES = frozenset({"ed form", "participle verb", "past verb", "ing form", "ing verb"})


def officials_among(document: Document, sources: Iterable[Source]) -> frozenset[str]:
    """The lower-case last names of the sources whose roles are offices or posts."""
    classes_of = document.language.classes_of
    by_role = {
        source.name.split()[-1].lower()
        for source in sources
        if source.role
        and any(
            not classes_of(word).isdisjoint(_OFFICES)
            for word in source.role.lower().replace("-", " ").split()
        )
    }
    return frozenset(by_role | _titled(document))


@lru_cache(4)
def _titled(document: Document) -> frozenset[str]:
    """The lower-case last names of people with an office before their names: "Judge Ann Lee"."""
    return frozenset(
        name.words[-1].lower()
        for name in names(document)
        if _has_title(document, document.units[name.unit].tokens, name.start)
    )


def _has_title(document: Document, tokens: Sequence[Token], start: int) -> bool:
    """Whether an office or a rank stands before the name at `start`, or opens it."""
    at, classes_of = token_at(tokens, start), document.language.classes_of
    for i in range(at, max(-1, at - _LONGEST_TITLE - 1), -1):
        classes = classes_of(tokens[i].low.rstrip("."))  # Sen.
        if not classes.isdisjoint(_TITLES):
            return i == 0 or "former word" not in tokens[i - 1].classes
        if tokens[i].kind == "mark" or not classes.isdisjoint({"preposition", "determiner"}):
            return False
    return False


@lru_cache(4)
def accused(document: Document) -> frozenset[str]:
    """The lower-case last names of people whom the article says to be charged with something."""
    kinds = known_names(document).kinds
    people: dict[int, list[Name]] = {}
    for name in names(document):
        is_person = kinds.get(name.label, "person") == "person"
        if is_person and not _is_residence(document, name):
            people.setdefault(name.unit, []).append(name)
    found: set[str] = set()
    for number, named in people.items():
        tokens = document.units[number].tokens
        for at, token in enumerate(tokens):
            if "accusation" in token.classes or _denies_counts(tokens, at):
                before = [name for name in named if name.end <= _subject_end(tokens, at)]
                found.add((before[-1] if before else named[0]).words[-1].lower())
    return frozenset(found)


def _denies_counts(tokens: Tokens, at: int) -> bool:
    """Whether a verb like "denies" and charges stand at `at`: "denies four counts of fraud"."""
    following = tokens[at + 1 : at + _COUNTED]
    is_denial = "denial verb" in tokens[at].classes
    return is_denial and any("charge noun" in token.classes for token in following)


def _subject_end(tokens: Tokens, at: int) -> int:
    """Where the words end among which who is accused is named: before "who ... is alleged"."""
    for i in range(at, max(-1, at - _LONGEST_SUBJECT), -1):
        if "personal relative" in tokens[i].classes:
            return tokens[i].start
        if tokens[i].kind == "mark" and tokens[i].text != ",":
            break
    return tokens[at].start


def _is_residence(document: Document, name: Name) -> bool:
    """Whether a name tells where somebody lives: "Bo Dahl, of Teel"."""
    tokens = document.units[name.unit].tokens
    at = token_at(tokens, name.start)
    return name.is_object and at > 1 and tokens[at - 2].kind == "mark"


@lru_cache(4)
def _bodies(document: Document) -> Mapping[str, set[str]]:
    """The names of bodies in the article, by their first words."""
    found: dict[str, set[str]] = {}
    for name, kind in known_names(document).kinds.items():
        if kind in _BODY_KINDS:
            found.setdefault(name.partition(" ")[0], set()).add(name)
    return found


class Actors(NamedTuple):
    """Who can act in a claim."""

    document: Document
    offset: int
    """Where the claim begins."""
    officials: frozenset[str]
    """The lower-case last names of people with an office."""
    speaks_for_body: bool
    """Whether "we" and "I" are a body, or somebody with an office."""

    def act_in(self, tokens: Sequence[Token]) -> bool:
        """Whether one of them did something in a claim, or did not, or knew it."""
        clause = main_clause(tokens)
        verb = _verb(clause)
        if verb is None:  # "Ann Lee, who chairs the board"
            relative = next((i for i, t in enumerate(tokens) if "relative" in t.classes), 0)
            clause, verb = tokens, _verb(tokens, relative + 1) if relative else None
        if not verb or verb > _LONGEST_SUBJECT or _is_state(clause, verb, self.document.language):
            return False
        if self.has_power(clause[:verb], is_passive=_is_passive(clause, verb)):
            return True
        agent = next((i for i, t in enumerate(clause) if "agent preposition" in t.classes), None)
        return agent is not None and self.has_power(clause[agent + 1 : agent + 6])

    def has_power(self, subject: Sequence[Token], *, is_passive: bool = False) -> bool:
        """Whether a noun phrase means a body, somebody with an office, or somebody accused.

        To several bodies, and to what a pronoun stands for, much is done that is no act.
        """
        phrase = _to_head(subject)
        if not phrase:
            return False
        if len(phrase) == 1 and "personal pronoun" in phrase[0].classes:
            is_thing = phrase[0].classes.isdisjoint({"person pronoun", "first person subject"})
            return not (is_passive and is_thing) and self._is_powerful_pronoun(phrase[0])
        if any(not token.classes.isdisjoint(_OFFICES) for token in phrase):
            return True
        head = phrase[-1]
        if "place of work" in head.classes and not head.is_capitalised:
            return False
        if not head.classes.isdisjoint(_BODIES | {"document noun"}):
            return True
        singular = self.document.language.singular(head.low)
        is_body = not self.document.language.classes_of(singular).isdisjoint(_BODIES)
        if is_body and not is_passive:
            return True
        people = self.officials | accused(self.document)
        if any(t.is_capitalised and bare(t).lower() in people for t in phrase):
            return True
        return self._names_body(phrase) and (
            head.is_capitalised or is_person_noun(head.low, self.document.language)
        )

    def _names_body(self, phrase: Sequence[Token]) -> bool:
        written = [bare(token) for token in phrase]
        named = _bodies(self.document)
        return any(
            " ".join(written[first:last]) in named[opener]
            for first, opener in enumerate(written)
            if opener in named
            for last in range(first + 1, len(written) + 1)
        )

    def _is_powerful_pronoun(self, pronoun: Token) -> bool:
        classes = pronoun.classes
        if "first person subject" in classes:
            return self.speaks_for_body
        if "person pronoun" in classes:
            last = self._last_person(pronoun)
            return last in self.officials or last in accused(self.document)
        return body_before(self.document, self.offset) is not None

    def _last_person(self, pronoun: Token) -> str:
        """The lower-case last name of the person named last before the claim whom it can mean."""
        found, known = names(self.document), known_names(self.document)
        other = "feminine name" if "masculine pronoun" in pronoun.classes else "masculine name"
        classes_of = self.document.language.classes_of
        at = bisect_left(found, self.offset, key=lambda name: name.start)
        for name in reversed(found[max(0, at - _NEAR) : at]):
            if known.kinds.get(name.label, "person") != "person":
                continue
            last = name.words[-1].lower()
            full = (name.label, *known.persons.get(last, ()))
            is_other = any(other in classes_of(one.partition(" ")[0].lower()) for one in full)
            if not is_other and not _is_residence(self.document, name):
                return last
        return ""


def _to_head(subject: Sequence[Token]) -> Sequence[Token]:
    """A noun phrase up to its head: without "of the estate", "in Ossing", ", who ..."."""
    for at, token in enumerate(subject):
        ends = token.kind == "mark" or not token.classes.isdisjoint({"preposition", "relative"})
        if at and ends and not (token.is_capitalised or "genitive" in token.classes):
            is_part = not subject[at - 1].classes.isdisjoint(_PARTS)  # some of the officers
            return _to_head(subject[at + 1 :]) if is_part else subject[:at]
    return subject


def _verb(clause: Sequence[Token], start: int = 1) -> int | None:
    return next((at for at in range(max(1, start), len(clause)) if is_main_verb(clause, at)), None)


def _is_passive(clause: Sequence[Token], verb: int) -> bool:
    """Whether the verb group at `verb` is one of "be" and a participle."""
    at = verb
    while at + 1 < len(clause) and not clause[at].classes.isdisjoint(_HELPERS):
        following = clause[at + 1].classes
        if "be" in clause[at].classes and following.isdisjoint(_HELPERS | {"ing form"}):
            return not following.isdisjoint(_PARTICIPLES)
        at += 1
    return False


def _is_state(clause: Sequence[Token], verb: int, language: Language) -> bool:
    """Whether a verb only says what something is, has or wants."""
    at = verb
    if "modal" in clause[at].classes and "auxiliary do" not in clause[at].classes:
        return True  # what may, should or will be done
    while at + 1 < len(clause) and "auxiliary" in clause[at].classes:
        following = clause[at + 1]
        if following.classes.isdisjoint({"auxiliary", "adverb", "negator"} | _PARTICIPLES):
            if "be" in clause[at].classes:
                return "knowing adjective" not in following.classes
            if "finite have" in clause[at].classes:
                return True
        at += 1
        while at + 1 < len(clause) and not clause[at].classes.isdisjoint({"adverb", "negator"}):
            at += 1
    token = clause[at]
    if not token.classes.isdisjoint({"be", "stative verb"}):
        return True
    following = tuple(one.low for one in clause[at + 1 : at + 3])
    forms = [f for f in token.forms if following[: len(f.verb.particles)] == f.verb.particles]
    kinds = {form.verb.type for form in forms}
    classes_of_verb = frozenset[str]().union(
        *(language.classes_of(form.verb.base) for form in token.forms)
    )
    is_act = "past" in token.shapes and "deciding verb" in classes_of_verb
    is_knowing = "knowing" in classes_of_verb
    return bool(kinds) and kinds <= {"belief", "attitude"} and not (is_act or is_knowing)
