"""Mentions that follow from the source spans of attributions."""

import re

from factx.records import DraftSource
from factx.records.source import MentionForm
from factx.text import Offsets, fold, is_bounded

_PRONOUNS = frozenset(
    "i he she it we they you one him her them us me who whom which this that these those"
    " himself herself itself themselves my our your his hers its their theirs whose".split()
)
_WORD = re.compile(r"\w+")


def mention_form(text: str, source: DraftSource) -> MentionForm:
    """How the source span `text` refers to `source`."""
    is_acronym = len(text) > 1 and text.isupper()
    if fold(text) in _PRONOUNS and not is_acronym:
        return "pronoun"
    if source.naming == "unnamed":
        return "description"
    names = {word for word in _WORD.findall(source.name) if word[0].isupper()}
    return "name" if names.intersection(_WORD.findall(text)) else "description"


def name_within(text: str, place: Offsets, source: DraftSource) -> Offsets:
    """Where the source's name, or the end of it, stands within `place`; all of `place` if nowhere.

    "Paris and London" is one source span of two sources, each mentioned in a part of it.
    """
    words = source.name.split()
    for first in range(len(words)):
        part = " ".join(words[first:])
        for match in re.finditer(re.escape(part), text[slice(*place)]):
            start, end = place[0] + match.start(), place[0] + match.end()
            if is_bounded(text, start, end):
                return start, end
    return place
