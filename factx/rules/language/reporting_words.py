"""Reporting verbs and nouns with their forms, which are inflected as in English."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from factx.records.attribution import AttributionType

Complement = Literal["quote", "bare", "that", "wh", "to", "whom", "noun", "of"]
"""What may follow a verb; the head of `en/verbs.txt` explains each."""
Shape = Literal["base", "s", "past", "ing"]
"""The form of a verb; past participles count as past."""
FINITE: frozenset[Shape] = frozenset({"past", "s"})
"""The shapes that need no auxiliary and no plural subject."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that reports a statement, belief, attitude or intention."""

    base: str
    """Its base form."""
    particles: tuple[str, ...]
    """Words that follow and belong to it: "out" in "point out", "willing" in "be willing"."""
    type: AttributionType
    """The type of an attribution with this cue."""
    takes: frozenset[Complement]
    """What may follow it."""

    @property
    def name(self) -> str:
        """Its base form with its particles: "point out"."""
        return " ".join((self.base, *self.particles))


class Form(NamedTuple):
    """One reading of a word as a form of a verb."""

    verb: Verb
    shape: Shape


def quoting_verb(base: str) -> Verb:
    """A verb that is in no list and reports speech in quotation marks."""
    return Verb(base, (), "statement", frozenset({"quote"}))


def verb_forms(sections: Mapping[str, Sequence[str]]) -> dict[str, tuple[Form, ...]]:
    """Every form of every verb by its lower-case first word; verbs with particles come first."""
    found: dict[str, list[Form]] = {}
    for kind, entries in sections.items():
        for entry in entries:
            verb, inflected = _verb(entry, cast("AttributionType", kind))
            for word, shape in inflected:
                found.setdefault(word, []).append(Form(verb, shape))
    return {
        word: tuple(sorted(known, key=lambda form: -len(form.verb.particles)))
        for word, known in found.items()
    }


def inflections(entry: str) -> Iterator[tuple[str, str]]:
    """The forms of the verb that a line like `take [took / taken]` describes, with their shapes.

    The forms after the slash are participles and not past tenses.
    """
    base, _, irregular = entry.partition("[")
    pasts, _, participles = irregular.strip(" ]").partition("/")
    yield from _inflected(base.strip(), pasts.split())
    for participle in participles.split():
        yield participle, "participle"


class CueNoun(NamedTuple):
    """A noun that reports what its possessor says: "the mayor's claim"."""

    base: str
    """Its singular."""
    type: AttributionType
    """The type of an attribution with this cue."""
    takes: frozenset[str]
    """What may follow it: "that", "to", or a preposition."""


def noun_forms(sections: Mapping[str, Sequence[str]]) -> dict[str, CueNoun]:
    """The reporting nouns by their singulars and plurals."""
    found: dict[str, CueNoun] = {}
    for kind, entries in sections.items():
        for entry in entries:
            base, _, takes = entry.partition(":")
            noun = CueNoun(base, cast("AttributionType", kind), frozenset(takes.split()))
            found[base] = noun
            found[base[:-1] + "ies" if base.endswith("y") else base + "s"] = noun
    return found


def _verb(entry: str, kind: AttributionType) -> tuple[Verb, list[tuple[str, Shape]]]:
    """The verb that a line like `tell [told]: quote that whom` describes, with its forms."""
    head, _, takes = entry.partition(":")
    name, _, irregular = head.partition("[")
    base, *particles = name.split()
    pasts = irregular.strip(" ]").split()
    verb = Verb(
        base, tuple(particles), kind, cast("frozenset[Complement]", frozenset(takes.split()))
    )
    return verb, list(_inflected(base, pasts))


def _inflected(base: str, pasts: list[str]) -> Iterator[tuple[str, Shape]]:
    if base == "be":
        for present in ("is", "are"):
            yield present, "s"
        for past in ("was", "were", "been"):
            yield past, "past"
        yield "be", "base"
        yield "being", "ing"
        return
    is_y = base.endswith("y") and base[-2] not in "aeiou"
    if is_y:
        yield base[:-1] + "ies", "s"
    elif base.endswith(("s", "x", "z", "ch", "sh", "go")):
        yield base + "es", "s"
    else:
        yield base + "s", "s"
    if not pasts:
        pasts = [base + "d" if base.endswith("e") else base[:-1] + "ied" if is_y else base + "ed"]
    for past in pasts:
        yield past, "past"
    yield base, "base"  # after the past, which "read" mostly is
    if base.endswith("c") and pasts[0] == base + "ked":
        yield base + "king", "ing"
        return
    doubled = pasts[0].endswith("ed") and pasts[0][-3:-2] == pasts[0][-4:-3] != base[-2:-1]
    if doubled:
        yield pasts[0][:-2] + "ing", "ing"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        yield base[:-1] + "ing", "ing"
    else:
        yield base + "ing", "ing"
