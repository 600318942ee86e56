"""Passages that a draft puts into another sentence than the one in which they are."""

from collections.abc import Iterator
from typing import NamedTuple

from factx.grounding.candidates import locator_of
from factx.grounding.placement import passages_of, place_passages
from factx.records import Article, Draft
from factx.text import index_of


class Misplaced(NamedTuple):
    """A passage that is found, but not in the sentence that the draft gives."""

    item: str
    """The id of its item."""
    words: str
    """The passage."""
    given: int
    """The number that the draft gives, from 1."""
    right: int
    """The number of the sentence in which it begins."""


def misplaced(article: Article, draft: Draft) -> Iterator[Misplaced]:
    """Yield the passages of `draft` whose sentence number is wrong, in the order of the draft."""
    index = index_of(article.get_text())
    placement = place_passages(draft, locator_of(index))
    for key, passage in passages_of(draft):
        found = placement.found.get(key)
        if found is None or passage.sentence is None:
            continue
        right = index.sentence_of(found.start)
        if right != passage.sentence:
            yield Misplaced(key.item, passage.wording, passage.sentence, right)
