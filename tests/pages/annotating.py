"""A server of the annotation page, in a thread, for one test."""

import socket
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from factx.annotate.app import Others, make_app
from factx.annotate.folder import Folder

TOKEN = "a-secret-of-the-test"


@contextmanager
def annotating(folder: Path, others: Others | None = None) -> Generator[str]:
    """The address of the page for `folder`."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        host = f"127.0.0.1:{listener.getsockname()[1]}"
        app = make_app(Folder(str(folder)), token=TOKEN, hosts=[host], others=others or {})
        config = uvicorn.Config(app, log_level="error", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        try:
            yield f"http://{host}/{TOKEN}/"
        finally:
            server.should_exit = True
            thread.join()
