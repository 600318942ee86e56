"""Drafts as YAML to edit: every string comes back as it was, quotation marks and all."""

from pathlib import Path

import pytest
from formats.records import everything
from hypothesis import given
from hypothesis import strategies as st
from sampling import examples

import factx
from factx.files import get_golds, read_draft
from factx.formats.yaml_draft import draft_as_yaml
from factx.grounding.draft_of import draft_of
from factx.records import Article, Draft, FactRecord

FIXTURES = Path(__file__).parents[2] / "fixtures"


def there_and_back(record: FactRecord, folder: Path) -> Draft:
    path = folder / "draft.yaml"
    path.write_bytes(draft_as_yaml(record.article, draft_of(record)).encode())
    return read_draft(str(path))


@pytest.mark.parametrize("gold", get_golds(str(FIXTURES)), ids=lambda gold: gold.article.id)
def test_a_draft_of_gold_grounds_to_the_same_record(gold: FactRecord, tmp_path: Path) -> None:
    made = factx.ground(gold.article, there_and_back(gold, tmp_path))
    assert made.ungrounded == ()
    for name in ("sources", "quotes", "attributions", "claims", "relations"):
        assert getattr(made, name) == getattr(gold, name)


def test_every_field_comes_back(tmp_path: Path) -> None:
    record = everything()
    draft = there_and_back(record, tmp_path)
    before = draft_of(record)
    for name in ("sources", "quotes", "attributions", "claims", "relations"):
        assert getattr(draft, name) == getattr(before, name)
    assert (draft.origin.drafter, draft.article_sha256) == ("human", record.article.sha256)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
@examples(200)
def test_any_string_comes_back(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    draft = Draft.from_data(
        {
            "sources": [{"id": "s", "name": text, "kind": "person", "naming": "named"}],
            "quotes": [{"id": "q", "spans": [{"text": text}], "extra": {"a": text, text: [text]}}],
            "attributions": [{"id": "a", "quote": "q", "sources": ["s"]}],
        }
    )
    path = tmp_path_factory.mktemp("draft") / "d.yaml"
    path.write_bytes(draft_as_yaml(Article(text="One.\n" + text), draft).encode())
    read = read_draft(str(path))
    assert read.sources == draft.sources
    assert read.quotes == draft.quotes


def test_passages_stand_as_they_are_in_the_article(tmp_path: Path) -> None:
    """A person sees the quotation marks of the article, and nothing is escaped."""
    text = '"We have \'no\' choice," said Ana: "it\'s #1 & {due}."'
    record = factx.ground(
        Article(text=text),
        Draft.from_data(
            {
                "quotes": [{"id": "q", "spans": [{"text": text}]}],
                "attributions": [{"id": "a", "quote": "q"}],
            }
        ),
    )
    made = draft_as_yaml(record.article, draft_of(record))
    assert f"      - text: |-\n          {text}\n" in made


def test_an_empty_draft_has_the_sentences_and_an_example_that_is_valid(tmp_path: Path) -> None:
    text = "Ana Ruiz, the mayor, said the bridge would close in May. “We have no choice,” she said."
    empty = draft_as_yaml(Article(id="bridge", text=text))
    assert "# [2] “We have no choice,” she said.\n" in empty
    (tmp_path / "empty.yaml").write_text(empty, "utf-8")
    assert read_draft(str(tmp_path / "empty.yaml")).quotes == ()
    head, _, example = empty.partition("# An example of each item:\n#\n")
    kept = [line for line in head.splitlines() if ":" not in line or line.startswith(("#", "art"))]
    lines = [line.removeprefix("# ") for line in example.splitlines()]
    (tmp_path / "full.yaml").write_text("\n".join([*kept, *lines]), "utf-8")
    record = factx.ground(Article(text=text), read_draft(str(tmp_path / "full.yaml")))
    assert record.ungrounded == ()
    assert [(s.speaker, s.text) for s in record.statements] == [
        ("Ana Ruiz", "“We have no choice,”")
    ]
