"""Begin gold for an article: a draft that a person fills in, and the record that it grounds to."""

import sys
from pathlib import Path

import factx
from factx.files import read_draft
from factx.formats.yaml_draft import draft_as_yaml

article = next(factx.read_articles(sys.argv[1]))
draft = Path(sys.argv[2])
if not draft.exists():
    draft.write_text(draft_as_yaml(article), "utf-8")
record = factx.ground(article, read_draft(str(draft)))
print(record, *record.ungrounded, sep="\n")
