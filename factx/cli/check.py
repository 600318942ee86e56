"""`factx check`: validate records and fixtures."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.bugs import print_bug
from factx.cli.console import FAILED, GOOD, command, print_error, print_stderr
from factx.cli.input_options import Encoding
from factx.errors import InputError, InvalidData

if TYPE_CHECKING:
    from factx.files import Fixture
    from factx.records import FactRecord

EXAMPLES = """\b
Examples:
  factx check records.jsonl
  factx check records.jsonl --articles news/
  factx check fixtures
  factx check --against-guide fixtures

\b
Exit code 1 if a record fails, 2 if something cannot be read at all."""


@command
def check(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH",
            help="Records (.jsonl, .json, - for standard input) or a folder of fixtures.",
        ),
    ],
    articles: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Articles of records written with --no-text."),
    ] = None,
    against_guide: Annotated[
        bool,
        typer.Option(
            "--against-guide",
            help="Also warn of what the annotation guide forbids; warnings do not fail the check.",
        ),
    ] = False,
    encoding: Encoding = None,
) -> int:
    """Check that records match the schema, ids resolve and spans match their article.

    In fixtures, gold.json must also match article.txt, and gold.draft.json if there is one.
    """
    from factx import files
    from factx.records.article import digests_of_twins
    from factx.render.phrases import count

    code = GOOD

    def complain(error: InputError) -> None:
        nonlocal code
        code = max(code, print_error(error))

    texts = files.read_texts([articles] if articles else [], complain=complain, encoding=encoding)
    twins = frozenset[str]().union(*map(digests_of_twins, texts.values()))
    checked = failed = warned = 0
    for path in paths:
        for where, record, error in _checked(path, texts, twins):
            checked += 1
            if against_guide and record is not None:
                try:
                    warned += _warn(where, record)
                except Exception as bug:
                    error = error or bug
            if isinstance(error, InvalidData):
                print_error(error)
                code = max(code, FAILED)
            elif isinstance(error, InputError):
                code = max(code, print_error(error))
            elif error is not None:
                code = max(code, print_bug(error, where=where))
            failed += error is not None
    verdict = "all good" if not failed else f"{failed:,} not good"
    warnings = f", {count(warned, 'warning')}" if against_guide else ""
    print_stderr(f"{count(checked, 'record')} checked, {verdict}{warnings}")
    return code


def _checked(
    path: str, texts: dict[str, str], twins: frozenset[str]
) -> "Iterator[tuple[str, FactRecord | None, Exception | None]]":
    """Yield for each record at `path` its place, then the record if it is valid, then the error.

    An error is an `InputError`, an `InvalidData`, or a bug of factx.
    """
    from factx import files

    for found in files.read_fixtures(path) if os.path.isdir(path) else files.read_records(path):
        if isinstance(found, InputError | InvalidData):
            yield path, None, found
            continue
        try:
            record = (
                _checked_fixture(found)
                if isinstance(found, files.Fixture)
                else _with_text(found.value, texts, twins)
            )
            yield found.where, record, None
        except InputError as error:
            yield found.where, None, error
        except InvalidData as error:
            where = found.where if error.what == "gold" else error.what
            yield found.where, None, InvalidData(where, error.problems)
        except Exception as error:
            yield found.where, None, error


def _warn(where: str, record: "FactRecord") -> int:
    """Print what the guide forbids in a record; return the number of warnings."""
    from factx.guide import guide_warnings
    from factx.render import printable

    found = guide_warnings(record)
    for warning in found:
        line = f"{where}: {warning.item} {warning.rule}: {warning.words} - {warning.because}"
        print_stderr(printable(line))
    return len(found)


def _with_text(record: "FactRecord", texts: dict[str, str], twins: frozenset[str]) -> "FactRecord":
    """Return a record with its text, checked against it; raises `InvalidData` without a text.

    `twins` are the digests of the texts with other line ends.
    """
    from factx.records.article import RESTORE_LINE_ENDS

    article = record.article
    if article.text is not None:
        return record  # checked when it was loaded
    if article.sha256 not in texts:
        where = "not among the --articles" if texts else "left out: name its folder with --articles"
        if article.sha256 in twins:
            where = f"among the --articles with other line ends; {RESTORE_LINE_ENDS}"
        problem = f"its spans cannot be verified, since the text of {article.id} is {where}"
        raise InvalidData("record", [problem])
    return record.with_article(article.model_copy(update={"text": texts[article.sha256]}))


def _checked_fixture(fixture: "Fixture") -> "FactRecord":
    """Return a fixture's gold with its text; raises `InvalidData` if it differs from its draft."""
    from factx.grounding import ground

    gold = fixture.gold_with_text()
    if fixture.gold.ungrounded:
        lost = ", ".join(lost.item or lost.kind for lost in fixture.gold.ungrounded)
        problem = f"gold must have nothing ungrounded, but this gold.json has {lost}"
        raise InvalidData("gold", [problem])
    draft = fixture.read_draft()
    if draft is None:
        return gold
    grounded = ground(fixture.article, draft)
    differing = [
        name
        for name in type(gold).model_fields
        if name != "provenance" and getattr(gold, name) != getattr(grounded, name)
    ]
    if fixture.gold.without_text().article != grounded.without_text().article:
        differing.insert(0, "article")
    if differing:
        problem = "its draft gives another gold.json; write it again with factx ground"
        raise InvalidData("gold", [f"{problem} (differing: {', '.join(differing)})"])
    return gold
