"""Content that ends right before its reporting clause, and the half that goes on after it."""

from collections.abc import Iterator

from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.document import SET_OFF, Tokens
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range
from factx.rules.statements.clause_context import ClauseContext
from factx.rules.statements.statement import STOPS

_LONGEST_APPOSITION = 30


def quotation_before(context: ClauseContext) -> Range | None:
    """The content that ends in a quotation right before the clause: '"...," she said'."""
    tokens, clause = context.tokens, context.clause
    if clause.order == "shared" or "quote" not in context.takes:
        return None
    if clause.cue.voice == "passive":
        return None
    at = clause.begin - 1
    if at > 0 and tokens[at].text in SET_OFF and tokens[at - 1].kind == "quotation":
        at -= 1
    if at < 0 or tokens[at].kind != "quotation":
        return None
    is_sure = clause.order == "subject after" or tokens[at + 1].kind == "mark"
    if not is_sure and not context.is_speech(tokens[at]):
        return None
    start = at
    while start and tokens[start - 1].kind == "quotation":
        start -= 1
    if start == 0 or tokens[start - 1].text in {":", ".", "?", "!", "…"}:
        return start, at + 1
    if all(token.kind == "mark" or token.text[0].isdigit() for token in tokens[:start]):
        return start, at + 1  # 14:05 “The tide is high,” she said.
    if any(token.forms for token in tokens[:start]) and tokens[start - 1].text == ",":
        return start, at + 1
    return _past_open_bracket(tokens, start), at + 1


def _past_open_bracket(tokens: Tokens, stop: int) -> int:
    """The token after the last bracket that is open before `stop`; 0 without any."""
    depth = 0
    for at in range(stop - 1, -1, -1):
        if tokens[at].text == ")":
            depth += 1
        elif tokens[at].text == "(":
            if not depth:
                return at + 1
            depth -= 1
    return 0


def second_half(context: ClauseContext, at: int) -> Iterator[Range]:
    """The quotations that continue one after the cue: '"...," she said, "..."'."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    while at < limit and tokens[at].kind != "quotation" and tokens[at].text not in STOPS:
        if at - clause.stop > 24:
            return
        at += 1
    is_set_off = at < limit and tokens[at].text == ","
    while at < limit and tokens[at].kind == "mark" and tokens[at].text in STOPS:
        at += 1
    if at >= limit:
        return
    if is_set_off and "complementizer" in tokens[at].classes and clause.order == "subject first":
        yield at, limit  # "It is not true," Orr said, that it was closed
        return
    if is_set_off and _goes_on(context, at):
        yield at, limit
        return
    is_title = tokens[at].kind == "quotation" and tokens[at - 1].kind == "word"
    if is_title and not tokens[at - 1].classes.isdisjoint(
        {"preposition", "article", "genitive", "'s form"}
    ):
        return  # said on MSNBC's "Morning Joe"
    if clause.order == "subject after" and tokens[at].kind != "quotation":
        # An apposition: said Kovalt, the chair, "..."
        opens = _next_quotation(tokens, at, min(limit, at + _LONGEST_APPOSITION))
        if opens is None or not context.is_speech(tokens[opens]):
            return
        if tokens[opens - 1].text not in {",", ":", "."}:
            return
        at = opens
    opens = _next_quotation(tokens, at, min(limit, at + 4))
    if opens is None or (opens > at and "quotation conjunction" not in tokens[at].classes):
        return
    stop = limit
    if context.is_speech(tokens[opens]):  # what follows its end is the narrator's
        words = (i for i in range(opens, limit) if tokens[i].kind == "word")
        stop = next(words, limit)
    if all(tokens[i].kind != "word" for i in range(opens, stop)):
        for i in range(opens, stop):
            if tokens[i].kind == "quotation":
                yield (at if i == opens else i), i + 1
    else:
        yield at, limit


def _goes_on(context: ClauseContext, at: int) -> bool:
    """Whether a sentence goes on after its cue: 'The “pause,” she said, had ended'."""
    tokens, begin = context.tokens, context.clause.begin
    if begin < 2 or tokens[0].kind == "quotation" or tokens[at].kind != "word":
        return False
    if "past" in tokens[at].shapes or tokens[at].is_finite or is_main_verb(tokens, at):
        return True
    if "past verb" in tokens[at].classes and "ed form" in tokens[at].classes:
        return True
    is_and = "additive conjunction" in tokens[at].classes
    return is_and and opens_clause(tokens, at + 1, context.limit)


def _next_quotation(tokens: Tokens, at: int, stop: int) -> int | None:
    return next((i for i in range(at, stop) if tokens[i].kind == "quotation"), None)
