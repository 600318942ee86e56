"""Quotes as the marks make them, and attributions that reach us through others."""

import re
from collections.abc import Iterator

from factx.guide.view import Finds, Look
from factx.records import Attribution
from factx.text import quoted_as

_ELLIPSIS = re.compile(r"\.\.\.|…|\[(?:\.\.\.|…)\]|\. \. \.")


def quote_type(look: Look) -> Finds:
    """`type` contradicts the quotation marks."""
    for quote in look.record.quotes:
        seen = quoted_as(look.index, [span.place for span in quote.spans])
        if seen != quote.type:
            yield quote.id, f"{quote.type}, by the marks {seen}"


def elision_missing(look: Look) -> Finds:
    """An ellipsis between quotation marks of a content is not in `elisions`."""
    for quote in look.record.quotes:
        noted = {place for span in quote.elisions for place in range(span.start, span.end)}
        for span in quote.spans:
            for found in _ELLIPSIS.finditer(span.text):
                start = span.start + found.start()
                if start not in noted and look.is_quoted_at(start):
                    yield quote.id, span.text


def _chains(look: Look) -> Iterator[tuple[Attribution, Attribution]]:
    for attribution in look.record.attributions:
        if attribution.parent is not None:
            yield attribution, look.attributions[attribution.parent]


def parent_outside(look: Look) -> Finds:
    """The content of an attribution with a parent lies outside the parent's."""
    for attribution, parent in _chains(look):
        around = look.content(parent).spans
        for span in look.content(attribution).spans:
            if not any(s.start <= span.start and span.end <= s.end for s in around):
                yield attribution.id, span.text


def same_voice(look: Look) -> Finds:
    """An attribution and its parent share a source."""
    for attribution, parent in _chains(look):
        if set(attribution.sources) & set(parent.sources):
            yield attribution.id, (attribution.cue or look.content(attribution).spans[0]).text
