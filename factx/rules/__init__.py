"""Drafting without a model: see `OfflineDrafter`."""

from factx.rules.drafter import OfflineDrafter, draft_offline

__all__ = ["OfflineDrafter", "draft_offline"]
