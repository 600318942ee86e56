"""Turn a model's answer into a draft; what does not fit is listed under `invalid` with the reason.

Nothing is dropped silently and nothing is added. If only a part of an item does not fit, that part
is listed and the rest is kept, as long as it is still true.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from factx.grounding import passage_at
from factx.llm.numbering import Numbering
from factx.llm.wire.answer import (
    CLAIM_KINDS,
    FACTUALITIES,
    NAMINGS,
    SOURCE_KINDS,
    TYPES,
    Answer,
    Piece,
    Wire,
    WireClaim,
    WireSource,
    WireStatement,
)
from factx.llm.wire.notation import canonical
from factx.llm.wire.review import malformed, normal, repetition_key
from factx.records import (
    Article,
    Draft,
    DraftAttribution,
    DraftClaim,
    DraftQuote,
    DraftSource,
    Invalid,
    MentionPassage,
    Origin,
    Passage,
)
from factx.records.ungrounded import DraftedKind
from factx.text import Index, fold, index_of

W = TypeVar("W", bound=Wire)


def to_draft(answer: Answer, article: Article, *, origin: Origin, attempts: int) -> Draft:
    """Turn `answer` into a draft of `article`; every answer gives a consistent draft."""
    index = index_of(article.get_text())
    return _Drafting(canonical(answer, index), index, attempts).draft(article, origin)


def without_claims(answer: Answer, *, attempts: int) -> tuple[Answer, list[Invalid]]:
    """`answer` without its claims, and the claims as invalid, because none were asked for."""
    detail = "claims were not asked for"
    invalid = [
        Invalid(kind="claim", drafted=_written(_plain(claim)), detail=detail, attempts=attempts)
        for claim in answer.claims
    ]
    return answer.model_copy(update={"claims": ()}), invalid


class _Drafting:
    """Turns one answer into a draft; has the ids given so far."""

    def __init__(self, answer: Answer, index: Index, attempts: int) -> None:
        self.answer = answer
        self.index = index
        self.numbering = Numbering(index)
        self.attempts = attempts
        self.invalid: list[Invalid] = []
        self.source_ids: dict[str, str | None] = {}
        self.source_names: dict[str, str | None] = {}
        self.repeated: dict[str, str] = {}

    def draft(self, article: Article, origin: Origin) -> Draft:
        sources = self._sources()
        statements = self._statements()
        quotes = [self._quote(id_, statement) for id_, statement in statements.items()]
        attributions = self._attributions(statements)
        claims = self._claims({number: id_ for id_, number in _numbers(statements).items()})
        self._unknown_fields("attribution", "the answer", self.answer)
        return Draft(
            article_sha256=article.sha256,
            sources=tuple(sources),
            quotes=tuple(quotes),
            attributions=tuple(attributions),
            claims=tuple(claims),
            invalid=tuple(self.invalid),
            attempts=self.attempts,
            origin=origin,
        )

    # Sources

    def _sources(self) -> list[DraftSource]:
        """The sources, each once; a number that two of them have refers to neither."""
        found: dict[tuple[str, ...], DraftSource] = {}
        for source in self._formed("source", self.answer.sources, WireSource):
            kind = _one_of(SOURCE_KINDS, source.kind)
            naming = _one_of(NAMINGS, source.naming)
            name = source.name.strip()
            if not name or naming is None:
                self._reject("source", source, "it has no name" if not name else _no_such("naming"))
                continue
            if kind is None:
                self._add_invalid("source", f'{name}: kind "{source.kind}"', _no_such("kind"))
            same = (fold(name), kind or "other", naming)
            if same in found:
                self._reject("source", source, "it is already listed")
            else:
                found[same] = self._source(f"s{len(found) + 1}", name, same)
            self._remember(source, found[same])
        return list(found.values())

    def _source(self, id_: str, name: str, same: tuple[str, ...]) -> DraftSource:
        _, kind, naming = same
        mentions = self._naming_mention(name) if naming == "named" else ()
        return DraftSource.model_validate(
            {"id": id_, "name": name, "kind": kind, "naming": naming, "mentions": mentions}
        )

    def _remember(self, written: WireSource, source: DraftSource) -> None:
        if self.source_ids.setdefault(written.number, source.id) != source.id:
            self._add_invalid(
                "source", _written({source.name: written.number}), "two have this number"
            )
            self.source_ids[written.number] = None
        name = fold(source.name)
        if self.source_names.setdefault(name, source.id) != source.id:
            self.source_names[name] = None

    def _naming_mention(self, name: str) -> tuple[MentionPassage, ...]:
        """The first exact occurrence of the name in the article."""
        places = self.index.find_exact(name)
        if not places:
            return ()
        passage = passage_at(self.index, *places[0])
        return (MentionPassage(form="name", **passage.model_dump(exclude_none=True)),)

    # Statements

    def _statements(self) -> dict[str, WireStatement]:
        """The statements with content and, if they name one, with an existing parent."""
        kept = self._different(
            statement
            for statement in self._formed("attribution", self.answer.statements, WireStatement)
            if self._has_content(statement)
        )
        while orphans := _orphans(kept):
            for statement in orphans:
                self._reject(
                    "attribution", statement, f"it needs exactly one statement {statement.parent}"
                )
            lost = {id(statement) for statement in orphans}
            kept = [statement for statement in kept if id(statement) not in lost]
        return {f"a{at}": statement for at, statement in enumerate(kept, 1)}

    def _has_content(self, statement: WireStatement) -> bool:
        if any(_says_something(piece) for piece in statement.content):
            return True
        self._reject("attribution", statement, "it has no content")
        return False

    def _different(self, statements: Iterable[WireStatement]) -> list[WireStatement]:
        """The statements without repetitions."""
        found: dict[object, WireStatement] = {}
        for statement in statements:
            same = repetition_key(statement)
            if same in found:
                self._reject("attribution", statement, "it is already listed")
                self.repeated.setdefault(statement.number, found[same].number)
            else:
                found[same] = statement
        for kept in found.values():
            self.repeated.pop(kept.number, None)
        return [
            statement.model_copy(
                update={"parent": self.repeated.get(statement.parent, statement.parent)}
            )
            for statement in found.values()
        ]

    def _quote(self, id_: str, statement: WireStatement) -> DraftQuote:
        spans = self._passages("quote", statement.content, statement.begins_in)
        return DraftQuote(id=_quote_id(id_), spans=spans)

    def _attributions(self, statements: Mapping[str, WireStatement]) -> list[DraftAttribution]:
        parents = self._parents(statements)
        return [
            self._attribution(id_, statement, parents.get(id_))
            for id_, statement in statements.items()
        ]

    def _attribution(
        self, id_: str, statement: WireStatement, parent: str | None
    ) -> DraftAttribution:
        sources = self._sources_of(statement)
        mention = statement.mention
        speaker = self._stretch(mention.text, mention.until, statement.said_in)
        if speaker is not None and not sources:
            self._add_invalid("source_span", speaker.wording, "it belongs to no listed source")
            speaker = None
        kind = _one_of(TYPES, statement.type)
        if kind is None:
            self._add_invalid("attribution", f'{id_}: type "{statement.type}"', _no_such("type"))
        return DraftAttribution.model_validate(
            {
                "id": id_,
                "quote": _quote_id(id_),
                "sources": sources,
                "source_span": speaker,
                "cue": self._passage(statement.cue, statement.said_in),
                "type": kind or "statement",
                "parent": parent,
                "negated": statement.negated,
            }
        )

    def _sources_of(self, statement: WireStatement) -> tuple[str, ...]:
        """The sources with the given numbers, otherwise the one with the speaker's name."""
        found: dict[str, None] = {}
        for number in statement.sources:
            source = self.source_ids.get(number)
            if source is not None:
                found[source] = None
            elif number:
                drafted = f"{statement.speaker.strip() or 'a speaker'}: source {number}"
                self._add_invalid("source", drafted, "not exactly one source has this number")
        by_name = self.source_names.get(fold(statement.speaker))
        return tuple(found) or ((by_name,) if by_name is not None else ())

    def _parents(self, statements: Mapping[str, WireStatement]) -> dict[str, str]:
        """The parent of each statement that has one; a parent that closes a cycle is removed."""
        by_number = {number: id_ for id_, number in _numbers(statements).items()}
        parents: dict[str, str] = {}
        for id_, statement in statements.items():
            parent = by_number.get(statement.parent) if statement.parent else None
            if parent is None:
                continue
            step: str | None = parent
            while step is not None and step != id_:
                step = parents.get(step)
            if step is None:
                parents[id_] = parent
            else:
                drafted = f"statement {statement.number}: parent {statement.parent}"
                self._add_invalid("attribution", drafted, "its parents lead back to itself")
        return parents

    # Claims

    def _claims(self, attributions: Mapping[str, str]) -> list[DraftClaim]:
        """The claims; one whose statement is missing does not become a claim of the article."""
        found: list[DraftClaim] = []
        for claim in self._formed("claim", self.answer.claims, WireClaim):
            kind = _one_of(CLAIM_KINDS, claim.kind)
            factuality = _one_of(FACTUALITIES, claim.factuality)
            number = self.repeated.get(claim.statement, claim.statement)
            if number and number not in attributions:
                self._reject("claim", claim, f"it needs exactly one statement {claim.statement}")
            elif not any(map(_says_something, self.answer.evidence_of(claim, self.numbering))):
                self._reject("claim", claim, "it has no evidence")
            elif kind is None or factuality is None:
                self._reject("claim", claim, _no_such("kind" if kind is None else "factuality"))
            else:
                pieces = self.answer.evidence_of(claim, self.numbering)
                evidence = self._passages("claim", pieces, claim.begins_in)
                text = claim.text.strip()
                drafted = {
                    "id": f"c{len(found) + 1}",
                    "text": text or " ".join(passage.wording for passage in evidence),
                    "standalone": bool(text),
                    "evidence": evidence,
                    "attribution": attributions.get(number) if number else None,
                    "kind": kind,
                    "factuality": factuality,
                }
                found.append(DraftClaim.model_validate(drafted))
        return found

    # Passages

    def _passages(
        self, kind: DraftedKind, pieces: Iterable[Piece], sentence: int
    ) -> tuple[Passage, ...]:
        found: list[Passage] = []
        for piece in pieces:
            self._unknown_fields(kind, "a piece", piece)
            first, last = piece.text.strip(), piece.until.strip()
            if last and not first:
                self._add_invalid(kind, last, "it has last words and no first words")
            passage = self._stretch(first or last, last, sentence)
            if passage is not None:
                found.append(passage)
        return tuple(found)

    def _stretch(self, first: str, last: str, sentence: int) -> Passage | None:
        """The passage from `first` to `last`, in which numbers stand for quotations."""
        quotation = self.numbering.named(first)
        if quotation is not None and last in ("", first):
            return passage_at(self.index, quotation.start, quotation.end)
        first, last = self.numbering.written_out(first), self.numbering.written_out(last)
        if first and last and first != last:
            return Passage(first=first, last=last, sentence=self._hint(sentence))
        return self._passage(first or last, sentence)

    def _passage(self, words: str, sentence: int) -> Passage | None:
        words = words.strip()
        return Passage(text=words, sentence=self._hint(sentence)) if words else None

    def _hint(self, sentence: int) -> int | None:
        return sentence if 1 <= sentence <= len(self.index.sentences) else None

    # What does not fit

    def _formed(self, kind: DraftedKind, items: Iterable[object], form: type[W]) -> Iterator[W]:
        """The items of the right form; the others are listed as invalid."""
        for item in items:
            if isinstance(item, form):
                self._unknown_fields(kind, "it", item)
                yield item
            elif item is not None:
                self._add_invalid(kind, _written(item), "; ".join(malformed("it", item, form)))

    def _unknown_fields(self, kind: DraftedKind, what: str, part: Wire) -> None:
        for name, value in (part.model_extra or {}).items():
            if value not in (None, "", [], {}):
                self._add_invalid(kind, _written({name: value}), f"{what} has no such field")

    def _reject(self, kind: DraftedKind, item: Wire, detail: str) -> None:
        self._add_invalid(kind, _written(item.model_dump(mode="json")), detail)

    def _add_invalid(self, kind: DraftedKind, drafted: str, detail: str) -> None:
        self.invalid.append(
            Invalid(kind=kind, drafted=drafted, detail=detail, attempts=self.attempts)
        )


def _orphans(statements: Sequence[WireStatement]) -> list[WireStatement]:
    """The statements whose parent does not exist or is ambiguous."""
    counts = Counter(statement.number for statement in statements)
    return [
        statement for statement in statements if statement.parent and counts[statement.parent] != 1
    ]


def _numbers(statements: Mapping[str, WireStatement]) -> dict[str, str]:
    """The numbers that exactly one statement has."""
    counts = Counter(statement.number for statement in statements.values())
    return {
        id_: statement.number
        for id_, statement in statements.items()
        if statement.number and counts[statement.number] == 1
    }


def _quote_id(attribution: str) -> str:
    return f"q{attribution[1:]}"


def _says_something(piece: Piece) -> bool:
    return bool(piece.text.strip() or piece.until.strip())


def _one_of(allowed: Sequence[str], word: str) -> str | None:
    """The word of a closed set that equals `word` except for case and hyphens."""
    return next((one for one in allowed if normal(one) == normal(word)), None)


def _no_such(field: str) -> str:
    return f"there is no such {field}"


def _plain(item: object) -> object:
    return item.model_dump(mode="json") if isinstance(item, Wire) else item


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
