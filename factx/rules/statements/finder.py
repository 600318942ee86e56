"""Find the statements of an article, with the rules or with a finder of your own."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Protocol

from factx.rules.reading.document import Document
from factx.rules.statements.loose_quotations import with_quotations
from factx.rules.statements.marked_quotations import marked_quotations, unattributed_quotations
from factx.rules.statements.reporting_clauses import unit_statements
from factx.rules.statements.statement import Statement
from factx.rules.statements.transcripts import turns


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
            return with_quotations(document, _distinct(chain(turns(document), *by_unit)))
        case "direct":
            return marked_quotations(document)
        case "quotations":
            return unattributed_quotations(document)


def _distinct(statements: Iterable[Statement]) -> list[Statement]:
    """The first statement of each cue, and of each content without a cue."""
    kept: dict[object, Statement] = {}
    for statement in statements:
        kept.setdefault(statement.cue or statement.content, statement)
    return list(kept.values())
