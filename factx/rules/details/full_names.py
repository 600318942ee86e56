"""The fullest names of bodies in an article, and the names that are no bodies."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from factx.records.source import SourceKind
from factx.rules.reading.document import Document
from factx.rules.reading.kinds import is_acronym
from factx.rules.reading.known_names import BODIES, known_names
from factx.rules.reading.names import Name, names


def full_name(document: Document, name: Name) -> str:
    """The fullest name of a body: "Larkmoor Appliance Co." for "Larkmoor" and for "Company"."""
    full = known_names(document).bodies.get(name.label)
    if full is None and name.label.lower() in document.language.members("common body noun"):
        full = name_with(document, name.label.lower(), name.start)
    return full or name.label


def full_label(document: Document, label: str) -> str:
    """The fullest name that has the words of a label in their order, whatever their case.

    "Jupiter Police Department" for "Jupiter police"; the label itself if the article has none.
    """
    words = label.lower().split()
    if len(words) < 2:
        return label
    alike = _bodies_by_first_word(document).get(words[0], ())
    found = [name for name in alike if _completes(document, name, words)]
    return max(found, key=lambda name: len(name.words)).label if found else label


@lru_cache(4)
def _bodies_by_first_word(document: Document) -> Mapping[str, list[Name]]:
    """An occurrence of each name of a body, by its first word in lower case."""
    found: dict[str, list[Name]] = {}
    for name in {name.label: name for name in names(document)}.values():
        if is_body(document, name):
            found.setdefault(name.words[0].lower(), []).append(name)
    return found


def _completes(document: Document, name: Name, words: Sequence[str]) -> bool:
    """Whether a name has the words and ends in their last, or has only one more: "Department"."""
    found = [word.lower() for word in name.words]
    rest = iter(found)
    if not all(word in rest for word in words):
        return False
    more = list(rest)
    is_common = "common body noun" in document.language.classes_of(found[-1])
    return not more or (len(more) == 1 and is_common)


def name_with(document: Document, noun: str, offset: int) -> str | None:
    """The full name of the last body before `offset`, or else the first, that a noun heads."""
    found = _headed_by(document, noun)
    if not found:
        return None
    at = bisect_left(found, offset, key=lambda name: name.start)
    name = found[max(0, at - 1)]
    return known_names(document).bodies.get(name.label, name.label)


@lru_cache(200)
def _headed_by(document: Document, noun: str) -> tuple[Name, ...]:
    """The occurrences of names of bodies that a noun heads, in text order."""
    return tuple(
        name
        for name in names(document)
        if is_body(document, name) and _is_headed(document, name, noun)
    )


def _is_headed(document: Document, name: Name, noun: str) -> bool:
    """Whether a name says by a noun what it names: "Tarn Council", "Council of Tarn"."""
    words = [word.lower() for word in name.words]
    if noun not in words or len(words) == 1:
        return False
    after = words[words.index(noun) + 1 :]
    if not after or name.words[len(words) - len(after)].islower():
        return True
    ends = {"common body noun", "company suffix"}
    return all(not document.language.classes_of(word).isdisjoint(ends) for word in after)


def last_of_kind(document: Document, kind: SourceKind, offset: int) -> Name | None:
    """The last body of a kind before `offset`, or else the only one; no place."""
    for name in bodies_before(document, offset):
        if _is_of_kind(document, name, kind):
            return name
    found = {
        full_name(document, name): name
        for name in names(document)
        if _is_of_kind(document, name, kind)
    }
    return next(iter(found.values())) if len(found) == 1 else None


def _is_of_kind(document: Document, name: Name, kind: SourceKind) -> bool:
    found = known_names(document).kinds[name.label]
    if found in BODIES and is_acronym(name.label):
        found = kind
    if found != kind or is_plain_place(document, name):
        return False
    is_common = "body noun" in document.language.classes_of(name.label.lower())  # PAC
    return not is_common and not is_surname(document, name)


def bodies_before(document: Document, offset: int) -> Iterator[Name]:
    """The occurrences of names of bodies before `offset`, the last first."""
    found = names(document)
    for at in range(bisect_left(found, offset, key=lambda name: name.start) - 1, -1, -1):
        if is_body(document, found[at]):
            yield found[at]


def is_body(document: Document, name: Name) -> bool:
    """Whether a name of the article is a body's or a place's."""
    return known_names(document).kinds[name.label] in BODIES and not is_surname(document, name)


def is_surname(document: Document, name: Name) -> bool:
    """Whether a name is the last name of a person, even if it could also be a body's."""
    known = known_names(document)
    return name.label.lower() in known.persons and name.label not in known.bodies


def is_plain_place(document: Document, name: Name) -> bool:
    """Whether a name is only a place's, and not short for that of a council or ministry."""
    known, language = known_names(document), document.language
    if name.label.lower() in language.members("region"):
        return True
    if known.kinds.get(name.label) != "official_body" or is_acronym(name.label):
        return False
    last = known.bodies.get(name.label, name.label).split()[-1].lower()
    classes = language.classes_of(last)
    return "place" in classes or classes.isdisjoint({"body noun", "company word"})


def is_certain_person(document: Document, name: Name) -> bool:
    """Whether a name is certainly a person's: a given name, a title or a known surname."""
    is_given = "given name" in document.language.classes_of(name.words[0].lower())
    persons = known_names(document).persons.get(name.words[-1].lower(), ())
    is_lone = len(name.words) == 1 and bool(persons)
    return is_given or is_lone or bool(name.titles)
