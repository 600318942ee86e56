"""The files that a run writes, under one rule for all of them.

None is a file that the run reads, nor written twice. A file with content is replaced only with
`force`. A run that fails or is stopped leaves what was there, or whole records.
"""

import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from errno import EACCES
from typing import Any

from factx.errors import InputError
from factx.files.atomic import encoded, is_special, replace_file, whole_file, write_bytes
from factx.files.growing import GrowingFile, growing_file
from factx.files.inputs import Inputs, key_of, place_of
from factx.files.os_errors import exists_already, unreadable, unwritable
from factx.files.paths import STDIN, suffix_of
from factx.files.resuming import Done, Failures, failures_beside, failures_path, read_done
from factx.records import FactRecord, dump

STDOUT_NAME = "standard output"
"""The name of standard output in messages."""


class RecordWriter:
    """Writes records as lines of JSON; call it with a record."""

    def __init__(self, write: Callable[[str], None], file: GrowingFile | None = None) -> None:
        self._write = write
        self._file = file

    def __call__(self, record: FactRecord) -> None:
        """Write a record; it is in the file before the next one is."""
        self._write(dump(record) + "\n")

    def keep_what_was_there(self) -> None:
        """Do not replace an earlier file, because the run ends before its last article."""
        if self._file is not None:
            self._file.keep_what_was_there()

    @property
    def note(self) -> str:
        """After the end, where the records are if the earlier file was kept; otherwise empty."""
        return self._file.note if self._file is not None else ""


class Outputs:
    """The outputs of one run."""

    def __init__(
        self,
        paths: Iterable[str | None],
        *,
        inputs: Inputs | None = None,
        updated: str | None = None,
        force: bool = False,
        goes_on: bool = False,
    ) -> None:
        """Check the paths to be written, before anything is read or asked; None is skipped.

        `updated` is a file that is read and then replaced, which no other output may be. With
        `goes_on`, records are added to a file that is there. Raises
        `InputError` for the first path that cannot or may not be written.
        """
        self._inputs = inputs or Inputs()
        self._force = force
        self._goes_on = goes_on
        self._paths: set[str] = set()
        self._keys: set[tuple[int, int]] = set()
        if updated is not None:
            self._refuse_twice(updated, place_of(updated))
        for path in paths:
            if path is not None:
                self.add(path)

    def add(self, path: str) -> None:
        """Check one more path to be written; raises `InputError` like the constructor."""
        if path == STDIN:
            place, name = place_of(sys.stdout), STDOUT_NAME
        else:
            place, name = place_of(path), path
            _check_place(path)
        if place is not None and self._inputs.contain(place):
            raise InputError(name, "it is also an input; choose another output file")
        if path != STDIN:
            self._refuse_twice(path, place)
            if place is not None and place.st_size and not (self._force or self._goes_on):
                raise exists_already(path)

    def _refuse_twice(self, path: str, place: os.stat_result | None) -> None:
        target = os.path.realpath(path)
        if is_special(target):
            return
        if target in self._paths or (place is not None and key_of(place) in self._keys):
            raise InputError(path, "it is written twice; choose two output files")
        self._paths.add(target)
        if place is not None:
            self._keys.add(key_of(place))

    def include(self, path: str) -> bool:
        """Whether `path` is one of the outputs, or the file that standard output goes to."""
        target = os.path.realpath(path)
        if target in self._paths or target in map(failures_path, self._paths):
            return True
        here, out = place_of(path), place_of(sys.stdout)
        return here is not None and out is not None and key_of(here) == key_of(out)

    def write(self, path: str, text: str) -> None:
        """Write a whole file, or to standard output; raises `InputError`."""
        if path == STDIN:
            write_stdout(text)
        else:
            replace_file(path, text, force=self._force)

    @contextmanager
    def pieces(self, path: str) -> Generator[Callable[[str | bytes], None]]:
        """A function that writes a piece of `path`, which appears when all are written.

        On standard output, each piece is written at once.
        """
        if path == STDIN:
            yield write_stdout
        else:
            with whole_file(path, force=self._force) as write:
                yield write

    @contextmanager
    def failures(self, path: str | None) -> Generator[Failures | None]:
        """Notes articles that failed in a file next to the records at `path`, if that is a file."""
        if path is None or path == STDIN or is_special(os.path.realpath(path)):
            yield None
        else:
            with failures_beside(path) as failures:
                yield failures

    @contextmanager
    def more_records(
        self, path: str, is_own: Callable[[dict[str, Any]], bool]
    ) -> Generator[tuple[RecordWriter, Done]]:
        """A writer of records to the file at `path`, which goes on with it, and what is done.

        A last line that was not written whole is cut off. For `is_own` see `read_done`.
        """
        with growing_file(path, goes_on=True) as file:
            done = Done()
            if not is_special(file.target):
                try:
                    with open(file.target, "rb", buffering=2**20) as there:
                        done, end = read_done(there, path, is_own)
                except OSError as error:
                    raise unreadable(path, error) from error
                file.begin_at(end)
            yield RecordWriter(file, file), done

    @contextmanager
    def records(self, path: str | None) -> Generator[RecordWriter]:
        """A writer of records to `path`, or to standard output, each at once."""
        if path is None or path == STDIN:
            yield RecordWriter(write_stdout)
        else:
            with growing_file(path, force=self._force) as file:
                yield RecordWriter(file, file)


def has_content(path: str, text: str) -> bool:
    """Whether the file at `path` contains exactly `text`, so that nothing need be written."""
    try:
        with open(path, "rb") as file:
            return file.read() == text.encode()
    except OSError:
        return False


def write_record(path: str | None, record: FactRecord, *, outputs: Outputs) -> None:
    """Write one record as indented JSON, or in a .jsonl file as one line; raises `InputError`."""
    is_lines = path is not None and suffix_of(path) == ".jsonl"
    outputs.write(path or STDIN, record.to_json(indent=None if is_lines else 2) + "\n")


def write_stdout(text: str | bytes) -> None:
    """Write to standard output; raises `InputError`."""
    if sys.stdout is None:  # pyright: ignore[reportUnnecessaryComparison] -- no console
        raise InputError(STDOUT_NAME, "it is closed")
    write_bytes(sys.stdout.buffer, encoded(text), STDOUT_NAME)


def _check_place(path: str) -> None:
    """Raise `InputError` if there is no folder for `path`, or nothing can be written there."""
    target = os.path.realpath(path)
    folder = os.path.dirname(target)
    if os.path.isdir(target):
        raise unwritable(path, IsADirectoryError())
    if is_special(target):
        return
    if not os.path.isdir(folder):
        raise unwritable(path, FileNotFoundError())
    if not os.path.exists(target) and not os.access(folder, os.W_OK):
        raise unwritable(path, PermissionError(EACCES, os.strerror(EACCES)))
