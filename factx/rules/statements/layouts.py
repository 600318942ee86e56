"""Speakers whom only the layout shows: a label before a colon, a signature after a dash."""

from collections.abc import Iterator

from factx.rules.reading.clause_openings import opens_inverted
from factx.rules.reading.document import Document, Token, Tokens, is_utterance
from factx.rules.reading.noun_phrases import Range, noun_phrase_after
from factx.rules.statements.statement import STOPS, Statement, is_long, offsets_of

_LONGEST = 14
"""The most tokens of a label or signature: "Ann Lee, head of the harbour office"."""
_DASHES = frozenset("—–-―")


def by_label(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A quotation after a label: 'Ann Lee, chair: "..."', '@annlee: "..."', 'From Ann Lee: "..."'.

    The label may be a unit of its own before the one with the quotation.
    """
    colon = next((i for i in range(1, min(len(tokens), _LONGEST)) if tokens[i].text == ":"), None)
    if colon is None:
        return
    name = None if opens_inverted(tokens) else _labelled(tokens, colon)
    if name is None or _is_heading(document, tokens[:colon]):
        return
    ranges = _quotations_after(document, tokens, colon + 1)
    if not ranges:
        return
    yield Statement(
        content=tuple(offsets_of(tokens, one) for one in ranges),
        cue=offsets_of(tokens, (colon, colon + 1)),
        source=offsets_of(tokens, name),
        unit=number,
    )


def introduced_by(tokens: Tokens) -> Range | None:
    """Who speaks after a unit that ends in a colon: "And this from Captain Ann Lee:"."""
    if len(tokens) < 2 or tokens[-1].text != ":" or len(tokens) > _LONGEST:
        return None
    return _labelled(tokens, len(tokens) - 1)


def signed(document: Document, number: int) -> Range | None:
    """The tokens of unit `number` that sign the quotation before it: "— Ann Lee, chair"."""
    unit = document.units[number]
    tokens = unit.tokens
    if not number or not 0 < len(tokens) <= _LONGEST:
        return None
    between = document.text[document.units[number - 1].end : unit.start].strip()
    if not between or not set(between) <= _DASHES:
        return None
    return _name_of(tokens, 0, len(tokens))


def by_signature(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A quotation with the name after a dash in the same line: '"..." – Ann Lee'."""
    at = next((i for i, token in enumerate(tokens) if token.kind != "quotation"), len(tokens))
    if not 0 < at < len(tokens) - 1 or tokens[at].text not in {*_DASHES, "--"}:
        return
    name = _name_of(tokens, at + 1, len(tokens))
    places = [token.place for token in tokens[:at]]
    if name is None or not is_long(document.text, places):
        return
    yield Statement(
        content=tuple(places),
        cue=None,
        source=offsets_of(tokens, name),
        unit=number,
    )


def _quotations_after(document: Document, tokens: Tokens, start: int) -> list[Range]:
    """The quotations from `start` on, if nothing else follows the colon and they are speech."""
    stop = start
    while stop < len(tokens) and tokens[stop].kind == "quotation":
        stop += 1
    is_speech = stop > start and is_utterance(document.text, *tokens[start].place)
    return [(at, at + 1) for at in range(start, stop)] if is_speech else []


def _labelled(tokens: Tokens, colon: int) -> Range | None:
    """The name in a label before a colon, also after "from"."""
    if any(token.is_finite or token.kind == "quotation" for token in tokens[:colon]):
        return None
    origin = next(
        (i for i in range(min(colon, 4)) if "origin preposition" in tokens[i].classes), None
    )
    if origin is not None and all(_leads_in(token) for token in tokens[:origin]):
        phrase = noun_phrase_after(tokens, origin + 1, colon)
        return (origin + 1, colon) if phrase is not None else None
    return _name_of(tokens, 0, colon)


def _leads_in(token: Token) -> bool:
    return not token.classes.isdisjoint({"opening conjunction", "demonstrative", "adverb"})


def _name_of(tokens: Tokens, start: int, stop: int) -> Range | None:
    """The name that begins a label, with what describes it; None if it begins with none."""
    if tokens[start].text == "@" and start + 1 < stop:
        return (start, stop) if stop - start < 4 else None
    while stop > start and tokens[stop - 1].text in {".", ","} and not _is_short(tokens, stop - 2):
        stop -= 1
    end = start
    while end < stop and (_is_name_part(tokens[end]) or tokens[end].text == "."):
        end += 1
    if end == start or any(token.is_finite for token in tokens[start:stop]):
        return None
    if "ing form" in tokens[start].classes and any(t.shapes for t in tokens[end:stop]):
        return None  # Responding to the board, Lee wrote: "..."
    names = [token for token in tokens[start:end] if token.is_name]
    if not names or all("quiet in capitals" in token.classes for token in names):
        return None
    if end < stop and tokens[end].text not in {",", "("} and not _is_title_phrase(tokens, end):
        return None
    return start, stop


def _is_short(tokens: Tokens, at: int) -> bool:
    return at >= 0 and len(tokens[at].text) < 3


def _is_name_part(token: Token) -> bool:
    return token.is_capitalised or "name particle" in token.classes or token.text == "&"


def _is_title_phrase(tokens: Tokens, at: int) -> bool:
    """Whether a preposition or dash goes on with the description of a name."""
    return tokens[at].text in _DASHES or "linking" in tokens[at].classes


def _is_heading(document: Document, label: Tokens) -> bool:
    words = " ".join(token.low for token in label if token.text not in STOPS)
    language = document.language
    return words in language.members("label") or "interview label" in label[0].classes
