"""A folder of a model's answers, which processes share and which keeps to a size.

Each answer is a file of its own, named by its key. A file appears whole, by being moved to its
place, so processes need no locks to read or write. One that misses an answer can claim its key, so
that others wait until it is there. Reading a file marks it as used; if the folder is full, the
files that were not used for the longest time are removed.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from secrets import token_hex

from factx.errors import InputError
from factx.files.folders import make_folder
from factx.files.locks import lock
from factx.files.os_errors import unreadable, unwritable

MAX_BYTES = 2**30
"""Default size of a folder: the answers about some 300,000 articles."""
_TAG = "CACHEDIR.TAG"
_SIGNATURE = "Signature: 8a477f597d28d172789f06886806bc55"
"""What marks a folder that backups may leave out, see https://bford.info/cachedir/."""
_TAG_TEXT = f"{_SIGNATURE}\n# Answers of models that factx keeps; factx cache clear removes them.\n"
_NAME = re.compile(r"([0-9a-f]{64})\.answer|\.factx-[0-9a-f]{16}\.tmp")
_FILLED = 7 / 8
"""Share of the size that is left when answers are removed."""
_SLACK = 1 / 16
"""Share of the size that is written before all files are counted again."""


@dataclass(frozen=True)
class AnswerCount:
    """What is in a folder of answers."""

    entries: int
    size: int
    """In bytes."""
    oldest: float | None
    """The last use of the answer that would be removed first, in seconds since 1970."""


class AnswerFolder:
    """The answers in a folder, by their keys, which are SHA-256 digests in hexadecimal.

    The folder is created if it is missing. Raises `InputError` if it cannot be used, or contains
    something else.
    """

    def __init__(self, folder: str, *, max_bytes: int = MAX_BYTES) -> None:
        self.folder = folder
        self._max_bytes = max_bytes
        self._left: float | None = None
        """Bytes that may be written before the files are counted; None if they never were."""
        make_folder(folder)
        if not _is_tagged(folder):
            others = [name for name in _names(folder) if not name.startswith(".factx-")]
            if others and not _is_tagged(folder):  # another process may begin it at this moment
                problem = "it has other files in it; name an empty folder for the cache"
                raise InputError(folder, problem)
            self._write(os.path.join(folder, _TAG), _TAG_TEXT.encode())

    def get(self, key: str) -> str | None:
        """The answer under `key`; None if there is none, or it is damaged."""
        path = self._path(key)
        try:
            with open(path, "rb") as file:
                digest, _, data = file.read().partition(b"\n")
        except OSError:
            return None
        if digest.decode(errors="replace") != hashlib.sha256(data).hexdigest():
            return None
        with suppress(OSError):
            os.utime(path)
        return data.decode(errors="replace")

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, in place of an earlier one; raises `InputError`."""
        data = answer.encode()
        data = hashlib.sha256(data).hexdigest().encode() + b"\n" + data
        path = self._path(key)
        make_folder(os.path.dirname(path))
        self._write(path, data)
        if self._left is not None:
            self._left -= len(data)
        if self._left is None or self._left < 0:
            self._make_room()

    def claim(self, key: str) -> Callable[[], None] | None:
        """Claim a key, so that only one process asks for its answer; None if another one has.

        The value gives the key back, which the system does too if the process ends.
        """
        path = os.path.join(self.folder, key[:2], f"{key}.lock")
        try:
            make_folder(os.path.dirname(path))
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except (OSError, InputError):  # a disk that is full or read-only: nobody is kept waiting
            return lambda: None
        if not lock(descriptor) or not _is_at(descriptor, path):
            os.close(descriptor)
            return None

        def give_back() -> None:
            with suppress(OSError):  # Windows removes no open file
                os.remove(path)
            os.close(descriptor)

        return give_back

    def _path(self, key: str) -> str:
        return os.path.join(self.folder, key[:2], f"{key}.answer")

    def _write(self, path: str, data: bytes) -> None:
        """Write a file as a whole.

        It is not waited for the disk: a crash of the machine may take answers, or damage them,
        which is noticed.
        """
        temporary = os.path.join(os.path.dirname(path), f".factx-{token_hex(8)}.tmp")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:
                file.write(data)
            os.replace(temporary, path)
        except OSError as error:
            with suppress(OSError):
                os.remove(temporary)
            raise unwritable(self.folder, error) from error

    def _make_room(self) -> None:
        """Remove what was not used for the longest time, if the folder is full."""
        files = sorted(_files(self.folder))
        size = sum(one.size for one in files)
        if size > self._max_bytes:
            for one in files:
                if size <= self._max_bytes * _FILLED:
                    break
                with suppress(OSError):  # another process has removed it
                    os.remove(one.path)
                size -= one.size
        self._left = min(self._max_bytes - size, self._max_bytes * _SLACK)


@dataclass(frozen=True, order=True)
class _File:
    used: float
    path: str
    size: int


def _is_at(descriptor: int, path: str) -> bool:
    """Whether an open file is still that at `path`, which another process may have removed."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except OSError:
        return False


def count_answers(folder: str) -> AnswerCount:
    """What is in a folder of answers; raises `InputError` if it is none."""
    _check_tagged(folder)
    files = list(_files(folder))
    return AnswerCount(
        entries=len(files),
        size=sum(one.size for one in files),
        oldest=min((one.used for one in files), default=None),
    )


def clear_answers(folder: str) -> AnswerCount:
    """Remove all answers in a folder, and nothing else; returns what was removed.

    Raises `InputError` if it is no folder of answers, or a file cannot be removed.
    """
    found = count_answers(folder)
    for one in list(_files(folder)):
        try:
            os.remove(one.path)
        except FileNotFoundError:
            continue  # another process was faster
        except OSError as error:
            raise unwritable(one.path, error) from error
    for name in _names(folder):
        if re.fullmatch("[0-9a-f]{2}", name):
            _remove_claims(os.path.join(folder, name))
            with suppress(OSError):  # it has something else in it
                os.rmdir(os.path.join(folder, name))
    return found


def _remove_claims(folder: str) -> None:
    """Remove the claims that killed processes left."""
    for name in _names(folder):
        if re.fullmatch(r"[0-9a-f]{64}\.lock", name):
            with suppress(OSError):  # Windows removes none that is used
                os.remove(os.path.join(folder, name))


def _files(folder: str) -> Iterator[_File]:
    """The answers in a folder, and what killed processes left."""
    for name in _names(folder):
        if not re.fullmatch("[0-9a-f]{2}", name):
            continue
        with suppress(OSError), os.scandir(os.path.join(folder, name)) as entries:
            for entry in entries:
                if _NAME.fullmatch(entry.name):
                    with suppress(OSError):  # it was removed meanwhile
                        found = entry.stat()
                        yield _File(found.st_mtime, entry.path, found.st_size)


def _check_tagged(folder: str) -> None:
    _names(folder)
    if not _is_tagged(folder):
        raise InputError(folder, "it is not a cache of factx")


def _is_tagged(folder: str) -> bool:
    try:
        with open(os.path.join(folder, _TAG), "rb") as file:
            return file.read(len(_TAG_TEXT)) == _TAG_TEXT.encode()
    except OSError:
        return False


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError as error:
        raise unreadable(folder, error) from error
