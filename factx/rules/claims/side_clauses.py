"""Side clauses: what a sentence says beside its main clauses.

These are clauses with "when" or "because", relative clauses, participles and appositions. A main
claim leaves out those that commas set off.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from factx.rules.language.word import COMMON_VERBS
from factx.rules.reading.document import DASHES, SET_OFF, Token, Tokens, having, place_of, token_at
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range, leading_noun_phrase, noun_phrase_before
from factx.text import Offsets

_ENDS = frozenset({",", ".", ";", ":", "!", "?", ")", "”", '"', "’", *DASHES})
_CLOSING = {'"': '"', "“": "”"}
_LONGEST_INSERTED = 6
"""Most tokens of an adverbial between commas, such as ", at times,"."""
_LONGEST_QUOTED = 8
"""Most tokens in a quotation within a clause."""
_OPENS = SET_OFF | {"("}
_CLOSES = SET_OFF | {")"}
_SENTENCE_ENDS = frozenset({".", "!", "?", ";"})
_ING = frozenset({"ing form", "ing verb"})
_PAST_PARTICIPLES = frozenset({"ed form", "participle verb", "past verb"})
_PARTICIPLES = _ING | _PAST_PARTICIPLES
_PASTS = frozenset({"past verb", "finite past"})
_VERB_FORMS = frozenset({"past verb", "ed form", "participle verb", "base verb"})
_HELPERS = frozenset({"auxiliary", "adverb", "negator"})
_MEASURES = frozenset({"amount", "plain adverb"})
_SUBJECTS = frozenset({"personal pronoun", "relative"})
_OPEN = frozenset({"modal", "negator", "negative determiner", "infinitive marker"})
"""Words with which it is open whether something happened."""
_OPENS_OTHER = frozenset({"conditional", "alternative conjunction", "complementizer"})
_LONGEST_HEAD = 12
"""Most tokens of the noun phrase that a side clause describes."""
_RELATIVE_REACH = 5
"""Most tokens from the start of a clause to "which" in it."""
_SUBJECT_REACH = 8
"""Most tokens from the start of a subject to its verb."""


class SideClause(NamedTuple):
    """A clause with the noun phrase that it describes, if it describes one."""

    evidence: tuple[Offsets, ...]
    """The noun phrase and the clause, or the clause alone."""
    clause: Offsets
    """The clause alone, which decides the factuality."""
    gap: Offsets | None
    """What a main claim leaves out; None if it keeps the clause."""
    is_description: bool
    """Whether it tells who or what something is, and not when or why something is so."""


def side_clauses(tokens: Tokens) -> list[SideClause]:
    """The side clauses of some sentences in reading order."""
    inserted = list(_insertions(tokens))
    found = [
        *_adverbial_clauses(tokens),
        *_leading_participles(tokens),
        *inserted,
        *_restrictive_clauses(tokens, inserted),
    ]
    return sorted(found, key=lambda side: side.clause)


# Clauses that tell when, why or in spite of what.


def _adverbial_clauses(tokens: Tokens) -> Iterator[SideClause]:
    for at in having(tokens[:-2], "background conjunction"):
        token = tokens[at]
        if _compares(tokens, at) or _is_role(tokens, at) or _asks(tokens, at):
            continue
        start = _sentence_start(tokens, at)
        stop = _end_of_adverbial(tokens, at + 1)
        if not _is_clause(tokens[at + 1 : stop]) or _is_elliptic(tokens[at + 1 : stop]):
            continue
        is_leading = at == start
        if is_leading and (stop >= len(tokens) or tokens[stop].text != ","):
            continue
        is_set_off = tokens[at - 1].text == "," and stop < len(tokens) and tokens[stop].text == ","
        if not is_leading and not is_set_off and not _has_main_verb(tokens, start, at):
            continue
        rest = [*tokens[start:at], *tokens[stop : _sentence_stop(tokens, stop)]]
        if "time conjunction" in token.classes and any("future modal" in t.classes for t in rest):
            continue  # "when all are clear" is still to come
        if "limiting conjunction" in token.classes and not _happened(tokens[at + 1 : stop], rest):
            continue  # "close it before it breaks"
        clause = place_of(tokens, (at + 1, stop))
        is_only_time = not is_leading and not any(token.is_time for token in rest)
        is_kept = is_only_time and "dating conjunction" in token.classes
        gap = None if is_kept else _gap(tokens, at, stop)
        yield SideClause((clause,), clause, gap, is_description=False)


def _asks(tokens: Tokens, at: int) -> bool:
    """Whether the conjunction at `at` opens a question that is retold: "did not say when"."""
    if not at or "question word" not in tokens[at].classes:
        return False
    return any("wh" in form.verb.takes for form in tokens[at - 1].forms)


def _is_role(tokens: Tokens, at: int) -> bool:
    """Whether "as clerk" stands at `at`: a noun for a person without an article."""
    following = tokens[at + 1].classes
    return "role preposition" in tokens[at].classes and "person noun" in following


def _is_elliptic(clause: Tokens) -> bool:
    """Whether a clause has an auxiliary alone: "as the board did", "I was so", "as it has done"."""
    rest = [token for token in clause if token.classes.isdisjoint({"adverb", "not adverb"})]
    return bool(rest) and not rest[-1].classes.isdisjoint({"auxiliary", "done"})


def _happened(clause: Tokens, rest: Sequence[Token]) -> bool:
    """Whether what a clause with "before" or "until" says has happened: both verbs are past."""
    return all(
        any(not token.classes.isdisjoint(_PASTS) for token in tokens)
        and all(token.classes.isdisjoint(_OPEN) for token in tokens)
        for tokens in (clause, rest)
    )


def _compares(tokens: Tokens, at: int) -> bool:
    """Whether a comparison stands at `at`: the first or the second "as" of "as old as".

    Or that of "the same kind of ship as".
    """
    low = tokens[at].low
    before = tokens[max(0, at - _SUBJECT_REACH) : at]
    if "role preposition" in tokens[at].classes and any("sameness" in t.classes for t in before):
        return True
    is_measured = bool(before) and not before[-1].classes.isdisjoint(_MEASURES)
    if is_measured and "partitive pronoun" in tokens[at + 1].classes:
        return True  # half as many came
    return any(
        token.low == low for token in (*tokens[max(0, at - 3) : at], *tokens[at + 1 : at + 4])
    )


def _end_of_adverbial(tokens: Tokens, start: int) -> int:
    """Where a clause ends: at a mark, at another conjunction, or where the main clause goes on."""
    stop = _end_of_clause(tokens, start)
    for at in range(start + 2, stop - 1):
        classes = tokens[at].classes
        goes_on = "coordinator" in classes and tokens[at + 1].is_finite
        opens = not classes.isdisjoint({"time conjunction", "causal conjunction"})
        if goes_on or (opens and _is_clause(tokens[at + 1 : stop])):
            return at
    return stop


def _gap(tokens: Tokens, at: int, stop: int) -> Offsets | None:
    """What the main claim leaves out of a clause with a conjunction at `at`."""
    if "causal conjunction" in tokens[at].classes:
        return None
    first = at - 1 if at and tokens[at - 1].text in _OPENS else at
    last = stop + 1 if first == at and stop < len(tokens) and tokens[stop].text == "," else stop
    return place_of(tokens, (first, last))


def _is_clause(tokens: Tokens) -> bool:
    """Whether a subject begins at the first token, closely followed by its verb."""
    if len(tokens) < 2:
        return False
    first = tokens[0]
    opens = first.is_noun_like or not first.classes.isdisjoint(
        {"determiner", "personal pronoun", "clause subject", "subject"}
    )
    if not opens or not first.classes.isdisjoint({"preposition", "ing form", "answer prompt"}):
        return False
    if first.is_time or tokens[1].is_time:
        return False  # before dawn Tuesday
    for at in range(1, min(len(tokens), _SUBJECT_REACH)):
        if not tokens[at].classes.isdisjoint({"complementizer", "background conjunction"}):
            return False  # since 2023 because it leaks
        if is_main_verb(tokens, at):
            return True
    return False


# Relative clauses, participles and appositions between commas, dashes or brackets.


def _insertions(tokens: Tokens) -> Iterator[SideClause]:
    for at in [i for i in range(1, len(tokens) - 2) if tokens[i].text in _OPENS]:
        stop = _end_of_clause(tokens, at + 1)
        closing = _past_inserted(tokens, stop)
        stop = stop if closing == stop else stop - 1
        body = tokens[at + 1 : stop]
        if len(body) < 2:
            continue
        is_clause = _is_relative(body) or _is_participle(body)
        if not is_clause and not _opens_apposition(body[0]):
            continue
        is_after_verb = at > 1 and "auxiliary" in tokens[at - 2].classes
        if is_after_verb and _relative_at(body):
            head = _subject_before(tokens, at)
        else:
            head = noun_phrase_before(tokens, at)
        if head is None or not _is_head(tokens, head):
            continue
        if "done" in tokens[at - 1].classes or (
            not _is_ing(body[0]) and _is_no_head(tokens, at - 1, head)
        ):
            continue  # as they have done, brave people
        is_inclusive = "inclusive preposition" in body[0].classes
        ends_otherwise = not tokens[at - 1].classes.isdisjoint({"adverb", "answer particle"})
        if is_inclusive and ends_otherwise:
            continue  # gave as well, including
        head = _with_coordinated(tokens, _last_name(tokens, head), body)
        if is_clause and not _is_relative(body):
            head = _whole_phrase(tokens, head)
        if is_clause or _is_apposition(tokens, head, at, stop):
            evidence = _described(tokens, head, at, stop)
            closes = closing < len(tokens) and tokens[closing].text in _CLOSES
            end = _end_of_list(tokens, at, stop) or closing + closes
            gap = place_of(tokens, (at, end))
            clause = place_of(tokens, (at + 1, stop))
            tells_more = _is_ing(body[0]) or "place relative" in body[0].classes
            yield SideClause(evidence, clause, gap, is_description=not tells_more)


def _is_no_head(tokens: Tokens, at: int, head: Range) -> bool:
    """Whether what ends at `at` is a time or a verb: "last month, a paper", "we know, who"."""
    last = tokens[at]
    is_verb = head == (at, at + 1) and is_main_verb(tokens, at)
    return last.is_time or is_verb or "period" in last.classes


def _last_name(tokens: Tokens, head: Range) -> Range:
    """A noun phrase from its verb or preposition on: "Mr. Dahl" of "swayed voters to Mr. Dahl"."""
    first, stop = head
    first = _past_predicate(tokens, first, stop)
    verb = next((at for at in range(stop - 1, first, -1) if is_main_verb(tokens, at)), None)
    if verb is not None and verb < stop - 1:
        first = verb + 1
    while first < stop - 1 and "approximator" not in tokens[first].classes:
        if "preposition" not in tokens[first].classes:
            break
        first += 1
    if "inclusive preposition" in tokens[first].classes and stop > first + 1:
        return first + 1, stop
    if not tokens[stop - 1].is_capitalised:
        return first, stop
    for at in range(stop - 1, first, -1):
        classes = tokens[at].classes
        if "preposition" in classes and "genitive preposition" not in classes:
            return at + 1, stop
    return first, stop


def _past_predicate(tokens: Tokens, first: int, stop: int) -> int:
    """Where a noun phrase begins past "it sank", the participle of "was sunk by", and "if"."""
    for at in range(stop - 2, first - 1, -1):
        classes = tokens[at].classes
        is_clause = "personal pronoun" in classes and "ed form" in tokens[at + 1].classes
        if is_clause and at + 2 < stop:
            return at + 2
        if not classes.isdisjoint({"subordinator", "agent preposition", "condition"}):
            return at + 1
    if stop - first > 1 and _is_in_group(tokens, first):
        return first + 1
    if first and tokens[first - 1].is_time:  # Tuesday night for | a budget
        return _past_preposition(tokens, first, stop)
    return first


def _past_preposition(tokens: Tokens, first: int, stop: int) -> int:
    return next(
        (i + 1 for i in range(first, stop - 1) if "preposition" in tokens[i].classes), first
    )


def _is_in_group(tokens: Tokens, at: int) -> bool:
    """Whether a word is a verb after an auxiliary: "will stay", "had signed"."""
    before = tokens[at - 1].classes if at else frozenset[str]()
    return not before.isdisjoint({"auxiliary", "infinitive marker"}) and not tokens[
        at
    ].classes.isdisjoint(_VERB_FORMS)


def _with_coordinated(tokens: Tokens, head: Range, body: Tokens) -> Range:
    """The two noun phrases around "and" before "who are", and the second alone before "who is"."""
    first, stop = head
    if "personal relative" not in body[0].classes:
        return head
    if "singular verb" in body[1].classes:
        joint = _last_conjunction(tokens, first + 1, stop)
        return (joint + 1, stop) if joint else head
    is_plural = not tokens[stop - 1].classes.isdisjoint({"s form", "plural"})
    if is_plural or "plural verb" not in body[1].classes or _last_conjunction(tokens, first, stop):
        return head
    joint = _last_conjunction(tokens, max(0, first - 1), first)
    other = noun_phrase_before(tokens, joint) if joint else None
    return head if other is None else (_last_name(tokens, other)[0], stop)


def _last_conjunction(tokens: Tokens, start: int, stop: int) -> int:
    """The last "and" in a range; 0 if there is none."""
    places = range(stop - 1, max(0, start - 1), -1)
    return next((at for at in places if "additive conjunction" in tokens[at].classes), 0)


def _whole_phrase(tokens: Tokens, head: Range) -> Range:
    """A phrase with what it belongs to: "articles about the firm", which a participle may mean."""
    first, stop = head
    if tokens[stop - 1].is_capitalised or first < 2 or "linking" not in tokens[first - 1].classes:
        return head
    outer = noun_phrase_before(tokens, first - 1)
    return head if outer is None else (_last_name(tokens, outer)[0], stop)


def _end_of_list(tokens: Tokens, at: int, stop: int) -> int:
    """The end of ", including Ann Lee, who ..., and Bo Dahl"; 0 if it is no such list."""
    if "inclusive preposition" not in tokens[at + 1].classes:
        return 0
    end = _sentence_stop(tokens, stop)
    goes_on = any(
        _opens_clause(tokens[i + 1 : _end_of_clause(tokens, i + 1)])
        for i in range(stop, end - 1)
        if tokens[i].text == "," or "coordinator" in tokens[i].classes
    )
    return 0 if goes_on else end


def _opens_clause(tokens: Tokens) -> bool:
    """Whether a verb stands in a range, and no relative pronoun before it."""
    verb = next((at for at in range(1, len(tokens)) if is_main_verb(tokens, at)), None)
    if verb is None:
        return False
    return all("relative" not in token.classes for token in tokens[:verb])


def _subject_before(tokens: Tokens, at: int) -> Range | None:
    """The subject of the last verb before `at`: "14 letters had been found, of which ..." """
    start = _sentence_start(tokens, at)
    for verb in range(at - 1, start, -1):
        opens = tokens[verb - 1].classes.isdisjoint({"auxiliary", "adverb", "negator"})
        if opens and is_main_verb(tokens, verb):
            return noun_phrase_before(tokens, verb)
    return None


def _described(tokens: Tokens, head: Range, at: int, stop: int) -> tuple[Offsets, ...]:
    """The noun phrase with the insertion, or the subject with a participle at the end."""
    start = _past_conjunction(tokens, _sentence_start(tokens, at), at)
    is_last = stop >= len(tokens) or tokens[stop].text in _SENTENCE_ENDS
    if is_last and _is_ing(tokens[at + 1]) and "preposition" not in tokens[at + 1].classes:
        subject = leading_noun_phrase(tokens[start:at], at - start)
        if subject is not None:
            first, last = start + subject[0], start + subject[1]
            relative = (i for i in range(first + 1, last) if "relative" in tokens[i].classes)
            end = next(relative, _first_verb(tokens, first + 1, last))
            return place_of(tokens, (first, end)), place_of(tokens, (at + 1, stop))
    if tokens[at].text == "," and head[1] == at:
        return (place_of(tokens, (head[0], stop)),)
    return place_of(tokens, head), place_of(tokens, (at + 1, stop))


def _past_conjunction(tokens: Tokens, start: int, at: int) -> int:
    """Where the last clause before `at` begins: in "Ten died when a storm hit Teel" with "a"."""
    for i in range(at - 1, start, -1):
        if "background conjunction" in tokens[i].classes and _is_clause(tokens[i + 1 : at]):
            return i + 1
    return start


def _first_verb(tokens: Tokens, start: int, stop: int) -> int:
    verb = next((i for i in range(start, stop) if is_main_verb(tokens, i)), stop)
    is_noun = verb + 1 < len(tokens) and "s verb" in tokens[verb].classes
    if is_noun and "ed form" in tokens[verb + 1].classes:
        return verb + 1  # Teel sources confirmed
    return verb


def _is_head(tokens: Tokens, head: Range) -> bool:
    first, stop = head
    return stop - first <= _LONGEST_HEAD and tokens[first].kind == "word"


def _is_relative(body: Tokens) -> bool:
    at = _relative_at(body)
    return at is not None and len(body) > at + 2 and any(map(_may_be_verb, body[at + 1 :]))


def _relative_at(body: Tokens) -> int | None:
    """Where the relative pronoun stands in an opening like "which", "most of which"."""
    if not body[0].classes.isdisjoint(
        {"relative pronoun", "possessive relative", "oblique relative", "place relative"}
    ):
        return 0
    for at, token in enumerate(body[:_RELATIVE_REACH]):
        is_object = at > 0 and "preposition" in body[at - 1].classes
        if is_object and not token.classes.isdisjoint({"oblique relative", "thing relative"}):
            return at
        if token.kind == "mark" or token.is_finite:
            return None
    return None


def _may_be_verb(token: Token) -> bool:
    return token.is_finite or not token.classes.isdisjoint(COMMON_VERBS)


def _is_participle(body: Tokens, *, opens: bool = False) -> bool:
    """Whether a participle with a complement begins an insertion: "dated May 4".

    It has a capital only if it `opens` a sentence.
    """
    first, second = body[:2]
    if (first.is_capitalised and not opens) or len(body) < 3:
        return False
    if "topic participle" in first.classes:
        return False  # regarding the mayor
    if _is_ing(first):
        is_including = "inclusive preposition" in first.classes and _is_telling(body[1:])
        return "preposition" not in first.classes or is_including
    is_past = not first.classes.isdisjoint(_PAST_PARTICIPLES)
    is_past = is_past and first.classes.isdisjoint({"preposition", "plain past"})
    return is_past and (
        "preposition" in second.classes or second.is_time or "adverb" in second.classes
    )


def _is_ing(token: Token) -> bool:
    if not token.classes.isdisjoint({"subject", "period", "time", "indefinite pronoun"}):
        return False  # something, morning
    if "-" in token.low:
        return False  # a smart, forward-looking firm
    return not token.classes.isdisjoint(_ING) and len(token.low) > 4


def _is_apposition(tokens: Tokens, head: Range, at: int, stop: int) -> bool:
    """Whether "the company that has kept the bridge since 2014" stands beside its noun."""
    body = tokens[at + 1 : stop]
    if not _opens_apposition(body[0]) or not _is_telling(body[1:]):
        return False
    if stop < len(tokens) and tokens[stop].text not in {*_CLOSES, *_SENTENCE_ENDS}:
        return False
    following = tokens[stop + 1] if stop + 1 < len(tokens) else None
    if following is not None and "coordinator" in following.classes:
        return False
    relative = next((i for i, t in enumerate(body) if "relative" in t.classes), len(body))
    if any(is_main_verb(body, i) for i in range(relative)):
        return False
    is_role = "indefinite article" in body[0].classes  # a mayor and a friend of hers
    if not is_role and any(
        "coordinator" in token.classes and following.low == body[0].low
        for token, following in pairwise(body)
    ):
        return False  # his first speech, his long feud and his last years
    if _ends_leading_clause(tokens, at):
        return False  # "Although it sold the boat, the next one leaked"
    before = tokens[head[0] - 1] if head[0] else None
    if before is None:
        return True
    is_fronted = "preposition" in before.classes and head[0] - 1 == _sentence_start(tokens, at)
    rest = tokens[stop + 1 :]
    is_other = bool(rest) and "indefinite article" in rest[0].classes
    is_subject = is_fronted and (is_other or not _is_clause(rest))  # In Teel, the board, ...
    return before.text != "," and not is_subject


def _ends_leading_clause(tokens: Tokens, at: int) -> bool:
    """Whether the comma at `at` is the first after a conjunction that opens the sentence."""
    start = _sentence_start(tokens, at)
    is_led = "background conjunction" in tokens[start].classes
    return is_led and all(token.text != "," for token in tokens[start:at])


def _opens_apposition(token: Token) -> bool:
    return not token.classes.isdisjoint({"apposition article", "possessive determiner"})


def _leading_participles(tokens: Tokens) -> Iterator[SideClause]:
    """ "Cross-examined by Ruiz, the clerk wept": the clerk was cross-examined."""
    starts = [0, *[i + 1 for i, token in enumerate(tokens) if token.text in _SENTENCE_ENDS]]
    for start in starts:
        at = _sentence_start(tokens, min(start + 1, len(tokens)) - 1)
        at = max(at, start)
        if at == len(tokens) or tokens[at].classes.isdisjoint(_PARTICIPLES):
            continue
        stop = _end_of_clause(tokens, at)
        body = tokens[at:stop]
        if len(body) < 3 or stop >= len(tokens) or tokens[stop].text != ",":
            continue
        if not _is_participle(body, opens=True):
            continue
        subject = leading_noun_phrase(tokens[stop + 1 :], len(tokens) - stop - 1)
        if subject is None or subject[0] > 0:
            continue
        verb = _first_verb(tokens, stop + 2, stop + 1 + subject[1])
        clause = place_of(tokens, (at, stop))
        named = place_of(tokens, (stop + 1, verb))
        gap = place_of(tokens, (at, stop + 1))
        yield SideClause((clause, named), clause, gap, is_description=False)


# Relative clauses and participles that nothing sets off.


def _restrictive_clauses(tokens: Tokens, inserted: Sequence[SideClause]) -> Iterator[SideClause]:
    set_off = {
        at
        for side in inserted
        for at in range(token_at(tokens, side.clause[0]), token_at(tokens, side.clause[1]))
    }
    for at in range(1, len(tokens) - 2):
        before, token = tokens[at - 1], tokens[at]
        if "relative" not in token.classes and "preposition" not in tokens[at + 1].classes:
            continue
        if not _opens_restrictive(tokens, at):
            continue
        if before.kind != "word" or not before.is_noun_like or _is_only_verb(tokens, at - 1):
            continue
        is_subject = not before.classes.isdisjoint(_SUBJECTS)
        if "relative" not in token.classes and is_subject and not _has_object(tokens, at - 1):
            continue  # it lapsed in 1992, who drowned in 1961
        head = noun_phrase_before(tokens, at - 1 if is_subject else at)
        if head is None or not _is_head(tokens, head) or before.is_capitalised:
            continue
        opening = tokens[head[0] - 1].classes if head[0] else frozenset[str]()
        if "causative verb" in opening:
            continue  # make their voice known on Tuesday
        if "relative" not in token.classes and not opening.isdisjoint(_OPENS_OTHER):
            continue  # close it if sales fell by 10%: the verb of another clause
        head = _last_name(tokens, head)
        if all(t.text[0].isdigit() or "approximator" in t.classes for t in tokens[slice(*head)]):
            continue  # over 40 injured in May
        stop = _end_of_restrictive(tokens, at)
        if stop - at < 3 or not _is_telling(tokens[at + 1 : stop]):
            continue
        start, end = _sentence_start(tokens, at), _sentence_stop(tokens, at)
        outside = [*range(start, head[0]), *range(stop, end)]
        if not any(is_main_verb(tokens, i) for i in outside if i not in set_off):
            continue
        first = at if "relative" not in token.classes else at + 1
        clause = place_of(tokens, (first, stop))
        evidence = (place_of(tokens, (head[0], stop)),)
        yield SideClause(evidence, clause, None, is_description=True)


def _has_object(tokens: Tokens, at: int) -> bool:
    """Whether a common noun stands before the pronoun at `at`: "a ship it seized in January"."""
    if at == 0 or "personal pronoun" not in tokens[at].classes:
        return False
    noun = tokens[at - 1]
    if noun.kind != "word" or not noun.is_noun_like or noun.is_capitalised or noun.forms:
        return False
    return not is_main_verb(tokens, at - 1)


def _is_only_verb(tokens: Tokens, at: int) -> bool:
    if "ed form" in tokens[at].classes:
        return False
    return is_main_verb(tokens, at) or _is_in_group(tokens, at)


def _opens_restrictive(tokens: Tokens, at: int) -> bool:
    """Whether "that was", "who did", or "sold in" begins at `at` after its noun."""
    token, following = tokens[at], tokens[at + 1]
    if "relative" in token.classes:
        return is_main_verb(tokens, at + 1) or _may_be_verb(following)
    if token.is_capitalised or "preposition" not in following.classes:
        return False
    if "habitual past" in token.classes and "infinitive marker" in following.classes:
        return False  # the gun he used to shoot it
    if "comparing participle" in token.classes:
        return False
    is_participle = not token.classes.isdisjoint({"ed form", "participle verb"})
    is_past = "past verb" in token.classes and "plain past" not in token.classes
    return is_participle or (is_past and "agent preposition" in following.classes)


def _end_of_restrictive(tokens: Tokens, at: int) -> int:
    """Where a relative clause or participle ends: at a mark, or at the verb of the main clause."""
    stop = _end_of_clause(tokens, at + 1)
    own = at + 1
    if "relative" in tokens[at].classes:
        is_found = "ed form" in tokens[own].classes  # that mattered
        while (
            own < stop
            and not is_found
            and not is_main_verb(tokens, own)
            and not _may_be_verb(tokens[own])
        ):
            own += 1
        own += 1
        is_group = "ed form" not in tokens[own - 1].classes  # that mattered | was
        while is_group and own < stop and not tokens[own].classes.isdisjoint(_HELPERS):
            own += 1
    for i in range(own, stop):
        is_result = "resulting verb" in tokens[i - 1].classes  # will help it get sold
        if is_main_verb(tokens, i) and not is_result and not _joins_before(tokens, i):
            return i
    return stop


def _joins_before(tokens: Tokens, at: int) -> bool:
    """Whether the verb at `at` is joined by "and", or has a subject of its own in the clause."""
    before = tokens[at - 1]
    if before.is_capitalised:  # the columns Ruiz wrote
        name = at - 1
        while name and tokens[name - 1].is_capitalised:
            name -= 1
        return name > 0 and "s form" in tokens[name - 1].classes
    return not before.classes.isdisjoint(
        {"coordinator", "personal pronoun", "auxiliary", "relative"}
    )


# Where sentences and clauses begin and end.


def _is_telling(tokens: Sequence[Token]) -> bool:
    """Whether there is a name, number, date or negation."""
    return any(
        (token.is_capitalised and "personal pronoun" not in token.classes)
        or (token.text[0].isdigit() and "age noun" not in token.classes)
        or token.is_time
        or not token.classes.isdisjoint({"unit numeral", "negator", "number", "verb of refusal"})
        for token in tokens
        if token.kind == "word"
    )


def _has_main_verb(tokens: Tokens, start: int, stop: int) -> bool:
    return any(is_main_verb(tokens, i) for i in range(start, stop))


def _end_of_clause(tokens: Tokens, start: int) -> int:
    """The next mark that ends a clause; one in a short quotation, such as its own, ends none."""
    stop = start
    while stop < len(tokens):
        token = tokens[stop]
        closing = _CLOSING.get(token.text) if token.kind == "mark" else None
        if closing is not None:
            near = range(stop + 1, min(len(tokens), stop + _LONGEST_QUOTED))
            stop = next((i + 1 for i in near if tokens[i].text == closing), stop + 1)
            continue
        if token.kind != "quotation" and token.text in _ENDS:
            break
        stop += 1
    return min(stop, len(tokens))


def _past_inserted(tokens: Tokens, stop: int) -> int:
    """Where a clause ends that goes on after "and, at times,"; before "and" if it does not."""
    if stop >= len(tokens) or "coordinator" not in tokens[stop - 1].classes:
        return stop
    near = range(stop + 1, min(len(tokens), stop + _LONGEST_INSERTED))
    comma = next((i for i in near if tokens[i].text == ","), None)
    if tokens[stop].text != "," or comma is None:
        return stop - 1
    return _end_of_clause(tokens, comma + 1)


def _sentence_start(tokens: Tokens, at: int) -> int:
    """The first word of the sentence of the token at `at`, after marks and conjunctions."""
    start = at
    while start and tokens[start - 1].text not in _SENTENCE_ENDS:
        start -= 1
    while start < at and (
        tokens[start].kind == "mark" or "opening conjunction" in tokens[start].classes
    ):
        if "background conjunction" in tokens[start].classes:
            break
        start += 1
    return start


def _sentence_stop(tokens: Tokens, at: int) -> int:
    while at < len(tokens) and tokens[at].text not in _SENTENCE_ENDS:
        at += 1
    return at
