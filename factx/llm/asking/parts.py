"""An article in parts that a model can be asked about one at a time."""

from factx.text import Index

Window = tuple[int, int]
"""The first and the last sentence of a part, by their numbers."""
_LINE_BREAKS = "\n\r\u2028\u2029"


def windows(index: Index, longest: int) -> list[Window]:
    """The article in as few parts of whole paragraphs as hold at most `longest` characters.

    A paragraph that is longer is cut between sentences, and a sentence that is longer is a part by
    itself. An article without sentences has no parts.
    """
    parts: list[Window] = []
    for first, last in _pieces(index, longest):
        begin = parts[-1][0] if parts else first
        if parts and _length(index, begin, last) <= longest:
            parts[-1] = (begin, last)
        else:
            parts.append((first, last))
    return parts


def within(index: Index, window: Window, longest: int) -> list[Window]:
    """A part cut into halves until each has at most `longest` characters or is one sentence."""
    pieces = halves(window) if length(index, window) > longest else []
    return [piece for half in pieces for piece in within(index, half, longest)] or [window]


def length(index: Index, window: Window) -> int:
    """How many characters a part has; an article without sentences has none."""
    return _length(index, *window) if index.sentences else 0


def halves(window: Window) -> list[Window]:
    """The two halves of a part; nothing where it is a single sentence."""
    first, last = window
    middle = (first + last) // 2
    return [(first, middle), (middle + 1, last)] if first < last else []


def _pieces(index: Index, longest: int) -> list[Window]:
    """The paragraphs, and of those that are too long the sentences."""
    pieces: list[Window] = []
    for first, last in _paragraphs(index):
        if _length(index, first, last) <= longest:
            pieces.append((first, last))
        else:
            pieces += [(number, number) for number in range(first, last + 1)]
    return pieces


def _paragraphs(index: Index) -> list[Window]:
    """The runs of sentences that no line break parts."""
    found: list[Window] = []
    done = 0
    for number, (start, end) in enumerate(index.sentences, 1):
        if found and not any(line_break in index.text[done:start] for line_break in _LINE_BREAKS):
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
        done = end
    return found


def _length(index: Index, first: int, last: int) -> int:
    return index.sentences[last - 1][1] - index.sentences[first - 1][0]
