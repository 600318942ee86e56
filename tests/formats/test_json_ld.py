"""JSON-LD for archives and search engines: W3C Web Annotations, and schema.org."""

import json
from pathlib import Path
from typing import Any, cast

import pytest
from building import claim, grounded, said, speaker
from formats.records import everything

from factx.errors import InputError
from factx.formats import FORMATS
from factx.formats.schema_org import graph_of
from factx.formats.web_annotation import page_of
from factx.records import FactRecord, load

GOLD = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))


@pytest.fixture(params=GOLD, ids=lambda path: path.parent.name)
def gold(request: pytest.FixtureRequest) -> FactRecord:
    path: Path = request.param
    return load(path.read_bytes())


def targets(annotation: dict[str, Any]) -> list[dict[str, Any]]:
    found: Any = annotation["target"]
    every = cast("list[Any]", found) if isinstance(found, list) else [found]
    return [each for each in every if isinstance(each, dict)]


def test_both_selectors_lead_to_the_words(gold: FactRecord) -> None:
    """The position as the data model counts, and the words with those around them."""
    text = gold.article.get_text()
    seen = 0
    for annotation in page_of(gold)["items"]:
        for target in targets(annotation):
            position, quotation = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quotation["exact"]
            prefix, suffix = quotation["prefix"], quotation["suffix"]
            assert text[:start].endswith(prefix)
            assert text[end:].startswith(suffix)
            assert len(prefix) == min(32, start)
            assert len(suffix) == min(32, len(text) - end)
            seen += 1
    assert seen > len(gold.quotes) + len(gold.claims)


def test_every_item_has_an_annotation_and_every_link_leads_to_one(gold: FactRecord) -> None:
    page = page_of(gold)
    ids = {each["id"] for each in page["items"]}
    assert len(ids) == len(page["items"])
    for group in (gold.sources, gold.quotes, gold.attributions, gold.claims):
        assert {f"urn:factx:{gold.article.sha256}:{item.id}" for item in group} <= ids
    for each in page["items"]:
        assert each["type"] == "Annotation"
        links = [body for body in each["body"] if isinstance(body, str)]
        links += [each["target"]] if isinstance(each["target"], str) else []
        assert {*links} <= ids


def test_an_attribution_links_a_quote_to_its_source_and_cue() -> None:
    record = grounded(
        "“No,” said Ana Ruiz, “never.”",
        said("“No,”", "“never.”", source="Ana Ruiz", cue="said"),
        sources=[speaker("Ana Ruiz")],
        claims=[claim("No", attribution="a1")],
    )
    found = {each["id"].rpartition(":")[2]: each for each in page_of(record)["items"]}
    assert list(found) == ["s1", "q1", "a1", "a1.cue", "a1.source_span", "c1"]
    name = f"urn:factx:{record.article.sha256}"
    assert found["a1"]["target"] == f"{name}:q1"
    assert f"{name}:s1" in found["a1"]["body"]
    assert [t["selector"][1]["exact"] for t in targets(found["q1"])] == ["“No,”", "“never.”"]
    assert found["c1"]["body"][-1] == f"{name}:a1"
    assert page_of(record)["@context"] == "http://www.w3.org/ns/anno.jsonld"


def test_the_source_is_where_the_article_was_published() -> None:
    items = page_of(everything())["items"]
    assert {t["source"] for each in items for t in targets(each)} == {
        "https://example.org/rain?a=1"
    }


def test_there_is_no_pointing_without_the_text() -> None:
    with pytest.raises(InputError, match="it was written without the article's text"):
        page_of(everything().without_text())


def test_schema_org_knows_quotations_claims_and_who_made_them() -> None:
    graph = graph_of(everything())["@graph"]
    news, ana, aides, *rest = graph
    assert (news["@type"], news["headline"]) == ("NewsArticle", "=Rain")
    assert (ana["@type"], ana["name"], ana["jobTitle"]) == ("Person", "Ana Ruiz", "mayor")
    assert (aides["@type"], aides["name"]) == ("Organization", "+aides")
    quotations = [each for each in rest if each["@type"] == "Quotation"]
    claims = [each for each in rest if each["@type"] == "Claim"]
    assert quotations[0]["text"].endswith(" ... “if it rains.”")
    assert quotations[0]["creator"] == {"@id": ana["@id"]}
    assert quotations[2]["creator"] == {"@id": aides["@id"]}
    assert "creator" not in quotations[1]
    assert claims[0]["appearance"] == {"@id": "https://example.org/rain?a=1"}


def test_who_is_said_not_to_have_said_it_is_not_named() -> None:
    record = grounded(
        "Ana Ruiz did not say it was late.",
        said("it was late", source="Ana Ruiz", cue="did not say", negated=True),
        sources=[speaker("Ana Ruiz")],
        claims=[claim("it was late", attribution="a1")],
    )
    _, _, quotation, claimed = graph_of(record)["@graph"]
    assert (quotation["@type"], claimed["@type"]) == ("Quotation", "Claim")
    assert not {"creator", "author"} & {*quotation, *claimed}


@pytest.mark.parametrize("name", ["web-annotation", "schema-org"])
def test_several_records_are_one_json_document(name: str) -> None:
    every = [load(path.read_bytes()) for path in GOLD]
    assert len(json.loads("".join(FORMATS[name].texts(every)))) == len(every)
    assert json.loads("".join(FORMATS[name].texts([]))) == []
