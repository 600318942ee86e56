"""The content of a reporting clause: after its cue, before it, or around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from factx.rules.reading.clause_openings import is_predicate, opens_clause, opens_measure
from factx.rules.reading.clauses import Clause, past_quoted_judgement
from factx.rules.reading.document import Document, Token, Tokens, is_utterance
from factx.rules.reading.far_subjects import subject_before
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import (
    Range,
    has_verb,
    is_antecedent,
    noun_phrase_before,
)
from factx.rules.statements.after_cue import AfterCue, after_cue
from factx.rules.statements.statement import STOPS, STOPS_BUT_COMMA

_DASHES = frozenset({"—", "–"})
_SET_OFF = frozenset({",", "—", "–", "--"})
_BREAKS_OBJECT = frozenset({",", ";", ":", "—", "–", "--"})
_OCCASIONS = frozenset({"occasion opener", "privative preposition", "adverbial conjunction"})
"""Classes of the words that open when, where or why something is said."""
_OPENS_INNER = frozenset({"complementizer", "relative", "question word", "subordinator"})
"""Words that open a clause within an infinitive."""
_LONGEST_ADDRESSEE = 14
_LONGEST_APPOSITION = 30
_LONGEST_FRONTED = 10
_LONGEST_PREDICATE = 12


_RELATIVES = frozenset({"relative pronoun", "oblique relative"})
_LONGEST_SUBJECT = 6
"""Most tokens from the start of a subject to its verb."""


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
    if context.clause.cue.voice == "passive" and (said := _judgement(context)) is not None:
        return Content([said], is_after_cue=False)
    clause = context.clause
    after = after_cue(context.tokens, clause, context.limit)
    is_relative = _is_relative_that(context, after.at)
    if is_relative:
        after = AfterCue(clause.stop, None)
    before = _quotation_before(context)
    ranges: list[Range] = []
    is_told = before is not None and clause.order == "subject after"
    if not is_told and (before is None or before[0] == 0 < before[1] - 1):
        following = _following(context, after) if not is_relative else None
        if following is not None:
            ranges = [_without_narrator(context.tokens, following)]
    if not ranges and clause.begin == 0 and clause.order == "subject after":
        ranges = [*_second_half(context, after.at)]  # Said Ann Lee, who was there, "..."
    if not ranges and before is not None:
        ranges = [before, *_second_half(context, after.at)]
    if not ranges:
        ranges = _relative(context, after.at) or _around(context, after.at)
    is_after = before is None and len(ranges) == 1 and ranges[0][0] >= context.clause.stop
    return Content(ranges, is_after)


def _judgement(context: ClauseContext) -> Range | None:
    """What a passive says somebody judges: "The plan was criticised by X".

    If there is a quotation, as in 'was called "absurd" by X', it is that.
    """
    tokens, clause = context.tokens, context.clause
    if clause.subject is None or "noun" not in context.takes:
        return None
    for at in (clause.cue.stop, clause.stop):
        stop = past_quoted_judgement(tokens, at)
        if stop > at:
            return stop - 1, stop
    if clause.cue.is_modal or context.has_verb("deed verb") or clause.cue.verb.particles:
        return None
    if clause.cue.verb.type == "belief" or context.has_verb("verb of uttering"):
        return None  # is known by, was expressed by
    judged = subject_before(tokens, clause.cue.first)
    is_relative = judged is not None and "relative" in tokens[judged[0]].classes
    return None if is_relative else judged


# Where the content ends.


def limit_of(tokens: Tokens, clause: Clause, later: Sequence[Clause]) -> int:
    """The token before which content after the cue ends: where another clause begins."""
    limit = len(tokens)
    contains_another = False
    for other in later:
        if other.cue.voice == "participle" and _is_inserted(tokens, clause, other):
            continue
        is_participle = other.cue.voice == "participle"
        is_inner = is_participle and clause.cue.voice == "finite"
        if is_inner and "coordinator" in tokens[other.joint].classes:
            continue  # had been mocking her and attacking her plan
        if other.is_joined and other.joint >= clause.stop:
            is_open = other.order == "subject first" or other.cue.voice == "participle"
            if other.order == "subject first" and not _can_end(tokens, clause, other):
                continue
            is_same = other.subject is not None and other.subject == clause.subject
            if is_open or not contains_another or is_same:
                limit = min(limit, other.joint)
        elif other.order == "subject first":
            contains_another = True  # a clause that shares its subject belongs to it
        if other.subject and other.order == "subject first":
            first, stop = other.subject
            if first <= clause.cue.first < stop:
                limit = min(limit, stop)
            elif _is_afterthought(tokens, other) and other.joint >= clause.stop:
                limit = min(limit, other.joint)
        is_tag = other.order == "subject after" or _ends_speech(tokens, other)
        is_tag &= other.cue.voice == "finite"
        if is_tag and other.begin > clause.stop and tokens[other.begin - 1].kind != "word":
            at = other.begin - (tokens[other.begin - 1].text == ",")
            limit = min(limit, at)
    if clause.order == "shared" and clause.subject and clause.subject[0] > clause.cue.first:
        limit = min(limit, clause.subject[0] - 1)
    according = (
        at
        for at in range(clause.stop, limit - 1)
        if "participial preposition" in tokens[at].classes and is_according_to(tokens, at)
    )
    limit = next(according, limit)
    is_own = clause.cue.voice == "participle" and clause.order == "subject first"
    if is_own and not clause.is_joined:
        limit = _before_main_verb(tokens, clause.stop, limit)
    limit = _before_inner_speech(tokens, clause, later, limit)
    opener = _relative_opener(tokens, clause)
    if _interrupts(tokens, clause) or (opener and tokens[opener - 1].text == ","):
        limit = _before_predicate(tokens, clause.stop, limit)
    elif opener and tokens[opener - 1].kind == "word":
        limit = _before_main_verb(tokens, clause.stop, limit)
    if clause.order == "shared" and clause.subject and _opens_aside(tokens, clause.subject[0]):
        limit = _before_main_clause(tokens, clause.stop, limit)
    if clause.subject and clause.order == "subject first" and clause.begin:
        before = tokens[clause.begin - 1]
        is_restrictive = "personal relative" in tokens[clause.begin].classes
        if is_restrictive and before.kind == "word":
            limit = _before_main_verb(tokens, clause.stop, limit)
        is_aside = "relative pronoun" in tokens[clause.begin].classes and before.text == ","
        is_leading = "leading subordinator" in before.classes and clause.begin < 3
        is_leading |= _is_in_leading(tokens, clause.begin)
        main = limit
        if is_leading or _opens_aside(tokens, clause.begin):
            main = _before_main_clause(tokens, clause.stop, limit)
        if main == limit and (is_aside or is_leading):
            closing = (i for i in range(clause.stop, limit) if tokens[i].text == ",")
            main = next(closing, limit)
        limit = main
    return limit


def _ends_speech(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause stands right after a quotation and ends a part: '"...," Ann Lee said,'."""
    if clause.order != "subject first" or tokens[clause.begin - 1].kind != "quotation":
        return False
    return clause.stop >= len(tokens) or tokens[clause.stop].text in {".", ","}


def _before_inner_speech(
    tokens: Tokens, clause: Clause, later: Sequence[Clause], limit: int
) -> int:
    """The colon before a quotation that another cue reports: 'said it was lost: "...," he said'."""
    for other in later:
        at = other.begin - 1
        if at > clause.stop and tokens[at].text == ",":
            at -= 1
        start = at
        while start > clause.stop and tokens[start - 1].kind == "quotation":
            start -= 1
        is_speech = start <= at < limit and tokens[at].kind == "quotation"
        if is_speech and start - 1 > clause.stop and tokens[start - 1].text == ":":
            return start - 1
    return limit


def _interrupts(tokens: Tokens, clause: Clause) -> bool:
    """Whether a participle stands between a subject and its verb: "Orr, saying so, drove on"."""
    if clause.cue.voice != "participle" or clause.order != "shared" or clause.subject is None:
        return False
    comma = clause.cue.first - 1
    if comma < clause.subject[1] or tokens[comma].text != ",":
        return False
    return not any(is_main_verb(tokens, at) for at in range(clause.subject[1], comma))


def _relative_opener(tokens: Tokens, clause: Clause) -> int:
    """Where "in which", "to whom" or "one of whom" begins, in a clause with it; 0 if nowhere."""
    at = clause.begin - 2
    if at < 1 or clause.order != "subject first" or clause.subject is None:
        return 0
    inner = tokens[clause.begin + 1 : clause.subject[1]]
    if any(not token.classes.isdisjoint(_RELATIVES) for token in inner):
        return clause.begin  # one of whom said
    is_relative = not tokens[at + 1].classes.isdisjoint(_RELATIVES)
    return at if is_relative and "preposition" in tokens[at].classes else 0


def _before_predicate(tokens: Tokens, start: int, limit: int) -> int:
    """The comma before the verb that an aside interrupts: "Orr, saying it was safe, drove on"."""
    has_begun = False
    for at in range(start, limit - 1):
        has_begun |= is_main_verb(tokens, at)
        if tokens[at].text == "," and has_begun and _opens_predicate(tokens, at + 1, limit):
            return at
    return limit


def _opens_predicate(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a verb without a subject begins at `at`, unlike in "safe, closed and dry"."""
    while at < limit - 1 and "adverb" in tokens[at].classes:
        at += 1
    is_verb = tokens[at].is_finite or "past verb" in tokens[at].classes
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != "word":
        return is_verb and (following is None or following.text in {".", "!"})
    return is_verb and "coordinator" not in following.classes


def _is_in_leading(tokens: Tokens, begin: int) -> bool:
    """Whether a clause before the main one goes on at `begin`: "Although in May she said ...,"."""
    start = 1 if "coordinator" in tokens[0].classes else 0
    if start >= begin or "leading subordinator" not in tokens[start].classes:
        return False
    return all(token.kind == "word" for token in tokens[start:begin])


def _opens_aside(tokens: Tokens, begin: int) -> bool:
    """Whether a subject at `begin` stands in a clause before the main one: "and when she"."""
    if not begin or "leading subordinator" not in tokens[begin - 1].classes:
        return False
    if begin == 1:
        return True
    before = tokens[begin - 2]
    return before.text in {",", ";", "—", "–", "--"} or "coordinator" in before.classes


def _before_main_clause(tokens: Tokens, start: int, limit: int) -> int:
    """The comma before the main clause that follows a clause with "when" or "after"."""
    verb = next((at for at in range(start, limit) if has_verb(tokens, at, at + 1)), limit)
    commas = (at for at in range(verb, limit - 2) if tokens[at].text == ",")
    return next((at for at in commas if opens_clause(tokens, at + 1, len(tokens))), limit)


def _is_inserted(tokens: Tokens, clause: Clause, other: Clause) -> bool:
    """Whether a participle stands between a cue and its "that": "said, citing a source, that"."""
    if other.joint != clause.stop or tokens[other.joint].text != ",":
        return False
    last = min(len(tokens) - 1, other.cue.stop + _LONGEST_FRONTED)
    comma = next((i for i in range(other.cue.stop, last) if tokens[i].text == ","), None)
    return comma is not None and "complementizer" in tokens[comma + 1].classes


def _before_main_verb(tokens: Tokens, start: int, limit: int) -> int:
    """Where the verb of the sentence stands after a relative clause that reports a clause.

    In "A guard who said he was asleep was sacked" that is the second "was".
    """
    verb = next((i for i in range(start + 1, limit) if tokens[i].is_finite), limit)
    if verb < limit and _is_after_infinitive(tokens, start, verb):
        return verb  # a notice telling homes not to drink it | will stay
    for at in range(verb + 2, limit):
        token = tokens[at]
        if token.kind == "mark" or "clause turn" in token.classes:
            break
        is_second = "past verb" in token.classes and "ed form" in tokens[at - 1].classes
        if is_second or ("finite auxiliary" in token.classes and tokens[at - 1].kind == "word"):
            return at
    return limit


def _is_after_infinitive(tokens: Tokens, start: int, verb: int) -> bool:
    """Whether only an infinitive stands before the auxiliary at `verb`, and no clause."""
    between = tokens[start:verb]
    if "finite auxiliary" not in tokens[verb].classes or between[-1].kind != "word":
        return False
    opens = any(not token.classes.isdisjoint(_OPENS_INNER) for token in between)
    return not opens and any("infinitive marker" in token.classes for token in between)


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
    if _is_occasion(context, at):
        return None
    if is_active and (colon := _colon_before_speech(context)) is not None:
        return _quotation_at(context, colon + 1)
    if token.text in {",", ":"} and at + 1 < limit and tokens[at + 1].kind == "quotation":
        return _quotation_at(context, at + 1) if "quote" in takes else None
    fronted = _fronted(context, after)
    if is_active and fronted is not None:
        return fronted, _clause_end(context, fronted, is_bare=True)
    if token.text == "," and is_active and _is_conditional(context, at):
        return at + 1, _clause_end(context, at + 1, is_bare=True)
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
    is_relative = clause.order == "subject after" and "personal relative" in token.classes
    if "question word" in token.classes and "wh" in takes and not is_relative:
        return at, _clause_end(context, at)
    return _without_conjunction(context, after, at) if is_active else None


def _is_conditional(context: ClauseContext, comma: int) -> bool:
    """Whether the content begins with a condition: "said, if elected, she would build it"."""
    tokens, limit = context.tokens, context.limit
    if "bare" not in context.takes or context.clause.order != "subject first":
        return False
    if comma + 4 >= limit or "conditional" not in tokens[comma + 1].classes:
        return False
    last = min(limit, comma + _LONGEST_FRONTED)
    closing = next((i for i in range(comma + 2, last) if tokens[i].text == ","), None)
    return closing is not None and opens_clause(tokens, closing + 1, limit)


def _fronted(context: ClauseContext, after: AfterCue) -> int | None:
    """Where a clause with an adverbial and a comma in front of its subject begins, or None.

    The adverbial belongs to the clause if it is a time or no occasion of speaking: "They said by
    May, prices would double", but "They said in a letter, prices would double".
    """
    tokens, clause, limit = context.tokens, context.clause, context.limit
    if context.takes.isdisjoint({"that", "bare"}) or clause.order == "subject after":
        return None
    at = after.addressee[1] if after.addressee else clause.stop
    if at + 4 >= limit or "fronting preposition" not in tokens[at].classes:
        return None
    last = min(limit, at + _LONGEST_FRONTED)
    comma = next((i for i in range(at, last) if tokens[i].kind == "mark"), None)
    if comma is None or tokens[comma].text != "," or has_verb(tokens, at, comma):
        return None
    is_reported = any(comma < other.begin <= comma + 2 for other in context.later)
    if is_reported or not opens_clause(tokens, comma + 1, limit):
        return None
    phrase = tokens[at + 1 : comma]
    is_day = any(token.is_time for token in phrase)
    is_long_time = any(
        t.text[0].isdigit() or not t.classes.isdisjoint({"period", "number"}) for t in phrase
    )
    is_occasion = "occasion opener" in tokens[at].classes and not is_long_time
    return comma + 1 if is_day or is_occasion else at


def _colon_before_speech(context: ClauseContext) -> int | None:
    """The colon of "told everyone who would listen:", right before a quotation; None otherwise."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    if "quote" not in context.takes:
        return None
    licensed = 0
    for at in range(clause.stop, min(limit - 1, clause.stop + _LONGEST_ADDRESSEE)):
        token = tokens[at]
        if token.text == ":" and tokens[at + 1].kind == "quotation":
            return at
        if token.kind == "quotation" or token.text in STOPS_BUT_COMMA:
            return None
        is_relative = "complementizer" in token.classes and tokens[at + 1].is_finite
        licensed += "relative pronoun" in token.classes or is_relative
        if token.is_finite:
            licensed -= 1
        if licensed < 0:
            return None
    return None


def _without_conjunction(context: ClauseContext, after: AfterCue, at: int) -> Range | None:
    """A clause without "that", an infinitive or a noun phrase at `at`."""
    tokens, clause, limit, takes = context.tokens, context.clause, context.limit, context.takes
    if _is_led(context):
        commas = (i for i in range(at + 1, limit - 2) if tokens[i].text == ",")
        limit = next((i for i in commas if _begins_clause(tokens, i + 1, limit)), limit)
    is_infinitive = _opens_infinitive(tokens, at, limit) and "to" in takes
    can_be_bare = clause.order != "subject after" and not is_infinitive
    is_told = after.addressee is not None and after.addressee[1] == at and "bare" in takes
    is_bare = _is_bare_clause(context, at) or (is_told and _tells_clause(tokens, at, limit))
    if can_be_bare and is_bare:
        return at, _clause_end(context, at, is_bare=True)
    if "adverbial particle" in tokens[at].classes and at == clause.stop:
        return None  # They showed up late.
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
        end = _infinitive_end(tokens, clause, at, limit)
        if after.addressee is not None and not context.has_verb("verb of promising"):
            return after.addressee[0], end
        return at, end
    if clause.order != "subject after" and "noun" in takes and at == clause.stop:
        return _object(context, at)
    return None


def _infinitive_end(tokens: Tokens, clause: Clause, at: int, limit: int) -> int:
    """Where "to burn it" ends before another clause is joined: ", and she did not", "and that".

    "sought to keep peace and has hosted talks" has two predicates, as the "has" shows.
    """
    helpers = {t.low for t in tokens[clause.cue.first : clause.stop] if "auxiliary" in t.classes}
    is_open = False
    for i in range(at + 2, limit - 2):
        token, following = tokens[i], tokens[i + 1]
        is_open = is_open or not token.classes.isdisjoint(_OPENS_INNER)
        if "coordinator" not in token.classes:
            continue
        is_clause = "personal pronoun" in following.classes and has_verb(tokens, i + 2, i + 3)
        is_that = "complementizer" in following.classes and not is_open
        is_parallel = following.low in helpers
        is_finite = not following.classes.isdisjoint({"finite have", "finite be"})
        if is_clause or is_that or is_parallel or (is_finite and not is_open):
            return i - (tokens[i - 1].text == ",")
    return limit


def _opens_infinitive(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "to" at `at` opens an infinitive, unlike in "pledged to Kovalt"."""
    if "infinitive marker" not in tokens[at].classes:
        return False
    following = tokens[at + 1] if at + 1 < limit else None
    if following is None or following.kind != "word":
        return True
    return not following.is_capitalised and "determiner" not in following.classes


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
    if not rest or context.is_speech(tokens[end - 1]) or tokens[end].text == "(":
        return at, end
    return at, limit


def _without_narrator(tokens: Tokens, covered: Range) -> Range:
    """The content up to a quotation that a comma and another clause follow.

    In 'said "we may go", but no plans exist' the last clause is the article's.
    """
    start, stop = covered
    for at in range(start, stop - 3):
        if tokens[at].kind != "quotation" or tokens[at + 1].text != ",":
            continue
        opener, rest = tokens[at + 2], tokens[at + 3 : stop]
        if "narrator opener" not in opener.classes or any(t.kind == "quotation" for t in rest):
            continue
        if "complementizer" not in rest[0].classes and any(
            t.is_finite
            or t.forms
            or not t.classes.isdisjoint({"past verb", "s verb", "ing form", "ed form"})
            for t in rest
        ):
            return start, at + 1
    return covered


def _past_quotations(tokens: Tokens, at: int, limit: int) -> int:
    while at < limit and tokens[at].kind == "quotation":
        at += 1
    return at


def _is_relative_that(context: ClauseContext, at: int) -> bool:
    """Whether "that" at `at` belongs to the noun before it: "wrote in a post that had drawn"."""
    tokens, limit = context.tokens, context.limit
    if not context.clause.stop < at < limit - 1 or "complementizer" not in tokens[at].classes:
        return False
    before = tokens[at - 1]
    is_noun = before.kind == "word" and before.is_noun_like and not before.is_time
    return is_noun and tokens[at + 1].is_finite and not tokens[at + 1].is_subject_pronoun


def _opens_clause(context: ClauseContext, at: int) -> bool:
    """Whether "that" at `at` opens a clause, unlike in "said that." """
    tokens, limit = context.tokens, context.limit
    if "complementizer" not in tokens[at].classes:
        return False
    if at + 1 < limit and tokens[at + 1].kind == "quotation":
        return True
    return limit - at > 2 and tokens[at + 1].text not in STOPS_BUT_COMMA


def _clause_end(context: ClauseContext, at: int, *, is_bare: bool = False) -> int:
    """The end of a content clause that begins at `at`.

    It ends before ", but could not", since the subject of that is the speaker. A clause with "that"
    also ends before ", and X did", since a second content clause would repeat "that".
    """
    tokens, limit = context.tokens, context.limit
    is_led = _is_led(context)
    is_thought = context.clause.cue.verb.type != "statement"
    for i in range(at + 2, limit - 3):
        if tokens[i].text == ";" and is_thought:
            return i
        joins = tokens[i].text == "," or "additive conjunction" in tokens[i].classes
        if joins and _is_gapped(tokens, i + 1):
            return i
        if tokens[i].text != ",":
            continue
        if is_led and _begins_clause(tokens, i + 1, limit):
            return i
        if _names_what_was_said(context, i + 1):
            return i
        is_joined = "past verb" in tokens[i + 1].classes and not tokens[i + 1].is_capitalised
        if is_joined and not tokens[i + 2].classes.isdisjoint({"personal pronoun", "object"}):
            return i  # said it was late, called her a liar and left
        if i == at + 2 or "coordinator" not in tokens[i + 1].classes:
            continue
        following = tokens[i + 2]
        if "auxiliary" in following.classes:
            return i
        if is_bare and _belongs_above(context, i + 2):
            return i
        if is_bare:
            continue
        if not following.classes.isdisjoint({"clause subject", "article"}):
            return i
        if following.is_capitalised and _acts(tokens, i + 2, limit):
            return i
    return limit


def _is_elliptic(tokens: Tokens, at: int) -> bool:
    """Whether a name or pronoun with an auxiliary alone stands at `at`: "but Bell did not"."""
    is_subject = tokens[at].is_capitalised or "personal pronoun" in tokens[at].classes
    stop = at + 1
    while stop < len(tokens) and not tokens[stop].classes.isdisjoint({"auxiliary", "negator"}):
        stop += 1
    return is_subject and stop > at + 1 and stop < len(tokens) and tokens[stop].kind == "mark"


def _is_gapped(tokens: Tokens, at: int) -> bool:
    """Whether a name and "that" stand at `at`: "Bell says it is safe, Hale that it is not"."""
    stop = at
    while stop < len(tokens) and stop - at < 4 and tokens[stop].is_capitalised:
        stop += 1
    return stop > at and stop < len(tokens) and "complementizer" in tokens[stop].classes


def _belongs_above(context: ClauseContext, at: int) -> bool:
    """Whether what "and" or "but" joins at `at` goes on with what stands above the clause.

    "said that he thought it was blue, but that he was not sure", "he hoped it was true, and so did
    she", "he did not know it was loaded, and he had not meant it".
    """
    tokens, clause = context.tokens, context.clause
    token = tokens[at]
    if "complementizer" in token.classes:
        return any("complementizer" in one.classes for one in tokens[: clause.begin])
    if not token.classes.isdisjoint({"clausal adverb", "negative correlative"}):
        return "finite auxiliary" in tokens[at + 1].classes
    if _is_elliptic(tokens, at):
        return True
    if clause.cue.verb.type == "statement" or clause.subject is None:
        return False
    subject = tokens[slice(*clause.subject)]
    is_pronoun = len(subject) == 1 and "personal pronoun" in token.classes
    return is_pronoun and subject[0].low == token.low


def _names_what_was_said(context: ClauseContext, at: int) -> bool:
    """Whether "a claim the firm denies" stands at `at`, which is what another says of it."""
    tokens, language = context.tokens, context.document.language
    if "indefinite article" not in tokens[at].classes:
        return False
    noun = language.reporting_nouns.get(tokens[at + 1].low)
    if noun is None or noun.type != "statement" or "that" not in noun.takes:
        return False
    for i in range(at + 3, min(context.limit, at + _LONGEST_SUBJECT + 2)):
        if tokens[i].kind == "mark" or "coordinator" in tokens[i - 1].classes:
            return False
        if is_main_verb(tokens, i) or tokens[i].forms:
            return True
    return False


def _begins_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a subject stands at `at`, closely followed by its finite verb."""
    opens = tokens[at].is_capitalised or not tokens[at].classes.isdisjoint(
        {"clause subject", "determiner"}
    )
    for i in range(at + 1, min(limit, at + _LONGEST_SUBJECT)):
        if tokens[i].kind == "mark" or "coordinator" in tokens[i].classes:
            return False
        if tokens[i].is_finite:
            return opens
    return False


def _is_led(context: ClauseContext) -> bool:
    """Whether a clause is led in by "because" or the like before the main clause."""
    tokens, begin = context.tokens, context.clause.begin
    if begin == 0 or "background conjunction" not in tokens[begin - 1].classes:
        return False
    return begin == 1 or tokens[begin - 2].kind == "mark"


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
    if context.takes.isdisjoint({"bare", "that"}):
        return False
    if "bare" not in context.takes:
        return opens_clause(tokens, at, limit, is_sure="noun" in context.takes)
    if opens_measure(tokens, at, limit):
        at += 2
    token, following = tokens[at], tokens[at + 1]
    is_say = context.has_verb("plain verb of saying")
    if is_say and _is_empty(tokens, at, limit):
        return False
    is_after_preposition = "preposition" in token.classes
    if token.kind == "mark" and (not token.is_noun_like or not is_say):
        return False
    if "ambiguous pronoun" in token.classes:
        can_quote = is_say or following.kind != "quotation"
        return can_quote and is_predicate(tokens, at + 1, limit)
    if not token.classes.isdisjoint({"clause subject", "clause subject stem"}):
        return True
    is_gerund = "ing form" in token.classes and is_say
    if not is_gerund and not token.classes.isdisjoint({"auxiliary", "phrase opener"}):
        return False
    if is_say and not is_after_preposition:
        is_possessive = "ambiguous possessive" in token.classes and following.is_noun_like
        return is_possessive or "object" not in token.classes
    if is_after_preposition and not is_say:
        return False
    if opens_clause(tokens, at, limit):
        return True
    return has_verb(tokens, at + 1, min(limit, at + _LONGEST_PREDICATE))


def _is_empty(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether what stands at `at` tells nothing: "said things he regrets", "said a few words"."""
    for end in range(at, min(limit, at + 3)):
        token = tokens[end]
        if "empty object" in token.classes:
            return end + 1 >= limit or not is_main_verb(tokens, end + 1)
        is_subject = "personal pronoun" in token.classes or token.is_capitalised
        if token.kind != "word" or is_subject or is_main_verb(tokens, end):
            return False
    return False


def _tells_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a subject with a verb or a quotation begins at `at`, after an addressee.

    No second object can stand there: "told the paper his firm worked hard".
    """
    token = tokens[at]
    if not (token.is_capitalised or token.is_subject_pronoun or "determiner" in token.classes):
        return False
    for i in range(at + 1, min(limit, at + _LONGEST_PREDICATE)):
        if tokens[i].kind == "quotation" or tokens[i].is_finite:
            return True
        if not tokens[i].is_capitalised and not tokens[i].classes.isdisjoint(
            {"past verb", "s verb", "ed form"}
        ):
            return tokens[i - 1].is_noun_like
        if tokens[i].kind == "mark" or "preposition" in tokens[i].classes:
            return False
    return False


def _object(context: ClauseContext, at: int) -> Range | None:
    """A noun phrase that is itself the content: called [the plan "a gamble"]."""
    tokens, limit = context.tokens, context.limit
    token = tokens[at]
    is_phrase = (
        opens_measure(tokens, at, limit)
        or token.is_noun_like
        or not token.classes.isdisjoint({"determiner", "object"})
        or (context.has_verb("verb of naming") and "relativizer" in token.classes)
    )
    if token.kind == "mark" or not is_phrase:
        return None
    is_judgement = context.has_verb("verb of judgement")
    has_clause = False
    stop = at
    while stop < limit and tokens[stop].text not in _BREAKS_OBJECT:
        if stop > at and "adverbial conjunction" in tokens[stop].classes and is_judgement:
            break
        if _joins_clause(tokens, stop, limit) and not has_clause:
            break
        if stop > at + 1 and not has_clause and _opens_side_clause(tokens, stop, limit):
            break  # deemed it a threat as the army is leaving
        has_clause |= not tokens[stop].classes.isdisjoint({"relative", "subject", "complementizer"})
        stop += 1
    phrase = tokens[at:stop]
    if all("determiner" in t.classes for t in phrase):
        return None
    if all(t.kind != "quotation" for t in phrase) and _is_deed(context, at):
        return None
    is_participle = context.clause.cue.voice == "participle"
    if is_participle and len(phrase) == 1 and "subject" in phrase[0].classes:
        return None  # without mentioning it
    has_infinitive = any("infinitive marker" in t.classes for t in phrase[:10])
    if context.has_verb("verb of wanting") and not has_infinitive:
        return None
    if context.has_verb("verb of estimating") and not _has_figure(phrase):
        return None
    is_naming = context.has_verb("verb of naming") and not context.clause.cue.verb.particles
    if is_naming and len(phrase) < 3 and all(t.kind != "quotation" for t in phrase):
        return None
    return at, _past_name(tokens, at, stop) if is_naming else stop


def _opens_side_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "as" with a subject and its verb stands at `at`: "as the army was leaving".

    Not in "views it as a threat that is growing", nor in "sees the plan as badly made".
    """
    if not {"background conjunction", "role preposition"} <= tokens[at].classes:
        return False
    if any(token.low == tokens[at].low for token in tokens[max(0, at - 3) : at]):
        return False  # for as long as the bridge is shut
    near = tokens[at + 1 : min(limit, at + 2 + _LONGEST_SUBJECT)]
    if any(token.kind != "word" for token in near[:2]) or not _may_be_subject(near):
        return False
    return any(is_main_verb(near, i) for i in range(1, len(near)) if near[i - 1].kind == "word")


def _may_be_subject(tokens: Tokens) -> bool:
    """Whether a clause, and not a role, begins: with "he" or "the army", its verb close behind."""
    if not tokens or tokens[0].classes.isdisjoint({"personal pronoun", "definite article"}):
        return False
    verb = next((at for at in range(1, len(tokens)) if is_main_verb(tokens, at)), 0)
    return verb > 0 and not any("relative" in token.classes for token in tokens[1:verb])


def _past_name(tokens: Tokens, start: int, stop: int) -> int:
    """Where the occasion begins after a quoted name: 'called the plan "absurd" | in a letter'."""
    for at in range(start + 1, stop):
        token = tokens[at]
        is_occasion = token.is_time or not token.classes.isdisjoint(_OCCASIONS)
        if tokens[at - 1].kind == "quotation" and is_occasion:
            return at
    return stop


def _is_deed(context: ClauseContext, at: int) -> bool:
    """Whether the verb may as well be a deed: "The troops attacked the village".

    Only of somebody who is named, or of one person, it is read as something said.
    """
    tokens, subject = context.tokens, context.clause.subject
    if context.has_verb("verb of supporting") and tokens[at].text[0].isdigit():
        return True  # The bank supports 300 jobs.
    if not context.has_verb("deed verb") or context.clause.cue.verb.particles:
        return False
    if subject is None:
        return True
    phrase = tokens[subject[0] : subject[1]]
    link = (i for i, token in enumerate(phrase) if i and "linking" in token.classes)
    head = phrase[next(link, len(phrase)) - 1]
    if head.is_capitalised and len(phrase) > 1 and "plain article" not in phrase[0].classes:
        return False
    if any(t.is_capitalised and t.is_name for t in phrase[1:]):
        return False
    if not head.classes.isdisjoint({"bare subject", "person pronoun", "person noun"}):
        return False
    return len(phrase) > 1 or not head.is_name or "s form" in head.classes


def _has_figure(phrase: Tokens) -> bool:
    """Whether a noun phrase is followed by "at" and a number: "the toll at about 11"."""
    for at, token in enumerate(phrase):
        if "figure preposition" in token.classes:
            near = phrase[at + 1 : at + 4]
            return any(t.text[0].isdigit() or "number" in t.classes for t in near)
        if "preposition" in token.classes and "genitive preposition" not in token.classes:
            return False  # on the quay at 9 p.m.
    return False


def _joins_clause(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether "and he did", "and that he did" or "and closed it" begins at `at`."""
    if at + 2 >= limit or "coordinator" not in tokens[at].classes:
        return False
    if "complementizer" in tokens[at + 1].classes:
        return True
    if "past verb" in tokens[at + 1].classes and not tokens[at + 1].is_capitalised:
        return not tokens[at + 2].classes.isdisjoint({"determiner", "personal pronoun", "number"})
    if "clause subject" in tokens[at + 1].classes and tokens[at + 2].is_finite:
        return True
    return _begins_past(tokens, at + 1, limit)


def _takes_object(following: Tokens) -> bool:
    """Whether a noun phrase or a clause follows a verb, unlike in "the tax applied to"."""
    if not following:
        return False
    token = following[0]
    return token.is_capitalised or not token.classes.isdisjoint(
        {"determiner", "object", "complementizer", "personal pronoun"}
    )


def _begins_past(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a name or a noun with a determiner stands at `at`, closely followed by its verb."""
    if not tokens[at].is_capitalised and "determiner" not in tokens[at].classes:
        return False
    for i in range(at + 1, min(limit, at + _LONGEST_SUBJECT)):
        if "auxiliary" in tokens[i].classes:
            return tokens[i].is_finite
        if "ed form" in tokens[i].classes and not _takes_object(tokens[i + 1 : limit]):
            return False
        if "past verb" in tokens[i].classes or "past" in tokens[i].shapes:
            return is_main_verb(tokens, i)
        if not tokens[i].is_noun_like or tokens[i].kind == "mark":
            return False
    return False


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
    if all(token.kind == "mark" or token.text[0].isdigit() for token in tokens[:start]):
        return start, at + 1  # 14:05 “The tide is high,” she said.
    if any(token.forms for token in tokens[:start]) and tokens[start - 1].text == ",":
        return start, at + 1
    return _past_open_bracket(tokens, start), at + 1


def _past_open_bracket(tokens: Tokens, stop: int) -> int:
    """The token after the last bracket that is open before `stop`; 0 without any."""
    depth = 0
    for at in range(stop - 1, -1, -1):
        if tokens[at].text == ")":
            depth += 1
        elif tokens[at].text == "(":
            if not depth:
                return at + 1
            depth -= 1
    return 0


def _second_half(context: ClauseContext, at: int) -> Iterator[Range]:
    """The quotations that continue one after the cue: '"...," she said, "..."'."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    while at < limit and tokens[at].kind != "quotation" and tokens[at].text not in STOPS:
        if at - clause.stop > 24:
            return
        at += 1
    is_set_off = at < limit and tokens[at].text == ","
    while at < limit and tokens[at].kind == "mark" and tokens[at].text in STOPS:
        at += 1
    if at >= limit:
        return
    if is_set_off and _goes_on(context, at):
        yield at, limit
        return
    is_title = tokens[at].kind == "quotation" and tokens[at - 1].kind == "word"
    if is_title and not tokens[at - 1].classes.isdisjoint(
        {"preposition", "article", "genitive", "'s form"}
    ):
        return  # said on MSNBC's "Morning Joe"
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
    stop = limit
    if context.is_speech(tokens[opens]):  # what follows its end is the narrator's
        words = (i for i in range(opens, limit) if tokens[i].kind == "word")
        stop = next(words, limit)
    if all(tokens[i].kind != "word" for i in range(opens, stop)):
        for i in range(opens, stop):
            if tokens[i].kind == "quotation":
                yield (at if i == opens else i), i + 1
    else:
        yield at, limit


def _goes_on(context: ClauseContext, at: int) -> bool:
    """Whether a sentence goes on after its cue: 'The “pause,” she said, had ended'."""
    tokens, begin = context.tokens, context.clause.begin
    if begin < 2 or tokens[0].kind == "quotation" or tokens[at].kind != "word":
        return False
    if "past" in tokens[at].shapes or tokens[at].is_finite or is_main_verb(tokens, at):
        return True
    if "past verb" in tokens[at].classes and "ed form" in tokens[at].classes:
        return True
    is_and = "additive conjunction" in tokens[at].classes
    return is_and and opens_clause(tokens, at + 1, context.limit)


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
        return _contact(context, at)
    is_that = "complementizer" in classes
    if is_that and (clause.begin < 2 or not is_antecedent(tokens[clause.begin - 2])):
        return []
    relative_word = (clause.begin - 1, clause.begin)
    continues = at < limit and (tokens[at].is_finite or tokens[at].kind == "quotation")
    if continues and "bare" in context.takes:
        stop = next((i for i in range(at, limit) if tokens[i].text in {",", *_DASHES}), limit)
        return [relative_word, (at, stop)]
    if is_that and "noun" not in context.takes:
        return []
    return [relative_word] if at >= limit or tokens[at].text in STOPS else []


def _contact(context: ClauseContext, at: int) -> list[Range]:
    """The content of "guards who she said were late" and "a dam critics said was unsafe"."""
    tokens, begin, limit = context.tokens, context.clause.begin, context.limit
    is_verb = at == context.clause.stop < limit and tokens[at].is_finite
    is_verb &= "relative" not in tokens[begin].classes  # the people who testified were old
    if not is_verb or "bare" not in context.takes or tokens[at].is_subject_pronoun:
        return []
    if "personal relative" in tokens[begin - 1].classes:
        noun = begin - 1, begin
    elif is_antecedent(tokens[begin - 1]):
        noun = noun_phrase_before(tokens, begin)
    else:
        return []
    if noun is None or noun[1] != begin:
        return []
    stop = next((i for i in range(at, limit) if tokens[i].text in {",", *_DASHES}), limit)
    return [noun, (at, stop)]


def _around(context: ClauseContext, at: int) -> list[Range]:
    """The content around a clause that interrupts it: "The dam, she said, will rise"."""
    tokens, clause, limit = context.tokens, context.clause, context.limit
    if not _stands_alone(context, at):
        return []
    stop = clause.begin - 1
    if _is_after_as(context) and _ends_denied(tokens, stop - 1):
        return []
    if _is_after_as(context):
        stop -= 1 if stop else 0
        limit = len(tokens)
    is_set_off = at < limit and tokens[at].text in {",", *_DASHES}
    if is_set_off and at + 1 < limit and stop > 1 and (inner := _inner(tokens, stop, at + 1)):
        return [piece for piece in (*inner, (at + 1, limit)) if piece[0] < piece[1]]
    start = _inner_start(tokens, stop, at + 1) if is_set_off and at + 1 < limit else 0
    ranges = [(start, stop)] if stop >= 1 else []
    if is_set_off and clause.order == "subject first" and at + 1 < limit:
        classes = tokens[at + 1].classes
        is_led = "leading subordinator" in tokens[0].classes
        if classes.isdisjoint({"afterthought opener", "ing form"}) or (
            is_led and "ing form" in classes
        ):
            ranges.append((at + 1, limit))
    if len(ranges) == 1 and ranges[0][0] == 0 and (stop < 2 or _is_adverbial(tokens, stop)):
        return []
    return [r for r in ranges if any(t.kind != "mark" for t in tokens[r[0] : r[1]])]


def _ends_denied(tokens: Tokens, comma: int) -> bool:
    """Whether a negation stands before a comma: of "did not, as she promised, go" she said "go"."""
    return comma > 0 and "negator" in tokens[comma - 1].classes


def _inner(tokens: Tokens, stop: int, at: int) -> list[Range]:
    """What of "when", "who" or ", and" before an inserted clause belongs to what it reports.

    In "left early when, she said, it rained" she says only the last words, from `at` on.
    """
    opener_classes = tokens[stop - 1].classes
    if "relative pronoun" in opener_classes and tokens[at].is_finite:
        return [(stop - 1, stop)]
    is_joint = "coordinator" in opener_classes and tokens[stop - 2].kind == "mark"
    is_inner = is_joint or not opener_classes.isdisjoint({"complementizer", "subordinator"})
    return [(at, at)] if is_inner and opens_clause(tokens, at, len(tokens)) else []


def _inner_start(tokens: Tokens, stop: int, at: int) -> int:
    """Where the subject that ends at `stop` opens a clause after "and", if its verb is at `at`.

    "It rained, and the pier, she said, was closed" has the pier and its verb; 0 if it has all.
    """
    if not tokens[at].is_finite:
        return 0
    subject = noun_phrase_before(tokens, stop)
    if subject is None or subject[1] != stop or subject[0] < 3:
        return 0
    is_joined = "coordinator" in tokens[subject[0] - 1].classes
    return subject[0] if is_joined and tokens[subject[0] - 2].kind == "mark" else 0


def _is_adverbial(tokens: Tokens, stop: int) -> bool:
    """Whether the words up to `stop` are no sentence: "On Thursday", "Even as he left"."""
    start = next((at for at in range(stop) if "coordinator" not in tokens[at].classes), 0)
    first = tokens[start]
    if "focus adverb" in first.classes and start + 1 < stop:
        first = tokens[start + 1]
    comma = next((at for at in range(start, stop) if tokens[at].text == ","), None)
    is_led = not first.classes.isdisjoint({"leading adverbial", "subordinator"})
    if "subordinator" in first.classes and comma is None:
        is_question = "question word" in first.classes
        return not is_question or sum(_may_be_verb(t) for t in tokens[start:stop]) < 2
    verbs = [at for at in range(start + 1, stop) if _may_be_verb(tokens[at])]
    if "preposition" in first.classes:  # In video posted on Monday, she appears to argue
        verbs = [at for at in verbs if not _is_participle(tokens, at)]
    return is_led and not verbs


def _is_participle(tokens: Tokens, at: int) -> bool:
    is_participle = "ed form" in tokens[at].classes
    return is_participle and "preposition" in tokens[at + 1].classes


def _may_be_verb(token: Token) -> bool:
    return token.is_finite or (
        not token.is_capitalised
        and not token.classes.isdisjoint({"past verb", "s verb", "base verb", "ed form"})
    )


def _stands_alone(context: ClauseContext, at: int) -> bool:
    """Whether no content follows the clause and a comma or "as" precedes it."""
    tokens, clause = context.tokens, context.clause
    if clause.cue.voice != "finite" or clause.order == "shared":
        return False
    if clause.subject and "personal relative" in tokens[clause.subject[0]].classes:
        return False  # said Ann Lee, who thinks often of it
    if context.takes.isdisjoint({"bare", "quote"}) or not clause.begin:
        return False
    if tokens[clause.begin - 1].text != "," and not _is_after_as(context):
        return False
    if at >= len(tokens) or tokens[at].text in STOPS:
        return True
    if clause.order == "subject after" and "personal relative" in tokens[at].classes:
        return True  # The dam will rise, said an engineer who built it.
    if clause.joint < clause.begin and "preposition" in tokens[at].classes:
        return True
    return _is_occasion(context, at)


def _is_occasion(context: ClauseContext, at: int) -> bool:
    """Whether what follows the cue is the occasion: "The dam broke, they said as rain fell"."""
    tokens, clause = context.tokens, context.clause
    if clause.order != "subject first" or not clause.begin or not clause.cue.is_bare:
        return False
    if tokens[clause.begin - 1].text != "," or at != clause.stop:
        return False
    if tokens[at].classes.isdisjoint({"subordinator", "ing form"}):
        return False
    return _has_main_verb(tokens, clause.begin - 1)


def _has_main_verb(tokens: Tokens, stop: int) -> bool:
    """Whether a clause with a finite verb, and not only a subordinate one, ends at `stop`."""
    start = max((at + 1 for at in range(stop) if tokens[at].text in {";", ":"}), default=0)
    subordinate = sum("subordinator" in token.classes for token in tokens[start:stop])
    return sum(is_main_verb(tokens, at) for at in range(start, stop)) > subordinate


def _is_after_as(context: ClauseContext) -> bool:
    """Whether "as" opens the clause: "As Reuters reported, ..."."""
    before = context.clause.begin - 1
    if context.clause.order != "subject first":
        return False
    if "parenthetical conjunction" not in context.tokens[before].classes:
        return False
    if before == 0 or context.tokens[before - 1].text == ",":
        return True
    return before == 1 and "coordinator" in context.tokens[0].classes  # But as X said
