"""What others say according to a speaker, inside quotation marks: "They told us to wait," she said.

The speaker's own "I think" is no statement of another person, and is left out. Only clauses and
quotations count as content here, since a speaker's "she loves it" seldom reports anything.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from factx.rules.language.key_words import words_in
from factx.rules.language.language import Language
from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.document import Document, Tokens, inner_units
from factx.rules.reading.noun_phrases import has_verb
from factx.rules.statements.reporting_clauses import tokens_statements
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_FEWEST = 5
"""A shorter quotation, in words, is not searched."""
_CLOSING = "\"”’'»“"


def within_quotations(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements inside the quotations of those in `found`, in order."""
    added: list[Statement] = []
    searched: set[int] = set()
    for statement in found:
        for start, end in statement.content:
            for quotation in document.quotations_between(start, end):
                if quotation.start not in searched:
                    searched.add(quotation.start)
                    added += _within(document, (quotation.start, quotation.end))
    return added


def _within(document: Document, quotation: Offsets) -> Iterator[Statement]:
    start, end = quotation
    if document.text.count(" ", start, end) + 1 < _FEWEST:
        return
    if _reporting_words(document.language).isdisjoint(words_in(document.text, start, end)):
        return
    number = document.unit_at(start)
    if document.text[end - 1] in _CLOSING:
        end -= 2 if document.text[start] == document.text[start + 1] else 1  # ''...''
    for tokens in inner_units(document, start + 1, end):
        if len(tokens) < 3 or not any(token.forms for token in tokens):
            continue
        for statement in tokens_statements(document, tokens, number):
            if _is_of_another(tokens, statement) and _is_clausal(document, tokens, statement):
                yield statement


@cache
def _reporting_words(language: Language) -> frozenset[str]:
    """The forms of the verbs that report clauses or speech by themselves."""
    return frozenset(
        word
        for word, forms in language.forms.items()
        if any(
            not form.verb.particles and not form.verb.takes.isdisjoint({"quote", "bare", "that"})
            for form in forms
        )
    )


def _is_of_another(tokens: Tokens, statement: Statement) -> bool:
    """Whether somebody else than the speaker and the listener says it."""
    if statement.source is None or statement.cue is None:
        return False
    start, end = statement.antecedent or statement.source
    phrase = [token for token in tokens if start <= token.start < end]
    if not phrase or not statement.is_made:
        return False
    return len(phrase) > 1 or phrase[0].classes.isdisjoint(
        {"first person pronoun", "second person pronoun", "thing pronoun", "relative"}
    )


def _is_clausal(document: Document, tokens: Tokens, statement: Statement) -> bool:
    """Whether the content is a quotation or a clause, after a verb that takes one."""
    forms = next((t.forms for t in tokens if statement.cue and t.end == statement.cue[1]), ())
    if all(form.verb.takes.isdisjoint({"quote", "bare", "that"}) for form in forms):
        return False
    start, end = statement.content[0]
    within = [token for token in tokens if start <= token.start < end]
    is_order = any("whom" in form.verb.takes for form in forms) and any(
        "infinitive marker" in token.classes for token in within[:4]
    )
    opens = bool(within) and "complementizer" in within[0].classes
    opens |= opens_clause(within, 0, len(within)) or has_verb(within, 0, len(within))
    return is_order or opens or any(t.kind == "quotation" for t in within)
