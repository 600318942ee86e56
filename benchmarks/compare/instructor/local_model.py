"""Ask a model on your own machine: a server with the OpenAI protocol."""

import sys
from pathlib import Path

from said import ask

path, model, server = sys.argv[1:]
text = Path(path).read_text("utf-8")
statements = ask(text, model=model, base_url=server).statements
for one in statements:
    print(f"{one.speaker} | {one.text}")
print(f"{sum(one.text not in text for one in statements)} texts are not in the article")
