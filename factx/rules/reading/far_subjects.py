"""The subject of a reporting verb that stands far from it.

Between the two there may be appositions, relative clauses, participles and infinitives: "Experts
hired by the council to review the plan said". A finite verb that no relative word or conjunction
introduces belongs to the sentence, so what precedes it is no such subject.
"""

from factx.rules.reading.document import DASHES, Range, Token, Tokens
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import (
    noun_phrase_before,
    opening_of_joint,
    time_before,
    with_list,
)

_ENDS = DASHES | {";", ":", "."}
_OPENS_LIST = frozenset({"complementizer", "subordinator"})
_FARTHEST = 40
"""The most tokens of a subject."""


def subject_before(tokens: Tokens, stop: int) -> Range | None:
    """The subject that ends at token `stop`, from the first word of its clause on."""
    subject = _whole_subject(tokens, _before_adverbial(tokens, stop))
    if subject is None:
        return None
    return _with_degree(tokens, _with_first(tokens, _spoken_to(tokens, subject), stop))


def _before_adverbial(tokens: Tokens, stop: int) -> int:
    """Where an adverbial between a subject and its verb begins; `stop` without one.

    "The report for the first time | cited", "Critics have in particular | noted".
    """
    start = next((at for at in range(stop - 2, max(0, stop - 5), -1) if _opens(tokens[at])), 0)
    if start < 1:
        return stop
    before, last = tokens[start - 1], tokens[stop - 1]
    is_short = start == stop - 2 and last.kind == "word" and not last.is_capitalised
    if is_short and "finite have" in before.classes:
        while start > 1 and "auxiliary" in tokens[start - 1].classes:
            start -= 1
        return start
    is_first = "occasion noun" in last.classes and "adverb" in tokens[stop - 2].classes
    return start if is_first and before.kind == "word" else stop


def _opens(token: Token) -> bool:
    return "preposition" in token.classes and "genitive preposition" not in token.classes


def _with_degree(tokens: Tokens, subject: Range) -> Range:
    """A subject with "less than" before it: "Less than a third said"."""
    start = subject[0]
    if start < 2 or "comparative conjunction" not in tokens[start - 1].classes:
        return subject
    is_degree = not tokens[start - 2].classes.isdisjoint({"comparison", "approximator"})
    if start > 2 and not tokens[start - 3].classes.isdisjoint({"negative determiner", "negator"}):
        return subject  # no fewer than nine
    return (start - 2, subject[1]) if is_degree else subject


def _spoken_to(tokens: Tokens, subject: Range) -> Range:
    """A subject whose clause without a relative word it ends: "an official she spoke to on air"."""
    at = subject[0] - 2
    if at < 2 or not (_opens(tokens[at]) and _opens(tokens[at + 1])):
        return subject
    pronouns = (i for i in range(at - 1, max(0, at - 4), -1) if tokens[i].is_subject_pronoun)
    pronoun = next(pronouns, None)
    noun = noun_phrase_before(tokens, pronoun) if pronoun else None
    return (noun[0], subject[1]) if noun is not None and noun[1] == pronoun else subject


def _with_first(tokens: Tokens, subject: Range, stop: int) -> Range:
    """A subject with the one that "and" joins to it: "Her team and the council said"."""
    joint = subject[0] - 1
    while joint > 0 and "adverb" in tokens[joint].classes:  # farmers and even some clerks
        joint -= 1
    joint = opening_of_joint(tokens, joint + 1)
    if joint < 1:
        return subject
    if stop < len(tokens) and tokens[stop].shapes and tokens[stop].shapes <= {"s"}:
        return subject
    if tokens[joint - 1].text == ",":  # A, B, and C said
        listed = with_list(tokens, (joint, subject[1]))
        before = tokens[listed[0] - 1] if listed[0] else None
        is_first = before is None or not before.classes.isdisjoint(_OPENS_LIST)
        is_list = is_first and listed[0] < joint and not _has_verb(tokens, (listed[0], joint))
        return listed if is_list else subject
    first = noun_phrase_before(tokens, joint)
    if first is None or first[1] != joint or _has_verb(tokens, first):
        return subject
    if first[0] and tokens[first[0] - 1].kind == "word":
        opener = tokens[first[0] - 1].classes
        if opener.isdisjoint({"complementizer", "subordinator"}):
            return subject
    if first[0] > 1 and "additive conjunction" in tokens[first[0] - 1].classes:
        first = _with_first(tokens, first, stop)  # A and B as well as C
    return with_list(tokens, (first[0], subject[1]))


def _has_verb(tokens: Tokens, phrase: Range) -> bool:
    """Whether a phrase may be a clause after all: "the dam broke"."""
    if any(token.kind == "quotation" for token in tokens[slice(*phrase)]):
        return True
    for at in range(phrase[0] + 1, phrase[1]):
        token = tokens[at]
        if is_main_verb(tokens, at) or token.is_finite:
            return True
        is_past = not token.is_capitalised and not token.classes.isdisjoint(
            {"past verb", "ed form"}
        )
        if is_past and not tokens[at + 1].is_noun_like:
            return True
    return False


def _whole_subject(tokens: Tokens, stop: int) -> Range | None:
    if tokens[stop - 1].text in DASHES:  # clerks in two towns — Orla and Sarn — said
        opened = next((i for i in range(stop - 2, 0, -1) if tokens[i].text in DASHES), 0)
        return _whole_subject(tokens, opened) if 0 < stop - opened < _FARTHEST and opened else None
    begin = time_before(tokens, stop)
    if begin and "ed form" not in tokens[begin - 1].classes:  # not: a report released last week
        return _whole_subject(tokens, begin)  # an adviser, who opposes it, last week said
    near = noun_phrase_before(tokens, stop)
    if stop < 3:
        return near
    if tokens[stop - 1].text == ",":
        begin = _clause_start(tokens, stop)
        if begin is None or not _is_one_subject(tokens, begin, stop):
            return near
        if near is not None and near[0] < begin:
            return near
        if all(token.text != "," for token in tokens[begin : stop - 1]):
            is_group = stop < len(tokens) and "auxiliary" in tokens[stop].classes
            return (begin, stop - 1) if is_group else near
        return _without_insertion(tokens, begin, stop - 1, near)
    if near is None or near[1] != stop:
        near = (stop, stop) if near is None else near
    begin = _clause_start(tokens, stop)
    is_whole = near[0] < stop and "personal pronoun" in tokens[near[0]].classes
    if begin is None or begin >= near[0] or near[0] < 2 or is_whole:
        return near if near[0] < near[1] else None
    if near[0] < stop and _is_named_beside(tokens, begin, near[0]):
        return begin, stop
    is_within = _is_within(tokens, near[0], stop)
    if is_within and _is_one_subject(tokens, begin, near[0]):
        between = tokens[begin : near[0]]
        if all(token.text != "," for token in between):
            return begin, stop
    return near if near[0] < near[1] else None


def _is_named_beside(tokens: Tokens, begin: int, stop: int) -> bool:
    """Whether only a pronoun or name and "and" precede: "He and others who oppose the plan"."""
    if stop - begin < 2 or "additive conjunction" not in tokens[stop - 1].classes:
        return False
    first = tokens[begin : stop - 1]
    is_pronoun = len(first) == 1 and "personal pronoun" in first[0].classes
    return is_pronoun or all(token.is_name for token in first)


def _clause_start(tokens: Tokens, stop: int) -> int | None:
    """The first word of the clause that ends at `stop`, after openers and adverbials; or None."""
    start = 0
    for at in range(stop - 2, max(0, stop - _FARTHEST), -1):
        is_joint = "joining conjunction" in tokens[at].classes and tokens[at - 1].text == ","
        if is_joint or tokens[at].text in _ENDS:
            start = at + 1
            break
    while start < stop and "sentence opener" in tokens[start].classes:
        start += 1
    if 0 < start < stop and tokens[start].text == ",":
        start += 1
    if start < stop and _opens_adverbial(tokens, start):
        comma = next((i for i in range(start, stop - 1) if tokens[i].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
    return start if start < stop and _opens_subject(tokens, start) else None


def _opens_adverbial(tokens: Tokens, start: int) -> bool:
    """Whether an adverbial begins at `start`: "After the vote", "A day later", "Asked why"."""
    token = tokens[start]
    if not token.classes.isdisjoint({"leading adverbial", "ed form", "adverb"}):
        return True
    return any(one.is_time or "period" in one.classes for one in tokens[start : start + 4])


def _opens_subject(tokens: Tokens, start: int) -> bool:
    token = tokens[start]
    if token.kind != "word" or "ed form" in token.classes:
        return False
    if token.is_capitalised and token.is_noun_like:
        return True
    if token.is_subject_pronoun or "determiner" in token.classes:
        return True
    if not token.is_noun_like:
        return False
    is_compound = start + 1 < len(tokens) and "s form" in tokens[start + 1].classes
    return "s form" in token.classes or (is_compound and "adverb" not in token.classes)


def _is_within(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether the phrase at `start` belongs to a clause or phrase that modifies the subject."""
    before = tokens[start - 1]
    if before.kind != "word":
        return False
    if start == stop:
        return True
    if "conjunction" in before.classes or "complementizer" in before.classes:
        return False
    is_verb = not before.classes.isdisjoint({"ed form", "ing form", "base verb", "auxiliary"})
    is_verb |= bool(before.forms) or not before.classes.isdisjoint({"past verb", "s verb"})
    return (
        is_verb
        or not before.classes.isdisjoint({"preposition", "relative pronoun"})
        or ("possessive relative" in tokens[start].classes)
    )


def _is_one_subject(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether the tokens are a noun with modifiers: every finite verb is within one of them."""
    licensed, is_modified = 0, False
    is_linked = is_joined = False
    for at in range(start + 1, stop):
        token, before = tokens[at], tokens[at - 1]
        if token.kind == "quotation" or token.text in {";", ":"}:
            return False
        if _introduces_clause(token):
            licensed += 1
            is_modified = True
        elif _is_finite(tokens, at):
            if not _is_verbal(before) and "additive conjunction" not in before.classes:
                licensed -= 1
            if licensed < 0:
                return False
        elif "personal pronoun" in token.classes:
            if "preposition" in before.classes and "object" in token.classes:
                is_modified = True  # a source close to him
            elif not _introduces_clause(before) and "additive conjunction" not in before.classes:
                return False
        elif not token.classes.isdisjoint({"ed form", "ing form", "infinitive marker"}):
            is_modified |= not token.is_capitalised
        elif "conjunction" in token.classes:
            is_joined = True
        elif "preposition" in token.classes:
            is_linked |= before.is_noun_like
    is_modified |= is_linked and not is_joined
    return is_modified or any(token.text == "," for token in tokens[start:stop])


def _introduces_clause(token: Token) -> bool:
    return not token.classes.isdisjoint(
        {"relative pronoun", "possessive relative", "complementizer", "subordinator"}
    )


def _is_verbal(token: Token) -> bool:
    return "auxiliary" in token.classes or "negator" in token.classes


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Whether the token at `at` is a finite verb, and not the participle of "hired by the town"."""
    token = tokens[at]
    if "auxiliary" in token.classes:
        return token.is_finite and not _is_verbal(tokens[at - 1])
    if token.is_capitalised or token.kind != "word":
        return False
    if "noun marker" in tokens[at - 1].classes:
        return False  # the emails
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_participle = not token.classes.isdisjoint({"ed form", "participle verb"})
    if is_participle and following is not None:
        is_modifier = "preposition" in following.classes or "infinitive marker" in following.classes
        is_modifier |= following.is_time or "deictic" in following.classes
        if is_modifier and not _introduces_clause(tokens[at - 1]):
            return False
    return is_main_verb(tokens, at)


def _without_insertion(tokens: Tokens, begin: int, comma: int, near: Range | None) -> Range | None:
    """The subject up to `comma`, without an adverbial between two commas that ends there."""
    first = next((i for i in range(begin, comma) if tokens[i].text == ","), None)
    if first is None:
        return begin, comma
    opener = tokens[first + 1]
    if "origin preposition" in opener.classes or "benefactive preposition" in opener.classes:
        return begin, comma
    if "inserted adverbial" in opener.classes and "relative pronoun" not in opener.classes:
        return begin, first
    if "ed form" in opener.classes and not opener.is_capitalised:
        return begin, first
    if near is not None and near[0] <= begin:
        return near
    return begin, comma
