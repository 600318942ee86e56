"""The page of an evaluation: all of it is there, nothing in it acts, and it needs no other file."""

import json
import os
import re
import subprocess
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from building import claim, drafted, said, speaker
from hypothesis import given
from hypothesis import strategies as st

from factx.errors import InputError
from factx.evaluation import (
    MEASURES,
    Baseline,
    Case,
    EvaluationReport,
    Gate,
    compared,
    evaluate,
    gate,
    updated,
)
from factx.evaluation.confusion import NOTHING
from factx.evaluation.item_errors import ERRORS
from factx.grounding import ground
from factx.records import Article, FactRecord, Span
from factx.render.characters import visible
from factx.render.html_report import page
from factx.render.html_report.classes import CLASSES
from factx.render.web.pieces import Pieces

FERRY = """The 🚢 ferry is late, said Ann Bell, the harbour master.

“We will 🛟 appeal,” she told the council on Monday, “and win.” Bob Hill reported that Ann Bell \
believed the vote was close.
It was raining, Bob Hill said. Nobody denied that.
"""
RAIN = "Rain is due, said Cy Dow. قال المتحدث: «لا تعليق». It will stop, said Cy Dow."
HOSTILE = (
    '</script><img src=x onerror="alert(1)"><!-- \u202egnp\u202c \u2066x\u2069 &amp; '
    "{{7*7}} ']]> \x1b[2J \u2028 \u2029 \x00 </details></main>"
)


def ferry(*, gold: bool) -> FactRecord:
    """A chain, a quote in pieces, claims, a wrong source, a shorter content, one missed."""
    statements = [
        said(
            "The 🚢 ferry is late" if gold else "ferry",
            source="Ann Bell, the harbour master",
            cue="said",
        ),
        said("“We will 🛟 appeal,”", "“and win.”", source="she@2", cue="told", id="2"),
        said(
            "that Ann Bell believed the vote was close" if gold else "the vote was close",
            source="Bob Hill@3",
            cue="reported",
            who="b",
            id="3",
        ),
    ]
    if gold:
        close = said("the vote was close", source="Ann Bell@3", cue="believed", id="4", parent="a3")
        statements.append(close)
    wet = ("Bob Hill@4", "b") if gold else ("Ann Bell@3", "s")
    statements.append(said("It was raining", source=wet[0], who=wet[1], cue="said@4", id="5"))
    claims = [claim("The 🚢 ferry is late", attribution="a1"), claim("It was raining", id="2")]
    if not gold:
        claims[1]["kind"] = "opinion"
        claims.append(claim("Nobody denied that", id="3"))
    sources = [
        speaker("Ann Bell", "Ann Bell@1"),
        speaker("Bob Hill", "Bob Hill@3", id="b"),
    ]
    article = Article(id="ferry", text=FERRY, title="The ferry", lang="en", url="https://a.example")
    return ground(article, drafted(*statements, sources=sources, claims=claims))


def rain() -> FactRecord:
    """An article in two scripts, to be left without a prediction."""
    draft = drafted(
        said("Rain is due", source="Cy Dow@1", cue="said@1"),
        said("«لا تعليق»", source="المتحدث", cue="قال", id="2"),
        sources=[speaker("Cy Dow", "Cy Dow@1")],
    )
    return ground(Article(id="rain", text=RAIN), draft)


def hostile() -> FactRecord:
    """An article of which every string tries to be more than a string."""
    name = {"name": HOSTILE, "kind": "person", "naming": "named", "id": "s"}
    draft = drafted(
        said("“We will win,”", id="2", doubt=HOSTILE),
        sources=[{**name, "mentions": [{"text": "Ann", "form": "name"}]}],
        claims=[claim("We will win", text=HOSTILE, doubt=HOSTILE, id="</script><img>")],
    )
    text = f"{HOSTILE}\n“We will win,” said Ann. {HOSTILE}"
    facts = dict.fromkeys(("id", "title", "url", "byline", "publisher"), HOSTILE)
    return ground(Article(text=text, meta={HOSTILE: HOSTILE}, **facts), draft)


def the_cases() -> list[Case]:
    return [
        Case(ferry(gold=True), ferry(gold=False)),
        Case(rain(), None, "the model gave nothing"),
    ]


def hostile_cases() -> list[Case]:
    return [
        Case(hostile(), hostile()),
        Case(rain(), None, HOSTILE),
    ]


def reported(cases: list[Case], *, system: str = "offline") -> EvaluationReport:
    return evaluate(cases, system=system, resamples=20)


def against_perfection(cases: list[Case], *, system: str) -> tuple[EvaluationReport, Gate]:
    """The report with a comparison and a gate, both to predictions without an error."""
    best = reported([Case(case.gold, case.gold) for case in cases], system=system)
    floors = updated(Baseline(), best).systems[system]
    report = compared(reported(cases, system=system), best)
    return report, gate(report, floors)


def full_page(cases: list[Case], *, system: str = "offline") -> str:
    report, judged = against_perfection(cases, system=system)
    return page(report, cases, gate=judged)


class Parsed(HTMLParser):
    """A page taken apart by a parser that is not ours; refuses elements that are not nested."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.data: list[Any] = []
        self._open: list[str] = []
        self._json = False
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"{tag} has an attribute twice"
        if tag not in ("meta", "input"):
            self._open.append(tag)
        self._json = tag == "script" and ("type", "application/json") in attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._json = False

    def handle_data(self, data: str) -> None:
        if self._json:
            self.data.append(json.loads(data))
        elif self._open:
            self.texts.append((self._open[-1], data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def inside(self, *names: str) -> str:
        """What stands directly in elements of these names."""
        return "".join(text for name, text in self.texts if name in names)

    def seen(self) -> str:
        """What a person reads."""
        return "".join(text for name, text in self.texts if name not in ("style", "script"))

    def values(self, attribute: str) -> list[str]:
        return [found for _, said in self.elements if (found := said.get(attribute)) is not None]

    @property
    def articles(self) -> list[dict[str, Any]]:
        return [data for data in self.data if "pieces" in data]


def completed(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the whole of its prediction, of which only what differs is written."""
    if "gold" in row and "predicted" in row:
        return {**row, "predicted": {**row["gold"], **row["predicted"]}}
    return row


PAGES = {
    "plain": lambda: page(reported(the_cases()), the_cases()),
    "with a comparison and a gate": lambda: full_page(the_cases()),
    "hostile": lambda: full_page(hostile_cases(), system=HOSTILE),
}


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_elements_are_nested_and_ids_are_unique(make: Any) -> None:
    parsed = Parsed(make())
    ids = parsed.values("id")
    assert len(ids) == len(set(ids))
    named = {*parsed.values("aria-labelledby"), *(h[1:] for h in parsed.values("href"))}
    assert {name for name in named if "=" not in name} <= set(ids)


@pytest.mark.parametrize("make", PAGES.values(), ids=PAGES)
def test_the_page_asks_the_network_for_nothing_and_runs_only_its_own_script(make: Any) -> None:
    parsed = Parsed(make())
    assert all(href.startswith("#") for href in parsed.values("href"))
    assert parsed.values("src") == parsed.values("srcset") == parsed.values("style") == []
    assert not re.search(r"url\(|@import|@font-face", parsed.inside("style"))
    assert {name for name, _ in parsed.elements}.isdisjoint(("link", "img", "iframe", "object"))
    policy = next(
        said["content"]
        for _, said in parsed.elements
        if said.get("http-equiv") == "Content-Security-Policy"
    )
    style, script = (
        b64encode(sha256(parsed.inside(name).encode()).digest()).decode()
        for name in ("style", "script")
    )
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
        "connect-src 'none'; base-uri 'none'; form-action 'none'"
    )


def test_what_a_record_says_is_text_whatever_it_says() -> None:
    """The hostile page has no element, attribute or script that a harmless one has not."""
    harmless, bad = (
        Parsed(full_page(the_cases())),
        Parsed(full_page(hostile_cases(), system=HOSTILE)),
    )
    shapes = [{(name, *sorted(said)) for name, said in each.elements} for each in (harmless, bad)]
    # An outcome that is right or not makes no difference to which attributes there are.
    assert shapes[1] <= shapes[0]
    assert bad.inside("script") == harmless.inside("script")
    assert visible(HOSTILE) in bad.seen()
    text = hostile().article.get_text()
    assert "".join(bad.articles[0]["pieces"]) == visible(text)


def test_nothing_in_the_page_turns_the_direction_of_text() -> None:
    assert not re.findall(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]",
        full_page(hostile_cases(), system=HOSTILE),
    )


def test_every_outcome_is_in_the_page_with_its_errors() -> None:
    report = reported(the_cases())
    parsed = Parsed(page(report, the_cases()))
    assert {error for a in report.articles for o in a.outcomes for error in o.errors} == {*ERRORS}
    for article, data in zip(report.articles, parsed.articles, strict=True):
        rows = [completed(row) for row in data["rows"] if not row.get("left_out")]
        told = [
            (
                row["layer"],
                row.get("gold", {}).get("id"),
                row.get("predicted", {}).get("id"),
                row.get("found", False),
                tuple(row.get("errors", ())),
            )
            for row in rows
        ]
        assert data["id"] == article.article
        assert told == [(o.layer, o.gold, o.predicted, o.found, o.errors) for o in article.outcomes]


def test_every_class_of_error_has_a_filter_a_letter_and_a_name() -> None:
    assert [each.name for each in CLASSES][: len(ERRORS)] == [*ERRORS]
    assert len({each.letter for each in CLASSES}) == len(CLASSES)
    parsed = Parsed(page(reported(the_cases()), the_cases()))
    values = [said["data-value"] for _, said in parsed.elements if "data-facet" in said]
    assert {each.name for each in CLASSES} <= set(values)
    assert all(
        said["aria-pressed"] == "false" for _, said in parsed.elements if "data-facet" in said
    )


def test_runs_of_pieces_are_the_spans_of_the_records() -> None:
    """Also after an emoji, which JavaScript counts as two."""
    cases = the_cases()
    data = Parsed(page(reported(cases), cases)).articles[0]
    for side, record in (("gold", cases[0].gold), ("predicted", cases[0].predicted)):
        assert record is not None
        quotes = {each.id: each for each in record.quotes}
        items = {row[side]["id"]: row[side] for row in map(completed, data["rows"]) if side in row}
        assert set(items) == {each.id for each in (*record.attributions, *record.claims)}
        for attribution in record.attributions:
            item = items[attribution.id]
            assert read(data, item["content"]) == shown(quotes[attribution.quote].spans)
            assert read(data, item["source"]) == shown([attribution.source_span])
            assert read(data, item["cue"]) == shown([attribution.cue])
        for each in record.claims:
            assert read(data, items[each.id]["evidence"]) == shown(each.evidence)


def read(data: dict[str, Any], runs: list[int]) -> list[str]:
    pairs = zip(runs[::2], runs[1::2], strict=True)
    return ["".join(data["pieces"][start:end]) for start, end in pairs]


def shown(spans: Iterable[Span | None]) -> list[str]:
    return [visible(span.text) for span in spans if span is not None]


@given(data=st.data(), text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_pieces_put_together_are_the_text_and_every_span_is_a_run_of_them(
    data: st.DataObject, text: str
) -> None:
    edges = st.integers(0, len(text))
    drawn = data.draw(st.lists(st.tuples(edges, edges), max_size=6))
    spans = [Span(start=s, end=e, text=text[s:e]) for s, e in map(sorted, drawn) if s < e]
    pieces = Pieces(text, spans)
    assert "".join(pieces.texts) == visible(text)
    assert all(piece and "\n" not in piece[:-1] for piece in pieces.texts)
    for span in spans:
        start, end = pieces.runs(span)
        assert "".join(pieces.texts[start:end]) == visible(text)[span.start : span.end]


def test_the_items_that_a_confusion_cell_shows_are_as_many_as_it_says() -> None:
    report = reported(the_cases())
    parsed = Parsed(page(report, the_cases()))
    fields = {
        "quote_type": ("attribution", "quote_type"),
        "attribution_type": ("attribution", "type"),
        "claim_kind": ("claim", "kind"),
        "claim_factuality": ("claim", "factuality"),
    }
    rows = [completed(row) for article in parsed.articles for row in article["rows"]]
    for category, (layer, field) in fields.items():
        cells = Counter[tuple[str, str]]()
        for row in rows:
            if row["layer"] != layer or row.get("left_out"):
                continue
            gold = row.get("gold", {}).get(field, NOTHING)
            predicted = row.get("predicted", {}).get(field, NOTHING)
            loose = row.get("loose")
            cells.update([(gold, NOTHING), (NOTHING, predicted)] if loose else [(gold, predicted)])
        told = {
            (said["data-gold"], said["data-predicted"])
            for _, said in parsed.elements
            if said.get("data-category") == category
        }
        assert told == set(cells)
        confusion = report.confusions[category]
        assert cells == {(g, p): n for g, row in confusion.items() for p, n in row.items()}
    assert any(row.get("loose") for row in rows)


def test_every_measure_is_told_with_what_it_means() -> None:
    parsed = Parsed(page(reported(the_cases()), the_cases()))
    assert {f"measure.{name}" for name in MEASURES} <= set(parsed.values("id"))
    for measure in MEASURES.values():
        assert measure.meaning in parsed.seen()
    assert "1/7" in parsed.inside("span")


def test_the_headline_has_its_counts_and_its_interval() -> None:
    report = reported(the_cases())
    said = Parsed(page(report, the_cases())).seen()
    assert "F1: who said what, both right" in said
    assert re.search(r"precision 25\.0 \(1/4\), recall 14\.3 \(1/7\); 95% interval \d", said)
    assert "no interval was computed" in page(evaluate(the_cases(), resamples=0), the_cases())


def test_an_article_without_a_prediction_is_named_with_the_reason() -> None:
    parsed = Parsed(page(reported(the_cases()), the_cases()))
    assert "#article=rain" in parsed.values("href")
    assert "1 article without a prediction" in parsed.seen()
    assert parsed.seen().count("the model gave nothing") == 2


def test_a_comparison_tells_which_system_is_ahead_and_how_sure_that_is() -> None:
    report, _ = against_perfection(the_cases(), system="offline")
    assert report.against is not None
    said = Parsed(page(report, the_cases())).seen()
    assert re.search(r"Against offline: −81\.8 \(95% interval [^,]*\)", said)
    assert "resamples" not in said.partition("Against offline")[2][:60]


def test_a_failed_gate_names_each_measure_its_articles_and_the_items_lost() -> None:
    report, judged = against_perfection(the_cases(), system="offline")
    parsed = Parsed(page(report, the_cases(), gate=judged))
    assert f"Failed: {len(judged.falls)} measures below the floor" in parsed.seen()
    links = set(parsed.values("href"))
    assert {f"#measure.{fall.measure}" for fall in judged.falls} <= links
    lost = {
        f"#article={change.article}&item={quote(f'gold:{change.name}', safe='')}"
        for change in judged.changes
        if change.kind == "lost"
    }
    assert lost
    assert lost <= links


def test_a_gate_that_is_passed_or_has_other_gold_says_so() -> None:
    cases = the_cases()
    report = reported(cases)
    floors = updated(Baseline(), report).systems["offline"]
    assert "Passed: no measure is below" in page(report, cases, gate=gate(report, floors))
    other = floors.model_copy(update={"gold": {**floors.gold, "ferry": "0" * 64}})
    said = Parsed(page(report, cases, gate=gate(report, other))).seen()
    assert "Stopped: the gold changed, so the floors no longer apply" in said
    assert "Articles whose gold is new, removed or changedferry" in said


def test_the_same_evaluation_gives_the_same_bytes_in_whatever_order_the_cases_are() -> None:
    cases = the_cases()
    assert full_page(cases) == full_page(the_cases())
    report = reported(cases)
    assert page(report, cases) == page(reported(cases[::-1]), cases[::-1])


def test_gold_that_does_not_count_is_shown_apart() -> None:
    gold = ferry(gold=True)
    spare = gold.attributions[1].model_copy(update={"optional": True})
    gold = gold.model_copy(
        update={"attributions": (gold.attributions[0], spare, *gold.attributions[2:])}
    )
    cases = [Case(gold, ferry(gold=False))]
    rows = Parsed(page(reported(cases), cases)).articles[0]["rows"]
    apart = [
        (side, row[side]["id"])
        for row in rows
        if row.get("left_out")
        for side in row
        if side in ("gold", "predicted")
    ]
    assert apart == [("gold", "a2"), ("predicted", "a2")]


WRONG = {
    "an article without its gold": (the_cases()[:1], "rain: it is in the report"),
    "gold that was not scored": (
        [*the_cases(), Case(ground(Article(id="x", text="It rained."), drafted()), None)],
        "x: it is among the cases",
    ),
    "another text": (
        [the_cases()[0], Case(ground(Article(id="rain", text="It rained."), drafted()), None)],
        "rain: the report is about another text",
    ),
    "no prediction where one was scored": (
        [Case(ferry(gold=True), None), the_cases()[1]],
        "ferry: the report has a prediction",
    ),
    "other gold": (
        [Case(ferry(gold=False), ferry(gold=False)), the_cases()[1]],
        "ferry: it has no attribution a5",
    ),
}


@pytest.mark.parametrize(("cases", "problem"), WRONG.values(), ids=WRONG)
def test_cases_that_are_not_those_of_the_report_are_refused(
    cases: list[Case], problem: str
) -> None:
    with pytest.raises(InputError, match=re.escape(problem)):
        page(reported(the_cases()), cases)


# In a browser.


def drawn(html: str, folder: Path, address: str = "") -> tuple[Parsed, str]:
    """The page after its script has run at `address`, and what the browser complained of."""
    browser = os.environ.get("FACTX_CHROMIUM")
    if not browser:
        pytest.skip("FACTX_CHROMIUM names no browser: the page's script is not run")
    file = folder / "page.html"
    file.write_text(html, encoding="utf-8")
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    command += [f"--user-data-dir={folder / 'profile'}", "--enable-logging=stderr", "--v=0"]
    command += ["--virtual-time-budget=5000", f"{file.as_uri()}{address}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return Parsed(done.stdout), "\n".join(complaints)


def test_a_browser_shows_the_item_that_an_address_names(tmp_path: Path) -> None:
    parsed, complaints = drawn(
        full_page(the_cases()), tmp_path, "#article=ferry&item=gold%3Aa2&layer=attribution"
    )
    assert complaints == ""
    assert "5 of 10 items, in 1 of 2 articles" in parsed.inside("output")
    chosen = [said for _, said in parsed.elements if "chosen" in (said.get("class") or "").split()]
    marks = [said for said in chosen if "mark" in (said["class"] or "").split()]
    # Two pieces of content, a source and a cue, on either side.
    assert len(marks) == 8
    assert "We will 🛟 appeal" in parsed.inside("span")
    pressed = [said for _, said in parsed.elements if said.get("aria-pressed") == "true"]
    assert {said.get("data-value") or said.get("class") for said in pressed} == {
        "attribution",
        "number",
    }


def test_a_browser_runs_nothing_of_a_hostile_article(tmp_path: Path) -> None:
    address = f"#article={quote(HOSTILE, safe='')}&query={quote('<img', safe='')}"
    parsed, complaints = drawn(full_page(hostile_cases(), system=HOSTILE), tmp_path, address)
    assert complaints == ""
    assert "img" not in {name for name, _ in parsed.elements}
    assert "in 1 of 2 articles" in parsed.inside("output")
