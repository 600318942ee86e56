"""What counts as standing between quotation marks."""

import pytest
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st
from marking import marked, show

from factx.text import Index, quotations, quoted_as

CASES = {
    "straight marks pair up": 'She said ["we go"] and ["we stay"].',
    "curly marks": "She said [“we go”] and left.",
    "doubled single marks": "[''We go,''] he said. [``No,''] she said.",
    "French, German and Japanese marks": "[«Oui»] [„Nein“] [»Doch«] [「はい」]",
    "single curly marks, apostrophes apart": "[‘It’s the workers’ turn,’] she said of Ruiz’s plan.",
    "single straight marks around a word are apostrophes": "the 'so-called' plan isn't Ruiz's",
    "single straight marks around speech": "['It's the workers' turn,'] she said of Ruiz's plan.",
    "single straight marks around some words": "She called it ['a step back'] on Friday.",
    "marks within marks of the same kind": '["The "green" deal is off,"] he said. ["We lost."]',
    "curly marks within curly marks": "[“He said “never” to me,”] she said.",
    "a mark that nothing closes": '"Ruiz went in. [“We are closed,”] she said.',
    "a straight mark that nothing closes": '"Ruiz went in. ["We are closed,"] she said.',
    "punctuation set off by spaces": '[" We are closed , "] she said .',
    "French marks set off by spaces": "Elle dit [« oui »] et [«\u202fnon\u202f»], 5 « 6.",
    "only the outermost counts": "[“He told me ‘no’ twice”]",
    "straight opened, curly closed": '["We go,”] she said. [“We stay,”] he said.',
    "curly opened, straight closed": '[“We go,"] she said. ["We stay,"] he said.',
    "titles in straight marks within curly ones": 'She said [“the "Foo" film”] twice.',
    "three marks close two quotations": "[''We saw 'Foxes,'''] she said.",
    "years without their century": "It began in ‘08 and she said [‘no’].",
    "inches open nothing": 'He is 5\'10" tall and said ["yes"].',
    "the same mark on both sides, Swedish and Finnish": "[”Vi åker”], sade hon. [»Hej»], sa han.",
    "German marks within German marks": "[„Er rief „nein“ und ging“], sagte sie. [„Gut.“]",
    "German marks closed by straight ones": 'Die Rufe [„Tod"], nachts, und [„Gott"] hallten.',
    "a German mark that is never closed": "[„A und „B“] und weiter.",
    "marks after letters of scripts without spaces": "他说[“我们走”]，然后[“好。”]",
    "an open quotation ends with its paragraph": '["We go]\nShe left.',
    "an opening mark before a space opens nothing": 'a " b "',
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_quotations_are_the_marked_stretches(case: str) -> None:
    text, places = marked(case)
    assert show(text, [(q.start, q.end) for q in quotations(text)]) == show(text, places)


def test_a_speech_over_paragraphs_repeats_its_opening_mark() -> None:
    """The first paragraph stays open to its end and the second continues it."""
    first, second = quotations("“One.\n\n“Two.” He left.")
    assert first == (0, 5, False)
    assert second == (7, 13, True)


def test_an_open_quotation_does_not_go_on_without_its_mark() -> None:
    (only,) = quotations("“One.\n\nTwo.")
    assert only == (0, 5, False)


def test_an_open_quotation_goes_on_to_the_mark_that_closes_it() -> None:
    """The paragraphs between need not repeat the opening mark."""
    assert quotations("“One.\n\nTwo.\n\nThree.” Four.") == (
        (0, 5, False),
        (7, 11, True),
        (13, 20, True),
    )


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ("[“We go,”] she said", "direct"),
        ("She said [they would go]", "indirect"),
        ("She called it [a loss “for ever”]", "mixed"),
        ("She said [“yes” and “no”]", "mixed"),
        ("She said [“—”]", "indirect"),
    ],
)
def test_quoted_as_looks_at_words(case: str, expected: str) -> None:
    """direct: every word inside quotation marks; indirect: none, or no words at all."""
    text, places = marked(case)
    assert quoted_as(Index(text), places) == expected


@given(st.text(alphabet=st.sampled_from(" \n\"'“”‘’«»„「」ab1.,")))
def test_quotations_are_in_order_and_apart(text: str) -> None:
    found = quotations(text)
    edges = [edge for q in found for edge in (q.start, q.end)]
    assert edges == sorted(edges)
    assert all(0 <= q.start < q.end <= len(text) for q in found)


@pytest.mark.parametrize(
    "unit",
    ['"', "“", '" a', "‘a ", "‘a’", "‘a’b ", '"a\n', "«", "'a ", '"a "b" ', ' " a', "“a “b” "],
)
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    assert is_even(quotations, unit, 100_000)
