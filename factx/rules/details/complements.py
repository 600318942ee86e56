"""The complements of nouns and verbs: where they end, and which bodies they name."""

from collections.abc import Sequence

from factx.rules.details.bodies import body_of
from factx.rules.details.references import body_before
from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.document import Document, Token

_PART_OF = frozenset({"genitive preposition", "employing preposition", "place preposition"})
"""Classes of prepositions before what a body is a part of: "the branch in the Tarn Union"."""


def body_at(
    document: Document, phrase: Sequence[Token], start: int, *, is_owner: bool = False
) -> str | None:
    """The body that the complement from `start` on names, or the one that it is a part of.

    It is the Ferry Union for "the local branch of the Ferry Union", and for "it" the body that was
    named last. `is_owner` is as in `body_of`.
    """
    stop = end_of_complement(phrase, start)
    if start >= stop:
        return None
    if stop - start == 1 and _is_object_pronoun(phrase[start]):
        return body_before(document, phrase[start].start, is_led=True)
    if _is_part(phrase, start):
        return _some_of(document, phrase, start)
    body = body_of(document, phrase[start:stop], is_owner=is_owner)
    if body is None or not body[0].islower() or not _is_linked(phrase, stop):
        return body
    return body_at(document, phrase, stop + 1) or body


def _is_object_pronoun(token: Token) -> bool:
    return "thing pronoun" in token.classes and "possessive determiner" not in token.classes


def _is_part(phrase: Sequence[Token], start: int) -> bool:
    """Whether a complement begins with "one of" or "some of"."""
    if start + 2 >= len(phrase) or "partitive pronoun" not in phrase[start].classes:
        return False
    return "genitive preposition" in phrase[start + 1].classes


def _some_of(document: Document, phrase: Sequence[Token], start: int) -> str | None:
    """The words of "one of the States concerned", if these are bodies."""
    stop = end_of_complement(phrase, start + 2)
    end = stop - ("ed form" in phrase[stop - 1].classes)  # one of the councils concerned
    if body_of(document, phrase[start + 2 : end], is_owner=True) is None:
        return None
    return " ".join(document.text[phrase[start].start : phrase[stop - 1].end].split())


def _is_linked(phrase: Sequence[Token], at: int) -> bool:
    """Whether what a body is a part of may follow at `at`."""
    return at < len(phrase) and not phrase[at].classes.isdisjoint(_PART_OF)


def end_of_complement(phrase: Sequence[Token], start: int) -> int:
    """The end of the complement that begins at `start`: at the next preposition or clause.

    "of" inside a name belongs to it: "the Bank of the North".
    """
    for at in range(start, len(phrase)):
        token = phrase[at]
        if token.kind != "word" and token.text != "&":
            return at
        if at > start and (_is_relative(token) or _is_adverbial(token)):
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
        is_last = at + 1 == len(phrase) or _is_noun(phrase[at + 1])
        if is_clause and at > start and not token.is_capitalised and not is_last:
            return at
    return len(phrase)


def _is_noun(token: Token) -> bool:
    return token.is_noun_like and "personal pronoun" not in token.classes


def _is_relative(token: Token) -> bool:
    return not token.classes.isdisjoint({"relative", "possessive relative"})


def _is_adverbial(token: Token) -> bool:
    """Whether it begins what belongs to a clause, and not to a noun: "since", "there", "Monday"."""
    if token.is_time or "place adverb" in token.classes:
        return True
    is_preposition = "preposition" in token.classes and "linking" not in token.classes
    return is_preposition and not token.is_capitalised


def _continues(phrase: Sequence[Token], at: int) -> bool:
    """Whether a name goes on after the preposition at `at`."""
    following = phrase[at + 1 : at + 3]
    return bool(following) and any(token.is_capitalised for token in following)


def is_clause(token: Token) -> bool:
    """Whether a word is the verb of a clause: "said" after "the mayor"."""
    is_past = not token.shapes.isdisjoint(FINITE)
    return token.kind == "word" and (token.is_finite or (is_past and "bare" in _takes(token)))


def _opens_clause(phrase: Sequence[Token], at: int) -> bool:
    """Whether a verb stands at `at`; after a capital any word that can be one is."""
    if "determiner" in phrase[at - 1].classes:
        return False  # the claims office
    can_be = not phrase[at].shapes.isdisjoint(FINITE)
    return is_clause(phrase[at]) or (can_be and phrase[at - 1].is_capitalised)


def _takes(token: Token) -> frozenset[str]:
    return frozenset[str]().union(*(form.verb.takes for form in token.forms))
