"""Clauses of saying that are set into what they report: "The dam, she said, will rise"."""

from factx.rules.language.lexicon import words
from factx.rules.reading.clauses import Clause
from factx.rules.reading.noun_phrases import Range, is_antecedent, is_finite
from factx.rules.statements.statement import STOPS, Tokens

_ASIDE = frozenset("with in at after during when while as according on from speaking".split())


def relative(tokens: Tokens, clause: Clause, at: int, limit: int) -> list[Range] | None:
    """The content of "a rule that critics said was unfair": the "that" and what it goes on with.

    Where nothing goes on, as in "a rule, which critics denounced", it is the relative word alone.
    """
    if clause.order != "subject first" or clause.cue.voice != "finite" or not clause.begin:
        return None
    if clause.cue.verb.takes.isdisjoint({"bare", "noun"}):
        return None
    word = tokens[clause.begin - 1].low
    if word not in {"which", "that", "whom", "what"}:
        return None
    if word == "that" and (clause.begin < 2 or not is_antecedent(tokens[clause.begin - 2])):
        return None
    opening = (clause.begin - 1, clause.begin)
    goes_on = at < limit and (is_finite(tokens[at]) or tokens[at].kind == "quotation")
    if goes_on and "bare" in clause.cue.verb.takes:
        stop = next((i for i in range(at, limit) if tokens[i].text in {",", "—", "–"}), limit)
        return [opening, (at, stop)]
    if word == "that" and "noun" not in clause.cue.verb.takes:
        return None
    is_over = at >= limit or tokens[at].text in STOPS
    return [opening] if is_over else None


def stands_alone(tokens: Tokens, clause: Clause, at: int) -> bool:
    """Whether a clause has no content after it and is set off by a comma before it."""
    if clause.cue.voice != "finite" or clause.order == "shared":
        return False
    if not {"bare", "quote"} & clause.cue.verb.takes:
        return False
    before = tokens[clause.begin - 1] if clause.begin else None
    if before is None or (before.text != "," and not _by_as(tokens, clause)):
        return False
    if at >= len(tokens) or tokens[at].text in STOPS:
        return True
    return clause.joint < clause.begin and tokens[at].low in words("function", "preposition")


def _by_as(tokens: Tokens, clause: Clause) -> bool:
    """Whether "as" sets the clause beside what it reports: "As Reuters reported, ..."."""
    before = clause.begin - 1
    if clause.order != "subject first" or tokens[before].low != "as":
        return False
    return before == 0 or tokens[before - 1].text == ","


def around(tokens: Tokens, clause: Clause, at: int, limit: int) -> list[Range]:
    """The content around a clause set into it: "The dam, she said, will rise"."""
    stop = clause.begin - 1
    if _by_as(tokens, clause) and stop:
        stop -= 1
    ranges = [(0, stop)] if stop >= 1 else []
    if _by_as(tokens, clause):
        limit = len(tokens)
    if at < limit and tokens[at].text in {",", "—", "–"} and clause.order == "subject first":
        following = tokens[at + 1] if at + 1 < limit else None
        if following is not None and not (
            following.low in _ASIDE or following.low.endswith("ing") or following.low == "who"
        ):
            ranges.append((at + 1, limit))
    if len(ranges) == 1 and stop < 2 and ranges[0][0] == 0:
        return []
    return [r for r in ranges if any(t.kind != "mark" for t in tokens[r[0] : r[1]])]
