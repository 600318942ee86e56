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
from operator import attrgetter
from typing import Literal

from factx.rules.language.language import Language
from factx.rules.language.reporting_words import Form, Shape
from factx.rules.language.word import QUOTATION, QUOTED_NAME, Word
from factx.rules.reading.full_stops import is_within_sentence
from factx.rules.reading.markup import INVISIBLE, hidden, is_loud, past_bullet
from factx.text import Index, Offsets, Quotation, paragraphs

DASHES = frozenset({"—", "–", "―", "--", "-"})
"""Dashes; a hyphen that is a token of its own stands between spaces, as a dash does."""
SET_OFF = DASHES | {","}
"""Marks that set off an aside."""

# In characters and tokens. A longer sentence is a table, a list or noise, and the rules would need
# time that grows with the square of its length.
_LONGEST = 6_000
_MOST_TOKENS = 600

# Combining accents are parts of words, and so are soft hyphens and other invisible characters. The
# hyphen of "pre- and post-war" is no token.
_FIRST = r"[^\W_]"
_WITHIN = rf"(?:[\u0300-\u036f]|[{INVISIBLE}]+(?={_FIRST}))"
_RUN = rf"{_FIRST}++(?:{_WITHIN}++{_FIRST}*+)*+"
_TOKEN = re.compile(
    rf"{_RUN}(?:(?:[-'’.&/_]|(?<=\d)[,:](?=\d)){_RUN})*"
    rf"(?:(?<=s)['’](?=\s\w))?|--+|\.\.+|(?!(?<=\w)-\s)[^\w\s{INVISIBLE}]"
)
_TERMINAL = re.compile(r"[.!?…,;—–-]$")
_QUOTED_NAME = re.compile(r"[A-Z][\w.’'&-]*(?: (?:[A-Z&][\w.’'&-]*|[a-z]{2,3})){0,3}(?<=\w)$")
_ASKED = re.compile(r"[?!…][\"'”’»]*$")
_DATELINE = re.compile(
    r"(?:(?:[A-Z][A-Z.'’-]+,?\s){1,4}(?:(?:[A-Z][\w.]{1,12}|\d\d?),?\s){0,4}(?:\([^()\n]{1,40}\)\s)?"
    r"|(?:[A-Z][\w.'’-]+,?\s){1,4}\([A-Z][A-Za-z]{1,12}\)\s)(?:--|[—–―-])\s+"
)


@dataclass(slots=True, eq=False)  # frozen, it would take four times as long to make one
class Token:
    """A word, a mark, or a whole quotation; equal only to itself.

    The fields after `text` are those of its `Word`.
    """

    start: int
    end: int
    text: str
    """As written; of a quotation only its opening mark."""
    low: str
    """In lower case, apostrophes straight; empty for a quotation."""
    kind: Literal["word", "mark", "quotation"]
    classes: frozenset[str]
    """Its word classes (see `Language.classes_of`); empty for a mark or a quotation."""
    forms: tuple[Form, ...]
    """The verbs that it may be a form of."""
    is_capitalised: bool
    """Whether it is a word that begins with a capital."""
    is_name: bool
    """Whether it can be part of a name by itself: capitalised, no function word, no day."""
    is_noun_like: bool
    """Whether it may be part of a noun phrase: a noun, an adjective, a number or a quotation."""
    is_time: bool
    """Whether it is the name of a day or month, or a word like "yesterday"."""
    is_finite: bool
    """Whether its form shows that it is a finite verb."""
    shapes: frozenset[Shape]
    """The shapes of its forms."""
    is_subject_pronoun: bool
    """Whether it is a pronoun as subject, also with an auxiliary: "they've"."""
    may_be_finite: bool
    """Whether it may be a finite verb, which is no name: many nouns look like verbs."""

    @property
    def place(self) -> Offsets:
        """Its offsets into the text."""
        return self.start, self.end


Tokens = Sequence[Token]
_START, _END = attrgetter("start"), attrgetter("end")
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
    def read(self) -> dict[Offsets, Tokens]:
        """The tokens of the ranges that were asked for (see `tokens_between`)."""
        return {}

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
    inner = text[start + 1 : end].rstrip("\"'”“’‘»«›‹」』 \t\n\u00a0\u202f")
    return _TERMINAL.search(inner[-1:]) is not None


def ends_with_comma(text: str, token: Token) -> bool:
    """Whether a token is a quotation with a comma before its closing mark."""
    return token.kind == "quotation" and text[token.end - 2 : token.end - 1] == ","


def place_of(tokens: Tokens, covered: Range) -> Offsets:
    """From the start of the first token to the end of the last; the range is not empty."""
    return tokens[covered[0]].start, tokens[covered[1] - 1].end


def tokens_at(tokens: Tokens, place: Offsets) -> Range:
    """The range of tokens that a place touches; (0, 0) if there are none."""
    first, stop = bounds(tokens, place)
    return (first, stop) if first < stop else (0, 0)


def bounds(tokens: Tokens, place: Offsets) -> Range:
    """How many tokens end at the start of a place or before it, and how many start before its end.

    These are the range of tokens that it touches, or equal if it touches none.
    """
    return bisect_right(tokens, place[0], key=_END), bisect_left(tokens, place[1], key=_START)


def token_at(tokens: Tokens, offset: int) -> int:
    """The position of the first token that starts at `offset` or after it."""
    return bisect_left(tokens, offset, key=_START)


def having(tokens: Tokens, name: str) -> list[int]:
    """The positions of the tokens that are in a class."""
    return [at for at, token in enumerate(tokens) if name in token.classes]


def tokens_within(tokens: Tokens, place: Offsets) -> list[Token]:
    """The tokens that are wholly inside a place."""
    found = tokens[token_at(tokens, place[0]) : token_at(tokens, place[1])]
    return [token for token in found if token.end <= place[1]]


def _units(index: Index, language: Language) -> Iterator[Unit]:
    text, quotations = index.text, index.quotations
    blocks = paragraphs(text)
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
        begin = past_bullet(text, start, end)
        if is_prose and (dateline := _DATELINE.match(text, begin, end)):
            begin = dateline.end()
        yield Unit(begin, end, paragraph, is_prose, _tokens(text, begin, end, inside, language))


def _merged(
    text: str,
    sentences: tuple[Offsets, ...],
    quotations: tuple[Quotation, ...],
    language: Language,
) -> Iterator[Offsets]:
    """The sentences. Those that a quotation spans are one, and so are a question and its tag.

    So are those that divide the name of a company: "Kovalt Pumps Pvt. Ltd."
    """
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
        if number + 1 < len(sentences) and (
            _is_cut(text, end, sentences[number + 1], language)
            or is_within_sentence(text, begin, end, sentences[number + 1], language)
        ):
            continue
        yield begin, end
        begin = None
    if begin is not None:
        yield begin, sentences[-1][1]


def _is_cut(text: str, end: int, following: Offsets, language: Language) -> bool:
    """Whether a sentence ends in a word like "Pvt." and the following begins with "Ltd."."""
    start, stop = following
    if "\n" in text[end:start]:
        return False
    last = text[max(0, end - 20) : end].split()[-1]
    if not last.endswith(".") or "company suffix" not in language.classes_of(last.lower()):
        return False
    first = _TOKEN.match(text, start, stop)
    return first is not None and "company suffix" in language.classes_of(first.group().lower())


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
        if at > 0 and words[0][0].isupper() and at == len(words) - 1 and word[-1] in ".,:":
            return _may_report(stripped, language)
        is_name = word[0].isupper() or "determiner" in language.classes_of(stripped)
        if not is_name and not (at and "title" in language.classes_of(stripped)):
            return False
    return False


def _may_report(word: str, language: Language) -> bool:
    """Whether the last word of a sentence can be a verb of saying: no noun, no ordinary verb."""
    classes = language.classes_of(word)
    if "ed form" not in classes:
        return False
    return word in language.forms or classes.isdisjoint({"past verb", "adjective"})


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
    is_credited = credit.search(tail) if "(" in tail else credit.match(tail)
    if is_credited or credit.match(text[start : start + 40]):
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
        is_name = _QUOTED_NAME.match(text, quotation.start + 1, quotation.end - 1) is not None
        word = QUOTED_NAME if is_name else QUOTATION
        found.append(Token(quotation.start, quotation.end, mark, *word))
        at = quotation.end
    found += _words(text, at, end, language)
    return tuple(found) if len(found) <= _MOST_TOKENS else ()


def tokens_between(document: Document, start: int, end: int) -> Tokens:
    """The words and marks in a range of the text, including those inside quotations."""
    found = document.read.get((start, end))
    if found is None:
        found = document.read[start, end] = _read_between(document, start, end)
    return found


def _read_between(document: Document, start: int, end: int) -> Tokens:
    tokens, starts = document.inner_tokens
    first, stop = bisect_left(starts, start), bisect_left(starts, end)
    found = tokens[first:stop]
    is_cut = (first and tokens[first - 1].end > start) or (found and found[-1].end > end)
    if is_cut or not found:  # it begins or ends inside a word, or in a unit without tokens
        return _words(document.text, start, end, document.language)
    return found


def inner_units(document: Document, start: int, end: int) -> Iterator[Tokens]:
    """The tokens of each sentence in a range inside a quotation, its own quotations one each."""
    inner = Index(document.text[start:end])
    quoted = tuple(
        Quotation(one.start + start, one.end + start, one.continues) for one in inner.quotations
    )
    placed = tuple((first + start, last + start) for first, last in inner.sentences)
    at = 0
    for first, last in _merged(document.text, placed, quoted, document.language):
        while at < len(quoted) and quoted[at].end <= first:
            at += 1
        inside = [one for one in quoted[at:] if one.start < last]
        yield _tokens(document.text, first, last, inside, document.language)


def tokens_of(text: str, language: Language) -> Tokens:
    """The words and marks of a text that is not the article's, such as the wording of a claim."""
    return _words(text, 0, len(text), language)


def _words(text: str, start: int, end: int, language: Language) -> list[Token]:
    found: list[Token] = []
    doubtful: list[int] = []  # "Will", "May"
    look_up = language.word
    done = start
    skipped = {at for begin, stop in hidden(text, start, end) for at in range(begin, stop)}
    loud = is_loud(text, start, end)
    has_clitics = language.clitics is not None
    for match in _TOKEN.finditer(text, start, end):
        at, stop = match.span()
        if at < done or at in skipped:
            continue
        written = match[0]
        if written == "." and at == done < end - 1 and found:
            word, after = found[-1], text[at + 1]
            if word.kind == "word" and _is_abbreviation(word.text, after, language):
                at, stop = word.start, at + 1
                written = text[at:stop]
                found.pop()
        done = stop
        if has_clitics:
            for first, last in language.parted(written):
                part = written[first:last]
                found.append(Token(at + first, at + last, part, *look_up(part)))
            continue
        word = look_up(written)
        if loud and word.kind == "word":
            word = _quiet(written, language)
        if word.is_capitalised and (word.forms or not word.is_name):
            doubtful.append(len(found))
        found.append(Token(at, stop, written, *word))
    if doubtful:
        for at, name in [(at, _as_name(found, at)) for at in doubtful]:
            found[at] = name
    return found


def _quiet(written: str, language: Language) -> Word:
    """A word of a sentence in capitals: a name only if no list has it in another use."""
    low = language.word(written.lower())
    is_name = not low.forms and low.classes.isdisjoint({"quiet in capitals", "past verb", "s verb"})
    return language.word(written.capitalize()) if is_name else low


def _is_loud(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word next to the one at `at` is in capitals too: "TELL US MORE"."""
    beside = [*tokens[max(0, at - 1) : at], *tokens[at + 1 : at + 2]]
    return any(len(token.text) > 1 and token.text.isupper() for token in beside)


def _as_name(tokens: Sequence[Token], at: int) -> Token:
    """A function word, month or verb with a capital, as a name if the words next to it show it."""
    token = tokens[at]
    if token.classes.isdisjoint({"function word", "ambiguous month"}) and not token.forms:
        return token
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
        and "past" in following.shapes
        and before.isdisjoint({"preposition", "determiner", "deictic"})
    )
    is_surname = is_surname and "personal pronoun" not in token.classes
    if is_surname or is_given or is_subject or is_acronym:
        kept = token.classes & {"given name", "feminine name", "masculine name"}
        name = Word(token.low, "word", kept, is_capitalised=True, is_name=True, is_noun_like=True)
        return Token(*token.place, token.text, *name)
    return token


def _is_abbreviation(word: str, after: str, language: Language) -> bool:
    if after == ",":
        return True  # R-Ky., said
    if len(word) == 1:
        return word.isupper()
    if "." in word:
        return all(len(part) == 1 for part in word.split("."))
    return word[0].isupper() and "abbreviation" in language.classes_of(word.lower())
