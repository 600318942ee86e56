"""Add a field of your own to every statement: the desk that should check it."""

import sys
from pathlib import Path
from typing import Literal

from said import Answer, Statement, ask


class Assigned(Statement):
    desk: Literal["data", "legal", "other"]
    """The desk that should check it."""


class Assigneds(Answer):
    statements: list[Assigned]


for one in ask(Path(sys.argv[1]).read_text("utf-8"), Assigneds).statements:
    print(f"{one.desk} | {one.text}")
