"""The names of an article together: which are the same, and what kind of source each names."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.capitals import inner_names
from factx.rules.reading.document import Document, Token, Tokens, token_at
from factx.rules.reading.kinds import is_acronym, is_adjective_of, kind_of_name, kind_of_noun
from factx.rules.reading.names import Name, names, names_elsewhere

BODIES: frozenset[SourceKind] = frozenset({"official_body", "organisation", "media_outlet"})
"""The kinds of source that people belong to."""
_BODY_WORDS = frozenset({"body noun", "company word", "company suffix", "media name"})
"""Classes of last words that name a body."""
_AGES = range(1, 120)
_SURE = 3
"""Evidence that outweighs the words of a name."""
_LONGEST_APPOSITION = 6
"""In words, up to its noun."""


class KnownNames(NamedTuple):
    """The names of an article, by their labels."""

    kinds: Mapping[str, SourceKind]
    """What each names."""
    persons: Mapping[str, tuple[str, ...]]
    """The full names of people by their last word, in lower case."""
    bodies: Mapping[str, str]
    """From each short name of a body to its full one: "Larkmoor", "Larkmoor Appliance Co."."""

    def kind(self, name: Name) -> SourceKind:
        """The kind of source that an occurrence of a name names."""
        return self.kinds[name.label]


@lru_cache(4)
def known_names(document: Document) -> KnownNames:
    """What all occurrences of the names of an article show together."""
    found = names(document)
    evidence = _evidence(document, found)
    words = {name.label: name.words for name in found}
    for name in names_elsewhere(document):
        if name.label not in words and _is_fuller(name, words):
            words[name.label] = name.words
            evidence[name.label] = Counter()
    kinds: dict[str, SourceKind] = {
        label: _kind(document.language, parts, evidence[label]) for label, parts in words.items()
    }
    persons = _persons(words, kinds)
    for label, parts in words.items():
        is_surname = len(parts) == 1 and parts[0].lower() in persons
        if is_surname and (is_acronym(label) or evidence[label].total() < _SURE):
            kinds[label] = "person"
    bodies = _bodies(document.language, words, kinds, evidence, persons)
    for acronym, label in _acronyms(document, found):
        if kinds[label] != "person":
            bodies[acronym] = label
            kinds[acronym] = kinds[label]
    return KnownNames(kinds, persons, bodies)


def _acronyms(document: Document, found: tuple[Name, ...]) -> Iterator[tuple[str, str]]:
    """The acronyms in brackets after names: "Kitchen Safety Watch (KSW)"."""
    for name in found:
        tokens = document.units[name.unit].tokens
        behind = tokens[token_at(tokens, name.end) :][:3]
        if [token.text for token in behind[::2]] == ["(", ")"] and is_acronym(behind[1].text):
            yield behind[1].text, name.label


def _persons(
    words: Mapping[str, tuple[str, ...]], kinds: Mapping[str, SourceKind]
) -> dict[str, tuple[str, ...]]:
    """The full names of people by their last word, in lower case."""
    found: dict[str, dict[str, None]] = {}
    for label, parts in words.items():
        if len(parts) > 1 and kinds[label] == "person":
            found.setdefault(parts[-1].lower(), {})[label] = None
    return {last: _without_short_forms(tuple(labels), words) for last, labels in found.items()}


def _is_fuller(name: Name, words: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a name completes a single word that the prose has as a name."""
    return len(name.words) in {2, 3} and (name.words[0] in words or name.words[-1] in words)


def _without_short_forms(
    labels: tuple[str, ...], words: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """The names without those that a longer one of the same person repeats in part."""

    def is_short(label: str) -> bool:
        parts = words[label]
        return any(
            len(words[other]) > len(parts) and _is_short_for(parts, words[other])
            for other in labels
        )

    return tuple(label for label in labels if not is_short(label)) or labels


def _is_short_for(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether it is the end of the full name, "Le Pen", or leaves out names: "Ann J. Lee"."""
    if full[-len(short) :] == short:
        return True
    rest = iter(full)
    return short[0] == full[0] and all(word in rest for word in short)


def _kind(language: Language, words: tuple[str, ...], evidence: Counter[SourceKind]) -> SourceKind:
    """The kind that the words of a name show, unless what stands around it shows a person.

    Without any evidence, a name is a person's.
    """
    kind = kind_of_name(words, language)
    last = language.singular(words[-1].lower())
    if "given name" in language.classes_of(words[0].lower()) and len(words) > 1:
        evidence["person"] += 2
    evidence["person"] += len(words) > 1
    best = max(evidence, key=lambda one: (evidence[one], one == "person"))
    count = evidence[best]
    others = evidence.total() - count
    if kind is None:
        return best
    is_strong = not language.classes_of(last).isdisjoint(_BODY_WORDS)
    is_person = best == "person" and count >= (2 * _SURE if is_strong else _SURE)
    return best if is_person and count > others else kind


def _evidence(document: Document, found: tuple[Name, ...]) -> dict[str, Counter[SourceKind]]:
    """For each label, what the words around its occurrences say of its kind, with weights."""
    evidence: dict[str, Counter[SourceKind]] = {}
    for name in found:
        tokens = document.units[name.unit].tokens
        at, stop = token_at(tokens, name.start), token_at(tokens, name.end)
        counted = evidence.setdefault(name.label, Counter())
        if name.titles - document.language.members("member noun"):
            counted["person"] += _SURE
        for kind, weight in _signs(document.language, tokens, at, stop):
            counted[kind] += weight
    lasts = {name.words[-1] for name in found if len(name.words) > 1 and "." not in name.words[0]}
    adjectives = _adjectives(document)
    for label in evidence.keys() - lasts:
        if any(is_adjective_of(word, label) for word in adjectives):
            evidence[label]["official_body"] += _SURE  # a country
    return evidence


def _adjectives(document: Document) -> list[str]:
    """The words of an article that look like adjectives made from names."""
    classes_of = document.language.classes_of
    return [word for word in inner_names(document) if "proper adjective" in classes_of(word)]


def _signs(
    language: Language, tokens: Tokens, at: int, stop: int
) -> Iterator[tuple[SourceKind, int]]:
    """What the words around one occurrence say of its kind."""
    before = tokens[at - 1] if at else None
    after = tokens[stop] if stop < len(tokens) else None
    if before is not None and before.kind == "word" and not before.is_capitalised:
        is_telling = before.is_noun_like and "member noun" not in before.classes
        kind = kind_of_noun(before.low, language) if is_telling else None
        if kind is not None and kind != "group":
            yield kind, _SURE
        if not before.classes.isdisjoint({"place preposition", "locative preposition"}):
            yield "official_body", 1
    is_bare = after is None or not _is_plain_noun(after) or _is_verb(after)
    if before is not None and "definite article" in before.classes and is_bare:
        yield "organisation", _SURE
    if after is not None and "personal relative" in after.classes:
        yield "person", 2
    is_complement = before is not None and "linking" in before.classes
    if after is not None and after.text == "," and not is_complement:
        yield from _signs_after_comma(language, tokens, stop + 1)
    yield from _signs_of_pronouns(tokens, at, stop)


def _is_verb(token: Token) -> bool:
    is_finite = not token.classes.isdisjoint({"auxiliary", "ed form"})
    return is_finite or not token.shapes.isdisjoint(FINITE)


def _signs_after_comma(
    language: Language, tokens: Tokens, at: int
) -> Iterator[tuple[SourceKind, int]]:
    """What an age, a relative clause or an apposition says of the name before it."""
    if at >= len(tokens):
        return
    token = tokens[at]
    is_age = token.text.isdecimal() and int(token.text) in _AGES
    if is_age or "personal relative" in token.classes:
        yield "person", _SURE
    elif "thing relative" in token.classes:
        yield "organisation", 1
    elif "determiner" in token.classes and "personal pronoun" not in token.classes:
        nouns = list(takewhile(_is_plain_noun, tokens[at + 1 : at + _LONGEST_APPOSITION]))
        kind = kind_of_noun(nouns[-1].low, language) if nouns else None
        if kind is not None:
            yield kind, _SURE


def _is_plain_noun(token: Token) -> bool:
    if token.kind != "word" or not token.is_noun_like or token.is_subject_pronoun:
        return False
    return token.classes.isdisjoint({"linking", "relative", "determiner"})


def _signs_of_pronouns(tokens: Tokens, at: int, stop: int) -> Iterator[tuple[SourceKind, int]]:
    """What a pronoun later in the sentence says of the name at its beginning."""
    if at > 1 or any(token.is_name for token in tokens[stop:]):
        return
    if len(tokens) - stop < 2:
        return
    later = [token.classes for token in tokens[stop:]]
    is_person = any(not c.isdisjoint({"masculine pronoun", "feminine pronoun"}) for c in later)
    if is_person:
        yield "person", 1
    elif any(_means_body(first, second) for first, second in pairwise(tokens[stop:])):
        yield "organisation", 1


def _means_body(token: Token, following: Token) -> bool:
    """Whether "its", or "it" as in "it would", stands for a body rather than for nothing."""
    if "thing pronoun" not in token.classes:
        return False
    return "possessive determiner" in token.classes or "modal" in following.classes


def _bodies(
    language: Language,
    words: Mapping[str, tuple[str, ...]],
    kinds: dict[str, SourceKind],
    evidence: Mapping[str, Counter[SourceKind]],
    persons: Mapping[str, tuple[str, ...]],
) -> dict[str, str]:
    """The full names of bodies by their short ones; settles the kind of the short ones."""
    full = [label for label in words if kinds[label] in BODIES and len(words[label]) > 1]
    order = {label: number for number, label in enumerate(full)}
    alike: dict[str, set[str]] = {}
    for label in full:
        for key in (words[label][0], words[label][-1], _initials(words[label])):
            alike.setdefault(key, set()).add(label)
    short_for: dict[str, str] = {}
    for label, parts in words.items():
        near = set[str]().union(*(alike.get(key, ()) for key in (parts[0], parts[-1], label)))
        longer = [
            other
            for other in sorted(near, key=order.__getitem__)
            if len(words[other]) > len(parts)
            and not (words[other][1:] == parts and words[other][0].lower() in persons)
            and (_contains(words[other], parts) or _initials(words[other]) == label)
        ]
        if not longer or evidence[label]["person"] >= _SURE:
            continue
        longest = max(longer, key=lambda other: len(words[other]))
        is_club = "club word" in language.classes_of(words[longest][-1].lower())
        is_place = evidence[label]["official_body"] > 0 and not is_club
        is_body = "body noun" in language.classes_of(parts[-1].lower())
        is_end = words[longest][-len(parts) :] == parts
        if is_body and not is_end and words[longest][len(parts)][0].isupper():
            continue  # the Senate is not the Senate Finance Committee
        opening = language.classes_of(words[longest][0].lower())
        if is_end and not is_body and not opening.isdisjoint({"body noun", "media name"}):
            continue  # Tarn is not Radio Tarn
        if label.lower() in language.members("region"):
            continue
        if is_place or (len(parts) == 1 and "metonym" in language.classes_of(label.lower())):
            continue
        if all(_contains(words[longest], words[other]) for other in longer):
            short_for[label] = longest
            kinds[label] = kinds[longest]
    return short_for


def _contains(full: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether `short` stands at the beginning or the end of `full`."""
    if full[-len(short) :] == short:
        is_complement = full[-len(short) - 1 :][0].islower()  # Votes for Tarn
        return "." not in full[0] and not is_complement  # "... in the U.S. Idrana said"
    return full[: len(short)] == short


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words if word[0].isupper())
