"""A sourcing audit: every count, by hand."""

import csv
from io import StringIO

from building import claim, grounded, said, speaker

from factx.audit import Audit, Table
from factx.records import FactRecord

TEXT = (
    "“We will appeal,” said Ann Bell. Ann Bell said it was late. Officials said costs had risen. "
    "It was feared that the bridge would close."
)


def bridge(**article: str) -> FactRecord:
    record = grounded(
        TEXT,
        said("“We will appeal,”", source="Ann Bell@1", cue="said@1"),
        said("it was late", source="Ann Bell@2", cue="said@2", id="2"),
        said("costs had risen", source="Officials", cue="said@3", who="o", id="3"),
        {**said("that the bridge would close", id="4")},
        sources=[
            speaker("Ann Bell", "Ann Bell@1"),
            {**speaker("officials", "Officials", id="o"), "naming": "unnamed", "kind": "group"},
        ],
        claims=[claim("costs had risen", attribution="a3", checks=["figure"])],
    )
    return record.with_article(record.article.model_copy(update=article))


def table(audit: Audit, name: str) -> Table:
    return next(table for table in audit.tables() if table.name == name)


def test_who_is_quoted_by_kind_and_by_naming() -> None:
    audit = Audit([bridge(), bridge()])
    assert (audit.articles, audit.all.sources, audit.all.total) == (2, 4, 8)
    assert audit.all.words.total() == 2 * (3 + 3 + 3 + 5)
    assert table(audit, "kinds").rows == (
        ("person", 2, 4, 12, 12 / 28, 2),
        ("no source given", 0, 2, 10, 10 / 28, 0),
        ("group", 2, 2, 6, 6 / 28, 0),
    )
    assert table(audit, "naming").rows == (
        ("named", 2, 4, 12, 12 / 28, 0),
        ("no source given", 0, 2, 10, 10 / 28, 0),
        ("unnamed", 2, 2, 6, 6 / 28, 2),
    )
    assert table(audit, "types").rows == (
        ("direct", 2, 6, 6 / 28),
        ("mixed", 0, 0, 0.0),
        ("indirect", 6, 22, 22 / 28),
    )


def test_a_name_is_one_source_in_all_articles_and_an_unnamed_source_is_none() -> None:
    audit = Audit([bridge(id="a"), bridge(id="b")])
    assert table(audit, "most-quoted").rows == (("Ann Bell", "person", 2, 4, 2, 12),)
    assert table(audit, "unnamed").rows == tuple(
        (name, "officials", "said", "costs had risen", "indirect", "q3", 1) for name in "ab"
    )


def test_who_is_never_quoted_in_their_own_words() -> None:
    assert table(Audit([bridge()]), "never-in-their-own-words").rows == ()
    record = grounded(
        "Bob Hill said it rained.",
        said("it rained", source="Bob Hill", cue="said"),
        sources=[speaker("Bob Hill")],
    )
    rows = table(Audit([record]), "never-in-their-own-words").rows
    assert rows == (("Bob Hill", "person", 1, 1, 2),)


def test_over_time_and_by_outlet() -> None:
    audit = Audit(
        [
            bridge(published="2026-03-31", publisher="The Gazette"),
            bridge(published="2026-03-02T10:00:00Z", publisher="The Post"),
            bridge(published="2026-01-15", publisher="The Post"),
            bridge(),
        ]
    )
    months = [row[:4] for row in table(audit, "months").rows]
    assert months == [("2026-01", 1, 2, 4), ("2026-03", 2, 4, 8), ("no date", 1, 2, 4)]
    assert [row[0] for row in table(audit, "outlets").rows] == [
        "The Post",
        "The Gazette",
        "no publisher",
    ]
    assert table(audit, "outlets").rows[0] == ("The Post", 2, 4, 8, 2 / 8, 2 / 8)


def test_csv_has_all_rows_and_no_formulas() -> None:
    record = grounded(
        "=1+1 said it rained.",
        said("it rained", source="=1+1", cue="said"),
        sources=[speaker("=1+1")],
    )
    written = list(csv.reader(StringIO(table(Audit([record]), "most-quoted").csv())))
    assert written[0][:2] == ["source", "kind"]
    assert written[1] == ["'=1+1", "person", "1", "1", "0", "2"]


def test_nothing_at_all() -> None:
    assert all(not table.rows for table in Audit().tables())
