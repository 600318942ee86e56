"""Extraction on a cluster of Ray on this machine, of which a worker is killed."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from model_server import serving
from model_server.answers import gold_answers
from model_server.scripts import delayed

import factx
from factx.records import Article

pytestmark = [
    pytest.mark.skipif(
        not (importlib.util.find_spec("ray") and importlib.util.find_spec("daft")),
        reason="needs Daft and Ray: make cluster",
    ),
    # Daft and Ray leave files and sockets open.
    pytest.mark.filterwarnings("ignore"),
]
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "daft" / "records.py"
SPEAKERS = ["Ana Ruiz", "Bo Dahl", "Lena Moss", "Karl Voss", "Ines Okafor"]
FILES, ROWS = 8, 10


class LocalCluster:
    """A head that extracts nothing, and two workers, each with processes of its own."""

    def __init__(self) -> None:
        nodes: Any = import_module("ray.cluster_utils")
        store = {"object_store_memory": 200_000_000}
        self._nodes = nodes.Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **store})
        self._workers = [self._nodes.add_node(num_cpus=1, **store) for _ in range(2)]
        self.address: str = self._nodes.address

    def kill_a_worker(self) -> None:
        self._nodes.remove_node(self._workers.pop(), allow_graceful=False)

    def shut_down(self) -> None:
        self._nodes.shutdown()


@pytest.fixture
def cluster() -> Iterator[LocalCluster]:
    cluster = LocalCluster()
    yield cluster
    cluster.shut_down()


@pytest.fixture
def articles(tmp_path: Path) -> Sequence[Article]:
    """Eighty articles that differ, in eight files of `news`."""
    made = [
        Article(
            id=f"a{n}",
            text=f"{SPEAKERS[n % 5]} said the bridge would close on {n % 28 + 1} May. It was full.",
        )
        for n in range(FILES * ROWS)
    ]
    (tmp_path / "news").mkdir()
    for k in range(FILES):
        lines = [{"id": each.id, "text": each.text} for each in made[k::FILES]]
        written = "".join(f"{json.dumps(line)}\n" for line in lines)
        (tmp_path / "news" / f"{k}.jsonl").write_text(written)
    return made


def started(cluster: LocalCluster, folder: Path, *options: str) -> "subprocess.Popen[bytes]":
    """The example, which reads `news` and writes `records`, on the cluster."""
    command = [sys.executable, str(EXAMPLE), f"{folder}/news/*.jsonl", f"{folder}/records"]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DAFT_RUNNER": "ray",
        "RAY_ADDRESS": cluster.address,
    }
    with (folder / "said").open("wb") as said:  # a pipe that nobody reads would fill up
        return subprocess.Popen(
            [*command, "--rows", "5", *options],
            env=environment,
            stdout=said,
            stderr=subprocess.STDOUT,
        )


def finish(run: "subprocess.Popen[bytes]", folder: Path) -> None:
    code = run.wait(timeout=240)
    assert code == 0, (folder / "said").read_text("utf-8", "replace")


def written(folder: Path) -> dict[str, Any]:
    """The records that were written, by the articles' ids, each once."""
    daft: Any = import_module("daft")
    found = daft.read_parquet(f"{folder}/records/*.parquet").to_pydict()
    assert len({*found["id"]}) == len(found["id"])
    return {
        name: without_cost(result["record"])
        for name, result in zip(found["id"], found["result"], strict=True)
    }


def expected(articles: Sequence[Article], **options: Any) -> dict[str, Any]:
    """The records of one process."""
    results = factx.extract_many(articles, **options)
    return {each.article.id: without_cost(each.record.model_dump_json()) for each in results}  # pyright: ignore[reportOptionalMemberAccess]


def without_cost(record: str) -> Any:
    """The record without its time and tokens, of which an answer in the cache has none."""
    data = json.loads(record)
    for name in ("seconds", "when", "usage"):
        data["provenance"].pop(name, None)
    return data


def test_two_workers_write_the_records_of_one_process(
    cluster: LocalCluster, articles: Sequence[Article], tmp_path: Path
) -> None:
    finish(started(cluster, tmp_path), tmp_path)
    assert written(tmp_path) == expected(articles)


def test_a_worker_that_is_killed_in_the_middle_costs_no_record(
    cluster: LocalCluster, articles: Sequence[Article], tmp_path: Path
) -> None:
    """Its articles are extracted by the other worker, with the answers that the cache kept."""
    golden = gold_answers(factx.extract(article) for article in articles)
    with serving(delayed(golden, 0.6)) as server:
        model: dict[str, Any] = {"model": "openai/x", "base_url": f"{server.address}/v1"}
        options = ["--model", model["model"], "--base-url", model["base_url"]]
        options += ["--concurrency", "4", "--cache", f"{tmp_path}/cache"]
        run = started(cluster, tmp_path, *options)
        while len(server.requests) < len(articles) / 3 and run.poll() is None:
            time.sleep(0.05)
        cluster.kill_a_worker()
        assert run.poll() is None, "the run was over before a worker was killed"
        finish(run, tmp_path)
        # A worker has its four articles in flight, however late the other one began, and only
        # what the killed one had is asked about again.
        assert 2 < server.most_in_flight <= 8
        assert len(server.requests) <= len(articles) + 4
        asked = len(server.requests)
        finish(started(cluster, tmp_path, *options), tmp_path)
        assert len(server.requests) == asked
        found = written(tmp_path)
        assert found == expected(articles, **model)
        assert all(record["attributions"] for record in found.values())
