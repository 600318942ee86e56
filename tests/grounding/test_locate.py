"""Promises about all texts: what is found, what never is, and how long it takes at most."""

import pytest
from building import claim, grounded, said
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.grounding.candidates import Candidate, Locator
from factx.records import Passage
from factx.text import Index, fold, is_bounded

WORDS = [
    "mayor",
    "bridge",
    "Ruiz",
    "won’t",
    "close",
    "“yes”",
    "no,",
    "1,400",
    "May",
    "naïve",
    "ﬁne",
]
OTHERS = ["zebra", "yoghurt", "quartz", "Xylo", "wombat", "jigsaw", "vortex"]
TYPOGRAPHY = {
    " ": [" ", "  ", "\u00a0", "\n", "\r\n"],
    "’": ["'", "’", "ʼ"],
    "“": ['"', "“", "„", "«"],
    "”": ['"', "”", "“", "»"],
    "ï": ["ï", "i\u0308"],
    "ﬁ": ["ﬁ", "fi"],
}


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, tuple[int, int], str]:
    """A text, a stretch of whole words in it, and the stretch in other typography."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=12))
    first = draw(st.integers(0, len(words) - 1))
    last = draw(st.integers(first, len(words) - 1))
    start = len(" ".join(words[:first])) + (first > 0)
    stretch = " ".join(words[first : last + 1])
    other = "".join(draw(st.sampled_from(TYPOGRAPHY.get(char, [char]))) for char in stretch)
    return " ".join(words), (start, start + len(stretch)), other


@given(rewritten())
def test_other_typography_is_always_found(case: tuple[str, tuple[int, int], str]) -> None:
    """At the stretch itself, or at an earlier or later one that reads the same."""
    text, place, other = case
    found = Locator(Index(text)).candidates(Passage(text=other))
    folded = {fold(text[c.start : c.end]) for c in found}
    assert folded == {fold(text[slice(*place)])}


@given(
    st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join),
    st.lists(st.sampled_from(OTHERS), min_size=1, max_size=12).map(" ".join),
)
def test_other_words_are_never_found(text: str, words: str) -> None:
    locator = Locator(Index(text))
    assert locator.candidates(Passage(text=words)) == ()
    assert locator.miss(Passage(text=words)).reason == "not_in_text"


SMALL = st.text(alphabet=st.sampled_from('ab .,“"’é\u0301-'), max_size=9)


@given(SMALL, SMALL)
@examples(400)
def test_on_small_texts_the_search_agrees_with_trying_every_stretch(text: str, words: str) -> None:
    """The slow way: fold every stretch that cuts nothing in two, and compare."""
    wanted = fold(words)
    if not wanted or any(doubled in text + words for doubled in ("’’", "--", "''")):
        return
    every = {
        (start, end)
        for start in range(len(text))
        for end in range(start + 1, len(text) + 1)
        if is_bounded(text, start, end)
        and fold(text[start:end]) == wanted
        and not text[start].isspace()
        and not text[end - 1].isspace()
    }
    found = Index(text).find_folded(words)
    assert set(found) <= every
    assert bool(found) == bool(every)


def test_a_stricter_way_of_finding_comes_before_a_looser_one() -> None:
    """To the letter before typography, and both before a near match."""
    locator = Locator(Index('We “go” now. We "go" now. We “stand” now and then, we say.'))
    assert locator.candidates(Passage(text='We "go" now')) == (Candidate(13, 24),)
    (near,) = locator.candidates(Passage(text="now and then, they say"))
    assert near.match == "approximate"


def test_the_ends_of_a_passage_are_not_taken_for_a_string_with_an_ellipsis() -> None:
    """They are written alike, and the one says that words are left out."""
    locator = Locator(Index("One two three four five six."))
    (ends,) = locator.candidates(Passage(first="One two", last="five six"))
    (text,) = locator.candidates(Passage(text="One two ... five six"))
    assert (ends.match, ends.differs) == ("exact", ())
    assert (text.match, text.differs) == ("elided", ("-three", "-four"))


HUGE = 200_000


@pytest.mark.parametrize(
    ("unit", "written"),
    [
        ("a", "a" * 5000),
        ("a ", "a " * 2000 + "b"),
        ("said he ", "said he said she"),
        ("“no” ", "“no” … “no” … “yes”"),
        ("[[", "[" * 3000),
        ("… ", "… " * 1500),
        ("the bridge will close. ", "the bridge may close"),
        ("\u0301", "\u0301" * 500),
        ("日本", "日本語" * 300),
    ],
)
def test_no_text_makes_it_hang(unit: str, written: str) -> None:
    """A quadratic search would take minutes on any of these."""
    statement = said(written, source=written[:20] or None, cue="said")
    claims = [claim(written)]
    assert is_even(lambda text: grounded(text, statement, claims=claims), unit, HUGE)


def test_thousands_of_equal_statements_are_placed_one_after_another() -> None:
    """Each takes a place of its own, in the order of the draft."""
    count = 1500
    text = "“No,” he said. " * count
    record = grounded(text, *(said("“No,”", id=str(n)) for n in range(count)))
    assert [quote.spans[0].start for quote in record.quotes] == list(range(0, 15 * count, 15))
