"""The claims of an article: those of its own sentences, and those of each statement."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from factx.rules.claims.coordination import distributed
from factx.rules.claims.factuality import factuality_of
from factx.rules.claims.infinitives import is_infinitive
from factx.rules.claims.kinds import kind_of_claim, plain_words
from factx.rules.claims.main_clause import is_inverted, main_clause
from factx.rules.claims.propositions import propositions
from factx.rules.claims.reported import as_reported, denies
from factx.rules.claims.retold import is_held, retold
from factx.rules.claims.rule_claim import RuleClaim
from factx.rules.claims.side_clauses import SideClause, side_clauses
from factx.rules.claims.speaker_name import with_speaker_name
from factx.rules.language.language import Language
from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.document import Document, Token, Unit, having, tokens_between
from factx.rules.reading.full_stops import is_within_sentence
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.speakers.linking import Speaker
from factx.rules.statements.statement import Statement
from factx.text import Index, Offsets, is_bounded, overlap

_DEPENDENT = frozenset({"conditional", "subordinator", "complementizer", "relative pronoun"})
"""Words that open a clause which depends on the one before."""
_MARKS = " \t\r\n\"'“”‘’«»„.,;:—–-•"
_WORD = re.compile(r"\w+\b(?!['’]\w)")
_VERB = re.compile(r"\w+(?:['’]\w+)?")
_QUOTED = re.compile('["“”«»„`]')
_STOPS = frozenset(".!?…")
_CONTRACTED = frozenset({"clitic", "finite contraction"})
_BETWEEN = re.compile(r"[\s,]*")
_NEAR = 24
"""How many parts of statements before a place may reach into it."""
_PARTLY = -1
"""Stands for a statement that contains a part of a side clause."""
_VERBAL = frozenset(
    {"past verb", "s verb", "base verb", "ing form", "ed form", "participle verb", "clitic"}
)
"""Classes of words that may be a predicate."""
_FEWEST = 3
"""Fewest words of a claim; fewer say nothing that could be true or false."""
_LONGEST = 4_000
"""Most characters in a piece of evidence; no sentence of prose is longer."""


def find_claims(
    document: Document,
    index: Index,
    statements: Sequence[Statement],
    parents: Sequence[int | None],
    speakers: Sequence[Speaker | None],
    skipped_units: frozenset[int] = frozenset(),
) -> list[RuleClaim]:
    """The claims of an article in reading order.

    `parents` and `speakers` have the parent and the only speaker of each statement. Units in
    `skipped_units` give no claims of the article itself, such as the turns of an interview.
    """
    units = list(_units(document, skipped_units))
    sides = _side_clauses(document, units)
    gaps: defaultdict[int, list[Offsets]] = defaultdict(list)
    for side in sides:
        if side.gap is not None:
            gaps[document.unit_at(side.clause[0])].append(side.gap)
    found = list(_claims_of_article(document, statements, units, gaps))
    found += _claims_of_sides(document, statements, sides)
    inside = _parts_inside(statements, parents)
    for number, statement in enumerate(statements):
        if not _is_asserted(document, statements, parents, number):
            continue
        is_proposition = _is_proposition(document, statement)
        held = is_held(document, statement, is_proposition=is_proposition)
        if held and _may_have_claim(document, statement):
            inner = inside.get(number, [])
            found += (
                with_speaker_name(document, claim, statement, speakers[number])
                for claim in _claims_of_statement(document, index, statement, number, gaps)
                if not any(overlap(part, place) for part in inner for place in claim.evidence)
            )
        is_retold = parents[number] is not None or not held
        if is_retold and not _asks(document, statement):
            found += retold(document, statement, number, parents[number], is_held=held)
    once = {(claim.evidence, claim.statement, claim.reports): claim for claim in reversed(found)}
    return sorted(once.values(), key=lambda claim: (claim.evidence[-1], claim.statement or 0))


def _parts_inside(
    statements: Sequence[Statement], parents: Sequence[int | None]
) -> dict[int, list[Offsets]]:
    """The contents and cues of the statements directly within each statement."""
    found: dict[int, list[Offsets]] = {}
    for statement, parent in zip(statements, parents, strict=True):
        if parent is not None:
            places = (*statement.content, statement.cue)
            found.setdefault(parent, []).extend(place for place in places if place is not None)
    return found


def _is_asserted(
    document: Document, statements: Sequence[Statement], parents: Sequence[int | None], number: int
) -> bool:
    """Whether a statement was made, and no statement around it is denied."""
    statement = statements[number]
    if statement.negated and statement.type == "statement":
        return False
    if statement.negated and statement.verb in document.language.members("knowing"):
        return False
    outer = parents[number]
    while outer is not None:
        if statements[outer].negated or denies(document, statements[outer]):
            return False
        outer = parents[outer]
    return True


def _claims_of_article(
    document: Document,
    statements: Sequence[Statement],
    units: Sequence[tuple[int, Unit]],
    gaps: Mapping[int, Sequence[Offsets]],
) -> Iterator[RuleClaim]:
    """The claims of the article's own clauses, without those that are part of a statement."""
    parts = _covered(
        place
        for statement in statements
        if not _is_in_subject(document, statement)
        for place in (*statement.content, statement.cue)
        if place is not None
    )
    for number, unit in units:
        for places in propositions(document, unit.start, unit.end, gaps.get(number, ())):
            if any(_overlaps(parts, place) for place in places):
                places = _before_statement(document, parts, places)
            if not places:
                continue
            is_part = _overlaps(parts, (unit.start, unit.end))
            if _asserts(document, places, is_part=is_part):
                for pieces in distributed(document, places):
                    yield from _claim(document, pieces, None)


def _before_statement(
    document: Document, parts: Sequence[Offsets], places: Sequence[Offsets]
) -> tuple[Offsets, ...]:
    """The first piece of a clause, if it has a verb and only the pieces after it are said.

    "Shares fell after the chain said profit had halved, below forecasts" has two pieces.
    """
    first = places[0]
    tokens = tokens_between(document, *first)
    has_verb = any(is_main_verb(tokens, at) for at in range(1, len(tokens)))
    is_own = len(places) > 1 and has_verb and not _overlaps(parts, first)
    return (first,) if is_own else ()


def _asserts(document: Document, places: Sequence[Offsets], *, is_part: bool) -> bool:
    """Whether a clause is a claim: that somebody did not answer is none.

    If `is_part`, the rest of its sentence is a statement, and it has a verb only if one is found.
    """
    tokens = [token for place in places for token in tokens_between(document, *place)]
    if is_part and not any(is_main_verb(tokens, at) for at in range(1, len(tokens))):
        return False
    if not any(token.is_finite or token.forms or _may_be_verb(token) for token in tokens):
        return False  # a caption or a name
    return not _is_silence(tokens)


def _may_be_verb(token: Token) -> bool:
    return not token.classes.isdisjoint(_VERBAL)


def _is_silence(tokens: Sequence[Token]) -> bool:
    """Whether a clause is like "Kovalt declined to comment", "Kovalt did not respond"."""
    if not having(tokens, "silent verb"):
        return False
    clause = main_clause(tokens)
    for at in having(clause, "silent verb"):
        before = clause[max(0, at - 3) : at]
        if any(not t.classes.isdisjoint({"verb of refusal", "negator"}) for t in before):
            return True
    return False


def _units(document: Document, skipped: frozenset[int]) -> Iterator[tuple[int, Unit]]:
    """The units of prose in which the article may assert something, with their numbers."""
    for number, unit in enumerate(document.units):
        is_empty = all(token.kind == "mark" for token in unit.tokens)
        if number in skipped or not unit.is_prose or is_empty:
            continue
        if not _is_labelled(unit.tokens):
            yield number, unit


def _covered(places: Iterable[Offsets]) -> list[Offsets]:
    """The starts of some places in order, each with the farthest end up to there."""
    return list(accumulate(sorted(places), lambda last, one: (one[0], max(last[1], one[1]))))


def _overlaps(covered: Sequence[Offsets], place: Offsets) -> bool:
    """Whether a place overlaps any of those that are `_covered`."""
    at = bisect_left(covered, (place[1], 0))
    return at > 0 and covered[at - 1][1] > place[0]


def _side_clauses(document: Document, units: Sequence[tuple[int, Unit]]) -> list[SideClause]:
    """The side clauses of some units, in order."""
    return [
        side
        for _, unit in units
        for side in side_clauses(tokens_between(document, unit.start, unit.end))
    ]


def _claims_of_sides(
    document: Document, statements: Sequence[Statement], sides: Sequence[SideClause]
) -> Iterator[RuleClaim]:
    """The claims of side clauses, with the factuality of the clause alone.

    One that only describes something is the article's, also within a statement that is not quoted.
    """
    cues = _covered(s.cue for s in statements if s.cue is not None)
    contents = sorted((place, at) for at, s in enumerate(statements) for place in s.content)
    wanted = {at for at, s in enumerate(statements) if not _is_said(document, s)}
    for side in sides:
        if _overlaps(cues, side.clause):
            continue
        holder = _holder(document, contents, side, wanted)
        if holder == _PARTLY:
            continue
        yield from _claim(document, side.evidence, holder, side.clause)


def _is_said(document: Document, statement: Statement) -> bool:
    """Whether what a statement contains is said to be so, and not only wanted or named."""
    return statement.type != "intention" and _is_proposition(document, statement)


def _holder(
    document: Document,
    contents: Sequence[tuple[Offsets, int]],
    side: SideClause,
    wanted: Collection[int],
) -> int | None:
    """The innermost statement that contains a side clause; None if the article asserts it.

    So does what stands within `wanted` statements: "seeks peace since the war broke out".
    """
    start, end = side.clause
    stop = bisect_left(contents, ((end, 0), 0))
    found = [
        (one[1] - one[0], number, one)
        for one, number in contents[max(0, stop - _NEAR) : stop]
        if one[1] > start
    ]
    if not found:
        return None
    _, number, place = min(found)
    if not (place[0] <= start and end <= place[1]):
        return _PARTLY
    is_quoted = any(q.start < start < q.end for q in document.quotations_between(place[0], end))
    if number in wanted and not is_quoted:
        return None
    has_figure = any(character.isdigit() for character in document.text[start:end])
    return number if is_quoted or has_figure or not side.is_description else None


def _asserted(tokens: Sequence[Token], words: Sequence[str]) -> Sequence[str]:
    """The words of a claim without a condition like ", should it rain", which demands nothing."""
    for at in having(tokens, "inverting auxiliary"):
        if at and tokens[at - 1].text == "," and is_inverted(tokens, at):
            return words[: sum(token.kind == "word" for token in tokens[:at])]
    return words


def _is_denied_fragment(tokens: Sequence[Token]) -> bool:
    """Whether words without a verb are denied: "Not the mentally ill." "No more excuses." """
    opening = next((token for token in tokens if token.kind == "word"), None)
    if opening is None or opening.classes.isdisjoint({"negative particle", "negative determiner"}):
        return False
    words = [token for token in tokens if token.kind == "word"]
    if any(is_main_verb(tokens, at) for at in range(len(tokens))):
        return False
    if len(words) > 1 and "infinitive marker" in words[1].classes:
        return False
    return all(token.classes.isdisjoint({"past verb", "s verb"}) for token in tokens)


def _is_bare_negation(tokens: Sequence[Token]) -> bool:
    """Whether words are like "not, although it is still open", after "the council says"."""
    opens = len(tokens) > 1 and "negative particle" in tokens[0].classes
    return opens and tokens[1].kind == "mark"


def _is_in_subject(document: Document, statement: Statement) -> bool:
    """Whether a statement is only the subject of its sentence: "Her claim that ... was false"."""
    unit = document.units[statement.unit]
    if statement.source is None or statement.source[0] != unit.start:
        return False
    owner = tokens_between(document, *statement.source)
    is_noun = statement.verb in document.language.reporting_nouns and bool(owner)
    is_noun = is_noun and not owner[-1].classes.isdisjoint({"genitive", "possessive determiner"})
    return is_noun and statement.content[-1][1] < unit.end - 1


def _is_labelled(tokens: Sequence[Token]) -> bool:
    """Whether a unit opens with a name and a colon: "RUIZ: It is not safe." """
    colon = next((at for at, token in enumerate(tokens[:6]) if token.text == ":"), 0)
    return colon > 0 and all(t.is_capitalised or t.text == "." for t in tokens[:colon])


def _may_have_claim(document: Document, statement: Statement) -> bool:
    """Whether a content has enough words for a claim, unlike "No." """
    words = (len(plain_words(document.text[slice(*place)])) for place in statement.content)
    return sum(words) >= _FEWEST


def _claims_of_statement(
    document: Document,
    index: Index,
    statement: Statement,
    number: int,
    gaps: Mapping[int, Sequence[Offsets]],
) -> Iterator[RuleClaim]:
    """A claim for each proposition in the content of a statement.

    An intention is not split into propositions, nor is a sentence that the cue interrupts.
    """
    text = document.text
    pieces = [_sentences_of(document, index, place) for place in statement.content]
    cue = statement.cue
    is_around = len(pieces) == 2 and cue is not None and cue[0] < statement.content[1][0]
    is_interrupted = is_around and text[statement.content[0][1] - 1] not in "\"”’'»"
    contrast = _contrast_in(document, statement.content[1]) if is_interrupted else None
    if contrast is not None:
        groups = [*((place,) for place in pieces[0]), (contrast,)]
    elif is_interrupted:
        groups = [tuple(place for piece in pieces for place in piece)]
    elif statement.type == "intention":
        groups = [(place,) for piece in pieces for place in piece]
    else:
        groups: list[tuple[Offsets, ...]] = []
        for place in (place for piece in pieces for place in piece):
            if groups and _completes(document, groups[-1][-1], place):
                groups[-1] = (*groups[-1], place)
                continue
            around = gaps.get(document.unit_at(place[0]), ())
            left_out = [gap for gap in around if place[0] <= gap[0]]
            for whole in propositions(document, *_trimmed(document, *place), left_out):
                groups += distributed(document, whole)
    for group in groups:
        for claim in _claim(document, group, number):
            yield as_reported(document, claim, statement)


def _contrast_in(document: Document, place: Offsets) -> Offsets | None:
    """The clause of its own in a piece: "it is old" in "It is safe, Bell said, although it is old".

    None if the piece goes on with the sentence, as a condition does.
    """
    tokens = tokens_between(document, *place)
    joins = tokens and not tokens[0].classes.isdisjoint({"contrasting conjunction", "coordinator"})
    is_clause = joins and opens_clause(tokens, 1, len(tokens))
    return (tokens[1].start, place[1]) if is_clause else None


def _completes(document: Document, before: Offsets, place: Offsets) -> bool:
    """Whether a piece goes on with the clause before it: '"It needs time," she said, "and money."'

    One of the two has no verb of its own, or the second is a dependent clause; no sentence ends
    between them.
    """
    if any(mark in _STOPS for mark in document.text[before[1] - 2 : before[1] + 1]):
        return False
    if document.unit_at(before[0]) != document.unit_at(place[0]):
        return False
    tokens = tokens_between(document, *place)
    opening = next((token for token in tokens if token.kind == "word"), None)
    if opening is not None and not opening.classes.isdisjoint(_DEPENDENT):
        return True
    if opening is not None and opening.is_finite:
        first = tokens_between(document, *before)  # "Not one of them," she said, "has been paid."
        return not any(is_main_verb(first, at) for at in range(len(first)))
    return not any(
        is_main_verb(tokens, at) or token.is_finite or token.forms
        for at, token in enumerate(tokens)
    ) and all(token.classes.isdisjoint(_CONTRACTED) for token in tokens)


def _asks(document: Document, statement: Statement) -> bool:
    """Whether a statement is a question, also one that is retold: "asked why"."""
    last = statement.content[-1]
    tokens = tokens_between(document, *last)
    is_asked = any(token.text == "?" for token in tokens[-2:])
    return is_asked or _opens_question(document, statement)


def _opens_question(document: Document, statement: Statement) -> bool:
    """Whether a content begins with a question word: "asked if it was", unlike '"If it is, ..."'.

    A condition stands before its cue or in quotation marks.
    """
    classes = _opening_classes(document, statement)
    if "question word" not in classes:
        return False
    start, cue = statement.content[0][0], statement.cue
    is_quoted = document.text[start] in _MARKS
    return "condition" not in classes or not (is_quoted or cue is None or start < cue[0])


def _opening_classes(document: Document, statement: Statement) -> frozenset[str]:
    """The classes of the first word of a content."""
    start, _ = statement.content[0]
    opening = _WORD.match(document.text[start : start + 12].lstrip(_MARKS))
    return document.language.classes_of(opening.group().lower()) if opening else frozenset()


def _is_proposition(document: Document, statement: Statement) -> bool:
    """Whether the content of a statement is a proposition, not a question or a noun phrase."""
    text = document.text
    start, end = statement.content[0]
    classes = _opening_classes(document, statement)
    is_wanted = statement.type == "intention"
    is_infinitive = "infinitive marker" in classes
    if _opens_question(document, statement) or (is_infinitive and not is_wanted):
        return False
    if statement.verb in document.language.members("joking verb"):
        return False
    if _is_advised_against(document, statement):
        return False
    if is_wanted or "complementizer" in classes:
        return True
    if len(statement.content) > 1:
        second = tokens_between(document, *statement.content[1])
        is_named = not classes.isdisjoint({"relative", "oblique relative"})
        return not is_named or any(token.is_finite for token in second)  # whom she called "safe"
    if statement.verb in document.language.members("verb of estimating"):
        return True  # put the toll at 11
    tokens = tokens_between(document, start, end)
    if _QUOTED.search(text, start, end) and _is_judged(document, tokens, statement):
        return True  # called the loss "irreversible"
    if _is_only_named(document, tokens, statement):
        return False  # expressed a wish to close the dam
    if _is_told_to(tokens, statement, document.language):
        return False  # asked her to say that it was safe
    if _is_accused(tokens):
        return False  # accused her of saying that it was safe
    return _takes_only_clauses(statement, document.language) or _has_predicate(main_clause(tokens))


def _is_advised_against(document: Document, statement: Statement) -> bool:
    """Whether a content is what one should not say: "warned against saying that it was safe"."""
    first = tokens_between(document, *statement.content[0])[:1]
    is_after = statement.cue is not None and statement.cue[1] <= statement.content[0][0]
    has_particle = " " in statement.verb  # and not: said saying so was wrong
    return is_after and has_particle and any("ing" in token.shapes for token in first)


def _is_only_named(document: Document, tokens: Sequence[Token], statement: Statement) -> bool:
    """Whether the content is a thing with an article, and its verb never takes a clause."""
    if not tokens or "determiner" not in tokens[0].classes:
        return False
    forms = document.language.forms.get(statement.verb.partition(" ")[0], ())
    takes = {form.verb.takes for form in forms if form.verb.name == statement.verb}
    members = document.language.members
    judges = statement.verb in members("verb of judgement") | members("naming")
    return takes == {frozenset({"noun"})} and not judges


def _is_judged(document: Document, tokens: Sequence[Token], statement: Statement) -> bool:
    """Whether a content with a quotation says what something is, and does not only name it.

    So do speech, 'called the loss "irreversible"' and 'slammed the plan as "absurd"', unlike
    'rejected the "absurd" plan'.
    """
    verb = statement.verb.partition(" ")[0]
    names_it = verb in document.language.members("naming") or not verb
    opens = bool(tokens) and tokens[0].kind == "quotation"
    takes_noun = verb and not _takes_only_clauses(statement, document.language)
    return (
        names_it or opens or not takes_noun or any("role preposition" in t.classes for t in tokens)
    )


def _has_predicate(tokens: Sequence[Token]) -> bool:
    """Whether a verb, "to" or a form in -ing follows the first token."""
    for at, (before, token) in enumerate(pairwise(tokens), 1):
        if token.kind != "word" or token.is_capitalised:
            continue
        if "infinitive marker" in token.classes:
            if is_infinitive(tokens, at):
                return True
            continue
        is_marked = not before.classes.isdisjoint({"noun marker", "adjective"})
        if "negative pronoun" in before.classes and is_main_verb(tokens, at):
            return True  # nobody came
        if token.is_finite and "ed form" not in token.classes:
            return True
        if not is_marked and ("ed form" in token.classes or not token.shapes.isdisjoint(FINITE)):
            return True
        is_subject = before.is_capitalised or "s form" in before.classes
        is_open = is_subject and before.kind == "word" and before.is_noun_like and not is_marked
        if "ing form" in token.classes and len(token.low) > 5 and is_open:
            return True
    return False


def _is_told_to(tokens: Sequence[Token], statement: Statement, language: Language) -> bool:
    """Whether a content says what somebody should do: "Bell to close it", "not to close it"."""
    known = language.forms.get(statement.verb.partition(" ")[0], ())
    if statement.type != "statement" or all("to" not in form.verb.takes for form in known):
        return False
    for at in range(len(tokens)):
        if is_infinitive(tokens, at):
            return True
        if is_main_verb(tokens, at) or "relative" in tokens[at].classes:
            return False
    return False


def _is_accused(tokens: Sequence[Token]) -> bool:
    """Whether a content begins with somebody and "of doing": "her of saying that it was safe"."""
    for token, following in pairwise(tokens):
        if "genitive preposition" in token.classes:
            return "ing form" in following.classes
        if token.is_finite or "complementizer" in token.classes:
            return False
    return False


def _takes_only_clauses(statement: Statement, language: Language) -> bool:
    """Whether the verb of a statement never has a noun phrase as its content."""
    known = language.forms.get(statement.verb.partition(" ")[0], ())
    return not known or all("noun" not in form.verb.takes for form in known)


def _sentences_of(document: Document, index: Index, place: Offsets) -> list[Offsets]:
    """A place split at the sentence boundaries in it, without those that only seem to be some."""
    start, end = place
    found: list[Offsets] = []
    for number in range(index.sentence_of(start), len(index.sentences) + 1):
        first, last = index.sentences[number - 1]
        if first >= end:
            break
        if max(first, start) >= min(last, end):
            continue
        before = found[-1] if found else None
        if before is not None and is_within_sentence(
            document.text, before[0], before[1], (first, last), document.language
        ):
            found[-1] = before[0], min(last, end)
        else:
            found.append((max(first, start), min(last, end)))
    return found


def _trimmed(document: Document, start: int, end: int, *, is_first: bool = True) -> Offsets:
    """A range without the marks at its ends and the conjunctions at its start, if it `is_first`."""
    text, language = document.text, document.language
    while start < end and text[start] in _MARKS and is_bounded(text, start + 1, end):
        start += 1
    while is_first and (lead := _WORD.match(text, start, end)) and _leads(text, lead, language):
        between = _BETWEEN.match(text, lead.end(), end)
        following = between.end() if between else lead.end()
        if _is_subject(document, lead.group(), following, end):
            break
        start = following
    while start < end and text[start] in _MARKS and text[start].isspace():
        start += 1
    while end > start and text[end - 1] in _MARKS and not _closes_inside(text, start, end):
        end -= 1
    return start, end


def _is_subject(document: Document, word: str, following: int, end: int) -> bool:
    """Whether a verb follows a "that", which so is a subject: "that wasn't the first time"."""
    classes = document.language.classes_of(word.lower())
    verb = _VERB.match(document.text, following, end)
    if "complementizer" not in classes or verb is None:
        return False
    return "auxiliary" in document.language.classes_of(verb.group().lower().replace("’", "'"))


def _leads(text: str, lead: re.Match[str], language: Language) -> bool:
    """Whether a word at the start is a conjunction, or "Yes" or "Well" with a comma."""
    word = lead.group()
    classes = language.classes_of(word.lower())
    if "answer particle" in classes:
        return text.startswith(",", lead.end())
    return "coordinator" in classes or ("complementizer" in classes and word.islower())


def _closes_inside(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a quotation that opens in the range."""
    opening = {"”": "“", "»": "«", "’": "‘"}.get(text[end - 1])
    if opening is not None:
        return text.rfind(opening, start, end) > text.rfind(text[end - 1], start, end - 1)
    if text.endswith("''", start, end):
        return text.count("''", start, end) % 2 == 0
    return text[end - 1] == '"' and text.count('"', start, end) % 2 == 0


def _claim(
    document: Document,
    places: Sequence[Offsets],
    statement: int | None,
    side: Offsets | None = None,
) -> Iterator[RuleClaim]:
    """The claim with its evidence at these places; none if it is a question, too short or long.

    If it is that of a side clause, this alone decides the factuality.
    """
    text, language = document.text, document.language
    trimmed = (_trimmed(document, *place, is_first=n == 0) for n, place in enumerate(places))
    kept = tuple((start, end) for start, end in trimmed if start < end)
    if not kept or any(end - start > _LONGEST for start, end in kept):
        return
    if not all(is_bounded(text, start, end) for start, end in kept):
        return  # a number would be cut in two
    wording = " ".join(text[start:end] for start, end in kept)
    words = plain_words(wording)
    tokens = [token for place in kept for token in tokens_between(document, *place)]
    if len(words) < _FEWEST or any(token.text == "?" for token in tokens[-2:]):
        return
    if _is_denied_fragment(tokens) or _is_bare_negation(tokens):
        return
    yield RuleClaim(
        kept,
        wording,
        standalone=language.members("reference").isdisjoint(words),
        kind=kind_of_claim(_asserted(tokens, words), language, is_said=statement is not None),
        factuality=factuality_of(tokens_between(document, *side) if side else tokens),
        statement=statement,
        standing="background" if side else "main",
    )
