"""Whether words have an infinitive: "to boil water", unlike "to the council"."""

from factx.rules.reading.document import Token, Tokens


def has_infinitive(tokens: Tokens) -> bool:
    """Whether an infinitive stands among the tokens."""
    markers = [at for at, token in enumerate(tokens) if "infinitive marker" in token.classes]
    return any(is_infinitive(tokens, at) for at in markers)


def is_infinitive(tokens: Tokens, at: int) -> bool:
    """Whether an infinitive with "to" begins at `at`."""
    if "infinitive marker" not in tokens[at].classes:
        return False
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != "word":
        return True
    is_noun = following.is_capitalised or following.text[0].isdigit()
    return not is_noun and following.classes.isdisjoint({"determiner", "number"})


def is_contracted(token: Token) -> bool:
    """Whether it is a pronoun with a contracted verb: "I'm"."""
    return token.is_subject_pronoun and "clitic" in token.classes
