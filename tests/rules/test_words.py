"""The words of a language: their classes, their forms and their singulars."""

import pytest

from factx.rules.language.language import Language, language_of
from factx.rules.language.word import Word

ENGLISH = language_of("en")


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
def test_every_form_of_a_verb_is_found(word: str, base: str, shape: str) -> None:
    """Regular forms are derived, irregular ones are listed."""
    forms = ENGLISH.word(word).forms
    assert (base, shape) in {(form.verb.base, form.shape) for form in forms}


def test_verbs_with_particles_come_first() -> None:
    """ "call for" is another verb than "call"."""
    lengths = [len(form.verb.particles) for form in ENGLISH.forms["called"]]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 1


@pytest.mark.parametrize("code", ["de", "en", "und"])
def test_listed_words_are_lower_case(code: str) -> None:
    """Words are looked up in lower case."""
    language = language_of(code)
    names = {name for file in language.files.values() for name in file}
    words = {word for name in names for word in language.members(name)}
    assert words
    assert {word for word in words if word != word.lower()} == set()


def test_words_have_the_classes_they_are_listed_in() -> None:
    assert {"preposition", "linking"} <= ENGLISH.classes_of("of")
    assert "current" in ENGLISH.members("adjective")


def test_a_class_can_join_others() -> None:
    """`classes.txt` names their parts."""
    assert {"closed class", "noun marker"} <= ENGLISH.classes_of("between")
    assert ENGLISH.members("coordinator") == {"and", "but"}


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("dredging", "ing form"),
        ("dredged", "ed form"),
        ("dams", "s form"),
        ("mayor's", "'s form"),
        ("mayor's", "genitive"),
        ("mayors'", "genitive"),
        ("needn't", "n't form"),
        ("flatly", "adverb"),
        ("also", "adverb"),
    ],
)
def test_an_ending_puts_any_word_in_a_class(word: str, name: str) -> None:
    assert name in ENGLISH.classes_of(word)


@pytest.mark.parametrize("word", ["family", "rally", "dam", "ugly"])
def test_some_words_in_ly_are_not_adverbs(word: str) -> None:
    """They are listed as exceptions, or are too short."""
    assert "adverb" not in ENGLISH.classes_of(word)


def test_the_stem_of_a_word_precedes_its_apostrophe() -> None:
    assert "subject stem" in ENGLISH.classes_of("they've") & ENGLISH.classes_of("they")
    assert "subject" not in ENGLISH.classes_of("they've")


@pytest.mark.parametrize(
    ("plural", "single"),
    [
        ("ministries", "ministry"),
        ("sources", "source"),
        ("spokesmen", "spokesman"),
        ("people", "person"),
        ("press", "press"),
        ("bus", "bus"),
        ("branches", "branch"),
        ("ties", "tie"),
    ],
)
def test_singulars_are_derived_roughly(plural: str, single: str) -> None:
    """The rules need them for nouns in the word files."""
    assert ENGLISH.singular(plural) == single


@pytest.mark.parametrize(
    ("single", "plural"),
    [
        ("page", "pages"),
        ("storey", "storeys"),
        ("story", "stories"),
        ("day", "days"),
        ("inch", "inches"),
        ("box", "boxes"),
        ("foot", "feet"),
        ("man", "men"),
    ],
)
def test_plurals_are_derived_roughly(single: str, plural: str) -> None:
    """For the units of "nine-page" and "half a day"."""
    assert ENGLISH.plural(single) == plural


def test_a_language_without_words_has_no_classes() -> None:
    unknown = Language("und", "quotations", {})
    dams = Word("dams", "word", is_capitalised=True, is_name=True, is_noun_like=True)
    assert unknown.word("Dams") == dams
    assert unknown.singular("dams") == "dams"


@pytest.mark.parametrize("text", ["Dam", "DAM", "Élan", "I'm"])
def test_a_word_that_begins_with_a_capital_is_capitalised(text: str) -> None:
    assert ENGLISH.word(text).is_capitalised


@pytest.mark.parametrize("text", ["dam", "iPhone", "7-Eleven", "_Dam", "“", "Ⓐ"])
def test_no_other_word_and_no_mark_is_capitalised(text: str) -> None:
    assert not ENGLISH.word(text).is_capitalised


@pytest.mark.parametrize(
    ("trait", "those", "others"),
    [
        ("is_name", "Tarn al-Kindi O'Hara", "The tarn Monday May When’s “ Ⓐ"),
        ("is_time", "Monday May yesterday", "may dam monday,"),
        ("is_finite", "was isn't denied", "be said saying dam damaged"),
        ("is_noun_like", "dam 12 % $", "the of . “"),
        ("is_subject_pronoun", "she they've", "her dam"),
    ],
)
def test_the_traits_of_a_word(trait: str, those: str, others: str) -> None:
    """They depend on the word alone, so they are worked out once."""
    assert [
        w for w in (those + " " + others).split() if getattr(ENGLISH.word(w), trait)
    ] == those.split()


def test_two_sections_with_one_name_are_an_error() -> None:
    files = {"a": {"title": ("mr",)}, "b": {"title": ("mrs",)}}
    with pytest.raises(AssertionError, match="two sections are called title"):
        Language("en", "full", files).members("title")
