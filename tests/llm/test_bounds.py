"""An answer has as many items as a server lets through; so many are read as an article can have."""

import json
from collections import Counter
from time import process_time
from typing import Any

import pytest

from factx.grounding import ground
from factx.llm.recording import Completion
from factx.llm.wire.answer import MOST_PARTS, MOST_READ, Answer
from factx.llm.wire.find_object import Wanted
from factx.llm.wire.parse import parse
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft
from factx.records import Article, FactRecord, Origin
from factx.text import index_of

pytestmark = pytest.mark.bad_input

LINES = {
    "sources": "1 | Lena Moss | person | named",
    "statements": "3 | 1:Mayor Lena Moss | said | <1>",
    "claims": "4 | opinion CT+ | = | The quarry near Tarn was unsafe.",
}


def answer_of(**lists: Any) -> Answer:
    """The answer in a completion with these lists."""
    return parse(Completion(text=json.dumps({"statements": []} | lists))).answer


def record_of(answer: Answer, article: Article) -> FactRecord:
    """The record of an answer."""
    draft = to_draft(answer, article, origin=Origin(drafter="instructor"), attempts=1)
    return ground(article, draft)


@pytest.mark.parametrize("name", LINES)
@pytest.mark.parametrize("surplus", [0, 1, 3])
def test_items_above_the_limit_are_counted(article: Article, name: str, surplus: int) -> None:
    """In the record and in what is sent back; as many items as the limit are all read."""
    answer = answer_of(**{name: [LINES[name]] * (MOST_READ + surplus)})
    assert len(getattr(answer, name)) == MOST_READ + bool(surplus)
    left_out = [one for one in record_of(answer, article).ungrounded if "first" in str(one.detail)]
    assert [one.drafted for one in left_out] == ([f"{surplus} more items"] if surplus else [])
    again = answer.model_copy(update={name: getattr(answer, name)[-2:]})
    assert ("were left out" in " ".join(problems(again, index_of(article.get_text())))) is bool(
        surplus
    )


@pytest.mark.parametrize("item", ["1", '"x"', "{}", "[]", "null", json.dumps(LINES["statements"])])
def test_a_million_items_are_quick(article: Article, item: str) -> None:
    """They are not validated one by one, whatever they are; it is 4 MB that a server may send."""
    text = '{"statements": [' + ",".join([item] * min(1_000_000, 4_000_000 // len(item))) + "]}"
    begin = process_time()
    record = record_of(parse(Completion(text=text)).answer, article)
    assert process_time() - begin < 20
    says_nothing = item == "[]"  # a list of lists is read as their lines
    assert bool(record.ungrounded) is not says_nothing
    assert all(one.drafted is not None for one in record.ungrounded[-1:])
    assert len(record.ungrounded) <= 2 * MOST_READ + 10


def with_pieces(number: int) -> Any:
    """A statement whose content has so many pieces."""
    return {"number": "1", "content": [{"text": "The council"}] * number}


def line_of_pieces(number: int) -> Any:
    """The same, as a line."""
    return "2 | - | said | " + " // ".join(["The council"] * number)


def with_sources(number: int) -> Any:
    """A statement by so many sources."""
    return {"number": "1", "content": [{"text": "The council"}], "sources": ["1"] * number}


@pytest.mark.parametrize("number", [MOST_PARTS, MOST_PARTS + 1])
@pytest.mark.parametrize("item", [with_pieces, line_of_pieces, with_sources])
def test_an_item_of_too_many_parts_is_none(article: Article, number: int, item: Any) -> None:
    """It is listed with the reason, and costs no other item."""
    good = "2 | - | put | the vote off"
    record = record_of(answer_of(statements=[item(number), good]), article)
    reasons = [one.detail or "" for one in record.ungrounded]
    refused = [reason for reason in reasons if f"more than {MOST_PARTS}" in reason]
    assert len(refused) == (number > MOST_PARTS)
    assert "the vote off" in [span.text for quote in record.quotes for span in quote.spans]


def test_fields_without_end_are_counted(article: Article) -> None:
    """Every one that is not listed."""
    record = record_of(answer_of(**{f"field{n}": n for n in range(7000)}), article)
    listed = Counter(one.detail for one in record.ungrounded)
    assert listed["the answer has no such field"] == 5000
    [rest] = [one for one in record.ungrounded if "are listed" in str(one.detail)]
    assert rest.drafted == "2,000 more"


def test_a_key_is_read_by_one_letter_also_among_many() -> None:
    """Each wanted key is taken once, and a key that is there has precedence."""
    wanted = Wanted(("sources", "statements"), "statements")
    assert wanted.named({"Source": 1, "x": 2}) == {"sources": 1, "x": 2}
    assert wanted.named({"Source": 1, "sorces": 2}) == {"sources": 1, "sorces": 2}
    assert wanted.named({"Source": 1, "sources": 2}) == {"Source": 1, "sources": 2}
    begin = process_time()
    assert len(wanted.named({f"a{n}": n for n in range(100_000)})) == 100_000
    assert process_time() - begin < 5
