"""Link the mentions of each source: names, descriptions and pronouns."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, pairwise, takewhile

from factx.records.source import MentionForm, Naming, SourceKind
from factx.rules.language.language import Gender, Language
from factx.rules.reading.capitals import bare, common_words
from factx.rules.reading.descriptions import Description, fuller, kind_fits, nearest
from factx.rules.reading.document import (
    Document,
    Token,
    Tokens,
    token_at,
    tokens_between,
    tokens_within,
)
from factx.rules.reading.kinds import is_person_noun
from factx.rules.reading.known_names import known_names
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.names import Name, names
from factx.rules.reading.noun_phrases import without_article
from factx.rules.speakers.offices import holders, office_in
from factx.rules.speakers.phrases import (
    coordinated,
    core,
    described_as,
    head_of,
    head_stop,
    kind_of,
    name_in,
)
from factx.rules.speakers.pronouns import (
    gender_of_given,
    gender_of_pronoun,
    gender_of_titles,
    kind_of_pronoun,
    pronoun_classes,
)
from factx.rules.speakers.same_words import speakers_of_same_words
from factx.rules.statements.statement import Statement, parents_of
from factx.text import Offsets

_FAR = 12
"""A pronoun does not mean somebody named more units ago than this."""
_NEAR = 4
"""How many units back a subject is preferred to what follows a preposition."""
_NEAREST = 2
"""How many units back "it" and "they" can refer."""

_NARRATOR = "~"
"""The key of whoever "I" means; no name is empty."""

_THINGS: frozenset[SourceKind] = frozenset(
    {"official_body", "organisation", "media_outlet", "document", "group"}
)
_BODIES = _THINGS - {"document"}
_SINGLE_BODIES: frozenset[SourceKind] = frozenset({"official_body", "organisation", "media_outlet"})


@dataclass(slots=True)
class Speaker:
    """A source of an article; its mentions are added as the article is read."""

    name: str
    kind: SourceKind
    naming: Naming
    is_proper: bool = False
    """Whether its name is a proper name and no description."""
    mentions: dict[Offsets, MentionForm] = field(default_factory=dict[Offsets, MentionForm])
    """Where it is used as a source, or named."""
    named_at: Offsets | None = None
    """Where the article first gives its name or description in full."""
    heads: set[str] = field(default_factory=set[str])
    """Nouns it goes by: "council", "spokesman"."""
    gender: Gender | None = None
    """None if unknown."""
    rivals: tuple[Offsets, ...] = ()
    """Where others are named that the same pronoun could mean."""
    seen: list[tuple[int, int, bool]] = field(default_factory=list[tuple[int, int, bool]])
    """Unit, offset, and whether a preposition stood before it, of each mention in order."""


def speakers(
    document: Document, statements: Sequence[Statement]
) -> tuple[list[Speaker], list[tuple[int, ...]]]:
    """The sources in the order in which they first speak, and those of each statement."""
    linker = _Linker(document)
    linked: list[tuple[int, ...]] = [()] * len(statements)
    phrases = [linker.source_of(statement) for statement in statements]
    own = {at for at, phrase in enumerate(phrases) if linker.is_first_person(phrase)}
    inner = {at for at, one in enumerate(statements) if linker.is_pronoun(one, phrases[at])}
    parents = parents_of(statements) if own or inner else []
    for at in sorted(range(len(statements)), key=lambda at: at in own):
        outer: tuple[int, ...] = ()
        told: list[Offsets] = []  # what others say up to the source
        if at in own:
            outer = _speaker_around(linked, parents, at)
        elif at in inner and _opens_content(document, statements, parents, at):
            outer = linked[parents[at] or 0]
        elif at in inner:
            told = _told_before(statements, parents, at)
        linked[at] = linker.link(statements[at], phrases[at], outer, told)
    joined = speakers_of_same_words(
        document, statements, linked, [one.is_proper for one in linker.known]
    )
    kinds = [one.kind for one in linker.known]  # a letter is not who wrote it
    joined = {one: other for one, other in joined.items() if kinds[one] == kinds[other]}
    for one, other in joined.items():
        linker.join(one, other)
    linked = [tuple(joined.get(at, at) for at in group) for group in linked]
    order: dict[int, int] = {}
    for group in linked:
        for at in group:
            order.setdefault(at, len(order))
    chosen = [linker.known[at] for at in order]
    for speaker in chosen:
        speaker.rivals = linker.rivals_of(speaker)
    return chosen, [tuple(order[at] for at in group) for group in linked]


def _speaker_around(
    linked: Sequence[tuple[int, ...]], parents: Sequence[int | None], at: int
) -> tuple[int, ...]:
    """The speaker of the innermost statement around the one at `at` that has one."""
    outer = parents[at]
    while outer is not None:
        if linked[outer]:
            return linked[outer]
        outer = parents[outer]
    return ()


def _opens_content(
    document: Document,
    statements: Sequence[Statement],
    parents: Sequence[int | None],
    at: int,
) -> bool:
    """Whether the source of a statement opens the content of another: "Ruiz said she feared"."""
    parent, source = parents[at], statements[at].source
    if parent is None or source is None:
        return False
    start = statements[parent].content[0][0]
    before = tokens_between(document, start, source[0]) if start < source[0] else ()
    return start <= source[0] and all("complementizer" in token.classes for token in before)


def _told_before(
    statements: Sequence[Statement], parents: Sequence[int | None], at: int
) -> list[Offsets]:
    """What each statement around the one at `at` says up to its source, the innermost first."""
    source, outer = statements[at].source, parents[at]
    found: list[Offsets] = []
    while outer is not None and source is not None:
        start = statements[outer].content[0][0]
        if start < source[0]:
            found.append((start, source[0]))
        outer = parents[outer]
    return found


class _Linker:
    """Everybody known of in one article, and the links made so far."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._language = document.language
        self.known: list[Speaker] = []
        self._by_name: dict[str, int] = {}
        self._by_head: dict[str, int] = {}
        self._by_unit: dict[int, list[tuple[int, int, bool]]] = {}
        self._names = known_names(document)
        self._by_given: dict[str, list[str]] = {}
        for full_name in chain.from_iterable(self._names.persons.values()):
            self._by_given.setdefault(full_name.split()[0], []).append(full_name)
        self._question: tuple[int, int] | None = None
        """The unit of the last question that is reported, and who asks it."""
        self._askers: dict[int, tuple[int, int] | None] = {}
        self._joined_bodies: dict[str, SourceKind] = {
            "".join(label.split()).lower(): kind for label, kind in self._names.kinds.items()
        }
        self._named = names(document)
        self._heads = [
            tuple(described_as(document, name)) if " " in name.label else () for name in self._named
        ]
        self._genders = self._described_genders()
        self._named_as = [self._meet(name) for name in self._named]
        self._named_at = {
            name.place: at for name, at in zip(self._named, self._named_as, strict=True)
        }
        self._add_described()

    def _described_genders(self) -> dict[str, Gender]:
        """The genders that appositions show: "his wife, Ann Lee"."""
        found: dict[str, Gender] = {}
        for name, heads in zip(self._named, self._heads, strict=True):
            gender = gender_of_titles(set(heads), self._language) if heads else None
            if gender is not None:
                found.setdefault(name.label, gender)
        return found

    def _add_described(self) -> None:
        """Learn from appositions what people are called: "the manager, Ann Lee".

        A noun that two people share stands for neither.
        """
        by_head: dict[str, set[int]] = {}
        for heads, at in zip(self._heads, self._named_as, strict=True):
            if self.known[at].kind == "person":
                for head in heads:
                    by_head.setdefault(head, set()).add(at)
        for head, people in by_head.items():
            if len(people) == 1 and head not in self._by_head:
                at = next(iter(people))
                self._by_head[head] = at
                self.known[at].heads.add(head)

    def source_of(self, statement: Statement) -> list[Token]:
        """The tokens of the source of a statement; empty if it has none."""
        return self._tokens(statement.unit, statement.source) if statement.source else []

    def link(
        self,
        statement: Statement,
        phrase: list[Token],
        outer: tuple[int, ...],
        told: Sequence[Offsets],
    ) -> tuple[int, ...]:
        """The sources of a statement, as positions in `known`.

        `phrase` has the tokens of its source, and `outer` the sources of the statement that
        contains it: whom "I" and "we" mean, and "she" in "Ruiz said she feared". `told` is what
        the statements around it say before: "Dahl lied when" in "Ruiz said Dahl lied when he said
        so".
        """
        if statement.source is None:
            return ()
        if statement.cue is None and statement.antecedent is not None:
            return self._link_label(statement, statement.source, statement.antecedent)
        if not phrase:
            return ()
        classes = pronoun_classes(phrase, self._language)
        if classes is None:
            found = self._link_phrase(phrase, statement.unit, statement.source)
        elif "relative" in classes:
            found = self._link_relative(statement)
        elif "first person pronoun" in classes:
            found = outer or (self._narrator(statement),)
            for at in found:
                self.known[at].mentions.setdefault(statement.source, "pronoun")
        elif self._is_quoted(statement.source):
            found = (self._quoted_pronoun(statement, phrase[0].low),)
        elif len(outer) == 1 and self._is_surely(outer[0], classes):
            found = outer
            self.known[found[0]].mentions.setdefault(statement.source, "pronoun")
        elif len(outer) == 1 and self._may_be_body(outer[0]) and "thing pronoun" in classes:
            found = (self._described(statement.source, statement.unit, "pronoun"),)
        else:
            found = self._link_pronoun(statement, classes, told)
        for at in found:
            self._note(at, statement.unit, statement.source[0], is_object=False)
        if found and statement.verb in self._language.members("verb of asking"):
            self._question = statement.unit, found[0]
        return found

    def _asker(self, statement: Statement) -> int | None:
        """Who asked what a statement answers, and so does not make it: "Orr asked. He replied." """
        if self._question is not None and statement.unit - self._question[0] <= 1:
            unit, asker = self._question
            is_answer = statement.verb in self._language.members("verb of answering")
            is_answer |= self._is_asked(unit, asker) and self._is_quoted(statement.content[0])
            if is_answer or unit == statement.unit:
                return asker
        return self._asker_before(statement)

    def _is_asked(self, unit: int, asker: int) -> bool:
        """Whether a unit names somebody after whoever asks in it: '"Is it?" Orr asked Hale.'"""
        asked = [offset for offset, at, _ in self._by_unit.get(unit, ()) if at == asker]
        others = [offset for offset, at, _ in self._by_unit.get(unit, ()) if at != asker]
        return bool(asked and others) and max(others) > max(asked)

    def _asker_before(self, statement: Statement) -> int | None:
        """Who asks somebody in the clause that opens the sentence: "When Orr asked Hale, she"."""
        assert statement.source is not None
        if statement.unit not in self._askers:
            self._askers[statement.unit] = self._asker_in(statement.unit)
        found = self._askers[statement.unit]
        return found[1] if found is not None and found[0] < statement.source[0] else None

    def _asker_in(self, unit: int) -> tuple[int, int] | None:
        """Where somebody is asked in a clause that opens a sentence, and who asks."""
        tokens = self.document.units[unit].tokens
        if "subordinator" not in tokens[0].classes:
            return None
        asking = self._language.members("verb of asking")
        people: dict[int, int] = {offset: at for offset, at, _ in self._by_unit.get(unit, ())}
        asker: int | None = None
        for token, following in pairwise(tokens):
            if token.start in people:
                asker = people[token.start]
            is_asking = any(form.verb.base in asking for form in token.forms)
            if is_asking and asker is not None and following.start in people:
                return token.start, asker
        return None

    def _link_label(self, statement: Statement, label: Offsets, person: Offsets) -> tuple[int, ...]:
        """The person for whom a label such as "A" stands."""
        unit = self.document.unit_at(person[0])
        found = self._link_phrase(self._tokens(unit, person), unit, person)
        for at in found:
            self.known[at].mentions.setdefault(label, "description")
            self._note(at, statement.unit, label[0], is_object=False)
        return found

    def join(self, one: int, other: int) -> None:
        """Add the mentions of one source to another, who is the same."""
        for place, form in self.known[one].mentions.items():
            self.known[other].mentions.setdefault(place, form)
        self.known[other].heads |= self.known[one].heads

    def is_first_person(self, phrase: Tokens) -> bool:
        """Whether a source is "I" or "we": then the quotation around it shows whom it means."""
        return "first person pronoun" in (pronoun_classes(phrase, self._language) or ())

    def is_pronoun(self, statement: Statement, phrase: Tokens) -> bool:
        """Whether its source is a pronoun like "she" or "it" outside quotations."""
        if statement.source is None or self._is_quoted(statement.source):
            return False
        return "personal pronoun" in (pronoun_classes(phrase, self._language) or ())

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
                found = tokens_within(self.document.units[number].tokens, place)
                if found:
                    return found
        return list(tokens_between(self.document, *place)) if self._is_quoted(place) else []

    def _is_quoted(self, place: Offsets) -> bool:
        """Whether a place is inside a quotation."""
        at = bisect_right(self.document.starts, place[0]) - 1
        if at < 0:
            return False
        return place[1] <= self.document.quotations[self.document.starts[at]].end

    def _known_by(self, name: Name) -> int:
        """Whom a name names where it stands: a later namesake does not change that."""
        at = self._named_at.get(name.place)
        return self._meet(name) if at is None else at

    def _meet(self, name: Name) -> int:
        """The source that a name names, made if it is new."""
        kind = self._names.kinds.get(name.label, "person")
        label = self._full_name(name, kind)
        at = self._by_name.get(label)
        if at is None:
            at = self._by_name[label] = len(self.known)
            self.known.append(Speaker(label, kind, "named", is_proper=True))
        speaker = self.known[at]
        if kind != "person":
            speaker.heads |= set(self._heads_of(name.words)) - {label.lower()}
        if speaker.named_at is None and name.label == speaker.name:
            speaker.named_at = name.place
        if name.titles and speaker.kind == "person":
            speaker.heads |= name.titles
            speaker.gender = speaker.gender or gender_of_titles(name.titles, self._language)
        if speaker.kind == "person" and speaker.gender is None and " " in speaker.name:
            speaker.gender = self._gender_of(speaker.name)
        for head in speaker.heads:
            self._by_head.setdefault(head, at)
        self._note(at, name.unit, name.start, name.is_object)
        return at

    def _heads_of(self, words: Sequence[str]) -> Iterator[str]:
        """The nouns that a body goes by: "bank" of "Orla Bank", "office" of "Office of Roads"."""
        yield self._language.singular(words[-1].lower())
        for noun, link in pairwise(words):
            if link.islower():
                classes = self._language.classes_of(link)
                if "genitive preposition" in classes:
                    yield self._language.singular(noun.lower())
                return

    def _full_name(self, name: Name, kind: SourceKind) -> str:
        """The full name that a short one stands for.

        If several people share a surname, the title decides, and else who was named last.
        """
        if kind != "person":
            return self._names.bodies.get(name.label, name.label)
        first, last = name.words[0], name.words[-1]
        full = self._names.persons.get(last.lower(), ())
        shorter = " ".join(name.words[1:])
        is_common = first.lower() in common_words(self.document)
        if len(name.words) > 2 and shorter in full and is_common:
            return shorter  # Miss Universe Alicia Machado
        is_surname = len(name.words) == 1 or self._is_particle(first)
        if not is_surname:
            full = tuple(label for label in full if _starts_alike(label, first))
        if not full:
            given = self._by_given.get(name.label, [])
            return given[0] if len(given) == 1 else name.label
        gender = gender_of_titles(name.titles, self._language)
        known = [(self._by_name[label], label) for label in full if label in self._by_name]
        fitting = [
            (self.known[at].seen[-1], label)
            for at, label in known
            if gender is None or self.known[at].gender in {None, gender}
        ]
        if fitting:
            return max(fitting)[1]
        others = [
            label for label in full if gender is None or self._gender_of(label) in {None, gender}
        ]
        return others[0] if len(others) == 1 else name.label

    def _gender_of(self, label: str) -> Gender | None:
        """The gender that a full name or the appositions beside it show."""
        return self._genders.get(label) or gender_of_given(label.split()[0], self._language)

    def _is_particle(self, word: str) -> bool:
        """Whether a word can begin a surname: "Le Pen"."""
        return "name particle" in self._language.classes_of(word.lower())

    def _note(self, at: int, unit: int, offset: int, is_object: bool) -> None:
        self.known[at].seen.append((unit, offset, is_object))
        self._by_unit.setdefault(unit, []).append((offset, at, is_object))

    def _link_relative(self, statement: Statement) -> tuple[int, ...]:
        assert statement.source is not None
        phrase = self._tokens(statement.unit, statement.antecedent) if statement.antecedent else []
        if not phrase or statement.antecedent is None or self._is_misfit(statement, phrase):
            return (self._described(statement.source, statement.unit, "pronoun"),)
        found = self._link_phrase(phrase, statement.unit, statement.antecedent)
        for at in found:
            self.known[at].mentions.setdefault(statement.source, "pronoun")
        return found

    def _is_misfit(self, statement: Statement, phrase: Sequence[Token]) -> bool:
        """Whether "which" follows people: "a letter to tenants, which said"."""
        assert statement.source is not None
        relative = self._tokens(statement.unit, statement.source)[0]
        if "thing relative" not in relative.classes or phrase[-1].is_capitalised:
            return False
        return is_person_noun(phrase[-1].low, self._language)

    def _link_pronoun(
        self, statement: Statement, pronoun: frozenset[str], told: Sequence[Offsets]
    ) -> tuple[int, ...]:
        assert statement.source is not None
        unit, offset = statement.unit, statement.source[0]
        asker = self._asker(statement)
        people = (self._told_of(one, pronoun) for one in told)
        at = next((person for person in people if person is not None), None)
        if at is None:
            at = self._antecedent(unit, offset, pronoun, asker)
        if at is not None and self._is_far(at, unit, offset):
            one = nearest(self.document, offset, unit, lambda it: kind_fits(it.kind, pronoun))
            if one is not None and one.unit == unit - 1 and self._opens_sentence(one):
                at = None  # "The second official was less sure. He said"
        if at is None:
            at = self._silent_antecedent(unit, offset, pronoun, asker)
        if at is None:
            return (self._described(statement.source, unit, "pronoun"),)
        self.known[at].mentions.setdefault(statement.source, "pronoun")
        self.known[at].gender = gender_of_pronoun(pronoun) or self.known[at].gender
        return (at,)  # later pronouns mean the same person

    def _told_of(self, told: Offsets, pronoun: frozenset[str]) -> int | None:
        """The person with whose name a reported clause begins, if a pronoun can mean that one."""
        tokens = tokens_between(self.document, *told)
        start = int(bool(tokens) and "complementizer" in tokens[0].classes)
        if start >= len(tokens):
            return None
        at = bisect_left(self._named, tokens[start].start, key=lambda one: one.start)
        if at >= len(self._named) or self._named[at].start != tokens[start].start:
            return None
        verb = token_at(tokens, self._named[at].end)
        speaker, gender = self.known[self._named_as[at]], gender_of_pronoun(pronoun)
        fits = speaker.kind == "person" and gender and speaker.gender in {None, gender}
        is_subject = verb < len(tokens) and is_main_verb(tokens, verb)
        return self._named_as[at] if fits and is_subject else None

    def _quoted_pronoun(self, statement: Statement, pronoun: str) -> int:
        """Whoever a pronoun means in a quotation: nobody else, and the same in all of it.

        The speaker of the quotation knows, and the words outside do not show it.
        """
        assert statement.source is not None
        start = self.document.starts[bisect_right(self.document.starts, statement.source[0]) - 1]
        key = f"{_NARRATOR}{start}{pronoun}"
        at = self._by_name.get(key)
        if at is None:
            at = self._by_name[key] = self._described(statement.source, statement.unit, "pronoun")
        self.known[at].mentions.setdefault(statement.source, "pronoun")
        return at

    def _antecedent(
        self, unit: int, offset: int, pronoun: frozenset[str], asker: int | None
    ) -> int | None:
        """Whom a pronoun means: the nearest who fits, subjects before objects of prepositions.

        It is not `asker`.
        """
        is_personal = gender_of_pronoun(pronoun) is not None
        fallback: int | None = None
        for number in range(unit, max(-1, unit - _FAR), -1):
            seen = sorted(s for s in self._by_unit.get(number, ()) if s[0] < offset)
            near = number == unit
            fitting = [
                (at, is_object)
                for _, at, is_object in seen
                if at != asker and self._fits(at, pronoun, near)
            ]
            acting = [at for at, is_object in fitting if not is_object]
            acting.sort(key=lambda at: self.known[at].gender is None)  # who surely fits, first
            if not is_personal and unit - number > _NEAREST:
                break
            if acting and (fallback is None or unit - number < _NEAR):
                return acting[0]
            if fitting and fallback is None:
                fallback = fitting[0][0]
            if fallback is not None and unit - number >= _NEAR:
                break
        return fallback

    def _silent_antecedent(
        self, unit: int, offset: int, pronoun: frozenset[str], asker: int | None
    ) -> int | None:
        """Whom a pronoun means that has been named or described, but has not spoken."""
        one = nearest(self.document, offset, unit, lambda it: kind_fits(it.kind, pronoun))
        for number in range(unit, max(-1, unit - _NEAREST), -1):
            if one is not None and one.unit == number and not one.is_object:
                break
            for start, at, is_object in sorted(self._by_unit.get(number, ())):
                is_before = start < offset and not is_object
                if is_before and at != asker and kind_fits(self.known[at].kind, pronoun):
                    return at
        if one is None:
            return None
        at = self._known_as(self._tokens(one.unit, one.place), one.unit, one.place)
        if at == asker:
            return None
        if not self.known[at].mentions and self.known[at].named_at is None:
            self.known[at].named_at = one.place
        return at

    def _is_surely(self, at: int, pronoun: frozenset[str]) -> bool:
        """Whether somebody who says "she fears it" means nobody else: not in "his lawyer said he".

        A name of unknown gender may be that of either.
        """
        speaker, gender = self.known[at], gender_of_pronoun(pronoun)
        if "plural pronoun" in pronoun and speaker.kind == "other" and speaker.mentions:
            return True  # 29 percent said they believed it
        if not self._fits(at, pronoun, near=False):
            return False
        if gender is None or speaker.gender == gender:
            return True
        return not speaker.is_proper and not self._is_owned(at)

    def _is_owned(self, at: int) -> bool:
        """Whether a description of somebody opens with "his" or a name: "Dahl's lawyer"."""
        return any(
            not token.classes.isdisjoint({"possessive determiner", "genitive"})
            for place, form in self.known[at].mentions.items()
            if form == "description"
            for token in tokens_between(self.document, *place)
        )

    def _opens_sentence(self, one: Description) -> bool:
        """Whether a description with "the" opens its sentence."""
        first, *rest = self.document.units[one.unit].tokens
        return "definite article" in first.classes and one.start in {
            token.start for token in (first, *rest[:1])
        }

    def _is_far(self, at: int, unit: int, offset: int) -> bool:
        """Whether somebody is not mentioned in this sentence or the one before."""
        return not any(
            other == at and start < offset
            for number in (unit, unit - 1)
            for start, other, _ in self._by_unit.get(number, ())
        )

    def _may_be_body(self, at: int) -> bool:
        """Whether nothing but its form says that a name is a person's: "Teel General said it"."""
        speaker = self.known[at]
        return speaker.kind == "person" and speaker.gender is None and not speaker.heads

    def _fits(self, at: int, pronoun: frozenset[str], near: bool) -> bool:
        speaker = self.known[at]
        gender = gender_of_pronoun(pronoun)
        if gender is not None:
            is_certain = speaker.mentions or speaker.heads or " " in speaker.name
            return (
                speaker.kind == "person" and speaker.gender in {None, gender} and bool(is_certain)
            )
        is_plural = "plural pronoun" in pronoun
        if near and is_plural:
            return speaker.kind in _BODIES
        if not speaker.mentions:
            return False  # "they" and "it" mean too many things that never speak
        return speaker.kind == "group" if is_plural else speaker.kind in _THINGS

    def _link_phrase(self, phrase: list[Token], unit: int, place: Offsets) -> tuple[int, ...]:
        first = phrase if self._is_list(phrase, unit) else core(phrase)
        parts = coordinated(self.document, phrase, unit) or coordinated(self.document, first, unit)
        if parts:
            return tuple(
                dict.fromkeys(
                    at
                    for part in parts
                    for at in self._link_phrase(part, unit, (part[0].start, part[-1].end))
                )
            )
        if phrase[0].text.startswith("@"):
            return (self._handle(place),)
        name = name_in(self.document, phrase, unit) or self._name_behind(phrase, unit)
        if name is None or self._is_common_label(name, place):
            return (self._described(place, unit, "description", first),)
        at = self._known_by(name)
        is_metonym = name.label.lower() in self._language.members("metonym")
        self.known[at].mentions.setdefault(place, "metonym" if is_metonym else "name")
        around = [t for t in self.document.units[unit].tokens if t.start < phrase[-1].end]
        around = around[-len(phrase) - 2 :]
        if any(_is_alias(around, i, self._language) for i in range(len(around))):
            self.known[at].naming = "pseudonymous"
        return (at,)

    def _is_list(self, phrase: list[Token], unit: int) -> bool:
        """Whether a phrase is a list, "the mayor, the port and the police", and no apposition."""
        commas = [at for at, token in enumerate(phrase) if token.text == ","]
        if not commas or all(
            "additive conjunction" not in token.classes for token in phrase[commas[-1] :]
        ):
            return False
        tokens = self.document.units[unit].tokens
        after = token_at(tokens, phrase[-1].end)
        return after >= len(tokens) or tokens[after].text != ","

    def _is_common_label(self, name: Name, place: Offsets) -> bool:
        """Whether a label is a noun and nobody's surname: "Caller: ..."."""
        low = name.label.lower()
        is_alone = place == name.place and self.document.text.startswith(":", place[1])
        return is_alone and is_person_noun(low, self._language) and low not in self._names.persons

    def _handle(self, place: Offsets) -> int:
        """Whoever writes under a name such as "@ann_lee": a body if its name is the same."""
        label = self.document.text[slice(*place)]
        at = self._by_name.get(label)
        if at is None:
            kind: SourceKind = self._joined_bodies.get(label[1:].lower(), "person")
            at = self._by_name[label] = len(self.known)
            self.known.append(Speaker(label, kind, "pseudonymous", named_at=place))
        self.known[at].mentions.setdefault(place, "name")
        return at

    def _name_behind(self, phrase: Sequence[Token], unit: int) -> Name | None:
        """The name in an apposition that ends the sentence: "said the owner, Ann Lee"."""
        tokens = self.document.units[unit].tokens
        at = token_at(tokens, phrase[-1].end)
        is_definite = not phrase[0].classes.isdisjoint(
            {"definite article", "possessive determiner"}
        )
        is_owned = any("genitive" in token.classes for token in phrase)
        if at + 1 >= len(tokens) or tokens[at].text != "," or not (is_definite or is_owned):
            return None
        behind = list(takewhile(lambda token: token.kind == "word", tokens[at + 1 :]))
        name = name_in(self.document, [*phrase, tokens[at], *behind], unit)
        return name if name is not None and name.end == behind[-1].end else None

    def _described(
        self, place: Offsets, unit: int, form: MentionForm, phrase: Sequence[Token] = ()
    ) -> int:
        """The source that a description means, made if it is new."""
        if not phrase:
            label = self.document.text[place[0] : place[1]]
            at = len(self.known)
            kind = kind_of_pronoun(label, self._language)
            self.known.append(Speaker(label, kind, "unnamed"))
            self._note(at, unit, place[0], is_object=False)
        else:
            at = self._known_as(phrase, unit, place)
        self.known[at].mentions.setdefault(place, form)
        return at

    def _narrator(self, statement: Statement) -> int:
        """Whoever "I" and "we" mean outside quotations: one source for all of them."""
        assert statement.source is not None
        at = self._by_name.get(_NARRATOR)
        if at is None:
            at = self._described(statement.source, statement.unit, "pronoun")
            self._by_name[_NARRATOR] = at
        return at

    def _known_as(self, phrase: Sequence[Token], unit: int, place: Offsets) -> int:
        """The source that a description means, made if it is new."""
        own = without_article(phrase)
        end = own[-1].end - len(own[-1].text) + len(bare(own[-1]))
        label = " ".join(self.document.text[own[0].start : end].split())
        head = self._language.singular(head_of(phrase, self._language))
        at = self._same(phrase, head, label, place)
        if at is None:
            at = len(self.known)
            self.known.append(self._new(phrase, label))
            self._complete(self.known[at], phrase, head)
        speaker = self.known[at]
        self._by_name[f"~{label.lower()}"] = at
        if " " not in speaker.name and len(label) > len(speaker.name) and not speaker.is_proper:
            speaker.name, speaker.named_at = label, place
        if head:
            speaker.heads.add(head)
            self._by_head[head] = at
            speaker.gender = speaker.gender or gender_of_titles({head}, self._language)
        if not speaker.seen:
            self._note(at, unit, place[0], is_object=False)
        return at

    def _complete(self, speaker: Speaker, phrase: Sequence[Token], head: str) -> None:
        """Name "the letter" as the article does where it is first described."""
        if "definite article" not in phrase[0].classes or len(phrase) > 2:
            return
        one = fuller(self.document, head, phrase[0].start)
        if one is not None and (speaker.kind != "person" or not one.is_definite):
            speaker.name, speaker.named_at = one.label, one.place

    def _same(self, phrase: Sequence[Token], head: str, label: str, place: Offsets) -> int | None:
        """Who is known by the description already; None if it introduces somebody."""
        if phrase and not phrase[0].classes.isdisjoint({"indefinite article", "one of a group"}):
            return None
        office = office_in(phrase)
        holder = holders(self.document).get(office) if office else None
        if holder is not None:
            return self._known_by(holder)
        at = self._by_name.get(f"~{label.lower()}")
        if at is not None or not head:
            return at
        is_definite = "definite article" in phrase[0].classes or len(phrase) == 1
        at = self._by_head.get(head)
        if not is_definite or len(phrase) > 2:
            is_same = is_definite and at is not None and self._is_shorter(label, at, place)
            return at if is_same else None
        if at is not None and self.known[at].seen[0][1] < place[0]:
            return at
        classes = self._language.classes_of(head)
        if "generic body noun" in classes:
            return self._last_body(place[0], "organisation")
        return self._last_body(place[0], "media_outlet") if "media outlet" in classes else None

    def _is_shorter(self, label: str, at: int, place: Offsets) -> bool:
        """Whether a description has only words of that of a source: "the railway official"."""
        speaker = self.known[at]
        if speaker.is_proper or speaker.seen[0][1] >= place[0]:
            return False
        return set(label.lower().split()) <= set(speaker.name.lower().split())

    def _last_body(self, offset: int, kind: SourceKind) -> int | None:
        """The body of a kind that was named last, subjects first: "the company" means it."""
        unit = self.document.unit_at(offset)
        for number in range(unit, max(-1, unit - _NEAR), -1):
            held = [
                (is_object, -start, at)
                for start, at, is_object in self._by_unit.get(number, ())
                if start < offset and self.known[at].is_proper
                if self.known[at].kind == kind
            ]
            if held:
                return min(held)[2]
        return None

    def _new(self, phrase: Sequence[Token], label: str) -> Speaker:
        """A source that the article only describes, or an account such as "@harbour_watch"."""
        if phrase[0].text == "@":
            return Speaker(label, "person", "pseudonymous")
        kind = kind_of(head_of(phrase, self._language), self._language)
        is_only = "indefinite article" not in phrase[0].classes and (
            "definite article" in phrase[0].classes
            or any("genitive" in token.classes for token in phrase[: head_stop(phrase)])
        )
        is_named = kind in _SINGLE_BODIES and is_only
        return Speaker(label, kind, "named" if is_named else "unnamed")


def _starts_alike(label: str, first: str) -> bool:
    """Whether a name has the same given name, or its initial."""
    given = label.split()[0]
    return given == first or (
        given[0] == first[0] and 1 in {len(given.strip(".")), len(first.strip("."))}
    )


def _is_alias(phrase: Sequence[Token], at: int, language: Language) -> bool:
    """Whether the words at `at` say that a name is not the real one."""
    pair = " ".join(token.low for token in phrase[at : at + 2])
    return "alias" in phrase[at].classes or pair in language.members("alias")
