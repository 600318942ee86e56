"""Read a noun phrase for the office it names and the body it belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from factx.rules.details.bodies import (
    body_before,
    body_called,
    body_of,
    body_of_adjective,
    body_of_post,
    is_person_name,
)
from factx.rules.language.language import Language
from factx.rules.reading.capitals import inner_names, is_first, repeated_titles
from factx.rules.reading.document import Document, Token
from factx.rules.reading.kinds import is_acronym, is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import is_title
from factx.rules.reading.noun_phrases import is_finite, is_noun_like


class Post(NamedTuple):
    """What a noun phrase says about somebody."""

    role: str | None = None
    """The office or occupation, without the body."""
    affiliation: str | None = None
    """The full name of the body, or its description."""
    implies_body: bool = False
    """Whether it is a post in some body that the phrase does not name: "a spokesman"."""
    is_membership: bool = False
    """Whether its noun only says that people belong together: "members", "residents"."""


def post_in(document: Document, phrase: Sequence[Token]) -> Post:
    """The post in a noun phrase such as "the chief executive of Orla Rail".

    It is empty if the noun of the phrase means no person: "the Tarn report". A relation such as
    "friend" is no role, but its body counts.
    """
    language = document.language
    phrase = _without_part(phrase)
    owner, rest = _without_owner(document, _opened(phrase))
    head = _head(document, rest)
    if head is None or "relative" in phrase[0].classes:
        return Post()
    start, body = _without_body(document, rest, head)
    stop, complement = _complement(document, rest, head)
    classes = language.classes_of(language.singular(rest[head].low))
    if owner is body is complement is None:
        body = body_of_post(document, language.singular(rest[head].low), rest[head].start)
        complement = _led(document, rest, stop)
    is_pronoun = "possessive determiner" in phrase[0].classes
    is_relation = "relation noun" in classes
    is_named = any(token.is_capitalised for token in rest[head + 1 :])
    is_bare = rest == _opened(phrase) and not start and body is complement is None and not is_named
    return Post(
        _role(document, rest, start, head, stop) if not is_relation else None,
        body or complement or owner if is_pronoun else owner or body or complement,
        is_bare and not is_relation and _is_office(rest[: head + 1]),
        "membership noun" in classes,
    )


def _role(
    document: Document, phrase: Sequence[Token], start: int, head: int, stop: int
) -> str | None:
    """The words of a role; None for a mere honorific and for several people."""
    noun = phrase[head]
    is_honorific = "honorific" in noun.classes and stop == head + 1 and noun.is_capitalised
    is_plural = document.language.singular(noun.low) != noun.low
    if is_honorific or is_plural or "age noun" in noun.classes:
        return None
    before = phrase[: _modifiers(phrase)] if start and not phrase[0].is_capitalised else ()
    while noun.is_capitalised and start < head and _is_stray(phrase[start]):
        start += 1
    return " ".join(_text(document, part) for part in (before, phrase[start:stop]) if part)


def _is_stray(token: Token) -> bool:
    """Whether a lower-case word before a capitalised title is no part of it: "assail Sen."."""
    return not token.is_capitalised and token.classes.isdisjoint({"title modifier", "person"})


def _is_office(phrase: Sequence[Token]) -> bool:
    if "public office" in phrase[-1].classes:
        return False
    return any(not t.classes.isdisjoint({"office word", "spokesperson noun"}) for t in phrase)


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
    return not token.classes.isdisjoint({"apposition adverb", "determiner", "adverb", "number"})


def _without_owner(
    document: Document, phrase: Sequence[Token]
) -> tuple[str | None, Sequence[Token]]:
    """The body that owns the post, and the phrase after it: "Larkmoor's", "its"."""
    if phrase and "possessive determiner" in phrase[0].classes:
        is_body = "thing pronoun" in phrase[0].classes
        owner = body_before(document, phrase[0].start) if is_body else None
        return owner, phrase[1:]
    for at, token in enumerate(phrase[:-1]):
        if token.kind != "word" or _ends_nouns(token) or not is_noun_like(token):
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
        if token.kind != "word" or not is_noun_like(token) or (at and _ends_nouns(token)):
            break
        if last is not None and not token.classes.isdisjoint({"ed form", "ing form"}):
            break
        if token.text in repeated_titles(document) or _is_people(token, document.language):
            last = at
        elif not token.is_capitalised:
            last = None  # the mayor office
    if last is not None and last + 1 < len(phrase) and _is_clause(phrase[last + 1]):
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


def _is_clause(token: Token) -> bool:
    is_past = any(form.shape in {"past", "s"} for form in token.forms)
    return token.kind == "word" and (is_finite(token) or (is_past and "bare" in _takes(token)))


def _opens_clause(phrase: Sequence[Token], at: int) -> bool:
    """Whether a verb stands at `at`; after a capital any word that can be one is."""
    can_be = any(form.shape in {"past", "s"} for form in phrase[at].forms)
    return _is_clause(phrase[at]) or (can_be and phrase[at - 1].is_capitalised)


def _takes(token: Token) -> frozenset[str]:
    return frozenset[str]().union(*(form.verb.takes for form in token.forms))


def _without_body(document: Document, phrase: Sequence[Token], head: int) -> tuple[int, str | None]:
    """Where the role begins after the body before it, and the body: "Tarn council leader"."""
    first = _modifiers(phrase)
    stop = first
    while stop < head and phrase[stop].is_capitalised:
        stop += 1
    if stop == first:
        return _without_common_body(document, phrase, head)
    before = phrase[first:stop]
    is_body = stop < head and not phrase[stop].classes.isdisjoint({"official body", "organisation"})
    if is_body and not is_title(before[-1]) and not _is_firm(document, before):
        return stop + 1, _text(document, phrase[first : stop + 1])  # Tarn campaign manager
    noun = phrase[head]
    is_lower = not noun.is_capitalised or noun.text.isupper()
    is_common = len(before) == 1 and _may_be_common(document, before[0], noun)
    for size in range(len(before), 0, -1):
        part = before[:size]
        if "proper adjective" in part[-1].classes and not _is_known_body(document, part):
            return 0, body_of_adjective(document, part[-1].text)
        if any(is_title(token) for token in part):
            continue
        if not part[-1].classes.isdisjoint({"place", "plural"}):
            continue  # State Senator, Police Superintendent
        if _is_known_body(document, part):
            return first + size, body_called(document, part)
        if is_lower and size == len(before) and not is_common:
            is_person = is_person_name(document, part)
            return first + size, None if is_person else _text(document, part)
    return 0, None


def _may_be_common(document: Document, token: Token, noun: Token) -> bool:
    """Whether a word may have its capital only from the beginning of a sentence: "Ship owner"."""
    if not is_first(document, token) or token.text in inner_names(document):
        return False
    return "spokesperson noun" not in noun.classes and not noun.text.isupper()


def _is_firm(document: Document, part: Sequence[Token]) -> bool:
    known = known_names(document)
    label = " ".join(token.text for token in part)
    return known.kinds.get(label) == "organisation" or label in known.bodies


def _is_known_body(document: Document, part: Sequence[Token]) -> bool:
    known = known_names(document)
    label = " ".join(token.text for token in part)
    if known.kinds.get(label, "person") != "person" or label in known.bodies:
        return True
    return "official body" in part[-1].classes or is_acronym(part[-1].text)


def _without_common_body(
    document: Document, phrase: Sequence[Token], head: int
) -> tuple[int, str | None]:
    """The same for "council leader", whose role keeps the body unless it is a spokesman's."""
    if not head or phrase[head - 1].kind != "word":
        return 0, None
    body = body_of(document, [phrase[head - 1]])
    return (head if body and "spokesperson noun" in phrase[head].classes else 0), body


def _modifiers(phrase: Sequence[Token]) -> int:
    """How many adjectives stand before the first capital: 1 in "former Treasury secretary"."""
    capital = next((at for at, token in enumerate(phrase) if token.is_capitalised), 0)
    return capital if all(_is_adjective(token) for token in phrase[:capital]) else 0


def _is_adjective(token: Token) -> bool:
    if "title modifier" in token.classes:
        return True
    is_person = not token.classes.isdisjoint({"person noun", "title"})
    return token.kind == "word" and is_noun_like(token) and not is_person


def _complement(document: Document, phrase: Sequence[Token], head: int) -> tuple[int, str | None]:
    """Where the role ends, and the body after it: "director of health at Tarn Council"."""
    stop = head + 1
    if stop < len(phrase) and phrase[stop].text == "(":
        close = next((i for i in range(stop, len(phrase)) if phrase[i].text == ")"), None)
        stop = close + 1 if close is not None else stop
    kept: int | None = None
    while stop < len(phrase):
        link = phrase[stop]
        if "relative" in link.classes or "linking" not in link.classes:
            break
        end = end_of_complement(phrase, stop + 1)
        inner = phrase[stop + 1 : end]
        if not inner:
            break
        body = body_of(document, inner, is_owner=_is_owning(link, phrase[head]))
        if body is not None and not _is_state(phrase, stop + 1, end):
            wider = _complement(document, phrase, end - 1)[1] if body[0].islower() else None
            return stop if kept is None else kept, wider or body
        if inner[0].text[0].isdigit():
            break  # a director of 19
        is_state = _is_state(phrase, stop + 1, end)
        if is_person_name(document, inner):
            break
        is_named = any(token.is_capitalised for token in inner) and not is_state
        if is_named and "benefactive preposition" not in link.classes:
            break
        if kept is None and "definite article" in inner[0].classes:
            kept = stop  # secretary [of the local branch] of the Ferry Union
        stop = end
    return stop, None


def _is_owning(link: Token, noun: Token) -> bool:
    """Whether any name after a preposition is a body: after "of", "at", or "spokesman for"."""
    if "spokesperson noun" in noun.classes and "benefactive preposition" in link.classes:
        return True
    return not link.classes.isdisjoint({"genitive preposition", "employing preposition"})


def _led(document: Document, phrase: Sequence[Token], at: int) -> str | None:
    """The body of somebody "who runs Orla Rail"."""
    if at + 2 >= len(phrase) or "personal relative" not in phrase[at].classes:
        return None
    is_leading = "verb of leading" in phrase[at + 1].classes
    inner = phrase[at + 2 : end_of_complement(phrase, at + 2)]
    return body_of(document, inner) if is_leading and inner else None


def _is_state(phrase: Sequence[Token], start: int, end: int) -> bool:
    """Whether a complement is part of the title: "Secretary of State"."""
    return end - start == 1 and "state word" in phrase[start].classes


def end_of_complement(phrase: Sequence[Token], start: int) -> int:
    """The end of the complement that begins at `start`: at the next preposition or clause.

    "of" inside a name belongs to it: "the Bank of the North".
    """
    for at in range(start, len(phrase)):
        token = phrase[at]
        if token.kind != "word" and token.text != "&":
            return at
        if "relative" in token.classes and at > start:
            return at
        is_link = "linking" in token.classes and not token.is_capitalised
        is_inside = is_link and phrase[at - 1].is_capitalised and _continues(phrase, at)
        if is_link and not is_inside and at > start:
            return at
        is_clause = not token.classes.isdisjoint({"ed form", "ing form", "auxiliary"})
        if at > start and not token.is_capitalised and _opens_clause(phrase, at):
            return at
        if at > start and "conjunction" in token.classes and not phrase[at - 1].is_capitalised:
            return at
        is_last = at + 1 == len(phrase) or is_noun_like(phrase[at + 1])
        if is_clause and at > start and not token.is_capitalised and not is_last:
            return at
    return len(phrase)


def _continues(phrase: Sequence[Token], at: int) -> bool:
    """Whether a name goes on after the preposition at `at`."""
    following = phrase[at + 1 : at + 3]
    return bool(following) and any(token.is_capitalised for token in following)


def _text(document: Document, phrase: Sequence[Token]) -> str:
    return " ".join(document.text[phrase[0].start : phrase[-1].end].split())
