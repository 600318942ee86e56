"""Source spans, and the records of sources."""

import re
from collections.abc import Iterator

from factx.guide.view import Finds, Look, is_pronoun
from factx.records import Attribution, Span


def _source_spans(look: Look) -> Iterator[tuple[Attribution, Span]]:
    for attribution in look.record.attributions:
        if attribution.source_span is not None:
            yield attribution, attribution.source_span


def source_comma(look: Look) -> Finds:
    """A source span ends in a comma."""
    for attribution, source in _source_spans(look):
        if source.text.endswith(","):
            yield attribution.id, source.text


def source_nobody(look: Look) -> Finds:
    """A source span is nobody, no one or none, or begins with "no"."""
    for attribution, source in _source_spans(look):
        if re.match(r"(?i)(?:nobody|no[ -]one|none)\b|no (?!\d)", source.text):
            yield attribution.id, source.text


def source_before_cue(look: Look) -> Finds:
    """Between source span and cue stands only "who", "which" or "that"."""
    for attribution, source in _source_spans(look):
        if attribution.cue is not None:
            between = look.text[source.end : attribution.cue.start]
            if re.fullmatch(r",?\s(?:who|which|that)\s", between):
                yield attribution.id, source.text + between.rstrip()


def pronoun_form(look: Look) -> Finds:
    """A mention that is only a pronoun has another form, or the reverse."""
    for source in look.record.sources:
        for mention in source.mentions:
            if is_pronoun(mention.text) != (mention.form == "pronoun"):
                yield source.id, f"{mention.text} ({mention.form})"


def named_without_name(look: Look) -> Finds:
    """A named person has no mention of form name."""
    for source in look.record.sources:
        is_named = source.kind == "person" and source.naming == "named"
        if is_named and all(mention.form != "name" for mention in source.mentions):
            yield source.id, source.name


def unnamed_number(look: Look) -> Finds:
    """An unnamed person or group lacks `number`, or a named source has it."""
    for source in look.record.sources:
        wants = source.naming == "unnamed" and source.kind in ("person", "group")
        if (wants and source.number is None) or (
            source.naming == "named" and source.number is not None
        ):
            yield source.id, source.name
