"""What the model is told: the instructions, the form of the answer, and the article."""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TypedDict

from pydantic import BaseModel

from factx.llm.numbering import Numbering
from factx.llm.recording import Settings
from factx.llm.wire.answer import CLAIM_KINDS, SOURCE_KINDS, answer_form
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer
from factx.records import digest

_PARTS = re.compile(r"\{(?:marker|known|sentences)\}")


class Message(TypedDict):
    """One message of a chat."""

    role: str
    content: str


def messages(
    numbering: Numbering,
    first: int = 1,
    last: int | None = None,
    known: Sequence[str] = (),
    *,
    claims: bool = True,
) -> list[Message]:
    """The messages that ask about the sentences from `first` to `last` of an article.

    `known` are the sources found in what stands before them, a line each.
    """
    return [
        {"role": "system", "content": system_text(claims=claims)},
        {"role": "user", "content": article_text(numbering, first, last, known)},
    ]


def sentence_messages(sentence: str) -> list[Message]:
    """The messages that ask whether a single sentence, put on one line, reports something."""
    return _about_sentence("sentence.md", sentence)


def verb_messages(sentence: str) -> list[Message]:
    """The messages that ask what kind of verb a single sentence has."""
    return _about_sentence("verb.md", sentence)


def _about_sentence(template: str, sentence: str) -> list[Message]:
    line = " ".join(sentence.split())
    return [
        {"role": "system", "content": _template(template)},
        {"role": "user", "content": f"Sentence: {line}\nAnswer:"},
    ]


@cache
def system_text(*, claims: bool = True) -> str:
    """The instructions, with the form of the answer; those about claims only if `claims`.

    It stands here and not in the JSON Schema alone, because a server that turns the schema into a
    grammar never shows it to the model.
    """
    told = _template("system.md")
    told = told.replace("{claims}", f"{_template('claims.md')}\n\n" if claims else "")
    told = told.replace("{claims_example}", _template("claims-example.md") if claims else "")
    told = told.replace("{kinds}", ", ".join(SOURCE_KINDS))
    return told.replace("{claim_kinds}", ", ".join(CLAIM_KINDS))


def article_text(
    numbering: Numbering, first: int = 1, last: int | None = None, known: Sequence[str] = ()
) -> str:
    """The article between marker lines that it cannot hold, one numbered sentence a line."""
    told = _template("known.md").replace("{sources}", "\n".join(known)) + "\n" if known else ""
    parts = {
        # A digest of the text, which the text cannot know.
        "{marker}": digest(numbering.index.text)[:12],
        "{known}": told,
        "{sentences}": numbering.shown(first, last),
    }
    # In one go, so that no part is taken for a template.
    return _PARTS.sub(lambda part: parts[part[0]], _template("article.md"))


def prompt_digest(settings: Settings) -> str:
    """Digest of everything that fixes what is asked of any article, and of no article itself."""
    forms: list[type[BaseModel]] = [VerbAnswer, SentenceAnswer]
    told = [_template("verb.md"), _template("sentence.md")]
    if settings.strategy == "whole":
        forms = [answer_form(settings.max_items, claims=settings.wants("claims"))]
        told = [
            system_text(claims=settings.wants("claims")),
            _template("article.md"),
            _template("known.md"),
        ]
    parts = {
        "told": told,
        "schemas": [form.model_json_schema() for form in forms],
        "settings": settings.model_dump(mode="json"),
    }
    fixed = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(fixed.encode("utf-8")).hexdigest()


@cache
def _template(name: str) -> str:
    folder = resources.files("factx.llm").joinpath("prompts")
    return folder.joinpath(name).read_text(encoding="utf-8").strip()
