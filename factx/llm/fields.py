"""Fields of the user's own: what is asked about them, and how they are read from an answer."""

import ast
import inspect
import json
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypeVar, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic.json_schema import models_json_schema

from factx.errors import BadArgument
from factx.llm.wire.answer import Answer, Owning, WireClaim, WireSource, WireStatement
from factx.records import Invalid
from factx.records.base import problems_of
from factx.records.ungrounded import DraftedKind

Kind = Literal["source", "quote", "attribution", "claim"]
"""The items that can have fields of the user's own."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Models = Mapping[Kind, type[BaseModel]]
"""The user's models, by the kind of item whose fields they are."""
_KEYS: Mapping[Kind, str] = {
    "source": "the number of the source",
    "quote": "the key of the statement",
    "attribution": "the key of the statement",
    "claim": "the position of the claim in claims, from 1",
}
_ITEMS: Mapping[Kind, str] = {
    "source": "source",
    "quote": "statement, about its content",
    "attribution": "statement, about who says it and how",
    "claim": "claim",
}
_MOST_SHOWN = 12
"""Limit of problems sent at once."""
O = TypeVar("O", bound=Owning)  # noqa: E741 -- an owning item


class OwnProblem(NamedTuple):
    """What is wrong with the fields of an item, or that it has none."""

    kind: Kind
    key: str
    detail: str
    drafted: str
    """What the model wrote; empty if nothing."""

    def __str__(self) -> str:
        return f"{self.kind}_fields, key {self.key}: {self.detail}"

    def invalid(self, *, attempts: int) -> Invalid:
        """What is listed in a draft."""
        kind: DraftedKind = self.kind
        drafted = self.drafted or f"{self.kind}_fields of {self.key}"
        return Invalid(kind=kind, drafted=drafted, detail=self.detail, attempts=attempts)


def checked_models(fields: Mapping[Any, Any]) -> Models:
    """`fields` as models by kind; raises `BadArgument` for another kind or what is no model."""
    for kind, model in fields.items():
        if kind not in KINDS:
            raise BadArgument(f"fields: {kind!a:.40} is none of {', '.join(KINDS)}")
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            raise BadArgument(f"fields: {kind} needs a pydantic model, not {model!a:.60}")
    return {kind: fields[kind] for kind in KINDS if kind in fields}


def models_named(given: str) -> Models:
    """The models that MODULE:NAME names; the module may be in the current folder.

    Raises `BadArgument` if it cannot be imported, or has no dictionary of models of that name.
    """
    module, colon, name = given.partition(":")
    if not (module and colon and name):
        raise BadArgument("fields is written MODULE:NAME")
    if "" not in sys.path:
        sys.path.insert(0, "")
    try:
        found = getattr(import_module(module), name)
    except ImportError as error:
        raise BadArgument(f"fields: {module} cannot be imported: {error}") from error
    except AttributeError as error:
        raise BadArgument(f"fields: {module} has no {name}") from error
    if not isinstance(found, Mapping):
        raise BadArgument(f"fields: {name} is not a dictionary of models")
    return checked_models(cast("Mapping[Any, Any]", found))


def schema_of(models: Models) -> str | None:
    """The JSON Schema of the lists that an answer has about the fields; None without any.

    Docstrings of fields are their descriptions, whether or not a model is configured for that.
    """
    if not models:
        return None
    places, shared = models_json_schema([(model, "validation") for model in models.values()])
    definitions: dict[str, Any] = shared.get("$defs", {})
    lists: dict[str, Any] = {}
    for kind, model in models.items():
        reference = places[model, "validation"]
        definition = definitions[reference["$ref"].rpartition("/")[2]]
        for name, text in _docstrings(model).items():
            definition.get("properties", {}).get(name, {}).setdefault("description", text)
        properties = {"key": {"type": "string"}, "value": reference}
        item = {"type": "object", "properties": properties, "required": ["key", "value"]}
        lists[f"{kind}_fields"] = {
            "type": "array",
            "items": {**item, "additionalProperties": False},
        }
    schema = {"properties": lists, "$defs": _without_titles(definitions)}
    return json.dumps(schema, ensure_ascii=False)


def schema_texts(models: Models) -> dict[str, str]:
    """The JSON Schema of each model as JSON text, by file name; that of the `extra` of an item."""
    found: dict[str, str] = {}
    for kind, model in models.items():
        schema = model.model_json_schema(mode="serialization")
        for name, text in _docstrings(model).items():
            schema.get("properties", {}).get(name, {}).setdefault("description", text)
        found[f"{kind}-fields.schema.json"] = (
            json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
        )
    return found


def described(schema: str) -> str:
    """The lines of the prompt that describe the lists."""
    parts = json.loads(schema)
    lines: list[str] = []
    for kind in KINDS:
        found = parts["properties"].get(f"{kind}_fields")
        if found is not None:
            value = found["items"]["properties"]["value"]["$ref"].rpartition("/")[2]
            lines.append(
                f"- {kind}_fields: one per {_ITEMS[kind]}; KEY is {_KEYS[kind]}; VALUE is {value}."
            )
    for name, definition in parts["$defs"].items():
        lines.append(f"{name}: {json.dumps(definition, ensure_ascii=False)}")
    return "\n".join(lines)


def with_fields(answer: Answer, models: Models) -> tuple[Answer, tuple[OwnProblem, ...]]:
    """`answer` with the fields at its items, and what is wrong with them.

    A field that the user's model does not know is a problem, unless the model allows any.
    """
    extra = dict(answer.model_extra or {})
    problems: list[OwnProblem] = []
    sources, statements, claims = answer.sources, answer.statements, answer.claims
    for kind, model in models.items():
        read = _Read(kind, model, extra.pop(f"{kind}_fields", None))
        if kind == "source":
            sources = read.put(sources, WireSource, lambda _, one: one.number)
        elif kind == "claim":
            claims = read.put(claims, WireClaim, lambda at, _: str(at))
        else:
            statements = read.put(statements, WireStatement, lambda _, one: one.number)
        problems += read.problems
    made = Answer.model_construct(sources=sources, statements=statements, claims=claims, **extra)
    return made, tuple(problems)


def shown(problems: Iterable[OwnProblem]) -> list[str]:
    """The problems for the model to correct; the last line counts those left out."""
    lines = [str(problem) for problem in problems]
    more = len(lines) - _MOST_SHOWN
    return [*lines[:_MOST_SHOWN], f"and {more} more like these"] if more > 0 else lines


class _Read:
    """The fields of all items of a kind."""

    def __init__(self, kind: Kind, model: type[BaseModel], written: object) -> None:
        self.kind: Kind = kind
        self.model = model
        self.problems: list[OwnProblem] = []
        self.written: dict[str, object] = {}
        self.invalid: set[str] = set()
        items = cast("list[object]", written) if isinstance(written, list) else []
        if written is not None and not isinstance(written, list):
            self._add("-", "it is no list", written)
        for item in items:
            self._add_item(item)

    def _add_item(self, item: object) -> None:
        pair = cast("dict[str, object]", item) if isinstance(item, dict) else {}
        written = cast("object", item)
        key = str(pair.get("key", "")).strip()
        if not key or {*pair} != {"key", "value"}:
            self._add(key or "-", "it has no key and value, or something else", written)
            self.invalid.add(key)
        elif key in self.written:
            self._add(key, "it is given twice", written)
        else:
            self.written[key] = pair["value"]

    def put(
        self, items: tuple[Any, ...], form: type[O], key_of: Callable[[int, O], str]
    ) -> tuple[Any, ...]:
        """The items with their fields; adds a problem for each item that has none."""
        keys = [key_of(at, one) for at, one in enumerate(items, 1) if isinstance(one, form)]
        counts = Counter(keys)
        found: list[Any] = []
        for at, one in enumerate(items, 1):
            key = key_of(at, one) if isinstance(one, form) else ""
            if not isinstance(one, form) or counts[key] != 1:
                found.append(one)
            elif key in self.written:
                value = self._validated(key, self.written[key])
                found.append(one if value is None else one.with_own(self.kind, value))
            else:
                if key not in self.invalid:
                    self._add(key, f"it is missing: every {_ITEMS[self.kind]} has one", None)
                found.append(one)
        for key, value in self.written.items():
            if counts[key] != 1:
                problem = "has this key" if not counts[key] else "alone has this key"
                self._add(key, f"no {self.kind} {problem}", value)
        return tuple(found)

    def _validated(self, key: str, value: object) -> dict[str, Any] | None:
        """The value as the model has it; None if the model refuses it."""
        for name in self._unknown(value):
            unknown = {name: cast("dict[str, object]", value)[name]}
            self._add(key, f"there is no field {name}", unknown)
        try:
            fields = self.model.model_validate(value).model_dump(mode="json")
        except ValidationError as error:
            self._add(key, "; ".join(problems_of(error)), value)
            return None
        try:
            json.dumps(fields, allow_nan=False)
        except ValueError:
            self._add(key, "it has a number that is none in JSON", value)
            return None
        return fields

    def _unknown(self, value: object) -> Iterator[str]:
        if not isinstance(value, dict) or self.model.model_config.get("extra") in (
            "allow",
            "forbid",  # which pydantic reports
        ):
            return
        known = {*self.model.model_fields}
        for field in self.model.model_fields.values():
            known |= {one for one in (field.alias, field.validation_alias) if isinstance(one, str)}
        yield from (name for name in cast("dict[str, object]", value) if name not in known)

    def _add(self, key: str, detail: str, written: object) -> None:
        drafted = "" if written is None else json.dumps(written, ensure_ascii=False)
        self.problems.append(OwnProblem(self.kind, key, detail, drafted))


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """The strings under the fields of a model and of its bases, by field."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not issubclass(base, BaseModel) or base is BaseModel:
            continue
        try:
            [tree] = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        except (OSError, TypeError, ValueError, SyntaxError):
            continue  # made in a shell, without a source
        body = tree.body if isinstance(tree, ast.ClassDef) else []
        for field, after in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                text = after.value if isinstance(after, ast.Expr) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[field.target.id] = inspect.cleandoc(text.value)
    return found


def _without_titles(schema: Any) -> Any:
    """A schema without the titles that pydantic makes of names; a field may be named title."""
    if isinstance(schema, list):
        return [_without_titles(one) for one in cast("list[Any]", schema)]
    if not isinstance(schema, dict):
        return schema
    parts = cast("dict[str, Any]", schema)
    return {
        name: _without_titles(value)
        for name, value in parts.items()
        if name != "title" or not isinstance(value, str)
    }
