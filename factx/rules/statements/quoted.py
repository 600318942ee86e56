"""Quotations that stand before a cue, go on behind it, or follow it."""

from collections.abc import Iterator

from factx.rules.language.lexicon import forms
from factx.rules.reading.clauses import Clause
from factx.rules.reading.noun_phrases import Range
from factx.rules.statements.statement import STOPS, Tokens, speaks


def left_quotation(text: str, tokens: Tokens, clause: Clause) -> Range | None:
    """The content that ends in a quotation right before a clause: '"...," she said'."""
    if clause.order == "shared" or "quote" not in clause.cue.verb.takes:
        return None
    if clause.cue.voice == "passive":
        return None
    at = clause.begin - 1
    if at > 0 and tokens[at].text in {",", "—", "–", "--"} and tokens[at - 1].kind == "quotation":
        at -= 1
    if at < 0 or tokens[at].kind != "quotation":
        return None
    is_sure = clause.order == "subject after" or tokens[at + 1].kind == "mark"
    if not is_sure and not speaks(text, tokens[at]):
        return None
    start = at
    while start and tokens[start - 1].kind == "quotation":
        start -= 1
    if start == 0 or tokens[start - 1].text == ":":
        return start, at + 1
    if tokens[start - 1].text in {".", "?", "!", "…"}:
        return start, at + 1
    if any(token.low in forms() for token in tokens[:start]) and tokens[start - 1].text == ",":
        return start, at + 1
    return 0, at + 1


def second_half(text: str, tokens: Tokens, clause: Clause, at: int, limit: int) -> Iterator[Range]:
    """What goes on after the cue of a quotation: '"...," she said, "..."'."""
    while at < limit and tokens[at].kind != "quotation" and tokens[at].text not in STOPS:
        if at - clause.stop > 24:
            return
        at += 1
    while at < limit and tokens[at].kind == "mark" and tokens[at].text in STOPS:
        at += 1
    if at >= limit:
        return
    if clause.order == "subject after" and tokens[at].kind != "quotation":
        # An apposition: said Kovalt, the chair, "..."
        closing = [i for i in range(at, min(limit, at + 30)) if tokens[i].kind == "quotation"]
        if not closing or not speaks(text, tokens[closing[0]]):
            return
        if tokens[closing[0] - 1].text not in {",", ":", "."}:
            return
        at = closing[0]
    opens = next((i for i in range(at, min(limit, at + 4)) if tokens[i].kind == "quotation"), None)
    if opens is None or (opens > at and tokens[at].low not in {"but", "and", "because", "that"}):
        return
    if all(tokens[i].kind != "word" for i in range(opens, limit)):
        for i in range(opens, limit):
            if tokens[i].kind == "quotation":
                yield (at if i == opens else i), i + 1
    else:
        yield at, limit


def quoted_after(
    text: str, tokens: Tokens, at: int, limit: int, later: list[Clause]
) -> Range | None:
    """The quotation at `at`, with the words after it if they carry its sentence on."""
    end = at + 1
    while end < limit and tokens[end].kind == "quotation":
        end += 1
    if speaks(text, tokens[at]) and any(
        clause.begin == end and clause.order != "shared" for clause in later
    ):
        return None  # it belongs to the clause behind it
    rest = [token for token in tokens[end:limit] if token.kind == "word"]
    if not rest or speaks(text, tokens[end - 1]):
        return at, end
    return at, limit
