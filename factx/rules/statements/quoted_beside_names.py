"""Quotations in brackets right after whoever said them: 'Karl Voss ("It is good.") left'."""

from collections.abc import Callable, Iterator

from factx.rules.reading.document import Document, Range, Tokens, is_utterance
from factx.rules.reading.noun_phrases import noun_phrase_before
from factx.rules.reading.plain_phrases import phrase_from
from factx.rules.statements.statement import Statement, offsets_of
from factx.rules.statements.subjects import is_somebody
from factx.text import count_words

_FEWEST = 3
"""Fewest words of speech; fewer may be a title or a translation."""
_LONGEST = 8
"""The most tokens of the phrase before the bracket."""

Before = Callable[[Document, Tokens, int], Range | None]
"""Finds the phrase that ends before a token."""


def apart(
    document: Document, tokens: Tokens, number: int, before: Before
) -> tuple[list[Statement], Tokens]:
    """The statements in brackets after names, and the other tokens of the sentence."""
    found = list(_by_brackets(document, tokens, number, before))
    if not found:
        return [], tokens
    said = {one.content[0] for one in found}
    rest: list[int] = [
        at
        for at in range(len(tokens))
        if all(tokens[i].place not in said for i in _around(tokens, at))
    ]
    return found, [tokens[at] for at in rest]


def _around(tokens: Tokens, at: int) -> Iterator[int]:
    """The token at `at`, and the one next to it inside its bracket."""
    yield at
    if tokens[at].text == "(" and at + 1 < len(tokens):
        yield at + 1
    if tokens[at].text == ")" and at:
        yield at - 1


def _by_brackets(
    document: Document, tokens: Tokens, number: int, before: Before
) -> Iterator[Statement]:
    for at in range(2, len(tokens) - 1):
        token = tokens[at]
        if token.kind != "quotation" or tokens[at - 1].text != "(" or tokens[at + 1].text != ")":
            continue
        if not is_utterance(document.text, *token.place):
            continue
        if count_words(document.text, *token.place) < _FEWEST:
            continue
        source = before(document, tokens, at - 1)
        if source is not None:
            yield Statement(content=(token.place,), source=offsets_of(tokens, source), unit=number)


def name_before(document: Document, tokens: Tokens, stop: int) -> Range | None:
    """The phrase for a person that ends at `stop`, in a language with lists of names and nouns."""
    del document
    found = noun_phrase_before(tokens, stop)
    if found is None or found[1] != stop:
        return None
    joints = (at for at in range(found[1] - 1, found[0], -1) if "coordinator" in tokens[at].classes)
    found = next(joints, found[0] - 1) + 1, stop
    last = tokens[stop - 1]
    is_person = last.is_name or not last.classes.isdisjoint({"person noun", "agent noun", "title"})
    return found if is_person else None


def plain_name_before(document: Document, tokens: Tokens, stop: int) -> Range | None:
    """The phrase for somebody that ends at `stop`, in any other language."""
    start = stop
    while start and stop - start < _LONGEST:
        before = tokens[start - 1]
        if before.kind != "word" or "joining conjunction" in before.classes:
            break
        start -= 1
    for at in range(start, stop):
        if phrase_from(document.language, tokens, at, stop) == stop:
            is_known = is_somebody(tokens[at:stop]) or _is_set_off_name(tokens, at, stop)
            return (at, stop) if is_known else None
    return None


def _is_set_off_name(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a phrase is two words or more with capitals after a comma, as names are.

    As in "the head of the office, Ida Lund".
    """
    phrase = tokens[at:stop]
    is_name = len(phrase) > 1 and all(token.is_capitalised for token in phrase)
    return is_name and at > 0 and tokens[at - 1].text == ","
