"""Articles, records and reports for people: in a terminal, and as Markdown, JUnit XML and HTML.

Control characters in the text of an article are replaced by visible ones, so that they cannot
change the terminal or the direction of the text.
"""

from factx.render.article import numbered
from factx.render.characters import printable
from factx.render.page import PARTS, shown
from factx.render.phrases import cost, loss, sizes, summary, tokens
from factx.render.said_by import said_by
from factx.render.to_check import to_check

__all__ = [
    "PARTS",
    "cost",
    "loss",
    "numbered",
    "printable",
    "said_by",
    "shown",
    "sizes",
    "summary",
    "to_check",
    "tokens",
]
