"""The address of a model's server, apart from the credentials in it."""

import base64
import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from factx.errors import InputError

_FORM = "it must be an address like http://localhost:8000/v1"
_CREDENTIALS = re.compile(r"(?<=://)[^/@\s?#]*@|(?<=\S)\?[^\s\"']+")
"""User name and password in an address, and its query."""


class Address(NamedTuple):
    """Where a server is reached, and with which name, password and key."""

    url: str
    """The address without user name, password and query."""
    host: str
    """Host and port, as errors name them."""
    authorization: str | None = None
    """The header `Authorization` that stands for the user name and password; None without them."""
    query: tuple[tuple[str, str], ...] = ()
    """The query, which may be a key; it is added to every request."""
    is_loopback: bool = False
    """Whether it is on this machine."""
    secrets: tuple[str, ...] = ()
    """The password, and the values of the query."""


def address_of(url: str, what: str = "base URL") -> Address:
    """The parts of `url`; raises `InputError` if it is not an address, without repeating it."""
    if not url.isprintable() or any(char.isspace() for char in url):
        raise InputError(what, f"it contains a space or a control character; {_FORM}")
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        known = host.encode("idna") if host and ":" not in host else host
    except ValueError:
        raise InputError(what, _FORM) from None
    if parts.scheme not in ("http", "https") or not host or not known:
        raise InputError(what, _FORM)
    netloc = parts.netloc.rpartition("@")[2]
    bare = parts._replace(netloc=netloc, query="", fragment="").geturl()
    shown = f"[{host}]" if ":" in host else host
    authorization = None
    if parts.username or parts.password:
        pair = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}"
        authorization = f"Basic {base64.b64encode(pair.encode()).decode()}"
    query = tuple(parse_qsl(parts.query, keep_blank_values=True))
    host_and_port = f"{shown}:{port}" if port else shown
    secrets = tuple(filter(None, (unquote(parts.password or ""), *(value for _, value in query))))
    return Address(bare, host_and_port, authorization, query, _is_loopback(host), secrets)


def without_credentials(text: str) -> str:
    """`text` without the user names, passwords and queries of the addresses in it."""
    return _CREDENTIALS.sub("", text)


def _is_loopback(host: str) -> bool:
    """Whether `host` is this machine: localhost, 127.0.0.1, ::1 and their other spellings."""
    name = host.rstrip(".").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        place = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        try:
            place = ipaddress.ip_address(socket.inet_aton(name))  # 127.1, 0x7f000001
        except OSError:
            return False
    mapped = place.ipv4_mapped if isinstance(place, ipaddress.IPv6Address) else None
    return (mapped or place).is_loopback or (mapped or place).is_unspecified
