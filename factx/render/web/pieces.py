"""An article's text, cut at the edges of all spans, so that each span is a sequence of pieces.

It is cut here, since offsets are in code points, which JavaScript does not count in.
"""

from bisect import bisect_left
from collections.abc import Iterable

from factx.records import Span
from factx.render.characters import visible


class Pieces:
    """A text in pieces; no piece crosses the edge of a span or the end of a line."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        shown = visible(text)
        edges = {0, len(shown)}
        for span in spans:
            edges.update(span.place)
        line = shown.find("\n") + 1
        while line:
            edges.add(line)
            line = shown.find("\n", line) + 1
        self._edges = sorted(edges)
        self.texts = [
            shown[start:end] for start, end in zip(self._edges, self._edges[1:], strict=False)
        ]

    def runs(self, *spans: Span | None) -> list[int]:
        """Return the numbers of the first piece of each span and of the piece after its last."""
        places = [edge for span in spans if span is not None for edge in span.place]
        return [bisect_left(self._edges, edge) for edge in places]
