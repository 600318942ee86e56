"""Who is who: the mentions of speakers drawn together, one speaker for each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from factx.records.source import MentionForm, Naming, SourceKind, SourceNumber
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token
from factx.rules.reading.names import KINDS, Name, kind_of, names, names_among
from factx.rules.statements.statement import Statement
from factx.text import Offsets

_FAR = 12
"""A pronoun is not taken to mean somebody named more units ago than this."""
_NEAR = 4
"""How far back a better antecedent is looked for than one that follows a preposition."""

_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. prof. mme sir dame".split())
_SINGULAR = frozenset({"he", "she"})
_PRONOUNS = {"his": "he", "her": "she", "their": "they"} | {
    low: low for low in ("he", "she", "they", "it")
}
_RELATIVE = frozenset({"who", "which", "that"})
_THINGS: frozenset[SourceKind] = frozenset(
    {"official_body", "organisation", "media_outlet", "document", "group"}
)


@dataclass(slots=True)
class Speaker:
    """Somebody or something that speaks; grows while the article is read."""

    name: str
    kind: SourceKind
    naming: Naming
    mentions: dict[Offsets, MentionForm] = field(default_factory=dict[Offsets, MentionForm])
    """Where it is used as a source, or named."""
    named_at: Offsets | None = None
    """Where the article first gives its name in full."""
    heads: set[str] = field(default_factory=set[str])
    """Nouns it goes by: "council", "spokesman"."""
    gender: str | None = None
    """he or she, once known."""
    role: str | None = None
    """Office or occupation, as the article first gives it."""
    number: SourceNumber | None = None
    """One voice or several, where its description tells."""
    rivals: tuple[Offsets, ...] = ()
    """Where others are named that the same pronoun could mean."""
    seen: list[tuple[int, int, bool]] = field(default_factory=list[tuple[int, int, bool]])
    """Unit, offset, and whether a preposition stood before it, of each mention in order."""


def speakers(
    reading: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """The speakers in the order in which they first speak, and those of each statement."""
    linker = _Linker(reading)
    linked = [linker.link(statement) for statement in statements]
    order: dict[int, int] = {}
    for group in linked:
        for at in group:
            order.setdefault(at, len(order))
    chosen = [linker.known[at] for at in order]
    for speaker in chosen:
        speaker.rivals = linker.rivals_of(speaker)
    return chosen, [tuple(order[at] for at in group) for group in linked]


class _Linker:
    """Everybody known of in one article, and the links made so far."""

    def __init__(self, reading: Document) -> None:
        self.reading = reading
        self._language = reading.language
        self.known: list[Speaker] = []
        self._by_name: dict[str, int] = {}
        self._by_head: dict[str, int] = {}
        self._by_unit: dict[int, list[tuple[int, int, bool]]] = {}
        self._named = names(reading)
        self._surnames = _surnames(self._named, reading.language)
        self._named_as = [self._meet(name) for name in self._named]

    def link(self, statement: Statement) -> tuple[int, ...]:
        """The speakers of a statement, by their places in `known`."""
        if statement.source is None:
            return ()
        phrase = self._tokens(statement.unit, statement.source)
        if not phrase:
            return ()
        low = phrase[0].low
        if len(phrase) == 1 and low in _RELATIVE:
            found = self._link_relative(statement)
        elif len(phrase) == 1 and low in _PRONOUNS:
            found = self._link_pronoun(statement, _PRONOUNS[low])
        else:
            found = self._link_phrase(phrase, statement.unit, statement.source)
        for at in found:
            self._note(at, statement.unit, statement.source[0], is_object=False)
        return found

    def rivals_of(self, speaker: Speaker) -> tuple[Offsets, ...]:
        """Where other people are named whose gender is the same or unknown."""
        if speaker.gender is None:
            return ()
        return tuple(
            name.place
            for name, at in zip(self._named, self._named_as, strict=True)
            if (other := self.known[at]) is not speaker
            and other.kind == "person"
            and other.gender in {None, speaker.gender}
        )

    def _tokens(self, unit: int, place: Offsets) -> list[Token]:
        for number in (unit, unit - 1):
            if number >= 0:
                held = self.reading.units[number].tokens
                found = [t for t in held if place[0] <= t.start and t.end <= place[1]]
                if found:
                    return found
        return []

    def _meet(self, name: Name) -> int:
        """The entity that a name names, made if it is new."""
        kind = kind_of(name.words, self._language)
        label = self._full_name(name) if kind == "person" else name.label
        at = self._by_name.get(label)
        if at is None:
            at = self._by_name[label] = len(self.known)
            self.known.append(Speaker(label, kind, "named"))
            self.known[at].heads.update(
                {self._language.singular(name.words[-1].lower())} - {label.lower()}
            )
        speaker = self.known[at]
        if speaker.named_at is None and name.label == speaker.name:
            speaker.named_at = name.place
        if name.titles:
            speaker.heads |= name.titles
            speaker.gender = speaker.gender or _gender(name.titles, self._language)
        if speaker.kind == "person" and speaker.gender is None and " " in speaker.name:
            speaker.gender = _gender_of_given(speaker.name.split()[0], self._language)
        for head in speaker.heads:
            self._by_head.setdefault(head, at)
        self._note(at, name.unit, name.start, name.is_object)
        return at

    def _full_name(self, name: Name) -> str:
        """The full name that a short one stands for.

        Where several share it, the title decides, and else who was named last.
        """
        full = self._surnames.get(name.label)
        if not full:
            return name.label
        gender = _gender(name.titles, self._language)
        known = [(self._by_name[label], label) for label in full if label in self._by_name]
        fitting = [
            (self.known[at].seen[-1], label)
            for at, label in known
            if gender is None or self.known[at].gender in {None, gender}
        ]
        if fitting:
            return max(fitting)[1]
        return full[0] if len(full) == 1 else name.label

    def _note(self, at: int, unit: int, offset: int, is_object: bool) -> None:
        self.known[at].seen.append((unit, offset, is_object))
        self._by_unit.setdefault(unit, []).append((offset, at, is_object))

    def _link_relative(self, statement: Statement) -> tuple[int, ...]:
        assert statement.source is not None
        if statement.antecedent is None:
            return (self._described(statement.source, statement.unit, "pronoun"),)
        phrase = self._tokens(statement.unit, statement.antecedent)
        if not phrase:
            return (self._described(statement.source, statement.unit, "pronoun"),)
        found = self._link_phrase(phrase, statement.unit, statement.antecedent)
        for at in found:
            self.known[at].mentions.setdefault(statement.source, "pronoun")
        return found

    def _link_pronoun(self, statement: Statement, low: str) -> tuple[int, ...]:
        assert statement.source is not None
        at = self._antecedent(statement.unit, statement.source[0], low)
        if at is None:
            return (self._described(statement.source, statement.unit, "pronoun"),)
        self.known[at].mentions.setdefault(statement.source, "pronoun")
        if low in _SINGULAR:
            self.known[at].gender = low
        return (at,)  # from here on the pronoun tells who is meant by it

    def _antecedent(self, unit: int, offset: int, low: str) -> int | None:
        """Whom a pronoun means: the nearest who fits, those who act before those acted upon."""
        fallback: int | None = None
        for number in range(unit, max(-1, unit - _FAR), -1):
            seen = sorted(s for s in self._by_unit.get(number, ()) if s[0] < offset)
            near = number == unit
            fitting = [(at, is_object) for _, at, is_object in seen if self._fits(at, low, near)]
            acting = [at for at, is_object in fitting if not is_object]
            acting.sort(key=lambda at: self.known[at].gender is None)  # who surely fits, first
            if low not in _SINGULAR and unit - number > 2:
                break
            if acting and (fallback is None or unit - number < _NEAR):
                return acting[0]
            if fitting and fallback is None:
                fallback = fitting[0][0]
            if fallback is not None and unit - number >= _NEAR:
                break
        return fallback

    def _fits(self, at: int, low: str, near: bool) -> bool:
        speaker = self.known[at]
        if low in _SINGULAR:
            is_certain = speaker.mentions or speaker.heads or " " in speaker.name
            return speaker.kind == "person" and speaker.gender in {None, low} and bool(is_certain)
        if near and low == "they":
            return speaker.kind in _THINGS
        if not speaker.mentions:
            return False  # "they" and "it" mean too many things that never speak
        return speaker.kind == "group" if low == "they" else speaker.kind in _THINGS

    def _link_phrase(self, phrase: list[Token], unit: int, place: Offsets) -> tuple[int, ...]:
        core = _core(phrase)
        parts = _coordinated(core)
        if parts is not None:
            return tuple(
                dict.fromkeys(
                    at
                    for part in parts
                    for at in self._link_phrase(part, unit, (part[0].start, part[-1].end))
                )
            )
        name = _name_at_end(core, unit, self._language)
        if name is not None:
            at = self._meet(name)
            is_metonym = name.label.lower() in self._language.members("metonym")
            self.known[at].mentions.setdefault(place, "metonym" if is_metonym else "name")
            self._learn_kind(at, phrase[len(core) + 1 :])
            self._learn_role(at, core, name, phrase[len(core) + 1 :])
            around = [t for t in self.reading.units[unit].tokens if t.start < phrase[-1].end]
            around = around[-len(phrase) - 2 :]
            if any(_is_alias(around, i, self._language) for i in range(len(around))):
                self.known[at].naming = "pseudonymous"
            return (at,)
        return (self._described(place, unit, "description", core),)

    def _learn_role(
        self, at: int, core: Sequence[Token], name: Name, apposition: Sequence[Token]
    ) -> None:
        """Keep what stands before a name, or behind it between commas, as the person's role."""
        speaker = self.known[at]
        if speaker.role is not None or speaker.kind != "person":
            return
        before = [t for t in core if t.end <= name.start and t.low not in _HONORIFICS]
        behind = _core(apposition) if apposition else []
        for tokens in (before, behind):
            while tokens and tokens[0].low in {"a", "an", "the", "his", "her", "their"}:
                tokens = tokens[1:]
            if tokens and any(
                self._language.singular(t.low) in self._language.members("person") for t in tokens
            ):
                speaker.role = self.reading.text[tokens[0].start : tokens[-1].end]
                return

    def _learn_kind(self, at: int, apposition: Sequence[Token]) -> None:
        """Let "Dunmarrow Marine, the company that ..." tell that it is no person."""
        if not apposition or apposition[0].low not in {"a", "an", "the"}:
            return
        kind = _kind(_head(_core(apposition), self._language), "", self._language)
        if kind != "other" and self.known[at].kind == "person":
            self.known[at].kind = kind

    def _described(
        self, place: Offsets, unit: int, form: MentionForm, core: Sequence[Token] = ()
    ) -> int:
        """The entity behind a description, made if it is new."""
        text = self.reading.text
        label = text[core[0].start : core[-1].end] if core else text[place[0] : place[1]]
        head = _head(core, self._language)
        key = _key(label)
        at = self._by_name.get(key)
        is_definite = bool(core) and (core[0].low == "the" or len(core) == 1)
        is_plain = len(core) <= 2
        if at is None and head and is_definite and is_plain:
            at = self._by_head.get(self._language.singular(head))
            if at is not None and not self.known[at].seen[0][1] < place[0]:
                at = None
        if at is None or (core and core[0].low in {"a", "an", "one", "another"}):
            at = len(self.known)
            kind = _kind(head, label, self._language) if form != "pronoun" else _pronoun_kind(label)
            self.known.append(Speaker(_capital_off(label, self._language), kind, "unnamed"))
            self._by_name[key] = at
        speaker = self.known[at]
        speaker.mentions.setdefault(place, form)
        if head:
            speaker.number = speaker.number or _number(head, speaker.kind, self._language)
            speaker.heads.add(self._language.singular(head))
            self._by_head[self._language.singular(head)] = at
            speaker.gender = speaker.gender or _gender({head}, self._language)
        if not speaker.seen:
            self._note(at, unit, place[0], is_object=False)
        return at


def _surnames(named: Sequence[Name], language: Language) -> dict[str, tuple[str, ...]]:
    """From each last name to the full names that it belongs to, in order."""
    full: dict[str, dict[str, None]] = {}
    for name in named:
        if len(name.words) > 1 and kind_of(name.words, language) == "person":
            full.setdefault(name.words[-1], {})[name.label] = None
    return {last: tuple(labels) for last, labels in full.items()}


def _core(phrase: Sequence[Token]) -> list[Token]:
    """A phrase without what follows its first comma, bracket or relative clause."""
    stop = next(
        (
            i
            for i, token in enumerate(phrase)
            if i and (token.text in {",", "(", "—", "–"} or token.low in {"who", "which"})
        ),
        len(phrase),
    )
    return list(phrase[:stop])


def _coordinated(core: Sequence[Token]) -> tuple[list[Token], list[Token]] | None:
    """The two names that "and" joins, if a phrase is no more than that."""
    joints = [i for i, token in enumerate(core) if token.low == "and"]
    if len(joints) != 1 or not 0 < joints[0] < len(core) - 1:
        return None
    left, right = list(core[: joints[0]]), list(core[joints[0] + 1 :])
    if all(token.is_capitalised for token in (*left, *right)):
        return left, right
    return None


def _name_at_end(core: Sequence[Token], unit: int, language: Language) -> Name | None:
    """The name that a phrase ends in, before any "of ..."; None if its head is a common noun."""
    head = _head_stop(core)
    held = core[:head]
    found = list(names_among(held, unit))
    if not found or found[-1].end < held[-1].end - 2:
        return None
    if held[-1].low.endswith("'s"):
        return None
    last = held[-1].low
    is_common = language.singular(last) in language.members("person") and last.endswith("s")
    return None if is_common and len(held) == 1 else found[-1]


def _head_stop(core: Sequence[Token]) -> int:
    return next((i for i, t in enumerate(core) if i and "linking" in t.classes), len(core))


def _head(core: Sequence[Token], language: Language) -> str:
    """The noun that tells what a description is of."""
    held = [token.low for token in core[: _head_stop(core)] if token.kind == "word"]
    sections = ("person", "group", "official body", "media outlet", "document", "organisation")
    for word in reversed(held):
        if any(language.singular(word) in language.members(section) for section in sections):
            return word
        if word in language.members("plural"):
            return word
    return held[-1] if held else ""


def _kind(head: str, label: str, language: Language) -> SourceKind:
    if head in language.members("plural"):
        return "group" if head != "police" else "official_body"
    if language.singular(head) in language.members("person"):
        return "group" if head != language.singular(head) else "person"
    for section, kind in KINDS:
        if language.singular(head) in language.members(section):
            return kind
    if label.lower() in {"some", "many", "others", "most", "several", "both"}:
        return "group"
    return "other"


def _pronoun_kind(label: str) -> SourceKind:
    low = label.lower()
    if low in {"he", "she", "i", "who", "one"}:
        return "person"
    return "group" if low in {"they", "we"} else "other"


def _gender(titles: frozenset[str] | set[str], language: Language) -> str | None:
    if titles & language.members("male"):
        return "he"
    return "she" if titles & language.members("female") else None


def _gender_of_given(name: str, language: Language) -> str | None:
    """What a given name tells; nothing for most of the world's names."""
    low = name.lower()
    if low in language.members("male name"):
        return "he"
    return "she" if low in language.members("female name") else None


def _number(head: str, kind: SourceKind, language: Language) -> SourceNumber | None:
    """Whether a description is of one voice or several; None for what is neither."""
    if head in language.members("plural") or language.singular(head) != head:
        return "several"
    return "one" if kind == "person" else None


def _is_alias(phrase: Sequence[Token], at: int, language: Language) -> bool:
    """Whether the words at `at` say that a name is not the real one."""
    pair = " ".join(token.low for token in phrase[at : at + 2])
    return pair in language.members("alias") or phrase[at].low in language.members("alias")


def _key(label: str) -> str:
    """What two descriptions share that mean the same: "The report" and "the report"."""
    low = label.lower()
    for article in ("the ", "a ", "an "):
        low = low.removeprefix(article)
    return f"~{low}"


def _capital_off(label: str, language: Language) -> str:
    """A description without the capital of a sentence's first word: "the council"."""
    first = label.split(maxsplit=1)[0]
    if first.lower() in language.members("determiner"):
        return label[0].lower() + label[1:]
    return label
