"""Characters that would drive a terminal, replaced by ones that can be seen."""

# Line ends become one kind, each other control character its picture, and the characters that
# turn text around the sign for what cannot be shown. One for one, so that offsets stay true.
_SHOWN = {
    **{code: 0x2400 + code for code in range(0x20)},
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF), 0xFFFD),
    0x7F: 0x2421,
    **dict.fromkeys(map(ord, "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), ord("\n")),
    ord("\t"): ord(" "),
}


def printable(text: str) -> str:
    """`text` on one line, with nothing in it that a terminal would act upon."""
    return " ".join(visible(text).split())


def visible(text: str) -> str:
    """`text`, as long as it was, with nothing in it but characters to be seen and line ends."""
    return text.replace("\r\n", " \n").translate(_SHOWN)
