"""Who said what, joined: each attribution with its quote, sources, parent and claims.

A view of a record. Nothing of it is written to JSON.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from factx.errors import BadArgument, UnknownItem, WrongType
from factx.records.attribution import Attribution
from factx.records.base import Item, shortened
from factx.records.claim import Claim
from factx.records.quote import Quote
from factx.records.source import Source
from factx.text import fold, index_of

if TYPE_CHECKING:
    from factx.records.record import FactRecord


class Statement:
    """One attribution of a record, with everything it refers to.

    Examples:
        >>> (statement,) = factx.extract("“We have no choice,” Ana Ruiz said.").statements
        >>> statement.speaker, statement.cue, statement.text
        ('Ana Ruiz', 'said', '“We have no choice,”')
    """

    __slots__ = ("_joined", "attribution", "claims", "quote", "sources")

    attribution: Attribution
    """The attribution."""
    quote: Quote
    """What was said."""
    sources: tuple[Source, ...]
    """Who said it; empty if the article gives no source."""
    claims: tuple[Claim, ...]
    """The claims that its content asserts."""

    def __init__(
        self,
        attribution: Attribution,
        quote: Quote,
        sources: tuple[Source, ...],
        claims: tuple[Claim, ...],
        joined: "Joined",
    ) -> None:
        self.attribution = attribution
        self.quote = quote
        self.sources = sources
        self.claims = claims
        self._joined = joined

    @property
    def id(self) -> str:
        """The id of the attribution."""
        return self.attribution.id

    @property
    def speaker(self) -> str:
        """The names of the sources, with "; " between them; empty if there is none."""
        return "; ".join(source.name for source in self.sources)

    @property
    def cue(self) -> str:
        """The reporting words; empty if there are none."""
        return self.attribution.cue.text if self.attribution.cue else ""

    @property
    def text(self) -> str:
        """What was said: all parts of the quote, with " ... " between them."""
        return self.quote.text

    @property
    def negated(self) -> bool:
        """Whether it was not said, or is only supposed or asked."""
        return self.attribution.negated

    @property
    def parent(self) -> "Statement | None":
        """The statement that reports this one; None if the article itself does."""
        name = self.attribution.parent
        return None if name is None else self._joined.of_attribution[name]

    @property
    def start(self) -> int:
        """Offset of the first character of the quote, in code points."""
        return self.quote.spans[0].start

    @property
    def end(self) -> int:
        """Offset after the last character of the quote."""
        return self.quote.spans[-1].end

    @property
    def sentence(self) -> int | None:
        """Number of the sentence in which the quote begins, from 1, as in drafts.

        None if the record was written without the article's text.
        """
        text = self._joined.record.article.text
        return None if text is None else index_of(text).sentence_of(self.start)

    @property
    def context(self) -> str:
        """The sentences of the article with the quote, its cue and its source span.

        Empty if the record was written without the article's text.
        """
        text = self._joined.record.article.text
        if text is None:
            return ""
        one = self.attribution
        spans = [*self.quote.spans, *(span for span in (one.cue, one.source_span) if span)]
        index = index_of(text)
        numbers = sorted({index.sentence_of(at) for s in spans for at in (s.start, s.end - 1)})
        known = [index.sentences[number - 1] for number in numbers]
        return text[known[0][0] : known[-1][1]]

    def __repr__(self) -> str:
        said = f"{self.speaker or '-'} | {self.cue or '-'} | {shortened(self.text)}"
        return f"Statement({self.id}: {said}{', negated' if self.negated else ''})"


class Joined:
    """The items of a record by their ids, and its statements."""

    def __init__(self, record: "FactRecord") -> None:
        self.record = record

    @cached_property
    def items(self) -> dict[str, Source | Quote | Attribution | Claim]:
        """Every item with an id."""
        record = self.record
        groups: Sequence[Iterable[Source | Quote | Attribution | Claim]]
        groups = (record.sources, record.quotes, record.attributions, record.claims)
        return {item.id: item for group in groups for item in group}

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """One statement per attribution, in their order."""
        quotes = {quote.id: quote for quote in self.record.quotes}
        sources = {source.id: source for source in self.record.sources}
        claims: defaultdict[str, list[Claim]] = defaultdict(list)
        for claim in self.record.claims:
            if claim.attribution is not None:
                claims[claim.attribution].append(claim)
        return tuple(
            Statement(
                one,
                quotes[one.quote],
                tuple(sources[name] for name in one.sources),
                tuple(claims.get(one.id, ())),
                self,
            )
            for one in self.record.attributions
        )

    @cached_property
    def of_attribution(self) -> dict[str, Statement]:
        """The statements by the ids of their attributions."""
        return {statement.id: statement for statement in self.statements}

    @cached_property
    def of_source(self) -> dict[str, tuple[Statement, ...]]:
        """The statements of each source, by its id."""
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.statements:
            for source in statement.sources:
                found[source.id].append(statement)
        return {name: tuple(statements) for name, statements in found.items()}

    def get(self, name: str) -> Source | Quote | Attribution | Claim:
        """The item with the id `name`; raises `UnknownItem`."""
        found = self.items.get(name)
        if found is None:
            raise UnknownItem(self.record.article.id, name, self._known())
        return found

    def _known(self) -> str:
        """The ids that the record has, in words."""
        record = self.record
        groups: Sequence[tuple[str, Sequence[Item]]] = (
            ("sources", record.sources),
            ("quotes", record.quotes),
            ("attributions", record.attributions),
            ("claims", record.claims),
        )
        ranges = [f"{what} {_range(items)}" for what, items in groups if items]
        return f"it has {', '.join(ranges)}" if ranges else "it is empty"

    def source_called(self, source: str | Source) -> Source | None:
        """The source with a name, or with the name of another record's source.

        Raises `BadArgument` if several sources may be meant.
        """
        if isinstance(source, Source):
            if self.items.get(source.id) == source:
                return source
            source = source.name
        found = _called(source, self.record.sources)
        if len(found) > 1:
            names = ", ".join(f"{one.id} ({one.name})" for one in found)
            problem = f"{source!r} may be {len(found)} sources of record {self.record.article.id}"
            raise BadArgument(f"{problem}: {names}; give a full name, or record[id]")
        return found[0] if found else None

    def statement_of(self, item: Claim | Attribution | str) -> Statement | None:
        """The statement of an attribution, or the one whose content asserts a claim."""
        found = self.get(item) if isinstance(item, str) else item
        if isinstance(found, Claim):
            return self.of_attribution[found.attribution] if found.attribution else None
        if isinstance(found, Attribution):
            return self.of_attribution[found.id]
        raise WrongType(f"{item!r} is neither a claim nor an attribution")


def _range(items: Sequence[Item]) -> str:
    first, last = items[0].id, items[-1].id
    return first if first == last else f"{first} to {last}"


def _called(name: str, sources: Sequence[Source]) -> list[Source]:
    """The sources that have a name exactly; if none has, those that are called it anywhere.

    That is by a mention that is not a pronoun, or by some words of a person's name.
    """
    wanted = fold(name)
    if not wanted:
        raise BadArgument("the name of a source is empty")
    exactly = [source for source in sources if fold(source.name) == wanted]
    return exactly or [source for source in sources if _is_called(wanted, source)]


def _is_called(wanted: str, source: Source) -> bool:
    mentions = (mention.text for mention in source.mentions if mention.form != "pronoun")
    if any(fold(text) == wanted for text in mentions):
        return True
    is_person = source.kind == "person" and source.naming != "unnamed"
    return is_person and f" {wanted} " in f" {fold(source.name)} "
