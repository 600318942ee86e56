"""Spans of the requests to a model, with the names of OpenTelemetry's conventions for them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from factx import spans
from factx.llm.address import Address
from factx.llm.recording import Completion, Settings

_PROVIDERS = {
    "azure_openai": "azure.ai.openai",
    "bedrock": "aws.bedrock",
    "gemini": "gcp.gemini",
    "generative-ai": "gcp.gen_ai",
    "google": "gcp.gen_ai",
    "mistral": "mistral_ai",
    "vertexai": "gcp.vertex_ai",
    "xai": "x_ai",
}
"""The names of providers in the conventions, if they differ."""


def attributes_of(
    provider: str, model: str, settings: Settings, address: Address | None
) -> Mapping[str, Any]:
    """What is known of a request before it is sent."""
    server = None if address is None else urlsplit(address.url)
    return {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": _PROVIDERS.get(provider, provider),
        "gen_ai.request.model": model,
        "gen_ai.request.max_tokens": settings.max_tokens,
        "gen_ai.request.temperature": settings.temperature,
        "gen_ai.request.seed": settings.seed,
        "gen_ai.output.type": "json",
        "server.address": None if server is None else server.hostname,
        "server.port": None if server is None else server.port,
    }


class RequestSpans:
    """A span for each request of a question, one after the other."""

    def __init__(self, attributes: Mapping[str, Any]) -> None:
        self._attributes = attributes
        self._span = spans.Span()

    def begin(self) -> None:
        """A request is sent; if it fails it may be sent again within the same span."""
        self._span.end()
        name = f"chat {self._attributes['gen_ai.request.model']}"
        self._span = spans.begin(name, self._attributes, is_request=True)

    def end(
        self, completion: Completion | None = None, *, error: BaseException | None = None
    ) -> None:
        """The request was answered, or failed; nothing is done if that is known already."""
        tokens = completion.tokens if completion is not None else None
        if completion is not None and completion.finish_reason is not None:
            self._span.set({"gen_ai.response.finish_reasons": (completion.finish_reason,)})
        if tokens is not None:
            self._span.set(
                {
                    "gen_ai.usage.input_tokens": tokens.input,
                    "gen_ai.usage.output_tokens": tokens.output,
                    "gen_ai.usage.cache_read.input_tokens": tokens.cached,
                }
            )
        self._span.end(error)
        self._span = spans.Span()
