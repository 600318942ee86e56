"""What the model is told: the instructions, the form of the answer, and the article."""

import hashlib
import json
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any, TypedDict, cast

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from factx.extraction.recording import Settings
from factx.extraction.wire.answer import (
    Answer,
    Piece,
    WireClaim,
    WireSource,
    WireStatement,
    answer_form,
)
from factx.records import digest
from factx.text import Index


class Message(TypedDict):
    """One message of a chat."""

    role: str
    content: str


def messages(text: str) -> list[Message]:
    """The messages that ask for an answer about the article with this `text`."""
    return [
        {"role": "system", "content": system_text()},
        {"role": "user", "content": article_text(text)},
    ]


@cache
def system_text() -> str:
    """The instructions, with the form of the answer as the fields' own docstrings tell it.

    They stand here and not in the JSON Schema alone, because a server that turns the schema into a
    grammar never shows it to the model.
    """
    return _template("system.md").replace("{form}", "\n".join(_outline()))


def article_text(text: str) -> str:
    """The article between marker lines that it cannot hold, one numbered sentence a line.

    Every character reaches the model as it is, but that white space between sentences becomes line
    breaks and a line break inside a sentence a space.
    """
    index = Index(text)
    # The marker holds a digest of the text, which the text cannot know.
    return (
        _template("article.md")
        .replace("{marker}", digest(text)[:12])
        .replace("{quoted}", quoted(index))
        .replace("{sentences}", numbered(index))
    )


def quoted(index: Index) -> str:
    """Which sentences each quotation runs over: "2, 5-7"; "none" without any."""
    ranges = [
        (index.sentence_of(quotation.start), index.sentence_of(quotation.end - 1))
        for quotation in index.quotations
    ]
    told = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
    return ", ".join(dict.fromkeys(told)) or "none"


def numbered(index: Index) -> str:
    """The sentences, each on its own line behind its number; paragraphs set apart."""
    text = index.text
    lines: list[str] = []
    done = 0
    for number, (start, end) in enumerate(index.sentences, 1):
        if lines and any(line_break in text[done:start] for line_break in "\n\r\u2028\u2029"):
            lines.append("")
        lines.append(f"[{number}] {' '.join(text[start:end].splitlines())}")
        done = end
    return "\n".join(lines)


def prompt_digest(settings: Settings) -> str:
    """Digest of everything that fixes what is asked of any article, and of no article itself."""
    parts = {
        "system": system_text(),
        "article": _template("article.md"),
        "schema": answer_form(settings.max_items).model_json_schema(),
        "settings": settings.model_dump(mode="json"),
    }
    told = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8")).hexdigest()


@cache
def _template(name: str) -> str:
    folder = resources.files("factx.extraction").joinpath("prompts")
    return folder.joinpath(name).read_text(encoding="utf-8").strip()


def _outline() -> Iterator[str]:
    """The form of the answer in words, a line a field."""
    items: dict[str, type[BaseModel]] = {
        "sources": WireSource,
        "statements": WireStatement,
        "claims": WireClaim,
    }
    for name, field in Answer.model_fields.items():
        yield f"{name}: {_said(field)} Each has:"
        for part, about in items[name].model_fields.items():
            yield f"- {part}: {_said(about)}"
    yield "Each piece of content or evidence has:"
    for part, about in Piece.model_fields.items():
        yield f"- {part}: {_said(about)}"


def _said(field: FieldInfo) -> str:
    extra = cast("dict[str, Any]", field.json_schema_extra or {})
    words = f" One of: {', '.join(extra['enum'])}." if "enum" in extra else ""
    return f"{' '.join((field.description or '').split())}{words}"
