"""The whole way, from Python: an article and a drafter in, a record out."""

import asyncio

import pytest

import factx
from factx.errors import MissingKey, UnknownModel
from factx.extraction.drafters import drafter_for
from factx.records import Article, Draft
from factx.rules import OfflineDrafter

ARTICLE = Article(
    text="Ana Ruiz, the mayor, said the bridge would close. “We have no choice,” she said."
)


class Silent:
    """A drafter that finds nothing."""

    async def draft(self, article: Article) -> Draft:
        return Draft(article_sha256=article.sha256)


def test_without_a_model_the_offline_drafter_runs() -> None:
    record = factx.extract(ARTICLE)
    assert record.provenance.drafter == "offline"
    assert record.provenance.model is None
    assert [quote.type for quote in record.quotes] == ["indirect", "direct"]


def test_extract_works_where_an_event_loop_is_running() -> None:
    """As in a notebook's cell."""

    async def cell() -> factx.FactRecord:
        return factx.extract(ARTICLE)

    assert asyncio.run(cell()).quotes == factx.extract(ARTICLE).quotes


def test_aextract_gives_the_same_record() -> None:
    record = asyncio.run(factx.aextract(ARTICLE))
    assert record.attributions == factx.extract(ARTICLE).attributions


def test_any_drafter_of_the_callers_own_will_do() -> None:
    record = factx.extract(ARTICLE, drafter=Silent())
    assert record.quotes == ()
    assert record.counts.drafted == 0


def test_an_error_reaches_the_caller_from_a_running_loop_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)

    async def cell() -> None:
        factx.extract(ARTICLE, model="openai/gpt-5-mini")

    with pytest.raises(MissingKey, match="OPENAI_API_KEY"):
        asyncio.run(cell())


def test_a_model_is_refused_by_name_before_anything_is_asked() -> None:
    assert isinstance(drafter_for(), OfflineDrafter)
    with pytest.raises(UnknownModel):
        drafter_for("gpt-5-mini")


def test_a_record_is_never_formatted_on_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """asyncio would do so on leaving if the record were a task's result; it takes long."""

    def refuse(_: object) -> str:
        raise AssertionError("the record was formatted")

    monkeypatch.setattr(factx.FactRecord, "__repr__", refuse)
    assert factx.extract(ARTICLE).quotes
