"""Words that bear the meaning of a passage, so that no near match may touch them.

Another number, a negation more or less, another modal or another name makes another statement,
however much else is the same. The lists are short closed classes of the languages named; where two
languages share a form, a refusal too many is the lesser harm.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import regex

from factx.records.ungrounded import Reason

_NEGATIONS = frozenset(
    # English
    "not no never none nobody nothing nowhere neither nor without cannot hardly scarcely barely"
    # German, Dutch
    " nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder"
    " niet geen nooit niemand niets zonder"
    # French, Spanish, Italian, Portuguese
    " ne pas non jamais aucun aucune rien personne sans ni nunca jamás ningún ninguno ninguna nada"
    " nadie sin mai nessun nessuno nessuna niente senza não nenhum nenhuma ninguém sem".split()
)
_MODALS = {
    **{word: word for word in "may might can could will would shall should must ought".split()},
    "wo": "will",
    **dict.fromkeys(["ca", "cannot"], "can"),
    "sha": "shall",
    **{
        word: word
        for word in "kann könnte darf soll sollte muss müsste wird würde dürfte"
        " peut pourrait doit devrait puede podría debe debería può potrebbe deve dovrebbe"
        " pode poderia deveria".split()
    },
}
_NUMBERS = {
    word: str(value)
    for value, words in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
    for word in [words]
} | {
    word: word
    for word in "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion"
    " trillion dozen half third quarter first second double twice once both".split()
}
# Words that are written with a capital for another reason than being a name.
_NO_NAMES = frozenset(
    "a an and as at but by for from he her his how i if in it its my no not of on or our she so"
    " that the their they this to was we were what when where which who why will with you your"
    " mr mrs ms dr".split()
)
_CONTRACTED = regex.compile(r"(?<=\w)n't$")
_DIGITS = regex.compile(r"\p{Nd}")
_CLASSES: tuple[tuple[Reason, str], ...] = (
    ("changed_number", "number"),
    ("changed_negation", "negation"),
    ("changed_modal", "modal"),
    ("changed_name", "name"),
)


def changed_meaning(drafted: Sequence[str], found: Sequence[str]) -> Reason | None:
    """What bears meaning and differs between words as drafted and words as found, in their case.

    None if nothing does: "10 percent" for "10%" changes no number, and "don't" for "do not" no
    negation.
    """
    ours, theirs = _bearing(drafted), _bearing(found)
    for reason, kind in _CLASSES:
        if ours[kind] != theirs[kind]:
            return reason
    return None


def names_in(words: Iterable[str]) -> bool:
    """Whether any of `words`, in their case, is taken for a name."""
    return bool(_bearing(words)["name"])


def _bearing(words: Iterable[str]) -> dict[str, Counter[str]]:
    """The words that bear meaning, by the kind of meaning, in a common form."""
    found: dict[str, Counter[str]] = {kind: Counter() for _, kind in _CLASSES}
    for word in words:
        for kind, form in _forms(word):
            found[kind][form] += 1
    return found


def _forms(word: str) -> Iterator[tuple[str, str]]:
    """What `word` bears, as kind and form; contractions are taken apart."""
    lower = word.lower().replace("’", "'")
    stem, _, ending = _CONTRACTED.sub("", lower).partition("'")
    negated = _CONTRACTED.search(lower) is not None
    if _DIGITS.search(lower):
        yield "number", lower.replace(",", "")
    elif lower in _NUMBERS:
        yield "number", _NUMBERS[lower]
    if negated or lower in _NEGATIONS:
        yield "negation", "not" if negated or lower == "cannot" else lower
    if stem in _MODALS:
        yield "modal", _MODALS[stem]
    elif ending == "ll":
        yield "modal", "will"
    if word[:1].isupper() and lower not in _NO_NAMES:
        yield "name", lower.removesuffix("'s")
