"""The factuality of a claim: how certain its main clause is, and whether it is negated."""

from collections.abc import Sequence
from itertools import pairwise

from factx.records.claim import Factuality
from factx.rules.claims.main_clause import main_clause
from factx.rules.reading.document import Token, Tokens, having
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.polarity import is_comparative_adverb
from factx.text import Offsets

_CANCELLING = frozenset({"focus adverb", "privative preposition", "unavoidable verb"})
"""What makes a "not" before it deny nothing: "not only", "not without", "could not help"."""
_OPPOSITE: dict[Factuality, Factuality] = {
    "CT+": "CT-",
    "CT-": "CT+",
    "PR+": "PR-",
    "PR-": "PR+",
    "PS+": "PS-",
    "PS-": "PS+",
}
_VERB_FORMS = frozenset({"past verb", "base verb", "s verb", "ing form", "ed form"})
_OPENING_MARKS = frozenset({'"', "“", "«", "„", "‘", "'", "''"})
_PROBABLE: dict[Factuality, Factuality] = {"CT+": "PR+", "CT-": "PR-"}
_POSSIBLE: dict[Factuality, Factuality] = {
    "CT+": "PS+",
    "CT-": "PS-",
    "PR+": "PS+",
    "PR-": "PS-",
}


def opposite(factuality: Factuality) -> Factuality:
    """The same certainty with the other polarity."""
    return _OPPOSITE.get(factuality, factuality)


def at_most_probable(factuality: Factuality) -> Factuality:
    """The same polarity, but probable if it was certain."""
    return _PROBABLE.get(factuality, factuality)


def at_most_possible(factuality: Factuality) -> Factuality:
    """The same polarity, but possible if it was certain or probable."""
    return _POSSIBLE.get(factuality, factuality)


def factuality_of(tokens: Tokens) -> Factuality:
    """The factuality of the main clause of a proposition.

    "Uu" for a question, a supposition, an order, or something that should be done.
    """
    opening = next((t for t in tokens if "adverb" not in t.classes), None)  # even if
    if opening is None or "open" in opening.classes or tokens[-1].text == "?":
        return "Uu"
    clause = main_clause(tokens)
    if _is_demanded(clause) or _is_order(tokens) or _is_counterfactual(tokens):
        return "Uu"
    count = sum(_negates(clause, at, tokens) for at in having(clause, "denying word"))
    factuality: Factuality = "CT-" if count % 2 == 1 else "CT+"
    weak = _weak_words(clause, tokens)
    if any("possible" in token.classes for token in weak):
        return at_most_possible(factuality)
    return at_most_probable(factuality) if weak else factuality


def hedges_of(tokens: Tokens) -> list[Offsets]:
    """The words that weaken the main clause: "may", "probably", "I think".

    "can", which mostly expresses an ability, counts only if there is no other.
    """
    clause = main_clause(tokens)
    weak = _weak_words(clause, tokens)
    return [token.place for token in weak or clause if weak or _is_ability(token)]


def _weak_words(clause: Sequence[Token], tokens: Tokens) -> list[Token]:
    """The words that make a main clause less than certain, also those of an inserted comment."""
    weak = {
        token.start: token
        for at, token in enumerate(clause)
        if ("weakening word" in token.classes or "base" in token.shapes) and _weakens(clause, at)
    }
    comments = (
        token
        for at, token in enumerate(tokens)
        if "base" in token.shapes and _is_comment(tokens, at)
    )
    weak |= {token.start: token for token in comments}
    return [weak[start] for start in sorted(weak)]


def _is_comment(tokens: Tokens, at: int) -> bool:
    """Whether the verb at `at` says in passing what the speaker believes, or what they do not know.

    "It was, we believe, a mistake"; "I do not know that it works".
    """
    token = tokens[at]
    if at == 0:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    before = tokens[max(0, at - 4) : at]
    if "knowing" in token.classes:
        is_denied = any("negator" in one.classes for one in before)
        is_own = any("first person subject" in one.classes for one in before)
        return is_denied and is_own and _leads_clause(tokens[at + 1 : at + 3])
    is_subject = "first person subject" in tokens[at - 1].classes
    is_set_off = at > 1 and tokens[at - 2].kind == "mark"
    is_closed = following is None or following.kind == "mark"
    return is_subject and is_set_off and is_closed and _is_belief(token, tokens[at + 1 :])


def _leads_clause(tokens: Sequence[Token]) -> bool:
    """Whether two tokens are "that" and the first of a clause, unlike in "that man"."""
    if len(tokens) < 2 or "complementizer" not in tokens[0].classes:
        return False
    first = tokens[1]
    return first.is_capitalised or not first.classes.isdisjoint({"clause subject", "determiner"})


def _is_ability(token: Token) -> bool:
    return "ability modal" in token.classes and "possible" not in token.classes


def _is_demanded(clause: Sequence[Token]) -> bool:
    """Whether a clause says what should be done, or is a negative order: "never forget"."""
    if any("obligation modal" in token.classes for token in clause):
        return True
    if len(clause) < 2:
        return False
    first, second = clause[:2]
    if "negative adverb" in first.classes:  # never forget
        return "adverb" not in second.classes and "base" in second.shapes
    if "imperative auxiliary" not in first.classes:
        return False
    return "n't form" in first.classes or "negative particle" in second.classes


def _is_counterfactual(tokens: Tokens) -> bool:
    """Whether a clause says what would not be so: "it would not exist if not for him"."""
    if not any("conditional modal" in token.classes for token in tokens):
        return False
    return any(
        "conditional" in token.classes and "negator" in following.classes
        for token, following in pairwise(tokens)
    )


def _is_order(tokens: Tokens) -> bool:
    """Whether a sentence is an order without a subject: "Let's go", "Pay no heed"."""
    words = (token for token in tokens if "adverb" not in token.classes and token.kind == "word")
    first, second, third = next(words, None), next(words, None), next(words, None)
    if first is None or second is None:
        return False
    if "let" in first.classes:
        return True
    if "base verb" in first.classes and "preposition" in second.classes and third is not None:
        return "object" in third.classes  # vote for me
    is_object = not second.classes.isdisjoint({"determiner", "object"})
    is_object = is_object and "complementizer" not in second.classes
    if "base verb" in first.classes and is_object:
        return True
    return _has_later_order(tokens)


def _has_later_order(tokens: Tokens) -> bool:
    """Whether "don't" follows no verb but an order: "Hands up, don't shoot", "Pay or don't"."""
    for at, token in enumerate(tokens):
        if is_main_verb(tokens, at):
            if at == 0 or "imperative auxiliary" not in token.classes:
                return False
            before = tokens[at - 1]
            joins = not before.classes.isdisjoint({"coordinator", "disjunction"})
            is_second = joins and "base verb" in tokens[0].classes
            return before.text == "," or "request" in before.classes or is_second
    return False


def _weakens(clause: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` makes its clause less than certain."""
    token = clause[at]
    following = clause[at + 1] if at + 1 < len(clause) else None
    if token.is_time:
        return False  # the month of May
    if "rounding adverb" in token.classes and following is not None and _is_number(following):
        return False  # maybe five weeks
    if "raising verb" in token.classes:
        return following is not None and _follows_raising(following)
    if "ability modal" in token.classes and following is not None:
        # "could not be verified" is certain
        return "negator" not in following.classes and "possible" in token.classes
    if not token.classes.isdisjoint({"possible", "probable", "improbable"}):
        helper = _before_adverbs(clause, at)
        is_active = helper is not None and "finite have" in helper.classes
        return not (is_active and "ed form" in token.classes)  # analysts had expected it
    return _is_own_belief(clause, at)


def _is_number(token: Token) -> bool:
    return token.text[0].isdigit() or "number" in token.classes


def _is_own_belief(clause: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` is the speaker's own belief: "I think", "did not expect"."""
    if "knowing" in clause[at].classes or not _is_belief(clause[at], clause[at + 1 :]):
        return False
    before = clause[max(0, at - 4) : at]
    if any(
        not one.classes.isdisjoint({"first person subject", "personal pronoun"}) for one in before
    ):
        return True
    return bool(before) and at < 4 and "auxiliary do" in before[0].classes  # do not believe


def _is_belief(token: Token, following: Sequence[Token]) -> bool:
    """Whether a token is the base form of a verb of belief: "think", but "be" only in "be sure"."""
    after = {one.low for one in following[:3]}
    return any(
        form.verb.type == "belief"
        and form.shape == "base"
        and after.issuperset(form.verb.particles)
        for form in token.forms
    )


def _follows_raising(token: Token) -> bool:
    """Whether "seems" is followed by what seems so: "to", "that", an adjective."""
    if not token.classes.isdisjoint({"infinitive marker", "complementizer"}):
        return True
    return token.kind == "word" and token.classes.isdisjoint({"preposition", "negator"})


def _negates(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    """Whether the word at `at` negates its clause."""
    if _is_spoken(clause, at) or _is_repeated(clause, at):
        return False
    classes = clause[at].classes
    before = clause[at - 1] if at else None
    following = clause[at + 1] if at + 1 < len(clause) else None
    if "improbable" in classes:
        return True
    if "negated adjective" in classes:  # not impossible
        return before is not None and _is_denied_adjective(clause, at)
    if "verb of refusal" in classes:
        is_infinitive = before is not None and "infinitive marker" in before.classes
        leads = following is not None and "infinitive marker" in following.classes
        return leads and not is_infinitive
    if "denial verb" in classes:  # not in "was denied"
        helper = _before_adverbs(clause, at)
        return helper is not None and "be" not in helper.classes
    if "negator" in classes:
        return _negates_clause(clause, at, tokens)
    if "short adverb" in classes:  # stopped short of, but not just short of
        is_verb = before is not None and not before.classes.isdisjoint(_VERB_FORMS)
        return is_verb and following is not None and "genitive preposition" in following.classes
    if "remote adverb" in classes:  # far from safe
        return (
            before is not None
            and "be" in before.classes
            and following is not None
            and "origin preposition" in following.classes
            and at + 2 < len(clause)
            and _is_plain_adjective(clause[at + 2])
        )
    if "free choice pronoun" in classes:  # anything but safe
        return following is not None and "adversative conjunction" in following.classes
    if before is not None and "preposition" in before.classes:
        return (
            "negative determiner" in classes
            and following is not None
            and "occasion noun" in following.classes
        )  # in no way
    if "negative pronoun" in classes:
        if before is not None and following is not None and _describes(clause, at):
            return False
        return following is None or "exception" not in following.classes
    if not classes.isdisjoint({"scarce quantifier", "negative correlative"}) and at == 0:
        return True
    return "negative determiner" in classes and _negates_noun(clause, at)


def _is_repeated(clause: Sequence[Token], at: int) -> bool:
    """Whether a negation opens a second clause like the first: "No one came, no one called"."""
    return at > 1 and clause[at].low == clause[0].low and clause[at - 1].text == ","


def _describes(clause: Sequence[Token], at: int) -> bool:
    """Whether a clause without "that" begins at `at`: "a plan nobody wanted"."""
    opens = is_main_verb(clause, at + 1) or "ed form" in clause[at + 1].classes
    named = clause[at - 1].kind == "word" and "preposition" not in clause[at - 1].classes
    return opens and named and any(is_main_verb(clause, i) for i in range(1, at - 1))


def _is_spoken(clause: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` opens what is chanted or written: 'chanted "no contract"'."""
    if at < 2 or clause[at - 1].kind != "mark" or clause[at - 1].text not in _OPENING_MARKS:
        return False
    return any("quote" in form.verb.takes for form in clause[at - 2].forms)


def _is_denied_adjective(clause: Sequence[Token], at: int) -> bool:
    """Whether "not" stands before an adjective, with adverbs between: "not very unusual"."""
    at -= 1
    while at >= 0 and "adverb" in clause[at].classes and "negator" not in clause[at].classes:
        at -= 1
    return at >= 0 and "negator" in clause[at].classes


def _negates_clause(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    """Whether a "not" or "never" negates its clause, and not a phrase: "not only", "not until"."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is not None and not following.classes.isdisjoint(_CANCELLING):
        return False
    if following is not None and "ing form" in following.classes and _is_in_phrase(clause, at):
        return False  # a never ending line
    if _compares(clause, at + 1) or any("terminal preposition" in t.classes for t in tokens[at:]):
        return False
    if "negative particle" not in clause[at].classes:
        return True
    helper = _before_adverbs(clause, at)
    if following is not None and "infinitive marker" in following.classes:
        is_object = helper is not None and "object" in helper.classes  # told him not to say
        if at + 2 < len(clause) and _reports_clause(clause[at + 2]) and not is_object:
            return True  # careful not to say that
        return helper is not None and "be" in helper.classes
    is_participle = following is not None and "ing form" in following.classes
    if helper is None:
        return not is_participle  # not paying was smart
    if is_participle and not any(is_main_verb(tokens, i) for i in range(1, len(tokens))):
        return True  # supporters not giving up
    is_contracted = helper.is_subject_pronoun and "clitic" in helper.classes  # I'm not
    return is_contracted or "auxiliary" in helper.classes


def _before_adverbs(clause: Sequence[Token], at: int) -> Token | None:
    """The token before `at`, over adverbs and negations."""
    return next(
        (
            token
            for token in reversed(clause[:at])
            if token.classes.isdisjoint({"adverb", "negative adverb"})
        ),
        None,
    )


def _is_in_phrase(clause: Sequence[Token], at: int) -> bool:
    return at > 0 and not clause[at - 1].classes.isdisjoint({"determiner", "adjective"})


def _reports_clause(token: Token) -> bool:
    return any("that" in form.verb.takes and form.shape == "base" for form in token.forms)


def _negates_noun(clause: Sequence[Token], at: int) -> bool:
    """Whether a "no" negates the noun after it, unlike in "no doubt", "no more than", "No. 14"."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is None or following.kind != "word" or following.text[0].isdigit():
        return False
    if "preposition" in following.classes:
        return False  # voted no on Friday
    if at and (clause[at].is_capitalised or "disjunction" in clause[at - 1].classes):
        return False  # the No campaign, little or no tax
    earlier = (token for token in clause[:at] if "negative determiner" in token.classes)
    if at and "coordinator" in clause[at - 1].classes and next(earlier, None) is not None:
        return False  # no card and no lease: one negation
    if is_comparative_adverb(following):
        return True
    if "diminishing" in following.classes:
        return False  # no less important
    verb = next((i for i in range(at - 1, -1, -1) if "adverb" not in clause[i].classes), None)
    if verb is not None and "ing form" in clause[verb].classes:
        return verb > 0 and "be" in clause[verb - 1].classes  # not in "paying no taxes was smart"
    return "certainty noun" not in following.classes and not _compares(clause, at + 1)


def _compares(clause: Sequence[Token], at: int) -> bool:
    """Whether a comparison begins at `at`: "more than", "later than"."""
    if at >= len(clause) or "comparison" not in clause[at].classes:
        return False
    return any("comparative conjunction" in token.classes for token in clause[at + 1 : at + 3])


def _is_plain_adjective(token: Token) -> bool:
    if token.kind != "word" or token.is_capitalised or token.text[0].isdigit():
        return False
    return "determiner" not in token.classes and "period" not in token.classes
