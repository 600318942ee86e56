"""Messages for paths that cannot be read or written."""

import os

from factx.errors import InputError
from factx.files.paths import STDIN, STDIN_NAME


def unsupported(path: str, wanted: str) -> InputError:
    """The error for a path that is not one of the `wanted` kinds, or does not exist."""
    if not os.path.lexists(path):
        return InputError(path, "there is no such file or folder")
    return InputError(path, f"unsupported file type; expected {wanted}")


def unreadable(path: str, error: OSError) -> InputError:
    """The error for a path that the system refuses to read."""
    return InputError(STDIN_NAME if path == STDIN else path, reason(error))


def unwritable(path: str, error: OSError) -> InputError:
    """The error for a path that the system refuses to write."""
    if isinstance(error, FileNotFoundError):
        return InputError(path, f"there is no folder {os.path.dirname(path)} to write it to")
    return InputError(path, f"it cannot be written: {reason(error)}")


def exists_already(path: str) -> InputError:
    """The error for a file that has content and may not be replaced."""
    return InputError(path, "it exists already: add --force to replace it")


def reason(error: OSError) -> str:
    """The system's reason, without the path and the error number."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    return (error.strerror or type(error).__name__).lower()
