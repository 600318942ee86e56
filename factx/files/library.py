"""Read and write files of records and articles in one call, for programs and notebooks.

In contrast to the functions for the command line, an error is raised, not yielded.
"""

import os
from collections.abc import Iterable, Iterator

from factx.errors import BadArgument, FactxError, InputError, WrongType
from factx.files.articles import read_articles as read_or_errors
from factx.files.atomic import whole_file
from factx.files.json_files import read_values
from factx.files.paths import suffix_of
from factx.files.records import get_golds
from factx.formats import FORMATS, Entry, Format, known_formats
from factx.formats.native import import_records
from factx.records import Article, FactRecord
from factx.records.tables import TableName, table_named
from factx.text.language_tags import language_tag

Path = str | os.PathLike[str]


def read(path: Path) -> list[FactRecord]:
    """Return the records at `path`: a .jsonl or .json file, or a folder of annotated articles.

    Raises `InputError` or `InvalidData` for the first record that cannot be read, with its place.

    Examples:
        >>> factx.write("records.jsonl", factx.extract("Ana said the bridge closed."))
        >>> [record.sources[0].name for record in factx.read("records.jsonl")]
        ['Ana']
    """
    name = os.fspath(path)
    if os.path.isdir(name):
        return get_golds(name)
    if suffix_of(name) not in (".jsonl", ".json") and os.path.lexists(name):
        raise InputError(name, "records are read from .jsonl and .json files; see factx convert")
    found: list[FactRecord] = []
    for value in read_values(name):
        if isinstance(value, InputError):
            raise value
        entry = Entry(value.where, value.value)
        found += [imported.record for imported in import_records(entry)]
    return found


def write(
    path: Path, records: FactRecord | Iterable[FactRecord], table: TableName | None = None
) -> None:
    """Write records to `path`, in the format of its suffix, in place of what is there.

    .jsonl and .json files contain the records; .csv, .tsv and .parquet files, and .jsonl files if
    `table` is given, a table: statements, quotes (the default), claims or sources. The file appears
    when it is complete. Raises `BadArgument` for another suffix, table or record, `MissingExtra` if
    Parquet needs a package, and `InputError` if the file cannot be written.

    Examples:
        >>> record = factx.extract("Ana said the bridge closed.")
        >>> factx.write("quotes.csv", record)
        >>> factx.write("claims.jsonl", [record], "claims")
    """
    name = os.fspath(path)
    made = _format_of(name, table)
    several = [records] if isinstance(records, FactRecord) else records
    with whole_file(name) as put:
        for piece in made.pieces(_checked(several), table or "quotes", bom=made.name == "csv"):
            put(piece)


def _format_of(name: str, table: TableName | None) -> Format:
    if table is not None:
        table_named(table)  # which raises an error if there is none
    suffix = suffix_of(name)
    if table is not None and suffix == ".jsonl":
        return FORMATS["rows"]
    known = {
        end: each
        for each in known_formats().values()
        if each.layout != "folder"
        for end in each.suffixes
    }
    if suffix not in known:
        ends = ", ".join(known)
        raise BadArgument(f"the format of {name!a} is unknown: its suffix is one of {ends}")
    if table is not None and known[suffix].layout != "rows":
        raise BadArgument(f"a {suffix} file has no tables; they are written to .jsonl, .csv, ...")
    return known[suffix]


def _checked(records: Iterable[object]) -> Iterator[FactRecord]:
    for record in records:
        if not isinstance(record, FactRecord):
            raise WrongType(f"a record is a factx.FactRecord, not {type(record).__name__}")
        yield record


def read_articles(*paths: Path, lang: str | None = None) -> Iterator[Article]:
    """Yield the articles at `paths`, one at a time: files and folders, as in docs/files.md.

    `lang` is the language of articles that name none. Raises `InputError` for the first that cannot
    be read.

    Examples:
        >>> pathlib.Path("rain.txt").write_text("Ana said the bridge closed.")
        27
        >>> [(article.id, article.text) for article in factx.read_articles("rain.txt")]
        [('rain', 'Ana said the bridge closed.')]
    """
    tag = None if lang is None else language_tag(lang)
    if lang is not None and tag is None:
        raise BadArgument(f"lang: {lang!a:.40} is not a language: give a tag such as en or de-CH")
    for found in read_or_errors([os.fspath(path) for path in paths], lang=tag):
        if isinstance(found, FactxError):
            raise found
        yield found
