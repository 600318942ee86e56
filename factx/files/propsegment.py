"""The files of PropSegmEnt: documents in one file, their propositions in another."""

import os
from collections.abc import Iterator

from factx.errors import InputError
from factx.files.folders import walk
from factx.files.json_files import Located, read_json

_DOCUMENTS, _PROPOSITIONS = "document_clusters.", "propositions."


def read_propsegment(folder: str) -> Iterator[Located[object] | InputError]:
    """Each document_clusters.NAME.json in `folder` with its propositions.NAME.json.

    The value has the contents of both files, as `documents` and `propositions`.
    """
    paths: list[str] = []
    for entries in walk(folder):
        if isinstance(entries, InputError):
            yield entries
            return
        paths += [path for path in entries if os.path.basename(path).startswith(_DOCUMENTS)]
    if not paths:
        yield InputError(folder, f"there is no {_DOCUMENTS}NAME.json in it or in a folder below")
    for path in paths:
        place, name = os.path.split(path)
        other = os.path.join(place, _PROPOSITIONS + name.removeprefix(_DOCUMENTS))
        try:
            files = {"documents": read_json(path), "propositions": read_json(other)}
        except InputError as error:
            yield error
        else:
            yield Located(path, files)
