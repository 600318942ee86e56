"""An evaluation as one HTML page: the figures, and each article with gold and predicted in it."""

from factx.render.html_report.page import page

__all__ = ["page"]
