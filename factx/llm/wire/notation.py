"""Read the variants of the notation that models write, with the article at hand.

The article is shown as `[3] <2>"We looked at every single bolt," Moss said.`, and a model should
answer `<2>`. Many copy more: the words after the number, the number of the sentence, an ellipsis or
an arrow in place of `>>`. If words can be read in two ways, those that the article contains count.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from factx.grounding.candidates import Locator
from factx.llm.numbering import Numbering
from factx.llm.wire.answer import SAME, Answer, Piece, WireClaim, WireStatement
from factx.llm.wire.lines import plain
from factx.records import Passage
from factx.text import Index

_REFERENCE = re.compile(r"(<\d{1,5}>)")
_REFERENCE_VARIANT = re.compile(
    r"[<〈《＜‹⟨«]\s*+(?:q|quote|quotation|#)?\s*+(\d{1,5})\s*+/?[>〉》＞›⟩»]", re.IGNORECASE
)
_MARKS = '"“”„‟«»‹›「」『』＂'
_QUOTED_REFERENCE = re.compile(
    rf"(?<![{_MARKS}'‘’`])[{_MARKS}'‘’`]++(<\d{{1,5}}>)[{_MARKS}'‘’`,.]+"
)
_CLOSING_TAG = re.compile(r"</\d{1,5}>")
_SENTENCE_MARK = re.compile(r"\[\d{1,6}\]\s*")
_BACKSLASH = re.compile(r"\\([<>\[\]*_`\"'])")
_QUOTED = re.compile(rf"[\s:=,–—-]*([{_MARKS}][^{_MARKS}]*[{_MARKS}]?)(.*)", re.DOTALL)
_CLOSING_MARK = re.compile(rf"^[^\w<{_MARKS}]*[{_MARKS}]")
_CLOSING = re.compile(rf"^(?:[^\w<]*[{_MARKS}]|[^\w\s<]+)")
_LEFT_OUT = re.compile(r"(?<!\s)\s*+(?:\[(?:\.\.\.|…)\]|\.\.\.+|…)\s*+")
_ARROW = re.compile(r"(?<!\s)\s*+(?:(?<![-=—–])[-=—–]++>|→|⇒|⟶)\s*+")
_DASH = re.compile(r"(?<!\s)\s*+--+\s*+|(?<!\s)\s++[–—]\s++")
_MOST_DASHES = 3
"""In a text with more, none separates the first and the last words."""
_GAP = re.compile("|".join(one.pattern for one in (_ARROW, _LEFT_OUT, _DASH)))
_CONNECTION = re.compile(r"(?:\W|\band\b)*")


def mismatches(pieces: Iterable[Piece], numbering: Numbering) -> Iterator[tuple[str, str]]:
    """Numbers of quotations with the words after them that are another quotation."""
    text = numbering.index.text
    others = [_words_of(text[one.start : one.end]) for one in numbering.quotations]
    for piece in pieces:
        parts = _REFERENCE.split(_references(_unescaped(piece.text)))
        for reference, after in zip(parts[1::2], parts[2::2], strict=True):
            marked = _QUOTED.fullmatch(after)
            words = _words_of(marked[1]) if marked else []
            if marked and words in others and words != _words_of(numbering.written_out(reference)):
                yield reference, marked[1]


def canonical(answer: Answer, index: Index) -> Answer:
    """`answer` with all passages in the notation that the prompt asks for.

    What cannot be read in another way stays as it is.
    """
    reader = _Reader(index)
    return answer.model_copy(
        update={
            "statements": tuple(
                reader.statement(one) if isinstance(one, WireStatement) else one
                for one in answer.statements
            ),
            "claims": tuple(
                one.model_copy(update={"evidence": reader.pieces(one.evidence)})
                if isinstance(one, WireClaim)
                else one
                for one in answer.claims
            ),
        }
    )


class _Reader:
    """Reads passages with one article at hand."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.numbering = Numbering(index)
        self.locator = Locator(index)

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

    def words(self, written: str) -> str:
        """The words that are meant: as written, if the article contains that."""
        if not written.strip() or self.index.find_exact(written.strip()):
            return written
        # A quotation that is given by its number already has its marks.
        words = _QUOTED_REFERENCE.sub(r"\1", written)
        if self._is_copied(words):
            return words
        for change in _CHANGES:
            changed = change(words)
            if changed != words and self._is_copied(changed):
                return changed
            words = changed
        is_near = _REFERENCE.search(words) or (
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
        return bool(self.index.find_exact(words) or self.index.find_folded(words))

    def _split(self, text: str) -> list[str]:
        """Split a text after each quotation that is given by number, and drop what repeats it."""
        current, *others = _REFERENCE.split(text)
        pieces: list[str] = []
        for at in range(0, len(others), 2):
            quoted, rest = self._quoted(current, *others[at : at + 2])
            if at and not self._is_copied(current + quoted):
                pieces.append(_without_connection(current))
                current = ""
            current += quoted
            if not _CONNECTION.fullmatch(rest) and not self._is_copied(current + rest):
                pieces.append(current)
                current = ""
            current += rest
        pieces.append(_without_connection(current))
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
        """A piece with first and last words, without numbers beside the words of a quotation."""
        before, reference, after = _rpartition(text)
        head, last_reference, tail = _rpartition(until)
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


def _references(words: str) -> str:
    """Write each number of a quotation as `<1>`, without brackets or marks of another kind."""
    words = _REFERENCE_VARIANT.sub(r"<\1>", _CLOSING_TAG.sub("", words))
    return _QUOTED_REFERENCE.sub(r"\1", words)


def _unescaped(words: str) -> str:
    return html.unescape(_BACKSLASH.sub(r"\1", words))


def _without_sentence_mark(words: str) -> str:
    match = _SENTENCE_MARK.match(words)
    return words[match.end() :] if match else words


def _without_sentence_marks(words: str) -> str:
    return _SENTENCE_MARK.sub("", words)


def _without_emphasis(words: str) -> str:
    return re.sub(r"\*\*|`", "", words)


_CHANGES = (
    plain,
    _unescaped,
    _references,
    _without_sentence_mark,
    _without_sentence_marks,
    _without_emphasis,
)
"""Tried one after the other on words that the article does not contain."""


def _words_of(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _place_in(words: Sequence[str], part: Sequence[str]) -> int | None:
    """Where `part` is in `words`; None if it is not."""
    places = range(len(words) - len(part) + 1)
    return next((at for at in places if list(words[at : at + len(part)]) == list(part)), None)


def _ends_with(words: Sequence[str], part: Sequence[str]) -> bool:
    return list(words[max(0, len(words) - len(part)) :]) == list(part)


def _rpartition(words: str) -> tuple[str, str, str]:
    """Split at the last number of a quotation; without one, `words` come first."""
    parts = _REFERENCE.split(words)
    return ("".join(parts[:-2]), parts[-2], parts[-1]) if len(parts) > 1 else (words, "", "")


def _without_connection(words: str) -> str:
    """`words` without what connects them to the next number, such as a comma."""
    before, reference, after = _rpartition(words)
    return before + reference if reference and _CONNECTION.fullmatch(after) else words
