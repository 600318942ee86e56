"""Reporting verbs with the forms that they take, for a language with conjugations of its own.

`reporting.txt` lists the verbs and `conjugation.txt` the endings. A line of the first is

    STEM-CLASS: what may follow
    PARTICLE/STEM-CLASS: what may follow
    STEM-CLASS [FORM FORM / PARTICIPLE]: what may follow

such as "sag-en: quote that" and "mit/teil-en: quote that". The sections "en" and "en participle"
of `conjugation.txt` have the endings: "-te" makes "sagte", and "ge-t" makes "gesagt". Forms in
brackets replace those of the class.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, cast

from factx.records.attribution import AttributionType

Follows = Literal["quote", "that", "bare", "to", "as", "noun", "cited"]
"""What may follow: a quotation, a clause with or without "that", an infinitive, "calls it ...".

noun: its object may be a single noun in quotation marks.
cited: the subject of its passive is who speaks, as in "is quoted".
"""
CLAUSE: frozenset[Follows] = frozenset({"that", "quote"})
"""What may follow a noun such as "opinion"."""
QUOTED: frozenset[Follows] = frozenset({"quote"})
"""What may follow a phrase for whose view a sentence gives."""
CLAUSE_ALONE: frozenset[Follows] = frozenset({"bare"})
"""What may follow such a noun if it says whose it is."""
IN_PASSIVE: frozenset[Follows] = frozenset({"that", "as", "to", "bare"})
"""What may follow a passive."""
Part = Literal["finite", "joined", "participle"]
"""joined: a form whose particle stands in front, as at the end of a German clause."""


class ReportingVerb(NamedTuple):
    """A verb, a participle or a phrase that reports what somebody says, thinks or wants."""

    base: str
    """Its infinitive."""
    particle: str
    """The word that belongs to it and may stand apart; empty if it has none."""
    type: AttributionType
    """The type of an attribution with this cue."""
    follows: frozenset[Follows]
    """What may follow it."""


class ReportingForm(NamedTuple):
    """One reading of a word as a form of a reporting verb."""

    verb: ReportingVerb
    part: Part


def reporting_forms(
    verbs: Mapping[str, Sequence[str]], endings: Mapping[str, Sequence[str]]
) -> dict[str, tuple[ReportingForm, ...]]:
    """The forms of all verbs by the words: participles first, then those with particles."""
    found: dict[str, list[ReportingForm]] = {}
    for kind, entries in verbs.items():
        for entry in entries:
            for word, form in _forms(entry, cast("AttributionType", kind), endings):
                if form not in found.setdefault(word, []):
                    found[word].append(form)
    return {
        word: tuple(sorted(forms, key=lambda f: (f.part != "participle", not f.verb.particle)))
        for word, forms in found.items()
    }


def _forms(
    entry: str, kind: AttributionType, endings: Mapping[str, Sequence[str]]
) -> Iterator[tuple[str, ReportingForm]]:
    head, _, takes = entry.partition(":")
    name, _, listed = head.partition("[")
    particle, _, verb_name = name.strip().rpartition("/")
    stem, _, group = verb_name.rpartition("-")
    verb = ReportingVerb(
        f"{particle}{stem}{group}",
        particle,
        kind,
        cast("frozenset[Follows]", frozenset(takes.split())),
    )
    if listed:
        finite, _, participles = listed.strip(" ]").partition("/")
        forms, perfect = finite.split(), participles.split()
    else:
        forms = list(_with_endings(stem, endings.get(group, ())))
        perfect = list(_with_endings(stem, endings.get(f"{group} participle", ())))
    for form in forms:
        yield form, ReportingForm(verb, "finite")
        if particle:
            yield particle + form, ReportingForm(verb, "joined")
    for form in perfect:
        for agreeing in ("-", *endings.get("agreement", ())):
            yield particle + form + agreeing[1:], ReportingForm(verb, "participle")


def _with_endings(stem: str, endings: Iterable[str]) -> Iterator[str]:
    for ending in endings:
        before, _, after = ending.partition("-")
        yield before + stem + after
