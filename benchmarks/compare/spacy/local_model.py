"""Ask a model on your own machine, which spaCy always does."""

import sys
from pathlib import Path

from said import ask

for speaker, content in ask(Path(sys.argv[1]).read_text("utf-8")):
    print(f"{speaker} | {content}")
