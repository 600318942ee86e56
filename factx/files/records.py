"""Records, drafts and baselines in files, and fixtures: folders with an article and its gold."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from factx.errors import FactxError, InputError, InvalidData
from factx.evaluation import Baseline
from factx.files.articles import article_as_text, is_record
from factx.files.draft_lines import DraftLines
from factx.files.folders import walk
from factx.files.json_files import (
    Line,
    Located,
    attempt,
    json_object,
    read_json,
    read_json_lines,
    read_stdin_lines,
)
from factx.files.os_errors import unsupported
from factx.files.paths import STDIN, suffix_of
from factx.files.yaml_files import SUFFIXES, Path, read_yaml_with_lines
from factx.records import Article, Draft, FactRecord
from factx.records.article import RESTORE_LINE_ENDS, other_line_ends


@dataclass(frozen=True, slots=True)
class Fixture:
    """An annotated article: its folder, the article, and its gold."""

    where: str
    article: Article
    gold: FactRecord

    def read_draft(self) -> Draft | None:
        """The draft that the gold was made from, or None if it was not kept.

        Raises `InputError` if it cannot be read or if there are two, and `InvalidData` if it is not
        a draft.
        """
        names = [f"gold.draft{suffix}" for suffix in (".json", *SUFFIXES)]
        found = [name for name in names if os.path.lexists(os.path.join(self.where, name))]
        if len(found) > 1:
            raise InputError(self.where, f"there are {' and '.join(found)}; keep one of them")
        return read_draft(os.path.join(self.where, found[0])) if found else None

    def gold_with_text(self) -> FactRecord:
        """The gold verified against article.txt; raises `InvalidData` if it is of another text."""
        sha256 = self.gold.article.sha256
        if sha256 == self.article.sha256:
            return self.gold.with_article(self.article)
        problem = "gold.json is of another text than article.txt"
        if other_line_ends(self.article.get_text(), sha256):
            difference = "article.txt has other line ends than the text that gold.json is of"
            problem = f"{difference}; {RESTORE_LINE_ENDS}"
        raise InvalidData(self.where, [problem])


def read_records(path: str) -> Iterator[Located[FactRecord] | InputError | InvalidData]:
    """The records at `path`: a .jsonl or .json file, - for JSON lines, or fixtures with gold."""
    if path == STDIN:
        yield from _records_of(read_stdin_lines())
    elif os.path.isdir(path):
        for found in read_fixtures(path):
            yield found if isinstance(found, FactxError) else Located(found.where, found.gold)
    elif suffix_of(path) == ".jsonl":
        yield from _records_of(read_json_lines(path))
    elif suffix_of(path) == ".json":
        try:
            yield Located(path, record_of(path, read_json(path)))
        except (InputError, InvalidData) as error:
            yield error
    else:
        yield unsupported(path, "a .jsonl or .json file of records, a folder with gold.json, or -")


def read_golds(path: str) -> Iterator[Located[FactRecord] | InputError | InvalidData]:
    """The annotated articles at `path`, in the forms of `read_records`, each with its text.

    The gold of a fixture has to fit its article.txt, whose metadata it gets.
    """
    found = read_fixtures(path) if os.path.isdir(path) else read_records(path)
    for gold in found:
        try:
            yield gold if isinstance(gold, FactxError) else _with_text(gold)
        except InvalidData as error:
            yield error


def get_golds(
    path: str, *, complain: Callable[[FactxError], object] | None = None
) -> list[FactRecord]:
    """All annotated articles at `path`.

    Raises the first error. With `complain`, every error but the last is passed to it, and the last
    is raised.
    """
    golds: list[FactRecord] = []
    last: FactxError | None = None
    for found in read_golds(path):
        if not isinstance(found, FactxError):
            golds.append(found.value)
        elif complain is None:
            raise found
        else:
            if last is not None:
                complain(last)
            last = found
    if last is not None:
        raise last
    return golds


def _with_text(gold: Fixture | Located[FactRecord]) -> Located[FactRecord]:
    """The gold verified against its article's text."""
    if isinstance(gold, Located):
        if gold.value.article.text is None:
            raise InvalidData(gold.where, ["as gold it needs the article's text"])
        return gold
    return Located(gold.where, gold.gold_with_text())


def holds_articles(path: str) -> bool:
    """Whether `path` contains articles and not records of them.

    A path that cannot be read counts as articles; reading it then raises the error.
    """
    if path == STDIN:
        return False
    if os.path.isdir(path):
        return not any(fixture_folders(path))
    if suffix_of(path) == ".json":
        first = next(attempt(lambda: Located(path, read_json(path))))
        return isinstance(first, FactxError) or not is_record(first.value)
    if suffix_of(path) == ".jsonl":
        line = next(read_json_lines(path))
        return isinstance(line, FactxError) or not is_record(line.data)
    return True


def _records_of(
    lines: Iterable[Line | InputError],
) -> Iterator[Located[FactRecord] | InputError | InvalidData]:
    for line in lines:
        if isinstance(line, InputError):
            yield line
            continue
        try:
            yield Located(line.where, record_of(line.where, line.data))
        except (InputError, InvalidData) as error:
            yield error


def record_of(where: str, data: object) -> FactRecord:
    """The record in a JSON object; raises `InputError`, or `InvalidData` naming every problem."""
    fields = json_object(where, data)
    if "text" in fields and not is_record(fields):
        raise InputError(where, "it is an article, not a record: run factx extract on it first")
    return FactRecord.from_data(fields, what=where)


def read_draft(path: str) -> Draft:
    """The draft in a file of JSON or YAML, distinguished by the suffix.

    Raises `InputError`, or `InvalidData` naming every problem, with the item's id and its line.
    """
    return read_draft_with_lines(path)[0]


def read_draft_with_lines(path: str) -> tuple[Draft, DraftLines]:
    """The draft in a file, and where its items are in it."""
    lines: Mapping[Path, int] = {}
    if suffix_of(path) in SUFFIXES:
        data, lines = read_yaml_with_lines(path)
    else:
        data = read_json(path)
    if isinstance(data, dict):
        fields = cast("dict[str, object]", data)
        data = {key: value for key, value in fields.items() if value is not None}
    places = DraftLines(data, lines)
    try:
        return Draft.from_data(data, what=path), places
    except InvalidData as error:
        problems = [places.located(problem) for problem in error.problems]
        raise InvalidData(path, problems) from error


def read_baseline(path: str, *, missing_ok: bool = False) -> Baseline:
    """The floors in a JSON file; with `missing_ok`, no floors if the file is missing.

    Raises `InputError`, or `InvalidData` naming every problem.
    """
    if not os.path.lexists(path):
        if missing_ok:
            return Baseline()
        raise InputError(path, "there is no such baseline; factx eval --update writes one")
    return Baseline.from_data(read_json(path), what=path)


def read_fixtures(folder: str) -> Iterator[Fixture | InputError | InvalidData]:
    """The fixtures in `folder`, which may be one itself: folders with an article.txt or gold.json.

    Both files must be there and readable; the caller checks that they fit together.
    """
    found = 0
    for path in fixture_folders(folder):
        found += 1
        try:
            yield _fixture(path)
        except (InputError, InvalidData) as error:
            yield error
    if not found:
        yield InputError(folder, "there is no gold.json in it or in a folder below")


def fixture_folders(folder: str) -> Iterator[str]:
    """The folders of the fixtures in `folder`; empty if none of them has a gold.json."""
    found = [
        {os.path.basename(path): os.path.dirname(path) for path in paths}
        for paths in walk(folder)
        if not isinstance(paths, InputError)
    ]
    if any("gold.json" in names for names in found):
        for names in found:
            place = names.get("gold.json") or names.get("article.txt")
            if place is not None:
                yield place


def gold_files(folder: str) -> Iterator[str]:
    """The gold files in `folder` and below; raises `InputError` if there are none."""
    paths = [os.path.join(found, "gold.json") for found in fixture_folders(folder)]
    if not paths:
        raise InputError(folder, "there is no gold.json in it or in a folder below")
    yield from paths


def _fixture(folder: str) -> Fixture:
    gold = os.path.join(folder, "gold.json")
    return Fixture(
        where=folder,
        article=article_as_text(os.path.join(folder, "article.txt")),
        gold=record_of(gold, read_json(gold)),
    )
