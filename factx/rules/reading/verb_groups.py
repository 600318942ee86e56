"""Verb groups: reporting verbs with their auxiliaries, negations, adverbs and particles."""

from dataclasses import dataclass
from typing import Literal

from factx.rules.language.reporting_words import Form, Shape, Verb
from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.polarity import is_comparative_adverb, is_negated

_SET_OFF = frozenset({",", "—", "–", "--"})
_MOST = 12
"""The most groups per unit; further ones are ignored."""


Voice = Literal["finite", "participle", "passive"]
"""A finite verb has a subject, a participle shares one, and that of a passive is not the source."""


@dataclass(frozen=True, slots=True)
class VerbGroup:
    """A verb that may report something, with its auxiliaries, adverbs and particles."""

    first: int
    """Its first token."""
    stop: int
    """The token past its last."""
    verb: Verb
    """The verb at its head."""
    voice: Voice
    is_bare: bool
    """Whether it is the verb alone, so that its subject may follow: "said Ann Lee"."""
    is_base: bool
    """Whether it is a base form without auxiliary, so that its subject is plural."""
    is_modal: bool
    """Whether it has a modal verb: "could say"."""
    negated: bool
    """Whether it is negated: "did not say", "refused to say"."""


def verb_groups(tokens: Tokens) -> list[VerbGroup]:
    """The verb groups outside quotations, in order."""
    found: list[VerbGroup] = []
    for at, token in enumerate(tokens):
        if not token.forms or token.is_capitalised:
            continue
        group = _first_group(tokens, at)
        if group is None:
            continue
        if found and group.first < found[-1].stop:
            found.pop()  # "declined to say": one group, whose last verb decides
        found.append(group)
        if len(found) == _MOST:
            break
    return found


def _first_group(tokens: Tokens, at: int) -> VerbGroup | None:
    """The group of the first verb that the token at `at` can be a form of there."""
    for form in tokens[at].forms:
        stop = _after_particles(tokens, at, form.verb)
        group = _group(tokens, at, stop, form) if stop else None
        if group is not None:
            return group
    return None


def _group(tokens: Tokens, at: int, stop: int, form: Form) -> VerbGroup | None:
    verb, shape = form
    first = _group_start(tokens, at)
    before = tokens[first - 1] if first else None
    helper = next((t for t in reversed(tokens[first:at]) if "auxiliary" in t.classes), None)
    voice: Voice | None = "finite"
    if shape == "base" and before is not None and "infinitive marker" in before.classes:
        extended = _catenative_start(tokens, first - 1)
        if extended is None or verb.type != "statement" or not _reports(tokens, at, stop):
            return None  # "declined to comment": "declined" alone is the verb group
        first = extended
        before = tokens[first - 1] if first else None
    else:
        voice = _voice(shape, helper, before)
    if voice is None:
        return None
    is_relative = before is not None and "complementizer" in before.classes and shape != "base"
    is_privative = voice == "participle" and before and "privative preposition" in before.classes
    is_verb = helper is not None or is_relative or is_privative
    if before is not None and not is_verb and _makes_noun(before):
        return None
    if is_privative:
        first -= 1
    is_modal = (
        helper is not None and "modal" in helper.classes and "auxiliary do" not in helper.classes
    )
    return VerbGroup(
        first,
        stop,
        verb,
        voice,
        is_bare=first == at and shape in {"past", "s", "base"},
        is_base=shape == "base" and helper is None and first == at,
        is_modal=is_modal,
        negated=is_negated(tokens, first, stop),
    )


def _after_particles(tokens: Tokens, at: int, verb: Verb) -> int | None:
    """The token past the verb at `at` and its particles; None if one is missing."""
    stop = at + 1
    for particle in verb.particles:
        if "be" in tokens[at].classes:
            while stop < len(tokens) and "adverb" in tokens[stop].classes:
                stop += 1  # was deeply sceptical of
        if stop >= len(tokens) or tokens[stop].low != particle:
            return None
        stop += 1
    return stop


def _voice(shape: Shape, helper: Token | None, before: Token | None) -> Voice | None:
    """How a verb relates to its subject; None if its form does not go with what precedes it.

    `helper` is the auxiliary next to the verb, and `before` precedes the group.
    """
    has_be = helper is not None and "be" in helper.classes
    has_modal = helper is not None and "modal" in helper.classes
    if shape == "base":
        return "finite" if helper is None or has_modal else None
    if shape == "s":
        return "finite" if helper is None else None
    if shape == "past":
        return "passive" if has_be else None if has_modal else "finite"
    if has_be:
        return "finite"
    is_set_off = before is not None and (
        before.text in _SET_OFF or "participle opener" in before.classes
    )
    return "participle" if is_set_off else None


def _group_start(tokens: Tokens, at: int) -> int:
    """Where the auxiliaries and adverbs before the verb at `at` begin."""
    first = at
    while first and tokens[first - 1].kind == "word":
        token = tokens[first - 1]
        if first > 1 and is_comparative_adverb(token):
            if "negative determiner" not in tokens[first - 2].classes:
                break
            first -= 2  # no longer
            continue
        is_adverb = not token.classes.isdisjoint({"adverb", "negator"})
        is_adverb &= not (token.is_capitalised and first > 1)
        if not is_adverb and "auxiliary" not in token.classes:
            break
        first -= 1
    # An adverb with no subject before it belongs to the sentence, not to the verb.
    while first < at and (first == 0 or tokens[first - 1].kind != "word"):
        if "auxiliary" in tokens[first].classes:
            break
        if first and tokens[first - 1].kind == "mark" and tokens[first - 1].text == ",":
            break
        first += 1
    return first


def _reports(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether content follows the verb at `at`: "refused to say whether ..." """
    if stop >= len(tokens):
        return False
    following = tokens[stop]
    if following.kind == "quotation" or following.text == ":":
        return True
    if "reported clause opener" in following.classes:
        return True
    return "plain verb of saying" in tokens[at].classes and following.kind == "word"


def _catenative_start(tokens: Tokens, to: int) -> int | None:
    """Where the group begins if the "to" at `to` follows a verb like "declined", else None."""
    if to == 0 or "catenative" not in tokens[to - 1].classes:
        return None
    return _group_start(tokens, to - 1)


def _makes_noun(before: Token) -> bool:
    """Whether the token before a word makes it a noun or its modifier: "the claims"."""
    return "subject" not in before.classes and "noun marker" in before.classes
