"""The HTTP library that the installed openai package speaks through: httpx2 from 3.0 on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2 as http
else:
    try:
        import httpx2 as http
    except ModuleNotFoundError:
        import httpx as http

__all__ = ["http"]
