"""Why a path cannot be read or written, in words for a person."""

import os

from factx.errors import InputError
from factx.files.paths import STDIN, STDIN_NAME


def unsupported(path: str, wanted: str) -> InputError:
    """The error of a path that is none of what is `wanted`, or that is not there at all."""
    if not os.path.lexists(path):
        return InputError(path, "there is no such file or folder")
    return InputError(path, f"factx cannot read this kind of file: give it {wanted}")


def unreadable(path: str, error: OSError) -> InputError:
    """The error of a path that the system will not let us read."""
    return InputError(STDIN_NAME if path == STDIN else path, reason(error))


def unwritable(path: str, error: OSError) -> InputError:
    """The error of a path that the system will not let us write."""
    if isinstance(error, FileNotFoundError):
        return InputError(path, f"there is no folder {os.path.dirname(path)} to write it to")
    return InputError(path, f"it cannot be written: {reason(error)}")


def reason(error: OSError) -> str:
    """What the system says went wrong, without the path and the number."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    return (error.strerror or type(error).__name__).lower()
