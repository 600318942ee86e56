"""docs/record.md describes every field of a record, with a value that it has in the repository."""

import json
import re
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from pydantic import BaseModel
from record_fields import ITEM_AND_MODELS, described, own_fields, records, values

import factx

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs/record.md").read_text("utf-8")


def tables() -> list[list[tuple[str, str, str]]]:
    """The rows of each table of fields: the field, its meaning, the example."""
    found = re.findall(r"^\| field \| meaning \| example \|\n\|-.*\n((?:\|.*\n)+)", PAGE, re.M)
    return [re.findall(r"^\| `(\w+)` \| (.*) \| (.*) \|$", table, re.M) for table in found]


def test_every_field_has_a_row_with_its_meaning() -> None:
    """In the order of the code, with the words of its docstring."""
    assert [[row[:2] for row in table] for table in tables()] == [
        [(name, described(model, name)) for name in own_fields(model)] for model in ITEM_AND_MODELS
    ]


def test_the_models_are_those_that_a_record_is_made_of() -> None:
    assert set(models_in(factx.FactRecord)) <= set(ITEM_AND_MODELS)


def models_in(model: type[BaseModel]) -> set[type[BaseModel]]:
    """A model and those in its fields."""
    found = {model}
    waiting = [field.annotation for field in model.model_fields.values()]
    while waiting:
        kind = waiting.pop()
        waiting += getattr(kind, "__args__", ())
        if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
            found |= {kind}
            waiting += [field.annotation for field in kind.model_fields.values()]
    return found


def test_the_statement_in_json_is_that_of_the_fixture() -> None:
    """With all its fields, in any order."""
    (block,) = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)
    (record,) = factx.read(ROOT / "fixtures/reservoir-vote")
    for item in json.loads(block):
        assert json.loads(record[item["id"]].model_dump_json()) == item


def test_every_example_is_a_value_of_the_repository_or_in_italics(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Italics are for fields that are set nowhere; a long value is shortened."""
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(code.replace("print(", "str("), names)
    draft = names["grounded"]
    assert isinstance(draft, factx.FactRecord)
    known = values([*records(), draft])
    for model, table in zip(ITEM_AND_MODELS, tables(), strict=True):
        for name, _, example in table:
            have = known[model.__name__, name]
            if example.startswith("*"):
                assert have <= {"null", "[]", "false"}, (model, name)
            elif not example.startswith("["):
                shape = example.strip("`").replace("[", "[[]").replace("…", "*")
                assert any(fnmatchcase(each, shape) for each in have), (model, name, example)
