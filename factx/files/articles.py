"""Articles, and the files, JSON lines and folders that contain them."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping

from factx.errors import InputError, InvalidData
from factx.files.decoding import decode, read_bytes
from factx.files.folders import walk
from factx.files.json_files import Line, Located, attempt, json_object, read_json, read_json_lines
from factx.files.os_errors import unsupported
from factx.files.paths import STDIN, STDIN_NAME, is_same_file, stem_of, suffix_of, writable
from factx.records import Article

_KEYS = tuple(Article.model_fields)
_METADATA_KEYS = tuple(key for key in _KEYS if key not in ("id", "text", "sha256"))
_TEXTS = (".txt", ".md")
IN_FOLDERS = (*_TEXTS, ".jsonl")
"""Suffixes of the files that are read as articles when only their folder is given."""


Skipped = Callable[[str, int], None]
"""Receives a folder and how many of its files were not read as articles."""


def _ignore(_folder: str, _files: int) -> None:
    """Report nothing."""


def read_articles(
    paths: Iterable[str], *, leave_out: str | None = None, skipped: Skipped = _ignore
) -> Iterator[Article | InputError]:
    """Read the articles at `paths` one at a time; an unreadable one yields its error.

    A path is a .txt, .md, .json or .jsonl file, a folder, or - for standard input. If articles in a
    folder have folders of their own, with an article.txt or article.json, only those are read, and
    `skipped` receives the number of other files. An id that an earlier article has is an error that
    names both places. `leave_out` is the file that the records are written to; it is never read.
    """
    seen: dict[str, str] = {}
    for found in _articles(paths, leave_out, skipped):
        if isinstance(found, InputError):
            yield found
            continue
        article = found.value
        if article.id in seen:
            yield InputError(found.where, _taken(article.id, found.where, seen[article.id]))
        else:
            seen[article.id] = found.where
            yield article


def _taken(name: str, where: str, before: str) -> str:
    """What is wrong with an article whose id an earlier one has."""
    if where == before:
        return "it is named twice"
    return (
        f"its id {name!r} is that of {before} too: ids must differ, so rename one file, or extract"
        " the two apart"
    )


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
        raise InputError(path, "it contains several articles; expected one")
    return first.value


def _articles(
    paths: Iterable[str], leave_out: str | None = None, skipped: Skipped = _ignore
) -> Iterator[Located[Article] | InputError]:
    for path in paths:
        if path == STDIN:
            yield from attempt(lambda: Located(STDIN_NAME, article_on_stdin()))
        elif os.path.isdir(path):
            yield from _articles_in(path, leave_out, skipped)
        else:
            yield from _articles_of(path)


def _articles_in(
    folder: str, leave_out: str | None, skipped: Skipped
) -> Iterator[Located[Article] | InputError]:
    files = others = 0
    folders_of_their_own = any(map(_is_an_article, walk(folder)))
    for entries in walk(folder):
        if isinstance(entries, InputError):
            yield entries
            files += 1
            continue
        paths = [path for path in entries if not is_same_file(path, leave_out)]
        readable = [path for path in paths if suffix_of(path) in IN_FOLDERS]
        if _is_an_article(entries):
            files += 1
            yield from _article_in_its_folder(entries)
        elif folders_of_their_own:
            others += len(readable)
        else:
            files += len(readable)
            for path in readable:
                yield from _articles_of(path)
    if others:
        skipped(folder, others)
    if not files:
        yield InputError(folder, "there is no article in it: no .txt, .md or .jsonl file")


def _is_an_article(entries: list[str] | InputError) -> bool:
    """Whether a folder with these files is the folder of one article."""
    if isinstance(entries, InputError):
        return False
    return any(os.path.basename(path) in ("article.txt", "article.json") for path in entries)


def _article_in_its_folder(entries: list[str]) -> Iterator[Located[Article] | InputError]:
    by_name = {os.path.basename(path): path for path in entries}
    if "article.txt" in by_name:
        yield from _articles_of(by_name["article.txt"])
    else:
        yield InputError(by_name["article.json"], "there is no article.txt beside it")


def _articles_of(path: str) -> Iterator[Located[Article] | InputError]:
    suffix = suffix_of(path)
    if suffix in _TEXTS:
        yield from attempt(lambda: Located(path, article_as_text(path)))
    elif suffix == ".json":
        yield from attempt(lambda: Located(path, article_in(path, read_json(path), stem_of(path))))
    elif suffix == ".jsonl":
        yield from _articles_on(path, read_json_lines(path))
    else:
        yield unsupported(path, "a .txt, .md, .json or .jsonl file, a folder, or -")


def _articles_on(
    path: str, lines: Iterable[Line | InputError]
) -> Iterator[Located[Article] | InputError]:
    """The articles on `lines`; a file that turns out to hold records is refused once and left."""
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        if is_record(line.data):
            yield InputError(line.where, "it is a record that factx wrote, not an article")
            return
        identity = f"{stem_of(path)}:{line.number}"
        try:
            yield Located(line.where, article_in(line.where, line.data, identity))
        except InputError as error:
            yield error


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
    fields = json_object(metadata, read_json(metadata))
    _refuse_unknown(metadata, fields, _METADATA_KEYS)
    return _validated(metadata, {"id": identity, "text": text, **fields})


def article_on_stdin() -> Article:
    """The article whose text is all of standard input."""
    return Article(text=decode(STDIN_NAME, read_bytes(STDIN)))


def article_in(where: str, data: object, identity: str) -> Article:
    """The article in a JSON object; its id is `identity` unless it gives one itself."""
    fields = json_object(where, data)
    if is_record(fields):
        raise InputError(where, "it is a record that factx wrote, not an article")
    _refuse_unknown(where, fields, _KEYS)
    if fields.get("text") is None:
        raise InputError(where, "it has no text")
    return _validated(where, {"id": identity, **fields})


def is_record(data: object) -> bool:
    """Whether JSON is meant as a record, good or bad, and not as an article."""
    return isinstance(data, Mapping) and "article" in data


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
