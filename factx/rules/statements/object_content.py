"""A noun phrase that is itself the content: called [the plan "a gamble"]."""

from factx.rules.reading.clause_openings import opens_measure
from factx.rules.reading.document import DASHES, Tokens, ends_with_comma
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import Range
from factx.rules.statements.clause_context import ClauseContext

_BREAKS_OBJECT = frozenset({",", ";", ":", *DASHES})
_OCCASIONS = frozenset({"occasion opener", "privative preposition", "adverbial conjunction"})
"""Classes of the words that open when, where or why something is said."""
_LONGEST_SUBJECT = 6
"""Most tokens from the start of a subject to its verb."""


def object_of(context: ClauseContext, at: int) -> Range | None:
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
        goes_on = tokens[stop].kind == "quotation" or "coordinator" in tokens[stop].classes
        if stop > at and ends_with_comma(context.document.text, tokens[stop - 1]) and not goes_on:
            break
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
