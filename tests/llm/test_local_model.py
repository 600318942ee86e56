"""Model files: what is told before anything is loaded."""

from pathlib import Path

import pytest

from factx.errors import InputError, MissingExtra, UnknownModel
from factx.extraction.drafters import drafter_for


def test_a_file_that_is_none(tmp_path: Path) -> None:
    """Missing, a folder, or something else than a model."""
    with pytest.raises(InputError, match="there is no such model file"):
        drafter_for(f"local:{tmp_path / 'gone.gguf'}")
    with pytest.raises(InputError, match="there is no such model file"):
        drafter_for(f"local:{tmp_path}")
    other = tmp_path / "story.gguf"
    other.write_text("It rained.")
    with pytest.raises(InputError, match="not a model in GGUF form"):
        drafter_for(f"local:{other}")


def test_without_the_engine_the_extra_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one sentence with the command."""
    file = tmp_path / "some.gguf"
    file.write_bytes(b"GGUF" + bytes(60))
    monkeypatch.setattr("factx.llm.local_model.find_spec", {"numpy": True}.get)
    with pytest.raises(MissingExtra) as caught:
        drafter_for(f"local:{file}")
    assert str(caught.value) == (
        'local:some.gguf needs a package that is not installed: pip install "factx[local]"'
    )


def test_a_file_has_no_address(tmp_path: Path) -> None:
    """It is run here."""
    with pytest.raises(UnknownModel, match="takes no base_url"):
        drafter_for("local:x.gguf", base_url="http://localhost:8000/v1")
