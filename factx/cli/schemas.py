"""`factx schemas`: write the JSON Schemas of what factx reads and writes."""

from typing import Annotated

import typer

from factx.cli.console import GOOD, command, print_stderr
from factx.cli.output_options import Force
from factx.cli.own_fields import Fields, fields_named

EXAMPLES = """\b
Examples:
  factx schemas schemas --force
  factx schemas schemas --fields newsroom:FIELDS"""


@command
def schemas(
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", help="The folder to write to; created if it does not exist."),
    ],
    fields: Fields = None,
    force: Force = False,
) -> int:
    """Write the JSON Schemas of articles, drafts, records and reports, one file each.

    With --fields, write the schemas of your own fields instead.
    """
    from factx import files
    from factx.render import printable
    from factx.render.phrases import count
    from factx.schemas import schema_texts

    texts = schema_texts()
    if fields is not None:
        from factx.llm import fields as own

        texts = own.schema_texts(fields_named(fields))
    changed = files.write_schemas(folder, texts, force=force)
    for path in changed:
        print_stderr(f"wrote {printable(path)}")
    written = count(len(texts), "schema")
    print_stderr(f"{written}, {len(changed)} of them new or changed")
    return GOOD
