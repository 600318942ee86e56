"""Recordings are found again by the text that they are of, and never lost to another model's."""

import os
from pathlib import Path

import pytest

from factx import files
from factx.errors import RecordingError
from factx.llm.recording import Completion, Recording, Settings
from factx.records import digest


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


def test_a_recording_is_found_by_its_text_and_replaced_only_with_force() -> None:
    files.make_folder("kept")
    newer = recording("One.", answer="newer")
    for made in (recording("One."), recording("Two.")):
        files.write_recording("kept", made)
    with pytest.raises(RecordingError, match="the answers are recorded already: use them with"):
        files.write_recording("kept", newer)
    assert files.read_recordings("kept")(digest("One.")) == recording("One.")
    files.write_recording("kept", newer, force=True)
    assert len(os.listdir("kept")) == 2
    find = files.read_recordings("kept")
    assert find(digest("One.")) == recording("One.", answer="newer")
    assert find(digest("Two.")) == recording("Two.")
    assert find(digest("Three.")) is None


def test_a_recording_of_another_model_is_not_written_over() -> None:
    files.make_folder("kept")
    files.write_recording("kept", recording("One."))
    with pytest.raises(
        RecordingError, match="there is a recording of fake/model; keep each model's"
    ):
        files.write_recording("kept", recording("One.", model="other/model"))


def test_what_was_broken_off_takes_the_place_of_nothing_whole() -> None:
    """Nor of what holds more answers; a whole one takes the place of any."""
    files.make_folder("kept")
    whole = recording("One.")
    partly = whole.model_copy(update={"broken_off": "no connection"})
    less = partly.model_copy(update={"completions": (), "prompt_digest": "f" * 64})
    kept: list[Recording | None] = []
    for one in (less, partly, less, whole, partly):
        files.write_recording("kept", one)
        kept.append(files.read_recordings("kept")(whole.article_sha256))
    assert kept == [less, partly, partly, whole, whole]


def test_whether_an_article_can_be_recorded_is_known_before_it_is_asked_about() -> None:
    files.make_folder("kept")
    whole = recording("One.")
    sha256 = whole.article_sha256
    path = f"kept/{sha256[:16]}.json"
    files.check_not_recorded("kept", sha256, "fake/model")
    files.write_recording("kept", whole.model_copy(update={"broken_off": "no connection"}))
    files.check_not_recorded("kept", sha256, "fake/model")
    files.write_recording("kept", whole)
    files.check_not_recorded("kept", sha256, "fake/model", force=True)
    for content, model, problem in (
        (whole.model_dump_json(), "fake/model", "the answers are recorded already"),
        (whole.model_dump_json(), "other/model", "there is a recording of fake/model"),
        ("somebody's notes", "fake/model", "it is not valid JSON"),
    ):
        Path(path).write_text(content)
        with pytest.raises(RecordingError, match=f"^{path}: {problem}"):
            files.check_not_recorded("kept", sha256, model)
        with pytest.raises(RecordingError, match=f"^{path}: {problem}"):
            files.write_recording("kept", whole.model_copy(update={"model": model}))
        assert Path(path).read_text() == content


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
