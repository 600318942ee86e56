"""The kind of source that a noun or a name stands for, by its words."""

from collections.abc import Sequence
from functools import lru_cache

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.reading.document import Range, Tokens

_NOUNS: tuple[tuple[str, SourceKind], ...] = (
    ("group", "group"),
    ("official body", "official_body"),
    ("document", "document"),
    ("media outlet", "media_outlet"),
    ("organisation", "organisation"),
)
"""Classes of nouns and the kinds of source they stand for; the first that fits applies."""

_NAMES: tuple[tuple[str, SourceKind], ...] = (
    ("company suffix", "organisation"),
    ("media name", "media_outlet"),
    *_NOUNS,
    ("company word", "organisation"),
)
"""The same for the words of names."""


_MINDS = frozenset(
    {
        *("person noun", "agent noun", "personal pronoun", "group", "official body", "s form"),
        *("organisation", "media outlet", "body noun", "common body noun", "plural", "person"),
        *("document", "document noun"),
    }
)
"""The classes of words for who can think or want something, and of plurals, which may mean them.

A document gives the view of whoever wrote it.
"""
_LONGEST_ACRONYM = 6
_SHORTEST_STEM = 4
"""The fewest letters that an adjective shares with its name."""


def is_person_noun(noun: str, language: Language) -> bool:
    """Whether a lower-case noun means a person, or its singular does."""
    singular = language.singular(noun)
    last = singular.rpartition("-")[2]
    return "person noun" in language.classes_of(singular) or "person" in language.classes_of(last)


def is_plural(noun: str, language: Language) -> bool:
    """Whether a lower-case noun is a plural."""
    classes = language.classes_of(noun)
    if not classes.isdisjoint({"plural", "plural agent noun"}):
        return True
    return language.singular(noun) != noun and "person" not in classes


def is_thing(tokens: Tokens, subject: Range | None) -> bool:
    """Whether a subject is one noun that means no person or body by its words."""
    if subject is None:
        return False
    head = tokens[subject[1] - 1]
    if head.is_capitalised or "determiner" not in tokens[subject[0]].classes:
        return False
    return head.classes.isdisjoint(_MINDS)


@lru_cache(10_000)
def kind_of_noun(noun: str, language: Language) -> SourceKind | None:
    """The kind of source that a lower-case noun stands for; None for any other noun."""
    singular = language.singular(noun)
    classes, listed = language.classes_of(noun), language.classes_of(singular)
    if "one of a group" in classes or "person" in classes:
        return "person"
    if "person" not in listed:
        for name, kind in _NOUNS:
            if name in listed:
                return kind
    if not classes.isdisjoint({"plural", "plural agent noun", "group pronoun"}):
        return "group"
    if not listed.isdisjoint({"person noun", "masculine title", "feminine title"}):
        return "group" if singular != noun else "person"
    return None


@lru_cache(10_000)
def kind_of_name(words: tuple[str, ...], language: Language) -> SourceKind | None:
    """The kind of source that the words of a name show; None for what may be a person's name."""
    words = _before_link(words, language)
    classes = [
        language.classes_of(word.lower()) | language.classes_of(language.singular(word.lower()))
        for word in words
    ]
    is_given = "given name" in classes[0]
    kind = _first_kind([classes[-1]])
    if kind is not None and not (is_given and len(words) == 2 and kind not in _STRONG):
        return kind
    if is_given and len(words) > 1:
        return None
    kind = _first_kind(classes[:-1])
    if kind is not None and kind != "document":
        return kind
    if len(words) == 1 and "metonym" in language.classes_of(words[0].lower()):
        return "official_body"
    if any("place" in word_classes for word_classes in classes):
        return "official_body"
    if len(words) == 1 and is_plural(words[0].lower(), language):
        is_people = not classes[0].isdisjoint({"person noun", "proper adjective"})
        return "group" if is_people else None
    is_firm = "&" in words or (len(words) == 1 and is_acronym(words[0]))
    return "organisation" if is_firm or _opens_with_acronym(words) else None


def _opens_with_acronym(words: Sequence[str]) -> bool:
    """Whether only the first word is in capitals, and is longer than initials: "NHS England"."""
    first, *rest = words
    return len(first) > 2 and is_acronym(first) and not any(word.isupper() for word in rest)


_STRONG: frozenset[SourceKind] = frozenset({"official_body", "organisation"})
"""Kinds whose words outweigh a given name before them: "Victoria Police"."""


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals only, and too short to be a shouted word."""
    letters = word.replace(".", "")
    return 1 < len(letters) <= _LONGEST_ACRONYM and letters.isalpha() and letters.isupper()


def is_adjective_of(word: str, name: str) -> bool:
    """Whether an adjective may be made from a name, by its letters: "Idrani" from "Idrana"."""
    stem = max(_SHORTEST_STEM, len(name) - 2)
    return word != name and len(word) > stem and word[:stem] == name[:stem] and name.isalpha()


def _first_kind(classes: Sequence[frozenset[str]]) -> SourceKind | None:
    for name, kind in _NAMES:
        if any(name in found for found in classes):
            return kind
    return None


def _before_link(words: tuple[str, ...], language: Language) -> tuple[str, ...]:
    """The words before "of": its complement does not tell the kind."""
    for at, word in enumerate(words):
        if at and word[0].islower() and "linking" in language.classes_of(word):
            return words[:at]
    return words
