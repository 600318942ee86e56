"""Read the variants of the notation that models write, with the article at hand.

The article is shown as `[3] <2>"We looked at every single bolt," Moss said.`, and a model should
answer `<2>`. Many copy more: the words after the number, the number of the sentence, an ellipsis or
an arrow in place of `>>`. If words can be read in two ways, those that the article contains count.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from factx.grounding.candidates import locator_of
from factx.llm.numbering import Marks, Numbering, numbering_of
from factx.llm.wire.answer import Answer, EvidencePiece, Piece, WireClaim, WireStatement
from factx.llm.wire.claim_lines import SAME
from factx.llm.wire.lines import plain
from factx.records import Passage
from factx.text import Index

_MARKS = '"“”„‟«»‹›「」『』＂'
_SENTENCE_MARK = re.compile(r"\[s*+\d{1,6}\]\s*")
_BACKSLASH = re.compile(r"\\([<>\[\]*_`\"'])")
_QUOTED = re.compile(rf"[\s:=,–—-]*([{_MARKS}][^{_MARKS}]*[{_MARKS}]?)(.*)", re.DOTALL)
_CLOSING_MARK = re.compile(rf"^[^\w<{_MARKS}]*[{_MARKS}]")
_CLOSING = re.compile(rf"^(?:[^\w<]*[{_MARKS}]|[^\w\s<]+)")
_LEFT_OUT = re.compile(r"(?<!\s)\s*+(?:\[(?:\.\.\.|…)\]|\.\.\.+|…)\s*+")
_ARROW = re.compile(r"(?<!\s)\s*+(?:(?<![-=—–])[-=—–]++>|→|⇒|⟶)\s*+")
_DASH = re.compile(r"(?<!\s)\s*+--+\s*+|(?<!\s)\s++[–—]\s++")
_SIGN_FOR_REST = r"(?:\[(?:\.\.\.|…)\]|\.\.\.+|…|[-=—–]+>|→|⇒|⟶)"
_REST_BEFORE = re.compile(rf"{_SIGN_FOR_REST}\s*")
_REST_AFTER = re.compile(rf"(?<!\s)\s*+{_SIGN_FOR_REST}$")
"""An ellipsis or arrow at an open end of evidence."""
_MOST_DASHES = 3
"""In a text with more, none separates the first and the last words."""
_GAP = re.compile("|".join(one.pattern for one in (_ARROW, _LEFT_OUT, _DASH)))
_CONNECTION = re.compile(r"(?:\W|\band\b)*")


def mismatches(pieces: Iterable[Piece], numbering: Numbering) -> Iterator[tuple[str, str]]:
    """Numbers of quotations with the words after them that are another quotation."""
    text, references = numbering.index.text, references_of(numbering.marks)
    others = [_words_of(text[one.start : one.end]) for one in numbering.quotations]
    for piece in pieces:
        parts = references.split(references.usual(_unescaped(piece.text)))
        for reference, after in zip(parts[1::2], parts[2::2], strict=True):
            marked = _QUOTED.fullmatch(after)
            words = _words_of(marked[1]) if marked else []
            if marked and words in others and words != _words_of(numbering.written_out(reference)):
                yield reference, marked[1]


def canonical(answer: Answer, index: Index, is_late: Callable[[], bool] = bool) -> Answer:
    """`answer` with all passages in the notation that the prompt asks for.

    What cannot be read in another way stays as it is, and so do items after `is_late` is true.
    """
    reader = _Reader(index)
    return answer.model_copy(
        update={
            "statements": tuple(
                reader.statement(one) if isinstance(one, WireStatement) and not is_late() else one
                for one in answer.statements
            ),
            "claims": tuple(
                one.model_copy(update={"evidence": reader.evidence(one.evidence)})
                if isinstance(one, WireClaim) and not is_late()
                else one
                for one in answer.claims
            ),
        }
    )


class References:
    """Reads the numbers of quotations in an answer, which has them in the article's marks."""

    def __init__(self, marks: Marks) -> None:
        letters = marks.quotation
        self._number = re.compile(rf"(<{letters}\d{{1,5}}>)")
        self._variant = marks.reference_variant
        self._usual = rf"<{letters}\1>"
        self._closing_tag = re.compile(rf"</{letters}\d{{1,5}}>")
        self._quoted = re.compile(
            rf"(?<![{_MARKS}'‘’`])[{_MARKS}'‘’`]++(<{letters}\d{{1,5}}>)[{_MARKS}'‘’`,.]+"
        )

    def usual(self, words: str) -> str:
        """Write each number as `<1>`, without brackets or quotation marks of another kind."""
        return self.unquoted(self._variant.sub(self._usual, self._closing_tag.sub("", words)))

    def unquoted(self, words: str) -> str:
        """`words` without quotation marks around a number: its quotation has them."""
        return self._quoted.sub(r"\1", words)

    def is_in(self, words: str) -> bool:
        """Whether there is a number."""
        return self._number.search(words) is not None

    def split(self, words: str) -> list[str]:
        """Split `words` at the numbers; every second part is a number."""
        return self._number.split(words)

    def rpartition(self, words: str) -> tuple[str, str, str]:
        """Split at the last number; without one, `words` come first."""
        *before, last = self.split(words)
        return ("".join(before[:-1]), before[-1], last) if before else (words, "", "")

    def without_connection(self, words: str) -> str:
        """`words` without what connects them to the next number, such as a comma."""
        before, reference, after = self.rpartition(words)
        return before + reference if reference and _CONNECTION.fullmatch(after) else words


@lru_cache
def references_of(marks: Marks) -> References:
    """The reader of numbers for these marks."""
    return References(marks)


class _Reader:
    """Reads passages with one article at hand."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.numbering = numbering_of(index)
        self.locator = locator_of(index)
        self.references = references_of(self.numbering.marks)
        self.changes = (
            plain,
            _unescaped,
            self.references.usual,
            _without_sentence_mark,
            _without_sentence_marks,
            _without_emphasis,
        )
        """Tried one after the other on words that the article does not contain."""

    def statement(self, statement: WireStatement) -> WireStatement:
        mention = self.pieces((statement.mention,))
        update = {
            "cue": self.words(statement.cue),
            "content": self.pieces(statement.content),
        }
        if len(mention) == 1:
            update["speaker"] = " >> ".join(filter(None, (mention[0].text, mention[0].until)))
        return statement.model_copy(update=update)

    def pieces(self, pieces: Iterable[Piece]) -> tuple[Piece, ...]:
        """The pieces, some of them split or with other words."""
        return tuple(read for piece in pieces for read in self._piece(piece))

    def evidence(self, pieces: Iterable[EvidencePiece]) -> tuple[EvidencePiece, ...]:
        """The pieces of a claim's evidence; one with an open end or with names stays whole."""
        read: list[EvidencePiece] = []
        for piece in map(self._opened, map(self._with_equals_signs, pieces)):
            if piece.goes_on or piece.name or piece.until_name or not piece.text.strip():
                changed = {"text": self.words(piece.text), "until": self.words(piece.until)}
                read.append(piece.model_copy(update=changed))
            else:
                read += [
                    one
                    if isinstance(one, EvidencePiece)
                    else EvidencePiece(text=one.text, until=one.until)
                    for one in self._piece(piece)
                ]
        return tuple(read)

    def _opened(self, piece: EvidencePiece) -> EvidencePiece:
        """A piece that is open at an end, also if an ellipsis or arrow says so."""
        text = piece.text.strip()
        if piece.until or piece.goes_on or not _GAP.search(f"{text} ") or self._is_copied(text):
            return piece
        before, after = _REST_BEFORE.match(text), _REST_AFTER.search(text)
        if before is not None and after is None:
            return piece.model_copy(update={"text": "", "until": text[before.end() :]})
        if after is not None and before is None:
            return piece.model_copy(update={"text": text[: after.start()], "goes_on": True})
        return piece

    def _with_equals_signs(self, piece: EvidencePiece) -> EvidencePiece:
        """A piece in which "=" belongs to the words if the article has them so."""
        for words, name in (("text", "name"), ("until", "until_name")):
            first, second = getattr(piece, words), getattr(piece, name)
            for written in (f"{first}={second}", f"{first} = {second}") if second else ():
                if self.index.contains(written):
                    piece = piece.model_copy(update={words: written, name: ""})
        return piece

    def words(self, written: str) -> str:
        """The words that are meant: as written, if the article contains that."""
        if not written.strip() or self.index.contains(written.strip()):
            return written
        # A quotation that is given by its number already has its marks.
        words = self.references.unquoted(written)
        if self._is_copied(words):
            return words
        for change in self.changes:
            changed = change(words)
            if changed != words and self._is_copied(changed):
                return changed
            words = changed
        is_near = self.references.is_in(words) or (
            words.strip() and self.locator.candidates(Passage(text=words.strip()))
        )
        return words if words != written and is_near else written

    def _piece(self, piece: Piece) -> list[Piece]:
        text, until = self.words(piece.text), self.words(piece.until)
        if not until.strip():
            if text.strip() in ("", SAME) or self._is_copied(text):
                return [piece.model_copy(update={"text": text})]
            text, until = self._ends(text)
        if until.strip():
            return [self._between(piece, text, until)]
        (first, last), *others = [self._ends(one) for one in self._split(text)]
        return [
            piece.model_copy(update={"text": first, "until": last}),
            *(Piece(text=first, until=last) for first, last in others),
        ]

    def _is_copied(self, words: str) -> bool:
        """Whether the article contains `words`, typography aside."""
        words = self.numbering.written_out(words).strip()
        return self.index.contains(words) or bool(self.index.find_folded(words))

    def _split(self, text: str) -> list[str]:
        """Split a text after each quotation that is given by number, and drop what repeats it."""
        current, *others = self.references.split(text)
        pieces: list[str] = []
        for at in range(0, len(others), 2):
            quoted, rest = self._quoted(current, *others[at : at + 2])
            if at and not self._is_copied(current + quoted):
                pieces.append(self.references.without_connection(current))
                current = ""
            current += quoted
            if not _CONNECTION.fullmatch(rest) and not self._is_copied(current + rest):
                pieces.append(current)
                current = ""
            current += rest
        pieces.append(self.references.without_connection(current))
        return [piece.strip() for piece in pieces if piece.strip()] or [text]

    def _quoted(self, before: str, reference: str, after: str) -> tuple[str, str]:
        """The quotation that is meant by a number and the words after it, and the words after that.

        It is given by its number, or by its words if they are only a part of it.
        """
        quotation = self.numbering.written_out(reference)
        spoken, follow = _words_of(quotation), _words_of(after)
        if not follow or quotation == reference:
            return reference, after
        if follow[: len(spoken)] == spoken:
            *_, end = islice(re.finditer(r"\w+", after), len(spoken))
            rest = after[end.end() :]
            rests = (rest, _CLOSING_MARK.sub("", rest), _CLOSING.sub("", rest))
            written = f"{before}{reference}"
            return reference, next((r for r in rests if self._is_copied(written + r)), rests[-1])
        marked = _QUOTED.fullmatch(after)
        inner, rest = (marked[1], marked[2]) if marked else (after, "")
        parts = [_words_of(part) for part in _GAP.split(inner)]
        places = [_place_in(spoken, part) for part in parts]
        if None in places or not parts[0]:
            return reference, after
        if len(parts) > 1 and places[0] == 0 and _ends_with(spoken, parts[-1]):
            return reference, rest
        if places[0] == 0 and inner.strip()[0].isalnum():
            inner = quotation[0] + inner.strip()
        return inner, rest

    def _between(self, piece: Piece, text: str, until: str) -> Piece:
        """A piece with first and last words, without numbers next to the words of a quotation."""
        before, reference, after = self.references.rpartition(text)
        head, last_reference, tail = self.references.rpartition(until)
        if last_reference:
            quoted, rest = self._quoted(head, last_reference, tail)
            until = head + quoted + rest
        if reference and self.numbering.named(reference):
            spoken = _words_of(self.numbering.written_out(reference))
            first, last = _words_of(after), _words_of(until)
            is_start = first == spoken[: len(first)]
            if is_start and not last_reference and _ends_with(spoken, last):
                text, until = before + reference, ""
            elif is_start and (last_reference or _place_in(spoken, last) is None):
                text = before + reference
            elif not self._is_copied(text):
                text = before + "".join(self._quoted(before, reference, after))
        return piece.model_copy(update={"text": text, "until": until})

    def _ends(self, text: str) -> tuple[str, str]:
        """The first and last words around an ellipsis, arrow or dash that is not the article's."""
        if self._is_copied(text):
            return text, ""
        for separator in (_ARROW, _LEFT_OUT, _DASH):
            found = list(separator.finditer(text))
            most = _MOST_DASHES if separator is _DASH else 1
            for match in found if len(found) <= most else ():
                first, last = text[: match.start()], text[match.end() :]
                if self._is_passage(first, last):
                    return first, last
        return text, ""

    def _is_passage(self, first: str, last: str) -> bool:
        first, last = self.numbering.written_out(first), self.numbering.written_out(last)
        return (
            bool(_words_of(first) and _words_of(last))
            and self.locator.stands(first)
            and self.locator.stands(last)
            and bool(self.locator.candidates(Passage(first=first, last=last)))
        )


def _unescaped(words: str) -> str:
    return html.unescape(_BACKSLASH.sub(r"\1", words))


def _without_sentence_mark(words: str) -> str:
    match = _SENTENCE_MARK.match(words)
    return words[match.end() :] if match else words


def _without_sentence_marks(words: str) -> str:
    return _SENTENCE_MARK.sub("", words)


def _without_emphasis(words: str) -> str:
    return re.sub(r"\*\*|`", "", words)


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _place_in(words: Sequence[str], part: Sequence[str]) -> int | None:
    """Where `part` is in `words`; None if it is not."""
    places = range(len(words) - len(part) + 1)
    return next((at for at in places if list(words[at : at + len(part)]) == list(part)), None)


def _ends_with(words: Sequence[str], part: Sequence[str]) -> bool:
    return list(words[max(0, len(words) - len(part)) :]) == list(part)
