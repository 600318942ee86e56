"""Names: the capitalised runs of an article, and what sort of thing each one names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factx.records.source import SourceKind
from factx.rules.language.lexicon import singular, words, words_of
from factx.rules.reading.document import Document, Token
from factx.rules.reading.noun_phrases import is_time
from factx.text import Offsets

_PARTICLES = frozenset("al bin da de del den der di dos du el ibn la le van von zu".split())
_CLASSES = (
    "determiner",
    "preposition",
    "conjunction",
    "subject",
    "object",
    "auxiliary",
    "plain adverb",
)
KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("group", "group"),
    ("official body", "official_body"),
    ("document", "document"),
    ("media outlet", "media_outlet"),
    ("organisation", "organisation"),
)
"""The sections of `en/nouns.txt` that tell what sort of thing a noun is, in order of rank."""


@dataclass(frozen=True, slots=True)
class Name:
    """A place where something is named."""

    start: int
    end: int
    words: tuple[str, ...]
    """The name's words, titles left out."""
    titles: frozenset[str]
    """The titles before it, in lower case."""
    unit: int
    is_object: bool
    """Whether it follows a preposition, which makes it less likely to be who acts."""

    @property
    def label(self) -> str:
        """The name as one string."""
        return " ".join(self.words)

    @property
    def place(self) -> Offsets:
        """Where it stands."""
        return self.start, self.end


def names(reading: Document) -> list[Name]:
    """The names outside quotations, in reading order."""
    return [
        name
        for number, unit in enumerate(reading.units)
        if unit.is_prose
        for name in names_among(unit.tokens, number)
    ]


def names_among(tokens: Sequence[Token], unit: int) -> Iterator[Name]:
    """The names in a run of tokens."""
    at = 0
    while at < len(tokens):
        if not _is_name_word(tokens[at]):
            at += 1
            continue
        start = at
        while at < len(tokens) and _goes_on(tokens, at):
            at += 1
            if tokens[at - 1].low.endswith("'s"):
                break
        name = _name(tokens, start, at, unit)
        if name is not None:
            yield name


def kind_of(label: Sequence[str]) -> SourceKind:
    """What sort of thing a name made of these words names."""
    low = [singular(word.lower().replace("’", "'").removesuffix("'s")) for word in label]
    for telling in ([low[-1]], low[:-1]):  # the last word tells most
        for section, kind in KINDS:
            if not words("nouns", section).isdisjoint(telling):
                return kind
    if len(low) == 1 and label[0].lower() in words("names", "metonym"):
        return "official_body"
    if any(word in words("names", "place") for word in low) or " ".join(low) == "united states":
        return "official_body"
    if len(label) == 1 and (low[0] in words("nouns", "person") or _is_acronym(label[0])):
        return "group" if low[0] in words("nouns", "person") else "organisation"
    return "person"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").isupper()


def _is_name_word(token: Token) -> bool:
    if not token.is_capitalised or is_time(token):
        return False
    bare = token.low.removesuffix("'s").split("'")[0]
    return bare not in words_of("function", *_CLASSES)


def _goes_on(tokens: Sequence[Token], at: int) -> bool:
    token = tokens[at]
    if _is_name_word(token):
        return True
    if token.low not in _PARTICLES and token.text not in {"&", "."}:
        return False
    return at + 1 < len(tokens) and token.text != "." and _is_name_word(tokens[at + 1])


def _name(tokens: Sequence[Token], start: int, stop: int, unit: int) -> Name | None:
    run = tokens[start:stop]
    titles = words("names", "title")
    last = max((i for i, token in enumerate(run) if token.low in titles), default=-1)
    held = {token.low for token in run[: last + 1] if token.low in titles}
    before = tokens[start - 1] if start else None
    if before is not None and (before.low in titles or before.low in words("nouns", "person")):
        held.add(before.low)
    bare = run[last + 1 :]
    if not bare:
        return None
    end = bare[-1].end - 2 if bare[-1].low.endswith("'s") else bare[-1].end
    texts = [token.text for token in bare]
    texts[-1] = texts[-1].removesuffix("'s").removesuffix("’s")
    is_object = before is not None and before.low in words("function", "preposition")
    return Name(bare[0].start, end, tuple(texts), frozenset(held), unit, is_object)
