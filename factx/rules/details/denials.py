"""Whether the article says that something was not said, or only supposes that it was."""

from factx.rules.details.attributions import sentence_around
from factx.rules.reading.document import Document, Range, Tokens
from factx.rules.reading.polarity import is_negated, is_nobody, is_supposed, negations
from factx.rules.reading.verb_groups import verb_groups
from factx.text import Offsets


def is_unsaid(document: Document, *, cue: Offsets | None, source: Offsets | None) -> bool:
    """Whether the words around a cue deny or only suppose what it reports.

    "did not say", "nobody said", "if X says", "X might say". An attribution without a cue, such as
    a quotation by itself, is never denied.
    """
    if cue is None:
        return False
    tokens = sentence_around(document, cue)
    first, stop = _range(tokens, cue)
    if first == stop:
        return False
    subject = _range(tokens, source) if source else (0, 0)
    has_subject = subject[0] < subject[1]
    while first and _is_part(tokens, first - 1) and not subject[0] <= first - 1 < subject[1]:
        first -= 1
    if is_negated(tokens, first, stop):
        return True
    if has_subject and is_nobody(tokens, subject):
        return True
    begin = min(subject[0], first) if has_subject else first
    return is_supposed(tokens, begin, first, stop) or _is_taken_back(document, tokens, stop)


def _is_taken_back(document: Document, tokens: Tokens, stop: int) -> bool:
    """Whether the next sentence denies what the last verb reports: "She did not." """
    number = document.unit_at(tokens[-1].start) + 1
    following = list(document.units[number].tokens[:4]) if number < len(document.units) else []
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


def _range(tokens: Tokens, place: Offsets) -> Range:
    """The tokens that a place covers; an empty range if there are none."""
    inside = [i for i, t in enumerate(tokens) if t.start < place[1] and place[0] < t.end]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _is_part(tokens: Tokens, at: int) -> bool:
    """Whether the token at `at` belongs to the verb after it: an auxiliary, "not", an adverb."""
    return not tokens[at].classes.isdisjoint({"auxiliary", "adverb", "negator"})
