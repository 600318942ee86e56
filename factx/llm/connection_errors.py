"""What went wrong between factx and a server, in words, from the exceptions of HTTP packages."""

import re
import socket
import ssl
from collections.abc import Iterator

from factx.errors import FactxError, InputError, MissingExtra, ModelUnreachable

_PROTOCOL = "RemoteProtocolError"
_LOST = ("ReadError", "WriteError", _PROTOCOL, "CloseError")
"""Names of httpx's exceptions for a connection that ends too early."""
_NOT_CLOSED = re.compile(r"^(?!.*(?:closed|disconnected|terminated)).", re.IGNORECASE | re.DOTALL)
"""What the exception for a violated protocol says if the connection did not end."""


def chain_of(error: BaseException) -> Iterator[BaseException]:
    """`error` and the exceptions that it was raised from."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        current = current.__cause__ or current.__context__


def connection_problem(error: BaseException, host: str) -> str | None:
    """Why no response came from `host`; None if `error` is not about a connection."""
    chain = list(chain_of(error))
    names = [type(one).__name__ for one in chain]
    if "ProxyError" in names:
        return f"the proxy made no connection to {host}: check HTTP_PROXY and HTTPS_PROXY"
    if "LocalProtocolError" in names:
        return f"the request to {host} has a header that HTTP does not allow: check the key"
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in chain):
        return f"the certificate of {host} is not trusted; SSL_CERT_FILE can name the one of its CA"
    if any(isinstance(one, ssl.SSLError) for one in chain):
        return f"no secure connection to {host}: it may expect http instead of https"
    if any(isinstance(one, socket.gaierror) for one in chain):
        return f"no connection to {host}: no such host is known"
    if any(isinstance(one, ConnectionRefusedError) for one in chain):
        return f"no connection to {host}: no server is running there"
    if any(_NOT_CLOSED.search(str(one)) for one in chain if type(one).__name__ == _PROTOCOL):
        return f"{host} does not answer as an HTTP server does: check the address"
    if any(name in _LOST for name in names):
        return f"{host} closed the connection before its response was complete"
    if isinstance(error, OSError) or any("Connect" in name for name in names):
        return f"no connection to {host}"
    return None


def client_problem(error: Exception, model: str) -> FactxError:
    """The error for a client that cannot be created; the cause is mostly in the environment."""
    for one in chain_of(error):
        if isinstance(one, FactxError):
            return one
        if isinstance(one, ImportError) and "SOCKS" in str(one):
            return MissingExtra("a SOCKS proxy", "pip install socksio")
        if isinstance(one, ValueError) and "proxy" in str(one).lower():
            where = "HTTP_PROXY, HTTPS_PROXY or ALL_PROXY"
            return InputError(where, "the proxy must be an address with http, https or socks5")
        if isinstance(one, OSError):
            problem = "the certificates of this file cannot be read"
            return InputError("SSL_CERT_FILE", f"{problem}; name another or unset the variable")
    problem = f"its client cannot be created ({type(error).__name__})"
    return ModelUnreachable(model, problem, ends_run=True)
