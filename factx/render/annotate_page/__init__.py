"""The page on which fixtures are made and corrected."""

from factx.render.annotate_page.page import annotate_page

__all__ = ["annotate_page"]
