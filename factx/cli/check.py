"""`factx check`: whether records and fixtures are what they claim to be."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import FAILED, command, print_error, print_stderr
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
        typer.Option(metavar="DIR", help="Where the texts are of records written with --no-text."),
    ] = None,
    against_guide: Annotated[
        bool,
        typer.Option(
            "--against-guide",
            help="Warn of what the annotation guide forbids; a warning changes no exit code.",
        ),
    ] = False,
) -> int:
    """Check that records fit the schema, that every id resolves and every span is in its article.

    Of fixtures, also that gold.json is of article.txt and, if there is a gold.draft.json, what that
    gives when it is grounded.
    """
    from factx import files

    texts, errors = files.read_texts([articles]) if articles is not None else ({}, [])
    code = max((print_error(error) for error in errors), default=0)
    checked = failed = warned = 0
    for path in paths:
        for where, record, found in _look_at(path, texts):
            checked += 1
            if against_guide and record is not None and found is None:
                warned += _warn(where, record)
            if isinstance(found, InvalidData):
                print_error(found)
                code = max(code, FAILED)
            elif isinstance(found, InputError):
                code = max(code, print_error(found))
            failed += isinstance(found, InputError | InvalidData)
    verdict = "all good" if not failed else f"{failed:,} not good"
    against = f", {warned:,} {'warning' if warned == 1 else 'warnings'}" if against_guide else ""
    print_stderr(
        f"{checked:,} {'record' if checked == 1 else 'records'} checked, {verdict}{against}"
    )
    return code


def _look_at(
    path: str, texts: dict[str, str]
) -> "Iterator[tuple[str, FactRecord | None, InputError | InvalidData | None]]":
    """Where each record at `path` stands; the record with its text if it is good, or the error."""
    from factx import files

    for found in files.read_fixtures(path) if os.path.isdir(path) else files.read_records(path):
        if isinstance(found, InputError | InvalidData):
            yield path, None, found
            continue
        try:
            record = (
                _checked_fixture(found)
                if isinstance(found, files.Fixture)
                else _with_text(found.value, texts)
            )
            yield found.where, record, None
        except InputError as error:
            yield found.where, None, error
        except InvalidData as error:
            where = found.where if error.what == "gold" else error.what
            yield found.where, None, InvalidData(where, error.problems)


def _warn(where: str, record: "FactRecord") -> int:
    """Tell what the guide forbids in a record; how much that is."""
    from factx.guide import guide_warnings
    from factx.render import printable

    found = guide_warnings(record)
    for warning in found:
        line = f"{where}: {warning.item} {warning.rule}: {warning.words} - {warning.because}"
        print_stderr(printable(line))
    return len(found)


def _with_text(record: "FactRecord", texts: dict[str, str]) -> "FactRecord":
    """A record with its text, verified against it; raises `InvalidData` where that cannot be."""
    article = record.article
    if article.text is not None:
        return record  # it was verified when it was loaded
    if article.sha256 not in texts:
        where = "not among the --articles" if texts else "left out: name its folder with --articles"
        problem = f"its spans cannot be verified, since the text of {article.id} is {where}"
        raise InvalidData("record", [problem])
    return record.with_article(article.model_copy(update={"text": texts[article.sha256]}))


def _checked_fixture(fixture: "Fixture") -> "FactRecord":
    """A fixture's gold with its text; raises `InvalidData` where its parts do not fit together."""
    from factx.grounding import ground

    gold = fixture.gold_with_text()
    if fixture.gold.ungrounded:
        lost = ", ".join(lost.item or lost.kind for lost in fixture.gold.ungrounded)
        problem = f"gold has nothing ungrounded, and this gold.json has {lost}"
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
    if _facts(fixture.gold) != _facts(grounded):
        differing.insert(0, "article")
    if differing:
        again = "its draft gives another gold.json; write it again with factx ground"
        raise InvalidData("gold", [f"{again} (differing: {', '.join(differing)})"])
    return gold


def _facts(record: "FactRecord") -> dict[str, object]:
    """What a record says of its article besides the text."""
    return record.article.model_dump(exclude={"text"})
