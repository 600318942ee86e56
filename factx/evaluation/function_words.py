"""The words that carry the grammar of a claim and not what it says."""

import re
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"\w+")


def content_words(text: str) -> list[str]:
    """The words of `text` in lower case, in order, but for the function words of English.

    Negations, modals and numbers are no function words here: they change what is claimed.
    """
    known = _function_words()
    return [word for word in _WORD.findall(text.lower()) if word not in known]


@cache
def _function_words() -> frozenset[str]:
    lines = files("factx.evaluation").joinpath("function_words.txt").read_text("utf-8").split("\n")
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
