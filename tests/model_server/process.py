"""The server in a process of its own, so that it takes no time from what is measured."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from .counts import Count

_ROOT = Path(__file__).parents[2]


class Started(NamedTuple):
    """A server that runs in another process."""

    address: str

    def counts(self) -> dict[str, Count]:
        """What was asked and answered about each article so far."""
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with direct.open(f"{self.address}/counts") as response:
            return {name: Count(**one) for name, one in json.load(response).items()}


@contextmanager
def started(*options: str) -> Generator[Started]:
    """The server with these options of its command line, as long as the context lasts."""
    command = [sys.executable, "-m", "tests.model_server", *options]
    with subprocess.Popen(
        command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            address = process.stdout.readline().strip()
            if not address:
                raise RuntimeError("the server did not start")
            yield Started(address)
        finally:
            process.stdin.close()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
