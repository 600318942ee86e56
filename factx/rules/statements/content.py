"""The content of a reporting clause: after its cue, before it, or around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import Document, Token, Tokens, is_utterance
from factx.rules.reading.noun_phrases import (
    Range,
    has_verb,
    is_antecedent,
    is_finite,
    is_noun_like,
)
from factx.rules.statements.after_cue import AfterCue, after_cue
from factx.rules.statements.statement import STOPS

_DASHES = frozenset({"—", "–"})
_SET_OFF = frozenset({",", "—", "–", "--"})
_BREAKS_OBJECT = frozenset({",", ";", ":", "—", "–", "--"})
_LONGEST_APPOSITION = 30
_LONGEST_PREDICATE = 12


@dataclass(frozen=True, slots=True)
class ClauseContext:
    """A reporting clause with its sentence."""

    document: Document
    tokens: Tokens
    """The tokens of its unit."""
    clause: Clause
    limit: int
    """The token before which content after the cue ends."""
    later: Sequence[Clause]
    """The reporting clauses after it in the unit."""

    @property
    def takes(self) -> frozenset[str]:
        """What may follow the verb."""
        return self.clause.cue.verb.takes

    def has_verb(self, name: str) -> bool:
        """Whether the verb belongs to a class of verbs."""
        return self.clause.cue.verb.base in self.document.language.members(name)

    def is_speech(self, token: Token) -> bool:
        """Whether a token is a quotation that ends like a sentence or clause."""
        return is_utterance(self.document.text, token.start, token.end)


class Content(NamedTuple):
    """The content of a reporting clause."""

    ranges: list[Range]
    """Its pieces in reading order; empty if the clause reports nothing."""
    is_after_cue: bool
    """Whether it is one piece after the cue; content of clauses within it then ends with it."""


def content_of(context: ClauseContext) -> Content:
    """The content of a clause: after the cue, otherwise before the clause, otherwise around it."""
    after = after_cue(context.tokens, context.clause, context.limit)
    before = _quotation_before(context)
    ranges: list[Range] = []
    if before is None or before[0] == 0 < before[1] - 1:
        ranges = [r for r in [_following(context, after)] if r is not None]
    if not ranges and before is not None:
        ranges = [before, *_second_half(context, after.at)]
    if not ranges:
        ranges = _relative(context, after.at) or _around(context, after.at)
    is_after = before is None and len(ranges) == 1 and ranges[0][0] >= context.clause.stop
    return Content(ranges, is_after)


# Where the content ends.


def limit_of(tokens: Tokens, clause: Clause, later: Sequence[Clause]) -> int:
    """The token before which content after the cue ends: where another clause begins."""
    limit = len(tokens)
    contains_another = False
    for other in later:
        if other.is_joined and other.joint >= clause.stop:
            is_open = other.order == "subject first" or other.cue.voice == "participle"
            if other.order == "subject first" and not _can_end(tokens, clause, other):
                continue
            if is_open or not contains_another:
                limit = min(limit, other.joint)
        elif other.order == "subject first":
            contains_another = True  # a clause that shares its subject belongs to it
        if other.subject and other.order == "subject first":
            first, stop = other.subject
            if first <= clause.cue.first < stop:
                limit = min(limit, stop)
            elif _is_afterthought(tokens, other) and other.joint >= clause.stop:
                limit = min(limit, other.joint)
    for at in range(clause.stop, limit - 1):
        if is_according_to(tokens, at):
            limit = at
            break
    if clause.subject and clause.order == "subject first" and clause.begin:
        before = tokens[clause.begin - 1]
        is_aside = "relative pronoun" in tokens[clause.begin].classes and before.text == ","
        if is_aside or ("leading subordinator" in before.classes and clause.begin < 3):
            closing = (i for i in range(clause.stop, limit) if tokens[i].text == ",")
            limit = next(closing, limit)
    return limit


def is_according_to(tokens: Tokens, at: int) -> bool:
    """Whether "according to" begins at `at`, which is not the last token."""
    return (
        "participial preposition" in tokens[at].classes
        and "dative preposition" in tokens[at + 1].classes
    )


def _can_end(tokens: Tokens, clause: Clause, other: Clause) -> bool:
    """Whether the content may end where `other` is joined on, without cutting a phrase in two.

    In "She said the mayor and the council want more" the content does not end after "mayor".
    """
    if tokens[other.joint].kind == "mark" or "bare" in other.cue.verb.takes:
        return True
    return has_verb(tokens, clause.stop, other.joint)


def _is_afterthought(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause follows everything it reports: "..., officials said."."""
    if clause.joint == clause.begin:
        return False
    return clause.stop >= len(tokens) or tokens[clause.stop].text in {".", ","}


# Content after the cue.


def _following(context: ClauseContext, after: AfterCue) -> Range | None:
    """The quotation, clause, infinitive or noun phrase after the cue."""
    tokens, clause, limit, takes = context.tokens, context.clause, context.limit, context.takes
    at = after.at
    if at >= limit:
        return None
    token = tokens[at]
    is_active = clause.cue.voice != "passive"
    if token.text in {",", ":"} and at + 1 < limit and tokens[at + 1].kind == "quotation":
        return _quotation_at(context, at + 1) if "quote" in takes else None
    if token.text == "," and at + 2 < limit and "complementizer" in tokens[at + 1].classes:
        at, token = at + 1, tokens[at + 1]
    can_quote = "quote" in takes or "that" in takes
    is_next = at == clause.stop or context.is_speech(token)
    if token.kind == "quotation" and can_quote and is_next and is_active:
        if limit - at > 2 and takes.isdisjoint({"that", "bare"}) and not context.is_speech(token):
            return None  # She read "War and Peace" in a week.
        return _quotation_at(context, at)
    if not takes.isdisjoint({"that", "bare"}) and _opens_clause(context, at):
        return at, _clause_end(context, at)
    if "question word" in token.classes and "wh" in takes:
        return at, limit
    return _without_conjunction(context, after, at) if is_active else None


def _without_conjunction(context: ClauseContext, after: AfterCue, at: int) -> Range | None:
    """A clause without "that", an infinitive or a noun phrase at `at`."""
    tokens, clause, limit, takes = context.tokens, context.clause, context.limit, context.takes
    is_infinitive = "infinitive marker" in tokens[at].classes and "to" in takes
    can_be_bare = clause.order != "subject after" and "bare" in takes and not is_infinitive
    if can_be_bare and _is_bare_clause(context, at):
        return at, _clause_end(context, at, is_bare=True)
    if clause.cue.is_modal:
        return None  # "it can ask a court to act" is no request
    is_negated = (
        "negative particle" in tokens[at].classes
        and at + 1 < limit
        and "infinitive marker" in tokens[at + 1].classes
    )
    if is_infinitive and _is_silence(context, at):
        return None
    if (is_infinitive or (is_negated and "to" in takes)) and limit - at > 1:
        if after.addressee is not None and not context.has_verb("verb of promising"):
            return after.addressee[0], limit
        return at, limit
    if clause.order != "subject after" and "noun" in takes and at == clause.stop:
        return _object(context, at)
    return None


def _is_silence(context: ClauseContext, at: int) -> bool:
    """Whether the infinitive at `at` refuses to say anything: "refused to comment"."""
    following = context.tokens[at + 1 : context.limit][:1]
    return context.has_verb("refusing") and any("silent verb" in t.classes for t in following)


def _quotation_at(context: ClauseContext, at: int) -> Range | None:
    """The quotation at `at`, with the words after it if they continue its sentence.

    None if it belongs to the clause after it.
    """
    tokens, limit = context.tokens, context.limit
    end = _past_quotations(tokens, at, limit)
    if context.is_speech(tokens[at]) and any(
        clause.begin == end and clause.order != "shared" for clause in context.later
    ):
        return None
    rest = [token for token in tokens[end:limit] if token.kind == "word"]
    if not rest or context.is_speech(tokens[end - 1]):
        return at, end
    return at, limit


def _past_quotations(tokens: Tokens, at: int, limit: int) -> int:
    while at < limit and tokens[at].kind == "quotation":
        at += 1
    return at


def _opens_clause(context: ClauseContext, at: int) -> bool:
    """Whether "that" at `at` opens a clause, unlike in "said that." """
    tokens, limit = context.tokens, context.limit
    if "complementizer" not in tokens[at].classes:
        return False
    if at + 1 < limit and tokens[at + 1].kind == "quotation":
        return True
    return limit - at > 2 and tokens[at + 1].text not in STOPS - {","}


def _clause_end(context: ClauseContext, at: int, *, is_bare: bool = False) -> int:
    """The end of a content clause that begins at `at`.

    It ends before ", but could not", since the subject of that is the speaker. A clause with "that"
    also ends before ", and X did", since a second content clause would repeat "that".
    """
    tokens, limit = context.tokens, context.limit
    for i in range(at + 3, limit - 3):
        if tokens[i].text != "," or "coordinator" not in tokens[i + 1].classes:
            continue
        following = tokens[i + 2]
        if "auxiliary" in following.classes:
            return i
        if is_bare:
            continue
        if not following.classes.isdisjoint({"clause subject", "article"}):
            return i
        if following.is_capitalised and _acts(tokens, i + 2, limit):
            return i
    return limit


def _acts(tokens: Tokens, start: int, limit: int) -> bool:
    """Whether a name begins at `start`, followed by a finite verb."""
    at = start
    while at < limit and tokens[at].is_capitalised:
        at += 1
    if at >= limit or tokens[at].kind != "word":
        return False
    return bool(tokens[at].forms) or not tokens[at].classes.isdisjoint({"ed form", "auxiliary"})


def _is_bare_clause(context: ClauseContext, at: int) -> bool:
    """Whether a clause without "that" begins at `at`."""
    tokens, limit = context.tokens, context.limit
    if limit - at < 2:
        return False
    token, following = tokens[at], tokens[at + 1]
    is_say = context.has_verb("plain verb of saying")
    is_after_preposition = "preposition" in token.classes
    if token.kind == "mark" and (not is_noun_like(token) or not is_say):
        return False
    if "ambiguous pronoun" in token.classes:
        return is_finite(following) or not following.classes.isdisjoint({"s form", "ed form"})
    if not token.classes.isdisjoint({"clause subject", "clause subject stem"}):
        return True
    if not token.classes.isdisjoint({"auxiliary", "phrase opener"}):
        return False
    if is_say and not is_after_preposition:
        is_possessive = "ambiguous possessive" in token.classes and is_noun_like(following)
        return is_possessive or "object" not in token.classes
    if is_after_preposition and not is_say:
        return False
    return has_verb(tokens, at + 1, min(limit, at + _LONGEST_PREDICATE))


def _object(context: ClauseContext, at: int) -> Range | None:
    """A noun phrase that is itself the content: called [the plan "a gamble"]."""
    tokens, limit = context.tokens, context.limit
    token = tokens[at]
    is_phrase = is_noun_like(token) or not token.classes.isdisjoint({"determiner", "object"})
    if token.kind == "mark" or not is_phrase:
        return None
    is_judgement = context.has_verb("verb of judgement")
    stop = at
    while stop < limit and tokens[stop].text not in _BREAKS_OBJECT:
        if stop > at and "adverbial conjunction" in tokens[stop].classes and is_judgement:
            break
        stop += 1
    phrase = tokens[at:stop]
    if all("determiner" in t.classes for t in phrase):
        return None
    if context.clause.cue.voice == "participle" and "subject" in phrase[0].classes:
        return None  # without mentioning it
    has_infinitive = any("infinitive marker" in t.classes for t in phrase[:10])
    if context.has_verb("verb of wanting") and not has_infinitive:
        return None
    is_naming = context.has_verb("verb of naming") and not context.clause.cue.verb.particles
    if is_naming and len(phrase) < 3 and all(t.kind != "quotation" for t in phrase):
        return None
    return at, stop


# Content before the clause.


def _quotation_before(context: ClauseContext) -> Range | None:
    """The content that ends in a quotation right before the clause: '"...," she said'."""
    tokens, clause = context.tokens, context.clause
    if clause.order == "shared" or "quote" not in context.takes:
        return None
    if clause.cue.voice == "passive":
        return None
    at = clause.begin - 1
    if at > 0 and tokens[at].text in _SET_OFF and tokens[at - 1].kind == "quotation":
        at -= 1
    if at < 0 or tokens[at].kind != "quotation":
        return None
    is_sure = clause.order == "subject after" or tokens[at + 1].kind == "mark"
    if not is_sure and not context.is_speech(tokens[at]):
        return None
    start = at
    while start and tokens[start - 1].kind == "quotation":
        start -= 1
    if start == 0 or tokens[start - 1].text in {":", ".", "?", "!", "…"}:
        return start, at + 1
    if any(token.forms for token in tokens[:start]) and tokens[start - 1].text == ",":
        return start, at + 1
    return 0, at + 1


def _second_half(context: ClauseContext, at: int) -> Iterator[Range]:
    """The quotations that continue one after the cue: '"...," she said, "..."'."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    while at < limit and tokens[at].kind != "quotation" and tokens[at].text not in STOPS:
        if at - clause.stop > 24:
            return
        at += 1
    while at < limit and tokens[at].kind == "mark" and tokens[at].text in STOPS:
        at += 1
    if at >= limit:
        return
    if clause.order == "subject after" and tokens[at].kind != "quotation":
        # An apposition: said Kovalt, the chair, "..."
        opens = _next_quotation(tokens, at, min(limit, at + _LONGEST_APPOSITION))
        if opens is None or not context.is_speech(tokens[opens]):
            return
        if tokens[opens - 1].text not in {",", ":", "."}:
            return
        at = opens
    opens = _next_quotation(tokens, at, min(limit, at + 4))
    if opens is None or (opens > at and "quotation conjunction" not in tokens[at].classes):
        return
    if all(tokens[i].kind != "word" for i in range(opens, limit)):
        for i in range(opens, limit):
            if tokens[i].kind == "quotation":
                yield (at if i == opens else i), i + 1
    else:
        yield at, limit


def _next_quotation(tokens: Tokens, at: int, stop: int) -> int | None:
    return next((i for i in range(at, stop) if tokens[i].kind == "quotation"), None)


# Content around the clause.


def _relative(context: ClauseContext, at: int) -> list[Range]:
    """The content of "a rule that critics said was unfair": "that" and the words after the cue.

    If none follow, as in "a rule, which critics denounced", it is only "which".
    """
    tokens, clause, limit = context.tokens, context.clause, context.limit
    if clause.order != "subject first" or clause.cue.voice != "finite" or not clause.begin:
        return []
    if context.takes.isdisjoint({"bare", "noun"}):
        return []
    classes = tokens[clause.begin - 1].classes
    if "relativizer" not in classes:
        return []
    is_that = "complementizer" in classes
    if is_that and (clause.begin < 2 or not is_antecedent(tokens[clause.begin - 2])):
        return []
    relative_word = (clause.begin - 1, clause.begin)
    continues = at < limit and (is_finite(tokens[at]) or tokens[at].kind == "quotation")
    if continues and "bare" in context.takes:
        stop = next((i for i in range(at, limit) if tokens[i].text in {",", *_DASHES}), limit)
        return [relative_word, (at, stop)]
    if is_that and "noun" not in context.takes:
        return []
    return [relative_word] if at >= limit or tokens[at].text in STOPS else []


def _around(context: ClauseContext, at: int) -> list[Range]:
    """The content around a clause that interrupts it: "The dam, she said, will rise"."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    if not _stands_alone(context, at):
        return []
    stop = clause.begin - 1
    if _is_after_as(context):
        stop -= 1 if stop else 0
        limit = len(tokens)
    ranges = [(0, stop)] if stop >= 1 else []
    is_set_off = at < limit and tokens[at].text in {",", *_DASHES}
    if is_set_off and clause.order == "subject first" and at + 1 < limit:
        classes = tokens[at + 1].classes
        if classes.isdisjoint({"afterthought opener", "ing form"}):
            ranges.append((at + 1, limit))
    if len(ranges) == 1 and stop < 2 and ranges[0][0] == 0:
        return []
    return [r for r in ranges if any(t.kind != "mark" for t in tokens[r[0] : r[1]])]


def _stands_alone(context: ClauseContext, at: int) -> bool:
    """Whether no content follows the clause and a comma or "as" precedes it."""
    tokens, clause = context.tokens, context.clause
    if clause.cue.voice != "finite" or clause.order == "shared":
        return False
    if context.takes.isdisjoint({"bare", "quote"}) or not clause.begin:
        return False
    if tokens[clause.begin - 1].text != "," and not _is_after_as(context):
        return False
    if at >= len(tokens) or tokens[at].text in STOPS:
        return True
    return clause.joint < clause.begin and "preposition" in tokens[at].classes


def _is_after_as(context: ClauseContext) -> bool:
    """Whether "as" opens the clause: "As Reuters reported, ..."."""
    before = context.clause.begin - 1
    if context.clause.order != "subject first":
        return False
    if "parenthetical conjunction" not in context.tokens[before].classes:
        return False
    return before == 0 or context.tokens[before - 1].text == ","
