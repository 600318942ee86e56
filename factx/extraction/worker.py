"""A process that extracts records without a model, for `processes`.

It reads articles from standard input and writes their records to standard output. It ends when its
standard input does, so none is left if the program is killed.
"""

import json
import os
import signal
import struct
import sys
from time import perf_counter
from typing import BinaryIO

HEADER = struct.Struct("!cdQ")
"""What comes before each message: its kind, the seconds that it took, and its bytes."""
OPTIONS, READY, RECORD, FAILED = b"O", b"H", b"R", b"F"
"""Kinds of messages: the options, which come first; the process is ready; a record as JSON; an
article failed."""


def main() -> None:
    """Read the options, then answer every article until there is no other."""
    from factx.collector import collect_rarely
    from factx.extraction.extractor import Extractor
    from factx.records import Article, dump
    from factx.rules.language.own_words import OwnWords

    collect_rarely()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the program decides when it ends
    articles, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed by mistake is no answer
    _, _, size = HEADER.unpack(articles.read(HEADER.size))
    options = json.loads(articles.read(size))
    words = None if options["words"] is None else OwnWords(options["words"])
    extractor = Extractor(claims=options["claims"], words=words)
    _write(answers, READY, 0.0, b"")
    while head := articles.read(HEADER.size):
        _, _, size = HEADER.unpack(head)
        text = articles.read(size)
        begun = perf_counter()
        try:
            record = extractor.extract(Article.model_validate_json(text))
            kind, data = RECORD, dump(record).encode()
        except Exception:  # the program tries it again itself, and sees the exception
            kind, data = FAILED, b""
        _write(answers, kind, perf_counter() - begun, data)


def _write(file: BinaryIO, kind: bytes, seconds: float, data: bytes) -> None:
    try:
        file.write(HEADER.pack(kind, seconds, len(data)) + data)
        file.flush()
    except BrokenPipeError:  # the program has ended
        sys.exit()
