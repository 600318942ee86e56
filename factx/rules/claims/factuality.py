"""How certain a proposition is, and whether it affirms or denies: that of its main clause."""

from collections.abc import Sequence

from factx.records.claim import Factuality
from factx.rules.claims.main_clause import main_clause
from factx.rules.reading.document import Token, Tokens
from factx.rules.reading.noun_phrases import is_time
from factx.rules.reading.polarity import is_comparative_adverb
from factx.text import Offsets

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
    """The same polarity, probable where it was certain."""
    return _PROBABLE.get(factuality, factuality)


def at_most_possible(factuality: Factuality) -> Factuality:
    """The same polarity, possible where it was certain or probable."""
    return _POSSIBLE.get(factuality, factuality)


def factuality_of(tokens: Tokens) -> Factuality:
    """How certain the main clause of a proposition is, and with which polarity.

    "Uu" for what is only asked, supposed or called for.
    """
    if not tokens or "open" in tokens[0].classes or tokens[-1].text == "?":
        return "Uu"
    clause = main_clause(tokens)
    if _is_called_for(clause):
        return "Uu"
    denials = sum(_denies(clause, at, tokens) for at in range(len(clause)))
    is_negative = denials % 2 == 1
    factuality: Factuality = "CT-" if is_negative else "CT+"
    weak = [clause[at] for at in range(len(clause)) if _weakens(clause, at)]
    if any("possible" in token.classes for token in weak):
        return at_most_possible(factuality)
    return at_most_probable(factuality) if weak else factuality


def hedges_of(tokens: Tokens) -> list[Offsets]:
    """The words of the main clause that make it probable or possible only.

    "can" is one if there is no other, since it mostly speaks of an ability.
    """
    clause = main_clause(tokens)
    weak = [clause[at] for at in range(len(clause)) if _weakens(clause, at)]
    return [(token.start, token.end) for token in weak or clause if weak or _is_ability(token)]


def _is_ability(token: Token) -> bool:
    return "ability modal" in token.classes and "possible" not in token.classes


def _is_called_for(clause: Sequence[Token]) -> bool:
    """Whether it says what should be, or tells somebody not to do something."""
    if any("obligation modal" in token.classes for token in clause):
        return True
    if len(clause) < 2:
        return False
    first, second = clause[:2]
    if "negative adverb" in first.classes:  # never forget
        return "adverb" not in second.classes and _is_base(second)
    if "auxiliary do" not in first.classes:
        return False
    return "n't form" in first.classes or "negative particle" in second.classes


def _is_base(token: Token) -> bool:
    return any(form.shape == "base" for form in token.forms)


def _weakens(clause: Sequence[Token], at: int) -> bool:
    token = clause[at]
    following = clause[at + 1] if at + 1 < len(clause) else None
    if is_time(token):
        return False  # the month of May
    if "raising verb" in token.classes:
        return following is not None and (
            following.kind == "word"
            and ("preposition" not in following.classes or "infinitive marker" in following.classes)
        )
    if "ability modal" in token.classes and following is not None:
        # "could not be verified" was not possible: that is certain
        return "negator" not in following.classes and "possible" in token.classes
    if not token.classes.isdisjoint({"possible", "probable", "improbable"}):
        return True
    return _is_own_belief(clause, at)


def _is_own_belief(clause: Sequence[Token], at: int) -> bool:
    """Whether the speaker says "I think"."""
    token = clause[at]
    if not token.forms or "certain belief" in token.classes:
        return False
    if all(form.verb.type != "belief" or form.shape != "base" for form in token.forms):
        return False
    return any("first person subject" in earlier.classes for earlier in clause[max(0, at - 4) : at])


def _denies(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    """Whether the word at `at` turns the clause into its opposite."""
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
    return "negative determiner" in classes and _denies_noun(clause, at)


def _negates_clause(clause: Sequence[Token], at: int, tokens: Tokens) -> bool:
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is not None and "focus adverb" in following.classes:
        return False
    if _compares(clause, at + 1) or any("terminal preposition" in t.classes for t in tokens[at:]):
        return False
    if "negative particle" not in clause[at].classes:
        return True
    earlier = at - 1
    while earlier >= 0 and "adverb" in clause[earlier].classes:
        earlier -= 1
    if following is not None and "infinitive marker" in following.classes:
        return earlier >= 0 and "be" in clause[earlier].classes
    return earlier < 0 or "auxiliary" in clause[earlier].classes


def _denies_noun(clause: Sequence[Token], at: int) -> bool:
    """Whether a "no" denies the noun after it: not in "no doubt", "no more than", "No. 14"."""
    following = clause[at + 1] if at + 1 < len(clause) else None
    if following is None or following.kind != "word" or following.text[0].isdigit():
        return False
    if is_comparative_adverb(following):
        return True
    if at and "ing form" in clause[at - 1].classes:
        return at > 1 and "be" in clause[at - 2].classes  # not in "paying no taxes was smart"
    return "certainty noun" not in following.classes and not _compares(clause, at + 1)


def _compares(clause: Sequence[Token], at: int) -> bool:
    """Whether a measure follows: "more than", "later than"."""
    if at >= len(clause) or "comparison" not in clause[at].classes:
        return False
    return any("comparative conjunction" in token.classes for token in clause[at + 1 : at + 3])


def _is_plain_adjective(token: Token) -> bool:
    if token.kind != "word" or token.is_capitalised or token.text[0].isdigit():
        return False
    return "determiner" not in token.classes and "period" not in token.classes
