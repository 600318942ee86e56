"""factx's own JSON: older versions are read, tables give it back, files of any length stream."""

import json
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from formats.records import everything

from factx.errors import InputError
from factx.files import read_values
from factx.formats import FORMATS, Entry
from factx.formats.native import READ, import_records
from factx.records import FactRecord, dump, load

KEPT = Path(__file__).parent / "data/records"
GOLD = sorted((Path(__file__).parents[2] / "fixtures").glob("*/gold.json"))


@pytest.mark.parametrize("version", READ)
def test_every_version_that_was_ever_published_is_read(version: str) -> None:
    """A record in the form of an earlier version, without `extra`; the file must not be changed."""
    [found] = read_values(str(KEPT / f"{version}.jsonl"))
    assert not isinstance(found, InputError)
    [reading] = import_records(Entry(found.where, found.value))
    assert reading.record == load(dump(everything(with_extra=False)))


def test_a_file_is_kept_of_each_version() -> None:
    assert {path.stem for path in KEPT.iterdir()} == {*READ}


def test_a_record_from_before_versions_were_written_is_read() -> None:
    data = json.loads(dump(everything()))
    del data["schema_id"], data["schema_version"]
    [reading] = import_records(Entry("a", data))
    assert reading.record == load(dump(everything()))


def test_a_newer_version_is_refused_with_its_number() -> None:
    data = {**json.loads(dump(everything())), "schema_version": "2.0"}
    with pytest.raises(InputError, match=r"a: it is of schema version 2\.0, and this factx reads"):
        list(import_records(Entry("a", data)))


def test_hugging_face_and_arrow_load_the_lines_as_they_are(tmp_path: Path) -> None:
    """`load_dataset("json", ...)` reads with Arrow: the columns of all lines must be of one type.

    What comes back from a table has nulls where fields were left out, and is the same records.
    """
    reader: Any = pytest.importorskip("pyarrow.json")
    # The values of `extra` are the user's, and need not be of one type.
    records = [everything(with_extra=False), *(load(path.read_bytes()) for path in GOLD)]
    lines = list(map(dump, records))
    path = tmp_path / "records.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    table = reader.read_json(path)
    assert table.num_rows == len(lines)
    assert table.column_names == [*FactRecord.model_fields]
    for line, row in zip(lines, table.to_pylist(), strict=True):
        [reading] = import_records(Entry("row", _plain(row)))
        assert dump(reading.record) == line


def _plain(row: Any) -> Any:
    """A row as JSON has it; Arrow takes for a time what looks like one."""
    return json.loads(json.dumps(row, default=lambda value: value.date().isoformat()))


# Ten thousand records

MANY = 10_000


def _records(count: int) -> Iterator[FactRecord]:
    """Records of their own each, so that one who keeps them all is found out."""
    record = FactRecord.from_data(SMALL)
    for number in range(count):
        article = record.article.model_copy(update={"id": f"a{number}"})
        yield record.model_copy(update={"article": article})


SMALL: dict[str, Any] = {
    "article": {"id": "a", "text": "“We will appeal,” said Ann Bell."},
    "sources": [],
    "quotes": [
        {
            "id": "q1",
            "spans": [{"start": 0, "end": 17, "text": "“We will appeal,”"}],
            "type": "direct",
        }
    ],
    "attributions": [
        {
            "id": "a1",
            "quote": "q1",
            "sources": [],
            "source_span": None,
            "cue": {"start": 18, "end": 22, "text": "said"},
            "type": "statement",
            "parent": None,
        }
    ],
    "claims": [],
    "relations": [],
    "ungrounded": [],
    "counts": {"drafted": 2, "grounded": 2, "ungrounded": 0},
    "provenance": {"drafter": "human", "factx_version": "0.1.0"},
}


@pytest.mark.parametrize("name", ["jsonl", "csv"])
def test_ten_thousand_records_are_written_in_no_more_memory_than_ten(name: str) -> None:
    def peak(count: int) -> tuple[int, int]:
        tracemalloc.start()
        written = sum(len(text) for text in FORMATS[name].texts(_records(count)))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return written, most

    (_, few), (written, many) = peak(10), peak(MANY)
    assert written > 100 * MANY
    assert many < few + 200_000


_RUN = """
import resource, sys
from factx.__main__ import main
try:
    main()
except SystemExit as left:
    assert left.code == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.parametrize(
    ("count", "size"), [(500, 40_000), pytest.param(10_000, 4_000, marks=pytest.mark.slow)]
)
def test_any_number_of_lines_is_converted_in_no_more_memory_than_ten(
    count: int, size: int, tmp_path: Path
) -> None:
    """From file to file, by the command as a process, which says how much it held at its peak."""
    pytest.importorskip("resource")  # not on Windows
    line = json.dumps({**SMALL, "article": {**SMALL["article"], "byline": "x" * size}})

    def peak(count: int, suffix: str) -> int:
        source, made = tmp_path / f"{count}.jsonl", tmp_path / f"{count}.out{suffix}"
        source.write_text(f"{line}\n" * count, "utf-8")
        command = [sys.executable, "-c", _RUN, "convert", str(source), str(made)]
        done = subprocess.run(command, capture_output=True, check=True)
        assert len(made.read_bytes().splitlines()) == count + (suffix == ".csv")
        return int(done.stdout) * (1 if sys.platform == "darwin" else 1024)

    for suffix in (".jsonl", ".csv"):
        assert peak(count, suffix) < peak(10, suffix) + count * len(line) / 4
