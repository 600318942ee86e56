"""Reporting clauses: a reporting verb with its subject."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from factx.records.attribution import AttributionType
from factx.rules.reading.agreement import agrees, is_plural
from factx.rules.reading.clause_openings import opens_clause, opens_inverted
from factx.rules.reading.document import SET_OFF, Range, Token, Tokens
from factx.rules.reading.far_subjects import subject_before
from factx.rules.reading.hearsay import quoted_person
from factx.rules.reading.kinds import is_thing
from factx.rules.reading.main_verbs import is_main_verb
from factx.rules.reading.noun_phrases import (
    has_verb,
    is_period,
    leading_noun_phrase,
    noun_phrase_after,
    noun_phrase_before,
)
from factx.rules.reading.verb_groups import VerbGroup

_OPENS_PART = SET_OFF | {";"}
_IN_DESCRIPTION = frozenset({",", ".", "&"})
"""Marks in what describes a person between commas."""
_LONGEST_DESCRIPTION = 30
_PARTICLES = frozenset({"adverb", "preposition", "adverbial particle", "leading particle"})
_TRAITS: frozenset[AttributionType] = frozenset({"attitude", "intention"})


class Clause(NamedTuple):
    """A cue with its subject, and the tokens that both cover."""

    cue: VerbGroup
    subject: Range | None
    """The tokens of the subject; None if there is none, as in most passives."""
    order: Literal["subject first", "subject after", "shared"]
    """Whether the subject precedes the cue, follows it, or belongs to an earlier verb."""
    begin: int
    """The first token of subject and cue together."""
    stop: int
    """The token past the last of subject and cue together."""
    joint: int
    """Where the content of an earlier clause ends; equal to `begin` if nothing joins the two."""
    is_joined: bool
    """Whether a conjunction or comma coordinates it with an earlier clause."""


def clauses(tokens: Tokens, found: Sequence[VerbGroup]) -> list[Clause]:
    """The reporting clauses of a unit, in order. Verb groups that form no clause are omitted."""
    made: list[Clause] = []
    for cue in found:
        clause = _clause(tokens, cue, made)
        if clause is not None:
            made.append(clause)
    return made


def _clause(tokens: Tokens, cue: VerbGroup, earlier: list[Clause]) -> Clause | None:
    if cue.voice == "passive":
        return _passive(tokens, cue)
    if cue.voice == "participle":
        own = _own_participle(tokens, cue) or _leading_participle(tokens, cue)
        return own or _shared(tokens, cue, earlier)
    if cue.quoting is not None:
        person = quoted_person(tokens, cue.quoting, cue.first)
        if person is None:
            return None
        return Clause(cue, person, "subject first", person[0], cue.stop, person[0], is_joined=False)
    if _can_precede_subject(tokens, cue):
        subject = _subject_after(tokens, cue.stop)
        has_verb_of_its_own = (
            subject is not None
            and "personal pronoun" in tokens[subject[0]].classes
            and subject[1] < len(tokens)
            and tokens[subject[1]].is_finite
        )
        if has_verb_of_its_own:
            subject = None  # who rates it a "buy," said she had read it
        if subject is not None and (not cue.is_base or is_plural(tokens, subject)):
            return Clause(
                cue, subject, "subject after", cue.first, subject[1], cue.first, is_joined=False
            )
    before = tokens[cue.first - 1] if cue.first else None
    if before is None:
        return None
    first, second = tokens[cue.first], tokens[min(cue.first + 1, cue.stop - 1)]
    if "expletive subject" in first.classes and "be" in second.classes:
        return None  # there was clear evidence
    if "joining conjunction" in before.classes:
        return _shared(tokens, cue, earlier)
    subject = _between_quotation(tokens, cue) or _described_after_quotation(tokens, cue)
    subject = subject or subject_before(tokens, cue.first)
    subject = _after_reported(tokens, subject, cue, earlier)
    if subject is None:
        return None
    subject = _within_relative(tokens, _before_semblance(tokens, subject))
    if not agrees(tokens, subject, cue):
        return None
    if "s form" in tokens[cue.stop - 1].classes and is_main_verb(tokens, cue.first - 1):
        return None  # "The harvest prompted calls for reform": a noun
    around = tokens[max(0, subject[0] - 1) : subject[0] + 1]
    if _is_object_noun(tokens, subject, cue):
        return None  # "She revised her travel plans": a noun
    if cue.is_base and any("causative verb" in token.classes for token in around):
        return None  # "let editorials tell them"
    if "adjective" in tokens[subject[1] - 1].classes:
        return None  # "the mayor's repeated calls": a noun
    if any(_goes_on_with_infinitive(tokens, subject, clause) for clause in earlier):
        return None  # "The clerk refused to answer questions": a noun
    if _opens_participle(tokens, subject[0]):
        return None  # ", referring to controversial comments": a noun
    is_aside = subject[0] > 1 and tokens[subject[0] - 1].text == ","
    is_aside &= subject[0] > 1 and tokens[subject[0] - 2].is_capitalised
    if "relative" in tokens[subject[0]].classes and cue.verb.type in _TRAITS and not is_aside:
        return None  # "voters who want change" are described, not cited
    joint = _joint(tokens, subject[0])
    is_parenthetical = joint == subject[0] - 1 and tokens[joint].text == ","
    is_joined = joint < subject[0] and not is_parenthetical
    return Clause(cue, subject, "subject first", subject[0], cue.stop, joint, is_joined)


def _is_object_noun(tokens: Tokens, subject: Range, cue: VerbGroup) -> bool:
    """Whether a word in -s ends the object of a verb that reports no clause."""
    if not subject[0] or cue.is_base or not cue.is_bare:
        return False
    if tokens[cue.first].classes.isdisjoint({"noun too"}) or subject[1] != cue.first:
        return False
    verb = tokens[subject[0] - 1]
    if "past verb" not in verb.classes or not is_main_verb(tokens, subject[0] - 1):
        return False
    if "s form" not in tokens[cue.first].classes:
        return False
    return all(form.verb.takes.isdisjoint({"bare", "that"}) for form in verb.forms)


def _before_semblance(tokens: Tokens, subject: Range) -> Range:
    """A subject without a verb and "to" at its end: "she" in "she appears to have understood"."""
    verb = subject[1] - 2
    is_to = "infinitive marker" in tokens[subject[1] - 1].classes and verb > subject[0]
    is_verb = not tokens[verb].classes.isdisjoint({"s verb", "past verb"})
    return (subject[0], verb) if is_to and is_verb else subject


def _within_relative(tokens: Tokens, subject: Range) -> Range:
    """A subject without what its clause describes: "the bank" in "a letter in which the bank"."""
    for at in range(subject[1] - 2, subject[0], -1):
        is_relative = not tokens[at].classes.isdisjoint({"relative pronoun", "oblique relative"})
        if is_relative and "preposition" in tokens[at - 1].classes:
            return at + 1, subject[1]
    return subject


def _goes_on_with_infinitive(tokens: Tokens, subject: Range, clause: Clause) -> bool:
    """Whether a subject begins with a clause whose verb has an infinitive after it."""
    is_inside = clause.begin == subject[0] and clause.stop < subject[1]
    return is_inside and "infinitive marker" in tokens[clause.stop].classes


def _opens_participle(tokens: Tokens, at: int) -> bool:
    """Whether a participle at `at` goes on with a sentence, so that no subject begins there."""
    if not at or at + 1 >= len(tokens) or "ing form" not in tokens[at].classes:
        return False
    before, token = tokens[at - 1], tokens[at]
    is_further = before.text == "," or "coordinator" in before.classes
    return is_further and (bool(token.forms) or "preposition" in tokens[at + 1].classes)


def _after_reported(
    tokens: Tokens, subject: Range | None, cue: VerbGroup, earlier: Sequence[Clause]
) -> Range | None:
    """A subject without the clause that reports it: "readers" in "observers say readers may"."""
    if subject is None or subject[1] != cue.first:
        return subject
    if any(token.text == "," for token in tokens[subject[0] : subject[1]]):
        return subject
    for clause in earlier:
        inside = subject[0] <= clause.begin and clause.stop < subject[1]
        if not inside or clause.cue.verb.takes.isdisjoint({"that", "bare"}):
            continue
        own = tokens[subject[0] : clause.cue.first]
        is_claimed = clause.cue.verb.type == "statement" and "whom" not in clause.cue.verb.takes
        is_claimed &= clause.stop < len(tokens) and tokens[clause.stop].is_name
        if is_claimed or all("relative" not in token.classes for token in own):
            near = noun_phrase_before(tokens, subject[1])
            return max(near[0] if near else 0, clause.stop), subject[1]
    return subject


def _between_quotation(tokens: Tokens, cue: VerbGroup) -> Range | None:
    """Everything between a quotation and its cue, unless it has a verb: '"...," X of Y said'."""
    if "quote" not in cue.verb.takes:
        return None
    start = cue.first
    joined = False
    while start and cue.first - start < 12:
        token = tokens[start - 1]
        is_nickname = "quoted name" in token.classes and start < cue.first
        if token.kind != "word" and not (is_nickname and tokens[start].is_capitalised):
            break
        is_and = "additive conjunction" in token.classes and start < cue.first
        if ("clause joiner" in token.classes and not is_and) or token.is_finite or token.is_time:
            return None
        if "past" in token.shapes and start < cue.first:
            return None  # "...," Kovalt said in a video posted
        joined |= is_and
        start -= 1
    if start in {0, cue.first} or tokens[start - 1].kind != "quotation":
        return None
    if joined and any(is_main_verb(tokens, at) for at in range(start, cue.first)):
        return None  # "...," Kovalt shrugged and Tull said
    opener = tokens[start]
    begins = {"determiner", "quoted name", "partitive pronoun"}
    if opener.is_capitalised or not opener.classes.isdisjoint(begins):
        return start, cue.first
    return None


def _described_after_quotation(tokens: Tokens, cue: VerbGroup) -> Range | None:
    """The name after a quotation, with what describes it: '"...," X, head of A, B and C, said'."""
    comma = cue.first - 1
    if "quote" not in cue.verb.takes or comma < 3 or tokens[comma].text != ",":
        return None
    start = comma
    while start and cue.first - start < _LONGEST_DESCRIPTION:
        token = tokens[start - 1]
        if token.kind != "word" and token.text not in _IN_DESCRIPTION:
            break
        if token.is_finite or token.is_subject_pronoun or "relative" in token.classes:
            return None
        start -= 1
    if not start or tokens[start - 1].kind != "quotation" or not tokens[start].is_name:
        return None
    stop = next(at for at in range(start, cue.first) if tokens[at].text == ",")
    is_name = all(token.is_capitalised or token.text == "." for token in tokens[start:stop])
    return (start, comma) if is_name else None


def _passive(tokens: Tokens, cue: VerbGroup) -> Clause | None:
    """A passive clause. Its source, if named, follows "by"."""
    agent = None
    stop = cue.stop
    by = past_quoted_judgement(tokens, cue.stop)
    if by < len(tokens) and "agent preposition" in tokens[by].classes:
        agent = noun_phrase_after(tokens, by + 1, len(tokens))
        stop = agent[1] if agent and by == cue.stop else stop
    joint = _joint(tokens, cue.first)
    is_joined = joint < cue.first and "joining conjunction" in tokens[cue.first - 1].classes
    return Clause(cue, agent, "subject after", cue.first, stop, joint, is_joined)


def _own_participle(tokens: Tokens, cue: VerbGroup) -> Clause | None:
    """A participle with a subject of its own: "with the mayor saying", "a man claiming that"."""
    if not cue.first or tokens[cue.first - 1].kind != "word":
        return None
    if all("ing form" not in token.classes for token in tokens[cue.first : cue.stop]):
        return None
    subject = noun_phrase_before(tokens, cue.first)
    if subject is None or subject[1] != cue.first:
        return None
    subject = _after_verb(tokens, subject)
    is_with = subject[0] > 0 and "comitative preposition" in tokens[subject[0] - 1].classes
    last = tokens[subject[1] - 1]
    is_person = not last.classes.isdisjoint({"person noun", "plural agent noun", "plural"})
    is_name = last.is_capitalised and cue.first > 1 and not _is_about_name(tokens, subject)
    is_paper = "document" in last.classes and not _publishes(tokens, subject[0])
    is_first = subject[0] == 0 and ("determiner" in tokens[0].classes or "s form" in last.classes)
    if not any((is_with, is_person, is_name, is_paper, is_first)):
        return None
    begin = subject[0] - 1 if is_with else subject[0]
    joint = _joint(tokens, begin)
    return Clause(cue, subject, "subject first", subject[0], cue.stop, joint, is_joined=is_with)


def _after_verb(tokens: Tokens, phrase: Range) -> Range:
    """A phrase without the verb in it: "Hale" in "a video shows Hale", "Orr" in "Orr regrets"."""
    start, stop = phrase
    verb = next((at for at in range(start + 1, stop) if is_main_verb(tokens, at)), None)
    if verb is None or tokens[verb].is_capitalised:
        return phrase
    begin = verb + 1
    while begin < stop - 1 and not tokens[begin].classes.isdisjoint(_PARTICLES):
        begin += 1  # Forbes shot back in an article
    return (begin, stop) if begin < stop else (start, verb)


def _is_about_name(tokens: Tokens, phrase: Range) -> bool:
    """Whether a name only ends what a phrase is about: "Orr's question on Facebook"."""
    head = next((at for at in range(*phrase) if "preposition" in tokens[at].classes), phrase[1]) - 1
    return head >= phrase[0] and not tokens[head].is_capitalised


def _leading_participle(tokens: Tokens, cue: VerbGroup) -> Clause | None:
    """A participle before the main clause, whose subject it shares: "While denying it, X left"."""
    if cue.first > 1 or (cue.first == 1 and "participle opener" not in tokens[0].classes):
        return None
    for comma in range(cue.stop + 1, len(tokens) - 2):
        if tokens[comma].text != "," or not opens_clause(tokens, comma + 1, len(tokens)):
            continue
        subject = noun_phrase_after(tokens, comma + 1, len(tokens))
        if subject is not None:
            return Clause(cue, subject, "shared", cue.first, cue.stop, cue.first, is_joined=False)
    return None


def _publishes(tokens: Tokens, at: int) -> bool:
    """Whether the object at `at` is what somebody publishes: "filed papers", not "found a note"."""
    verb = at - 1
    particles = {"leading particle", "adverbial particle"}
    while verb > 0 and not tokens[verb].classes.isdisjoint(particles):  # sent out an email
        verb -= 1
    if verb < 1 or "verb of publishing" not in tokens[verb].classes:
        return False
    return tokens[verb - 1].classes.isdisjoint({"infinitive marker", "modal", "negator"})


def past_quoted_judgement(tokens: Tokens, at: int) -> int:
    """The token after 'as "absurd"' or '"absurd"' at `at`; `at` itself if none begins there."""
    stop = at
    if stop < len(tokens) and "role preposition" in tokens[stop].classes:
        stop += 1
    if stop < len(tokens) and tokens[stop].kind == "quotation":
        return stop + 1
    return at


def _shared(tokens: Tokens, cue: VerbGroup, earlier: list[Clause]) -> Clause | None:
    """A clause whose subject is that of an earlier verb: "X did this and said that"."""
    finite = [c for c in earlier if c.cue.voice == "finite" and c.subject is not None]
    if cue.voice == "finite":  # He talked over them as they answered and told
        finite = [c for c in finite if not _is_occasion(tokens, c)]
    if cue.voice == "participle":  # its subject is the source, not a subject within the content
        finite = _before_participle(tokens, cue, finite)
    elif _says_that(tokens, finite, cue):
        finite = finite[:1]
    before = tokens[cue.first - 1] if cue.first else None
    follows_noun = before is not None and before.kind == "word" and before.is_noun_like
    follows_noun &= "ing form" in tokens[cue.first].classes
    if cue.voice == "participle" and follows_noun:
        stop = cue.first
        while stop > 1 and (tokens[stop - 1].is_time or "period" in tokens[stop - 1].classes):
            stop -= 1  # issued a statement on Monday night saying
        paper = noun_phrase_before(tokens, stop)
        if paper is None or not _publishes(tokens, _after_verb(tokens, paper)[0]):
            return None
    is_means = cue.voice == "participle" and before is not None
    is_means &= not before.classes.isdisjoint({"preposition", "subordinator"}) if before else False
    if is_means and not _is_own_means(tokens, cue, earlier):
        return None
    given = _given_paper(tokens, cue) if cue.voice == "participle" and not finite else None
    if given is not None:
        return Clause(cue, given, "shared", cue.first, cue.stop, given[1], is_joined=True)
    finite = _joined_participle(tokens, cue, earlier) or finite
    if cue.verb.type != "statement":  # the door was open and wanted to close it: not the door
        finite = [c for c in finite if not is_thing(tokens, c.subject)] or finite
    subject = finite[-1].subject if finite else leading_noun_phrase(tokens, cue.first)
    if subject is None or subject[0] >= cue.first:
        return None
    if not finite and _is_cleft(tokens, subject, cue.first):
        return None
    if not finite and is_period(tokens[subject[1] - 1]):
        return None  # "Eight years after backing it, Kovalt"
    is_of = cue.stop < len(tokens) and "preposition" in tokens[cue.stop].classes
    if cue.is_base and is_of and opens_clause(tokens, cue.first, len(tokens)):
        return None  # and support for her has grown: a noun
    if finite and _changes_tense(tokens, finite[-1].cue, cue):
        return None  # in "Police say he shot and refused to go" it was not the police
    joint = _joint(tokens, cue.first - 1 if is_means else cue.first)
    return Clause(cue, subject, "shared", cue.first, cue.stop, joint, is_joined=True)


def _is_occasion(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause tells when, among several verbs: "mocked them, ran as they left and"."""
    first = clause.subject[0] if clause.subject else 0
    if first < 3 or "leading subordinator" not in tokens[first - 1].classes:
        return False
    if tokens[first - 2].kind != "word" or "coordinator" in tokens[first - 2].classes:
        return False
    return any(
        tokens[at].text == "," and is_main_verb(tokens, at + 1) for at in range(1, first - 2)
    )


def _joined_participle(tokens: Tokens, cue: VerbGroup, earlier: list[Clause]) -> list[Clause]:
    """The participle that another goes on from: "with Ann Lee writing that ... and asking"."""
    is_joined = "additive conjunction" in tokens[cue.first - 1].classes if cue.first else False
    if cue.voice != "participle" or not is_joined or not earlier:
        return []
    last = earlier[-1]
    is_own = last.cue.voice == "participle" and last.order == "subject first"
    between = tokens[last.stop : cue.first]
    return [last] if is_own and all(token.text != "," for token in between[:-3]) else []


def _is_cleft(tokens: Tokens, subject: Range, stop: int) -> bool:
    """Whether no subject opens a sentence: "It was in May that Ann Lee left and said it"."""
    at = subject[1]
    if "expletive subject" not in tokens[subject[0]].classes or at >= stop:
        return False
    is_be = "be" in tokens[at].classes
    return is_be and any("complementizer" in token.classes for token in tokens[at:stop])


def _before_participle(tokens: Tokens, cue: VerbGroup, finite: list[Clause]) -> list[Clause]:
    """The clauses that may have the subject of a participle after them; the last one has."""
    comma = cue.first - 1
    tagged = [c for c in finite if c.stop == comma and tokens[comma].text == ","]
    if tagged:
        return tagged[-1:]  # "...," Ann Lee said, adding that
    finite = [c for c in finite if not _is_aside(tokens, c)]
    return [c for at, c in enumerate(finite) if at == 0 or _goes_on(tokens, c)]


def _goes_on(tokens: Tokens, clause: Clause) -> bool:
    """Whether a clause goes on with its sentence, unlike "the meeting planned" after "or"."""
    if clause.order != "subject first" or clause.subject is None:
        return clause.is_joined
    before = tokens[clause.subject[0] - 1] if clause.subject[0] else None
    return clause.is_joined and (before is None or "disjunction" not in before.classes)


def _is_aside(tokens: Tokens, clause: Clause) -> bool:
    """Whether the subject of a clause is a relative word, such as "who"."""
    return clause.subject is not None and "relative" in tokens[clause.subject[0]].classes


def _given_paper(tokens: Tokens, cue: VerbGroup) -> Range | None:
    """The paper that a passive gives somebody: "They were read an email, saying that"."""
    comma = cue.first - 1
    if comma < 4 or tokens[comma].text != ",":
        return None
    for at in range(1, comma - 1):
        token = tokens[at]
        is_passive = "finite be" in tokens[at - 1].classes
        if not is_passive or token.classes.isdisjoint({"past verb", "ed form"}):
            continue
        paper = noun_phrase_after(tokens, at + 1, comma)
        if paper is None or "article" not in tokens[paper[0]].classes:
            return None
        head = next((i for i in range(*paper) if "document" in tokens[i].classes), None)
        return (paper[0], comma) if head is not None else None
    return None


def _is_own_means(tokens: Tokens, cue: VerbGroup, earlier: Sequence[Clause]) -> bool:
    """Whether "by saying" or "after saying" has the subject of its sentence.

    Within what somebody reports, it may be that of the report: "She wants to win by saying so".
    """
    if cue.verb.type != "statement":
        return False
    return not any(_opens_report(tokens, clause.stop) for clause in earlier)


def _opens_report(tokens: Tokens, at: int) -> bool:
    """Whether a clause or an infinitive begins at `at`."""
    if at >= len(tokens):
        return False
    opens = not tokens[at].classes.isdisjoint({"complementizer", "infinitive marker"})
    return opens or opens_clause(tokens, at, len(tokens))


def _says_that(tokens: Tokens, finite: Sequence[Clause], cue: VerbGroup) -> bool:
    """Whether a clause follows the cue, and the first verb reports a clause too, in its tense.

    In "Kovalt said the firm had met the union, and added it would do so again" it is Kovalt who
    adds it, and not the firm.
    """
    if len(finite) < 2 or cue.verb.type != "statement" or cue.stop >= len(tokens):
        return False
    first = finite[0].cue
    if first.verb.takes.isdisjoint({"bare", "that"}) or any(c.is_joined for c in finite[1:]):
        return False
    is_past = [_is_past(tokens, group) for group in (first, cue)]
    if is_past[0] != is_past[1]:
        return False
    reports = not cue.verb.takes.isdisjoint({"bare", "that"})
    following = tokens[cue.stop]
    if reports and "complementizer" in following.classes:
        return True
    return reports and opens_clause(tokens, cue.stop, len(tokens))


def _is_past(tokens: Tokens, group: VerbGroup) -> bool:
    return "past" in tokens[group.first].shapes


def _changes_tense(tokens: Tokens, earlier: VerbGroup, cue: VerbGroup) -> bool:
    """Whether a past verb follows one in the present, with another subject between the two."""
    shapes = tokens[earlier.stop - 1].shapes
    is_present = earlier.is_bare and bool(shapes) and "past" not in shapes
    is_past = cue.is_bare and "past" in tokens[cue.first].shapes
    between = [t for t in tokens[earlier.stop : cue.first] if "complementizer" not in t.classes]
    return is_present and is_past and bool(between) and _opens_subject(between[0])


def _opens_subject(token: Token) -> bool:
    return token.is_capitalised or not token.classes.isdisjoint({"clause subject", "determiner"})


def _can_precede_subject(tokens: Tokens, cue: VerbGroup) -> bool:
    """Whether the subject may follow the verb, as it does after a quotation: '"...," said X'."""
    if not cue.is_bare or "quote" not in cue.verb.takes or cue.verb.particles:
        return False
    if cue.stop >= len(tokens):
        return False
    if cue.first == 0:
        return opens_inverted(tokens)
    before, after = tokens[cue.first - 1], tokens[cue.stop]
    if before.kind != "quotation" and before.text != ",":
        return False
    is_alias = cue.first > 2 and "quoted name" in tokens[cue.first - 2].classes
    if before.text == "," and is_alias and tokens[cue.first - 3].kind == "word":
        return False  # known as "Fox", said the dam would rise
    if "quoted name" in before.classes:  # The band "Night Train" said the show was off.
        is_named = cue.first > 1 and tokens[cue.first - 2].is_noun_like
        if is_named or opens_clause(tokens, cue.stop, len(tokens)):
            return False
    if before.text == "," and cue.first > 1 and tokens[cue.first - 2].kind != "quotation":
        # "The dam will rise, said Kovalt": but "Tull, a rancher, said the dam would rise".
        subject = _subject_after(tokens, cue.stop)
        if subject is None or not _ends_clause(tokens, subject[1]):
            return False
        named = noun_phrase_before(tokens, cue.first)
        if named is None:
            return True
        is_relative = any("relative" in token.classes for token in tokens[slice(*named)])
        if not is_relative and has_verb(tokens, *named):
            return True
        return named[0] > 0 and has_verb(tokens, 1, named[0])
    is_within = cue.first > 1 and before.kind == "quotation"
    is_within &= cue.first > 1 and tokens[cue.first - 2].kind == "word"
    if is_within and (cue.is_base or opens_clause(tokens, cue.stop, len(tokens))):
        return False  # any "secret" email chains; a man called "the Fox" said the show was off
    is_name = after.kind == "word" or "quoted name" in after.classes
    return is_name and "content conjunction" not in after.classes


def _subject_after(tokens: Tokens, start: int) -> Range | None:
    """The subject after its verb, also two that "and" joins: "say clerks and some judges"."""
    if start < len(tokens) and {"thing pronoun", "personal pronoun"} <= tokens[start].classes:
        return None  # and Orr, who owns it, denied it
    subject = noun_phrase_after(tokens, start, len(tokens))
    if subject is None and start < len(tokens) and _ends_clause(tokens, start + 1):
        is_pronoun = not tokens[start].classes.isdisjoint({"singular determiner", "group pronoun"})
        return (start, start + 1) if is_pronoun else None  # wrote another
    if subject is None or subject[1] + 1 >= len(tokens):
        return subject
    if "additive conjunction" in tokens[subject[1]].classes:
        second = noun_phrase_after(tokens, subject[1] + 1, len(tokens))
        if second is not None and _ends_clause(tokens, second[1]):
            return subject[0], second[1]
    return subject


def _ends_clause(tokens: Tokens, at: int) -> bool:
    if at >= len(tokens) or tokens[at].text in {".", ",", "!", "?", ";"}:
        return True
    return "adjunct opener" in tokens[at].classes


def _joint(tokens: Tokens, begin: int) -> int:
    """Where the conjunctions and marks that join a clause to the preceding one begin."""
    at = begin
    if at and "joining conjunction" in tokens[at - 1].classes:
        at -= 1
        if at and "coordinator" in tokens[at - 1].classes:
            at -= 1
    if at and tokens[at - 1].text in _OPENS_PART:
        at -= 1
    return at
