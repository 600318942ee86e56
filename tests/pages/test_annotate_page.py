"""The annotation page: a fixture from nothing, with the mouse and with the keyboard."""

import subprocess
import sys
from pathlib import Path

import pytest
from pages.annotating import annotating
from pages.browsing import NARROW, WIDE, Tab
from pages.test_record_page import FIXTURES, HOSTILE

from factx import files
from factx.annotate.folder import others
from factx.extraction.extract import extract
from factx.grounding import ground
from factx.grounding.ground import draft_of_parts
from factx.grounding.parts import Parts
from factx.records import Article, FactRecord
from factx.records.provenance import Origin

TEXT = (
    "The 🚢 bridge will shut, said Ana Bell, the mayor. “We looked 🛟 hard,” she said, "
    "“and lost.”\n\n"
    "It was built in 1931.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "all" / "bridge").mkdir(parents=True)
    (tmp_path / "all" / "bridge" / "article.txt").write_text(TEXT, "utf-8")
    return tmp_path / "all"


def opened(tab: Tab, address: str) -> None:
    tab.home = address
    tab.page.goto(address)
    tab.page.locator("#heading", has_text="bridge").wait_for()


def drag_over(tab: Tab, words: str) -> None:
    """Select words of the article with the mouse, from the middle of the first to the last."""
    box = tab.page.evaluate(
        """(words) => {
          const text = document.getElementById("text");
          const at = text.textContent.indexOf(words);
          const place = (offset) => {
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              if (offset < node.data.length) return [node, offset];
              offset -= node.data.length;
            }
          };
          const side = (offset) => {
            const range = new Range();
            const [node, start] = place(offset);
            range.setStart(node, start);
            range.setEnd(node, start + 1);
            node.parentElement.scrollIntoView({ block: "center" });
            const { left, right, top, height } = range.getBoundingClientRect();
            return { left, right, y: top + height / 2 };
          };
          side(at);
          const [first, last] = [side(at), side(at + words.length - 1)];
          return [first.left + 1, first.y, last.right - 1, last.y];
        }""",
        words,
    )
    mouse = tab.page.mouse
    mouse.move(box[0], box[1])
    mouse.down()
    mouse.move(box[2], box[3], steps=4)
    mouse.up()


def mark(tab: Tab, words: str, button: str) -> None:
    drag_over(tab, words)
    tab.page.locator(f'[data-mark="{button}"]').click()


def gold_of(folder: Path) -> FactRecord:
    (gold,) = files.get_golds(str(folder))
    return gold


def test_a_fixture_from_nothing_with_the_mouse(tab: Tab, folder: Path) -> None:
    with annotating(folder) as address:
        opened(tab, address)
        mark(tab, "The 🚢 bridge will shut", "said")
        mark(tab, "said", "cue")
        mark(tab, "Ana Bell", "source")
        mark(tab, "“We looked 🛟 hard,”", "said")
        mark(tab, "“and lost.”", "piece")
        mark(tab, "she", "source")
        tab.page.locator("#items .item", has_text="she").locator(".pick").last.click()
        tab.page.get_by_label("is the same as").select_option(label="Ana Bell")
        mark(tab, "It was built in 1931", "claim")
        tab.page.get_by_role("button", name="finish").click()
        tab.page.locator("#message", has_text="Saved as gold").wait_for()
        shown = tab.page.locator("#items").inner_text()
        tab.page.reload()
        tab.page.locator("#items .item").first.wait_for()
        assert "1 of 1 articles finished" in tab.page.locator("#progress").inner_text()
        assert "Ana Bell" in shown
    gold = gold_of(folder)
    assert [(s.name, [m.text for m in s.mentions]) for s in gold.sources] == [
        ("Ana Bell", ["Ana Bell", "she"])
    ]
    assert [[span.text for span in quote.spans] for quote in gold.quotes] == [
        ["The 🚢 bridge will shut"],
        ["“We looked 🛟 hard,”", "“and lost.”"],
    ]
    assert [quote.type for quote in gold.quotes] == ["indirect", "direct"]
    assert [a.sources for a in gold.attributions] == [("s1",), ("s1",)]
    assert gold.attributions[0].cue is not None
    assert gold.attributions[0].cue.text == "said"
    (claim,) = gold.claims
    assert (claim.text, claim.attribution) == ("It was built in 1931", None)
    again = ground(
        gold.article, draft_of_parts(gold.article, Parts.of(gold), Origin(drafter="human"))
    )
    for name in ("sources", "quotes", "attributions", "claims"):
        assert getattr(again, name) == getattr(gold, name)


def test_a_fixture_from_nothing_with_the_keyboard(tab: Tab, folder: Path) -> None:
    with annotating(folder) as address:
        opened(tab, address)
        press = tab.page.keyboard.press
        tab.page.locator("#text").focus()
        press("ArrowRight")
        for _ in range(4):  # The 🚢 bridge will shut
            press("Shift+ArrowRight")
        press("q")
        press("ArrowRight")  # the comma
        press("ArrowRight")
        press("c")
        press("ArrowRight")
        press("Shift+ArrowRight")
        press("s")
        press("Control+s")
        tab.page.locator("#message", has_text="Saved.").wait_for()
        assert (folder / "bridge" / "gold.unfinished.json").exists()
        press("Control+z")
        assert tab.page.locator("#items .item .who, #items .pick").first.inner_text() == (
            "no source given"
        )
        press("Control+Shift+Z")
        tab.page.locator('[data-act="finish"]').focus()
        press("Enter")
        tab.page.locator("#message", has_text="Saved as gold").wait_for()
    gold = gold_of(folder)
    assert gold.quotes[0].spans[0].text == "The 🚢 bridge will shut"
    assert gold.attributions[0].cue is not None
    assert gold.attributions[0].cue.text == "said"
    assert gold.sources[0].name == "Ana Bell"
    assert not (folder / "bridge" / "gold.unfinished.json").exists()


def test_suggestions_come_when_asked_for_and_are_accepted_or_rejected(
    tab: Tab, folder: Path
) -> None:
    with annotating(folder) as address:
        opened(tab, address)
        assert tab.page.get_by_role("button", name="accept all").count() == 0
        tab.page.get_by_role("button", name="suggest").click()
        tab.page.get_by_role("button", name="accept: “We looked").click()
        tab.page.get_by_role("button", name="reject: The 🚢 bridge will shut").click()
        assert "0 not as here" in tab.page.locator("#items").inner_text()
        tab.page.get_by_role("button", name="finish").click()
        tab.page.locator("#message", has_text="Saved as gold").wait_for()
    gold = gold_of(folder)
    assert [quote.type for quote in gold.quotes] == ["direct"]
    assert gold.sources[0].name == "Ana Bell"


def test_two_annotators_are_compared_and_decided(tab: Tab, folder: Path, tmp_path: Path) -> None:
    """A record that was extracted is opened beside, corrected and saved as gold."""
    record = extract(Article(id="bridge", text=TEXT))
    (tmp_path / "ana.jsonl").write_text(record.to_json() + "\n", "utf-8")
    with annotating(folder, others([str(tmp_path / "ana.jsonl")])) as address:
        opened(tab, address)
        tab.page.get_by_role("button", name="accept all").click()
        tab.page.locator("#items .pick").first.click()
        tab.page.get_by_label("negated").check()
        assert "differs: negated" in tab.page.locator("#items").inner_text()
        tab.page.get_by_role("button", name="finish").click()
        tab.page.locator("#message", has_text="Saved as gold").wait_for()
    gold = gold_of(folder)
    assert [q.spans for q in gold.quotes] == [q.spans for q in record.quotes]
    assert [a.negated for a in gold.attributions] == [True, False]


def test_a_new_article_is_made_on_the_page(tab: Tab, folder: Path) -> None:
    with annotating(folder) as address:
        opened(tab, address)
        tab.page.get_by_role("button", name="New article").click()
        tab.page.get_by_label("Name").fill("../outside")
        tab.page.get_by_label("Text").fill("It rained, said Bob Hill.")
        tab.page.get_by_role("button", name="Make it").click()
        tab.page.locator("#message", has_text="use letters").wait_for()
        tab.page.get_by_label("Name").fill("rain")
        tab.page.get_by_role("button", name="Make it").click()
        tab.page.locator("#heading", has_text="rain").wait_for()
        tab.complaints.clear()  # the browser logs the refused request
    assert (folder / "rain" / "article.txt").read_text("utf-8") == "It rained, said Bob Hill."


def test_a_whole_article_is_annotated_on_the_page_alone(tab: Tab, folder: Path) -> None:
    """600 words that are pasted into the page become a fixture that is checked and read again."""
    text = (FIXTURES / "almshouse-trial" / "article.txt").read_text("utf-8")
    assert len(text.split()) >= 600
    with annotating(folder) as address:
        opened(tab, address)
        tab.page.get_by_role("button", name="New article").click()
        tab.page.get_by_label("Name").fill("trial")
        tab.page.get_by_label("Title").fill("The trial")
        tab.page.get_by_label("Text").fill(text)
        tab.page.get_by_role("button", name="Make it").click()
        tab.page.locator("#heading", has_text="The trial").wait_for()
        tab.page.get_by_role("button", name="suggest").click()
        tab.page.get_by_role("button", name="accept all").click()
        tab.page.get_by_role("button", name="finish").click()
        tab.page.locator("#message", has_text="Saved as gold").wait_for()
        tab.page.locator("#text").focus()
        tab.page.keyboard.press("Escape")
        shown = tab.page.locator("#items .item").all_inner_texts()
        tab.page.reload()
        tab.page.get_by_role("button", name="The trial").click()
        tab.page.locator("#heading", has_text="The trial").wait_for()
        assert tab.page.locator("#items .item").all_inner_texts() == shown
    assert (folder / "trial" / "article.txt").read_text("utf-8") == text
    checked = [sys.executable, "-m", "factx", "check", str(folder / "trial")]
    done = subprocess.run(checked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "1 record checked, all good\n")
    assert len(gold_of(folder / "trial").quotes) > 20


def test_hostile_text_stays_text(tab: Tab, tmp_path: Path) -> None:
    folder = tmp_path / "all"
    (folder / "bridge").mkdir(parents=True)
    (folder / "bridge" / "article.txt").write_text(f"“{HOSTILE},” said Ana Bell.", "utf-8")
    with annotating(folder) as address:
        opened(tab, address)
        tab.page.locator("#text").focus()
        tab.page.keyboard.press("ArrowRight")
        for _ in range(30):
            tab.page.keyboard.press("Shift+ArrowRight")
        tab.page.keyboard.press("q")
        tab.page.keyboard.press("e")
        assert tab.page.locator("#items .item").count() == 2
        assert tab.page.locator("img").count() == 0
        assert '<img src=x onerror="alert(1)">' in tab.page.locator("#text").inner_text()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_nothing_is_clipped_or_hard_to_reach(
    tab: Tab, folder: Path, size: tuple[int, int], dark: bool
) -> None:
    tab.screen(size, dark=dark)
    with annotating(folder) as address:
        opened(tab, address)
        tab.page.get_by_role("button", name="suggest").click()
        tab.page.get_by_role("button", name="accept all").click()
        for place in (0, -1):
            tab.page.locator("#items .pick").nth(place).click()
            assert tab.overflow() == []
            assert tab.faults() == []
