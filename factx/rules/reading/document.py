"""A document: the sentences of an article with their tokens, each quotation one token.

A quotation may contain many sentences, and '"A. B," she said.' is one attribution of all of them.
So the sentences that a quotation spans form one unit.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain
from typing import Literal, NamedTuple

from factx.rules.language.language import Language
from factx.rules.language.reporting_words import Form
from factx.text import Index, Offsets, Quotation, paragraphs

# In characters and tokens. A longer sentence is a table, a list or noise, and the rules would need
# time that grows with the square of its length.
_LONGEST = 6_000
_MOST_TOKENS = 600

_LETTER = r"[\w\u0300-\u036f]"  # combining accents are parts of words
_TOKEN = re.compile(
    rf"\w{_LETTER}*(?:(?:[-'’.&/]|(?<=\d)[,:](?=\d))\w{_LETTER}*)*(?:(?<=s)['’](?=\s\w))?"
    r"|--+|\.\.+|[^\w\s]"
)
_TERMINAL = re.compile(r"[.!?…,;—–-]$")
_ASKED = re.compile(r"[?!…][\"'”’»]*$")
_DATELINE = re.compile(
    r"(?:(?:[A-Z][A-Z.'’-]+,?\s){1,4}(?:[A-Z][\w.]{1,12},?\s){0,2}(?:\([^()\n]{1,40}\)\s)?"
    r"|(?:[A-Z][\w.'’-]+,?\s){1,4}\([A-Z][A-Za-z]{1,12}\)\s)(?:--|[—–-])\s+"
)


class Token(NamedTuple):
    """A word, a mark, or a whole quotation."""

    start: int
    end: int
    text: str
    """As written; of a quotation only its opening mark."""
    low: str
    """In lower case, apostrophes straight; empty for a quotation."""
    kind: Literal["word", "mark", "quotation"]
    classes: frozenset[str] = frozenset()
    """Its word classes (see `Language.classes_of`); empty for a mark or a quotation."""
    forms: tuple[Form, ...] = ()
    """The verbs that it may be a form of."""
    is_capitalised: bool = False
    """Whether it is a word that begins with a capital."""

    @property
    def place(self) -> Offsets:
        """Its offsets into the text."""
        return self.start, self.end


Tokens = Sequence[Token]
Range = tuple[int, int]
"""The first token and the one past the last."""


@dataclass(frozen=True)
class Unit:
    """A sentence, or several that a quotation spans."""

    start: int
    end: int
    paragraph: int
    """The number of its paragraph."""
    is_prose: bool
    """False for a headline, caption or credit."""
    tokens: tuple[Token, ...]
    """Empty if it is too long to be prose."""

    @cached_property
    def quotations(self) -> tuple[Offsets, ...]:
        """The quotations in it."""
        return tuple(t.place for t in self.tokens if t.kind == "quotation")


@dataclass(frozen=True, eq=False)
class Document:
    """The text of an article in units, in order; equal only to itself."""

    text: str
    language: Language
    units: tuple[Unit, ...]
    quotations: dict[int, Quotation]
    """The quotations in order, by their starts."""
    starts: tuple[int, ...]
    """Where the quotations start."""

    @cached_property
    def inner_tokens(self) -> tuple[list[Token], list[int]]:
        """The words and marks of all units, quotations taken apart, and where they start."""
        found: list[Token] = []
        for token in chain.from_iterable(unit.tokens for unit in self.units):
            if token.kind == "quotation":
                found += _words(self.text, token.start, token.end, self.language)
            else:
                found.append(token)
        return found, [token.start for token in found]

    def unit_at(self, offset: int) -> int:
        """The number of the unit at `offset`, or of the one before if it is between two."""
        return max(0, bisect_right(self._unit_starts, offset) - 1)

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.start for unit in self.units]

    def quotations_between(self, start: int, end: int) -> Iterator[Quotation]:
        """The quotations that start in the range from `start` to `end`, in order."""
        for at in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            yield self.quotations[self.starts[at]]


@lru_cache(maxsize=8)
def read_document(index: Index, language: Language) -> Document:
    """Split an indexed text in `language` into units and tokens; the last few are kept."""
    quotations = {quotation.start: quotation for quotation in index.quotations}
    units = tuple(_units(index, language))
    return Document(index.text, language, units, quotations, tuple(quotations))


def is_utterance(text: str, start: int, end: int) -> bool:
    """Whether a quotation ends like a sentence or clause, as speech does."""
    inner = text[start + 1 : end].rstrip("\"'”’»›」』 \t\n\u00a0")
    return _TERMINAL.search(inner[-1:]) is not None


def place_of(tokens: Tokens, covered: Range) -> Offsets:
    """From the start of the first token to the end of the last; the range is not empty."""
    return tokens[covered[0]].start, tokens[covered[1] - 1].end


def tokens_at(tokens: Tokens, place: Offsets) -> Range:
    """The range of tokens that a place touches; (0, 0) if there are none."""
    first = bisect_right(tokens, place[0], key=lambda token: token.end)
    stop = bisect_left(tokens, place[1], key=lambda token: token.start)
    return (first, stop) if first < stop else (0, 0)


def _units(index: Index, language: Language) -> Iterator[Unit]:
    text, quotations = index.text, index.quotations
    blocks = list(paragraphs(text))
    paragraph = at = 0
    for number, (start, end) in enumerate(_merged(text, index.sentences, quotations, language)):
        while paragraph < len(blocks) - 1 and blocks[paragraph][1] <= start:
            paragraph += 1
        while at < len(quotations) and quotations[at].end <= start:
            at += 1
        inside: list[Quotation] = []
        for later in range(at, len(quotations)):
            if quotations[later].start >= end:
                break
            inside.append(quotations[later])
        is_prose = _is_prose(text, start, end, language, is_first=number == 0)
        begin = start
        if is_prose and (dateline := _DATELINE.match(text, start, end)):
            begin = dateline.end()
        yield Unit(begin, end, paragraph, is_prose, _tokens(text, begin, end, inside, language))


def _merged(
    text: str,
    sentences: tuple[Offsets, ...],
    quotations: tuple[Quotation, ...],
    language: Language,
) -> Iterator[Offsets]:
    """The sentences. Those that a quotation spans are one, and so are a question and its tag."""
    at = 0
    begin: int | None = None
    for number, (start, end) in enumerate(sentences):
        begin = start if begin is None else begin
        while at < len(quotations) and quotations[at].end <= end:
            at += 1
        if at < len(quotations) and quotations[at].start < end:
            continue
        is_asked = at and quotations[at - 1].end == end and _ASKED.search(text[end - 4 : end])
        if (
            is_asked
            and number + 1 < len(sentences)
            and _tags(text, end, *sentences[number + 1], language)
        ):
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, sentences[-1][1]


def _tags(text: str, end: int, start: int, stop: int, language: Language) -> bool:
    """Whether a sentence only attributes the quotation before it: '"Why?" Kovalt asked.'"""
    if "\n" in text[end:start]:
        return False
    words = text[start : min(stop, start + 120)].split()[:9]
    for at, word in enumerate(words):
        stripped = word.rstrip(".,:")
        if any("quote" in form.verb.takes for form in language.forms.get(stripped, ())):
            following = words[at + 1] if at + 1 < len(words) else ""
            is_clause = following.islower() and "clause head" in language.classes_of(following)
            return at > 0 and not is_clause
        is_name = word[0].isupper() or "determiner" in language.classes_of(stripped)
        if not is_name and not (at and "title" in language.classes_of(stripped)):
            return False
    return False


@cache
def _credit_line(language: Language) -> re.Pattern[str]:
    """Matches a credit in brackets at the end, or a caption at the start."""
    credited = "|".join(language.entries("names", "credit"))
    captions = "|".join(language.entries("names", "caption"))
    return re.compile(
        rf"\((?:[^()]{{0,60}}\b)?(?:{credited})\b[^()]{{0,60}}\)\.?$"
        rf"|^(?:{captions})\b[^.]{{0,20}}:",
        re.IGNORECASE,
    )


def _is_prose(text: str, start: int, end: int, language: Language, *, is_first: bool) -> bool:
    """Whether a unit is neither a headline nor a caption or credit."""
    tail = text[max(start, end - 200) : end]
    line_end = text.find("\n", end, end + 120)
    rest = text[end : line_end if line_end >= 0 else end + 120].strip()
    credit = _credit_line(language)
    if rest.startswith("(") and rest.endswith(")") and credit.search(rest):
        return False
    if credit.search(tail) or credit.match(text[start : start + 40]):
        return False
    ends = tail.rstrip("\"'”’»)]")[-1:]
    has_stop = ends in {".", "!", "?", "…", ":", ";", ","}
    if is_first:
        return has_stop and ends != ":"
    return has_stop or end - start > 60


def _tokens(
    text: str, start: int, end: int, inside: list[Quotation], language: Language
) -> tuple[Token, ...]:
    outside = end - start - sum(q.end - q.start for q in inside)
    if outside > _LONGEST or len(inside) > _MOST_TOKENS:
        return ()
    found: list[Token] = []
    at = start
    for quotation in inside:
        found += _words(text, at, quotation.start, language)
        mark = text[quotation.start]
        found.append(Token(quotation.start, quotation.end, mark, "", "quotation"))
        at = quotation.end
    found += _words(text, at, end, language)
    return tuple(found) if len(found) <= _MOST_TOKENS else ()


def tokens_between(document: Document, start: int, end: int) -> Tokens:
    """The words and marks in a range of the text, including those inside quotations."""
    tokens, starts = document.inner_tokens
    first, stop = bisect_left(starts, start), bisect_left(starts, end)
    found = tokens[first:stop]
    is_cut = (first and tokens[first - 1].end > start) or (found and found[-1].end > end)
    if is_cut or not found:  # it begins or ends inside a word, or in a unit without tokens
        return _words(document.text, start, end, document.language)
    return found


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    found: list[Token] = []
    look_up = language.word
    done = start
    for match in _TOKEN.finditer(text, start, end):
        at, stop = match.span()
        if at < done:
            continue
        done = stop
        word = look_up(match.group())
        if (
            text.startswith(".", stop, end - 1)
            and word.kind == "word"
            and _is_abbreviation(text[at:stop], text[stop + 1], language)
        ):
            done = stop + 1
            word = look_up(text[at:done])
        found.append(Token(at, done, text[at:done], *word))
    return [
        _as_name(found, at) if token.is_capitalised and _is_ambiguous(token) else token
        for at, token in enumerate(found)
    ]


def _is_ambiguous(token: Token) -> bool:
    """Whether a capitalised word is a name or a function word, month or verb: "Will", "May"."""
    return not token.classes.isdisjoint({"function word", "ambiguous month"}) or bool(token.forms)


def _is_loud(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word next to the one at `at` is in capitals too: "TELL US MORE"."""
    beside = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return any(len(token.text) > 1 and token.text.isupper() for token in beside)


def _as_name(tokens: Sequence[Token], at: int) -> Token:
    """The token at `at`, as a name if the tokens next to it show that it is one."""
    token = tokens[at]
    before = tokens[at - 1].classes if at else frozenset[str]()
    is_after = at > 0 and tokens[at - 1].is_capitalised
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    is_acronym = len(token.text) > 1 and token.text.isupper() and not _is_loud(tokens, at)
    is_surname = is_after and not before.isdisjoint({"given name", "honorific", "initial"})
    is_given = (
        "given name" in token.classes
        and following is not None
        and following.is_capitalised
        and following.classes.isdisjoint({"function word", "time"})
        and tokens[-1].text != "?"
    )
    is_subject = (
        "ambiguous month" in token.classes
        and following is not None
        and any(form.shape == "past" for form in following.forms)
        and before.isdisjoint({"preposition", "determiner", "deictic"})
    )
    is_surname = is_surname and "personal pronoun" not in token.classes
    if is_surname or is_given or is_subject or is_acronym:
        kept = token.classes & {"given name", "feminine name", "masculine name"}
        return token._replace(classes=kept | {"personal name"}, forms=())
    return token


def _is_abbreviation(word: str, after: str, language: Language) -> bool:
    if after == ",":
        return True  # R-Ky., said
    if len(word) == 1:
        return word.isupper()
    if "." in word:
        return all(len(part) == 1 for part in word.split("."))
    return word[0].isupper() and "abbreviation" in language.classes_of(word.lower())
