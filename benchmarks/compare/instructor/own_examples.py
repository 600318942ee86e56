"""Show a model articles that were annotated in your newsroom."""

import sys
from pathlib import Path

from said import ASK, ask

path, *examples = sys.argv[1:]
shown = ""
for example in examples:
    answer = Path(example).with_suffix(".json").read_text("utf-8")
    shown += f"Example article:\n{Path(example).read_text('utf-8')}\nAnswer:\n{answer}\n\n"
for one in ask(Path(path).read_text("utf-8"), question=shown + ASK).statements:
    if one.text not in shown:
        print(f"{one.speaker} | {one.text}")
