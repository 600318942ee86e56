"""Reporting nouns: "his claim that ...", "Kovalt's refusal to ...", "her criticism of ..." """

from collections.abc import Iterator

from factx.rules.language.reporting_words import CueNoun
from factx.rules.reading.document import Document, Tokens
from factx.rules.reading.far_subjects import subject_before
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.nobody import is_nobody
from factx.rules.reading.noun_phrases import Range, leading_noun_phrase, noun_phrase_after
from factx.rules.reading.polarity import is_negated
from factx.rules.reading.supposed import is_supposed
from factx.rules.statements.statement import STOPS, Statement, offsets_of

_FARTHEST = 4
"""Most words from the possessive to the noun: "his much repeated public claim"."""
_LONGEST_POSSESSIVE = 6
_LONGEST_ANSWER = 10
"""Most words from a noun like "answer" to the quotation after a colon."""


def by_nouns(document: Document, tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by a noun with a possessive before it and its content after it."""
    nouns = document.language.reporting_nouns
    for at, token in enumerate(tokens):
        if "answer noun" in token.classes and at and (quoted := _after_colon(tokens, at)):
            holder = _possessive(tokens, at)
            if holder is not None:
                yield Statement(
                    content=(offsets_of(tokens, quoted),),
                    cue=offsets_of(tokens, (at, at + 1)),
                    source=offsets_of(tokens, holder),
                    unit=number,
                )
            continue
        noun = nouns.get(token.low) if token.kind == "word" else None
        if noun is None or not at or at + 2 >= len(tokens):
            continue
        light = _light_verb(tokens, at) if "that" in noun.takes else None
        if light is not None:
            yield from _by_light_verb(tokens, at, light, noun, number)
            continue
        source = _possessive(tokens, at)
        if source is not None and _is_verb_of(tokens, source[1], at):
            continue  # the mayor's aides claim that
        if source is None or "inclusive preposition" in tokens[source[0]].classes:
            continue
        content = _content(tokens, at + 1, noun.takes)
        if content is not None and source[0] == 0:
            stop = _before_predicate(tokens, *content)
            if "s form" in token.classes and stop == content[1] == _end(tokens, stop - 1):
                continue  # "Her plan promises to close the pier": a verb, or there is none
            content = content[0], stop
        if content is None:
            continue
        yield Statement(
            content=(offsets_of(tokens, content),),
            cue=offsets_of(tokens, (source[1], at + 1)),
            source=offsets_of(tokens, source),
            type=noun.type,
            verb=noun.base,
            is_made=not _is_withdrawn(tokens, source[0]),
            unit=number,
        )


def _is_verb_of(tokens: Tokens, start: int, at: int) -> bool:
    """Whether a word is the verb of the plural noun before it: "her friends doubt that"."""
    if at == start or "s form" in tokens[at].classes:
        return False
    before = tokens[at - 1]
    is_plural = not before.classes.isdisjoint({"s form", "plural"}) and before.is_noun_like
    return is_plural and any(form.shape == "base" for form in tokens[at].forms)


def _is_withdrawn(tokens: Tokens, at: int) -> bool:
    """Whether the verb before the possessive at `at` takes back what the noun says."""
    return at > 0 and "verb of withdrawal" in tokens[at - 1].classes


def _after_colon(tokens: Tokens, at: int) -> Range | None:
    """The quotation after a colon near a noun: 'Her answer came late: "No."'"""
    last = min(len(tokens) - 1, at + _LONGEST_ANSWER)
    colon = next((i for i in range(at + 1, last) if tokens[i].kind == "mark"), None)
    if colon is None or tokens[colon].text != ":" or tokens[colon + 1].kind != "quotation":
        return None
    if any(token.forms for token in tokens[at + 1 : colon]):
        return None
    return colon + 1, colon + 2


def _light_verb(tokens: Tokens, at: int) -> int | None:
    """Where the verb of "came to the conclusion that" is, whose noun is at `at`; None if none."""
    if at + 2 >= len(tokens) or "complementizer" not in tokens[at + 1].classes:
        return None
    for i in range(at - 1, max(-1, at - _FARTHEST - 2), -1):
        token = tokens[i]
        if "light verb" in token.classes and not token.is_capitalised:
            is_noun = i > 0 and "light verb" in tokens[i - 1].classes  # take issue with
            return None if is_noun else i
        if "possessive determiner" in token.classes or "genitive" in token.classes:
            return None
        is_between = token.is_noun_like or not token.classes.isdisjoint({"article", "preposition"})
        if not is_between:
            return None
    return None


def _by_light_verb(
    tokens: Tokens, at: int, verb: int, noun: CueNoun, number: int
) -> Iterator[Statement]:
    """The statement of "came to the conclusion that": its subject is the source."""
    first = verb
    while first and not tokens[first - 1].classes.isdisjoint({"auxiliary", "adverb", "negator"}):
        first -= 1
    subject = subject_before(tokens, first)
    if subject is None and first and "joining conjunction" in tokens[first - 1].classes:
        subject = leading_noun_phrase(tokens, first)
    content = _content(tokens, at + 1, noun.takes)
    if subject is None or content is None:
        return
    yield Statement(
        content=(offsets_of(tokens, content),),
        cue=offsets_of(tokens, (first, at + 1)),
        source=offsets_of(tokens, subject),
        type=noun.type,
        verb=noun.base,
        negated=is_negated(tokens, first, at + 1),
        is_made=not is_supposed(tokens, subject[0], first, at + 1)
        and not is_nobody(tokens, subject),
        unit=number,
    )


def _possessive(tokens: Tokens, at: int) -> Range | None:
    """The possessive before the noun at `at`: a pronoun, or a noun phrase with 's."""
    for i in range(at - 1, max(-1, at - _FARTHEST - 1), -1):
        token = tokens[i]
        if "possessive determiner" in token.classes:
            return i, i + 1
        if "genitive" in token.classes:
            return _genitive(tokens, i)
        if not token.is_noun_like and "adverb" not in token.classes:
            return None
    return None


def _genitive(tokens: Tokens, at: int) -> Range | None:
    """The noun phrase whose last word, at `at`, has the 's: "the new governor's"."""
    if tokens[at].is_time or "contracted subject" in tokens[at].classes:
        return None
    start = at
    while start and at - start < _LONGEST_POSSESSIVE:
        before = tokens[start - 1]
        if "article" in before.classes:
            return start - 1, at + 1
        is_part = before.kind == "word" and before.is_noun_like and not before.is_time
        if not is_part or (tokens[start].is_capitalised and not before.is_capitalised):
            break
        start -= 1
    return start, at + 1


def _content(tokens: Tokens, at: int, takes: frozenset[str]) -> Range | None:
    token, following = tokens[at], tokens[at + 1]
    if "complementizer" in token.classes and "that" in takes and following.text not in STOPS:
        return at, _end(tokens, at + 1)
    is_infinitive = "infinitive marker" in token.classes and not following.is_capitalised
    if is_infinitive and "to" in takes:
        return at, _end(tokens, at + 1)
    if token.low in takes and "preposition" in token.classes:
        return noun_phrase_after(tokens, at + 1, len(tokens))
    return None


def _before_predicate(tokens: Tokens, start: int, stop: int) -> int:
    """The end of content within a subject: before "was" in "his claim that it had leaked was"."""
    verbs = [i for i in range(start + 1, stop) if is_main_verb(tokens, i)]
    auxiliaries = [i for i in verbs if "finite auxiliary" in tokens[i].classes]
    return auxiliaries[-1] if auxiliaries and auxiliaries[-1] > verbs[0] else stop


def _end(tokens: Tokens, start: int) -> int:
    """The next punctuation mark, or the end of the unit."""
    return next((i for i in range(start, len(tokens)) if tokens[i].text in STOPS), len(tokens))
