"""The bodies that people belong to, by the names that the article gives them."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from factx.rules.reading.capitals import bare
from factx.rules.reading.descriptions import Description, descriptions_in, fuller
from factx.rules.reading.document import Document, Token
from factx.rules.reading.kinds import is_acronym, is_adjective_of, kind_of_name
from factx.rules.reading.known_names import BODIES, known_names
from factx.rules.reading.names import Name, names, names_among

_SHORTEST_BODY = 4
"""Fewest letters of a body that a noun for people is made from."""
_NEAR = 5
"""How many units back the body of a "spokesman" or of "its" may be named."""
_MAIN = 3
"""Fewest times that the main body of an article is named."""


def body_of(document: Document, phrase: Sequence[Token], *, is_owner: bool = False) -> str | None:
    """The body that a phrase names or describes; None if it is something else.

    `is_owner` says that the phrase is an owner ("Tarn's mayor") or follows "of": any name that is
    not a person's is a body then, and a place stands for the body that governs it.
    """
    if "possessive determiner" in phrase[0].classes:
        return None
    known, language = known_names(document), document.language
    phrase = phrase[: _end_of_body(document, phrase)]
    has_article = "plain article" in phrase[0].classes
    words = [token for token in phrase if token.kind == "word"][has_article:]
    if not words:
        return None
    last = bare(words[-1])
    noun = language.singular(last.lower())
    if _is_shop(document, words):
        return document.text[words[0].start : words[-1].end]
    found = next(names_among(document, phrase, document.unit_at(phrase[0].start)), None)
    if found is not None and found.end >= words[-1].start + len(last):
        kind = known.kinds.get(found.label, "person")
        is_plain = "official body" not in language.classes_of(found.words[-1].lower())
        is_place = kind == "official_body" and is_plain and not is_acronym(found.label)
        is_body = kind in BODIES and (is_owner or not is_place or found.label in known.bodies)
        is_unknown = kind == "person" and not _is_person(document, found)
        if is_body or (is_unknown and (is_owner or has_article)):
            return _full(document, found)
        return None
    is_group = found is not None and "group" in language.classes_of(noun)
    if "body noun" not in language.classes_of(noun) and not is_group:
        return None
    if len(words) == 1:
        return _named_by(document, noun, phrase[0].start)
    return document.text[words[0].start : words[-1].start + len(last)]


def _is_shop(document: Document, words: Sequence[Token]) -> bool:
    """Whether words are a name like "Kovalt's Market", with its owner inside."""
    label = tuple(token.text for token in words)
    is_owned = len(words) > 1 and "'s form" in words[-2].classes and words[-1].is_capitalised
    return is_owned and kind_of_name(label, document.language) == "organisation"


def body_named(document: Document, phrase: Sequence[Token]) -> str | None:
    """The name that a phrase is, if it is neither a person's nor a place's: "(Orla Alliance)"."""
    if not phrase:
        return None
    found = next(names_among(document, phrase, document.unit_at(phrase[0].start)), None)
    if found is None or found.start != phrase[0].start:
        return None
    if not all(token.is_capitalised or token.start < found.end for token in phrase):
        return None
    if found.end < phrase[-1].end:  # words such as "First" are no names by themselves
        return document.text[phrase[0].start : phrase[-1].end]
    kind = known_names(document).kinds.get(found.label, "person")
    if (
        kind == "official_body"
        or _is_person(document, found)
        or "." in found.label
        or "-" in found.label
    ):
        return None
    return _full(document, found)


def body_before(document: Document, offset: int) -> str | None:
    """The body that was last named before `offset`, subjects first; None if it is far away."""
    unit = document.unit_at(offset)
    for number in range(unit, max(-1, unit - _NEAR), -1):
        held = [
            (name.is_object, _order(name), _full(document, name))
            for name in _bodies_before(document, offset)
            if name.unit == number
        ]
        held += [
            (one.is_object, _order(one), _named_by(document, one.head, one.start))
            for one in descriptions_in(document, number)
            if one.end <= offset and one.is_definite and one.kind in BODIES
        ]
        if held:
            return min(held)[2]
    return None


def _order(one: Name | Description) -> int:
    """The first subject and the last object come first."""
    return -one.start if one.is_object else one.start


def main_body(document: Document) -> str | None:
    """The body that the article names most, if no other comes near."""
    kinds = known_names(document).kinds
    counted = Counter(_full(document, n) for n in names(document) if kinds[n.label] in BODIES)
    (body, count), (_, second) = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    return body if count >= _MAIN and count >= 2 * second else None


def _full(document: Document, name: Name) -> str:
    return known_names(document).bodies.get(name.label, name.label)


def body_of_adjective(document: Document, word: str) -> str | None:
    """The body whose name an adjective is made from: "Idrana" for "Idrani"."""
    for name in names(document):
        is_body = known_names(document).kinds[name.label] in BODIES
        if is_body and is_adjective_of(word, name.label):
            return name.label
    return None


def _bodies_before(document: Document, offset: int) -> Iterator[Name]:
    """The occurrences of names of bodies before `offset`, the last first."""
    found, known = names(document), known_names(document)
    for at in range(bisect_left(found, offset, key=lambda name: name.start) - 1, -1, -1):
        if known.kinds[found[at].label] in BODIES:
            yield found[at]


def body_called(document: Document, part: Sequence[Token]) -> str:
    """The full name of a body by capitalised words: "Commission", the Water Commission."""
    label = " ".join(token.text for token in part)
    full = known_names(document).bodies.get(label)
    is_common = "common body noun" in part[-1].classes and len(part) == 1
    if full is None and is_common:
        full = _with_word(document, part[-1].low, part[0].start)
    return full or label


def body_of_post(document: Document, noun: str, offset: int) -> str | None:
    """The named body that a noun for people is made from: the council of a "councillor"."""
    for stop in range(len(noun) - 1, _SHORTEST_BODY - 1, -1):
        if "body noun" in document.language.classes_of(noun[:stop]):
            return _with_word(document, noun[:stop], offset)
    return None


def _named_by(document: Document, noun: str, offset: int) -> str:
    """The full name of "the council"; its description if the article does not name it."""
    name = _with_word(document, noun, offset)
    if name is None and "generic body noun" in document.language.classes_of(noun):
        name = _firm_before(document, offset)
    if name is not None:
        return name
    one = fuller(document, noun, offset)
    return one.label if one is not None else noun


def _with_word(document: Document, noun: str, offset: int) -> str | None:
    """The last body before `offset`, or else the first, with a noun in its name."""
    for name in [*_bodies_before(document, offset), *names(document)]:
        words = [document.language.singular(word.lower()) for word in name.words]
        is_body = known_names(document).kinds[name.label] in BODIES
        if is_body and noun in words and len(words) > 1:
            return _full(document, name)
    return None


def _firm_before(document: Document, offset: int) -> str | None:
    """The last organisation before `offset`, or else the only one."""
    kinds = known_names(document).kinds
    for name in _bodies_before(document, offset):
        if kinds[name.label] == "organisation":
            return _full(document, name)
    firms = {_full(document, n) for n in names(document) if kinds[n.label] == "organisation"}
    return firms.pop() if len(firms) == 1 else None


def _end_of_body(document: Document, phrase: Sequence[Token]) -> int:
    """Where what follows a body's name begins: "in" of "the Naval Institute in Tarn"."""
    inside = [name.place for name in names_among(document, phrase, 0)]
    for at, token in enumerate(phrase):
        is_inside = any(start < token.start < end for start, end in inside)
        if not at or token.is_capitalised or is_inside:
            continue
        is_after = any(end == phrase[at - 1].end for _, end in inside)
        is_noun = not token.classes.isdisjoint({"body noun", "group"})
        if "linking" in token.classes or (is_after and not is_noun and token.kind == "word"):
            return at
    return len(phrase)


def is_person_name(document: Document, part: Sequence[Token]) -> bool:
    """Whether capitalised words are a person's name: "Kovalt" in "Kovalt spokesman Ann Lee"."""
    found = next(names_among(document, part, document.unit_at(part[0].start)), None)
    if found is None:
        return False
    known = known_names(document)
    is_surname = found.words[-1].lower() in known.persons and found.label not in known.bodies
    return is_surname or _is_person(document, found)


def _is_person(document: Document, name: Name) -> bool:
    """Whether a name is certainly a person's: a given name, a title or a known surname."""
    is_given = "given name" in document.language.classes_of(name.words[0].lower())
    persons = known_names(document).persons.get(name.words[-1].lower(), ())
    is_surname = len(name.words) == 1 and bool(persons)
    return is_given or is_surname or bool(name.titles)
