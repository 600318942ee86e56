"""The drafter that a model string names."""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from factx.errors import InputError, UnknownModel
from factx.extraction.drafter import Drafter
from factx.plugins import plugin
from factx.rules.drafter import OfflineDrafter

if TYPE_CHECKING:
    from factx.llm.cache import Store
    from factx.llm.providers import Mode
    from factx.llm.recording import Recording
    from factx.records import FactRecord, Strategy
    from factx.rules.language.own_words import OwnWords

    Fields = Mapping[Any, Any]
    Examples = Iterable[FactRecord] | str | os.PathLike[str]

OFFLINE = "offline"
"""The name of the drafter without a model."""


def drafter_for(
    model: str = OFFLINE,
    *,
    base_url: str | None = None,
    api_key: str | None = None,
    mode: "Mode | None" = None,
    timeout: float | None = None,
    article_timeout: float | None = None,
    requests_per_minute: float | None = None,
    tokens_per_minute: float | None = None,
    max_retries: int | None = None,
    strategy: "Strategy | None" = None,
    window: int | None = None,
    max_tokens: int | None = None,
    max_answer_bytes: int | None = None,
    claims: bool = True,
    words: "OwnWords | None" = None,
    instructions: str | os.PathLike[str] | None = None,
    fields: "Fields | None" = None,
    examples: "Examples | None" = None,
    client: Any = None,
    keep_client: bool = False,
    recorder: "Callable[[Recording], None] | None" = None,
    store: "Store | None" = None,
) -> Drafter:
    """Return the drafter for `model`: "offline", PROVIDER/MODEL, or local:PATH for a GGUF file.

    A name without a slash may also be a drafter of another installed package (docs/extending.md).
    The options are those of `factx.Extractor`, and `keep_client`, with which one client serves all
    articles until `aclose`. `store` keeps answers, so that no question is asked twice. Raises
    `UnknownModel`, `MissingKey`, `MissingExtra` or `InputError` before any request is sent.
    """
    if model == OFFLINE:
        for name, given in (
            ("instructions", instructions),
            ("fields", fields),
            ("examples", examples),
        ):
            if given is not None:
                raise InputError(name, "needs a model")
        return OfflineDrafter(claims=claims, words=words)
    if "/" not in model and ":" not in model:
        made = _installed(
            model,
            base_url=base_url,
            api_key=api_key,
            mode=mode,
            timeout=timeout,
            article_timeout=article_timeout,
            requests_per_minute=requests_per_minute,
            tokens_per_minute=tokens_per_minute,
            max_retries=max_retries,
            strategy=strategy,
            window=window,
            max_tokens=max_tokens,
            max_answer_bytes=max_answer_bytes,
            instructions=instructions,
            fields=fields,
            examples=examples,
            client=client,
            cache=store,
            claims=None if claims else claims,
        )
        if made is not None:
            return made
    from factx.llm.clients import kind_of
    from factx.llm.drafter import TIMEOUT, InstructorDrafter
    from factx.llm.providers import LIKE_OPENAI

    own_text, own_examples = _instructions(instructions), _examples(examples)
    if model.startswith("local:"):
        from factx.llm.local_model import LocalDrafter

        for name, given in (("base_url", base_url), ("api_key", api_key), ("client", client)):
            if given is not None:
                raise UnknownModel(model, f"a local file takes no {name}")
        return LocalDrafter(
            model,
            mode=mode,
            timeout=TIMEOUT if timeout is None else timeout,
            article_timeout=article_timeout,
            max_retries=max_retries,
            strategy=strategy,
            window=window,
            max_tokens=max_tokens,
            max_answer_bytes=max_answer_bytes,
            claims=claims,
            instructions=own_text,
            fields=fields,
            examples=own_examples,
            words=words,
            keep_client=keep_client,
            recorder=recorder,
            store=store,
        )
    kind = None if client is None else kind_of(client)
    if kind == "http" and model.partition("/")[0] not in LIKE_OPENAI:
        raise InputError("client", "only OpenAI-compatible servers and Ollama take one")
    return InstructorDrafter(
        model,
        base_url=base_url,
        api_key=api_key,
        mode=mode,
        timeout=TIMEOUT if timeout is None else timeout,
        article_timeout=article_timeout,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        max_retries=max_retries,
        strategy=strategy,
        window=window,
        max_tokens=max_tokens,
        max_answer_bytes=max_answer_bytes,
        claims=claims,
        instructions=own_text,
        fields=fields,
        examples=own_examples,
        words=words,
        http_client=client if kind == "http" else None,
        client=client if kind != "http" else None,
        keep_client=keep_client,
        recorder=recorder,
        store=store,
    )


def _installed(name: str, **options: object) -> Drafter | None:
    """The drafter that another package offers as `name`; None if there is none.

    Raises `InputError` if one of `options` is given, which it would not get.
    """
    make = plugin("factx.drafters", name)
    if make is None:
        return None
    for option, given in options.items():
        if given is not None:
            raise InputError(option, f"the installed drafter {name} takes no such option")
    made = make()
    if not callable(getattr(made, "draft", None)):
        raise UnknownModel(name, "what its entry point returns has no method draft")
    return made


def _instructions(given: str | os.PathLike[str] | None) -> str | None:
    """The instructions that are given, or the text of their file."""
    if given is None or isinstance(given, str):
        return given
    from factx.files import read_article

    return read_article(os.fspath(given)).get_text()


def _examples(given: "Examples | None") -> "tuple[FactRecord, ...]":
    """The examples that are given, or the records in their file or folder."""
    if isinstance(given, str | os.PathLike):
        from factx.files import read

        return tuple(read(os.fspath(given)))
    return tuple(given or ())
