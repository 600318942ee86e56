"""Find the evidence of claims, of which a model writes only the ends.

`>> May` is in one place, or it is in none: words that occur twice in the content of the statement,
or else in the sentence of the key, are no evidence, and the model is asked for more of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from factx.grounding import passage_at
from factx.grounding.candidates import Locator, locator_of
from factx.llm.numbering import numbering_of
from factx.llm.wire.answer import Answer, EvidencePiece, Piece, WireClaim, WireStatement
from factx.llm.wire.claim_lines import SAME
from factx.llm.wire.claim_wording import SourceNames, single_words_of_speakers
from factx.records import Passage
from factx.text import Index, Offsets, is_bounded

if TYPE_CHECKING:
    from factx.rules.language.language import Language

Scope = Sequence[Offsets]
"""Stretches of the article, such as a sentence or the pieces of a content."""
_WORD = re.compile(r"(\w+)\s+")
_ANY_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NUMBER_AND_WORDS = re.compile(r"\d{1,4}(?:['’]s(?!\w))?(['’ ].+)")
_FEWEST_ELSEWHERE = 2
"""Words at each end of a stretch that is looked for in the whole article."""
_BETWEEN = " \t\r\n,;:–—-"


@dataclass(frozen=True)
class Part:
    """A piece of a claim's evidence."""

    passage: Passage
    place: Offsets | None
    """None if only grounding decides where it is."""


@dataclass(frozen=True)
class Evidence:
    """Where a claim can be read from."""

    parts: tuple[Part, ...] = ()
    names: tuple[tuple[Offsets, str], ...] = ()
    """What the words at these places are called."""
    problems: tuple[str, ...] = ()
    """Why a piece is in no place, or in several; then there are no parts."""
    unnamed: tuple[str, ...] = ()
    """Names that could not be put in, with the words that they are for."""


class EvidenceReader:
    """Finds the evidence of the claims of one answer, whose notation is `canonical`."""

    def __init__(
        self,
        answer: Answer,
        index: Index,
        *,
        locator: Locator | None = None,
        language: "Language | None" = None,
        known: Iterable[str] = (),
    ) -> None:
        """With a `language`, evidence begins after "that" and takes in a cue that denies it.

        `known` are the numbers of sources of earlier parts, which the answer need not list.
        """
        self.answer = answer
        self.index = index
        self.numbering = numbering_of(index)
        self.locator = locator or locator_of(index)
        self.language = language
        self.source_names = SourceNames(answer, known)
        self._contents: dict[str, tuple[Offsets, ...]] = {}
        self._folded: dict[str, list[Offsets]] = {}

    def read(self, claim: WireClaim) -> Evidence:
        """The evidence of a claim; without parts or problems if it has none."""
        reading = _Reading(self, claim)
        for piece in claim.evidence:
            reading.add(piece)
        return reading.evidence()

    def place_of(self, claim: WireClaim, piece: EvidencePiece) -> Offsets | None:
        """The only place of a piece of a claim's evidence; None if it has several, or none."""
        for scope in self.scopes(claim):
            found = self.places_between(piece, scope)
            if found:
                return found[0][2] if len(found) == 1 else None
        return None

    @cached_property
    def speakers(self) -> dict[Offsets, str]:
        """The single words that stand for the only source of a statement, with its name."""
        found: dict[Offsets, str] = {}
        for statement, word, number in single_words_of_speakers(self.answer):
            name = self.source_names.by_number.get(number, "")
            places = self.places(word, self.sentence(statement.said_in))
            if name and word not in name and len(places) == 1:
                found[places[0]] = name
        return found

    # Places

    def places_between(
        self, piece: EvidencePiece, scope: Scope
    ) -> list[tuple[Offsets, Offsets, Offsets]]:
        """The places of a piece in a scope, after those of its first and its last words."""
        first = self.numbering.written_out(piece.text).strip()
        last = self.numbering.written_out(piece.until).strip()
        begins = self.places(first, scope) if first else []
        ends = self.places(last, scope) if last else []
        found: dict[Offsets, tuple[Offsets, Offsets, Offsets]] = {}
        for start, end in scope:
            opening = self._after_opening(start)
            inside = [one for one in begins if start <= one[0] and one[1] <= end]
            for begin in inside if first else [(start, start)]:
                stops = [
                    one for one in ends if begin[0] <= one[0] and begin[1] <= one[1] <= end
                ] or ([] if last else [(end, end) if piece.goes_on else begin])
                for stop in stops:
                    place = self._trimmed(
                        begin[0] if first else opening,
                        stop[1],
                        left=not first,
                        right=piece.goes_on,
                    )
                    if place[0] < place[1]:
                        found.setdefault(place, (begin, stop, place))
        return list(found.values())

    def places(self, words: str, scope: Scope) -> list[Offsets]:
        """Where words are in a scope: as they are written, else apart from typography."""
        found: set[Offsets] = set()
        for start, end in scope:
            places = self.index.find_exact(words, start, end)
            found.update(place for place in places if place[1] <= end)
        if found or not scope:
            return sorted(found)
        if words not in self._folded:
            self._folded[words] = self.index.find_folded(words)
        return [
            place
            for place in self._folded[words]
            if any(start <= place[0] and place[1] <= end for start, end in scope)
        ]

    def part(self, start: int, end: int) -> Part:
        """The part at a place."""
        return Part(passage_at(self.index, start, end), (start, end))

    def whole(self, claim: WireClaim) -> list[Part]:
        """The whole content of a claim's statement, or the whole sentence."""
        if not claim.statement:
            return [self.part(*place) for place in self.sentence(claim.begins_in)]
        found: list[Part] = []
        for piece in self.answer.whole_of(claim, self.numbering):
            passage = self._passage(piece, self.hint(claim.begins_in))
            if passage is None:
                continue
            place = self._only_place(passage)
            begin = self._after_opening(place[0]) if place and not found else 0
            if place and place[0] < begin < place[1]:
                found.append(self.part(begin, place[1]))
            else:
                found.append(Part(passage, place))
        return found

    def denial(self, claim: WireClaim, parts: Sequence[Part]) -> list[Part]:
        """The speaker and the cue of a claim that no word of its evidence denies.

        Without them it would say the opposite. If they are not in one place, it is the sentence.
        """
        statement = self._statements.get(claim.statement)
        if statement is None or self.language is None or not parts or self._is_denied(parts):
            return []
        sentence = self.sentence(statement.said_in)
        cues = self.places(statement.cue, sentence) if statement.cue.strip() else []
        if len(cues) != 1:
            return [self.part(*place) for place in sentence]
        speakers = self.places(statement.speaker, sentence) if statement.speaker.strip() else []
        return [self.part(*place) for place in (*(speakers if len(speakers) == 1 else ()), *cues)]

    def _is_denied(self, parts: Iterable[Part]) -> bool:
        """Whether a word of the evidence denies something."""
        if self.language is None:
            return False
        texts = (
            part.passage.wording if part.place is None else self.index.text[slice(*part.place)]
            for part in parts
        )
        words = (word for text in texts for word in _ANY_WORD.findall(text.lower()))
        return any("denying word" in self.language.classes_of(word) for word in words)

    def _after_opening(self, start: int) -> int:
        """Where a content begins without the "that" or "whether" that opens it."""
        opening = _WORD.match(self.index.text, start)
        if opening is None or self.language is None or not opening[1].islower():
            return start
        classes = self.language.classes_of(opening[1])
        return opening.end() if "complementizer" in classes else start

    def _trimmed(self, start: int, end: int, *, left: bool, right: bool) -> Offsets:
        """A range without space, commas and half a pair of quotation marks at its open ends."""
        text = self.index.text
        while right and start < end:
            is_half = self._closing_marks.get(end, start) < start
            is_stop = text[end - 1] == "." and is_bounded(text, start, end - 1)
            if not (is_half or is_stop or text[end - 1] in _BETWEEN):
                break
            end -= 1
        while left and start < end:
            is_half = self._opening_marks.get(start, end) > end
            if not (is_half or text[start] in _BETWEEN):
                break
            start += 1
        return start, end

    @cached_property
    def _opening_marks(self) -> dict[int, int]:
        return {quotation.start: quotation.end for quotation in self.index.quotations}

    @cached_property
    def _closing_marks(self) -> dict[int, int]:
        return {quotation.end: quotation.start for quotation in self.index.quotations}

    # Scopes

    def scopes(self, claim: WireClaim) -> Iterator[Scope]:
        """Where the evidence of a claim is looked for, one scope after the other."""
        sentence = self.sentence(claim.begins_in)
        if not claim.statement:
            yield sentence
        for number in filter(None, (claim.statement, claim.reports)):
            content = self._content(number)
            yield [piece for place in content for piece in self._split(place)]
            yield content
            yield sentence
            statement = self._statements.get(number)
            yield self.sentence(statement.said_in) if statement else []
        yield self._sentences

    def sentence(self, number: int) -> list[Offsets]:
        """A sentence without its full stop; nothing if there is none with this number."""
        if self.hint(number) is None:
            return []
        start, end = self.index.sentences[number - 1]
        text = self.index.text[start:end]
        start += len(text) - len(text.lstrip())
        return [(start, start + len(self.numbering.bare_sentence(number)))]

    def hint(self, number: int) -> int | None:
        """The number of a sentence, if there is one with it."""
        return number if 1 <= number <= len(self.index.sentences) else None

    @cached_property
    def _sentences(self) -> list[Offsets]:
        numbers = range(1, len(self.index.sentences) + 1)
        return list(chain.from_iterable(map(self.sentence, numbers)))

    @cached_property
    def _statements(self) -> dict[str, WireStatement]:
        """The statements by key; of two with the same key, the first."""
        found: dict[str, WireStatement] = {}
        for statement in self.answer.statements:
            if isinstance(statement, WireStatement):
                found.setdefault(statement.number, statement)
        return found

    def _content(self, number: str) -> tuple[Offsets, ...]:
        """The places of a statement's content that are beyond doubt."""
        if number not in self._contents:
            statement = self._statements.get(number)
            passages = (
                self._passage(piece, self.hint(statement.said_in))
                for piece in (statement.content if statement else ())
                if statement
            )
            places = (self._only_place(passage) for passage in passages if passage is not None)
            self._contents[number] = tuple(place for place in places if place is not None)
        return self._contents[number]

    def _passage(self, piece: Piece, hint: int | None) -> Passage | None:
        """The passage that a piece of a content stands for."""
        quotation = self.numbering.named(piece.text)
        if quotation is not None and piece.until.strip() in ("", piece.text.strip()):
            return passage_at(self.index, quotation.start, quotation.end)
        first = self.numbering.written_out(piece.text).strip()
        last = self.numbering.written_out(piece.until).strip()
        if first and last and first != last:
            return Passage(first=first, last=last, sentence=hint)
        return Passage(text=first or last, sentence=hint) if first or last else None

    def _only_place(self, passage: Passage) -> Offsets | None:
        found = self.locator.candidates(passage)
        return (found[0].start, found[0].end) if len(found) == 1 else None

    def _split(self, place: Offsets) -> Iterator[Offsets]:
        """A place split at the boundaries of sentences."""
        start, end = place
        for number in range(self.index.sentence_of(start), len(self.index.sentences) + 1):
            first, last = self.index.sentences[number - 1]
            if first >= end:
                break
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end)


class _Reading:
    """The evidence of one claim, read piece by piece."""

    def __init__(self, reader: EvidenceReader, claim: WireClaim) -> None:
        self.reader = reader
        self.claim = claim
        self.scopes = list(reader.scopes(claim))
        self.parts: list[Part] = []
        self.names: list[tuple[Offsets, str]] = []
        self.problems: list[str] = []
        self.only_named: list[EvidencePiece] = []

    def add(self, written: EvidencePiece) -> None:
        """Read the next piece."""
        piece = self._with_words_after_number(written)
        if piece.name and not (piece.until or piece.goes_on):
            self.only_named.append(piece)
        elif piece.text.strip() == SAME:
            self.parts += self.reader.whole(self.claim)
        elif piece.text.strip() or piece.until.strip():
            self._add_stretch(piece)

    def evidence(self) -> Evidence:
        """All pieces together; names alone are put in for words of the whole."""
        if self.only_named and not (self.parts or self.problems):
            self.parts += self.reader.whole(self.claim)
        unnamed: list[str] = []
        inside = [part.place for part in self.parts if part.place]
        for piece in self.only_named:
            place = self._place_of_name(piece.text, inside)
            if place is None:
                unnamed.append(f"{piece.text}={piece.name}")
                continue
            self.names.append((place, piece.name))
            if not any(start <= place[0] and place[1] <= end for start, end in inside):
                self.parts.append(self.reader.part(*place))
        if self.problems:
            return Evidence(problems=tuple(self.problems))
        if self.claim.factuality.strip().endswith("-") and not self.claim.text.strip():
            self.parts += self.reader.denial(self.claim, self.parts)
        read = [(place, self.reader.source_names.read(name), name) for place, name in self.names]
        unnamed += [written for _, name, written in read if name is None]
        names = tuple((place, name) for place, name, _ in read if name is not None)
        return Evidence(tuple(_in_order(self.parts)), names, unnamed=tuple(unnamed))

    def _with_words_after_number(self, piece: EvidencePiece) -> EvidencePiece:
        """A piece with all of its first words: in `I=5 asked again` they are `I asked again`."""
        match = _NUMBER_AND_WORDS.fullmatch(piece.name)
        words = f"{piece.text}{match[1]}" if match else ""
        is_there = bool(words) and any(self.reader.places(words, scope) for scope in self.scopes)
        return piece.model_copy(update={"text": words}) if is_there else piece

    def _place_of_name(self, words: str, inside: Scope) -> Offsets | None:
        """The only place of words in the evidence, or else where evidence is looked for."""
        for scope in (inside, *self.scopes):
            places = self.reader.places(words, scope)
            if places:
                return places[0] if len(places) == 1 else None
        return None

    def _add_stretch(self, piece: EvidencePiece) -> None:
        """Add a piece to the parts with its names, or to the problems."""
        is_elided = piece.goes_on or bool(piece.until.strip())
        for scope in self.scopes:
            found = self.reader.places_between(piece, scope)
            if len(found) == 1:
                [(begin, stop, place)] = found
                self.parts.append(self.reader.part(*place))
                self.names += [(begin, piece.name)] if piece.name else []
                self.names += [(stop, piece.until_name)] if piece.until_name else []
                return
            if found and is_elided:
                count = len(found)
                self.problems.append(f'"{_shown(piece)}" is in {count} places: write more words')
                return
        first = self.reader.numbering.written_out(piece.text).strip()
        last = self.reader.numbering.written_out(piece.until).strip()
        is_short = min(len(first.split()), len(last.split())) < _FEWEST_ELSEWHERE
        if piece.goes_on or not first or (last and is_short):
            self.problems.append(f'"{_shown(piece)}" is in no sentence or content of its key')
            return
        hint = self.reader.hint(self.claim.begins_in)
        if last and last != first:
            passage = Passage(first=first, last=last, sentence=hint)
        else:
            passage = Passage(text=first, sentence=hint)
        self.parts.append(Part(passage, None))


def _in_order(parts: Sequence[Part]) -> list[Part]:
    """The parts in the order of the article, without those inside others."""
    if any(part.place is None for part in parts):
        return list(parts)
    found: list[Part] = []
    reached = -1
    for part in sorted(parts, key=lambda part: (part.place or (0, 0))[0]):
        start, end = part.place or (0, 0)
        if end <= reached:
            continue
        if found and (found[-1].place or (0, 0))[0] == start:
            found.pop()
        found.append(part)
        reached = end
    return found


def _shown(piece: EvidencePiece) -> str:
    is_elided = piece.goes_on or bool(piece.until)
    return f"{piece.text} >> {piece.until}".strip() if is_elided else piece.text
