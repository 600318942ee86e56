"""What happens in a run, for Python's logging: names and numbers, never a text or a key."""

import logging
from typing import Any

LOG = logging.getLogger("factx")


def emit(event: str, message: str, /, **facts: Any) -> None:
    """Log an event at the level INFO.

    The log record has its name and its facts in the attribute `factx`; `message` is formatted with
    the facts, as in `"%(article)s: done"`. Facts that are None are left out.
    """
    if is_wanted():
        known = {name: fact for name, fact in facts.items() if fact is not None}
        LOG.info(message, known, extra={"factx": {"event": event, **known}})


def is_wanted() -> bool:
    """Whether anybody receives events."""
    return LOG.isEnabledFor(logging.INFO)
