"""Paths: what their names say, and whether two of them are one file."""

import os

STDIN = "-"
"""The path that means standard input, or standard output where something is written."""

STDIN_NAME = "standard input"
"""What a person is told that `STDIN` is."""


def suffix_of(path: str) -> str:
    """The suffix of a path with its dot, in small letters; empty where there is none."""
    return os.path.splitext(path)[1].lower()


def stem_of(path: str) -> str:
    """The name of the file at `path` without its suffix, as text that can be written."""
    return writable(os.path.splitext(os.path.basename(path))[0])


def writable(name: str) -> str:
    """A file's name as text that can be written, where it is not UTF-8 on the disk."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_same_file(path: str, other: str | None) -> bool:
    """Whether both paths lead to one file; not where either leads nowhere."""
    try:
        return other is not None and os.path.samefile(path, other)
    except OSError:
        return False
