"""What the environment contributes to a connection, checked before anything is sent."""

import os

from factx.errors import InputError
from factx.llm.address import Address, address_of


def address_from(variable: str) -> Address | None:
    """The address in an environment variable; None if it is not set, `InputError` if invalid."""
    value = os.environ.get(variable, "").strip()
    return address_of(value, variable) if value else None


def check_key_in(variable: str) -> None:
    """Raise `InputError` if the key in an environment variable cannot be sent in a header."""
    key = os.environ.get(variable, "")
    if not (key.isascii() and key.isprintable()):
        problem = "its key contains a line break or another character that no key has"
        raise InputError(variable, f"{problem}; set it without that character")
