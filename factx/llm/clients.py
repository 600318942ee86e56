"""The clients of model providers; the only module that imports instructor and openai.

Both are imported at the first question to a model.
"""

import logging
import os
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from pydantic import BaseModel

from factx.llm import providers
from factx.llm.providers import DEFAULT, LIKE_OPENAI
from factx.llm.recording import Settings
from factx.llm.wire.answer import REVIEW

_HTTP_RETRIES = 2
"""How often openai's client retries after a lost connection or if the server is busy."""


@dataclass(frozen=True)
class ModelClient:
    """One model at a provider, or at the caller's own server."""

    provider: str
    name: str
    """The model's name at the provider."""
    settings: Settings
    timeout: float
    """Seconds per question."""
    base_url: str | None = None
    http_client: Any = None
    """The caller's own client for OpenAI-compatible servers; it is not closed."""

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[Any]:
        """An instructor client, closed on exit."""
        import instructor

        mode = None if self.settings.mode == DEFAULT else instructor.Mode(self.settings.mode)
        if self.provider not in LIKE_OPENAI:
            client: Any = instructor.from_provider(
                f"{self.provider}/{self.name}", async_client=True, mode=mode
            )
            yield client
            return
        raw = self._openai()
        try:
            yield instructor.from_openai(raw, mode=mode or instructor.Mode.JSON_SCHEMA)
        finally:
            if self.http_client is None:
                await raw.close()

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
        from instructor.core.hooks import Hooks
        from tenacity import AsyncRetrying, retry_if_exception, stop_after_attempt

        hooks = Hooks()
        hooks.on("completion:kwargs", on_request)
        hooks.on("completion:response", on_response)
        await client.create(
            messages=cast("Any", messages),
            response_model=form,
            max_retries=AsyncRetrying(
                stop=stop_after_attempt(attempts),
                retry=retry_if_exception(should_retry),
                reraise=True,
            ),
            strict=False,
            hooks=hooks,
            model=self.name,
            **self._options(),
        )

    def _options(self) -> dict[str, Any]:
        """The sampling options under the provider's names."""
        openais = self.provider == "openai" and self.base_url is None
        options = {
            # OpenAI's reasoning models refuse the older name; other servers know only that one.
            "max_completion_tokens" if openais else "max_tokens": self.settings.max_tokens,
            "temperature": self.settings.temperature,
            "seed": self.settings.seed,
        }
        return {name: value for name, value in options.items() if value is not None}

    def _openai(self) -> Any:
        from openai import AsyncOpenAI

        options: dict[str, Any] = {"max_retries": _HTTP_RETRIES, "timeout": self.timeout}
        if self.http_client is not None:
            options["http_client"] = self.http_client
        if self.base_url is not None:
            options |= {"base_url": self.base_url} | _anonymous()
        elif self.provider == "ollama":
            options |= {"base_url": providers.OLLAMA} | _anonymous()
        return AsyncOpenAI(**options)


def _anonymous() -> dict[str, Any]:
    """Client options that send no key or header for OpenAI to another server."""
    from openai import Omit

    lines = os.environ.get("OPENAI_CUSTOM_HEADERS", "").split("\n")
    named = [line.partition(":")[0].strip() for line in lines if ":" in line]
    names = [*named, "OpenAI-Organization", "OpenAI-Project"]
    headers = {name: Omit() for name in names if name.lower() != "authorization"}
    return {
        "api_key": "none",
        "organization": "",
        "project": "",
        "default_headers": headers | {"Authorization": "Bearer none"},
    }


def cause_of(error: BaseException) -> BaseException:
    """The exception that instructor wraps."""
    from instructor.core.exceptions import InstructorRetryException

    while isinstance(error, InstructorRetryException) and error.__cause__ is not None:
        error = error.__cause__
    return error


class _LogFilter(logging.Filter):
    """Drops what instructor logs about failed answers, which quotes articles and answers."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log `record`: not during a question of factx."""
        return REVIEW.get() is None


_LOG_FILTER = _LogFilter()


def silence_logs() -> None:
    """Stop instructor from printing and from logging articles and answers."""
    logger = logging.getLogger("instructor")
    if not any(isinstance(handler, logging.NullHandler) for handler in logger.handlers):
        logger.addHandler(logging.NullHandler())
    for name in ("instructor", "instructor.v2", "instructor.v2.retry"):
        logging.getLogger(name).addFilter(_LOG_FILTER)
