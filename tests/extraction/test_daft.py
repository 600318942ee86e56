"""Extraction in data frames of Daft: the records of one process, errors as rows, and resuming."""

import gc
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from model_server import Request, Response, chat, serving
from model_server.scripts import delayed

import factx
from factx.errors import MissingExtra
from factx.extraction.daft import Runs, extractor, undone
from factx.records import Article

HAS_DAFT = importlib.util.find_spec("daft") is not None
with_daft = pytest.mark.skipif(not HAS_DAFT, reason='needs pip install "factx[daft]"')
# Daft leaves files open.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "daft" / "records.py"
ANSWER = chat({"sources": [], "statements": [], "claims": []})


@pytest.fixture(autouse=True)
def _collected() -> Iterator[None]:  # pyright: ignore[reportUnusedFunction] -- pytest uses it
    """Close what Daft left open while the warnings of it are ignored."""
    yield
    gc.collect()


def rows(count: int) -> dict[str, list[str]]:
    return {
        "id": [f"a{n}" for n in range(count)],
        "text": [f"Ana Ruiz said it rained {n} times." for n in range(count)],
    }


def frame(data: dict[str, Any]) -> Any:
    daft: Any = import_module("daft")  # not among the packages that pyright sees
    return daft.from_pydict(data)


def results(articles: Any, model: str = "offline", **options: Any) -> list[dict[str, Any]]:
    extract = extractor(model, **options)
    column = extract(articles["id"], articles["text"])
    return articles.with_column("result", column).to_pydict()["result"]


def without_time(record: str) -> Any:
    data = json.loads(record)
    for name in ("seconds", "when"):
        data["provenance"].pop(name, None)
    return data


@pytest.mark.skipif(HAS_DAFT, reason="Daft is installed")
def test_without_daft_the_command_that_installs_it_is_named() -> None:
    with pytest.raises(MissingExtra, match="factx\\[daft\\]"):
        extractor()


def test_a_run_is_another_with_another_text_id_model_or_option() -> None:
    base = Runs().digest("a", "One.")
    assert base == Runs().digest("a", "One.")
    others = {
        Runs().digest("b", "One."),
        Runs().digest("a", "Two."),
        Runs(claims=False).digest("a", "One."),
        Runs("openai/x", base_url="http://127.0.0.1:1/v1").digest("a", "One."),
        Runs("openai/x", base_url="http://127.0.0.1:1/v1", max_tokens=9).digest("a", "One."),
    }
    assert len(others - {base}) == 5


@with_daft
def test_records_are_those_of_one_process_and_a_bad_row_has_an_error() -> None:
    data = rows(20)
    data["id"].append("bad")
    data["text"].append("")
    found = results(frame(data), rows=7)
    assert found[-1]["record"] is None
    assert "the text is empty" in found[-1]["error"]
    for name, text, result in zip(data["id"][:-1], data["text"][:-1], found[:-1], strict=True):
        record = factx.extract(Article(id=name, text=text))
        assert without_time(result["record"]) == without_time(record.model_dump_json())
        assert result["error"] is None


@with_daft
def test_no_more_requests_are_in_flight_than_allowed() -> None:
    with serving(delayed(ANSWER, 0.05)) as server:
        found = results(
            frame(rows(60)),
            "openai/x",
            base_url=f"{server.address}/v1",
            concurrency=4,
            instances=1,
            rows=20,
        )
        assert len(server.requests) == 60
        assert server.most_in_flight == 4
    assert all(result["record"] for result in found)


@with_daft
def test_a_key_that_is_refused_ends_the_requests() -> None:
    """Every other row gets the same error."""
    with serving(Response(b"{}", status=401)) as server:
        options: dict[str, Any] = {"base_url": f"{server.address}/v1", "concurrency": 2}
        found = results(frame(rows(60)), "openai/x", instances=1, rows=20, **options)
        assert len(server.requests) <= 4
    assert all(result["record"] is None and "401" in result["error"] for result in found)


@with_daft
def test_rows_with_an_error_are_extracted_again_and_no_others() -> None:
    def script(request: Request) -> Any:
        return Response(b"{}", status=400) if " 3 times" in request.question else ANSWER

    data = rows(8)
    with serving(script) as server:
        options: dict[str, Any] = {"base_url": f"{server.address}/v1"}
        found = results(frame(data), "openai/x", **options)
        assert [result["error"] is None for result in found] == [n != 3 for n in range(8)]
        done = frame({"result": found})
        left = undone(frame(data), done, "openai/x", **options)
        assert left.to_pydict()["id"] == ["a3"]
        other = undone(frame(data), done, "openai/y", **options)
        assert len(other.to_pydict()["id"]) == 8


@with_daft
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_example_goes_on_where_it_stopped(tmp_path: Path, form: str) -> None:
    data, source = rows(9), tmp_path / f"news.{form}"
    if form == "jsonl":
        lines = [
            json.dumps({"id": name, "text": text})
            for name, text in zip(data["id"], data["text"], strict=True)
        ]
        source.write_text("\n".join(lines))
    else:
        written = frame(data).write_parquet(str(tmp_path / "parquet")).to_pydict()
        os.rename(written["path"][0], source)
    with serving(ANSWER) as server:
        command = [sys.executable, str(EXAMPLE), str(source), str(tmp_path / "out")]
        command += ["--model", "openai/x", "--base-url", f"{server.address}/v1"]
        for _ in range(2):
            environment = {**os.environ, "PYTHONPATH": str(ROOT)}
            subprocess.run(command, check=True, env=environment, capture_output=True)
        assert len(server.requests) == 9
