"""Which words of a claim count as what it says."""

import pytest

from factx.text.function_words import content_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The dam near Bonn has broken.", "dam bonn broken"),
        ("It was THE mayor's plan, and hers.", "mayor plan"),
        ("There is a river.", "river"),
        ("", ""),
        ("It is as it was.", ""),
    ],
)
def test_function_words_are_left_out_and_the_rest_kept_in_order(text: str, words: str) -> None:
    assert content_words(text) == words.split()


@pytest.mark.parametrize("word", "no not never none nobody nothing neither nor cannot".split())
def test_negations_stay(word: str) -> None:
    """They turn what is claimed into its opposite."""
    assert content_words(f"He is {word} there.") == [word]


@pytest.mark.parametrize("word", "may might can could must should shall will would ought".split())
def test_modals_stay(word: str) -> None:
    """They say how sure the claim is."""
    assert content_words(f"They {word} be in it.") == [word]


@pytest.mark.parametrize(
    "word", "5 2026 one two dozen all some most many few half first more less every".split()
)
def test_numbers_and_quantities_stay(word: str) -> None:
    assert content_words(f"{word} of them") == [word]


@pytest.mark.parametrize("contracted", ["can’t", "can't", "won't", "doesn’t", "isn't"])
def test_a_contracted_negation_leaves_a_trace(contracted: str) -> None:
    """A claim and its denial never have the same content words."""
    verb = {"ca": "can", "wo": "will", "does": "does", "is": "is"}[contracted[:-3]]
    assert content_words(f"He {contracted} go") != content_words(f"He {verb} go")


def test_a_word_occurs_as_often_as_it_stands_there() -> None:
    """So that a claim that repeats a word is not the same as one that does not."""
    assert content_words("Rain on rain") == ["rain", "rain"]
