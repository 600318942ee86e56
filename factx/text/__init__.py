"""Positions in a string: folding, searching, sentences, quotation marks."""

from factx.text.fold import Folded, fold
from factx.text.index import Index, index_of, is_bounded
from factx.text.offsets import Covered, Offsets, overlap
from factx.text.quotations import Quotation, quotations
from factx.text.quoted import is_quoted, quotation_around, quoted_as
from factx.text.sentences import paragraphs, sentence_blocks, sentences
from factx.text.words import Words, count_words

__all__ = [
    "Covered",
    "Folded",
    "Index",
    "Offsets",
    "Quotation",
    "Words",
    "count_words",
    "fold",
    "index_of",
    "is_bounded",
    "is_quoted",
    "overlap",
    "paragraphs",
    "quotation_around",
    "quotations",
    "quoted_as",
    "sentence_blocks",
    "sentences",
]
