#!/usr/bin/env python3
"""What LangExtract makes of an answer that repeats its example.

pip install "langextract[openai]"
python benchmarks/compare/leak.py
"""

import os
import sys
import threading
from http.server import ThreadingHTTPServer
from importlib import import_module
from pathlib import Path
from typing import Any

from run import ARTICLES, RUIZ, STATEMENTS, Handler

ECHO = {**RUIZ, "speaker": "Lena Moss", "form": "indirect", "text": "the bridge was safe"}


def main() -> None:
    """Print each extraction with its place and its speaker."""
    STATEMENTS["bridge"] = [ECHO]
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{made.server_address[1]}/v1"
        os.environ |= {"MODEL": "gpt-5-mini", "OPENAI_BASE_URL": address, "OPENAI_API_KEY": "none"}
        sys.path[:1] = [str(Path(__file__).parent / "langextract")]
        said: Any = import_module("said")
        text = ARTICLES["bridge"]
        for one in said.ask(text):
            place = one.char_interval
            where = text[place.start_pos : place.end_pos]
            print(f"{one.extraction_text!r} placed at {where!r}: {one.attributes['speaker']}")
        made.shutdown()


if __name__ == "__main__":
    main()
