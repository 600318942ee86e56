"""Examples of the user's own: gold records, as an article and the answer about it in a prompt."""

import json
from collections.abc import Collection, Iterable

from factx.errors import InputError
from factx.llm.numbering import numbering_of
from factx.llm.recording import PromptExample
from factx.llm.wire.written import answer_to
from factx.records import FactRecord
from factx.text import index_of

MOST_EXAMPLES = 20
"""Each takes room in every prompt, as much as its article and its record."""


def examples_of(
    records: Iterable[FactRecord], *, claims: bool = True, fields: Collection[str] = ()
) -> tuple[PromptExample, ...]:
    """The examples in a prompt that `records` make, in their order.

    `fields` are the kinds of items whose `extra` is shown.

    Raises `InputError` if there are too many, or if one is empty, has no text, or has a text with
    something like the numbers of sentences or quotations in a prompt.
    """
    found: list[PromptExample] = []
    for record in records:
        found.append(_example(record, claims=claims, fields=fields))
        if len(found) > MOST_EXAMPLES:
            raise InputError("examples", f"there are more than {MOST_EXAMPLES}")
    return tuple(found)


def _example(record: FactRecord, *, claims: bool, fields: Collection[str]) -> PromptExample:
    where = f"example {record.article.id}"
    if record.article.text is None:
        raise InputError(where, "its record does not contain the text of the article")
    if not record.attributions:
        raise InputError(where, "nobody says anything in it")
    numbering = numbering_of(index_of(record.article.text))
    if numbering.marks.sentence or numbering.marks.quotation:
        problem = "its text has something like [1] or <1>, as sentences and quotations are numbered"
        raise InputError(where, problem)
    answer = answer_to(record, texts="names", fields=fields)
    if not claims:
        del answer["claims"]
    return PromptExample(
        article_sha256=record.article.sha256,
        article=numbering.shown(),
        answer=json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
    )
