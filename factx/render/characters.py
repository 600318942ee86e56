"""Visible replacements for control characters."""

# A line end becomes "\n", another control character its picture, and a character that changes the
# direction of text the replacement character. Each is replaced by one, so that offsets stay valid.
_SHOWN = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), 0xFFFD),
    0x7F: 0x2421,
    **dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), ord("\n")),
    ord("\t"): ord(" "),
}


def printable(text: str) -> str:
    """Return `text` on one line, without control characters."""
    return " ".join(visible(text).split())


def one_line(text: str) -> str:
    """Return `text` on one line, without control characters, and with all its spaces."""
    return visible(text).replace("\n", " ")


def visible(text: str) -> str:
    """Return `text` with its length unchanged, without control characters except line ends."""
    return text.replace("\r\n", " \n").translate(_SHOWN)
