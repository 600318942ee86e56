"""Articles and records as a person reads them in a terminal, with or without colour.

What comes from an article is shown, never obeyed: characters that would drive a terminal or turn
the direction of its text are replaced by ones that can be seen.
"""

from factx.render.article import numbered
from factx.render.characters import printable
from factx.render.page import shown
from factx.render.phrases import cost, loss, sizes, summary, tokens

__all__ = ["cost", "loss", "numbered", "printable", "shown", "sizes", "summary", "tokens"]
