"""Number the sentences and quotations of an article, so that a model need not copy them."""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from factx.text import Index, Quotation

_FEWEST_WORDS = 4
"""A shorter quotation costs no more to copy than its number, and is often a title or motto."""
_LINE_BREAKS = "\n\r\u2028\u2029"
_OPEN, _CLOSE = "<〈《＜‹⟨«", ">〉》＞›⟩»"
_LIKE_QUOTATION = re.compile(
    rf"[{_OPEN}][\s#/\\]{{0,3}}([^\W\d_]{{0,20}}+)[\s#]{{0,3}}(\d{{1,5}})[\s/\\]{{0,3}}[{_CLOSE}]"
)
_LIKE_SENTENCE = re.compile(
    r"[\[［【][\s\\]{0,3}([^\W\d_]{0,20}+)\s{0,3}(\d{1,6})[\s\\]{0,3}[\]］】]"
)
_WORDS_FOR_QUOTATION = ("q", "quote", "quotation")
"""Written by models between the bracket and the number, in place of nothing."""


@dataclass(frozen=True)
class Marks:
    """How the sentences and quotations of an article are numbered, and how numbers are read.

    A number has letters before it if the article itself has something like the usual mark, so that
    a mark in an answer is never words of the article.
    """

    sentence: str = ""
    """The letters before the number of a sentence."""
    quotation: str = ""
    """The letters before the number of a quotation."""

    def of_sentence(self, number: int) -> str:
        """The mark of a sentence, as in [1]."""
        return f"[{self.sentence}{number}]"

    def of_quotation(self, number: int | str) -> str:
        """The mark of a quotation, as in <1>."""
        return f"<{self.quotation}{number}>"

    @cached_property
    def reference(self) -> re.Pattern[str]:
        """The mark of a quotation, with its number as a group."""
        return re.compile(rf"<{self.quotation}(\d{{1,5}})>")

    @cached_property
    def reference_variant(self) -> re.Pattern[str]:
        """The mark of a quotation with other brackets, spaces or letters, its number a group."""
        words = "|".join((*_WORDS_FOR_QUOTATION[::-1], "#"))
        letters = self.quotation or rf"(?:{words})?"
        return re.compile(rf"[{_OPEN}]\s*+{letters}\s*+(\d{{1,5}})\s*+/?[{_CLOSE}]", re.IGNORECASE)

    def written_in(self, text: str) -> str:
        """`text`, a part of the prompt with the usual marks, with these marks."""
        if self.quotation:
            text = re.sub(r"<(\d{1,5})>", lambda mark: self.of_quotation(mark[1]), text)
        if self.sentence:
            text = re.sub(r"\[(\d{1,6})\]", rf"[{self.sentence}\1]", text)
        return text


@lru_cache
def _marks(sentence: str, quotation: str) -> Marks:
    return Marks(sentence, quotation)


def marks_for(text: str, *, sentences: int, quotations: int) -> Marks:
    """The marks for a text with so many sentences and quotations: the usual ones if it has none.

    What only looks like a mark counts too: in other brackets, escaped, or with hidden characters.
    """
    # A soft hyphen or a zero-width space in a mark is not shown and seldom copied.
    seen = unicodedata.normalize("NFKC", text)
    hidden = {ord(sign): None for sign in {*seen} if unicodedata.category(sign) in ("Cf", "Mn")}
    forms = {text, seen.translate(hidden) if hidden else seen}
    forms |= {html.unescape(one) for one in forms if "&" in one}
    in_sentences = _letters(_LIKE_SENTENCE, forms, sentences)
    in_quotations = _letters(_LIKE_QUOTATION, forms, quotations)
    if in_quotations & {"", *_WORDS_FOR_QUOTATION}:
        in_quotations.add("")
    return _marks(_free("s", in_sentences), _free("q", in_quotations))


def _letters(like: re.Pattern[str], forms: Iterable[str], count: int) -> set[str]:
    """The letters before the numbers from 1 to `count` in what looks like marks."""
    found = (mark for form in forms for mark in like.finditer(form))
    return {mark[1].lower() for mark in found if 1 <= int(mark[2]) <= count}


def _free(letter: str, taken: set[str]) -> str:
    """No letter if "" is not taken; otherwise the fewest letters that are not."""
    letters = ""
    while letters in taken:
        letters += letter
    return letters


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

    @cached_property
    def marks(self) -> Marks:
        """The marks for the numbers, none of which is in the article."""
        sentences, quotations = len(self.index.sentences), len(self.quotations)
        return marks_for(self.index.text, sentences=sentences, quotations=quotations)

    def shown(self, first: int = 1, last: int | None = None) -> str:
        """The sentences from `first` to `last` with all numbers, one per line.

        An empty line separates paragraphs. Line breaks within a sentence become spaces; every other
        character stays as it is.
        """
        text, lines = self.index.text, list[str]()
        of = self.marks
        marks = [(one.start, of.of_quotation(n)) for n, one in enumerate(self.quotations, 1)]
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
                line = " ".join((line + text[start:end]).splitlines())
                lines.append(f"{of.of_sentence(number)} {line}")
            done = end
        return "\n".join(lines)

    def written_out(self, words: str) -> str:
        """Replace the numbers in `words` with their quotations; an unknown number stays."""

        def quoted(reference: re.Match[str]) -> str:
            quotation = self._numbered(int(reference[1]))
            return self._text(quotation) if quotation else reference[0]

        return self.marks.reference.sub(quoted, words) if "<" in words else words

    def named(self, words: str) -> Quotation | None:
        """The quotation if `words` are its number and nothing else; otherwise None."""
        reference = self.marks.reference.fullmatch(words.strip())
        return self._numbered(int(reference[1])) if reference else None

    def bare_sentence(self, number: int) -> str:
        """A sentence without its full stop; empty if there is no such sentence."""
        return self.index.sentence_text(number).strip().removesuffix(".")

    def _numbered(self, number: int) -> Quotation | None:
        return self.quotations[number - 1] if 1 <= number <= len(self.quotations) else None

    def _text(self, quotation: Quotation) -> str:
        return self.index.text[quotation.start : quotation.end]


@lru_cache(maxsize=8)
def numbering_of(index: Index) -> Numbering:
    """The numbering of an article; the last few are kept and shared."""
    return Numbering(index)
