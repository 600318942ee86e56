"""Ask a model on your own machine: a GGUF file, or a server with the OpenAI protocol."""

import sys
from pathlib import Path

import factx

path, model, *server = sys.argv[1:]
base_url = server[0] if server else None
record = factx.extract(Path(path), model=model, base_url=base_url)
for statement in record.statements:
    print(f"{statement.speaker} | {statement.cue} | {statement.text}")
print(f"{len(record.ungrounded)} drafted parts are not in the article")
