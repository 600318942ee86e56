"""What an article says about a source: its role, its affiliation, and whether it is several."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from factx.records.source import Naming, SourceKind, SourceNumber
from factx.rules.details.bodies import body_before, body_named, body_of, main_body
from factx.rules.details.roles import Post, end_of_complement, post_in
from factx.rules.reading.capitals import is_name_word
from factx.rules.reading.document import Document, Range, Token, Tokens
from factx.rules.reading.kinds import is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import Name, names, token_at
from factx.rules.reading.noun_phrases import is_finite, is_noun_like
from factx.text import Offsets

_LONGEST = 16
"""The most tokens in a title or apposition."""
_OPENERS = frozenset({",", "(", "—", "–"})
"""Marks before an apposition."""
_BREAKS = frozenset({",", ";", ":", ".", "—", "–", "--", "?", "!", ")"})
"""Marks after it."""


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
        return SourceDetails(None, _body(document, kind, sorted(mentions)), number)
    if kind == "group":
        return SourceDetails()
    posts = list(_posts(document, name, mentions))
    role = next((post.role for _, post in posts if post.role), None)
    affiliation = next((post.affiliation for _, post in posts if post.affiliation), None)
    if affiliation is None:
        affiliation = _implied(document, posts)
    return SourceDetails(role, affiliation)


_Posts = Sequence[tuple[int, Post]]
"""Posts with the offsets of the mentions that they stand beside."""


def _implied(document: Document, posts: _Posts) -> str | None:
    """The body of "a spokesman" or "the chief executive": the last one named, or the main one."""
    for at, post in posts:
        if post.implies_body:
            return body_before(document, at) or main_body(document)
    return None


def _body(document: Document, kind: SourceKind, mentions: Sequence[Offsets]) -> str | None:
    """The body in the descriptions of an unnamed source."""
    posts: list[tuple[int, Post]] = []
    for mention in mentions:
        tokens, span = _span(document, mention)
        phrase = _up_to_break(tokens[slice(*span)])
        if phrase and ("noun marker" in phrase[0].classes or is_noun_like(phrase[0])):
            post = post_in(document, phrase)
            if not (kind == "group" and post.is_membership):
                posts.append((mention[0], post))
    affiliation = next((post.affiliation for _, post in posts if post.affiliation), None)
    return affiliation or _implied(document, posts)


def _posts(document: Document, name: str, mentions: Sequence[Offsets]) -> _Posts:
    """The posts beside the name and in other mentions, in text order."""
    named = _occurrences(document, name)
    others = [
        mention
        for mention in mentions
        if not any(mention[0] <= start and end <= mention[1] for start, end in named)
    ]
    found: list[tuple[int, Post]] = []
    for place in sorted([*named, *others]):
        tokens, span = _span(document, place)
        if span[0] >= span[1]:
            continue
        is_name = place in named
        phrases = _beside(tokens, span) if is_name else [_up_to_break(tokens[slice(*span)])]
        found += [(place[0], post_in(document, phrase)) for phrase in phrases if phrase]
        if is_name:
            found.append((place[0], Post(affiliation=_body_beside(document, tokens, span))))
    return found


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


def _beside(tokens: Tokens, span: Range) -> Iterator[Sequence[Token]]:
    """The title before a name and the appositions before and after it."""
    start, stop = span
    title = _title(tokens, start)
    following = tokens[stop].classes if stop < len(tokens) else frozenset[str]()
    if title and following.isdisjoint({"person noun", "body noun"}):  # a senior Kovalt adviser
        yield title
    if start and tokens[start - 1].text == ",":
        yield _phrase_before(tokens, start - 1)
    if stop < len(tokens) and tokens[stop].text in _OPENERS:
        yield _phrase_after(tokens, stop + 1)
    yield _after_copula(tokens, stop)


def _title(tokens: Tokens, stop: int) -> Sequence[Token]:
    """The words before a name that belong to it: "former Treasury secretary"."""
    at = stop
    while at and stop - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or not _belongs(tokens, at - 1, stop):
            break
        at -= 1
    while at < stop and not tokens[at].classes.isdisjoint({"linking", "determiner"}):
        at += 1
    if at < stop and not tokens[stop - 1].classes.isdisjoint({"linking", "determiner"}):
        return ()
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
    is_verb = any(form.shape != "base" for form in token.forms)
    return is_noun_like(token) and (token.is_capitalised or not is_verb)


def _phrase_before(tokens: Tokens, comma: int) -> Sequence[Token]:
    """The noun phrase that ends at a comma: "the mayor of Tarn" in "the mayor of Tarn, Ann"."""
    at = start = comma
    while at and comma - at < _LONGEST:
        token = tokens[at - 1]
        if token.kind != "word" or (not token.is_capitalised and _is_verb(token)):
            break
        at -= 1
        if "determiner" in token.classes:
            start = at
            if not at or "linking" not in tokens[at - 1].classes:
                return tokens[start:comma]
    is_owned = any("genitive" in token.classes for token in tokens[at:start])
    return tokens[at if is_owned or not at else start : comma]


def _is_verb(token: Token) -> bool:
    return is_finite(token) or any(form.shape in {"past", "s"} for form in token.forms)


def _phrase_after(tokens: Tokens, start: int) -> Sequence[Token]:
    """The apposition from `start` up to the next mark, after an age if there is one."""
    if start + 1 < len(tokens) and tokens[start].text.isdecimal():
        start += 2
    return _up_to_break(tokens[start : start + _LONGEST])


def _after_copula(tokens: Tokens, at: int) -> Sequence[Token]:
    """The noun phrase in "Ann Lee is the head" and "Ann Lee, who is head"."""
    if at + 1 < len(tokens) and tokens[at].text == ",":
        at += 1
    is_relative = at < len(tokens) and "personal relative" in tokens[at].classes
    at += is_relative
    if at + 1 >= len(tokens) or "be" not in tokens[at].classes:
        return ()
    phrase = _up_to_break(tokens[at + 1 : at + _LONGEST])
    is_noun_phrase = is_relative or "determiner" in tokens[at + 1].classes
    return phrase if is_noun_phrase else ()


def _up_to_break(phrase: Sequence[Token]) -> Sequence[Token]:
    stop = next((i for i, token in enumerate(phrase) if i and token.text in _BREAKS), len(phrase))
    return phrase[:stop]


def _body_beside(document: Document, tokens: Tokens, span: Range) -> str | None:
    """The body of "Orla Rail's Ann Lee", "Ann Lee of Orla Rail", "Ann Lee, who runs Orla Rail"."""
    start, at = span
    if start and "genitive" in tokens[start - 1].classes:
        owner = start - 1
        while owner and is_name_word(tokens[owner - 1]):
            owner -= 1
        return body_of(document, tokens[owner:start])
    if at + 1 < len(tokens) and "affiliating preposition" in tokens[at].classes:
        return _body_at(document, tokens, at + 1)
    if at + 2 >= len(tokens):
        return None
    if tokens[at].text == "(":
        return body_named(document, _up_to_break(tokens[at + 1 : at + _LONGEST]))
    if tokens[at].text != ",":
        return None
    if "possessive relative" in tokens[at + 1].classes:
        words = takewhile(lambda token: not token.is_capitalised, tokens[at + 2 : at + 6])
        return _body_at(document, tokens, at + 2 + len(list(words)))
    if "affiliating preposition" in tokens[at + 1].classes:
        return _body_at(document, tokens, at + 2)
    if "personal relative" not in tokens[at + 1].classes:
        return None
    stop = at + 2 + len(_up_to_break(tokens[at + 2 : at + _LONGEST]))
    for verb in range(at + 2, stop - 1):
        if "verb of leading" in tokens[verb].classes:
            return _body_at(document, tokens, verb + 1)
    return None


def _body_at(document: Document, tokens: Tokens, start: int) -> str | None:
    """The body that a complement from `start` on names."""
    phrase = tokens[start : end_of_complement(tokens[: start + _LONGEST], start)]
    if not phrase or is_person_noun(phrase[0].low, document.language):
        return None
    is_long = sum(token.is_capitalised for token in phrase) > 1
    return body_of(document, phrase) or (body_named(document, phrase) if is_long else None)
