"""Keep what a model took from an example in its prompt out of a draft."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar, cast

from factx.llm.recording import Completion, PromptExample
from factx.llm.wire.answer import WireClaim, WireSource
from factx.llm.wire.parse import parse
from factx.records import (
    Article,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    Invalid,
)
from factx.records.ungrounded import DraftedKind
from factx.text import fold

_FEWEST_WORDS = 4
"""A shorter sentence of an example may be anybody's words."""
_BORROWED = "it has words of an example that are not in the article"
Own = TypeVar("Own", DraftSource, DraftQuote, DraftAttribution, DraftClaim)


def without_borrowed(
    draft: Draft, article: Article, examples: Sequence[PromptExample], *, attempts: int
) -> Draft:
    """`draft` without sources and claims in words that an example has and the article has not.

    They are listed under `invalid`, as are the user's fields with a name of several words or a
    sentence of an example. A statement of such a source stays, without that speaker.
    """
    text = _words(article.get_text())
    foreign = [words for words in _phrases_of(tuple(examples)) if words not in text]
    if not foreign:
        return draft
    invalid: list[Invalid] = []

    def is_kept(kind: DraftedKind, written: str) -> bool:
        words = _words(written)
        if not any(phrase in words for phrase in foreign):
            return True
        invalid.append(Invalid(kind=kind, drafted=written, detail=_BORROWED, attempts=attempts))
        return False

    def is_source_kept(source: DraftSource) -> bool:
        return _words(source.name) in text or is_kept("source", source.name)

    def is_claim_kept(claim: DraftClaim) -> bool:
        return is_kept("claim", claim.text)

    def with_own_fields(kind: DraftedKind, item: Own) -> Own:
        """The item without the user's fields if a string in them is borrowed."""
        texts = [_words(text) for text in _strings(item.extra)]
        # One word alone may be a value that the user's model allows, such as "police".
        if not any(len(one.split()) > 1 and one in text for one in foreign for text in texts):
            return item
        drafted = json.dumps(item.extra, ensure_ascii=False)
        invalid.append(Invalid(kind=kind, drafted=drafted, detail=_BORROWED, attempts=attempts))
        return item.model_copy(update={"extra": None})

    sources = tuple(filter(is_source_kept, draft.sources))
    claims = tuple(filter(is_claim_kept, draft.claims))
    ids = frozenset(source.id for source in sources)
    attributions = tuple(_of(ids, one) for one in draft.attributions)
    return draft.model_copy(
        update={
            "sources": tuple(with_own_fields("source", one) for one in sources),
            "quotes": tuple(with_own_fields("quote", one) for one in draft.quotes),
            "attributions": tuple(with_own_fields("attribution", one) for one in attributions),
            "claims": tuple(with_own_fields("claim", one) for one in claims),
            "invalid": (*draft.invalid, *invalid),
        }
    )


def _strings(value: object) -> Iterator[str]:
    """All strings in a JSON value, but for the names of fields."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for one in cast("Mapping[str, object]", value).values():
            yield from _strings(one)
    elif isinstance(value, Sequence):
        for one in cast("Sequence[object]", value):
            yield from _strings(one)


def _of(sources: frozenset[str], attribution: DraftAttribution) -> DraftAttribution:
    """`attribution` with those of its sources that are kept; without any, with no speaker."""
    kept = tuple(one for one in attribution.sources if one in sources)
    if kept == attribution.sources:
        return attribution
    update = {"sources": kept, "source_span": attribution.source_span if kept else None}
    return attribution.model_copy(update=update)


@lru_cache(maxsize=8)
def _phrases_of(examples: tuple[PromptExample, ...]) -> tuple[str, ...]:
    """The same for every article, so that the examples are read once."""
    return tuple(dict.fromkeys(_phrases(examples)))


def _phrases(examples: Iterable[PromptExample]) -> Iterator[str]:
    """The names, the sentences and the words put in for pronouns in the examples."""
    for example in examples:
        answer = parse(Completion(text=example.answer)).answer
        names = [one.name for one in answer.sources if isinstance(one, WireSource)]
        for claim in answer.claims:
            if isinstance(claim, WireClaim):
                names += [name for one in claim.evidence for name in (one.name, one.until_name)]
        yield from (words for name in names if (words := _words(name)).strip(" 0123456789"))
        for line in example.article.splitlines():
            words = _words(re.sub(r"<\d+>", "", line.partition("] ")[2]))
            if len(words.split()) >= _FEWEST_WORDS:
                yield words


def _words(text: str) -> str:
    """The words of `text`, folded, each between two spaces."""
    return " ".join(("", *re.findall(r"\w+", fold(text)), ""))
