"""Check records against the annotation guide.

The guide is fixtures/README.md, whose section 8 lists these rules. A warning is not an error: it
marks a place to look at again.
"""

from factx.guide.checks import RULES, GuideWarning, Rule, guide_warnings

__all__ = ["RULES", "GuideWarning", "Rule", "guide_warnings"]
