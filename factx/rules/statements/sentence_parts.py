"""The parts of a sentence between marks, in a language whose clauses are not parsed."""

from factx.rules.reading.document import SET_OFF, Tokens
from factx.rules.reading.plain_phrases import is_title

BREAKS = (SET_OFF | {";", ":", "…", "...", "!", "?"}) - {"-"}  # Nord-„Magazin“
"""Marks that end a part of a sentence."""


def is_speech(tokens: Tokens, at: int) -> bool:
    """Whether a token is a quotation that is no title in a phrase."""
    return tokens[at].kind == "quotation" and not is_title(tokens, at)


def part_end(tokens: Tokens, at: int) -> int:
    """Where the part of the sentence ends that `at` is in."""
    for i in range(at, len(tokens)):
        token = tokens[i]
        if token.text in BREAKS or is_speech(tokens, i):
            return i
    end = len(tokens)
    return end - 1 if end and tokens[-1].text in {".", "!", "?"} and end - 1 >= at else end


def part_begin(tokens: Tokens, at: int) -> int:
    """Where the part of the sentence begins that `at` is in."""
    while at and tokens[at - 1].text not in BREAKS and not is_speech(tokens, at - 1):
        at -= 1
    return at
