"""Show a model articles that were annotated in your newsroom."""

import json
import sys
from pathlib import Path

import langextract as lx
from said import ask, statement

path, *examples = sys.argv[1:]
shown = []
for example in examples:
    gold = json.loads(Path(example).with_suffix(".json").read_text("utf-8"))
    found = [statement(one["text"], one["speaker"]) for one in gold["statements"]]
    shown.append(lx.data.ExampleData(Path(example).read_text("utf-8"), found))
for one in ask(Path(path).read_text("utf-8"), examples=shown):
    print(f"{one.attributes['speaker']} | {one.extraction_text}")
