"""Draft without a model: see `OfflineDrafter`."""

from factx.rules.drafter import OfflineDrafter, draft_offline
from factx.rules.reading.document import Document
from factx.rules.statements.finder import StatementFinder
from factx.rules.statements.statement import Statement

__all__ = ["Document", "OfflineDrafter", "Statement", "StatementFinder", "draft_offline"]
