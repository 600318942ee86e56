"""Whether a subject agrees with its verb, or the word that may be a verb is a noun there."""

from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.document import Range, Token, Tokens
from factx.rules.reading.verb_groups import VerbGroup


def agrees(tokens: Tokens, subject: Range, cue: VerbGroup) -> bool:
    """Whether the form of a verb goes with the number of its subject.

    Many reporting verbs are nouns too: in "swing states" and "a news report" they are.
    """
    if cue.is_base:
        is_right = is_plural(tokens, subject) or _is_several(tokens, subject, cue)
        if "noun too" in tokens[cue.first].classes and _ends_in_phrase(tokens, subject):
            is_right &= cue.stop < len(tokens) and _opens_content(tokens, cue.stop)
        return is_right and not _names_what_follows(tokens, subject, cue)
    if "noun too" not in tokens[cue.first].classes or not cue.is_bare:
        return True
    if "s form" not in tokens[cue.first].classes:
        return True
    return not _is_plural_noun(tokens, subject, cue)


def _ends_in_phrase(tokens: Tokens, subject: Range) -> bool:
    """Whether a phrase ends in a preposition and plain words: "workers by executive (order)"."""
    for at in range(subject[1] - 1, subject[0], -1):
        token = tokens[at]
        if "preposition" in token.classes:
            return True
        if token.is_capitalised or "s form" in token.classes or "determiner" in token.classes:
            return False
    return False


def _is_plural_noun(tokens: Tokens, subject: Range, cue: VerbGroup) -> bool:
    """Whether a word in -s after a phrase is the noun that the phrase modifies."""
    phrase = tokens[subject[0] : subject[1]]
    first, last = phrase[0], phrase[-1]
    if last.kind != "word" or last.is_capitalised or last.is_subject_pronoun:
        return False
    if "relative" in last.classes or "'s form" in last.classes:
        return False
    following = tokens[cue.stop] if cue.stop < len(tokens) else None
    if following is not None and "complementizer" in following.classes:
        after = tokens[cue.stop + 1] if cue.stop + 1 < len(tokens) else None
        return after is None or after.is_finite or "base verb" in after.classes  # states that vote
    if _is_more_than_one(first) or "number" in last.classes:
        return True
    if not last.classes.isdisjoint({"adjective", "adverb", "ed form"}):
        return True
    if any(not t.classes.isdisjoint({"determiner", "genitive", "preposition"}) for t in phrase):
        return False
    if first.is_capitalised and subject[0]:
        return False
    return following is None or not _opens_content(tokens, cue.stop)


def _is_more_than_one(token: Token) -> bool:
    """Whether it is a number or a pronoun before a plural: "two", "many"."""
    if token.text == "1" or "one of a group" in token.classes:
        return False
    is_number = token.text[-1].isdigit() or "number" in token.classes
    return is_number or "plural determiner" in token.classes


def _names_what_follows(tokens: Tokens, subject: Range, cue: VerbGroup) -> bool:
    """Whether a verb after "some" or "many" is the first noun of two: "some protest leaders"."""
    if "noun too" not in tokens[cue.first].classes or cue.stop >= len(tokens):
        return False
    is_pronoun = subject[1] - subject[0] == 1 and "group pronoun" in tokens[subject[0]].classes
    following = tokens[cue.stop]
    is_noun = "s form" in following.classes and "closed class" not in following.classes
    return is_pronoun and is_noun and not following.is_capitalised


def _opens_content(tokens: Tokens, at: int) -> bool:
    """Whether a quotation, a clause or a phrase with a determiner begins at `at`."""
    token = tokens[at]
    if token.kind == "quotation" or not token.classes.isdisjoint({"determiner", "question word"}):
        return True
    return token.is_capitalised or opens_clause(tokens, at, len(tokens))


def is_plural(tokens: Tokens, subject: Range) -> bool:
    """Whether a subject agrees with a verb without -s."""
    last = tokens[subject[1] - 1]
    if "number" in last.classes:
        return True
    if "singular pronoun" in last.classes:
        return False
    is_one = "indefinite article" in tokens[subject[0]].classes
    if last.is_subject_pronoun or ("plural" in last.classes and not is_one):
        return True
    phrase = tokens[subject[0] : subject[1]]
    if any("additive conjunction" in token.classes for token in phrase):
        return True
    head = next(
        (
            i
            for i, token in enumerate(phrase)
            if i and _modifies(token) and "determiner" not in phrase[i - 1].classes
        ),
        None,
    )
    ending = phrase[head - 1] if head else last
    if "plural" in ending.classes and not is_one:
        return True
    if ending.low[:1].isdigit() or "number" in ending.classes:
        return True
    return not is_one and "s form" in ending.classes and "singular s form" not in ending.classes


def _is_several(tokens: Tokens, subject: Range, cue: VerbGroup) -> bool:
    """Whether a phrase has a plural in it, and a clause shows that its verb is no noun.

    So it is in "a majority of voters say they" and "sources close to the firm say that".
    """
    if cue.verb.takes.isdisjoint({"that", "bare"}):
        return False
    phrase = tokens[subject[0] : subject[1]]
    is_linked = any("preposition" in t.classes for t in phrase[1:])
    several = {"s form", "plural", "partitive pronoun", "plural determiner"}
    if not is_linked and phrase[0].classes.isdisjoint({"partitive pronoun", "plural determiner"}):
        return False
    if not any(several & t.classes and "'s form" not in t.classes for t in phrase):
        return False
    if cue.stop >= len(tokens) or tokens[cue.stop].text == ".":  # ..., people close to Lee say.
        return "noun too" not in tokens[cue.first].classes
    following = tokens[cue.stop]
    if "complementizer" in following.classes:
        return cue.stop + 1 < len(tokens) and not tokens[cue.stop + 1].is_finite
    if following.is_subject_pronoun and "determiner" not in following.classes:
        return True
    opens = following.is_capitalised or not following.classes.isdisjoint({"determiner", "subject"})
    return opens and opens_clause(tokens, cue.stop, len(tokens))


def _modifies(token: Token) -> bool:
    """Whether it can open what follows the head of a subject: a phrase, a participle, "who"."""
    if token.is_capitalised:
        return False
    return not token.classes.isdisjoint({"linking", "ing form", "ed form", "relative pronoun"})
