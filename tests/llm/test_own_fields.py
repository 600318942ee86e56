"""Fields of the user's own: asked about with everything else, validated, and kept as `extra`."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, Field

from factx.errors import BadArgument, InputError, RecordingError
from factx.extraction.extractor import Extractor
from factx.grounding import ground
from factx.llm.drafter import InstructorDrafter
from factx.llm.examples import examples_of
from factx.llm.replay import ReplayDrafter
from factx.llm.wire.written import answer_to
from factx.records import Article, FactRecord, load
from factx.rules.completion import complete

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD = load((FIXTURES / "harbour-bridge" / "gold.json").read_bytes())
Serve = Callable[..., Any]


class Beat(BaseModel):
    """What a claim is about."""

    topic: Literal["safety", "money"]
    """The desk that it belongs to."""
    people: list[str] = Field(default=[], description="Who is affected.")


class Gender(BaseModel):
    """How the article refers to a source."""

    pronoun: Literal["she", "he", "they", "none"]


class Tone(BaseModel):
    """How it is said."""

    score: float = Field(ge=0, le=1)


FIELDS = {"claim": Beat, "source": Gender, "quote": Tone, "attribution": Tone}
FILLED = {
    "source_fields": [
        {"key": "1", "value": {"pronoun": "she"}},
        {"key": 2, "value": {"pronoun": "they"}},
    ],
    "quote_fields": [{"key": "1", "value": {"score": 0.5}}, {"key": "2", "value": {"score": 1}}],
    "attribution_fields": [
        {"key": "1", "value": {"score": 0.25}},
        {"key": "2", "value": {"score": 0}},
    ],
    "claim_fields": [{"key": "1", "value": {"topic": "safety", "people": ["workers"]}}],
}


def asked(serve: Serve, article: Article, *answers: Any, **options: Any) -> tuple[Any, FactRecord]:
    """The server after `answers`, and the record."""
    server = serve(*answers)
    draft = asyncio.run(server.drafter(fields=FIELDS, **options).draft(article))
    return server, complete(ground(article, draft))


def extras(record: FactRecord) -> list[dict[str, Any] | None]:
    items = (*record.sources, *record.quotes, *record.attributions, *record.claims)
    return [item.extra for item in items]


ALL = [
    {"pronoun": "she"},
    {"pronoun": "they"},
    {"score": 0.5},
    {"score": 1.0},
    {"score": 0.25},
    {"score": 0.0},
    {"topic": "safety", "people": ["workers"]},
]


def test_fields_are_asked_about_in_the_same_request(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    """Docstrings of classes and fields are the instructions, in the prompt and in the schema."""
    server, record = asked(serve, article, {**good, **FILLED})
    assert extras(record) == ALL
    assert record.ungrounded == ()
    [body] = server.bodies()
    schema = json.dumps(body["response_format"])
    for text in (body["messages"][0]["content"], schema):
        for words in ("What a claim is about.", "The desk that it belongs to.", "Who is affected."):
            assert words in text
        assert '"safety"' in text.replace("\\", "")
    form = body["response_format"]["json_schema"]["schema"]
    assert form["required"][3:] == [
        "source_fields",
        "quote_fields",
        "attribution_fields",
        "claim_fields",
    ]


def test_nothing_else_of_a_record_changes(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    _, record = asked(serve, article, {**good, **FILLED})
    plain = asyncio.run(serve(good).drafter().draft(article))
    ignored = {"extra", "provenance"}
    bare = complete(ground(article, plain)).model_dump(exclude={"provenance"})
    kept = record.model_dump(exclude={"provenance"})
    for items in ("sources", "quotes", "attributions", "claims"):
        for item in (*bare[items], *kept[items]):
            for name in ignored:
                item.pop(name, None)
    assert kept == bare


def test_missing_fields_are_sent_back_once_and_then_listed(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    part = {**good, **FILLED, "claim_fields": []}
    server, record = asked(serve, article, part, {**good, **FILLED})
    assert len(server.requests) == 2
    assert "claim_fields, key 1: it is missing" in server.requests[1].content.decode()
    assert extras(record) == ALL

    server, record = asked(serve, article, part)
    assert len(server.requests) == 2
    assert record.claims[0].extra is None
    assert [one.detail for one in record.ungrounded] == ["it is missing: every claim has one"]


REFUSED: list[tuple[Any, str]] = [
    ([{"key": "1", "value": {"topic": "sport"}}], "topic: Input should be 'safety' or 'money'"),
    ([{"key": "1", "value": {}}], "topic: Field required"),
    ([{"key": "1", "value": None}], "Input should be"),
    ([{"value": {"topic": "money"}}], "it has no key and value"),
    (["1 | money"], "it has no key and value"),
    ({"1": {"topic": "money"}}, "it is no list"),
    ([{"key": "1", "value": {"topic": "money", "mood": "bad"}}], "there is no field mood"),
    (
        [
            {"key": "1", "value": {"topic": "money"}},
            {"key": "9", "value": {"topic": "money"}},
        ],
        "no claim has this key",
    ),
    (
        [
            {"key": "1", "value": {"topic": "money"}},
            {"key": "1", "value": {"topic": "safety"}},
        ],
        "it is given twice",
    ),
]


@pytest.mark.parametrize(("claim_fields", "problem"), REFUSED)
def test_what_the_users_model_refuses_is_sent_back_once_and_then_listed(
    serve: Serve, article: Article, good: dict[str, Any], claim_fields: Any, problem: str
) -> None:
    """With pydantic's own words; the rest of the answer is used."""
    bad = {**good, **FILLED, "claim_fields": claim_fields}
    server, record = asked(serve, article, bad)
    assert len(server.requests) == 2
    assert problem in json.loads(server.requests[1].content)["messages"][-1]["content"]
    assert any(problem in (one.detail or "") for one in record.ungrounded)
    assert extras(record)[:6] == ALL[:6]
    _, record = asked(serve, article, bad, {**good, **FILLED})
    assert extras(record) == ALL
    assert record.ungrounded == ()


def test_a_recording_needs_the_same_fields(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    server = serve({**good, **FILLED})
    draft = asyncio.run(server.drafter(fields=FIELDS).draft(article))
    find = {article.sha256: server.recordings[0]}.get
    assert asyncio.run(ReplayDrafter(find, fields=FIELDS).draft(article)) == draft
    for fields in ({}, {"claim": Beat}):
        with pytest.raises(RecordingError, match="other fields of your own"):
            asyncio.run(ReplayDrafter(find, fields=fields).draft(article))


def test_the_digest_depends_on_the_fields(serve: Serve) -> None:
    server = serve("")
    options: list[dict[str, Any]] = [{}, {"fields": {"claim": Beat}}, {"fields": {"claim": Tone}}]
    assert len({server.drafter(**one).prompt_digest for one in options}) == 3
    assert server.drafter(fields={}).prompt_digest == server.drafter().prompt_digest


def test_examples_show_the_fields_that_they_have(serve: Serve) -> None:
    filled = GOLD.model_copy(
        update={
            "claims": tuple(
                one.model_copy(update={"extra": {"topic": "money", "people": []}})
                for one in GOLD.claims
            )
        }
    )
    [example] = examples_of([filled], fields=FIELDS)
    answer = json.loads(example.answer)
    assert len(answer["claim_fields"]) == len(answer["claims"])
    assert answer["claim_fields"][1]["key"] == "2"
    assert "source_fields" not in answer
    assert "claim_fields" not in json.loads(examples_of([filled])[0].answer)


def test_a_perfect_answer_with_fields_gives_the_gold_with_them(serve: Serve) -> None:
    """Each claim, source and statement of an article gets its own."""

    def numbered(items: Any, of: str) -> Any:
        return tuple(
            item.model_copy(update={"extra": {of: at / 100}}) for at, item in enumerate(items, 1)
        )

    class Order(BaseModel):
        at: float

    heard = {source for one in GOLD.attributions for source in one.sources}
    gold = GOLD.model_copy(
        update={
            "sources": numbered((one for one in GOLD.sources if one.id in heard), "at"),
            "quotes": numbered(GOLD.quotes, "at"),
            "attributions": numbered(GOLD.attributions, "at"),
            "claims": numbered(GOLD.claims, "at"),
        }
    )
    fields = dict.fromkeys(FIELDS, Order)
    server = serve(answer_to(gold, fields=fields))
    draft = asyncio.run(server.drafter(fields=fields).draft(gold.article))
    record = ground(gold.article, draft)
    assert record.ungrounded == ()
    assert [one.extra for one in record.claims] == [one.extra for one in gold.claims]
    quotes = {tuple(s.place for s in one.spans): one.extra for one in gold.quotes}
    assert {tuple(s.place for s in one.spans): one.extra for one in record.quotes} == quotes
    names = {one.name: one.extra for one in gold.sources}
    assert {one.name: one.extra for one in record.sources} == names


@pytest.mark.parametrize(
    ("fields", "problem"),
    [({"clam": Beat}, "none of source, quote"), ({"claim": dict}, "needs a pydantic model")],
)
def test_other_fields_are_refused(fields: dict[str, Any], problem: str) -> None:
    with pytest.raises(BadArgument, match=problem):
        InstructorDrafter("openai/x", base_url="http://127.0.0.1:9/v1", fields=fields)


def test_fields_need_a_model_that_is_asked_about_articles_and_claims() -> None:
    with pytest.raises(InputError, match="needs a model"):
        Extractor(fields=FIELDS)
    options: Any = {"base_url": "http://127.0.0.1:9/v1", "fields": FIELDS}
    with pytest.raises(InputError, match="choose the strategy whole"):
        Extractor("openai/x", strategy="sentences", **options)
    with pytest.raises(InputError, match="claims are skipped"):
        Extractor("openai/x", claims=False, **options)


def test_a_long_article_keeps_the_fields_of_each_part(serve: Serve) -> None:
    """Numbers, keys and positions are those of the part's own answer."""

    class Order(BaseModel):
        at: str

    text = 'Ann Bell said "it is far too late".\n\n' + 'Cy Dow said "it is much too early".'
    answers = [
        {
            "sources": [f"{number} | {name} | person | named"],
            "statements": [f"{sentence} | {number}:{name} | said | <{sentence}>"],
            "claims": [f"{sentence} | it >> {last}"],
            "source_fields": [{"key": str(number), "value": {"at": name}}],
            "claim_fields": [{"key": "1", "value": {"at": last}}],
        }
        for number, sentence, name, last in (
            (1, 1, "Ann Bell", "late"),
            (2, 2, "Cy Dow", "early"),
        )
    ]
    server = serve(*answers)
    fields = {"source": Order, "claim": Order}
    article = Article(text=text)
    record = ground(article, asyncio.run(server.drafter(fields=fields, window=40).draft(article)))
    assert len(server.requests) == 2
    assert record.ungrounded == ()
    assert [one.extra for one in record.sources] == [{"at": "Ann Bell"}, {"at": "Cy Dow"}]
    assert [one.extra for one in record.claims] == [{"at": "late"}, {"at": "early"}]


def test_an_infinite_number_is_refused(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    """It could not be written to a record."""

    class Score(BaseModel):
        score: float

    answer = json.dumps({**good, "claim_fields": [{"key": "1", "value": {"score": 0}}]})
    server = serve(answer.replace('"score": 0', '"score": 1e999'))
    draft = asyncio.run(server.drafter(fields={"claim": Score}).draft(article))
    record = ground(article, draft)
    assert record.claims[0].extra is None
    assert "it has a number that is none in JSON" in [one.detail for one in record.ungrounded]


@pytest.mark.parametrize("key", [{"a": 1}, [1], None, True, "", "2" * 5000])
def test_a_key_of_any_kind_costs_its_own_object_alone(
    serve: Serve, article: Article, good: dict[str, Any], key: Any
) -> None:
    item = {"key": key, "value": {"topic": "money"}}
    answer = {**good, **FILLED, "claim_fields": [*FILLED["claim_fields"], item]}
    _, record = asked(serve, article, answer)
    assert extras(record) == ALL
    assert len(record.ungrounded) == 1


def test_fields_with_a_name_or_a_sentence_of_an_example_are_listed(
    serve: Serve, article: Article, good: dict[str, Any]
) -> None:
    """One word alone, and what the article has too, stays."""
    example = GOLD.sources[2].name
    assert example not in article.get_text()
    people: list[list[str]] = [["engineers"], ["workers", f"as {example} fears"]]
    for names in people:
        fields = [{"key": "1", "value": {"topic": "safety", "people": names}}]
        server = serve({**good, "claim_fields": fields})
        drafter = server.drafter(fields={"claim": Beat}, examples=[GOLD], max_retries=0)
        record = ground(article, asyncio.run(drafter.draft(article)))
        [claim] = record.claims
        listed = [one for one in record.ungrounded if "words of an example" in (one.detail or "")]
        if names == people[0]:
            assert claim.extra == {"topic": "safety", "people": ["engineers"]}
            assert listed == []
        else:
            assert claim.extra is None
            assert [one.kind for one in listed] == ["claim"]
            assert example in (listed[0].drafted or "")
