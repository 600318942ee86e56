"""Noun phrases: where one ends or begins, told from closed word classes and capitals alone.

Any word that is in no closed class may be a noun or an adjective; there is no dictionary of those.
"""

from collections.abc import Sequence

from factx.rules.language.lexicon import forms, is_adverb, words, words_of
from factx.rules.reading.document import Token

Tokens = Sequence[Token]
Range = tuple[int, int]
"""First token and the one past the last."""

_FARTHEST = 40
"""No noun phrase that names a speaker is longer than this many tokens."""

_ROUGHLY = frozenset("about around nearly almost roughly some only over".split())
_WHICH = frozenset("last this next".split())
_CLOSED = words_of(
    "function", "preposition", "conjunction", "auxiliary", "object", "plain adverb", "article"
)
_SHORTENED = frozenset("d s ll ve re m".split())
_OPENERS = frozenset("and but that while as when because if although though so or".split())
_DASHES = frozenset({"—", "–", "--", "-"})
# What follows a name after a comma and is about the name, not about the saying.
_ADVERBIAL = words("function", "preposition") | words("function", "conjunction")
_MONTHS = frozenset("may march august".split())


def is_time(token: Token) -> bool:
    """Whether it is the name of a day or month, or a word like "yesterday"."""
    if token.low in _MONTHS:
        return token.is_capitalised
    return token.low in words("function", "time")


def is_period(token: Token) -> bool:
    """Whether it is a word like "week"."""
    return token.low in words("function", "period")


def is_noun_like(token: Token) -> bool:
    """Whether it is in no class of words that cannot be a noun or an adjective."""
    if token.kind == "quotation":
        return True
    if token.kind == "mark":
        return token.text in "%$£€#&"
    low = token.low
    if low == "according":
        return False
    return low not in _CLOSED


def is_subject_pronoun(token: Token) -> bool:
    """Whether it is a pronoun that can say something, also with its auxiliary: "they've"."""
    pronouns = words("function", "subject")
    if token.low in pronouns:
        return True
    pronoun, _, auxiliary = token.low.partition("'")
    return auxiliary in _SHORTENED and pronoun in pronouns


def has_verb(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether something between looks like a finite verb: an auxiliary, or a reporting past."""
    for token in tokens[start:stop]:
        if token.text in {";", ":", "."}:
            return False
        if is_finite(token):
            return True
    return False


def is_finite(token: Token) -> bool:
    """Whether a word shows by itself that it is a finite verb."""
    low = token.low
    if low in words("function", "auxiliary"):
        return low not in {"be", "been", "being", "having"}
    if low.endswith(("'re", "'d", "'ll")):
        return True
    if low.endswith("'s"):
        return low in {"he's", "she's", "it's", "there's", "that's", "what's"}
    return low.endswith("ed") and low in forms()


def noun_phrase_before(tokens: Tokens, stop: int) -> Range | None:
    """The noun phrase that ends right before token `stop`, its closed-off apposition included.

    Nothing where no noun stands there. An adverbial between commas is passed over:
    "Kovalt, speaking after the vote, said" has the phrase "Kovalt".
    """
    if stop <= 0:
        return None
    last = tokens[stop - 1]
    if stop > 1 and is_time(last):  # the panel on Monday said
        return noun_phrase_before(tokens, stop - 2 if tokens[stop - 2].low == "on" else stop - 1)
    if last.text == ",":
        return _before_insertion(tokens, stop - 1)
    if last.kind == "quotation":  # the hacker known as "Fox," said
        return _before_insertion(tokens, stop) or _walk(tokens, stop)
    if last.text in _DASHES:
        opened = next(
            (i for i in range(stop - 2, max(0, stop - _FARTHEST), -1) if tokens[i].text in _DASHES),
            None,
        )
        return noun_phrase_before(tokens, opened) if opened else None
    if last.low == "himself" or last.low == "herself" or last.low == "themselves":
        return _walk(tokens, stop - 1)
    phrase = _walk(tokens, stop)
    return _whole(tokens, phrase) if phrase is not None else None


def noun_phrase_after(tokens: Tokens, start: int, stop: int) -> Range | None:
    """The noun phrase that begins at token `start`, without what follows it after a comma."""
    if start >= stop:
        return None
    first = tokens[start]
    if first.low in {"he", "she", "they", "it", "we", "i"}:
        return start, start + 1
    end, has_noun = start, False
    while end < min(stop, start + _FARTHEST):
        token = tokens[end]
        if token.kind == "quotation" or is_time(token):
            break
        if token.text == "(":
            close = _closing(tokens, end, stop)
            if close is None or not has_noun:
                break
            end = close + 1
            continue
        if token.kind == "mark" and not is_noun_like(token):
            break
        low = token.low
        if has_noun and low in _WHICH and end + 1 < stop and is_period(tokens[end + 1]):
            break  # a poll last month
        if low in words("function", "determiner"):
            before = tokens[end - 1].low
            if (
                has_noun
                and before not in words("function", "linking")
                and not before.endswith("'s")
            ):
                break
        elif low in words("function", "linking") and has_noun:
            if not _links_on(tokens, end, stop, is_named=tokens[end - 1].is_capitalised):
                break
        elif low == "and" and has_noun:
            if not _coordinates_on(tokens, end, stop):
                break
        elif not _goes_into(token, has_noun=has_noun):
            break
        else:
            has_noun = True
        end += 1
    if end < stop and end - start > 1 and is_time(tokens[end]) and _is_participle(tokens[end - 1]):
        end -= 1  # according to [a report] released Monday
    while end > start and not _can_end(tokens[end - 1]):
        end -= 1
    return (start, end) if has_noun and end > start else None


def _goes_into(token: Token, *, has_noun: bool) -> bool:
    """Whether a token can belong to the noun phrase before it."""
    if not is_noun_like(token):
        return False
    return not has_noun or not (is_subject_pronoun(token) or _is_verb(token))


def leading_noun_phrase(tokens: Tokens, stop: int) -> Range | None:
    """The subject of a sentence, as far as its first words tell, before token `stop`."""
    start = 0
    while start < stop and (
        tokens[start].low in {"and", "but", "so", "yet"} or is_adverb(tokens[start].low)
    ):
        start += 1
    if start < stop and (tokens[start].low in _ADVERBIAL or tokens[start].low.endswith("ing")):
        comma = next((i for i in range(start, min(stop, 25)) if tokens[i].text == ","), None)
        if comma is None:
            return None
        start = comma + 1
    if start >= stop:
        return None
    first = tokens[start]
    is_opened = first.is_capitalised or first.low in words("function", "determiner")
    if not is_opened and not is_subject_pronoun(first):
        return None
    end = start + 1
    if first.low in {"he", "she", "they", "it", "we", "i"}:
        return start, end
    while end < min(stop, start + 10):
        token = tokens[end]
        is_past = token.low.endswith("ed") and not token.is_capitalised
        if token.kind != "word" or not is_noun_like(token) or is_past or _is_verb(token):
            break
        if token.low in words("function", "subject") or is_time(token):
            break
        end += 1
    return start, end


def _before_insertion(tokens: Tokens, comma: int) -> Range | None:
    """The phrase before an insertion that closes with `comma`, with it if it is an apposition."""
    for at in _commas_before(tokens, comma):
        if at == 0:
            break
        head = _walk(tokens, at)
        if head is None or at + 1 >= comma:
            continue
        opener = tokens[at + 1]
        if _is_apposition(tokens, head, opener):
            start = head[0]
            is_place = start > 1 and tokens[start - 1].low in {"of", "from", "in"}
            if is_place and tokens[start - 2].text == ",":
                continue  # Ann Lee, 22, of Dunmarrow, Ohio, said
            outer = _over_relative(tokens, head)
            if outer is not None:
                start = outer[0]
                if start > 1 and tokens[start - 1].text == ",":
                    named = _walk(tokens, start - 1)
                    if named is not None and _is_apposition(tokens, named, tokens[start]):
                        start = named[0]
            return start, comma
        if opener.low in _ADVERBIAL or opener.low.endswith("ing") or is_adverb(opener.low):
            return head
    return None


def _whole(tokens: Tokens, phrase: Range) -> Range:
    """A phrase with the relative clause it ends, and with the phrases that it is listed with."""
    outer = _over_relative(tokens, phrase)
    if outer is not None:
        return outer[0], phrase[1]
    start, stop = phrase
    if any(token.low == "and" for token in tokens[start:stop]):
        first = start
        while first > 1 and tokens[first - 1].text == ",":
            item = _walk_nouns(tokens, first - 1)
            if item is None or item[1] - item[0] > 8:
                return phrase
            first = item[0]
        if first == 0 or tokens[first - 1].low in {"that", "and", "but"}:
            return first, stop
    return phrase


def _over_relative(tokens: Tokens, phrase: Range) -> Range | None:
    """The phrase whose relative clause ends in `phrase`: "an aide who works for the mayor"."""
    start = phrase[0]
    if start < 3 or is_subject_pronoun(tokens[start]) or tokens[start - 1].kind != "word":
        return None
    if tokens[start - 1].low in words("function", "conjunction"):
        return None
    for at in range(start - 1, max(0, start - _FARTHEST // 2), -1):
        token = tokens[at]
        if token.low == "who":
            stop = at - 1 if tokens[at - 1].text == "," else at
            return _walk(tokens, stop) if stop else None
        if token.kind == "quotation" or token.text in {".", ";", ":"}:
            return None
        if is_subject_pronoun(token) or _reports(token) or token.text == ",":
            return None
    return None


def _reports(token: Token) -> bool:
    """Whether it is a past or -s form of a verb that reports clauses: "said"."""
    return any(
        not form.verb.particles and "bare" in form.verb.takes and form.shape in {"past", "s"}
        for form in forms().get(token.low, ())
    )


def _is_apposition(tokens: Tokens, head: Range, opener: Token) -> bool:
    if opener.low in words("function", "determiner") or opener.low in {"who", "which", "now"}:
        return True
    if opener.text[0].isdigit() or opener.low in {"one", "jr", "jr.", "sr.", "formerly", "then"}:
        return True
    if opener.is_capitalised and is_noun_like(tokens[head[1] - 1]) and not is_time(opener):
        return True  # his wife, Ann Lee,
    is_named = tokens[head[1] - 1].is_capitalised
    return is_named and (opener.low in {"of", "from"} or _is_plain_noun(opener))


def _is_plain_noun(token: Token) -> bool:
    return (
        token.kind == "word"
        and is_noun_like(token)
        and not is_adverb(token.low)
        and not token.low.endswith("ing")
        and not is_subject_pronoun(token)
    )


def _commas_before(tokens: Tokens, stop: int) -> list[int]:
    """The few commas before `stop`, nearest first."""
    found: list[int] = []
    for at in range(stop - 1, max(-1, stop - _FARTHEST), -1):
        if tokens[at].text in {";", ":", "."}:
            break
        if tokens[at].text == ",":
            found.append(at)
    return found[:6]


def _walk(tokens: Tokens, stop: int) -> Range | None:
    """The noun phrase that ends before `stop`, found by walking to its first word."""
    last = tokens[stop - 1]
    if is_subject_pronoun(last):
        if last.low in {"he", "she", "they", "it", "we", "i", "you", "who", "which"}:
            return stop - 1, stop
        if stop > 2 and tokens[stop - 2].low == "and":  # Kovalt and others
            joined = _walk_nouns(tokens, stop - 2)
            if joined is not None and _begins(tokens, joined[0]):
                return joined[0], stop
        return _walk_nouns(tokens, stop) or (stop - 1, stop)
    if last.low == "that" and stop > 1 and is_antecedent(tokens[stop - 2]):
        return stop - 1, stop
    if last.text == ")":
        open_at = _opening(tokens, stop - 1)
        if open_at is None or open_at == 0 or not is_noun_like(tokens[open_at - 1]):
            return None
        return _walk_nouns(tokens, stop)
    if not is_noun_like(last) or (is_adverb(last.low) and not last.is_capitalised):
        return None
    return _walk_nouns(tokens, stop)


def _walk_nouns(tokens: Tokens, stop: int) -> Range | None:
    at, start = stop - 1, stop
    floor = max(0, stop - _FARTHEST)
    while at >= floor:
        token = tokens[at]
        low = token.low
        before = tokens[at - 1] if at > floor else None
        if token.text == ")":
            open_at = _opening(tokens, at)
            if open_at is None:
                break
            at = open_at - 1
        elif low == "that" and not _points(tokens, at):
            break
        elif token.is_capitalised and start < stop and before and before.is_capitalised:
            start = at  # CBS This Morning
            at -= 1
        elif low in words("function", "article") or (
            start < stop and (low in words("function", "determiner") or low == "one")
        ):
            start = at
            if before is None or before.low not in words("function", "linking"):
                break
            at -= 1
        elif low in words("function", "linking"):
            if start == stop or before is None or not _carries(tokens, at - 1):
                break
            at -= 1
        elif low == "and" or low == "&":
            if start == stop or before is None or not _coordinates(tokens, at):
                break
            at -= 1
        elif low == "who" and start < stop and before is not None and is_noun_like(before):
            at -= 1
        elif _ends_walk(token, is_last=at == stop - 1, has_noun=start < stop):
            break
        else:
            start = at
            at -= 1
    start = _without_opening_adverbial(tokens, start, stop)
    if start and tokens[start - 1].low in _ROUGHLY and tokens[start].text[0].isdigit():
        start -= 1
    if all(
        not token.text[0].isalpha() and token.kind != "quotation" for token in tokens[start:stop]
    ):
        return None
    return (start, stop) if start < stop else None


def _ends_walk(token: Token, *, is_last: bool, has_noun: bool) -> bool:
    """Whether a token cannot belong to the noun phrase behind it."""
    if not is_noun_like(token) or is_subject_pronoun(token):
        return True
    if token.kind == "quotation":
        return has_noun or not is_last
    return has_noun and (is_time(token) or (_is_verb(token) and not token.is_capitalised))


def _points(tokens: Tokens, at: int) -> bool:
    """Whether the "that" at `at` points at a noun, as in "that report", and opens no clause."""
    before = tokens[at - 1] if at else None
    if before is None or before.kind != "word":
        return True
    return not is_noun_like(before) and not _is_verb(before) and not is_time(before)


def _without_opening_adverbial(tokens: Tokens, start: int, stop: int) -> int:
    """Where the name begins in "After the meeting Kovalt said", as no comma tells."""
    if start == 0 or start >= stop or tokens[start - 1].low not in _ADVERBIAL:
        return start
    if start > 1 and tokens[start - 2].kind != "mark":
        return start
    at = stop
    while at > start and tokens[at - 1].is_capitalised:
        at -= 1
    return at if start < at < stop else start


def _carries(tokens: Tokens, at: int) -> bool:
    """Whether the word before a linking preposition is a noun that it can be tied to."""
    token = tokens[at]
    if token.text in {")", "%"}:
        return True
    if is_adverb(token.low):
        return False
    if not is_noun_like(token) or is_subject_pronoun(token) or is_time(token):
        return token.low in {"one", "some", "many", "most", "several", "all", "both", "others"}
    return token.kind == "word" and (token.is_capitalised or not _is_verb(token))


def _coordinates(tokens: Tokens, at: int) -> bool:
    """Whether the "and" at `at` joins two names, or two bare nouns at the head of a clause."""
    left, right = tokens[at - 1], tokens[at + 1]
    if left.is_capitalised and right.is_capitalised:
        return True
    if left.kind != "word" or right.kind != "word" or not is_noun_like(left):
        return False
    if is_time(left) or is_subject_pronoun(left) or not is_noun_like(right):
        return False
    start = at - 1
    while start and at - start < 4 and tokens[start - 1].kind == "word":
        if not is_noun_like(tokens[start - 1]) or _is_verb(tokens[start - 1]):
            break
        start -= 1
    return _begins(tokens, start)


def _begins(tokens: Tokens, at: int) -> bool:
    """Whether a clause may begin at `at`: nothing, a mark or a joining word stands before it."""
    return at == 0 or tokens[at - 1].kind == "mark" or tokens[at - 1].low in _OPENERS


def is_antecedent(token: Token) -> bool:
    """Whether "that" behind it stands for it: "a message that said"."""
    if token.kind != "word" or not is_noun_like(token) or is_time(token):
        return False
    return not (is_subject_pronoun(token) or _is_verb(token) or is_adverb(token.low))


def _coordinates_on(tokens: Tokens, at: int, stop: int) -> bool:
    if at + 1 >= stop:
        return False
    following = next((t for t in tokens[at + 1 : min(stop, at + 6)] if _is_verb(t)), None)
    return tokens[at - 1].is_capitalised and tokens[at + 1].is_capitalised and following is None


def _links_on(tokens: Tokens, at: int, stop: int, *, is_named: bool) -> bool:
    """Whether the preposition at `at` belongs to the phrase: after a name only "of" and "for"."""
    if at + 1 >= stop or tokens[at].low in {"to", "by", "on"}:
        return False
    following = tokens[at + 1]
    if not (is_noun_like(following) or following.low in words("function", "determiner")):
        return False
    if is_time(following) or following.text[0].isdigit():
        return False
    if not is_named:
        return tokens[at].low in {"of", "for", "from", "in", "at", "with", "near"}
    return tokens[at].low == "of" or (tokens[at].low == "for" and following.low in {"the", "a"})


def _is_verb(token: Token) -> bool:
    """Whether it is a past or -s form of a reporting verb; nouns in -s of such verbs pass too."""
    if token.kind != "word" or token.is_capitalised:
        return False
    known = forms().get(token.low)
    return known is not None and any(form.shape == "past" for form in known)


def _is_participle(token: Token) -> bool:
    return token.low.endswith("ed") and not token.is_capitalised


def _can_end(token: Token) -> bool:
    if token.text == ")":
        return True
    return is_noun_like(token) and token.low not in words("function", "subject") - {"others", "one"}


def _opening(tokens: Tokens, close: int) -> int | None:
    return next((i for i in range(close, max(-1, close - 12), -1) if tokens[i].text == "("), None)


def _closing(tokens: Tokens, opened: int, stop: int) -> int | None:
    return next((i for i in range(opened, min(stop, opened + 12)) if tokens[i].text == ")"), None)
