"""A folder of answers is shared between processes, keeps to its size, and notices damage."""

import errno
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from factx.errors import InputError
from factx.files.answer_folder import AnswerFolder, clear_answers, count_answers


def key(name: object) -> str:
    return hashlib.sha256(str(name).encode()).hexdigest()


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("??/*"))


def test_an_answer_is_found_by_its_key_in_another_process_too(tmp_path: Path) -> None:
    AnswerFolder(str(tmp_path / "kept")).put(key("a"), "“Yes”\n")
    other = AnswerFolder(str(tmp_path / "kept"))
    assert (other.get(key("a")), other.get(key("b"))) == ("“Yes”\n", None)


@pytest.mark.parametrize("damage", [b"", b"x", b"\n", b"0" * 64 + b"\nhello"])
def test_a_damaged_answer_is_none(tmp_path: Path, damage: bytes) -> None:
    folder = AnswerFolder(str(tmp_path))
    folder.put(key("a"), "hello")
    files(tmp_path)[0].write_bytes(damage)
    assert folder.get(key("a")) is None
    folder.put(key("a"), "again")
    assert folder.get(key("a")) == "again"


def test_what_was_not_used_for_the_longest_time_is_removed_first(tmp_path: Path) -> None:
    folder = AnswerFolder(str(tmp_path), max_bytes=10_000)
    for number in range(8):
        folder.put(key(number), "x" * 935)
    for number, path in enumerate(files(tmp_path)):
        os.utime(path, (1000 + number, 1000 + number))
    oldest = files(tmp_path)[0].stem
    next_one = files(tmp_path)[1].stem
    assert folder.get(oldest) is not None  # so it is the newest
    for number in range(8, 12):
        folder.put(key(number), "x" * 935)
    assert folder.get(oldest) is not None
    assert folder.get(next_one) is None
    assert 7_000 < count_answers(str(tmp_path)).size <= 10_000


def test_two_folders_of_one_place_keep_to_the_size_together(tmp_path: Path) -> None:
    both = [AnswerFolder(str(tmp_path), max_bytes=20_000) for _ in range(2)]
    for number in range(200):
        both[number % 2].put(key(number), "x" * 935)
        assert count_answers(str(tmp_path)).size <= 20_000 * 9 / 8


def test_answers_that_are_written_at_a_time_are_whole(tmp_path: Path) -> None:
    folder = AnswerFolder(str(tmp_path))
    texts = [str(number) * 5_000 for number in range(10)]
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(folder.put, [key("a")] * 200, texts * 20))
    assert folder.get(key("a")) in texts
    assert len(files(tmp_path)) == 1


def test_a_folder_with_other_files_is_neither_used_nor_cleared(tmp_path: Path) -> None:
    (tmp_path / "story.txt").write_text("Mine.")
    with pytest.raises(InputError, match="it has other files in it"):
        AnswerFolder(str(tmp_path))
    with pytest.raises(InputError, match="it is not a cache of factx"):
        clear_answers(str(tmp_path))
    with pytest.raises(InputError, match="there is no such file or folder"):
        count_answers(str(tmp_path / "gone"))
    assert (tmp_path / "story.txt").read_text() == "Mine."


def test_clearing_removes_answers_and_nothing_else(tmp_path: Path) -> None:
    folder = AnswerFolder(str(tmp_path))
    folder.put(key("a"), "hello")
    (tmp_path / "notes.txt").write_text("Mine.")
    assert clear_answers(str(tmp_path)).entries == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["CACHEDIR.TAG", "notes.txt"]
    assert folder.get(key("a")) is None
    folder.put(key("b"), "hello")
    assert count_answers(str(tmp_path)).entries == 1


def test_only_the_owner_can_read_answers(tmp_path: Path) -> None:
    AnswerFolder(str(tmp_path)).put(key("a"), "hello")
    if os.name == "posix":
        assert files(tmp_path)[0].stat().st_mode & 0o077 == 0


def test_a_key_is_claimed_by_one_at_a_time(tmp_path: Path) -> None:
    one, other = AnswerFolder(str(tmp_path)), AnswerFolder(str(tmp_path))
    give_back = one.claim(key("a"))
    assert give_back is not None
    assert other.claim(key("a")) is None
    assert other.claim(key("b")) is not None
    give_back()
    again = other.claim(key("a"))
    assert again is not None
    assert one.claim(key("a")) is None
    again()


def test_a_claim_ends_with_the_process_that_has_it(tmp_path: Path) -> None:
    """However it ends; what it leaves is cleared with the answers."""
    folder = AnswerFolder(str(tmp_path))
    code = (
        "import sys, time; from factx.files.answer_folder import AnswerFolder;"
        f"assert AnswerFolder({str(tmp_path)!r}).claim({key('a')!r});"
        "print('claimed', flush=True); time.sleep(600)"
    )
    command = [sys.executable, "-c", code]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"claimed\n"
        assert folder.claim(key("a")) is None
        other.kill()
    give_back = folder.claim(key("a"))
    assert give_back is not None
    assert count_answers(str(tmp_path)).entries == 0
    clear_answers(str(tmp_path))
    assert files(tmp_path) == []
    give_back()


def test_where_nothing_can_be_written_nobody_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = AnswerFolder(str(tmp_path))

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    monkeypatch.setattr(os, "open", full)
    for _ in range(2):
        assert folder.claim(key("a")) is not None
