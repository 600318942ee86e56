"""The user's files, and the only place where factx opens one.

Articles, records, drafts and recordings come in as bytes and leave as values; records, recordings
and schemas go the other way. Where one input of many is bad, its error is yielded among the values,
so that the rest is read all the same.
"""

from factx.files.articles import read_article, read_articles, read_texts
from factx.files.baselines import read_baseline
from factx.files.fixtures import Fixture, read_fixtures
from factx.files.folders import make_folder
from factx.files.located import Located
from factx.files.record import read_draft
from factx.files.recordings import read_recordings, write_recording
from factx.files.records import holds_articles, read_golds, read_records
from factx.files.whole_files import replace_file, write_schemas
from factx.files.writing import record_lines, write_record

__all__ = [
    "Fixture",
    "Located",
    "holds_articles",
    "make_folder",
    "read_article",
    "read_articles",
    "read_baseline",
    "read_draft",
    "read_fixtures",
    "read_golds",
    "read_recordings",
    "read_records",
    "read_texts",
    "record_lines",
    "replace_file",
    "write_record",
    "write_recording",
    "write_schemas",
]
