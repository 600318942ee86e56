"""Which words of an article have capitals because they are names."""

from functools import lru_cache
from itertools import groupby, pairwise

from factx.rules.reading.document import Document, Token
from factx.rules.reading.noun_phrases import is_time


def bare(token: Token) -> str:
    """A word without its genitive ending."""
    if "'s form" in token.classes:
        return token.text[:-2]
    return token.text[:-1] if "genitive" in token.classes else token.text


def is_name_word(token: Token) -> bool:
    """Whether a token can be part of a name by itself: capitalised, no function word, no day."""
    if "personal name" in token.classes:
        return True
    if not token.is_capitalised and not ("-" in token.text and _is_joined(token)):
        return False
    return not is_time(token) and token.classes.isdisjoint({"function word", "function word stem"})


def _is_joined(token: Token) -> bool:
    """Whether a capital follows the hyphen after a first part without one: "al-Kindi"."""
    first, _, rest = token.text.partition("-")
    is_lower = token.low.partition("-")[0] == first
    return token.kind == "word" and is_lower and rest[:1].isupper()


def is_first(document: Document, token: Token) -> bool:
    """Whether a token is the first of its sentence, or follows a mark that may begin one."""
    unit = document.units[document.unit_at(token.start)]
    before = document.text[max(unit.start, token.start - 2) : token.start].strip()
    return token.start <= unit.start or before[-1:] in {":", "•", "—", "–", "”", '"', ".", "?", "!"}


@lru_cache(4)
def common_words(document: Document) -> frozenset[str]:
    """The words that occur without a capital."""
    return frozenset(
        token.low
        for unit in document.units
        for token in unit.tokens
        if token.kind == "word" and not token.is_capitalised
    )


@lru_cache(4)
def inner_names(document: Document) -> frozenset[str]:
    """The words that occur with a capital inside a sentence."""
    return frozenset(
        bare(token)
        for unit in document.units
        if unit.is_prose
        for token in unit.tokens
        if token.is_capitalised and not is_first(document, token)
    )


@lru_cache(4)
def second_words(document: Document) -> frozenset[str]:
    """The words that follow another capitalised word: surnames among them."""
    return frozenset(
        bare(second)
        for unit in document.units
        if unit.is_prose
        for first, second in pairwise(unit.tokens)
        if is_name_word(first) and is_name_word(second)
    )


@lru_cache(4)
def repeated_titles(document: Document) -> frozenset[str]:
    """The words before full names and surnames of several people: "Coun Ann Lee", "Coun Lee"."""
    runs = [
        tuple(bare(token) for token in run)
        for unit in document.units
        if unit.is_prose
        for is_name, group in groupby(unit.tokens, is_name_word)
        if is_name and len(run := list(group)) > 1
    ]
    surnames: dict[str, set[str]] = {}
    for run in runs:
        surnames.setdefault(run[0], set()).add(run[-1])
    return frozenset(
        short[0]
        for short in runs
        if len(short) == 2 and len(surnames[short[0]]) > 1
        if any(run[0] == short[0] and run[2:] == short[1:] for run in runs)
    )
