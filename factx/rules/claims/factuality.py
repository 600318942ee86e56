"""The factuality of a claim: how certain its main clause is, and whether it is negated."""

from collections.abc import Sequence

from factx.records.claim import Factuality
from factx.rules.claims.main_clause import main_clause
from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.noun_phrases import is_time
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
    if _is_demanded(clause):
        return "Uu"
    count = sum(_negates(clause, at, tokens) for at in range(len(clause)))
    factuality: Factuality = "CT-" if count % 2 == 1 else "CT+"
    weak = [clause[at] for at in range(len(clause)) if _weakens(clause, at)]
    if any("possible" in token.classes for token in weak):
        return at_most_possible(factuality)
    return at_most_probable(factuality) if weak else factuality


def hedges_of(tokens: Tokens) -> list[Offsets]:
    """The words that weaken the main clause: "may", "probably".

    "can", which mostly expresses an ability, counts only if there is no other.
    """
    clause = main_clause(tokens)
    weak = [clause[at] for at in range(len(clause)) if _weakens(clause, at)]
    return [token.place for token in weak or clause if weak or _is_ability(token)]


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
        return "adverb" not in second.classes and _is_base(second)
    if "imperative auxiliary" not in first.classes:
        return False
    return "n't form" in first.classes or "negative particle" in second.classes


def _is_base(token: Token) -> bool:
    return any(form.shape == "base" for form in token.forms)


def _weakens(clause: Sequence[Token], at: int) -> bool:
    """Whether the word at `at` makes its clause less than certain."""
    token = clause[at]
    following = clause[at + 1] if at + 1 < len(clause) else None
    if is_time(token):
        return False  # the month of May
    if "raising verb" in token.classes:
        return following is not None and _follows_raising(following)
    if "ability modal" in token.classes and following is not None:
        # "could not be verified" is certain
        return "negator" not in following.classes and "possible" in token.classes
    if not token.classes.isdisjoint({"possible", "probable", "improbable"}):
        return True
    return _is_own_belief(clause, at)


def _is_own_belief(clause: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` is the speaker's own belief: "I think"."""
    token = clause[at]
    if not token.forms or "knowing" in token.classes:
        return False
    if all(form.verb.type != "belief" or form.shape != "base" for form in token.forms):
        return False
    return any("first person subject" in earlier.classes for earlier in clause[max(0, at - 4) : at])


def _follows_raising(token: Token) -> bool:
    """Whether "seems" is followed by what seems so: "to", "that", an adjective."""
    if not token.classes.isdisjoint({"infinitive marker", "complementizer"}):
        return True
    return token.kind == "word" and token.classes.isdisjoint({"preposition", "negator"})


def _negates(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    """Whether the word at `at` negates its clause."""
    classes = clause[at].classes
    before = clause[at - 1] if at else None
    following = clause[at + 1] if at + 1 < len(clause) else None
    if "improbable" in classes:
        return True
    if "negated adjective" in classes:  # not impossible
        return before is not None and not before.classes.isdisjoint({"negator", "adverb"})
    if "verb of refusal" in classes:
        is_infinitive = before is not None and "infinitive marker" in before.classes
        leads = following is not None and "infinitive marker" in following.classes
        return leads and not is_infinitive
    if "denial verb" in classes:
        return at > 0
    if "negator" in classes:
        return _negates_clause(clause, at, tokens)
    if "short adverb" in classes:  # stopped short of
        return following is not None and "genitive preposition" in following.classes
    if "remote adverb" in classes:  # far from safe
        return (
            before is not None
            and "be" in before.classes
            and following is not None
            and "origin preposition" in following.classes
            and at + 2 < len(clause)
            and _is_plain_adjective(clause[at + 2])
        )
    if before is not None and "preposition" in before.classes:
        return (
            "negative determiner" in classes
            and following is not None
            and "occasion noun" in following.classes
        )  # in no way
    if "negative pronoun" in classes:
        return following is None or "exception" not in following.classes
    if not classes.isdisjoint({"scarce quantifier", "negative correlative"}) and at == 0:
        return True
    return "negative determiner" in classes and _negates_noun(clause, at)


def _negates_clause(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    """Whether a "not" or "never" negates its clause, and not a phrase: "not only", "not until"."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is not None and not following.classes.isdisjoint(_CANCELLING):
        return False
    if _compares(clause, at + 1) or any("terminal preposition" in t.classes for t in tokens[at:]):
        return False
    if "negative particle" not in clause[at].classes:
        return True
    earlier = at - 1
    while earlier >= 0 and "adverb" in clause[earlier].classes:
        earlier -= 1
    if following is not None and "infinitive marker" in following.classes:
        if at + 2 < len(clause) and _reports_clause(clause[at + 2]):
            return True  # careful not to say that
        return earlier >= 0 and "be" in clause[earlier].classes
    if earlier < 0:
        return following is None or "ing form" not in following.classes  # not paying was smart
    return "auxiliary" in clause[earlier].classes


def _reports_clause(token: Token) -> bool:
    return any("that" in form.verb.takes and form.shape == "base" for form in token.forms)


def _negates_noun(clause: Sequence[Token], at: int) -> bool:
    """Whether a "no" negates the noun after it, unlike in "no doubt", "no more than", "No. 14"."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is None or following.kind != "word" or following.text[0].isdigit():
        return False
    if "preposition" in following.classes:
        return False  # voted no on Friday
    if at and clause[at].is_capitalised:
        return False  # the No campaign
    if is_comparative_adverb(following):
        return True
    if at and "ing form" in clause[at - 1].classes:
        return at > 1 and "be" in clause[at - 2].classes  # not in "paying no taxes was smart"
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
