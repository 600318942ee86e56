"""Reporting words with their source, in a language whose clauses are not parsed.

A frame is what a clause says beside its content: "sagte Weber am Montag", "a déclaré le maire".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from factx.records.attribution import AttributionType
from factx.rules.language.conjugation import (
    CLAUSE,
    CLAUSE_ALONE,
    IN_PASSIVE,
    QUOTED,
    ReportingForm,
    ReportingVerb,
)
from factx.rules.language.language import Language
from factx.rules.reading.document import DASHES, Range, Token, Tokens, having
from factx.rules.reading.plain_phrases import (
    first_phrase,
    is_pronoun,
    is_short_quotation,
    noble_name,
    phrase_before,
    phrase_from,
    prepositional_end,
    with_apposition,
)
from factx.rules.statements.frame_polarity import is_denied_above, is_denied_before, polarity
from factx.rules.statements.sentence_parts import BREAKS, is_speech, part_begin, part_end
from factx.rules.statements.subjects import (
    SPEAKERS,
    is_aside,
    is_no_subject,
    is_somebody,
    says_nothing,
)

_BEFORE_CAPITAL = DASHES | {":", "¿", "¡"}
_STOPS = (BREAKS | {"."}) - {"…", "..."}
_HARD = frozenset({";", ":"})
_LONGEST_FRAME = 40
_NEXT_TO_VERB = frozenset(
    {"adverb", "negation", "other pronoun", "reflexive", "definite determiner", "noun of saying"}
)
"""The classes of words that may stand between a verb and its particle in a cue."""
_NO_VERB = frozenset(
    {
        *("determiner", "link", "preposition", "conjunction", "complementizer", "adverb"),
        *("question word", "pronoun", "other pronoun", "negation", "relative"),
    }
)


@dataclass(frozen=True, slots=True)
class Frame:
    """Reporting words in a sentence, with their source."""

    cue: Range
    begin: int
    """The first token of the part of the sentence that it opens, or of its cue."""
    stop: int
    """The token after its last: a comma, a colon, a quotation, a word like "that", or the end."""
    source: Range | None
    verb: ReportingVerb | None
    """None for a phrase such as "according to", and for a verb that only its place shows."""
    is_after: bool
    """Whether it follows its content or interrupts it, as a part of the sentence that it opens."""
    negated: bool = False
    is_passive: bool = False
    """Whether its verb is a passive: then a clause without "that" must show that it is reported."""
    is_made: bool = True
    """False if nobody says it, or it is only supposed."""

    def follows(self, what: str) -> bool:
        """Whether such a content may follow its verb."""
        return self.verb is not None and what in self.verb.follows


def verb_frames(language: Language, tokens: Tokens, *, with_unsaid: bool = False) -> list[Frame]:
    """The frames with a reporting verb, in order.

    Those that what surrounds them denies are left out, or are not made if they are wanted.
    """
    found: list[Frame] = []
    done = 0
    for at, token in enumerate(tokens):
        if at < done or token.kind != "word":
            continue
        forms = _forms_at(language, tokens, at)
        if forms:
            frame = _frame(language, tokens, at, forms)
        elif not token.classes.isdisjoint({"reporting noun", "reporting state"}):
            frame = _noun_frame(language, tokens, at)
            if frame is not None and found and found[-1].source:
                is_other = frame.follows("bare") and frame.begin <= found[-1].cue[0]
                if is_other and not frame.follows("that"):
                    continue  # the verb before it has the clause: "bestätigte den Verdacht, es sei"
        else:
            continue
        if frame is not None and frame.source is None and _is_infinitive(tokens, frame.cue[0]):
            continue  # "um das zu zeigen: ..." is in the sentence of another verb
        if frame is not None and _is_unsaid(language, tokens, frame):
            if with_unsaid:
                found.append(replace(frame, is_made=False))
            continue
        if frame is not None:
            if found and found[-1].source and _is_joined(tokens, frame.begin, frame.cue[0]):
                frame = replace(frame, source=found[-1].source)
            elif frame.source is None and _goes_on_telling(tokens, frame):
                shared = found[-1].source if found else None
                if shared is None and "comma clauses" in language.traits:
                    shared = _shared(language, tokens, frame.begin, frame.cue[0])
                frame = replace(frame, source=shared, is_after=False)
            found.append(frame)
            done = frame.cue[1]
    return found


def _is_unsaid(language: Language, tokens: Tokens, frame: Frame) -> bool:
    """Whether what surrounds a frame denies it: "nie avoir dit", "anders als Weber sagt, ..."."""
    head, end = frame.cue
    if is_denied_above(tokens, frame.begin) or is_denied_before(tokens, frame.begin, head):
        return True
    is_last = end == part_end(tokens, head)
    return is_last and bool(_phrase_length(language, tokens, frame.begin, "unlike clause"))


def view_frames(language: Language, tokens: Tokens) -> Iterator[Frame]:
    """'For Weber, the plan is „absurd“': whose view a sentence with a verb like "is" gives."""
    length = _phrase_length(language, tokens, 0, "before view") if tokens else 0
    if not length:
        return
    end = phrase_from(language, tokens, length, len(tokens))
    if end is None or end >= len(tokens) or "copula" not in tokens[end].classes:
        return
    stop = part_end(tokens, end)
    is_told = stop + 1 < len(tokens) and tokens[stop].text == ":"
    is_told = is_told and tokens[stop + 1].kind == "quotation"  # Für Weber steht fest: „...“
    if is_told or is_somebody(tokens[length:end]):
        verb = ReportingVerb(tokens[0].low, "", "belief", QUOTED)
        negated = bool(having(tokens[end:stop], "negation"))
        yield Frame((0, length), 0, end, (length, end), verb, is_after=False, negated=negated)


def relative_frames(language: Language, tokens: Tokens) -> Iterator[Frame]:
    """'The account of the police, according to which nobody was there': whose it is says it."""
    for at in having(tokens, "according relative"):
        if at < 2 or tokens[at - 1].text != ",":
            continue
        begin = part_begin(tokens, at - 1)
        starts = range(begin, at - 1)
        start = next((i for i in starts if phrase_from(language, tokens, i, at) == at - 1), None)
        source = _whose(language, tokens, start, at - 1) if start is not None else None
        if source is not None:
            verb = ReportingVerb(tokens[at].low, "", "statement", CLAUSE)
            yield Frame((at, at + 1), at, at + 1, source, verb, is_after=False)


def mention_frames(language: Language, tokens: Tokens) -> Iterator[Frame]:
    """'In the letter there is talk of „grave faults“': a document, "of", a quotation and a noun."""
    for at in having(tokens, "mention noun"):
        quoted = [i for i in range(at) if tokens[i].kind == "quotation"]
        if not quoted or not having(tokens[:at], "copula"):
            continue
        opening = tokens[max(0, quoted[-1] - 2) : quoted[-1]]
        source = written_in(language, tokens, 0, quoted[-1])
        if source is not None and having(opening, "agent preposition"):
            verb = ReportingVerb(tokens[at].low, "", "statement", QUOTED)
            yield Frame((at, at + 1), quoted[-1], at + 1, source, verb, is_after=False)


def _whose(language: Language, tokens: Tokens, start: int, stop: int) -> Range | None:
    """Who has what a phrase means, or the phrase if it means a document or a medium."""
    for at in range(start + 1, stop):
        if "link" in tokens[at].classes:
            begin = at if "determiner" in tokens[at].classes else at + 1
            return begin, stop
    head = [token for token in tokens[start:stop] if token.is_capitalised]
    is_written = head and not head[-1].classes.isdisjoint({"document", "media outlet"})
    return (start, stop) if is_written else None


def _is_infinitive(tokens: Tokens, at: int) -> bool:
    """Whether a word like "to" stands before a verb in a language whose cues are finite."""
    return at > 0 and "infinitive mark" in tokens[at - 1].classes


def _goes_on_telling(tokens: Tokens, frame: Frame) -> bool:
    """Whether a verb without a subject opens a part, and what it reports follows."""
    opens = frame.begin == frame.cue[0] > 0 and tokens[frame.begin - 1].text == ","
    return (frame.is_after or opens) and _takes_clause(tokens, frame.stop)


def _takes_clause(tokens: Tokens, stop: int) -> bool:
    """Whether a comma and a word like "that" follow a verb whose subject stands further before."""
    following = tokens[stop : stop + 2]
    if len(following) < 2 or following[0].text != ",":
        return False
    return "complementizer" in following[1].classes


def _noun_frame(language: Language, tokens: Tokens, at: int) -> Frame | None:
    """A noun or adjective that a clause follows: "ist der Meinung, dass", "zeigt sich sicher"."""
    end = part_end(tokens, at)
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return None
    if at + 1 != end:
        return _of_somebody(language, tokens, at, end)
    if _is_opposed(tokens, at):
        return None
    is_bare = _may_be_held(tokens, at) and _shows_mood(language, tokens, end + 1)
    is_that = "complementizer" in tokens[end + 1].classes or tokens[end + 1].kind == "quotation"
    if not is_bare and not is_that:
        return None
    begin = part_begin(tokens, at)
    head = next((i for i in range(begin, at) if _is_finite(language, tokens[i])), None)
    if head is None:
        return None
    follows = CLAUSE_ALONE if is_bare else CLAUSE
    verb = ReportingVerb(tokens[at].low, "", _kind_of_noun(tokens[at]), follows)
    found = _made(language, tokens, (at, at + 1), verb, begin, end, auxiliary=head)
    return found if found is None or found.source is not None else None


def _is_opposed(tokens: Tokens, at: int) -> bool:
    """Whether the subject is against what a noun says: "gegen die Behauptung, dass"."""
    before = tokens[max(0, at - 2) : at]
    return any("opposing preposition" in token.classes for token in before)


def _may_be_held(tokens: Tokens, at: int) -> bool:
    """Whether the subject holds what a noun says: a view, or "zu dem Schluss", no reproach."""
    if "noun of saying" not in tokens[at].classes:
        return True
    before = tokens[max(0, at - 2) : at]
    return any("resulting preposition" in token.classes for token in before)


def _shows_mood(language: Language, tokens: Tokens, at: int) -> bool:
    """Whether a clause begins at `at` whose verb shows that it is reported: "es sei klar"."""
    end = phrase_from(language, tokens, at, len(tokens)) or at + 1
    return end < len(tokens) and "reporting mood" in tokens[end].classes


def _of_somebody(language: Language, tokens: Tokens, at: int, end: int) -> Frame | None:
    """A noun with whose it is, and a clause: "der Vorwurf der Partei, dass"."""
    if "noun of saying" not in tokens[at].classes or "comma clauses" not in language.traits:
        return None
    if tokens[at + 1].classes.isdisjoint({"link"}):
        return None
    start = at + 1 if "determiner" in tokens[at + 1].classes else at + 2
    if phrase_from(language, tokens, start, end) != end:
        return None
    follows = CLAUSE | CLAUSE_ALONE
    verb = ReportingVerb(tokens[at].low, "", _kind_of_noun(tokens[at]), follows)
    begin = part_begin(tokens, at)
    return Frame((at, at + 1), begin, end, (start, end), verb, is_after=False)


def _kind_of_noun(token: Token) -> AttributionType:
    """What a noun like "opinion" makes of the clause after it."""
    if "noun of saying" in token.classes:
        return "statement"
    return "attitude" if "noun of feeling" in token.classes else "belief"


def _is_finite(language: Language, token: Token) -> bool:
    """Whether a word is a finite verb by its class or its ending."""
    if not token.classes.isdisjoint({"auxiliary", "main verb"}):
        return True
    if token.kind != "word" or token.is_capitalised or "function word" in token.classes:
        return False
    return token.low.endswith(language.entries("traits", "past ending"))


def _forms_at(language: Language, tokens: Tokens, at: int) -> tuple[ReportingForm, ...]:
    token = tokens[at]
    if token.is_capitalised and at and tokens[at - 1].text not in _BEFORE_CAPITAL:
        return ()
    if not token.classes.isdisjoint(_NO_VERB) or _is_attribute(language, tokens, at):
        return ()
    if "refusing verb" in token.classes and at and "reflexive" in tokens[at - 1].classes:
        return ()
    return language.reporting.get(token.low, ())


def _is_attribute(language: Language, tokens: Tokens, at: int) -> bool:
    """Whether a word stands where nouns and adjectives do: after a determiner or preposition.

    In a language whose nouns have capitals, the noun must follow.
    """
    if not at:
        return False
    if "capital nouns" in language.traits and (
        at + 1 >= len(tokens) or not tokens[at + 1].is_capitalised
    ):
        return False
    before = tokens[at - 1].classes
    is_object = not before.isdisjoint({"pronoun", "relative", "clitic pronoun"})
    return not is_object and not before.isdisjoint({"determiner", "link", "preposition"})


def _frame(
    language: Language, tokens: Tokens, at: int, forms: tuple[ReportingForm, ...]
) -> Frame | None:
    """The frame of the first reading of the word at `at` that its surroundings allow."""
    begin, end = part_begin(tokens, at), part_end(tokens, at)
    for form in forms:
        if form.part == "finite":
            frame = _finite(language, tokens, at, form.verb, begin, end)
        elif form.part == "joined":
            frame = _final(language, tokens, at, form.verb, begin, end)
            modal = _modal(language, tokens, at, begin, end) if frame is None else None
            if modal is not None:
                frame = _by_modal(language, tokens, (at, at + 1), form.verb, (begin, end), modal)
        else:
            frame = _perfect(language, tokens, at, form.verb, begin, end)
        if frame is not None:
            return frame
    return None


def _finite(
    language: Language, tokens: Tokens, at: int, verb: ReportingVerb, begin: int, end: int
) -> Frame | None:
    particle = None
    if verb.particle:
        particle = _particle(tokens, at, verb.particle, end)
        if particle is None:
            return None
    elif _has_other_particle(tokens, at, end):
        return None
    modal = _modal(language, tokens, at, begin, end)
    if modal is not None:
        return _by_modal(language, tokens, (at, at + 1), verb, (begin, end), modal)
    auxiliaries = having(tokens[begin:at], "perfect auxiliary")
    auxiliaries += having(tokens[begin:at], "unreal auxiliary")
    if auxiliaries and at + 2 == end and _is_modal_infinitive(language, tokens[at + 1]):
        auxiliary = begin + auxiliaries[-1]
        frame = _made(language, tokens, (at, at + 1), verb, begin, end, auxiliary)
        is_unreal = "unreal auxiliary" in tokens[auxiliary].classes  # hätte sagen sollen
        return replace(frame, is_made=False) if frame is not None and is_unreal else frame
    if at == begin and at and tokens[at - 1].kind == "quotation" and at + 1 == end:
        closing = _closing(language, tokens, (at, at + 1), verb, _bracket_begin(tokens, at))
        if closing is not None:
            return closing
    is_final = at + 1 == end and begin < at and "comma clauses" in language.traits
    is_final = is_final and not _is_infinitive(tokens, at)
    if is_final and _is_inserted(language, tokens, begin):
        return _final(language, tokens, at, verb, begin, end)
    if is_final and opens_subordinate(tokens, begin):
        closing = _closing(language, tokens, (at, at + 1), verb, begin)
        if closing is not None:
            return closing
    return _made(language, tokens, (at, _past_light(tokens, at + 1, particle)), verb, begin, end)


def _past_light(tokens: Tokens, at: int, particle: int | None) -> int:
    """Where a cue ends: after a negation that follows, or with a particle: "wies es zurück".

    The speaker and the time are no part of a cue, so it ends before them.
    """
    light = _NEXT_TO_VERB if particle is not None else {"negation"}
    stop = at
    while stop < len(tokens) and not tokens[stop].classes.isdisjoint(light):
        if tokens[stop].is_time:
            break
        stop += 1
    if particle is None:
        return stop
    return particle + 1 if stop >= particle else at


def _modal(language: Language, tokens: Tokens, at: int, begin: int, end: int) -> int | None:
    """The modal verb of an infinitive that ends its part: "wollte nicht bestätigen"."""
    if not tokens[at].low.endswith(language.entries("traits", "infinitive ending")):
        return None
    if at + 1 != end:
        return None
    found = [i for i in range(begin, at) if "modal" in tokens[i].classes]
    return found[-1] if found else None


def _is_modal_infinitive(language: Language, token: Token) -> bool:
    """Whether a word is an infinitive such as "must", after which no verb can be finite."""
    endings = language.entries("traits", "infinitive ending")
    return "modal" in token.classes and token.low.endswith(endings)


def _by_modal(
    language: Language, tokens: Tokens, cue: Range, verb: ReportingVerb, part: Range, modal: int
) -> Frame | None:
    """The frame of an infinitive with its modal verb; what somebody only could say is not said."""
    frame = _made(language, tokens, cue, verb, *part, auxiliary=modal)
    is_possible = "possible modal" in tokens[modal].classes
    return replace(frame, is_made=False) if frame is not None and is_possible else frame


def _has_other_particle(tokens: Tokens, at: int, end: int) -> bool:
    """Whether the part ends with the particle of another verb: "findet im Mai statt"."""
    is_quoted = end < len(tokens) and tokens[end].kind == "quotation"
    if is_quoted:  # als ein „...“ und rief zur Ruhe auf; findet die „...“ im Mai statt
        ends = (i for i in range(end, len(tokens)) if _ends_group(tokens[i]))
        end = next(ends, len(tokens))
    last = end - 1
    return last > at and "verb particle" in tokens[last].classes


def _ends_group(token: Token) -> bool:
    """Whether no particle of a verb before it can follow a token."""
    return token.text in _STOPS or "joining conjunction" in token.classes


def _particle(tokens: Tokens, at: int, particle: str, end: int) -> int | None:
    """Where the particle of a verb stands: at the end of its part, or before "that"."""
    finite = False
    for i in range(at + 1, min(len(tokens), at + _LONGEST_FRAME)):
        if tokens[i].text == ",":
            finite = False
        finite |= i > end and "auxiliary" in tokens[i].classes
        if tokens[i].low == particle and not finite:
            following = tokens[i + 1] if i + 1 < len(tokens) else None
            if following is None or following.kind != "word" or i + 1 == end:
                return i
        if tokens[i].text in _HARD:
            return None
    return None


def _perfect(
    language: Language, tokens: Tokens, at: int, verb: ReportingVerb, begin: int, end: int
) -> Frame | None:
    """A participle with "has": right before it, or at the start of its part."""
    begin = _bracket_begin(tokens, at)
    if at + 1 < len(tokens) and "perfect auxiliary" in tokens[at + 1].classes:
        return _closing(language, tokens, (at, at + 2), verb, begin)
    auxiliaries = [i for i in range(at - begin) if _is_perfect(tokens, begin + i)]
    if not auxiliaries:
        return _passive(language, tokens, at, verb, begin, end)
    first = begin + auxiliaries[-1]
    if first + 1 == at or all(_is_light(tokens[i]) for i in range(first + 1, at)):
        return _made(language, tokens, (first, at + 1), verb, begin, end)
    return _made(language, tokens, (at, at + 1), verb, begin, end, auxiliary=first)


def _closing(
    language: Language, tokens: Tokens, cue: Range, verb: ReportingVerb, begin: int
) -> Frame | None:
    """A verb at the end of its part: 'der das „absurd“ nannte', "soll gesagt haben"."""
    modals = [at for at in range(begin, cue[0]) if "modal" in tokens[at].classes]
    if modals and cue[1] - cue[0] > 1:
        return _by_modal(language, tokens, cue, verb, (begin, cue[1]), modals[-1])
    opening = tokens[begin].classes
    is_set_off = begin > 0 and tokens[begin - 1].text == ","
    after = begin + 1
    source: Range | None = None
    if is_set_off and "relative" in opening:
        is_subject = "oblique determiner" not in opening and not tokens[after].is_capitalised
        stop = None if is_subject else phrase_from(language, tokens, after, cue[0])
        source = (begin, after) if is_subject else (after, stop) if stop is not None else None
    elif not opening.isdisjoint({"subordinator", "conjunction", "complementizer"}):
        stop = phrase_from(language, tokens, after, cue[0])
        source = (after, stop) if stop is not None else None
    if source is None:
        return None
    is_made, negated = polarity(tokens, begin, cue[0], cue[0], source)
    return Frame(cue, begin, cue[1], source, verb, False, negated, is_made=is_made)


def _is_perfect(tokens: Tokens, at: int) -> bool:
    """Whether a word is "has", or "is" after a reflexive pronoun: "s'est étonné"."""
    classes = tokens[at].classes
    if "perfect auxiliary" in classes:
        return True
    is_reflexive = at > 0 and "reflexive" in tokens[at - 1].classes
    return is_reflexive and "reflexive auxiliary" in classes


def _bracket_begin(tokens: Tokens, at: int) -> int:
    """Where the part begins that a participle closes; quotations may be inside it."""
    while at and tokens[at - 1].text not in BREAKS:
        at -= 1
        if tokens[at].kind == "quotation" and at and tokens[at - 1].text in BREAKS:
            return at + 1
    return at if at or tokens[0].kind != "quotation" else 1


def _is_light(token: Token) -> bool:
    return not token.classes.isdisjoint({"adverb", "clitic pronoun", "negation"})


def _passive(
    language: Language, tokens: Tokens, at: int, verb: ReportingVerb, begin: int, end: int
) -> Frame | None:
    """A participle with "was": its source follows "by", if there is one."""
    if "cited" in verb.follows and begin == at and at and tokens[at - 1].text == ",":
        begin = _before_asides(tokens, at)
    if not having(tokens[begin:end], "passive auxiliary"):
        return None
    if "cited" in verb.follows:
        return _cited(language, tokens, at, verb, begin, end)
    if verb.follows.isdisjoint(IN_PASSIVE):
        return None
    source: Range | None = None
    joints = having(tokens[begin:at], "joining conjunction")
    for i in having(tokens[begin:end], "agent preposition"):
        if joints and i < joints[-1]:
            continue  # von der Sonne ausgeht und ... bezeichnet wird
        stop = phrase_from(language, tokens, begin + i + 1, end)
        if stop is not None:
            source = begin + i + 1, stop
            break
    clausal = verb._replace(follows=verb.follows & IN_PASSIVE)
    return Frame((at, at + 1), begin, end, source, clausal, is_after=False, is_passive=True)


def _before_asides(tokens: Tokens, at: int) -> int:
    """Where the part begins with the passive auxiliary of a participle that a comma sets off."""
    for begin in range(at - 1, max(0, at - _LONGEST_FRAME), -1):
        if tokens[begin].text in _HARD or tokens[begin].kind == "quotation":
            break
        if tokens[begin - 1].text == "," and "passive auxiliary" in tokens[begin].classes:
            return begin
    return at


def _cited(
    language: Language, tokens: Tokens, at: int, verb: ReportingVerb, begin: int, end: int
) -> Frame | None:
    """A passive whose subject is who speaks: "Weber wird mit den Worten zitiert"."""
    first = begin + having(tokens[begin:end], "passive auxiliary")[0]
    if _is_inserted(language, tokens, begin) and first > at:
        stop = phrase_from(language, tokens, begin + 1, at)
        found = phrase_before(language, tokens, begin + 1, at)
        source = (begin + 1, stop) if found is None and stop is not None else found
        agents = having(tokens[: source[1]], "agent preposition") if source is not None else []
        if source is not None and agents and agents[-1] > source[0]:
            source = source[0], agents[-1]
        return Frame((at, at + 1), begin, max(end, at + 1), source, verb, is_after=True)
    source = phrase_before(language, tokens, _reach(tokens, begin), first)
    if source is None:
        stop = phrase_from(language, tokens, first + 1, end)
        source = (first + 1, stop) if stop is not None else None
    is_after = first == begin and begin > 0
    return Frame((at, at + 1), begin, max(end, at + 1), source, verb, is_after=is_after)


def _is_inserted(language: Language, tokens: Tokens, begin: int) -> bool:
    return opens_inserted(language, tokens, begin)


def _is_comparison(language: Language, tokens: Tokens, begin: int, stop: int, end: int) -> bool:
    """Whether "as" compares the subject after a verb with somebody: "Wie Weber sagte Voss"."""
    if "comma clauses" not in language.traits or stop >= end:
        return False
    opens = opens_inserted(language, tokens, begin)
    return opens and phrase_from(language, tokens, stop, end) is not None


def opens_subordinate(tokens: Tokens, begin: int) -> bool:
    """Whether a word like "while" or "that" opens a part, and no word like "and" or "also"."""
    classes = tokens[begin].classes
    return not classes.isdisjoint({"subordinator", "complementizer"}) and classes.isdisjoint(
        {"adverb", "joining conjunction", "negation"}
    )


def opens_inserted(language: Language, tokens: Tokens, begin: int) -> bool:
    """Whether a word like "as" opens a part: "as the mayor explained, ..."."""
    return tokens[begin].low in _phrases(language, "before clause")


def _final(
    language: Language, tokens: Tokens, at: int, verb: ReportingVerb, begin: int, end: int
) -> Frame | None:
    """A verb at the end of its clause: "wie Weber am Montag mitteilte"."""
    for start in range(at, -1, -1):
        if tokens[start].text in _HARD:
            return None
        if not _is_inserted(language, tokens, start):
            continue
        if start and tokens[start - 1].text not in BREAKS and tokens[start - 1].kind == "word":
            continue
        source = phrase_before(language, tokens, start + 1, at)
        if source is None:
            stop = phrase_from(language, tokens, start + 1, at)
            source = (start + 1, stop) if stop is not None else None
        is_made, negated = polarity(tokens, start, at, at, source)
        stop = max(end, at + 1)
        return Frame((at, at + 1), start, stop, source, verb, True, negated, is_made=is_made)
    return None


def _made(
    language: Language,
    tokens: Tokens,
    cue: Range,
    verb: ReportingVerb,
    begin: int,
    end: int,
    auxiliary: int | None = None,
) -> Frame | None:
    """The frame of a cue, its source sought after it and before it."""
    head = cue[0] if auxiliary is None else auxiliary
    opens = _opens(language, tokens, begin, head)
    source: Range | None = None
    stop = end
    if _is_joined(tokens, begin, head):
        is_subordinate = cue[1] == end and opens_subordinate(tokens, begin)
        source = _shared(language, tokens, begin + is_subordinate, head)
    elif _is_relative_subject(language, tokens, begin, (head, cue[1]), end):
        source = begin, begin + 1
    elif _is_comparison(language, tokens, begin, cue[1], end):
        source = None
    elif (pronoun := relative_before(tokens, begin, head)) is not None:
        source = pronoun
    elif not opens or begin == 0:
        source = phrase_before(language, tokens, _reach(tokens, begin), head)
    elif tokens[begin - 1].text == ",":
        source = _set_off(language, tokens, begin, (head, cue[1]), end)
    is_object = source is not None and is_no_subject(language, tokens, source, (head, cue[1]), end)
    if is_object:
        source = None
    is_before = source is not None
    if source is None:
        source, stop = _source_after(language, tokens, head, cue, end)
        is_before = source is not None and source[1] <= head  # "in dem Brief heißt es"
    if source is None and not is_before:
        source = _quoted_source(tokens, begin, (head, cue[1]), end)
        stop = max(stop, source[1]) if source is not None else stop
        is_before = source is not None and source[1] <= head
    if source is None and not is_before:
        source = _noble_source(tokens, begin, (head, cue[1]), end)
        stop = max(stop, source[1]) if source is not None else stop
        is_before = source is not None and source[1] <= head
    if "cited" in verb.follows:
        source = _quoted(language, tokens, head, end, source if is_before else None) or source
    is_after = opens and begin > 0 and not is_before and not is_object
    if is_after and source is None and tokens[begin - 1].text not in DASHES:
        is_after = tokens[begin - 1].kind == "quotation" or (
            begin > 1 and tokens[begin - 2].kind == "quotation"
        )
    stop = max(stop, cue[1])
    last = _frame_end(language, tokens, cue[1], stop)
    is_made, negated = polarity(tokens, begin, head, last, source)
    while auxiliary is None and cue[0] > begin and "negation" in tokens[cue[0] - 1].classes:
        cue = (cue[0] - 1, cue[1])
    return Frame(cue, begin, stop, source, verb, is_after, negated, is_made=is_made)


def _quoted_source(tokens: Tokens, begin: int, verb: Range, end: int) -> Range | None:
    """A short quotation that names who speaks: 'schrieb „Die Zeit“', '„Die Zeit“ schreibt, dass'.

    After a verb, that is only sure if what it reports stands before.
    """
    after = verb[1]
    if begin == verb[0] and begin > 1 and tokens[begin - 1].text == ",":
        is_told = tokens[begin - 2].kind == "quotation"
        return (after, after + 1) if is_told and is_short_quotation(tokens, after) else None
    is_first = begin == verb[0] == 1 and is_short_quotation(tokens, 0)
    is_clause = end < len(tokens) and tokens[end].text == "," and verb[1] < len(tokens)
    return (0, 1) if is_first and is_clause else None


def _noble_source(tokens: Tokens, begin: int, verb: Range, end: int) -> Range | None:
    """A name that opens with a word such as "von", before its verb or after it."""
    if noble_name(tokens, begin, verb[0]) == verb[0]:
        return begin, verb[0]
    if begin != verb[0] or not begin or tokens[begin - 1].kind == "word":
        return None
    after = verb[0] + 1
    stop = noble_name(tokens, after, end)
    return (after, stop) if stop is not None else None


def relative_before(tokens: Tokens, begin: int, head: int) -> Range | None:
    """The relative pronoun that is the subject of a verb: "qui n'a pas dit"; None if none is."""
    at = head - 1
    light = {"clitic pronoun", "negation", "reflexive", "adverb"}
    while at >= begin and not tokens[at].classes.isdisjoint(light):
        at -= 1
    if at < 1 or at < begin:
        return None
    classes, is_set_off = tokens[at].classes, tokens[at - 1].text == ","
    is_subject = "relative subject" in classes or (is_set_off and "set off subject" in classes)
    return (at, at + 1) if is_subject else None


def _is_relative_subject(
    language: Language, tokens: Tokens, begin: int, verb: Range, end: int
) -> bool:
    """Whether a relative pronoun is the subject of a verb that ends its clause: "die riefen:"."""
    if "comma clauses" not in language.traits or not 0 < begin < verb[0] or verb[1] != end:
        return False
    if "infinitive mark" in tokens[verb[0] - 1].classes:
        return False
    pronoun = tokens[begin].classes
    if "relative" not in pronoun or "oblique determiner" in pronoun:
        return False
    return tokens[begin - 1].text == "," and phrase_from(language, tokens, begin, end) is None


def _quoted(
    language: Language, tokens: Tokens, head: int, end: int, subject: Range | None
) -> Range | None:
    """Whom a verb like "quotes" quotes: 'zitiert die Zeitung den Minister'; None if nobody."""
    if subject is not None and having(tokens[head + 1 : end][:1], "personal preposition"):
        stop = prepositional_end(language, tokens, head + 1, end)
        return (head + 2, stop) if stop is not None else None
    at = _past_circumstances(language, tokens, head + 1, end)
    stop = phrase_from(language, tokens, at, end)
    if stop is None:  # an unlisted subject: 'zitiert ndr.de den Minister'
        found = first_phrase(language, tokens, at, end)
        return found if found is not None and found[0] == at + 1 else None
    if subject is not None:
        return at, stop
    second = phrase_from(language, tokens, stop, end)
    return (stop, second) if second is not None else None


def _set_off(language: Language, tokens: Tokens, begin: int, verb: Range, end: int) -> Range | None:
    """The subject before a verb, with what commas set off: "Weber, die Chefin des Amtes, sagte".

    If a phrase that may be the subject follows the verb, the commas must set off one clause only,
    or nothing but appositions and relative clauses.
    """
    reach = _reach(tokens, begin)
    before = phrase_before(language, tokens, reach, begin)
    if before is None:
        return None
    is_followed = any(
        phrase_from(language, tokens, at, end) is not None for at in (verb[0] + 1, verb[1])
    )
    if not is_followed:
        return before
    commas = [at for at in range(before[0], begin) if tokens[at].text == ","]
    is_only = len(commas) <= 2 or is_aside(language, tokens, commas[0] + 1, begin - 1)
    return before if is_only and before[0] == reach else None


def _frame_end(language: Language, tokens: Tokens, at: int, stop: int) -> int:
    """Where the words of a frame end that may negate it.

    That is with its verb, or with its part of the sentence if a negation may stand at the end. A
    word with a full stop may end a sentence: "schrieb er auf X. Er kam nicht."
    """
    if "comma clauses" not in language.traits:
        return at
    return next((i for i in range(at, stop) if tokens[i].text.endswith(".")), stop)


def _opens(language: Language, tokens: Tokens, begin: int, head: int) -> bool:
    """Whether the verb opens its part of the sentence, but for light words and "as"."""
    if begin and begin < head and _is_inserted(language, tokens, begin):
        begin += 1
    light = {"light opener", "negation", "clitic pronoun"}
    return all(not tokens[i].classes.isdisjoint(light) for i in range(begin, head))


def _reach(tokens: Tokens, begin: int) -> int:
    """From where a subject may reach its verb: over commas, not over colons and speech."""
    at = begin
    while at and tokens[at - 1].text not in _HARD and not is_speech(tokens, at - 1):
        if tokens[at - 1].text in DASHES:
            break
        at -= 1
    return at


def _source_after(
    language: Language, tokens: Tokens, head: int, cue: Range, end: int
) -> tuple[Range | None, int]:
    """The source after a verb and where its part ends, with an apposition that commas set off."""
    for at in dict.fromkeys((head + 1, cue[1])):
        at = _past_circumstances(language, tokens, at, end)
        if at < end and "impersonal subject" in tokens[at].classes:
            found = _document_after(language, tokens, at + 1, end)
            return found or _document_before(language, tokens, head), end
        while at < end and "oblique determiner" in tokens[at].classes:
            at = phrase_from(language, tokens, at, end) or end
        stop = phrase_from(language, tokens, at, end) if at < end else None
        is_inside = cue[0] <= at < cue[1]
        if stop is not None and (not is_inside or is_pronoun(tokens[at])):
            source = at, stop
            if stop == end and not is_inside:
                source = with_apposition(language, tokens, source, len(tokens))
            elif not is_inside:
                source = _named_further(language, tokens, source, end)
            return source, max(end, source[1])
    return None, end


def _past_circumstances(language: Language, tokens: Tokens, at: int, end: int) -> int:
    """After the light words, times and phrases with prepositions that precede a source."""
    while at < end:
        token = tokens[at]
        if _begins_role(tokens, at, end):
            return at  # ihr Sprecher
        if token.is_time or "skipped before source" in token.classes:
            at += 1
        elif "neuter determiner" in token.classes and _begins_person(tokens, at + 1, end):
            at += 1  # das sieht die Chefin so: "anders sieht das die Chefin"
        elif "preposition" in token.classes and "determiner" not in token.classes:
            after = prepositional_end(language, tokens, at, end)
            if after is not None and after >= end and _is_place(tokens, at, end):
                after = at + 2
            if after is None or after >= end:
                return at
            at = after
        else:
            return at
    return at


def _begins_role(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a word that may be a pronoun is the determiner of a title: "ihr Sprecher"."""
    if "determiner" not in tokens[at].classes or at + 1 >= end:
        return False
    return "personal title" in tokens[at + 1].classes


def _begins_person(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a determiner, a title or a given name stands at `at`."""
    opening = {"definite determiner", "personal title", "masculine name", "feminine name"}
    return at < end and not tokens[at].classes.isdisjoint(opening)


def _named_further(language: Language, tokens: Tokens, source: Range, end: int) -> Range:
    """A title with a name that a phrase parts from it: "der Chef der Partei im Rat, Jan Moor"."""
    stop = source[1]
    titled = any("personal title" in token.classes for token in tokens[source[0] : stop])
    if not titled or stop >= end or "preposition" not in tokens[stop].classes:
        return source
    if prepositional_end(language, tokens, stop, end) != end or end + 1 >= len(tokens):
        return source
    if tokens[end].text != "," or not tokens[end + 1].is_name:
        return source
    name = phrase_from(language, tokens, end + 1, len(tokens))
    is_closed = name is not None and (name >= len(tokens) or tokens[name].kind != "word")
    return (source[0], name) if name is not None and is_closed else source


def _is_place(tokens: Tokens, at: int, end: int) -> bool:
    """Whether one name follows a preposition, and then a phrase: "in Kiel der Vorsitzende"."""
    if at + 3 >= end or not tokens[at + 1].is_capitalised:
        return False
    return "definite determiner" in tokens[at + 2].classes


def _document_after(language: Language, tokens: Tokens, at: int, end: int) -> Range | None:
    """What "it says in" is about."""
    for i in range(at, min(end, at + 6)):
        classes = tokens[i].classes
        if "preposition" in classes and "resulting preposition" not in classes:
            stop = phrase_from(language, tokens, i + 1, end)
            if stop is not None:
                return i + 1, stop
    return None


def _document_before(language: Language, tokens: Tokens, head: int) -> Range | None:
    """What opens the sentence of "it says": "In dem Antrag heißt es"."""
    begin = part_begin(tokens, head)
    if begin == head and begin and tokens[begin - 1].text == ",":
        begin = _reach(tokens, head)  # a relative clause stands between
    if "preposition" not in tokens[begin].classes:
        return None
    stop = phrase_from(language, tokens, begin + 1, head)
    if stop is None:  # "im" has the article: "Im ersten Satz heißt es"
        stop = prepositional_end(language, tokens, begin, head)
        stop = phrase_from(language, tokens, stop - 1, head) if stop is not None else None
    return (begin + 1, stop) if stop is not None else None


def _is_joined(tokens: Tokens, begin: int, head: int) -> bool:
    """Whether "and" joins a verb to an earlier one, but for adverbs between them."""
    for at in range(head - 1, begin - 1, -1):
        if "joining conjunction" in tokens[at].classes:
            return True
        if tokens[at].classes.isdisjoint({"adverb", "light opener"}):
            return False
    return False


def _shared(language: Language, tokens: Tokens, begin: int, head: int) -> Range | None:
    """The subject of an earlier verb: "Weber kam und sagte"."""
    hard = [at + 1 for at in range(begin) if tokens[at].text in _HARD]
    for start in dict.fromkeys((begin, _reach(tokens, begin), hard[-1] if hard else 0)):
        found = first_phrase(language, tokens, start, head)
        if found is not None:
            return with_apposition(language, tokens, found, head)
    return None


def phrase_frames(language: Language, tokens: Tokens) -> Iterator[Frame]:
    """The frames of phrases: "laut Weber", "nach Angaben der Polizei", "der Polizei zufolge"."""
    openers = _openers(language)
    for at, token in enumerate(tokens):
        if token.low not in openers:
            continue
        own = _phrase_length(language, tokens, at, "own source")
        if own:
            subject = _subject_beside(language, tokens, at, at + own)
            yield Frame((at, at + own), at, at + own, subject, None, is_after=True)
            continue
        view = _phrase_length(language, tokens, at, "own view")
        holder = having(tokens[at : at + view], "view possessive")
        is_of = any("determiner" in token.classes for token in tokens[at + view : at + view + 1])
        if holder and not is_of:  # unlike in "nach seiner Einschätzung der Lage"
            source = at + holder[0], at + holder[0] + 1
            yield Frame((at, at + view), at, at + view, source, None, is_after=True)
            continue
        length = _phrase_length(language, tokens, at, "before source")
        is_set_off = False
        if not length and at and part_begin(tokens, at) == at:
            length = _phrase_length(language, tokens, at, "set off before source")
            end = phrase_from(language, tokens, at + length, len(tokens))
            stop = part_end(tokens, at)
            if end is None or (end < stop and not _ends_part(language, tokens, end, stop)):
                length = 0
            is_set_off = bool(length)
        if not length:
            length = _length_before_quotation(language, tokens, at)
        if length:
            frame = _by_according(language, tokens, at, at + length)
            if frame is not None and is_set_off:
                frame = replace(frame, stop=max(frame.stop, part_end(tokens, at)))
            if frame is not None:
                yield frame
        elif _phrase_length(language, tokens, at, "after source"):
            source = _before_phrase(language, tokens, at)
            if source is not None:
                yield Frame((at, at + 1), source[0], at + 1, source, None, is_after=True)


def _length_before_quotation(language: Language, tokens: Tokens, at: int) -> int:
    """The length of a phrase such as "for" before a source, a comma and a quotation; else 0."""
    length = _phrase_length(language, tokens, at, "before quotation")
    if not length or part_begin(tokens, at) != at:
        return 0
    end = phrase_from(language, tokens, at + length, len(tokens))
    if end is None or end + 1 >= len(tokens) or tokens[end].text != ",":
        return 0
    return length if tokens[end + 1].kind == "quotation" else 0


def _subject_beside(language: Language, tokens: Tokens, at: int, stop: int) -> Range | None:
    """The subject of the clause that a phrase like "by its own account" is in."""
    begin = part_begin(tokens, at)
    if begin < at:
        return first_phrase(language, tokens, begin, at)
    return first_phrase(language, tokens, stop, part_end(tokens, stop))


def _ends_part(language: Language, tokens: Tokens, at: int, stop: int) -> bool:
    """Whether only phrases like "on Monday" follow in the part of the sentence, or one adverb."""
    if not tokens[at].classes.isdisjoint({"preposition", "adverb", "wide link"}):
        return True
    is_word = tokens[at].kind == "word" and not tokens[at].is_capitalised
    return at + 1 == stop and is_word and not _may_be_verb(language, tokens[at])


def _may_be_verb(language: Language, token: Token) -> bool:
    return token.low in language.reporting or _is_finite(language, token)


def _by_according(language: Language, tokens: Tokens, at: int, stop: int) -> Frame | None:
    start = stop
    skipped = {"skipped before source", "link"}
    while start < len(tokens) and not tokens[start].classes.isdisjoint(skipped):
        if "determiner" in tokens[start].classes:
            break
        start += 1
    end = phrase_from(language, tokens, start, len(tokens))
    is_named = is_short_quotation(tokens, start) or _is_stressed(tokens, start)
    if end is None and is_named:
        end = start + 1
    if end is None:
        end = _bare_noun(language, tokens, start)
    if end is None or not (is_named or _may_report(language, tokens[start:end])):
        return None
    if end < len(tokens) and "link" in tokens[end].classes and is_short_quotation(tokens, end + 1):
        end += 2  # laut einem Artikel von „Blatt Heute“
    source = with_apposition(language, tokens, (start, end), len(tokens))
    after = _past_relative(language, tokens, source[1]) if not at else source[1]
    if after < len(tokens) and "agent preposition" in tokens[after].classes:
        after = phrase_from(language, tokens, after + 1, len(tokens)) or after  # cité par le maire
    if after < len(tokens) and "addressee preposition" in tokens[after].classes:
        agents = having(tokens[after:], "agent preposition")
        limit = after + agents[0] if agents else len(tokens)
        after = prepositional_end(language, tokens, after, limit) or after
    return Frame((at, stop), at, after, source, None, is_after=True)


def _past_relative(language: Language, tokens: Tokens, end: int) -> int:
    """After a relative clause that follows a source at the beginning of a sentence; else `end`."""
    begin = end + 1
    if begin >= len(tokens) or tokens[end].text != ",":
        return end
    begin += "preposition" in tokens[begin].classes
    if begin >= len(tokens) or "relative" not in tokens[begin].classes:
        return end
    commas = (at for at in range(begin, len(tokens) - 1) if tokens[at].text == ",")
    return next((at for at in commas if _is_finite(language, tokens[at + 1])), end)


def _is_stressed(tokens: Tokens, at: int) -> bool:
    """Whether a pronoun stands at `at` that prepositions take: "d’après lui"."""
    return at < len(tokens) and "stressed pronoun" in tokens[at].classes


def _may_report(language: Language, phrase: Tokens) -> bool:
    """Whether a phrase after "according to" means somebody, and not "the needs"."""
    if "capital nouns" in language.traits or is_pronoun(phrase[0]):
        return True
    return any(t.is_capitalised or not t.classes.isdisjoint(SPEAKERS) for t in phrase)


def _bare_noun(language: Language, tokens: Tokens, start: int) -> int | None:
    """A noun without a determiner after a lower-case adjective: "laut offiziellen Angaben"."""
    if "capital nouns" not in language.traits or start + 1 >= len(tokens):
        return None
    if tokens[start].kind == "word" and tokens[start].classes.isdisjoint({*_NO_VERB, "auxiliary"}):
        return phrase_from(language, tokens, start + 1, len(tokens))
    return None


def _before_phrase(language: Language, tokens: Tokens, stop: int) -> Range | None:
    begin = part_begin(tokens, stop)
    for at in range(begin, stop):
        end = phrase_from(language, tokens, at, stop)
        if end == stop:
            return (begin if _opens_with_adjective(language, tokens, begin, at) else at), stop
    return None


def _opens_with_adjective(language: Language, tokens: Tokens, begin: int, at: int) -> bool:
    """Whether a lower-case adjective is all that precedes a noun: "ersten Angaben zufolge"."""
    if at != begin + 1 or "capital nouns" not in language.traits:
        return False
    return tokens[begin].kind == "word" and tokens[begin].classes.isdisjoint(
        {*_NO_VERB, "auxiliary"}
    )


def _phrase_length(language: Language, tokens: Tokens, at: int, section: str) -> int:
    """How many tokens from `at` on are a phrase of a section; 0 if none is."""
    for phrase in _phrases(language, section).get(tokens[at].low, ()):
        if tuple(token.low for token in tokens[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


@cache
def _openers(language: Language) -> frozenset[str]:
    """The first words of the phrases that `phrase_frames` finds."""
    sections = (
        "own source",
        "own view",
        "before source",
        "set off before source",
        "before quotation",
    )
    return frozenset[str]().union(
        *(_phrases(language, section) for section in (*sections, "after source"))
    )


@cache
def _phrases(language: Language, section: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a section by their first words, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for entry in language.entries("phrases", section):
        words = tuple(entry.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(each, key=len, reverse=True)) for first, each in found.items()}


def label_frame(language: Language, tokens: Tokens, colon: int) -> Frame | None:
    """A source right before a colon: 'Weber: „...“'."""
    begin = _reach(tokens, colon)
    end = phrase_from(language, tokens, begin, colon)
    if end is None or end != colon or is_pronoun(tokens[begin]):
        return None
    return Frame((colon, colon), begin, colon, (begin, end), None, is_after=False)


def clause_frame(language: Language, tokens: Tokens, colon: int) -> Frame:
    """The subject of a clause before a colon whose verb is in no list, if one is found.

    It is the first phrase that means a person or a body by its words, or else the first one that
    no preposition opens.
    """
    begin = _reach(tokens, colon)
    source = first_phrase(language, tokens, begin, colon)
    if source is not None:
        source = with_apposition(language, tokens, source, colon)
    at = source[1] if source is not None else colon
    while source is not None and not is_somebody(tokens[source[0] : source[1]]):
        following = first_phrase(language, tokens, at, colon)
        if following is None:
            break
        at = following[1]
        if is_somebody(tokens[following[0] : following[1]]):
            source = following
    if source is not None and not is_somebody(tokens[source[0] : source[1]]):
        is_first = begin < colon and "agent preposition" in tokens[begin].classes
        agent = _agent(language, tokens, begin if is_first else source[1], colon)
        source = agent or source  # Kritik kam von Weber
    if source is not None and says_nothing(language, tokens[source[0] : source[1]]):
        source = None
    if source is not None and having(tokens[source[0] : source[1]], "wording"):
        source = None  # die Worte
    if source is not None:
        source = with_apposition(language, tokens, source, colon)
    else:
        source = written_in(language, tokens, begin, colon)
    return Frame((colon, colon), begin, colon, source, None, is_after=False)


def _agent(language: Language, tokens: Tokens, begin: int, end: int) -> Range | None:
    """Somebody after "von" in a range: "Lob kam von Ulla Berg"; None if nobody is named there."""
    for at in having(tokens[begin:end], "agent preposition"):
        start = begin + at + 1
        stop = phrase_from(language, tokens, start, end)
        if stop is not None and is_somebody(tokens[start:stop]):
            return start, stop
    return None


def written_in(language: Language, tokens: Tokens, begin: int, end: int) -> Range | None:
    """The document or medium that a phrase such as "in the letter" names first in a range."""
    for at in having(tokens[begin:end], "place preposition"):
        start = begin + at + 1
        stop = phrase_from(language, tokens, start, end)
        head = tokens[start : start + 1]
        if stop is None:  # "im" has the article
            stop = prepositional_end(language, tokens, start - 1, end)
        if stop is None:
            continue
        head = [token for token in tokens[start:stop] if token.is_capitalised][:1]
        if head and not head[0].classes.isdisjoint({"document", "media outlet"}):
            return start, stop
    return None
