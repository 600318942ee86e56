"""Records as one HTML page, to read and to check."""

from factx.render.record_page.page import record_page

__all__ = ["record_page"]
