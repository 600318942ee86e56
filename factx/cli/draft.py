"""`factx draft`: write a draft that a person fills in or corrects."""

from typing import TYPE_CHECKING, Annotated

import typer

from factx.cli.console import GOOD, command, print_stderr
from factx.cli.input_options import Encoding
from factx.cli.model_options import Words, refuse
from factx.cli.output_options import Force
from factx.errors import FactxError, InputError

if TYPE_CHECKING:
    from factx.records import Article, FactRecord

EXAMPLES = """\b
Examples:
  factx draft story.txt -o draft.yaml
  factx draft fixtures/my-article -o fixtures/my-article/gold.draft.yaml
  factx draft story.txt --from offline -o draft.yaml
  factx draft story.txt --from records.jsonl -o draft.yaml

\b
Then edit the draft, and run
  factx ground story.txt draft.yaml -o gold.json"""

OFFLINE = "offline"


@command
def draft(
    article: Annotated[
        str,
        typer.Argument(metavar="ARTICLE", help="The article: a file, its folder, or -."),
    ],
    output: Annotated[
        str | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the draft here instead of to standard output.",
        ),
    ] = None,
    begin: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="WHAT",
            help="Begin with what the offline rules find (offline), or with the record of the"
            " article in a file of records. By default, the draft is empty.",
        ),
    ] = None,
    words: Words = None,
    encoding: Encoding = None,
    force: Force = False,
) -> int:
    """Write an editable draft in YAML: empty, or with the items of a record.

    An empty draft lets you annotate an article without seeing what a program found in it. The
    article's sentences are in it as comments, with their numbers.
    """
    refuse("needs --from offline", words=words if begin != OFFLINE else None)
    from factx import files
    from factx.formats.yaml_draft import draft_as_yaml
    from factx.grounding.draft_of import draft_of
    from factx.render import printable

    path = None if begin == OFFLINE else begin
    outputs = files.Outputs(
        [output or files.STDIN],
        inputs=files.Inputs(articles=[article], others=[path]),
        force=force,
    )
    text = files.read_article(article, encoding=encoding)
    record = None if begin is None else _record(begin, text, words)
    made = None if record is None else draft_of(record)
    outputs.write(output or files.STDIN, draft_as_yaml(text, made))
    if output is not None:
        print_stderr(f"wrote {printable(output)}; edit it, then run factx ground")
    return GOOD


def _record(begin: str, article: "Article", words: str | None) -> "FactRecord":
    """The record that a draft begins with; raises a `FactxError` if there is none."""
    from factx import files
    from factx.extraction.extract import extract

    if begin == OFFLINE:
        return extract(article, words=None if words is None else files.read_words(words))
    for found in files.read_records(begin):
        if isinstance(found, FactxError):
            raise found
        if found.value.article.sha256 == article.sha256:
            return found.value.with_article(article)
    raise InputError(begin, f"there is no record of the text of {article.id} in it")
