"""The people whose offices an article tells: "Ros Hale, the harbour master"."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

from factx.rules.reading.document import Document, Range, Tokens, token_at
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import Name, names

_LONGEST = 5
"""The most words of an office."""
_ANYBODY = "*"
"""Stands for an owner, where somebody else may have the office."""
_ENDS = frozenset({",", ".", ";"})


@lru_cache(4)
def holders(document: Document) -> Mapping[str, Name]:
    """The one person named in the article who has an office, by the office in lower case.

    Only offices that nobody else in the article may have: nobody is called "a harbour master", no
    two harbours have theirs, and it is not said whose the office is once its holder is named.
    """
    found: dict[str, dict[str, Name]] = {}
    told: set[tuple[int, int]] = set()
    kinds = known_names(document).kinds
    for name in names(document):
        if len(name.words) < 2 or kinds.get(name.label) != "person":
            continue
        tokens = document.units[name.unit].tokens
        for start, stop in _beside(tokens, name):
            office = " ".join(token.low for token in tokens[start:stop])
            found.setdefault(office, {}).setdefault(name.label, name)
            told.add((name.unit, start))
    first = {
        office: min(name.start for name in people.values()) for office, people in found.items()
    }
    owners = _owners(document, first, told)
    return {
        office: next(iter(people.values()))
        for office, people in found.items()
        if len(people) == 1
        and len(owned := owners.get(office, set())) < 2
        and _ANYBODY not in owned
    }


def _beside(tokens: Tokens, name: Name) -> Iterator[Range]:
    """The offices that stand beside a name with the definite article, without it."""
    start, stop = token_at(tokens, name.start), token_at(tokens, name.end)
    if stop + 1 < len(tokens) and tokens[stop].text == ",":
        end = next((i for i in range(stop + 1, len(tokens)) if tokens[i].text in _ENDS), None)
        if end is not None and _is_office(tokens, stop + 1, end):
            yield stop + 2, end
    while start and not tokens[start - 1].classes.isdisjoint({"title", "definite article"}):
        start -= 1
    if start and tokens[start - 1].text == ",":
        first = start - 2
        while first > 0 and tokens[first].kind == "word" and start - first <= _LONGEST + 1:
            if "definite article" in tokens[first].classes:
                break
            first -= 1
        if _is_office(tokens, first, start - 1):
            yield first + 1, start - 1


def _is_office(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether "the" and an office are all there is: "the harbour master", "the chief of staff"."""
    if not 1 < stop - start <= _LONGEST + 1 or "definite article" not in tokens[start].classes:
        return False
    words = tokens[start + 1 : stop]
    if any(t.kind != "word" or t.is_capitalised or "determiner" in t.classes for t in words):
        return False
    of = next((i for i, t in enumerate(words) if "genitive preposition" in t.classes), len(words))
    rest = [t for t in words[:of] if t.is_noun_like]
    return len(rest) == of > 0 and not words[of - 1].classes.isdisjoint({"person", "person noun"})


def _owners(
    document: Document, offices: Mapping[str, int], told: set[tuple[int, int]]
) -> Mapping[str, set[str]]:
    """Whose each office is said to be, elsewhere than beside its holder.

    `_ANYBODY` is among them for "a harbour master" and for "a former harbour master", and for an
    owner that follows the holder, at the offset given for the office.
    """
    by_first: dict[str, list[list[str]]] = {}
    for office in offices:
        by_first.setdefault(office.split()[0], []).append(office.split())
    found: dict[str, set[str]] = {}
    for number, unit in enumerate(document.units if by_first else ()):
        tokens = unit.tokens
        for at, token in enumerate(tokens):
            if (number, at) in told:
                continue
            for words in by_first.get(token.low, ()):
                stop = at + len(words)
                if [t.low for t in tokens[at:stop]] == words:
                    office, owner = " ".join(words), _owner(tokens, at, stop)
                    if owner and token.start > offices[office]:
                        owner = _ANYBODY
                    found.setdefault(office, set()).update({owner} if owner else ())
    return found


def _owner(tokens: Tokens, at: int, stop: int) -> str:
    """Whose the office from `at` to `stop` is; empty if the words there do not say."""
    if stop + 1 < len(tokens) and "genitive preposition" in tokens[stop].classes:
        return tokens[stop + 1].low
    before = tokens[at - 1] if at else None
    if before is None or "possessive determiner" in before.classes:
        return before.low if before is not None else _ANYBODY
    if "genitive" in before.classes or "'s form" in before.classes:
        return " ".join(t.low for t in tokens[max(0, at - 2) : at])
    return "" if "definite article" in before.classes else _ANYBODY


def office_in(phrase: Tokens) -> str | None:
    """The office in "the harbour master", "its harbour master" and "Tarn's harbour master"."""
    for at in range(len(phrase) - 2, -1, -1):
        classes = phrase[at].classes
        if not classes.isdisjoint({"definite article", "possessive determiner", "genitive"}):
            return " ".join(token.low for token in phrase[at + 1 :])
    return None
