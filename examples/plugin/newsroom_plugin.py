"""A drafter, a measure and a format for factx, which finds them by the names in pyproject.toml."""

import re
from collections.abc import Iterator

from factx import Article, Draft, FactRecord
from factx.evaluation import Comparison, Measure, Share
from factx.formats import Format


class Quotations:
    """Drafts what stands in quotation marks, without a speaker."""

    async def draft(self, article: Article) -> Draft:
        """The quotations of four words or more."""
        texts = re.findall(r"“[^”]+”", article.get_text())
        quotes = [
            {"id": f"q{number}", "type": "direct", "spans": [{"text": text}]}
            for number, text in enumerate(texts, start=1)
            if len(text.split()) >= 4
        ]
        said = [{"id": f"a{quote['id']}", "quote": quote["id"]} for quote in quotes]
        origin = {"drafter": "other", "model": "quotations"}
        return Draft.from_data({"quotes": quotes, "attributions": said, "origin": origin})


def count_unnamed(comparison: Comparison) -> Share:
    """Unnamed sources that were found, and how many of them are unnamed in the prediction."""
    pairs = [pair for pair in comparison.found_sources() if pair[0].naming == "unnamed"]
    return Share(right=sum(found.naming == "unnamed" for _, found in pairs), of=len(pairs))


UNNAMED = Measure(
    name="newsroom.unnamed",
    title="unnamed sources",
    meaning="of unnamed sources that were found: the predicted source is unnamed too",
    count=count_unnamed,
)


def dialogue(record: FactRecord) -> Iterator[str]:
    """A line for each statement, as in a play."""
    for statement in record.statements:
        yield f"{statement.speaker or 'SOMEBODY'}: {' '.join(statement.text.split())}"


DIALOGUE = Format(
    name="dialogue",
    title="who said what, as in a play",
    layout="lines",
    suffixes=(".dialogue",),
    needs_text=False,
    write_each=dialogue,
)
