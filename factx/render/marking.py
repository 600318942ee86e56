"""The article with its quotes in brackets, in the colours of their sources."""

from collections.abc import Sequence

from rich.text import Text

from factx.records import FactRecord, Source
from factx.render.characters import visible
from factx.render.layout import DIM

# Readable on dark and light backgrounds; sources take them in their order.
_COLOURS = ("cyan", "green", "magenta", "yellow", "blue", "red")


class Colours:
    """The styles of the sources."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self._of = {
            source.id: _COLOURS[number % len(_COLOURS)] for number, source in enumerate(sources)
        }

    def style(self, *sources: str) -> str:
        """Return the style of the first of `sources`, or the style without a source."""
        return f"bold {self._of[sources[0]]}" if sources else "bold"


def marked(text: str, record: FactRecord, colours: Colours) -> Text:
    """Return the `text` of the record's article with its quotes, cues and mentions marked."""
    quotes = {quote.id: quote for quote in record.quotes}
    page = Text(visible(text))
    inserts: list[tuple[int, int, str, str]] = []
    for attribution in record.attributions:
        style = colours.style(*attribution.sources[:1])
        names = "/".join((attribution.quote, ",".join(attribution.sources))).rstrip("/")
        for span in quotes[attribution.quote].spans:
            page.stylize(style.removeprefix("bold "), *span.place)
            # At one offset, brackets close before others open; the longest span opens first.
            inserts.append((span.start, len(text) - span.end, f"[{names}: ", style))
            inserts.append((span.end, -1, "]", style))
        if attribution.cue is not None:
            page.stylize("italic", *attribution.cue.place)
    for source in record.sources:
        for mention in source.mentions:
            page.stylize(f"{colours.style(source.id)} underline", *mention.place)
    inserts.sort(key=lambda insert: insert[:2])
    pieces = page.divide([insert[0] for insert in inserts])
    result = Text()
    for piece, (_, _, label, style) in zip(pieces, inserts, strict=False):
        result.append_text(piece).append(label, style=f"{style} {DIM}")
    result.append_text(pieces[-1]).rstrip()
    return result
