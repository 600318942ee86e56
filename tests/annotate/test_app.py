"""The server of the annotation page: who is answered, and what is written."""

import json
from pathlib import Path
from typing import Any

import pytest
from annotate.test_edited import ARTICLE, marked
from starlette.testclient import TestClient

from factx import files
from factx.annotate.app import MAX_BODY, make_app
from factx.annotate.folder import Folder

TOKEN = "a-secret-of-the-test"
HOST = "127.0.0.1:8123"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one article, beside a file that nobody may touch."""
    (tmp_path / "outside").write_text("kept")
    (tmp_path / "all" / "rain").mkdir(parents=True)
    (tmp_path / "all" / "rain" / "article.txt").write_text(ARTICLE.get_text(), "utf-8")
    return tmp_path / "all"


def client_of(folder: Path) -> TestClient:
    app = make_app(Folder(str(folder)), token=TOKEN, hosts=[HOST], others={})
    return TestClient(app, base_url=f"http://{HOST}")


def snapshot(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.parent.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder.parent)): path.read_bytes() for path in paths}


SAVE = f"/{TOKEN}/articles/0/save"
GOOD: dict[str, Any] = {"record": marked(), "version": "", "finished": True}


def test_a_finished_annotation_is_gold_and_an_unfinished_one_is_not(folder: Path) -> None:
    client = client_of(folder)
    begun = client.post(SAVE, json={**GOOD, "finished": False}).json()
    assert begun["state"] == "begun"
    assert not (folder / "rain" / "gold.json").exists()
    finished = client.post(SAVE, json={**GOOD, "version": begun["version"]}).json()
    assert finished["state"] == "finished"
    assert sorted(path.name for path in (folder / "rain").iterdir()) == ["article.txt", "gold.json"]
    (gold,) = files.get_golds(str(folder))
    assert [span.text for span in gold.quotes[0].spans] == ["“Yes,”"]
    assert client.get(f"/{TOKEN}/articles/0").json()["version"] == finished["version"]
    assert client.get(f"/{TOKEN}/articles").json()["articles"][0]["state"] == "finished"


def test_what_is_finished_stays_so_when_it_is_corrected(folder: Path) -> None:
    client = client_of(folder)
    finished: dict[str, Any] = client.post(SAVE, json=GOOD).json()
    later: dict[str, Any] = {
        **GOOD,
        "record": {},
        "version": finished["version"],
        "finished": False,
    }
    assert client.post(SAVE, json=later).json()["state"] == "finished"
    (gold,) = files.get_golds(str(folder))
    assert gold.quotes == ()
    assert not (folder / "rain" / "gold.unfinished.json").exists()


def test_nothing_said_is_an_annotation_too(folder: Path) -> None:
    client = client_of(folder)
    assert client.post(SAVE, json={**GOOD, "record": {}}).status_code == 200
    (gold,) = files.get_golds(str(folder))
    assert gold.quotes == ()


def test_what_was_saved_elsewhere_is_not_overwritten(folder: Path) -> None:
    client = client_of(folder)
    client.post(SAVE, json=GOOD)
    before = snapshot(folder)
    stale = client.post(SAVE, json={**GOOD, "record": {}})
    assert stale.status_code == 409
    assert "it was saved elsewhere" in stale.json()["error"]
    assert snapshot(folder) == before


def test_a_draft_that_no_longer_gives_the_gold_is_kept_under_another_name(folder: Path) -> None:
    (folder / "rain" / "gold.draft.yaml").write_text("quotes: []\n")
    client_of(folder).post(SAVE, json=GOOD)
    assert (folder / "rain" / "gold.draft.yaml.old").read_text() == "quotes: []\n"
    assert not (folder / "rain" / "gold.draft.yaml").exists()


def test_warnings_of_the_guide_come_with_a_save(folder: Path) -> None:
    sources = [{**marked()["sources"][0], "mentions": [{"start": 22, "end": 24, "form": "name"}]}]
    record = marked(sources=sources)
    answer = client_of(folder).post(SAVE, json={**GOOD, "record": record}).json()
    assert {warning["item"] for warning in answer["warnings"]}


JSON = {"Content-Type": "application/json"}
OUTSIDE = marked(quotes=[{"id": "q", "spans": [{"start": 0, "end": 99}]}])
NEW = f"/{TOKEN}/articles/new"
REFUSED: dict[str, tuple[int, dict[str, Any]]] = {
    "another secret": (403, {"url": SAVE.replace(TOKEN, "guess"), "json": GOOD}),
    "another host": (403, {"url": SAVE, "json": GOOD, "headers": {"Host": "evil.example"}}),
    "another port": (403, {"url": SAVE, "json": GOOD, "headers": {"Host": "127.0.0.1:80"}}),
    "another origin": (
        403,
        {"url": SAVE, "json": GOOD, "headers": {"Origin": "http://evil.example"}},
    ),
    "no origin": (403, {"url": SAVE, "json": GOOD, "headers": {"Origin": "null"}}),
    "another site": (403, {"url": SAVE, "json": GOOD, "headers": {"Sec-Fetch-Site": "cross-site"}}),
    "a form": (415, {"url": SAVE, "data": {"record": "{}"}}),
    "text": (415, {"url": SAVE, "content": json.dumps(GOOD), "headers": {}}),
    "too much": (
        413,
        {"url": SAVE, "content": b" " * (MAX_BODY + 1), "headers": JSON},
    ),
    "no JSON": (400, {"url": SAVE, "content": b"{", "headers": JSON}),
    "deep JSON": (
        400,
        {"url": SAVE, "content": b"[" * 200_000, "headers": JSON},
    ),
    "a list": (400, {"url": SAVE, "json": []}),
    "no article": (404, {"url": SAVE.replace("/0/", "/7/"), "json": GOOD}),
    "no record": (422, {"url": SAVE, "json": {**GOOD, "record": 1}}),
    "no version": (400, {"url": SAVE, "json": {**GOOD, "version": 1}}),
    "an unknown layer": (422, {"url": SAVE, "json": {**GOOD, "layers": ["smells"]}}),
    "a span outside": (
        422,
        {"url": SAVE, "json": {**GOOD, "record": OUTSIDE}},
    ),
    "a path": (404, {"url": f"/{TOKEN}/articles/..%2f..%2foutside/save", "json": GOOD}),
    "a new article outside": (
        422,
        {"url": NEW, "json": {"id": "../outside", "text": "x"}},
    ),
    "a hidden new article": (422, {"url": NEW, "json": {"id": ".x", "text": "x"}}),
    "a new article of nothing": (422, {"url": NEW, "json": {"id": "x", "text": " "}}),
    "a new article of a known name": (
        422,
        {"url": NEW, "json": {"id": "rain", "text": "x"}},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("status", "request_"), REFUSED.values(), ids=REFUSED)
def test_no_file_is_touched_by_what_is_refused(
    status: int, request_: dict[str, Any], folder: Path
) -> None:
    before = snapshot(folder)
    answer = client_of(folder).post(**request_)
    assert answer.status_code == status, answer.text
    assert snapshot(folder) == before


@pytest.mark.parametrize("path", ["", "articles", "articles/0", "articles/0/suggestions"])
def test_nothing_is_read_without_the_secret(path: str, folder: Path) -> None:
    client = client_of(folder)
    assert client.get(f"/guess/{path}").status_code == 403
    assert client.get(f"/{TOKEN}/{path}", headers={"Host": "evil.example"}).status_code == 403
    answer = client.get(f"/{TOKEN}/{path}")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-frame-options"] == "DENY"


def test_a_new_article_has_its_own_folder(folder: Path) -> None:
    client = client_of(folder)
    sent = {"id": "ferry", "title": "Late again", "text": "It was late, said Bob Hill.\n"}
    answer = client.post(f"/{TOKEN}/articles/new", json=sent)
    assert answer.json() == {"number": 0}
    assert (folder / "ferry" / "article.txt").read_text("utf-8") == sent["text"]
    assert client.get(f"/{TOKEN}/articles/0").json()["title"] == "Late again"
    (found,) = [place for place in Folder(str(folder)).places if place.article.id == "ferry"]
    assert found.article.title == "Late again"


def test_suggestions_are_made_only_when_they_are_asked_for(folder: Path) -> None:
    client = client_of(folder)
    assert client.get(f"/{TOKEN}/articles/0").json()["others"] == []
    found = client.get(f"/{TOKEN}/articles/0/suggestions").json()
    assert found["record"]["sources"][0]["name"] == "Ann Bell"
    assert client.get(f"/{TOKEN}/articles/0").json()["record"] is None
