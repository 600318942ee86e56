"""Words that a user adds to those of a language, or leaves out of them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from factx.errors import BadArgument
from factx.rules.language.language import Language, language_of
from factx.rules.language.reporting_words import Complement

Lists = Mapping[str, Mapping[str, Sequence[str]]]
"""The entries by file, without its suffix, and section."""

_VERBS = "verbs"
_KEYED = frozenset({"verbs", "cue_nouns", "common_verbs"})
"""Files in which an entry describes the word at its beginning."""
_WITHOUT = "-"
"""Begins an entry that is left out."""


class OwnWords:
    """A user's words by language, which are added to the shipped ones.

    They are in the files and sections of the shipped words. An entry that begins with "-" is left
    out of a section instead, and a verb or noun that reports replaces the shipped one.
    """

    def __init__(self, languages: Mapping[str, Lists]) -> None:
        """Add the lists to those of their languages, by tag; raises `BadArgument` if none fits."""
        self.lists = languages
        """The lists as they were given, by language and file."""
        self._languages = {tag: _with(language_of(tag), lists) for tag, lists in languages.items()}

    def added_to(self, language: Language) -> Language:
        """The language with the user's words; the same if there are none for it."""
        return self._languages.get(language.code, language)


def _with(language: Language, lists: Lists) -> Language:
    files = {name: dict(sections) for name, sections in language.files.items()}
    for name, sections in lists.items():
        if name not in files:
            known = ", ".join(f"{each}.txt" for each in sorted(files))
            raise BadArgument(
                f"{language.code}/{name}.txt: there is no such list; known are {known}"
            )
        for section, entries in sections.items():
            if section not in files[name]:
                raise BadArgument(_unknown_section(language, name, section))
            if name == _VERBS:
                _check_verbs(language, entries)
            _merge(files[name], section, entries, is_keyed=name in _KEYED)
    return Language(language.code, language.scope, files)


def _unknown_section(language: Language, name: str, section: str) -> str:
    known = ", ".join(f"[{each}]" for each in language.files[name])
    what = f"there is no section [{section}]" if section else "the first line is not a [section]"
    return f"{language.code}/{name}.txt: {what}; known are {known}"


def _check_verbs(language: Language, entries: Sequence[str]) -> None:
    known = get_args(Complement)
    for entry in entries:
        _, colon, takes = entry.partition(":")
        wrong = [each for each in takes.split() if each not in known]
        if not entry.startswith(_WITHOUT) and (not colon or wrong or not takes.strip()):
            problem = f"{entry!a} is not a verb with what may follow it: {', '.join(known)}"
            raise BadArgument(f"{language.code}/verbs.txt: {problem}")


def _merge(
    sections: dict[str, tuple[str, ...]], section: str, entries: Sequence[str], *, is_keyed: bool
) -> None:
    """Add the entries of a section, and take those out that they replace or that begin with "-"."""
    gone = {
        _key(entry.removeprefix(_WITHOUT).strip())
        for entry in entries
        if is_keyed or _is_out(entry)
    }
    for name in sections if is_keyed else (section,):
        sections[name] = tuple(entry for entry in sections[name] if _key(entry) not in gone)
    sections[section] = (*sections[section], *_added(entries))


def _added(entries: Sequence[str]) -> Iterator[str]:
    return (entry for entry in entries if not _is_out(entry))


def _is_out(entry: str) -> bool:
    return entry.startswith(_WITHOUT)


def _key(entry: str) -> str:
    """The word that an entry is about."""
    return entry.partition(":")[0].partition("[")[0].strip()
