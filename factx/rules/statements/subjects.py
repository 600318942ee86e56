"""Which phrase beside a verb is its subject, in a language whose clauses are not parsed."""

from factx.rules.language.language import Language
from factx.rules.reading.document import Range, Token, Tokens
from factx.rules.reading.plain_phrases import (
    begins_phrase,
    is_pronoun,
    phrase_from,
    prepositional_end,
)

SPEAKERS = frozenset(
    {
        *("personal title", "masculine name", "feminine name", "official body", "organisation"),
        *("media outlet", "document", "group"),
    }
)
"""The classes of words that show that a phrase means somebody who can say something."""
_PERSONAL = frozenset({"masculine pronoun", "feminine pronoun", "plural pronoun"})
_KNOWN = SPEAKERS - {"document"} | {"person noun"}


def is_somebody(phrase: Tokens) -> bool:
    """Whether a phrase is a pronoun for a person, or means a person or a body by its words."""
    if len(phrase) == 1 and not phrase[0].classes.isdisjoint(_PERSONAL):
        return True
    return any(_means_speaker(token) for token in phrase)


def is_person(phrase: Tokens) -> bool:
    """Whether a phrase means a person by a title or a given name in it."""
    return any(
        not token.classes.isdisjoint({"personal title", "masculine name", "feminine name"})
        and "genitive noun" not in token.classes
        for token in phrase
    )


def _means_speaker(token: Token) -> bool:
    """Whether a word means somebody who can speak; a genitive is only what the head is of."""
    return not token.classes.isdisjoint(SPEAKERS) and "genitive noun" not in token.classes


def says_nothing(language: Language, phrase: Tokens) -> bool:
    """Whether a phrase with a determiner means nobody who can say something: "das Motiv"."""
    noun = _head_noun(phrase)
    if noun is None or "determiner" not in phrase[0].classes or is_somebody(phrase):
        return False
    if "neuter determiner" in phrase[0].classes:
        return True
    return noun.low.endswith(language.entries("traits", "abstract ending"))


def is_no_subject(
    language: Language, tokens: Tokens, covered: Range, verb: Range, end: int
) -> bool:
    """Whether a phrase before a verb is not its subject, though it may stand where one does.

    `verb` is its finite word and the end of its reporting words, and `end` that of its part of the
    sentence.
    """
    head = verb[0]
    if "oblique determiner" in tokens[covered[0]].classes:
        return True
    if head + 1 < end and _is_pronoun_subject(tokens, covered, head):
        return True
    if "capital nouns" not in language.traits:
        return False
    noun = _head_noun(tokens[covered[0] : covered[1]])
    return (
        (noun is not None and "time unit" in noun.classes)
        or _opens_oblique(tokens, head)
        or _is_fronted_word(language, tokens, covered, head, end)
        or _is_object(language, tokens, covered, verb, end)
    )


def is_aside(language: Language, tokens: Tokens, start: int, stop: int) -> bool:
    """Whether only appositions and relative clauses are between commas in a range."""
    while start < stop:
        end = next((at for at in range(start, stop) if tokens[at].text == ","), stop)
        opening = tokens[start].classes
        is_relative = "relative" in opening or (
            "preposition" in opening and start + 1 < end and "relative" in tokens[start + 1].classes
        )
        if not is_relative and phrase_from(language, tokens, start, end) != end:
            return False
        start = end + 1
    return True


def _is_pronoun_subject(tokens: Tokens, before: Range, head: int) -> bool:
    """Whether a pronoun right after a verb is its subject, and not the phrase before it.

    A pronoun that may also be an object is not if a phrase opens the sentence right before it.
    """
    after = tokens[head + 1].classes
    if begins_phrase(tokens, head + 1, len(tokens)):
        return False  # este lunes
    if "oblique pronoun" in after:
        return before[0] > 0 or before[1] < head
    return not after.isdisjoint({"masculine pronoun", "feminine pronoun"})


def _opens_oblique(tokens: Tokens, head: int) -> bool:
    """Whether what precedes the verb of a sentence is an object by its first word."""
    return "oblique determiner" in tokens[0].classes and all(
        token.kind == "word" for token in tokens[:head]
    )


def _is_fronted_word(
    language: Language, tokens: Tokens, covered: Range, head: int, end: int
) -> bool:
    """Whether an adverb or adjective opens the sentence: another phrase follows the verb at once.

    Only phrases with prepositions or what a comma sets off may stand between it and the verb. After
    a verb with a reflexive pronoun, the subject may follow whatever the form of the word.
    """
    start = covered[0]
    if start or is_pronoun(tokens[start]) or not tokens[start].classes.isdisjoint(_KNOWN):
        return False
    is_single = covered[1] == 1 or tokens[1].text == ","
    if not is_single or head + 1 >= end or not _is_bare(language, tokens, head):
        return False
    following = past_light(tokens, head + 1, end)
    if following >= end or not _may_be_subject(tokens[following]):
        return False
    if "reflexive" in tokens[head + 1].classes and following > head + 1:
        return True
    if "fronted adverb" in tokens[start].classes:
        return True
    return tokens[start].low.endswith(language.entries("traits", "adverb ending"))


def _is_bare(language: Language, tokens: Tokens, head: int) -> bool:
    """Whether only phrases with prepositions, or a comma and more, follow the first word."""
    at = 1
    while at < head:
        if tokens[at].text == ",":
            return True
        end = prepositional_end(language, tokens, at, head)
        if end is None or tokens[at].classes.isdisjoint({"preposition", "link", "wide link"}):
            return False
        at = end
    return True


def past_light(tokens: Tokens, at: int, end: int) -> int:
    """After the reflexive pronoun and the adverbs that precede a subject."""
    while at < end and "skipped before source" in tokens[at].classes:
        at += 1
    return at


def _may_be_subject(token: Token) -> bool:
    return "definite determiner" in token.classes or is_pronoun(token) or token.is_capitalised


def _is_object(language: Language, tokens: Tokens, covered: Range, verb: Range, end: int) -> bool:
    """Whether a phrase is the object by its number or meaning, and the subject follows the verb."""
    phrase, head = tokens[covered[0] : covered[1]], verb[0]
    after = past_light(tokens, head + 1, end)
    stop = phrase_from(language, tokens, after, end) if after < end else None
    if stop is None or "oblique determiner" in tokens[after].classes:
        return False
    is_plural_verb = tokens[head].low.endswith(language.entries("traits", "plural verb ending"))
    joined = any("additive conjunction" in token.classes for token in phrase)
    if is_plural_verb:
        return "singular determiner" in phrase[0].classes and not joined
    noun = _head_noun(phrase)
    if noun is None or "plural determiner" not in phrase[0].classes:
        return False
    if noun.low.endswith(language.entries("traits", "plural noun ending")):
        return True
    if phrase[1].low.endswith(language.entries("traits", "plural adjective ending")):
        return not phrase[1].is_capitalised
    is_abstract = noun.low.endswith(language.entries("traits", "abstract ending"))
    return is_abstract and not is_somebody(phrase) and is_somebody(tokens[after:stop])


def _head_noun(phrase: Tokens) -> Token | None:
    """The noun after the first word of a phrase and its adjectives."""
    return next((token for token in phrase[1:] if token.is_capitalised), None)
