"""A language: its words by class, its reporting verbs and nouns, and what the rules find in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from factx.rules.language.reporting_words import CueNoun, Form, noun_forms, verb_forms

Gender = Literal["feminine", "masculine"]
"""Also the first word of the classes of pronouns, titles and names that show it."""
Scope = Literal["full", "direct", "quotations"]
"""full: everything. direct: quotations with sources. quotations: quotations without sources."""

ENGLISH = "en"
_UNKNOWN = "und"  # the BCP 47 tag of an undetermined language
_NOT_CLASSES = frozenset(
    {"verbs", "cue_nouns", "times", "quantities", "classes", "endings", "plurals"}
)
"""The files whose sections are not classes of words."""
_MOST_WORDS = 30_000
"""The most words that a language keeps in memory once it has looked them up."""


class Word(NamedTuple):
    """A word or mark, wherever it occurs."""

    low: str
    """In lower case, with straight apostrophes."""
    kind: Literal["word", "mark"]
    classes: frozenset[str]
    """Empty for a mark."""
    forms: tuple[Form, ...]
    """The verbs that it may be a form of, those with particles first."""
    is_capitalised: bool
    """Whether it is a word that begins with a capital."""


class _Ending(NamedTuple):
    text: str
    least: int
    """The least length of a word that it puts in its classes."""
    exception: str
    """The class of words that it does not put there."""
    classes: frozenset[str]
    """Its class, and the unions that include it."""


@dataclass(frozen=True, eq=False)
class Language:
    """The words of one language, by class.

    They are in text files in a folder per language. Each section of a file is a class of words.
    Some files are different: `classes.txt` joins classes into larger ones, `endings.txt` adds every
    word with an ending to a class, `verbs.txt` and `cue_nouns.txt` list the words that report,
    `times.txt` and `quantities.txt` list words of dates and numbers, some with values, and
    `plurals.txt` says how to form singulars and plurals.
    """

    code: str
    """Its BCP 47 language subtag, such as "en"."""
    scope: Scope
    """How much the rules find in it."""
    files: Mapping[str, Mapping[str, tuple[str, ...]]]
    """The entries of every section in order, by file and section."""

    def entries(self, file: str, section: str) -> tuple[str, ...]:
        """The entries of a section in order; empty if the language does not have it."""
        return self.files.get(file, {}).get(section, ())

    def members(self, name: str) -> frozenset[str]:
        """The listed words of a class; empty if the language does not have it."""
        return self._members.get(name, frozenset())

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes of a word.

        The classes of what precedes its first apostrophe are among them, with "stem" added to their
        names: "they" and "they've" both have the class "subject stem".
        """
        return self.word(word).classes

    @cached_property
    def singular(self) -> Callable[[str], str]:
        """The singular of a lower-case plural, roughly; any other word stays as it is."""
        return lru_cache(_MOST_WORDS)(self._singular)

    def _singular(self, noun: str) -> str:
        irregular = self._irregular_plurals.get(noun)
        if irregular is not None:
            return irregular
        for ending, single, least in self._plural_endings:
            if noun.endswith(ending) and len(noun) >= least:
                return noun.removesuffix(ending) + single
        return noun

    def plural(self, noun: str) -> str:
        """The plural of a lower-case singular, roughly."""
        for entry in self.entries("plurals", "forming"):
            single, _, plural = entry.rpartition(" ")
            if noun.endswith(single):
                return noun.removesuffix(single) + plural
        return noun

    @cached_property
    def word(self) -> Callable[[str], Word]:
        """Looks up a word or mark as it is written."""
        return lru_cache(_MOST_WORDS)(self._look_up)

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        """The verbs that a lower-case word may be a form of, those with particles first."""
        return verb_forms(self.files.get("verbs", {}))

    @cached_property
    def reporting_nouns(self) -> Mapping[str, CueNoun]:
        """The nouns that report, by their singulars and plurals."""
        return noun_forms(self.files.get("cue_nouns", {}))

    def _look_up(self, text: str) -> Word:
        low = text.lower().replace("’", "'")
        if not (text[:1].isalnum() or text[:1] == "_"):
            return Word(low, "mark", frozenset(), (), is_capitalised=False)
        names = self._names(low)
        stem, apostrophe, _ = low.partition("'")
        of_stem = self._names(stem) if apostrophe else names
        classes = _with_stem(frozenset(names), frozenset(of_stem))
        forms = self.forms.get(low, ())
        return Word(low, "word", classes, forms, is_capitalised=text[0].isupper())

    def _names(self, word: str) -> set[str]:
        names = set(self._listed.get(word, ()))
        for ending in self._endings.get(word[-1:], ()):
            has_ending = word.endswith(ending.text) and len(word) >= ending.least
            if has_ending and ending.exception not in names:
                names |= ending.classes
        return names

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for file, sections in self.files.items():
            if file not in _NOT_CLASSES:
                for name, entries in sections.items():
                    assert name not in found, f"two sections are called {name}"
                    found[name] = frozenset(entries)
        for name, parts in self._unions.items():
            found[name] = frozenset[str]().union(*(found.get(part, ()) for part in parts))
        return found

    @cached_property
    def _listed(self) -> Mapping[str, set[str]]:
        """The classes of every listed word."""
        by_word: dict[str, set[str]] = {}
        for name, members in self._members.items():
            for word in members:
                by_word.setdefault(word, set()).add(name)
        return by_word

    @cached_property
    def _unions(self) -> Mapping[str, tuple[str, ...]]:
        return self.files.get("classes", {})

    @cached_property
    def _endings(self) -> Mapping[str, list[_Ending]]:
        """The endings by their last letters."""
        found: dict[str, list[_Ending]] = {}
        for name, entries in self.files.get("endings", {}).items():
            classes = {name}
            for union, parts in self._unions.items():
                if not classes.isdisjoint(parts):
                    classes.add(union)
            for entry in entries:
                text, _, least = entry.partition(" ")
                one = _Ending(text, int(least or 0), f"not {name}", frozenset(classes))
                found.setdefault(text[-1:], []).append(one)
        return found

    @cached_property
    def _irregular_plurals(self) -> Mapping[str, str]:
        entries = self.entries("plurals", "irregular")
        return {plural: single for plural, _, single in (e.partition(" ") for e in entries)}

    @cached_property
    def _plural_endings(self) -> tuple[tuple[str, str, int], ...]:
        """Ending, what replaces it, and the least length of a word that it applies to."""
        found: list[tuple[str, str, int]] = []
        for entry in self.entries("plurals", "ending"):
            ending, single, *least = entry.split()
            found.append((ending, single.strip("-"), int(least[0]) if least else 0))
        return tuple(found)


@lru_cache(_MOST_WORDS)
def _with_stem(names: frozenset[str], of_stem: frozenset[str]) -> frozenset[str]:
    """The classes of a word and those of its stem; words of the same classes share them."""
    return names | {f"{name} stem" for name in of_stem}


def language_of(tag: str | None) -> Language:
    """The language of a BCP 47 tag, German for "de-CH"; English if `tag` is None.

    A language without a folder of words has the scope "quotations": the rules find text between
    quotation marks and do not guess who said it.
    """
    code = tag.replace("_", "-").partition("-")[0].lower() if tag else ENGLISH
    return _language(code if _is_known(code) else _UNKNOWN)


@cache
def _is_known(code: str) -> bool:
    return code.isalpha() and files("factx.rules.language").joinpath(code).is_dir()


@cache
def _language(code: str) -> Language:
    folder = files("factx.rules.language").joinpath(code)
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".txt"))
    read = {
        name.removesuffix(".txt"): _sections(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
    }
    scope: Scope = "full" if "verbs" in read else "direct" if "direct" in read else "quotations"
    return Language(code, scope, read)


def _sections(text: str) -> Mapping[str, tuple[str, ...]]:
    """The entries of each section of a file. Lines that begin with # are comments."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        entry = line.strip()
        if entry.startswith("["):
            section = entry.strip("[]")
            found.setdefault(section, [])
        elif entry and not entry.startswith("#"):
            found.setdefault(section, []).append(entry)
    return {name: tuple(entries) for name, entries in found.items()}
