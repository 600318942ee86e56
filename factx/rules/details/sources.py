"""What an article says about a source: its role, its affiliation, and whether it is several."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from factx.records.source import Naming, SourceKind, SourceNumber
from factx.rules.details.appositions import appositions, up_to_break
from factx.rules.details.beside_names import (
    body_beside,
    body_of_clause,
    post_after_copula,
    post_in_next,
    post_of_pronoun,
)
from factx.rules.details.roles import Post, post_in
from factx.rules.reading.document import Document, Range, Tokens, token_at
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import Name, names
from factx.text import Offsets

_LONGEST_TITLE = 5
"""The most words in a sentence that is only a name with its titles."""


class SourceDetails(NamedTuple):
    """What an article says about a source."""

    role: str | None = None
    """Office or occupation in the article's words, without article and without the body."""
    affiliation: str | None = None
    """The body it belongs to: its full name in the article, or its description."""
    number: SourceNumber | None = None
    """One voice or several; None for a source with a name and for what is neither."""


def source_details(
    document: Document,
    *,
    name: str,
    kind: SourceKind,
    naming: Naming,
    mentions: Sequence[Offsets],
) -> SourceDetails:
    """Reads the details of a source from its mentions and from every place that gives its name.

    The first role and the first affiliation in the article count. Only people and groups have
    them; other sources get no details.
    """
    if kind not in {"person", "group"}:
        return SourceDetails()
    if naming == "unnamed":
        number: SourceNumber = "one" if kind == "person" else "several"
        return SourceDetails(None, _body(document, name, mentions), number)
    if kind == "group":
        return SourceDetails()
    role = affiliation = None
    for post in _posts(document, name, mentions):
        role = role or post.role
        affiliation = affiliation or post.affiliation
        if role and affiliation:
            break
    return SourceDetails(role or None, affiliation or None)


def _body(document: Document, name: str, mentions: Sequence[Offsets]) -> str | None:
    """The body in the descriptions of an unnamed source."""
    for place in sorted({*mentions, *_described_at(document, name, mentions)}):
        tokens, span = _span(document, place)
        phrase = up_to_break(tokens[span[0] : _end_of_span(tokens, span)])
        if not phrase:
            continue
        affiliation = None
        is_pronoun = len(phrase) == 1 and "personal pronoun" in phrase[0].classes
        is_noun = "noun marker" in phrase[0].classes or phrase[0].is_noun_like
        if is_noun and not is_pronoun:
            affiliation = post_in(document, phrase).affiliation
        affiliation = affiliation or body_of_clause(document, tokens, span[0] + len(phrase))
        if affiliation is not None:
            return affiliation
    return None


def _end_of_span(tokens: Tokens, span: Range) -> int:
    """The end of a span with "there" after it; of the sentence, for "a spokesman" and "for"."""
    start, stop = span
    if not start < stop < len(tokens):
        return stop
    is_speaker = "spokesperson noun" in tokens[stop - 1].classes
    if is_speaker and "benefactive preposition" in tokens[stop].classes:
        return len(tokens)
    return stop + ("place adverb" in tokens[stop].classes)


def _described_at(document: Document, name: str, mentions: Sequence[Offsets]) -> list[Offsets]:
    """Where the description that an unnamed source goes by is: before or at its first mention."""
    if " " not in name or not mentions:
        return []
    unit = document.units[document.unit_at(min(mentions)[0])]
    start = document.text.rfind(name, 0, unit.end)
    return [(start, start + len(name))] if start >= 0 else []


def _posts(document: Document, name: str, mentions: Sequence[Offsets]) -> Iterator[Post]:
    """The posts beside the name and in other mentions, in text order."""
    named = sorted(_occurrences(document, name))
    others = [mention for mention in mentions if not _contains_any(mention, named)]
    beside_names = {*named}
    for place in sorted([*named, *others]):
        tokens, span = _span(document, place)
        if span[0] >= span[1] or _is_headline(document, document.unit_at(place[0])):
            continue
        if place in beside_names:
            posts = [post_in(document, phrase) for phrase in appositions(tokens, span)]
            yield from (p for p in posts if not p.is_plural or _is_joined(tokens, span[0]))
            yield post_after_copula(document, tokens, span[1])
            yield Post(affiliation=body_beside(document, tokens, span))
            yield post_in_next(document, place)
        elif span[1] - span[0] == 1 and "anaphor" in tokens[span[0]].classes:
            yield post_of_pronoun(document, tokens, span[0])
        else:
            yield post_in(document, up_to_break(tokens[slice(*span)]))


def _is_joined(tokens: Tokens, at: int) -> bool:
    """Whether "and" precedes a name, so that an apposition may mean several people."""
    return at > 0 and "additive conjunction" in tokens[at - 1].classes


def _contains_any(place: Offsets, named: Sequence[Offsets]) -> bool:
    """Whether a name is in `place`; `named` is in order, and names do not overlap."""
    at = bisect_left(named, (place[0], 0))
    return at < len(named) and named[at][1] <= place[1]


@lru_cache(64)
def _is_headline(document: Document, unit: int) -> bool:
    """Whether all words are capitalised but the smallest: "Trust Backs Harbour Chief Ann Lee"."""
    tokens = document.units[unit].tokens
    words = [token for token in tokens if token.kind == "word" and token.text.isalpha()]
    long = [word for word in words if "closed class" not in word.classes]
    return len(words) > _LONGEST_TITLE and all(word.is_capitalised for word in long)


def _occurrences(document: Document, name: str) -> list[Offsets]:
    """Where the article gives a name, or a short form that can mean nobody else."""
    words = name.split()
    last = words[-1].lower()
    is_only = len(known_names(document).persons.get(last, ())) <= 1
    return [
        one.place
        for one in _names_by_last_word(document).get(last, ())
        if one.label == name
        or (is_only and (len(one.words) == 1 or one.words[0][0] == words[0][0]))
    ]


@lru_cache(4)
def _names_by_last_word(document: Document) -> Mapping[str, list[Name]]:
    """The names in the article by their last words in lower case."""
    found: defaultdict[str, list[Name]] = defaultdict(list)
    for one in names(document):
        found[one.words[-1].lower()].append(one)
    return found


def _span(document: Document, place: Offsets) -> tuple[Tokens, Range]:
    """The tokens of the unit of a place, and the range that the place covers."""
    tokens = document.units[document.unit_at(place[0])].tokens
    return tokens, (token_at(tokens, place[0]), token_at(tokens, place[1]))
