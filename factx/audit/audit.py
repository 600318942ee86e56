"""Who is quoted in many articles: counted record by record, so that any number fits in memory.

A statement counts once for each of its sources. Its words are those of its quote, cut at spaces.
Denials and refusals to comment are statements too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from factx.audit.tables import Cell, Column, Table, counts, share, shares, texts
from factx.records import Attribution, FactRecord, Quote, Source

Key = TypeVar("Key")

_ORDER = ("direct", "mixed", "indirect")
_NOBODY = "no source given"
UNNAMED_KEPT = 5000
"""How many statements of unnamed sources are listed; those after them are only counted."""


@dataclass
class Spoken:
    """What somebody said: statements and words in all, and by the type of the quote."""

    statements: Counter[str] = field(default_factory=Counter[str])
    words: Counter[str] = field(default_factory=Counter[str])

    def add(self, quote_type: str, words: int) -> None:
        """Count one statement."""
        self.statements[quote_type] += 1
        self.words[quote_type] += words

    @property
    def total(self) -> int:
        """All statements."""
        return self.statements.total()

    @property
    def in_marks(self) -> int:
        """Statements with words in quotation marks: direct and mixed ones."""
        return self.statements["direct"] + self.statements["mixed"]


@dataclass
class _Group(Spoken):
    """The sources of a kind, an outlet, a month, or of one name."""

    articles: set[int] = field(default_factory=set[int])
    sources: int = 0
    unnamed: int = 0
    to_check: int = 0
    kind: str = ""
    name: str = ""


class Audit:
    """The counts of all records given so far, and the tables made of them."""

    def __init__(self, records: Iterable[FactRecord] = ()) -> None:
        self.articles = 0
        self.all = _Group()
        self._kinds: dict[str, _Group] = {}
        self._namings: dict[str, _Group] = {}
        self._names: dict[tuple[str, str], _Group] = {}
        self._months: dict[str, _Group] = {}
        self._outlets: dict[str, _Group] = {}
        self._types = Spoken()
        self._unnamed: list[tuple[Cell, ...]] = []
        self.unnamed_left_out = 0
        for record in records:
            self.add(record)

    def add(self, record: FactRecord) -> None:
        """Count one record."""
        number, self.articles = self.articles, self.articles + 1
        article = record.article
        month = _group(self._months, (article.published or "")[:7] or "no date")
        outlet = _group(self._outlets, article.publisher or "no publisher")
        every = (self.all, month, outlet)
        for group in every:
            group.articles.add(number)
            group.sources += len(record.sources)
        groups = {source.id: self._of(source) for source in record.sources}
        for source in record.sources:
            for group in groups[source.id]:
                group.articles.add(number)
                group.sources += 1
        sources = {source.id: source for source in record.sources}
        quotes = {quote.id: quote for quote in record.quotes}
        checks = Counter(claim.attribution for claim in record.claims if claim.checks)
        for attribution in record.attributions:
            quote = quotes[attribution.quote]
            words = _words(quote)
            self._types.add(quote.type, words)
            by = [sources[name] for name in attribution.sources]
            for group in every:
                group.add(quote.type, words)
                group.unnamed += any(source.naming == "unnamed" for source in by)
            if not by:
                for group in (_group(self._kinds, _NOBODY), _group(self._namings, _NOBODY)):
                    group.add(quote.type, words)
                    group.to_check += checks[attribution.id]
            for source in by:
                for group in groups[source.id]:
                    group.add(quote.type, words)
                    group.to_check += checks[attribution.id]
                if source.naming == "unnamed":
                    self._list(record, source, attribution, quote, checks[attribution.id])

    def tables(self) -> Sequence[Table]:
        """Return all tables, with all their rows."""
        return [
            self._by_kind(),
            self._by_naming(),
            self._by_type(),
            self._most_quoted(),
            self._never_in_marks(),
            self._unnamed_sources(),
            self._by_month(),
            self._by_outlet(),
        ]

    def _of(self, source: Source) -> list[_Group]:
        kind = source.kind.replace("_", " ")
        groups = [_group(self._kinds, kind), _group(self._namings, source.naming)]
        if source.naming != "unnamed":
            named = _group(self._names, (source.name.casefold(), kind))
            named.name, named.kind = named.name or source.name, kind
            groups.append(named)
        return groups

    def _list(
        self,
        record: FactRecord,
        source: Source,
        attribution: Attribution,
        quote: Quote,
        to_check: int,
    ) -> None:
        if len(self._unnamed) >= UNNAMED_KEPT:
            self.unnamed_left_out += 1
            return
        cue = attribution.cue.text if attribution.cue is not None else ""
        said = " … ".join(" ".join(span.text.split()) for span in quote.spans)
        self._unnamed.append(
            (record.article.id, source.name, cue, said, quote.type, quote.id, to_check)
        )

    def _by_kind(self) -> Table:
        return self._by_group(
            self._kinds,
            {kind: group.in_marks for kind, group in self._kinds.items()},
            name="kinds",
            title="Who is quoted",
            note="Sources by kind, with what they say; a source counts once in each article.",
            ends=("kind of source", "in quotation marks"),
        )

    def _by_naming(self) -> Table:
        return self._by_group(
            self._namings,
            {naming: group.to_check for naming, group in self._namings.items()},
            name="naming",
            title="Named and unnamed",
            note="How much is carried by sources that the articles do not name.",
            ends=("source is", "claims to check"),
        )

    def _by_group(
        self,
        groups: dict[str, _Group],
        last: dict[str, int],
        *,
        name: str,
        title: str,
        note: str,
        ends: tuple[str, str],
    ) -> Table:
        """What each group says, and `last` of it; `ends` are the titles of the outer columns."""
        return Table(
            name=name,
            title=title,
            note=note,
            columns=(
                *texts(ends[0]),
                *counts("sources", "statements", "words"),
                *shares("share of words"),
                *counts(ends[1]),
            ),
            rows=tuple(
                (key, g.sources, g.total, g.words.total(), self._of_words(g), last[key])
                for key, g in _by_words(groups)
            ),
            drawn="share of words",
        )

    def _by_type(self) -> Table:
        words = self._types.words.total()
        rows = (
            (name, self._types.statements[name], self._types.words[name],
             share(self._types.words[name], words))
            for name in _ORDER
            if words
        )  # fmt: skip
        return Table(
            name="types",
            title="How they are quoted",
            note="Direct is in quotation marks, mixed is partly so, indirect is in the article's "
            "words.",
            columns=(
                *texts("quote"),
                *counts("statements", "words"),
                *shares("share of words"),
            ),
            rows=tuple(rows),
            drawn="share of words",
        )

    def _most_quoted(self) -> Table:
        rows = (
            (g.name, g.kind, len(g.articles), g.total, g.in_marks, g.words.total())
            for g in _by_statements(self._names.values())
            if g.total
        )
        return Table(
            name="most-quoted",
            title="Most quoted",
            note="Named sources; a name of one kind counts as one source in all articles.",
            columns=(
                *texts("source", "kind"),
                *counts("articles", "statements", "in quotation marks", "words"),
            ),
            rows=tuple(rows),
            drawn="statements",
        )

    def _never_in_marks(self) -> Table:
        rows = (
            (g.name, g.kind, len(g.articles), g.total, g.words.total())
            for g in _by_statements(self._names.values())
            if g.total and not g.in_marks
        )
        return Table(
            name="never-in-their-own-words",
            title="Never quoted in their own words",
            note="Named sources of whom nothing is in quotation marks.",
            columns=(*texts("source", "kind"), *counts("articles", "statements", "words")),
            rows=tuple(rows),
        )

    def _unnamed_sources(self) -> Table:
        rest = f" {self.unnamed_left_out:,} more are not listed." if self.unnamed_left_out else ""
        return Table(
            name="unnamed",
            title="Unnamed sources, and what they carry",
            note=f"Each statement of a source that its article does not name.{rest}",
            columns=(
                *texts("article", "source", "cue", "statement", "quote", "id"),
                *counts("claims to check"),
            ),
            rows=tuple(self._unnamed),
        )

    def _by_month(self) -> Table:
        rows = [_over_articles(name, group) for name, group in sorted(self._months.items())]
        return Table(
            name="months",
            title="Over time",
            note="By the month in which articles were published.",
            columns=_over_articles_columns("month"),
            rows=tuple(rows),
            drawn="by unnamed sources",
        )

    def _by_outlet(self) -> Table:
        found = sorted(self._outlets.items(), key=lambda each: (-len(each[1].articles), each[0]))
        return Table(
            name="outlets",
            title="By outlet",
            note="By the publisher of the articles.",
            columns=_over_articles_columns("outlet"),
            rows=tuple(_over_articles(name, group) for name, group in found),
            drawn="by unnamed sources",
        )

    def _of_words(self, group: Spoken) -> float:
        return share(group.words.total(), self.all.words.total())


def _over_articles_columns(title: str) -> tuple[Column, ...]:
    return (
        *texts(title),
        *counts("articles", "sources", "statements"),
        *shares("in quotation marks", "by unnamed sources"),
    )


def _over_articles(name: str, group: _Group) -> tuple[Cell, ...]:
    return (
        name,
        len(group.articles),
        group.sources,
        group.total,
        share(group.in_marks, group.total),
        share(group.unnamed, group.total),
    )


def _group(groups: dict[Key, _Group], key: Key) -> _Group:
    return groups.setdefault(key, _Group())


def _by_words(groups: dict[str, _Group]) -> Iterator[tuple[str, _Group]]:
    yield from sorted(groups.items(), key=lambda each: (-each[1].words.total(), each[0]))


def _by_statements(groups: Iterable[_Group]) -> list[_Group]:
    return sorted(groups, key=lambda group: (-group.total, -group.words.total(), group.name))


def _words(quote: Quote) -> int:
    return sum(len(span.text.split()) for span in quote.spans)
