"""The prompt: the instructions, the form of the answer, and the article."""

import hashlib
import json
import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TypedDict

from pydantic import BaseModel

from factx.llm.fields import described
from factx.llm.numbering import Numbering
from factx.llm.recording import PromptExample, Settings
from factx.llm.wire.answer import CLAIM_KINDS, SOURCE_KINDS, answer_form
from factx.llm.wire.sentence import SentenceAnswer, VerbAnswer
from factx.records import digest

_EXAMPLE = "An example. From the article"
_COMES_THE_ANSWER = "comes the answer"
_EXAMPLE_PARTS = re.compile(r"\{(?:sentences|answer)\}")
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
    instructions: str | None = None,
    fields: str | None = None,
    examples: Sequence[PromptExample] = (),
) -> list[Message]:
    """The messages that ask about the sentences from `first` to `last` of an article.

    `known` are the lines of the sources found in earlier parts; `instructions`, `fields`
    and `examples` are the user's.
    """
    text = with_own(system_text(claims=claims), instructions, examples, fields)
    return [
        {"role": "system", "content": numbering.marks.written_in(text)},
        {"role": "user", "content": article_text(numbering, first, last, known)},
    ]


def sentence_messages(sentence: str) -> list[Message]:
    """The messages that ask whether a single sentence reports something."""
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
    """The instructions with the form of the answer, and with or without claims.

    The form is described here because servers that turn the JSON Schema into a grammar do not show
    it to the model.
    """
    text = _template("system.md")
    text = text.replace("{claims}", f"{_template('claims.md')}\n\n" if claims else "")
    text = text.replace("{claims_example}", _template("claims-example.md") if claims else "")
    text = text.replace("{kinds}", ", ".join(SOURCE_KINDS))
    return text.replace("{claim_kinds}", ", ".join(CLAIM_KINDS))


@cache
def shipped_example(*, claims: bool = True) -> PromptExample:
    """The example in the instructions."""
    _, _, example = system_text(claims=claims).partition(_EXAMPLE)
    article, _, answer = example.partition(_COMES_THE_ANSWER)
    article = article.strip()
    return PromptExample(article_sha256=digest(article), article=article, answer=answer.strip())


def with_own(
    text: str,
    instructions: str | None = None,
    examples: Sequence[PromptExample] = (),
    fields: str | None = None,
) -> str:
    """The instructions with the user's own instructions, fields and examples.

    Instructions and fields come before the first example. Nothing in them stands for anything else.
    """
    parts: list[str] = []
    if instructions:
        parts += [_template("instructions.md"), instructions.strip()]
    if fields:
        parts += [_template("fields.md"), described(fields)]
    if parts:
        head, mark, tail = text.partition(_EXAMPLE)
        added = "".join(f"{part}\n\n" for part in parts)
        text = f"{head}{added}{mark}{tail}"
    return "\n\n".join((text, *map(_example_text, examples)))


def _example_text(example: PromptExample) -> str:
    parts = {"{sentences}": example.article, "{answer}": example.answer}
    return _EXAMPLE_PARTS.sub(lambda part: parts[part[0]], _template("example.md"))


def article_text(
    numbering: Numbering, first: int = 1, last: int | None = None, known: Sequence[str] = ()
) -> str:
    """The article between marker lines that it cannot contain, one numbered sentence per line."""
    sources = _template("known.md").replace("{sources}", "\n".join(known)) + "\n" if known else ""
    parts = {
        # A digest of the text, which the text cannot contain.
        "{marker}": digest(numbering.index.text)[:12],
        "{known}": sources,
        "{sentences}": numbering.shown(first, last),
    }
    # All at once, so that no placeholder in a part is replaced.
    return _PARTS.sub(lambda part: parts[part[0]], _template("article.md"))


def prompt_digest(settings: Settings) -> str:
    """Digest of everything but the article that determines the questions."""
    forms: list[type[BaseModel]] = [VerbAnswer, SentenceAnswer]
    texts = [_template("verb.md"), _template("sentence.md")]
    if settings.strategy == "whole":
        forms = [
            answer_form(settings.max_items, claims=settings.wants("claims"), fields=settings.fields)
        ]
        texts = [
            system_text(claims=settings.wants("claims")),
            _template("article.md"),
            _template("known.md"),
        ]
        texts += [_template("instructions.md")] if settings.instructions else []
        texts += [_template("fields.md"), described(settings.fields)] if settings.fields else []
        texts += [_template("example.md")] if settings.examples else []
    parts = {
        "told": texts,
        "schemas": [form.model_json_schema() for form in forms],
        "settings": settings.model_dump(mode="json"),
    }
    fixed = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(fixed.encode("utf-8")).hexdigest()


@cache
def _template(name: str) -> str:
    folder = resources.files("factx.llm").joinpath("prompts")
    return folder.joinpath(name).read_text(encoding="utf-8").strip()
