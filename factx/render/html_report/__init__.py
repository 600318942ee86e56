"""An evaluation as one HTML page: the figures, and the articles with gold and predicted items."""

from factx.render.html_report.page import page

__all__ = ["page"]
