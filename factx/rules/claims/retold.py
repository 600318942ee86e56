"""Claims that retell a statement: what was wanted, offered or asked for, or said within another.

"Paris is willing to send troops" does not say that Paris will send them. So its claim keeps the
source and the cue, and `reports` the statement.
"""

from collections.abc import Iterator

from factx.records.claim import ClaimKind
from factx.rules.claims.coordination import distributed
from factx.rules.claims.infinitives import has_infinitive, is_contracted
from factx.rules.claims.kinds import plain_words
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.reading.document import SET_OFF, Document, having, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_LONGEST = 400
"""The most characters from the source to the end of the content in one piece of evidence."""


def is_held(document: Document, statement: Statement, *, is_proposition: bool) -> bool:
    """Whether its content is said or thought to be so, and not only wanted, planned or named.

    `is_proposition` says whether the content has a predicate of its own.
    """
    members = document.language.members
    if statement.type == "intention":
        return statement.verb in members("promising")
    if not is_proposition:
        return False
    if statement.type == "attitude":
        return statement.verb in members("accepting") | members("fearing")
    if statement.type == "belief" or statement.verb in members("promising"):
        return True
    return not (_is_infinitive(document, statement) or _is_only_named(document, statement))


def _is_only_named(document: Document, statement: Statement) -> bool:
    """Whether a clause with "that" follows a verb that says no clause: "ruled out that it broke".

    Most verbs of this kind deny or question what follows them.
    """
    if statement.cue is None:
        return False
    opening = tokens_between(document, *statement.content[0])[:1]
    if not having(opening, "complementizer"):
        return False
    cue = tokens_between(document, *statement.cue)
    verbs = [form.verb for token in cue for form in token.forms]
    own = [verb.takes for verb in verbs if verb.name == statement.verb]
    return bool(own) and all(takes.isdisjoint({"that", "bare", "quote"}) for takes in own)


def retold(
    document: Document, statement: Statement, number: int, parent: int | None, *, is_held: bool
) -> Iterator[RuleClaim]:
    """The claim that somebody said or wanted what a statement contains; one for each of two things.

    None if the article does not tell who, or in which words.
    """
    whole = _evidence(document, statement)
    if whole is not None:
        for evidence in distributed(document, whole):
            yield _claim(document, statement, number, parent, evidence, is_held=is_held)


def _claim(
    document: Document,
    statement: Statement,
    number: int,
    parent: int | None,
    evidence: tuple[Offsets, ...],
    *,
    is_held: bool,
) -> RuleClaim:
    text = " ".join(document.text[start:end] for start, end in evidence)
    words = plain_words(text)
    return RuleClaim(
        evidence,
        text,
        standalone=document.language.members("reference").isdisjoint(words),
        kind=_kind(document, statement, is_held=is_held),
        factuality="CT-" if statement.negated else "CT+",
        statement=parent,
        reports=number,
    )


def _evidence(document: Document, statement: Statement) -> tuple[Offsets, ...] | None:
    """From the source to the content, in one piece if they stand together."""
    source, cue = statement.source, statement.cue
    if source is None or cue is None:
        return None
    first, *rest = sorted({_name(document, source), cue, *statement.content})
    pieces = [first]
    for start, end in rest:
        begun, done = pieces[-1]
        is_near = document.unit_at(begun) == document.unit_at(start) and end - begun <= _LONGEST
        if start <= done or (is_near and not _has_clause(document, done, start)):
            pieces[-1] = begun, max(done, end)
        else:
            pieces.append((start, end))
    return tuple(pieces)


def _name(document: Document, source: Offsets) -> Offsets:
    """A source without what stands after its first comma: "Kovalt" of "Kovalt, 61, of Teel"."""
    tokens = tokens_between(document, *source)
    comma = next((token for token in tokens if token.text == ","), None)
    is_list = any("coordinator" in token.classes for token in tokens)
    return source if comma is None or is_list else (source[0], comma.start)


def _has_clause(document: Document, start: int, end: int) -> bool:
    """Whether a clause or an apposition stands in a range."""
    tokens = tokens_between(document, start, end) if start < end else ()
    return any(token.text in SET_OFF or token.is_finite for token in tokens)


def _kind(document: Document, statement: Statement, *, is_held: bool) -> ClaimKind:
    """A position for what is wanted, asked for or disputed; a fact for what is only named."""
    if is_held:
        return "fact"
    is_wanted = statement.type in {"intention", "attitude"}
    is_wanted |= statement.verb in document.language.members("demanding")
    return "position" if is_wanted or _is_infinitive(document, statement) else "fact"


def _is_infinitive(document: Document, statement: Statement) -> bool:
    """Whether a content is an infinitive without a finite verb: "residents to boil water"."""
    tokens = [t for place in statement.content for t in tokens_between(document, *place)]
    if not has_infinitive(tokens):
        return False
    if any(token.is_finite or is_contracted(token) for token in tokens):
        return False
    marker = next(iter(having(tokens, "infinitive marker")), len(tokens))
    return not any(is_main_verb(tokens, at) for at in range(1, marker))  # nobody came to close it
