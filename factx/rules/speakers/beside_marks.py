"""Resolve the speakers of a language without name lists: by surnames, titles and pronouns."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

from factx.records.source import MentionForm, SourceKind
from factx.rules.language.language import Gender
from factx.rules.reading.document import Document, Token, Tokens, token_at, tokens_between
from factx.rules.reading.plain_phrases import is_pronoun, noble_name, phrase_from
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.rules.statements.subjects import is_somebody
from factx.text import Offsets

_KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("document", "document"),
    ("media outlet", "media_outlet"),
    ("official body", "official_body"),
    ("organisation", "organisation"),
    ("group", "group"),
)
_BODIES: frozenset[SourceKind] = frozenset({"media_outlet", "official_body", "organisation"})
_GENDERS: tuple[Gender, ...] = get_args(Gender)
_FAR = 12
"""A pronoun does not mean somebody named more units ago than this."""
_LONGEST_NAME = 5
_LONGEST_PHRASE = 16
_APPOSITION = 7
"""How many tokens before the comma of an apposition are searched for a title."""


@dataclass(frozen=True, slots=True)
class _Person:
    """A person that the article names somewhere."""

    name: str
    place: Offsets
    unit: int
    gender: Gender | None
    titles: frozenset[str]


def speakers_beside_marks(
    document: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """The speakers, one per name, and for each statement the positions of its speakers.

    A pronoun stands for the person of the same or unknown gender who was named last; if there is
    none, it is a speaker of its own.
    """
    linker = _Linker(document)
    linked: list[tuple[int, ...]] = [()] * len(statements)
    order = sorted(range(len(statements)), key=lambda at: statements[at].source or (-1, 0))
    for at in order:
        if statements[at].source is not None:
            linked[at] = linker.link(statements[at])
    used: dict[int, int] = {}
    for group in linked:
        for at in group:
            used.setdefault(at, len(used))
    return [linker.known[at] for at in used], [tuple(used[at] for at in g) for g in linked]


class _Linker:
    """Everybody known of in one article, and the links made so far."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.known: list[Speaker] = []
        self._people = list(_people(document))
        self._by_surname: dict[str, _Person] = {}
        self._by_title: dict[str, _Person] = {}
        for person in self._people:
            self._by_surname.setdefault(person.name.split()[-1], person)
            for title in person.titles:
                self._by_title.setdefault(title, person)
        self._bodies = dict(_bodies(document))
        self._by_place: dict[Offsets, tuple[int, ...]] = {}
        self._latest: Offsets | None = None  # the source linked last; they are linked in text order
        self._last: list[tuple[int, int]] = []  # unit and speaker of each link
        self._question: tuple[int, int] | None = None  # unit and speaker of the last question
        self._asker: int | None = None  # who asked what the statement to be linked answers
        self._by_label: dict[str, int] = {}
        self._by_head: dict[str, int] = {}  # words of the labels of what is no person
        self._by_name: dict[str, list[int]] = {}  # surnames of people

    def link(self, statement: Statement) -> tuple[int, ...]:
        """The speakers that the source of a statement names, describes or stands for."""
        source = statement.source
        assert source is not None
        if source in self._by_place:
            return self._by_place[source]
        unit = self._document.unit_at(source[0])
        self._asker = self._asker_of(statement, unit)
        tokens = tokens_between(self._document, *source)
        if not tokens:
            return ()
        parts = _coordinated(tokens) or [tokens]
        found = tuple(dict.fromkeys(self._one(part, unit) for part in parts))
        self._by_place[source] = found
        self._latest = source
        if found and statement.verb in self._document.language.members("verb of asking"):
            self._question = unit, found[0]
        self._last += [(unit, at) for at in found]
        return found

    def _asker_of(self, statement: Statement, unit: int) -> int | None:
        """Who asked what a statement answers, and so does not make it: '"So?", asked Voss.'"""
        if self._question is None or unit - self._question[0] > 1:
            return None
        is_answer = statement.verb in self._document.language.members("verb of answering")
        return self._question[1] if is_answer else None

    def _one(self, tokens: Tokens, unit: int) -> int:
        form: MentionForm
        antecedent = self._antecedent(tokens, unit)
        if antecedent:
            at, form = self._one(antecedent, unit), "pronoun"
        elif len(tokens) == 1 and _stands_for_somebody(tokens[0]):
            at, form = self._pronoun(tokens[0], unit), "pronoun"
        else:
            at = self._phrase(tokens)
            is_body = self.known[at].naming == "named" and self.known[at].kind != "person"
            form = "name" if is_body or _person_name(tokens) else "description"
        speaker = self.known[at]
        speaker.mentions.setdefault((tokens[0].start, tokens[-1].end), form)
        speaker.gender = speaker.gender or _gender_of(tokens)
        return at

    def _antecedent(self, tokens: Tokens, unit: int) -> Tokens:
        """The phrase before a relative pronoun, or before its comma; empty if there is none."""
        if len(tokens) != 1 or "relative" not in tokens[0].classes:
            return ()
        sentence = self._document.units[unit].tokens
        stop = token_at(sentence, tokens[0].start)
        if stop and sentence[stop - 1].text == ",":
            stop -= 1
        elif "relative subject" not in tokens[0].classes:
            return ()
        for at in range(max(0, stop - _LONGEST_PHRASE), stop):
            if phrase_from(self._document.language, sentence, at, stop) == stop:
                return sentence[at:stop]
        return ()

    def _pronoun(self, token: Token, unit: int) -> int:
        gender = _gender_of([token])
        if "nearer pronoun" in token.classes:
            return self._nearest(token, unit)
        speaker = self._last_speaker(unit, gender)
        person = self._last_named(token.start, unit, gender)
        if person is not None and self._asker is not None and self._meets_asker(person):
            person = None
        if speaker is not None and (person is None or speaker[0] >= person.unit):
            return speaker[1]
        if person is not None:
            at = self._meet(person)
            self.known[at].gender = self.known[at].gender or gender
            return at
        return self._new(token.text, "person" if gender is not None else "other", is_named=False)

    def _nearest(self, token: Token, unit: int) -> int:
        """Whom a pronoun like "dieser" means: whoever was named last, or nobody who is known."""
        before = bisect_left(self._people, token.start, key=lambda person: person.place[0])
        person = self._people[before - 1] if before else None
        spoken = self._latest
        if person is not None and (spoken is None or spoken[1] <= person.place[1]):
            is_last = unit - person.unit <= 1 and not self._is_named(person.place[1], token.start)
            if is_last:
                return self._meet(person)
        elif spoken is not None and not self._is_named(spoken[1], token.start):
            return self._by_place[spoken][0]
        return self._new(token.text, "person", is_named=False)

    def _is_named(self, start: int, end: int) -> bool:
        """Whether somebody is named or described in a range."""
        tokens = tokens_between(self._document, start, end) if start < end else ()
        return is_somebody([token for token in tokens if token.kind == "word"])

    def _meets_asker(self, person: _Person) -> bool:
        return self._named(person.name.split()) == self._asker

    def _last_speaker(self, unit: int, gender: Gender | None) -> tuple[int, int] | None:
        """Who spoke last that a pronoun of this gender can mean, after the unit."""
        for where, at in reversed(self._last):
            if unit - where > _FAR:
                return None
            if at == self._asker:
                continue
            speaker = self.known[at]
            fits = speaker.kind == "person" and speaker.gender in {None, gender}
            if gender is None or fits:
                return where, at
        return None

    def _last_named(self, offset: int, unit: int, gender: Gender | None) -> _Person | None:
        """Who was named last before an offset that a pronoun of this gender can mean."""
        at = bisect_left(self._people, offset, key=lambda person: person.place[0])
        while at and gender is not None and unit - self._people[at - 1].unit <= _FAR:
            at -= 1
            if self._people[at].gender in {None, gender}:
                return self._first_of_unit(at, gender)
        return None

    def _first_of_unit(self, at: int, gender: Gender) -> _Person:
        """The first who fits in the sentence of the person at `at`: mostly its subject."""
        person = self._people[at]
        while at and self._people[at - 1].unit == person.unit:
            at -= 1
            if self._people[at].gender in {None, gender}:
                person = self._people[at]
        return person

    def _meet(self, person: _Person) -> int:
        at = self._named(person.name.split())
        if at is None:
            at = self._new(person.name, "person", is_named=True)
            speaker = self.known[at]
            speaker.is_proper = True
            speaker.gender, speaker.named_at = person.gender, person.place
        return at

    def _named(self, words: Sequence[str]) -> int | None:
        """Who has this name, or has it as a surname."""
        for at in self._by_name.get(words[-1], ()):
            own = self.known[at].name.split()
            if len(words) == 1 or len(own) == 1 or own[0] == words[0]:
                return at
        return None

    def _phrase(self, tokens: Tokens) -> int:
        name = _person_name(tokens)
        if not name:
            return self._described(tokens)
        words = [token.text for token in name]
        is_surname = "noble particle" in name[0].classes  # von der Heide
        at = self._named(words[-1:] if is_surname else words)
        if at is not None:
            return at
        if is_surname and words[-1] in self._by_surname:
            return self._meet(self._by_surname[words[-1]])
        if len(words) == 1 and words[0] in self._bodies:
            at = self._by_head.get(words[0].lower())
            return at if at is not None else self._new(words[0], self._bodies[words[0]])
        if len(words) == 1 and words[0] in self._by_surname:
            return self._meet(self._by_surname[words[0]])
        return self._new(" ".join(words), "person", is_named=True)

    def _described(self, tokens: Tokens) -> int:
        core = _core(tokens)
        bare = core[1:] if len(core) > 1 and "determiner" in core[0].classes else core
        text = self._document.text
        label = " ".join(text[bare[0].start : bare[-1].end].split())
        if bare[0].kind == "quotation" and len(bare) == 1:
            label = label[1:-1]  # the „Morgenblatt“
        is_new = "indefinite determiner" in core[0].classes
        if label in self._by_label and not is_new:
            return self._by_label[label]
        is_definite = "definite determiner" in core[0].classes
        if is_definite and len(core) == 2:
            head = core[1].low
            if head in self._by_title:
                return self._meet(self._by_title[head])
            if head in self._by_head:
                return self._by_head[head]
        kind = _kind_of(core)
        is_only = is_definite or "determiner" not in core[0].classes
        return self._new(label, kind, is_named=kind in _BODIES and is_only)

    def _new(self, label: str, kind: SourceKind, *, is_named: bool = True) -> int:
        at = len(self.known)
        self.known.append(Speaker(label, kind, "named" if is_named else "unnamed"))
        self._by_label[label] = at
        if kind == "person" and is_named:
            self._by_name.setdefault(label.split()[-1], []).append(at)
        elif kind != "person":
            for word in label.lower().split():
                self._by_head.setdefault(word, at)
        return at


def _bodies(document: Document) -> Iterator[tuple[str, SourceKind]]:
    """The names that follow a noun for a body: "die Firma Terrasan", "le groupe Alvéa"."""
    for unit in document.units:
        for before, token in pairwise(unit.tokens):
            kind = _kind_words([before])
            is_name = token.kind == "word" and token.is_capitalised and not _is_title(token)
            if kind in _BODIES and is_name and "function word" not in token.classes:
                yield token.text, kind


def _people(document: Document) -> Iterator[_Person]:
    """The people whom the article names in full, or with a title."""
    for number, unit in enumerate(document.units):
        run: list[Token] = []
        inside = 0  # the end of "von der" in a name
        for at, token in enumerate((*unit.tokens, None)):
            if run and token is not None and "noble particle" in token.classes:
                inside = max(inside, _noble_end(unit.tokens, at, run))
            if token is not None and (at < inside or _is_in_name(token)):
                run.append(token)
                continue
            if len(run) > 1:
                yield from _person_in(run, number, document)
            run = []


def _titles_beside(tokens: Tokens, first: int, stop: int) -> list[Token]:
    """The titles in an apposition before or after a name: "the mayor, Ana Ruiz," has one."""
    found: list[Token] = []
    if first and tokens[first - 1].text == ",":
        found += [t for t in tokens[max(0, first - _APPOSITION) : first - 1] if _is_title(t)][-1:]
    if stop + 1 < len(tokens) and tokens[stop].text == ",":
        found += [t for t in tokens[stop + 1 : stop + 3] if _is_title(t)][:1]
    return found


def _is_in_name(token: Token) -> bool:
    if token.kind != "word" or token.is_time:
        return False
    return (token.is_capitalised and "function word" not in token.classes) or (
        "personal title" in token.classes
    )


def _person_in(run: Sequence[Token], unit: int, document: Document) -> Iterator[_Person]:
    tokens = document.units[unit].tokens
    first = token_at(tokens, run[0].start)
    beside = _titles_beside(tokens, first, first + len(run))
    titles = [*beside, *(t for t in run if _is_title(t))]
    rest = [t for t in run if not _is_title(t)]
    if not rest or len(rest) > _LONGEST_NAME:
        return
    given = next((at for at, t in enumerate(rest) if _given(t)), None)
    if given is not None and given < len(rest) - 1:
        rest = rest[given:]
    elif not beside and (not titles or not run.index(rest[0])):
        return
    gender = _gender_of([*titles, rest[0]])
    name = document.text[rest[0].start : rest[-1].end]
    low = frozenset(t.low for t in titles)
    yield _Person(" ".join(name.split()), (rest[0].start, rest[-1].end), unit, gender, low)


def _stands_for_somebody(token: Token) -> bool:
    return is_pronoun(token) or not token.classes.isdisjoint(
        {"stressed pronoun", "view possessive"}
    )


def _given(token: Token) -> bool:
    return not token.classes.isdisjoint({"masculine name", "feminine name"})


def _is_title(token: Token) -> bool:
    return "personal title" in token.classes


def _core(tokens: Tokens) -> Tokens:
    """A phrase up to its first comma or bracket."""
    stop = next((at for at, t in enumerate(tokens) if at and t.text in {",", "("}), len(tokens))
    return tokens[:stop]


def _coordinated(tokens: Tokens) -> list[Tokens] | None:
    """The two names that "and" joins, if a phrase is no more than that."""
    joints = [at for at, t in enumerate(tokens) if "additive conjunction" in t.classes]
    if len(joints) != 1 or not 0 < joints[0] < len(tokens) - 1:
        return None
    parts = [tokens[: joints[0]], tokens[joints[0] + 1 :]]
    is_named = all(part[0].is_capitalised and "determiner" not in part[0].classes for part in parts)
    return parts if is_named else None


def _person_name(tokens: Tokens) -> list[Token]:
    """The words of a person's name in a phrase; empty if it names nobody.

    They follow a title, begin with a given name, or are all of the phrase; or they stand in the
    apposition to a title: "der Bürgermeister, Karl Brandt".
    """
    core = _core(tokens)
    name = _name_of(core)
    if name or len(core) == len(tokens):
        return name
    if not any(_is_title(token) for token in core):
        return []
    return _name_of(_core(tokens[len(core) + 1 :]))


def _name_of(core: Tokens) -> list[Token]:
    if noble_name(core, 0, len(core)) == len(core):
        return list(core)
    last: list[Token] = []
    before: list[Token] = []
    inside = 0  # the end of "von der" in a name
    for at, token in enumerate(core):
        if not inside and (inside := _noble_end(core, at, last)):
            last += core[at:inside]
        if at < inside:
            continue
        inside = 0
        if at and "link" in token.classes and not (last and "name particle" in token.classes):
            break
        if token.kind == "word" and token.is_capitalised and "function word" not in token.classes:
            if _is_title(token) and not _follows_given(last):
                before.append(token)
                last = []
            else:
                last.append(token)
        elif token.kind == "word" and "name particle" in token.classes and last:
            last.append(token)
        elif last and token.kind == "word":
            last = []
        if _is_title(token) and token not in before and token not in last:
            before.append(token)
    if not last:
        return []
    given = next((at for at, t in enumerate(last) if _given(t)), None)
    if given is not None and given < len(last) - 1:
        return last[given:]
    if before and last[0].start > before[-1].start:
        return last if _kind_words(last) is None else []
    has_determiner = "determiner" in core[0].classes
    if has_determiner or _kind_words(core) is not None:
        return []
    return last if last[-1].end == core[-1].end or len(last) > 1 else []


def _follows_given(before: Sequence[Token]) -> bool:
    """Whether a given name, also a double one, stands last: what follows is a surname."""
    return bool(before) and (_given(before[-1]) or "-" in before[-1].text)


def _noble_end(tokens: Tokens, at: int, before: Sequence[Token]) -> int:
    """Where a name goes on after words such as "von der" at `at`; 0 if no given name precedes."""
    if not _follows_given(before):
        return 0
    end = noble_name(tokens, at, len(tokens))
    return end - 1 if end is not None else 0


def _kind_words(tokens: Tokens) -> SourceKind | None:
    for token in tokens:
        for section, kind in _KINDS:
            if section in token.classes:
                return kind
    return None


def _kind_of(core: Tokens) -> SourceKind:
    """The kind of source that a description is of: its first noun decides."""
    for at, token in enumerate(core):
        if at and "link" in token.classes and "determiner" not in core[at - 1].classes:
            break
        if _is_title(token):
            return "person"
        kind = _kind_words([token])
        if kind is not None:
            return kind
    return "other"


def _gender_of(tokens: Sequence[Token]) -> Gender | None:
    """The gender that a title, a pronoun or a given name shows; None if none does."""
    for gender in _GENDERS:
        own = {f"{gender} {form}" for form in ("pronoun", "stressed pronoun", "view possessive")}
        if len(tokens) == 1 and not tokens[0].classes.isdisjoint(own):
            return gender
    for gender in _GENDERS:
        if any(f"{gender} title" in token.classes for token in tokens):
            return gender
    for gender in _GENDERS:
        if any(f"{gender} name" in token.classes for token in tokens):
            return gender
    return None
