"""What a span touches, which word of a source is its head, and when two spans are alike."""

import pytest
from marking import marked

from factx.evaluation.tokens import NONE, TokenizedText, dice, iou

TOUCHED = {
    "the words it covers": ("It [rained hard] today.", {1, 2}),
    "a word of which it has one character": ("It rai[n]ed.", {1}),
    "nothing of the words it only borders on": ("It [rained], hard.", {1}),
    "no marks where it has a word": ("[“It rained,”] he said.", {0, 1}),
    "the marks where it has no word": ("Ana[: “]it rained.", {-4, -6}),
    "in two pieces, those of both": ("[It rained], he said, [hard].", {0, 1, 4}),
    "no marks beside the words of another piece": ("[It] rained[.]", {0}),
    "hyphen and apostrophe part words": ("a [well-known] [Bo’s] x", {1, 2, 3, 4}),
    "an emoji is a mark": ("He wrote [🎉🎉].", {-10, -11}),
    "words beyond the basic plane": ("🎉 [𝐀na said] it", {0, 1}),
    "white space alone is nothing": ("Ana[ ]said.", set[int]()),
}


@pytest.mark.parametrize(("case", "tokens"), TOUCHED.values(), ids=TOUCHED)
def test_a_span_touches(case: str, tokens: set[int]) -> None:
    """Words by their number from 0; a mark as the negative of its offset less one."""
    text, places = marked(case)
    assert TokenizedText(text).touched(places) == tokens


HEADS = {
    "the last word of a plain phrase": ("Mayor Ana [Ruiz]", "Mayor Ana Ruiz"),
    "before a comma": ("Ana [Ruiz], a lawyer for the city", "Ana Ruiz, a lawyer for the city"),
    "before a preposition": ("a [spokesman] for the mayor", "a spokesman for the mayor"),
    "before a relative clause": ("the [man] who saw it", "the man who saw it"),
    "the first of two": ("[Ana] and Bo", "Ana and Bo"),
    "a preposition that begins it is no break": ("About two [dozen] of them", None),
    "a capital one is": ("the [head] Of State", "the head Of State"),
    "before brackets": ("the [party] (PX)", "the party (PX)"),
    "before a dash": ("the [mayor]— an", "the mayor— an"),
    "a possessive is one word, of two tokens": ("the [mayor’s]", "the mayor’s"),
    "before a colon": ("the [mayor]: he", "the mayor: he"),
    "a single word": ("[he]", "he"),
}


@pytest.mark.parametrize(("case", "source"), HEADS.values(), ids=HEADS)
def test_the_head_of_a_source_is(case: str, source: str | None) -> None:
    text, [head] = marked(case)
    assert source in (None, text)
    tokens = TokenizedText(text)
    assert tokens.head(((0, len(text)),)) == tokens.touched([head])


def test_the_head_of_a_source_in_pieces_is_that_of_the_first() -> None:
    text, places = marked("[Ana Ruiz], it seems, [and Bo]")
    assert TokenizedText(text).head(tuple(places)) == {1}


def test_a_source_without_a_word_is_its_own_head_and_none_has_none() -> None:
    assert TokenizedText("—: yes").head(((0, 2),)) == {-1, -2}
    assert TokenizedText("yes").head(()) == NONE


TIDIED: dict[str, tuple[list[tuple[int, int]], list[tuple[int, int]]]] = {
    "trimmed of white space": ([(0, 3)], [(1, 3)]),
    "in order": ([(4, 6), (1, 3)], [(1, 3), (4, 6)]),
    "touching ones made one": ([(1, 2), (2, 3)], [(1, 3)]),
    "with white space between made one": ([(4, 6), (7, 9)], [(4, 9)]),
    "overlapping ones made one": ([(1, 6), (4, 9)], [(1, 9)]),
    "one inside another": ([(1, 9), (4, 6)], [(1, 9)]),
    "a mark between keeps them apart": ([(1, 3), (4, 6)], [(1, 3), (4, 6)]),
    "nothing but white space is nothing": ([(3, 3), (6, 7)], []),
}


@pytest.mark.parametrize(("places", "tidied"), TIDIED.values(), ids=TIDIED)
def test_places_are_tidied(places: list[tuple[int, int]], tidied: list[tuple[int, int]]) -> None:
    assert TokenizedText(" ab,cd ef.").tidy(places) == tuple(tidied)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected_dice", "expected_iou"),
    [
        ({1, 2, 3}, {1, 2, 3}, 1.0, 1.0),
        ({1, 2, 3}, {3, 4}, 2 / 5, 1 / 4),
        ({1}, {2}, 0.0, 0.0),
        ({1}, set[int](), 0.0, 0.0),
        (set[int](), set[int](), 0.0, 0.0),
    ],
)
def test_likeness_of_tokens(
    gold: set[int], predicted: set[int], expected_dice: float, expected_iou: float
) -> None:
    """Dice = 2 common / (gold + predicted); IoU = common / all; with nothing, 0."""
    one, other = frozenset(gold), frozenset(predicted)
    assert (dice(one, other), iou(one, other)) == (expected_dice, expected_iou)
