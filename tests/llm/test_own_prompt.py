"""Instructions and examples of the user's own, in the prompt and never in a record."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factx.errors import InputError
from factx.extraction.drafters import drafter_for
from factx.extraction.extract import extract
from factx.grounding import ground
from factx.llm.examples import examples_of
from factx.llm.numbering import Numbering
from factx.llm.prompt import messages, prompt_digest, shipped_example, with_own
from factx.llm.recording import Completion, Settings
from factx.llm.replay import ReplayDrafter
from factx.llm.wire.borrowed import without_borrowed
from factx.llm.wire.parse import parse
from factx.llm.wire.review import problems
from factx.llm.wire.to_draft import to_draft
from factx.llm.wire.written import answer_to
from factx.records import Article, FactRecord, Origin, load
from factx.text import Index, index_of

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLDS = {path.parent.name: load(path.read_bytes()) for path in sorted(FIXTURES.glob("*/gold.json"))}
EXAMPLE = GOLDS["harbour-bridge"]
SETTINGS = Settings(mode="json_schema_mode", max_tokens=100)
DIGEST = "89f28de7c6bb1d9c59fb5d75c76920c079dc5ef5d14d51e8cae748486b9f8392"
Serve = Callable[..., Any]


def test_the_shipped_prompt_is_the_same_when_nothing_is_added() -> None:
    """So recordings that were made before stay valid."""
    assert prompt_digest(SETTINGS) == DIGEST
    assert "instructions" not in SETTINGS.model_dump(mode="json")
    assert "examples" not in SETTINGS.model_dump(mode="json")


def test_instructions_come_before_the_example_and_examples_after_it() -> None:
    text = with_own("A\n\nAn example. From the article X", "Use {claims}.", examples_of([EXAMPLE]))
    rules, shipped, example = (
        text.index("Use {claims}."),
        text.index("An example."),
        text.index("Another example."),
    )
    assert 0 < rules < shipped < example
    assert EXAMPLE.sources[0].name in text[example:]


@pytest.mark.parametrize("name", GOLDS)
def test_an_example_is_a_good_answer_about_its_article(name: str) -> None:
    """It leads back to the same statements, without a problem and as short as the shipped one."""
    gold = GOLDS[name]
    [example] = examples_of([gold])
    answer = parse(Completion(text=example.answer)).answer
    index = index_of(gold.article.get_text())
    assert problems(answer, index) == []
    draft = to_draft(answer, gold.article, origin=Origin(drafter="other"), attempts=1)
    record = ground(gold.article, draft)
    assert record.ungrounded == ()
    assert len(record.attributions) == len(gold.attributions)
    assert len(record.claims) == len(gold.claims)
    assert len(example.answer) < len(gold.model_dump_json()) / 5


def test_an_example_without_claims_shows_none() -> None:
    [example] = examples_of([EXAMPLE], claims=False)
    assert "claims" not in json.loads(example.answer)


def test_an_article_with_marks_like_ours_changes_those_of_examples_too() -> None:
    numbering = Numbering(Index('He wrote [2] and <1>. "We have no choice at all," she said.'))
    system = messages(numbering, examples=examples_of([EXAMPLE]))[0]["content"]
    assert "[s12]" in system
    assert "<q1>" in system
    for mark in ("[1]", "[12]", "<1>"):
        assert mark not in system


@pytest.mark.parametrize(
    ("record", "problem"),
    [
        (EXAMPLE.without_text(), "does not contain the text"),
        (extract("No."), "nobody says anything"),
    ],
)
def test_a_record_that_shows_nothing_is_refused(record: FactRecord, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        examples_of([record])


def test_the_digest_depends_on_instructions_and_examples(serve: Serve) -> None:
    server = serve("")
    more: list[dict[str, Any]] = [
        {},
        {"instructions": "Be brief."},
        {"instructions": "Be long."},
        {"examples": [EXAMPLE]},
        {"examples": list(GOLDS.values())[:1]},
    ]
    assert len({server.drafter(**one).prompt_digest for one in more}) == 5


def test_a_recording_with_examples_is_replayed_without_them(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    server = serve(good)
    drafter = server.drafter(instructions="Be brief.", examples=[EXAMPLE])
    draft = asyncio.run(drafter.draft(article))
    [recording] = server.recordings
    assert "Be brief." in server.bodies()[0]["messages"][0]["content"]
    replayed = ReplayDrafter({article.sha256: recording}.get).draft(article)
    assert asyncio.run(replayed) == draft


def test_no_article_is_shown_its_own_record(serve: Serve, good: dict[str, Any]) -> None:
    other = next(gold for gold in GOLDS.values() if gold is not EXAMPLE)
    server = serve(good)
    asyncio.run(server.drafter(examples=[EXAMPLE, other], max_retries=0).draft(EXAMPLE.article))
    system = server.bodies()[0]["messages"][0]["content"]
    assert EXAMPLE.article.get_text()[:20] not in system
    assert other.article.get_text()[:20] in system


@pytest.mark.parametrize("claims", [True, False])
def test_nothing_of_the_shipped_example_is_returned_as_a_finding(
    serve: Serve, claims: bool
) -> None:
    """A model that answers with it gets a record in which nothing of it is, but the article is."""
    article = Article(id="a", text="The ferry is late, Ana Ruiz said. She fears the worst.")
    shipped = shipped_example(claims=claims)
    answer = json.loads(shipped.answer)
    assert ("claims" in answer) is claims
    answer["sources"].append("4 | Ana Ruiz | person | named")
    answer["statements"].append("1b | 4:Ana Ruiz | said | The ferry is late")
    drafter = serve(answer).drafter(max_retries=0, claims=claims)
    record = ground(article, asyncio.run(drafter.draft(article)))
    assert [source.name for source in record.sources] == ["Ana Ruiz"]
    assert [statement.text for statement in record.statements] == ["The ferry is late"]
    assert record.claims == ()
    found = [
        one.drafted for one in record.ungrounded if "words of an example" in (one.detail or "")
    ]
    assert {"Lena Moss", "the town of Tarn", "engineers"} <= {*found}


@pytest.mark.parametrize("name", GOLDS)
def test_the_guard_of_the_shipped_example_takes_nothing_of_other_articles(name: str) -> None:
    gold = GOLDS[name]
    draft = to_draft(
        parse(Completion(text=json.dumps(answer_to(gold, texts="names")))).answer,
        gold.article,
        origin=Origin(drafter="other"),
        attempts=1,
    )
    assert without_borrowed(draft, gold.article, [shipped_example()], attempts=1) == draft


def test_nothing_of_an_example_is_returned_as_a_finding(serve: Serve, article: Article) -> None:
    """A model that answers with the example gets a record in which nothing of it is."""
    [example] = examples_of([EXAMPLE])
    server = serve(example.answer)
    draft = asyncio.run(server.drafter(examples=[EXAMPLE], max_retries=0).draft(article))
    record = ground(article, draft)
    text = article.get_text()
    for quote in record.quotes:
        assert all(span.text == text[span.start : span.end] for span in quote.spans)
    for source in record.sources:
        assert source.name in text
    for claim in record.claims:
        assert all(span.text == text[span.start : span.end] for span in claim.evidence)
    written = record.model_dump_json(exclude={"ungrounded"})
    for statement in EXAMPLE.statements:
        assert statement.text not in written
    for source in EXAMPLE.sources:
        assert source.name not in written
    for claim in EXAMPLE.claims:
        assert claim.text not in written
    assert record.ungrounded


@pytest.mark.parametrize("option", [{"instructions": "Be brief."}, {"examples": [EXAMPLE]}])
def test_what_asks_no_model_about_articles_takes_neither(option: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="needs a model"):
        drafter_for(**option)
    with pytest.raises(InputError, match="choose the strategy whole"):
        drafter_for("openai/x", base_url="http://127.0.0.1:9/v1", strategy="hybrid", **option)


def test_instructions_and_examples_are_read_from_files(tmp_path: Path) -> None:
    rules = tmp_path / "rules.txt"
    rules.write_text("Be brief.", "utf-8")
    options: dict[str, Any] = {"base_url": "http://127.0.0.1:9/v1"}
    named: Any = drafter_for(
        "openai/x", instructions=rules, examples=FIXTURES / "harbour-bridge", **options
    )
    given: Any = drafter_for("openai/x", instructions="Be brief.", examples=[EXAMPLE], **options)
    assert named.prompt_digest == given.prompt_digest


def test_names_and_sentences_of_an_example_do_not_get_in_by_words_of_the_article(
    serve: Serve, article: Article
) -> None:
    """As the name of a speaker, in place of a pronoun, or as the text of a claim."""
    name, sentence = EXAMPLE.sources[0].name, index_of(EXAMPLE.article.get_text()).sentence_text(3)
    assert len(sentence.split()) > 4
    answer = {
        "sources": [f"1 | {name} | person | named", "2 | engineers | group | unnamed"],
        "statements": [
            "3 | 1:Mayor Lena Moss | said | <1>",
            "4 | 2:Engineers | had warned | >> unsafe",
        ],
        "claims": [
            "3 p | We=1 >> end",
            f"3 p | We={name} >> end",
            f"3 p | = | {sentence}",
            "4 | the quarry >> unsafe",
        ],
    }
    draft = asyncio.run(serve(answer).drafter(examples=[EXAMPLE], max_retries=0).draft(article))
    record = ground(article, draft)
    assert [source.name for source in record.sources] == ["engineers"]
    assert [claim.text for claim in record.claims] == ["The quarry {{7*7}} was unsafe."]
    assert name not in record.model_dump_json(exclude={"ungrounded"})
    assert len([one for one in draft.invalid if "an example" in one.detail]) == 4
    assert record.attributions[0].sources == ()
