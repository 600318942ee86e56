"""Limits of what is read at once, so that no file or pipe fills the memory."""

from typing import TypeVar

from factx.errors import InputError

DataT = TypeVar("DataT", bytes, bytearray)

MAX_FILE_BYTES = 256 * 2**20
"""Limit of bytes of a file that is read as a whole, and of a line of JSON lines."""
MAX_ARTICLE_BYTES = 16 * 2**20
"""Limit of bytes of an article's text in UTF-8."""


def checked_size(where: str, data: DataT, limit: int, *, what: str = "it") -> DataT:
    """`data`, of which one byte more than `limit` was to be read; raises `InputError` if it is."""
    if len(data) > limit:
        raise InputError(where, f"{what} is longer than {limit >> 20} MB, the most that is read")
    return data
