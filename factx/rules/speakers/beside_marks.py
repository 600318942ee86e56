"""Resolve the speakers named beside quotations, with the words of `LANGUAGE/direct.txt`."""

from collections.abc import Sequence

from factx.records.source import MentionForm, SourceKind
from factx.rules.reading.beside_quotations import gender_of, is_pronoun
from factx.rules.reading.document import Document, Token
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("official body", "official_body"),
    ("organisation", "organisation"),
    ("group", "group"),
)


def speakers_beside_marks(
    document: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """The speakers, one per name, and for each statement the position of its speaker.

    A pronoun stands for the last speaker of the same or unknown gender; if there is none, it is a
    speaker of its own.
    """
    known: list[Speaker] = []
    linked: list[tuple[int, ...]] = []
    for statement in statements:
        if statement.source is None:
            linked.append(())
            continue
        tokens = [
            t
            for t in document.units[document.unit_at(statement.source[0])].tokens
            if _within(t, statement.source)
        ]
        at = _known(known, linked, tokens)
        if at is None:
            at = len(known)
            known.append(_speaker(document.text, tokens))
        speaker = known[at]
        speaker.mentions.setdefault(statement.source, _form(speaker, tokens))
        speaker.gender = speaker.gender or gender_of(tokens)
        linked.append((at,))
    return known, linked


def _form(speaker: Speaker, tokens: Sequence[Token]) -> MentionForm:
    if len(tokens) == 1 and is_pronoun(tokens[0]):
        return "pronoun"
    return "name" if speaker.naming == "named" else "description"


def _within(token: Token, place: Offsets) -> bool:
    return place[0] <= token.start and token.end <= place[1]


def _known(
    known: Sequence[Speaker],
    linked: Sequence[tuple[int, ...]],
    tokens: Sequence[Token],
) -> int | None:
    gender = gender_of(tokens)
    if len(tokens) == 1 and is_pronoun(tokens[0]):
        for group in reversed(linked):
            if group and known[group[0]].gender in {None, gender}:
                return group[0]
        return None
    name = _name(tokens)
    for at, speaker in enumerate(known):
        if name and speaker.name.split()[-1] == name[-1].text:
            return at
    return None


def _name(tokens: Sequence[Token]) -> list[Token]:
    """The capitalised words before a comma or link, titles left out."""
    core: list[Token] = []
    for at, token in enumerate(tokens):
        if token.text == "," or (at and "link" in token.classes):
            break
        core.append(token)
    return [t for t in core if t.is_capitalised and not _is_title(t)]


def _is_title(token: Token) -> bool:
    return not token.classes.isdisjoint({"title", "masculine title", "feminine title"})


def _speaker(text: str, tokens: Sequence[Token]) -> Speaker:
    """The speaker that a phrase names, or describes if it begins with an article."""
    name = _name(tokens)
    is_described = not name or "determiner" in tokens[0].classes
    kind: SourceKind = "person"
    for section, one in _KINDS:
        if any(section in token.classes for token in tokens):
            kind = one
            break
    if is_described or kind != "person":
        label = text[tokens[0].start : tokens[-1].end]
        if kind == "person" and gender_of(tokens) is None:
            kind = "other"
        is_named = kind in {"official_body", "organisation"}
        return Speaker(label, kind, "named" if is_named else "unnamed")
    return Speaker(text[name[0].start : name[-1].end], kind, "named")
