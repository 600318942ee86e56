"""Where sentences begin and end, and how they are numbered."""

import pytest
from growth import is_even
from hypothesis import given
from hypothesis import strategies as st
from marking import marked, show

from factx.text import Index, sentences

CASES = {
    "a full stop ends a sentence": "[One sat.] [Two stood.]",
    "so do ! ? and an ellipsis": "[Go!] [Why?] [He left…] [Then it rained.]",
    "closing marks belong to the sentence before": "[“We go.”] [(They stay.)] [Done.]",
    "German and French closing marks too": "[„Wir gehen.“] [« Ils restent. »] [Fertig.]",
    "a question inside a quotation goes on in lower case": "[“What now?” she asked.]",
    "a title ends nothing": "[Mr. Ruiz met Dr. Lee and Gen. Ode.]",
    "nor does an initial": "[J. Alvarez and P. J. Alder ran.]",
    "an initial at the end of a sentence does": "[They chose plan B.] [The rest left.]",
    "months shorten before numbers": "[It opened on Sept. 4 in the rain.]",
    "an acronym goes on before a name": "[The U.S. Army left.]",
    "and ends before an opener": "[He moved to the U.S.] [The army stayed.]",
    "no is a word before a word": "[She voted no.] [He did not.]",
    "and a number before a number": "[See No. 5 and Vol. 2 for more.]",
    "a decimal point is no stop": "[It fell 1.4 kilometres to 34.9.]",
    "a line break ends a sentence": "[Headline without a stop]\n[The text begins.]",
    "so does a blank line": "[Headline]\n\n[The text.]",
    "and one of Windows": "[Headline]\r\n\r\n[The text.]\r\n[More.]\r\n",
    "a missing final newline changes nothing": "[One.] [Two]",
    "Chinese and Japanese stops need no space": "[他走了。][「行くよ。」][はい！]",
    "white space belongs to none": "  [One.]   [Two.]  \n ",
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_sentences_are_the_marked_stretches(case: str) -> None:
    text, places = marked(case)
    assert show(text, sentences(text)) == show(text, places)


def test_a_paragraph_wrapped_at_a_fixed_width_is_read_as_one() -> None:
    """Line breaks inside it end nothing; three lines filled to the brim prove the wrapping."""
    text = (
        "The council approved the repair of the bridge by seven votes to four\n"
        "on Tuesday night. If the work keeps to its schedule, the bridge will\n"
        "open again on 14 December.\n"
    )
    found = [text[start:end] for start, end in sentences(text)]
    assert len(found) == 2
    assert found[0].endswith("Tuesday night.")


def test_a_headline_over_a_caption_is_not_taken_for_a_wrapped_paragraph() -> None:
    """Two lines prove little: the second must begin in the middle of a sentence."""
    text = (
        "Bridge across the harbour to stay shut for fourteen weeks after the summer fair\n"
        "By Rosalind Tway\n"
    )
    assert len(sentences(text)) == 2


def test_numbers_count_from_1_and_gaps_belong_to_the_sentence_before() -> None:
    index = Index("  One.  Two.")
    assert [index.sentence_of(at) for at in (0, 2, 6, 8, 11)] == [1, 1, 1, 2, 2]


def test_an_empty_text_has_no_sentences() -> None:
    assert sentences("") == sentences(" \n\t ") == ()


@given(st.text(alphabet=st.sampled_from(" \n\r.!?…\"'”aA1。é\u2028\u00a0")))
def test_every_character_but_white_space_is_in_just_one_sentence(text: str) -> None:
    covered = [at for start, end in sentences(text) for at in range(start, end)]
    assert covered == sorted(set(covered))
    assert {at for at, char in enumerate(text) if not char.isspace()} <= set(covered)
    for start, end in sentences(text):
        assert not text[start].isspace()
        assert not text[end - 1].isspace()


@pytest.mark.parametrize("unit", ["a. ", ".", " ", "\n", "a\r\n", "? ", "a.b.", " .", "Mr. "])
def test_time_grows_with_the_text_and_not_with_its_square(unit: str) -> None:
    assert is_even(sentences, unit, 100_000)
