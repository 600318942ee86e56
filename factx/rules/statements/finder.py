"""Find the statements of an article, with the rules or with a finder of your own."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

from factx.rules.reading.document import Document
from factx.rules.statements.loose_quotations import with_quotations
from factx.rules.statements.reported import quotations_alone, reported_statements, uncued
from factx.rules.statements.reporting_clauses import unit_statements
from factx.rules.statements.soundness import sound
from factx.rules.statements.statement import Statement, outside
from factx.rules.statements.transcripts import answers, turns
from factx.rules.statements.within_quotations import within_quotations


class StatementFinder(Protocol):
    """Finds the statements of a document, for example with a trained tagger.

    Pass one to `draft_offline` or `OfflineDrafter`. The rules then resolve the speakers and derive
    the claims of the statements it returns. Return the statements in reading order. All offsets
    are code points into `document.text`, half-open; `Statement.unit` is
    `document.unit_at(start)` of the cue, or of the content if there is no cue.
    """

    def __call__(self, document: Document, /) -> Sequence[Statement]:
        """The statements of `document` in reading order; empty if it has none."""
        ...


def find_statements(document: Document, /) -> list[Statement]:
    """The `StatementFinder` of the rules; finds what the scope of the language allows."""
    match document.language.scope:
        case "full":
            by_unit = (unit_statements(document, at) for at in range(len(document.units)))
            cued = sound(document, chain.from_iterable(by_unit))
            found = with_quotations(
                document, _distinct(chain(turns(document), answers(document), cued))
            )
            found += sound(document, within_quotations(document, found))
            return sorted(found, key=lambda statement: (min(statement.content), statement.unit))
        case "attributions":
            return with_turns(document, uncued(document, reported_statements(document)))
        case "quotations":
            return with_turns(document, quotations_alone(document))


def with_turns(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The turns of a transcript, and the statements outside them, in reading order."""
    return outside(turns(document), found)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of each cue, and of each content without a cue."""
    kept: dict[object, Statement] = {}
    for statement in statements:
        kept.setdefault(statement.cue or statement.content, statement)
    return list(kept.values())
