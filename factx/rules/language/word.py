"""A word or mark with everything that is known of it wherever it occurs, worked out once."""

from typing import Literal, NamedTuple

from factx.rules.language.reporting_words import FINITE, Form, Shape

COMMON_VERBS = frozenset({"past verb", "s verb", "base verb"})
"""Classes of the forms of ordinary verbs."""

_SYMBOLS = frozenset("%$£€#&")
"""Marks that are read as nouns."""
_NO_NAMES = frozenset({"function word", "function word stem"})


class Word(NamedTuple):
    """A word, a mark or a quotation, wherever it occurs."""

    low: str
    """In lower case, with straight apostrophes; empty for a quotation."""
    kind: Literal["word", "mark", "quotation"]
    classes: frozenset[str] = frozenset()
    """Empty for a mark or a quotation."""
    forms: tuple[Form, ...] = ()
    """The verbs that it may be a form of, those with particles first."""
    is_capitalised: bool = False
    """Whether it is a word that begins with a capital."""
    is_name: bool = False
    """Whether it can be part of a name by itself: capitalised, no function word, no day."""
    is_noun_like: bool = False
    """Whether it may be part of a noun phrase: a noun, an adjective, a number, "%", a quotation."""
    is_time: bool = False
    """Whether it is the name of a day or month, or a word like "yesterday"."""
    is_finite: bool = False
    """Whether its form shows that it is a finite verb."""
    shapes: frozenset[Shape] = frozenset()
    """The shapes of its forms."""
    is_subject_pronoun: bool = False
    """Whether it is a pronoun as subject, also with an auxiliary: "they've"."""
    may_be_finite: bool = False
    """Whether it may be a finite verb, which is no name: many nouns look like verbs."""


QUOTATION = Word("", "quotation", is_noun_like=True)
"""Any quotation as a whole."""
QUOTED_NAME = QUOTATION._replace(classes=frozenset({"quoted name"}))
"""A few words in quotation marks, with capitals and without an end, such as a nickname."""


def mark(text: str) -> Word:
    """A punctuation mark or symbol."""
    return Word(text, "mark", is_noun_like=text in _SYMBOLS)


def word_of(text: str, low: str, classes: frozenset[str], forms: tuple[Form, ...]) -> Word:
    """A word with its classes and the verbs that it may be a form of."""
    is_capitalised = text[0].isupper()
    is_time = is_capitalised if "ambiguous month" in classes else "time" in classes
    is_name = is_capitalised or ("-" in text and _is_joined(text, low))
    is_finite = not is_time and _is_finite(classes, forms)
    shapes: frozenset[Shape] = frozenset(form.shape for form in forms)
    looks_finite = not (classes.isdisjoint(COMMON_VERBS) and shapes.isdisjoint(FINITE))
    return Word(
        low,
        "word",
        classes,
        forms,
        is_capitalised,
        is_name=is_name and not is_time and classes.isdisjoint(_NO_NAMES),
        is_noun_like="closed class" not in classes,
        is_time=is_time,
        is_finite=is_finite,
        shapes=shapes,
        is_subject_pronoun="subject" in classes or {"subject stem", "clitic"} <= classes,
        may_be_finite=is_finite or (looks_finite and not is_capitalised),
    )


def _is_joined(text: str, low: str) -> bool:
    """Whether a capital follows the hyphen after a first part without one: "al-Kindi"."""
    first, _, rest = text.partition("-")
    return low.partition("-")[0] == first and rest[:1].isupper()


def _is_finite(classes: frozenset[str], forms: tuple[Form, ...]) -> bool:
    if "auxiliary" in classes:
        return "non-finite auxiliary" not in classes
    return "finite contraction" in classes or ("ed form" in classes and bool(forms))
