"""What somebody is quoted as saying: "was quoted as saying", "quoted Ann Lee as saying"."""

from factx.rules.reading.document import Range, Tokens

_FARTHEST = 14
"""The most tokens from the verb of quoting to the verb of saying."""
_HEARSAY = "verb of hearsay"


def quoting_verb_before(tokens: Tokens, at: int) -> int | None:
    """Where the verb of quoting is that the verb at `at` follows after "as" or "to"; else None.

    Only the base form or a participle of the verb at `at` may follow.
    """
    link = at - 1
    if link > 0 and "perfect auxiliary" in tokens[link].classes:
        link -= 1  # to have said
    if link < 1:
        return None
    is_as = "role preposition" in tokens[link].classes
    if not is_as and "infinitive marker" not in tokens[link].classes:
        return None
    for i in range(link - 1, max(-1, link - _FARTHEST), -1):
        token = tokens[i]
        if _HEARSAY in token.classes:
            return i if is_as or is_passive(tokens, i) else None
        if token.kind != "word" and token.text not in {".", "(", ")"}:
            return None
        if not is_as or "auxiliary" in token.classes:
            return None
    return None


def is_passive(tokens: Tokens, at: int) -> bool:
    """Whether a form of "be" stands before the verb at `at`, adverbs aside."""
    at -= 1
    while at >= 0 and "adverb" in tokens[at].classes:
        at -= 1
    return at >= 0 and "be" in tokens[at].classes


def quoted_person(tokens: Tokens, verb: int, saying: int) -> Range | None:
    """Who is quoted: the tokens between the verb of quoting and "as"."""
    start, stop = verb + 1, saying - 1
    if stop > start and "role preposition" not in tokens[stop].classes:
        stop -= 1
    return (start, stop) if start < stop else None
