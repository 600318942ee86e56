"""What the commands' own tests do not reach: one file at a time, written whole, found again."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest
from building import grounded, said
from hypothesis import given
from hypothesis import strategies as st

from factx import files
from factx.errors import InputError, RecordingError
from factx.extraction.recording import Completion, Recording, Settings
from factx.records import Article, digest, dump

RECORD = grounded("It rained.", said("It rained."))


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def recording(text: str, *, model: str = "fake/model", answer: str = "{}") -> Recording:
    return Recording(
        article_id="a",
        article_sha256=digest(text),
        model=model,
        prompt_digest="0" * 64,
        settings=Settings(mode="default", max_tokens=10),
        completions=(Completion(text=answer),),
        requests=1,
        seconds=0.1,
        when="2026-01-01T00:00:00+00:00",
    )


def test_an_article_is_read_only_when_it_is_asked_for() -> None:
    Path("a.txt").write_text("One.")
    articles = files.read_articles(["a.txt", "b.txt"])
    assert next(articles) == Article(id="a", text="One.")
    Path("b.txt").write_text("Two.")
    assert next(articles) == Article(id="b", text="Two.")


def test_one_article_is_read_whatever_holds_it() -> None:
    Path("a.jsonl").write_text('{"text": "One.", "url": "https://example.org/1"}\n')
    article = files.read_article("a.jsonl")
    assert (article.id, article.url) == ("a:1", "https://example.org/1")
    with pytest.raises(InputError, match="no such file or folder"):
        files.read_article("gone")


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_that_is_not_blank_is_read_to_the_letter(text: str) -> None:
    Path("a.txt").write_bytes(text.encode())
    Path("a.jsonl").write_text(json.dumps({"text": text}))
    [plain], [escaped] = files.read_articles(["a.txt"]), files.read_articles(["a.jsonl"])
    expected = text.removeprefix("\ufeff")
    if not expected.strip():
        assert isinstance(plain, InputError)
    elif "\0" not in text:
        assert isinstance(plain, Article)
        assert plain.text == expected
    if text.strip():
        assert isinstance(escaped, Article)
        assert escaped.text == text


@given(data=st.binary(max_size=60))
def test_no_bytes_whatever_are_a_bug(data: bytes) -> None:
    for path in ("a.txt", "a.json", "a.jsonl"):
        Path(path).write_bytes(data)
        for found in files.read_articles([path]):
            assert isinstance(found, Article | InputError)
        for found in files.read_records(path):
            assert not isinstance(found, Article)


# Recordings


def test_a_recording_is_found_by_its_text_and_replaced_by_a_newer_one() -> None:
    files.make_folder("kept")
    for made in (recording("One."), recording("Two."), recording("One.", answer="newer")):
        files.write_recording("kept", made)
    assert len(os.listdir("kept")) == 2
    find = files.read_recordings("kept")
    assert find(digest("One.")) == recording("One.", answer="newer")
    assert find(digest("Two.")) == recording("Two.")
    assert find(digest("Three.")) is None


def test_a_recording_of_another_model_is_not_written_over() -> None:
    files.make_folder("kept")
    files.write_recording("kept", recording("One."))
    with pytest.raises(RecordingError, match="it is a recording of fake/model; keep each model's"):
        files.write_recording("kept", recording("One.", model="other/model"))


def test_recordings_under_other_names_are_found_by_what_they_hold() -> None:
    """A fixture keeps its recording as drafts/SYSTEM.json."""
    files.make_folder("drafts")
    Path("drafts/one.json").write_text(recording("One.").model_dump_json())
    Path("drafts/two.json").write_text(recording("Two.").model_dump_json())
    find = files.read_recordings("drafts")
    assert find(digest("Two.")) == recording("Two.")
    Path("drafts/two again.json").write_text(recording("Two.").model_dump_json())
    with pytest.raises(RecordingError, match=r"two\.json: it is of the same article as drafts/two"):
        files.read_recordings("drafts")(digest("Two."))


def test_a_recording_that_cannot_be_read_names_its_file() -> None:
    files.make_folder("kept")
    name = f"kept/{digest('One.')[:16]}.json"
    for content, problem in (("{", "it is not valid JSON"), ("{}", "article_id: Field required")):
        Path(name).write_text(content)
        with pytest.raises(RecordingError, match=f"^{name}: {problem}"):
            files.read_recordings("kept")(digest("One."))


# Writing


def test_a_file_is_replaced_whole_and_keeps_its_place() -> None:
    files.write_record("a.json", RECORD)
    assert Path("a.json").read_text() == RECORD.to_json(indent=2) + "\n"
    assert os.listdir() == ["a.json"]
    if sys.platform != "win32":
        mask = os.umask(0)
        os.umask(mask)
        assert stat.S_IMODE(os.stat("a.json").st_mode) == 0o666 & ~mask
        os.symlink("a.json", "link.json")
        files.write_record("link.json", RECORD)
        assert os.path.islink("link.json")


def test_a_write_that_fails_leaves_what_was_there(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> None:
        raise OSError(28, "No space left on device")

    Path("a.json").write_text("as it was")
    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(InputError, match=r"a\.json: it cannot be written: no space left"):
        files.write_record("a.json", RECORD)
    assert Path("a.json").read_text() == "as it was"
    assert os.listdir() == ["a.json"]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    os.symlink("/dev/null", "nowhere")
    files.write_record("nowhere", RECORD)
    with files.record_lines("nowhere") as write:
        write(RECORD)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert os.listdir() == ["nowhere"]


def test_a_line_that_does_not_fit_on_the_disk_leaves_the_whole_ones_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Full:
        """A file with room for one line and a half."""

        def __init__(self, path: str) -> None:
            self.file = open(path, "wb", buffering=0)  # noqa: SIM115
            self.room = len(dump(RECORD)) * 3 // 2

        def __enter__(self) -> "Full":
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def __getattr__(self, name: str) -> object:
            return getattr(self.file, name)

        def write(self, data: memoryview) -> int:
            if not self.room:
                raise OSError(28, "No space left on device")
            written = self.file.write(data[: self.room])
            self.room -= written
            return written

    monkeypatch.setattr(files, "_opened", Full)
    with files.record_lines("a.jsonl") as write:
        write(RECORD)
        with pytest.raises(InputError, match="no space left"):
            write(RECORD)
    assert Path("a.jsonl").read_text() == dump(RECORD) + "\n"
