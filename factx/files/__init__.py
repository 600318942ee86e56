"""Read and write the user's files.

No other package opens a file. This one reads articles, records, drafts and recordings, and writes
records, recordings and schemas. If one of many inputs is bad, its error is yielded among the values
and the others are still read.
"""

from factx.files.articles import read_article, read_articles, read_texts
from factx.files.folders import make_folder
from factx.files.json_files import Located, read_json, read_values
from factx.files.paths import STDIN, suffix_of
from factx.files.propsegment import read_propsegment
from factx.files.recordings import check_recordings, read_recordings, write_recording
from factx.files.records import (
    Fixture,
    get_golds,
    gold_files,
    holds_articles,
    read_baseline,
    read_draft,
    read_fixtures,
    read_golds,
    read_records,
)
from factx.files.standoff import AnnotatedText, has_annotations, read_annotated, write_annotated
from factx.files.writing import record_lines, replace_file, text_pieces, write_record, write_schemas

__all__ = [
    "STDIN",
    "AnnotatedText",
    "Fixture",
    "Located",
    "check_recordings",
    "get_golds",
    "gold_files",
    "has_annotations",
    "holds_articles",
    "make_folder",
    "read_annotated",
    "read_article",
    "read_articles",
    "read_baseline",
    "read_draft",
    "read_fixtures",
    "read_golds",
    "read_json",
    "read_propsegment",
    "read_recordings",
    "read_records",
    "read_texts",
    "read_values",
    "record_lines",
    "replace_file",
    "suffix_of",
    "text_pieces",
    "write_annotated",
    "write_record",
    "write_recording",
    "write_schemas",
]
