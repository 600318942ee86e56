"""Direct quotations in languages other than English, from the words beside the marks alone.

A language is a file, `LANGUAGE/direct.txt`: the forms that verbs of saying take beside a quotation,
and the few classes of words that tell where the speaker's name begins and ends.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token
from factx.rules.reading.noun_phrases import Range
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement, Tokens, speaks, stretch
from factx.text import Offsets

_SPEECH = 6
"""A quotation of fewer words with no cue beside it may be a title or a motto."""
_LONGEST_NAME = 9
_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("official body", "official_body"),
    ("organisation", "organisation"),
    ("group", "group"),
)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a language's newspapers put beside a quotation."""

    language: Language

    def has(self, section: str, word: str) -> bool:
        """Whether a section of the language's file holds a lower-case word."""
        return word in self.language.members(section)

    def cue_at(self, tokens: Tokens, at: int) -> int | None:
        """Where the words of saying that begin at `at` end; None if none begin there."""
        for cue in _cues(self.language).get(tokens[at].low, ()):
            held = tuple(token.low for token in tokens[at : at + len(cue)])
            if held == cue:
                return at + len(cue)
        return None

    def gender(self, phrase: Sequence[Token]) -> str | None:
        """he or she, where a title, a determiner before a person or the pronoun tells."""
        for kind in ("he", "she"):
            if any(self.has(f"title {kind}", token.low) for token in phrase):
                return kind
            if len(phrase) == 1 and self.has(f"pronoun {kind}", phrase[0].low):
                return kind
        return None

    def is_pronoun(self, token: Token) -> bool:
        """Whether it stands for somebody named before."""
        return self.has("pronoun he", token.low) or self.has("pronoun she", token.low)


def direct_statements(reading: Document) -> list[Statement]:
    """The direct quotations of an article with their cues and speakers, in reading order."""
    habits = Habits(reading.language)
    found: list[Statement] = []
    for number, unit in enumerate(reading.units):
        made = list(_statements(reading.text, unit.tokens, number, habits))
        if not made and found and _goes_on(reading, number, found[-1]):
            pieces = (*found[-1].content, *unit.quotations)
            found[-1] = replace(found[-1], content=pieces, unit=number)
        found += made
    return found


def bare_statements(reading: Document) -> list[Statement]:
    """Quotations that look like speech, with no cue and no speaker: for a language unknown here."""
    return [
        _statement([place], unit.tokens, None, None, number)
        for number, unit in enumerate(reading.units)
        for place in unit.quotations
        if _is_long(reading.text, place)
    ]


def direct_speakers(
    reading: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """Who speaks, one for each name, and the speaker of each statement.

    A pronoun is the last speaker whose gender does not speak against it; one that nobody fits is a
    speaker of its own.
    """
    habits = Habits(reading.language)
    known: list[Speaker] = []
    linked: list[tuple[int, ...]] = []
    for statement in statements:
        if statement.source is None:
            linked.append(())
            continue
        tokens = [t for t in reading.units[statement.unit].tokens if _within(t, statement.source)]
        at = _known(habits, known, linked, tokens)
        if at is None:
            at = len(known)
            known.append(_speaker(reading.text, habits, tokens))
        speaker = known[at]
        is_pronoun = len(tokens) == 1 and habits.is_pronoun(tokens[0])
        named = "name" if speaker.naming == "named" else "description"
        speaker.mentions.setdefault(statement.source, "pronoun" if is_pronoun else named)
        speaker.gender = speaker.gender or habits.gender(tokens)
        linked.append((at,))
    return known, linked


def _within(token: Token, place: Offsets) -> bool:
    return place[0] <= token.start and token.end <= place[1]


def _known(
    habits: Habits,
    known: Sequence[Speaker],
    linked: Sequence[tuple[int, ...]],
    tokens: Sequence[Token],
) -> int | None:
    gender = habits.gender(tokens)
    if len(tokens) == 1 and habits.is_pronoun(tokens[0]):
        for group in reversed(linked):
            if group and known[group[0]].gender in {None, gender}:
                return group[0]
        return None
    name = _name(habits, tokens)
    for at, speaker in enumerate(known):
        if name and speaker.name.split()[-1] == name[-1].text:
            return at
    return None


def _name(habits: Habits, tokens: Sequence[Token]) -> list[Token]:
    """The words of a name: the capitalised ones that no title is, before what is tied to them."""
    core: list[Token] = []
    for at, token in enumerate(tokens):
        if token.text == "," or (at and habits.has("link", token.low)):
            break
        core.append(token)
    return [t for t in core if t.is_capitalised and not _is_title(habits, t)]


def _is_title(habits: Habits, token: Token) -> bool:
    return any(habits.has(section, token.low) for section in ("title", "title he", "title she"))


def _speaker(text: str, habits: Habits, tokens: Sequence[Token]) -> Speaker:
    """The speaker that a phrase names, or describes where it opens with an article."""
    name = _name(habits, tokens)
    is_described = not name or habits.has("determiner", tokens[0].low)
    kind: SourceKind = "person"
    for section, one in _KINDS:
        if any(habits.has(section, token.low) for token in tokens):
            kind = one
            break
    if is_described or kind != "person":
        label = text[tokens[0].start : tokens[-1].end]
        if kind == "person" and habits.gender(tokens) is None:
            kind = "other"
        is_named = kind in {"official_body", "organisation"}
        return Speaker(label, kind, "named" if is_named else "unnamed")
    return Speaker(text[name[0].start : name[-1].end], kind, "named")


def _statements(text: str, tokens: Tokens, number: int, habits: Habits) -> Iterator[Statement]:
    at = 0
    while at < len(tokens):
        if tokens[at].kind != "quotation":
            at += 1
            continue
        stop = at + 1
        while stop < len(tokens) and tokens[stop].kind == "quotation":
            stop += 1
        made, stop = _read(text, tokens, at, stop, number, habits)
        if made is not None:
            yield made
        at = stop


def _read(
    text: str, tokens: Tokens, at: int, stop: int, number: int, habits: Habits
) -> tuple[Statement | None, int]:
    """The statement that the quotations from `at` to `stop` are, and where reading goes on."""
    places = [(tokens[i].start, tokens[i].end) for i in range(at, stop)]
    behind = _behind(tokens, stop, habits)
    if behind is not None:
        cue, source, end = behind
        follows = _second_half(tokens, end)
        if follows is not None:
            places.append((tokens[follows].start, tokens[follows].end))
            end = follows + 1
        return _statement(places, tokens, cue, source, number), end
    before = _before(tokens, at, habits)
    if before is not None:
        cue, source = before
        return _statement(places, tokens, cue, source, number), stop
    if len(tokens) <= stop - at + 1 and speaks(text, tokens[at]) and _is_long(text, places[0]):
        return _statement(places, tokens, None, None, number), stop
    return None, stop


def _behind(tokens: Tokens, stop: int, habits: Habits) -> tuple[Range, Range | None, int] | None:
    """Cue and speaker behind a quotation: '„...“, sagte Weber'."""
    at = stop
    if at < len(tokens) and tokens[at].text in {",", "–", "—"}:
        at += 1
    if at >= len(tokens):
        return None
    end = habits.cue_at(tokens, at)
    if end is None:
        return None
    name = _name_from(tokens, end, habits)
    return (at, end), name, name[1] if name else end


def _before(tokens: Tokens, at: int, habits: Habits) -> tuple[Range, Range | None] | None:
    """Cue and speaker before a quotation that a colon announces: 'Weber sagte: „...“'."""
    if at < 2 or tokens[at - 1].text != ":":
        return None
    for i in range(at - 2, -1, -1):
        end = habits.cue_at(tokens, i)
        if end is None:
            continue
        after = _name_from(tokens, end, habits)
        return (i, end), after or _name_up_to(tokens, i, habits)
    name = _name_from(tokens, 0, habits)
    return ((at - 1, at), name) if name and name[1] == at - 1 else None


def _second_half(tokens: Tokens, at: int) -> int | None:
    """The quotation that goes on after the speaker: '„...“, sagte Weber, „...“'."""
    for i in range(at, min(len(tokens), at + 8)):
        if tokens[i].kind == "quotation":
            return i if i and tokens[i - 1].text in {",", ":", "–", "—"} else None
        if tokens[i].text in {".", ";", "!", "?"}:
            return None
    return None


def _name_from(tokens: Tokens, start: int, habits: Habits) -> Range | None:
    """The phrase that names somebody from `start` on: article, adjectives, capitalised words."""
    end, has_name = start, False
    if start < len(tokens) and habits.is_pronoun(tokens[start]):
        return start, start + 1
    while end < len(tokens) and end - start < _LONGEST_NAME:
        token = tokens[end]
        following = tokens[end + 1] if end + 1 < len(tokens) else None
        if token.kind != "word":
            break
        if token.is_capitalised:
            has_name = True
        elif has_name:
            if not habits.has("link", token.low) or following is None:
                break
            if not (following.is_capitalised or habits.has("determiner", following.low)):
                break
        elif end > start and not habits.has("determiner", tokens[start].low):
            break
        end += 1
    return (start, end) if has_name else None


def _name_up_to(tokens: Tokens, stop: int, habits: Habits) -> Range | None:
    """The phrase that names somebody and ends right before `stop`, an apposition included."""
    if stop and habits.is_pronoun(tokens[stop - 1]):
        return stop - 1, stop
    for start in range(stop):
        opener = tokens[start]
        if opener.kind != "word":
            continue
        if not (opener.is_capitalised or habits.has("determiner", opener.low)):
            continue
        found = _name_from(tokens, start, habits)
        if found is None:
            continue
        if found[1] == stop:
            return found
        if found[1] < stop and tokens[found[1]].text == "," and tokens[stop - 1].text == ",":
            return found
    return None


def _goes_on(reading: Document, number: int, before: Statement) -> bool:
    """Whether a unit is only a quotation that goes on with the statement before it."""
    unit = reading.units[number]
    if not unit.quotations or any(token.kind == "word" for token in unit.tokens):
        return False
    if before.unit != number - 1:
        return False
    is_same = reading.units[number - 1].paragraph == unit.paragraph
    return is_same or reading.quotations[unit.quotations[0][0]].continues


def _is_long(text: str, place: Offsets) -> bool:
    return text.count(" ", *place) + 1 >= _SPEECH


def _statement(
    places: Sequence[Offsets], tokens: Tokens, cue: Range | None, source: Range | None, number: int
) -> Statement:
    return Statement(
        content=tuple(places),
        cue=stretch(tokens, cue) if cue else None,
        source=stretch(tokens, source) if source else None,
        antecedent=None,
        type="statement",
        verb="",
        negated=False,
        addressee=None,
        unit=number,
    )


@cache
def _cues(language: Language) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The cues by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in language.entries("direct", "cue"):
        parts = tuple(entry.split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(cues, key=len, reverse=True)) for first, cues in found.items()}
