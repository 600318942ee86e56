"""Texts with annotations in separate files, as in brat and corpora made with it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

from factx.errors import InputError
from factx.files.decoding import BOM, decode, read_bytes
from factx.files.folders import make_folder, walk
from factx.files.paths import stem_of, suffix_of
from factx.files.writing import replace_file


@dataclass(frozen=True, slots=True)
class AnnotatedText:
    """The content of a text file and of one of its annotation files, byte-order mark included."""

    where: str
    """The file of the annotations."""
    id: str
    text: str
    annotations: str
    annotator: str | None
    """The part of the annotations' name after the text's name, as in NAME_ef2d.ann."""


def read_annotated(path: str) -> Iterator[AnnotatedText | InputError]:
    """The texts with annotations at `path`: a .ann file, or a folder of .ann and .txt files.

    The text of NAME.ann is NAME.txt in the same folder. In corpora with separate folders or several
    annotators, that of NAME_ANNOTATOR.ann is the only NAME.txt. A text with several annotators gets
    the annotations' name as its id.
    """
    folder = path if os.path.isdir(path) else os.path.dirname(os.path.dirname(path)) or "."
    annotations: list[str] = []
    texts: dict[str, list[str]] = {}
    for entries in walk(folder):
        if isinstance(entries, InputError):
            yield entries
            continue
        for entry in entries:
            if suffix_of(entry) == ".ann":
                annotations.append(entry)
            elif suffix_of(entry) == ".txt":
                texts.setdefault(stem_of(entry), []).append(entry)
    if not os.path.isdir(path):
        annotations = [path]
    if not annotations:
        yield InputError(path, "there is no .ann file in it")
    found = {each: _text_of(each, texts) for each in annotations}
    shared = [text for text in found.values() if isinstance(text, str)]
    for where, text in found.items():
        if isinstance(text, InputError):
            yield text
            continue
        try:
            yield _annotated(where, text, is_shared=shared.count(text) > 1)
        except InputError as error:
            yield error


def has_annotations(folder: str) -> bool:
    """Whether there is a .ann file in `folder` or below."""
    found = (entries for entries in walk(folder) if not isinstance(entries, InputError))
    return any(suffix_of(entry) == ".ann" for entries in found for entry in entries)


def _text_of(where: str, texts: dict[str, list[str]]) -> str | InputError:
    """The text file of the annotations at `where`."""
    beside = os.path.splitext(where)[0] + ".txt"
    if os.path.isfile(beside):
        return beside
    name = stem_of(where)
    for stem in (name, name.rpartition("_")[0]):
        found = texts.get(stem, [])
        if len(found) > 1:
            return InputError(where, f"there are {len(found)} texts of that name: {found[0]}, ...")
        if found:
            return found[0]
    return InputError(where, f"there is no text for it: no {name}.txt")


def _annotated(where: str, path: str, *, is_shared: bool) -> AnnotatedText:
    data = read_bytes(path)
    mark = BOM if data.startswith(BOM.encode()) else ""
    lines = read_bytes(where)
    stem, name = stem_of(path), stem_of(where)
    annotator = name.removeprefix(f"{stem}_") if name != stem else None
    return AnnotatedText(
        where=where,
        id=unquote(name if is_shared else stem),
        text=mark + decode(path, data),
        annotations=decode(where, lines) if lines.strip() else "",
        annotator=annotator,
    )


def write_annotated(folder: str, name: str, text: str, annotations: str) -> None:
    """Write a text and its annotations to `folder`, created if missing, under `name`.

    Characters that a file name cannot contain are written as %XX, and decoded when read.
    """
    make_folder(folder)
    stem = os.path.join(folder, quote(name, safe=" !'()+,;=@[]{}~") or "_")
    replace_file(f"{stem}.txt", text)
    replace_file(f"{stem}.ann", annotations)
