"""Serve the pages on the loopback interface until a person stops them."""

import socket
from collections.abc import Callable
from secrets import token_urlsafe

import uvicorn

from factx.annotate.app import Others, make_app
from factx.annotate.folder import Folder
from factx.errors import InputError

_HOST = "127.0.0.1"


def serve(folder: Folder, *, port: int, others: Others, ready: Callable[[str], object]) -> None:
    """Serve `folder` at a port of 127.0.0.1, or at a free one for 0, until interrupted.

    `ready` receives the address, with a new secret in it. Raises `InputError` if the port is taken.
    """
    with _listening(port) as listener:
        port = listener.getsockname()[1]
        token = token_urlsafe(24)
        hosts = [f"{name}:{port}" for name in (_HOST, "localhost")]
        app = make_app(folder, token=token, hosts=hosts, others=others)
        config = uvicorn.Config(
            app, log_level="error", access_log=False, server_header=False, lifespan="off"
        )
        ready(f"http://{_HOST}:{port}/{token}/")
        uvicorn.Server(config).run(sockets=[listener])


def _listening(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, port))
        listener.listen()
    except OSError as error:
        listener.close()
        problem = "this address is in use or not allowed; choose another port with --port"
        raise InputError(f"{_HOST}:{port}", problem) from error
    return listener
