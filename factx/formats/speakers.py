"""Infer sources in files that mark source spans and do not link those of one source.

Source spans with the same words are one source, except pronouns, each of which is a source of its
own. A span with a capitalised word after its determiners is a name, and its source is named. The
kind is "other".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from factx.formats.marks import Mark
from factx.records import Span
from factx.records.source import Mention, MentionForm

_PRONOUNS = frozenset(
    "i he she it we they you one him her them us me who whom which that this these those all some"
    " many others himself herself itself themselves his their its".split()
)
_DETERMINERS = frozenset("the a an this that these those some one two many several".split())
_WORD = re.compile(r"\w+")


@dataclass
class Speaker:
    """A source to build: the ids it is known by, its mentions, and its own mark if it has one."""

    marks: list[str]
    spans: list[Span]
    mark: Mark | None = None

    def fields(self) -> dict[str, Any]:
        """The fields of the source besides its mentions."""
        first = self.spans[0]
        naming = "named" if any(self.form(span) == "name" for span in self.spans) else "unnamed"
        inferred = {"name": _words(first.text), "kind": "other", "naming": naming}
        return {**inferred, **(self.mark.fields if self.mark else {})}

    def form(self, span: Span) -> MentionForm:
        """The form of a mention: as given, or by its words."""
        return span.form if isinstance(span, Mention) else form_of(span.text)


def speakers_of(known: Sequence[Speaker], heard: Iterable[tuple[str, Span]]) -> list[Speaker]:
    """The `known` speakers, and those inferred from source spans that have no speaker.

    `heard` has the id of each source span's mark. A span that is a mention of a known speaker
    belongs to that speaker.
    """
    found = list(known)
    by_place = {span.place: speaker for speaker in found for span in speaker.spans}
    by_words: dict[str, Speaker] = {}
    for name, span in heard:
        words = _words(span.text).casefold()
        alone = words in _PRONOUNS
        speaker = by_place.get(span.place) or (None if alone else by_words.get(words))
        if speaker is None:
            speaker = Speaker([], [])
            found.append(speaker)
        if span.place not in by_place:
            by_place[span.place] = speaker
            speaker.spans.append(span)
        if not alone:
            by_words.setdefault(words, speaker)
        speaker.marks.append(name)
    for speaker in found:
        speaker.spans.sort(key=lambda span: span.place)
    return found


def form_of(text: str) -> MentionForm:
    """The form of a mention by its words: a pronoun, a name or a description."""
    words = _WORD.findall(text)
    if _words(text).casefold() in _PRONOUNS:
        return "pronoun"
    named = words[1:] if words and words[0].casefold() in _DETERMINERS else words
    return "name" if any(word[0].isupper() for word in named) else "description"


def _words(text: str) -> str:
    return " ".join(text.split())
