"""The page of records: what a person sees, points at, chooses, searches and prints."""

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote

import pytest
from building import claim, grounded, said, speaker
from pages.browsing import NARROW, WIDE, Tab

from factx import files
from factx.errors import FactxError
from factx.records import FactRecord
from factx.render.record_page import record_page

FIXTURES = Path(__file__).parents[2] / "fixtures"
HOSTILE = '</script><img src=x onerror="alert(1)"><!-- \u202egnp\u202c &amp; {{7*7}} \u2028 </main>'
TEXT = """The 🚢 ferry is late, said Ann Bell, the harbour master.

“We will 🛟 appeal,” she told the council on Monday, “and win.” Bob Hill reported that Ann Bell \
believed the vote was close. A spokesman did not say when.
"""


def ferry() -> FactRecord:
    """A chain, a quote in pieces, two colours, a negation, a claim to check, something lost."""
    return grounded(
        TEXT,
        said("The 🚢 ferry is late", source="Ann Bell, the harbour master", cue="said"),
        said("“We will 🛟 appeal,”", "“and win.”", source="she@2", cue="told", id="2"),
        said(
            "that Ann Bell believed the vote was close",
            source="Bob Hill",
            cue="reported",
            who="b",
            id="3",
        ),
        said("the vote was close", source="Ann Bell@3", cue="believed", id="4", parent="a3"),
        said("when", source="A spokesman", cue="did not say", who="c", id="5", negated=True),
        said("“We will never appeal,”", source="Ann Bell@1", cue="said", id="6"),
        sources=[
            speaker("Ann Bell", "Ann Bell@1", role="harbour master"),
            speaker("Bob Hill", "Bob Hill", id="b"),
            {**speaker("spokesman", "A spokesman", id="c"), "naming": "unnamed"},
        ],
        claims=[claim("The 🚢 ferry is late", attribution="a1", checks=["act"])],
    )


def written(records: Iterable[FactRecord], folder: Path) -> Path:
    file = folder / "page.html"
    file.write_text("".join(record_page(records)), "utf-8")
    return file


def fixtures() -> list[FactRecord]:
    found = list(files.read_records(str(FIXTURES)))
    return [each.value for each in found if not isinstance(each, FactxError)]


def test_pointing_at_a_quote_lights_its_source_cue_and_claims(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([ferry()], tmp_path))
    page = tab.page
    page.get_by_text("The 🚢 ferry is late").first.hover()
    assert page.locator(".lit-source").all_inner_texts() == ["Ann Bell", ", the harbour master"]
    assert page.locator(".lit-cue").all_inner_texts() == ["said"]
    assert page.locator(".mark.lit-claim").all_inner_texts() == ["The 🚢 ferry is late"]
    assert "q1" in page.locator(".card.lit").inner_text()


def test_a_quote_within_a_quote_shows_the_chain(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([ferry()], tmp_path), f"#article={ferry().article.id}&item=q4")
    page = tab.page
    assert "as told by Bob Hill (q3)" in page.locator(".card.chosen").inner_text()
    assert "".join(page.locator(".mark.chain").all_inner_texts()) == (
        "that Ann Bell believed the vote was close"
    )
    assert page.locator(".tag[aria-pressed=true]").inner_text() == "q4"


def test_a_negated_statement_says_so(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([ferry()], tmp_path))
    assert "not said: negated" in tab.page.locator(".card", has_text="spokesman").inner_text()


def test_the_keyboard_does_all_that_the_mouse_does(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([ferry()], tmp_path))
    page = tab.page
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator(".card.chosen .number").inner_text() == "q2"
    assert "item=q2" in page.evaluate("location.hash")
    page.keyboard.press("k")
    assert page.locator(".card.chosen .number").inner_text() == "q1"
    page.keyboard.press("Escape")
    assert page.locator(".card.chosen").count() == 0
    page.keyboard.press("/")
    page.keyboard.type("council")
    assert page.evaluate("document.activeElement.id") == "query"
    page.locator(".tag").nth(2).focus()
    page.wait_for_function("location.hash.includes('query=council')")  # the search has ended
    assert page.locator(".lit-cue").all_inner_texts() == ["reported"]
    page.keyboard.press("Enter")
    assert page.locator(".card.chosen .number").inner_text() == "q3"


def test_filters_leave_what_they_name_and_the_address_keeps_them(tab: Tab, tmp_path: Path) -> None:
    file = written([ferry()], tmp_path)
    tab.open(file)
    page = tab.page
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("button", name="unnamed 1", exact=True).click()
    assert page.locator(".card:visible").count() == 1
    assert page.locator("#shown").inner_text() == "1 quote shown"
    assert page.locator(".tag:visible").all_inner_texts() == ["q5"]
    page.get_by_role("button", name="unnamed 1", exact=True).click()
    page.get_by_role("button", name="act 1", exact=True).click()
    assert page.locator(".card:visible .number").all_inner_texts() == ["q1"]
    tab.open(file, page.evaluate("location.hash"))
    page.reload()
    assert page.locator(".card:visible .number").all_inner_texts() == ["q1"]
    page.get_by_role("button", name="clear all filters").click()
    page.get_by_role("button", name="Bob Hill: show only what this source says").click()
    assert page.locator(".card:visible .number").all_inner_texts() == ["q3"]


def test_sources_and_what_was_not_found(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([ferry()], tmp_path))
    said = tab.page.locator("#said").inner_text()
    assert "harbour master · person · named · 3 quotes, 15 words" in said
    assert "Not found in the article (" in said
    assert "quote of q6: “We will never appeal,”" in said
    assert "a negation differs: +never" in said


def test_many_articles_are_searched_and_chosen(tab: Tab, tmp_path: Path) -> None:
    tab.open(written(fixtures(), tmp_path))
    page = tab.page
    assert page.locator("#list a").count() == len(fixtures())
    page.get_by_label("Search the articles").fill("swing bridge")
    page.locator("#shown", has_text=f"of {len(fixtures())} articles").wait_for()
    page.locator("#list li:not([hidden]) a", has_text="swing bridge").click()
    page.locator("#reading", has_text="swing bridge").wait_for()
    page.wait_for_function("CSS.highlights.get('query')?.size > 0")
    page.get_by_label("Search the articles").fill("no such words anywhere")
    page.locator("#shown", has_text="0 quotes in 0 of").wait_for()
    assert page.locator("#list li:not([hidden])").count() == 0


@pytest.mark.parametrize("with_text", [True, False], ids=["text", "no text"])
def test_hostile_text_stays_text(tab: Tab, tmp_path: Path, with_text: bool) -> None:
    text = f"“{HOSTILE},” said {HOSTILE}."
    record = grounded(
        text,
        said(f"“{HOSTILE},”", source=f"{HOSTILE}@2", cue="said"),
        sources=[speaker(HOSTILE, f"{HOSTILE}@2")],
        claims=[claim(HOSTILE, attribution="a1")],
    )
    record = record.with_article(record.article.model_copy(update={"id": HOSTILE}))
    record = record if with_text else record.without_text()
    tab.open(written([record, ferry()], tmp_path), f"#article={quote(HOSTILE, safe='')}&item=q1")
    assert tab.page.locator("img").count() == 0
    assert tab.page.locator(".card.chosen").count() == 1
    assert '<img src=x onerror="alert(1)">' in tab.page.locator("#said").inner_text()


def test_a_notebook_shows_the_page_in_a_frame(tab: Tab, tmp_path: Path) -> None:
    ferry().to_html(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text("utf-8") == "".join(record_page([ferry()]))
    shown = ferry()._repr_html_()  # pyright: ignore[reportPrivateUsage] -- notebooks call it
    (tmp_path / "notebook.html").write_text(f"<!DOCTYPE html><body>{shown}", "utf-8")
    tab.open(tmp_path / "notebook.html")
    frame = tab.page.frame_locator("iframe")
    frame.locator(".tag", has_text="q2").click()
    assert "told" in frame.locator(".card.chosen").inner_text()


def test_no_records_and_records_without_text(tab: Tab, tmp_path: Path) -> None:
    tab.open(written([], tmp_path))
    assert "There are no records here." in tab.page.locator("main").inner_text()
    tab.open(written([ferry().without_text()], tmp_path))
    assert "“We will 🛟 appeal,” … “and win.”" in tab.page.locator("#said").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_clipped_or_hard_to_reach(
    tab: Tab, tmp_path: Path, size: tuple[int, int], dark: bool
) -> None:
    tab.screen(size, dark=dark)
    tab.open(written(fixtures()[:5], tmp_path))
    tab.page.get_by_text("Filters", exact=True).click()
    assert tab.overflow() == []
    assert tab.faults() == []


def test_on_paper_are_the_article_and_who_said_what(tab: Tab, tmp_path: Path) -> None:
    tab.open(written(fixtures()[:3], tmp_path))
    assert tab.page.locator("#filters").is_visible()
    tab.page.emulate_media(media="print")
    assert not tab.page.locator("#filters").is_visible()
    assert not tab.page.locator("#articles").is_visible()
    assert tab.page.locator("#reading .text").is_visible()
    said = tab.page.locator("#said").evaluate("(e) => e.scrollHeight - e.clientHeight")
    assert said <= 1  # nothing is cut off by a box that scrolls


def test_a_thousand_records_are_listed_and_searched(tab: Tab, tmp_path: Path) -> None:
    records = fixtures()
    many = [
        record.with_article(record.article.model_copy(update={"id": f"{n}-{record.article.id}"}))
        for n in range(1000 // len(records))
        for record in records
    ]
    tab.open(written(many, tmp_path), "#query=swing+bridge")
    found = sum("swing bridge" in record.article.get_text().lower() for record in many)
    assert tab.page.locator("#list a").count() == 1000
    assert tab.page.locator("#list li:not([hidden])").count() == found
    assert f"in {found} of 1,000 articles" in tab.page.locator("#shown").inner_text()
