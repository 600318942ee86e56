"""The user's files, and the only place where factx opens one.

Articles, records, drafts and recordings come in as bytes and leave as values; records, recordings
and schemas go the other way. Where one input of many is bad, its error is yielded among the values,
so that the rest is read all the same.
"""

import json
import os
import re
import sys
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Generic, NoReturn, TypeVar, cast

from factx.errors import FactxError, InputError, InvalidData, RecordingError
from factx.records import Article, Draft, FactRecord, dump

if TYPE_CHECKING:
    from factx.extraction.recording import Recording

T = TypeVar("T")

STDIN = "-"
"""The path that means standard input, or standard output where something is written."""

_STDIN_NAME = "standard input"
_TEXTS = (".txt", ".md")
_IN_FOLDERS = (*_TEXTS, ".jsonl")
_ARTICLE_KEYS = tuple(Article.model_fields)
_METADATA_KEYS = tuple(key for key in _ARTICLE_KEYS if key not in ("id", "text", "sha256"))
_BOM = "\ufeff"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# Characters that no text file holds and hardly any other file does without.
_BINARY = re.compile(rb"\A%PDF-|[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BLANK = b" \t\r\n"


@dataclass(frozen=True, slots=True)
class Located(Generic[T]):
    """A value and where it was read: a path, with the number of the line in JSON lines."""

    where: str
    value: T


@dataclass(frozen=True, slots=True)
class Line:
    """The JSON value on one line of JSON lines."""

    where: str
    number: int
    data: object


@dataclass(frozen=True, slots=True)
class Fixture:
    """A hand-annotated article: its folder, the article, its gold, and the gold as drafted."""

    where: str
    article: Article
    gold: FactRecord
    draft: Draft | None


# Articles


def read_articles(
    paths: Iterable[str], *, leave_out: str | None = None
) -> Iterator[Article | InputError]:
    """The articles that `paths` name, each read when it is asked for, and why others cannot be.

    A path is a .txt, .md, .json or .jsonl file, a folder, or - for standard input. An id that an
    earlier article has is an error that names both places. `leave_out` is the file that the records
    are written to, which is passed over if it lies in one of the folders.
    """
    seen: dict[str, str] = {}
    for found in _articles(paths, leave_out):
        if isinstance(found, InputError):
            yield found
            continue
        article = found.value
        if article.id in seen:
            problem = f"its id {article.id!r} is that of {seen[article.id]} too: ids must differ"
            yield InputError(found.where, problem)
        else:
            seen[article.id] = found.where
            yield article


def read_texts(paths: Iterable[str]) -> tuple[dict[str, str], list[InputError]]:
    """The texts of the articles that `paths` name, by their sha256, and what could not be read."""
    texts: dict[str, str] = {}
    errors: list[InputError] = []
    for found in _articles(paths):
        if isinstance(found, InputError):
            errors.append(found)
        else:
            texts[found.value.sha256] = found.value.get_text()
    return texts, errors


def read_article(path: str) -> Article:
    """The one article that `path` names; raises `InputError` where it is unreadable or several."""
    articles = _articles([path])
    first = next(articles)
    if isinstance(first, InputError):
        raise first
    if next(articles, None) is not None:
        raise InputError(path, "it holds several articles, and one is wanted")
    return first.value


def _articles(
    paths: Iterable[str], leave_out: str | None = None
) -> Iterator[Located[Article] | InputError]:
    for path in paths:
        if path == STDIN:
            yield from _one(lambda: Located(_STDIN_NAME, _article_on_stdin()))
        elif os.path.isdir(path):
            yield from _articles_in(path, leave_out)
        else:
            yield from _articles_of(path)


def _articles_in(folder: str, leave_out: str | None) -> Iterator[Located[Article] | InputError]:
    files = 0
    for found in _article_files(folder):
        if isinstance(found, InputError):
            yield found
        elif not _same_file(found, leave_out):
            yield from _articles_of(found)
        else:
            continue
        files += 1
    if not files:
        yield InputError(folder, "there is no article in it: no .txt, .md or .jsonl file")


def _article_files(folder: str) -> Iterator[str | InputError]:
    for entries in _folders(folder):
        if isinstance(entries, InputError):
            yield entries
            continue
        names = [os.path.basename(path) for path in entries]
        if "article.json" in names and "article.txt" not in names:
            where = entries[names.index("article.json")]
            yield InputError(where, "there is no article.txt beside it")
        for path, name in zip(entries, names, strict=True):
            if name == "article.txt" if "article.json" in names else _suffix(name) in _IN_FOLDERS:
                yield path


def _folders(folder: str) -> Iterator[list[str] | InputError]:
    """The files of `folder` and of each folder below it, in order, hidden ones left out.

    A link to a folder is followed, but no folder is entered twice.
    """
    waiting, entered = [folder], set[tuple[int, int]]()
    while waiting:
        current = waiting.pop()
        try:
            place = os.stat(current)
            names = sorted(name for name in os.listdir(current) if not name.startswith("."))
        except OSError as error:
            yield _unreadable(current, error)
            continue
        if (place.st_dev, place.st_ino) in entered:
            continue
        entered.add((place.st_dev, place.st_ino))
        paths = [os.path.join(current, name) for name in names]
        below = [path for path in paths if os.path.isdir(path)]
        waiting += reversed(below)
        # What is neither a file nor a broken link to one, such as a pipe, would keep us waiting.
        yield [p for p in paths if os.path.isfile(p) or not os.path.exists(p)]


def _articles_of(path: str) -> Iterator[Located[Article] | InputError]:
    suffix = _suffix(path)
    if suffix in _TEXTS:
        yield from _one(lambda: Located(path, _article_as_text(path)))
    elif suffix == ".json":
        yield from _one(lambda: Located(path, _article_of(path, _read_json(path), _stem(path))))
    elif suffix == ".jsonl":
        yield from _articles_on(path, _json_lines(path))
    else:
        yield _unsupported(path, "a .txt, .md, .json or .jsonl file, a folder, or -")


def _article_as_text(path: str) -> Article:
    """The article in a text file, with what an article.json beside an article.txt says of it."""
    text = _decode(path, _read_bytes(path))
    folder, name = os.path.split(os.path.abspath(path))
    metadata = os.path.join(os.path.dirname(path), "article.json")
    if name != "article.txt" or not os.path.lexists(metadata):
        return _validated(path, {"id": _stem(path), "text": text})
    fields = _object(metadata, _read_json(metadata))
    _refuse_unknown(metadata, fields, _METADATA_KEYS)
    identity = _writable(os.path.basename(folder)) or _stem(path)
    return _validated(metadata, {"id": identity, "text": text, **fields})


def _article_on_stdin() -> Article:
    return Article(text=_decode(_STDIN_NAME, _read_bytes(STDIN)))


def _articles_on(
    path: str, lines: Iterable[Line | InputError]
) -> Iterator[Located[Article] | InputError]:
    """The articles on `lines`; a file that turns out to hold records is refused once and left."""
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        if _is_record(line.data):
            yield InputError(line.where, "it is a record that factx wrote, not an article")
            return
        identity = f"{_stem(path)}:{line.number}"
        try:
            yield Located(line.where, _article_of(line.where, line.data, identity))
        except InputError as error:
            yield error


def _article_of(where: str, data: object, identity: str) -> Article:
    """The article in a JSON object; its id is `identity` unless it gives one itself."""
    fields = _object(where, data)
    if _is_record(fields):
        raise InputError(where, "it is a record that factx wrote, not an article")
    _refuse_unknown(where, fields, _ARTICLE_KEYS)
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


# Records, drafts, fixtures


def read_records(path: str) -> Iterator[Located[FactRecord] | InputError | InvalidData]:
    """The records at `path`: a .jsonl or .json file, - for JSON lines, or fixtures with gold."""
    if path == STDIN:
        yield from _records_of(_stdin_lines())
    elif os.path.isdir(path):
        for found in read_fixtures(path):
            yield found if isinstance(found, FactxError) else Located(found.where, found.gold)
    elif _suffix(path) == ".jsonl":
        yield from _records_of(_json_lines(path))
    elif _suffix(path) == ".json":
        yield from _one(lambda: Located(path, _record_of(path, _read_json(path))))
    else:
        yield _unsupported(path, "a .jsonl or .json file of records, a folder with gold.json, or -")


def holds_articles(path: str) -> bool:
    """Whether articles are what is to be read at `path`, and not records of them.

    A path that cannot be read at all counts as articles; reading it will tell why.
    """
    if path == STDIN:
        return False
    if os.path.isdir(path):
        return not any(_fixture_folders(path))
    if _suffix(path) == ".json":
        first = next(_one(lambda: Located(path, _read_json(path))))
        return isinstance(first, FactxError) or not _is_record(first.value)
    if _suffix(path) == ".jsonl":
        line = next(_json_lines(path))
        return isinstance(line, FactxError) or not _is_record(line.data)
    return True


def read_draft(path: str) -> Draft:
    """The draft in a JSON file; raises `InputError`, or `InvalidData` naming every problem."""
    return Draft.from_data(_read_json(path), what=path)


def read_fixtures(folder: str) -> Iterator[Fixture | InputError | InvalidData]:
    """The fixtures in `folder`, which may be one itself: folders with an article.txt or gold.json.

    Their article and gold must both be there and readable; whether they fit is left to the caller.
    """
    found = 0
    for path in _fixture_folders(folder):
        found += 1
        try:
            yield _fixture(path)
        except (InputError, InvalidData) as error:
            yield error
    if not found:
        yield InputError(folder, "there is no gold.json in it or in a folder below")


def _fixture_folders(folder: str) -> Iterator[str]:
    found = [
        {os.path.basename(path): os.path.dirname(path) for path in paths}
        for paths in _folders(folder)
        if not isinstance(paths, InputError)
    ]
    if any("gold.json" in names for names in found):
        for names in found:
            place = names.get("gold.json") or names.get("article.txt")
            if place is not None:
                yield place


def _fixture(folder: str) -> Fixture:
    article, gold, draft = (
        os.path.join(folder, name) for name in ("article.txt", "gold.json", "gold.draft.json")
    )
    return Fixture(
        where=folder,
        article=_article_as_text(article),
        gold=_record_of(gold, _read_json(gold)),
        draft=read_draft(draft) if os.path.lexists(draft) else None,
    )


def _records_of(
    lines: Iterable[Line | InputError],
) -> Iterator[Located[FactRecord] | InputError | InvalidData]:
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        try:
            yield Located(line.where, _record_of(line.where, line.data))
        except (InputError, InvalidData) as error:
            yield error


def _record_of(where: str, data: object) -> FactRecord:
    fields = _object(where, data)
    if "text" in fields and not _is_record(fields):
        raise InputError(where, "it is an article, not a record: run factx extract on it first")
    return FactRecord.from_data(fields, what=where)


def _is_record(data: object) -> bool:
    return isinstance(data, Mapping) and "article" in data


# Recordings


def write_recording(folder: str, recording: "Recording") -> None:
    """Keep `recording` in `folder`, under a name that follows from its article's text.

    A newer one of the same text and model takes the older one's place; one of another model is
    refused, since its completions are not to be had again.
    """
    path = os.path.join(folder, f"{recording.article_sha256[:16]}.json")
    if os.path.exists(path):
        earlier = _recording(path)
        if earlier.model != recording.model:
            problem = f"it is a recording of {earlier.model}; keep each model's in its own folder"
            raise RecordingError(path, problem)
    _replace(path, recording.model_dump_json(indent=2) + "\n")


def read_recordings(folder: str) -> Callable[[str], "Recording | None"]:
    """What finds a recording in `folder` by the sha256 of the article's text, or else None.

    A file is read when its article is asked for; files that factx did not name are all read the
    first time that nothing else fits. Two recordings of one article are a `RecordingError`.
    """
    try:
        paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    except OSError as error:
        raise RecordingError(folder, _reason(error)) from error
    paths = [path for path in paths if _suffix(path) == ".json"]
    if not paths:
        raise RecordingError(folder, "there is no recording in it")
    named = {os.path.basename(path): path for path in paths}
    others = [path for path in paths if not re.fullmatch(r"[0-9a-f]{16}", _stem(path))]
    read: dict[str, list[tuple[str, Recording]]] = {}

    def find(sha256: str) -> "Recording | None":
        own = named.get(f"{sha256[:16]}.json")
        if own is not None:
            return _recording(own)
        if others and not read:
            for path in others:
                recording = _recording(path)
                read.setdefault(recording.article_sha256, []).append((path, recording))
        matches = read.get(sha256, [])
        if len(matches) > 1:
            raise RecordingError(matches[1][0], f"it is of the same article as {matches[0][0]}")
        return matches[0][1] if matches else None

    return find


def _recording(path: str) -> "Recording":
    from factx.extraction.recording import Recording

    try:
        return Recording.from_data(_read_json(path))
    except InputError as error:
        raise RecordingError(path, error.problem) from error
    except InvalidData as error:
        raise RecordingError(path, "; ".join(error.problems)) from error


# Writing


def make_folder(folder: str) -> None:
    """Make `folder` where it is missing."""
    try:
        os.makedirs(folder, exist_ok=True)
    except FileExistsError as error:
        raise InputError(folder, "it is a file, not a folder") from error
    except OSError as error:
        raise _unwritable(folder, error) from error


@contextmanager
def record_lines(
    path: str | None, *, inputs: Sequence[str] = ()
) -> Generator[Callable[[FactRecord], None]]:
    """What writes a record as a line of JSON to the file at `path`, or to standard output.

    Each line is whole and out of our hands before the next is begun, so that nothing which comes
    later can take it back. A file that is there is emptied first, but never one of `inputs`.
    """
    if path is None or path == STDIN:
        yield lambda record: _write_line(sys.stdout.buffer, record, "standard output")
        return
    _spare(inputs, path)
    with _opened(path) as file:
        yield lambda record: _write_whole_line(file, record, path)


def _opened(path: str) -> FileIO:
    try:
        return open(path, "wb", buffering=0)
    except OSError as error:
        raise _unwritable(path, error) from error


def write_record(path: str | None, record: FactRecord, *, inputs: Sequence[str] = ()) -> None:
    """Write one record as JSON for people to read, to a file or to standard output.

    A file that is there already is replaced whole, but never one of `inputs`.
    """
    text = record.to_json(indent=2) + "\n"
    if path is None or path == STDIN:
        _write_bytes(sys.stdout.buffer, text.encode(), "standard output")
    else:
        _spare(inputs, path)
        _replace(path, text)


def _spare(inputs: Iterable[str], path: str) -> None:
    """Raise `InputError` if writing to `path` would destroy what `inputs` are read from."""
    if not os.path.isfile(path) or os.path.getsize(path) == 0:
        return
    folders = [os.path.realpath(name) for name in inputs if os.path.isdir(name)]
    inside = any(os.path.realpath(path).startswith(os.path.join(name, "")) for name in folders)
    read = inside and _suffix(path) in _IN_FOLDERS and holds_articles(path)
    if read or any(_same_file(path, name) for name in inputs):
        raise InputError(path, "it is read as an input: name another file to write to")


def write_schemas(folder: str, texts: Mapping[str, str]) -> list[str]:
    """Write the files that `texts` names into `folder`; returns those that are new or changed."""
    make_folder(folder)
    changed: list[str] = []
    for name, text in texts.items():
        path = Path(folder, name)
        if not path.is_file() or path.read_bytes() != text.encode():
            _replace(str(path), text)
            changed.append(str(path))
    return changed


def _write_line(file: FileIO | BinaryIO, record: FactRecord, where: str) -> None:
    _write_bytes(file, (dump(record) + "\n").encode(), where)


def _write_whole_line(file: FileIO, record: FactRecord, where: str) -> None:
    """Write a line, or nothing of it if the disk is full."""
    begin = file.tell() if file.seekable() else None
    try:
        _write_line(file, record, where)
    except InputError:
        if begin is not None:
            with suppress(OSError):  # not a file that has a length
                file.truncate(begin)
        raise


def _write_bytes(file: FileIO | BinaryIO, data: bytes, where: str) -> None:
    rest = memoryview(data)
    try:
        while rest:
            rest = rest[file.write(rest) :]
        file.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(where, error) from error


def _replace(path: str, text: str) -> None:
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
        raise _unwritable(path, error) from error


# Bytes, text, JSON


def _one(read: Callable[[], T]) -> "Iterator[T | InputError]":
    """What `read` returns, or the error it raises."""
    try:
        yield read()
    except InputError as error:
        yield error


def _read_bytes(path: str) -> bytes:
    try:
        if path == STDIN:
            return sys.stdin.buffer.read()
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise _unreadable(path, error) from error


def _decode(where: str, data: bytes) -> str:
    """`data` as text without its byte-order mark; raises `InputError` where there is none."""
    if data.startswith(_UTF16_MARKS):
        raise InputError(where, _not_utf8("it is UTF-16", "utf-16"))
    if b"\0" in data:
        raise InputError(where, "it looks like a binary file, not text")
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        if _BINARY.search(data):
            raise InputError(where, "it looks like a binary file, not text") from error
        found = f"it is not UTF-8 (byte 0x{data[error.start]:02X} at offset {error.start})"
        raise InputError(where, _not_utf8(found, "latin1")) from error
    if not text:
        raise InputError(where, "it is empty")
    if not text.strip():
        raise InputError(where, "it holds nothing but white space")
    return text


def _not_utf8(found: str, encoding: str) -> str:
    return f"{found}: convert it, for example with iconv -f {encoding} -t utf-8"


def _read_json(path: str) -> object:
    where = _STDIN_NAME if path == STDIN else path
    return _parse(where, _decode(where, _read_bytes(path)))


def _json_lines(path: str) -> Iterator[Line | InputError]:
    """The values of a file of JSON lines with the numbers of their lines, blank ones left out."""
    try:
        with open(path, "rb") as file:
            yield from _values(path, file)
    except OSError as error:
        yield _unreadable(path, error)


def _stdin_lines() -> Iterator[Line | InputError]:
    """The values on standard input: JSON lines, or one value that is spread over lines."""
    try:
        data = _read_bytes(STDIN)
        lines = data.strip(_BLANK).split(b"\n")
        if len(lines) > 1 and not _is_json(lines[0]):
            yield Line(_STDIN_NAME, 1, _parse(_STDIN_NAME, _decode(_STDIN_NAME, data)))
        else:
            yield from _values(_STDIN_NAME, lines)
    except InputError as error:
        yield error


def _is_json(line: bytes) -> bool:
    try:
        _parse(_STDIN_NAME, _decode(_STDIN_NAME, line))
    except InputError:
        return False
    return True


def _values(path: str, lines: Iterable[bytes]) -> Iterator[Line | InputError]:
    """The value on each of `lines`, which end with \\n alone: U+2028 may stand within them."""
    filled = 0
    for number, line in enumerate(lines, start=1):
        if line.removeprefix(_BOM.encode()).strip(_BLANK):
            filled += 1
            where = f"{path}:{number}"
            try:
                yield Line(where, number, _parse(where, _decode(where, line.strip(_BLANK))))
            except InputError as error:
                yield error
    if not filled:
        yield InputError(path, "it is empty")


def _parse(where: str, text: str) -> object:
    """The value that JSON `text` holds; what JSON cannot say for sure is refused."""
    try:
        value: object = json.loads(
            text,
            object_pairs_hook=_without_repeats,
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_integer,
        )
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if "\n" in text else ""
        place = f"{line}column {error.colno}"
        raise InputError(where, f"it is not valid JSON ({place}: {error.msg})") from error
    except UnicodeEncodeError as error:
        problem = "it holds half of a surrogate pair (a lone \\ud800 or the like), no character"
        raise InputError(where, problem) from error
    except RecursionError as error:
        raise InputError(where, "its JSON is nested too deeply") from error
    except ValueError as error:
        raise InputError(where, str(error)) from error
    return value


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it gives the key {repeated} twice in one object")
    return found


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"it holds {name}, which is not JSON")


def _finite(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise ValueError(f"it holds the number {digits[:20]}, which is too big")
    return number


def _integer(digits: str) -> int:
    if len(digits) > 300:
        raise ValueError(f"it holds a number of {len(digits)} digits, which is too big")
    return int(digits)


def _object(where: str, data: object) -> Mapping[str, object]:
    if not isinstance(data, dict):
        several = "; for several use JSON lines, one object a line"
        hint = several if isinstance(data, list) else ""
        raise InputError(where, f"it holds {_kind(cast('object', data))}, not a JSON object{hint}")
    return cast("dict[str, object]", data)


def _kind(data: object) -> str:
    if isinstance(data, list):
        return "a list"
    return "a string" if isinstance(data, str) else json.dumps(data)


# Paths and reasons


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _stem(path: str) -> str:
    return _writable(os.path.splitext(os.path.basename(path))[0])


def _writable(name: str) -> str:
    """A file's name as text that can be written, where it is not UTF-8 on the disk."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _same_file(path: str, other: str | None) -> bool:
    try:
        return other is not None and os.path.samefile(path, other)
    except OSError:
        return False


def _unsupported(path: str, wanted: str) -> InputError:
    if not os.path.lexists(path):
        return InputError(path, "there is no such file or folder")
    return InputError(path, f"factx cannot read this kind of file: give it {wanted}")


def _unreadable(path: str, error: OSError) -> InputError:
    return InputError(_STDIN_NAME if path == STDIN else path, _reason(error))


def _unwritable(path: str, error: OSError) -> InputError:
    if isinstance(error, FileNotFoundError):
        return InputError(path, f"there is no folder {os.path.dirname(path)} to write it to")
    return InputError(path, f"it cannot be written: {_reason(error)}")


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    if isinstance(error, IsADirectoryError):
        return "it is a folder, not a file"
    return (error.strerror or type(error).__name__).lower()
