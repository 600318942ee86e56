"""What a relative subject such as "who" or "which" means: the noun phrase before it."""

import re

from factx.rules.reading.document import Range, Token, Tokens
from factx.rules.reading.noun_phrases import is_antecedent

_LONGEST = 8
"""The most tokens of the phrase that ends before the relative word."""
_FARTHEST = 40
"""The most tokens between a relative word and the comma before a participle that is passed over."""
_PEOPLE = frozenset({"person noun", "person", "s form", "plural", "title"})
_OFFICES = frozenset({"post noun", "office word", "place office"})
_ARTICLES = frozenset({"indefinite article", "definite article"})
_JOINT = frozenset({"additive conjunction"})
_SEAT = re.compile(r"[A-Z]{1,3}-[A-Z][\w.’'-]+")
"""A party and a place after the name of a politician."""
_PAST = frozenset({"ed form", "past verb", "irregular past"})


def antecedent_of(tokens: Tokens, relative: int) -> Range | None:
    """The noun phrase that the relative word at `relative` means; None if it is not plain.

    A participle between commas is passed over, and so is an apposition to a name: for "Ida Brandt,
    a geologist, reached by telephone, who" it is the name.
    """
    stop = relative
    if stop and tokens[stop - 1].text == ",":
        stop = _before_participles(tokens, stop - 1)
        named = _name_before_apposition(tokens, stop)
        if named is not None:
            return named
    if stop > 2 and tokens[stop - 2].text == "," and _SEAT.fullmatch(tokens[stop - 1].text):
        stop -= 2  # Rep. Ann Lee, R-Odell, who
    if stop > 1 and (tokens[stop - 1].is_time or _is_year(tokens, stop - 1)):
        return _over_short_relative(tokens, stop)
    found = _nouns_before(tokens, stop)
    if found is None or "personal relative" not in tokens[relative].classes:
        return found
    return _person_before(tokens, found)


def _is_year(tokens: Tokens, at: int) -> bool:
    return tokens[at].text.isdigit() and "preposition" in tokens[at - 1].classes


def _before_participles(tokens: Tokens, stop: int) -> int:
    """The comma before the participles that end at `stop`, "reached by telephone"; or `stop`."""
    for at in range(stop - 1, max(0, stop - _FARTHEST), -1):
        if tokens[at].kind != "word" and tokens[at].text != ",":
            break
        if tokens[at].text == ",":
            if not _is_participle(tokens[at + 1]):
                break
            stop = at
    return stop


def _is_participle(token: Token) -> bool:
    is_one = not token.classes.isdisjoint({"ed form", "ing form", "participle verb"})
    return is_one and not token.is_capitalised


def _name_before_apposition(tokens: Tokens, stop: int) -> Range | None:
    """The name to which "a geologist at the survey" is set, if that ends at `stop`."""
    comma = next(
        (i for i in range(stop - 1, max(0, stop - _FARTHEST), -1) if tokens[i].text == ","), None
    )
    if comma is None or tokens[comma + 1].classes.isdisjoint(_ARTICLES):
        return None
    if not any("person noun" in token.classes for token in tokens[comma + 1 : stop]):
        return None
    if any(t.kind != "word" or t.is_finite or _JOINT & t.classes for t in tokens[comma + 1 : stop]):
        return None
    start = comma
    while start and comma - start < _LONGEST and tokens[start - 1].is_name:
        start -= 1
    is_definite = "definite article" in tokens[comma + 1].classes
    if is_definite and start and "preposition" in tokens[start - 1].classes:
        return None  # in Port Tarn, the mayor, who
    return (start, comma) if comma - start > 1 else None


def _nouns_before(tokens: Tokens, stop: int) -> Range | None:
    start = stop
    while start and stop - start < _LONGEST and tokens[start - 1].is_noun_like:
        if tokens[start - 1].is_subject_pronoun or tokens[start - 1].kind != "word":
            break
        if start > 1 and "clause subject" in tokens[start - 2].classes:
            break  # he minds rule 4
        start -= 1
    if start and "article" in tokens[start - 1].classes:
        start -= 1
    return (start, stop) if start < stop else None


def _person_before(tokens: Tokens, found: Range) -> Range | None:
    """Whom "who" means after a phrase: the phrase, or the person whom it says more about.

    In "the head of the port, who" it is the head; after "spoke by telephone, who" it is not plain.
    """
    start, stop = found
    last, link = tokens[stop - 1], tokens[start - 1]
    if not start or "preposition" not in link.classes:
        return found
    is_plain = not last.is_capitalised and not _may_be_people(last)
    is_plain |= any("place" in token.classes for token in tokens[start:stop])
    if not is_plain and (not last.is_capitalised or stop - start > 1):
        return found
    outer = _nouns_before(tokens, start - 1)
    needed = _PEOPLE if is_plain else _OFFICES  # the mayor of Leeds, but not a son of Lee
    if outer is None or tokens[outer[1] - 1].classes.isdisjoint(needed):
        return None if is_plain else found
    return (outer[0], stop) if "noun preposition" in link.classes else outer


def _may_be_people(token: Token) -> bool:
    return not token.classes.isdisjoint(_PEOPLE)


def _over_short_relative(tokens: Tokens, stop: int) -> Range | None:
    """The thing in "the lease she signed in March" at `stop`, with that clause; else None."""
    at = stop - 1
    if at and "preposition" in tokens[at - 1].classes:
        at -= 1
    if at < 3 or ("past" not in tokens[at - 1].shapes and not _PAST & tokens[at - 1].classes):
        return None
    if "personal pronoun" not in tokens[at - 2].classes or not is_antecedent(tokens[at - 3]):
        return None
    found = _nouns_before(tokens, at - 2)
    if found is not None and found[0] and "genitive preposition" in tokens[found[0] - 1].classes:
        outer = _nouns_before(tokens, found[0] - 1)
        found = outer or found
    return (found[0], stop) if found is not None else None
