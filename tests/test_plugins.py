"""Drafters and formats of other installed packages are known by their names."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cli.running import Commands

import factx
from factx.errors import BadArgument, InputError, UnknownModel
from factx.formats import FORMATS, known_formats

MODULE = """
from factx import Draft
from factx.formats import Format


class Shouting:
    async def draft(self, article):
        return Draft.from_data({
            "quotes": [{"id": "q", "spans": [{"text": "“Stop!”"}]}],
            "attributions": [{"id": "a", "quote": "q"}],
            "origin": {"drafter": "other", "model": "shouting"},
        })


def names(record):
    yield [source.name for source in record.sources]


LISTED = Format(
    name="names", title="the names of the sources", layout="lines", suffixes=(".names",),
    needs_text=False, write_each=names,
)
JSON = Format(name="json", title="not ours", layout="lines", write_each=names)
NOTHING = object
"""
ENTRIES = """
[factx.drafters]
shouting = shouting_package:Shouting
nothing = shouting_package:NOTHING
broken = shouting_package:Gone

[factx.formats]
names = shouting_package:LISTED
json = shouting_package:JSON
"""


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package as pip would install it."""
    site = tmp_path / "site"
    info = site / "shouting-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "shouting_package.py").write_text(MODULE, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: shouting\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRIES)
    monkeypatch.setattr(sys, "path", [str(site), *sys.path])
    yield info
    sys.modules.pop("shouting_package", None)


TEXT = "“Stop!” somebody cried."


def test_a_drafter_is_known_by_its_name(tmp_path: Path) -> None:
    record = factx.extract(TEXT, model="shouting")
    assert [statement.text for statement in record.statements] == ["“Stop!”"]
    assert record.provenance.model == "shouting"
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    result = Commands()("extract", str(tmp_path / "a.txt"), "--model", "shouting")
    assert result.exit_code == 0
    assert '"model":"shouting"' in result.stdout


def test_what_is_no_drafter_is_refused() -> None:
    with pytest.raises(UnknownModel, match="what its entry point returns has no method draft"):
        factx.Extractor("nothing")
    with pytest.raises(BadArgument, match=r"broken of the group factx\.drafters .* cannot be load"):
        factx.Extractor("broken")
    with pytest.raises(UnknownModel):
        factx.Extractor("whisper")


@pytest.mark.parametrize(
    ("option", "value"),
    [("instructions", "Be brief."), ("claims", False), ("base_url", "http://a/v1")],
)
def test_an_option_that_an_installed_drafter_would_not_get_is_refused(
    option: str, value: object
) -> None:
    with pytest.raises(InputError, match=f"{option}: the installed drafter shouting takes no such"):
        factx.Extractor("shouting", **{option: value})  # pyright: ignore[reportArgumentType]


def test_a_format_is_known_by_its_name_and_suffix(tmp_path: Path) -> None:
    record = factx.extract("Ana Ruiz said it was late.")
    factx.write(tmp_path / "a.names", [record])
    assert (tmp_path / "a.names").read_text() == '["Ana Ruiz"]\n'
    factx.write(tmp_path / "a.jsonl", [record])
    result = Commands()("convert", str(tmp_path / "a.jsonl"), "-", "--to", "names")
    assert result.stdout == '["Ana Ruiz"]\n'
    assert "names" in Commands()("convert", "--help").stdout


def test_a_shipped_format_is_not_replaced() -> None:
    assert known_formats()["json"] is FORMATS["json"]


def test_what_is_no_format_is_refused(installed: Path) -> None:
    (installed / "entry_points.txt").write_text("[factx.formats]\nodd = shouting_package:NOTHING\n")
    with pytest.raises(BadArgument, match=r"odd of the group factx.formats is not a factx.formats"):
        known_formats()
