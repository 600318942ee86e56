"""Show a model articles that were annotated in your newsroom, and none its own annotation."""

import sys
from pathlib import Path

import factx

path, model, server, *examples = sys.argv[1:]
golds = [record for example in examples for record in factx.read(example)]
record = factx.extract(Path(path), model=model, base_url=server, examples=golds)
for statement in record.statements:
    print(f"{statement.speaker} | {statement.text}")
