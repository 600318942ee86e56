"""The HTTP client that asks a model's server."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.request import getproxies

from factx.llm.address import Address

_CONNECTIONS = 1000
"""How many connections a client keeps open to a proxy, as openai's own client allows at most."""
_POOL_SIZE = 8
"""Connections per pool: for each request, httpx looks at every connection of its pool."""


def http_client(timeout: float, address: Address | None) -> Any:
    """A client of httpx, which reaches a server on this machine without a proxy.

    `timeout` is in seconds; without an `address`, the server is the provider's.
    """
    from openai import DefaultAsyncHttpxClient

    is_near = address is not None and address.is_loopback
    if not is_near and getproxies().keys() - {"no"}:
        limits = _httpx().Limits(
            max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS
        )
        return DefaultAsyncHttpxClient(timeout=timeout, limits=limits)
    # The environment may name certificates.
    trust_env = address is None or not is_near or address.url.startswith("https:")
    return DefaultAsyncHttpxClient(timeout=timeout, transport=_pools(_httpx(), trust_env))


def _pools(library: Any, trust_env: bool) -> Any:
    """A transport that spreads requests over small pools, as many as there are requests for."""
    context = library.create_ssl_context(trust_env=trust_env)

    class Pool:
        def __init__(self) -> None:
            limits = library.Limits(max_connections=None, max_keepalive_connections=_POOL_SIZE)
            self.transport = library.AsyncHTTPTransport(
                verify=context, trust_env=trust_env, limits=limits
            )
            self.in_flight = 0

    class Stream(library.AsyncByteStream):
        """The body of a response, which is in flight until it is closed."""

        def __init__(self, stream: Any, pool: Pool) -> None:
            self._stream = stream
            self._pool: Pool | None = pool

        def __aiter__(self) -> AsyncIterator[bytes]:
            return self._stream.__aiter__()

        async def aclose(self) -> None:
            pool, self._pool = self._pool, None
            if pool is not None:
                pool.in_flight -= 1
            await self._stream.aclose()

    class Pools(library.AsyncBaseTransport):
        def __init__(self) -> None:
            self.pools = [Pool()]

        async def handle_async_request(self, request: Any) -> Any:
            pool = next((one for one in self.pools if one.in_flight < _POOL_SIZE), None)
            if pool is None:
                pool = Pool()
                self.pools.append(pool)
            pool.in_flight += 1
            try:
                response = await pool.transport.handle_async_request(request)
            except BaseException:
                pool.in_flight -= 1
                raise
            response.stream = Stream(response.stream, pool)
            return response

        async def aclose(self) -> None:
            for pool in self.pools:
                await pool.transport.aclose()

    return Pools()


def answering_client(answer: Callable[[Any, Any], Awaitable[Any]]) -> Any:
    """A client of httpx without a connection; `answer` gets each request and makes the response.

    Its second argument is the class of responses.
    """
    from openai import DefaultAsyncHttpxClient

    library = _httpx()

    async def respond(request: Any) -> Any:
        return await answer(request, library.Response)

    return DefaultAsyncHttpxClient(transport=library.MockTransport(respond))


def _httpx() -> Any:
    """What openai uses: httpx2 since its version 3, httpx before."""
    from openai import DefaultAsyncHttpxClient

    base: type = DefaultAsyncHttpxClient.__mro__[1]
    return sys.modules[base.__module__.partition(".")[0]]
