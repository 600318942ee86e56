"""The docs say of the formats what the one table says."""

from pathlib import Path

from formats.described import columns_tables, formats_table

from factx.formats import FORMATS, TABLES
from factx.formats.marks import FIELDS, LINKS

DOCS = (Path(__file__).parents[2] / "docs/formats.md").read_text("utf-8")


def test_the_docs_have_the_table_of_formats() -> None:
    assert formats_table() in DOCS
    assert formats_table().count("\n") == len(FORMATS) + 2


def test_the_docs_have_the_columns_of_every_table() -> None:
    assert columns_tables() in DOCS
    for table in TABLES.values():
        for column in table.columns:
            assert f"`{column.name}`" in columns_tables(), column.name


def test_the_docs_name_every_label_and_link() -> None:
    for name in (*FIELDS, *LINKS):
        assert f"`{name}`" in DOCS, name
