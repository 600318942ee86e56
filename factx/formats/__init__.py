"""Other people's formats: functions from their values to records and back, and one table of them.

Nothing here opens a file. `FORMATS` says for each format what it holds; what it does not hold, and
what of a file has no place in a record, is always told.
"""

from factx.formats.arrow import to_table
from factx.formats.columns import TABLES
from factx.formats.imported import Entry, ImportedRecord, Loss
from factx.formats.mapping import Mapping
from factx.formats.registry import FORMATS, Format

__all__ = ["FORMATS", "TABLES", "Entry", "Format", "ImportedRecord", "Loss", "Mapping", "to_table"]
