"""Read and write the user's files.

No other package opens a file. This one reads articles, records, drafts and recordings, and writes
records, recordings and schemas. If one of many inputs is bad, its error is yielded among the values
and the others are still read.
"""

from factx.files.article_count import count_articles
from factx.files.articles import read_article, read_articles, read_texts
from factx.files.atomic import replace_file
from factx.files.folders import make_folder, walk
from factx.files.inputs import Inputs
from factx.files.json_files import Located, read_json, read_values
from factx.files.library import read, write
from factx.files.outputs import Outputs, RecordWriter, has_content, write_record
from factx.files.own_words import read_words
from factx.files.paths import STDIN, suffix_of
from factx.files.propsegment import read_propsegment
from factx.files.recordings import (
    check_not_recorded,
    check_recordings,
    read_recordings,
    write_recording,
)
from factx.files.records import (
    Fixture,
    get_golds,
    gold_files,
    holds_articles,
    read_baseline,
    read_draft,
    read_draft_with_lines,
    read_fixtures,
    read_golds,
    read_records,
)
from factx.files.resuming import Done, Failures, failures_beside, failures_path
from factx.files.schema_files import write_schemas
from factx.files.standoff import AnnotatedText, has_annotations, read_annotated, write_annotated

__all__ = [
    "STDIN",
    "AnnotatedText",
    "Done",
    "Failures",
    "Fixture",
    "Inputs",
    "Located",
    "Outputs",
    "RecordWriter",
    "check_not_recorded",
    "check_recordings",
    "count_articles",
    "failures_beside",
    "failures_path",
    "get_golds",
    "gold_files",
    "has_annotations",
    "has_content",
    "holds_articles",
    "make_folder",
    "read",
    "read_annotated",
    "read_article",
    "read_articles",
    "read_baseline",
    "read_draft",
    "read_draft_with_lines",
    "read_fixtures",
    "read_golds",
    "read_json",
    "read_propsegment",
    "read_recordings",
    "read_records",
    "read_texts",
    "read_values",
    "read_words",
    "replace_file",
    "suffix_of",
    "walk",
    "write",
    "write_annotated",
    "write_record",
    "write_recording",
    "write_schemas",
]
