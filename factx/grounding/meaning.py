"""Words that carry the meaning of a passage and that no near match may change.

Another number, negation, modal or name makes another statement, whatever else is the same. The
lists are short closed classes of the languages named. If two languages share a form, a match too
few does less harm than one too many.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import regex

from factx.records.ungrounded import Reason

_NEGATIONS = frozenset(
    # English
    "not no never none nobody nothing nowhere neither nor without cannot hardly scarcely barely"
    # German, Dutch
    " nicht kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder"
    " niet geen nooit niemand niets zonder"
    # Swedish, Norwegian, Danish, Polish, Russian
    " inte ej aldrig ingen inget inga utan ikke ikkje aldri uten uden bez nikt nic nigdy"
    " не нет ни никто ничего никогда без"
    # French, Spanish, Italian, Portuguese
    " ne pas non jamais aucun aucune rien personne sans ni nunca jamás ningún ninguno ninguna nada"
    " nadie sin mai nessun nessuno nessuna niente senza não nenhum nenhuma ninguém sem".split()
)
_MODALS = {
    **{word: word for word in "may might can could will would shall should must ought".split()},
    "wo": "will",
    **dict.fromkeys(["ca", "cannot"], "can"),
    "sha": "shall",
    "'d": "would",
    **{
        word: word
        for word in "kann können könnte könnten darf dürfen dürfte dürften soll sollen sollte"
        " sollten muss müssen müsste müssten wird werden würde würden"
        " peut pourrait doit devrait puede podría debe debería può potrebbe deve dovrebbe"
        " pode poderia deveria".split()
    },
}
_MONTH = "May"
"""The month, and not the modal: at the beginning of a sentence they look the same, but a changed
word is a changed name then."""
_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty".split()
)
_NUMBERS = {
    **{word: str(value) for value, word in enumerate(_SMALL)},
    **{
        word: word
        for word in "thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand"
        " thousands million millions billion billions trillion trillions dozen dozens lakh crore"
        " half halves quarter quarters first second third fourth fifth sixth seventh eighth ninth"
        " tenth twice"
        # German, French, Spanish, Italian
        " eins zwei drei vier fünf sechs sieben acht neun zehn hundert tausend milliarde"
        " milliarden deux trois quatre cinq sept huit neuf dix cent mille milliard milliards"
        " dos tres cuatro cinco seis siete ocho nueve diez cien mil millones due tre quattro"
        " cinque sei sette otto nove dieci cento miliardo miliardi milioni lundi mardi"
        " mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado"
        " domingo enero febrero marzo abril mayo junio julio agosto septiembre octubre"
        " noviembre diciembre janvier février avril juin juillet août octobre décembre".split()
    },
}
# Units; only a number before one of these makes it part of a number.
_UNITS = frozenset(
    "m bn tn k percent per cent a.m p.m am pm dollar dollars euro euros pound pounds yen rupee"
    " rupees cents mile miles kilometre kilometres kilometer kilometers km metre metres meter"
    " meters foot feet inch inches acre acres hectare hectares ton tons tonne tonnes kg gram grams"
    " litre litres liter liters gallon gallons degree degrees second seconds minute minutes"
    " hour hours day days week weeks month months year years decade decades".split()
)
# Words that may have a capital without being a name.
_NO_NAMES = frozenset(
    "a an and as at but by for from he her his how i if in it its my no not of on or our she so"
    " that the their they this to was we were what when where which who why will with you"
    " your".split()
)
_CONTRACTED = regex.compile(
    r"(?<=\w)n't$|(?<=^(?:do|did|is|was|are|were|has|had|have|would|could|should))nt$"
)
_NEGATING = ("un", "non", "in", "im", "il", "ir", "dis")
_DIGITS = regex.compile(r"\p{Nd}|\p{No}|\p{Nl}")
_THOUSANDS = regex.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_CLASSES: tuple[tuple[Reason, str], ...] = (
    ("changed_number", "number"),
    ("changed_negation", "negation"),
    ("changed_modal", "modal"),
    ("changed_name", "name"),
)


def changed_meaning(
    drafted: Sequence[str], found: Sequence[str], *, before: str = ""
) -> Reason | None:
    """The kind of meaning in which drafted and found words differ; None if the meaning is the same.

    Words keep their case. `before` is the word before them, since a unit after a number is part of
    it: five miles. "didn't" for "did not" changes no negation, and "1400" for "1,400" no number.
    """
    ours, theirs = _bearing(drafted, before), _bearing(found, before)
    for reason, kind in _CLASSES:
        if ours[kind] != theirs[kind]:
            return reason
    if len(drafted) == len(found) == 1 and _is_negated(drafted[0].lower(), found[0].lower()):
        return "changed_negation"
    return None


def _is_negated(one: str, other: str) -> bool:
    """Whether one word is the other with a negating prefix: legal and illegal."""
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return any(longer == prefix + shorter for prefix in _NEGATING)


def names_in(words: Iterable[str]) -> bool:
    """Whether any of `words` is taken for a name, by its capitals."""
    return bool(_bearing(words, "")["name"])


def _bearing(words: Iterable[str], before: str) -> defaultdict[str, list[str]]:
    """The words that carry meaning, by the kind of meaning, in a common form and in order."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for word in _joined(words):
        if word.lower() in _UNITS and is_number(before):
            found["number"].append(word.lower())
        for kind, form in _forms(word):
            found[kind].append(form)
        before = word
    return found


def _joined(words: Iterable[str]) -> Iterator[str]:
    """The words, with "per cent" as the one word that it is elsewhere."""
    before = ""
    for word in words:
        if before.lower() == "per" and word.lower() == "cent":
            word, before = f"{before}{word}", ""
        if before:
            yield before
        before = word
    if before:
        yield before


def is_number(word: str) -> bool:
    """Whether `word` is a number, in digits or as a word."""
    return word.lower() in _NUMBERS or _DIGITS.search(word) is not None


def _forms(word: str) -> Iterator[tuple[str, str]]:
    """The kinds of meaning of `word`, each with a common form; contractions are split."""
    lower = word.lower().replace("’", "'").replace("`", "'")
    stem, _, ending = _CONTRACTED.sub("", lower).partition("'")
    negated = _CONTRACTED.search(lower) is not None
    if _DIGITS.search(lower):
        yield "number", _THOUSANDS.sub("", lower)
    elif lower in _NUMBERS:
        yield "number", _NUMBERS[lower]
    if negated or lower in _NEGATIONS:
        yield "negation", "not" if negated or lower == "cannot" else lower
    if stem in _MODALS and word != _MONTH:
        yield "modal", _MODALS[stem]
    elif ending in ("ll", "d"):
        yield "modal", "will" if ending == "ll" else "would"
    if any(char.isupper() for char in word) and lower not in _NO_NAMES:
        yield "name", lower.removesuffix("'s")
