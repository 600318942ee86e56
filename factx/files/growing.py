"""A file that grows piece by piece, each of them whole and safe from then on."""

import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from io import FileIO
from time import monotonic

from factx.errors import InputError
from factx.files.atomic import copy_mode, is_special, opener, sync, write_bytes
from factx.files.locks import lock
from factx.files.os_errors import exists_already, unwritable

# Seconds between two waits for the disk. What a crash of the machine takes is less than that;
# waiting for every piece would take longer than an article without a model does.
_SYNC_EVERY = 0.5
# If a record counts when it is on the disk, at most this share of the time is spent on waiting.
_SHARE_OF_WAITING = 0.1


class GrowingFile:
    """The open file; call it with a piece to append it."""

    def __init__(self, path: str, *, force: bool, goes_on: bool = False) -> None:
        """Open `path`, which must be missing or empty, or may be replaced with `force`.

        With `goes_on`, pieces are appended to what is there, and are soon on the disk. Raises
        `InputError`, also if another run is writing to the file.
        """
        self.path = path
        self.target = os.path.realpath(path)
        self.pieces = 0
        self.note = ""
        """Where the pieces are, if they are not in the file itself."""
        self._replaces = False
        self._keeps = False
        self._is_special = is_special(self.target)
        self._is_new = not os.path.exists(self.target)
        self._synced = monotonic()
        self._goes_on = goes_on
        self._sync_every = 0.0 if goes_on else _SYNC_EVERY
        self._held = self._open(self.target, os.O_CREAT)
        self._file = self._held
        if self._is_special:
            return
        if not lock(self._held.fileno()) or self._is_replaced():
            self._held.close()
            problem = "another run is writing to it: wait for it, or choose another output file"
            raise InputError(path, problem)
        if not goes_on and os.fstat(self._held.fileno()).st_size:
            self._beside(force=force)

    def _beside(self, *, force: bool) -> None:
        """Write to a file next to the one that is there, which is replaced at the end."""
        if not force:
            self._held.close()
            raise exists_already(self.path)
        self._replaces = True
        part = f"{self.target}.{os.getpid()}.part"
        try:
            self._file = self._open(part, os.O_CREAT | os.O_EXCL)
        except InputError:
            self._held.close()
            raise
        copy_mode(self.target, self._file)

    def __call__(self, text: str) -> None:
        """Append a piece, or nothing of it if the disk is full; raises `InputError`."""
        begin = None if self._is_special else os.fstat(self._file.fileno()).st_size
        try:
            write_bytes(self._file, text.encode(), self.path)
        except BaseException:
            if begin is not None:
                with suppress(OSError):
                    self._file.truncate(begin)
                    self._file.seek(begin)
            raise
        self.pieces += 1
        if monotonic() - self._synced > self._sync_every:
            self._sync()

    def begin_at(self, end: int) -> None:
        """Cut off what is there after `end` bytes, and append the pieces there."""
        try:
            self._file.truncate(end)
            self._file.seek(end)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def keep_what_was_there(self) -> None:
        """Do not replace an earlier file: the run has ended before its last piece."""
        self._keeps = True

    def close(self) -> None:
        """Close the file, in its place; raises `InputError`."""
        if not self.pieces:
            self._discard()
            return
        self._sync()
        self._file.close()
        if self._replaces and self._keeps:
            part = os.path.join(os.path.dirname(self.path), os.path.basename(self._file.name))
            part = self._file.name if os.path.islink(self.path) else part
            self.note = f"{self.path} is as it was; what this run wrote is in {part}"
        elif self._replaces:
            # Windows replaces no open file.
            self._held.close()
            try:
                os.replace(self._file.name, self.target)
            except OSError as error:
                raise unwritable(self.path, error) from error
        self._held.close()

    def _discard(self) -> None:
        """Close the file without a piece, and leave no trace of it."""
        self._file.close()
        self._held.close()
        if self._replaces or (self._is_new and not self._is_special):
            with suppress(OSError):
                os.remove(self._file.name)

    def _sync(self) -> None:
        begun = monotonic() if self._goes_on else 0.0
        sync(self._file, self.path)
        self._synced = monotonic()
        if self._goes_on:
            took = self._synced - begun
            self._sync_every = min(_SYNC_EVERY, took / _SHARE_OF_WAITING)

    def _is_replaced(self) -> bool:
        """Whether another run has put a new file in the place of this one."""
        try:
            return not os.path.samestat(os.fstat(self._held.fileno()), os.stat(self.target))
        except OSError:
            return True

    def _open(self, place: str, flags: int) -> FileIO:
        try:
            return FileIO(place, "wb", opener=opener(flags))
        except OSError as error:
            raise unwritable(self.path, error) from error


@contextmanager
def growing_file(
    path: str, *, force: bool = False, goes_on: bool = False
) -> Generator[GrowingFile]:
    """The file at `path`, to which pieces are appended one by one.

    Every piece is in the file before the next one is written, so an error, an interrupt or a kill
    leaves whole pieces. If the file has content, it needs `force`, and stays as it was until the
    context ends; if that is with an error, it stays for good, and a note on the error says where
    the pieces are. A file without any piece is not created. With `goes_on`, pieces are appended to
    what is there. Raises `InputError`.
    """
    file = GrowingFile(path, force=force, goes_on=goes_on)
    try:
        yield file
    except BaseException as error:
        file.keep_what_was_there()
        with suppress(InputError):
            file.close()
        if file.note:
            error.add_note(file.note)
        raise
    file.close()
