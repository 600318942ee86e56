"""Whether the article says that something was not said, or only supposes that it was said."""

from factx.rules.details.attributions import sentence_around
from factx.rules.reading.document import Document, Tokens, tokens_at
from factx.rules.reading.nobody import is_nobody
from factx.rules.reading.polarity import is_negated, negations
from factx.rules.reading.supposed import is_supposed
from factx.rules.reading.verb_groups import verb_groups
from factx.text import Offsets


def was_not_said(document: Document, *, cue: Offsets | None, source: Offsets | None) -> bool:
    """Whether the words around a cue negate, suppose or ask that something was said.

    "did not say", "nobody said", "if X says", "did X say". False for an attribution without a cue,
    such as a quotation that stands alone.
    """
    if cue is None:
        return False
    tokens = sentence_around(document, cue)
    first, stop = tokens_at(tokens, cue)
    if first == stop:
        return False
    subject = tokens_at(tokens, source) if source else (0, 0)
    has_subject = subject[0] < subject[1]
    while first and _precedes_verb(tokens, first - 1) and not subject[0] <= first - 1 < subject[1]:
        first -= 1
    if is_negated(tokens, first, stop):
        return True
    if has_subject and is_nobody(tokens, subject):
        return True
    begin = min(subject[0], first) if has_subject else first
    return is_supposed(tokens, begin, first, stop) or _is_negated_next(document, tokens, stop)


def _is_negated_next(document: Document, tokens: Tokens, stop: int) -> bool:
    """Whether the next sentence negates the last verb of this one: "She did not." """
    number = document.unit_at(tokens[-1].start) + 1
    if number == len(document.units):
        return False
    following = document.units[number].tokens[:4]
    if all("auxiliary do" not in token.classes for token in following):
        return False
    words = [token for token in following if token.kind == "word"]
    if not 2 <= len(words) <= 3 or following[-1].text != ".":
        return False
    is_person = (
        "personal pronoun" in words[0].classes and "expletive subject" not in words[0].classes
    )
    is_denial = "auxiliary do" in words[1].classes and negations(words, 1, len(words)) == 1
    if not (is_person and is_denial):
        return False
    return all(group.first < stop for group in verb_groups(tokens))


def _precedes_verb(tokens: Tokens, at: int) -> bool:
    """Whether a token is part of the verb group after it: an auxiliary, an adverb or "not"."""
    return not tokens[at].classes.isdisjoint({"auxiliary", "adverb", "negator"})
