"""Noun phrases in a language without a list of its verbs, read by determiners and capitals.

In a language whose nouns have capitals, a phrase ends with its last capital. In others it ends at
the next function word, mark or form of a reporting verb.
"""

from factx.rules.language.language import Language
from factx.rules.reading.document import Range, Token, Tokens

_LONGEST = 16
_LONGEST_BRACKET = 8
_LONGEST_TITLE = 40
"""The most characters of a name in quotation marks."""
_LONGEST_ASIDE = 45
"""The most tokens between a subject and its verb that commas set off."""
_NO_PART = frozenset(
    {
        *("preposition", "conjunction", "complementizer", "question word", "adverb", "auxiliary"),
        *("negation", "relative", "masculine pronoun", "feminine pronoun", "other pronoun"),
    }
)
_LIGHT = frozenset({"adverb", "negation", "clitic pronoun"})
"""The classes of words that may stand between a subject and its verb."""


def is_pronoun(token: Token) -> bool:
    """Whether a token is a pronoun for somebody named before."""
    return "pronoun" in token.classes


def phrase_from(language: Language, tokens: Tokens, at: int, limit: int) -> int | None:
    """Where the noun phrase ends that begins at `at`; None if none begins there.

    It includes what "of" and the like attach, a bracket after a name, and what "and" joins.
    """
    if at >= limit:
        return None
    if is_pronoun(tokens[at]) and not begins_phrase(tokens, at, limit):
        return at + 1
    if (amount := _compared(tokens, at, limit)) is not None:
        return phrase_from(language, tokens, amount, limit)
    if _is_small_name(tokens[at]) and tokens[at].text[0].isalpha():
        return at + 1
    if not _can_begin(language, tokens[at]):
        return None
    end = _simple(language, tokens, _past_attribute(language, tokens, at, limit), limit)
    if end is None:
        return None
    end = _past_bracket(tokens, end, limit)
    joined = _past_joined(language, tokens, at, end, limit)
    return _past_bracket(tokens, joined, limit) if joined > end else end


def _compared(tokens: Tokens, at: int, limit: int) -> int | None:
    """After "less than" in "less than half of the people"; None if nothing is compared."""
    if at + 2 >= limit or "compared amount" not in tokens[at].classes:
        return None
    if "compared joint" not in tokens[at + 1].classes:
        return None
    return at + 2 + (tokens[at + 2].text.isdigit() and at + 3 < limit)


def begins_phrase(tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a word that may be a pronoun is the determiner of a noun: "diese Brücke"."""
    if "determiner" not in tokens[at].classes or at + 1 >= limit:
        return False
    following = tokens[at + 1]
    return following.kind == "word" and following.classes.isdisjoint(_NO_PART)


def _is_small_name(token: Token) -> bool:
    """Whether a word without a capital in front is a name by a stop or capital in it: "zeit.de"."""
    if token.kind != "word" or token.is_capitalised:
        return False
    inner = token.text[1:-1]
    if not token.text[-1].isalpha():
        return False
    if "." in inner:  # a capital after it begins a sentence: "klar.Der"
        return token.text.islower() and inner[0].isalpha()
    return any(char.isupper() for char in inner)


def _can_begin(language: Language, token: Token) -> bool:
    if token.kind != "word" or token.is_time:
        return False
    if "determiner" in token.classes or "personal title" in token.classes:
        return True
    return token.is_capitalised and (token.classes.isdisjoint(_NO_PART) or token.text.isupper())


def _simple(language: Language, tokens: Tokens, at: int, limit: int) -> int | None:
    """The end of a phrase with what links attach to it; None without a noun or name."""
    end = at
    has_head = False
    is_open = True  # whether a noun has yet to come
    for i in range(at, min(limit, at + _LONGEST)):
        token = tokens[i]
        if token.kind == "quotation":
            if i == at or not is_title(tokens, i):
                break
            has_head, is_open, end = True, False, i + 1
            continue
        if i > at and tokens[i - 1].kind == "quotation" and token.is_capitalised:
            break
        if token.kind == "mark":
            if token.text in {"/", "&"} and i > at and i + 1 < limit:
                continue
            break
        if has_head and not is_open and "link" in token.classes:
            if not _goes_on(language, tokens, i + 1, limit):
                break
            is_open = True
        elif has_head and _is_small_name(token):
            is_open, end = False, i + 1
        elif i > at and noble_name(tokens, i, limit) and _is_given(language, tokens[i - 1]):
            is_open = True
        elif "determiner" in token.classes and is_open:
            if i > at and _are_two_phrases(tokens[i - 1], token):
                break  # "die das Amt leitet": the first is a relative pronoun
            continue
        elif i > at and is_open and not token.classes.isdisjoint({"adverb", "negation"}):
            if "capital nouns" not in language.traits:
                break
        elif (i > at and "determiner" in token.classes and not token.is_capitalised) or not (
            _is_part(language, token, is_open=is_open) or _is_in_name(tokens, i, at)
        ):
            break
        else:
            if _is_noun(language, token) or language.traits.isdisjoint({"capital nouns"}):
                has_head, is_open = True, False
            if has_head and not is_open:
                end = i + 1
    return end if has_head else None


def _are_two_phrases(first: Token, second: Token) -> bool:
    """Whether two articles in a row belong to two phrases."""
    return "definite determiner" in first.classes and "definite determiner" in second.classes


def noble_name(tokens: Tokens, at: int, limit: int) -> int | None:
    """Where a name ends that opens with a word such as "von": "von der Heide"; else None."""
    if at + 1 >= limit or "noble particle" not in tokens[at].classes:
        return None
    at += 1 + ("determiner" in tokens[at + 1].classes)
    if at >= limit or not tokens[at].is_capitalised or tokens[at].text.isupper():
        return None
    is_other = not tokens[at].classes.isdisjoint(_NO_PART | {"determiner"}) or tokens[at].is_time
    return None if is_other else at + 1


def _is_given(language: Language, token: Token) -> bool:
    """Whether a word is a given name, also with a second one: "Karl-Theodor"."""
    classes = token.classes | language.classes_of(token.low.partition("-")[0])
    return not classes.isdisjoint({"masculine name", "feminine name"})


def _past_attribute(language: Language, tokens: Tokens, at: int, limit: int) -> int:
    """After "in New York geborene" in "die in New York geborene Sängerin"; else `at`.

    So too in "einer gestern verbreiteten Erklärung" and "Berlins langjähriger Bürgermeister".
    """
    if "capital nouns" not in language.traits or at + 2 >= limit:
        return at
    following = tokens[at + 1].classes
    if "determiner" not in tokens[at].classes:
        return _past_possessor(language, tokens, at)
    if tokens[at + 1].text.isdigit() and "time unit" in tokens[at + 2].classes:
        return at + 3 if _is_attribute(language, tokens, at + 3, limit) else at
    if following.isdisjoint({"preposition", "link"}):
        is_light = tokens[at + 1].is_time or "adverb" in following
        return at + 2 if is_light and _is_attribute(language, tokens, at + 2, limit) else at
    for i in range(at + 3, min(limit - 1, at + 9)):
        token = tokens[i]
        if token.kind == "mark":
            return at
        is_attribute = not token.is_capitalised and token.classes.isdisjoint(_NO_PART)
        if is_attribute and tokens[i + 1].is_capitalised and "determiner" not in token.classes:
            return i + 1
    return at


def _past_possessor(language: Language, tokens: Tokens, at: int) -> int:
    """After "Berlins" if an adjective and a noun follow; else `at`."""
    ending = language.entries("traits", "possessor ending")
    is_name = tokens[at].is_capitalised and tokens[at].low.endswith(ending)
    return at + 1 if is_name and _is_attribute(language, tokens, at + 1, len(tokens)) else at


def _is_attribute(language: Language, tokens: Tokens, at: int, limit: int) -> bool:
    """Whether an adjective stands at `at`, right before a noun."""
    if at + 1 >= limit or not tokens[at + 1].is_capitalised:
        return False
    token = tokens[at]
    if token.kind != "word" or token.is_capitalised or token.low in language.reporting:
        return False
    is_other = not token.classes.isdisjoint(_NO_PART | {"determiner", "link"})
    return not is_other and token.low.endswith(language.entries("traits", "adjective ending"))


def is_title(tokens: Tokens, at: int) -> bool:
    """Whether a quotation is a name in quotation marks: it is short and follows "the" or a noun.

    An adjective may stand between: "der neue „Rat der Alten“".
    """
    if not at or not is_short_quotation(tokens, at):
        return False
    before = tokens[at - 1].classes
    is_adjective = not tokens[at - 1].is_capitalised and "function word" not in before
    if at > 1 and is_adjective and tokens[at - 1].kind == "word":
        return "definite determiner" in tokens[at - 2].classes
    return not before.isdisjoint(
        {"definite determiner", "organisation", "media outlet", "addressee preposition"}
    )


def is_short_quotation(tokens: Tokens, at: int) -> bool:
    """Whether a quotation as short as a name stands at `at`."""
    if at >= len(tokens) or tokens[at].kind != "quotation":
        return False
    return tokens[at].end - tokens[at].start <= _LONGEST_TITLE


def _is_in_name(tokens: Tokens, at: int, start: int) -> bool:
    """Whether a word with a capital goes on with a name, whatever else it may be: "Sil Bajo"."""
    token = tokens[at]
    is_after = at > start and tokens[at - 1].is_capitalised
    return is_after and token.is_capitalised and not token.is_time and not is_pronoun(token)


def _is_part(language: Language, token: Token, *, is_open: bool) -> bool:
    """Whether a word that is no link or determiner can be part of a phrase."""
    if "personal title" in token.classes:
        return True
    if token.is_capitalised:
        return not token.is_time and (
            token.classes.isdisjoint(_NO_PART - {"adverb"}) or token.text.isupper()
        )
    if not token.classes.isdisjoint(_NO_PART) or token.is_time:
        return "name particle" in token.classes
    if "capital nouns" in language.traits:
        return is_open and token.low not in language.reporting
    return not any(form.part == "finite" for form in language.reporting.get(token.low, ()))


def _is_noun(language: Language, token: Token) -> bool:
    if token.is_capitalised or _is_small_name(token):
        return True
    return "." in token.text[1:-1] or "personal title" in token.classes


def _goes_on(language: Language, tokens: Tokens, at: int, limit: int) -> bool:
    """Whether a noun or name follows a link."""
    for i in range(at, min(limit, at + 5)):
        token = tokens[i]
        if token.kind == "quotation":
            return is_title(tokens, i)
        if token.kind != "word" or token.is_time:
            return False
        if token.is_capitalised:
            return token.classes.isdisjoint(_NO_PART - {"adverb"}) or token.text.isupper()
        if _is_small_name(token):
            return True
        if "determiner" in token.classes or "link" in token.classes:
            continue
        if not token.classes.isdisjoint(_NO_PART):
            return False
        if "capital nouns" not in language.traits:
            return True
    return False


def _past_bracket(tokens: Tokens, end: int, limit: int) -> int:
    """After a short bracket that follows a name: "Weber (SPD)"."""
    if end < limit and tokens[end].text == "(":
        for i in range(end + 1, min(limit, end + _LONGEST_BRACKET)):
            if tokens[i].text == ")":
                return i + 1
    return end


def _past_joined(language: Language, tokens: Tokens, at: int, end: int, limit: int) -> int:
    """After a second phrase that "and" joins, if nothing shows that a new clause begins."""
    if end + 1 >= limit or "additive conjunction" not in tokens[end].classes:
        return end
    second = _simple(language, tokens, end + 1, limit)
    if second is None or not _can_begin(language, tokens[end + 1]):
        return end
    following = tokens[second] if second < limit else None
    is_verb = (
        following is not None
        and following.kind == "word"
        and (following.low in language.reporting or "auxiliary" in following.classes)
    )
    return end if is_verb and at else second


def with_apposition(language: Language, tokens: Tokens, covered: Range, limit: int) -> Range:
    """A phrase with an apposition that follows it: "Anna Weber, die Leiterin des Amtes"."""
    start, end = covered
    if is_pronoun(tokens[start]) and end == start + 1:
        return covered
    if end + 1 < limit and tokens[end].text == ",":
        second: int | None = None
        if _can_begin(language, tokens[end + 1]):
            second = _simple(language, tokens, end + 1, limit)
        if second is not None and tokens[end + 1].classes.isdisjoint(_NO_PART - {"relative"}):
            is_closed = second >= limit or tokens[second].text in {",", ".", ";", ":"}
            if is_closed and _describes_person(language, tokens[end + 1 : second]):
                return start, second
    return covered


def _describes_person(language: Language, phrase: Tokens) -> bool:
    """Whether a phrase can be an apposition to a person, and not a clause with an unlisted verb.

    Where nouns have capitals, no verb is part of a phrase.
    """
    if "capital nouns" in language.traits:
        return True
    return any(t.is_capitalised or "personal title" in t.classes for t in phrase)


def phrase_before(language: Language, tokens: Tokens, begin: int, stop: int) -> Range | None:
    """The subject that ends before `stop`: with what commas set off and adverbs after it.

    It is the first phrase from `begin` on that nothing else separates from `stop`.
    """
    at = begin
    while at < stop:
        token = tokens[at]
        end: int | None = None
        if token.classes.isdisjoint({"preposition", "link"}) or "determiner" in token.classes:
            end = phrase_from(language, tokens, at, stop)
            if end is not None and _reaches(language, tokens, end, stop):
                return at, _named_end(tokens, end, stop)
        else:
            end = _past_prepositional(language, tokens, at, stop)
        at = max(at + 1, end or 0)
    return None


def first_phrase(language: Language, tokens: Tokens, begin: int, stop: int) -> Range | None:
    """The first phrase from `begin` on that no preposition opens; None if there is none."""
    at = begin
    while at < stop:
        classes = tokens[at].classes
        if classes.isdisjoint({"preposition", "link"}) or "determiner" in classes:
            end = phrase_from(language, tokens, at, stop)
            if end is not None and "oblique determiner" not in classes:
                return at, end
        else:
            end = _past_prepositional(language, tokens, at, stop)
        at = max(at + 1, end or 0)
    return None


def _past_prepositional(language: Language, tokens: Tokens, at: int, stop: int) -> int | None:
    """Where a phrase with a preposition ends, with what "and" joins to its noun."""
    end = prepositional_end(language, tokens, at, stop)
    if end is not None and end < stop and "additive conjunction" in tokens[end].classes:
        end = _simple(language, tokens, end + 1, stop) or end
    return end


def _named_end(tokens: Tokens, end: int, stop: int) -> int:
    """The end of a phrase with its apposition, or up to `stop` if commas set off what follows."""
    if end + 1 < stop and tokens[end].text == "," and tokens[stop - 1].text == ",":
        return stop - 1
    return end


def _reaches(language: Language, tokens: Tokens, end: int, stop: int) -> bool:
    """Whether only adverbs, phrases with prepositions and what commas set off precede `stop`."""
    if end == stop:
        return True
    if tokens[end].text == "," and tokens[stop - 1].text == "," and end < stop - 1:
        return stop - end < _LONGEST_ASIDE and all(
            token.kind != "quotation" for token in tokens[end:stop]
        )
    i = end
    while i < stop:
        token = tokens[i]
        if not token.classes.isdisjoint({"wide link", "link", "preposition"}):
            after = prepositional_end(language, tokens, i, stop)
            if after is None:
                return False
            i = after
        elif token.is_time or not token.classes.isdisjoint(_LIGHT):
            i += 1
        else:
            return tokens[i].text == "," and i < stop - 1 and tokens[stop - 1].text == ","
    return True


def prepositional_end(language: Language, tokens: Tokens, at: int, stop: int) -> int | None:
    """Where the phrase ends that the preposition at `at` opens."""
    if at + 1 < stop and tokens[at + 1].is_time:
        return at + 2
    return _simple(language, tokens, at + 1, stop)
