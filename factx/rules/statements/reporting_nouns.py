"""Reporting nouns: "his claim that ...", "Kovalt's refusal to ...", "her criticism of ..." """

from collections.abc import Iterator

from factx.rules.reading.document import Document, Tokens
from factx.rules.reading.noun_phrases import Range, is_noun_like, is_time, noun_phrase_after
from factx.rules.statements.statement import STOPS, Statement, offsets_of

_FARTHEST = 4
"""Most words from the possessive to the noun: "his much repeated public claim"."""
_LONGEST_POSSESSIVE = 6


def by_nouns(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by a noun with a possessive before it and its content after it."""
    nouns = document.language.reporting_nouns
    for at, token in enumerate(tokens):
        noun = nouns.get(token.low) if token.kind == "word" else None
        if noun is None or not at or at + 2 >= len(tokens):
            continue
        source = _possessive(tokens, at)
        if source is None or "inclusive preposition" in tokens[source[0]].classes:
            continue
        content = _content(tokens, at + 1, noun.takes)
        if content is not None and source[0] == 0:
            content = content[0], _before_predicate(tokens, *content)
        if content is None:
            continue
        yield Statement(
            content=(offsets_of(tokens, content),),
            cue=offsets_of(tokens, (source[1], at + 1)),
            source=offsets_of(tokens, source),
            type=noun.type,
            verb=noun.base,
            unit=number,
        )


def _possessive(tokens: Tokens, at: int) -> Range | None:
    """The possessive before the noun at `at`: a pronoun, or a noun phrase with 's."""
    for i in range(at - 1, max(-1, at - _FARTHEST - 1), -1):
        token = tokens[i]
        if "possessive determiner" in token.classes:
            return i, i + 1
        if "genitive" in token.classes:
            return _genitive(tokens, i)
        if not is_noun_like(token) and "adverb" not in token.classes:
            return None
    return None


def _genitive(tokens: Tokens, at: int) -> Range | None:
    """The noun phrase whose last word, at `at`, has the 's: "the new governor's"."""
    if is_time(tokens[at]) or "contracted subject" in tokens[at].classes:
        return None
    start = at
    while start and at - start < _LONGEST_POSSESSIVE:
        before = tokens[start - 1]
        if "article" in before.classes:
            return start - 1, at + 1
        is_part = before.kind == "word" and is_noun_like(before) and not is_time(before)
        if not is_part or (tokens[start].is_capitalised and not before.is_capitalised):
            break
        start -= 1
    return start, at + 1


def _content(tokens: Tokens, at: int, takes: frozenset[str]) -> Range | None:
    token, following = tokens[at], tokens[at + 1]
    if "complementizer" in token.classes and "that" in takes and following.text not in STOPS:
        return at, _end(tokens, at + 1)
    is_infinitive = "infinitive marker" in token.classes and not following.is_capitalised
    if is_infinitive and "to" in takes:
        return at, _end(tokens, at + 1)
    if token.low in takes and "preposition" in token.classes:
        return noun_phrase_after(tokens, at + 1, len(tokens))
    return None


def _before_predicate(tokens: Tokens, start: int, stop: int) -> int:
    """The end of content within a subject: before "was" in "his claim that it had leaked was"."""
    verbs = [i for i in range(start, stop) if "finite auxiliary" in tokens[i].classes]
    return verbs[-1] if len(verbs) > 1 else stop


def _end(tokens: Tokens, start: int) -> int:
    """The next punctuation mark, or the end of the unit."""
    return next((i for i in range(start, len(tokens)) if tokens[i].text in STOPS), len(tokens))
