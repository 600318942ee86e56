"""Who said what, by one call of instructor."""

import os
from pathlib import Path
from typing import Literal

import instructor
from pydantic import BaseModel


class Statement(BaseModel):
    speaker: str
    """The full name, or the fullest description; never a pronoun."""
    is_named: bool
    kind: Literal["person", "group", "organisation", "document"]
    text: str
    """What is said, copied letter by letter."""
    form: Literal["direct", "indirect", "mixed"]
    was_made: bool
    """Whether it was said; false for what somebody denies or would not say."""


class Answer(BaseModel):
    statements: list[Statement]


ASK = "List who says what in this article, with and without quotation marks.\n\n"


def ask(text, answer=Answer, question=ASK, model=None, **options):
    client = instructor.from_provider(model or os.environ["MODEL"], **options)
    messages = [{"role": "user", "content": question + text}]
    return client.create(response_model=answer, messages=messages)


def articles(paths):
    for path in paths:
        for file in sorted(Path(path).glob("*.txt")):
            yield file.stem, file.read_text("utf-8")
