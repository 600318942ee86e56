"""Reading JSON that is damaged: exactly where it is not, and with one item lost at most."""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, cast

import pytest
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st

from factx.llm.recording import Completion
from factx.llm.wire.find_object import Wanted, find_object
from factx.llm.wire.json_reader import End, read_lines, read_objects
from factx.llm.wire.parse import ParsedAnswer, Unreadable, parse

KEYS = ("sources", "statements", "claims")
SIGNS = "ab 12|\"\\'“”,:[]{}/*\n\t<>é.😀"
WORDS = st.text(st.sampled_from(SIGNS), max_size=12)
LINES = st.builds("{} | {}".format, st.integers(0, 99), WORDS)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS
    | LINES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
ANSWERS = st.fixed_dictionaries({key: st.lists(LINES | VALUES, max_size=4) for key in KEYS})


@given(ANSWERS, st.booleans(), st.sampled_from([None, 2]), st.sampled_from(["", "So: ", "{x} "]))
def test_valid_json_is_read_exactly(
    answer: dict[str, Any], is_ascii: bool, indent: int | None, before: str
) -> None:
    """With whatever around it; a quotation mark in a string is never its end."""
    text = before + json.dumps(answer, ensure_ascii=is_ascii, indent=indent) + "``` ok"
    [found] = read_objects(text, KEYS, KEYS)
    assert found.data == answer
    assert found.how is End.CLOSED


@given(ANSWERS, st.integers(0, 400))
def test_of_a_cut_object_only_what_is_complete_is_read(answer: dict[str, Any], length: int) -> None:
    """Every list is the beginning of what it was."""
    text = json.dumps(answer)
    for found in read_objects(text[:length], KEYS, KEYS):
        for key, items in found.data.items():
            assert items == answer[key][: len(items)]
        assert found.how is not End.CLOSED or length >= len(text)


@given(st.text(st.sampled_from(SIGNS + '"statements":'), max_size=60))
def test_any_text_is_read_in_the_end(text: str) -> None:
    """Nothing is raised but that it has no answer."""
    for around in (text, f'{{"statements": [{text}', f'{{"statements": ["1 | {text}'):
        with suppress(Unreadable):
            assert isinstance(parse(Completion(text=around)), ParsedAnswer)


ANSWER = {
    "sources": ["1 | Lena Moss | person | named", "2 | engineers | group | unnamed"],
    "statements": [
        "2 | 1:Mayor Lena Moss | said | <1>",
        "3 | 2:Engineers | had warned | that the quarry was unsafe",
        '4 | 1:she | added | "It is, "so" she said"',
    ],
    "claims": ["3 | fact CT+ | = | The quarry is unsafe.", "4 | fact CT+ | = | It is."],
}


def of_no_lines(_: Sequence[Any]) -> dict[str, Any]:
    """No object of a list alone."""
    return {}


FORM = Wanted(KEYS, "statements", of_no_lines)


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("sign", ["", *"\"',:[]{}\\\n/`<x“"])
def test_one_wrong_sign_costs_one_line_at_most(sign: str, indent: int | None) -> None:
    """At any place but in a key; what is read are the lines, and at most one is not as it was."""
    text = json.dumps(ANSWER, indent=indent)
    keys = [text.index(f'"{key}"') for key in KEYS]
    for at in range(len(text)):
        if any(0 <= at - begin <= 16 for begin in keys):
            continue
        damaged = text[:at] + sign + text[at + (not sign) :]
        found = find_object(damaged, FORM)
        assert found is not None, damaged
        read = {key: flat(found.data.get(key, [])) for key in KEYS}
        lost = sum(line not in read[key] for key in KEYS for line in ANSWER[key])
        assert lost <= 1, damaged
        assert all(len(read[key]) <= len(ANSWER[key]) + 1 for key in KEYS), damaged


def flat(items: list[Any]) -> list[Any]:
    """The lines in a list, which may have a bracket too many."""
    lists = [cast("list[Any]", item) if isinstance(item, list) else [item] for item in items]
    return [line for inner in lists for line in inner]


HOSTILE: dict[str, Callable[[str], str]] = {
    "fences": lambda body: body,
    "in a list": lambda body: f'{{"statements": [{body}',
    "in a line": lambda body: f'{{"statements": ["1 | {body}',
    "in an object": lambda body: f'{{"statements": [{{"number": {body}',
    "after a list": lambda body: f'{{"statements": ["1 | a"]{body}',
    "before an object": lambda body: f'{body}{{"statements": ["1 | a"]}}',
}
UNITS = ["```\n", " ", "{", "[", '"', '"x', '", ', '"] ', "/*", "// \n", "x, ", '{"a":', "\\",
         "\\u12", '{"statements":', '"statements": ["1 | a"],', "<think>",
         '"{\\"', '<think>{"statements":[]}',
         '["1 | ', "1", "1,", "null,", "'", "} ", "] ", "x "]  # fmt: skip


@pytest.mark.parametrize("where", HOSTILE)
@pytest.mark.parametrize("unit", UNITS)
def test_the_time_grows_with_the_length(where: str, unit: str) -> None:
    """However a model runs on, and wherever."""

    def read(body: str) -> None:
        text = HOSTILE[where](body)
        read_lines(text)
        with suppress(Unreadable):
            parse(Completion(text=text))

    assert is_even(read, unit, 20_000)


@pytest.mark.parametrize("unit", ["```json\n", " ", "\n"])
def test_a_text_of_many_fences_or_spaces_is_read_at_once(unit: str) -> None:
    """200,000 of them took minutes."""
    with pytest.raises(Unreadable):
        parse(Completion(text=unit * 200_000 + "{"))
