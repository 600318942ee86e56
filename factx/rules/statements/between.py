"""What stands between a cue and its content: whom it is said to, when and where."""

from typing import NamedTuple

from factx.rules.language.lexicon import is_adverb, words
from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import Token
from factx.rules.reading.noun_phrases import Range, is_time, noun_phrase_after
from factx.rules.statements.statement import STOPS, Tokens

_OCCASION = frozenset("at during in on as when to after before while".split())
_OCCASION_LENGTH = 24
QUESTION_WORDS = frozenset("whether if how what why who where when which".split())
"""Words that open a question somebody asks or answers."""


class After(NamedTuple):
    """What stands between a cue and its content."""

    at: int
    """Where the content may begin."""
    addressee: Range | None


def after_cue(tokens: Tokens, clause: Clause, limit: int) -> After:
    """Past the person addressed and the when and where of saying."""
    at = clause.stop
    addressee: Range | None = None
    verb = clause.cue.verb
    if "whom" in verb.takes and at < limit and clause.cue.voice != "passive":
        addressee = _addressee(tokens, at, limit)
        at = addressee[1] if addressee else at
    elif at + 1 < limit and tokens[at].low == "to" and "to" not in verb.takes:
        addressee = noun_phrase_after(tokens, at + 1, limit)
        at = addressee[1] if addressee else at
    if at + 1 < limit and tokens[at].text == ",":  # said, among other things, that
        closing = next((i for i in range(at + 1, min(limit, at + 14)) if tokens[i].text == ","), 0)
        if closing and closing + 1 < limit and tokens[closing + 1].low == "that":
            at = closing + 1
    settled = _past_adverbials(tokens, at, limit)
    if settled == at:
        settled = _that_behind(tokens, at, limit)
    return After(settled, addressee)


def _that_behind(tokens: Tokens, at: int, limit: int) -> int:
    """The "that" behind an occasion told at length: "said in a speech, his first, that"."""
    if at >= limit or tokens[at].low not in _OCCASION:
        return at
    for i in range(at + 1, min(limit, at + _OCCASION_LENGTH)):
        if tokens[i].low == "that" and (tokens[i - 1].kind != "word" or _names(tokens[i - 1])):
            return i
        if tokens[i].text in {";", ":", "."}:
            break
    return at


def _names(token: Token) -> bool:
    """Whether a word before "that" ends an occasion: a name, a time, a number."""
    return token.is_capitalised or is_time(token) or token.low in words("function", "period")


def _addressee(tokens: Tokens, at: int, limit: int) -> Range | None:
    token = tokens[at]
    if token.low in words("function", "object"):
        return at, at + 1
    if token.low in {"that", "of", "to"} | QUESTION_WORDS or token.kind != "word":
        return None
    return noun_phrase_after(tokens, at, limit)


def _past_adverbials(tokens: Tokens, start: int, limit: int) -> int:
    """Past times, and past phrases of place and occasion if the content clearly follows them."""
    at = start
    settled = start
    while at < min(limit, start + 24):
        token = tokens[at]
        if is_time(token) or (is_adverb(token.low) and token.low not in {"not", "so", "there"}):
            at += 1
            settled = at
        elif (
            token.low in {"last", "this", "next", "late", "early"}
            and at + 1 < limit
            and (is_time(tokens[at + 1]) or tokens[at + 1].low in words("function", "period"))
        ):
            at += 2
            settled = at
        elif is_time(tokens[at - 1]) and (
            token.low in words("function", "period") or token.text[:1].isdigit()
        ):
            at += 1
            settled = at
        elif token.low in words("function", "preposition") and token.low != "to":
            phrase = noun_phrase_after(tokens, at + 1, limit)
            if at + 1 < limit and is_time(tokens[at + 1]):
                at += 1
                continue
            if phrase is None:
                break
            at = phrase[1]
            if at < limit and tokens[at].kind == "quotation" and not _begins_speech(tokens, at):
                at += 1  # on CNN's "Morning Hour"
            if at >= limit or _can_follow_adverbial(tokens[at]):
                settled = at
        else:
            break
    return settled


def _begins_speech(tokens: Tokens, at: int) -> bool:
    """Whether the quotation at `at` may be what is said: nothing of a clause comes after it."""
    if tokens[at - 1].low.endswith(("'s", "s'")):
        return False
    return at + 1 >= len(tokens) or tokens[at + 1].low != "that"


def _can_follow_adverbial(token: Token) -> bool:
    """Whether the content clearly begins here, or nothing does."""
    if token.text in STOPS or token.low == "that":
        return True
    return token.kind == "quotation" or is_time(token)
