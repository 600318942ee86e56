"""Verbs next to speech in quotation marks that no list has: '"...," enthused Ann Lee'.

The layout shows that they report it: the quotation begins its sentence and ends like a clause, and
nothing but a subject and a verb stands beside it.
"""

from collections.abc import Iterator, Sequence

from factx.rules.language.reporting_words import quoting_verb
from factx.rules.reading.document import DASHES, Document, Token, Tokens, is_utterance
from factx.rules.reading.noun_phrases import noun_phrase_after, noun_phrase_before
from factx.rules.reading.polarity import is_negated
from factx.rules.reading.verb_groups import VerbGroup

_SPEECH = 4
"""Fewest words of speech beside a verb that has an object: "texted a friend"."""
_FARTHEST = 14
"""The most tokens from a quotation to the verb that reports it."""
_ENDS = frozenset({".", ",", ";", "!", "?", "…", ":", *DASHES})
_VERBS = frozenset({"past verb", "s verb", "ed form"})


def with_verbs_beside_speech(
    document: Document, tokens: Tokens, found: Sequence[VerbGroup]
) -> list[VerbGroup]:
    """The groups in `found`, with the verbs beside speech that are in none of them, in order."""
    if all(token.kind != "quotation" for token in tokens):
        return list(found)
    reporting = [
        group.first
        for group in found
        if "quote" in group.verb.takes and group.voice != "participle"
    ]
    added: list[VerbGroup] = []
    for at in range(len(tokens)):
        if tokens[at].kind != "quotation":
            continue
        is_set_off = at + 1 < len(tokens) and tokens[at + 1].text == ","
        if not is_set_off and not is_utterance(document.text, *tokens[at].place):
            continue
        for verb in (*_after(document, tokens, at), *_before(document, tokens, at)):
            start, stop = min(at, verb), _end_of_clause(tokens, max(at, verb))
            if not any(start <= other < stop for other in reporting):
                added.append(_group(tokens, verb))
                break
    taken = {group.first for group in added}
    return sorted([*(g for g in found if g.first not in taken), *added], key=lambda g: g.first)


def _end_of_clause(tokens: Tokens, at: int) -> int:
    """The next quotation, full stop or joining conjunction after `at`, or the end of the unit."""
    for i in range(at + 1, len(tokens)):
        token = tokens[i]
        if token.kind == "quotation" or token.text in {".", ";", ":"}:
            return i
        if "joining conjunction" in token.classes:
            return i
    return len(tokens)


def _group(tokens: Tokens, at: int) -> VerbGroup:
    token = tokens[at]
    base = next((f.verb.base for f in token.forms if not f.verb.particles), token.low)
    verb = quoting_verb(base)
    stop = at + 1
    return VerbGroup(
        at,
        stop,
        verb,
        "finite",
        is_bare=True,
        is_base=False,
        is_modal=False,
        negated=is_negated(tokens, at, stop),
    )


def _after(document: Document, tokens: Tokens, at: int) -> Iterator[int]:
    """The verb after the quotation at `at`, before or after its subject; none or one."""
    if at and (tokens[at - 1].kind == "word" or tokens[at - 1].text == ","):
        return  # After “Night Train,” she moved away.
    first = at + 1
    if first < len(tokens) and tokens[first].text == ",":
        first += 1
    if first + 1 >= len(tokens) or tokens[first].kind != "word":
        return
    if _is_verb(tokens[first]) and _has_subject_after(tokens, first):
        yield first
        return
    is_long = _is_long(document, tokens[at])
    for verb in range(first + 1, min(len(tokens), first + _FARTHEST)):
        token = tokens[verb]
        if token.kind == "quotation" or token.text in {".", ";", ":", "!", "?"}:
            return
        if token.is_finite and not token.forms:
            return
        is_last = _ends(tokens, verb + 1) or (
            tokens[verb + 1].kind == "word"
            and not tokens[verb + 1].is_capitalised
            and _ends(tokens, verb + 2)  # the crowd shouted back
        )
        is_plain = first + 1 == verb and tokens[first].is_subject_pronoun
        if not _is_verb(token) and not (is_plain and is_last and token.is_noun_like):
            continue
        subject = noun_phrase_before(tokens, verb) if _opens(tokens[first]) else None
        if subject is None:
            return
        if subject[0] != first:
            continue
        if is_last or (is_long and _goes_on(tokens[verb + 1])):
            yield verb
        return


def _is_long(document: Document, quotation: Token) -> bool:
    return document.text.count(" ", *quotation.place) + 1 >= _SPEECH


def _is_verb(token: Token) -> bool:
    """Whether a word may be the past tense or the -s form of a verb."""
    if token.kind != "word" or token.is_capitalised or "no verb" in token.classes:
        return False
    return not token.classes.isdisjoint(_VERBS) or not token.shapes.isdisjoint({"past", "s"})


def _opens(token: Token) -> bool:
    """Whether a word may begin the subject of a reporting verb."""
    if token.is_capitalised or token.is_subject_pronoun:
        return token.classes.isdisjoint({"preposition", "conjunction", "relative pronoun"})
    return not token.classes.isdisjoint({"determiner", "number", "person", "agent noun"})


def _has_subject_after(tokens: Tokens, verb: int) -> bool:
    """Whether the subject follows the verb, and the sentence or clause ends after it."""
    start = verb + 1
    if not _opens(tokens[start]):
        if tokens[start].classes.isdisjoint({"preposition", "plain adverb", "leading particle"}):
            return False
        start += 1  # piped up Ann Lee
        if start >= len(tokens) or not _opens(tokens[start]):
            return False
    subject = noun_phrase_after(tokens, start, len(tokens))
    if subject is None:
        return False
    stop = subject[1]
    if stop >= len(tokens):
        return True
    return tokens[stop].text in _ENDS or not tokens[stop].classes.isdisjoint(
        {"preposition", "conjunction", "relative pronoun", "time"}
    )


def _ends(tokens: Tokens, at: int) -> bool:
    return at >= len(tokens) or tokens[at].text in _ENDS


def _goes_on(token: Token) -> bool:
    """Whether a word may follow a verb of saying: to whom, when, how or with what gesture."""
    if token.kind != "word":
        return False
    return not token.classes.isdisjoint(
        {"preposition", "adverb", "object", "determiner", "joining conjunction", "conjunction"}
    ) or (token.is_time or token.is_capitalised)


def _before(document: Document, tokens: Tokens, at: int) -> Iterator[int]:
    """The verb right before the colon or comma before the quotation at `at`; none or one."""
    if at < 3 or tokens[at - 1].text not in {":", ","}:
        return
    verb = at - 2
    if not _is_verb(tokens[verb]):
        return
    if "ed form" in tokens[verb].classes and tokens[verb - 1].kind == "mark":
        return
    if tokens[at - 1].text == "," and not _is_long(document, tokens[at]):
        return  # The play he directed, “Night Train,” is long.
    opener = verb - 1
    while opener > 1 and "adverb" in tokens[opener].classes:  # and then boomed
        opener -= 1
    before = tokens[opener]
    is_joined = "additive conjunction" in before.classes
    subject = noun_phrase_before(tokens, verb)
    is_adverb = subject is not None and "adverb" in tokens[subject[1] - 1].classes
    if is_joined or (subject is not None and not is_adverb):
        yield verb
