"""Split a sentence at its joined main clauses: "the dam leaks, and the town will pay"."""

from collections.abc import Iterator, Sequence

from factx.records.attribution import AttributionType
from factx.rules.reading.document import Document, Token, place_of, tokens_between
from factx.rules.reading.kinds import is_thing
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import (
    Range,
    has_verb,
    leading_noun_phrase,
    noun_phrase_before,
)
from factx.text import Offsets, overlap

_SUBJECT_REACH = 7
"""Most tokens from the conjunction to the end of the subject after it."""

_STOPS = frozenset({";", ":"})
"""Marks after which another main clause may begin."""

_NO_SUBJECT = frozenset({"ing form", "ed form", "past verb", "adverb", "subject"})
_PARTICIPLES = frozenset({"ed form", "participle verb", "past verb"})
_INNER: frozenset[AttributionType] = frozenset({"belief", "attitude", "intention"})
_CLAUSE_OPENERS = frozenset(
    {"clause subject", "complementizer", "relative pronoun", "question word", "subordinator"}
)


def propositions(
    document: Document, start: int, end: int, gaps: Sequence[Offsets] = ()
) -> Iterator[tuple[Offsets, ...]]:
    """The main clauses of a range, each as its pieces; the whole range if it has only one.

    A clause without a subject of its own has two pieces: the subject before it, and the clause.
    What lies in `gaps`, which are in order, is left out.
    """
    tokens = tokens_between(document, start, end)
    gaps = [gap for gap in gaps if overlap(gap, (start, end))]
    for first, last in gaps:
        tokens = [t for t in tokens if t.start < first or last < t.end]
    begin, clause = 0, _OpenClause(tokens)
    subject: Range | None = None
    shared: Range | None = None  # the subject of the clause at `begin`, if it has none of its own
    for at in _joints(tokens):
        left = tokens[begin:at]
        is_joined = _contrasts(tokens, at) or _lists(tokens, at)
        if at <= begin or not (shared or is_joined or _has_predicate(left, clause)):
            continue
        if shared is None and (found := _subject(left)) is not None:
            subject = begin + found[0], begin + found[1]
        stop = at + 1
        while stop < len(tokens) and _leads(tokens[stop]):
            stop += 1
        right = tokens[stop:]
        next_shared = subject if _shares(tokens, subject, at, stop) else None
        follows = _is_clause(right) or (is_joined and (_lists(tokens, at) or _has_finite(right)))
        follows = follows or (tokens[at].text in _STOPS and _reports(right))
        tail = stop + _gapped(right) if _is_passive(left, clause) else stop
        if next_shared is None and not follows and tail == stop:
            continue
        yield (
            *_proposition(tokens, (begin, _end_before(tokens, begin, at)), shared, gaps),
            *(
                _proposition(tokens, (tail, len(tokens)), None, gaps)
                if stop < tail < len(tokens)
                else ()
            ),
        )
        begin, shared, clause = stop, next_shared, _OpenClause(right)
    if begin == 0 and not gaps:
        yield ((start, end),)
    elif begin < len(tokens):
        yield _proposition(tokens, (begin, len(tokens)), shared, gaps)


def _shares(tokens: Sequence[Token], subject: Range | None, at: int, stop: int) -> bool:
    """Whether the predicate at `stop`, after the joint `at`, has the subject before it."""
    if subject is None or stop >= len(tokens) or not _opens_predicate(tokens[stop:]):
        return False
    if "finite contraction" in tokens[subject[1] - 1].classes:
        return False  # "it's late and is dark" has two verbs in its subject
    is_modal = subject[1] < at and "modal" in tokens[subject[1]].classes
    if is_modal and not tokens[stop].classes.isdisjoint({"auxiliary do", "finite have"}):
        return False  # "can pay and do it" does not say that they do it
    if is_thing(tokens, subject) and _needs_mind(tokens[stop]):
        return False  # "he said the car was left and meant to sell it": not the car
    if _contains_clause(tokens[subject[1] : at]):
        return False  # in "Police say he shot and fled" it was not the police who fled
    return not _are_participles(tokens, subject[1], stop)


def _needs_mind(verb: Token) -> bool:
    """Whether only somebody can do what a verb says: "wanted", "hoped"."""
    return bool(verb.forms) and all(form.verb.type in _INNER for form in verb.forms)


class _OpenClause:
    """The tokens from the beginning of a clause on, while its end is searched.

    What has been read for one end is not read again for the next.
    """

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._read: dict[int, int] = {}

    def first_verb(self, clause: Sequence[Token], start: int) -> int | None:
        """The first main verb from `start` on in `clause`, which is longer each time."""
        at, last = self._read.get(start, start), len(clause) - 1
        while at < last and not is_main_verb(self._tokens, at):
            at += 1
        self._read[start] = at
        if at == last and not is_main_verb(clause, at):  # what follows it is another clause
            return None
        return at if at <= last else None


def _end_before(tokens: Sequence[Token], begin: int, at: int) -> int:
    """The end of the clause before the joint at `at`, without "and at the same time" there."""
    for i in range(at - 1, max(begin, at - _SUBJECT_REACH), -1):
        if is_main_verb(tokens, i):
            return at
        if "coordinator" in tokens[i].classes and tokens[i - 1].text == ",":
            return i - 1
    return at


def _is_passive(tokens: Sequence[Token], clause: _OpenClause) -> bool:
    """Whether the first verb is one of "be" and a participle: "were killed"."""
    verb = clause.first_verb(tokens, 1)
    if verb is None or "be" not in tokens[verb].classes or verb + 1 >= len(tokens):
        return False
    return not tokens[verb + 1].classes.isdisjoint(_PARTICIPLES)


def _gapped(tokens: Sequence[Token]) -> int:
    """The end of a passive without its "were": "over 40 injured" before "when the dam burst".

    What follows it belongs to both passives. 0 if there is none.
    """
    near = range(1, min(len(tokens), _SUBJECT_REACH))
    at = next((i for i in near if not tokens[i].classes.isdisjoint(_PARTICIPLES)), None)
    if at is None or not any(t.text[0].isdigit() or "number" in t.classes for t in tokens[:at]):
        return 0
    if any(t.kind == "mark" or "preposition" in t.classes for t in tokens[1:at]):
        return 0
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_end = following is None or following.kind == "mark" or not following.is_noun_like
    return at + 1 if is_end else 0


def _leads(token: Token) -> bool:
    return token.kind == "mark" or "clause boundary" in token.classes


def _joints(tokens: Sequence[Token]) -> Iterator[int]:
    """Where a main clause may end: at ";", ":", ", and", "and", "but"."""
    for at in range(2, len(tokens) - 2):
        token = tokens[at]
        if "coordinator" in token.classes:
            joins = tokens[at - 1].text not in {",", ";"} and not _joins_adjectives(tokens, at)
        elif token.text == ",":
            joins = "coordinator" in tokens[at + 1].classes or _splices(tokens, at)
        else:
            joins = token.text == ";" or (token.text == ":" and tokens[at + 1].kind == "word")
        if joins:
            yield at


def _joins_adjectives(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and" joins what describes one noun: "the just and moral course"."""
    described = tokens[at - 1].classes
    is_adjective = not described.isdisjoint({"adjective", "adverb", "superlative"})
    return is_adjective and "determiner" in tokens[at - 2].classes


def _splices(tokens: Sequence[Token], at: int) -> bool:
    """Whether a comma alone joins a clause: "he came, he saw"."""
    subject = tokens[at + 1]
    if "finite contraction" in subject.classes and "clause subject stem" in subject.classes:
        return True
    return "personal pronoun" in subject.classes and is_main_verb(tokens, at + 2)


def _next_joint(tokens: Sequence[Token], start: int) -> int:
    return next((at for at in _joints(tokens) if at > start + 1), len(tokens))


def _proposition(
    tokens: Sequence[Token], covered: Range, subject: Range | None, gaps: Sequence[Offsets]
) -> tuple[Offsets, ...]:
    """The pieces of a clause with its subject, without the gaps."""
    ranges = (covered,) if subject is None else (subject, covered)
    return tuple(piece for one in ranges for piece in _without(place_of(tokens, one), gaps))


def _without(place: Offsets, gaps: Sequence[Offsets]) -> Iterator[Offsets]:
    start, end = place
    for begin, stop in gaps:
        if start < stop and begin < end:
            if start < begin:
                yield start, begin
            start = max(start, stop)
    if start < end:
        yield start, end


def _has_predicate(tokens: Sequence[Token], clause: _OpenClause) -> bool:
    """Whether the tokens are a main clause: a subject with a finite verb, and no "if" before it."""
    if not tokens or "subordinator" in tokens[0].classes:
        return False
    subject = leading_noun_phrase(tokens, len(tokens))
    if subject is None:
        return _fronted_subject(tokens) is not None
    if (
        "finite contraction" in tokens[subject[1] - 1].classes
        or "clitic" in tokens[subject[1] - 1].classes
    ):
        return True
    verb = clause.first_verb(tokens, subject[0] + 1)
    if verb is not None and any("question word" in t.classes for t in tokens[1:verb]):
        further = range(verb + 1, len(tokens))
        if not any(is_main_verb(tokens, at) for at in further):
            return False  # "Regardless of what she does"
    return verb is not None or has_verb(tokens, subject[1], len(tokens))


def _subject(tokens: Sequence[Token]) -> Range | None:
    """The noun phrase that opens a clause, up to its verb."""
    found = leading_noun_phrase(tokens, len(tokens))
    if found is None:
        return _fronted_subject(tokens)
    first, last = found
    verb = next((at for at in range(first + 1, last) if is_main_verb(tokens, at)), last)
    while verb > first + 1 and "adverb" in tokens[verb - 1].classes:
        verb -= 1  # "Ruiz barely knew it and had gone" does not say that she barely had
    return first, verb


def _fronted_subject(tokens: Sequence[Token]) -> Range | None:
    """The subject in "Heating it kills germs", or in "By May the ice had gone"."""
    if not tokens or tokens[0].classes.isdisjoint({"ing form", "preposition"}):
        return None
    near = range(1, min(len(tokens), 2 * _SUBJECT_REACH))
    verb = next((at for at in near if is_main_verb(tokens, at)), None)
    if verb is None or any(token.kind != "word" for token in tokens[:verb]):
        return None
    if "preposition" in tokens[0].classes:
        subject = noun_phrase_before(tokens, verb)
        if subject is not None and subject[0] == 1:  # "At least 12 people", not "In Teel were"
            return (0, subject[1]) if "superlative" in tokens[1].classes else None
        return subject
    return 0, verb


def _are_participles(tokens: Sequence[Token], verb: int, second: int) -> bool:
    """Whether the verbs at two places describe a noun: "the woman shot and killed was Ruiz"."""
    if any("past verb" not in tokens[at].classes for at in (verb, second)):
        return False
    if verb + 1 < len(tokens) and "determiner" in tokens[verb + 1].classes:
        return False
    following = _next_joint(tokens, second)
    return any("auxiliary" in token.classes for token in tokens[second + 1 : following])


def _contains_clause(tokens: Sequence[Token]) -> bool:
    """Whether a predicate contains a clause, whose subject the next predicate may share."""
    for at, token in enumerate(tokens):
        if "ambiguous pronoun" in token.classes:
            if at + 1 < len(tokens) and is_main_verb(tokens, at + 1):
                return True  # not in "sold it"
        elif not token.classes.isdisjoint(_CLAUSE_OPENERS):
            return True
    return False


def _has_finite(tokens: Sequence[Token]) -> bool:
    stop = min(len(tokens), _SUBJECT_REACH + 1)
    return any(is_main_verb(tokens, at) for at in range(stop))


def _contrasts(tokens: Sequence[Token], at: int) -> bool:
    """Whether ", but" stands at `at`, which joins clauses even if the first verb is unknown."""
    return tokens[at].text == "," and "adversative conjunction" in tokens[at + 1].classes


def _lists(tokens: Sequence[Token], at: int) -> bool:
    """Whether "and that" stands at `at`, which joins reported clauses."""
    if tokens[at].text == ",":
        at += 1
    following = tokens[at + 1 : at + 2]
    return "coordinator" in tokens[at].classes and any(
        "complementizer" in token.classes for token in following
    )


def _is_clause(tokens: Sequence[Token]) -> bool:
    """Whether the tokens begin with a subject of their own, closely followed by its verb."""
    start = 0
    while start < len(tokens) - 1 and "adverb" in tokens[start].classes:
        start += 1  # and then the water came
    if start and "expletive subject" in tokens[start - 1].classes and tokens[start].is_finite:
        return True  # there was no contact
    tokens = tokens[start:]
    if _follows_place(tokens):
        return True
    subject = leading_noun_phrase(tokens, len(tokens))
    if subject is not None and subject[0] == 0:
        if tokens[0].is_subject_pronoun:
            following = tokens[1] if len(tokens) > 1 else tokens[0]
            return "infinitive marker" not in following.classes
        stop = min(len(tokens), subject[1] + 2)
        if subject[1] < len(tokens) and "coordinator" in tokens[subject[1]].classes:
            return False
        if subject[1] <= _SUBJECT_REACH and has_verb(tokens, subject[1], stop):
            return True
    verb = _verb_of_subject(tokens)
    return verb is not None and _is_no_participle(tokens, verb)


def _follows_place(tokens: Sequence[Token]) -> bool:
    """Whether the tokens are like "where it used to lie there is now a lake"."""
    if len(tokens) < 4 or "question word" not in tokens[0].classes:
        return False
    return any(
        "expletive subject" in token.classes and tokens[at + 1].is_finite
        for at, token in enumerate(tokens[:-1])
    )


def _verb_of_subject(tokens: Sequence[Token]) -> int | None:
    """Where the verb of the noun phrase at the start stands, which may have "who worked there"."""
    if not tokens:
        return None
    classes = tokens[0].classes
    is_noun = tokens[0].is_noun_like and classes.isdisjoint(_NO_SUBJECT)
    if not is_noun and "determiner" not in classes:
        return None
    in_relative = False
    for at in range(1, min(len(tokens), 2 * _SUBJECT_REACH)):
        token = tokens[at]
        if "personal relative" in token.classes:
            in_relative = True
        elif is_main_verb(tokens, at):
            if not in_relative:
                return at
            in_relative = False
        elif token.kind == "mark" or "subject end" in token.classes:
            return None
        if at > _SUBJECT_REACH and not in_relative:
            return None
    return None


def _is_no_participle(tokens: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` is finite for sure: "told me", "came", unlike "built in May"."""
    token = tokens[at]
    if token.is_finite and "ed form" not in token.classes:
        return True
    if "past verb" not in token.classes and "ed form" not in token.classes:
        return True  # moves
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is not None and not following.classes.isdisjoint({"object opener", "amount"}):
        return True
    return "plain past" in token.classes


def _reports(tokens: Sequence[Token]) -> bool:
    """Whether the tokens are a subject and a verb of saying, which may be irregular: "it said"."""
    subject = leading_noun_phrase(tokens, len(tokens))
    if subject is None or subject[0] or subject[1] >= len(tokens):
        return False
    return subject[1] <= _SUBJECT_REACH and "past" in tokens[subject[1]].shapes


def _opens_predicate(tokens: Sequence[Token]) -> bool:
    """Whether the first token, or the first after adverbs, is a finite verb without a subject."""
    at = next((i for i, token in enumerate(tokens) if "adverb" not in token.classes), 0)
    token = tokens[at]
    if any("expletive subject" in one.classes for one in tokens[:at]):
        return False  # there was
    if token.is_subject_pronoun or "finite contraction" in token.classes:
        return False  # it's
    if token.is_finite or "past verb" in token.classes:
        return "base verb" not in token.classes or token.is_finite
    return "past" in token.shapes
