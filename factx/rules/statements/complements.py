"""What follows a cue without quotation marks: clauses, infinitives and noun phrases."""

from factx.rules.language.lexicon import forms, words
from factx.rules.reading.clauses import Clause
from factx.rules.reading.noun_phrases import Range, has_verb, is_finite, is_noun_like
from factx.rules.statements.between import QUESTION_WORDS, After
from factx.rules.statements.quoted import quoted_after
from factx.rules.statements.statement import STOPS, Tokens, speaks

_SUBJECT_FIRST = frozenset("he she they it we i you there".split())
_BREAKS_OBJECT = frozenset({",", ";", ":", "—", "–", "--"})
_LATER = frozenset("after when while because although though before as since".split())
# Verbs after whose object "as" and "when" belong to the saying.
_NAMING = frozenset(
    "accuse blame call condemn denounce endorse oppose praise reject support".split()
)


def complement(
    text: str, tokens: Tokens, clause: Clause, after: After, limit: int, later: list[Clause]
) -> Range | None:
    """The content that follows a cue."""
    takes, at = clause.cue.verb.takes, after.at
    if at >= limit:
        return None
    token = tokens[at]
    is_active = clause.cue.voice != "passive"
    if token.text in {",", ":"} and at + 1 < limit and tokens[at + 1].kind == "quotation":
        return quoted_after(text, tokens, at + 1, limit, later) if "quote" in takes else None
    if token.text == "," and at + 2 < limit and tokens[at + 1].low == "that":
        at, token = at + 1, tokens[at + 1]
    can_quote = "quote" in takes or "that" in takes
    is_next = at == clause.stop or speaks(text, token)
    if token.kind == "quotation" and can_quote and is_next and is_active:
        if limit - at > 2 and not {"that", "bare"} & takes and not speaks(text, token):
            return None  # She read "War and Peace" in a week.
        return quoted_after(text, tokens, at, limit, later)
    if token.low == "that" and {"that", "bare"} & takes and _opens_clause(tokens, at, limit):
        return at, _clause_end(tokens, at, limit)
    if token.low in QUESTION_WORDS and "wh" in takes:
        return at, limit
    if not is_active:
        return None
    is_infinitive = token.low == "to" and "to" in takes
    can_be_bare = clause.order != "subject after" and "bare" in takes and not is_infinitive
    if can_be_bare and _is_bare_clause(tokens, clause, at, limit):
        return at, _clause_end(tokens, at, limit, is_bare=True)
    if clause.cue.is_modal:
        return None  # "it can ask a court to act" reports nothing asked
    is_forbidden = token.low == "not" and at + 1 < limit and tokens[at + 1].low == "to"
    if (is_infinitive or (is_forbidden and "to" in takes)) and limit - at > 1:
        is_told = after.addressee is not None and clause.cue.verb.base != "promise"
        return after.addressee[0] if after.addressee and is_told else at, limit
    if clause.order == "subject after":
        return None
    if "noun" in takes and at == clause.stop:
        return _object(tokens, clause, at, limit)
    return None


def _opens_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "that" opens a clause here and is no pronoun: "said that." """
    if at + 1 < limit and tokens[at + 1].kind == "quotation":
        return True
    return limit - at > 2 and tokens[at + 1].text not in STOPS - {","}


def _clause_end(tokens: Tokens, at: int, limit: int, *, is_bare: bool = False) -> int:
    """Where a clause ends that is said: before ", but could not", whose subject is who says it.

    One with "that" also ends before ", and X did": the next would have a "that" of its own.
    """
    for i in range(at + 3, limit - 3):
        if tokens[i].text != "," or tokens[i + 1].low not in {"and", "but"}:
            continue
        following = tokens[i + 2]
        if following.low in words("function", "auxiliary"):
            return i
        if is_bare:
            continue
        if following.low in _SUBJECT_FIRST or following.low in words("function", "article"):
            return i
        if following.is_capitalised and _acts(tokens, i + 2, limit):
            return i
    return limit


def _acts(tokens: Tokens, start: int, limit: int) -> bool:
    """Whether a name begins at `start` and a finite verb comes after it."""
    at = start
    while at < limit and tokens[at].is_capitalised:
        at += 1
    if at >= limit or tokens[at].kind != "word":
        return False
    low = tokens[at].low
    return low.endswith("ed") or low in words("function", "auxiliary") or low in forms()


def _is_bare_clause(tokens: Tokens, clause: Clause, at: int, limit: int) -> bool:
    """Whether a clause without "that" begins at `at`."""
    if limit - at < 2:
        return False
    token = tokens[at]
    if token.kind == "mark" and (not is_noun_like(token) or clause.cue.verb.base != "say"):
        return False
    if token.low in {"it", "you"}:
        return is_finite(tokens[at + 1]) or tokens[at + 1].low.endswith(("s", "ed"))
    if token.low.partition("'")[0] in _SUBJECT_FIRST:
        return True
    if token.low in words("function", "auxiliary") or token.low in {"and", "but", "or", "of", "as"}:
        return False
    is_her = token.low == "her" and is_noun_like(tokens[at + 1])
    if clause.cue.verb.base == "say" and token.low not in words("function", "preposition"):
        return is_her or token.low not in words("function", "object")
    if token.low in words("function", "preposition") and clause.cue.verb.base != "say":
        return False
    return has_verb(tokens, at + 1, min(limit, at + 12))


def _object(tokens: Tokens, clause: Clause, at: int, limit: int) -> Range | None:
    """A noun phrase that is itself what is said: called [the plan "a gamble"]."""
    token = tokens[at]
    if token.kind == "mark" or not (
        is_noun_like(token)
        or token.low in words("function", "determiner")
        or token.low in words("function", "object")
    ):
        return None
    stop = at
    while stop < limit and tokens[stop].text not in _BREAKS_OBJECT:
        if stop > at and tokens[stop].low in _LATER and clause.cue.verb.base in _NAMING:
            break
        stop += 1
    held = tokens[at:stop]
    if all(t.low in words("function", "determiner") for t in held):
        return None
    if clause.cue.verb.base in {"want", "expect"} and all(t.low != "to" for t in held[:10]):
        return None
    is_naming = clause.cue.verb.base in {"call", "describe"} and not clause.cue.verb.particles
    if is_naming and len(held) < 3 and all(t.kind != "quotation" for t in held):
        return None
    return (at, stop) if stop > at else None
