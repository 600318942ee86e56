"""A language: its words by class, its reporting verbs and nouns, and what the rules find in it."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from factx.rules.language.conjugation import ReportingForm, reporting_forms
from factx.rules.language.reporting_words import CueNoun, Form, inflections, noun_forms, verb_forms
from factx.rules.language.word import Word, mark, word_of

Gender = Literal["feminine", "masculine"]
"""Also the first word of the classes of pronouns, titles and names that show it."""
Scope = Literal["full", "attributions", "quotations"]
"""full: everything. attributions: quotes with sources. quotations: quotations without sources."""

ENGLISH = "en"
_UNKNOWN = "und"  # the BCP 47 tag of an undetermined language
_LONGEST_SUBTAG = 8
_NOT_CLASSES = frozenset(
    {
        *("verbs", "common_verbs", "cue_nouns", "times", "quantities", "classes", "endings"),
        *("plurals", "reporting", "conjugation", "phrases", "clitics", "traits"),
    }
)
"""The files whose sections are not classes of words."""
_SHORTEST_GENITIVE = 5
_MOST_WORDS = 8_000
"""The most words that a language keeps in memory once it has looked them up."""


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
    `common_verbs.txt` lists verbs, whose forms have classes such as "past verb", and classes of
    verbs with all their forms, `times.txt` and `quantities.txt` list words of dates and numbers,
    some with values, and `plurals.txt` says how to form singulars and plurals.

    A language that is not read in full has its reporting verbs in `reporting.txt`, with their
    endings in `conjugation.txt`, phrases like "according to" in `phrases.txt`, what its words are
    joined to in `clitics.txt`, and what its grammar is like in `traits.txt`.
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

    @cached_property
    def members(self) -> Callable[[str], frozenset[str]]:
        """Looks up the listed words of a class; empty if the language does not have it."""
        return cache(self._members_of)

    def _members_of(self, name: str) -> frozenset[str]:
        return self._members.get(name, frozenset())

    @cached_property
    def classes_of(self) -> Callable[[str], frozenset[str]]:
        """Looks up the classes of a word.

        The classes of what precedes its first apostrophe are among them, with "stem" added to their
        names: "they" and "they've" both have the class "subject stem".
        """
        return lru_cache(_MOST_WORDS)(self._classes_of)

    def _classes_of(self, word: str) -> frozenset[str]:
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
    def reporting(self) -> Mapping[str, tuple[ReportingForm, ...]]:
        """The forms of the verbs in `reporting.txt`, by words in lower case."""
        return reporting_forms(self.files.get("reporting", {}), self.files.get("conjugation", {}))

    @cached_property
    def traits(self) -> frozenset[str]:
        """What its grammar is like, such as "capital nouns"; empty for a language read in full."""
        return frozenset(self.entries("traits", "trait"))

    @cached_property
    def clitics(self) -> re.Pattern[str] | None:
        """Matches two words that are written as one; None if the language joins none.

        One of the groups "first" and "last" is the word that is joined: "qu'" in "qu'on", "il" in
        "a-t-il".
        """
        before, after = self.entries("clitics", "before"), self.entries("clitics", "after")
        if not before and not after:
            return None
        first = "|".join(sorted(before, key=len, reverse=True)).replace("'", "['’]")
        last = "|".join(sorted(after, key=len, reverse=True))
        return re.compile(
            rf"(?P<first>{first})\w.*|.*?\w(?P<joint>-(?:t-)?)(?P<last>{last})", re.IGNORECASE
        )

    def parted(self, written: str) -> Iterator[tuple[int, int]]:
        """Where the words are that are written as one; the whole if it is one word."""
        start, end = 0, len(written)
        last: tuple[int, int] | None = None
        while self.clitics is not None and (match := self.clitics.fullmatch(written, start, end)):
            if match["last"]:
                last = match.span("last")
                end = match.start("joint")
            else:
                yield match.span("first")
                start = match.end("first")
        yield start, end
        if last is not None:
            yield last

    @cached_property
    def reporting_nouns(self) -> Mapping[str, CueNoun]:
        """The nouns that report, by their singulars and plurals."""
        return noun_forms(self.files.get("cue_nouns", {}))

    def _look_up(self, text: str) -> Word:
        low = text.lower().replace("’", "'")
        if not low.isprintable():  # a soft hyphen within it
            low = "".join(char for char in low if char.isprintable())
        if not (text[:1].isalnum() or text[:1] == "_"):
            return mark(low)
        names = self._names(low)
        stem, apostrophe, _ = low.partition("'")
        of_stem = self._names(stem) if apostrophe else names
        classes = _with_stem(frozenset(names), frozenset(of_stem))
        return word_of(text, low, classes, self.forms.get(low, ()))

    def _names(self, word: str) -> set[str]:
        return self._own_names(word) or self._genitive_names(word)

    def _own_names(self, word: str) -> set[str]:
        names = set(self._listed.get(word, ()))
        for ending in self._endings.get(word[-1:], ()):
            has_ending = word.endswith(ending.text) and len(word) >= ending.least
            if has_ending and ending.exception not in names:
                names |= ending.classes
        return names

    def _genitive_names(self, word: str) -> set[str]:
        """The classes of a noun by its genitive, such as "Magazins", and "genitive noun"."""
        for ending in self.entries("traits", "genitive ending"):
            if word.endswith(ending) and len(word) >= _SHORTEST_GENITIVE:
                names = self._own_names(word.removesuffix(ending)) & self._genitive_classes
                if names:
                    return {*names, "genitive noun"}
        return set()

    @cached_property
    def _genitive_classes(self) -> frozenset[str]:
        return frozenset(self.entries("traits", "genitive class"))

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
        for section, entries in self.files.get("common_verbs", {}).items():
            for word, shape in (form for entry in entries for form in inflections(entry)):
                name = f"{shape} verb" if section == "verb" else section
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
    # Nothing else is a subtag, and the system refuses some other names of folders.
    is_subtag = code.isascii() and code.isalpha() and len(code) <= _LONGEST_SUBTAG
    return is_subtag and files("factx.rules.language").joinpath(code).is_dir()


@cache
def _language(code: str) -> Language:
    folder = files("factx.rules.language").joinpath(code)
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".txt"))
    read = {
        name.removesuffix(".txt"): sections_of(folder.joinpath(name).read_text(encoding="utf-8"))
        for name in names
    }
    scope: Scope = "quotations"
    if "verbs" in read:
        scope = "full"
    elif "reporting" in read:
        scope = "attributions"
    return Language(code, scope, read)


def sections_of(text: str) -> Mapping[str, tuple[str, ...]]:
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
