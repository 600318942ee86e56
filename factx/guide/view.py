"""A view of a record for the guide's rules: items by id, and the text around a span."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from factx.records import Attribution, Claim, FactRecord, Quote, Source, Span
from factx.text import Index, fold, index_of, is_quoted
from factx.text.sentences import sentence_blocks

Findings = Iterator[tuple[str, str]]
"""Ids of items, each with the words in question."""

OPENING, CLOSING = '“‘«„"', '”’»“"'
"""Quotation marks by side; straight ones are on both."""
_WORD = re.compile(r"\w+")
_NEAR = 20  # characters around a span: a word or two


class RecordView:
    """A record with its text. Raises ValueError if it has none."""

    def __init__(self, record: FactRecord) -> None:
        self.record = record
        self.text = record.article.get_text()
        self.quotes: dict[str, Quote] = {quote.id: quote for quote in record.quotes}
        self.sources: dict[str, Source] = {source.id: source for source in record.sources}
        self.attributions: dict[str, Attribution] = {a.id: a for a in record.attributions}

    @cached_property
    def index(self) -> Index:
        """The index of the text."""
        return index_of(self.text)

    @cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in sentence_blocks(self.text)]

    def paragraph(self, span: Span) -> int:
        """The number of the paragraph, or line, in which a span begins."""
        return bisect_right(self._paragraph_starts, span.start)

    def content(self, attribution: Attribution) -> Quote:
        """The quote of an attribution."""
        return self.quotes[attribution.quote]

    def holder(self, claim: Claim) -> tuple[str, ...]:
        """The ids of the sources that assert a claim, or else of its attribution; sorted.

        Empty for the article's own claims.
        """
        if claim.attribution is None:
            return ()
        return tuple(sorted(self.attributions[claim.attribution].sources)) or (claim.attribution,)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(fold(self.text)))

    @cached_property
    def _stems(self) -> frozenset[str]:
        return frozenset(stem for word in self._words for stem in _stems(word))

    def has_form_of(self, word: str) -> bool:
        """Whether `word` or another form of it occurs in the text; both folded.

        Two words count as forms of one if they share their beginning, at least three letters and
        half of each, and no more than four letters follow.
        """
        return word in self._words or not self._stems.isdisjoint(_stems(word))

    def is_quoted_at(self, offset: int) -> bool:
        """Whether the character at `offset` stands between quotation marks, marks included."""
        return is_quoted(self.index, (offset, offset + 1))

    def before(self, span: Span) -> str:
        """A few characters before a span, from its own paragraph."""
        return self.text[max(0, span.start - _NEAR) : span.start].rpartition("\n\n")[2]

    def after(self, span: Span) -> str:
        """A few characters after a span, from its own paragraph."""
        return self.text[span.end : span.end + _NEAR].partition("\n\n")[0]


def _stems(word: str) -> Iterator[str]:
    """The beginnings of `word` of which one has to be common to another form of it."""
    shortest = max(3, len(word) - 4, (len(word) + 1) // 2)
    return (word[:length] for length in range(shortest, len(word) + 1))


def is_pronoun(words: str) -> bool:
    """Whether `words` are only a pronoun; US and WHO are names."""
    is_acronym = len(words) > 1 and words.isupper()
    return not is_acronym and _PRONOUN.fullmatch(words.lower().replace("’", "'")) is not None


_PRONOUN = re.compile(
    r"(?:i|we|you|he|she|it|they|him|her|them|us|me|who|whom|whose|which|that|this|these|those|one"
    r"|his|hers|its|their|theirs|my|our|your|himself|herself|itself|themselves)(?:'s)?"
)
