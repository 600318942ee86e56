"""The providers that a model string can name, and what each of them requires."""

import os
from importlib.util import find_spec
from typing import NamedTuple
from urllib.parse import urlsplit

from factx.errors import InputError, MissingExtra, MissingKey, UnknownModel

JSON_SCHEMA = "json_schema_mode"
"""The mode that sends the form of the answer as a JSON Schema."""
OLLAMA = "http://localhost:11434/v1"
"""Ollama's default address."""
DEFAULT = "default"
"""The mode that instructor chooses."""


class Provider(NamedTuple):
    """What a provider requires."""

    keys: tuple[str, ...] = ()
    """Environment variables, one of which must contain a key; empty if none is needed."""
    package: str = "openai"
    """The Python package of its client."""
    install: str = 'pip install "factx"'
    """The command that installs this package."""
    mode: str = DEFAULT
    """instructor's mode of asking for the form of the answer."""
    local: bool = False
    """Whether it is the user's own server."""
    seeds: bool = True
    """Whether it supports a seed."""
    window: int | None = None
    """Characters of an article to ask about at once, if its context is known to be small."""


def _packaged(
    package: str, *keys: str, extra: str, of: str = "instructor", seeds: bool = False
) -> Provider:
    """A provider whose package an extra installs."""
    return Provider(keys, package, f'pip install "{of}[{extra}]"', seeds=seeds)


PROVIDERS = {
    "openai": Provider(("OPENAI_API_KEY",), mode=JSON_SCHEMA),
    # By default, it reads 4,096 tokens and silently truncates the rest.
    "ollama": Provider(mode=JSON_SCHEMA, local=True, window=4_000),
    "openrouter": Provider(("OPENROUTER_API_KEY",), mode=JSON_SCHEMA),
    "together": Provider(("TOGETHER_API_KEY",), mode=JSON_SCHEMA),
    "databricks": Provider(("DATABRICKS_TOKEN", "DATABRICKS_API_KEY"), mode=JSON_SCHEMA),
    "azure_openai": Provider(("AZURE_OPENAI_API_KEY",)),
    "anyscale": Provider(("ANYSCALE_API_KEY",)),
    "deepseek": Provider(("DEEPSEEK_API_KEY",)),
    "perplexity": Provider(("PERPLEXITY_API_KEY",), seeds=False),
    "anthropic": _packaged(
        "anthropic", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", extra="anthropic", of="factx"
    ),
    "google": _packaged(
        "google.genai", "GOOGLE_API_KEY", "GEMINI_API_KEY", extra="google", of="factx", seeds=True
    ),
    "generative-ai": _packaged(
        "google.genai", "GOOGLE_API_KEY", extra="google", of="factx", seeds=True
    ),
    "gemini": Provider(
        ("GOOGLE_API_KEY",), "google.generativeai", "pip install google-generativeai", seeds=False
    ),
    # instructor's from_provider sets no mode for it, so a tool call is used.
    "mistral": _packaged("mistralai", "MISTRAL_API_KEY", extra="mistral", of="factx"),
    "groq": _packaged("groq", "GROQ_API_KEY", extra="groq", seeds=True),
    "cohere": _packaged("cohere", "CO_API_KEY", extra="cohere", seeds=True),
    "cerebras": _packaged(
        "cerebras.cloud.sdk", "CEREBRAS_API_KEY", extra="cerebras-cloud-sdk", seeds=True
    ),
    "fireworks": _packaged("fireworks", "FIREWORKS_API_KEY", extra="fireworks-ai"),
    "writer": _packaged("writerai", "WRITER_API_KEY", extra="writer"),
    "xai": _packaged("xai_sdk", "XAI_API_KEY", extra="xai"),
    # These find their credentials themselves.
    "bedrock": _packaged("boto3", extra="bedrock"),
    "vertexai": _packaged("vertexai", extra="vertexai"),
    "litellm": _packaged("litellm", extra="litellm", seeds=True),
}
"""Every provider of instructor's `from_provider`."""

LIKE_OPENAI = ("openai", "ollama")
"""Providers whose client factx creates, with its timeout and the caller's `http_client`."""


def split(model: str, base_url: str | None) -> tuple[str, str]:
    """Split a model string into provider and model; raises `UnknownModel` if it is invalid."""
    provider, slash, name = model.partition("/")
    if not slash or not provider or not name:
        raise UnknownModel(
            model, "write PROVIDER/MODEL, as in openai/gpt-5-mini or ollama/qwen2.5:7b"
        )
    if base_url is not None and provider not in LIKE_OPENAI:
        raise UnknownModel(model, f"for a server of your own, write openai/{model}")
    if provider not in PROVIDERS:
        raise UnknownModel(model, f"the provider must be one of {', '.join(sorted(PROVIDERS))}")
    return provider, name


def host_of(base_url: str) -> str:
    """Host and port of `base_url`, without user name, password or key; raises `InputError`."""
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        parts, host, port = None, None, None
    if parts is None or parts.scheme not in ("http", "https") or not host:
        raise InputError("base URL", "it must be an address like http://localhost:8000/v1")
    return f"{host}:{port}" if port else host


def check_reachable(model: str, provider: Provider, *, own: bool) -> None:
    """Raise `MissingKey` or `MissingExtra`; the caller's own server needs neither."""
    if own:
        return
    if provider.keys and not any(os.environ.get(key, "").strip() for key in provider.keys):
        raise MissingKey(model, provider.keys[0])
    if not is_installed(provider.package):
        raise MissingExtra(model, provider.install)


def is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
