"""The clients of model providers; with `http_client`, what imports instructor and openai.

Both are imported at the first question to a model.
"""

import inspect
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from pydantic import BaseModel

from factx.errors import InputError
from factx.llm.address import Address
from factx.llm.connection_errors import client_problem
from factx.llm.gate import Gate
from factx.llm.http_client import http_client
from factx.llm.logs import silence_logs
from factx.llm.providers import DEFAULT, GOOGLE, LIKE_OPENAI
from factx.llm.recording import Settings
from factx.llm.retrying import retry
from factx.llm.sparing import ask, direct, light_form
from factx.llm.traffic import Traffic
from factx.llm.transport import guard, http_clients


@dataclass(frozen=True)
class ModelClient:
    """One model at a provider, or at the caller's own server."""

    provider: str
    name: str
    """The model's name at the provider."""
    settings: Settings
    timeout: float
    """Seconds per question."""
    address: Address | None = None
    """The server, if it is not the one that the provider's package chooses."""
    is_own: bool = False
    """Whether the server is the caller's own, which is sent no key of the environment."""
    http_client: Any = None
    """The caller's own client for OpenAI-compatible servers; it is not closed."""
    client: Any = None
    """The caller's own client of instructor or openai; it is not closed."""
    traffic: Traffic = field(default_factory=Traffic)
    """What its requests share, of all event loops."""
    api_key: str | None = field(default=None, repr=False)
    """The caller's key; by default the provider's from the environment, and none if `is_own`."""

    def connect(self) -> "Connection":
        """A connection to the model; nothing is opened before its first client."""
        return Connection(self)

    def create(self, mode: str, openai: Callable[[], Any]) -> Any:
        """An instructor client that asks in `mode`, over the client that `openai` returns.

        The clients of other providers' packages are created by instructor.
        """
        import instructor

        if isinstance(self.client, instructor.AsyncInstructor):
            return self.client
        chosen = None if mode == DEFAULT else instructor.Mode(mode)
        if self.client is not None or self.provider in LIKE_OPENAI:
            return instructor.from_openai(openai(), mode=chosen or instructor.Mode.JSON_SCHEMA)
        options: dict[str, Any] = {} if self.api_key is None else {"api_key": self.api_key}
        if self.provider in GOOGLE:  # its package would use aiohttp, which has no guards
            http = http_client(self.timeout, self.address)
            options["http_options"] = {"httpx_async_client": http}
        create = cast("Callable[..., Any]", instructor.from_provider)
        return create(f"{self.provider}/{self.name}", async_client=True, mode=chosen, **options)

    async def ask(
        self,
        client: Any,
        messages: Sequence[Any],
        form: type[BaseModel],
        *,
        attempts: int,
        should_retry: Callable[[BaseException], bool],
        on_request: Callable[..., None],
        on_response: Callable[[Any], None],
    ) -> None:
        """Ask one question at most `attempts` times, again after an error if `should_retry`."""
        from instructor import OpenAISchema

        silence_logs()  # the loggers of packages that were imported meanwhile, too
        light = light_form(form, OpenAISchema)
        options = {"messages": list(messages), "model": self.name, **self._options()}
        handlers = handlers_of(client)
        if handlers is not None and client is not self.client:
            await ask(
                handlers,
                client.client.chat.completions.create,
                light,
                options,
                attempts=attempts,
                should_retry=should_retry,
                on_request=on_request,
                on_response=on_response,
            )
            return
        from instructor.core.hooks import Hooks
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        hooks = Hooks()
        hooks.on("completion:kwargs", on_request)
        hooks.on("completion:response", on_response)
        await client.create(
            response_model=light,
            max_retries=AsyncRetrying(
                stop=stop_after_attempt(attempts),
                retry=retry_if_exception(should_retry),
                reraise=True,
            ),
            strict=False,
            hooks=hooks,
            **options,
        )

    def _options(self) -> dict[str, Any]:
        """The sampling options under the provider's names."""
        openais = self.provider == "openai" and not self.is_own
        options = {
            # OpenAI's reasoning models refuse the older name; other servers know only that one.
            "max_completion_tokens" if openais else "max_tokens": self.settings.max_tokens,
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
        }
        return {name: value for name, value in options.items() if value is not None}

    def openai(self) -> Any:
        """A client for an OpenAI-compatible server."""
        from openai import AsyncOpenAI

        if self.client is not None:
            return self.client.with_options(max_retries=0, timeout=self.timeout)  # `retry` does it
        options: dict[str, Any] = {
            "max_retries": 0,  # `retry` does it
            "timeout": self.timeout,
            "http_client": self.http_client or http_client(self.timeout, self.address),
            "default_headers": {},
        }
        if self.is_own:
            options |= _only_key(self.api_key)
        elif self.api_key is not None:
            options["api_key"] = self.api_key
        if self.address is not None:
            options |= {"base_url": self.address.url, "default_query": dict(self.address.query)}
            if self.address.authorization is not None:
                options["default_headers"]["Authorization"] = self.address.authorization
        return AsyncOpenAI(**options)


class Connection:
    """The open clients of one model, one for each mode that is used; they share a pool."""

    def __init__(self, model: ModelClient) -> None:
        self._model = model
        self._clients: dict[str, Any] = {}
        """The instructor clients, by their modes."""
        self._openai: Any = None
        self.gate = Gate()
        self.is_guarded = False
        """Whether requests are guarded and sent again, because the provider's client uses httpx."""
        self.traffic = model.traffic

    def client(self, mode: str) -> Any:
        """The instructor client that asks in `mode`.

        Raises a `FactxError` if it cannot be created, for example because of a proxy in the
        environment.
        """
        if mode not in self._clients:
            silence_logs()
            try:
                client = self._model.create(mode, self._get_openai)
            except Exception as error:
                raise client_problem(error, f"{self._model.provider}/{self._model.name}") from None
            for http in http_clients(client.client):
                guard(http)
                retry(http)
                self.is_guarded = True
            self._clients[mode] = client
        return self._clients[mode]

    def _get_openai(self) -> Any:
        if self._openai is None:
            self._openai = self._model.openai()
            if self._model.client is None:  # one of the caller's may be watched by others
                from openai.types.chat import ChatCompletion

                self._openai.chat.completions.create = direct(self._openai, ChatCompletion)
        return self._openai

    async def aclose(self) -> None:
        """Close all clients but the caller's own."""
        clients, self._clients, self._openai = list(self._clients.values()), {}, None
        if self._model.client is not None:
            return
        for client in clients:
            for http in http_clients(client.client):
                if http is not self._model.http_client:
                    await http.aclose()
            if self._model.provider not in LIKE_OPENAI:
                await _close(client.client)


ClientKind = Literal["http", "openai", "instructor"]
"""What a client of the caller's own is."""


def kind_of(client: Any) -> ClientKind:
    """What `client` is; raises `InputError` for a synchronous client.

    Neither package is imported: who has a client of one has imported it.
    """
    bases = [one for one in type(client).__mro__ if _package(one) in ("instructor", "openai")]
    names = {(_package(one), one.__name__) for one in bases}
    if ("instructor", "AsyncInstructor") in names:
        return "instructor"
    if ("openai", "AsyncOpenAI") in names:
        return "openai"
    for package, name in (("instructor", "Instructor"), ("openai", "OpenAI")):
        if (package, name) in names:
            raise InputError("client", f"it is synchronous; use {package}'s asynchronous client")
    return "http"


def is_instructors(provider: str) -> bool:
    """Whether the installed instructor has a provider of this name."""
    from importlib import import_module

    known = getattr(import_module("instructor.v2.auto_client"), "supported_providers", ())
    return provider in known


def mode_of(client: Any) -> str:
    """The mode that a client of instructor asks in."""
    return str(getattr(client.mode, "value", client.mode))


def is_openais(client: Any) -> bool:
    """Whether a client of instructor or openai reaches OpenAI's own server."""
    inner = getattr(client, "client", None) or client
    return "api.openai.com" in str(getattr(inner, "base_url", ""))


def _package(base: type) -> str:
    return base.__module__.partition(".")[0]


async def _close(client: Any) -> None:
    """Close the client of a provider's package that does not use httpx, such as xai's."""
    close = getattr(client, "aclose", None) or getattr(client, "close", None)
    if callable(close):
        closing = close()
        if inspect.isawaitable(closing):
            await closing


def handlers_of(client: Any) -> Any:
    """What instructor does in the mode of a client of openai; None for other clients."""
    from openai import AsyncOpenAI

    if not isinstance(client.client, AsyncOpenAI):
        return None
    try:
        from instructor.v2.core.registry import mode_registry
    except ImportError:  # another version of instructor
        return None
    return mode_registry.get_handlers(client.provider, client.mode)


def _only_key(key: str | None) -> dict[str, Any]:
    """Client options that send `key`, or none, and no key or header for OpenAI."""
    from openai import Omit

    lines = os.environ.get("OPENAI_CUSTOM_HEADERS", "").split("\n")
    named = [line.partition(":")[0].strip() for line in lines if ":" in line]
    names = [*named, "OpenAI-Organization", "OpenAI-Project"]
    headers = {name: Omit() for name in names if name.lower() != "authorization"}
    return {
        "api_key": key or "none",
        "organization": "",
        "project": "",
        "default_headers": headers | {"Authorization": f"Bearer {key or 'none'}"},
    }


def cause_of(error: BaseException) -> BaseException:
    """The exception that instructor wraps."""
    from instructor.core.exceptions import InstructorRetryException

    while isinstance(error, InstructorRetryException) and error.__cause__ is not None:
        error = error.__cause__
    return error
