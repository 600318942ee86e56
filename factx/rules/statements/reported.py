"""Statements in a language whose clauses are not parsed: direct, mixed and indirect."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from factx.rules.language.conjugation import QUOTED
from factx.rules.language.language import Language
from factx.rules.reading.document import (
    DASHES,
    SET_OFF,
    Document,
    Range,
    Token,
    Tokens,
    Unit,
    having,
    is_utterance,
    token_at,
)
from factx.rules.reading.plain_phrases import (
    first_phrase,
    phrase_from,
    prepositional_end,
    with_apposition,
)
from factx.rules.statements.dialogue import spoken_paragraphs
from factx.rules.statements.frames import (
    Frame,
    clause_frame,
    label_frame,
    mention_frames,
    opens_inserted,
    opens_subordinate,
    phrase_frames,
    relative_frames,
    verb_frames,
    view_frames,
    written_in,
)
from factx.rules.statements.inside_marks import cued_inside
from factx.rules.statements.quoted_beside_names import apart, plain_name_before
from factx.rules.statements.sentence_parts import BREAKS, part_begin, part_end
from factx.rules.statements.statement import Statement, is_long, offsets_of, outside
from factx.rules.statements.subjects import (
    SPEAKERS,
    is_aside,
    is_person,
    is_somebody,
    past_light,
    says_nothing,
)
from factx.text import Offsets, count_words

_ENDS = frozenset({".", "!", "?", "…"})
_INTERRUPTS = SET_OFF | {":"}
_TRAILS = SET_OFF | {"."}
_OPENERS = _ENDS | {":"}
_LIGHT = frozenset({"adverb", "clitic pronoun", "pronoun", "other pronoun", "negation"})
_LONGEST_EMBEDDED = 120
"""Most tokens of what is reported before the verb of its sentence."""
_LONGEST_NAME = 4
_LONGEST_OCCASION = 12
"""Most tokens between a source and the second half of a quotation."""
_FEWEST = 3
"""A shorter content without quotation marks is part of something else."""


def reported_statements(document: Document) -> list[Statement]:
    """What the sentences of a document report, in reading order."""
    found = (
        statement
        for number, unit in enumerate(document.units)
        for statement in _of_unit(document, unit, number)
    )
    ordered = outside(spoken_paragraphs(document), found)
    if "dropped subjects" in document.language.traits:
        return list(_with_subjects(document, ordered))
    return ordered


def _with_subjects(document: Document, found: Sequence[Statement]) -> Iterator[Statement]:
    """The statements; a verb without a subject has that of the verb before it in its paragraph."""
    source: Offsets | None = None
    paragraph = -1
    for statement in found:
        number = document.units[statement.unit].paragraph
        if number != paragraph:
            source, paragraph = None, number
        if statement.source is None and statement.cue is not None and not statement.negated:
            statement = replace(statement, source=source)
        source = statement.source or source
        yield statement


def _of_unit(document: Document, unit: Unit, number: int) -> list[Statement]:
    bracketed, tokens = apart(document, unit.tokens, number, plain_name_before)
    inside = [*bracketed, *cued_inside(document, number)]
    if len(tokens) < 2:
        return inside
    sentence = _Sentence(document, tokens)
    is_question = tokens[-1].text == "?"
    found = [
        Statement(
            content=tuple(offsets_of(tokens, piece) for piece in pieces),
            cue=offsets_of(tokens, frame.cue) if frame.cue[0] < frame.cue[1] else None,
            source=offsets_of(tokens, frame.source) if frame.source else None,
            type=frame.verb.type if frame.verb else "statement",
            verb=frame.verb.base if frame.verb else "",
            negated=frame.negated,
            is_made=frame.is_made and not (is_question and sentence.is_asked(frame, pieces)),
            unit=number,
        )
        for frame, pieces in sentence.contents()
    ]
    outside = [one for one in found if not any(_overlap(one, other) for other in inside)]
    return sorted(_distinct([*inside, *outside]), key=lambda s: (s.content[0], s.unit))


def _overlap(one: Statement, other: Statement) -> bool:
    """Whether two statements have the beginning of a quotation in common."""
    starts = {start for start, _ in other.content}
    return any(begin <= start < end for begin, end in one.content for start in starts)


def _distinct(statements: Sequence[Statement]) -> Iterator[Statement]:
    """The first statement with each cue, and the first with each content."""
    seen: set[object] = set()
    for statement in statements:
        keys = {("content", statement.content), ("cue", statement.cue or statement.content)}
        if seen.isdisjoint(keys):
            seen |= keys
            yield statement


def _begin(frame: Frame) -> int:
    return frame.begin


class _Sentence:
    """One unit, with the frames in it."""

    def __init__(self, document: Document, tokens: Tokens) -> None:
        self.document = document
        self.text = document.text
        self.language: Language = document.language
        self.tokens = tokens
        self.end = len(tokens)
        verbs = [
            *view_frames(self.language, tokens),
            *relative_frames(self.language, tokens),
            *mention_frames(self.language, tokens),
            *verb_frames(self.language, tokens),
        ]
        phrases = [
            frame
            for frame in phrase_frames(self.language, tokens)
            if not any(frame.begin < v.cue[0] < frame.stop for v in verbs)
            if not self._is_relied_on(frame, verbs)
        ]
        found = (frame for frame in [*verbs, *phrases] if not self._happens_to_thing(frame))
        self.frames = sorted(found, key=lambda frame: frame.cue)

    def _happens_to_thing(self, frame: Frame) -> bool:
        """Whether the verb of a thing is reflexive, and so says nothing: "Das Motiv fand sich"."""
        if frame.source is None or frame.verb is None or not self._is_quoted_at(frame.stop):
            return False
        source = self.tokens[frame.source[0] : frame.source[1]]
        after = self.tokens[frame.cue[1]].classes
        return "reflexive" in after and says_nothing(self.language, source)

    def _is_relied_on(self, frame: Frame, verbs: Sequence[Frame]) -> bool:
        """Whether a phrase says on whom the speaker of a verb relies: "citing the police"."""
        first = self.tokens[frame.cue[0]].classes
        second = self.tokens[frame.cue[1] - 2 : frame.cue[1]]
        return (
            "preposition" in first
            and any("relying noun" in token.classes for token in second)
            and any(v.source is not None and v.begin <= frame.begin < v.stop for v in verbs)
        )

    def is_asked(self, frame: Frame, pieces: Sequence[Range]) -> bool:
        """Whether a question asks if it was said: "Hat Weber gesagt, dass er geht?"."""
        start = pieces[0][0]
        is_own = start < frame.cue[0] or self.tokens[start - 1].text == ":"
        is_quoted = self.tokens[start].kind == "quotation"
        asks = frame.verb is None or frame.verb.base in self.language.members("verb of asking")
        return not (is_own or is_quoted or asks)

    def contents(self) -> Iterator[tuple[Frame, list[Range]]]:
        """The frames that report something, with the pieces of their contents."""
        taken: list[Range] = []
        used: set[Range] = set()
        for frame in self.frames:
            pieces = self._pieces(frame)
            if self._is_source(frame, "verdict noun") and self._is_source(
                frame, "possessive determiner"
            ):
                frame = replace(frame, source=None)  # whose it is, only the reader knows
            if pieces:
                taken += pieces
                used.add(frame.cue)
                yield frame, pieces
        for colon in self._colons():
            pieces = self._after_colon(colon)
            if not any(start <= pieces[0][0] < stop for start, stop in taken):
                taken += pieces
                frame = self._before_colon(colon)
                if frame.cue in used:  # it has another content before the colon
                    frame = replace(frame, cue=(colon, colon), verb=None)
                yield frame, pieces
        yield from self._layout(taken)
        yield from self._fragments(taken)

    def _pieces(self, frame: Frame) -> list[Range]:
        if frame.verb is None:
            return self._around_phrase(frame)
        if "mention noun" in self.tokens[frame.cue[0]].classes:
            return [(frame.begin, frame.begin + 1)]
        if "according relative" in self.tokens[frame.cue[0]].classes:
            ends = (i for i in range(frame.stop, self.end) if self.tokens[i].text in BREAKS)
            stop = next((i for i in ends if self._is_verb(i - 1) or not self._is_on(i)), self.end)
            return [(frame.stop, stop)] if stop - frame.stop >= _FEWEST else []
        if not frame.is_after and self._names_itself(frame):
            return []
        if self._is_source(frame, "name noun"):
            return []
        if frame.is_after and not self._is_quoted_at(frame.stop):
            pieces = self._before(frame)
            if pieces:
                return pieces
        return self._after(frame)

    def _is_on(self, comma: int) -> bool:
        """Whether a subordinate clause goes on after a mark that is a comma."""
        following = comma + 1
        if self.tokens[comma].text != "," or following >= self.end:
            return False
        return not self._is_verb(following) and self.tokens[following].low not in (
            self.language.reporting
        )

    def _is_quoted_at(self, at: int) -> bool:
        """Whether a colon and a quotation stand at `at`."""
        return (
            at + 1 < self.end
            and self.tokens[at].text == ":"
            and self.tokens[at + 1].kind == "quotation"
        )

    # Content before the frame, or around it.

    def _before(self, frame: Frame) -> list[Range]:
        start = self._content_begin(frame)
        stop = frame.begin
        while stop > start and self.tokens[stop - 1].text in SET_OFF:
            stop -= 1
        if stop <= start or self._opens_with_noun(frame, start):
            return []
        pieces = [(start, stop)]
        quoted = self._quotations_up_to(start, stop)
        is_set_off = self.tokens[frame.begin - 1].text == ","
        if quoted is not None and not (is_set_off or frame.follows("quote")):
            return []
        if quoted is not None:
            pieces = [quoted]
        elif self._is_called_before(frame, start, stop):
            first = self._first_joined(start, stop - 1)
            return [(at, at + 1) for at in range(first, stop, 2)]
        is_quoted = self.tokens[stop - 1].kind == "quotation"
        second = self._second(frame, is_quoted=is_quoted)
        is_content = (
            quoted is not None
            or self._can_be_interrupted(frame, second)
            or (stop - start >= _FEWEST and self._can_be_tagged(frame, start, stop))
        )
        return [*pieces, *second] if is_content else []

    def _opens_with_noun(self, frame: Frame, start: int) -> bool:
        """Whether a phrase such as "on the accusation that ..." precedes a verb, and no content."""
        if "preposition" not in self.tokens[start].classes:
            return False
        return any(
            other.verb is not None and start < other.cue[0] < frame.begin and not other.is_after
            for other in self.frames
        )

    def _is_called_before(self, frame: Frame, start: int, stop: int) -> bool:
        """Whether a quotation opens the sentence of a verb: 'Als „absurd“ bezeichnet er es'."""
        if self.tokens[stop - 1].kind != "quotation" or frame.source is None:
            return False
        first = self._first_joined(start, stop - 1)
        opening = self.tokens[start:first]
        if frame.begin != stop or not 0 < len(opening) <= _FEWEST:
            return False
        if "wording" in opening[-1].classes:
            return frame.follows("quote")
        allowed = {"indefinite opener", "preposition", "oblique determiner"}
        return frame.follows("as") and all(
            not token.classes.isdisjoint(allowed) for token in opening
        )

    def _first_joined(self, start: int, last: int) -> int:
        """The first of the quotations that "and" or "or" joins, the last one at `last`."""
        while (
            last - 2 >= start
            and self.tokens[last - 2].kind == "quotation"
            and "joining conjunction" in self.tokens[last - 1].classes
        ):
            last -= 2
        return last

    def _can_be_interrupted(self, frame: Frame, second: Sequence[Range]) -> bool:
        """Whether a verb goes on after a frame, so that what precedes needs none."""
        if not second or not frame.follows("quote"):
            return False
        start = second[0][0]
        verb = start  # Le pont, a dit le maire, n'est pas sûr
        while verb < self.end and not self.tokens[verb].classes.isdisjoint(_LIGHT):
            verb += 1
        return self.tokens[start].kind != "quotation" and (
            self._is_verb(start) or (verb < self.end and self._is_verb(verb))
        )

    def _can_be_tagged(self, frame: Frame, start: int, stop: int) -> bool:
        """Whether words without quotation marks before a frame can be what it reports.

        They are a clause, and neither a subordinate one before its main verb nor a verb of the
        same subject.
        """
        if "reporting mood" not in self.language.traits:
            return frame.follows("quote") and frame.source is not None
        verbs = [at for at in range(start, stop) if self._may_be_verb(at)]
        if not verbs or not frame.follows("quote") or self._is_only_noun(start, stop, verbs[0]):
            return False
        first = self.tokens[start].classes
        opens = "negation" not in first  # Nicht sicher sei der Damm
        if opens and not first.isdisjoint({"subordinator", "question word"}):
            mains = (
                at
                for at in range(start + 1, stop)
                if self._is_verb(at) and self.tokens[at - 1].text == ","
            )
            if next(mains, None) is None:
                return False
        is_mood = any("reporting mood" in self.tokens[at].classes for at in verbs)
        return is_mood or (frame.follows("bare") and not frame.follows("to"))

    def _is_only_noun(self, start: int, stop: int, verb: int) -> bool:
        """Whether a range is a noun with a relative clause: "the account that it was safe"."""
        commas = [at for at in range(start, stop) if self.tokens[at].text == ","]
        if len(commas) != 1 or not commas[0] < verb:
            return False
        opener = self.tokens[commas[0] + 1].classes
        return not opener.isdisjoint({"relative", "question word", "complementizer"})

    def _may_be_verb(self, at: int) -> bool:
        """Whether a word is a verb that is listed, or is no other word of its form."""
        token = self.tokens[at]
        if token.kind != "word" or token.is_capitalised:
            return False
        if self._is_verb(at) or token.low in self.language.reporting:
            return True
        is_other = not token.classes.isdisjoint({"function word"})
        return not is_other and token.low.endswith(self.language.entries("traits", "past ending"))

    def _quotations_up_to(self, start: int, stop: int) -> Range | None:
        """The quotations that end at `stop`, if they are all of the content or a sentence."""
        first = stop
        while first > start and self.tokens[first - 1].kind == "quotation":
            first -= 1
        if first == stop:
            return None
        place = self.tokens[first].start, self.tokens[stop - 1].end
        is_whole = all(
            t.kind == "mark" or "indefinite determiner" in t.classes
            for t in self.tokens[start:first]
        )
        is_sentence = is_utterance(self.text, *place) or self.tokens[first - 1].text in _OPENERS
        return (first, stop) if is_whole or is_sentence else None

    def _second(self, frame: Frame, *, is_quoted: bool) -> list[Range]:
        """What goes on after a frame that interrupts its content."""
        at = self._past_occasion(frame.stop) if is_quoted else frame.stop
        if at >= self.end or self.tokens[at].text not in _INTERRUPTS:
            is_next = at < self.end and self.tokens[at].kind == "quotation"
            before = self.tokens[at - 1]
            is_part = "preposition" in before.classes or before.text in DASHES
            if is_next and is_quoted and not is_part:
                return [(at, self._run(at))]
            return []
        at += 1
        if at >= self.end:
            return []
        first = self.tokens[at]
        if first.kind == "quotation":
            return [(at, self._run(at))]
        if not is_quoted and self._continues(at):
            return [(at, self._content_end(at, frame))]
        if (
            is_quoted
            or first.kind != "word"
            or not first.classes.isdisjoint(
                {"relative", "subordinator", "conjunction", "question word"} - self._mains(at)
            )
        ):
            return []
        if "capital nouns" in self.language.traits and not self._is_verb(at):
            return []
        return [(at, self._content_end(at, frame))]

    def _continues(self, at: int) -> bool:
        """Whether a clause with a word like "that" or a condition goes on with what was said.

        As in "It is not true, said Weber, that the dam is safe"; in a language with a mood for
        what is reported, the condition must show it.
        """
        classes = self.tokens[at].classes
        if "complementizer" in classes:
            return True
        if "condition" not in classes:
            return False
        if "reporting mood" not in self.language.traits:
            return True
        last = self.tokens[part_end(self.tokens, at) - 1].low
        ending = self.language.entries("traits", "reporting ending")
        return last.endswith(ending) or self._shows_report(at, self.end)

    def _past_occasion(self, at: int) -> int:
        """The comma before a second quotation, after when and to whom the first was said.

        '„Wir haben“, sagte Weber am Montag der Nordpost, „alles getan“'; `at` itself without one.
        """
        for i in range(at, min(self.end - 1, at + _LONGEST_OCCASION)):
            token = self.tokens[i]
            if token.text == "," and self.tokens[i + 1].kind == "quotation":
                return i
            if (token.kind != "word" and token.text != ",") or self._is_verb(i):
                return at
        return at

    def _mains(self, at: int) -> frozenset[str]:
        return frozenset({"relative"}) if self._is_verb(at) else frozenset()

    def _is_verb(self, at: int) -> bool:
        classes = self.tokens[at].classes
        return not classes.isdisjoint({"auxiliary", "reporting mood", "main verb"})

    def _run(self, at: int) -> int:
        while at < self.end and self.tokens[at].kind == "quotation":
            at += 1
        return at

    def _content_begin(self, frame: Frame) -> int:
        """Where the content before a frame begins: after a colon, or after another frame."""
        start = 0
        for other in self.frames:
            if other is frame:
                break
            if other.is_after and other.stop <= frame.begin and other.verb is not None:
                start = max(start, other.stop)
        for at in range(start, frame.begin):
            if self.tokens[at].text == ";" or self._opens_sentence(at):
                start = at + 1
        while start < frame.begin and self.tokens[start].text in _TRAILS:
            start += 1
        return start

    def _opens_sentence(self, colon: int) -> bool:
        """Whether a sentence begins after a colon: a word such as "Das" has a capital there."""
        if self.tokens[colon].text != ":" or colon + 1 >= self.end:
            return False
        following = self.tokens[colon + 1]
        return following.is_capitalised and "function word" in following.classes

    def _content_end(self, at: int, frame: Frame) -> int:
        """Where the content that begins at `at` ends: with the sentence, or where others speak."""
        end = self.end
        for other in self.frames:
            if other.cue <= frame.cue or other.begin <= at or other is frame:
                continue
            if other.is_after and self.tokens[other.begin - 1].text in BREAKS:
                if other.verb is not None:
                    end = min(end, other.begin - 1)
            elif self._is_joined(other):
                end = min(end, other.begin)
            elif (comma := self._comma_before_main(other)) is not None and comma > at:
                end = min(end, comma)
        end = next((colon for colon in self._colons() if at < colon < end), end)
        if "complementizer" in self.tokens[at].classes:
            end = next((i for i in range(at + 1, end) if self._is_others_clause(i)), end)
        if self._is_embedded(frame):
            end = self._matrix_comma(at, end)
        if frame.begin == 0 and opens_subordinate(self.tokens, 0) and not frame.is_after:
            return next((i for i in range(at, end) if self._is_main_clause(i)), end)
        return end

    def _is_others_clause(self, comma: int) -> bool:
        """Whether another says a clause of its own, the verb left out: "..., Weber, dass er geht".

        The clause before must have the same word, so this is no other comma before a name.
        """
        joint = self.tokens[comma]
        if joint.text != "," and "additive conjunction" not in joint.classes:
            return False
        at = phrase_from(self.language, self.tokens, comma + 1, self.end)
        if at is None or at + 1 >= self.end or not self.tokens[comma + 1].is_capitalised:
            return False
        at += self.tokens[at].text == ","
        return "complementizer" in self.tokens[at].classes

    def _is_embedded(self, frame: Frame) -> bool:
        """Whether the verb of the sentence follows what a frame reports: "X, der sagte, ..., ging".

        The frame is in a relative clause or a noun with its clause, and no verb precedes.
        """
        if frame.verb is None or frame.is_after:
            return False
        start = part_begin(self.tokens, frame.cue[0])
        opening = self.tokens[start : start + 2]
        if opening and "preposition" in opening[0].classes:
            opening = opening[1:]  # à qui le maire a dit
        is_relative = start > 0 and bool(having(opening[:1], "relative"))
        is_noun = "noun of saying" in self.tokens[frame.cue[0]].classes
        before = start if is_relative else frame.cue[0]
        return (is_relative or is_noun) and self._first_verb >= before

    @cached_property
    def _first_verb(self) -> int:
        """Where the first verb of the sentence stands; the end of the sentence without one."""
        return next((at for at in range(self.end) if self._shows_verb(at)), self.end)

    def _matrix_comma(self, at: int, end: int) -> int:
        """The comma before the verb that an embedded clause precedes; `end` if none is seen.

        A verb that is known is taken first, else what stands last where a verb may stand.
        """
        last = min(end - 1, at + _LONGEST_EMBEDDED)
        places = [i for i in range(at, last) if self.tokens[i].text == ","]
        if not self.tokens[at].classes.isdisjoint({"condition"}):
            places = places[1:]  # the first ends the condition: "wenn es regnet, bricht er"
        first = next(iter(places), at)
        is_infinitive = bool(having(self.tokens[at:first], "infinitive mark"))
        verb = at if is_infinitive else next(filter(self._shows_verb, range(at, last)), last)
        opened = [i for i in places if i > verb and self._may_open_with_verb(i + 1)]
        known = [i for i in opened if self._shows_verb(self._past_clitics(i + 1))]
        return (known[:1] or opened[-1:] or [end])[0]

    def _shows_verb(self, at: int) -> bool:
        """Whether a word is a verb, told by its ending only where nouns have capitals."""
        if "capital nouns" in self.language.traits:
            return self._may_be_verb(at)
        return self._is_verb(at) or self.tokens[at].low in self.language.reporting

    def _past_clitics(self, at: int) -> int:
        """After what may precede a verb at its clause's beginning: "s'", "n'"."""
        light = _LIGHT | {"reflexive"}
        while at + 1 < self.end:
            classes = self.tokens[at].classes
            is_object = "definite determiner" in classes and self._is_verb(at + 1)  # l'a fait
            if classes.isdisjoint(light) and not is_object:
                break
            at += 1
        return at

    def _may_open_with_verb(self, at: int) -> bool:
        """Whether a verb in the mood of facts may stand at `at`, before which only clitics may."""
        at = self._past_clitics(at)
        token = self.tokens[at]
        if token.kind != "word" or token.is_capitalised or token.is_time:
            return False
        is_mood = "surely reporting mood" in token.classes
        return not is_mood and ("function word" not in token.classes or self._shows_verb(at))

    def _comma_before_main(self, frame: Frame) -> int | None:
        """The comma before a main clause in which another speaks: "sagt, ..., aber Berg sagt"."""
        source = frame.source
        if source is None or frame.verb is None or frame.is_after or source[1] > frame.cue[0]:
            return None
        is_joined = "joining conjunction" in self.tokens[source[0] - 1].classes
        comma = source[0] - 2 if is_joined else source[0] - 1
        if comma < 1 or self.tokens[comma].text != ",":
            return None
        verb = self.tokens[frame.cue[0]]
        is_indicative = "comma clauses" in self.language.traits and source[1] == frame.cue[0]
        is_indicative &= "reporting mood" not in verb.classes
        return comma if is_joined or is_indicative else None

    def _is_main_clause(self, comma: int) -> bool:
        """Whether a verb and its subject follow a comma, as after an opening clause."""
        if self.tokens[comma].text != "," or comma + 2 >= self.end:
            return False
        verb = self.tokens[comma + 1]
        if verb.kind != "word" or verb.is_capitalised:
            return False
        if "function word" in verb.classes and not self._is_verb(comma + 1):
            return False
        after = past_light(self.tokens, comma + 2, self.end)
        return self._is_phrase(after)

    def _is_joined(self, frame: Frame) -> bool:
        """Whether a frame goes on with the subject before it: "and announced that"."""
        begin = frame.begin
        if frame.verb is None or frame.is_after:
            return False
        for at in range(frame.cue[0] - 1, begin - 1, -1):
            if "joining conjunction" in self.tokens[at].classes:
                return True
            if "adverb" not in self.tokens[at].classes:
                return False
        return False

    # Content after the frame.

    def _after(self, frame: Frame) -> list[Range]:
        at = self._begin_after(frame)
        if at is None or at >= self.end or self._is_nearer(frame, at):
            return []
        tokens = self.tokens
        if tokens[at].text == ":":
            return [] if self._is_others(at) else self._after_colon(at)
        is_view = frame.verb is not None and frame.verb.follows == QUOTED
        if is_view and "definite determiner" in tokens[at - 1].classes:
            return []
        if tokens[at].kind == "quotation" and self._is_nobodys(frame):
            return []
        if tokens[at].kind == "quotation" and frame.follows("quote"):
            later = part_end(tokens, at + 1)
            if self._is_quoted_at(later) and not is_utterance(self.text, *tokens[at].place):
                return self._after_colon(later)  # sagte in „Nord am Abend“ wörtlich: „...“
            return self._quoted_after(frame, at)
        if "infinitive mark" in tokens[at].classes:
            return [(at, self._content_end(at, frame))]
        if "complementizer" in tokens[at].classes or self._asks(at):
            return [(at, self._content_end(at, frame))] if frame.follows("that") else []
        if tokens[at].text != ",":
            return []
        begin = at + 1
        if frame.begin == 0 and opens_inserted(self.language, tokens, 0) and frame.source:
            return [(begin, self._content_end(begin, frame))]
        for _ in range(3):  # the frame may have a relative clause or an apposition
            if begin >= self.end:
                return []
            following = self._next_break(begin)
            is_asked = self._asks(begin) or "condition" in tokens[begin].classes
            if following is not None and is_asked and self._is_quoted_at(following):
                if self._is_others(following):
                    return []
                return self._after_colon(following)  # auf die Frage, ob er gehe: „...“
            content = self._clause(frame, begin)
            if content is not None:
                return content
            if following is None or frame.source is None or not self._may_skip(begin):
                return []
            if tokens[following].text == ":":
                return [] if self._is_others(following) else self._after_colon(following)
            begin = following + 1
        return []

    def _is_nobodys(self, frame: Frame) -> bool:
        """Whether a verb that calls something so has no subject, where every verb has one."""
        is_open = "dropped subjects" in self.language.traits
        return frame.source is None and frame.follows("as") and not is_open

    def _is_tagged(self, at: int) -> bool:
        """Whether a verb with a source follows the quotation at `at`, as in '„...“, sagte er'."""
        stop = self._run(at)
        begin = stop + 1 if stop < self.end and self.tokens[stop].text == "," else stop
        return stop > at and any(
            frame.is_after and frame.begin == begin and frame.source is not None
            for frame in self.frames
        )

    def _is_nearer(self, frame: Frame, at: int) -> bool:
        """Whether another verb stands between a frame and what follows."""
        return any(
            frame.cue[1] <= other.cue[0] < at
            and other.verb is not None
            and other.source is not None
            for other in self.frames
        )

    def _begin_after(self, frame: Frame) -> int | None:
        """The mark, quotation or word at which the content after a frame may begin."""
        for at in range(frame.cue[1], self.end):
            token = self.tokens[at]
            if frame.source and frame.source[0] <= at < frame.source[1]:
                continue
            if token.text in BREAKS:
                return at
            if token.kind == "quotation":
                if self._is_name(at) and not self._is_reproach(frame, at):
                    continue
                return at
            if "comma clauses" in self.language.traits:
                continue
            if self._is_infinitive_at(at, frame):
                return at
            if "complementizer" in token.classes:
                return at if self._is_bridged(frame, at) else None
        return None

    def _is_infinitive_at(self, at: int, frame: Frame) -> bool:
        """Whether an infinitive with its mark follows a verb that takes one: "promis de fermer"."""
        if not frame.follows("to") or "infinitive mark" not in self.tokens[at].classes:
            return False
        following = self.tokens[at + 1].low if at + 1 < self.end else ""
        return following.endswith(self._infinitives) and self._is_bridged(frame, at)

    def _is_bridged(self, frame: Frame, at: int) -> bool:
        """Whether only its source, times and phrases with prepositions follow a cue before `at`.

        Otherwise "that" is the relative pronoun of a noun.
        """
        i = frame.cue[1]
        while i < at:
            if frame.source and frame.source[0] <= i < frame.source[1]:
                i = frame.source[1]
                continue
            token = self.tokens[i]
            if "determiner" in token.classes and self.tokens[i + 1].is_time:
                i += 2
            elif not token.classes.isdisjoint({"preposition", "link"}):
                if i + 1 == at:
                    return True  # advirtió de que
                end = prepositional_end(self.language, self.tokens, i, at)
                if end is None:
                    return False
                i = end
            elif token.is_time or not token.classes.isdisjoint(_LIGHT) or token.text.isdigit():
                i += 1
            else:
                return False
        return True

    def _clause(self, frame: Frame, begin: int) -> list[Range] | None:
        """The clause from `begin` on, if it is what the frame reports."""
        token = self.tokens[begin]
        end = self._content_end(begin, frame)
        if token.kind == "quotation":
            return [(begin, self._run(begin))] if frame.follows("quote") else None
        if self._is_complementizer(begin):
            return [(begin, end)] if self._takes_that(frame) else None
        if self._asks(begin) and frame.follows("that"):
            return [(begin, end)]
        if frame.follows("to") and self._is_infinitive(begin, end):
            return [(begin, end)]
        if frame.follows("bare") and self._is_statement(begin, end):
            is_speech = frame.verb is not None and frame.verb.type == "statement"
            if (is_speech and not frame.is_passive) or self._shows_report(begin, end):
                return [(begin, end)]
        return None

    def _asks(self, at: int) -> bool:
        """Whether a clause begins with a question word, and not an example: 'such as „...“'."""
        is_next = at + 1 < self.end and self.tokens[at + 1].kind == "quotation"
        return "question word" in self.tokens[at].classes and not is_next

    def _is_complementizer(self, at: int) -> bool:
        """Whether "that" stands at `at`, or right after an adverb: "auch dass"."""
        following = self.tokens[at + 1] if at + 1 < self.end else None
        if "complementizer" in self.tokens[at].classes:
            return True
        return (
            following is not None
            and "complementizer" in following.classes
            and "adverb" in self.tokens[at].classes
        )

    def _takes_that(self, frame: Frame) -> bool:
        return frame.follows("that")

    def _next_break(self, at: int) -> int | None:
        for i in range(at, self.end):
            if self.tokens[i].text in {",", ":"}:
                return i
        return None

    def _may_skip(self, at: int) -> bool:
        """Whether a part may be a relative clause or an apposition."""
        if any("relative" in token.classes for token in self.tokens[at : at + 2]):
            return True
        stop = phrase_from(self.language, self.tokens, at, self.end)
        return stop is not None and stop < self.end and self.tokens[stop].text in {",", ":"}

    def _is_infinitive(self, begin: int, end: int) -> bool:
        """Whether a part ends with "zu" and an infinitive."""
        if not self.tokens[begin].classes.isdisjoint({"subordinator"}):
            return False
        stop = self._next_break(begin) or end
        for at in range(begin, min(stop, end)):
            token = self.tokens[at]
            if "infinitive mark" in token.classes and at + 1 < self.end:
                after = self.tokens[at + 1]
                if not after.is_capitalised and after.low.endswith(self._infinitives):
                    return True
            if any(mark in token.low[2:-3] for mark in self._infixes) and token.low.endswith(
                self._infinitives
            ):
                return not token.is_capitalised
        return False

    @property
    def _infinitives(self) -> tuple[str, ...]:
        return self.language.entries("traits", "infinitive ending")

    @property
    def _infixes(self) -> tuple[str, ...]:
        return self.language.entries("traits", "infinitive infix")

    def _is_statement(self, begin: int, end: int) -> bool:
        """Whether a clause is reported without "that": its verb shows it, or stands second."""
        if "reporting mood" not in self.language.traits:
            return False
        tokens = self.tokens
        if "subordinator" in tokens[begin].classes and not self._is_fronted(begin):
            return False
        stop = self._next_break(begin) or end
        verbs = [
            at
            for at in range(begin, min(stop, end))
            if not tokens[at].classes.isdisjoint({"reporting mood", "main verb", "auxiliary"})
            or self._may_be_mood(begin, at)
        ]
        if not verbs:
            return False
        last = min(stop, end) - 1
        while last > begin and tokens[last].text in _ENDS:
            last -= 1
        is_relative = "relative" in tokens[begin].classes
        after = phrase_from(self.language, tokens, begin, end)
        if after is None and "other pronoun" in tokens[begin].classes:
            after = begin + 1  # es helfe
        if is_relative:
            # "der Chef sei krank" has its verb second, "der krank ist" has it last
            return after is not None and verbs[0] == after and verbs[0] < last
        return verbs[0] < last or after == verbs[0]

    def _may_be_mood(self, begin: int, at: int) -> bool:
        """Whether the place and the ending of a word show the reporting mood: "er rechne mit"."""
        token = self.tokens[at]
        if token.kind != "word" or token.is_capitalised or "function word" in token.classes:
            return False
        following = self.tokens[at + 1] if at + 1 < self.end else None
        if following is not None and following.is_capitalised:
            return False
        ending = self.language.entries("traits", "reporting ending")
        return token.low.endswith(ending) and (
            phrase_from(self.language, self.tokens, begin, at + 1) == at
        )

    def _shows_report(self, begin: int, end: int) -> bool:
        return any("reporting mood" in token.classes for token in self.tokens[begin:end])

    def _is_fronted(self, begin: int) -> bool:
        """Whether a clause or an adverb stands before the verb: "damit solle es gut sein"."""
        if begin + 1 < self.end and "surely reporting mood" in self.tokens[begin + 1].classes:
            return True
        for at in range(begin, self.end):
            if self.tokens[at].text == "," and at + 1 < self.end:
                return "surely reporting mood" in self.tokens[at + 1].classes
        return False

    # Colons and quotations.

    def _colons(self) -> Iterator[int]:
        """The colons before quotations that look like speech."""
        for at, token in enumerate(self.tokens):
            if token.text == ":" and 0 < at < self.end - 1:
                following = self.tokens[at + 1]
                if following.kind == "quotation" and (
                    is_utterance(self.text, *following.place)
                    or count_words(self.text, *following.place) > _FEWEST
                ):
                    yield at

    def _before_colon(self, colon: int) -> Frame:
        """The frame of whoever speaks after a colon: the subject of the clause before it."""
        last = self._last_named(colon)
        if last is not None:
            return Frame((colon, colon), last[0], colon, last, None, is_after=False)
        for frame in reversed(self.frames):
            if self._has_other_subject(frame.cue[1], colon):
                break
            person = self._whom_press_reports(frame, colon)
            if person is not None:
                return Frame((colon, colon), frame.stop, colon, person, None, is_after=False)
            if frame.cue[1] <= colon and frame.source is not None and frame.verb is not None:
                return frame
        label = label_frame(self.language, self.tokens, colon)
        if label is not None:
            return label
        if _goes_on_saying(self.language, self.tokens[:colon]):
            return Frame((colon, colon), 0, colon, None, None, is_after=False)
        return clause_frame(self.language, self.tokens, colon)

    def _has_other_subject(self, start: int, colon: int) -> bool:
        """Whether "and" and another subject follow a quotation: 'rief „Los!“ und Voss schrie:'."""
        quoted = [i for i in range(start, colon) if self.tokens[i].kind == "quotation"]
        at = quoted[-1] + 1 if quoted else colon
        if at + 1 >= colon or "joining conjunction" not in self.tokens[at].classes:
            return False
        following = self.tokens[at + 1]
        return following.is_capitalised or "determiner" in following.classes

    def _whom_press_reports(self, frame: Frame, colon: int) -> Range | None:
        """The person of a main clause that a medium reports: 'Wie der NDR meldet, ist Voss froh:'.

        None if there is none, or if the frame is no inserted clause of a medium.
        """
        if not opens_inserted(self.language, self.tokens, frame.begin):
            return None
        if not self._is_source(frame, "media outlet"):
            return None
        at = frame.cue[1]
        while (found := first_phrase(self.language, self.tokens, at, colon)) is not None:
            if is_person(self.tokens[found[0] : found[1]]):
                return with_apposition(self.language, self.tokens, found, colon)
            at = found[1]
        return None

    def _is_others(self, colon: int) -> bool:
        """Whether what follows a colon is of somebody who stands beside it."""
        return self._is_tagged(colon + 1) or self._last_named(colon) is not None

    def _last_named(self, colon: int) -> Range | None:
        """Who is named last before a colon, in a list: C in 'A, B, and C: "..."'.

        A comma precedes "and", or the bracket with what the one before said.
        """
        last = plain_name_before(self.document, self.tokens, colon)
        if last is None or last[0] < 2:
            return None
        before, joint = self.tokens[last[0] - 2 : last[0]]
        is_listed = before.text == "," or ")" in self.text[before.end : joint.start]
        return last if is_listed and "joining conjunction" in joint.classes else None

    def _after_colon(self, colon: int) -> list[Range]:
        at = colon + 1
        if at >= self.end:
            return []
        if self.tokens[at].kind == "quotation":
            return [(at, self._run(at))]
        return [(at, self.end)] if self.end - at > _FEWEST else []

    def _quoted_after(self, frame: Frame, at: int) -> list[Range]:
        """Quotations without a comma or colon before them: 'sagte er „...“ und „...“'."""
        stop = self._run(at)
        inside = [i for i in range(stop - 1, self.end) if self.tokens[i].kind == "quotation"]
        return [(at, stop), *self._joined_quotations(inside)[1:]]

    def _around_phrase(self, frame: Frame) -> list[Range]:
        """What "according to" reports: its sentence, except what has a cue of its own."""
        start, stop = self._bracket(frame.begin)
        if stop - start < self.end and not any(self._is_verb(at) for at in range(start, stop)):
            return []  # (Zahlen laut Polizei)
        for other in self.frames:
            if other is frame:
                continue
            is_beside = other.verb is None and (
                "comma clauses" in self.language.traits
                and self._opens_part(other)
                and self._opens_part(frame)
            )
            is_beside |= other.verb is None and self._share_clause(
                *sorted((frame, other), key=_begin)
            )
            if other.stop <= frame.begin and other.verb is None:
                start = max(start, frame.begin if is_beside else other.stop)
            elif is_beside and other.begin > frame.stop:
                stop = min(stop, other.begin - 1)
        for at in range(start, frame.begin):
            if self.tokens[at].text in {";", ":"} or (
                self.tokens[at].text == ","
                and self.tokens[frame.begin - 1].text not in BREAKS
                and self._is_subordinate(at + 1)
            ):
                start = at + 1
        for at in range(frame.stop, stop):
            if self.tokens[at].text == ";":
                stop = at
                break
            if self._is_quoted_at(at) and self._last_named(at) is not None:
                stop = frame.stop  # so A, B, und C: „...“
                break
        stop = self._quotation_end(frame.stop, stop)
        if self._is_quoted_by_next(frame):
            stop = frame.stop
        pieces: list[Range] = []
        after = frame.stop
        if self._has_words(start, frame.begin):
            pieces.append((start, frame.begin))
            after = self._past_relative(after, stop)
        if self._has_words(after, stop) and not (
            pieces and (self._is_aside(after, stop) or self._is_after_speech(frame, after, stop))
        ):
            pieces.append((after, stop))
        return pieces

    def _share_clause(self, frame: Frame, other: Frame) -> bool:
        """Whether two phrases each have a quotation: 'laut A „gut“, laut B „schlecht“'."""
        before = self.tokens[other.begin - 2 : other.begin]
        is_set_off = len(before) > 1 and before[1].text == "," and before[0].kind == "quotation"
        is_quoted = other.stop < self.end and self.tokens[other.stop].kind == "quotation"
        return is_set_off and is_quoted and frame.stop < other.begin - 1

    def _is_quoted_by_next(self, frame: Frame) -> bool:
        """Whether a quotation after a phrase is of the next: 'laut A, „gut“, laut B'."""
        at = frame.stop + 1
        if at >= self.end or self.tokens[frame.stop].text != ",":
            return False
        end = self._run(at)
        following = end + (end < self.end and self.tokens[end].text == ",")
        return end > at and any(
            other.verb is None and other.begin == following for other in self.frames
        )

    def _is_after_speech(self, frame: Frame, start: int, stop: int) -> bool:
        """Whether a range without a verb follows the speaker of a quotation: "am Dienstag"."""
        before = self.tokens[max(0, frame.begin - 2) : frame.begin]
        if all(token.kind != "quotation" for token in before):
            return False
        return not any(
            self.tokens[at].kind == "quotation" or self._is_verb(at) for at in range(start, stop)
        )

    def _past_relative(self, at: int, stop: int) -> int:
        """After a relative clause of a source that ends before `at`; else `at`."""
        opening = at + 1
        if opening >= stop or self.tokens[at].text != ",":
            return at
        if "relative" not in self.tokens[opening].classes or self._is_phrase(opening):
            return at
        return next((i for i in range(opening, stop) if self.tokens[i].text in BREAKS), stop)

    def _is_aside(self, start: int, stop: int) -> bool:
        """Whether one word and marks are all of a range, as in ', so Weber, concluding.'."""
        words = [token for token in self.tokens[start:stop] if token.kind != "mark"]
        is_set_off = self.tokens[start].text == "," and len(words) == 1
        endings = self.language.entries("traits", "adverb ending")
        return is_set_off and words[0].text.islower() and words[0].low.endswith(endings)

    def _opens_part(self, frame: Frame) -> bool:
        """Whether a phrase opens its sentence or a part after a comma, and its clause follows."""
        at = frame.begin
        is_first = at == 0 or self.tokens[at - 1].text == "," or self._is_subordinate(at - 1)
        following = self.tokens[frame.stop : frame.stop + 1]
        return is_first and bool(following) and following[0].text not in BREAKS

    def _quotation_end(self, at: int, stop: int) -> int:
        """Where a quotation after a comma ends that another clause follows, else `stop`."""
        if at >= stop or self.tokens[at].text != ",":
            return stop
        end = self._run(at + 1)
        if end == at + 1 or end + 1 >= stop or self.tokens[end].text != ",":
            return stop
        is_other = not self.tokens[end + 1].classes.isdisjoint({"conjunction", "subordinator"})
        return end if is_other else stop

    def _bracket(self, at: int) -> Range:
        """Between which tokens the round brackets around `at` stand, or the whole sentence."""
        begin = next((i for i in range(at - 1, -1, -1) if self.tokens[i].text in {"(", ")"}), -1)
        if begin < 0 or self.tokens[begin].text == ")":
            return 0, self.end
        ends = (i for i in range(at, self.end) if self.tokens[i].text == ")")
        return begin + 1, next(ends, self.end)

    def _is_subordinate(self, at: int) -> bool:
        """Whether a clause begins at `at` that is no main clause: "da", "deren", "in dem"."""
        classes = self.tokens[at].classes
        if not classes.isdisjoint({"subordinator", "complementizer"}):
            return "conjunction" not in classes or "joining conjunction" not in classes
        following = self.tokens[at + 1] if at + 1 < self.end else None
        if "preposition" in classes and following is not None:
            return "relative" in following.classes and not self._is_phrase(at + 1)
        return "relative" in classes and not self._is_phrase(at)

    def _is_phrase(self, at: int) -> bool:
        """Whether a word that may be a relative pronoun is the determiner of a noun."""
        return phrase_from(self.language, self.tokens, at, self.end) is not None

    def _has_words(self, start: int, stop: int) -> bool:
        return any(self.tokens[at].kind != "mark" for at in range(start, stop))

    # Quotations that no frame has taken.

    def _layout(self, taken: Sequence[Range]) -> Iterator[tuple[Frame, list[Range]]]:
        """Quotations whose layout proves a verb that is in no list: '„...“, VERB NAME'."""
        for at in self._free(taken):
            stop = self._run(at)
            if at and self.tokens[at - 1].kind == "quotation":
                continue
            frame = self._unlisted(at, stop)
            if frame is not None:
                yield frame, [(at, stop), *self._second(frame, is_quoted=True)]

    def _unlisted(self, at: int, stop: int) -> Frame | None:
        tokens = self.tokens
        verb = self._verb_after(at, stop)
        if stop < self.end and tokens[stop].text == "(":
            inner = self.text[tokens[at].start + 1 : tokens[at].end].lstrip()
            if not inner[:1].islower() and not is_utterance(self.text, *tokens[at].place):
                return None
            name = phrase_from(self.language, tokens, stop + 1, self.end)
            is_closed = name is not None and name < self.end and tokens[name].text == ")"
            if is_closed and name is not None and is_somebody(tokens[stop + 1 : name]):
                return Frame((stop, stop), stop, name + 1, (stop + 1, name), None, is_after=True)
            return None
        if verb is None or verb + 1 >= self.end:
            return None
        word = tokens[verb]
        is_noun = word.is_capitalised or word.is_time or "determiner" in word.classes
        if word.kind != "word" or is_noun:
            return None
        end = part_end(tokens, verb)
        written = written_in(self.language, tokens, verb + 1, end)
        is_only = written is not None and written[1] == end and written[0] <= verb + 3
        if written is not None and ("auxiliary" in word.classes or is_only):
            return Frame((verb, verb + 1), verb, end, written, None, is_after=True)
        is_state = "reporting state" in tokens[end - 1].classes
        if not is_state and ("function word" in word.classes or not self._may_be_form(word.low)):
            return None
        is_late = is_state or "wording" in tokens[verb - 1].classes
        begin = past_light(tokens, verb + 1, end) if is_late else verb + 1
        after = phrase_from(self.language, tokens, begin, self.end)
        if after is None:
            return None
        frame = Frame((verb, verb + 1), verb, after, (begin, after), None, is_after=True)
        return None if self._is_source(frame, "name noun") else frame

    def _is_source(self, frame: Frame, name: str) -> bool:
        """Whether the source of a frame has a word of a class, such as "title" or "motto"."""
        source = frame.source
        return source is not None and any(
            name in token.classes for token in self.tokens[source[0] : source[1]]
        )

    def _verb_after(self, at: int, stop: int) -> int | None:
        """Where a verb may stand after a quotation: after a comma, or "with these words"."""
        tokens = self.tokens
        if stop < self.end and tokens[stop].text in SET_OFF and self._is_worded(stop + 1):
            return stop + 4
        if stop < self.end and tokens[stop].text == ",":
            return stop + 1
        is_opened = at > 0 and "wording" in tokens[at - 1].classes
        return stop if is_opened or is_utterance(self.text, *tokens[at].place) else None

    def _is_worded(self, at: int) -> bool:
        """Whether "with these words" stands at `at`."""
        words = self.tokens[at : at + 3]
        return (
            len(words) == 3 and "preposition" in words[0].classes and "wording" in words[2].classes
        )

    def _may_be_form(self, word: str) -> bool:
        """Whether the place of a word proves that it is a verb: no adjective has its ending."""
        if word.endswith(self.language.entries("traits", "past ending")):
            return True
        adjectives = self.language.entries("traits", "adjective ending")
        return bool(adjectives) and not word.endswith(adjectives)

    def _free(self, taken: Sequence[Range]) -> list[int]:
        return [
            at
            for at, token in enumerate(self.tokens)
            if token.kind == "quotation"
            if not any(start <= at < stop for start, stop in taken)
        ]

    def _fragments(self, taken: Sequence[Range]) -> Iterator[tuple[Frame, list[Range]]]:
        """Quotations inside the clause of a verb: 'nannte den Plan „absurd“'."""
        for frame in self.frames:
            if frame.verb is None or not frame.is_made:
                continue
            is_said = frame.verb.type == "statement"
            if frame.is_after or not (frame.follows("quote") or frame.follows("as")):
                continue
            if self._is_nobodys(frame) or (frame.source is None and frame.is_passive):
                continue  # what is called so by nobody is a name
            if self._names_itself(frame) or self._is_source(frame, "name noun"):
                continue
            inside = [
                at
                for at in self._free(taken)
                if frame.begin <= at
                if not self._is_closed(frame, at)
                if (is_said and frame.follows("quote")) or self._is_ascribed(frame, at)
                if all(t.text not in {";", ":"} for t in self.tokens[frame.cue[1] : at])
                if not self._is_name(at) or self._is_reproach(frame, at)
                if not self._is_of_noun(frame, at) and not self._is_gapped(frame, at)
                if frame.source is None or not frame.source[0] <= at < frame.source[1]
            ]
            if not inside:
                continue
            pieces = self._joined_quotations(inside)
            if not any(start == frame.cue[0] for start, _ in taken):
                yield frame, pieces

    def _is_ascribed(self, frame: Frame, at: int) -> bool:
        """Whether a verb calls or believes something what a quotation says: "hält es für ..."."""
        opening = self.tokens[at - 1].classes
        is_opened = not opening.isdisjoint({"indefinite opener", "ascribing opener"})
        if not frame.follows("as") or not (is_opened or self._is_called_alone(at)):
            return False
        is_said = frame.verb is not None and frame.verb.type == "statement"
        return is_said or all(t.text not in BREAKS for t in self.tokens[frame.cue[1] : at])

    def _is_reproach(self, frame: Frame, at: int) -> bool:
        """Whether a noun is what a verb says: 'warf ihm „Verrat“ vor', 'spricht von „Verrat“'."""
        if not frame.follows("noun") or frame.verb is None or at + 1 >= self.end:
            return False
        if frame.verb.particle:
            return self.tokens[at + 1].low == frame.verb.particle
        return "preposition" in self.tokens[at - 1].classes

    def _is_gapped(self, frame: Frame, at: int) -> bool:
        """Whether another subject, whose verb is left out, stands before a quotation."""
        comma = next((i for i in range(at - 1, frame.cue[1], -1) if self.tokens[i].text == ","), 0)
        if not comma or self.tokens[comma + 1].kind == "quotation":
            return False
        stop = phrase_from(self.language, self.tokens, comma + 1, at)
        return (
            stop is not None
            and stop < at
            and "preposition" in self.tokens[stop].classes
            and not any(self._may_be_verb(i) for i in range(stop, at))
        )

    def _is_of_noun(self, frame: Frame, at: int) -> bool:
        """Whether a quotation is in a clause of a noun: 'rejected the reproach, he was „...“'."""
        commas = [i for i in range(frame.cue[1], at) if self.tokens[i].text == ","]
        return bool(commas) and any(
            "noun of saying" in token.classes for token in self.tokens[frame.cue[0] : commas[0]]
        )

    def _is_called_alone(self, at: int) -> bool:
        """Whether a quotation begins without a capital, and "as" precedes none of its part."""
        token = self.tokens[at]
        if not self.text[token.start + 1 : token.end].lstrip()[:1].islower():
            return False
        for i in range(at + 1, self.end):
            if self.tokens[i].text in BREAKS:
                break
            if self.tokens[i].kind == "quotation":
                opening = self.tokens[i - 1].classes
                return opening.isdisjoint({"indefinite opener", "ascribing opener"})
        return True

    def _joined_quotations(self, inside: Sequence[int]) -> list[Range]:
        """The first of some quotations, and those that "and" joins to it."""
        pieces = [(inside[0], inside[0] + 1)]
        for at in inside[1:]:
            between = self.tokens[pieces[-1][1] : at]
            joined = [token for token in between if "indefinite opener" not in token.classes]
            if len(joined) != 1 or "conjunction" not in joined[0].classes:
                break
            pieces.append((at, at + 1))
        return pieces

    def _names_itself(self, frame: Frame) -> bool:
        """Whether a verb such as "calls" has a reflexive pronoun beside it, and no "as"."""
        if not frame.follows("as"):
            return False
        stop = max(frame.cue[1], frame.source[1] if frame.source else 0) + 1
        beside = self.tokens[frame.cue[1] : stop]
        end = part_end(self.tokens, frame.cue[1])
        is_called = end < self.end and end > 0 and self._is_called(end)
        return not is_called and any("reflexive" in token.classes for token in beside)

    def _is_closed(self, frame: Frame, at: int) -> bool:
        """Whether a quotation is in the clause of a later verb that stands at its end."""
        return any(
            other.verb is not None and frame.cue[1] <= other.begin <= at < other.cue[0]
            for other in self.frames
        )

    def _is_name(self, at: int) -> bool:
        """Whether a quotation is a title or a name in quotation marks."""
        token, before = self.tokens[at], self.tokens[at - 1]
        inner = self.text[token.start + 1 : token.end - 1].strip()
        if is_utterance(self.text, *token.place) or inner[:1].islower():
            return False
        answers, words = self.language.members("answer"), inner.split()
        if words and all(word.strip(".,!").lower() in answers for word in words):
            return False
        if before.is_capitalised and "function word" not in before.classes:
            return True
        if "capital nouns" in self.language.traits and self._is_noun(at):
            return True
        return not any(part[:1].islower() for part in inner.split()) and not self._is_called(at)

    def _is_noun(self, at: int) -> bool:
        """Whether a quotation with a capital is the noun of a phrase: 'der neue „Oberste Rat“'.

        So it is after an adjective, after "of the" beside a noun, and after "in the".
        """
        opening = at - 1
        before = self.tokens[opening].classes
        is_adjective = "function word" not in before and self.tokens[opening].kind == "word"
        if is_adjective:
            opening -= 1
        if opening < 0 or "definite determiner" not in self.tokens[opening].classes:
            return "place preposition" in before and "definite determiner" in before
        outer = self.tokens[opening - 1] if opening else None
        if is_adjective or outer is None:
            return True
        is_genitive = outer.is_capitalised and "link" in self.tokens[opening].classes
        return is_genitive or "place preposition" in outer.classes

    def _is_called(self, at: int) -> bool:
        """Whether "as" or "a" stands before a quotation, as in what somebody calls something."""
        return "indefinite opener" in self.tokens[at - 1].classes


def uncued(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements and what has no cue of its own, in reading order.

    A quotation that is a unit by itself continues the statement before it, if that quotes speech
    in the same paragraph; otherwise it is a statement without a cue, by the speaker before it. So
    is a sentence whose verb shows that it is reported.
    """
    statements = _with_speakers_before(document, found)
    held: dict[int, list[int]] = {}
    for at, statement in enumerate(statements):
        for number in {document.unit_at(start) for start, _ in statement.content}:
            held.setdefault(number, []).append(at)
    for number, unit in enumerate(document.units):
        before = (held.get(number - 1) or [None])[-1]
        last = statements[before] if before is not None else None
        free = [
            place
            for place in unit.quotations
            if not any(_covers(statements[at], place) for at in held.get(number, ()))
            if not _is_within(document, unit, place)
        ]
        alone = bool(free) and all(token.kind != "word" for token in unit.tokens)
        new: Statement | None = None
        if alone and number not in held and number + 1 not in held:
            new = _said_after(document, number, free)
        if new is not None:
            pass
        elif (
            alone and last is not None and before is not None and _continues(document, number, last)
        ):
            statements[before] = replace(last, content=(*last.content, *free))
            held.setdefault(number, []).append(before)
        elif number not in held and number and _is_retold(document, number, last):
            content = offsets_of(unit.tokens, (0, len(unit.tokens)))
            source = _speaker_before(document, number, last)
            if before is not None and last is not None and _is_uncued(last, document, number):
                statements[before] = replace(last, content=(*last.content, content))
                held.setdefault(number, []).append(before)
            elif source is not None:
                new = Statement(content=(content,), source=source, unit=number)
        elif free and _is_speech(document, free, alone=alone):
            source = None if alone else _speaker_in(document, unit)
            if source is None:
                same = number and document.units[number - 1].paragraph == unit.paragraph
                source = last.source if last is not None and alone else None
                source = _speaker_before(document, number, last) if same else source
            new = Statement(content=tuple(free), source=source, unit=number)
        if new is not None:
            statements.append(new)
            held.setdefault(number, []).append(len(statements) - 1)
    return sorted(statements, key=lambda s: (min(s.content), s.unit))


def _is_within(document: Document, unit: Unit, place: Offsets) -> bool:
    """Whether a quotation is a part of a sentence like a name, by its place or its capitals.

    So it is without a word in lower case, or between words of the sentence.
    """
    if all(token.kind != "word" for token in unit.tokens):
        return False
    words = document.text[place[0] + 1 : place[1] - 1].split()
    at = token_at(unit.tokens, place[0])
    before, after = unit.tokens[at - 1 : at], unit.tokens[at + 1 : at + 2]
    is_between = bool(before and after) and before[0].kind == after[0].kind == "word"
    return is_between or not any(word[:1].islower() for word in words)


def _said_after(document: Document, number: int, places: Sequence[Offsets]) -> Statement | None:
    """A quotation of which the next sentence says who said it: '„...“ Das sagte Weber.'"""
    if number + 1 >= len(document.units):
        return None
    following = document.units[number + 1]
    tokens = following.tokens
    if following.paragraph != document.units[number].paragraph or len(tokens) < 3:
        return None
    if "summing pronoun" not in tokens[0].classes:
        return None
    frame = next(iter(verb_frames(document.language, tokens)), None)
    says_it = (
        frame is not None
        and frame.verb is not None
        and frame.verb.base in (document.language.entries("phrases", "says it"))
    )
    if frame is None or not says_it or frame.source is None or frame.begin:
        return None
    if not frame.is_made or frame.negated or tokens[-1].text == ":":
        return None
    return Statement(
        content=tuple(places),
        cue=offsets_of(tokens, frame.cue),
        source=offsets_of(tokens, frame.source),
        verb=frame.verb.base if frame.verb else "",
        unit=number + 1,
    )


def _with_speakers_before(document: Document, found: Sequence[Statement]) -> list[Statement]:
    """The statements; after a retold sentence and a colon, the speaker before it goes on."""
    statements = list(found)
    for at, one in enumerate(statements):
        if one.source is None and (_goes_on(document, one) or _is_retold_speech(document, one)):
            last = statements[at - 1] if at else None
            if last is not None and last.unit < one.unit - 1:
                last = None
            source = _speaker_before(document, one.unit, last)
            statements[at] = replace(one, source=source, cue=None, verb="", type="statement")
    return statements


def _is_retold_speech(document: Document, statement: Statement) -> bool:
    """Whether a statement without a source is a quotation in a sentence that is reported."""
    is_quoted = statement.content[0][0] in document.quotations
    return is_quoted and statement.unit > 0 and _is_retold(document, statement.unit)


def _goes_on(document: Document, statement: Statement) -> bool:
    """Whether a statement follows such a colon, in the paragraph of the sentence before."""
    unit = document.units[statement.unit]
    if not statement.unit or statement.cue is not None:
        return False
    if document.units[statement.unit - 1].paragraph != unit.paragraph:
        return False
    before = unit.tokens[: token_at(unit.tokens, statement.content[0][0])]
    return (
        len(before) > 1
        and before[-1].text == ":"
        and _goes_on_saying(document.language, before[:-1])
    )


def _goes_on_saying(language: Language, opening: Tokens) -> bool:
    """Whether who spoke before goes on: "Das Recht gelte:", "Und:", "Seine Absicht ist klar:"."""
    is_retold = _shows_mood(opening) and not _is_told_second(language, opening)
    if is_retold or all("conjunction" in token.classes for token in opening):
        return True
    stop = phrase_from(language, opening, 0, len(opening))
    if stop is None or "possessive determiner" not in opening[0].classes:
        return False
    return says_nothing(language, opening[:stop])


def _is_speech(document: Document, places: Sequence[Offsets], *, alone: bool) -> bool:
    """Whether quotations without a cue are speech: long, and alone or like sentences."""
    if not is_long(document.text, places):
        return False
    return alone or any(is_utterance(document.text, *place) for place in places)


def _is_uncued(statement: Statement, document: Document, number: int) -> bool:
    """Whether a statement is a sentence without a cue and without marks, before unit `number`."""
    start = statement.content[-1][0]
    return (
        statement.cue is None
        and start not in document.quotations
        and document.unit_at(start) == number - 1
    )


def _speaker_before(document: Document, number: int, last: Statement | None) -> Offsets | None:
    """Who speaks on after a sentence: whoever speaks in it, or else its subject."""
    if last is not None and last.source is not None:
        return last.source
    return _speaker_in(document, document.units[number - 1])


def _speaker_in(document: Document, unit: Unit) -> Offsets | None:
    """Who speaks in a sentence: the subject of a reporting verb in it, or else its own."""
    tokens = unit.tokens
    for frame in verb_frames(document.language, tokens):
        can_say = frame.follows("quote") or not opens_subordinate(tokens, frame.begin)
        if frame.source is not None and frame.is_made and can_say:
            return offsets_of(tokens, frame.source)
    subject = first_phrase(document.language, tokens, 0, len(tokens))
    if subject is None or not _can_speak(tokens[subject[0] : subject[1]]):
        return None
    return offsets_of(tokens, subject)


def _can_speak(phrase: Tokens) -> bool:
    """Whether a phrase means a person, a body or a group by its words."""
    if "pronoun" in phrase[0].classes and len(phrase) == 1:
        return "impersonal pronoun" not in phrase[0].classes
    return any(not token.classes.isdisjoint(SPEAKERS) for token in phrase)


def _covers(statement: Statement, place: Offsets) -> bool:
    return any(start <= place[0] < end for start, end in statement.content)


def _is_retold(document: Document, number: int, last: Statement | None = None) -> bool:
    """Whether a sentence is reported speech by its verb, in the paragraph of a statement.

    After such a sentence, the plural of the past subjunctive shows that it goes on.
    """
    unit = document.units[number]
    if "reporting mood" not in document.language.traits or not unit.tokens:
        return False
    if document.units[number - 1].paragraph != unit.paragraph or unit.tokens[-1].text == "?":
        return False
    if any("first person pronoun" in token.classes for token in unit.tokens):
        return False
    goes_on = last is not None and last.cue is None and _is_retold(document, number - 1)
    goes_on = goes_on and _goes_on_in_mood(unit.tokens)
    if not (goes_on or _shows_mood(unit.tokens)):
        return False
    if _is_told_second(document.language, unit.tokens):
        return False
    return not _is_told_within(document.language, unit.tokens)


def _goes_on_in_mood(tokens: Tokens) -> bool:
    """Whether the first verb of a sentence is one like "hätten" for lack of another plural."""
    first = next((t for t in tokens if not t.classes.isdisjoint({"auxiliary", "main verb"})), None)
    return first is not None and "continued mood" in first.classes


def _is_told_second(language: Language, tokens: Tokens) -> bool:
    """Whether the verb after a phrase that opens a sentence is no mood: it is what happened."""
    end = phrase_from(language, tokens, 0, len(tokens))
    if end is None and not tokens[0].classes.isdisjoint({"preposition", "adverb"}):
        end = 0
    while end is not None and end < len(tokens):
        if not tokens[end].classes.isdisjoint({"preposition", "wide link"}):
            end = prepositional_end(language, tokens, end, len(tokens))
        elif tokens[end].is_time or "adverb" in tokens[end].classes:
            end += 1
        else:
            break
    if end is None or end >= len(tokens):
        return False
    if tokens[end].text == ",":  # an apposition or a relative clause
        commas = [at for at in range(end + 1, len(tokens) - 1) if tokens[at].text == ","]
        closing = next((at for at in commas if is_aside(language, tokens, end + 1, at)), None)
        end = closing + 1 if closing is not None else end
    verb = tokens[end]
    is_past = verb.kind == "word" and verb.low.endswith(language.entries("traits", "past ending"))
    if verb.is_capitalised or "surely reporting mood" in verb.classes:
        return False
    if "main verb" in verb.classes:
        return True
    return is_past and "function word" not in verb.classes


def _is_told_within(language: Language, tokens: Tokens) -> bool:
    """Whether a verb of saying that is no mood itself precedes the mood: "teilte mit, es helfe"."""
    moods = (at for at, token in enumerate(tokens) if "surely reporting mood" in token.classes)
    first = next(moods, 0)
    return any(
        frame.cue[1] <= first
        and frame.source is not None
        and frame.verb is not None
        and (frame.begin or not opens_subordinate(tokens, 0))
        and "surely reporting mood" not in tokens[frame.cue[0]].classes
        for frame in verb_frames(language, tokens)
    )


def _shows_mood(tokens: Tokens) -> bool:
    """Whether a verb shows that what it is in is reported; "sitze" is one, and "Sitze" is not."""
    return any(
        "surely reporting mood" in token.classes
        and (not at or not token.is_capitalised)
        and not _is_in_relative(tokens, at)
        for at, token in enumerate(tokens)
    )


def _is_in_relative(tokens: Tokens, at: int) -> bool:
    """Whether a verb ends a relative clause, which says nothing about the rest of its sentence."""
    if at + 1 < len(tokens) and tokens[at + 1].kind == "word":
        return False
    begin = part_begin(tokens, at)
    if not begin or tokens[begin - 1].text != ",":
        return False
    if "preposition" in tokens[begin].classes:
        begin += 1
    return "relative" in tokens[begin].classes


def _continues(document: Document, number: int, before: Statement) -> bool:
    """Whether a unit of quotations goes on with what a statement quotes."""
    unit = document.units[number]
    last = document.quotations.get(before.content[-1][0])
    if last is None:
        return False
    if document.units[number - 1].paragraph == unit.paragraph:
        return True
    return document.quotations[unit.quotations[0][0]].continues


def quotations_alone(document: Document) -> list[Statement]:
    """Quotations that look like speech, for an unknown language.

    They have a speaker only if the layout names one: '"...", WORD NAME.' or 'NAME WORD: "..."'.
    """
    found = (
        _of_unknown(document, unit, number, at)
        for number, unit in enumerate(document.units)
        for at, token in enumerate(unit.tokens)
        if token.kind == "quotation" and _looks_spoken(document, unit, token.place)
    )
    return outside(spoken_paragraphs(document), found)


def _of_unknown(document: Document, unit: Unit, number: int, at: int) -> Statement:
    tokens = unit.tokens
    cue: Range | None = None
    source: Range | None = None
    if at == 0 and len(tokens) > 1:
        begin = 2 if tokens[1].text == "," else 1
        cue = _lower_words(tokens, begin)
        source = _name_at(tokens, cue[1]) if cue else None
        if source is not None and not _ends_clause(tokens, source[1]):
            source = None
    elif tokens[at - 1].text == ":":
        source = _name_at(tokens, 0)
        cue = _lower_words(tokens, source[1]) if source else None
        if cue is None or cue[1] != at - 1:
            source = None
    is_named = cue is not None and source is not None
    return Statement(
        content=(tokens[at].place,),
        cue=offsets_of(tokens, cue) if is_named and cue else None,
        source=offsets_of(tokens, source) if is_named and source else None,
        unit=number,
    )


def _lower_words(tokens: Tokens, at: int) -> Range | None:
    """One or two words without capitals from `at` on, as a verb may be."""
    end = at
    while end < len(tokens) and end - at < 2 and _is_lower(tokens[end]):
        end += 1
    return (at, end) if end > at else None


def _is_lower(token: Token) -> bool:
    return token.kind == "word" and token.text[0].isalpha() and token.text.islower()


def _name_at(tokens: Tokens, at: int) -> Range | None:
    """A name of one to four words with capitals from `at` on."""
    end = at
    while end < len(tokens) and end - at < _LONGEST_NAME and tokens[end].is_capitalised:
        end += 1
    return (at, end) if end > at else None


def _ends_clause(tokens: Tokens, at: int) -> bool:
    """Whether a name of two words ends at `at`, or one before a mark."""
    is_full = at > 1 and tokens[at - 2].is_capitalised
    return at >= len(tokens) or tokens[at].kind == "mark" or is_full


def _looks_spoken(document: Document, unit: Unit, place: Offsets) -> bool:
    """Whether a quotation is long, or of a few words and like a sentence by its marks."""
    if is_long(document.text, [place]):
        return True
    if count_words(document.text, *place) < _FEWEST:
        return False
    before = document.text[max(unit.start, place[0] - 2) : place[0]].strip()
    after = document.text[place[1] : min(unit.end, place[1] + 2)].strip()
    is_tagged = place[0] == unit.start and after[:1] in {",", "，", "、"}
    inner = document.text[place[0] + 1 : place[1] - 1].rstrip()
    return is_tagged or before[-1:] in {":", "："} or inner[-1:] in {".", ",", "…", "。", "，"}
