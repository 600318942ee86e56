"""A sourcing audit of many articles: who is quoted, how, how much, and who is not named."""

from factx.audit.audit import Audit
from factx.audit.tables import Column, Table

__all__ = ["Audit", "Column", "Table"]
