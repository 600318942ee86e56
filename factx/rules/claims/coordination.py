"""Split a clause with two or three coordinated subjects or objects: "Ruiz met Okafor and Dahl"."""

from collections.abc import Iterator, Sequence

from factx.rules.reading.document import Document, Range, Token, Tokens, place_of, tokens_between
from factx.rules.reading.main_verbs import is_main_verb
from factx.text import Offsets

_MOST_ITEMS = 3
"""A longer list stays whole."""
_LONGEST_ITEM = 8
"""In tokens."""
_LONGEST_SUBJECT = 20
"""Most tokens before the verb."""
_INSIDE = frozenset({"linking"})
"""What an item may contain beside nouns: "the mayor of Teel"."""
_TOGETHER = frozenset({"joint word", "reciprocal"})
"""What is true only of all of them together: "each other", "both"."""
_HELPERS = frozenset({"auxiliary", "adverb", "negator"})
_VERB_FORMS = frozenset({"past verb", "ed form", "participle verb", "ing form", "base verb"})


def distributed(document: Document, places: Sequence[Offsets]) -> Iterator[tuple[Offsets, ...]]:
    """The pieces of a clause once for each of its coordinated subjects or objects, if it has some.

    Only the first coordination is split, and only of two or three nouns of which the predicate is
    true one by one. Otherwise the clause is yielded as it is.
    """
    if len(places) != 1:
        yield tuple(places)
        return
    tokens = tokens_between(document, *places[0])
    found = _coordination(tokens)
    if found is None:
        yield tuple(places)
        return
    start, stop = found[0][0], found[-1][1]
    for item in found:
        ranges = [(0, start), item, (stop, len(tokens))]
        pieces = [place_of(tokens, one) for one in ranges if one[0] < one[1]]
        yield tuple(_joined(document, pieces))


def _joined(document: Document, pieces: Sequence[Offsets]) -> list[Offsets]:
    """The pieces, those that only blanks divide as one."""
    found: list[Offsets] = []
    for start, end in pieces:
        if found and not document.text[found[-1][1] : start].strip():
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    return found


def _coordination(tokens: Tokens) -> list[Range] | None:
    """The coordinated subjects, or else the coordinated objects, of the main verb."""
    if not any("coordinator" in t.classes or "disjunction" in t.classes for t in tokens):
        return None
    last = min(len(tokens), _LONGEST_SUBJECT)
    verb = next((at for at in range(1, last) if is_main_verb(tokens, at)), None)
    if verb is None or any(not token.classes.isdisjoint(_TOGETHER) for token in tokens):
        return None
    if any("relative" in token.classes for token in tokens[:verb]):
        return None
    stop = _past_group(tokens, verb)
    is_negated = any("negator" in token.classes for token in tokens[verb:stop])
    main = tokens[stop - 1].classes
    if "auxiliary" in main:
        return None  # "are sisters", "has boats"
    if not is_negated and "joint verb" not in main:
        subjects = _items(tokens, 0, verb, is_negated=False)
        if subjects is not None and subjects[-1][1] == verb:
            return subjects
    if "joining verb" in main:
        return None
    return _items(tokens, stop, len(tokens), is_negated=is_negated)


def _past_group(tokens: Tokens, verb: int) -> int:
    """The token past the verb group at `verb`: "has not met"."""
    at = verb
    while at + 1 < len(tokens) and not tokens[at].classes.isdisjoint(_HELPERS):
        if tokens[at + 1].classes.isdisjoint(_HELPERS | _VERB_FORMS):
            break
        at += 1
    return at + 1


def _items(tokens: Tokens, start: int, stop: int, *, is_negated: bool) -> list[Range] | None:
    """Two or three noun phrases from `start` on that commas and a last conjunction join."""
    conjunction = "disjunction" if is_negated else "additive conjunction"
    found: list[Range] = []
    at = start
    is_last = False
    while True:
        end = _item_end(tokens, at, stop)
        if end == at or end - at > _LONGEST_ITEM or len(found) == _MOST_ITEMS:
            return None
        found.append((at, end))
        if is_last or end >= stop:
            break
        if tokens[end].text == ",":
            end += 1
        if end < stop and conjunction in tokens[end].classes:
            end, is_last = end + 1, True
        elif tokens[end - 1].text != ",":
            break
        at = end
    return found if is_last and _is_list(tokens, found, stop) else None


def _item_end(tokens: Tokens, at: int, stop: int) -> int:
    """The end of a noun phrase that begins at `at`; `at` if none does."""
    end = at
    while end < stop:
        token = tokens[end]
        if end > at and "determiner" in token.classes:
            before = tokens[end - 1]
            if before.classes.isdisjoint({"linking", "genitive", "number"}):
                break  # gave the mayor | a map
        inside = token.is_noun_like or not token.classes.isdisjoint({"item opener"} | _INSIDE)
        is_pronoun = "personal pronoun" in token.classes or token.kind == "quotation"
        if not inside or is_pronoun or token.is_time or token.kind == "mark":
            break
        if token.classes.isdisjoint(_INSIDE) and "adverb" in token.classes:
            break
        end += 1
    while end > at and not tokens[end - 1].classes.isdisjoint(_INSIDE):
        end -= 1
    return end


def _is_list(tokens: Tokens, items: Sequence[Range], stop: int) -> bool:
    """Whether each item is a noun phrase of its own, and no clause follows the last one."""
    end = items[-1][1]
    if any("relative" in token.classes for token in tokens[items[-1][0] : stop]):
        return False  # met the mayor and a clerk who left
    if not all(_is_phrase(tokens[first:last]) for first, last in items):
        return False
    if any(not t.classes.isdisjoint(_INSIDE) for a, b in items[:-1] for t in tokens[a:b]):
        return _is_determined(tokens[slice(*items[-1])])  # money for farms and mills
    following = tokens[end] if end < stop else None
    if following is None or following.kind == "mark" or following.is_time:
        return True
    return not following.classes.isdisjoint({"preposition", "adverb", "infinitive marker"})


def _is_determined(phrase: Sequence[Token]) -> bool:
    """Whether a phrase opens with an article or a number, so is not the object of "for"."""
    return not phrase[0].classes.isdisjoint({"determiner", "number"})


def _is_phrase(phrase: Sequence[Token]) -> bool:
    """Whether a phrase is a name, a plural, or has a determiner or number: not an adjective."""
    first, last = phrase[0], phrase[-1]
    if first.is_capitalised and last.is_capitalised:
        return True
    if not first.classes.isdisjoint({"determiner", "number"}) or first.text[0].isdigit():
        return True
    return "s form" in last.classes and "adjective" not in last.classes
