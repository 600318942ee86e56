"""An article's text cut wherever a span begins or ends, so that a span is a run of pieces.

The cutting is done here, where offsets are code points; a browser counts otherwise, and only ever
sees whole pieces.
"""

from bisect import bisect_left
from collections.abc import Iterable

from factx.records import Span
from factx.render.characters import visible


class Pieces:
    """One text in pieces, none of which goes over the edge of a span or the end of a line."""

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
        """For each span the number of its first piece and of the one after its last, in a row."""
        places = [edge for span in spans if span is not None for edge in span.place]
        return [bisect_left(self._edges, edge) for edge in places]
