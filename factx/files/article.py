"""One article from the text or the JSON that holds it."""

import os
from collections.abc import Mapping

from factx.errors import InputError, InvalidData
from factx.files.decoding import decode, read_bytes
from factx.files.json_text import get_object, read_json
from factx.files.paths import STDIN, STDIN_NAME, stem_of, writable
from factx.files.record import is_record
from factx.records import Article

_KEYS = tuple(Article.model_fields)
_METADATA_KEYS = tuple(key for key in _KEYS if key not in ("id", "text", "sha256"))


def article_as_text(path: str) -> Article:
    """The article in a text file, with the metadata of an article.json beside an article.txt.

    The id is the file's name without its suffix; for an article.txt it is the name of its folder.
    """
    text = decode(path, read_bytes(path))
    folder, name = os.path.split(os.path.abspath(path))
    if name != "article.txt":
        return _validated(path, {"id": stem_of(path), "text": text})
    identity = writable(os.path.basename(folder)) or stem_of(path)
    metadata = os.path.join(os.path.dirname(path), "article.json")
    if not os.path.lexists(metadata):
        return _validated(path, {"id": identity, "text": text})
    fields = get_object(metadata, read_json(metadata))
    _refuse_unknown(metadata, fields, _METADATA_KEYS)
    return _validated(metadata, {"id": identity, "text": text, **fields})


def article_on_stdin() -> Article:
    """The article whose text is all of standard input."""
    return Article(text=decode(STDIN_NAME, read_bytes(STDIN)))


def article_of(where: str, data: object, identity: str) -> Article:
    """The article in a JSON object; its id is `identity` unless it gives one itself."""
    fields = get_object(where, data)
    if is_record(fields):
        raise InputError(where, "it is a record that factx wrote, not an article")
    _refuse_unknown(where, fields, _KEYS)
    if fields.get("text") is None:
        raise InputError(where, "it has no text")
    return _validated(where, {"id": identity, **fields})


def _validated(where: str, fields: Mapping[str, object]) -> Article:
    try:
        return Article.from_data(fields)
    except InvalidData as error:
        raise InputError(where, "; ".join(error.problems)) from error


def _refuse_unknown(where: str, fields: Mapping[str, object], known: tuple[str, ...]) -> None:
    unknown = [key for key in fields if key not in known]
    if unknown:
        keys = "unknown keys" if len(unknown) > 1 else "the unknown key"
        names = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        problem = f"it has {keys} {names}; known are {', '.join(known)}"
        raise InputError(where, problem + (" (your own go into meta)" if "meta" in known else ""))
