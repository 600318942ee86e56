"""What the annotation guide forbids and a program can see: warnings for whoever annotates.

The guide is fixtures/README.md, and its section 8 lists these rules. A warning is a question and no
error: it says where to look again.
"""

from factx.guide.checks import RULES, GuideWarning, Rule, guide_warnings

__all__ = ["RULES", "GuideWarning", "Rule", "guide_warnings"]
