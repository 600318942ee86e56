"""Read a noun phrase for the office it names and the body it belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from factx.rules.details.bodies import body_of, is_person_name
from factx.rules.details.complements import body_at, end_of_complement, is_clause
from factx.rules.details.memberships import body_in_clause
from factx.rules.details.modifiers import body_before_noun, leading_modifiers
from factx.rules.details.references import body_before, body_there
from factx.rules.language.language import Language
from factx.rules.reading.capitals import bare, repeated_titles
from factx.rules.reading.document import Document, Token, token_at
from factx.rules.reading.kinds import is_person_noun, kind_of_name
from factx.rules.reading.known_names import BODIES


class Post(NamedTuple):
    """What a noun phrase says about somebody."""

    role: str | None = None
    """The office or occupation, without the body."""
    affiliation: str | None = None
    """The full name of the body, or its description."""
    is_plural: bool = False
    """Whether the phrase means several people."""


class _Bodies(NamedTuple):
    """The bodies that the parts of a noun phrase name."""

    owner: str | None
    """Of "Orla Rail's" or "its"."""
    is_pronoun: bool
    """Whether the owner is a pronoun, which names the body less clearly than the other parts."""
    modifier: str | None
    """Of the words before the noun: "Orla Rail" in "the Orla Rail chairman"."""
    complement: str | None
    """Of the words after it: "of Orla Rail"."""


def post_in(document: Document, phrase: Sequence[Token]) -> Post:
    """The post in a noun phrase such as "the chief executive of Orla Rail".

    It is empty if the noun of the phrase means no person: "the Tarn report". A relation such as
    "friend" is no role, but its body counts.
    """
    if not phrase:
        return Post()
    phrase = _without_part(phrase)
    opened = _opened(phrase)
    owner, rest = _without_owner(document, opened)
    head = _head(document, rest)
    if head is None or "relative" in phrase[0].classes:
        return Post()
    start, modifier = body_before_noun(document, rest, head)
    stop, complement = _complement(document, rest, head)
    classes = _classes_of_noun(document, rest[head])
    role = _role(document, rest, start, head, stop) if "relation noun" not in classes else None
    if modifier is not None and owner is None:
        modifier = _owned(document, opened, rest, modifier)
        is_common = modifier == rest[max(0, head - 1)].low
        if is_common and "spokesperson noun" not in classes and not _is_definite(document, phrase):
            modifier = None  # a bank manager
    is_pronoun = "possessive determiner" in opened[0].classes
    bodies = _Bodies(owner, is_pronoun, modifier, complement)
    affiliation = _affiliation(document, rest, head, bodies)
    clause = _relative_clause(rest, head)
    if clause and (affiliation is None or _is_of_today(clause)):
        affiliation = _body_of_relative(document, clause) or affiliation
    is_plural = document.language.singular(rest[head].low) != rest[head].low
    return Post(role, affiliation, is_plural)


def _classes_of_noun(document: Document, noun: Token) -> frozenset[str]:
    """The classes of the singular of a noun; of its last part if it has a hyphen."""
    singular = document.language.singular(noun.low)
    return document.language.classes_of(singular.rpartition("-")[2])


def _affiliation(
    document: Document, phrase: Sequence[Token], head: int, bodies: _Bodies
) -> str | None:
    """Which of the bodies beside the noun at `head` those whom it means belong to."""
    owner, is_pronoun, modifier, complement = bodies
    classes = _classes_of_noun(document, phrase[head])
    if "outsider noun" in classes:
        return None
    if "membership noun" in classes:
        return complement if _is_of_club(document, phrase, head) else None
    if "maker noun" in classes and not _is_joint(phrase, head):
        modifier = None
    if modifier is not None and complement is not None and modifier[0].islower():
        modifier = modifier if complement[0].islower() else None  # board editor for the Tarn Post
    return modifier or complement or owner if is_pronoun else owner or modifier or complement


def _is_joint(phrase: Sequence[Token], head: int) -> bool:
    """Whether a noun is the second of two: "activist and author"."""
    return head > 0 and "additive conjunction" in phrase[head - 1].classes


def _is_of_club(document: Document, phrase: Sequence[Token], head: int) -> bool:
    """Whether people are "of" an organisation, as in "the women of the club", and of no place."""
    if head + 1 >= len(phrase) or "genitive preposition" not in phrase[head + 1].classes:
        return False
    last = phrase[end_of_complement(phrase, head + 2) - 1]
    classes = document.language.classes_of(document.language.singular(bare(last).lower()))
    return "organisation" in classes and "official body" not in classes


def _owned(document: Document, phrase: Sequence[Token], rest: Sequence[Token], body: str) -> str:
    """A body with the person it belongs to: "Lee's campaign", of "Lee's campaign manager".

    Of "his campaign manager" it is the campaign, which need not be one that has been named.
    """
    size = len(phrase) - len(rest)
    if not size or "body noun" not in rest[0].classes or rest[0].is_capitalised:
        return body
    is_pronoun = "possessive determiner" in phrase[0].classes
    return rest[0].text if is_pronoun else _text(document, phrase[: size + 1])


def _is_definite(document: Document, phrase: Sequence[Token]) -> bool:
    """Whether "the" or a possessive pronoun opens a phrase or precedes it."""
    tokens = document.units[document.unit_at(phrase[0].start)].tokens
    at = token_at(tokens, phrase[0].start)
    opening = frozenset[str]().union(*(token.classes for token in tokens[max(0, at - 1) : at + 1]))
    return not opening.isdisjoint({"definite article", "possessive determiner"})


def _relative_clause(phrase: Sequence[Token], head: int) -> Sequence[Token]:
    """The words after "who" that follow a noun; empty if there are none."""
    for at in range(head + 1, len(phrase)):
        if "personal relative" in phrase[at].classes:
            return phrase[at + 1 :]
    return ()


def _is_of_today(clause: Sequence[Token]) -> bool:
    """Whether a clause says what somebody is now, who was something else before."""
    return any("present adverb" in token.classes for token in clause[:2])


def _body_of_relative(document: Document, clause: Sequence[Token]) -> str | None:
    """The body of somebody "who runs Orla Rail" or "who is now a director of Orla Rail"."""
    if len(clause) > 1 and "be" in clause[0].classes:
        body = post_in(document, clause[1:]).affiliation
        if body is not None:
            return body
    return body_in_clause(document, clause)


def _role(
    document: Document, phrase: Sequence[Token], start: int, head: int, stop: int
) -> str | None:
    """The words of a role; None for a mere honorific and for several people."""
    noun = phrase[head]
    is_honorific = "honorific" in noun.classes and stop == head + 1 and noun.is_capitalised
    is_plural = document.language.singular(noun.low) != noun.low
    if is_honorific or is_plural or "age noun" in noun.classes:
        return None
    before = phrase[: leading_modifiers(phrase)] if start and not phrase[0].is_capitalised else ()
    while noun.is_capitalised and start < head and _is_stray(phrase[start]):
        start += 1
    return " ".join(_text(document, part) for part in (before, phrase[start:stop]) if part)


def _is_stray(token: Token) -> bool:
    """Whether a lower-case word before a capitalised title is no part of it: "assail Sen."."""
    return not token.is_capitalised and token.classes.isdisjoint({"title modifier", "person"})


def _without_part(phrase: Sequence[Token]) -> Sequence[Token]:
    """What follows "of" in "one of the lawyers"."""
    is_part = not phrase[0].classes.isdisjoint({"partitive pronoun", "number"})
    is_of = len(phrase) > 2 and "genitive preposition" in phrase[1].classes
    return phrase[2:] if is_part and is_of else phrase


def _opened(phrase: Sequence[Token]) -> Sequence[Token]:
    """A phrase without the article and the adverb before it: "now the", but not "its"."""
    at = 0
    while at < len(phrase) and _is_opener(phrase[at]):
        at += 1
    return phrase[at:]


def _is_opener(token: Token) -> bool:
    if "possessive determiner" in token.classes:
        return False
    return not token.classes.isdisjoint(
        {"apposition adverb", "determiner", "adverb", "number", "unit numeral"}
    )


def _without_owner(
    document: Document, phrase: Sequence[Token]
) -> tuple[str | None, Sequence[Token]]:
    """The body that owns the post, and the phrase after it: "Larkmoor's", "its"."""
    if phrase and "possessive determiner" in phrase[0].classes:
        is_body = "thing pronoun" in phrase[0].classes
        is_led = any("post noun" in token.classes for token in phrase)
        owner = body_before(document, phrase[0].start, is_led=is_led) if is_body else None
        return owner, phrase[1:]
    for at, token in enumerate(phrase[:-1]):
        if token.kind != "word" or _ends_nouns(token) or not token.is_noun_like:
            break
        if "genitive" in token.classes and not _is_joined(phrase, at):
            return body_of(document, phrase[: at + 1], is_owner=True), phrase[at + 1 :]
    return None, phrase


def _is_joined(phrase: Sequence[Token], at: int) -> bool:
    """Whether a genitive is inside a name: "the Farmers' Union"."""
    return "'s form" not in phrase[at].classes and phrase[at + 1].is_capitalised


def _head(document: Document, phrase: Sequence[Token]) -> int | None:
    """The position of the noun for people that a phrase is about; None if it is about a thing."""
    last: int | None = None
    for at, token in enumerate(phrase):
        if last is not None and _joins_posts(phrase, at, document.language):
            continue
        if token.kind != "word" or not token.is_noun_like or (at and _ends_nouns(token)):
            break
        if last is not None and not token.classes.isdisjoint({"ed form", "ing form"}):
            break
        if token.text in repeated_titles(document) or _is_people(token, document.language):
            last = at
        elif not token.is_capitalised:
            last = None  # the mayor office
    if last is not None and last + 1 < len(phrase) and is_clause(phrase[last + 1]):
        return None  # the mayor said
    return last


def _is_people(token: Token, language: Language) -> bool:
    if "title" in token.classes or is_person_noun(token.low, language):
        return True
    is_plural = not token.classes.isdisjoint({"plural", "plural agent noun"})
    return is_plural and not token.is_capitalised and "official body" not in token.classes


def _joins_posts(phrase: Sequence[Token], at: int, language: Language) -> bool:
    """Whether "and" at `at` joins two posts: "president and founder"."""
    if "additive conjunction" not in phrase[at].classes or at + 1 == len(phrase):
        return False
    return is_person_noun(phrase[at + 1].low, language)


def _ends_nouns(token: Token) -> bool:
    if token.is_capitalised:
        return False
    return not token.classes.isdisjoint({"linking", "relative", "determiner"})


def _complement(document: Document, phrase: Sequence[Token], head: int) -> tuple[int, str | None]:
    """Where the role ends, and the body after it: "director of health at Tarn Council"."""
    stop = head + 1
    if stop < len(phrase) and phrase[stop].text == "(":
        close = next((i for i in range(stop, len(phrase)) if phrase[i].text == ")"), None)
        stop = close + 1 if close is not None else stop
    if stop < len(phrase) and "place adverb" in phrase[stop].classes:
        return stop, body_there(document, phrase[stop].start)
    kept: int | None = None
    while stop < len(phrase):
        link = phrase[stop]
        if "relative" in link.classes or "linking" not in link.classes:
            break
        is_work = _is_work(document, link, phrase[head])
        start = _after_article(phrase, stop + 1) if is_work else stop + 1
        end = end_of_complement(phrase, start)
        inner = phrase[start:end]
        if not inner:
            break
        is_state = _is_state(phrase, start, end)
        is_owner = _is_owning(document, phrase, stop, phrase[head])
        body = body_at(document, phrase, start, is_owner=is_owner)
        if is_work and body is not None and not _is_body_name(document, body):
            body = None
        if "topic preposition" in link.classes and not _is_committee(inner[-1]):
            body = None  # an expert on militias
        if body is not None and not is_state:
            return stop if kept is None else kept, body
        if inner[0].text[0].isdigit():
            break  # a director of 19
        if is_person_name(document, inner):
            break
        is_named = any(token.is_capitalised for token in inner) and not is_state
        if is_named and "benefactive preposition" not in link.classes:
            break
        if kept is None and "definite article" in inner[0].classes:
            kept = stop  # secretary [of the local branch] of the Ferry Union
        stop = end
    return stop, None


def _is_work(document: Document, link: Token, noun: Token) -> bool:
    """Whether what follows "of" is a work and no body: "the author of The Tides"."""
    is_maker = "maker noun" in _classes_of_noun(document, noun)
    return is_maker and "genitive preposition" in link.classes


def _is_body_name(document: Document, label: str) -> bool:
    """Whether the words of a name show that it names a body."""
    return kind_of_name(tuple(label.split()), document.language) in BODIES


def _is_committee(token: Token) -> bool:
    return "common body noun" in token.classes


def _after_article(phrase: Sequence[Token], at: int) -> int:
    """The position after an article, without which an unknown name is no body."""
    return at + (at < len(phrase) and "plain article" in phrase[at].classes)


def _is_owning(document: Document, phrase: Sequence[Token], at: int, noun: Token) -> bool:
    """Whether any name after the preposition at `at` is a body: after "of", "at", "spokesman for".

    After a relation it may be a place that somebody comes from: "a Republican of Tarn".
    """
    link, before = phrase[at], phrase[at - 1]
    if "agent preposition" in link.classes:
        return "document" in document.language.classes_of(before.low)
    classes = _classes_of_noun(document, noun)
    if "relation noun" in classes and "member noun" not in classes:
        return False
    if "benefactive preposition" in link.classes:
        return "spokesperson noun" in classes
    if "genitive preposition" in link.classes:
        return "maker noun" not in classes
    return "employing preposition" in link.classes


def _is_state(phrase: Sequence[Token], start: int, end: int) -> bool:
    """Whether a complement is part of the title: "Secretary of State"."""
    return end - start == 1 and "state word" in phrase[start].classes


def _text(document: Document, phrase: Sequence[Token]) -> str:
    return " ".join(document.text[phrase[0].start : phrase[-1].end].split())
