"""A real HTTP server on this machine that stands for a model's and plays a script.

A script is a function from a request to the response: a value that says what is sent, down to the
byte. `answers` has a model that makes no mistake, `faults` everything that can go wrong, and
`scripts` combines the two. Tests start the server with `serving`; `started` runs it in a process of
its own, as this command does:

    python -m tests.model_server fixtures --latency 1 --share 0.2 --seed 7
"""

from .counts import Count
from .process import started
from .server import Request, Response, Script, Server, chat, serving

__all__ = ["Count", "Request", "Response", "Script", "Server", "chat", "serving", "started"]
