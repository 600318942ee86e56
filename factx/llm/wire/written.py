"""Write a record as a model would: for the examples in a prompt, and to count tokens."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Any, Literal, NamedTuple

from factx.grounding.candidates import locator_of
from factx.llm.numbering import numbering_of
from factx.llm.wire.answer import Answer, EvidencePiece, WireClaim
from factx.llm.wire.claim_lines import MARKS, SAME, claim_fields
from factx.llm.wire.claim_wording import Wording
from factx.llm.wire.evidence import Evidence, EvidenceReader
from factx.records import Attribution, Claim, FactRecord, Passage, Source, Span
from factx.records.base import Item
from factx.rules.language.language import Language, language_of
from factx.text import index_of

_WHOLE = 6
"""A longer content is written by its ends."""
_ENDS = 3
"""Words at each end."""
_LETTERS = ("", *"bcdefghijklmnopqrstuvwxyz")


Texts = Literal["all", "names", "none", "copied"]
"""Of claims' texts: all that differ, only the names put in for words of the evidence, or none.

"copied" is a form that is not in use: marks in words, and evidence and text in full.
"""


def answer_to(
    record: FactRecord,
    first: int = 1,
    last: int | None = None,
    known: Sequence[str] = (),
    *,
    texts: Texts = "all",
    fields: Collection[str] = (),
) -> dict[str, list[Any]]:
    """The answer with all of `record` that is in the sentences from `first` to `last`.

    The record must contain its article's text. `known` are the lines of sources to leave out.
    `fields` are the kinds of items whose `extra` is written in a list of its own, if any has one.
    Fields without a place in the lines, such as the time of a statement, are left out.
    """
    return _Writer(record, known, texts).answer(first, last, fields)


class _Writer:
    def __init__(self, record: FactRecord, known: Sequence[str], texts: Texts) -> None:
        self.record = record
        self.texts = texts
        self.index = index_of(record.article.get_text())
        self.numbering = numbering_of(self.index)
        self.locator = locator_of(self.index)
        self.quotes = {quote.id: quote for quote in record.quotes}
        self.quotations = {
            (quotation.start, quotation.end): self.numbering.marks.of_quotation(number)
            for number, quotation in enumerate(self.numbering.quotations, 1)
        }
        self.keys = self._keys()
        self.known = {line.partition(" | ")[2]: line.partition(" | ")[0] for line in known}
        self.numbers: dict[str, str] = {}

    def answer(self, first: int, last: int | None, fields: Collection[str]) -> dict[str, list[Any]]:
        def inside(key: str) -> bool:
            return first <= _sentence(key) and (last is None or _sentence(key) <= last)

        said = [a for a in self.record.attributions if inside(self.keys[a.id])]
        heard = {source for attribution in said for source in attribution.sources}
        sources = [self._source(one) for one in self.record.sources if one.id in heard]
        answer: dict[str, list[Any]] = {
            "sources": [line for line in sources if line],
            "statements": [self._statement(attribution) for attribution in said],
        }
        claims = [one for one in self.record.claims if inside(self._asserted(one))]
        answer["claims"] = list(self._claims(claims, answer))
        heard_sources = [one for one in self.record.sources if one.id in heard]
        keyed: dict[str, list[tuple[str, Item]]] = {
            "source": [(self.numbers[one.id], one) for one in heard_sources],
            "quote": [(self.keys[one.id], self.quotes[one.quote]) for one in said],
            "attribution": [(self.keys[one.id], one) for one in said],
            "claim": [(str(at), one) for at, one in enumerate(claims, 1)],
        }
        for kind in fields:
            own = [{"key": key, "value": one.extra} for key, one in keyed[kind] if one.extra]
            if own:
                answer[f"{kind}_fields"] = own
        return answer

    def _keys(self) -> dict[str, str]:
        """The key of each attribution: the sentence of its cue, or else its source or content."""
        counts: Counter[int] = Counter()
        keys: dict[str, str] = {}
        for attribution in self.record.attributions:
            span = attribution.cue or attribution.source_span
            span = span or self.quotes[attribution.quote].spans[0]
            sentence = self.index.sentence_of(span.start)
            keys[attribution.id] = f"{sentence}{_LETTERS[counts[sentence]]}"
            counts[sentence] += 1
        return keys

    def _asserted(self, claim: Claim) -> str:
        if claim.attribution is not None:
            return self.keys[claim.attribution]
        return f"#{self.index.sentence_of(claim.evidence[0].start)}"

    def _source(self, source: Source) -> str | None:
        """The line of a source; None if it is known."""
        line = f"{source.name} | {source.kind} | {source.naming}"
        if line in self.known:
            self.numbers[source.id] = self.known[line]
            return None
        number = str(len(self.known) + 1)
        self.numbers[source.id] = self.known[line] = number
        return f"{number} | {line}"

    def _statement(self, attribution: Attribution) -> str:
        numbers = ",".join(self.numbers[source] for source in attribution.sources)
        mention = self._piece(attribution.source_span) if attribution.source_span else "-"
        parts = [
            self.keys[attribution.id],
            f"{numbers}:{mention}" if numbers else mention,
            attribution.cue.text if attribution.cue else "-",
            self._pieces(self.quotes[attribution.quote].spans),
        ]
        if attribution.type != "statement":
            parts.append(attribution.type)
        if attribution.parent is not None:
            parts.append(f"in {self.keys[attribution.parent]}")
        if attribution.negated:
            parts.append("not")
        return " | ".join(parts)

    def _claims(self, claims: Sequence[Claim], answer: dict[str, list[str]]) -> Iterator[str]:
        """The lines of claims, without the key if it is that of the line before."""
        sources = self.known | {line.partition(" | ")[2]: "" for line in answer["sources"]}
        lines = [*answer["sources"], *(f"{number} | {line}" for line, number in sources.items())]
        written = Answer.model_validate({**answer, "sources": lines, "claims": []})
        language = language_of(self.record.article.lang)
        reader = EvidenceReader(written, self.index, language=language)
        names = _Names(
            reader, {one.name: self.numbers.get(one.id, "") for one in self.record.sources}
        )
        key = ""
        for claim in claims:
            before, key = key, self._asserted(claim)
            yield self._claim(claim, reader, names, "" if before == key else key)

    def _claim(self, claim: Claim, reader: EvidenceReader, names: "_Names", key: str) -> str:
        if self.texts == "copied":
            return self._copied(claim)
        wire = WireClaim.model_validate(claim_fields(self._head(self._asserted(claim), claim)))
        put_in = names.needed(claim) if self.texts == "names" else []
        evidence = self._evidence(claim, wire, reader, put_in)
        if evidence == SAME:
            line = self._head(self._asserted(claim), claim)
        else:
            head = self._head(key, claim)
            line = f"{head} | {evidence}" if head or evidence[:1].isdigit() else evidence
            if not head and evidence[:1].isdigit():
                line = f"{self._asserted(claim)} | {evidence}"
        if not claim.standalone:
            return f"{line} | -" if evidence != SAME else f"{line} | = | -"
        if self.texts != "all":
            return line
        [read] = Answer.model_validate({"statements": [], "claims": [line]}).claims
        wire = wire.model_copy(update={"evidence": getattr(read, "evidence", ())})
        if names.sentence(reader.read(wire)) == claim.text:
            return line
        head = self._head(key, claim) or self._asserted(claim)
        return f"{head} | {evidence} | {claim.text}"

    def _copied(self, claim: Claim) -> str:
        marks = [claim.kind, claim.factuality, claim.standing or "main", *claim.checks]
        marks = [mark for mark in marks if mark not in {"fact", "CT+", "main"}]
        if claim.reports is not None:
            marks.append(f"of {self.keys[claim.reports]}")
        quotes = [
            self.quotes[one.quote]
            for one in self.record.attributions
            if one.id == claim.attribution
        ]
        whole = [span for quote in quotes for span in quote.spans]
        evidence = SAME if list(claim.evidence) == whole else self._pieces(claim.evidence)
        return " | ".join((self._asserted(claim), " ".join(marks) or "-", evidence, claim.text))

    def _head(self, key: str, claim: Claim) -> str:
        """The key of a claim and its marks, as letters."""
        words = (claim.standing, claim.kind, *claim.checks)
        letters = "".join(letter for letter, mark in MARKS.items() if mark in words)
        strength, sign = claim.factuality[:2], claim.factuality[2:]
        letters += "n" if sign == "-" else ""
        letters += "".join(letter for letter, mark in MARKS.items() if mark == strength)
        retold = f"of {self.keys[claim.reports]}" if claim.reports is not None else ""
        return " ".join(filter(None, (key, letters, retold)))

    def _evidence(
        self, claim: Claim, wire: WireClaim, reader: EvidenceReader, names: Sequence["_Name"]
    ) -> str:
        """The evidence with names put in, as short as leads back to it."""
        spans = list(claim.evidence)
        whole = wire.model_copy(update={"evidence": (EvidencePiece(text=SAME),)})
        is_whole = [part.place for part in reader.read(whole).parts] == _places(spans)
        pieces = [] if is_whole else [self._shortest(span, wire, reader) for span in spans]
        inside = " ".join(span.text for span in spans)
        for name in names:
            is_first = name.place == spans[0].start
            is_once = len(re.findall(rf"\b{re.escape(name.word)}\b", inside)) == 1
            if is_once and (is_whole or not is_first):
                pieces.append(f"{name.word}={name.name}")
            elif is_first and not (is_whole and len(spans) > 1):
                named = self._shortest(spans[0], wire, reader, name)
                pieces[:1] = [named] if named else pieces[:1]
        return " // ".join(filter(None, pieces)) or SAME

    def _shortest(
        self, span: Span, wire: WireClaim, reader: EvidenceReader, name: "_Name | None" = None
    ) -> str:
        """A piece of evidence with the fewest words at its ends that lead back to it.

        With a name for its first word; empty if that cannot be.
        """
        words = self._numbered(span).split()
        if name is not None and span.text == name.word:
            return f"{name.word}={name.name}"
        fewest = len(name.word.split()) if name else 0
        counts = product(range(fewest, fewest + 4), range(4))
        for before, after in sorted(counts, key=lambda count: (sum(count), count)):
            if not 0 < before + after <= len(words) or (len(words) == 1 and not name):
                continue
            if before + after == len(words) and not name:
                continue
            first = " ".join(words[:before])
            piece = EvidencePiece(
                text=first,
                until=" ".join(words[len(words) - after :]) if after else "",
                goes_on=not after,
            )
            if reader.place_of(wire, piece) == span.place:
                if name is not None and not first.startswith(name.word):
                    return ""
                if name is not None and not name.name.rstrip("'’s").isdigit():
                    first += f"={name.name}{first[len(name.word) :]}"
                elif name is not None:
                    first = f"{name.word}={name.name}{first[len(name.word) :]}"
                return f"{first} >> {piece.until}".strip()
        return "" if name else self._piece(span)

    def _pieces(self, spans: Iterable[Span]) -> str:
        return " // ".join(self._piece(span) for span in spans)

    def _piece(self, span: Span) -> str:
        """A number, the whole text, or as few words at each end as identify it."""
        words = self._numbered(span).split()
        for ends in range(_ENDS, len(words) // 2):
            if len(words) <= _WHOLE:
                break
            first, last = " ".join(words[:ends]), " ".join(words[-ends:])
            if self._leads_back(first, last, span):
                return f"{first} >> {last}"
        return " ".join(words)

    def _numbered(self, span: Span) -> str:
        """The words of `span` with numbers in place of whole quotations."""
        written, done = "", span.start
        for (start, end), number in self.quotations.items():
            if done <= start and end <= span.end:
                written += self.index.text[done:start] + number
                done = end
        return written + self.index.text[done : span.end]

    def _leads_back(self, first: str, last: str, span: Span) -> bool:
        passage = Passage(
            first=self.numbering.written_out(first), last=self.numbering.written_out(last)
        )
        found = self.locator.candidates(passage)
        return [(one.start, one.end) for one in found] == [span.place]


class _Name(NamedTuple):
    """A name from the text of a claim, for a word of its evidence."""

    place: int
    word: str
    name: str


class _Names:
    """The names that a model should put in, each once for the same characters."""

    def __init__(self, reader: EvidenceReader, numbers: Mapping[str, str]) -> None:
        self.reader = reader
        self.numbers = numbers
        self.done: set[int] = set()

    def needed(self, claim: Claim) -> list[_Name]:
        """The names for a claim that no earlier claim has given for the same words."""
        speakers = {start for start, _ in self.reader.speakers}
        found: list[_Name] = []
        for one in _replaced(claim, self.reader.language):
            is_speaker = one.place == claim.evidence[0].start and one.place in speakers
            if one.place not in self.done and not is_speaker:
                self.done.add(one.place)
                found.append(one._replace(name=self._numbered(one.name)))
        return found

    def sentence(self, evidence: Evidence) -> str:
        """How a claim with no names put in is worded."""
        wording = Wording(self.reader.index, {}, self.reader.speakers, self.reader.language)
        return wording.sentence([part.place or part.passage.wording for part in evidence.parts])

    def _numbered(self, name: str) -> str:
        """A name, or the number of the source with this name."""
        bare = re.sub("['’]s$", "", name)
        number = self.numbers.get(bare, "")
        return number + name[len(bare) :] if number else name


def _replaced(claim: Claim, language: Language | None) -> Iterator[_Name]:
    """The pronouns in a claim's evidence for which its text has a name."""
    if language is None:
        return
    pronouns = frozenset[str]().union(*map(language.members, _PRONOUNS))
    endings = frozenset[str]().union(*map(language.members, _NO_NAMES))
    words = [
        (span.start + one.start(), one[0]) for span in claim.evidence for one in _words(span.text)
    ]
    text = claim.text.removesuffix(".")
    others = list(_words(text))
    matcher = SequenceMatcher(
        None,
        [word.lower() for _, word in words],
        [one[0].lower() for one in others],
        autojunk=False,
    )
    for tag, first, last, begin, end in matcher.get_opcodes():
        if tag != "replace":
            continue
        old, new = words[first:last], [one[0] for one in others[begin:end]]
        bare = [re.split("['’]", word)[0] for _, word in old]
        found = [at for at, word in enumerate(bare) if word.lower() in pronouns]
        if found:
            while len(new) > 1 and new[-1] in endings:
                new.pop()
            stop = others[begin + len(new) - 1].end()
            place, word = old[found[0]][0], bare[found[0]]
            yield _Name(place, word, text[others[begin].start() : stop])


def _words(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[\w’'-]+(?:\.(?=\s*[A-Z]|\w))?|[^\w\s]", text)


_PRONOUNS = (
    "personal pronoun",
    "second person pronoun",
    "object",
    "possessive determiner",
    "demonstrative",
)
"""The classes of words that a name is put in for."""
_NO_NAMES = ("auxiliary", "negative particle")
"""The classes of words that end no name."""


def _sentence(key: str) -> int:
    return int(key.lstrip("#").rstrip("abcdefghijklmnopqrstuvwxyz"))


def _places(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [span.place for span in spans]
