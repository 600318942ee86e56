"""The main clause of a proposition, without relative, subordinate and contrasting clauses."""

from collections.abc import Sequence
from functools import lru_cache

from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.document import DASHES, SET_OFF, Token, Tokens
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import noun_phrase_after

_BREAKS = frozenset({";", *DASHES})
_SUBJECTS = frozenset(
    {"personal pronoun", "second person pronoun", "negative pronoun", "indefinite pronoun"}
)
_REACH = 12
"""Most tokens from the conjunction of a subordinate clause to its verb."""
_LONGEST_LABEL = 8
"""Most tokens before a colon that no verb stands before."""


def main_clause(tokens: Tokens) -> Tokens:
    """The tokens of the first main clause, in order; they need not be adjacent."""
    return _main_clause(tuple(tokens))


@lru_cache(512)
def _main_clause(tokens: tuple[Token, ...]) -> Tokens:
    kept: list[Token] = []
    at = _past_leading_clause(tokens) or _past_what(tokens) or _past_label(tokens)
    has_verb = has_skipped = False
    while at < len(tokens):
        token = tokens[at]
        if token.kind == "word" and not (kept and "clause turn" in token.classes):
            has_verb = has_verb or _shows_verb(kept, tokens, at)
            kept.append(token)
            at += 1
        elif token.text == "(":
            at = _after(tokens, at, ")")
        elif kept and has_verb and _contrasts(tokens, at):
            at = _next_comma(tokens, at + 1)
        elif kept and _joins_clause(tokens, at, has_verb=has_verb, has_skipped=has_skipped):
            break
        elif kept and (closing := _end_of_apposition(tokens, at)):
            at = closing
        elif kept and _opens_subordinate(tokens, at):
            at, has_skipped = _after_subordinate(tokens, at, has_verb=has_verb), True
        else:
            has_verb = has_verb or _shows_verb(kept, tokens, at)
            kept.append(token)
            at += 1
    return kept


def _past_what(tokens: Tokens) -> int:
    """Where the main verb stands in "What the town cannot afford is a dam"; otherwise 0."""
    if not tokens or "fused relative" not in tokens[0].classes:
        return 0
    finite = [at for at, token in enumerate(tokens) if token.is_finite or is_main_verb(tokens, at)]
    later = (at for at in finite[1:] if "finite be" in tokens[at].classes and at - 1 not in finite)
    return next(later, 0)


def _past_label(tokens: Tokens) -> int:
    """Where the clause begins after words without a verb, "No more rain: the dam is full"."""
    near = range(1, min(len(tokens), _LONGEST_LABEL))
    colon = next((at for at in near if tokens[at].text == ":"), None)
    if colon is None or any(
        is_verb(t) or is_main_verb(tokens, at) for at, t in enumerate(tokens[:colon])
    ):
        return 0
    later = range(colon + 2, len(tokens))
    has_verb = any(is_verb(tokens[at]) or is_main_verb(tokens, at) for at in later)
    return colon + 1 if has_verb and tokens[colon + 1].kind == "word" else 0


def _shows_verb(kept: Sequence[Token], tokens: Tokens, at: int) -> bool:
    """Whether a token is a verb by its form, or by the subject pronoun before it."""
    token = tokens[at]
    if at == 0 and "ing verb" in token.classes:  # a participle: knowing that
        return True
    if is_verb(token) or ("ed form" in token.classes and kept) or is_main_verb(tokens, at):
        return True
    if token.kind != "word" or "adverb" in token.classes:
        return False
    words = (one for one in kept if "adverb" not in one.classes and one.kind == "word")
    subject = next(words, None)
    is_pronoun = subject is not None and "personal pronoun" in subject.classes
    return is_pronoun and next(words, None) is None


def is_verb(token: Token) -> bool:
    """Whether a token is a finite verb, or the past or -s form of a reporting verb."""
    if token.is_finite:
        return True
    return not token.is_capitalised and not token.shapes.isdisjoint(FINITE)


def _past_leading_clause(tokens: Tokens) -> int:
    """Where the main clause begins in "While it was not perfect, the plan worked"."""
    if not tokens or tokens[0].classes.isdisjoint({"subordinator", "leading adverbial"}):
        return 0
    if "question word" in tokens[0].classes and "subordinator" not in tokens[0].classes:
        return 0
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    if comma is None or comma + 1 >= len(tokens):
        return 0
    if not tokens[comma + 1].classes.isdisjoint({"question word", "relative pronoun"}):
        closing = _next_comma(tokens, comma + 1)  # At the yard, where it leaks, the wall held
        comma = closing if closing + 1 < len(tokens) else comma
    return comma + 1


def _contrasts(tokens: Tokens, at: int) -> bool:
    """Whether a contrast begins at `at`: ", not last week", "but not today"."""
    if at + 1 >= len(tokens):
        return False
    if tokens[at].text == "," and _is_denied_phrase(tokens[at + 1 : _next_comma(tokens, at + 1)]):
        return True
    if "negative particle" not in tokens[at + 1].classes:
        return False
    return tokens[at].text in SET_OFF or "coordinator" in tokens[at].classes


def _is_denied_phrase(tokens: Tokens) -> bool:
    """Whether a phrase without a verb opens with a negation: "hardly a surprise"."""
    opens = bool(tokens) and not tokens[0].classes.isdisjoint({"negator", "negative determiner"})
    return opens and not any(
        is_verb(token) or is_main_verb(tokens, at) for at, token in enumerate(tokens)
    )


def _joins_clause(tokens: Tokens, at: int, *, has_verb: bool, has_skipped: bool) -> bool:
    """Whether another main clause begins at `at`: "; it", " -- it", ", and it", "so it"."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text in _BREAKS:
        return has_verb
    if following is None or "opening conjunction" not in token.classes:
        return False
    if tokens[at - 1].kind == "mark" and "complementizer" not in following.classes:
        return has_verb or has_skipped or "adversative conjunction" in token.classes
    is_subject = not following.classes.isdisjoint({"clause subject", "clause subject stem"})
    if has_verb and is_subject:
        return True
    is_result = "coordinator" not in token.classes and following.is_noun_like
    return is_result and any(later.is_finite for later in tokens[at + 2 : at + _REACH])


def _end_of_apposition(tokens: Tokens, at: int) -> int:
    """The token after an insertion without a verb between commas; 0 if none begins at `at`."""
    if tokens[at].text != ",":
        return 0
    closing = _next_comma(tokens, at + 1)
    inside = tokens[at + 1 : closing]
    if closing + 1 >= len(tokens) or not inside or any(_may_be_verb(token) for token in inside):
        return 0
    return closing + 1


def _may_be_verb(token: Token) -> bool:
    return is_verb(token) or "ed form" in token.classes or "coordinator" in token.classes


def _opens_subordinate(tokens: Tokens, at: int) -> bool:
    """Whether a relative or subordinate clause begins at `at`."""
    token, before = tokens[at], tokens[at - 1]
    if not token.classes.isdisjoint({"relative pronoun", "oblique relative"}):
        return True
    if "complementizer" in token.classes:
        opens = before.text == "," or before.classes.isdisjoint({"preposition", "coordinator"})
        return opens and at + 1 < len(tokens) and tokens[at + 1].kind != "mark"
    is_relative = token.classes.isdisjoint({"conditional", "alternative conjunction"})
    if before.text == "," and "question word" in token.classes and is_relative:
        return True
    if token.text == "," and is_inverted(tokens, at + 1):
        return True
    if token.text == "," and before.forms and at + 1 < len(tokens):
        return tokens[at + 1].kind == "mark"  # People say, "It is late."
    if _is_saying(token):
        return "be" not in before.classes  # "began by saying", but not "is saying"
    if not token.classes.isdisjoint({"personal pronoun", "second person pronoun"}):
        return _follows_noun(tokens, at)
    if "expletive subject" in token.classes:  # was sad there was no
        return "ed form" in before.classes and at + 1 < len(tokens) and tokens[at + 1].is_finite
    if "comparison" in before.classes:
        return False  # no fewer than forty
    if "inner adverb" in token.classes and "auxiliary" in before.classes:
        return False  # had once signed
    if token.classes.isdisjoint({"subordinator", "question word", "comparative conjunction"}):
        return False
    stop = min(_next_comma(tokens, at), at + _REACH)
    return any(
        is_verb(tokens[i]) or "ed form" in tokens[i].classes or is_main_verb(tokens, i)
        for i in range(at + 1, stop)
    )


def is_inverted(tokens: Tokens, at: int) -> bool:
    """Whether "should it rain" or "had it rained" begins at `at`, and not "should it?"."""
    if at + 3 >= len(tokens) or "inverting auxiliary" not in tokens[at].classes:
        return False
    subject, verb = tokens[at + 1], tokens[at + 2]
    return "personal pronoun" in subject.classes and verb.kind == "word"


def _is_saying(token: Token) -> bool:
    """Whether it is the -ing form of a verb that reports clauses."""
    return "ing" in token.shapes and any(
        form.shape == "ing" and "that" in form.verb.takes and not form.verb.particles
        for form in token.forms
    )


def _follows_noun(tokens: Tokens, at: int) -> bool:
    """Whether a clause without "which" or "that" begins at `at`: "the mail they got"."""
    before = tokens[at - 1]
    if "time" in before.classes and at > 1:  # said on Monday he would
        before = tokens[at - 2]
    if at < 2 or before.kind != "word":
        return False
    if any("bare" in form.verb.takes for form in before.forms):  # began by saying he would
        return True
    is_noun = "determiner" in tokens[at - 2].classes  # an answer he did not want
    if (before.forms and not is_noun) or not before.is_noun_like:
        return False
    is_adverb = not before.classes.isdisjoint({"adverb", "negator", "time", "auxiliary"})
    if is_adverb:
        return False
    if any(is_verb(tokens[i]) or is_main_verb(tokens, i) for i in range(at)):
        return True
    first = at - 1
    while first and tokens[first].is_noun_like and "determiner" not in tokens[first].classes:
        first -= 1
    return "determiner" in tokens[first].classes  # the one thing he wants


def _after_subordinate(tokens: Tokens, at: int, *, has_verb: bool) -> int:
    """Where the main clause continues after the subordinate clause that begins at `at`."""
    if tokens[at - 1].text == ",":
        return min(len(tokens), _next_comma(tokens, at) + 1)
    classes = tokens[at].classes
    is_conjunction = "subordinator" in classes and "preposition" not in classes
    if has_verb or is_conjunction:
        return next(
            (i for i in range(at + 1, len(tokens)) if tokens[i].text == ";" or _resumes(tokens, i)),
            len(tokens),
        )
    own = at + 1
    while own < len(tokens) and tokens[own].kind == "mark":
        own += 1
    subject = noun_phrase_after(tokens, own, len(tokens))
    if subject is not None and _opens_subject(tokens[own]):
        own = subject[1]  # the word after the subject is the verb
        if own + 1 < len(tokens) and tokens[own + 1].is_finite and not is_main_verb(tokens, own):
            own += 1  # the last | one is
    elif own + 1 < len(tokens) and not tokens[own].classes.isdisjoint(_SUBJECTS):
        own += 1
    own = _past_own_verb(tokens, own)
    for i in range(own, len(tokens)):
        if is_verb(tokens[i]) or is_main_verb(tokens, i):
            return i
        if tokens[i].text == "," and "subordinator" in tokens[at].classes:
            return i + 1
    return len(tokens)


def _past_own_verb(tokens: Tokens, at: int) -> int:
    """Where a subordinate clause goes on after its verb at `at`: "was shot", "asked"."""
    if at >= len(tokens):
        return len(tokens)
    if "auxiliary" not in tokens[at].classes:
        return at + 1
    while at < len(tokens) and not tokens[at].classes.isdisjoint({"negator", "auxiliary"}):
        at += 1
    return min(at + 1, len(tokens))


def _opens_subject(token: Token) -> bool:
    return token.is_capitalised or not token.classes.isdisjoint({"determiner", "clause subject"})


def _resumes(tokens: Tokens, at: int) -> bool:
    """Whether another predicate of the main clause begins at `at`: "and did not return"."""
    if "coordinator" not in tokens[at].classes or at + 1 >= len(tokens):
        return False
    return tokens[at + 1].is_finite


def _next_comma(tokens: Tokens, start: int) -> int:
    return next((i for i in range(start, len(tokens)) if tokens[i].text == ","), len(tokens))


def _after(tokens: Tokens, start: int, mark: str) -> int:
    """The token after the next `mark`; the one after `start` if there is none."""
    return next((i + 1 for i in range(start, len(tokens)) if tokens[i].text == mark), start + 1)
