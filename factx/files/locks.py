"""Locks on open files, which the system releases when the process ends."""

import os
import sys

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 2**40  # Windows denies others what is locked, so a byte after any text is locked

    def lock(descriptor: int) -> bool:
        """Lock an open file; returns whether no other process has locked it."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        try:
            os.lseek(descriptor, _BEYOND, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)
        return True
else:
    import fcntl

    def lock(descriptor: int) -> bool:
        """Lock an open file; returns whether no other process has locked it.

        True too on the few file systems that have no locks.
        """
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True
