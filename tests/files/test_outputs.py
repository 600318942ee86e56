"""Files are written whole or record by record, and whatever fails leaves what was there."""

import os
import stat
import sys
from collections.abc import Callable
from io import FileIO
from pathlib import Path
from typing import TypeVar

import pytest
from building import grounded, said

from factx import files
from factx.errors import InputError
from factx.files import atomic, growing
from factx.files.growing import growing_file
from factx.records import dump

pytestmark = pytest.mark.bad_input

T = TypeVar("T")

RECORD = grounded("It rained.", said("It rained."))
LINE = dump(RECORD) + "\n"
posix = pytest.mark.skipif(sys.platform == "win32", reason="links and modes are others there")


def write(path: str, text: str, *, force: bool = False) -> None:
    files.Outputs([path], force=force).write(path, text)


def interrupted(write: Callable[[T], None], *pieces: T) -> None:
    """Write some pieces, and be interrupted then."""
    for piece in pieces:
        write(piece)
    raise KeyboardInterrupt


def test_a_file_is_written_whole_with_the_usual_mode() -> None:
    write("a.json", "new")
    assert Path("a.json").read_text() == "new"
    assert os.listdir() == ["a.json"]
    if sys.platform != "win32":
        mask = os.umask(0)
        os.umask(mask)
        assert stat.S_IMODE(os.stat("a.json").st_mode) == 0o666 & ~mask


@posix
def test_a_replaced_file_keeps_its_mode_and_a_link_its_target() -> None:
    """Whoever made a file private keeps it private."""
    Path("a.json").write_text("old")
    os.chmod("a.json", 0o600)
    os.symlink("a.json", "link.json")
    write("link.json", "new", force=True)
    assert os.path.islink("link.json")
    assert Path("a.json").read_text() == "new"
    assert stat.S_IMODE(os.stat("a.json").st_mode) == 0o600
    with files.Outputs(["a.json"], force=True).records("a.json") as record:
        record(RECORD)
    assert stat.S_IMODE(os.stat("a.json").st_mode) == 0o600


@posix
def test_a_link_that_leads_nowhere_yet_is_written_through() -> None:
    os.symlink("a.json", "link.json")
    write("link.json", "new")
    assert os.path.islink("link.json")
    assert Path("a.json").read_text() == "new"


def test_an_existing_file_needs_force_unless_it_is_empty() -> None:
    """CI systems and mktemp make an empty file to be written to."""
    Path("old").write_text("old")
    Path("empty").write_text("")
    with pytest.raises(InputError, match=r"^old: it exists already: add --force to replace it$"):
        write("old", "new")
    write("empty", "new")
    write("old", "new", force=True)
    assert (Path("old").read_text(), Path("empty").read_text()) == ("new", "new")


def test_a_file_that_appears_during_the_run_is_not_replaced() -> None:
    """Two runs on one output: the second is refused, even if both began before it was there."""
    first, second = files.Outputs(["a"]), files.Outputs(["a"])
    first.write("a", "first")
    with pytest.raises(InputError, match="it exists already"):
        second.write("a", "second")
    assert Path("a").read_text() == "first"
    assert os.listdir() == ["a"]


def test_a_file_system_without_hard_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: str) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", fail)
    outputs = files.Outputs(["a"])
    outputs.write("a", "first")
    with pytest.raises(InputError, match="it exists already"):
        outputs.write("a", "second")
    assert Path("a").read_text() == "first"
    assert os.listdir() == ["a"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_leaves_what_was_there(
    step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    Path("a.json").write_text("as it was")
    monkeypatch.setattr(os, step, fail)
    with pytest.raises(InputError, match=r"a\.json: it cannot be written: no space left"):
        write("a.json", "new", force=True)
    assert Path("a.json").read_text() == "as it was"
    assert os.listdir() == ["a.json"]


def test_an_error_between_two_pieces_leaves_what_was_there() -> None:
    Path("a").write_text("as it was")
    outputs = files.Outputs(["a", "b"], force=True)
    for name in "ab":
        with pytest.raises(KeyboardInterrupt), outputs.pieces(name) as piece:
            interrupted(piece, "half of it")
    assert Path("a").read_text() == "as it was"
    assert os.listdir() == ["a"]


@pytest.mark.skipif(not os.path.exists("/dev/null"), reason="no such device here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    os.symlink("/dev/null", "nowhere")
    outputs = files.Outputs(["nowhere", "nowhere"])
    outputs.write("nowhere", "text")
    with outputs.records("nowhere") as record:
        record(RECORD)
    assert stat.S_ISCHR(os.stat("/dev/null").st_mode)
    assert os.listdir() == ["nowhere"]


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("gone/a", "there is no folder gone to write it to"),
        ("folder", "it cannot be written: it is a folder, not a file"),
        ("folder/", "it cannot be written: it is a folder, not a file"),
    ],
)
def test_a_path_that_cannot_be_written_is_refused_before_anything_is_done(
    path: str, problem: str
) -> None:
    os.mkdir("folder")
    with pytest.raises(InputError) as caught:
        files.Outputs([path])
    assert str(caught.value) == f"{path}: {problem}"


@posix
def test_a_folder_without_permission_is_refused_before_anything_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def access(*_: object) -> bool:
        return False

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(InputError, match="it cannot be written: permission denied"):
        files.Outputs(["a"])


def test_no_two_outputs_are_one_file() -> None:
    Path("a").write_text("old")
    names = ["a", "./a", os.path.abspath("a")]
    if sys.platform != "win32":
        os.symlink("a", "link")
        os.link("a", "second name")
        names += ["link", "second name"]
    for name in names:
        with pytest.raises(InputError, match="it is written twice"):
            files.Outputs(["a", name], force=True)
    with pytest.raises(InputError, match="it is written twice"):
        files.Outputs(["new", "./new"])
    with pytest.raises(InputError, match="it is written twice"):
        files.Outputs(["a"], updated="a", force=True)


# Record by record


def test_each_record_is_in_the_file_before_the_next_one() -> None:
    with files.Outputs(["a"]).records("a") as record:
        for count in (1, 2, 3):
            record(RECORD)
            assert Path("a").read_text() == LINE * count


def test_a_file_that_is_replaced_stays_until_the_last_record() -> None:
    Path("a").write_text("as it was")
    with files.Outputs(["a"], force=True).records("a") as record:
        record(RECORD)
        assert Path("a").read_text() == "as it was"
    assert Path("a").read_text() == LINE
    assert os.listdir() == ["a"]
    assert record.note == ""


@pytest.mark.parametrize("force", [False, True])
def test_a_run_without_a_record_leaves_no_trace(force: bool) -> None:
    Path("old").write_text("as it was" if force else "")
    before = Path("old").read_text()
    outputs = files.Outputs(["a", "old"], force=force)
    for name in ("a", "old"):
        with outputs.records(name):
            pass
        with pytest.raises(KeyboardInterrupt), outputs.records(name) as record:
            interrupted(record)
    assert os.listdir() == ["old"]
    assert Path("old").read_text() == before


def test_an_error_leaves_the_records_so_far() -> None:
    with pytest.raises(KeyboardInterrupt), files.Outputs(["a"]).records("a") as record:
        interrupted(record, RECORD)
    assert Path("a").read_text() == LINE


def test_an_error_leaves_an_earlier_file_and_says_where_the_new_records_are() -> None:
    Path("a").write_text("as it was")
    with (
        pytest.raises(KeyboardInterrupt) as caught,
        files.Outputs(["a"], force=True).records("a") as record,
    ):
        interrupted(record, RECORD)
    part = f"a.{os.getpid()}.part"
    assert caught.value.__notes__ == [f"a is as it was; what this run wrote is in {part}"]
    assert Path("a").read_text() == "as it was"
    assert Path(part).read_text() == LINE


def test_a_run_that_ends_before_its_last_article_keeps_an_earlier_file() -> None:
    Path("a").write_text("as it was")
    with files.Outputs(["a"], force=True).records("a") as record:
        record(RECORD)
        record.keep_what_was_there()
    assert Path("a").read_text() == "as it was"
    assert record.note.startswith("a is as it was; ")
    with files.Outputs(["new"]).records("new") as record:
        record(RECORD)
        record.keep_what_was_there()
    assert (Path("new").read_text(), record.note) == (LINE, "")


@pytest.mark.parametrize("force", [False, True])
def test_a_second_writer_is_refused(force: bool) -> None:
    Path("a").write_text("old" if force else "")
    with growing_file("a", force=force) as first:
        with (
            pytest.raises(InputError, match="a: another run is writing to it: wait for it, or"),
            growing_file("a", force=True),
        ):
            pass
        first("whole\n")
    assert Path("a").read_text() == "whole\n"


def test_a_file_that_has_been_replaced_meanwhile_is_not_written_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def replaced(_: int) -> bool:
        os.rename("b", "a")
        return True

    Path("b").write_text("another run's")
    monkeypatch.setattr(growing, "lock", replaced)
    with pytest.raises(InputError, match="another run"), growing_file("a"):
        pass
    assert Path("a").read_text() == "another run's"


@pytest.mark.parametrize("before", ["", "as it was"])
def test_a_record_that_does_not_fit_on_the_disk_leaves_the_whole_ones_before_it(
    before: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk has room for one record and a half."""
    room = len(LINE) * 3 // 2

    def full(file: FileIO, data: bytes, where: str) -> None:
        nonlocal room
        written = data[:room]
        room -= len(written)
        write_bytes(file, written, where)
        if written != data:
            raise InputError(where, "it cannot be written: no space left on device")

    write_bytes = growing.write_bytes
    Path("a").write_text(before)
    monkeypatch.setattr(growing, "write_bytes", full)
    with (
        pytest.raises(InputError, match="no space left"),
        files.Outputs(["a"], force=True).records("a") as record,
    ):
        interrupted(record, RECORD, RECORD)
    assert Path("a").read_text() == (before or LINE)
    if before:
        assert Path(f"a.{os.getpid()}.part").read_text() == LINE


def test_records_reach_the_disk_at_least_twice_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []

    def sync(_: FileIO, where: str) -> None:
        synced.append(where)

    monkeypatch.setattr(growing, "sync", sync)
    monkeypatch.setattr(growing, "monotonic", iter([0, 0.1, 0.2, 0.7, 0.7, 0.8, 0.9]).__next__)
    with growing_file("a") as file:
        for count in (0, 0, 1, 1):
            file("x")
            assert len(synced) == count
    assert len(synced) == 2


@pytest.mark.parametrize("number", [22, 30, 5])
def test_an_error_of_the_disk_while_waiting_for_it(
    number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pipe has no disk to wait for; a broken disk is an error."""

    def fail(_: int) -> None:
        raise OSError(number, "Broken")

    monkeypatch.setattr(os, "fsync", fail)
    with open("a", "wb", buffering=0) as file:
        if number == 5:
            with pytest.raises(InputError, match="a: it cannot be written: broken"):
                atomic.sync(file, "a")
        else:
            atomic.sync(file, "a")
