"""Records are written whole, and what fails leaves what was there."""

import os
import stat
import sys
from pathlib import Path

import pytest
from building import grounded, said

from factx import files
from factx.errors import InputError
from factx.files import writing
from factx.records import dump

RECORD = grounded("It rained.", said("It rained."))


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

    monkeypatch.setattr(writing, "_opened", Full)
    with files.record_lines("a.jsonl") as write:
        write(RECORD)
        with pytest.raises(InputError, match="no space left"):
            write(RECORD)
    assert Path("a.jsonl").read_text() == dump(RECORD) + "\n"
