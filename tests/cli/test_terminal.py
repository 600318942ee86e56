"""What files of others say never reaches the terminal as a command to it."""

import json
import re
from pathlib import Path
from typing import Any, cast

import pytest
from cli.running import Commands, write
from formats.records import everything

from factx.records import FactRecord, dump

pytestmark = pytest.mark.bad_input

# Control characters except line ends, and marks that change the direction of text.
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
HOSTILE = "\x1b[31m\x07\x9b2J\u202e"


def hostile() -> FactRecord:
    """A record in which every id and every free text has what a terminal would obey."""
    data: Any = json.loads(dump(everything()))

    def change(value: Any) -> Any:
        if isinstance(value, dict):
            fields = cast("dict[str, Any]", value)
            return {key: changed(key, each) for key, each in fields.items()}
        if isinstance(value, list):
            return [change(each) for each in cast("list[Any]", value)]
        return value

    def changed(key: str, value: Any) -> Any:
        ids = ("id", "quote", "parent", "attribution", "reports", "first", "second", "item")
        texts = ("name", "role", "affiliation", "doubt", "drafted_by", "title", "byline", "detail")
        texts += ("model", "broken_off", "when", "unit")
        if isinstance(value, str) and key in (*ids, *texts):
            return f"{value}{HOSTILE}"
        if key == "sources" and value and isinstance(value[0], str):
            return [f"{each}{HOSTILE}" for each in value]
        return change(value)

    return FactRecord.from_data(change(data))


@pytest.fixture
def place(run: Commands) -> Commands:
    write("a.jsonl", dump(hostile()) + "\n")
    plain = everything()
    write("b.jsonl", dump(plain) + "\n")
    assert run("eval", "a.jsonl", "--records", "a.jsonl", "--baseline", "f.json", "--update")
    floors = json.loads(Path("f.json").read_text())
    for system in floors["systems"].values():
        system["floors"][f"x{HOSTILE}"] = 0.9
    write("floors.json", json.dumps(floors))
    return run


@pytest.mark.parametrize(
    "command",
    [
        "show a.jsonl",
        "show a.jsonl --numbered",
        "show a.jsonl --check 3",
        "check a.jsonl --against-guide",
        "eval a.jsonl --records a.jsonl",
        "eval a.jsonl --records a.jsonl --vs a.jsonl",
        "eval a.jsonl --records b.jsonl --vs a.jsonl --report md=-",
        "eval a.jsonl --records a.jsonl --baseline floors.json",
        "eval a.jsonl --records a.jsonl --baseline floors.json --report md=-",
        "eval a.jsonl --records a.jsonl --baseline floors.json --report junit=-",
        "eval a.jsonl --records a.jsonl --baseline g.json --update",
        "agree a.jsonl b.jsonl",
        "convert a.jsonl x.json --to label-studio",
        "convert a.jsonl x/ --to brat",
        "convert a.jsonl x.jsonl --from prodigy",
    ],
)
def test_nothing_that_a_terminal_obeys_is_printed(command: str, place: Commands) -> None:
    result = place(*command.split(), COLUMNS="100")
    printed = result.stdout + result.stderr
    assert printed
    assert OBEYED.search(printed) is None, ascii(printed)


def test_ids_are_shown_with_what_is_in_them(place: Commands) -> None:
    shown = place("show", "a.jsonl", COLUMNS="100").stdout
    assert "s1␛[31m␇�2J�  " in shown
    assert "c1␛[31m" in shown
