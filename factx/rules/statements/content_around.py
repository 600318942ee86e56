"""Content that its reporting clause interrupts, or that a relative clause takes from a noun."""

from factx.rules.reading.asides import between_dashes
from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.clauses import past_quoted_judgement
from factx.rules.reading.document import DASHES, SET_OFF, Token, Tokens
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range, is_antecedent, noun_phrase_before
from factx.rules.statements.clause_context import ClauseContext
from factx.rules.statements.statement import STOPS

_LONGEST_APPOSITION = 30
_ENDS_TAG = DASHES | {"."}


def content_of_relative(context: ClauseContext, at: int) -> list[Range]:
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
        stop = next((i for i in range(at, limit) if tokens[i].text in SET_OFF), limit)
        return [relative_word, (at, stop)]
    if is_that and "noun" not in context.takes:
        return []
    said = past_quoted_judgement(tokens, at) if "noun" in context.takes else at
    if said > at + 1:  # which she described as "safe"
        return [relative_word, (at, said)]
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
    stop = next((i for i in range(at, limit) if tokens[i].text in SET_OFF), limit)
    return [noun, (at, stop)]


def content_around(context: ClauseContext, at: int) -> list[Range]:
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
    is_set_off = at < limit and tokens[at].text in SET_OFF
    aside = between_dashes(tokens, clause.begin, clause.stop)
    if aside is not None and aside[0] < clause.begin and at >= aside[1]:
        return [(aside[0], stop)]  # - Voss was late, as she said -
    if is_set_off and at + 1 < limit and stop > 1 and (inner := _inner(tokens, stop, at + 1)):
        return [piece for piece in (*inner, (at + 1, limit)) if piece[0] < piece[1]]
    start = _inner_start(tokens, stop, at + 1) if is_set_off and at + 1 < limit else 0
    start = max(start, _after_semicolon(tokens, stop))
    if is_set_off and at + 1 < limit and "personal pronoun" in tokens[clause.begin].classes:
        start = max(start, context.floor)  # Voss said it was usual — no different, he said, from
    ranges = [(start, stop)] if stop >= 1 else []
    if clause.order == "subject after" and stop >= 1 and not _has_main_verb(tokens, stop):
        ranges += _predicate_after(tokens, at, limit)
    is_comment = is_set_off and tokens[at].text in DASHES and _has_main_verb(tokens, stop)
    if is_set_off and clause.order == "subject first" and at + 1 < limit and not is_comment:
        classes = tokens[at + 1].classes
        is_led = "leading subordinator" in tokens[0].classes
        if (
            classes.isdisjoint({"afterthought opener", "ing form"})
            or (is_led and "ing form" in classes)
            or _has_only_speech(context, at + 1)
        ):
            ranges.append((at + 1, limit))
    if len(ranges) == 1 and ranges[0][0] == 0 and (stop < 2 or _is_adverbial(tokens, stop)):
        return []
    return [r for r in ranges if any(t.kind != "mark" for t in tokens[r[0] : r[1]])]


def _after_semicolon(tokens: Tokens, stop: int) -> int:
    """Where the last clause before `stop` begins, after a semicolon; 0 without one."""
    return next((at + 1 for at in range(stop - 1, 0, -1) if tokens[at].text == ";"), 0)


def _has_only_speech(context: ClauseContext, at: int) -> bool:
    """Whether a clause with a quotation follows that nobody else says: 'while some "hid"'."""
    if context.later or "subordinator" not in context.tokens[at].classes:
        return False
    return any(token.kind == "quotation" for token in context.tokens[at : context.limit])


def _predicate_after(tokens: Tokens, at: int, limit: int) -> list[Range]:
    """The predicate after a tag and an apposition: "The dam, said Ann Orr, a builder, | is old"."""
    for comma in range(at, min(limit + 1, len(tokens) - 1, at + _LONGEST_APPOSITION)):
        following = tokens[comma + 1]
        is_verb = following.is_finite or is_main_verb(tokens, comma + 1)
        if tokens[comma].text in SET_OFF and is_verb and following.kind == "word":
            return [(comma + 1, limit if comma < limit else len(tokens))]
    return []


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
    before = tokens[clause.begin - 1].text
    if before not in SET_OFF and not _is_after_as(context):
        return False
    is_end = clause.stop >= len(tokens) or tokens[clause.stop].text in _ENDS_TAG
    is_tag = is_end and clause.cue.is_bare and "quote" in context.takes
    if before in DASHES and not is_tag:
        return False  # - a fact later confirmed by the port
    if at >= len(tokens) or tokens[at].text in STOPS:
        return True
    if clause.order == "subject after" and "personal relative" in tokens[at].classes:
        return True  # The dam will rise, said an engineer who built it.
    if clause.joint < clause.begin and "preposition" in tokens[at].classes:
        return True
    return is_occasion(context, at)


def goes_on_with_that(context: ClauseContext, at: int) -> bool:
    """Whether a clause goes on after its cue: "It is not true, Orr said, that it was closed"."""
    tokens, clause = context.tokens, context.clause
    if clause.order != "subject first" or clause.cue.voice != "finite" or clause.begin < 2:
        return False
    if tokens[clause.begin - 1].text != "," or at + 2 >= len(tokens) or tokens[at].text != ",":
        return False
    if "complementizer" not in tokens[at + 1].classes:
        return False
    return tokens[clause.begin - 2].kind == "word" and _has_main_verb(tokens, clause.begin - 1)


def is_occasion(context: ClauseContext, at: int) -> bool:
    """Whether what follows the cue is the occasion: "The dam broke, they said as rain fell"."""
    tokens, clause = context.tokens, context.clause
    if clause.order != "subject first" or not clause.begin or not clause.cue.is_bare:
        return False
    if tokens[clause.begin - 1].text != "," or at != clause.stop:
        return False
    if "negative pronoun" in tokens[at].classes:
        return False  # Asked about it, she said nothing
    if any("leading subordinator" in token.classes for token in tokens[:3]):
        return False  # While Orr boasts of it, banks reported lending him money
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
