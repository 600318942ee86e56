"""Recordings: a model's raw answers, one file per article."""

import os
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from factx.errors import InputError, InvalidData, RecordingError
from factx.files.atomic import replace_file
from factx.files.json_files import read_json
from factx.files.os_errors import reason
from factx.files.paths import stem_of, suffix_of

if TYPE_CHECKING:
    from factx.llm.recording import Recording


def write_recording(folder: str, recording: "Recording", *, force: bool = False) -> None:
    """Write `recording` to `folder`, under a name derived from the article's text.

    An earlier recording of the same text that was stopped early is replaced by one with as many
    answers; with `force`, any earlier recording of the same model is replaced by a complete one. A
    recording of another model is refused, because its answers could not be restored. Raises
    `RecordingError`.
    """
    path = _path(folder, recording.article_sha256)
    if os.path.lexists(path):
        earlier = _recording(path)
        _refuse_another(earlier, recording.model, path)
        held, new = len(earlier.completions), len(recording.completions)
        if recording.broken_off and (not earlier.broken_off or held > new):
            return
        _refuse_complete(earlier, path, force=force)
        force = True
    replace_file(path, recording.model_dump_json(indent=2) + "\n", force=force)


def check_not_recorded(folder: str, sha256: str, model: str, *, force: bool = False) -> None:
    """Raise `RecordingError` if a recording of the text could not be written to `folder`."""
    path = _path(folder, sha256)
    if not os.path.lexists(path):
        return
    earlier = _recording(path)
    _refuse_another(earlier, model, path)
    _refuse_complete(earlier, path, force=force)


def _path(folder: str, sha256: str) -> str:
    return os.path.join(folder, f"{sha256[:16]}.json")


def check_recordings(folder: str, model: str) -> None:
    """Raise `RecordingError` if the first recording in `folder` is not of `model`."""
    for name in sorted(os.listdir(folder)):
        if suffix_of(name) != ".json":
            continue
        try:
            first = _recording(os.path.join(folder, name))
        except RecordingError:
            continue  # it is none
        _refuse_another(first, model, folder)
        return


def _refuse_complete(earlier: "Recording", path: str, *, force: bool) -> None:
    if not earlier.broken_off and not force:
        problem = "the answers are recorded already: use them with --replay, or add --force"
        raise RecordingError(path, f"{problem} to ask again and replace them")


def _refuse_another(earlier: "Recording", model: str, where: str) -> None:
    if earlier.model != model:
        problem = f"there is a recording of {earlier.model}; keep each model's in its own folder"
        raise RecordingError(where, problem)


def read_recordings(folder: str) -> Callable[[str], "Recording | None"]:
    """A function that returns the recording in `folder` for the sha256 of a text, or None.

    A file is read when its article is requested. Files that factx did not name are all read the
    first time that nothing else fits. Two recordings of one article raise a `RecordingError`.
    """
    try:
        paths = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    except OSError as error:
        raise RecordingError(folder, reason(error)) from error
    paths = [path for path in paths if suffix_of(path) == ".json"]
    if not paths:
        raise RecordingError(folder, "there is no recording in it")
    named = {os.path.basename(path): path for path in paths}
    others = [path for path in paths if not re.fullmatch(r"[0-9a-f]{16}", stem_of(path))]
    read: dict[str, list[tuple[str, Recording]]] = {}

    def find(sha256: str) -> "Recording | None":
        own = named.get(f"{sha256[:16]}.json")
        if own is not None:
            return _recording(own)
        if others and not read:
            for path in others:
                recording = _recording(path)
                read.setdefault(recording.article_sha256, []).append((path, recording))
        matches = read.get(sha256, [])
        if len(matches) > 1:
            raise RecordingError(matches[1][0], f"it is of the same article as {matches[0][0]}")
        return matches[0][1] if matches else None

    return find


def _recording(path: str) -> "Recording":
    from factx.llm.recording import Recording

    try:
        return Recording.from_data(read_json(path))
    except InputError as error:
        raise RecordingError(path, error.problem) from error
    except InvalidData as error:
        raise RecordingError(path, "; ".join(error.problems)) from error
