"""Evidence that is named by its ends, and the sentence that is made of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factx import Article, FactRecord
from factx.grounding import ground
from factx.llm.wire.answer import Answer
from factx.llm.wire.merge import merge
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft
from factx.records import Origin
from factx.text import Index, index_of

TEXT = (
    "The mayor of Tarn, Ida Quist, said that she had sold the mill in May, and the town owed "
    "nothing. "
    "The mill, which burned in 1961, stands on the quay and the quay is sinking. "
    "“I signed it twice. The bank, of course, had asked for that,” Quist said. "
    "She denied that it had ever lost money. "
    "The clerk was told it would open."
)
SOURCES = ["1 | Ida Quist | person | named", "2 | the clerk | person | unnamed"]
STATEMENTS = [
    "1 | 1:The mayor of Tarn, Ida Quist | said | that she had >> town owed nothing",
    "3 | 1:Quist | said | “I signed it >> asked for that,”",
    "5 | 1:She | denied | that it had ever lost money",
    "6 | 2:The clerk | was told | it would open",
]


def answer(*claims: str) -> Answer:
    return Answer.model_validate(
        {"sources": SOURCES, "statements": STATEMENTS, "claims": list(claims)}
    )


def record_of(*claims: str) -> FactRecord:
    article, origin = Article(text=TEXT), Origin(drafter="other")
    return ground(article, to_draft(answer(*claims), article, origin=origin, attempts=1))


@pytest.mark.parametrize(
    ("line", "evidence", "text"),
    [
        ("1", ["she had sold the mill in May, and the town owed nothing"], None),
        ("1 | >> May", ["she had sold the mill in May"], "She had sold the mill in May."),
        ("1 | town >>", ["town owed nothing"], "Town owed nothing."),
        ("1 | the town >>", ["the town owed nothing"], "The town owed nothing."),
        ("1 | she=1 >> May", ["she had sold the mill in May"],
         "Ida Quist had sold the mill in May."),
        ("1 | sold >> May // she=1", ["she", "sold the mill in May"],
         "Ida Quist sold the mill in May."),
        ("#2 | >> mill // stands >> on", ["The mill", "stands on"], "The mill stands on."),
        ("#2 b | >> mill // which >> 1961", ["The mill", "which burned in 1961"],
         "The mill burned in 1961."),
        ("3 | >> twice", ["I signed it twice"], "I signed it twice."),
        ("3 | I=1 >> twice // it=the deed", ["I signed it twice"],
         "Ida Quist signed the deed twice."),
        ("3 | I=1 signed >> twice", ["I signed it twice"], "Ida Quist signed it twice."),
        ("3 | bank >>", ["bank, of course, had asked for that"], None),
        ("3 | The >>", ["The bank, of course, had asked for that"], None),
        ("#5 | >> lost", ["She denied that it had ever lost"],
         "Ida Quist denied that it had ever lost."),
        ("#2 | she >> May", ["she had sold the mill in May"], None),
        ("1 | The mayor >> Quist", ["The mayor of Tarn, Ida Quist"], None),
        ("#1 of 1 | said >> she", ["said that she"], None),
    ],
)  # fmt: skip
def test_the_ends_name_one_stretch(line: str, evidence: list[str], text: str | None) -> None:
    """Of the content, or else of the sentence of the key; names stand for what they replace."""
    record = record_of(line)
    assert record.ungrounded == ()
    assert problems(answer(line), index_of(TEXT)) == []
    [claim] = record.claims
    assert [span.text for span in claim.evidence] == evidence
    assert text is None or claim.text == text
    assert claim.standalone


@pytest.mark.parametrize(
    ("variant", "line"),
    [
        ("1 | ... May", "1 | >> May"),
        ("1 | the town …", "1 | the town >>"),
        ("1 | the town ->", "1 | the town >>"),
        ("1 | she … May", "1 | she >> May"),
        ("1 | she -> May // the town [...]", "1 | she >> May // the town >>"),
        ("1 | `she >> May`", "1 | she >> May"),
        ("1 | she &gt;&gt; May", "1 | she >> May"),
        ("1 | she>>May", "1 | she >> May"),
        ("**1** | she >> May", "1 | she >> May"),
        ("1 | - | she >> May | She sold it.", "1 | she >> May | She sold it."),
    ],
)
def test_the_ends_in_another_notation(variant: str, line: str) -> None:
    """As in statements, what is clear with the article at hand is read."""
    assert problems(answer(variant), index_of(TEXT)) == []
    read, meant = record_of(variant), record_of(line)
    assert (read.claims, read.ungrounded) == (meant.claims, ())


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("#2 | the >>", '"the >>" is in 2 places: write more words'),
        ("#2 | >> quay", '">> quay" is in 2 places: write more words'),
        ("#2 | the >> bank", "is in no sentence or content of its key"),
        ("#2 | the >> Zwirbelmoor", 'does not contain "Zwirbelmoor"'),
        ("1 | she=7 >> May", "7 cannot be put in for these words"),
        ("#2 | >> sinking // the=a", "the=a cannot be put in for these words"),
        ("#9", "it has no evidence"),
    ],
)
def test_what_is_in_no_place_or_in_several_is_sent_back_and_listed(line: str, problem: str) -> None:
    """A guess would give a claim words that it does not stand on."""
    assert any(problem in one for one in problems(answer(line), index_of(TEXT)))
    record = record_of(line)
    assert record.ungrounded
    assert not any(claim.standalone for claim in record.claims)


def test_a_name_is_given_once_for_the_same_characters() -> None:
    """In every claim that has them, whichever came first, and in no other."""
    record = record_of("1 | >> sold", "1 | she=the mayor >> May", "#5 | >> lost")
    assert [claim.text for claim in record.claims] == [
        "The mayor had sold.",
        "The mayor had sold the mill in May.",
        "Ida Quist denied that it had ever lost.",
    ]


def test_a_denied_claim_never_reads_as_if_it_were_affirmed() -> None:
    """Without a word of denial in its evidence, it takes in the speaker and the cue."""
    [denied] = record_of("5 n | it=the mill >>").claims
    assert denied.factuality == "CT-"
    assert denied.text == "She denied the mill had ever lost money."
    [written] = record_of("5 n | = | The mill has never lost money.").claims
    assert [span.text for span in written.evidence] == ["it had ever lost money"]
    [own] = record_of("1 n | the town >>").claims
    assert [span.text for span in own.evidence] == ["the town owed nothing"]


def test_a_name_with_another_number_in_another_part() -> None:
    """If a model numbers sources from 1 in each part, a number means a source of its part."""
    first = Answer.model_validate({"sources": [SOURCES[1]], "statements": [STATEMENTS[3]]})
    second = Answer.model_validate(
        {
            "sources": [SOURCES[0]],
            "statements": [STATEMENTS[0]],
            "claims": ["1 | she=1 >> May", "1 | the town >>"],
        }
    )
    second_source = second.sources[0].model_copy(update={"number": "1"})  # type: ignore[union-attr]
    second = second.model_copy(update={"sources": (second_source,)})
    renamed = first.model_copy(
        update={"sources": (first.sources[0].model_copy(update={"number": "1"}),)}  # type: ignore[union-attr]
    )
    article, origin = Article(text=TEXT), Origin(drafter="other")
    merged = merge([renamed, second])
    record = ground(article, to_draft(merged, article, origin=origin, attempts=1))
    assert record.claims[0].text == "Ida Quist had sold the mill in May."


def test_a_source_of_an_earlier_part_has_a_name_already() -> None:
    """Its number is known, so that the model is not asked again."""
    part = Answer.model_validate(
        {"statements": [], "claims": ["#2 | it=4 >> sinking", "#5 | it=4"]}
    )
    assert problems(part, Index(TEXT), known=["4"])[1:] == []


def test_an_equals_sign_of_the_article_is_its_words() -> None:
    """As everywhere, what the article contains counts."""
    article = Article(text="He set x=5 that night. It rained.")
    read = Answer.model_validate({"statements": [], "claims": ["#1 | x=5 >> night"]})
    record = ground(article, to_draft(read, article, origin=Origin(drafter="other"), attempts=1))
    assert [span.text for span in record.claims[0].evidence] == ["x=5 that night"]


WORDS = re.findall(r"\w+", TEXT)
ends = st.lists(st.sampled_from([*WORDS, "zwirbel"]), max_size=3).map(" ".join)
keys = st.sampled_from(["1", "3", "5", "6", "#1", "#2", "#3", "#9", "1 n", "5 n", "#2 of 1"])


@given(keys, ends, st.sampled_from([" >> ", ""]), ends, st.sampled_from(["", "=2", "=the firm"]))
def test_whatever_is_written_is_one_stretch_or_none(
    key: str, first: str, arrow: str, last: str, name: str
) -> None:
    """What is found begins and ends with the words written, and nothing is dropped silently."""
    written = f"{first}{name if first else ''}{arrow}{last}"
    record = record_of(f"{key} | {written}")
    assert record.claims or record.ungrounded
    for claim in record.claims:
        for span in claim.evidence:
            assert TEXT[span.start : span.end] == span.text
        if arrow and first and last and "n" not in key:
            assert claim.evidence[0].text.lower().startswith(first.lower())
            assert claim.evidence[-1].text.lower().endswith(last.lower())
