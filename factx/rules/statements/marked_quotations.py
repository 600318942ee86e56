"""Direct quotations and their speakers in a language without rules for reported clauses."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factx.rules.language.language import Language
from factx.rules.reading.beside_quotations import cue_end, name_from, name_up_to
from factx.rules.reading.document import Document, Tokens, is_utterance
from factx.rules.reading.noun_phrases import Range
from factx.rules.statements.statement import Statement, is_long, offsets_of
from factx.text import Offsets


def marked_quotations(document: Document) -> list[Statement]:
    """Direct quotations with their cues and speakers, in reading order."""
    found: list[Statement] = []
    for number, unit in enumerate(document.units):
        made = list(_statements(document.text, unit.tokens, number, document.language))
        if not made and found and _continues(document, number, found[-1]):
            pieces = (*found[-1].content, *unit.quotations)
            found[-1] = replace(found[-1], content=pieces, unit=number)
        found += made
    return found


def unattributed_quotations(document: Document) -> list[Statement]:
    """Quotations that look like speech, without cues and speakers, for an unknown language."""
    return [
        _statement([place], unit.tokens, None, None, number)
        for number, unit in enumerate(document.units)
        for place in unit.quotations
        if is_long(document.text, [place])
    ]


def _statements(text: str, tokens: Tokens, number: int, language: Language) -> Iterator[Statement]:
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "quotation":
            at += 1
            continue
        stop = at + 1
        while stop < len(tokens) and tokens[stop].kind == "quotation":
            stop += 1
        made, stop = _read(text, tokens, at, stop, number, language)
        if made is not None:
            yield made
        at = stop


def _read(
    text: str, tokens: Tokens, at: int, stop: int, number: int, language: Language
) -> tuple[Statement | None, int]:
    """The statement of the quotations from `at` to `stop`, if any, and the next token to read."""
    places = [token.place for token in tokens[at:stop]]
    after = _after(tokens, stop, language)
    if after is not None:
        cue, source, end = after
        follows = _second_half(tokens, end)
        if follows is not None:
            places.append(tokens[follows].place)
            end = follows + 1
        return _statement(places, tokens, cue, source, number), end
    before = _before(tokens, at, language)
    if before is not None:
        cue, source = before
        return _statement(places, tokens, cue, source, number), stop
    if (
        len(tokens) <= stop - at + 1
        and is_utterance(text, *places[0])
        and is_long(text, places[:1])
    ):
        return _statement(places, tokens, None, None, number), stop
    return None, stop


def _after(tokens: Tokens, stop: int, language: Language) -> tuple[Range, Range | None, int] | None:
    """Cue and speaker after a quotation: '„...“, sagte Weber'."""
    at = stop
    if at < len(tokens) and tokens[at].text in {",", "–", "—"}:
        at += 1
    if at >= len(tokens):
        return None
    end = cue_end(language, tokens, at)
    if end is None:
        return None
    name = name_from(tokens, end)
    return (at, end), name, name[1] if name else end


def _before(tokens: Tokens, at: int, language: Language) -> tuple[Range, Range | None] | None:
    """Cue and speaker before a quotation after a colon: 'Weber sagte: „...“'."""
    if at < 2 or tokens[at - 1].text != ":":
        return None
    for i in range(at - 2, -1, -1):
        end = cue_end(language, tokens, i)
        if end is None:
            continue
        after = name_from(tokens, end)
        return (i, end), after or name_up_to(tokens, i)
    name = name_from(tokens, 0)
    return ((at - 1, at), name) if name and name[1] == at - 1 else None


def _second_half(tokens: Tokens, at: int) -> int | None:
    """The quotation that continues after the speaker: '„...“, sagte Weber, „...“'."""
    for i in range(at, min(len(tokens), at + 8)):
        if tokens[i].kind == "quotation":
            return i if i and tokens[i - 1].text in {",", ":", "–", "—"} else None
        if tokens[i].text in {".", ";", "!", "?"}:
            return None
    return None


def _continues(document: Document, number: int, before: Statement) -> bool:
    """Whether a unit is only a quotation that continues the statement before it."""
    unit = document.units[number]
    if not unit.quotations or any(token.kind == "word" for token in unit.tokens):
        return False
    if before.unit != number - 1:
        return False
    is_same = document.units[number - 1].paragraph == unit.paragraph
    return is_same or document.quotations[unit.quotations[0][0]].continues


def _statement(
    places: Sequence[Offsets], tokens: Tokens, cue: Range | None, source: Range | None, number: int
) -> Statement:
    return Statement(
        content=tuple(places),
        cue=offsets_of(tokens, cue) if cue else None,
        source=offsets_of(tokens, source) if source else None,
        unit=number,
    )
