"""List and create folders."""

import os
from collections.abc import Iterator

from factx.errors import InputError
from factx.files.os_errors import unreadable, unwritable


def walk(folder: str) -> Iterator[list[str] | InputError]:
    """The files of `folder` and of each folder below it, sorted, without hidden ones.

    Links to folders are followed, but no folder is entered twice.
    """
    waiting, entered = [folder], set[tuple[int, int]]()
    while waiting:
        current = waiting.pop()
        try:
            place = os.stat(current)
            names = sorted(name for name in os.listdir(current) if not name.startswith("."))
        except OSError as error:
            yield unreadable(current, error)
            continue
        if (place.st_dev, place.st_ino) in entered:
            continue
        entered.add((place.st_dev, place.st_ino))
        paths = [os.path.join(current, name) for name in names]
        below = [path for path in paths if os.path.isdir(path)]
        waiting += reversed(below)
        # Reading a pipe would block: only files and broken links are listed.
        yield [p for p in paths if os.path.isfile(p) or not os.path.exists(p)]


def make_folder(folder: str) -> None:
    """Create `folder` if it is missing."""
    try:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError as error:
        raise InputError(folder, "it is a file, not a folder") from error
    except OSError as error:
        raise unwritable(folder, error) from error
