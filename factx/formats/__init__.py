"""Convert records to and from other formats.

Nothing here opens a file. `FORMATS` lists for each format which fields it lacks. Whatever a
conversion leaves out is reported.
"""

from factx.formats.arrow import to_table
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.mapping import Mapping
from factx.formats.registry import FORMATS, Format, known_formats
from factx.records.tables import TABLES

__all__ = [
    "FORMATS",
    "TABLES",
    "Entry",
    "Format",
    "ImportedRecord",
    "Loss",
    "Mapping",
    "known_formats",
    "to_table",
]
