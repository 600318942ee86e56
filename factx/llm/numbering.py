"""Number the sentences and quotations of an article, so that a model need not copy them."""

import re
from functools import cached_property

from factx.text import Index, Quotation

_FEWEST_WORDS = 4
"""A shorter quotation costs no more to copy than its number, and is often a title or motto."""
_REFERENCE = re.compile(r"<(\d{1,5})>")
_LINE_BREAKS = "\n\r\u2028\u2029"


class Numbering:
    """The numbers of one article's sentences and quotations, both counted from 1."""

    def __init__(self, index: Index) -> None:
        self.index = index

    @cached_property
    def quotations(self) -> tuple[Quotation, ...]:
        """The quotations with a number: those of at least four words."""
        text = self.index.text
        return tuple(
            quotation
            for quotation in self.index.quotations
            if len(text[quotation.start : quotation.end].split(None, _FEWEST_WORDS - 1))
            >= _FEWEST_WORDS
        )

    def shown(self, first: int = 1, last: int | None = None) -> str:
        """The sentences from `first` to `last` with all numbers, one per line.

        An empty line separates paragraphs. Line breaks within a sentence become spaces; every other
        character stays as it is.
        """
        text, lines = self.index.text, list[str]()
        marks = [(quotation.start, f"<{n}>") for n, quotation in enumerate(self.quotations, 1)]
        marks.reverse()
        done = 0
        for number, (start, end) in enumerate(self.index.sentences[:last], 1):
            line = ""
            while marks and marks[-1][0] < end:
                place, mark = marks.pop()
                line += text[start:place] + mark
                start = place
            if number >= first:
                begin = self.index.sentences[number - 1][0]
                if lines and any(line_break in text[done:begin] for line_break in _LINE_BREAKS):
                    lines.append("")
                lines.append(f"[{number}] {' '.join((line + text[start:end]).splitlines())}")
            done = end
        return "\n".join(lines)

    def written_out(self, words: str) -> str:
        """Replace the numbers in `words` with their quotations; an unknown number stays."""

        def quoted(reference: re.Match[str]) -> str:
            quotation = self._numbered(int(reference[1]))
            return self._text(quotation) if quotation else reference[0]

        return _REFERENCE.sub(quoted, words) if "<" in words else words

    def named(self, words: str) -> Quotation | None:
        """The quotation if `words` are its number and nothing else; otherwise None."""
        reference = _REFERENCE.fullmatch(words.strip())
        return self._numbered(int(reference[1])) if reference else None

    def bare_sentence(self, number: int) -> str:
        """A sentence without its full stop; empty if there is no such sentence."""
        return self.index.sentence_text(number).strip().removesuffix(".")

    def _numbered(self, number: int) -> Quotation | None:
        return self.quotations[number - 1] if 1 <= number <= len(self.quotations) else None

    def _text(self, quotation: Quotation) -> str:
        return self.index.text[quotation.start : quotation.end]
