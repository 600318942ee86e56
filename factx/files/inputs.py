"""The files that a run reads, so that it never writes over one of them."""

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import IO

from factx.files.articles import IN_FOLDERS
from factx.files.folders import walk
from factx.files.html_pages import SUFFIXES as PAGES
from factx.files.paths import STDIN, suffix_of
from factx.files.records import holds_articles
from factx.files.yaml_files import SUFFIXES

_OF_AN_ARTICLE = ("article.txt", "article.json")
_OF_A_FIXTURE = (
    *_OF_AN_ARTICLE,
    "gold.json",
    *(f"gold.draft{suffix}" for suffix in (".json", *SUFFIXES)),
)


@dataclass(frozen=True)
class Inputs:
    """The paths that a run reads, by what is read if they are folders; None is skipped."""

    articles: Sequence[str | None] = ()
    """Files of articles, - for standard input, or folders whose articles are read."""
    fixtures: Sequence[str | None] = ()
    """Files, or folders whose fixtures are read."""
    others: Sequence[str | None] = ()
    """Files, or folders of which every file is read."""

    def contain(self, place: os.stat_result) -> bool:
        """Whether the file at `place` is read, under whatever name."""
        return key_of(place) in self._keys

    @cached_property
    def _keys(self) -> frozenset[tuple[int, int]]:
        return frozenset(map(key_of, self._files()))

    def _files(self) -> Iterator[os.stat_result]:
        readers: list[tuple[Sequence[str | None], Callable[[str], bool]]] = [
            (self.articles, _is_article),
            (self.fixtures, lambda path: os.path.basename(path) in _OF_A_FIXTURE),
            (self.others, lambda _: True),
        ]
        for paths, is_read in readers:
            for path in paths:
                if path is not None:
                    yield from _files_at(path, is_read)


def place_of(path: str | IO[str] | None) -> os.stat_result | None:
    """What the system knows of the file at a path or of a stream; None if it is no regular file.

    So two names of one file are seen to be one, and so is a redirected stream.
    """
    try:
        if isinstance(path, str):
            found = os.stat(path)
        elif path is not None:
            found = os.fstat(path.fileno())
        else:
            return None
    except (OSError, ValueError):  # there is none, or the stream is not the system's
        return None
    return found if stat.S_ISREG(found.st_mode) else None


def key_of(place: os.stat_result) -> tuple[int, int]:
    """What all names of one file have in common."""
    return place.st_dev, place.st_ino


def _files_at(path: str, is_read: Callable[[str], bool]) -> Iterator[os.stat_result]:
    if path == STDIN or not os.path.isdir(path):
        found = place_of(sys.stdin if path == STDIN else path)
        if found is not None:
            yield found
        return
    for entries in walk(path):
        for entry in entries if isinstance(entries, list) else ():
            found = place_of(entry)
            if found is not None and found.st_size and is_read(entry):
                yield found


def _is_article(path: str) -> bool:
    """Whether a file in a folder of articles is one, and not the records of an earlier run."""
    if suffix_of(path) in PAGES:
        return True
    if suffix_of(path) in IN_FOLDERS:
        return holds_articles(path)
    return os.path.basename(path) in _OF_AN_ARTICLE
