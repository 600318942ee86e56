"""The main clause of a proposition, without relative, subordinate and contrasting clauses."""

from collections.abc import Sequence

from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.noun_phrases import is_finite, is_noun_like, noun_phrase_after

_BREAKS = frozenset({";", "—", "–", "--", "-"})
_REACH = 12
"""Most tokens from the conjunction of a subordinate clause to its verb."""


def main_clause(tokens: Tokens) -> list[Token]:
    """The tokens of the first main clause, in order; they need not be adjacent."""
    kept: list[Token] = []
    at = _past_leading_clause(tokens)
    has_verb = has_skipped = False
    while at < len(tokens):
        token = tokens[at]
        can_turn = kept and (token.kind != "word" or "clause turn" in token.classes)
        if token.text == "(":
            at = _after(tokens, at, ")")
        elif can_turn and has_verb and _contrasts(tokens, at):
            at = _next_comma(tokens, at + 1)
        elif can_turn and _joins_clause(tokens, at, has_verb=has_verb, has_skipped=has_skipped):
            break
        elif can_turn and (closing := _end_of_apposition(tokens, at)):
            at = closing
        elif can_turn and _opens_subordinate(tokens, at):
            at, has_skipped = _after_subordinate(tokens, at, has_verb=has_verb), True
        else:
            has_verb = has_verb or _shows_verb(kept, token)
            kept.append(token)
            at += 1
    return kept


def _shows_verb(kept: Sequence[Token], token: Token) -> bool:
    """Whether a token is a verb by its form, or by the subject pronoun before it."""
    if is_verb(token) or ("ed form" in token.classes and kept):
        return True
    if token.kind != "word" or "adverb" in token.classes:
        return False
    subject = [one for one in kept if "adverb" not in one.classes and one.kind == "word"]
    return len(subject) == 1 and "personal pronoun" in subject[0].classes


def is_verb(token: Token) -> bool:
    """Whether a token is a finite verb, or the past or -s form of a reporting verb."""
    if is_finite(token):
        return True
    return not token.is_capitalised and any(form.shape in {"past", "s"} for form in token.forms)


def _past_leading_clause(tokens: Tokens) -> int:
    """Where the main clause begins in "While it was not perfect, the plan worked"."""
    if not tokens or tokens[0].classes.isdisjoint({"subordinator", "leading adverbial"}):
        return 0
    if "question word" in tokens[0].classes and "subordinator" not in tokens[0].classes:
        return 0
    comma = next((i for i, token in enumerate(tokens) if token.text == ","), None)
    return 0 if comma is None or comma + 1 >= len(tokens) else comma + 1


def _contrasts(tokens: Tokens, at: int) -> bool:
    """Whether a contrast begins at `at`: ", not last week", "but not today"."""
    if at + 1 >= len(tokens) or "negative particle" not in tokens[at + 1].classes:
        return False
    return tokens[at].text in {",", "—", "–", "--"} or "coordinator" in tokens[at].classes


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
    is_result = "coordinator" not in token.classes and is_noun_like(following)
    return is_result and any(is_finite(later) for later in tokens[at + 2 : at + _REACH])


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
    if token.text == "," and before.forms and at + 1 < len(tokens):
        return tokens[at + 1].kind == "mark"  # People say, "It is late."
    if _is_saying(token):
        return "be" not in before.classes  # "began by saying", but not "is saying"
    if "personal pronoun" in token.classes:
        return _follows_noun(tokens, at)
    if "comparison" in before.classes:
        return False  # no fewer than forty
    if token.classes.isdisjoint({"subordinator", "question word", "comparative conjunction"}):
        return False
    stop = min(_next_comma(tokens, at), at + _REACH)
    return any(is_verb(later) or "ed form" in later.classes for later in tokens[at + 1 : stop])


def _is_saying(token: Token) -> bool:
    """Whether it is the -ing form of a verb that reports clauses."""
    return any(
        form.shape == "ing" and "that" in form.verb.takes and not form.verb.particles
        for form in token.forms
    )


def _follows_noun(tokens: Tokens, at: int) -> bool:
    """Whether a relative clause without "which" begins at `at`: "the mail they got"."""
    before = tokens[at - 1]
    if at < 2 or before.kind != "word" or before.forms or not is_noun_like(before):
        return False
    is_adverb = not before.classes.isdisjoint({"adverb", "negator", "time", "auxiliary"})
    return not is_adverb and any(is_verb(token) for token in tokens[:at])


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
        own = subject[1] + 1  # the word after the subject is the verb
    elif own < len(tokens) and is_finite(tokens[own]):
        own = next((i + 1 for i in range(own, len(tokens)) if is_verb(tokens[i])), len(tokens))
    while own < len(tokens) and not tokens[own].classes.isdisjoint({"negator", "auxiliary"}):
        own += 1
    return next((i for i in range(own, len(tokens)) if is_verb(tokens[i])), len(tokens))


def _opens_subject(token: Token) -> bool:
    return token.is_capitalised or not token.classes.isdisjoint({"determiner", "clause subject"})


def _resumes(tokens: Tokens, at: int) -> bool:
    """Whether another predicate of the main clause begins at `at`: "and did not return"."""
    if "coordinator" not in tokens[at].classes or at + 1 >= len(tokens):
        return False
    return is_finite(tokens[at + 1])


def _next_comma(tokens: Tokens, start: int) -> int:
    return next((i for i in range(start, len(tokens)) if tokens[i].text == ","), len(tokens))


def _after(tokens: Tokens, start: int, mark: str) -> int:
    """The token after the next `mark`; the one after `start` if there is none."""
    return next((i + 1 for i in range(start, len(tokens)) if tokens[i].text == mark), start + 1)
