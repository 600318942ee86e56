"""Texts with annotations in separate files, as in brat and corpora made with it."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate
from urllib.parse import quote, unquote

from factx.errors import InputError
from factx.files.decoding import BOM, decode, read_bytes
from factx.files.folders import make_folder, walk
from factx.files.outputs import Outputs, has_content
from factx.files.paths import stem_of, suffix_of
from factx.records import digest

# Characters that a file name can contain on every system, besides letters and digits.
_SAFE = " !'()+,;=@[]{}~"
# Most systems take 255 bytes; the suffix is added to this.
_LONGEST_NAME = 240


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


def write_annotated(
    folder: str, name: str, text: str, annotations: str, *, outputs: Outputs
) -> str:
    """Write a text and its annotations to `folder`, created if missing; returns the name as read.

    Characters that a file name cannot contain are written as %XX, and decoded when read. Of a name
    that is too long, the end is replaced by digits that differ from name to name. A file that
    has its content already is left as it is. Raises `InputError` if a file may not be written.
    """
    make_folder(folder)
    stem = _file_name(name)
    path = os.path.join(folder, stem)
    both = {f"{path}.txt": text, f"{path}.ann": annotations}
    wanted = {each: content for each, content in both.items() if not has_content(each, content)}
    for each in wanted:
        outputs.add(each)
    for each, content in wanted.items():
        outputs.write(each, content)
    return unquote(stem)


def _file_name(name: str) -> str:
    """`name` as a file name without its suffix, for every system."""
    letters = [quote(letter, safe=_SAFE) for letter in name] or ["_"]
    if letters[0] == ".":  # the file would be hidden, and not read again
        letters[0] = "%2E"
    if sum(map(len, letters)) <= _LONGEST_NAME:
        return "".join(letters)
    ending = f"~{digest(name)[:12]}"
    lengths = accumulate(map(len, letters))
    kept = sum(length <= _LONGEST_NAME - len(ending) for length in lengths)
    return "".join(letters[:kept]) + ending
