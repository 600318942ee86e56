"""The parts of a phrase that names or describes a source."""

from collections.abc import Iterator, Sequence
from itertools import takewhile

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.reading.capitals import bare
from factx.rules.reading.document import SET_OFF, Document, Token, Tokens, having, token_at
from factx.rules.reading.kinds import is_person_noun, is_plural, kind_of_noun
from factx.rules.reading.names import Name, is_title, names_among
from factx.rules.reading.noun_phrases import noun_phrase_after, opening_of_joint

_BREAKS = SET_OFF | {"("}


def core(phrase: Sequence[Token]) -> list[Token]:
    """A phrase up to its first comma, bracket or dash; "Jr." belongs to it."""
    for at, token in enumerate(phrase):
        if not at or token.text not in _BREAKS:
            continue
        following = phrase[at + 1] if at + 1 < len(phrase) else None
        if following is None or "generational suffix" not in following.classes:
            return list(phrase[:at])
    return list(phrase)


def coordinated(document: Document, phrase: Sequence[Token], unit: int) -> list[list[Token]]:
    """The names that "and", "as well as" and commas join, if a phrase is no more than that.

    Empty if it is another phrase, or itself a name.
    """
    parts = _parts(phrase)
    if len(parts) < 2 or not all(_is_name(part) for part in parts):
        return []
    whole = next(names_among(document, phrase, unit), None)
    is_one = whole is not None and whole.start < parts[-1][0].start < whole.end
    return [] if is_one else parts


def _parts(phrase: Sequence[Token]) -> list[list[Token]]:
    """What commas and the one conjunction of a phrase join; empty if there is none or several."""
    joints = [
        (opening, at) for at in range(1, len(phrase)) if (opening := opening_of_joint(phrase, at))
    ]
    if not joints or len(joints) > 2:
        return []
    parts: list[list[Token]] = [[]]
    at = 0
    stops = dict(joints)
    while at < len(phrase):
        if at in stops or phrase[at].text == ",":
            at = stops.get(at, at + 1)
            if parts[-1]:
                parts.append([])
        else:
            parts[-1].append(phrase[at])
            at += 1
    has_comma = any(token.text == "," for token in phrase)
    is_list = phrase[joints[-1][0] - 1].text == "," or not has_comma or len(parts) > 2
    return parts if parts[-1] and is_list else []


def _is_name(phrase: Sequence[Token]) -> bool:
    """Whether only words with capitals follow titles: "former Mayor Ann Lee"."""
    titles = list(takewhile(lambda token: not token.is_capitalised and is_title(token), phrase))
    return len(titles) < len(phrase) and all(t.is_capitalised for t in phrase[len(titles) :])


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
        if _is_complement(phrase, at) or having(phrase[:at], "personal relative"):
            continue
        return None if _is_people(name, document.language) else name
    return None


def _is_complement(phrase: Tokens, at: int) -> bool:
    """Whether a preposition stands before the name at `at`, and not inside a title before it.

    "The Secretary of State Ann Lee" is Ann Lee, "the aide of President Lee" is not.
    """
    before = phrase[at - 1] if at else None
    if before is not None and "ing form" in before.classes and not is_title(before):
        return True  # an actor playing Ann Lee
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


def described_as(document: Document, name: Name) -> Iterator[str]:
    """The nouns for people in the appositions before and after a name, in lower case."""
    language, tokens = document.language, document.units[name.unit].tokens
    start, stop = token_at(tokens, name.start), token_at(tokens, name.end)
    if start > 1 and tokens[start - 1].text == ",":
        noun = tokens[start - 2]
        if not noun.is_capitalised and is_person_noun(noun.low, language):
            yield noun.low
    if stop + 2 < len(tokens) and tokens[stop].text == ",":
        phrase = noun_phrase_after(tokens, stop + 1, len(tokens))
        if phrase is not None and _opens_apposition(tokens[phrase[0]]):
            head = head_of(tokens[phrase[0] : phrase[1]], language)
            if is_person_noun(head, language):
                yield head


def _opens_apposition(token: Token) -> bool:
    """Whether a token is like "the" or "his", and not "whose", which leads to somebody else."""
    return "determiner" in token.classes and "possessive relative" not in token.classes


def head_stop(phrase: Tokens) -> int:
    """Where what follows the head begins: a preposition, a relative or personal pronoun."""
    return next(
        (i for i, t in enumerate(phrase) if i and (_follows_head(t) or _opens_clause(phrase, i))),
        len(phrase),
    )


def _opens_clause(phrase: Tokens, at: int) -> bool:
    """Whether a clause without "that" begins after a noun: "the letter he wrote"."""
    is_subject = not phrase[at].classes.isdisjoint({"clause subject", "bare subject"})
    return is_subject and "personal pronoun" in phrase[at].classes and phrase[at - 1].is_noun_like


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
    if 0 < stop < len(phrase) - 1 and "origin preposition" in phrase[stop].classes:
        whole = head_of(phrase[stop + 1 :], language)  # a page from her notebook
        is_document = kind_of_noun(whole, language) == "document"
        if is_document and kind_of_noun(phrase[stop - 1].low, language) is None:
            return whole
    held = [t for t in phrase[:stop] if t.kind == "word"]
    while len(held) > 1 and (held[-1].is_time or not held[-1].is_noun_like):
        held.pop()
    for at in range(len(held) - 1, -1, -1):
        word = bare(held[at]).lower()
        if kind_of_noun(word, language) is not None:
            return word
        if held[at].classes.isdisjoint({"ed form", "ing form", "participle verb"}):
            break
    return bare(held[-1]).lower() if held else ""


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
