"""Turn a model's answer into a draft; what does not fit is listed under `invalid` with the reason.

Nothing is dropped silently and nothing is added. If only a part of an item does not fit, that part
is listed and the rest is kept, as long as it is still true.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from factx.grounding import passage_at
from factx.llm.numbering import numbering_of
from factx.llm.wire.answer import (
    CLAIM_KINDS,
    FACTUALITIES,
    NAMINGS,
    SOURCE_KINDS,
    TYPES,
    Answer,
    Piece,
    Surplus,
    Wire,
    WireClaim,
    WireSource,
    WireStatement,
)
from factx.llm.wire.claim_wording import Wording
from factx.llm.wire.evidence import Evidence, EvidenceReader
from factx.llm.wire.json_reader import AGAIN
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
    drafting = _Drafting(canonical(answer, index), index, attempts, article.lang)
    return drafting.draft(article, origin)


def without_claims(answer: Answer, *, attempts: int) -> tuple[Answer, list[Invalid]]:
    """`answer` without its claims, and the claims as invalid, because none were asked for."""
    detail = "claims were not asked for"
    invalid = [
        Invalid(kind="claim", drafted=_written(_plain(claim)), detail=detail, attempts=attempts)
        for claim in answer.claims
    ]
    return answer.model_copy(update={"claims": ()}), invalid


_MOST_INVALID = 5000
"""How many items that do not fit are listed one by one."""


class _Drafting:
    """Turns one answer into a draft; has the ids given so far."""

    def __init__(self, answer: Answer, index: Index, attempts: int, lang: str | None) -> None:
        self.answer = answer
        self.lang = lang
        self.index = index
        self.numbering = numbering_of(index)
        self.attempts = attempts
        self.invalid: list[Invalid] = []
        self.unlisted = Counter[DraftedKind]()
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
            invalid=(*self.invalid, *self._rest()),
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
                made = self._source(f"s{len(found) + 1}", name, same)
                found[same] = _with_extra(made, source.own("source"))
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
        lost = _orphans(kept)
        for at in lost:
            detail = f"it needs exactly one statement {kept[at].parent}"
            self._reject("attribution", kept[at], detail)
        lost = frozenset(lost)
        kept = [statement for at, statement in enumerate(kept) if at not in lost]
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
        return DraftQuote(id=_quote_id(id_), spans=spans, extra=statement.own("quote"))

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
                "extra": statement.own("attribution"),
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
        above: dict[str, str] = {}
        """For each statement with a parent, one that it is in, directly or not."""
        for id_, statement in statements.items():
            parent = by_number.get(statement.parent) if statement.parent else None
            if parent is None:
                continue
            if _outermost(parent, above) != id_:
                parents[id_] = above[id_] = parent
            else:
                drafted = f"statement {statement.number}: parent {statement.parent}"
                self._add_invalid("attribution", drafted, "its parents lead back to itself")
        return parents

    # Claims

    def _claims(self, attributions: Mapping[str, str]) -> list[DraftClaim]:
        """The claims; one whose statement is missing does not become a claim of the article."""
        if not self.answer.claims:
            return []
        # The rules are not needed if there are no claims.
        from factx.rules.language.language import language_of

        language = language_of(self.lang)
        reader = EvidenceReader(self.answer, self.index, language=language)
        found: list[tuple[WireClaim, dict[str, str | None], Evidence]] = []
        for claim in self._formed("claim", self.answer.claims, WireClaim):
            kind = _one_of(CLAIM_KINDS, claim.kind)
            factuality = _one_of(FACTUALITIES, claim.factuality)
            number = self.repeated.get(claim.statement, claim.statement)
            reports = self.repeated.get(claim.reports, claim.reports)
            if reports and reports == number:
                number = self._parent_of(number)  # nobody asserts that they said it
            missing = [one for one in (number, reports) if one and one not in attributions]
            evidence = Evidence() if missing else reader.read(claim)
            if missing:
                self._reject("claim", claim, f"it needs exactly one statement {missing[0]}")
            elif evidence.problems:
                self._reject("claim", claim, "; ".join(evidence.problems))
            elif not evidence.parts:
                self._reject("claim", claim, "it has no evidence")
            elif kind is None or factuality is None:
                self._reject("claim", claim, _no_such("kind" if kind is None else "factuality"))
            else:
                fields = {
                    "kind": kind,
                    "factuality": factuality,
                    "attribution": attributions.get(number) if number else None,
                    "reports": attributions.get(reports) if reports else None,
                }
                found.append((claim, fields, evidence))
        names = dict(name for *_, evidence in reversed(found) for name in evidence.names)
        wording = Wording(self.index, names, reader.speakers, language)
        return [
            self._claim(f"c{at}", claim, fields, evidence, wording)
            for at, (claim, fields, evidence) in enumerate(found, 1)
        ]

    def _claim(
        self,
        id_: str,
        claim: WireClaim,
        fields: Mapping[str, str | None],
        evidence: Evidence,
        wording: Wording,
    ) -> DraftClaim:
        for piece in claim.evidence:
            self._unknown_fields("claim", "a piece", piece)
        text = claim.text.strip()
        for name in () if text else evidence.unnamed:
            self._add_invalid("claim", f"{id_}: {name}", "it cannot be put in for these words")
        is_unclear = not text and (not claim.standalone or bool(evidence.unnamed))
        pieces = [part.place or part.passage.wording for part in evidence.parts]
        if is_unclear:
            text = " ".join(part.passage.wording for part in evidence.parts)
        drafted = {
            "id": id_,
            "text": text or wording.sentence(pieces),
            "standalone": claim.standalone and not is_unclear,
            "evidence": tuple(part.passage for part in evidence.parts),
            "standing": claim.standing or "main",
            "checks": claim.checks,
            "extra": claim.own("claim"),
            **fields,
        }
        return DraftClaim.model_validate(drafted)

    def _parent_of(self, number: str) -> str:
        """The statement that reports another one; empty if the article does."""
        for statement in self.answer.statements:
            if isinstance(statement, WireStatement) and statement.number == number:
                return self.repeated.get(statement.parent, statement.parent)
        return ""

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
            elif isinstance(item, Surplus):
                self._add_invalid(kind, str(item), item.problem)
            elif item is not None:
                self._add_invalid(kind, _written(item), "; ".join(malformed("it", item, form)))

    def _unknown_fields(self, kind: DraftedKind, what: str, part: Wire) -> None:
        for name, value in (part.model_extra or {}).items():
            if name.endswith(AGAIN):
                drafted = {name.removesuffix(AGAIN): value}
                self._add_invalid(kind, _written(drafted), f"{what} gives it more than once")
            elif value not in (None, "", [], {}):
                self._add_invalid(kind, _written({name: value}), f"{what} has no such field")

    def _reject(self, kind: DraftedKind, item: Wire, detail: str) -> None:
        self._add_invalid(kind, _written(item.model_dump(mode="json")), detail)

    def _add_invalid(self, kind: DraftedKind, drafted: str, detail: str) -> None:
        """List what does not fit; above a limit it is only counted."""
        if len(self.invalid) < _MOST_INVALID:
            self.invalid.append(
                Invalid(kind=kind, drafted=drafted, detail=detail, attempts=self.attempts)
            )
        else:
            self.unlisted[kind] += 1

    def _rest(self) -> Iterator[Invalid]:
        """How many items of each kind are not listed."""
        for kind, count in self.unlisted.items():
            detail = f"only the first {_MOST_INVALID:,} items that do not fit are listed"
            drafted = f"{count:,} more"
            yield Invalid(kind=kind, drafted=drafted, detail=detail, attempts=self.attempts)


def _with_extra(source: DraftSource, extra: dict[str, Any] | None) -> DraftSource:
    return source if extra is None else source.model_copy(update={"extra": extra})


def _orphans(statements: Sequence[WireStatement]) -> list[int]:
    """The positions of statements whose parent does not exist, is ambiguous, or is one of them."""
    counts = Counter(statement.number for statement in statements)
    children: dict[str, list[int]] = {}
    for at, statement in enumerate(statements):
        children.setdefault(statement.parent, []).append(at)
    found: list[int] = []
    level = [at for at, one in enumerate(statements) if one.parent and counts[one.parent] != 1]
    while level:
        found += level
        # If several have a number, all that name it as parent are found already.
        numbers = (statements[at].number for at in level)
        lost = [number for number in numbers if number and counts[number] == 1]
        level = sorted(at for number in lost for at in children.get(number, ()))
    return found


def _outermost(id_: str, above: dict[str, str]) -> str:
    """The statement without a parent that `id_` is in; the ways up are shortened on the way."""
    while (up := above.get(id_)) is not None:
        further = above.get(up)
        if further is None:
            return up
        above[id_] = further
        id_ = further
    return id_


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
