"""Fixtures for the tests of the commands."""

from pathlib import Path

import pytest
from cli.running import Commands, FakeDrafter


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> FakeDrafter:
    """The drafter that is used for every model in this test."""
    drafter = FakeDrafter()

    def drafter_for(model: str = "offline", **_: object) -> FakeDrafter:
        return drafter

    monkeypatch.setattr("factx.extraction.drafters.drafter_for", drafter_for)
    return drafter


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Commands:
    """`factx`, in an empty folder and without environment variables."""
    monkeypatch.chdir(tmp_path)
    for name in ("FACTX_MODEL", "NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return Commands()
