"""Add a field of your own to every statement: the desk that should check it."""

import sys
from copy import deepcopy
from pathlib import Path

from said import EXAMPLE, PROMPT, ask

example = deepcopy(EXAMPLE)
for one in example.extractions:
    one.attributes["desk"] = "other"
prompt = f"{PROMPT}\ndesk: the desk that should check it, one of data, legal and other."
for one in ask(Path(sys.argv[1]).read_text("utf-8"), prompt, [example]):
    print(f"{one.attributes['desk']} | {one.extraction_text}")
