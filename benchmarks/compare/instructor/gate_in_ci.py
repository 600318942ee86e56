"""Fail a build if the speakers of annotated articles are found less often than before."""

import json
import sys
from pathlib import Path

from said import ask

right = gold = predicted = 0
for path in Path(sys.argv[1]).glob("*.json"):
    article = json.loads(path.read_text("utf-8"))
    wanted = {(one["speaker"], one["text"]) for one in article["statements"]}
    found = {(one.speaker, one.text) for one in ask(article["text"]).statements}
    right += len(wanted & found)
    gold += len(wanted)
    predicted += len(found)
f1 = 2 * right / (gold + predicted)
print(f"same speaker and text: {f1:.1%}")
sys.exit(f1 < float(sys.argv[2]))
