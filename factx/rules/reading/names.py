"""Names: runs of capitalised words, and the kind of source that each names."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from factx.records.source import SourceKind
from factx.rules.language.language import Language
from factx.rules.reading.document import Document, Token, Tokens
from factx.rules.reading.noun_phrases import is_time
from factx.text import Offsets

KINDS: tuple[tuple[str, SourceKind], ...] = (
    ("group", "group"),
    ("official body", "official_body"),
    ("document", "document"),
    ("media outlet", "media_outlet"),
    ("organisation", "organisation"),
)
"""Word classes of nouns and the kinds of source they name; the first that fits applies."""


@dataclass(frozen=True, slots=True)
class Name:
    """An occurrence of a name."""

    start: int
    end: int
    words: tuple[str, ...]
    """Its words without titles."""
    titles: frozenset[str]
    """The titles before it, in lower case."""
    unit: int
    is_object: bool
    """Whether it follows a preposition; a subject is more likely to be a source."""

    @property
    def label(self) -> str:
        """The name as one string."""
        return " ".join(self.words)

    @property
    def place(self) -> Offsets:
        """Its offsets."""
        return self.start, self.end


def names(document: Document) -> list[Name]:
    """The names outside quotations, in text order."""
    return [
        name
        for number, unit in enumerate(document.units)
        if unit.is_prose
        for name in names_among(unit.tokens, number)
    ]


def names_among(tokens: Tokens, unit: int) -> Iterator[Name]:
    """The names in a run of tokens."""
    at = 0
    while at < len(tokens):
        if not _is_name_word(tokens[at]):
            at += 1
            continue
        start = at
        while at < len(tokens) and _goes_on(tokens, at):
            at += 1
            if "'s form" in tokens[at - 1].classes:
                break
        name = _name(tokens, start, at, unit)
        if name is not None:
            yield name


@lru_cache(10_000)
def kind_of(label: tuple[str, ...], language: Language) -> SourceKind:
    """The kind of source that a name with these words names."""
    singulars = [language.singular(word.lower()) for word in label]
    classes = [language.classes_of(word) for word in singulars]
    for telling in ([classes[-1]], classes[:-1]):  # the last word is the best evidence
        for name, kind in KINDS:
            if any(name in word_classes for word_classes in telling):
                return kind
    if len(label) == 1 and "metonym" in language.classes_of(label[0].lower()):
        return "official_body"
    if any("place" in word_classes for word_classes in classes):
        return "official_body"
    if len(label) == 1 and "person" in classes[0]:
        return "group"
    return "organisation" if len(label) == 1 and _is_acronym(label[0]) else "person"


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.replace(".", "").isupper()


def _is_name_word(token: Token) -> bool:
    if not token.is_capitalised or is_time(token):
        return False
    return "function word stem" not in token.classes


def _goes_on(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if _is_name_word(token):
        return True
    if "name particle" not in token.classes and token.text not in {"&", "."}:
        return False
    return at + 1 < len(tokens) and token.text != "." and _is_name_word(tokens[at + 1])


def _name(tokens: Tokens, start: int, stop: int, unit: int) -> Name | None:
    run = tokens[start:stop]
    last = max((i for i, token in enumerate(run) if "title" in token.classes), default=-1)
    titles = {token.low for token in run[: last + 1] if "title" in token.classes}
    before = tokens[start - 1] if start else None
    if before is not None and ("title" in before.classes or "person" in before.classes):
        titles.add(before.low)
    bare = run[last + 1 :]
    if not bare:
        return None
    end = bare[-1].end
    texts = [token.text for token in bare]
    if "'s form" in bare[-1].classes:
        end -= 2
        texts[-1] = texts[-1][:-2]
    is_object = before is not None and "preposition" in before.classes
    return Name(bare[0].start, end, tuple(texts), frozenset(titles), unit, is_object)
