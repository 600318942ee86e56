"""The records at a path: files, JSON lines, the gold of fixtures."""

import os
from collections.abc import Iterable, Iterator

from factx.errors import FactxError, InputError, InvalidData
from factx.files.fixtures import Fixture, fixture_folders, read_fixtures
from factx.files.json_lines import Line, read_json_lines, read_stdin_lines
from factx.files.json_text import read_json
from factx.files.located import Located, attempt
from factx.files.os_errors import unsupported
from factx.files.paths import STDIN, suffix_of
from factx.files.record import is_record, record_of
from factx.records import FactRecord


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


def _with_text(gold: Fixture | Located[FactRecord]) -> Located[FactRecord]:
    """The gold verified against its article's text."""
    if isinstance(gold, Located):
        if gold.value.article.text is None:
            raise InvalidData(gold.where, ["as gold it needs the article's text"])
        return gold
    return Located(gold.where, gold.gold_with_text())


def holds_articles(path: str) -> bool:
    """Whether articles are what is to be read at `path`, and not records of them.

    A path that cannot be read at all counts as articles; reading it will tell why.
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
