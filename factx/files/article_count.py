"""How many articles there are, without reading them."""

import os
from collections.abc import Callable, Iterable

from factx.errors import InputError
from factx.files.articles import is_article_folder, is_readable
from factx.files.folders import walk
from factx.files.paths import STDIN, suffix_of


def count_articles(
    paths: Iterable[str], *, leave_out: Callable[[str], bool] | None = None
) -> int | None:
    """About as many articles as `read_articles` finds at `paths`; None if that cannot be known.

    A line of a .jsonl file counts as an article, and so does a file that cannot be read.
    """
    total = 0
    for path in paths:
        if path == STDIN:
            total += 1
        elif os.path.isdir(path):
            total += _count_in(path, leave_out)
        else:
            lines = _count_of(path)
            if lines is None:
                return None
            total += lines
    return total


def _count_in(folder: str, leave_out: Callable[[str], bool] | None) -> int:
    own_folders = loose = 0
    for entries in walk(folder):
        if isinstance(entries, InputError):
            loose += 1
        elif is_article_folder(entries):
            own_folders += 1
        elif not own_folders:  # otherwise loose files are not read
            readable = (one for one in entries if is_readable(one))
            loose += sum(
                _count_of(one) or 0 for one in readable if leave_out is None or not leave_out(one)
            )
    return own_folders or loose


def _count_of(path: str) -> int | None:
    """The articles of a file; None for a pipe, whose content can be read only once."""
    if suffix_of(path) != ".jsonl":
        return 1
    if not os.path.isfile(path):
        return None if os.path.exists(path) else 1
    try:
        with open(path, "rb") as file:
            return sum(1 for line in file if not line.isspace())
    except OSError:
        return 1
