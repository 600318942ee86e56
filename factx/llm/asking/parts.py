"""Split an article into parts that a model is asked about one at a time."""

from factx.text import Index

Part = tuple[int, int]
"""The numbers of the first and the last sentence of a part."""
_LINE_BREAKS = "\n\r\u2028\u2029"


def parts_of(index: Index, longest: int) -> list[Part]:
    """Split an article into as few parts of whole paragraphs as possible.

    Each part has at most `longest` characters. A longer paragraph is split between sentences, and a
    longer sentence is a part of its own. An article without sentences has no parts.
    """
    parts: list[Part] = []
    for first, last in _pieces(index, longest):
        begin = parts[-1][0] if parts else first
        if parts and length(index, (begin, last)) <= longest:
            parts[-1] = (begin, last)
        else:
            parts.append((first, last))
    return parts


def split(index: Index, part: Part, longest: int) -> list[Part]:
    """Halve a part until each piece has at most `longest` characters or is one sentence."""
    pieces = halves(part) if length(index, part) > longest else []
    return [piece for half in pieces for piece in split(index, half, longest)] or [part]


def length(index: Index, part: Part) -> int:
    """The number of characters of a part; 0 in an article without sentences."""
    first, last = part
    return index.sentences[last - 1][1] - index.sentences[first - 1][0] if index.sentences else 0


def halves(part: Part) -> list[Part]:
    """The two halves of a part; none for a single sentence."""
    first, last = part
    middle = (first + last) // 2
    return [(first, middle), (middle + 1, last)] if first < last else []


def _pieces(index: Index, longest: int) -> list[Part]:
    """The paragraphs, those that are too long as single sentences."""
    pieces: list[Part] = []
    for first, last in _paragraphs(index):
        if length(index, (first, last)) <= longest:
            pieces.append((first, last))
        else:
            pieces += [(number, number) for number in range(first, last + 1)]
    return pieces


def _paragraphs(index: Index) -> list[Part]:
    """The sequences of sentences without a line break between them."""
    found: list[Part] = []
    done = 0
    for number, (start, end) in enumerate(index.sentences, 1):
        if found and not any(line_break in index.text[done:start] for line_break in _LINE_BREAKS):
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
        done = end
    return found
