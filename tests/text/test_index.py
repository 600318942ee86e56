"""Finding words at the edges of words, to the letter and but for typography."""

import pytest
from growth import is_even
from hypothesis import assume, given
from hypothesis import strategies as st
from marking import marked, show

from factx.text import Index, index_of, is_bounded

FOUND = {
    "whole words only": ("he", "[he] said the other [he] knew her", True),
    "next to punctuation": ("Ruiz", "[Ruiz], [Ruiz]’s and (Ruizes)", True),
    "no part of a number": ("400", "1,400 and 400.5 and [400].", True),
    "nor of a decimal": ("5", "1.5 [5] 5,000", True),
    "no half of a composed character": ("cafe", "cafe\u0301 and [cafe]", True),
    "in scripts that write no spaces": ("日本", "これは[日本]です", True),
    "typography aside": ('"don\'t"', "she said [“don’t”] twice, [“Don’t”]", False),
    "over a line break of Windows": ("two words", "of [two\r\nwords] here", False),
    "with white space at its ends": (" two ", "one [two] three", False),
    "a ß for ss": ("strasse", "die [Straße]", False),
}


@pytest.mark.parametrize(("words", "case", "exact"), FOUND.values(), ids=FOUND)
def test_words_are_found_where_marked(words: str, case: str, exact: bool) -> None:
    text, places = marked(case)
    index = Index(text)
    found = index.find_exact(words) if exact else index.find_folded(words)
    assert show(text, found) == show(text, places)
    assert not exact or (index.contains(words) and not index.contains(f"{words}x"))


@pytest.mark.parametrize("words", ["", " ", "\u200b", "\n"])
def test_nothing_is_found_nowhere(words: str) -> None:
    assert Index("one two").find_folded(words) == []
    assert not Index("one_two").contains(words)


def test_a_sentence_can_bound_the_search() -> None:
    """Only what begins there counts; it may end later."""
    index = Index("He ran. He sat. He\nstood.")
    assert index.find_exact("He", *index.sentence_reach(2)) == [(8, 10)]
    assert index.find_exact("sat. He", *index.sentence_reach(2)) == [(11, 18)]


@given(st.text(alphabet=st.characters(codec="utf-8")), st.data())
def test_any_stretch_between_word_edges_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    words = text[start:end]
    if not words.strip() or not is_bounded(text, start, end):
        return
    found = Index(text).find_exact(words)
    assert all(text[slice(*place)] == words for place in found)
    assert found


@given(st.text(alphabet=st.sampled_from("ab \n“\"’'-—1,.é")), st.data())
def test_folded_search_finds_what_exact_search_does(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume("''" not in text and "--" not in text)  # what is doubled folds as a whole
    index = Index(text)
    stripped = text[start:end].strip()
    if stripped and index.find_exact(stripped):
        assert index.find_folded(stripped)


@given(st.text(alphabet=st.sampled_from("ab \n“\"’'-—1,.é日"), max_size=40), st.data())
def test_a_large_text_is_searched_by_its_words_with_the_same_result(
    text: str, data: st.DataObject
) -> None:
    """The short way, which looks only where the rarest word stands, agrees with the long one."""
    assume("''" not in text and "--" not in text)
    start = data.draw(st.integers(0, len(text)))
    words = text[start : data.draw(st.integers(start, len(text)))].strip()
    text = f"{text} {text}"
    expected = Index(text).find_exact(words), Index(text).find_folded(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("factx.text.index._LARGE", 0)
        assert (Index(text).find_exact(words), Index(text).find_folded(words)) == expected


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("a", "a" * 1000),
        ("a ", "a " * 500 + "a"),
        ("ab", "ab" * 500),
        ('"', '"' * 100),
        ("é ", "é é"),
    ],
)
def test_repeats_do_not_make_the_search_quadratic(unit: str, words: str) -> None:
    def search(text: str) -> None:
        index = Index(text)
        index.find_exact(words)
        index.find_folded(words)

    assert is_even(search, unit, 240_000)  # a quarter of it is a large text too


def test_the_index_of_a_text_is_made_once() -> None:
    """Equal strings share one, and other texts have their own."""
    text = "Ana said it rained."
    assert index_of(text) is index_of("".join(text))
    assert index_of(text + " Ben said it poured.").text != text
    assert index_of(text).sentences == Index(text).sentences
