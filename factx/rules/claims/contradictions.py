"""Find claims that contradict each other: what one holder says and another denies.

Four signs count: a verb like "denied" whose content another holder asserts or alleges, two claims
of the same words of which one is negated, two tolls of the same event, and what somebody is accused
of doing with what another says they were doing.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.statements.statement import Statement
from factx.text import overlap

_KEY = 5
"""Of a longer word only its first letters are compared, since its ending may differ."""
_NEAR = 1
"""How many units before "denied it" what is denied may be said."""
_LONGEST_PARAGRAPH = 20
"""Most units of a paragraph whose first claim a denial in the next can mean."""
_NEAR_MESSAGE = 4
"""The same before "denied such a message": only somebody who was told something is meant."""
_NEXT = 4
"""How many tokens after "denied" can point back."""
_SHARE = 0.6
"""The least share of the fewer words that a denial has in common with what it denies."""
_ALIKE = 0.65
"""The least share of all their words that a claim and its negation have in common."""
_FEWEST = 2
"""Fewest words in common."""
_FARTHEST = 60
"""How many claims before and after a claim are compared with it."""
_MOST = 40
"""Most tolls that are compared with each other."""

Pair = tuple[int, int]
"""Two claims as positions, the later first."""


class _Said(NamedTuple):
    """What is compared of a claim."""

    at: int
    """Its position among the claims."""
    unit: int
    holder: frozenset[int]
    """The speakers of its statement; empty if the article itself makes it."""
    is_negated: bool
    denial: int | None
    """Where its denying verb ends, if it has one."""
    text: str
    """Its words in lower case."""


class Known:
    """The claims of an article, with what is compared of them."""

    def __init__(
        self,
        document: Document,
        claims: Sequence[RuleClaim],
        statements: Sequence[Statement],
        speakers_of: Sequence[tuple[int, ...]],
    ) -> None:
        self.document = document
        self.claims = claims
        self._statements = statements
        self._speakers_of = speakers_of
        self.said = [self._said(at, claim) for at, claim in enumerate(claims)]
        self._words: dict[int, frozenset[str]] = {}

    def _statement(self, claim: RuleClaim) -> Statement | None:
        number = claim.reports if claim.reports is not None else claim.statement
        return None if number is None else self._statements[number]

    def _said(self, at: int, claim: RuleClaim) -> _Said:
        number = claim.reports if claim.reports is not None else claim.statement
        text = claim.text.lower()
        return _Said(
            at,
            self.document.unit_at(claim.evidence[0][0]),
            frozenset() if number is None else frozenset(self._speakers_of[number]),
            is_negated=claim.factuality.endswith("-"),
            denial=self._denial(claim, text),
            text=text,
        )

    def _denial(self, claim: RuleClaim, text: str) -> int | None:
        members, statement = self.document.language.members, self._statement(claim)
        if statement is not None:
            is_denial = statement.verb in members("contradicting") and not statement.negated
            return statement.cue[1] if is_denial and statement.cue else None
        if not any(verb[:_KEY] in text for verb in members("contradicting")):
            return None
        tokens = self.tokens(claim)
        denials = members("contradicting")
        return next((t.end for at, t in enumerate(tokens) if _is_denial(tokens, at, denials)), None)

    def tokens(self, claim: RuleClaim) -> list[Token]:
        """The tokens of the evidence of a claim."""
        places = claim.evidence
        return [token for place in places for token in tokens_between(self.document, *place)]

    def verb(self, at: int) -> str:
        """The verb of the statement that makes a claim; empty if there is none."""
        statement = self._statement(self.claims[at])
        return "" if statement is None else statement.verb

    def is_by(self, at: int, words: frozenset[str]) -> bool:
        """Whether the source of a claim has one of some words."""
        statement = self._statement(self.claims[at])
        if statement is None or statement.source is None:
            return False
        source = tokens_between(self.document, *statement.source)
        return not words.isdisjoint(token.low for token in source)

    def words(self, at: int) -> frozenset[str]:
        """The beginnings of the content words of a claim, without those of its source and cue."""
        if at not in self._words:
            claim = self.claims[at]
            statement = self._statement(claim)
            outside = [] if statement is None else [statement.source, statement.cue]
            self._words[at] = frozenset(
                key
                for token in self.tokens(claim)
                if (key := _key(self.document, token))
                and not any(place and overlap(token.place, place) for place in outside)
            )
        return self._words[at]

    def numbers(self, at: int) -> frozenset[str]:
        """The numbers of a claim, in figures or words."""
        tokens = self.tokens(self.claims[at])
        words = _numerals(self.document.language)
        return frozenset(
            t.low for t in tokens if t.text[:1].isdigit() or "number" in t.classes or t.low in words
        )

    def rivals(self, one: _Said) -> Iterator[_Said]:
        """The claims nearby of other holders with `_FEWEST` words of a claim, and no denials."""
        words = self.words(one.at)
        if len(words) < _FEWEST:
            return
        for other in self.said[max(0, one.at - _FARTHEST) : one.at + _FARTHEST]:
            if other.at == one.at or other.denial is not None or not _are_rivals(one, other):
                continue
            if sum(word in other.text for word in words) < _FEWEST:
                continue  # a quick look before the words are compared
            if len(words & self.words(other.at)) >= _FEWEST:
                yield other


def find_contradictions(known: Known) -> list[Pair]:
    """The pairs of claims of different holders that contradict each other, in order."""
    found: set[Pair] = {*_rival_tolls(known), *_other_doings(known)}
    for one in known.said:
        if one.denial is not None:
            target = _denied(known, one)
            found |= {_later_first(one.at, target)} if target is not None else set()
        elif one.is_negated:
            found |= {_later_first(one.at, other) for other in _opposites(known, one)}
    return sorted(pair for pair in found if not touch(known, pair))


def touch(known: Known, pair: Pair) -> bool:
    """Whether the evidence of two claims overlaps."""
    one, other = (known.claims[at] for at in pair)
    return any(overlap(place, another) for place in one.evidence for another in other.evidence)


def _later_first(one: int, other: int) -> Pair:
    return max(one, other), min(one, other)


def _is_denial(tokens: Sequence[Token], at: int, denials: frozenset[str]) -> bool:
    """Whether a verb like "denies" stands at `at` in a clause of the article itself."""
    token = tokens[at]
    is_denial = any(form.verb.base in denials for form in token.forms)
    if not (at and is_denial and is_main_verb(tokens, at)):
        return False
    return all("negator" not in one.classes for one in tokens[max(0, at - 3) : at])


def _key(document: Document, token: Token) -> str:
    """The beginning of a content word; empty for other tokens."""
    if token.kind != "word" or token.is_time:
        return ""
    return _key_of(token.low, document.language)


@lru_cache(8_000)
def _key_of(word: str, language: Language) -> str:
    classes = language.classes_of(word)
    is_content = classes.isdisjoint({"function word", "number", "denying word", "closed class"})
    return language.singular(word)[:_KEY] if is_content and not word[0].isdigit() else ""


@lru_cache(8)
def _numerals(language: Language) -> frozenset[str]:
    """The numbers in words: "eleven"."""
    return frozenset(language.entries("quantities", "number"))


def _are_rivals(one: _Said, other: _Said) -> bool:
    return one.holder.isdisjoint(other.holder) and one.holder != other.holder


def _denied(known: Known, one: _Said) -> int | None:
    """The claim that a denial is about: that with the same words, or the last one before it."""
    claim = known.claims[one.at]
    tokens = known.tokens(claim)
    after = [t for t in tokens if one.denial is not None and t.start >= one.denial]
    language = known.document.language
    refers = any(points_back(after, at, language) for at in range(min(_NEXT, len(after))))
    is_clause = claim.statement is not None and claim.reports is None
    if not refers and not is_clause:
        return None  # "rejected the plan": nobody said that something is so
    words = known.words(one.at)
    alike: list[tuple[float, int, int]] = []
    for other in known.rivals(one):
        fewer = min(len(words), len(known.words(other.at)))
        share = len(words & known.words(other.at)) / fewer
        alike.append((share, -abs(other.at - one.at), other.at))
    best = max(alike, default=(0.0, 0, 0))
    if best[0] >= _SHARE:
        return best[2]
    if not refers:
        return None
    is_message = any("message" in token.classes for token in after[:_NEXT])
    last = _last_before(known, one, is_message=is_message)
    return _topic_before(known, one) if last is None else last


def points_back(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether "it" or "the allegation" stands at `at`, and not "it sold the boat".

    Nor does a word that tells itself what was said: "reports that it sold the boat".
    """
    token = tokens[at]
    if _names_saying(tokens, at, language):
        at += 1
    elif "pointing back" not in token.classes:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind == "mark" or "sameness" in token.classes:
        return True
    return "subject" not in token.classes and "complementizer" not in following.classes


def _names_saying(tokens: Sequence[Token], at: int, language: Language) -> bool:
    """Whether "the explanation" stands at `at`: a noun of saying with "the" or "this"."""
    if tokens[at].classes.isdisjoint({"definite article", "demonstrative"}) or at + 1 >= len(
        tokens
    ):
        return False
    noun = language.reporting_nouns.get(tokens[at + 1].low)
    return noun is not None and noun.type in {"statement", "belief"} and "that" in noun.takes


def _last_before(known: Known, one: _Said, *, is_message: bool) -> int | None:
    """The last claim of another holder before a denial that somebody made or alleged.

    If a message is denied, it is the last claim that somebody was told something.
    """
    for at in range(one.at - 1, -1, -1):
        other, claim = known.said[at], known.claims[at]
        if one.unit - other.unit > (_NEAR_MESSAGE if is_message else _NEAR):
            return None
        tokens = known.tokens(claim)
        is_charge = any("accusation" in token.classes for token in tokens)
        is_told = any(
            {"that", "whom"} <= form.verb.takes and form.shape == "past"
            for token in tokens
            for form in token.forms
        )
        is_own = claim.reports is None or is_message
        is_held = other.holder and claim.standing == "main" and is_own
        is_open = other.denial is not None or claim.kind in {"position", "prediction"}
        if is_open or not (is_charge or is_held) or (is_message and not is_told):
            continue
        return at if _are_rivals(one, other) or is_charge else None
    return None


def _topic_before(known: Known, one: _Said) -> int | None:
    """The first claim that somebody makes in the paragraph before a denial that opens one."""
    if not _opens_paragraph(known, one.unit):
        return None
    first = one.unit - 1
    while first and one.unit - first < _LONGEST_PARAGRAPH and not _opens_paragraph(known, first):
        first -= 1
    topic: int | None = None
    for other in reversed(known.said[max(0, one.at - _FARTHEST) : one.at]):
        if other.unit < first:
            break
        is_held = other.holder and known.claims[other.at].reports is None
        if is_held and known.claims[other.at].standing == "main" and other.denial is None:
            topic = other.at
    return topic if topic is not None and _are_rivals(one, known.said[topic]) else None


def _opens_paragraph(known: Known, unit: int) -> bool:
    """Whether a line break stands before a unit."""
    units = known.document.units
    return unit > 0 and "\n" in known.document.text[units[unit - 1].end : units[unit].start]


def _opposites(known: Known, one: _Said) -> Iterator[int]:
    """The claims of other holders that a negated claim denies word by word."""
    words = known.words(one.at)
    for other in known.rivals(one):
        rival = known.words(other.at)
        if other.is_negated or len(words & rival) < _ALIKE * len(words | rival):
            continue
        is_same = known.numbers(one.at) == known.numbers(other.at)
        if is_same and len(words & rival) > _FEWEST:
            yield other.at


def _other_doings(known: Known) -> Iterator[Pair]:
    """Pairs such as "Orla accused it of spying" and "Tarn says the ship was counting fish".

    The second stands in the same sentence or the next one, and is another's than the accuser's.
    """
    words = known.document.language.members("accusing")
    for one in known.said:
        if not any(word in one.text for word in words):
            continue
        accuser = _accuser(known.tokens(known.claims[one.at]))
        if not accuser:
            continue
        for other in known.said[one.at + 1 : one.at + 1 + _FEWEST * 2]:
            if other.unit > one.unit + 1 or not other.holder or other.is_negated:
                continue
            if (
                _are_rivals(one, other)
                and _is_doing(known, other)
                and not known.is_by(other.at, accuser)
            ):
                yield other.at, one.at
                break


def _accuser(tokens: Sequence[Token]) -> frozenset[str]:
    """The words before "accused it of spying"; none without such words."""
    for at, token in enumerate(tokens[:-3]):
        if "accusing" not in token.classes:
            continue
        if (
            at
            and "auxiliary" in tokens[at - 1].classes
            and "perfect auxiliary" not in (tokens[at - 1].classes)
        ):
            return frozenset()  # was accused of spying
        after = tokens[at + 1 : at + 6]
        of = [i for i, one in enumerate(after[:-1]) if "genitive preposition" in one.classes]
        if any("ing form" in after[i + 1].classes for i in of):
            return frozenset(one.low for one in tokens[:at] if one.is_noun_like)
    return frozenset()


def _is_doing(known: Known, one: _Said) -> bool:
    """Whether a claim says what somebody was doing then: "the ship was counting fish"."""
    tokens = known.tokens(known.claims[one.at])
    verb = next((at for at, token in enumerate(tokens) if token.is_finite), None)
    if not verb or verb + 1 >= len(tokens) or "finite be" not in tokens[verb].classes:
        return False
    is_subject = tokens[0].is_subject_pronoun or "definite article" in tokens[0].classes
    return is_subject and "ing form" in tokens[verb + 1].classes


def _rival_tolls(known: Known) -> Iterator[Pair]:
    """Pairs of claims in which different speakers give different numbers of dead."""
    words = known.document.language.members("toll word")
    tolls = [
        one
        for one in known.said
        if one.holder and any(word in one.text for word in words) and _is_toll(known, one.at)
    ]
    for place, one in enumerate(tolls[:_MOST]):
        for other in tolls[:place]:
            is_rival = _are_rivals(one, other) and not _may_both_be(known, one, other)
            if is_rival and known.numbers(one.at).isdisjoint(known.numbers(other.at)):
                yield one.at, other.at


def _may_both_be(known: Known, one: _Said, other: _Said) -> bool:
    """Whether one counts the bodies found so far, and the other more dead."""
    found = ["recovered" in _classes(known, said.at) for said in (one, other)]
    first, second = _figure(known, one.at), _figure(known, other.at)
    if first is None or second is None or found[0] == found[1]:
        return False
    return first < second if found[0] else second < first


def _figure(known: Known, at: int) -> int | None:
    """The first number in figures of a claim."""
    return next((int(n) for n in sorted(known.numbers(at)) if n.isdecimal()), None)


def _classes(known: Known, at: int) -> frozenset[str]:
    return frozenset(name for token in known.tokens(known.claims[at]) for name in token.classes)


def _is_toll(known: Known, at: int) -> bool:
    """Whether a claim says how many died: "11 were killed", "the toll at 11"."""
    claim = known.claims[at]
    if claim.factuality != "CT+" or claim.standing != "main" or not known.numbers(at):
        return False
    return any("toll word" in token.classes for token in known.tokens(claim))
