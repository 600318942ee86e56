"""What is said in one unit, and by whom: reporting clauses with the words they report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factx.extraction.offline.clauses import Clause, clauses
from factx.extraction.offline.cues import cues
from factx.extraction.offline.lexicon import forms, is_adverb, words
from factx.extraction.offline.nouns import (
    Range,
    is_noun_like,
    is_subject_pronoun,
    is_time,
    noun_phrase_after,
)
from factx.extraction.offline.units import Token, Unit, is_utterance
from factx.records.attribution import AttributionType
from factx.text import Stretch

Tokens = Sequence[Token]

_STOPS = frozenset({".", ",", ";", ":", "—", "–", "-", "--", "!", "?", "…"})
_QUESTION_WORDS = frozenset("whether if how what why who where when which".split())
_SUBJECT_FIRST = frozenset("he she they it we i you there".split())
_BREAKS_OBJECT = frozenset({",", ";", ":", "—", "–", "--"})
_LATER = frozenset("after when while because although though before as since".split())
_SUBORDINATORS = frozenset("while although though as if when after because since once".split())
# Verbs after whose object "as" and "when" belong to the saying.
_NAMING = frozenset(
    "accuse blame call condemn denounce endorse oppose praise reject support".split()
)
_ASIDE = frozenset("with in at after during when while as according on from speaking".split())


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said, with offsets into the article."""

    content: tuple[Stretch, ...]
    """What is said, in reading order."""
    cue: Stretch | None
    """The words of saying."""
    source: Stretch | None
    """The mention of who says it."""
    antecedent: Stretch | None
    """The noun phrase that a source like "who" stands for."""
    type: AttributionType
    """Stated, believed, felt or intended."""
    verb: str
    """The base form of the cue's verb; empty for a cue without one."""
    negated: bool
    """The article says that it was not said."""
    addressee: Stretch | None
    """Whom it was said to."""
    unit: int
    """Number of the unit in which its cue stands."""


class _After(NamedTuple):
    """What stands between a cue and its content."""

    at: int
    """Where the content may begin."""
    addressee: Range | None


def statements(text: str, unit: Unit, number: int) -> list[Statement]:
    """The statements that the reporting clauses of one unit make, in the order of their cues."""
    tokens = unit.tokens
    if len(tokens) < 2:
        return []
    found = clauses(tokens, cues(tokens))
    made = [*_by_clauses(text, tokens, found, number)]
    made += _by_phrases(tokens, number)
    made += _by_words(tokens, number)
    made += _by_colon(text, tokens, number)
    return sorted(made, key=lambda s: (s.cue or s.content[0], s.content))


def _by_clauses(text: str, tokens: Tokens, found: list[Clause], number: int) -> Iterator[Statement]:
    said: list[Range] = []
    for at, clause in enumerate(found):
        limit = _limit(tokens, clause, found[at + 1 :])
        limit = min([limit, *(stop for start, stop in said if start <= clause.begin < stop)])
        after = _after(tokens, clause, limit)
        left = _left_quotation(text, tokens, clause)
        ranges: list[Range] = []
        if left is not None:
            ranges = [left, *_second_half(text, tokens, clause, after.at, limit)]
        else:
            right = _right(text, tokens, clause, after, limit, found[at + 1 :])
            if right is not None:
                ranges = [right]
            elif _stands_alone(tokens, clause, after.at):
                ranges = _around(tokens, clause, after.at, limit)
        if not ranges:
            continue
        if left is None and len(ranges) == 1 and ranges[0][0] >= clause.stop:
            said += ranges
        yield Statement(
            content=tuple(_stretch(tokens, r) for r in ranges),
            cue=_stretch(tokens, (clause.cue.first, clause.cue.stop)),
            source=_source(tokens, clause.subject),
            antecedent=_antecedent(tokens, clause),
            type=clause.cue.verb.type,
            verb=clause.cue.verb.base,
            negated=clause.cue.negated,
            addressee=_stretch(tokens, after.addressee) if after.addressee else None,
            unit=number,
        )


def _limit(tokens: Tokens, clause: Clause, later: list[Clause]) -> int:
    """The token at which the content after a cue ends at the latest."""
    limit = len(tokens)
    holds_another = False
    for other in later:
        if other.is_joined and other.joint >= clause.stop:
            if other.order == "subject first" or not holds_another:
                limit = min(limit, other.joint)
        elif other.order == "subject first":
            holds_another = True  # what shares its subject is said with it
        if other.subject and other.order == "subject first":
            first, stop = other.subject
            if first <= clause.cue.first < stop:
                limit = min(limit, stop)
            elif _is_afterthought(tokens, other) and other.joint >= clause.stop:
                limit = min(limit, other.joint)
    for at in range(clause.stop, limit):
        if tokens[at].low == "according" and at + 1 < limit and tokens[at + 1].low == "to":
            limit = at
    if clause.subject and clause.order == "subject first" and clause.begin:
        before = tokens[clause.begin - 1]
        is_aside = tokens[clause.begin].low in {"who", "which"} and before.text == ","
        if is_aside or (before.low in _SUBORDINATORS and clause.begin < 3):
            closing = (i for i in range(clause.stop, limit) if tokens[i].text == ",")
            limit = next(closing, limit)
    return limit


def _is_afterthought(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause stands after all it reports: "..., officials said."."""
    if clause.joint == clause.begin:
        return False
    return clause.stop >= len(tokens) or tokens[clause.stop].text in {".", ","}


def _after(tokens: Tokens, clause: Clause, limit: int) -> _After:
    """Past the person addressed and the when and where of saying."""
    at = clause.stop
    addressee: Range | None = None
    verb = clause.cue.verb
    if "whom" in verb.takes and at < limit and clause.cue.voice != "passive":
        addressee = _addressee(tokens, at, limit)
        at = addressee[1] if addressee else at
    elif at + 1 < limit and tokens[at].low == "to" and "to" not in verb.takes:
        addressee = noun_phrase_after(tokens, at + 1, limit)
        at = addressee[1] if addressee else at
    return _After(_past_adverbials(tokens, at, limit), addressee)


def _addressee(tokens: Tokens, at: int, limit: int) -> Range | None:
    token = tokens[at]
    if token.low in words("function", "object"):
        return at, at + 1
    if token.low in {"that", "of", "to"} | _QUESTION_WORDS or token.kind != "word":
        return None
    return noun_phrase_after(tokens, at, limit)


def _past_adverbials(tokens: Tokens, start: int, limit: int) -> int:
    """Past times, and past phrases of place and occasion if the content clearly follows them."""
    at = start
    settled = start
    while at < min(limit, start + 24):
        token = tokens[at]
        if is_time(token) or (is_adverb(token.low) and token.low not in {"not", "so", "there"}):
            at += 1
            settled = at
        elif (
            token.low in {"last", "this", "next", "late", "early"}
            and at + 1 < limit
            and (is_time(tokens[at + 1]) or tokens[at + 1].low in words("function", "period"))
        ):
            at += 2
            settled = at
        elif is_time(tokens[at - 1]) and (
            token.low in words("function", "period") or token.text[:1].isdigit()
        ):
            at += 1
            settled = at
        elif token.low in words("function", "preposition") and token.low != "to":
            phrase = noun_phrase_after(tokens, at + 1, limit)
            if at + 1 < limit and is_time(tokens[at + 1]):
                at += 1
                continue
            if phrase is None:
                break
            at = phrase[1]
            if at >= limit or _can_follow_adverbial(tokens[at]):
                settled = at
        else:
            break
    return settled


def _can_follow_adverbial(token: Token) -> bool:
    """Whether the content clearly begins here, or nothing does."""
    if token.text in _STOPS or token.low == "that":
        return True
    return token.kind == "quotation" or is_time(token)


def _left_quotation(text: str, tokens: Tokens, clause: Clause) -> Range | None:
    """The content that ends in a quotation right before a clause: '"...," she said'."""
    if clause.order == "shared" or "quote" not in clause.cue.verb.takes:
        return None
    if clause.cue.voice == "passive":
        return None
    at = clause.begin - 1
    if at > 0 and tokens[at].text in {",", "—", "–", "--"} and tokens[at - 1].kind == "quotation":
        at -= 1
    if at < 0 or tokens[at].kind != "quotation":
        return None
    is_sure = clause.order == "subject after" or tokens[at + 1].kind == "mark"
    if not is_sure and not _speaks(text, tokens[at]):
        return None
    start = at
    while start and tokens[start - 1].kind == "quotation":
        start -= 1
    if start == 0 or tokens[start - 1].text == ":":
        return start, at + 1
    if tokens[start - 1].text in {".", "?", "!", "…"}:
        return start, at + 1
    if any(token.low in forms() for token in tokens[:start]) and tokens[start - 1].text == ",":
        return start, at + 1
    return 0, at + 1


def _second_half(text: str, tokens: Tokens, clause: Clause, at: int, limit: int) -> Iterator[Range]:
    """What goes on after the cue of a quotation: '"...," she said, "..."'."""
    while at < limit and tokens[at].kind != "quotation" and tokens[at].text not in _STOPS:
        if at - clause.stop > 24:
            return
        at += 1
    while at < limit and tokens[at].kind == "mark" and tokens[at].text in _STOPS:
        at += 1
    if at >= limit:
        return
    if clause.order == "subject after" and tokens[at].kind != "quotation":
        # An apposition: said Kovalt, the chair, "..."
        closing = [i for i in range(at, min(limit, at + 30)) if tokens[i].kind == "quotation"]
        if not closing or not _speaks(text, tokens[closing[0]]):
            return
        if tokens[closing[0] - 1].text not in {",", ":", "."}:
            return
        at = closing[0]
    opens = next((i for i in range(at, min(limit, at + 4)) if tokens[i].kind == "quotation"), None)
    if opens is None or (opens > at and tokens[at].low not in {"but", "and", "because", "that"}):
        return
    if all(tokens[i].kind != "word" for i in range(opens, limit)):
        for i in range(opens, limit):
            if tokens[i].kind == "quotation":
                yield (at if i == opens else i), i + 1
    else:
        yield at, limit


def _right(
    text: str, tokens: Tokens, clause: Clause, after: _After, limit: int, later: list[Clause]
) -> Range | None:
    """The content that follows a cue."""
    takes, at = clause.cue.verb.takes, after.at
    if at >= limit:
        return None
    token = tokens[at]
    is_active = clause.cue.voice != "passive"
    if token.text in {",", ":"} and at + 1 < limit and tokens[at + 1].kind == "quotation":
        return _quoted(text, tokens, at + 1, limit, later) if "quote" in takes else None
    if token.text == "," and at + 2 < limit and tokens[at + 1].low == "that":
        at, token = at + 1, tokens[at + 1]
    can_quote = "quote" in takes or "that" in takes
    if token.kind == "quotation" and can_quote and at == clause.stop and is_active:
        if limit - at > 2 and not {"that", "bare"} & takes and not _speaks(text, token):
            return None  # She read "War and Peace" in a week.
        return _quoted(text, tokens, at, limit, later)
    if token.low == "that" and {"that", "bare"} & takes and _opens_clause(tokens, at, limit):
        return at, _clause_end(tokens, at, limit)
    if token.low in _QUESTION_WORDS and "wh" in takes:
        return at, limit
    if not is_active:
        return None
    is_infinitive = token.low == "to" and "to" in takes
    can_be_bare = clause.order != "subject after" and "bare" in takes and not is_infinitive
    if can_be_bare and _is_bare_clause(tokens, clause, at, limit):
        return at, _clause_end(tokens, at, limit, is_bare=True)
    if clause.cue.is_modal:
        return None  # "it can ask a court to act" reports nothing asked
    if is_infinitive and limit - at > 1:
        is_told = after.addressee is not None and clause.cue.verb.base != "promise"
        return after.addressee[0] if after.addressee and is_told else at, limit
    if clause.order == "subject after":
        return None
    if "noun" in takes and at == clause.stop:
        return _object(tokens, clause, at, limit)
    return None


def _quoted(text: str, tokens: Tokens, at: int, limit: int, later: list[Clause]) -> Range | None:
    """The quotation at `at`, with the words after it if they carry its sentence on."""
    end = at + 1
    while end < limit and tokens[end].kind == "quotation":
        end += 1
    if _speaks(text, tokens[at]) and any(
        clause.begin == end and clause.order != "shared" for clause in later
    ):
        return None  # it belongs to the clause behind it
    rest = [token for token in tokens[end:limit] if token.kind == "word"]
    if not rest or _speaks(text, tokens[end - 1]):
        return at, end
    return at, limit


def _opens_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "that" opens a clause here and is no pronoun: "said that." """
    return limit - at > 2 and tokens[at + 1].text not in _STOPS - {","}


def _clause_end(tokens: Tokens, at: int, limit: int, *, is_bare: bool = False) -> int:
    """Where a clause ends that is said: before ", but could not", whose subject is who says it.

    One with "that" also ends before ", and X did": the next would have a "that" of its own.
    """
    for i in range(at + 3, limit - 3):
        if tokens[i].text != "," or tokens[i + 1].low not in {"and", "but"}:
            continue
        following = tokens[i + 2]
        if following.low in words("function", "auxiliary"):
            return i
        if is_bare:
            continue
        if following.low in _SUBJECT_FIRST or following.low in words("function", "article"):
            return i
        if following.is_capitalised and _acts(tokens, i + 2, limit):
            return i
    return limit


def _acts(tokens: Tokens, start: int, limit: int) -> bool:
    """Whether a name begins at `start` and a finite verb comes after it."""
    at = start
    while at < limit and tokens[at].is_capitalised:
        at += 1
    if at >= limit or tokens[at].kind != "word":
        return False
    low = tokens[at].low
    return low.endswith("ed") or low in words("function", "auxiliary") or low in forms()


def _is_bare_clause(tokens: Tokens, clause: Clause, at: int, limit: int) -> bool:
    """Whether a clause without "that" begins at `at`."""
    if limit - at < 2:
        return False
    token = tokens[at]
    if token.kind == "mark" and (not is_noun_like(token) or clause.cue.verb.base != "say"):
        return False
    if token.low in {"it", "you"}:
        return _is_finite(tokens[at + 1]) or tokens[at + 1].low.endswith(("s", "ed"))
    if token.low in _SUBJECT_FIRST:
        return True
    if token.low in words("function", "auxiliary") or token.low in {"and", "but", "or", "of", "as"}:
        return False
    if clause.cue.verb.base == "say" and token.low not in words("function", "preposition"):
        return token.low not in words("function", "object")
    if token.low in words("function", "preposition") and clause.cue.verb.base != "say":
        return False
    return _has_verb(tokens, at + 1, min(limit, at + 12))


def _has_verb(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether something between looks like a finite verb: an auxiliary, or a reporting past."""
    for token in tokens[start:stop]:
        if token.text in {";", ":", "."}:
            return False
        if _is_finite(token):
            return True
    return False


def _is_finite(token: Token) -> bool:
    low = token.low
    if low in words("function", "auxiliary"):
        return low not in {"be", "been", "being", "having"}
    if low.endswith(("'re", "'d", "'ll")):
        return True
    if low.endswith("'s"):
        return low in {"he's", "she's", "it's", "there's", "that's", "what's"}
    return low.endswith("ed") and low in forms()


def _object(tokens: Tokens, clause: Clause, at: int, limit: int) -> Range | None:
    """A noun phrase that is itself what is said: called [the plan "a gamble"]."""
    token = tokens[at]
    if token.kind == "mark" or not (
        is_noun_like(token)
        or token.low in words("function", "determiner")
        or token.low in words("function", "object")
    ):
        return None
    stop = at
    while stop < limit and tokens[stop].text not in _BREAKS_OBJECT:
        if stop > at and tokens[stop].low in _LATER and clause.cue.verb.base in _NAMING:
            break
        stop += 1
    held = tokens[at:stop]
    if all(t.low in words("function", "determiner") for t in held):
        return None
    if clause.cue.verb.base in {"want", "expect"} and all(t.low != "to" for t in held[:10]):
        return None
    is_naming = clause.cue.verb.base in {"call", "describe"} and not clause.cue.verb.particles
    if is_naming and len(held) < 3 and all(t.kind != "quotation" for t in held):
        return None
    return (at, stop) if stop > at else None


def _stands_alone(tokens: Tokens, clause: Clause, at: int) -> bool:
    """Whether a clause has no content after it and is set off by a comma before it."""
    if clause.cue.voice != "finite" or clause.order == "shared":
        return False
    if not {"bare", "quote"} & clause.cue.verb.takes:
        return False
    before = tokens[clause.begin - 1] if clause.begin else None
    if before is None or before.text != ",":
        return False
    if at >= len(tokens) or tokens[at].text in _STOPS:
        return True
    return clause.joint < clause.begin and tokens[at].low in words("function", "preposition")


def _around(tokens: Tokens, clause: Clause, at: int, limit: int) -> list[Range]:
    """The content around a clause set into it: "The dam, she said, will rise"."""
    stop = clause.begin - 1
    ranges = [(0, stop)] if stop >= 1 else []
    if at < limit and tokens[at].text in {",", "—", "–"} and clause.order == "subject first":
        following = tokens[at + 1] if at + 1 < limit else None
        if following is not None and not (
            following.low in _ASIDE or following.low.endswith("ing") or following.low == "who"
        ):
            ranges.append((at + 1, limit))
    if len(ranges) == 1 and stop < 2:
        return []
    return [r for r in ranges if any(t.kind != "mark" for t in tokens[r[0] : r[1]])]


def _by_phrases(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "according to X", before or after what they report."""
    for at in range(len(tokens) - 2):
        if tokens[at].low != "according" or tokens[at + 1].low != "to":
            continue
        source = noun_phrase_after(tokens, at + 2, len(tokens))
        if source is None:
            continue
        ranges: list[Range] = []
        if at > 1:
            ranges.append((0, at))
        closing = source[1]
        if closing < len(tokens) and tokens[closing].text == "," and len(tokens) - closing > 4:
            follows = tokens[closing + 1]
            if at < 2 or follows.low not in {"a", "an", "the", "who", "which", "and", "but"}:
                ranges.append((closing + 1, len(tokens)))
        if not ranges:
            continue
        yield _by_phrase(tokens, (at, at + 2), source, ranges, number)
        return


def _by_words(tokens: Tokens, number: int) -> Iterator[Statement]:
    """Statements by "in his words", where something in the sentence is quoted."""
    if all(token.kind != "quotation" for token in tokens):
        return
    for at in range(len(tokens) - 2):
        stop = at + (4 if tokens[at + 2].low == "own" else 3)
        if tokens[at].low != "in" or stop > len(tokens) or tokens[stop - 1].low != "words":
            continue
        who = tokens[at + 1]
        if who.low not in {"his", "her", "their"} and not who.low.endswith("'s"):
            continue
        ranges = [r for r in ((0, at), (stop, len(tokens))) if _says(tokens, r)]
        yield _by_phrase(tokens, (at, stop), (at + 1, at + 2), ranges, number)
        return


def _says(tokens: Tokens, covered: Range) -> bool:
    return any(token.kind != "mark" for token in tokens[covered[0] : covered[1]])


def _by_phrase(
    tokens: Tokens, cue: Range, source: Range, ranges: Sequence[Range], number: int
) -> Statement:
    return Statement(
        content=tuple(_stretch(tokens, r) for r in ranges),
        cue=_stretch(tokens, cue),
        source=_source(tokens, source),
        antecedent=None,
        type="statement",
        verb="",
        negated=False,
        addressee=None,
        unit=number,
    )


def _by_colon(text: str, tokens: Tokens, number: int) -> Iterator[Statement]:
    """A line of dialogue: 'Kovalt: "..."'."""
    colon = next((i for i in range(1, min(len(tokens) - 1, 7)) if tokens[i].text == ":"), None)
    if colon is None or tokens[colon + 1].kind != "quotation":
        return
    name = tokens[:colon]
    if not all(t.is_capitalised or t.text == "." for t in name):
        return
    if not _speaks(text, tokens[colon + 1]):
        return
    end = colon + 1
    while end < len(tokens) and tokens[end].kind == "quotation":
        end += 1
    yield Statement(
        content=tuple(_stretch(tokens, (i, i + 1)) for i in range(colon + 1, end)),
        cue=_stretch(tokens, (colon, colon + 1)),
        source=_stretch(tokens, (0, colon)),
        antecedent=None,
        type="statement",
        verb="",
        negated=False,
        addressee=None,
        unit=number,
    )


def _speaks(text: str, token: Token) -> bool:
    return is_utterance(text, token.start, token.end)


def _source(tokens: Tokens, subject: Range | None) -> Stretch | None:
    return _stretch(tokens, subject) if subject else None


def _antecedent(tokens: Tokens, clause: Clause) -> Stretch | None:
    """What "who" stands for: the noun phrase before it."""
    if clause.subject is None or tokens[clause.subject[0]].low not in {"who", "which", "that"}:
        return None
    stop = clause.subject[0]
    if stop and tokens[stop - 1].text == ",":
        stop -= 1
    start = stop
    while start and stop - start < 8 and is_noun_like(tokens[start - 1]):
        if is_subject_pronoun(tokens[start - 1]) or tokens[start - 1].kind != "word":
            break
        start -= 1
    if start and tokens[start - 1].low in words("function", "article"):
        start -= 1
    return _stretch(tokens, (start, stop)) if start < stop else None


def _stretch(tokens: Tokens, covered: Range) -> Stretch:
    """From the first to the last token's offsets, marks at the ends left out but for quotations."""
    start, stop = covered
    while start < stop - 1 and tokens[start].text in _STOPS:
        start += 1
    while stop - 1 > start and tokens[stop - 1].text in _STOPS:
        stop -= 1
    return tokens[start].start, tokens[stop - 1].end
