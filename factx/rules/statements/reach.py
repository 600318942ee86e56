"""How far what is said can reach behind its cue, before the next statement begins."""

from factx.rules.reading.clauses import Clause
from factx.rules.reading.noun_phrases import has_verb
from factx.rules.statements.statement import Tokens

_SUBORDINATORS = frozenset("while although though as if when after because since once".split())


def limit_of(tokens: Tokens, clause: Clause, later: list[Clause]) -> int:
    """The token at which the content after a cue ends at the latest."""
    limit = len(tokens)
    holds_another = False
    for other in later:
        if other.is_joined and other.joint >= clause.stop:
            is_open = other.order == "subject first" or other.cue.voice == "participle"
            if other.order == "subject first" and not _can_end(tokens, clause, other):
                continue
            if is_open or not holds_another:
                limit = min(limit, other.joint)
        elif other.order == "subject first":
            holds_another = True  # what shares its subject is said with it
        if other.subject and other.order == "subject first":
            first, stop = other.subject
            if first <= clause.cue.first < stop:
                limit = min(limit, stop)
            elif _is_afterthought(tokens, other) and other.joint >= clause.stop:
                limit = min(limit, other.joint)
    for at in range(clause.stop, limit):
        if tokens[at].low == "according" and at + 1 < limit and tokens[at + 1].low == "to":
            limit = at
    if clause.subject and clause.order == "subject first" and clause.begin:
        before = tokens[clause.begin - 1]
        is_aside = tokens[clause.begin].low in {"who", "which"} and before.text == ","
        if is_aside or (before.low in _SUBORDINATORS and clause.begin < 3):
            closing = (i for i in range(clause.stop, limit) if tokens[i].text == ",")
            limit = next(closing, limit)
    return limit


def _can_end(tokens: Tokens, clause: Clause, other: Clause) -> bool:
    """Whether the content may end where `other` is joined on, and no phrase is cut in two.

    "She said the mayor and the council want more" says nothing of the mayor alone.
    """
    if tokens[other.joint].kind == "mark" or "bare" in other.cue.verb.takes:
        return True
    return has_verb(tokens, clause.stop, other.joint)


def _is_afterthought(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause stands after all it reports: "..., officials said."."""
    if clause.joint == clause.begin:
        return False
    return clause.stop >= len(tokens) or tokens[clause.stop].text in {".", ","}
