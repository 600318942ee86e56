"""Whether the words of a frame say that something was said, was not said, or is only supposed."""

from factx.rules.reading.document import Range, Tokens, having
from factx.rules.statements.sentence_parts import BREAKS, part_begin

_BESIDE_VERB = frozenset({"adverb", "negation", "clitic pronoun", "reflexive", "light opener"})
"""The classes of words between "and" and the verb that it joins."""
_NEAR = 5
"""How many words after a negation may be the occasion that it is about."""


def polarity(
    tokens: Tokens, begin: int, head: int, stop: int, source: Range | None
) -> tuple[bool, bool]:
    """Whether somebody says it, and whether the article says that it was not said.

    The words from `begin` to `stop` are read, those of its verb begin at `head`.
    """
    parts = tokens[begin:stop]
    is_supposed = bool(parts) and "condition" in parts[0].classes
    if source is not None and source[0]:  # "on ignore si le maire a dit que"
        is_supposed |= "condition" in tokens[source[0] - 1].classes
    said_by = parts if source is None else tokens[source[0] : source[1]]
    nobody = any(not token.classes.isdisjoint({"nobody", "scarce"}) for token in said_by)
    nobody |= source is not None and _is_left_out(tokens, begin, source)
    nobody |= _opens_with_whoever(tokens, begin)
    own = _after_joint(tokens, begin, head)
    outside = [at for at in range(own, stop) if source is None or not source[0] <= at < source[1]]
    only_seems = _only_seems(tokens, begin, head, source)
    denied = _is_negated(tokens, outside) or bool(having(tokens[own:head], "negative joint"))
    is_paired = bool(having(tokens[own:head], "paired joint"))  # kam weder, noch sagte er
    denied |= is_paired and bool(having(tokens[:own], "pairing negation"))
    return not (is_supposed or nobody or only_seems), denied


def _after_joint(tokens: Tokens, begin: int, head: int) -> int:
    """Where the words of the verb at `head` begin, after "and" that joins it to another.

    "Weber kam nicht und sagte, dass" denies only that he came.
    """
    for at in range(head - 1, begin, -1):
        classes = tokens[at].classes
        if "negative joint" in classes:
            return at
        if "joining conjunction" in classes:
            return at + 1
        if classes.isdisjoint(_BESIDE_VERB):
            break
    return begin


def _only_seems(tokens: Tokens, begin: int, head: int, source: Range | None) -> bool:
    """Whether it was almost said, or only in what is not the speaker's: "in a fake letter"."""
    near_misses = having(tokens[begin:head], "near miss")
    if any(begin + at + 1 == head or _is_finite_at(tokens, begin + at + 1) for at in near_misses):
        return True
    above = part_begin(tokens, begin - 1) if begin > 1 and tokens[begin - 1].text == "," else begin
    if "medium preposition" not in tokens[above].classes:
        return False
    opening = tokens[above : min(head, above + _NEAR)]
    fakes = [above + at for at in having(opening, "fake word")]
    return any(source is None or not source[0] <= at < source[1] for at in fakes)


def _is_finite_at(tokens: Tokens, at: int) -> bool:
    return not tokens[at].classes.isdisjoint({"auxiliary", "reporting mood"})


def _is_negated(tokens: Tokens, places: list[int]) -> bool:
    """Whether one of the words at these places denies that it was said, and no word lifts that."""
    denying = {"negation", "negative determiner"}
    denials = [at for at in places if not tokens[at].classes.isdisjoint(denying)]
    denials += [at for at in places[1:] if "hardly" in tokens[at].classes]  # not "Kaum hatte er"
    return bool(denials) and not any(is_lifted(tokens, at) for at in denials)


def is_lifted(tokens: Tokens, at: int) -> bool:
    """Whether the negation at `at` denies only how or when: "not only", "not for the first time".

    "Not only did Weber say so" says that he did.
    """
    following = tokens[at + 1 : at + 1 + _NEAR]
    if following and "limiting adverb" in following[0].classes:
        return True
    part = next((i for i, token in enumerate(following) if token.text in BREAKS), _NEAR)
    occasion = having(following[:part], "occasion noun")
    return bool(occasion) and bool(having(following[: occasion[0]], "occasion ordinal"))


def is_denied_above(tokens: Tokens, begin: int) -> bool:
    """Whether what precedes a clause denies it: "Es ist nicht bewiesen, dass Weber wusste"."""
    if begin < 2 or "complementizer" not in tokens[begin].classes:
        return False
    start = part_begin(tokens, begin - 1)
    above = tokens[start : begin - 1]
    is_denial = bool(having(above, "verb of denial"))
    negations = [start + at for at in having(above, "negation")]
    is_negated = bool(negations) and not any(is_lifted(tokens, at) for at in negations)
    return is_denial != is_negated


def is_denied_before(tokens: Tokens, begin: int, head: int) -> bool:
    """Whether a verb of denial has the infinitive at `head`: "nie avoir dit que"."""
    denials = having(tokens[begin:head], "verb of denial")
    return bool(denials) and not having(tokens[begin + denials[-1] : head], "joining conjunction")


def _is_left_out(tokens: Tokens, begin: int, source: Range) -> bool:
    """Whether a source is who did not speak: "alle außer Weber", "kaum ein Arzt"."""
    around = tokens[max(begin, source[0] - 1) : source[1]]
    if having(around, "exception preposition") or having(around[:1], "scarce"):
        return True
    return len(having(tokens[begin : source[0]], "negative joint")) > 1


def _opens_with_whoever(tokens: Tokens, begin: int) -> bool:
    """Whether a clause is about whoever says something, or asks who does or what is said.

    Some words for that are relative pronouns after a comma.
    """
    if begin >= len(tokens):
        return False
    is_relative = begin > 0 and tokens[begin - 1].text == ","
    return "whoever" in tokens[begin].classes or (
        not is_relative and "opening whoever" in tokens[begin].classes
    )
