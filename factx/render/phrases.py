"""What a run did, in plain words: sizes, tokens, losses, a line each."""

from collections import Counter

from factx.records import FactRecord, Ungrounded, Usage
from factx.render.characters import printable


def sizes(record: FactRecord) -> Counter[str]:
    """How much there is of everything in a record; sizes of several can be added up."""
    parts = ("sources", "quotes", "attributions", "claims")
    return Counter({part: len(getattr(record, part)) for part in parts} | dict(record.counts))


def summary(of: Counter[str]) -> str:
    """Sizes in one line: items, and what became of the drafted passages."""
    parts = ("source", "quote", "attribution", "claim")
    items = ", ".join(count(of[f"{part}s"], part) for part in parts)
    passages = count(of["drafted"], "passage")
    found = f"{of['grounded']:,} grounded, {of['ungrounded']:,} ungrounded"
    return f"{items}; {passages} drafted, {found}"


def tokens(usage: Usage) -> str:
    """What a model read and wrote, in words; what came from a cache and how often it was asked
    only where that says something."""
    cached = f" ({usage.cached_tokens:,} of them cached)" if usage.cached_tokens else ""
    asked = f", {usage.requests:,} requests" if usage.requests > 1 else ""
    again = f", {count(usage.retries, 'retry', 'retries')} among them" if usage.retries else ""
    read, written = f"{usage.input_tokens:,} tokens read", f"{usage.output_tokens:,} written"
    return f"{read}{cached}, {written}{asked}{again}"


def cost(usage: Usage, prices: tuple[float, float]) -> str:
    """What that costs at so much a million tokens read and written, in the caller's currency."""
    told = (usage.input_tokens * prices[0] + usage.output_tokens * prices[1]) / 1_000_000
    return f"cost {told:,.4f}"


def loss(lost: Ungrounded) -> str:
    """A lost part of a draft in one line: what it was, why it is lost, what comes nearest."""
    named = f"{lost.kind} of {lost.item}" if lost.item else lost.kind
    drafted = f" {_quoted(lost.drafted)}" if lost.drafted is not None else ""
    differs = f" ({', '.join(lost.differs)})" if lost.differs else ""
    detail = f": {lost.detail}" if lost.detail else ""
    nearest = f"; nearest is {_quoted(lost.nearest.text)}" if lost.nearest else ""
    return printable(f"{named}{drafted}: {lost.reason}{differs}{detail}{nearest}")


def _quoted(text: str) -> str:
    return f'"{text if len(text) <= 200 else f"{text[:120]} ... {text[-60:]}"}"'


def count(number: int, what: str, several: str = "") -> str:
    """A number and what there is that many of, in the plural where it must be."""
    return f"{number:,} {what if number == 1 else several or f'{what}s'}"
