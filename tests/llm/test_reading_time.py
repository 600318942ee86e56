"""How long it takes to read an answer, from its text to the record."""

import time
from collections.abc import Callable

import pytest
from growth import is_even

from factx.grounding import ground
from factx.llm.recording import Completion
from factx.llm.wire.answer import Answer
from factx.llm.wire.parse import parse
from factx.llm.wire.review import DEADLINE, problems
from factx.llm.wire.to_draft import to_draft
from factx.records import Article, FactRecord, Origin
from factx.text import Index, index_of

pytestmark = pytest.mark.bad_input

ARTICLE = Article(text='"We will fight them on this until the end," Mayor Lena Moss said.')


def drafted(lines: list[str]) -> FactRecord:
    """What becomes of these statements."""
    answer = Answer.model_validate({"sources": ["1 | Lena Moss | person | named"],
                                    "statements": lines})  # fmt: skip
    draft = to_draft(answer, ARTICLE, origin=Origin(drafter="other"), attempts=1)
    return ground(ARTICLE, draft)


def line(number: int, parent: int | str) -> str:
    return f"{number} | 1:Mayor Lena Moss | said | fight them | in {parent}"


CHAINS: dict[str, Callable[[int], list[str]]] = {
    "of which each is in the one before": lambda n: [line(at, at - 1 or "") for at in range(1, n)],
    "of which each is in the next": lambda n: [line(at, at + 1) for at in range(1, n)],
    "without a beginning": lambda n: [line(at, at - 1) for at in range(2, n)],
    "in a circle": lambda n: [line(at, at % n + 1) for at in range(1, n + 1)],
    "in a first one": lambda n: [line(1, ""), *(line(at, 1) for at in range(2, n))],
    "without a number of their own": lambda n: [line(1, 1)] * n,
}  # fmt: skip


@pytest.mark.parametrize("chain", CHAINS)
def test_chains_of_statements_take_a_time_that_grows_with_their_length(chain: str) -> None:
    """Four times as many take no eight times as long; 10,000 took half a minute."""

    def seconds(count: int) -> float:
        lines = CHAINS[chain](count)
        began = time.process_time()
        drafted(lines)
        return time.process_time() - began

    assert any(0.2 + 8 * seconds(300) > seconds(1200) for _ in range(3))


def test_ends_of_evidence_take_a_time_that_grows_with_the_article() -> None:
    """Four times as many take no eight times as long, though their words are everywhere."""

    def seconds(count: int) -> float:
        text = " ".join(f"It burned in May, and mill {n} is lost." for n in range(count))
        lines = [f"#{n} | {end}" for n in range(1, count) for end in (">> May", "mill=it >>")]
        answer = Answer.model_validate({"statements": [], "claims": lines})
        article, origin = Article(text=text), Origin(drafter="other")
        began = time.process_time()
        draft = to_draft(answer, article, origin=origin, attempts=1)
        assert (len(draft.claims), draft.invalid) == (len(lines), ())
        return time.process_time() - began

    assert any(0.2 + 8 * seconds(150) > seconds(600) for _ in range(3))


def test_a_chain_of_statements_is_told_apart_from_a_circle() -> None:
    """One parent of a circle is left out and listed; of a chain without a beginning, all are."""
    whole = drafted(CHAINS["of which each is in the one before"](50))
    parents = [one.parent for one in whole.attributions]
    assert (parents.count(None), len({*parents})) == (1, 49)
    circle = drafted(CHAINS["in a circle"](50))
    assert [one.parent for one in circle.attributions].count(None) == 1
    told = [one.detail for one in circle.ungrounded if one.detail]
    assert told == ["its parents lead back to itself"]
    lost = drafted(CHAINS["without a beginning"](50))
    assert lost.attributions == ()
    details = [one.detail for one in lost.ungrounded if one.reason == "invalid"]
    assert details == [f"it needs exactly one statement {number}" for number in range(1, 49)]


def test_a_review_ends_with_the_time_for_an_answer() -> None:
    """Where none is left to ask again, the answer is used as it is."""
    index = Index(
        "".join(f"Councillor number {n} said the vote was put off. " for n in range(3000))
    )
    lines = [f"{n} | 1:Councillor numero {n} | says | the vote were put of" for n in range(1, 900)]
    answer = Answer.model_validate({"statements": lines})
    token = DEADLINE.set(time.monotonic() + 0.1)
    try:
        began = time.monotonic()
        problems(answer, index)
        assert time.monotonic() - began < 1
    finally:
        DEADLINE.reset(token)
    assert (
        len(problems(answer.model_copy(update={"statements": answer.statements[:20]}), index)) > 12
    )


@pytest.mark.parametrize("unit", [" ", "```json\n", "\n"])
def test_an_answer_of_many_spaces_or_fences_is_read_evenly(unit: str) -> None:
    """In a line, too, and with an answer after them."""
    good = '{"sources": [], "statements": ["1 | - | said | <1>"], "claims": []}'

    def read(many: str) -> None:
        assert len(parse(Completion(text=many + good)).answer.statements) == 1
        spaced = good.replace("<1>", f"a{many}b".replace("\n", " "))
        problems(parse(Completion(text=spaced)).answer, index_of(ARTICLE.get_text()))

    assert is_even(read, unit, 400_000)
