"""The words of saying: verb groups whose verb reports, with auxiliaries, negation and adverbs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from factx.rules.language.lexicon import Form, Verb, forms, is_adverb, words
from factx.rules.reading.document import Token

_SET_OFF = frozenset({",", "—", "–", "--"})
# Words after which "saying" tells what the subject of the sentence also did.
_ADDING = frozenset("and but by while before after when without instead even".split())
_MOST = 12
"""More verbs of saying than this in one sentence are noise; the rest are left alone."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb group that may report something."""

    first: int
    """Its first token."""
    stop: int
    """The token past its last."""
    verb: Verb
    """The verb at its head."""
    voice: Literal["finite", "participle", "passive"]
    """Finite has a subject; a participle shares one; a passive's subject is not who speaks."""
    is_bare: bool
    """Whether the group is the verb alone, so that its subject may follow: "said Ann Lee"."""
    is_base: bool
    """Whether it stands in the base form without auxiliary, so that its subject is plural."""
    is_modal: bool
    """Whether it only could, should or will be said."""
    negated: bool
    """Whether it says that this was not said."""


def cues(tokens: Sequence[Token]) -> list[Cue]:
    """The verb groups outside quotations that may report something, in order."""
    found: list[Cue] = []
    for at, token in enumerate(tokens):
        if token.low not in forms() or token.is_capitalised:
            continue
        cue = next(
            (cue for form in forms()[token.low] if (cue := _cue(tokens, at, form)) is not None),
            None,
        )
        if cue is None:
            continue
        if found and cue.first < found[-1].stop:
            found.pop()  # "declined to say": one group, whose last verb decides
        found.append(cue)
        if len(found) == _MOST:
            break
    return found


def _cue(tokens: Sequence[Token], at: int, form: Form) -> Cue | None:
    verb, shape = form
    stop = at + 1
    for particle in verb.particles:
        while verb.base == "be" and stop < len(tokens) and is_adverb(tokens[stop].low):
            stop += 1  # was deeply sceptical of
        if stop >= len(tokens) or tokens[stop].low != particle:
            return None
        stop += 1
    first = _group_start(tokens, at)
    helper = next(
        (
            tokens[i].low
            for i in range(at - 1, first - 1, -1)
            if tokens[i].low in words("function", "auxiliary")
        ),
        None,
    )
    before = tokens[first - 1] if first else None
    voice: Literal["finite", "participle", "passive"] = "finite"
    if shape == "base" and before is not None and before.low == "to":
        extended = _catenative_start(tokens, first - 1)
        if extended is None or verb.type != "statement" or not _reports(tokens, stop, verb):
            return None  # "declined to comment": there "declined" is all the words of saying
        first = extended
        before = tokens[first - 1] if first else None
    elif shape == "base":
        if helper is not None and helper not in words("function", "modal"):
            return None
    elif shape == "s":
        if helper is not None:
            return None
    elif shape == "ing":
        if helper in words("function", "be"):
            voice = "finite"
        elif before is not None and (before.text in _SET_OFF or before.low in _ADDING):
            voice = "participle"
        else:
            return None
    elif helper in words("function", "be"):
        voice = "passive"
    elif helper is not None and helper in words("function", "modal"):
        return None
    is_relative = before is not None and before.low == "that" and shape != "base"
    if before is not None and helper is None and not is_relative and _makes_noun(before):
        return None
    group = [t.low for t in tokens[first:stop]]
    negated = any(word in {"not", "never"} or word.endswith("n't") for word in group)
    return Cue(
        first,
        stop,
        verb,
        voice,
        is_bare=first == at and shape in {"past", "s", "base"},
        is_base=shape == "base" and helper is None and first == at,
        is_modal=helper in words("function", "modal") and not helper.startswith("d"),
        negated=negated or bool({"declined", "refused", "declines", "refuses"} & set(group[:-1])),
    )


def _group_start(tokens: Sequence[Token], at: int) -> int:
    """Where the auxiliaries and adverbs before the verb at `at` begin."""
    first = at
    while first and tokens[first - 1].kind == "word":
        low = tokens[first - 1].low
        if low not in words("function", "auxiliary") and (
            not is_adverb(low) or (tokens[first - 1].is_capitalised and first > 1)
        ):
            break
        first -= 1
    # An adverb with no subject before it belongs to the sentence, not to the verb.
    while first < at and (first == 0 or tokens[first - 1].kind != "word"):
        if tokens[first].low in words("function", "auxiliary"):
            break
        if first and tokens[first - 1].kind == "mark" and tokens[first - 1].text == ",":
            break
        first += 1
    return first


def _reports(tokens: Sequence[Token], at: int, verb: Verb) -> bool:
    """Whether something said follows: "refused to say whether ..." """
    if at >= len(tokens):
        return False
    if tokens[at].kind == "quotation" or tokens[at].text == ":":
        return True
    if tokens[at].low in {"that", "whether", "if", "how", "why"}:
        return True
    return verb.base == "say" and tokens[at].kind == "word"


def _catenative_start(tokens: Sequence[Token], to: int) -> int | None:
    """Where the group begins if the "to" at `to` follows a verb like "declined", else None."""
    if to == 0:
        return None
    low = tokens[to - 1].low
    stems = words("function", "catenative")
    if low not in stems and low.removesuffix("d") not in stems:
        stem = low.removesuffix("ed").removesuffix("s")
        if stem not in stems and stem + "e" not in stems:
            return None
    return _group_start(tokens, to - 1)


def _makes_noun(before: Token) -> bool:
    """Whether what stands before a word makes it a noun or a mere modifier: "the claims"."""
    low = before.low
    if low in words("function", "subject"):
        return False
    if low in words("function", "determiner") or low in words("function", "preposition"):
        return True
    return low.endswith(("'s", "s'")) or low in words("function", "object")
