"""Whether a verb group is negated."""

from factx.rules.reading.document import Token, Tokens

_LONGEST = 10
"""The most tokens before "that" in a clause like "It is not true that"."""
_NEGATING = frozenset(
    {
        *("negator", "negative determiner", "verb of refusal", "privative preposition"),
        "short adverb",
    }
)
"""Classes of which every word has one that negates a verb group it stands in or before."""


def negations(tokens: Tokens, start: int, stop: int) -> int:
    """The number of negations in a range of tokens; "not only" does not count."""
    count = 0
    for at, token in enumerate(tokens[start:stop], start):
        if "negator" in token.classes:
            count += at + 1 == len(tokens) or "focus adverb" not in tokens[at + 1].classes
        elif "negative determiner" in token.classes:
            count += at + 1 < len(tokens) and is_comparative_adverb(tokens[at + 1])
    return count


def is_comparative_adverb(token: Token) -> bool:
    """Whether a token is a comparative adverb that "no" negates, as in "no longer"."""
    return "comparative adverb" in token.classes


def is_negated(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a verb group says that something was not said: "did not say", "refused to say".

    Two negations cancel each other: "did not refuse to say".
    """
    shares = _shares_negation(tokens, first, stop)
    near = tokens[max(0, first - 2) : stop]
    if all(token.classes.isdisjoint(_NEGATING) for token in near):
        return shares
    count = shares + negations(tokens, first, stop)
    count += _refusals(tokens, first, stop - 1)
    opening = tokens[max(0, first - 1) : first + 1]
    count += any("privative preposition" in token.classes for token in opening)
    count += any(_stops_short(tokens, at) for at in range(max(0, first - 2), stop))
    return count % 2 == 1


def _stops_short(tokens: Tokens, at: int) -> bool:
    """Whether "short of" stands at `at`, as in "stopped short of saying"."""
    if "short adverb" not in tokens[at].classes or at + 1 >= len(tokens):
        return False
    return "genitive preposition" in tokens[at + 1].classes


def _shares_negation(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether the negation of the verb before also negates this one: "did not confirm or deny"."""
    if first == 0:
        return False
    joins = tokens[first - 1].classes
    if "negative correlative" in joins:
        return "disjunction" in joins  # "neither confirmed nor denied"
    if "disjunction" not in joins and "additive conjunction" not in joins:
        return False
    verb = next((token for token in tokens[first:stop] if token.forms), None)
    is_base = verb is not None and verb.shapes <= {"base"}
    if "disjunction" not in joins and not is_base:
        return False  # "did not act and say", but not "did not act and said"
    start = first - 1
    while start and first - start < _LONGEST and tokens[start - 1].kind != "mark":
        start -= 1
    helpers = [t for t in tokens[start : first - 1] if "auxiliary" in t.classes]
    if not is_base and all("auxiliary do" in token.classes for token in helpers):
        return False  # "did not back or attacked" has two verbs
    return negations(tokens, start, first - 1) + _refusals(tokens, start, first - 1) > 0


def _refusals(tokens: Tokens, start: int, stop: int) -> int:
    """The number of verbs that negate the next one by "to": "refused to say"."""
    return sum(
        "verb of refusal" in token.classes and "infinitive marker" in tokens[at + 1].classes
        for at, token in enumerate(tokens[start:stop], start)
    )
