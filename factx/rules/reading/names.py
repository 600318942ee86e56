"""Names: runs of capitalised words outside quotations, without the titles before them."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from factx.rules.reading.capitals import (
    bare,
    common_words,
    inner_names,
    is_first,
    repeated_titles,
    second_words,
)
from factx.rules.reading.clause_openings import opens_inverted
from factx.rules.reading.document import Document, Token, Tokens, tokens_between
from factx.rules.reading.kinds import is_plural, kind_of_name, kind_of_noun
from factx.text import Offsets

_LONGEST_NICKNAME = 25
"""In characters, with its quotation marks."""

_BEFORE_BODIES = frozenset({"honorific", "tenure adjective"})
"""Classes of words that are no part of a body's name: "Former Treasury official"."""


class Name(NamedTuple):
    """An occurrence of a name."""

    start: int
    end: int
    words: tuple[str, ...]
    """Its words without titles, nicknames and suffixes such as "Jr."."""
    label: str
    """The whole name without titles, as it is written."""
    titles: frozenset[str]
    """The titles and nouns for people before it, in lower case."""
    unit: int
    is_object: bool
    """Whether it follows a preposition; a subject is more likely to be a source."""

    @property
    def place(self) -> Offsets:
        """Its offsets."""
        return self.start, self.end


@lru_cache(4)
def names(document: Document) -> tuple[Name, ...]:
    """The names outside quotations, in text order."""
    return tuple(
        name
        for number, unit in enumerate(document.units)
        if unit.is_prose
        for name in names_among(document, unit.tokens, number)
    )


def names_in(document: Document, unit: int) -> Sequence[Name]:
    """The names in one unit, outside quotations."""
    found = names(document)
    first, stop = (bisect_left(found, n, key=lambda name: name.unit) for n in (unit, unit + 1))
    return found[first:stop]


@lru_cache(4)
def names_elsewhere(document: Document) -> tuple[Name, ...]:
    """The names of several words in quotations, headlines and captions, in text order."""
    found: list[Name] = []
    for number, unit in enumerate(document.units):
        for start, end in unit.quotations:
            tokens = tokens_between(document, start + 1, end)
            found += names_among(document, tokens, number, fewest=2)
        if not unit.is_prose:
            found += names_among(document, unit.tokens, number, fewest=2)
    return tuple(found)


def names_among(
    document: Document, tokens: Tokens, unit: int, *, fewest: int = 1
) -> Iterator[Name]:
    """The names in a run of tokens of a unit, of at least `fewest` tokens with their titles."""
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if not token.is_name and ("name particle" not in token.classes or not _opens(tokens, at)):
            at += 1
            continue
        start, at = at, max(at + 1, _end_of_run(document, tokens, at))
        if at - start >= fewest:
            yield from _names_in(document, tokens, (start, at), unit)


def is_title(token: Token) -> bool:
    """Whether it is a title or a noun for people, as before a name."""
    return not token.classes.isdisjoint({"title", "person", "honorific"})


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a name may begin at `at`: with a capital, or with a particle before one."""
    token = tokens[at]
    if token.is_name:
        return True
    return _is_particle(token) and at + 1 < len(tokens) and tokens[at + 1].is_name


def _is_particle(token: Token) -> bool:
    """Whether it is a lower-case word inside a name: "von"."""
    return not token.is_capitalised and "name particle" in token.classes


def _end_of_run(document: Document, tokens: Tokens, at: int) -> int:
    """Where the run of name words that opens at `at` ends."""
    start = at
    while at < len(tokens):
        if at > start and "'s form" in tokens[at - 1].classes:
            break
        if at > start and "genitive" in tokens[at - 1].classes and not _ends_in_body(tokens, at):
            break  # but on after "the Farmers'"
        step = _step(document, tokens, start, at)
        if not step:
            break
        at += step
    return at


def _ends_in_body(tokens: Tokens, at: int) -> bool:
    """Whether the name words from `at` on, three at most, have a noun for a body."""
    words = takewhile(lambda token: token.is_name, tokens[at : at + 3])
    return any("body noun" in token.classes for token in words)


def _step(document: Document, tokens: Tokens, start: int, at: int) -> int:
    """How many tokens from `at` on carry on the run that began at `start`; 0 at its end."""
    token = tokens[at]
    if token.is_name:
        return 1
    if token.text == "," and at + 1 < len(tokens):
        return 2 if "generational suffix" in tokens[at + 1].classes else 0
    if at > start and "company suffix" in token.classes and not _is_other(token):
        return 1  # Orla Holdings plc
    is_nickname = token.kind == "quotation" and token.end - token.start <= _LONGEST_NICKNAME
    if is_nickname or token.text == "&":
        is_inside = at > start and at + 1 < len(tokens) and tokens[at + 1].is_name
        return 1 if is_inside else 0
    ahead = at
    while ahead < len(tokens) and ahead - at < 3 and _is_particle(tokens[ahead]):
        ahead += 1
    if ahead > at:
        return ahead - at if ahead < len(tokens) and tokens[ahead].is_name else 0
    return _step_over_link(document, tokens, start, at)


def _is_other(token: Token) -> bool:
    return not token.classes.isdisjoint({"body noun", "ed form", "ing form"})


def _step_over_link(document: Document, tokens: Tokens, start: int, at: int) -> int:
    """The length of "of the" in "Bank of the North" and of "and" in "Ministry of Ice and Snow"."""
    token, last = tokens[at], tokens[at - 1]
    ahead = at + 1
    language = document.language
    is_joint = "additive conjunction" in token.classes
    if is_joint and at > start and _is_long_body(document, tokens, at + 1):
        return 1
    if not is_joint and ahead < len(tokens) and "plain article" in tokens[ahead].classes:
        ahead += 1
    if at == start or ahead >= len(tokens) or not tokens[ahead].is_name:
        return 0
    head = [t for t in tokens[start:at] if t.kind == "word"]
    is_body = any("body noun" in language.classes_of(language.singular(t.low)) for t in head)
    if is_joint:
        is_linked = any(not t.is_capitalised and "linking" in t.classes for t in head)
        is_further = is_title(tokens[ahead]) or "given name" in tokens[ahead].classes
        return ahead - at if is_linked and is_body and not is_further else 0
    if "genitive preposition" in token.classes:
        is_plural = language.singular(last.low) != last.low and len(head) == 1
        is_lone = len(head) == 1 and not is_plural and not is_first(document, tokens[start])
        is_lone = is_lone and last.text not in second_words(document)
        return ahead - at if is_body or is_title(last) or is_lone else 0
    return ahead - at if "benefactive preposition" in token.classes and is_body else 0


def _is_long_body(document: Document, tokens: Tokens, start: int) -> bool:
    """Whether what follows "and" is a body's name of three words or more, without article.

    "Tarn and Marl Vale Hospitals Trust" is one body, "Tarn and the Marl Vale Trust" are two.
    """
    stop = start
    while stop < len(tokens) and tokens[stop].is_name and not is_title(tokens[stop]):
        stop += 1
    run = tokens[start:stop]
    if len(run) < 3 or "given name" in run[0].classes or "given name" in tokens[start - 2].classes:
        return False
    return _is_body(document, run)


def _names_in(
    document: Document, tokens: Tokens, run: tuple[int, int], unit: int
) -> Iterator[Name]:
    """The name in a run of name words, without what precedes it; none if it is only titles."""
    start, stop = run
    if all("company suffix" in token.classes for token in tokens[start:stop]):
        return
    if _is_opening_word(document, tokens, start, stop):
        start += 1
    if start < stop and not _opens(tokens, start):
        start += 1
    if start >= stop:
        return
    link = next((i for i in range(start + 1, stop) if _is_link(tokens[i])), None)
    if link is not None and is_title(tokens[link - 1]):
        first = _after_title_of(tokens, link + 1, stop)
        start = start if stop - link > 3 else first  # "the mayor of Tarn" has no name but Tarn
    elif link is not None or _is_body(document, tokens[start:stop]):
        first = start
        while first < stop - 1 and not tokens[first].classes.isdisjoint(_BEFORE_BODIES):
            first += 1
    else:
        first = _after_titles(document, tokens, start, stop)
    if first < stop and not _is_common(document, tokens, first, stop):
        yield _name(document, tokens, start, (first, stop), unit)


def _is_common(document: Document, tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a run is only a title ("the Railway Minister") or an adjective ("a Danish firm")."""
    last, before = tokens[stop - 1], tokens[start - 1] if start else None
    if is_title(last):
        first = tokens[start]
        is_office = stop - start > 1 and (
            first.low in common_words(document)
            or not first.classes.isdisjoint({"title", "body noun", "company word"})
        )
        return is_office or (before is not None and "determiner" in before.classes)
    following = tokens[stop] if stop < len(tokens) else None
    if stop - start > 1 or "proper adjective" not in last.classes or following is None:
        return False
    return following.kind == "word" and following.is_noun_like and not following.forms


def _is_link(token: Token) -> bool:
    return token.kind == "word" and not token.is_capitalised and "linking" in token.classes


def _is_body(document: Document, run: Sequence[Token]) -> bool:
    """Whether the last word of a run says that it names a body, place or document."""
    words = [token for token in run if token.kind == "word" or token.text == "&"]
    last = document.language.singular(bare(words[-1]).lower())
    classes = document.language.classes_of(last)
    is_told = not classes.isdisjoint(
        {"body noun", "company suffix", "company word", "place", "document"}
    )
    is_told = is_told or (
        "media name" in words[-1].classes  # The New York Times, but not Mayor Michael Bloomberg
        and all("given name" not in word.classes and not is_title(word) for word in words)
    )
    if not is_told or "title" in classes:
        return False
    return kind_of_name(tuple(map(bare, words)), document.language) is not None


def _after_title_of(tokens: Tokens, start: int, stop: int) -> int:
    """Where the name begins in "of State John F. Moss" and "of the Opposition Ann Lee"."""
    if start < stop and "plain article" in tokens[start].classes:
        start += 1
    if stop - start < 3:
        return start
    first = stop - 2
    while first - 1 > start and (
        len(tokens[first].text.strip(".")) == 1 or not tokens[first].is_capitalised
    ):
        first -= 1
    return first


def _after_titles(document: Document, tokens: Tokens, start: int, stop: int) -> int:
    """Where the name begins after the titles in a run of capitalised words."""
    for at in range(stop - 2, start - 1, -1):
        token, rest = tokens[at], stop - at - 1
        if "name particle" in token.classes:
            continue
        is_inside = at > start and "given name" in tokens[at - 1].classes
        if is_inside and rest < 2:
            continue
        is_listed = not token.classes.isdisjoint({"title", "honorific"})
        if is_listed or token.text in repeated_titles(document):
            return at + 1
        if "given name" in token.classes:
            continue
        if "person" in token.classes or _is_people(document, token):
            return at + 1
        if rest < 2 or is_inside or any(is_title(t) for t in tokens[start:at]):
            continue
        is_common = token.low in common_words(document) and not is_first(document, token)
        if not token.classes.isdisjoint({"person noun"}) or is_common:
            return at + 1
    return start


def _is_people(document: Document, token: Token) -> bool:
    """Whether a word is the plural of a listed noun for people: "Republicans Ann Lee and ..."."""
    singular = document.language.singular(token.low)
    return singular != token.low and "person" in document.language.classes_of(singular)


def _is_opening_word(document: Document, tokens: Tokens, start: int, stop: int) -> bool:
    """Whether the first word of a run has its capital only from the beginning of a sentence."""
    token = tokens[start]
    if not is_first(document, token) or token.text in inner_names(document):
        return False
    if is_title(token) and start + 1 < stop:
        return False
    if token is tokens[0] and opens_inverted(tokens):
        return True
    is_common = token.low in common_words(document)
    is_other = not token.classes.isdisjoint(
        {"adverb", "ing form", "adjective", "joint word", "number", "quantity noun"}
    )
    if stop - start > 1:
        following = tokens[start + 1]
        is_name = is_title(following) or "given name" in following.classes
        is_known = "adjective" not in token.classes and following.text in inner_names(document)
        is_given = "given name" in token.classes
        return (is_common or is_other) and (is_name or is_known) and not is_given
    if is_common or is_other or "ed form" in token.classes:
        return True
    return is_plural(token.low, document.language) and (
        kind_of_noun(token.low, document.language) == "group"
    )


def _name(document: Document, tokens: Tokens, opened: int, run: tuple[int, int], unit: int) -> Name:
    """The name in a range of tokens, with the titles from `opened` on."""
    start, stop = run
    before = tokens[opened - 1] if opened else None
    said = {token.low for token in tokens[opened:start] if is_title(token)}
    if opened == start and before is not None and is_title(before):
        said.add(before.low)
    words = [t.text for t in tokens[start:stop] if t.kind == "word" or t.text == "&"]
    words[-1] = bare(tokens[stop - 1])
    end = tokens[stop - 1].start + len(words[-1])
    label = " ".join(document.text[tokens[start].start : end].split())
    while len(words) > 1 and "post-nominal" in document.language.classes_of(words[-1]):
        label = label.removesuffix(words.pop()).rstrip(" ,")
    while len(words) > 1 and "generational suffix" in document.language.classes_of(words[-1]):
        words.pop()
    return Name(
        start=tokens[start].start,
        end=end,
        words=tuple(words),
        label=label,
        titles=frozenset(said),
        unit=unit,
        is_object=_is_object(tokens, opened),
    )


def _is_object(tokens: Tokens, at: int) -> bool:
    """Whether a preposition stands before a name or its owner: "to the port's Ann Lee"."""
    if at and "genitive" in tokens[at - 1].classes:
        at -= 1
        while at and (tokens[at - 1].is_capitalised or "determiner" in tokens[at - 1].classes):
            at -= 1
    return at > 0 and "preposition" in tokens[at - 1].classes
