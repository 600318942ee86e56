"""The body in the words before a noun for people: "Tarn council leader", "a House aide"."""

from collections.abc import Sequence

from factx.rules.details.bodies import (
    body_called,
    body_of,
    body_of_adjective,
    is_last_name,
    is_person_name,
    is_place_name,
)
from factx.rules.details.full_names import full_label, name_with
from factx.rules.details.references import body_with
from factx.rules.reading.capitals import common_words, inner_names, is_first
from factx.rules.reading.document import Document, Token
from factx.rules.reading.kinds import is_acronym
from factx.rules.reading.known_names import BODIES, known_names
from factx.rules.reading.names import is_title

_BODY_WORDS = frozenset({"body noun", "company word", "company suffix", "media name"})
"""Classes of words that the name of a body ends in."""


def body_before_noun(
    document: Document, phrase: Sequence[Token], head: int
) -> tuple[int, str | None]:
    """Where the role begins after the body before the noun at `head`, and that body.

    A place counts only for those who hold an office in it: not for "a Tarn plumber".
    """
    first = leading_modifiers(phrase)
    stop = first
    while stop < head and phrase[stop].is_capitalised:
        stop += 1
    if stop == first:
        return _common_body(document, phrase, head)
    before = phrase[first:stop]
    noun = next((at for at in range(stop, head) if _is_body_noun(phrase[at])), None)
    is_modifier = before[0].low in common_words(document) or _is_modifier(before[0])
    if noun is not None and len(before) == 1 and is_modifier and is_first(document, before[0]):
        return _common_body(document, phrase, head)  # State business leaders
    if noun is not None and not is_title(before[-1]) and not _is_firm(document, before):
        body = document.text[before[0].start : phrase[noun].end]
        return noun + 1, full_label(document, " ".join(body.split()))  # Tarn campaign manager
    is_common = "body noun" in before[0].classes and not is_acronym(before[0].text)
    is_lower = head == 1 and not phrase[head].is_capitalised
    if is_common and is_lower and _is_opening_word(document, before[0]):
        return 1, body_with(document, before[0].low, before[0].start)  # Company officials
    start, body = _capitalised_body(document, before, phrase[head])
    return start and first + start, body


def _capitalised_body(
    document: Document, before: Sequence[Token], noun: Token
) -> tuple[int, str | None]:
    """How many of the capitalised words before a noun are a body or a person, and the body."""
    is_lower = not noun.is_capitalised or noun.text.isupper()
    classes = document.language.classes_of(document.language.singular(noun.low))
    holds_office = "place office" in classes
    is_common = len(before) == 1 and _may_be_common(document, before[0], noun)
    for size in range(len(before), 0, -1):
        part = before[:size]
        if any(is_title(token) for token in part) or _is_compound(part[-1]):
            continue
        if size == 1 and not part[-1].classes.isdisjoint({"place", "plural"}):
            continue  # State Senator, Police Superintendent
        if is_common and part[0].low in common_words(document):
            continue  # Crime experts
        is_place = is_place_name(document, part)
        is_adjective = "proper adjective" in part[-1].classes
        if is_adjective and size > 1:
            continue  # House Republican aide
        is_adjective = is_adjective and not is_place  # Michigan
        place = body_of_adjective(document, part[-1].text) if is_adjective else None
        if place is not None:
            return 0, place if holds_office else None
        if is_place and not holds_office:
            return 0, None
        if is_place or _is_known_body(document, part):
            return size, body_called(document, part)
        if is_adjective:
            return 0, None
        if is_lower and size == len(before) and not is_common:
            is_person = is_person_name(document, part) or "retainer noun" in classes
            return size, None if is_person else " ".join(token.text for token in part)
    return 0, None


def _is_body_noun(token: Token) -> bool:
    return not token.classes.isdisjoint({"official body", "organisation"})


def leading_modifiers(phrase: Sequence[Token]) -> int:
    """How many adjectives stand before the first name: 1 in "former Treasury secretary"."""
    first = 0
    if len(phrase) > 2 and phrase[0].is_capitalised and phrase[1].is_capitalised:
        first = int(_is_modifier(phrase[0]))
    capital = next(
        (at for at, token in enumerate(phrase) if at >= first and token.is_capitalised), 0
    )
    return capital if all(_is_adjective(token) for token in phrase[first:capital]) else 0


def _is_modifier(token: Token) -> bool:
    """Whether a word such as "former" or "retired" may open a title with a capital."""
    return not token.classes.isdisjoint({"title modifier", "ed form"})


def _is_adjective(token: Token) -> bool:
    if "title modifier" in token.classes:
        return True
    is_person = not token.classes.isdisjoint({"person noun", "title"})
    return token.kind == "word" and token.is_noun_like and not is_person


def _common_body(document: Document, phrase: Sequence[Token], head: int) -> tuple[int, str | None]:
    """The same for "council leader", whose role keeps the body unless it is a spokesman's."""
    if not head or phrase[head - 1].kind != "word":
        return 0, None
    before = phrase[head - 1]
    if head > 1 and _is_compound_part(phrase[head - 2]) and "body noun" in before.classes:
        body = name_with(document, before.low, before.start)  # a tea party activist
    else:
        body = body_of(document, [before], is_owner=not before.is_capitalised)
    return (head if body and "spokesperson noun" in phrase[head].classes else 0), body


def _is_compound_part(token: Token) -> bool:
    """Whether a word before a noun for a body makes it another body: "tea" before "party"."""
    if token.kind != "word" or token.is_capitalised or not token.is_noun_like:
        return False
    return token.classes.isdisjoint({"title modifier", "adjective", "ed form", "genitive"})


def _is_compound(token: Token) -> bool:
    """Whether a word is an adjective such as "Tarn-based", which tells where somebody is from."""
    _, hyphen, last = token.text.rpartition("-")
    return bool(hyphen) and last.islower()


def _may_be_common(document: Document, token: Token, noun: Token) -> bool:
    """Whether a word may have its capital only from the beginning of a sentence: "Ship owner"."""
    if not _is_opening_word(document, token):
        return False
    return "spokesperson noun" not in noun.classes and not noun.text.isupper()


def _is_opening_word(document: Document, token: Token) -> bool:
    """Whether a word opens a sentence and has a capital nowhere else."""
    return is_first(document, token) and token.text not in inner_names(document)


def _is_firm(document: Document, part: Sequence[Token]) -> bool:
    known = known_names(document)
    label = " ".join(token.text for token in part)
    return known.kinds.get(label) == "organisation" or label in known.bodies


def _is_known_body(document: Document, part: Sequence[Token]) -> bool:
    if is_last_name(document, part):
        return False
    known = known_names(document)
    label = " ".join(token.text for token in part)
    if known.kinds.get(label) in BODIES or label in known.bodies:
        return True
    if len(part) > 1 and not part[-1].classes.isdisjoint(_BODY_WORDS):
        shorter = known.kinds.get(label.rpartition(" ")[0])
        return not (shorter in BODIES and "media name" in part[-1].classes)  # White House Press
    return "official body" in part[-1].classes or is_acronym(part[-1].text)
