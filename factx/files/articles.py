"""Articles, and the files, JSON lines and folders that contain them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from factx.errors import InputError, InvalidData
from factx.files.decoding import decode, read_bytes
from factx.files.folders import walk
from factx.files.foreign_json import KEYS, article_fields
from factx.files.html_pages import INSTALL, SUFFIXES, can_read_pages, page_fields
from factx.files.json_files import Line, Located, attempt, json_object, read_json, read_json_lines
from factx.files.limits import MAX_ARTICLE_BYTES, checked_size
from factx.files.os_errors import unsupported
from factx.files.paths import STDIN, STDIN_NAME, stem_of, suffix_of, writable
from factx.records import Article

_METADATA_KEYS = tuple(key for key in KEYS if key not in ("id", "text", "sha256"))
_TEXTS = (".txt", ".md")
IN_FOLDERS = (*_TEXTS, ".jsonl")
"""Suffixes of the files that are read when only their folder is given, besides web pages."""
_LISTED = ".txt, .md or .jsonl"


Notice = Callable[[str, str], None]
"""Receives a path and a sentence about it: files that were skipped, keys that went to meta."""


def _ignore(_where: str, _sentence: str) -> None:
    """Report nothing."""


@dataclass(frozen=True)
class _How:
    """How articles are read."""

    encoding: str | None = None
    leave_out: Callable[[str], bool] | None = None
    notice: Notice = _ignore


def read_articles(
    paths: Iterable[str],
    *,
    encoding: str | None = None,
    lang: str | None = None,
    leave_out: Callable[[str], bool] | None = None,
    notice: Notice = _ignore,
) -> Iterator[Article | InputError]:
    """Read the articles at `paths` one at a time; an unreadable one yields its error.

    A path is a .txt, .md, .html, .json or .jsonl file, a folder, or - for standard input. If
    articles in a folder have folders of their own, with an article.txt or article.json, only those
    are read. `notice` receives how many files of a folder are not read, and which keys of JSON went
    to `meta`. An id that an earlier article has is an error that names both places. Texts are in
    UTF-8, or in `encoding`; JSON is always in UTF-8. `leave_out` says of a file in a folder
    whether the run writes to it; such a file is not read. `lang` is the language tag of
    articles that name none.
    """
    seen: dict[str, str] = {}
    for found in _articles(paths, _How(encoding, leave_out, notice)):
        if isinstance(found, InputError):
            yield found
            continue
        article = found.value
        if article.id in seen:
            yield InputError(found.where, _taken(article.id, found.where, seen[article.id]))
        else:
            seen[article.id] = found.where
            is_silent = lang is not None and article.lang is None
            yield article.model_copy(update={"lang": lang}) if is_silent else article


def _taken(name: str, where: str, before: str) -> str:
    """What is wrong with an article whose id an earlier one has."""
    if where == before:
        return "it is named twice"
    return (
        f"its id {name!r} is that of {before} too: ids must differ, so rename one file, or extract"
        " the two apart"
    )


def read_texts(
    paths: Iterable[str],
    *,
    complain: Callable[[InputError], object],
    encoding: str | None = None,
) -> dict[str, str]:
    """The texts of the articles that `paths` name, by their sha256.

    What cannot be read is passed to `complain`.
    """
    texts: dict[str, str] = {}
    for found in _articles(paths, _How(encoding)):
        if isinstance(found, InputError):
            complain(found)
        else:
            texts[found.value.sha256] = found.value.get_text()
    return texts


def read_article(path: str, *, encoding: str | None = None) -> Article:
    """The one article that `path` names; raises `InputError` where it is unreadable or several."""
    articles = _articles([path], _How(encoding))
    first = next(articles)
    if isinstance(first, InputError):
        raise first
    if next(articles, None) is not None:
        raise InputError(path, "it contains several articles; expected one")
    return first.value


def _articles(paths: Iterable[str], how: _How) -> Iterator[Located[Article] | InputError]:
    for path in paths:
        if path == STDIN:
            yield from attempt(lambda: Located(STDIN_NAME, article_on_stdin(how.encoding)))
        elif os.path.isdir(path):
            yield from _articles_in(path, how)
        else:
            yield from _articles_of(path, how)


def _articles_in(folder: str, how: _How) -> Iterator[Located[Article] | InputError]:
    leave_out = how.leave_out
    files = others = 0
    unread = Counter[str]()
    folders_of_their_own = any(map(is_article_folder, walk(folder)))
    for entries in walk(folder):
        if isinstance(entries, InputError):
            yield entries
            files += 1
            continue
        paths = [path for path in entries if leave_out is None or not leave_out(path)]
        readable = [path for path in paths if is_readable(path)]
        if is_article_folder(entries):
            files += 1
            yield from _article_in_its_folder(entries, how)
        elif folders_of_their_own:
            others += len(readable)
        else:
            files += len(readable)
            unread.update(suffix_of(path) for path in paths if not is_readable(path))
            for path in readable:
                yield from _articles_of(path, how)
    if others:
        how.notice(folder, f"{_are(others)} not read, since its articles have their own folders")
    elif unread and files:
        how.notice(folder, _not_read(unread))
    if not files:
        others_in_it = f"; {_not_read(unread)}" if unread else ""
        yield InputError(folder, f"there is no article in it: no {_LISTED} file{others_in_it}")


def is_readable(path: str) -> bool:
    """Whether a file in a folder is read: web pages only if what reads them is installed."""
    suffix = suffix_of(path)
    return suffix in IN_FOLDERS or (suffix in SUFFIXES and can_read_pages())


def _are(count: int) -> str:
    return "1 file is" if count == 1 else f"{count:,} files are"


def _not_read(unread: Counter[str]) -> str:
    """How many files of which kinds are not read, and how some of them could be."""
    kinds = ", ".join(f"{n:,} {suffix or 'without suffix'}" for suffix, n in unread.most_common(5))
    rest = " ..." if len(unread) > 5 else ""
    hints: list[str] = []
    if not unread.keys().isdisjoint(SUFFIXES):
        hints.append(f"web pages need {INSTALL}")
    if ".json" in unread:
        hints.append("to read a .json file, name it")
    hint = f"; {'; '.join(hints)}" if hints else ""
    return f"{_are(unread.total())} not read ({kinds}{rest}){hint}"


def is_article_folder(entries: list[str] | InputError) -> bool:
    """Whether a folder with these files is the folder of one article."""
    if isinstance(entries, InputError):
        return False
    return any(os.path.basename(path) in ("article.txt", "article.json") for path in entries)


def _article_in_its_folder(
    entries: list[str], how: _How
) -> Iterator[Located[Article] | InputError]:
    by_name = {os.path.basename(path): path for path in entries}
    if "article.txt" in by_name:
        yield from _articles_of(by_name["article.txt"], how)
    else:
        yield InputError(by_name["article.json"], "there is no article.txt next to it")


def _articles_of(path: str, how: _How) -> Iterator[Located[Article] | InputError]:
    suffix = suffix_of(path)
    if suffix in _TEXTS:
        yield from attempt(
            lambda: Located(path, article_as_text(path, how.encoding, can_name_encoding=True))
        )
    elif suffix in SUFFIXES:
        yield from attempt(lambda: Located(path, _article_of_page(path, how.encoding)))
    elif suffix == ".json":
        keys = Counter[str]()
        yield from attempt(
            lambda: Located(path, article_in(path, read_json(path), stem_of(path), keys))
        )
        _notice_keys(path, keys, how.notice)
    elif suffix == ".jsonl":
        keys = Counter[str]()
        yield from _articles_on(path, read_json_lines(path), keys)
        _notice_keys(path, keys, how.notice)
    else:
        yield unsupported(path, "a .txt, .md, .html, .json or .jsonl file, a folder, or -")


def _article_of_page(path: str, encoding: str | None) -> Article:
    """The article in a web page; its id is the file's name without its suffix."""
    fields = page_fields(path, encoding)
    checked_size(path, fields["text"].encode(), MAX_ARTICLE_BYTES, what="its text")
    return _validated(path, {"id": stem_of(path), **fields})


def _notice_keys(path: str, keys: Counter[str], notice: Notice) -> None:
    """Report which keys of a file went to meta, if there are any."""
    if keys:
        names = ", ".join(list(keys)[:5]) + (" ..." if len(keys) > 5 else "")
        what = (
            "a key that articles do not have is"
            if len(keys) == 1
            else (f"{len(keys)} keys that articles do not have are")
        )
        notice(path, f"{what} kept in meta: {names}")


def _articles_on(
    path: str, lines: Iterable[Line | InputError], keys: Counter[str]
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
            yield Located(line.where, article_in(line.where, line.data, identity, keys))
        except InputError as error:
            yield error


def article_as_text(
    path: str, encoding: str | None = None, *, can_name_encoding: bool = False
) -> Article:
    """The article in a text file, with the metadata of an article.json next to an article.txt.

    The id is the file's name without its suffix; for an article.txt it is the name of its folder.
    """
    data = read_bytes(path, limit=MAX_ARTICLE_BYTES)
    text = decode(path, data, encoding=encoding, named=can_name_encoding)
    folder, name = os.path.split(os.path.abspath(path))
    if name != "article.txt":
        return _validated(path, {"id": stem_of(path), "text": text})
    identity = writable(os.path.basename(folder)) or stem_of(path)
    metadata = os.path.join(os.path.dirname(path), "article.json")
    if not os.path.lexists(metadata):
        return _validated(path, {"id": identity, "text": text})
    fields = json_object(metadata, read_json(metadata))
    _refuse_unknown(metadata, fields)
    return _validated(metadata, {"id": identity, "text": text, **fields})


def article_on_stdin(encoding: str | None = None) -> Article:
    """The article whose text is all of standard input."""
    data = read_bytes(STDIN, limit=MAX_ARTICLE_BYTES)
    return Article(text=decode(STDIN_NAME, data, encoding=encoding, named=True))


def article_in(
    where: str, data: object, identity: str | None = None, keys: Counter[str] | None = None
) -> Article:
    """The article in a JSON object; its id is `identity` unless it gives one itself.

    The keys that went to its meta are counted in `keys`.
    """
    given = json_object(where, data)
    if is_record(given):
        raise InputError(where, "it is a record that factx wrote, not an article")
    fields, unknown = article_fields(given)
    if keys is not None:
        keys.update(unknown)
    text = fields.get("text")
    if text is None:
        raise InputError(where, "it has no text")
    if isinstance(text, str):
        checked_size(where, text.encode(), MAX_ARTICLE_BYTES, what="its text")
    return _validated(where, fields if identity is None else {"id": identity, **fields})


def is_record(data: object) -> bool:
    """Whether JSON is meant as a record, good or bad, and not as an article."""
    return isinstance(data, Mapping) and "article" in data


def _validated(where: str, fields: Mapping[str, object]) -> Article:
    try:
        return Article.from_data(fields)
    except InvalidData as error:
        raise InputError(where, "; ".join(error.problems)) from error


def _refuse_unknown(where: str, fields: Mapping[str, object]) -> None:
    """Raise `InputError` if metadata that a person wrote have a key that may be a mistake."""
    unknown = [key for key in fields if key not in _METADATA_KEYS]
    if unknown:
        keys = "unknown keys" if len(unknown) > 1 else "the unknown key"
        names = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        problem = f"it has {keys} {names}; known are {', '.join(_METADATA_KEYS)}"
        raise InputError(where, f"{problem} (your own go into meta)")
