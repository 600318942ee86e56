"""Files that are written whole or not at all."""

import os
from collections.abc import Mapping
from pathlib import Path

from factx.files.folders import make_folder
from factx.files.os_errors import unwritable


def replace_file(path: str, text: str) -> None:
    """Put `text` in place of the file at `path` all at once, so that no half of it is ever seen."""
    target = os.path.realpath(path)
    if os.path.exists(target) and not os.path.isfile(target) and not os.path.isdir(target):
        beside = target  # a device or a pipe is written to, never replaced
    else:
        beside = f"{target}.{os.getpid()}.tmp"
    try:
        if os.path.isdir(target):
            raise IsADirectoryError
        with open(beside, "wb") as file:
            file.write(text.encode())
        if beside != target:
            os.replace(beside, target)
    except OSError as error:
        if beside != target and os.path.isfile(beside):
            os.remove(beside)
        raise unwritable(path, error) from error


def write_schemas(folder: str, texts: Mapping[str, str]) -> list[str]:
    """Write the files that `texts` names into `folder`; returns those that are new or changed."""
    make_folder(folder)
    changed: list[str] = []
    for name, text in texts.items():
        path = Path(folder, name)
        if not path.is_file() or path.read_bytes() != text.encode():
            replace_file(str(path), text)
            changed.append(str(path))
    return changed
