"""What an article says about a source: its role, its affiliation, and whether it is several."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factx.records.source import Naming, SourceKind, SourceNumber
from factx.rules.details.bodies import body_before, body_of
from factx.rules.details.roles import Post, body_in, post_in
from factx.rules.reading.document import Document, Range, Token, Tokens
from factx.rules.reading.kinds import is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import names, token_at
from factx.rules.reading.noun_phrases import is_finite, is_noun_like
from factx.text import Offsets

_LONGEST = 16
"""The most tokens in a title or apposition."""
_BREAKS = frozenset({",", ";", ":", ".", "—", "–", "--", "?", "!"})


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
        affiliation = next((a for m in sorted(mentions) if (a := _body(document, m))), None)
        return SourceDetails(None, affiliation, "one" if kind == "person" else "several")
    if kind == "group":
        return SourceDetails()
    posts = list(_posts(document, name, mentions))
    role = next((post.role for _, post in posts if post.role), None)
    affiliation = next((post.affiliation for _, post in posts if post.affiliation), None)
    if affiliation is None:
        implied = (body_before(document, at) for at, post in posts if post.speaks_for_body)
        affiliation = next((body for body in implied if body), None)
    return SourceDetails(role, affiliation)


def _body(document: Document, mention: Offsets) -> str | None:
    """The body in the description of an unnamed source."""
    tokens, span = _span(document, mention)
    phrase = tokens[slice(*span)]
    stop = next((i for i, token in enumerate(phrase) if i and token.text in _BREAKS), len(phrase))
    if not phrase or (len(phrase) == 1 and not is_noun_like(phrase[0])):
        return None
    body = body_in(document, phrase[:stop])
    if body is None and post_in(document, phrase[:stop]).speaks_for_body:
        return body_before(document, mention[0])
    return body


def _posts(
    document: Document, name: str, mentions: Sequence[Offsets]
) -> Iterator[tuple[int, Post]]:
    """The posts beside the name and in other mentions, with their offsets, in text order."""
    named = _occurrences(document, name)
    others = [
        mention
        for mention in mentions
        if not any(mention[0] <= start and end <= mention[1] for start, end in named)
    ]
    for place in sorted([*named, *others]):
        tokens, span = _span(document, place)
        if span[0] >= span[1]:
            continue
        phrases = _beside(tokens, span) if place in named else iter([tokens[slice(*span)]])
        for phrase in phrases:
            post = post_in(document, phrase)
            if post != Post():
                yield place[0], post
        if place in named:
            body = _body_after(document, tokens, span[1])
            if body is not None:
                yield place[0], Post(affiliation=body)


def _occurrences(document: Document, name: str) -> list[Offsets]:
    """Where the article gives a name, or a short form that can mean nobody else."""
    known = known_names(document)
    words = name.split()
    found: list[Offsets] = []
    for one in names(document):
        full = known.persons.get(one.words[-1].lower(), ())
        is_only = len(full) <= 1 and one.words[-1].lower() == words[-1].lower()
        is_alike = len(one.words) == 1 or one.words[0][0] == words[0][0]
        if one.label == name or (is_only and is_alike):
            found.append(one.place)
    return found


def _span(document: Document, place: Offsets) -> tuple[Tokens, Range]:
    """The tokens of the unit of a place, and the range that the place covers."""
    tokens = document.units[document.unit_at(place[0])].tokens
    return tokens, (token_at(tokens, place[0]), token_at(tokens, place[1]))


def _beside(tokens: Tokens, span: Range) -> Iterator[Sequence[Token]]:
    """The title before a name and the appositions before and after it."""
    start, stop = span
    title = _title(tokens, start)
    if title:
        yield title
    if start and tokens[start - 1].text == ",":
        yield _phrase_before(tokens, start - 1)
    if stop < len(tokens) and tokens[stop].text in {",", "(", "—", "–"}:
        yield _phrase_after(tokens, stop + 1)


def _title(tokens: Tokens, stop: int) -> Sequence[Token]:
    """The words before a name that belong to it: "former Treasury secretary"."""
    at = stop
    while at and stop - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or not _belongs(tokens, at - 1, stop):
            break
        at -= 1
    while at < stop and ("linking" in tokens[at].classes or "determiner" in tokens[at].classes):
        at += 1
    while stop > at and "honorific" in tokens[stop - 1].classes:
        stop -= 1
    return tokens[at:stop]


def _belongs(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether the word at `at` is part of the title that ends at `stop`."""
    token = tokens[at]
    if "linking" in token.classes and not token.is_capitalised:
        return bool(at) and not tokens[at - 1].classes.isdisjoint({"title", "person noun"})
    if "determiner" in token.classes:
        return "plain article" in token.classes and "linking" in tokens[at - 1].classes
    if "genitive" in token.classes:
        return True
    is_verb = bool(token.forms) and "person noun" not in token.classes
    return is_noun_like(token) and not (is_verb and not token.is_capitalised)


def _phrase_before(tokens: Tokens, comma: int) -> Sequence[Token]:
    """The noun phrase that ends at a comma: "the mayor of Tarn" in "the mayor of Tarn, Ann"."""
    at = comma
    start = comma
    while at and comma - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or (is_finite(token) and not token.is_capitalised):
            break
        at -= 1
        if "determiner" in token.classes:
            is_inside = at and "linking" in tokens[at - 1].classes
            start = at
            if not is_inside:
                break
    return tokens[start:comma]


def _phrase_after(tokens: Tokens, start: int) -> Sequence[Token]:
    """The apposition from `start` up to the next mark, after an age if there is one."""
    if start + 1 < len(tokens) and tokens[start].text.isdecimal():
        start += 2
    stop = start
    while stop < len(tokens) and stop - start < _LONGEST and tokens[stop].text not in _BREAKS:
        stop += 1
    return tokens[start:stop]


def _body_after(document: Document, tokens: Tokens, stop: int) -> str | None:
    """The body after a name: "Ann Lee of Orla Rail", "Ann Lee, who runs Orla Rail"."""
    at = stop
    if at < len(tokens) and "affiliating preposition" in tokens[at].classes:
        phrase = _phrase_after(tokens, at + 1)
        return body_of(document, phrase) if phrase and not _is_person(document, phrase) else None
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    if "personal relative" not in tokens[at + 1].classes:
        return None
    clause = _phrase_after(tokens, at + 1)
    for number, token in enumerate(clause[1:], 1):
        if "verb of leading" in token.classes and number + 1 < len(clause):
            return body_of(document, clause[number + 1 :])
    return None


def _is_person(document: Document, phrase: Sequence[Token]) -> bool:
    return is_person_noun(phrase[0].low, document.language)
