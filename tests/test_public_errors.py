"""A wrong call of a public function is a `FactxError` with one sentence, none of Python's own."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import factx

RECORD = factx.extract("Ana Ruiz said it rained. “It is late,” an official said.")
BARE = RECORD.without_text()
NOWHERE: Any = {"model": "openai/x", "base_url": "http://127.0.0.1:9/v1"}
call: Any = factx
"""Without its types, which do not allow these calls."""
CALLS: Mapping[str, Callable[[], object]] = {
    "extract a number": lambda: call.extract(3),
    "extract from no file": lambda: factx.extract(Path("gone.txt")),
    "extract in no language": lambda: factx.extract("No.", lang="klingon"),
    "no such model": lambda: factx.extract("No.", model="nope"),
    "no such provider": lambda: factx.extract("No.", model="nowhere/x"),
    "no such mode": lambda: call.extract("No.", mode="loud", **NOWHERE),
    "no such strategy": lambda: call.extract("No.", strategy="loud", **NOWHERE),
    "no address": lambda: factx.extract("No.", model="openai/x", base_url="nonsense"),
    "nobody there": lambda: factx.extract("No.", max_retries=0, **NOWHERE),
    "fields without a model": lambda: call.extract("No.", fields={"claim": int}),
    "fields that are no model": lambda: call.extract("No.", fields={"claim": int}, **NOWHERE),
    "examples from no folder": lambda: factx.extract("No.", examples="gone", **NOWHERE),
    "instructions from no file": lambda: call.extract("No.", instructions=Path("gone"), **NOWHERE),
    "no jobs": lambda: list(factx.extract_many([RECORD.article], jobs=0)),
    "no concurrency": lambda: list(factx.extract_many([RECORD.article], concurrency=0, **NOWHERE)),
    "jobs with a model": lambda: list(factx.extract_many([], jobs=2, **NOWHERE)),
    "an article without a text": lambda: factx.Article(id="a"),
    "a text that is none": lambda: call.Article(text=3),
    "extract without a text": lambda: factx.extract(BARE.article),
    "load nonsense": lambda: factx.load("{"),
    "load another object": lambda: factx.load("[]"),
    "read no file": lambda: factx.read("gone.jsonl"),
    "read no articles": lambda: list(factx.read_articles("gone")),
    "read no words": lambda: factx.read_words("gone"),
    "write an unknown format": lambda: factx.write("records.xyz", [RECORD]),
    "write into no folder": lambda: factx.write("gone/records.jsonl", [RECORD]),
    "no such item": lambda: RECORD["q99"],
    "no such table": lambda: call.to_frame([RECORD], "words"),
    "no such rows": lambda: RECORD.to_rows("words"),  # pyright: ignore[reportArgumentType]
    "ground another text": lambda: factx.ground(
        RECORD.article, factx.Draft(article_sha256="0" * 64)
    ),
    "a draft of nonsense": lambda: factx.Draft.from_data({"quotes": 3}),
    "evaluate nothing": lambda: factx.evaluate([], []),
    "evaluate twice the same": lambda: factx.evaluate([RECORD], [RECORD, RECORD]),
    "evaluate by no measure": lambda: call.evaluate([RECORD], [RECORD], measures=["own.a"]),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_wrong_call_is_one_sentence(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(factx.FactxError) as caught:
        CALLS[name]()
    assert 10 < len(str(caught.value)) < 400
    assert "Traceback" not in str(caught.value)
