"""Which rules an article gets: by its language, and by what is known of that language here."""

from functools import cache
from importlib.resources import files
from typing import Literal

Reach = Literal["full", "direct", "quotations"]
"""full: everything. direct: quotations with who spoke them. quotations: these alone."""

ENGLISH = "en"


def language_of(tag: str | None) -> str:
    """The language of a BCP 47 tag, "de" of "de-CH"; English where nobody has said."""
    return tag.replace("_", "-").partition("-")[0].lower() if tag else ENGLISH


@cache
def reach_of(language: str) -> Reach:
    """How much can be drafted in a language.

    What is written for it decides: its folder of word lists. Without one, what stands between
    quotation marks is drafted with no cue and nobody named, rather than with a guess.
    """
    if language == ENGLISH:
        return "full"
    folder = files("factx.rules.language")
    is_known = language.isalpha() and (folder / language / "direct.txt").is_file()
    return "direct" if is_known else "quotations"
