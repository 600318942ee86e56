"""Where content after a cue ends: before another clause, or where the sentence goes on."""

from collections.abc import Sequence

from factx.rules.reading.asides import between_dashes
from factx.rules.reading.clause_openings import opens_clause
from factx.rules.reading.clauses import Clause
from factx.rules.reading.document import SET_OFF, Tokens, ends_with_comma
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import has_verb, is_antecedent

_OPENS_PART = SET_OFF | {";"}
_OPENS_INNER = frozenset({"complementizer", "relative", "question word", "subordinator"})
"""Words that open a clause within an infinitive."""
_LONGEST_CHARGE = 6
"""Most tokens from the comma to who denies it in ", a charge she denies"."""
_LONGEST_FRONTED = 10
_RELATIVES = frozenset({"relative pronoun", "oblique relative"})


def limit_of(text: str, tokens: Tokens, clause: Clause, later: Sequence[Clause]) -> int:
    """The token before which content after the cue ends: where another clause begins.

    `text` is the article's.
    """
    limit = len(tokens)
    contains_another = False
    for other in later:
        if other.order != "subject after" and _is_inserted(tokens, clause, other):
            continue
        is_participle = other.cue.voice == "participle"
        is_inner = is_participle and clause.cue.voice == "finite"
        if is_inner and "coordinator" in tokens[other.joint].classes:
            continue  # had been mocking her and attacking her plan
        if other.is_joined and other.joint >= clause.stop:
            is_open = other.order == "subject first" or other.cue.voice == "participle"
            if other.order == "subject first" and not _can_end(tokens, clause, other):
                continue
            is_same = other.subject is not None and other.subject == clause.subject
            if is_open or not contains_another or is_same:
                limit = min(limit, other.joint)
        elif other.order == "subject first":
            contains_another = True  # a clause that shares its subject belongs to it
        if other.subject and other.order == "subject first":
            first, stop = other.subject
            if first <= clause.cue.first < stop:
                limit = min(limit, stop)
            elif _is_afterthought(tokens, other) and other.joint >= clause.stop:
                limit = min(limit, other.joint)
        if (joint := _joint_before_tag(tokens, clause, other)) is not None:
            limit = min(limit, joint)
        if (comma := _comma_before_denial(tokens, other)) is not None and comma > clause.stop:
            limit = min(limit, comma)
        is_tag = other.order == "subject after" or _ends_speech(tokens, other)
        is_tag &= other.cue.voice == "finite"
        if is_tag and other.begin > clause.stop and tokens[other.begin - 1].kind != "word":
            at = other.begin - (tokens[other.begin - 1].text == ",")
            limit = min(limit, at)
    if clause.order == "shared" and clause.subject and clause.subject[0] > clause.cue.first:
        limit = min(limit, clause.subject[0] - 1)
    according = (
        at
        for at in range(clause.stop, limit - 1)
        if "participial preposition" in tokens[at].classes and is_according_to(tokens, at)
    )
    limit = next(according, limit)
    asked = (at for at in range(clause.stop, limit - 1) if _is_question_put(tokens, at))
    limit = next(asked, limit)
    is_own = clause.cue.voice == "participle" and clause.order == "subject first"
    if is_own and clause.is_joined and clause.begin == 1:  # With Orr saying it is safe, people
        limit = _before_main_clause(text, tokens, clause.stop, limit)
    if is_own and not clause.is_joined:
        limit = _before_main_verb(tokens, clause.stop, limit)
    limit = _before_inner_speech(tokens, clause, later, limit)
    aside = between_dashes(tokens, clause.begin, clause.stop)
    if aside is not None and aside != (clause.begin, clause.stop):
        limit = min(limit, aside[1])
    opener = _relative_opener(tokens, clause)
    is_aside = _interrupts(tokens, clause) or (opener and tokens[opener - 1].text == ",")
    if is_aside or _is_in_aside(tokens, clause):
        limit = _before_predicate(text, tokens, clause, limit)
    elif opener and tokens[opener - 1].kind == "word":
        limit = _before_main_verb(tokens, clause.stop, limit)
    if clause.order == "shared" and clause.subject and _opens_aside(tokens, clause.subject[0]):
        limit = _before_main_clause(text, tokens, clause.stop, limit)
    if clause.subject and clause.order == "subject first" and clause.begin:
        before = tokens[clause.begin - 1]
        is_restrictive = "personal relative" in tokens[clause.begin].classes
        if is_restrictive and before.kind == "word":
            limit = _before_main_verb(tokens, clause.stop, limit)
        if _describes_subject(tokens, clause):
            limit = _before_last_verb(tokens, clause.stop, limit)
        is_aside = "relative pronoun" in tokens[clause.begin].classes and before.text == ","
        is_leading = "leading subordinator" in before.classes and clause.begin < 4
        is_leading |= _is_in_leading(tokens, clause.begin)
        main = limit
        if is_leading or _opens_aside(tokens, clause.begin):
            main = _before_main_clause(text, tokens, clause.stop, limit)
        if main == limit and (is_aside or is_leading):
            closing = (i for i in range(clause.stop, limit) if tokens[i].text == ",")
            main = next(closing, limit)
        limit = main
    return limit


def _is_question_put(tokens: Tokens, at: int) -> bool:
    """Whether "when asked" stands at `at`, which tells when somebody answered."""
    if tokens[at].classes.isdisjoint({"time conjunction", "occasion conjunction"}):
        return False
    return "answer prompt" in tokens[at + 1].classes and tokens[at - 1].kind != "mark"


def _comma_before_denial(tokens: Tokens, other: Clause) -> int | None:
    """The comma before ", which she denies" or ", a charge she denies": the article's own words."""
    cue = tokens[slice(other.cue.first, other.cue.stop)]
    if other.order != "subject first" or not any("denial verb" in t.classes for t in cue):
        return None
    near = range(other.begin - 2, max(0, other.begin - _LONGEST_CHARGE), -1)
    comma = next((at for at in near if tokens[at].text == ","), None)
    if comma is None:
        return None
    opener = tokens[comma + 1].classes
    is_short = comma == other.begin - 2
    opens = "thing relative" in opener if is_short else "indefinite article" in opener
    return comma if opens else None


def _joint_before_tag(tokens: Tokens, clause: Clause, other: Clause) -> int | None:
    """Where the clause begins that `other` interrupts: "Orr said it rained; the dam, she said, is".

    None if it interrupts none, or the same one.
    """
    if other.order != "subject first" or other.cue.voice != "finite" or not other.begin:
        return None
    if tokens[other.begin - 1].text != "," or other.stop >= len(tokens) - 1:
        return None
    if tokens[other.stop].text != "," or other.cue.verb.takes.isdisjoint({"bare", "quote"}):
        return None
    for at in range(other.begin - 2, clause.stop, -1):
        if tokens[at].text == ";":
            return at
        if tokens[at].text == "," and "coordinator" in tokens[at + 1].classes:
            return at
    return None


def _ends_speech(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause stands right after a quotation and ends a part: '"...," Ann Lee said,'."""
    if clause.order != "subject first" or tokens[clause.begin - 1].kind != "quotation":
        return False
    return clause.stop >= len(tokens) or tokens[clause.stop].text in {".", ","}


def _before_inner_speech(
    tokens: Tokens, clause: Clause, later: Sequence[Clause], limit: int
) -> int:
    """The colon before a quotation that another cue reports: 'said it was lost: "...," he said'."""
    for other in later:
        at = other.begin - 1
        if at > clause.stop and tokens[at].text == ",":
            at -= 1
        start = at
        while start > clause.stop and tokens[start - 1].kind == "quotation":
            start -= 1
        is_speech = start <= at < limit and tokens[at].kind == "quotation"
        if is_speech and start - 1 > clause.stop and tokens[start - 1].text == ":":
            return start - 1
    return limit


def _interrupts(tokens: Tokens, clause: Clause) -> bool:
    """Whether a participle stands between a subject and its verb: "Orr, saying so, drove on"."""
    if clause.cue.voice != "participle" or clause.order != "shared" or clause.subject is None:
        return False
    comma = clause.cue.first - 1
    if comma < clause.subject[1] or tokens[comma].text != ",":
        return False
    return not any(is_main_verb(tokens, at) for at in range(clause.subject[1], comma))


def _relative_opener(tokens: Tokens, clause: Clause) -> int:
    """Where "in which", "to whom" or "one of whom" begins, in a clause with it; 0 if nowhere."""
    at = clause.begin - 2
    if at < 1 or clause.order != "subject first" or clause.subject is None:
        return 0
    inner = tokens[clause.begin + 1 : clause.subject[1]]
    if any(not token.classes.isdisjoint(_RELATIVES) for token in inner):
        return clause.begin  # one of whom said
    is_relative = not tokens[at + 1].classes.isdisjoint(_RELATIVES)
    return at if is_relative and "preposition" in tokens[at].classes else 0


def _is_in_aside(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause with "though" or "who" parts a subject from its verb: "Orr, who said"."""
    if clause.cue.voice != "finite" or clause.subject is None or clause.order == "subject after":
        return False
    first = clause.subject[0]
    before = tokens[first - 1] if first > 1 else None
    if before is not None and "leading subordinator" in before.classes:
        first -= 1
    elif "relative pronoun" not in tokens[first].classes:
        return False
    if first < 2 or tokens[first - 1].text != ",":
        return False
    return not any(is_main_verb(tokens, at) for at in range(first - 1))


def _before_predicate(text: str, tokens: Tokens, clause: Clause, limit: int) -> int:
    """The comma before the verb that an aside interrupts: "Orr, saying it was safe, drove on".

    It may stand within quotation marks: 'Orr, though he called it "safe," drove on'.
    """
    has_begun = clause.cue.voice == "finite"
    for at in range(clause.stop, limit - 1):
        has_begun |= is_main_verb(tokens, at)
        is_end = tokens[at].text == "," or ends_with_comma(text, tokens[at])
        if is_end and has_begun and _opens_predicate(tokens, at + 1, limit):
            return at if tokens[at].text == "," else at + 1
    return limit


def _opens_predicate(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a verb without a subject begins at `at`, unlike in "safe, closed and dry"."""
    while at < limit - 1 and "adverb" in tokens[at].classes:
        at += 1
    is_verb = tokens[at].is_finite or "past verb" in tokens[at].classes
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.kind != "word":
        return is_verb and (following is None or following.text in {".", "!"})
    return is_verb and "coordinator" not in following.classes


def _is_in_leading(tokens: Tokens, begin: int) -> bool:
    """Whether a clause before the main one goes on at `begin`: "Although in May she said ...,"."""
    start = 1 if "coordinator" in tokens[0].classes else 0
    if start >= begin or "leading subordinator" not in tokens[start].classes:
        return False
    return all(token.kind == "word" for token in tokens[start:begin])


def _opens_aside(tokens: Tokens, begin: int) -> bool:
    """Whether a subject at `begin` stands in a clause before the main one: "and when she"."""
    if not begin or "leading subordinator" not in tokens[begin - 1].classes:
        return False
    if begin == 1:
        return True
    before = tokens[begin - 2]
    return before.text in _OPENS_PART or "coordinator" in before.classes


def _before_main_clause(text: str, tokens: Tokens, start: int, limit: int) -> int:
    """The comma before the main clause that follows a clause with "when" or "after".

    It may stand within quotation marks: 'After Orr said it was "safe," Hale said'.
    """
    verb = next((at for at in range(start, limit) if has_verb(tokens, at, at + 1)), limit)
    for at in range(verb, limit - 2):
        is_end = tokens[at].text == "," or ends_with_comma(text, tokens[at])
        if is_end and opens_clause(tokens, at + 1, len(tokens)):
            return at if tokens[at].text == "," else at + 1
    return limit


def _is_inserted(tokens: Tokens, clause: Clause, other: Clause) -> bool:
    """Whether another clause stands between a cue and its "that": "said, citing a source, that"."""
    if other.joint != clause.stop or tokens[other.joint].text != ",":
        return False
    last = min(len(tokens) - 1, other.cue.stop + _LONGEST_FRONTED)
    comma = next((i for i in range(other.cue.stop, last) if tokens[i].text == ","), None)
    return comma is not None and "complementizer" in tokens[comma + 1].classes


def _before_main_verb(tokens: Tokens, start: int, limit: int) -> int:
    """Where the verb of the sentence stands after a relative clause that reports a clause.

    In "A guard who said he was asleep was sacked" that is the second "was".
    """
    verb = next((i for i in range(start + 1, limit) if tokens[i].is_finite), limit)
    if verb < limit and _is_after_infinitive(tokens, start, verb):
        return verb  # a notice telling homes not to drink it | will stay
    for at in range(verb + 2, limit):
        token = tokens[at]
        if token.kind == "mark" or "clause turn" in token.classes:
            break
        is_second = "past verb" in token.classes and "ed form" in tokens[at - 1].classes
        if is_second or ("finite auxiliary" in token.classes and tokens[at - 1].kind == "word"):
            return at
    return limit


def _describes_subject(tokens: Tokens, clause: Clause) -> bool:
    """Whether "that" opens a clause about the subject of a sentence: "A post that claimed"."""
    begin = clause.begin
    if "complementizer" not in tokens[begin].classes or clause.subject != (begin, begin + 1):
        return False
    if not is_antecedent(tokens[begin - 1]):
        return False
    return not any(is_main_verb(tokens, at) for at in range(1, begin))


def _before_last_verb(tokens: Tokens, start: int, limit: int) -> int:
    """The verb of the sentence after all others: in "it was safe was shared" the last "was"."""
    found: list[int] = []
    for at in range(start + 1, limit):
        if tokens[at].kind == "mark" or not tokens[at].classes.isdisjoint(_OPENS_INNER):
            break
        if is_main_verb(tokens, at):
            found.append(at)
    is_last = len(found) > 1 and "finite auxiliary" in tokens[found[-1]].classes
    return found[-1] if is_last else limit


def _is_after_infinitive(tokens: Tokens, start: int, verb: int) -> bool:
    """Whether only an infinitive stands before the auxiliary at `verb`, and no clause."""
    between = tokens[start:verb]
    if "finite auxiliary" not in tokens[verb].classes or between[-1].kind != "word":
        return False
    opens = any(not token.classes.isdisjoint(_OPENS_INNER) for token in between)
    return not opens and any("infinitive marker" in token.classes for token in between)


def is_according_to(tokens: Tokens, at: int) -> bool:
    """Whether "according to" begins at `at`, which is not the last token."""
    return (
        "participial preposition" in tokens[at].classes
        and "dative preposition" in tokens[at + 1].classes
    )


def _can_end(tokens: Tokens, clause: Clause, other: Clause) -> bool:
    """Whether the content may end where `other` is joined on, without cutting a phrase in two.

    In "She said the mayor and the council want more" the content does not end after "mayor".
    """
    if tokens[other.joint].kind == "mark" or "bare" in other.cue.verb.takes:
        return True
    return has_verb(tokens, clause.stop, other.joint)


def _is_afterthought(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause follows everything it reports: "..., officials said."."""
    if clause.joint == clause.begin:
        return False
    at = clause.stop
    while at < len(tokens) and tokens[at].is_time:  # officials said Tuesday,
        at += 1
    return at >= len(tokens) or tokens[at].text in {".", ","}
