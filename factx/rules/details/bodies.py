"""The bodies that people belong to, by the names that the article gives them."""

from collections.abc import Sequence
from functools import lru_cache

from factx.rules.details.full_names import (
    full_label,
    full_name,
    is_body,
    is_certain_person,
    is_plain_place,
    is_surname,
)
from factx.rules.details.references import body_with
from factx.rules.reading.capitals import bare
from factx.rules.reading.document import Document, Token
from factx.rules.reading.kinds import is_acronym, is_adjective_of, kind_of_name
from factx.rules.reading.known_names import BODIES, known_names
from factx.rules.reading.names import Name, names, names_among


def body_of(document: Document, phrase: Sequence[Token], *, is_owner: bool = False) -> str | None:
    """The body that a phrase names or describes; None if it is something else.

    `is_owner` says that the phrase is an owner ("Tarn's mayor") or follows "of": any name that is
    not a person's is a body then, and a place stands for the body that governs it.
    """
    phrase = phrase[: _end_of_body(document, phrase)]
    if phrase and "possessive determiner" in phrase[0].classes:
        return _possessed(document, phrase)
    words = [token for token in phrase if token.kind == "word"]
    has_article = bool(words) and "plain article" in words[0].classes
    words = words[has_article:]
    if not words:
        return None
    if _is_shop(document, words):
        return document.text[words[0].start : words[-1].end]
    end = words[-1].start + len(bare(words[-1]))
    found = _name_in(document, phrase)
    if found is not None and is_owner and _is_longer(phrase, found):
        return document.text[found.start : end]
    last = _last_name(document, phrase, end)
    if last is not None and not _is_owned(phrase, last):
        found = last
    if found is not None and found.end >= end:
        if _follows_noun(phrase, found):
            return full_name(document, found)
        return _named(document, found, is_owner=is_owner, has_article=has_article)
    is_new = "indefinite article" in phrase[0].classes
    body = _described(document, words, has_name=found is not None, is_new=is_new)
    if body is None and last is not None:  # the Tarn Herald's Centre for Tides
        body = _named(document, last, is_owner=is_owner, has_article=has_article)
    return body if is_owner or body is None or not _is_area(document, words) else None


def _last_name(document: Document, phrase: Sequence[Token], end: int) -> Name | None:
    """The name that a phrase ends in, after other words: "a Tarn-based company, Orla Rail"."""
    for name in names_among(document, phrase, document.unit_at(phrase[0].start)):
        before = [token for token in phrase if token.end <= name.start]
        if before and name.end >= end:
            last = before[-1]
            return name if not last.is_capitalised or "genitive" in last.classes else None
    return None


def _is_owned(phrase: Sequence[Token], name: Name) -> bool:
    """Whether a genitive precedes a name in a phrase."""
    return any("genitive" in token.classes for token in phrase if token.end <= name.start)


def _follows_noun(phrase: Sequence[Token], found: Name) -> bool:
    """Whether a noun for a body precedes a name: "the investment company Janek Moss"."""
    before = [token for token in phrase if token.end <= found.start]
    return bool(before) and "body noun" in before[-1].classes and not before[-1].is_capitalised


def _named(document: Document, name: Name, *, is_owner: bool, has_article: bool) -> str | None:
    """The full name of the body that a name is: also of an unknown one, if it is an owner."""
    if is_surname(document, name):
        return None
    kind = known_names(document).kinds.get(name.label, "person")
    if is_plain_place(document, name):
        is_named = is_owner
    elif kind == "person":
        is_named = (is_owner or has_article) and not is_certain_person(document, name)
    else:
        is_named = kind in BODIES
    return full_name(document, name) if is_named else None


def _is_area(document: Document, words: Sequence[Token]) -> bool:
    """Whether words describe where somebody is from rather than a body: "the state"."""
    classes = document.language.classes_of(document.language.singular(words[-1].low))
    return {"place", "official body"} <= classes


def _is_longer(phrase: Sequence[Token], found: Name) -> bool:
    """Whether a name goes on with words that are no names: "Tarn Forward Now", "Votes for Tarn"."""
    rest = [token for token in phrase if token.start >= found.end]
    if not rest or not all(token.is_capitalised for token in rest[1:]):
        return False
    if _is_for(phrase, len(phrase) - len(rest)):
        return True
    return rest[0].is_capitalised and len(found.words) > 1


def _is_for(phrase: Sequence[Token], at: int) -> bool:
    """Whether a name such as "Democracy for Tarn" goes on at `at`."""
    if not 0 < at < len(phrase) - 1 or "benefactive preposition" not in phrase[at].classes:
        return False
    before = phrase[at - 1]
    is_title = "title" in before.classes
    return before.is_capitalised and phrase[at + 1].is_capitalised and not is_title


def _possessed(document: Document, phrase: Sequence[Token]) -> str | None:
    """The description of a body without its owner: "own bakery", "her father's bakery".

    The name of "its board" is looked up, but not that of "his department", which may be another.
    """
    start = 1 + max(
        (at for at, token in enumerate(phrase) if "genitive" in token.classes), default=0
    )
    while start < len(phrase) and "adjective" in phrase[start].classes:
        start += 1
    words = phrase[start:]
    if not words or any(token.kind != "word" for token in words):
        return None
    if "thing pronoun" in phrase[0].classes or words[-1].is_capitalised:
        return body_of(document, words)
    classes = document.language.classes_of(document.language.singular(bare(words[-1]).lower()))
    return " ".join(token.text for token in words) if "body noun" in classes else None


def _described(
    document: Document, words: Sequence[Token], *, has_name: bool, is_new: bool
) -> str | None:
    """The body that words with a common noun describe: "the coastal observatory".

    `is_new` says that it has not been named before: "a bakery".
    """
    language = document.language
    last = bare(words[-1])
    noun = language.singular(last.lower())
    classes = language.classes_of(noun)
    if "body noun" not in classes and not (has_name and "group" in classes):
        return None
    last_determiner = max(
        (i for i, w in enumerate(words) if i and "determiner" in w.classes), default=-1
    )
    words = words[last_determiner + 1 :]
    if len(words) == 1 and "vague body noun" in classes:
        return None
    if len(words) == 1:
        return noun if is_new else body_with(document, noun, words[0].start)
    label = document.text[words[0].start : words[-1].start + len(last)]
    if "generic body noun" in classes:
        label = _named_for(document, language.singular(words[-2].low)) or label
    return full_label(document, label) if has_name else label


@lru_cache(200)
def _named_for(document: Document, noun: str) -> str | None:
    """The only body whose name ends in a noun: Lady Lee's Almshouses, "an almshouse charity"."""
    singular = document.language.singular
    found = {
        full_name(document, name)
        for name in names(document)
        if is_body(document, name)
        if len(name.words) > 1 and singular(name.words[-1].lower()) == noun
    }
    return found.pop() if len(found) == 1 else None


def _is_shop(document: Document, words: Sequence[Token]) -> bool:
    """Whether words are a name like "Kovalt's Market", with its owner inside."""
    label = tuple(token.text for token in words)
    is_owned = len(words) > 1 and "'s form" in words[-2].classes and words[-1].is_capitalised
    return is_owned and kind_of_name(label, document.language) == "organisation"


def body_named(document: Document, phrase: Sequence[Token]) -> str | None:
    """The name that a phrase is, if it is neither a person's nor a place's: "(Orla Alliance)"."""
    if not phrase:
        return None
    found = _name_in(document, phrase)
    if found is None or found.start != phrase[0].start:
        return None
    if not all(token.is_capitalised or token.start < found.end for token in phrase):
        return None
    if found.end < phrase[-1].end:  # words such as "First" are no names by themselves
        return document.text[phrase[0].start : phrase[-1].end]
    kind = known_names(document).kinds.get(found.label, "person")
    if (
        kind == "official_body"
        or is_plain_place(document, found)
        or is_certain_person(document, found)
        or "." in found.label
        or "-" in found.label
        or document.text.startswith(".)", found.end)  # (Tex.)
        or len(found.label) == 1  # (R)
    ):
        return None
    return full_name(document, found)


def body_owned(document: Document, phrase: Sequence[Token]) -> str | None:
    """The organisation after a possessive pronoun: "conservative Liberal Union" after "her".

    None if its name only modifies another noun: "Liberal Union card".
    """
    known = known_names(document)
    found = _name_in(document, phrase) if phrase else None
    if found is None or known.kinds.get(found.label) != "organisation":
        return None
    after = [token for token in phrase if token.start >= found.end]
    before = [token for token in phrase if token.start < found.start]
    is_head = not after or not _is_noun(after, 0)
    return full_name(document, found) if is_head and all(t.is_noun_like for t in before) else None


def body_of_adjective(document: Document, word: str) -> str | None:
    """The body whose name an adjective is made from: "Idrana" for "Idrani"."""
    for name in names(document):
        if is_body(document, name) and is_adjective_of(word, name.label):
            return name.label
    return None


def body_called(document: Document, part: Sequence[Token]) -> str:
    """The full name of a body by capitalised words: "Commission", the Water Commission."""
    label = " ".join(token.text for token in part)
    found = _name_in(document, part)
    if found is None or found.label != label:
        return full_label(document, label)
    full = full_name(document, found)
    return full if is_plain_place(document, found) else full_label(document, full)


def _end_of_body(document: Document, phrase: Sequence[Token]) -> int:
    """Where what follows a body's name begins: "in" of "the Naval Institute in Tarn"."""
    inside = [name.place for name in names_among(document, phrase, 0)]
    for at, token in enumerate(phrase):
        is_inside = any(start < token.start < end for start, end in inside)
        if not at or token.is_capitalised or is_inside or _is_for(phrase, at):
            continue
        is_after = any(end == phrase[at - 1].end for _, end in inside)
        if "linking" in token.classes or (is_after and not _is_noun(phrase, at)):
            return at
    return len(phrase)


def _is_noun(phrase: Sequence[Token], at: int) -> bool:
    """Whether a word after a name is a noun: "nomination" in "the Liberal nomination"."""
    token = phrase[at]
    if token.kind != "word" or not token.is_noun_like or token.is_time:
        return False
    following = phrase[at + 1] if at + 1 < len(phrase) else None
    if following is not None and "determiner" in following.classes:
        return False  # Orla Rail opposite the bank
    if not token.classes.isdisjoint({"ed form", "ing form"}):
        is_next = following is not None and following.is_noun_like  # Tarn pumping station
        return is_next and "personal pronoun" not in phrase[at + 1].classes
    return token.classes.isdisjoint({"past verb", "s verb", "adverb"})


def is_person_name(document: Document, part: Sequence[Token]) -> bool:
    """Whether capitalised words are a person's name: "Kovalt" in "Kovalt spokesman Ann Lee"."""
    found = _name_in(document, part)
    is_person = found is not None and is_certain_person(document, found)
    return is_person or is_last_name(document, part)


def is_last_name(document: Document, part: Sequence[Token]) -> bool:
    """Whether capitalised words end in the last name of a person, and are no body's name."""
    found = _name_in(document, part)
    known = known_names(document)
    if found is None or found.label in known.bodies or is_acronym(found.words[-1]):
        return False
    return found.words[-1].lower() in known.persons


def is_place_name(document: Document, part: Sequence[Token]) -> bool:
    """Whether capitalised words are the name of a country or town."""
    found = _name_in(document, part)
    if found is None:
        return False
    regions = document.language.members("region")
    is_long = len(part) > 1 and part[0].low not in regions
    return is_plain_place(document, found) or (is_long and "place" in part[-1].classes)


def _name_in(document: Document, part: Sequence[Token]) -> Name | None:
    """The first name in a phrase."""
    return next(names_among(document, part, document.unit_at(part[0].start)), None)
