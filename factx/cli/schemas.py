"""`factx schemas`: the JSON Schemas of what factx reads and writes."""

from typing import Annotated

import typer

from factx.cli.console import GOOD, command, say

EXAMPLES = """\b
Examples:
  factx schemas schemas"""


@command
def schemas(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder to write them to; made if missing.")
    ],
) -> int:
    """Write the JSON Schemas of articles, drafts and records, one file each."""
    from factx import files
    from factx.render import printable
    from factx.schemas import schema_texts

    texts = schema_texts()
    changed = files.write_schemas(folder, texts)
    for path in changed:
        say(f"wrote {printable(path)}")
    say(f"{len(texts)} schemas, {len(changed)} of them new or changed")
    return GOOD
