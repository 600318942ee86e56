"""Folding: what it makes equal, what it keeps apart, and where everything comes from."""

import unicodedata

import pytest
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st

from factx.text import Folded, fold

EQUAL = {
    "case": ("The Minister", "THE MINISTER"),
    "curly and straight quotation marks": ("“don’t”", '"don\'t"'),
    "French and German marks": ("«oui» „nein“", '"oui" "nein"'),
    "doubled single marks": ("``yes''", '"yes"'),
    "dashes, and the space around long ones": ("ten — it", "ten—it"),
    "a hyphen for a dash": ("ten - it", "ten—it"),
    "two hyphens for a dash": ("ten -- it", "ten—it"),
    "non-breaking space": ("10\u00a0km", "10 km"),
    "runs of white space, line breaks included": ("a \r\n\t b", "a b"),
    "ligatures": ("ﬁrst oﬃce", "first office"),
    "composed and combining marks": ("café", "cafe\u0301"),
    "ß and ss": ("Straße", "STRASSE"),
    "the ellipsis": ("wait…", "wait..."),
    "soft hyphens and zero-width spaces": ("co\u00adop\u200beration", "cooperation"),
    "full-width forms": ("ＡＢＣ", "abc"),
    "directional marks": ("\u200fשלום\u200e", "שלום"),
}
APART = {
    "letters with and without marks": ("cafe", "café"),
    "a power and its digit": ("10²", "102"),
    "a fraction and digits": ("1½", "11/2"),
    "dotted and dotless i": ("ı", "i"),
    "words and their parts": ("coop", "co op"),
    "hyphen and nothing": ("co-op", "coop"),
}


@pytest.mark.parametrize(("one", "other"), EQUAL.values(), ids=EQUAL)
def test_typography_is_folded_away(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_meaning_is_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("İstanbul", 1, 9),
        ("Straße", 0, 5),
        ("q\u0301", 0, 1),
        ("👩\u200d👩\u200d👧", 0, 1),
        ("🇹🇷", 0, 1),
        ("ﬁ", 1, 2),
        ("…", 0, 2),
    ],
)
def test_half_a_character_has_no_origin(text: str, start: int, end: int) -> None:
    """What one character, or one base with its marks, folds to can be matched only whole."""
    folded = Folded(text)
    assert folded.origin(0, len(folded.text)) == (0, len(text))
    assert folded.origin(start, end) is None


@given(st.text())
def test_the_whole_comes_from_the_whole(text: str) -> None:
    folded = Folded(text)
    if folded.text:
        origin = folded.origin(0, len(folded.text))
        assert origin is not None
        start, end = origin
        assert fold(text[start:end]) == folded.text.strip(" ")


@given(st.text(), st.data())
def test_every_origin_folds_to_what_it_is_the_origin_of(text: str, data: st.DataObject) -> None:
    folded = Folded(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    if start == end or (origin := folded.origin(start, end)) is None:
        return
    inner = Folded(text[slice(*origin)]).text
    assert inner.strip(" ") == folded.text[start:end].strip(" ")


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_composed_and_decomposed_text_fold_alike(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@pytest.mark.parametrize(
    "unit", ["a", " ", "é", "-", " -", "\u0301", "’", "\u200d", "👩\u200d", "\n- "]
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    assert is_even(Folded, unit, 100_000)
