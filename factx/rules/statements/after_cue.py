"""Skip what separates a cue from its content: the person addressed, the time and the occasion."""

from typing import NamedTuple

from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import DASHES, SET_OFF, Token, Tokens
from factx.rules.reading.noun_phrases import Range, is_period, noun_phrase_after
from factx.rules.statements.statement import STOPS, STOPS_BUT_COMMA

_OF_CONTENT = frozenset({"clausal adverb", "approximator", "nearly adverb", "share adverb"})
"""Adverbs that belong to what follows: "said almost everyone was safe"."""
_LONGEST_ADDRESSEE = 4
_LONGEST_OCCASION = 24
_LONGEST_INSERTION = 14
_LONGEST_MEMBERS = 6


class AfterCue(NamedTuple):
    """The end of what separates a cue from its content, and the addressee in it."""

    at: int
    """The first token at which the content may begin."""
    addressee: Range | None


def after_cue(tokens: Tokens, clause: Clause, limit: int) -> AfterCue:
    """Skip the person addressed, the time and the place after a cue, up to token `limit`."""
    at = clause.stop
    addressee: Range | None = None
    takes = clause.cue.verb.takes
    if "whom" in takes and at < limit and clause.cue.voice != "passive":
        addressee = _addressee(tokens, at, limit)
    elif at + 1 < limit and "dative preposition" in tokens[at].classes and "to" not in takes:
        addressee = noun_phrase_after(tokens, at + 1, limit)
    at = addressee[1] if addressee else at
    if addressee is not None and at + 2 < limit and "additive conjunction" in tokens[at].classes:
        second = noun_phrase_after(tokens, at + 1, limit)
        if second and second[1] < limit and "complementizer" in tokens[second[1]].classes:
            at = second[1]  # told her and two colleagues that
    if at + 1 < limit and "focus adverb" in tokens[at].classes:
        at += "complementizer" in tokens[at + 1].classes  # saying only that
    at = _past_insertion(tokens, at, limit)
    settled = _past_adverbials(tokens, at, limit)
    if settled == at or (settled < limit and not _may_begin_content(tokens[settled])):
        settled = _past_occasion(tokens, settled, limit)
    elif settled < limit and (tokens[settled].text in SET_OFF or tokens[settled].text == "("):
        settled = _past_insertion(tokens, settled, limit)  # said on Monday, as expected, that
    if addressee is not None and "to" in takes and settled < limit:
        settled = _past_members(tokens, settled, limit)
    if addressee is not None and "that" in takes:
        settled = _past_description(tokens, settled, limit)
    return AfterCue(settled, addressee)


def _addressee(tokens: Tokens, at: int, limit: int) -> Range | None:
    token = tokens[at]
    is_possessive = "ambiguous possessive" in token.classes and at + 1 < limit
    if is_possessive and _is_plain_noun(tokens[at + 1]):
        noun = noun_phrase_after(tokens, at + 1, limit)
        return (at, noun[1]) if noun is not None else (at, at + 1)
    if "object" in token.classes:
        return at, at + 1
    if token.kind != "word" or not token.classes.isdisjoint(
        {"complementizer", "genitive preposition", "infinitive marker", "question word"}
    ):
        return None
    if opens_clause(tokens, at, limit):
        split = _proper_subject(tokens, at, limit)
        return (at, split) if split is not None else None
    return noun_phrase_after(tokens, at, limit)


def _past_members(tokens: Tokens, at: int, limit: int) -> int:
    """Skip "of 30 experts" after an addressee and before "to": "asked a group of 30 experts to"."""
    if "genitive preposition" not in tokens[at].classes:
        return at
    for i in range(at + 1, min(limit, at + _LONGEST_MEMBERS)):
        if "infinitive marker" in tokens[i].classes:
            return i
        if not tokens[i].is_noun_like and "determiner" not in tokens[i].classes:
            return at
    return at


def _past_description(tokens: Tokens, at: int, limit: int) -> int:
    """Skip what describes an addressee, before "that": "told a crowd in Harrow, Ohio, that"."""
    if at >= limit or "infinitive marker" in tokens[at].classes:
        return at
    if tokens[at].text != "," and "preposition" not in tokens[at].classes:
        return at
    for i in range(at + 1, min(limit - 1, at + _LONGEST_OCCASION)):
        token = tokens[i]
        if "complementizer" in token.classes:
            return at if tokens[i + 1].is_finite else i
        if token.is_finite or token.is_subject_pronoun or token.text in STOPS_BUT_COMMA:
            break
        if token.kind == "quotation" or "infinitive marker" in token.classes:
            break
    return at


def _is_plain_noun(token: Token) -> bool:
    is_plain = token.kind == "word" and token.is_noun_like and not token.is_capitalised
    return is_plain and "complementizer" not in token.classes


def _proper_subject(tokens: Tokens, at: int, limit: int) -> int | None:
    """Where a name follows a plain noun: "told reporters | Kovalt had won"."""
    for i in range(at + 1, min(limit, at + _LONGEST_ADDRESSEE)):
        if tokens[i].kind != "word" or not tokens[i - 1].is_noun_like:
            return None
        if tokens[i].is_capitalised and not tokens[i - 1].is_capitalised:
            is_person = not tokens[i - 1].classes.isdisjoint({"person", "agent noun", "title"})
            return i if "s form" in tokens[i - 1].classes and not is_person else None
    return None


def _past_insertion(tokens: Tokens, at: int, limit: int) -> int:
    """Skip the insertion in "said, among other things, that", "said — in a letter — that"."""
    if at + 1 >= limit or not (tokens[at].text in SET_OFF or tokens[at].text == "("):
        return at
    closers = {")"} if tokens[at].text == "(" else DASHES if tokens[at].text in DASHES else {","}
    last = min(limit, at + _LONGEST_INSERTION)
    closing = next((i for i in range(at + 1, last) if tokens[i].text in closers), limit)
    is_closed = closing + 1 < limit and "complementizer" in tokens[closing + 1].classes
    return closing + 1 if is_closed else at


def _past_occasion(tokens: Tokens, at: int, limit: int) -> int:
    """Skip a long occasion before "that": "said in a speech, his first, that"."""
    if at >= limit or "occasion opener" not in tokens[at].classes:
        return at
    is_plain = "dative preposition" not in tokens[at].classes
    for i in range(at + 1, min(limit, at + _LONGEST_OCCASION)):
        before = tokens[i - 1]
        is_plain &= "infinitive marker" not in tokens[i].classes
        if "complementizer" in tokens[i].classes and (
            before.kind != "word"
            or _ends_occasion(before)
            or (before.is_noun_like and is_plain and opens_clause(tokens, i + 1, limit))
        ):
            return i
        if tokens[i].text in {";", ":", "."}:
            break
    return at


def _ends_occasion(token: Token) -> bool:
    return token.is_capitalised or token.is_time or is_period(token)


def _past_adverbials(tokens: Tokens, start: int, limit: int) -> int:
    """Skip times, and phrases of place and occasion if the content clearly follows them."""
    at = settled = start
    while at < min(limit, start + _LONGEST_OCCASION):
        token = tokens[at]
        if token.is_time or ("adverb" in token.classes and token.classes.isdisjoint(_OF_CONTENT)):
            at += 1
            settled = at
        elif (
            "time modifier" in token.classes
            and at + 1 < limit
            and (tokens[at + 1].is_time or is_period(tokens[at + 1]))
        ):
            at += 2
            settled = at
        elif tokens[at - 1].is_time and (is_period(token) or token.text[:1].isdigit()):
            at += 1
            settled = at
        elif "preposition" in token.classes and "dative preposition" not in token.classes:
            phrase = noun_phrase_after(tokens, at + 1, limit)
            if at + 1 < limit and tokens[at + 1].is_time:
                at += 1
                continue
            if phrase is None:
                break
            at = phrase[1]
            if at < limit and tokens[at].kind == "quotation" and not _begins_speech(tokens, at):
                at += 1  # on CNN's "Morning Hour"
            if at >= limit or _may_begin_content(tokens[at]):
                settled = at
        else:
            break
    return settled


def _begins_speech(tokens: Tokens, at: int) -> bool:
    """Whether the quotation at `at` may be the content, and not a title before a clause."""
    if "genitive" in tokens[at - 1].classes:
        return False
    return at + 1 >= len(tokens) or "complementizer" not in tokens[at + 1].classes


def _may_begin_content(token: Token) -> bool:
    if token.text in STOPS or "complementizer" in token.classes:
        return True
    return token.kind == "quotation" or token.is_time
