"""Nouns of saying: "his claim that ...", "Kovalt's refusal to ...", "her criticism of ..." """

from collections.abc import Iterator

from factx.rules.language.lexicon import is_adverb, noun_cues, words
from factx.rules.reading.document import Token
from factx.rules.reading.noun_phrases import Range, is_noun_like, is_time, noun_phrase_after
from factx.rules.statements.statement import STOPS, Statement, Tokens, stretch

_FARTHEST = 4
"""Words between who says it and the noun: "his much repeated public claim"."""


def by_nouns(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by a noun that its speaker owns, with what it is about after it."""
    for at, token in enumerate(tokens):
        cue = noun_cues().get(token.low) if token.kind == "word" else None
        if cue is None or not at or at + 2 >= len(tokens):
            continue
        source = _owner(tokens, at)
        if source is None or tokens[source[0]].low == "including":
            continue
        content = _content(tokens, at + 1, cue.takes)
        if content is None:
            continue
        yield Statement(
            content=(stretch(tokens, content),),
            cue=stretch(tokens, (source[1], at + 1)),
            source=stretch(tokens, source),
            type=cue.type,
            verb=cue.base,
            unit=number,
        )


def _owner(tokens: Tokens, at: int) -> Range | None:
    """Who owns the noun at `at`: a possessive pronoun, or a name or noun with 's."""
    for i in range(at - 1, max(-1, at - _FARTHEST - 1), -1):
        token = tokens[i]
        if token.low in {"his", "her", "their", "its", "my", "our"}:
            return i, i + 1
        if token.low.endswith(("'s", "s'")):
            return _possessive(tokens, i)
        if not is_noun_like(token) and not is_adverb(token.low):
            return None
    return None


def _possessive(tokens: Tokens, at: int) -> Range | None:
    """The noun phrase whose last word has the 's: "the state's new governor's"."""
    if is_time(tokens[at]) or tokens[at].low in {"it's", "that's", "he's", "she's", "let's"}:
        return None
    start = at
    while start and at - start < 6:
        before = tokens[start - 1]
        if before.low in words("function", "article") or before.low == "the":
            return start - 1, at + 1
        is_part = before.kind == "word" and is_noun_like(before) and not is_time(before)
        if not is_part or (tokens[start].is_capitalised and not before.is_capitalised):
            break
        start -= 1
    return start, at + 1


def _content(tokens: Tokens, at: int, takes: frozenset[str]) -> Range | None:
    token = tokens[at]
    if token.low == "that" and "that" in takes and not _closes(tokens[at + 1]):
        return at, _end(tokens, at + 1)
    if token.low == "to" and "to" in takes and not tokens[at + 1].is_capitalised:
        return at, _end(tokens, at + 1)
    if token.low in takes and token.low in words("function", "preposition"):
        return noun_phrase_after(tokens, at + 1, len(tokens))
    return None


def _closes(token: Token) -> bool:
    return token.text in STOPS


def _end(tokens: Tokens, start: int) -> int:
    """Where a clause or infinitive ends at the latest: the next mark that is no full quotation."""
    return next((i for i in range(start, len(tokens)) if tokens[i].text in STOPS), len(tokens))
