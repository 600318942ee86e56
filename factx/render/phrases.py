"""Phrases for messages: counts, tokens, costs and ungrounded parts."""

from collections import Counter

from factx.records import FactRecord, Ungrounded, Usage
from factx.render.characters import printable


def sizes(record: FactRecord) -> Counter[str]:
    """Count the items and passages of a record; the counts of records can be added."""
    parts = ("sources", "quotes", "attributions", "claims")
    return Counter({part: len(getattr(record, part)) for part in parts} | dict(record.counts))


def summary(of: Counter[str]) -> str:
    """Format the counts of `sizes` in one line."""
    parts = ("source", "quote", "attribution", "claim")
    items = ", ".join(count(of[f"{part}s"], part) for part in parts)
    passages = count(of["drafted"], "passage")
    found = f"{of['grounded']:,} grounded, {of['ungrounded']:,} ungrounded"
    return f"{items}; {passages} drafted, {found}"


def tokens(usage: Usage) -> str:
    """Format tokens, and cached tokens, requests and retries if there are any to report."""
    cached = f" ({usage.cached_tokens:,} of them cached)" if usage.cached_tokens else ""
    requests = f", {usage.requests:,} requests" if usage.requests > 1 else ""
    retries = f", {count(usage.retries, 'retry', 'retries')} among them" if usage.retries else ""
    read, written = f"{usage.input_tokens:,} tokens read", f"{usage.output_tokens:,} written"
    return f"{read}{cached}, {written}{requests}{retries}"


def cost(amount: float, currency: str = "") -> str:
    """Format what a run costs; an amount without a currency is in that of the user's prices."""
    return f"cost about {currency}{amount:,.4f}" if currency else f"cost {amount:,.4f}"


def loss(lost: Ungrounded) -> str:
    """Format an ungrounded part in one line: what it is, the reason, the closest passage."""
    named = f"{lost.kind} of {lost.item}" if lost.item else lost.kind
    drafted = f" {_quoted(lost.drafted)}" if lost.drafted is not None else ""
    differs = f" ({', '.join(lost.differs)})" if lost.differs else ""
    detail = f": {lost.detail}" if lost.detail else ""
    nearest = f"; the closest is {_quoted(lost.nearest.text)}" if lost.nearest else ""
    return printable(f"{named}{drafted}: {lost.reason}{differs}{detail}{nearest}")


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= 200 else f"{text[:120]} ... {text[-60:]}"}"'


def count(number: int, what: str, several: str = "") -> str:
    """Format a number with a noun in the singular or plural: `2 quotes`."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"
