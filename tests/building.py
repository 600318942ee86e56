"""Short ways to write drafts and records in tests."""

import json
from functools import cache
from typing import Any

import jsonschema

from factx.grounding import ground
from factx.records import Article, Draft, FactRecord, dump
from factx.schemas import schema_of


def passage(words: str) -> dict[str, Any]:
    """`words@2` is a passage of sentence 2, `words@2/1` the first such there; else plain words."""
    text, at, place = words.rpartition("@")
    if not at:
        return {"text": words}
    sentence, _, nth = place.partition("/")
    return {"text": text, "sentence": int(sentence), **({"nth": int(nth)} if nth else {})}


def said(
    *contents: str,
    source: str | None = None,
    cue: str | None = None,
    who: str = "s",
    id: str = "1",  # noqa: A002
    **fields: Any,
) -> dict[str, Any]:
    """A quote with its attribution: ids q1 and a1, said by the source `who`."""
    return {
        "quote": {"id": f"q{id}", "spans": [passage(words) for words in contents]},
        "attribution": {
            "id": f"a{id}",
            "quote": f"q{id}",
            "sources": [who] if source else [],
            "source_span": passage(source) if source else None,
            "cue": passage(cue) if cue else None,
            **fields,
        },
    }


def speaker(name: str, *mentions: str, id: str = "s", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A named person; mentions are names unless they are pronouns."""
    return {
        "id": id,
        "name": name,
        "kind": "person",
        "naming": "named",
        "mentions": [{**passage(words), "form": _form(words)} for words in mentions],
        **fields,
    }


def _form(words: str) -> str:
    return "pronoun" if words.lower().split("@")[0] in ("he", "she") else "name"


def claim(*evidence: str, id: str = "1", **fields: Any) -> dict[str, Any]:  # noqa: A002
    """A certain claim, by default the article's own."""
    return {
        "id": f"c{id}",
        "text": " ".join(evidence),
        "standalone": False,
        "evidence": [passage(words) for words in evidence],
        "kind": "fact",
        "factuality": "CT+",
        **fields,
    }


def drafted(
    *statements: dict[str, Any],
    sources: "list[dict[str, Any]] | None" = None,
    claims: "list[dict[str, Any]] | None" = None,
    **fields: Any,
) -> Draft:
    """A draft of statements as `said` makes them, by one speaker unless others are given."""
    if sources is None:
        heard = any(statement["attribution"]["sources"] for statement in statements)
        sources = [speaker("Speaker")] if heard else []
    return Draft.from_data(
        {
            "sources": sources,
            "quotes": [statement["quote"] for statement in statements],
            "attributions": [statement["attribution"] for statement in statements],
            "claims": claims or [],
            **fields,
        }
    )


def grounded(text: str, *statements: dict[str, Any], **fields: Any) -> FactRecord:
    """The record of `text` for such a draft."""
    return checked(ground(Article(text=text), drafted(*statements, **fields)))


def checked(record: FactRecord) -> FactRecord:
    """The record, which a validator that is not ours has accepted."""
    accepted(json.loads(dump(record)))
    return record


def accepted(data: object) -> None:
    """Have a validator that is not ours look at a record's JSON; raises its ValidationError."""
    _validator().validate(data)  # pyright: ignore[reportUnknownMemberType]


@cache
def _validator() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of("fact-record"))
