"""Relations between statements of one speaker: variants and repetitions."""

from factx.records import Article
from factx.rules import draft_offline


def related(*paragraphs: str) -> list[tuple[str, str, str]]:
    """The relations of an article, each with the first words of both quotes."""
    draft = draft_offline(Article(text="\n\n".join(("A headline", *paragraphs))))
    quotes = {quote.id: quote.spans[0].wording.split()[0] for quote in draft.quotes}
    return [(r.type, quotes[r.first], quotes[r.second]) for r in draft.relations]


FULL = (
    "“The dam has stood for ninety years. Rebuilding the old spillway must be decided by all"
    " landowners of the valley, and soon,” Ann Lee said."
)


def test_an_elided_quotation_is_a_variant_of_the_fuller_one() -> None:
    """The relation goes from the short to the long wording, in any order in the article."""
    short = (
        "“Rebuilding the old spillway ... is decided by landowners of the valley,” Ann Lee said."
    )
    assert related(FULL, short) == [("variant_of", "“Rebuilding", "“The")]
    assert related(short, FULL) == [("variant_of", "“Rebuilding", "“The")]


def test_a_paraphrase_in_the_same_words_is_a_variant() -> None:
    told = "Ann Lee said that rebuilding the old spillway must be decided soon by landowners."
    assert related(told, FULL) == [("variant_of", "that", "“The")]


def test_a_quote_with_the_same_words_is_a_repetition() -> None:
    """The later quote repeats the earlier."""
    again = "“Rebuilding the old spillway must be decided soon by all landowners,” Ann Lee said."
    assert related(again, "It rained.", again.replace("said", "added")) == [
        ("repeats", "“Rebuilding", "“Rebuilding")
    ]


def test_statements_of_two_speakers_are_not_related() -> None:
    """Even if the words are the same."""
    assert related(FULL, FULL.replace("Ann Lee", "Raymond Tull")) == []


def test_statements_with_different_numbers_are_not_related() -> None:
    one = "Ann Lee said that the old spillway would cost landowners 40 million in repairs."
    assert related(one, one.replace("40", "50")) == []


def test_a_statement_within_another_is_not_related_to_it() -> None:
    """They have the same words, which occur once."""
    words = "the old spillway of the lower valley would flood farms."
    assert related(f"Ann Lee said she believes that {words}") == []
    assert related(f"Ann Lee said that {words}", f"She believes that {words}") != []
