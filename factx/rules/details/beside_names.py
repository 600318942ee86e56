"""The post and the body that the words beside a name or a pronoun say somebody has."""

from itertools import takewhile

from factx.rules.details.appositions import LONGEST, up_to_break
from factx.rules.details.bodies import body_named, body_of, body_owned
from factx.rules.details.complements import end_of_complement
from factx.rules.details.memberships import body_in_clause, opening_body
from factx.rules.details.roles import Post, post_in
from factx.rules.reading.document import Document, Range, Token, Tokens
from factx.rules.reading.kinds import is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.names import names_in
from factx.rules.reading.noun_phrases import leading_noun_phrase
from factx.rules.speakers.pronouns import gender_of_given, gender_of_pronoun
from factx.text import Offsets


def post_after_copula(document: Document, tokens: Tokens, at: int) -> Post:
    """The post in "Ann Lee is the head", "Ann Lee, who is head" and "Ann Lee, who as head".

    What somebody was is a role if a relative clause says so, but no longer an affiliation.
    """
    if at + 1 < len(tokens) and tokens[at].text == ",":
        at += 1
    is_relative = at < len(tokens) and "personal relative" in tokens[at].classes
    at += is_relative
    if at + 1 >= len(tokens):
        return Post()
    classes = tokens[at].classes
    is_present = not classes.isdisjoint({"present be", "role preposition"})
    if is_relative and (is_present or "be" in classes):
        post = _post_at(document, tokens, at + 1)
        return post if is_present else Post(post.role)
    if "present be" in classes and "determiner" in tokens[at + 1].classes:
        return _post_at(document, tokens, at + 1)
    return Post()


def _post_at(document: Document, tokens: Tokens, start: int) -> Post:
    """The post in the noun phrase from `start` on; none in "challenging the chair"."""
    if start < len(tokens) and "ing form" in tokens[start].classes:
        return Post()
    return post_in(document, up_to_break(tokens[start : start + LONGEST]))


def body_beside(document: Document, tokens: Tokens, span: Range) -> str | None:
    """The body of "Orla Rail's Ann Lee", "Ann Lee of Orla Rail", "Ann Lee, who runs Orla Rail"."""
    start, at = span
    if start and "genitive" in tokens[start - 1].classes:
        owner = start - 1
        while owner and tokens[owner - 1].is_name:
            owner -= 1
        return body_of(document, tokens[owner:start])
    if at + 1 < len(tokens) and "affiliating preposition" in tokens[at].classes:
        holds_office = start > 0 and "place office" in tokens[start - 1].classes
        is_owner = holds_office and "genitive preposition" in tokens[at].classes
        return _body_at(document, tokens, at + 1, is_owner=is_owner)
    if at + 1 < len(tokens) and tokens[at].text == "(":
        return body_named(document, up_to_break(tokens[at + 1 : at + LONGEST]))
    if "genitive" in tokens[at - 1].classes:
        return None
    return (
        _body_after_comma(document, tokens, at)
        or body_of_clause(document, tokens, at)
        or opening_body(document, up_to_break(tokens[_after_age(tokens, at) : at + LONGEST]))
        or _body_of_sender(document, tokens, start)
    )


def _body_after_comma(document: Document, tokens: Tokens, at: int) -> str | None:
    """The body of "Ann Lee, of Orla Rail," and "Ann Lee, whose firm Orla Rail went bankrupt,"."""
    if at + 2 >= len(tokens) or tokens[at].text != ",":
        return None
    if "possessive relative" in tokens[at + 1].classes:
        words = list(takewhile(lambda token: not token.is_capitalised, tokens[at + 2 : at + 6]))
        nouns = [token for token in words if token.text != ","]
        is_body = bool(nouns) and "body noun" in nouns[-1].classes
        return _body_at(document, tokens, at + 2 + len(words)) if is_body else None
    if "affiliating preposition" in tokens[at + 1].classes:
        return _body_at(document, tokens, at + 2)
    return None


def body_of_clause(document: Document, tokens: Tokens, at: int) -> str | None:
    """The body of a relative clause at `at`: "Ann Lee, who runs Orla Rail"."""
    at += at < len(tokens) and tokens[at].text == ","
    if at >= len(tokens) or "personal relative" not in tokens[at].classes:
        return None
    return body_in_clause(document, up_to_break(tokens[at + 1 : at + LONGEST]))


def _after_age(tokens: Tokens, at: int) -> int:
    """The position after an age between commas, if there is one: "Ann Lee, 44, runs"."""
    inserted = tokens[at : at + 3]
    is_age = [token.text for token in inserted[::2]] == [",", ","] and inserted[1].text.isdecimal()
    return at + 3 if is_age else at


def _body_of_sender(document: Document, tokens: Tokens, start: int) -> str | None:
    """The subject of "The council, in a letter from Ann Lee, said"."""
    if start < 2 or tokens[start - 1].classes.isdisjoint(
        {"origin preposition", "agent preposition"}
    ):
        return None
    if "document" not in document.language.classes_of(tokens[start - 2].low):
        return None
    at = start - 2
    while at and tokens[at].kind == "word" and "place preposition" not in tokens[at].classes:
        at -= 1
    subject = leading_noun_phrase(tokens, at - 1) if at > 1 and tokens[at - 1].text == "," else None
    return body_of(document, tokens[slice(*subject)]) if subject is not None else None


def post_in_next(document: Document, place: Offsets) -> Post:
    """The post in the next sentence, if it begins with a pronoun that can mean nobody else."""
    number = document.unit_at(place[0])
    name = document.text[slice(*place)]
    if number + 1 >= len(document.units):
        return Post()
    tokens = document.units[number + 1].tokens
    if not tokens or not _can_mean(document, tokens[0], name):
        return Post()
    known, last = known_names(document), name.split()[-1]
    for other in names_in(document, number):
        if known.kinds[other.label] == "person" and other.words[-1] != last:
            return Post()
    return post_of_pronoun(document, tokens, 0)


def _can_mean(document: Document, token: Token, name: str) -> bool:
    """Whether "he" or "she" can mean somebody with a name, by the given name."""
    gender = gender_of_pronoun(token.classes)
    return gender is not None and gender_of_given(name.split()[0], document.language) in {
        gender,
        None,
    }


def post_of_pronoun(document: Document, tokens: Tokens, at: int) -> Post:
    """The post of "He is 44, a sergeant in the army", "She runs Orla Rail", "Her Liberal Union".

    Only an apposition gives a role.
    """
    phrase = up_to_break(tokens[at + 1 : at + LONGEST])
    if "possessive determiner" in tokens[at].classes:
        return Post(affiliation=body_owned(document, phrase))
    if len(phrase) < 2 or "present be" not in phrase[0].classes:
        return Post(affiliation=opening_body(document, phrase))
    has_age = phrase[1].text.isdecimal()
    start = at + 2 + 2 * has_age
    post = _post_at(document, tokens, start)
    return post if has_age else Post(affiliation=post.affiliation)


def _body_at(
    document: Document, tokens: Tokens, start: int, *, is_owner: bool = False
) -> str | None:
    """The body that a complement from `start` on names; `is_owner` is as in `body_of`."""
    phrase = tokens[start : end_of_complement(tokens[: start + LONGEST], start)]
    if not phrase or is_person_noun(phrase[0].low, document.language):
        return None
    if "ing form" in phrase[0].classes and not phrase[0].is_capitalised:
        return None  # accused Ann Lee of running Orla Rail
    is_long = sum(token.is_capitalised for token in phrase) > 1
    body = body_of(document, phrase, is_owner=is_owner)
    return body or (body_named(document, phrase) if is_long else None)
