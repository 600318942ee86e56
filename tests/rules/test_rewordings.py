"""Relations between statements of one speaker: variants and repetitions."""

from factx.records import Article
from factx.rules import draft_offline


def related(*paragraphs: str) -> list[tuple[str, str, str]]:
    """The relations of quotes in an article, each with the first words of both."""
    draft = draft_offline(Article(text="\n\n".join(("A headline", *paragraphs))))
    quotes = {quote.id: quote.spans[0].wording.split()[0] for quote in draft.quotes}
    return [
        (r.type, quotes[r.first], quotes[r.second]) for r in draft.relations if r.first in quotes
    ]


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


def test_a_quotation_that_is_quoted_again_is_a_variant() -> None:
    """Few words are enough if both statements have them between quotation marks."""
    whole = "“I never counted the doors. One does not,” Ann Lee said."
    part = "Ann Lee told the court she had paid because she “never counted the doors”."
    assert related(whole, part) == [("variant_of", "“I", "she")]
    assert related(whole, part.replace("Ann Lee", "Raymond Tull")) == []


def test_a_statement_within_a_longer_one_is_a_variant_of_it_unless_that_denies_it() -> None:
    """So is one that gives the same number and has a word more."""
    short = "Ann Lee said the mill pond was old."
    longer = "Ann Lee said the mill pond was old and deep."
    assert related(short, longer) == [("variant_of", "the", "the")]
    denied = "Ann Lee said it was no longer true that the mill pond was old."
    assert related(short, denied) == []
    some = "Villagers said that more than 20 had died."
    assert related(some, "The villagers’ claim that more than 20 persons had died is new.") == [
        ("variant_of", "that", "that")
    ]


def test_claims_of_one_speaker_with_the_same_words_are_repetitions() -> None:
    """The later claim repeats the earlier; claims of two speakers do not."""
    draft = draft_offline(
        Article(
            text="The crew are guests of the coast guard, Ann Lee said.\n\n“They are guests of the"
            " coast guard, and they eat well,” Ann Lee said."
        )
    )
    claims = {claim.id: claim.text for claim in draft.claims}
    repeats = [(claims[r.first], claims[r.second]) for r in draft.relations if r.type == "repeats"]
    assert repeats == [
        ("They are guests of the coast guard", "The crew are guests of the coast guard")
    ]


def test_a_claim_with_the_same_number_and_a_word_less_repeats_the_other() -> None:
    """A word instead of another is another claim."""
    draft = draft_offline(
        Article(
            text="A headline\n\nThe mayor said 20 boats had sunk. The mayor later said 20 had sunk."
            " The mayor added that 20 cars had sunk."
        )
    )
    claims = {claim.id: claim.text for claim in draft.claims}
    repeats = [(claims[r.first], claims[r.second]) for r in draft.relations if r.type == "repeats"]
    assert repeats[0] == ("20 had sunk", "20 boats had sunk")
    assert ("20 cars had sunk", "20 boats had sunk") not in repeats
