"""Content that follows its cue: a quotation, a clause, an infinitive or a noun phrase."""

from factx.rules.reading.clause_openings import is_predicate, opens_clause, opens_measure
from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import Tokens
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range, has_verb
from factx.rules.statements.after_cue import AfterCue
from factx.rules.statements.clause_context import ClauseContext
from factx.rules.statements.content_around import is_occasion
from factx.rules.statements.object_content import object_of
from factx.rules.statements.statement import STOPS_BUT_COMMA

_OPENS_INNER = frozenset({"complementizer", "relative", "question word", "subordinator"})
"""Words that open a clause within an infinitive."""
_ELLIPTIC = frozenset(
    {"auxiliary", "negator", "adverb", "negative determiner", "comparative adverb"}
)
"""What a verb group has whose verb is left out: "but Bell no longer does"."""
_LONGEST_ADDRESSEE = 14
_LONGEST_FRONTED = 10
_LONGEST_PREDICATE = 12
_LONGEST_SUBJECT = 6
"""Most tokens from the start of a subject to its verb."""


def content_after(context: ClauseContext, after: AfterCue) -> Range | None:
    """The quotation, clause, infinitive or noun phrase after the cue."""
    tokens, clause, limit, takes = context.tokens, context.clause, context.limit, context.takes
    at = after.at
    if at >= limit:
        return None
    token = tokens[at]
    is_active = clause.cue.voice != "passive"
    if is_occasion(context, at):
        return None
    if is_active and _is_answer(context, at):
        return at, at + 1
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


def _is_answer(context: ClauseContext, at: int) -> bool:
    """Whether "yes", "no" or "so" at `at` is all that is said: "said no, but", "said so in May"."""
    tokens, limit = context.tokens, context.limit
    if at != context.clause.stop or not context.has_verb("plain verb of saying"):
        return False
    if tokens[at].classes.isdisjoint({"answer particle", "clausal adverb"}):
        return False
    if any(t.text == ":" for t in tokens[at:limit]):
        return False  # said yes and went on: "..."
    if at + 1 >= limit:
        return True
    following = tokens[at + 1]
    if following.text == ",":
        return not opens_clause(tokens, at + 2, limit)
    is_further = not following.classes.isdisjoint({"coordinator", "subordinator"})
    is_occasion = "occasion opener" in following.classes
    is_occasion &= "dative preposition" not in following.classes
    return is_further or is_occasion or following.is_time


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
        return object_of(context, at)
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
    if at + 1 == end and "number" in tokens[end].classes and not has_verb(tokens, end, limit):
        return at, end  # said "no" three times
    if at + 1 == end and _only_answers(context, at) and not tokens[end].is_noun_like:
        return at, end  # said "no" to the plan
    return at, limit


def _only_answers(context: ClauseContext, at: int) -> bool:
    """Whether a quotation is an answer, as "no" or "maybe", and no phrase or name."""
    token = context.tokens[at]
    inner = context.document.text[token.start : token.end].split()
    classes_of = context.document.language.classes_of
    words = [classes_of("".join(c for c in word if c.isalpha()).lower()) for word in inner]
    return bool(words) and all(
        not classes.isdisjoint({"answer particle", "adverb", "possible"}) for classes in words
    )


def without_narrator(tokens: Tokens, covered: Range) -> Range:
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


def is_relative_that(context: ClauseContext, at: int) -> bool:
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
        if tokens[i].text == ";" and (is_thought or _is_elliptic(tokens, i + 1)):
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
        is_as = "role preposition" in tokens[i + 1].classes
        if is_as and "auxiliary do" in tokens[i + 2].classes:
            return i  # said it was safe, as did Bell
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
    while stop < len(tokens) and not tokens[stop].classes.isdisjoint(_ELLIPTIC):
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
    elif {"approximator", "adverb"} <= tokens[at].classes and at + 2 < limit:
        at += 1  # claimed nearly 400 guests came
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
    return has_verb(tokens, at + 1, _before_joined(tokens, at + 1, limit))


def _before_joined(tokens: Tokens, at: int, limit: int) -> int:
    """Where the search for a verb ends: at the latest before ", but" or the like."""
    stop = min(limit, at - 1 + _LONGEST_PREDICATE)
    commas = [i for i in range(at, stop - 1) if tokens[i].text == ","]
    joined = (i for i in commas[:1] if "coordinator" in tokens[i + 1].classes)
    return next(joined, stop)


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
