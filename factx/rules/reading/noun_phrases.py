"""Noun phrases, found by closed word classes and capitals alone.

Any word that is in no closed class may be a noun or an adjective; there is no dictionary of those.
"""

from factx.rules.language.reporting_words import FINITE
from factx.rules.reading.document import DASHES, Range, Token, Tokens
from factx.rules.reading.main_verbs import is_main_verb

_FARTHEST = 40
"""No noun phrase that names a speaker is longer than this many tokens."""

_NEGATIONS = frozenset({"negative determiner", "negator"})
"""Marks around an insertion."""


def is_period(token: Token) -> bool:
    """Whether it is a word like "week"."""
    return "period" in token.classes


def has_verb(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a range has a finite verb: an auxiliary, or the past of a reporting verb."""
    for token in tokens[start:stop]:
        if token.text in {";", ":", "."}:
            return False
        if token.is_finite:
            return True
    return False


def noun_phrase_before(tokens: Tokens, stop: int) -> Range | None:
    """The noun phrase that ends at token `stop`, with an apposition between commas.

    None if no noun precedes it. An adverbial between commas is skipped: for "said" in "Kovalt,
    speaking after the vote, said" the phrase is "Kovalt".
    """
    if stop <= 0:
        return None
    last = tokens[stop - 1]
    if stop > 2 and is_period(last) and tokens[stop - 2].is_time:  # on Monday night said
        return noun_phrase_before(tokens, stop - 1)
    if stop > 1 and last.is_time:  # the panel on Monday said
        has_preposition = not tokens[stop - 2].classes.isdisjoint(
            {"day preposition", "place preposition"}
        )
        before = stop - 2 if has_preposition else stop - 1
        if before > 1 and "time postposition" in tokens[before - 1].classes:
            before -= 1  # the panel later Monday said
        return noun_phrase_before(tokens, before)
    if begin := time_before(tokens, stop):  # the panel two weeks ago said
        is_participle = "ed form" in tokens[begin - 1].classes  # a report released last week said
        return None if is_participle else noun_phrase_before(tokens, begin)
    if last.text == ",":
        return _before_insertion(tokens, stop - 1)
    if last.kind == "quotation":  # the hacker known as "Fox," said
        return _before_insertion(tokens, stop) or _walk(tokens, stop)
    if last.text in DASHES:
        opened = next(
            (i for i in range(stop - 2, max(0, stop - _FARTHEST), -1) if tokens[i].text in DASHES),
            None,
        )
        return noun_phrase_before(tokens, opened) if opened else None
    if "reflexive pronoun" in last.classes:
        return _walk(tokens, stop - 1)
    phrase = _walk(tokens, stop)
    return _whole(tokens, phrase) if phrase is not None else None


def time_before(tokens: Tokens, stop: int) -> int | None:
    """Where "this week", "two weeks ago" or "over the weekend" begins if it ends at `stop`.

    A noun or a comma stands before it: "The panel last week said", "Lee, an heir, last week said".
    """
    begin = _time_phrase(tokens, stop) if stop > 3 else None
    if begin is None or begin < 1:
        return None
    before = tokens[begin - 1]
    if before.text in {",", ")"}:
        return begin
    is_noun = before.kind == "word" and before.is_noun_like and "adverb" not in before.classes
    is_past = "past verb" in before.classes and not before.is_capitalised
    is_verb = is_past or bool(before.forms and "complementizer" in tokens[begin].classes)
    return begin if is_noun and not is_verb else None


def _time_phrase(tokens: Tokens, stop: int) -> int | None:
    """Where a phrase of time begins that ends at `stop`; its first word has no preposition."""
    last, before = tokens[stop - 1], tokens[stop - 2]
    if "time postposition" in last.classes and "time unit" in before.classes:
        counted = tokens[stop - 3]
        is_count = counted.text[0].isdigit() or not counted.classes.isdisjoint(
            {"number", "determiner", "plural determiner"}
        )
        return _before_count(tokens, stop - 3) if is_count else stop - 2
    is_that = "complementizer" in before.classes
    if is_that and "time unit" in last.classes and "comparison" in tokens[stop - 3].classes:
        return stop - 3
    is_earlier = stop > 4 and "comparison" in tokens[stop - 4].classes
    if not is_period(last) and not (is_earlier and "time unit" in last.classes):
        return None
    if "deictic" in before.classes or is_that:
        begin = stop - 2
        return begin - 1 if "comparison" in tokens[begin - 1].classes else begin
    preposition = tokens[stop - 3].classes
    if "definite article" not in before.classes or "preposition" not in preposition:
        return None
    if "genitive preposition" in preposition or "dative preposition" in preposition:
        return None
    return stop - 4 if is_earlier else stop - 3


def noun_phrase_after(tokens: Tokens, start: int, stop: int) -> Range | None:
    """The noun phrase that begins at token `start`, up to the first comma."""
    if start >= stop:
        return None
    first = tokens[start]
    if "personal pronoun" in first.classes:
        return start, start + 1
    end, has_noun = start, False
    while end < min(stop, start + _FARTHEST):
        token = tokens[end]
        if "quoted name" in token.classes and _is_nickname(tokens, end, stop):
            has_noun = True
            end += 1
            continue
        if token.kind == "quotation" or (token.is_time and (has_noun or end == start)):
            break
        if token.text == "(":
            close = _closing(tokens, end, stop)
            if close is None or not has_noun:
                break
            end = close + 1
            continue
        if token.kind == "mark" and not token.is_noun_like:
            break
        classes = token.classes
        following = tokens[end + 1] if end + 1 < stop else None
        if has_noun and "deictic" in classes and following and is_period(following):
            break  # a poll last month
        if "determiner" in classes:
            earlier_classes = tokens[end - 1].classes
            if has_noun and "linking" not in earlier_classes and "'s form" not in earlier_classes:
                break
        elif "linking" in classes and has_noun:
            if not _links_on(tokens, end, stop, is_named=tokens[end - 1].is_capitalised):
                break
        elif "additive conjunction" in classes and has_noun:
            if not _coordinates_on(tokens, end, stop) and not _joins_adjectives(tokens, end, start):
                break
        elif not _goes_into(token, has_noun=has_noun):
            is_first = end > start and "determiner" in tokens[end - 1].classes
            if "adjective" not in classes or not is_first:  # for the first time
                break
        else:
            has_noun = True
        end += 1
    if end < stop and end - start > 1 and tokens[end].is_time and _is_participle(tokens[end - 1]):
        end -= 1  # according to [a report] released Monday
    while end > start and not _can_end(tokens[end - 1]):
        end -= 1
    return (start, end) if has_noun and end > start else None


def _is_nickname(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether words in quotation marks stand beside a name: '"Duke" Velli', 'the band "Fox"'."""
    is_before = at + 1 < stop and tokens[at + 1].is_capitalised
    return is_before or (at > 0 and tokens[at - 1].is_noun_like and tokens[at - 1].kind == "word")


def _goes_into(token: Token, *, has_noun: bool) -> bool:
    """Whether a token can continue the noun phrase before it."""
    if not token.is_noun_like:
        return False
    return not has_noun or not (token.is_subject_pronoun or _is_verb(token))


def leading_noun_phrase(tokens: Tokens, stop: int) -> Range | None:
    """The subject at the start of a sentence, before token `stop`."""
    start = 0
    while start < stop and "sentence opener" in tokens[start].classes:
        start += 1
    if 0 < start < stop and tokens[start].text == ",":  # However, she
        start += 1
    is_about = start + 1 < stop and tokens[start + 1].text[0].isdigit()
    is_about &= start < stop and "approximator" in tokens[start].classes
    is_led = start < stop and "leading adverbial" in tokens[start].classes
    if start + 1 < stop and "ed form" in tokens[start].classes:  # Pressed once more on it, she
        is_led |= tokens[start + 1].text == "," or "subordinator" in tokens[start + 1].classes
    if not is_led or is_about:
        return _leading_from(tokens, start, stop, is_about=is_about)
    commas = [i for i in range(start, min(stop, 25)) if tokens[i].text == ","]
    found = [_leading_from(tokens, comma + 1, stop, is_about=False) for comma in commas]
    subjects = (one for one in found if one is not None and _acts(tokens, one[1], stop))
    return next(subjects, found[0] if found else None)


def _acts(tokens: Tokens, at: int, stop: int) -> bool:
    """Whether a verb stands at `at`, after a subject: "In Salem, Ohio, Ann Lee | went"."""
    return at < stop and (tokens[at].is_finite or is_main_verb(tokens, at))


def _leading_from(tokens: Tokens, start: int, stop: int, *, is_about: bool) -> Range | None:
    """The subject that begins at `start`, before token `stop`."""
    if start >= stop:
        return None
    first = tokens[start]
    is_opened = first.is_capitalised or "determiner" in first.classes
    if not is_opened and not first.is_subject_pronoun and not is_about:
        return None
    end = start + 1
    if "personal pronoun" in first.classes:
        return start, end
    if "ed form" in first.classes and end < stop and "preposition" in tokens[end].classes:
        return None  # Courted by the party, Kovalt
    while end < min(stop, start + 10):
        token = tokens[end]
        is_past = "ed form" in token.classes and not token.is_capitalised
        if token.kind != "word" or not token.is_noun_like or is_past or _is_verb(token):
            break
        if "past verb" in token.classes and is_main_verb(tokens, end):
            break
        if "subject" in token.classes or token.is_time:
            break
        end += 1
    if end == start + 1 and "determiner" in first.classes and first.classes.isdisjoint({"subject"}):
        return None  # The first of them
    return start, end


def _before_insertion(tokens: Tokens, comma: int) -> Range | None:
    """The phrase before an insertion that ends at `comma`, including it if it is an apposition."""
    for at in _commas_before(tokens, comma):
        if at == 0:
            break
        head = _walk(tokens, at)
        if head is None or at + 1 >= comma:
            continue
        opener = tokens[at + 1]
        if _is_apposition(tokens, head, opener):
            start = head[0]
            is_place = start > 1 and "residence preposition" in tokens[start - 1].classes
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
        if "inserted adverbial" in opener.classes:
            return head
    is_bracketed = tokens[comma - 1].text == ")"  # Ann Lee (Orla North), said
    return _walk(tokens, comma) if is_bracketed else None


def _whole(tokens: Tokens, phrase: Range) -> Range:
    """A phrase extended by the relative clause it ends, or by the list it ends."""
    outer = _over_relative(tokens, phrase)
    if outer is not None:
        return outer[0], phrase[1]
    return with_list(tokens, phrase)


def opening_of_joint(tokens: Tokens, stop: int) -> int:
    """Where "and" or "as well as" begins that ends at `stop`; 0 if neither ends there."""
    if stop and "additive conjunction" in tokens[stop - 1].classes:
        return stop - 1
    if stop > 3 and "joining adverb" in tokens[stop - 2].classes:
        around = tokens[stop - 1], tokens[stop - 3]
        return stop - 3 if all("role preposition" in one.classes for one in around) else 0
    return 0


def with_list(tokens: Tokens, phrase: Range) -> Range:
    """A phrase with "and" in it, extended by the list it ends: "The mayor, the port and the bank".

    The phrase itself if it ends none.
    """
    start, stop = phrase
    if any("additive conjunction" in token.classes for token in tokens[start:stop]):
        first = start
        while first > 1 and tokens[first - 1].text == ",":
            item = _walk_nouns(tokens, first - 1)
            if item is None or item[1] - item[0] > 8:
                return phrase
            first = item[0]
        if first == 0 or "clause boundary" in tokens[first - 1].classes:
            return first, stop
    return phrase


def _over_relative(tokens: Tokens, phrase: Range) -> Range | None:
    """The phrase whose relative clause ends in `phrase`: "an aide who works for the mayor"."""
    start = phrase[0]
    if start < 3 or tokens[start].is_subject_pronoun or tokens[start - 1].kind != "word":
        return None
    if "conjunction" in tokens[start - 1].classes:
        return None
    for at in range(start - 1, max(0, start - _FARTHEST // 2), -1):
        token = tokens[at]
        if "personal relative" in token.classes:
            stop = at - 1 if tokens[at - 1].text == "," else at
            return _walk(tokens, stop) if stop else None
        if token.kind == "quotation" or token.text in {".", ";", ":"}:
            return None
        if token.is_subject_pronoun or _reports(token) or token.text == ",":
            return None
    return None


def _reports(token: Token) -> bool:
    """Whether it is a past or -s form of a verb that reports clauses: "said"."""
    return not token.shapes.isdisjoint(FINITE) and any(
        not form.verb.particles and "bare" in form.verb.takes and form.shape in {"past", "s"}
        for form in token.forms
    )


def _is_apposition(tokens: Tokens, head: Range, opener: Token) -> bool:
    if "apposition opener" in opener.classes or opener.text[0].isdigit():
        return True
    if opener.is_capitalised and tokens[head[1] - 1].is_noun_like and not opener.is_time:
        return True  # his wife, Ann Lee,
    last = head[1] - 1
    if tokens[last].text == ")":  # Ann Lee (D-Md.), chair of the panel,
        opened = _opening(tokens, last)
        last = opened - 1 if opened else last
    is_named = tokens[last].is_capitalised
    return is_named and ("origin preposition" in opener.classes or _is_plain_noun(opener))


def _is_plain_noun(token: Token) -> bool:
    return (
        token.kind == "word"
        and token.is_noun_like
        and "adverb" not in token.classes
        and "ing form" not in token.classes
        and not token.is_subject_pronoun
    )


def _commas_before(tokens: Tokens, stop: int) -> list[int]:
    """Up to six commas before `stop`, nearest first."""
    found: list[int] = []
    for at in range(stop - 1, max(-1, stop - _FARTHEST), -1):
        if tokens[at].text in {";", ":", "."}:
            break
        if tokens[at].text == ",":
            found.append(at)
    return found[:6]


def _walk(tokens: Tokens, stop: int) -> Range | None:
    """The noun phrase that ends at `stop`, found by walking back to its first word."""
    last = tokens[stop - 1]
    if last.is_subject_pronoun:
        if "bare subject" in last.classes:
            return stop - 1, stop
        if stop > 2 and "additive conjunction" in tokens[stop - 2].classes:  # Kovalt and others
            joined = _walk_nouns(tokens, stop - 2)
            if joined is not None and _begins(tokens, joined[0]):
                return joined[0], stop
        return _walk_nouns(tokens, stop) or (stop - 1, stop)
    if "complementizer" in last.classes and stop > 1 and is_antecedent(tokens[stop - 2]):
        return stop - 1, stop
    if last.text == ")":
        open_at = _opening(tokens, stop - 1)
        if open_at is None or open_at == 0 or not tokens[open_at - 1].is_noun_like:
            return None
        return _walk_nouns(tokens, stop)
    if not last.is_noun_like or ("adverb" in last.classes and not last.is_capitalised):
        return None
    return _walk_nouns(tokens, stop)


def _walk_nouns(tokens: Tokens, stop: int) -> Range | None:
    at, start = stop - 1, stop
    floor = max(0, stop - _FARTHEST)
    while at >= floor:
        token = tokens[at]
        classes = token.classes
        before = tokens[at - 1] if at > floor else None
        if token.text == ")":
            open_at = _opening(tokens, at)
            if open_at is None:
                break
            at = open_at - 1
        elif "complementizer" in classes and not _points(tokens, at):
            break
        elif token.is_capitalised and start < stop and before and before.is_capitalised:
            start = at  # CBS This Morning
            at -= 1
        elif "article" in classes or (
            start < stop and ("determiner" in classes or "unit numeral" in classes)
        ):
            start = at
            if before is None or "linking" not in before.classes:
                break
            at -= 1
        elif "inner preposition" in classes and before and "article" in before.classes:
            start = at  # an inside source
            at -= 1
        elif "linking" in classes:
            if start == stop or before is None or not _carries(tokens, at - 1):
                break
            at -= 1
        elif "additive conjunction" in classes or token.text == "&":
            if start == stop or before is None or not _coordinates(tokens, at):
                break
            at -= 1
        elif "personal relative" in classes and start < stop and before and before.is_noun_like:
            at -= 1
        elif _ends_walk(token, is_last=at == stop - 1, has_noun=start < stop):
            break
        else:
            start = at
            at -= 1
    start = _without_opening_adverbial(tokens, start, stop)
    if start < stop:
        start = _before_count(tokens, start)
    is_figure = all(
        not token.text[0].isalpha() and token.kind != "quotation" for token in tokens[start:stop]
    )
    if is_figure and not _counts(tokens, start, stop):
        return None
    return (start, stop) if start < stop else None


def _before_count(tokens: Tokens, start: int) -> int:
    """Where "about" or "more than" before a number begins; `start` itself without any."""
    if not start:
        return start
    if "approximator end" in tokens[start].classes:  # least 40, of "at least 40"
        return start - 1 if "preposition" in tokens[start - 1].classes else start
    if tokens[start - 1].classes.isdisjoint({"approximator", "approximator end"}):
        return start
    if not tokens[start].text[0].isdigit() and "number" not in tokens[start].classes:
        return start
    if start > 1 and "approximator end" in tokens[start - 1].classes:
        if tokens[start - 2].classes.isdisjoint({"comparison", "preposition"}):
            return start
        is_denied = start > 2 and not tokens[start - 3].classes.isdisjoint(_NEGATIONS)
        return start if is_denied else start - 2  # no fewer than nine
    return start - 1 if "approximator" in tokens[start - 1].classes else start


def _counts(tokens: Tokens, start: int, stop: int) -> bool:
    """Whether a figure alone may be a subject: "39 say" after a conjunction, but no share."""
    if start >= stop or not tokens[start].text[0].isdigit():
        return False
    if tokens[stop - 1].text == "%":
        return False
    if start == 0:
        return True
    before = tokens[start - 1]
    if before.text == "," and start > 1:
        is_before_verb = stop < len(tokens) and tokens[stop].kind == "word"
        return is_before_verb and not tokens[start - 2].is_time and stop - start == 1
    if start > 1 and tokens[start - 2].text[0].isdigit():
        return False  # between May 24 and 28
    return before.text in {";", ":"} or not before.classes.isdisjoint(
        {"conjunction", "complementizer", "approximator"}
    )


def _ends_walk(token: Token, *, is_last: bool, has_noun: bool) -> bool:
    """Whether a token cannot belong to the noun phrase after it."""
    if not token.is_noun_like or token.is_subject_pronoun:
        return True
    if token.kind == "quotation":
        return "quoted name" not in token.classes and (has_noun or not is_last)
    return has_noun and (token.is_time or (_is_verb(token) and not token.is_capitalised))


def _points(tokens: Tokens, at: int) -> bool:
    """Whether the "that" at `at` is a determiner, as in "that report", unlike "that two men"."""
    if at + 1 < len(tokens) and "number" in tokens[at + 1].classes:
        return False
    before = tokens[at - 1] if at else None
    if before is None or before.kind != "word":
        return True
    return not before.is_noun_like and not _is_verb(before) and not before.is_time


def _without_opening_adverbial(tokens: Tokens, start: int, stop: int) -> int:
    """Where the name begins in "After the meeting Kovalt said", which has no comma."""
    if start + 2 < stop and "deictic" in tokens[start].classes and is_period(tokens[start + 1]):
        return start + 2  # Last night Kovalt said
    if start == 0 or start >= stop or "connective" not in tokens[start - 1].classes:
        return start
    if start > 1 and tokens[start - 2].kind != "mark":
        return start
    at = stop
    while at > start and tokens[at - 1].is_capitalised:
        at -= 1
    is_article = at == start + 1 and "article" in tokens[start].classes
    if is_article or (at > start and "linking" in tokens[at - 1].classes):
        return start  # As the Harbour Post reported, as Ann Lee of Orla Rail said
    return at if start < at < stop else start


def _carries(tokens: Tokens, at: int) -> bool:
    """Whether the word at `at` can take the prepositional phrase after it."""
    token = tokens[at]
    if token.text in {")", "%"}:
        return True
    if "adverb" in token.classes:
        return False
    if is_period(token) and "subordinator" in tokens[at + 1].classes:
        return False  # years after
    if not token.is_noun_like or token.is_subject_pronoun or token.is_time:
        return "partitive pronoun" in token.classes
    return token.kind == "word" and (token.is_capitalised or not _is_verb(token))


def _coordinates(tokens: Tokens, at: int) -> bool:
    """Whether the "and" at `at` joins two names, or two bare nouns that begin a clause."""
    left, right = tokens[at - 1], tokens[at + 1]
    if left.is_capitalised and right.is_capitalised:
        return True
    if left.kind != "word" or right.kind != "word" or not left.is_noun_like:
        return False
    if left.is_time or left.is_subject_pronoun or not right.is_noun_like:
        return False
    start = at - 1
    while start and at - start < 4 and tokens[start - 1].kind == "word":
        if not tokens[start - 1].is_noun_like or _is_verb(tokens[start - 1]):
            break
        start -= 1
    return _begins(tokens, start)


def _begins(tokens: Tokens, at: int) -> bool:
    """Whether a clause may begin at `at`: nothing, a mark or a conjunction precedes it."""
    return at == 0 or tokens[at - 1].kind == "mark" or "clause opener" in tokens[at - 1].classes


def is_antecedent(token: Token) -> bool:
    """Whether a relative "that" can refer to it: "a message that said"."""
    if token.kind != "word" or not token.is_noun_like or token.is_time:
        return False
    return not (token.is_subject_pronoun or _is_verb(token) or "adverb" in token.classes)


def _coordinates_on(tokens: Tokens, at: int, stop: int) -> bool:
    if at + 1 >= stop:
        return False
    following = next((t for t in tokens[at + 1 : min(stop, at + 6)] if _is_verb(t)), None)
    return tokens[at - 1].is_capitalised and tokens[at + 1].is_capitalised and following is None


def _joins_adjectives(tokens: Tokens, at: int, start: int) -> bool:
    """Whether the "and" at `at` joins two adjectives of one noun: "local and foreign experts"."""
    if at - start != 1 or at + 2 >= len(tokens):
        return False
    second, noun = tokens[at + 1], tokens[at + 2]
    is_plain = second.kind == "word" and second.is_noun_like and not second.is_capitalised
    is_plain &= "s form" not in tokens[start].classes and "s form" not in second.classes
    return is_plain and "s form" in noun.classes and noun.is_noun_like and not _is_verb(noun)


def _links_on(tokens: Tokens, at: int, stop: int, *, is_named: bool) -> bool:
    """Whether the preposition at `at` continues the phrase; after a name few do."""
    if at + 1 >= stop or "verb preposition" in tokens[at].classes:
        return False
    following = tokens[at + 1]
    if not (following.is_noun_like or "determiner" in following.classes):
        return False
    if following.is_time or following.text[0].isdigit():
        return False
    if not is_named:
        return "noun preposition" in tokens[at].classes
    if "genitive preposition" in tokens[at].classes:
        return True
    is_for = "benefactive preposition" in tokens[at].classes
    return is_for and "definite article" in following.classes  # not "Tarn for a third day"


def _is_verb(token: Token) -> bool:
    """Whether it is the past of a reporting verb."""
    if token.kind != "word" or token.is_capitalised:
        return False
    return "past" in token.shapes


def _is_participle(token: Token) -> bool:
    return "ed form" in token.classes and not token.is_capitalised


def _can_end(token: Token) -> bool:
    if token.text == ")":
        return True
    is_subject = "subject" in token.classes and "prop-word" not in token.classes
    return token.is_noun_like and not is_subject


def _opening(tokens: Tokens, close: int) -> int | None:
    return next((i for i in range(close, max(-1, close - 12), -1) if tokens[i].text == "("), None)


def _closing(tokens: Tokens, opened: int, stop: int) -> int | None:
    return next((i for i in range(opened, min(stop, opened + 12)) if tokens[i].text == ")"), None)


def without_article(phrase: Tokens) -> list[Token]:
    """A phrase without the article, demonstrative or possessive pronoun before it."""
    start = 0
    while start < len(phrase) - 1 and _is_article(phrase[start]):
        start += 1
    return list(phrase[start:])


def _is_article(token: Token) -> bool:
    return not token.classes.isdisjoint(
        {
            "plain article",
            "indefinite article",
            "demonstrative",
            "possessive determiner",
            "possessive relative",
        }
    )
