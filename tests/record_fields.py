"""The fields of a record, and the values that they have in the records of the repository."""

import asyncio
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal, cast, get_args, get_origin

from pydantic import BaseModel

import factx
from factx.files.recordings import read_recordings
from factx.grounding import ground
from factx.llm.replay import ReplayDrafter
from factx.records import Article, FactRecord, Span
from factx.records.base import Item
from factx.records.provenance import Counts, Provenance, Usage
from factx.records.span import Quantity, Time

FIXTURES = Path(__file__).parent.parent / "fixtures"
RECORDINGS = FIXTURES / "recordings/qwen2.5-coder-1.5b-instruct"
ITEM_AND_MODELS: tuple[type[BaseModel], ...] = (
    *(FactRecord, Article, Item, factx.Source, factx.Mention, factx.Quote, factx.Attribution),
    *(factx.Claim, factx.Relation, Span, Time, Quantity, factx.Ungrounded, Counts),
    *(Provenance, Usage),
)
"""Every model that a record is made of, in the order of the page."""


def own_fields(model: type[BaseModel]) -> list[str]:
    """The fields of a model, without those of every item or span, which are described once."""
    base = next((one for one in (Item, Span) if issubclass(model, one) and model is not one), None)
    return [name for name in model.model_fields if base is None or name not in base.model_fields]


def values(of: Iterable[FactRecord]) -> dict[tuple[str, str], set[str]]:
    """What each field of a model is in some records, in JSON; a span is its text."""
    found = defaultdict[tuple[str, str], set[str]](set)
    for record in of:
        for value in parts(record):
            for kind in type(value).__mro__:
                for name in getattr(kind, "model_fields", ()):
                    found[kind.__name__, name].add(shown(getattr(value, name)))
    return found


def records() -> Iterator[FactRecord]:
    """The annotated articles, and what a recorded model found in one of them."""
    for path in sorted(FIXTURES.glob("*/gold.json")):
        yield factx.load(path.read_bytes())
    article = next(factx.read_articles(FIXTURES / "reservoir-vote"))
    drafter = ReplayDrafter(read_recordings(str(RECORDINGS)), strategy="hybrid")
    yield ground(article, asyncio.run(drafter.draft(article)))


def parts(value: object) -> Iterator[BaseModel]:
    """The models in a value, itself included."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, tuple):
        for each in cast("tuple[object, ...]", value):
            yield from parts(each)


def shown(value: object) -> str:
    """A value as the page shows it."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(shown, cast('tuple[object, ...]', value)))}]"
    if isinstance(value, Span):
        value = value.text
    elif isinstance(value, BaseModel):
        return value.model_dump_json()
    return json.dumps(value, ensure_ascii=False)


def described(model: type[BaseModel], name: str) -> str:
    """The meaning of a field: its docstring, and the values that it can have unless it has them."""
    text = " ".join((model.model_fields[name].description or "").split())
    known = list(literals(model.model_fields[name].annotation))
    if len(known) < 2 or all(value in text for value in known):
        return text
    return f"{text} One of {', '.join(f'`{value}`' for value in known)}."


def literals(annotation: object) -> Iterator[str]:
    """The values of a `Literal` in an annotation, with what contains it."""
    if get_origin(annotation) is Literal:
        yield from get_args(annotation)
    else:
        for part in get_args(annotation):
            yield from literals(part)
