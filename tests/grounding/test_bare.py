"""Text without its markup: every offset leads back, and no text takes long."""

import random

import pytest
from building import grounded, said
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.grounding.bare import Bare

PARTS = [
    *("We ", "go", "-\n", "\n- ", "\n* ", "**", "*", "_", "[W]e", "mean[s]", "[a](http://b.c)"),
    *(
        "“ ",
        " ”",
        " ,",
        " .",
        "per cent",
        "per ",
        "cent",
        "2",
        " ",
        "\n",
        "\r\n",
        "é",
        "🏭",
        "[",
        "]",
    ),
]


@given(parts=st.lists(st.sampled_from(PARTS), max_size=20))
@examples(300)
def test_every_stretch_leads_back_to_its_letters(parts: list[str]) -> None:
    text = "".join(parts)
    bare = Bare(text)
    for start in range(len(bare.text)):
        begin, end = bare.origin((start, start + 1))
        assert text[begin:end] == bare.text[start]
    kept = [char for char in bare.text if char.isdigit()]
    assert kept == [char for char in text if char.isdigit()]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("The bridge was clo-\nsed in May for repairs.", "was closed in May"),
        ("The bridge was clo-\r\n  sed in May for repairs.", "was closed in May"),
        ("The bridge was closed in May for repairs.", "was clo-\nsed in May"),
        ("It has:\n- more money for schools\n- fewer cars", "more money for schools fewer cars"),
        (
            "It has:\n  • more money for schools\n  • fewer cars",
            "more money for schools fewer cars",
        ),
        ("It has: more money for schools fewer cars", "- more money for schools\n- fewer cars"),
    ],
)
def test_what_stands_on_several_lines(text: str, written: str) -> None:
    [quote] = grounded(text, said(written)).quotes
    [span] = quote.spans
    assert span.match == "normalised"
    assert Bare(span.text).text.split() == Bare(written).text.lstrip("- ").split()


def test_a_minus_at_the_beginning_of_a_line_is_no_bullet() -> None:
    record = grounded("It was\n- 5 degrees on that day.", said("It was 5 degrees on that day"))
    assert record.quotes == ()


@pytest.mark.parametrize(
    "part",
    [
        *(" ", "*", "_", "[", "]", "](", "[a](", "-\n", "\n- ", "[W]", "“ ", " ,", "per ", "\n"),
        *("5 per ", "5 % ", "<b", "<b ", "<b>", ",\n- a", "a;  ", "[a](b)"),
    ],
)
@pytest.mark.parametrize("joined", [False, True])
def test_no_text_takes_long(part: str, joined: bool) -> None:
    assert is_even(lambda text: Bare(text, joined=joined), part, 200_000)


@pytest.mark.parametrize(
    "text",
    [
        "He wants:\n- no tolls\n- no delays\n- free parking\n",
        "He wants:\n\n  * no tolls;\n  * no delays;\n\n  * free parking.\n",
        "He wants:\r\n• no tolls,\r\n• no delays,\r\n• free parking",
    ],
)
def test_commas_may_stand_for_bullets(text: str) -> None:
    """The span is what the article has, from the first item to the last."""
    [quote] = grounded(text, said("no tolls, no delays, free parking")).quotes
    [span] = quote.spans
    assert span.match == "normalised"
    assert span.text.startswith("no tolls")
    assert span.text.endswith("free parking")


def test_ordinary_text_is_as_it_is() -> None:
    dice = random.Random(1)
    words = [
        "Ruiz",
        "said,",
        "“we",
        "don’t",
        "know.”",
        "It",
        "cost",
        "$5",
        "(or",
        "-3",
        "(%)",
        "2*3",
    ]
    text = " ".join(dice.choices(words, k=2000))
    assert Bare(text).is_same
