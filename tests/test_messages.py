"""docs/messages.md has a row for every message of the code, and none for what is not printed."""

import re
from pathlib import Path
from typing import get_args

from messages import ANY, messages

from factx.records.ungrounded import Reason

PAGE = (Path(__file__).parent.parent / "docs/messages.md").read_text("utf-8")
WORDS = 2
"""A message, or a row, with fewer words than that is only a frame for others."""


def rows() -> list[str]:
    """The messages in the first cell of each row, and in the sentence about problems."""
    cells = re.findall(r"^\| (`.+?`) \| [^|\n]+ \|$|^(`… has .+)$", PAGE, re.M)
    done = PAGE.partition("## Lines that need nothing")[2].partition("\n\n`factx check")[0]
    texts = ["".join(cell) for cell in cells] + [done]
    return [row for text in texts for row in re.findall(r"`([^`]+)`", text)]


def pattern(row: str) -> re.Pattern[str]:
    return re.compile(".*".join(map(re.escape, row.split(ANY))), re.DOTALL)


def has_words(text: str) -> bool:
    return len(re.findall(r"[A-Za-z]{2,}", text)) >= WORDS


def test_every_message_has_a_row() -> None:
    patterns = [pattern(row) for row in rows()]
    missing = [
        (place, text)
        for text, place in messages().items()
        if has_words(text)
        and not any(each.fullmatch(text.removeprefix("factx: ")) for each in patterns)
    ]
    assert missing == []


def test_every_row_has_a_message() -> None:
    texts = [text.removeprefix("factx: ") for text in messages()]
    assert [row for row in rows() if not any(map(pattern(row).fullmatch, texts))] == []


def test_no_row_is_a_frame_for_everything_or_given_twice() -> None:
    assert len(rows()) == len(set(rows())) > 250
    assert [row for row in rows() if not has_words(row)] == ["stopped"]


def test_each_reason_has_a_row() -> None:
    named = re.findall(r"^\| `(\w+)` \| .+ \| .+ \|$", PAGE, re.M)
    assert tuple(named) == get_args(Reason)
