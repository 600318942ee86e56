"""Every stage of factx's work, timed one by one."""

import io
import json
from collections.abc import Callable
from typing import Any, cast

from growth import Stopwatch
from pathological import DRAFTS, FAMILIES, drafted_sentences
from rich.console import Console, RenderableType

from factx import render
from factx.audit import Audit
from factx.evaluation.score import score
from factx.extraction.extract import extract
from factx.formats import FORMATS, Entry, Format
from factx.formats.brat import Standoff
from factx.grounding import draft_of, ground
from factx.guide import guide_warnings
from factx.records import Article, Draft, FactRecord, dump, load, spans_of
from factx.render.audit_page import audit_page
from factx.render.record_page import record_page

Work = Callable[[Stopwatch, str], None]
"""Some stages with a text."""


def stages_of_text(stopwatch: Stopwatch, text: str) -> None:
    """Everything that factx does with an article."""
    article = Article(text=f"{text}\n\nThat is all.", id="a")
    record = stopwatch.time("extract", lambda: extract(article))
    stopwatch.time("number", lambda: printed(render.numbered(article)))
    sentences = drafted_sentences(article)
    grounded = stopwatch.time("ground sentences", lambda: ground(article, sentences))
    stages_of_record(stopwatch, record if record.quotes or record.claims else grounded)


def stages_of_draft(write: Callable[[Article], Draft]) -> Work:
    """Grounding what `write` makes of an article, and what factx does with the record."""

    def work(stopwatch: Stopwatch, text: str) -> None:
        article = Article(text=text, id="a")
        draft = write(article)
        record = stopwatch.time("ground", lambda: ground(article, draft))
        stages_of_record(stopwatch, record)

    return work


def stages_of_record(stopwatch: Stopwatch, record: FactRecord) -> None:
    """Everything that factx does with a record."""
    if not record.quotes and not record.claims:
        return
    draft = stopwatch.time("draft", lambda: draft_of(record))
    loose = without_sentences(draft)
    stopwatch.time("ground", lambda: ground(record.article, draft))
    stopwatch.time("ground without sentences", lambda: ground(record.article, loose))
    stopwatch.time("load", lambda: load(dump(record)))
    stopwatch.time("check", lambda: guide_warnings(record))
    stopwatch.time("show", lambda: printed(render.shown(record)))
    stopwatch.time("show --check", lambda: printed(render.to_check(record, 20)))
    stopwatch.time("show --html", lambda: "".join(record_page([record])))
    stopwatch.time("report", lambda: "".join(audit_page(Audit([record]))))
    stopwatch.time("score itself", lambda: score(record, record))
    other = shifted(record)
    stopwatch.time("score another", lambda: score(record, other))
    for each in FORMATS.values():
        if each.writes:
            value = stopwatch.time(f"write {each.name}", lambda each=each: written(record, each))
            if each.reads:
                stopwatch.time(f"read {each.name}", lambda each=each, v=value: read(each, v))


def printed(page: RenderableType) -> str:
    """The page as a terminal shows it."""
    console = Console(file=io.StringIO(), width=100, force_terminal=True)
    console.print(page)
    return cast("io.StringIO", console.file).getvalue()


def written(record: FactRecord, to: Format) -> object:
    """The record in a format, as it is read from a file."""
    if to.name == "brat":
        assert to.write is not None
        return to.write(record)
    if to.write_rows is not None:
        return list(to.write_rows([record], "quotes"))
    texts = list(to.texts([record]))
    return json.loads("".join(texts)) if to.reads else texts


def read(form: Format, value: object) -> list[object]:
    """The records in a value of a format."""
    assert form.read is not None
    values = cast("list[object]", value) if isinstance(value, list) else [value]
    assert isinstance(value, list | dict | Standoff)
    return [each for one in values for each in form.read(Entry("somewhere", one), None)]


def without_sentences(draft: Draft) -> Draft:
    """The draft without the numbers that say where its passages are."""

    def without(value: Any) -> Any:
        if isinstance(value, dict):
            kept = cast("dict[str, Any]", value).items()
            return {k: without(v) for k, v in kept if k not in ("sentence", "nth")}
        if isinstance(value, list):
            return [without(each) for each in cast("list[Any]", value)]
        return value

    return Draft.from_data(without(draft.model_dump(mode="json")))


def shifted(record: FactRecord) -> FactRecord:
    """The record with its spans two characters further on; the same if one does not fit there."""
    text = record.article.get_text()

    def moved(value: Any) -> Any:
        if isinstance(value, dict):
            known = cast("dict[str, Any]", value)
            if "start" in known and "end" in known:
                start, end = known["start"] + 2, known["end"] + 2
                return {**known, "start": start, "end": end, "text": text[start:end]}
            return {name: moved(each) for name, each in known.items()}
        if isinstance(value, list):
            return [moved(each) for each in cast("list[Any]", value)]
        return value

    if any(span.end + 2 > len(text) for _, span in spans_of(record)):
        return record
    return FactRecord.from_data(moved(json.loads(dump(record))))


WORK: dict[str, tuple[Work, Callable[[int], str]]] = {
    **{name: (stages_of_text, text_of) for name, text_of in FAMILIES.items()},
    **{name: (stages_of_draft(write), text_of) for name, (text_of, write) in DRAFTS.items()},
}
"""What is done with a text, and the text in any size, by the name of what it has many of."""
