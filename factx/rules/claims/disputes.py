"""Find what one speaker says against another without denying it word by word.

The layout of the record shows it: who was accused answers, two speakers are set against each other
in one sentence, somebody insists, gives another figure for the same thing, corrects what was said
before, or says of it what it is worth.
"""

from collections.abc import Callable, Collection, Sequence
from itertools import pairwise
from typing import NamedTuple

from factx.rules.claims.contradictions import Known, Pair, points_back
from factx.rules.language.language import Language
from factx.rules.reading.document import Token, Tokens, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.statements.statement import Statement

_NEAR = 2
"""How many units before an answer what it answers may be said."""
_CORRECTED = 4
"""How many units before a correction what it corrects may be said."""
_FARTHEST = 40
"""How many statements or claims before one are looked at."""
_MOST = 12
"""The most claims of a statement that are compared with those of another."""
_REACH = 3
"""Most tokens from a word to the one that completes its sense."""
_KEY = 5
"""Of a verb and its noun, "claims" and "the claim", the first letters are the same."""
_SUBJECT = 5
"""Most tokens of a subject like "the figure for 2090"."""
_RATIO = 10
"""Figures for the same thing do not differ more than this."""


class _Turn(NamedTuple):
    """A statement with the claims that it makes."""

    number: int
    statement: Statement
    holder: frozenset[int]
    is_inside: bool
    """Whether somebody else says in the article that it was said."""
    claims: tuple[int, ...]
    """The main claims of its content and those that retell it, as positions in order.

    What it says that others said is among them.
    """


def find_disputes(
    known: Known,
    statements: Sequence[Statement],
    speakers_of: Sequence[tuple[int, ...]],
    denials: Collection[Pair],
) -> set[Pair]:
    """The pairs of claims in which one speaker answers another, the later first.

    A statement that has its place among the `denials` is no answer to anything else.
    """
    turns = _turns(known, statements, speakers_of)
    found: set[Pair] = set()
    settled = {later for later, _ in denials}
    for at, turn in enumerate(turns):
        rival = _rival(known, turns, at)
        if rival is not None and settled.isdisjoint(turn.claims):
            is_answer = _answers(known, rival, turn) or _disagrees(known, rival, turn)
            found |= _pair(known, rival, turn) if is_answer else set()
        found |= _corrected(known, turn)
        found |= _judged(known, turn)
    return found


def _turns(
    known: Known, statements: Sequence[Statement], speakers_of: Sequence[tuple[int, ...]]
) -> list[_Turn]:
    """The statements that are made, in reading order."""
    claims: dict[int, list[int]] = {}
    for at, claim in enumerate(known.claims):
        number = claim.statement if claim.statement is not None else claim.reports
        if number is not None and claim.standing == "main":
            claims.setdefault(number, []).append(at)
    inside = {claim.reports for claim in known.claims if claim.statement is not None}
    turns = [
        _Turn(
            number,
            statements[number],
            frozenset(speakers_of[number]),
            is_inside=number in inside,
            claims=tuple(claims[number]),
        )
        for number in claims
        if speakers_of[number] and not statements[number].negated
    ]
    return sorted(turns, key=lambda turn: (turn.statement.extent, turn.number))


def _rival(known: Known, turns: Sequence[_Turn], at: int) -> _Turn | None:
    """The last turn of another speaker before the one at `at`, if it is near."""
    turn = turns[at]
    unit = turn.statement.unit
    for other in reversed(turns[max(0, at - _FARTHEST) : at]):
        if unit - _last_unit(known, other) > _NEAR:
            return None
        if other.statement.extent[1] > turn.statement.extent[0] or other.is_inside:
            continue
        if other.holder.isdisjoint(turn.holder):
            return other
        unit = min(unit, other.statement.unit)
    return None


def _last_unit(known: Known, turn: _Turn) -> int:
    """The unit in which a turn ends."""
    return known.document.unit_at(turn.statement.extent[1] - 1)


def _answers(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether a turn says otherwise than the turn of another speaker before it."""
    members = known.document.language.members
    verb = turn.statement.verb
    if verb in members("insisting"):
        return _is_about_same(known, rival, turn)
    if verb in members("denying"):
        is_clause = any(known.claims[at].reports is None for at in turn.claims)
        is_next = turn.statement.unit - _last_unit(known, rival) <= 1
        return is_clause and is_next and _is_about_same(known, rival, turn)
    return (
        _is_set_against(known, rival, turn)
        or _answers_accusation(known, rival, turn)
        or _gives_other_figure(known, rival, turn)
    )


def _disagrees(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether the article says before a turn that its speaker disagrees, or is less sure."""
    unit = turn.statement.unit
    for number in range(max(_last_unit(known, rival) + 1, unit - 1), unit + 1):
        tokens = known.document.units[number].tokens
        for place, token in enumerate(tokens):
            if number == unit and token.start >= _start(turn.statement):
                break
            if "disagreeing verb" in token.classes and place and is_main_verb(tokens, place):
                return True
            before = tokens[place - 1].classes if place else frozenset[str]()
            if "certainty adjective" in token.classes and "diminishing" in before:
                return True
    return False


def _pair(known: Known, rival: _Turn, turn: _Turn) -> set[Pair]:
    """The claims of two turns that have the most words in common, or else stand nearest."""
    pairs = [
        (
            len(known.words(one) & known.words(other)),
            known.claims[other].reports is None,
            -abs(one - other),
            one,
            other,
        )
        for one in turn.claims[:_MOST]
        for other in rival.claims[-_MOST:]
    ]
    *_, one, other = max(pairs)
    return {(max(one, other), min(one, other))}


def _is_set_against(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether two turns stand in one sentence like "A holds that it binds; B says it lapsed"."""
    unit = rival.statement.unit
    if unit != turn.statement.unit:
        return False
    between = tokens_between(known.document, rival.statement.extent[1], _start(turn.statement))
    words = [token for token in between if token.text != ","]
    is_apart = bool(words) and (
        words[0].text == ";" or "contrasting conjunction" in words[0].classes
    )
    return is_apart and len(words) <= _REACH and _is_about_same(known, rival, turn)


def _start(statement: Statement) -> int:
    """Where a statement begins with its source."""
    begins = statement.extent[0]
    return begins if statement.source is None else min(begins, statement.source[0])


def _is_about_same(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether a content begins with a pronoun, or has a word of the other content."""
    opening = _content(known, turn)[:3]
    if any("personal pronoun" in token.classes for token in opening[:2]):
        return True
    if any(
        "demonstrative" in one.classes
        and (following.is_finite or not following.classes.isdisjoint({"past verb", "s verb"}))
        for one, following in pairwise(opening)
    ):
        return True  # this came from a sale
    return _have_common_word(known, rival, turn)


def _have_common_word(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether two contents have a word in common."""
    ours = frozenset[str]().union(*(known.words(at) for at in turn.claims[:_MOST]))
    return any(ours & known.words(at) for at in rival.claims[-_MOST:])


def _content(known: Known, turn: _Turn) -> Tokens:
    return tokens_between(known.document, *turn.statement.content[0])


def _answers_accusation(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether a turn is what the accused says, or what is said of the accused next."""
    language = known.document.language
    if rival.statement.verb not in language.members("accusing"):
        return False
    if turn.statement.type != "statement" or turn.statement.verb in language.members("admitting"):
        return False
    accused: list[Token] = []
    for token in _content(known, rival):
        if accused and "preposition" in token.classes:
            break
        accused.append(token)
    if len(accused) == 1 and "personal pronoun" in accused[0].classes:
        same = accused[0].low
        opening = _content(known, turn)[:2]
        return any(t.low == same or "definite article" in t.classes for t in opening)
    if turn.statement.source is None or not _defends(known, rival, turn):
        return False
    names = {token.low for token in tokens_between(known.document, *turn.statement.source)}
    return any(t.low in names for t in accused if t.is_noun_like or t.is_capitalised)


def _defends(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether the accused denies something, speaks of the charge, or of what it is about."""
    content, language = _content(known, turn), known.document.language
    if any("denying word" in token.classes for token in content):
        return True
    if any(points_back(content, at, language) for at in range(len(content))):
        return True
    return _have_common_word(known, rival, turn)


def _gives_other_figure(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether both give a figure for a thing: "put the crowd at 4,000", "said 11,000 came"."""
    members = known.document.language.members
    is_estimate = [one.statement.verb in members("verb of estimating") for one in (rival, turn)]
    if not any(is_estimate):
        return _is_parallel(known, rival, turn)
    counted = any(_counts(known, one) for one in (turn, rival))
    if counted and not _have_common_word(known, rival, turn):
        return False
    if all(is_estimate) and not _is_about_same(known, rival, turn):
        return False
    ours, theirs = (_figure(known, one.claims) for one in (turn, rival))
    if ours is None or theirs is None:
        opening = _content(known, turn)[:1]
        return is_estimate[0] and any("thing pronoun" in token.classes for token in opening)
    return ours != theirs and max(ours, theirs) <= _RATIO * min(ours, theirs)


def _is_parallel(known: Known, rival: _Turn, turn: _Turn) -> bool:
    """Whether two contents differ in the figure: "it took an hour", "it took four"."""
    ours, theirs = (
        [token for token in _content(known, one) if token.kind == "word"][:2]
        for one in (turn, rival)
    )
    if [token.low for token in ours] != [token.low for token in theirs] or len(ours) < 2:
        return False
    if "personal pronoun" not in ours[0].classes:
        return False
    numbers = [known.numbers(one.claims[0]) for one in (turn, rival)]
    return all(numbers) and numbers[0].isdisjoint(numbers[1])


def _counts(known: Known, turn: _Turn) -> bool:
    """Whether a content has a figure with its noun: "300 books", unlike "11,000 came"."""
    content = _content(known, turn)
    return any(
        token.text[:1].isdigit()
        and content[at + 1].is_noun_like
        and not is_main_verb(content, at + 1)
        for at, token in enumerate(content[:-1])
    )


def _figure(known: Known, claims: Sequence[int]) -> float | None:
    """The first figure of some claims."""
    for at in claims[:_MOST]:
        for token in known.tokens(known.claims[at]):
            if token.text[:1].isdigit():
                digits = "".join(c for c in token.text if c.isdigit() or c == ".").strip(".")
                return float(digits) if digits.count(".") <= 1 else None
    return None


def _corrected(known: Known, turn: _Turn) -> set[Pair]:
    """What a turn with "in fact" corrects: the last claim before it that says the opposite."""
    found: set[Pair] = set()
    for at in turn.claims:
        if not _corrects(known.tokens(known.claims[at])):
            continue
        one = known.said[at]

        def is_opposite(other: int, one: int = at) -> bool:
            is_near = known.said[one].unit - known.said[other].unit <= _CORRECTED
            is_turned = known.said[other].is_negated != known.said[one].is_negated
            return is_near and is_turned and bool(known.words(one) & known.words(other))

        other = _last(known, one.at, turn.holder, is_opposite)
        if other is not None:
            found.add((at, other))
    return found


def _corrects(tokens: Tokens) -> bool:
    """Whether a claim has words like "in fact"."""
    return any(
        "correcting noun" in tokens[at].classes and "preposition" in tokens[at - 1].classes
        for at in range(1, len(tokens))
    )


def _judged(known: Known, turn: _Turn) -> set[Pair]:
    """The claims that a turn judges: "the figure came from a draft", "that was false"."""
    found: set[Pair] = set()
    for at in turn.claims:
        tokens = known.tokens(known.claims[at])
        if _judges_figure(tokens):
            numbers = frozenset(t.low for t in tokens[:_SUBJECT] if t.text[0].isdigit())
            one = known.said[at]

            def has_figure(other: int, one: int = at, numbers: frozenset[str] = numbers) -> bool:
                if numbers:
                    return not numbers.isdisjoint(known.numbers(other))
                is_near = known.said[one].unit - known.said[other].unit <= _NEAR
                return is_near and bool(known.numbers(other))

            other = _last(known, one.at, turn.holder, has_figure)
        elif _judges_saying(tokens, known.document.language):

            def is_near(other: int, one: int = at) -> bool:
                return known.said[one].unit - known.said[other].unit <= _NEAR

            nouns = frozenset(token.low[:_KEY] for token in tokens[:_REACH])

            def is_named(other: int, nouns: frozenset[str] = nouns) -> bool:
                return is_near(other) and known.verb(other)[:_KEY] in nouns

            other = _last(known, at, turn.holder, is_named)
            if other is None:
                other = _last(known, at, turn.holder, is_near)
        else:
            continue
        if other is not None:
            found.add((at, other))
    return found


def _judges_figure(tokens: Tokens) -> bool:
    """Whether a claim begins with "the figure" or "the estimate for 2090" and a verb."""
    if len(tokens) < _REACH or "definite article" not in tokens[0].classes:
        return False
    if "figure noun" not in tokens[1].classes:
        return False
    return is_main_verb(tokens, 2) or "preposition" in tokens[2].classes


def _judges_saying(tokens: Tokens, language: Language) -> bool:
    """Whether a claim calls false what was said: "that was untrue", "there was no such warning"."""
    if len(tokens) < _REACH:
        return False
    for at, token in enumerate(tokens):
        before = tokens[at - 1].classes if at else frozenset[str]()
        if "sameness" in token.classes and "negative determiner" in before:
            return True
        is_that = "demonstrative" in tokens[0].classes and "be" in tokens[1].classes
        if "false adjective" in token.classes and (is_that or points_back(tokens, 0, language)):
            return any("be" in one.classes for one in tokens[1:at])
    return points_back(tokens, 0, language) and any(
        "role preposition" in token.classes for token in tokens[1 : 1 + _REACH]
    )


def _last(known: Known, at: int, holder: frozenset[int], test: Callable[[int], bool]) -> int | None:
    """The last claim of another speaker before the one at `at` that passes a test."""
    for other in reversed(known.said[max(0, at - _FARTHEST) : at]):
        if other.holder and other.holder.isdisjoint(holder) and test(other.at):
            return other.at
    return None
