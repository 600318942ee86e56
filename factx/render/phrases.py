"""What a run did, in plain words: sizes, tokens, losses, a line each."""

from collections import Counter

from factx.records import FactRecord, Ungrounded
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


def tokens(read: int, written: int) -> str:
    """What a model read and wrote, in words."""
    return f"{read:,} tokens read, {written:,} written"


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


def count(number: int, what: str) -> str:
    """A number and what there is that many of, in the plural where it must be."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
