"""Read off the words around a cue: when something was said, to whom, and with what stance."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factx.records.attribution import Stance
from factx.rules.details.times import TimeExpression, moments
from factx.rules.reading.document import (
    Document,
    Range,
    Tokens,
    bounds,
    having,
    place_of,
    tokens_at,
    tokens_between,
)
from factx.rules.reading.noun_phrases import (
    noun_phrase_after,
    noun_phrase_before,
)
from factx.text import Offsets, overlap

_STANCES: dict[str, Stance] = {"endorsing cue": "endorsing", "distancing cue": "distancing"}
_ENDS = frozenset({".", "!", "?", "…", ";"})
_LONGEST = 24
"""Most tokens from a cue to the end of the time or event of an attribution."""
_FARTHEST = 1_000
"""Most characters that are read on either side of a cue inside a quotation."""


class AttributionDetails(NamedTuple):
    """The fields of an attribution that are read off the words around its cue."""

    when: TimeExpression | None
    """When it was said."""
    addressee: Offsets | None
    """Whom it was said to."""
    stance: Stance | None
    """Whether the cue endorses the content or distances itself from it; None for most cues."""


def attribution_details(
    document: Document,
    *,
    cue: Offsets | None,
    source: Offsets | None,
    content: Sequence[Offsets],
) -> AttributionDetails:
    """The details of an attribution, found by rules, a model or a person.

    They are read off the sentence of the cue, or of the source if there is no cue.
    """
    anchor = cue or source
    if anchor is None:
        return AttributionDetails(None, None, None)
    stance = _stance(document, cue) if cue else None
    sentence = _Sentence(document, sentence_around(document, anchor), anchor, source, content)
    if sentence.cue == (0, 0):
        return AttributionDetails(None, None, stance)
    when = _when(sentence) if sentence.has_other_words() else None
    return AttributionDetails(when, _addressee(sentence) if cue else None, stance)


@lru_cache(4)
def sentence_around(document: Document, anchor: Offsets) -> Tokens:
    """The tokens of the sentence around a place; inside a quotation, of the sentence quoted."""
    start, end = anchor
    tokens: Tokens = document.units[document.unit_at(start)].tokens
    first, stop = bounds(tokens, anchor)
    around = tokens[first] if first < len(tokens) else None
    if around and around.kind == "quotation" and around.start < start and end <= around.end:
        begin, done = max(around.start + 1, start - _FARTHEST), min(around.end, end + _FARTHEST)
        tokens = tokens_between(document, begin, done)
        first, stop = bounds(tokens, anchor)
    while first and tokens[first - 1].text not in _ENDS:
        first -= 1
    while stop < len(tokens) and tokens[stop].text not in _ENDS:
        stop += 1
    return tokens[first:stop]


class _Sentence:
    """A sentence with the parts of one attribution."""

    def __init__(
        self,
        document: Document,
        tokens: Tokens,
        anchor: Offsets,
        source: Offsets | None,
        content: Sequence[Offsets],
    ) -> None:
        """`anchor` is the cue, or the source if there is no cue."""
        self.document = document
        self.tokens = tokens
        self.anchor = anchor
        self.cue: Range = tokens_at(tokens, anchor)
        """The tokens of the anchor; (0, 0) if there are none."""
        subject = tokens_at(tokens, source) if source else (0, 0)
        self.subject: Range | None = subject if subject[0] < subject[1] else None
        """The tokens of the source; None if it is in another sentence."""
        self._taken = {*range(*self.cue), *range(*subject)}
        for piece in content:
            self._taken.update(range(*tokens_at(tokens, piece)))

    def is_free(self, at: int) -> bool:
        """Whether a token is neither cue, source nor content, nor a quotation."""
        return self.tokens[at].kind != "quotation" and at not in self._taken

    def has_other_words(self) -> bool:
        """Whether there are words beside cue, source, content and quotations."""
        return any(
            token.kind == "word" and at not in self._taken for at, token in enumerate(self.tokens)
        )

    def times_in(self, covered: Range) -> list[TimeExpression]:
        """The dates and hours in some tokens, except those in the genitive: "Monday's vote"."""
        start, end = self.place_of(covered)
        found = moments(self.document.text, start, end, self.document.language)
        if not found:
            return found
        owners = [token for token in self.tokens[slice(*covered)] if "genitive" in token.classes]
        return [one for one in found if not any(overlap(t.place, one.place) for t in owners)]

    def is_in_time(self, at: int) -> bool:
        """Whether a token is inside an expression of time: "later that day"."""
        around = self.times_in((max(0, at - 3), min(len(self.tokens), at + 4)))
        return any(overlap(self.tokens[at].place, one.place) for one in around)

    def ends_clause(self, at: int) -> bool:
        """Whether a colon or a "that" separates what precedes a token from what follows it."""
        token = self.tokens[at]
        return token.text == ":" or ("complementizer" in token.classes and not self.is_in_time(at))

    def free_from(self, start: int) -> Range:
        """The free tokens from `start` on."""
        stop = start
        while stop < min(len(self.tokens), start + _LONGEST) and self.is_free(stop):
            stop += 1
        return start, stop

    def place_of(self, covered: Range) -> Offsets:
        """The offsets of some tokens, at least one."""
        return place_of(self.tokens, covered)


# When.


def _when(sentence: _Sentence) -> TimeExpression | None:
    """The time or event nearest to the cue: after it, before it, or after the content."""
    for covered in _places_of_time(sentence):
        if covered[0] < covered[1]:
            found = _time_in(sentence, covered) or _event_in(sentence, covered)
            if found is not None:
                return found
    return None


def _places_of_time(sentence: _Sentence) -> Iterator[Range]:
    """The ranges in which a time or event belongs to the cue, nearest first."""
    tokens = sentence.tokens
    (first, stop), subject = sentence.cue, sentence.subject
    if subject is not None and 0 <= subject[0] - stop <= 1:
        stop = subject[1]
    after = sentence.free_from(stop)
    yield after[0], _clause_end(sentence, *after)
    if subject is not None and subject[1] < first:
        yield _run_before(sentence, first, subject[1])
    opening = min(first, subject[0]) if subject else first
    before = _run_before(sentence, opening, 0)
    is_relative = subject is not None and "relative" in tokens[subject[0]].classes
    if before[0] < before[1] and not is_relative and _opens_adverbial(sentence, before):
        yield before
    at = after[1]
    while at < len(tokens) and not sentence.is_free(at):
        at += 1
    rest = sentence.free_from(at)
    if rest[0] < rest[1] and _opens_adverbial(sentence, rest):
        yield at, _clause_end(sentence, *rest)


def _clause_end(sentence: _Sentence, start: int, stop: int) -> int:
    """Where another clause or an insertion begins after a cue, at most `stop`."""
    tokens = sentence.tokens
    for at in range(start, stop):
        is_pause = tokens[at].text == "," and at > start
        if is_pause and not _continues(sentence, at + 1, stop):
            return at
        if sentence.ends_clause(at) or "joining conjunction" in tokens[at].classes:
            return at
    return stop


def _continues(sentence: _Sentence, at: int, stop: int) -> bool:
    """Whether a time may continue after a comma: "said, on Monday," or "May 5, 2018"."""
    if at >= stop:
        return False
    token = sentence.tokens[at]
    return "preposition" in token.classes or token.is_time or sentence.is_in_time(at - 1)


def _run_before(sentence: _Sentence, stop: int, floor: int) -> Range:
    """The free tokens before `stop`, back to where their clause begins."""
    tokens, start = sentence.tokens, stop
    while start > floor and stop - start < 2 * _LONGEST and sentence.is_free(start - 1):
        token = tokens[start - 1]
        if sentence.ends_clause(start - 1):
            break
        if "coordinator" in token.classes and (start < 2 or tokens[start - 2].text == ","):
            break
        start -= 1
    return start, stop


def _opens_adverbial(sentence: _Sentence, covered: Range) -> bool:
    """Whether a range opens with a preposition, a conjunction, a participle or a time."""
    first = sentence.tokens[covered[0]]
    if "leading adverbial" in first.classes or first.is_time:
        return True
    found = _time_in(sentence, covered)
    return found is not None and found.place[0] == first.start


def _time_in(sentence: _Sentence, covered: Range) -> TimeExpression | None:
    """The first date or hour in some tokens."""
    return next(iter(sentence.times_in(covered)), None)


def _event_in(sentence: _Sentence, covered: Range) -> TimeExpression | None:
    """The first event in some tokens: "after the vote", "as the trophy was lifted"."""
    tokens = sentence.tokens
    start, stop = covered
    for at in range(start, stop - 1):
        classes = tokens[at].classes
        if "meal preposition" in classes and "meal" in tokens[at + 1].classes:
            return TimeExpression(sentence.place_of((at, at + 2)), None)
        if "event opener" in classes:
            end = next((i for i in range(at + 1, stop) if tokens[i].kind == "mark"), stop)
            is_clause = "subject" in tokens[at + 1].classes or any(
                token.is_finite or "ed form" in token.classes for token in tokens[at:end]
            )
            if is_clause or "clausal opener" not in classes:
                return TimeExpression(sentence.place_of((at, end)), None)
    return None


# Addressee.


def _addressee(sentence: _Sentence) -> Offsets | None:
    """Who is addressed: the noun phrase after the cue, or the subject of "was told"."""
    tokens = sentence.tokens
    first, stop = sentence.cue
    cue = tokens[first:stop]
    personal = [f for token in cue for f in token.forms if "whom" in f.verb.takes]
    if any(form.shape == "past" for form in personal) and any("be" in t.classes for t in cue):
        if tokens[first].start < sentence.anchor[0]:
            return tokens[first].start, sentence.anchor[0]  # I'd been told
        subject = noun_phrase_before(tokens, first)
        is_outside = subject is not None and all(map(sentence.is_free, range(*subject)))
        return sentence.place_of(subject) if subject and is_outside else None
    start, end = sentence.free_from(stop)
    at = _addressee_start(sentence, start, end, is_personal=bool(personal))
    phrase = _person(tokens, at, end) if at is not None and at < end else None
    return sentence.place_of(phrase) if phrase else None


def _addressee_start(sentence: _Sentence, start: int, end: int, *, is_personal: bool) -> int | None:
    """Where the addressee may begin after a cue, directly or after "to"; None if it cannot."""
    tokens = sentence.tokens
    if start == end:
        return None
    if "dative preposition" in tokens[start].classes:
        return start + 1
    if is_personal:
        return start
    is_before_content = end < len(tokens)
    for at in range(start + 1, end if is_before_content else start):
        if "message" in tokens[at - 1].classes and "dative preposition" in tokens[at].classes:
            return at + 1  # complained in a letter to the council that
    return None


def _person(tokens: Tokens, start: int, end: int) -> Range | None:
    """The noun phrase or pronoun at `start`, with a second one after "and"."""
    is_pronoun = "object" in tokens[start].classes
    is_possessive = "ambiguous possessive" in tokens[start].classes and start + 1 < end
    if is_possessive and tokens[start + 1].classes.isdisjoint({"closed class", "conjunction"}):
        is_pronoun = tokens[start + 1].kind == "mark"
    phrase = (start, start + 1) if is_pronoun else noun_phrase_after(tokens, start, end)
    if phrase is None or phrase[1] + 1 >= end:
        return phrase
    if "additive conjunction" in tokens[phrase[1]].classes:
        added = noun_phrase_after(tokens, phrase[1] + 1, end)
        return (start, added[1]) if added else phrase
    return phrase


# Stance.


def _stance(document: Document, cue: Offsets) -> Stance | None:
    """The stance of the last verb or noun in a cue, or of an adverb such as "falsely"."""
    tokens = tokens_between(document, *cue)
    if having(tokens, "denying adverb"):
        return "distancing"
    following: set[str] = set()
    for token in reversed(tokens):
        if token.forms or "distancing cue" in token.classes:
            break
        following.add(token.low)
    else:
        return None
    verbs = {
        " ".join([form.verb.base, *form.verb.particles])
        for form in token.forms
        if following.issuperset(form.verb.particles)
    }
    for name, stance in _STANCES.items():
        if not document.language.members(name).isdisjoint({token.low, *verbs}):
            return stance
    return None
