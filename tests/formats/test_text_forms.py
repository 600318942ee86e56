"""Offsets that were counted in another form of a text lead to the same words."""

from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

from factx.formats.text_forms import TextForm, form_of
from factx.text import Offsets

TEXT = "“We will\r\nappeal,”\nsaid\r\n\r\nAna."


def has(form: TextForm, annotation: tuple[Offsets, str]) -> bool:
    place, words = annotation
    return form.text[slice(*place)] == words


def test_the_form_is_the_one_in_which_most_annotations_have_their_words() -> None:
    """One that has a slip of its own does not decide; the text itself does if all are equal."""
    for twin in (
        TEXT,
        TEXT.replace("\r\n", "\n"),
        TEXT.replace("\r\n", "\n").replace("\n", "\r\n"),
    ):
        annotations = [
            ((twin.index(word), twin.index(word) + len(word)), word)
            for word in ("We", "appeal", "said", "Ana")
        ]
        form = form_of(TEXT, [*annotations, ((0, 2), "slip")], has)
        assert [TEXT[slice(*form.place(*place))] for place, _ in annotations] == [
            "We",
            "appeal",
            "said",
            "Ana",
        ]
    assert form_of(TEXT, [((0, 2), "no")], has) == TextForm(TEXT)
    assert form_of(TEXT, [], has) == TextForm(TEXT)


def test_a_byte_order_mark_may_be_counted() -> None:
    """In either form of the line ends."""
    for twin in (TEXT, TEXT.replace("\r\n", "\n")):
        annotations = [
            ((twin.index(word) + 1, twin.index(word) + 1 + len(word)), word)
            for word in ("We", "appeal", "said", "Ana")
        ]
        form = form_of(TEXT, annotations, has, marked=True)
        assert form.text == f"\ufeff{twin}"
        found = [TEXT[slice(*form.place(*place))] for place, _ in annotations]
        assert found == ["We", "appeal", "said", "Ana"]


@given(
    parts=st.lists(st.sampled_from(["a", "b ", "\n", "\r\n", "\r"]), min_size=1, max_size=12),
    marked=st.booleans(),
)
@examples(200)
def test_every_place_of_every_form_has_the_same_words(parts: list[str], marked: bool) -> None:
    text = "".join(parts)
    plain = text.replace("\r\n", "\n")
    for twin in (text, plain, plain.replace("\n", "\r\n")):
        counted = ("\ufeff" if marked else "") + twin
        every = [
            ((start, end), counted[start:end])
            for start in range(marked, len(counted))
            for end in range(start + 1, len(counted) + 1)
            if not set(counted[start] + counted[end - 1]) & set("\r\n")
        ]
        form = form_of(text, every, has, marked=marked)
        for place, words in every:
            found = text[slice(*form.place(*place))]
            assert found.replace("\r", "").replace("\n", "") == words.replace("\r", "").replace(
                "\n", ""
            )
