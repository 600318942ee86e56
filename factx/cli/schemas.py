"""`factx schemas`: write the JSON Schemas of what factx reads and writes."""

from typing import Annotated

import typer

from factx.cli.console import GOOD, command, print_stderr

EXAMPLES = """\b
Examples:
  factx schemas schemas"""


@command
def schemas(
    folder: Annotated[
        str,
        typer.Argument(metavar="DIR", help="The folder to write to; created if it does not exist."),
    ],
) -> int:
    """Write the JSON Schemas of articles, drafts, records and reports, one file each."""
    from factx import files
    from factx.render import printable
    from factx.schemas import schema_texts

    texts = schema_texts()
    changed = files.write_schemas(folder, texts)
    for path in changed:
        print_stderr(f"wrote {printable(path)}")
    print_stderr(f"{len(texts)} schemas, {len(changed)} of them new or changed")
    return GOOD
