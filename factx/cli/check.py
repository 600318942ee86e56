"""`factx check`: whether records and fixtures are what they claim to be."""

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.report import FAILED, command, complain, say
from factx.errors import InputError, InvalidData

if TYPE_CHECKING:
    from factx.files import Fixture, Located
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
    code = max((complain(error) for error in errors), default=0)
    checked = failed = warned = 0
    for path in paths:
        for where, record, found in _look_at(path, texts):
            checked += 1
            if against_guide and record is not None and found is None:
                warned += _warn(where, record)
            if isinstance(found, InvalidData):
                complain(found)
                code = max(code, FAILED)
            elif isinstance(found, InputError):
                code = max(code, complain(found))
            failed += isinstance(found, InputError | InvalidData)
    verdict = "all good" if not failed else f"{failed:,} not good"
    against = f", {warned:,} {'warning' if warned == 1 else 'warnings'}" if against_guide else ""
    say(f"{checked:,} {'record' if checked == 1 else 'records'} checked, {verdict}{against}")
    return code


def _look_at(
    path: str, texts: dict[str, str]
) -> "Iterator[tuple[str, FactRecord | None, InputError | InvalidData | None]]":
    """Each record at `path`, where it stands, and what is wrong with it; None where nothing is."""
    from factx import files

    for found in files.read_fixtures(path) if os.path.isdir(path) else files.read_records(path):
        if isinstance(found, InputError | InvalidData):
            yield path, None, found
            continue
        record, problems = (
            (found.gold, _fixture_problems(found))
            if isinstance(found, files.Fixture)
            else (found.value, _text_problems(found, texts))
        )
        yield found.where, record, InvalidData(found.where, problems) if problems else None


def _warn(where: str, record: "FactRecord") -> int:
    """Tell what the guide forbids in a record; how much that is."""
    from factx.guide import guide_warnings
    from factx.render import printable

    if record.article.text is None:
        say(f"{printable(where)}: without its text it cannot be held against the guide")
        return 0
    found = guide_warnings(record)
    for warning in found:
        line = f"{where}: {warning.item} {warning.rule}: {warning.words} - {warning.because}"
        say(printable(line))
    return len(found)


def _text_problems(found: "Located[FactRecord]", texts: dict[str, str]) -> list[str]:
    """What is wrong with a record without its text; the others were verified when loaded."""
    record, article = found.value, found.value.article
    if article.text is not None:
        return []
    if article.sha256 not in texts:
        where = "not among the --articles" if texts else "left out: name its folder with --articles"
        return [f"its spans cannot be verified, since the text of {article.id} is {where}"]
    try:
        record.with_article(article.model_copy(update={"text": texts[article.sha256]}))
    except InvalidData as error:
        return list(error.problems)
    return []


def _fixture_problems(fixture: "Fixture") -> list[str]:
    """How the parts of a fixture contradict each other."""
    from factx.grounding import ground

    if fixture.gold.article.sha256 != fixture.article.sha256:
        return ["gold.json is of another text than article.txt"]
    if fixture.gold.ungrounded:
        lost = ", ".join(lost.item or lost.kind for lost in fixture.gold.ungrounded)
        return [f"gold has nothing ungrounded, and this gold.json has {lost}"]
    try:
        gold = fixture.gold.with_article(fixture.article)
        if fixture.draft is None:
            return []
        grounded = ground(fixture.article, fixture.draft)
    except InvalidData as error:
        return list(error.problems)
    differing = [
        name
        for name in type(gold).model_fields
        if name != "provenance" and getattr(gold, name) != getattr(grounded, name)
    ]
    if _facts(fixture.gold) != _facts(grounded):
        differing.insert(0, "article")
    again = "gold.draft.json gives another gold.json; write it again with factx ground"
    return [f"{again} (differing: {', '.join(differing)})"] if differing else []


def _facts(record: "FactRecord") -> dict[str, object]:
    """What a record says of its article besides the text."""
    return record.article.model_dump(exclude={"text"})
