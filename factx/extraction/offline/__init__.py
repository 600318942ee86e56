"""Drafting without a model: see `OfflineDrafter`."""

from factx.extraction.offline.drafter import OfflineDrafter, draft_offline

__all__ = ["OfflineDrafter", "draft_offline"]
