"""A language as the rules see it: its words by class, its verbs of saying, and what it can find."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from factx.rules.language.lexicon import CueNoun, Form, noun_forms, verb_forms

Scope = Literal["full", "direct", "quotations"]
"""full: everything. direct: quotations with their speakers. quotations: quotations alone."""

ENGLISH = "en"
_UNKNOWN = "und"  # the BCP 47 tag of a language that nobody has named
_NOTHING: frozenset[str] = frozenset()
_ADVERB: frozenset[str] = frozenset({"adverb"})


@dataclass(frozen=True, eq=False)
class Language:
    """One language: a value that is made once and handed to whatever reads a text.

    Its words are in text files in a folder of their own. Each section of `FILE.txt` is a class of
    words; `classes.txt` joins several into one.
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
        """The words of a class; empty if the language does not have it."""
        return self._members.get(name, _NOTHING)

    def classes_of(self, word: str) -> frozenset[str]:
        """The classes of a lower-case word with straight apostrophes; empty for most nouns."""
        known = self._classes.get(word)
        if known is not None:
            return known
        ends_as_adverb = self._adverb_ending is not None and word.endswith(self._adverb_ending)
        return _ADVERB if ends_as_adverb and len(word) > 4 else _NOTHING

    @cached_property
    def forms(self) -> Mapping[str, tuple[Form, ...]]:
        """The verbs that a lower-case word may be a form of, those with particles first."""
        return verb_forms(self.files.get("verbs", {}))

    @cached_property
    def reporting_nouns(self) -> Mapping[str, CueNoun]:
        """The nouns that report, by their singulars and plurals."""
        return noun_forms(self.files.get("cue_nouns", {}))

    @cached_property
    def _members(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for file, sections in self.files.items():
            if file not in ("verbs", "cue_nouns", "times", "classes"):
                for name, entries in sections.items():
                    assert name not in found, f"two sections are called {name}"
                    found[name] = frozenset(entries)
        for name, parts in self.files.get("classes", {}).items():
            found[name] = _NOTHING.union(*(found[part] for part in parts))
        return found

    @cached_property
    def _classes(self) -> Mapping[str, frozenset[str]]:
        by_word: dict[str, set[str]] = {}
        for name, members in self._members.items():
            for word in members:
                by_word.setdefault(word, set()).add(name)
        ending = self._adverb_ending
        for word, names in by_word.items():
            is_one = ending is not None and word.endswith(ending) and len(word) > 4
            if "plain adverb" in names or (is_one and "not adverb" not in names):
                names.add("adverb")
        return {word: frozenset(names) for word, names in by_word.items()}

    @cached_property
    def _adverb_ending(self) -> str | None:
        return next(iter(self.entries("function", "adverb ending")), None)


def language_of(tag: str | None) -> Language:
    """The language of a BCP 47 tag, German for "de-CH"; English if `tag` is None.

    A language without a folder of words has the scope "quotations": text between quotation marks
    is found, with nobody named, rather than guessed at.
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
    """The entries of each section of a file of words; a line that begins with # is a comment."""
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
