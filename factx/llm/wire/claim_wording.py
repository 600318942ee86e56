"""Word a claim as a sentence: the words of its evidence, with names in place of pronouns."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from factx.llm.wire.answer import Answer, WireSource, WireStatement
from factx.llm.wire.claim_lines import renumbered
from factx.text import Index, Offsets

if TYPE_CHECKING:
    from factx.rules.language.language import Language

_WORD = re.compile(r"(\w+)\s+")
_VERBS = frozenset({"auxiliary", "past verb", "ed form", "s form", "plain predicate"})
_ENDED = ".?!…"
_CLOSED = "\"'”’»)]"


class SourceNames:
    """The names that the sources of an answer have."""

    def __init__(self, answer: Answer, known: Iterable[str] = ()) -> None:
        """`known` are the numbers of sources of earlier parts, which the answer need not list."""
        self.by_number = {number: f"source {number}" for number in known}
        """A number that two sources have stands for no name."""
        for source in answer.sources:
            if isinstance(source, WireSource) and source.number:
                name = source.name.strip()
                if self.by_number.setdefault(source.number, name) != name:
                    self.by_number[source.number] = ""

    def read(self, written: str) -> str | None:
        """A name, which may begin with the number of a source; None if there is no such source."""
        digits = re.match(r"\d*", written)
        number = digits[0] if digits else ""
        name = self.by_number.get(number)
        read = renumbered(written, number, name or "") if name is not None else None
        if read is not None:
            return read if name else None
        return None if number and written.rstrip("'’s").isdigit() else written


class Wording:
    """Words the claims of one answer; the names that one claim gives hold for all."""

    def __init__(
        self,
        index: Index,
        names: Mapping[Offsets, str],
        speakers: Mapping[Offsets, str],
        language: "Language | None" = None,
    ) -> None:
        """`names` are put in for the words at these places, `speakers` for first words only.

        With a `language`, a "who" that joins two pieces is left out.
        """
        self.index = index
        self.names = names
        self.speakers = {start: (end, name) for (start, end), name in speakers.items()}
        self.language = language

    def sentence(self, pieces: Iterable[Offsets | str]) -> str:
        """The pieces, each a place in the article or words, as one sentence."""
        words = ""
        for piece in pieces:
            said = piece if isinstance(piece, str) else self._named(piece, is_first=not words)
            words += f" {self._without_relative(said)}" if words else said
        words = " ".join(words.split())
        is_ended = words.rstrip(_CLOSED)[-1:] in tuple(_ENDED)
        return words[:1].upper() + words[1:] + ("." if words and not is_ended else "")

    @cached_property
    def _places(self) -> list[Offsets]:
        return sorted(self.names)

    def _named(self, place: Offsets, *, is_first: bool) -> str:
        """The words at a place with names."""
        (start, end), text = place, self.index.text
        words, done = "", start
        stop, name = self.speakers.get(start, (end, ""))
        if is_first and stop < end and name and (start, stop) not in self.names:
            words, done = name, stop
        for first, last in self._places[bisect_left(self._places, (start, start)) :]:
            if first >= end:
                break
            if done <= first and last <= end:
                words += text[done:first] + self.names[first, last]
                done = last
        return words + text[done:end]

    def _without_relative(self, words: str) -> str:
        """A later piece without the "who" or "which" that is its subject."""
        opening = _WORD.match(words)
        verb = _WORD.match(words, opening.end()) if opening else None
        if opening is None or verb is None or self.language is None:
            return words
        is_relative = "relative pronoun" in self.language.classes_of(opening[1].lower())
        is_verb = not _VERBS.isdisjoint(self.language.classes_of(verb[1].lower()))
        return words[opening.end() :] if is_relative and is_verb else words


def single_words_of_speakers(answer: Answer) -> Iterable[tuple[WireStatement, str, str]]:
    """The statements whose speaker is one word, with it and the number of their only source."""
    for statement in answer.statements:
        if isinstance(statement, WireStatement) and len(statement.sources) == 1:
            word = statement.speaker.strip()
            if word.isalpha():
                yield statement, word, statement.sources[0]
