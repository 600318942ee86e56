"""The providers that a model string can name, and what each of them requires."""

import os
from importlib.util import find_spec
from typing import Literal, NamedTuple, get_args

from factx.errors import InputError, MissingExtra, MissingKey, UnknownModel
from factx.llm.address import Address, address_of, without_credentials
from factx.llm.environment import address_from, check_key_in

JSON_SCHEMA = "json_schema_mode"
"""The mode that sends the form of the answer as a JSON Schema."""
OLLAMA = "http://localhost:11434/v1"
"""Ollama's default address."""
DEFAULT = "default"
"""The mode that instructor chooses."""
Mode = Literal["json_schema", "json", "tools", "text"]
"""How a model is asked for the form of its answer: by a JSON Schema, as JSON, as a tool call, or
only in words."""
MODES: tuple[Mode, ...] = get_args(Mode)
_INSTRUCTORS = dict(
    zip(MODES, (JSON_SCHEMA, "json_mode", "tool_call", "markdown_json_mode"), strict=True)
)
"""instructor's name of each mode."""
_NEXT = {
    JSON_SCHEMA: _INSTRUCTORS["json"],
    DEFAULT: _INSTRUCTORS["json"],
    _INSTRUCTORS["json"]: _INSTRUCTORS["text"],
}
"""The mode to try if a server does not know one."""


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
    modes: tuple[Mode, ...] = ()
    """The modes that can be chosen."""

    def mode_named(self, name: Mode, provider: str) -> str:
        """instructor's name of a mode; raises `InputError` if the provider does not support it."""
        if name in self.modes:
            return _INSTRUCTORS[name]
        supported = f"supports {', '.join(self.modes)}" if self.modes else "takes none"
        raise InputError("mode", f"{provider} {supported}")

    def mode_after(self, mode: str) -> str | None:
        """The mode to try if the server does not know `mode`; None if there is no other."""
        return _NEXT.get(mode) if self.modes == MODES else None


def _packaged(
    package: str,
    *keys: str,
    extra: str,
    of: str = "instructor",
    seeds: bool = False,
    modes: tuple[Mode, ...] = (),
) -> Provider:
    """A provider whose package an extra installs."""
    return Provider(keys, package, f'pip install "{of}[{extra}]"', seeds=seeds, modes=modes)


PROVIDERS = {
    "openai": Provider(("OPENAI_API_KEY",), mode=JSON_SCHEMA, modes=MODES),
    # By default, it reads 4,096 tokens and silently truncates the rest.
    "ollama": Provider(mode=JSON_SCHEMA, local=True, window=4_000, modes=MODES),
    "openrouter": Provider(("OPENROUTER_API_KEY",), mode=JSON_SCHEMA, modes=MODES),
    "together": Provider(("TOGETHER_API_KEY",), mode=JSON_SCHEMA, modes=MODES),
    "databricks": Provider(
        ("DATABRICKS_TOKEN", "DATABRICKS_API_KEY"), mode=JSON_SCHEMA, modes=MODES
    ),
    "azure_openai": Provider(("AZURE_OPENAI_API_KEY",)),
    "anyscale": Provider(("ANYSCALE_API_KEY",), modes=MODES),
    "deepseek": Provider(("DEEPSEEK_API_KEY",), modes=MODES),
    "perplexity": Provider(("PERPLEXITY_API_KEY",), seeds=False),
    "anthropic": _packaged(
        "anthropic",
        "ANTHROPIC_API_KEY",
        "ANTHROPIC_AUTH_TOKEN",
        extra="anthropic",
        of="factx",
        modes=("json_schema", "json", "tools"),
    ),
    "google": _packaged(
        "google.genai",
        "GOOGLE_API_KEY",
        "GEMINI_API_KEY",
        extra="google",
        of="factx",
        seeds=True,
        modes=("json", "tools"),
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

GOOGLE = ("google", "generative-ai")
"""Providers that Google's package reaches."""


OTHER = Provider(package="instructor", install='pip install "instructor"')
"""What a provider requires that only the caller's own client, or a later instructor, knows."""


def split(model: str, base_url: str | None, *, any_provider: bool = False) -> tuple[str, str]:
    """Split a model string into provider and model; raises `UnknownModel` if it is invalid.

    With `any_provider`, the provider may be one that factx does not know.
    """
    if "://" in model:
        problem = "it is an address: name it as base_url, with openai/MODEL as the model"
        raise UnknownModel(without_credentials(model), problem)
    provider, slash, name = model.partition("/")
    if not slash or not provider or not name:
        raise UnknownModel(
            model, "write PROVIDER/MODEL, as in openai/gpt-5-mini or ollama/qwen2.5:7b"
        )
    if base_url is not None and provider not in LIKE_OPENAI:
        raise UnknownModel(model, f"for a server of your own, write openai/{model}")
    if provider not in PROVIDERS and not any_provider:
        raise UnknownModel(model, f"the provider must be one of {', '.join(sorted(PROVIDERS))}")
    return provider, name


def server_of(provider: str, base_url: str | None) -> Address | None:
    """The server to ask; None if the provider's package chooses it.

    Raises `InputError` if `base_url`, or the address in the environment, is invalid.
    """
    if base_url is not None:
        return address_of(base_url)
    if provider == "ollama":
        return address_of(OLLAMA)
    return address_from("OPENAI_BASE_URL") if provider == "openai" else None


def check_reachable(model: str, provider: Provider, *, own: bool, key: str | None = None) -> None:
    """Raise `MissingKey` or `MissingExtra`; the caller's own server needs neither.

    Raises `InputError` if a key in the environment cannot be sent.
    """
    if own:
        return
    is_in_environment = any(os.environ.get(name, "").strip() for name in provider.keys)
    if provider.keys and key is None and not is_in_environment:
        raise MissingKey(model, provider.keys[0])
    if key is None:
        for name in provider.keys:
            check_key_in(name)
    if not is_installed(provider.package):
        raise MissingExtra(model, provider.install)


def check_key(key: str, provider: Provider, name: str) -> str:
    """A key without white space around it; raises `InputError` if it cannot be sent.

    `name` is the provider's. No error contains the key.
    """
    key = key.strip()
    if not key:
        raise InputError("api_key", "it is empty")
    if not all("!" <= sign <= "~" for sign in key):
        raise InputError("api_key", "it has a space, a line break or another sign that no key has")
    if not provider.keys and name not in LIKE_OPENAI:
        raise InputError("api_key", f"{name} finds its credentials itself")
    return key


def is_installed(package: str) -> bool:
    try:
        return find_spec(package) is not None
    except ModuleNotFoundError:
        return False
