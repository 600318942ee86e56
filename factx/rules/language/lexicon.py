"""English words by file and section, until the last rule asks its tokens."""

from collections.abc import Mapping
from functools import cache

from factx.rules.language.language import ENGLISH, language_of
from factx.rules.language.reporting_words import CueNoun, Form


def forms() -> Mapping[str, tuple[Form, ...]]:
    """The forms of English verbs."""
    return language_of(ENGLISH).forms


def noun_cues() -> Mapping[str, CueNoun]:
    """The English reporting nouns."""
    return language_of(ENGLISH).reporting_nouns


@cache
def words(file: str, section: str) -> frozenset[str]:
    """The entries of one section of `en/FILE.txt`."""
    return frozenset(entries(file, section))


@cache
def words_of(file: str, *sections: str) -> frozenset[str]:
    """The entries of several sections together."""
    return frozenset[str]().union(*(words(file, section) for section in sections))


def entries(file: str, section: str) -> tuple[str, ...]:
    """The same in their order."""
    return language_of(ENGLISH).files[file][section]


def is_adverb(word: str) -> bool:
    """Whether lower-case `word` can stand among the parts of a verb group."""
    return "adverb" in language_of(ENGLISH).classes_of(word)


def singular(noun: str) -> str:
    """Lower-case `noun` without the ending of its plural, roughly."""
    return language_of(ENGLISH).singular(noun)
