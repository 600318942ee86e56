"""The parts of a phrase that names or describes a source."""

from collections.abc import Sequence

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, Tokens
from factx.rules.reading.kinds import is_person_noun, is_plural, kind_of_noun
from factx.rules.reading.names import Name, is_title, names_among, token_at
from factx.rules.reading.noun_phrases import is_noun_like

_BREAKS = frozenset({",", "(", "—", "–", "--"})


def core(phrase: Sequence[Token]) -> list[Token]:
    """A phrase up to its first comma, bracket or dash; "Jr." belongs to it."""
    for at, token in enumerate(phrase):
        if not at or token.text not in _BREAKS:
            continue
        following = phrase[at + 1] if at + 1 < len(phrase) else None
        if following is None or "generational suffix" not in following.classes:
            return list(phrase[:at])
    return list(phrase)


def coordinated(
    document: Document, phrase: Sequence[Token], unit: int
) -> tuple[list[Token], list[Token]] | None:
    """The two names that "and" joins, if a phrase is no more than that and not itself a name."""
    joints = [i for i, token in enumerate(phrase) if "additive conjunction" in token.classes]
    whole = next(names_among(document, phrase, unit), None)
    if whole is not None and joints and whole.end > phrase[joints[0]].end:
        return None
    if len(joints) != 1 or not 0 < joints[0] < len(phrase) - 1:
        return None
    left, right = list(phrase[: joints[0]]), list(phrase[joints[0] + 1 :])
    if all(token.is_capitalised for token in (*left, *right)):
        return left, right
    return None


def name_in(document: Document, phrase: Sequence[Token], unit: int) -> Name | None:
    """The name of whoever a phrase means; None for a description.

    It stands at the end of the core, "of ..." left out: "the chair Ann Lee of Tarn". Or it is the
    apposition to a noun for people: "its chair, Ann Lee".
    """
    first = core(phrase)
    name = _name_at_end(document, first, unit)
    if name is not None or not first:
        return name
    is_person = is_person_noun(head_of(first, document.language), document.language)
    if first[-1].is_capitalised and not is_person:
        return None
    rest = list(phrase[len(first) + 1 :])
    second = core(rest)
    if not second or "personal relative" in second[0].classes:
        return None
    name = _name_at_end(document, second, unit)
    is_place = name is not None and is_person and len(name.words) == 1 and not name.titles
    return None if is_place else name


def _name_at_end(document: Document, phrase: Sequence[Token], unit: int) -> Name | None:
    """The name that a phrase is about: the last one before the prepositions after its head."""
    for name in reversed(list(names_among(document, phrase, unit))):
        at, stop = token_at(phrase, name.start), token_at(phrase, name.end)
        if stop < len(phrase) and not _follows_head(phrase[stop]):
            continue
        if _is_complement(phrase, at):
            continue
        return None if _is_people(name, document.language) else name
    return None


def _is_complement(phrase: Tokens, at: int) -> bool:
    """Whether a preposition stands before the name at `at`, and not inside a title before it.

    "The Secretary of State Ann Lee" is Ann Lee, "the aide of President Lee" is not.
    """
    link = at
    while link and not _follows_head(phrase[link - 1]):
        link -= 1
    if link < 2:
        return False
    between = [t for t in phrase[link:at] if "plain article" not in t.classes]
    is_office = is_title(phrase[link - 2]) and bool(between)
    return not is_office or any(is_title(token) for token in between)


def _is_people(name: Name, language: Language) -> bool:
    """Whether a name is a plural for people: "Democrats", "Danes"."""
    low = name.words[-1].lower()
    is_adjective = "proper adjective" in language.classes_of(language.singular(low))
    is_people = is_adjective or kind_of_noun(low, language) == "group"
    return len(name.words) == 1 and is_plural(low, language) and is_people


def head_stop(phrase: Tokens) -> int:
    """Where the first preposition or relative pronoun after the head stands."""
    return next((i for i, token in enumerate(phrase) if i and _follows_head(token)), len(phrase))


def _follows_head(token: Token) -> bool:
    if token.is_capitalised:
        return False
    return not token.classes.isdisjoint({"linking", "relative", "participial preposition"})


def head_of(phrase: Tokens, language: Language) -> str:
    """The noun that says what a description is of, in lower case."""
    stop = head_stop(phrase)
    if 0 < stop < len(phrase) - 1 and _is_part(phrase[stop - 1], phrase[stop]):
        part = head_of(phrase[stop + 1 :], language)  # three of the councillors
        if kind_of_noun(part, language) == "group":
            return part
    held = [t for t in phrase[:stop] if t.kind == "word"]
    while len(held) > 1 and not is_noun_like(held[-1]):
        held.pop()
    for at in range(len(held) - 1, -1, -1):
        if kind_of_noun(held[at].low, language) is not None:
            return held[at].low
        if "ed form" not in held[at].classes and "ing form" not in held[at].classes:
            break
    return held[-1].low if held else ""


def _is_part(token: Token, link: Token) -> bool:
    is_number = not token.classes.isdisjoint({"number", "partitive pronoun", "quantity noun"})
    is_one = "unit numeral" in token.classes
    return is_number and not is_one and "genitive preposition" in link.classes


def kind_of(head: str, language: Language) -> SourceKind:
    """The kind of source that a description with this head is of."""
    kind = kind_of_noun(head, language)
    if kind is not None:
        return kind
    return "group" if is_plural(head, language) else "other"
