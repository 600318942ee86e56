"""Whether a reporting clause says that something was said, or negates, supposes or asks it."""

from factx.rules.reading.document import DASHES, Range, Token, Tokens

_REACH = 6
"""Most tokens from a word like "if" or "nobody" to what it governs."""

_LONGEST = 10
"""The most tokens before "that" in a clause like "It is not true that"."""

_NOBODY = frozenset(
    {"negative pronoun", "negative correlative", "scarce quantifier", "free choice"}
)
_NOT_ANY = _NOBODY | {"negative determiner"}
_DENIALS = frozenset({"negator", "negative determiner", "negative pronoun"})
_NEGATING = frozenset(
    {
        *("negator", "negative determiner", "verb of refusal", "privative preposition"),
        "short adverb",
    }
)
"""Classes of which every word has one that negates a verb group it stands in or before."""
_MODALS = frozenset({"hypothetical modal", "conditional modal"})
_VERBAL = frozenset({"auxiliary", "complementizer", "ed form"})
_OPENING = frozenset({",", ";", ":", "(", "[", "…", *DASHES})
"""Punctuation marks after which a clause may begin."""


def negations(tokens: Tokens, start: int, stop: int) -> int:
    """The number of negations in a range of tokens; "not only" does not count."""
    count = 0
    for at, token in enumerate(tokens[start:stop], start):
        if "negator" in token.classes:
            count += at + 1 == len(tokens) or "focus adverb" not in tokens[at + 1].classes
        elif "negative determiner" in token.classes:
            count += at + 1 < len(tokens) and is_comparative_adverb(tokens[at + 1])
    return count


def is_comparative_adverb(token: Token) -> bool:
    """Whether a token is a comparative adverb that "no" negates, as in "no longer"."""
    return "comparative adverb" in token.classes


def is_negated(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a verb group says that something was not said: "did not say", "refused to say".

    Two negations cancel each other: "did not refuse to say".
    """
    shares = _shares_negation(tokens, first, stop)
    near = tokens[max(0, first - 2) : stop]
    if all(token.classes.isdisjoint(_NEGATING) for token in near):
        return shares
    count = shares + negations(tokens, first, stop)
    count += _refusals(tokens, first, stop - 1)
    opening = tokens[max(0, first - 1) : first + 1]
    count += any("privative preposition" in token.classes for token in opening)
    count += any(_stops_short(tokens, at) for at in range(max(0, first - 2), stop))
    return count % 2 == 1


def _stops_short(tokens: Tokens, at: int) -> bool:
    """Whether "short of" stands at `at`, as in "stopped short of saying"."""
    if "short adverb" not in tokens[at].classes or at + 1 >= len(tokens):
        return False
    return "genitive preposition" in tokens[at + 1].classes


def _shares_negation(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether the negation of the verb before also negates this one: "did not confirm or deny"."""
    if first == 0:
        return False
    joins = tokens[first - 1].classes
    if "negative correlative" in joins:
        return "disjunction" in joins  # "neither confirmed nor denied"
    if "disjunction" not in joins and "additive conjunction" not in joins:
        return False
    verb = next((token for token in tokens[first:stop] if token.forms), None)
    is_base = verb is not None and verb.shapes <= {"base"}
    if "disjunction" not in joins and not is_base:
        return False  # "did not act and say", but not "did not act and said"
    start = first - 1
    while start and first - start < _LONGEST and tokens[start - 1].kind != "mark":
        start -= 1
    helpers = [t for t in tokens[start : first - 1] if "auxiliary" in t.classes]
    if not is_base and all("auxiliary do" in token.classes for token in helpers):
        return False  # "did not back or attacked" has two verbs
    return negations(tokens, start, first - 1) + _refusals(tokens, start, first - 1) > 0


def _refusals(tokens: Tokens, start: int, stop: int) -> int:
    """The number of verbs that negate the next one by "to": "refused to say"."""
    return sum(
        "verb of refusal" in token.classes and "infinitive marker" in tokens[at + 1].classes
        for at, token in enumerate(tokens[start:stop], start)
    )


def is_nobody(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject names no actual speaker: "nobody", "few", "not one of them", "anyone"."""
    start = subject[0]
    classes = tokens[start].classes
    following = tokens[start + 1] if start + 1 < subject[1] else None
    if "negative determiner" in classes:
        return following is None or "comparison" not in following.classes
    if not classes.isdisjoint(_NOBODY):
        return start == 0 or "indefinite article" not in tokens[start - 1].classes  # a few
    if negations(tokens, start, start + 1) and following:
        return True
    if _is_excepted(tokens, subject) or _is_alternative(tokens, start):
        return True
    if start > 1 and "noun preposition" in tokens[start - 1].classes:
        return _is_nobody_of(tokens, start - 1)
    return _is_denied(tokens, start)


def _is_excepted(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject is who did not speak: "everyone but X", "all apart from X".

    Of "nobody but X" it is the only one who did.
    """
    for at in range(max(1, subject[0] - 2), subject[1]):
        classes = tokens[at].classes
        if at > subject[0] and tokens[at].kind == "mark":
            break  # an apposition
        following = tokens[at + 1].classes if at + 1 < len(tokens) else frozenset[str]()
        is_adverb = "exception adverb" in classes and (
            "origin preposition" in following or "comparative conjunction" in following
        )
        if "exception preposition" in classes or is_adverb:
            return _is_after_universal(tokens, at)
    return False


def _is_after_universal(tokens: Tokens, at: int) -> bool:
    """Whether a word like "everyone" stands closely before `at`, with no verb between."""
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[before]
        is_verb = bool(token.forms) and before > 0
        if token.kind != "word" or is_verb or not token.classes.isdisjoint(_VERBAL):
            return False
        if "universal" in token.classes:
            return True
    return False


def _is_alternative(tokens: Tokens, start: int) -> bool:
    """Whether a subject is one of two of whom one spoke: "either X or Y said"."""
    if start < 2 or "disjunction" not in tokens[start - 1].classes:
        return False
    for at in range(start - 2, max(-1, start - 2 - _REACH), -1):
        token = tokens[at]
        if token.kind != "word":
            return True
        if token.is_finite or (token.forms and at > 0) or not token.classes.isdisjoint(_VERBAL):
            return False
    return True


def _is_nobody_of(tokens: Tokens, at: int) -> bool:
    """Whether the noun phrase before the preposition at `at` is like "nobody at the port"."""
    for before in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[before]
        if token.kind != "word" or not token.classes.isdisjoint(_VERBAL):
            return False
        if token.forms and before > 1:
            return False
        if not token.classes.isdisjoint(_NOT_ANY):
            return before == 0 or "article" not in tokens[before - 1].classes
    return False


def _is_denied(tokens: Tokens, start: int) -> bool:
    """Whether a negation stands before the subject: "not one of them", "hardly anyone"."""
    if start > 1 and "auxiliary" in tokens[start - 1].classes:
        start -= 1  # nor has X said
    if start == 0:
        return False
    before = tokens[start - 1]
    if not before.classes.isdisjoint(_NOT_ANY):
        return start == 1 or "indefinite article" not in tokens[start - 2].classes
    return "scarce adverb" in before.classes or negations(tokens, start - 1, start) > 0


def is_supposed(tokens: Tokens, begin: int, first: int, stop: int) -> bool:
    """Whether a clause only supposes or asks that something was said: "if X says", "did X say".

    `begin` is the first token of the clause, and the verb group goes from `first` to `stop`.
    """
    group = tokens[first:stop]
    if any("nearly adverb" in token.classes for token in tokens[begin:stop]):
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
    return (is_opening or tokens[begin - 1].kind == "word") and all(
        token.kind == "word" for token in tokens[:at]
    )


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
