"""Whether what stands above a clause leaves open that it was said, or denies it: "if X says"."""

from factx.rules.reading.document import DASHES, Tokens
from factx.rules.reading.polarity import is_negated, negations

_REACH = 6
"""Most tokens from a word like "if" or "nobody" to what it governs."""
_LONGEST = 10
"""The most tokens before "that" in a clause like "It is not true that"."""
_DENIALS = frozenset({"negator", "negative determiner", "negative pronoun"})
_MODALS = frozenset({"hypothetical modal", "conditional modal"})
_OPENING = frozenset({",", ";", ":", "(", "[", "…", *DASHES})
"""Punctuation marks after which a clause may begin."""


def is_supposed(tokens: Tokens, begin: int, first: int, stop: int) -> bool:
    """Whether a clause only supposes or asks that something was said: "if X says", "did X say".

    `begin` is the first token of the clause, and the verb group goes from `first` to `stop`.
    """
    group = tokens[first:stop]
    if any("nearly adverb" in token.classes for token in group) and not negations(
        tokens, first, stop
    ):
        return True  # almost said
    if first > 1 and "exception" in tokens[first - 1].classes:
        is_all = "universal" in tokens[first - 2].classes
        if is_all and "coordinator" in tokens[first - 1].classes:
            return True  # all but said
    is_modal = any(not token.classes.isdisjoint(_MODALS) for token in group)
    is_affirmed = is_modal and not negations(tokens, first, stop)
    if is_modal and any("hypothetical modal" in token.classes for token in group):
        return is_affirmed
    if is_affirmed:
        is_counterfactual = any("perfect auxiliary" in token.classes for token in group)
        if is_counterfactual or any("conditional" in token.classes for token in tokens):
            return True
    return (
        _is_under_condition(tokens, begin)
        or _is_asked(tokens, begin, first)
        or _is_called_untrue(tokens, begin)
        or _is_inverted_condition(tokens, begin, first)
        or _is_imagined(tokens, begin)
        or _is_faked(tokens, begin)
        or _is_who_question(tokens, begin)
        or _is_left_open(tokens, begin, first)
    )


def _is_called_untrue(tokens: Tokens, begin: int) -> bool:
    """Whether the clause is denied as a whole: "It is not true that X said"."""
    if begin == 0 or "complementizer" not in tokens[begin - 1].classes:
        return False
    start = begin - 1
    while start and begin - start <= _LONGEST and tokens[start - 1].kind == "word":
        start -= 1
    opening = tokens[start : begin - 1]
    if opening and _opens_with_none(opening):
        return True
    expletive = next((i for i, t in enumerate(opening) if "expletive subject" in t.classes), None)
    return expletive is not None and any(
        _calls_untrue(opening, at) for at in range(expletive + 1, len(opening))
    )


def _opens_with_none(tokens: Tokens) -> bool:
    """Whether nothing holds what follows: "No proof has emerged that X said", "not that X said"."""
    if "negative particle" in tokens[-1].classes:
        return True
    return not tokens[0].classes.isdisjoint({"negative determiner", "negative pronoun"})


def _calls_untrue(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` calls a clause untrue or uncertain: "not", "false", "far from"."""
    classes = tokens[at].classes
    if "remote adverb" in classes:
        return at + 1 < len(tokens) and "origin preposition" in tokens[at + 1].classes
    return "false adjective" in classes or not classes.isdisjoint(_DENIALS)


def _is_inverted_condition(tokens: Tokens, begin: int, first: int) -> bool:
    """Whether an auxiliary before the subject stands for "if": "had he known"."""
    if not 0 < begin < first or "inverting auxiliary" not in tokens[begin - 1].classes:
        return False
    return begin == 1 or "question word" not in tokens[begin - 2].classes


def _is_imagined(tokens: Tokens, begin: int) -> bool:
    """Whether the sentence only supposes the clause: "Imagine that X said", "Suppose X says"."""
    if "supposing verb" not in tokens[0].classes:
        return False
    return begin < 2 or (begin == 2 and "complementizer" in tokens[1].classes)


def _is_faked(tokens: Tokens, begin: int) -> bool:
    """Whether somebody only seems to say it: "In a fake letter, X says", "A hoax has X saying"."""
    fakes = [at for at in range(begin) if "fake word" in tokens[at].classes]
    if not fakes:
        return False
    at = fakes[0]
    is_opening = at < _LONGEST and "preposition" in tokens[0].classes
    is_shown = bool(tokens[begin - 1].forms)  # a fake video shows X saying
    return (is_opening or is_shown) and all(token.kind == "word" for token in tokens[:at])


def _is_who_question(tokens: Tokens, begin: int) -> bool:
    """Whether the clause asks who said it: "asked who said", "It is unclear who said"."""
    if begin < 1 or "personal relative" not in tokens[begin].classes:
        return False
    before = tokens[begin - 1]
    if any("wh" in form.verb.takes for form in before.forms):
        return True
    is_expletive = begin > 2 and "expletive subject" in tokens[begin - 3].classes
    is_person = not before.classes.isdisjoint({"person noun", "agent noun", "s form", "plural"})
    return is_expletive and not (is_person or before.is_capitalised or before.kind != "word")


def _is_left_open(tokens: Tokens, begin: int, first: int) -> bool:
    """Whether what stands above a clause denies it, or does not say that it is so.

    "denied that X said", "could not prove X knew", "never claimed that X wants", "found no evidence
    that X promised", "the rumour that X backs it". What nobody knew or mentioned is so all the
    same.
    """
    owner = tokens[first - 1].classes if first > begin else frozenset[str]()
    if not owner.isdisjoint({"genitive", "possessive determiner"}):
        return False  # did not believe X's claim, which is no clause
    at = begin - 1
    has_that = at > 0 and "complementizer" in tokens[at].classes
    if has_that:
        at -= 1
    elif at < 0 or not (tokens[at].forms or "verb of proof" in tokens[at].classes):
        return False
    for governor in range(at, max(-1, at - _REACH), -1):
        token = tokens[governor]
        if token.kind != "word" or "relative pronoun" in token.classes:
            return False
        if "evidence noun" in token.classes:
            return _is_missing(tokens, governor)
        if "wishing verb" in token.classes:
            return True  # wished she had said so
        if has_that and "noun of hearsay" in token.classes and _is_noun(tokens, governor):
            return True
        is_proof = "verb of proof" in token.classes
        if token.forms or is_proof:
            is_denied = _is_group_negated(tokens, governor)
            if "verb of denial" in token.classes:
                return not is_denied
            if governor and "verb of denial" in tokens[governor - 1].classes:
                return True  # denied telling them that
            if is_proof and _is_required(tokens, governor):
                return True
            return is_denied and "factive verb" not in token.classes
    return False


def _is_noun(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` is a noun that belongs to nobody named, as after "the"."""
    if at == 0:
        return True
    before = tokens[at - 1].classes
    if "possessive determiner" in before or "genitive" in before:
        return False
    return not before.isdisjoint({"determiner", "preposition", "adjective"}) or bool(
        tokens[at - 1].forms
    )


def _is_group_negated(tokens: Tokens, verb: int) -> bool:
    """Whether the verb at `verb` is negated, or what it depends on: "were not able to show"."""
    start = verb
    while start and verb - start < _REACH and tokens[start - 1].kind == "word":
        if not tokens[start - 1].classes.isdisjoint({"bare subject", "complementizer"}):
            break
        start -= 1
    return is_negated(tokens, start, verb + 1)


def _is_required(tokens: Tokens, verb: int) -> bool:
    """Whether the verb at `verb` only can or must be so: "must prove", "had to show"."""
    before = tokens[max(0, verb - 2) : verb]
    is_infinitive = bool(before) and "infinitive marker" in before[-1].classes
    return is_infinitive or any("hypothetical modal" in token.classes for token in before)


def _is_missing(tokens: Tokens, noun: int) -> bool:
    """Whether the noun at `noun` is said not to be there: "no sign", "did not find evidence"."""
    for at in range(noun - 1, max(-1, noun - 1 - _REACH), -1):
        token = tokens[at]
        if token.kind != "word":
            return False
        if not token.classes.isdisjoint(_DENIALS | {"privative preposition", "lacking word"}):
            return True
    return False


def _is_under_condition(tokens: Tokens, begin: int) -> bool:
    """Whether a word like "if" opens the clause, with at most an adverbial before the subject."""
    for at in range(begin - 1, max(-1, begin - 1 - _REACH), -1):
        token = tokens[at]
        if not token.classes.isdisjoint({"conditional", "alternative conjunction"}):
            return True
        if "subordinator" in token.classes:
            return at > 0 and "negative particle" in tokens[at - 1].classes  # not because X said
        if token.kind != "word" or not token.classes.isdisjoint(
            {"auxiliary", "complementizer", "parenthetical conjunction", "coordinator"}
        ):
            return False
        if token.forms:
            return False
    return False


def _is_asked(tokens: Tokens, begin: int, first: int) -> bool:
    """Whether the clause is a question, or begins like one: "Did X say", "Had X said"."""
    if begin == first:
        return False
    if begin and "auxiliary" in tokens[begin - 1].classes:
        opens = begin == 1 or tokens[begin - 2].text in _OPENING
        return opens or tokens[-1].text == "?"
    opens = begin == 0 or tokens[begin - 1].text in _OPENING
    return opens and tokens[-1].text == "?" and "question word" in tokens[begin].classes
