"""Git never changes the line ends of a text with offsets, whatever its settings are."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KEPT = ("fixtures/a/article.txt", "fixtures/a/gold.json", "fixtures/recordings/m/a.json")


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_a_checkout_as_on_windows_keeps_texts_and_recordings(tmp_path: Path) -> None:
    """With autocrlf on, code gets Unix line ends and the texts stay byte for byte as they are."""
    data = b"One line.\nAnother.\r\nA third.\n"
    for name in (*KEPT, "factx/a.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    shutil.copy(ROOT / ".gitattributes", tmp_path)

    # Without the settings of whoever runs the tests.
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}

    def git(*arguments: str) -> None:
        windows = ("-c", "core.autocrlf=true", "-c", "core.safecrlf=false")
        command = ["git", *windows, *arguments]
        subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)

    git("init")
    git("add", ".")
    for name in (*KEPT, "factx/a.py"):
        (tmp_path / name).unlink()
    git("checkout", "--", ".")
    assert {name: (tmp_path / name).read_bytes() for name in KEPT} == dict.fromkeys(KEPT, data)
    assert (tmp_path / "factx/a.py").read_bytes() == data.replace(b"\r\n", b"\n")
