"""What a person sees of a record: everything in it, at any width, and nothing that acts."""

import io
import re

import pytest
from building import claim, drafted, grounded, said, speaker
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console, RenderableType
from rich.text import Text

from factx.errors import InputError
from factx.grounding import ground
from factx.records import Article, Draft, FactRecord, Ungrounded
from factx.render import loss, numbered, printable, said_by, shown, sizes, summary
from factx.render.page import Part

TEXT = """The ferry is late, said Ann Bell, the harbour master.

“We will appeal,” she told the council on Monday, “and win.” Bob Hill reported that Ann Bell \
believed the vote was close.
"""


def the_record() -> FactRecord:
    """A record with a bit of everything: a chain, a quote in pieces, a claim, something lost."""
    draft = drafted(
        said("The ferry is late", source="Ann Bell, the harbour master", cue="said"),
        said(
            "“We will appeal,”",
            "“and win.”",
            source="she@2",
            cue="told",
            id="2",
            addressee={"text": "the council"},
            when={"text": "on Monday", "value": "2026-01-05"},
        ),
        said(
            "that Ann Bell believed the vote was close",
            source="Bob Hill",
            cue="reported",
            who="b",
            id="3",
        ),
        said(
            "the vote was close",
            source="Ann Bell@3",
            cue="believed",
            id="4",
            parent="a3",
            type="belief",
        ),
        said("“We will never appeal,”", source="Ann Bell@1", cue="said", id="5"),
        sources=[
            speaker("Ann Bell", "Ann Bell@1", role="harbour master"),
            speaker("Bob Hill", "Bob Hill", id="b"),
        ],
        claims=[
            claim("The ferry is late", attribution="a1"),
            claim("the vote was close", id="2", doubt="by whom?"),
        ],
    )
    return ground(Article(id="ferry", text=TEXT, title="Ferry", publisher="The Gazette"), draft)


def drawn(page: RenderableType, *, width: int = 80, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(),
        width=width,
        color_system="standard" if colour else None,
        force_terminal=colour,
        markup=False,
    )
    console.print(page)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


PAGE = """\
Ferry
The Gazette · ferry

2 sources · 4 quotes · 2 claims · 19 of 22 passages found in the article

THE ARTICLE
  [q1/s1: The ferry is late], said Ann Bell, the harbour master.

  [q2/s1: “We will appeal,”] she told the council on Monday, [q2/s1: “and win.”]
  Bob Hill reported [q3/s2: that Ann Bell believed [q4/s1: the vote was close]].

WHO SAID WHAT
  q1  Ann Bell — said:
      The ferry is late
      indirect · sentence 1
  q2  Ann Bell — told:
      “We will appeal,” … “and win.”
      direct · sentence 2 · when: on Monday (2026-01-05) · to: the council
  q3  Bob Hill — reported:
      that Ann Bell believed the vote was close
      indirect · sentence 3
      q4  Ann Bell — believed:
          the vote was close
          indirect · sentence 3 · belief

SOURCES
  s1  Ann Bell, harbour master
      named · person · 3 quotes
  s2  Bob Hill
      named · person · 1 quote

CLAIMS
  c1  The ferry is late
      says Ann Bell (q1)
  c2  the vote was close
      doubt: by whom?

NOT FOUND IN THE ARTICLE
"""


def test_a_record_is_shown_with_the_article_first_and_the_claims_last() -> None:
    page = drawn(shown(the_record()))
    assert page.startswith(PAGE)
    assert re.search(r"NOT FOUND IN THE ARTICLE\n  quote +“We will never appeal,”\n", page)
    assert page.endswith("\n\ndrafted by a person · grounded by factx 0.1.0\n")


def headings(page: str) -> list[str]:
    return [line for line in page.splitlines() if line.isupper()]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("quotes",), ["WHO SAID WHAT", "NOT FOUND IN THE ARTICLE"]),
        (("sources",), ["SOURCES"]),
        (("claims", "sources"), ["SOURCES", "CLAIMS"]),
    ],
)
def test_only_the_sections_that_are_asked_for(parts: tuple[Part, ...], expected: list[str]) -> None:
    assert headings(drawn(shown(the_record(), parts=parts))) == expected


def test_what_one_source_says_and_who_reports_it() -> None:
    page = drawn(shown(the_record(), source="bell"))
    assert "Bob Hill — reported:" in page  # since the belief of Ann Bell is told through it
    assert "c2" not in page  # a claim of the article itself
    page = drawn(shown(the_record(), source="HILL"))
    assert "Ann Bell —" not in page
    assert "1 source · 1 quote · 0 claims" in page
    assert said_by(the_record(), "s2") == said_by(the_record(), "Bob")
    problem = "no source 'Carl'; it has: Ann Bell, Bob Hill"
    with pytest.raises(InputError, match=problem):
        shown(the_record(), source="Carl")


def test_a_claim_that_another_source_retells_is_not_given_to_the_article() -> None:
    text = "Ann Bell said that Bob Hill wants a ferry."
    record = grounded(
        text,
        said("that Bob Hill wants a ferry", source="Ann Bell", cue="said"),
        said("a ferry", source="Bob Hill", cue="wants", who="b", id="2", parent="a1"),
        sources=[speaker("Ann Bell"), speaker("Bob Hill", id="b")],
        claims=[claim("Bob Hill wants a ferry", attribution="a1", reports="a2")],
    )
    (kept,) = said_by(record, "Bob").claims
    assert (kept.attribution, kept.reports) == ("a1", "a2")
    (kept,) = said_by(record, "Ann").claims
    assert (kept.attribution, kept.reports) == ("a1", None)


@pytest.mark.parametrize("width", [1, 8, 20, 40, 80, 200])
def test_no_line_is_wider_than_the_terminal_and_no_word_is_lost(width: int) -> None:
    page = drawn(shown(the_record()), width=width)
    assert max(map(len, page.splitlines())) <= width
    assert not any(line != line.rstrip() for line in page.splitlines())
    wide = drawn(shown(the_record()), width=500)
    assert sorted(re.findall(r"\w", page)) == sorted(re.findall(r"\w", wide))


def test_colour_adds_nothing_but_colour() -> None:
    coloured = drawn(shown(the_record()), colour=True)
    assert "\x1b[" in coloured
    assert Text.from_ansi(coloured).plain.split() == drawn(shown(the_record())).split()


def test_titles_are_bold_on_a_terminal() -> None:
    coloured = drawn(shown(the_record()), colour=True)
    assert coloured.startswith("\x1b[1mFerry\x1b[0m\n")
    assert "\n\x1b[1mTHE ARTICLE\x1b[0m\n" in coloured


def test_a_record_without_its_text_is_shown_without_it() -> None:
    page = drawn(shown(the_record().without_text()))
    assert "“We will appeal,” … “and win.”" in page
    assert "THE ARTICLE" not in page.splitlines()
    assert "indirect · character 0" in page


def test_a_record_of_nothing_is_shown_without_empty_sections() -> None:
    page = drawn(shown(ground(Article(id="a", text="It rained."), drafted())))
    assert [line for line in page.splitlines() if line.isupper()] == ["THE ARTICLE"]
    assert "0 sources · 0 quotes · 0 claims" in page


def test_sentences_are_numbered_from_one_each_on_its_own_line() -> None:
    text = "One.\r\nTwo goes on.  Three.\n" + "x.\n\n" * 8
    lines = drawn(numbered(Article(id="a", text=text))).splitlines()
    assert lines[:5] == ["a", "", "   1  One.", "   2  Two goes on.", "   3  Three."]
    assert lines[-1] == "  11  x."


HOSTILE = (
    "\x1b]0;title\x07 \x1b[2J\x9b31m \u202eabc\u202c \u2066x\u2069 a\rb \x08\x7f "
    "[red]x[/red] :smile:"
)


def acting(text: str) -> list[str]:
    """The characters of `text` that a terminal would act upon."""
    return re.findall(r"[^\n\x20-\x7e\xa0-\u2029\u202f-\u2065\u206a-\ufefe\uff00-\U0010ffff]", text)


def test_an_article_cannot_drive_the_terminal() -> None:
    text = f"“{HOSTILE},” said {HOSTILE}. {HOSTILE}"
    name = {"name": HOSTILE, "kind": "person", "naming": "named", "id": "s"}
    draft = drafted(
        said(f"“{HOSTILE},”"), said(f"nowhere {HOSTILE} to be found", id="2"), sources=[name]
    )
    article = Article(id=HOSTILE, text=text, title=HOSTILE, byline=HOSTILE, url=HOSTILE)
    record = ground(article, draft)
    assert record.quotes
    assert record.ungrounded
    for page in (shown(record), numbered(article)):
        assert acting(drawn(page)) == []
        assert "[red]x[/red]" in drawn(page, width=400)
        assert ":smile:" in drawn(page, width=400)
    assert acting(loss(record.ungrounded[0])) == []


@given(text=st.text())
def test_printable_is_one_line_in_which_nothing_acts(text: str) -> None:
    line = printable(text)
    assert "\n" not in line
    assert acting(line) == []
    if acting(text) == []:
        assert line == " ".join(text.split())


@given(text=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_article_can_be_shown_with_its_marks_in_place(text: str) -> None:
    """Offsets stay true when characters are replaced by ones that can be seen."""
    article = Article(id="a", text=text)
    content = {"id": "q", "spans": [{"text": text.strip()}]}
    draft = {"quotes": [content], "attributions": [{"id": "a", "quote": "q"}]}
    record = ground(article, Draft.from_data(draft))
    page = drawn(shown(record), width=1000)
    assert acting(page) == []
    if record.quotes:
        assert page.count("[q1: ") == 1


def test_sizes_add_up_and_are_told_in_words() -> None:
    record = the_record()
    assert summary(sizes(record) + sizes(record)) == (
        "4 sources, 8 quotes, 8 attributions, 4 claims; "
        "44 passages drafted, 38 grounded, 6 ungrounded"
    )


def test_of_a_long_lost_passage_the_beginning_and_the_end_are_shown() -> None:
    """200 characters are shown whole; of more, the first 120 and the last 60."""
    long = "a" * 120 + "b" * 21 + "c" * 60
    for passage, line in ((long, f'{"a" * 120} ... {"c" * 60}"'), (long[1:], f'{long[1:]}"')):
        assert loss(_lost(passage)).partition(": not_in_text")[0].endswith(line)


def _lost(passage: str) -> Ungrounded:
    return grounded("It rained.", said(passage)).ungrounded[0].model_copy(update={"nearest": None})
