"""Paths: their suffixes and stems."""

import os

STDIN = "-"
"""The path of standard input, or of standard output when writing."""

STDIN_NAME = "standard input"
"""The name of `STDIN` in messages."""


def suffix_of(path: str) -> str:
    """The suffix of a path with its dot, in lower case; empty if there is none."""
    return os.path.splitext(path)[1].lower()


def stem_of(path: str) -> str:
    """The name of the file at `path` without its suffix, as valid Unicode."""
    return writable(os.path.splitext(os.path.basename(path))[0])


def writable(name: str) -> str:
    """A file's name as valid Unicode, even if its bytes on disk are not UTF-8."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
