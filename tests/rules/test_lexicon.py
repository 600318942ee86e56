"""The word lists and the forms made from them."""

import pytest

from factx.rules.language.lexicon import forms, is_adverb, singular, words


@pytest.mark.parametrize(
    ("word", "base", "shape"),
    [
        ("says", "say", "s"),
        ("said", "say", "past"),
        ("saying", "say", "ing"),
        ("denies", "deny", "s"),
        ("denied", "deny", "past"),
        ("denying", "deny", "ing"),
        ("admitted", "admit", "past"),
        ("admitting", "admit", "ing"),
        ("believes", "believe", "s"),
        ("believing", "believe", "ing"),
        ("told", "tell", "past"),
        ("telling", "tell", "ing"),
        ("agreeing", "agree", "ing"),
        ("stresses", "stress", "s"),
        ("written", "write", "past"),
        ("going", "go", "ing"),
    ],
)
def test_a_verb_is_known_in_all_its_forms(word: str, base: str, shape: str) -> None:
    """Regular forms are made, irregular ones are listed."""
    assert (base, shape) in {(form.verb.base, form.shape) for form in forms()[word]}


def test_a_verb_with_a_particle_is_tried_before_the_verb_alone() -> None:
    """To call for something is not to call it something."""
    lengths = [len(form.verb.particles) for form in forms()["called"]]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 1


@pytest.mark.parametrize(
    ("file", "section"),
    [("function", "determiner"), ("nouns", "person"), ("names", "title"), ("claims", "opinion")],
)
def test_a_list_is_lower_case_and_not_empty(file: str, section: str) -> None:
    """Words are looked up in lower case."""
    assert words(file, section)
    assert all(word == word.lower() for word in words(file, section))


def test_adverbs_end_in_ly_or_are_listed() -> None:
    """Some words in -ly are no adverbs."""
    assert [word for word in ("flatly", "also", "family", "rally", "dam") if is_adverb(word)] == [
        "flatly",
        "also",
    ]


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("ministries", "ministry"),
        ("sources", "source"),
        ("spokesmen", "spokesman"),
        ("press", "press"),
    ],
)
def test_a_noun_is_known_by_its_singular(plural: str, single: str) -> None:
    """Roughly: as far as the lists of nouns need it."""
    assert singular(plural) == single
