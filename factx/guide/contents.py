"""Contents: where they begin and end."""

import re
from collections.abc import Iterator

from factx.guide.view import CLOSING, OPENING, Finds, Look, overlap
from factx.records import Attribution, Span, spans_of

_ABBREVIATIONS = frozenset(
    "Inc. Ltd. Co. Corp. Bros. Jr. Sr. etc. No. St. Ave. Rd. Mr. Mrs. Ms. Dr."
    " Jan. Feb. Mar. Apr. Aug. Sept. Oct. Nov. Dec.".split()
)
_LETTERS = re.compile(r"(?:[^\W\d_]{1,3}\.){2,}")  # a.m., U.S., Ph.D.
_JOINT = re.compile(r"(?:[,:;—–]|--|\s-)$")
_SURE_OPENING = OPENING.replace("‘", "")
_SURE_CLOSING = CLOSING.replace("’", "")


def _contents(look: Look) -> Iterator[tuple[Attribution, Span]]:
    for attribution in look.record.attributions:
        for span in look.content(attribution).spans:
            yield attribution, span


def edge_space(look: Look) -> Finds:
    """A span begins or ends with white space."""
    for where, span in spans_of(look.record):
        if span.text != span.text.strip():
            yield where, span.text


def content_full_stop(look: Look) -> Finds:
    """A content outside quotation marks ends in a full stop, and is no abbreviation's."""
    for attribution, span in _contents(look):
        if _ends_in_a_stop(span.text) and not look.is_quoted_at(span.end - 1):
            yield attribution.id, span.text


def _ends_in_a_stop(words: str) -> bool:
    """Whether the full stop at the end is a sentence's, and no ellipsis or abbreviation."""
    last = re.split(r"[\s(]", words)[-1]
    is_abbreviation = last in _ABBREVIATIONS or _LETTERS.fullmatch(last) is not None
    return last.endswith(".") and not words.endswith(("...", ". .")) and not is_abbreviation


def content_comma(look: Look) -> Finds:
    """A content outside quotation marks ends in a comma, colon, semicolon or dash."""
    for attribution, span in _contents(look):
        if _JOINT.search(span.text) and not look.is_quoted_at(span.end - 1):
            yield attribution.id, span.text


def content_marks_cut(look: Look) -> Finds:
    """Without a parent, a content starts after an opening mark or ends before a closing one."""
    for attribution, span in _contents(look):
        if attribution.parent is not None:
            continue
        before, after = look.before(span)[-1:], look.after(span)[:1]
        # Single marks look like apostrophes and are let pass.
        cut_before = before in _SURE_OPENING and before != "" and look.is_quoted_at(span.start)
        cut_after = after in _SURE_CLOSING and after != "" and look.is_quoted_at(span.end - 1)
        if cut_before or cut_after:
            yield attribution.id, span.text


def content_that(look: Look) -> Finds:
    """ "that" or "whether" stands directly before the first span and is not the source span."""
    for attribution in look.record.attributions:
        first = look.content(attribution).spans[0]
        led_in = re.search(r"\b(?:that|whether)\s$", look.before(first))
        source = attribution.source_span
        is_source = source is not None and source.end == first.start - 1
        if led_in and not is_source:
            yield attribution.id, f"{led_in.group()}{first.text}"


def roles_overlap(look: Look) -> Finds:
    """Cue or source span overlaps the content of its own attribution."""
    for attribution, span in _contents(look):
        for role in (attribution.cue, attribution.source_span):
            if role is not None and overlap(role, span):
                yield attribution.id, role.text
