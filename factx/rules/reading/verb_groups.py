"""Verb groups: reporting verbs with their auxiliaries, negations, adverbs and particles."""

from typing import Literal, NamedTuple

from factx.rules.language.reporting_words import Form, Shape, Verb
from factx.rules.reading.clause_openings import opens_clause, opens_inverted
from factx.rules.reading.document import SET_OFF, Token, Tokens
from factx.rules.reading.hearsay import is_passive, quoting_verb_before
from factx.rules.reading.polarity import is_comparative_adverb, is_negated

_MOST = 12
"""The most groups per unit; further ones are ignored."""


Voice = Literal["finite", "participle", "passive"]
"""A finite verb has a subject, a participle shares one, and that of a passive is not the source."""


class VerbGroup(NamedTuple):
    """A verb that may report something, with its auxiliaries, adverbs and particles."""

    first: int
    """Its first token."""
    stop: int
    """The token past its last."""
    verb: Verb
    """The verb at its head."""
    voice: Voice
    is_bare: bool
    """Whether it is the verb alone, so that its subject may follow: "said Ann Lee"."""
    is_base: bool
    """Whether it is a base form without auxiliary, so that its subject is plural."""
    is_modal: bool
    """Whether it has a modal verb: "could say"."""
    negated: bool
    """Whether it is negated: "did not say", "refused to say"."""
    quoting: int | None = None
    """The verb before whoever is quoted: of "quoted Ann Lee as saying", where "quoted" is."""


def verb_groups(tokens: Tokens) -> list[VerbGroup]:
    """The verb groups outside quotations, in order."""
    found: list[VerbGroup] = []
    for at, token in enumerate(tokens):
        if not token.forms:
            continue
        is_inverted = at == 0 and opens_inverted(tokens)
        if token.is_capitalised and not (is_inverted or _reports_in_headline(tokens, at)):
            continue
        group = _first_group(tokens, at)
        if group is None:
            continue
        if found and group.voice == "passive" and group.stop == found[-1].stop:
            continue  # "are worried": the participle belongs to the verb "be"
        quoting = group.quoting if group.quoting is not None else group.first
        while found and quoting < found[-1].stop:
            found.pop()  # "declined to say": one group, whose last verb decides
        found.append(group)
        if len(found) == _MOST:
            break
    return found


def _reports_in_headline(tokens: Tokens, at: int) -> bool:
    """Whether a verb reports a clause, in a headline in which all words have capitals."""
    token = tokens[at]
    if not at or at + 2 >= len(tokens) or not tokens[at + 1].is_capitalised:
        return False
    if not any("bare" in form.verb.takes and form.shape == "s" for form in token.forms):
        return False
    return all(
        one.is_capitalised or one.kind != "word" or "closed class" in one.classes for one in tokens
    )


def _first_group(tokens: Tokens, at: int) -> VerbGroup | None:
    """The group of the first verb that the token at `at` can be a form of there."""
    following = _past_adverbs(tokens, at, at + 1)
    ahead = tokens[following].low if following < len(tokens) else ""
    for form in tokens[at].forms:
        if form.verb.particles and form.verb.particles[0] != ahead:
            continue
        if "needs a conjunction" in tokens[at].classes and not _has_conjunction(tokens, following):
            continue
        stop = _after_particles(tokens, at, form.verb)
        group = _group(tokens, at, stop, form) if stop else None
        if group is not None:
            return group
    return None


def _has_conjunction(tokens: Tokens, at: int) -> bool:
    return at < len(tokens) and "complementizer" in tokens[at].classes


def _group(tokens: Tokens, at: int, stop: int, form: Form) -> VerbGroup | None:
    verb, shape = form
    heard = _hearsay(tokens, at, stop, form)
    if heard is not None:
        return heard
    first = _group_start(tokens, at)
    before = tokens[first - 1] if first else None
    helper = next((t for t in reversed(tokens[first:at]) if "auxiliary" in t.classes), None)
    voice: Voice | None = "finite"
    if shape == "base" and before is not None and "infinitive marker" in before.classes:
        extended = _catenative_start(tokens, first - 1)
        if extended is None or verb.type != "statement" or not _reports(tokens, at, stop):
            return None  # "declined to comment": "declined" alone is the verb group
        first = extended
        before = tokens[first - 1] if first else None
    else:
        is_to = before is not None and "infinitive marker" in before.classes
        if helper is not None and is_to and shape == "ing":
            extended = _catenative_start(tokens, first - 1)  # appears to be arguing
            first = first if extended is None else extended
            before = tokens[first - 1] if first else None
        says_clause = before is not None and _says_clause(tokens, at, stop, form, before)
        voice = _voice(shape, helper, before, says_clause=says_clause)
    if voice is None:
        return None
    is_relative = before is not None and "complementizer" in before.classes and shape != "base"
    is_privative = voice == "participle" and before and "privative preposition" in before.classes
    is_firm = shape == "past" and _follows_firm(tokens, at, stop, before)
    is_opened = voice == "participle" and before and "participle opener" in before.classes
    is_firm |= shape == "past" and _follows_object(tokens, first, at)
    is_verb = helper is not None or is_relative or is_privative or is_firm or bool(is_opened)
    is_partitive = first > 2 and "genitive preposition" in tokens[first - 2].classes
    is_partitive &= first > 2 and "partitive pronoun" in tokens[first - 3].classes
    is_partitive &= first > 2 and "determiner" not in tokens[first - 1].classes
    is_noun = before is not None and not is_verb and _makes_noun(before) and not is_partitive
    if is_noun and not _follows_count(tokens, first - 1, at, stop):
        return None
    if is_privative:
        first -= 1
    is_modal = (
        helper is not None and "modal" in helper.classes and "auxiliary do" not in helper.classes
    )
    return VerbGroup(
        first,
        stop,
        verb,
        voice,
        is_bare=first == at and shape in {"past", "s", "base"},
        is_base=shape == "base" and helper is None and first == at,
        is_modal=is_modal,
        negated=is_negated(tokens, first, stop),
    )


def _hearsay(tokens: Tokens, at: int, stop: int, form: Form) -> VerbGroup | None:
    """The group of "was quoted as saying" and "quoted X as saying"; None if it is another."""
    is_past = form.shape == "past" and at > 0 and "perfect auxiliary" in tokens[at - 1].classes
    if form.verb.type != "statement" or not (form.shape in {"ing", "base"} or is_past):
        return None
    verb = quoting_verb_before(tokens, at)
    if verb is None:
        return None
    if is_passive(tokens, verb):
        first, quoting = _group_start(tokens, verb), None
    else:
        first, quoting = at, verb
    return VerbGroup(
        first,
        stop,
        form.verb,
        "finite",
        is_bare=False,
        is_base=False,
        is_modal=False,
        negated=is_negated(tokens, first if quoting is None else _group_start(tokens, verb), stop),
        quoting=quoting,
    )


def _after_particles(tokens: Tokens, at: int, verb: Verb) -> int | None:
    """The token past the verb at `at` and its particles; None if one is missing."""
    stop = at + 1
    for particle in verb.particles:
        stop = _past_adverbs(tokens, at, stop)
        if stop >= len(tokens) or tokens[stop].low != particle:
            return None
        stop += 1
    return stop


def _past_adverbs(tokens: Tokens, at: int, stop: int) -> int:
    """Past the adverbs from `stop` on if the verb at `at` is "be": "was deeply sceptical of"."""
    if "be" in tokens[at].classes:
        while stop < len(tokens) and "adverb" in tokens[stop].classes:
            stop += 1
    return stop


def _voice(
    shape: Shape, helper: Token | None, before: Token | None, *, says_clause: bool
) -> Voice | None:
    """How a verb relates to its subject; None if its form does not go with what precedes it.

    `helper` is the auxiliary next to the verb, `before` precedes the group, and `says_clause` is
    whether it is a participle with a clause or a quotation after a noun: "a letter saying that".
    """
    has_be = helper is not None and "be" in helper.classes
    has_modal = helper is not None and "modal" in helper.classes
    if shape == "base":
        return "finite" if helper is None or has_modal else None
    if shape == "s":
        return "finite" if helper is None else None
    is_perfect_participle = helper is not None and "ing form" in helper.classes
    if shape == "past" and not (is_perfect_participle and not has_be):  # not "having said"
        return "passive" if has_be else None if has_modal else "finite"
    if has_be:
        return "finite"
    is_set_off = before is not None and (
        before.text in SET_OFF
        or "participle opener" in before.classes
        or before.kind == "quotation"
    )
    return "participle" if is_set_off or says_clause else None


def _says_clause(tokens: Tokens, at: int, stop: int, form: Form, before: Token) -> bool:
    """Whether the participle at `at` follows a noun and is followed by what it says."""
    if form.shape != "ing" or form.verb.type != "statement" or stop + 1 >= len(tokens):
        return False
    if before.kind != "word" or not before.is_noun_like or before.is_subject_pronoun:
        return False
    takes, following = form.verb.takes, tokens[stop]
    if "quote" in takes and (following.kind == "quotation" or tokens[stop + 1].kind == "quotation"):
        return following.kind == "quotation" or following.text in {":", ","}
    if takes.isdisjoint({"that", "bare"}):
        return False
    ahead = tokens[stop : stop + 4]
    has_that = any("complementizer" in token.classes for token in ahead) and "whom" in takes
    if has_that or "complementizer" in following.classes:
        return True
    return opens_clause(tokens, stop, len(tokens))


def _group_start(tokens: Tokens, at: int) -> int:
    """Where the auxiliaries and adverbs before the verb at `at` begin."""
    first = at
    while first and tokens[first - 1].kind == "word":
        token = tokens[first - 1]
        if first > 1 and is_comparative_adverb(token):
            if "negative determiner" not in tokens[first - 2].classes:
                break
            first -= 2  # no longer
            continue
        is_adverb = not token.classes.isdisjoint({"adverb", "negator"})
        is_adverb &= not (token.is_capitalised and first > 1)
        if first > 1 and "time postposition" in token.classes:  # two weeks ago
            is_adverb &= "time unit" not in tokens[first - 2].classes
        if "inner adverb" in token.classes and first > 1:  # has since said, who both support
            earlier = tokens[first - 2]
            is_adverb |= "auxiliary" in earlier.classes
            is_adverb |= "bare subject" in earlier.classes and "subject" not in token.classes
        if not is_adverb and "auxiliary" not in token.classes:
            break
        first -= 1
    # An adverb with no subject before it belongs to the sentence, not to the verb.
    while first < at and (first == 0 or tokens[first - 1].kind != "word"):
        if "auxiliary" in tokens[first].classes:
            break
        if first and tokens[first - 1].kind == "mark" and tokens[first - 1].text == ",":
            break
        first += 1
    return first


def _reports(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether content follows the verb at `at`: "refused to say whether ..." """
    if stop >= len(tokens):
        return False
    following = tokens[stop]
    if following.kind == "quotation" or following.text == ":":
        return True
    if "reported clause opener" in following.classes:
        return True
    return "plain verb of saying" in tokens[at].classes and following.kind == "word"


def _catenative_start(tokens: Tokens, to: int) -> int | None:
    """Where the group begins if the "to" at `to` follows a verb like "declined", else None."""
    if to == 0:
        return None
    if (
        to > 1
        and "continuing particle" in tokens[to - 1].classes
        and "going on" in tokens[to - 2].classes
    ):
        return _group_start(tokens, to - 2)
    if "catenative" not in tokens[to - 1].classes:
        return None
    return _group_start(tokens, to - 1)


def _makes_noun(before: Token) -> bool:
    """Whether the token before a word makes it a noun or its modifier: "the claims", "42 votes"."""
    if before.is_subject_pronoun or "reflexive pronoun" in before.classes:
        return False
    return _is_figure(before) or "noun marker" in before.classes


def _is_figure(token: Token) -> bool:
    return token.text[0].isdigit() and token.text[-1].isdigit()


def _follows_count(tokens: Tokens, figure: int, at: int, stop: int) -> bool:
    """Whether a figure before a verb counts people: "four in 10 said", "39 say that".

    So it does if the word at `at` can be no noun or adjective, or if what it reports follows.
    """
    token = tokens[at]
    if not _is_figure(tokens[figure]) or "s form" in token.classes:
        return False
    if figure and tokens[figure - 1].is_time:  # On May 12 said
        return False
    is_participle = "ed form" in token.classes
    if "past" in token.shapes and not is_participle:
        return True
    is_singular = figure > 0 and "article" in tokens[figure - 1].classes  # a 2011 state assessment
    if stop >= len(tokens) or is_singular:
        return False
    following = tokens[stop]
    if "complementizer" in following.classes:
        return stop + 1 < len(tokens) and not tokens[stop + 1].is_finite
    opens = not is_participle or following.is_subject_pronoun or "determiner" in following.classes
    return opens and opens_clause(tokens, stop, len(tokens))


def _follows_object(tokens: Tokens, first: int, at: int) -> bool:
    """Whether a preposition and its pronoun end before a verb: "a source close to him said"."""
    if first < 2 or "ed form" in tokens[at].classes or "object" not in tokens[first - 1].classes:
        return False
    return "preposition" in tokens[first - 2].classes


def _follows_firm(tokens: Tokens, at: int, stop: int, before: Token | None) -> bool:
    """Whether the past at `at` follows a name in 's: "Tully's said", not "Tully's stated aim"."""
    if before is None or not before.is_capitalised or "'s form" not in before.classes:
        return False
    if "ed form" not in tokens[at].classes or stop >= len(tokens):
        return True
    is_last = tokens[stop].kind == "mark"
    return (
        is_last
        or "complementizer" in tokens[stop].classes
        or opens_clause(tokens, stop, len(tokens))
    )
