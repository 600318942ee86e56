"""The content words of a text: all but its function words."""

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"\w+")


def content_words(text: str) -> list[str]:
    """The words of `text` in lower case and in order, without English function words.

    Negations, modals and numbers are kept, since they change what is claimed.
    """
    known = _function_words()
    return [word for word in _WORD.findall(text.lower()) if word not in known]


@cache
def _function_words() -> frozenset[str]:
    lines = files("factx.text").joinpath("function_words.txt").read_text("utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
