"""A sourcing audit as one HTML page."""

from factx.render.audit_page.page import audit_page

__all__ = ["audit_page"]
