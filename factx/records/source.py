"""Who is said to have said it."""

from typing import Literal

from pydantic import Field

from factx.records.base import Item, Words, unset
from factx.records.span import Span

SourceKind = Literal[
    "person", "group", "official_body", "organisation", "media_outlet", "document", "other"
]
Naming = Literal["named", "unnamed", "pseudonymous"]
MentionForm = Literal["name", "description", "pronoun", "metonym"]
SourceNumber = Literal["one", "several", "unknown"]


class Mention(Span):
    """A place where the article refers to a source."""

    form: MentionForm
    """How it refers: by name, description, pronoun, or metonym ("Ankara says")."""


class Source(Item):
    """A speaker, one record for each in an article, however often it is mentioned."""

    name: Words
    """Canonical label; a description where the source is unnamed ("Defense Ministry sources")."""
    kind: SourceKind
    """What sort of thing speaks."""
    naming: Naming
    """Whether the article tells who it is."""
    mentions: tuple[Mention, ...] = Field(min_length=1)
    """Spans used as a source, plus the one that names it, in reading order."""
    role: str | None = unset()
    """Office or occupation, as the article gives it ("foreign minister")."""
    affiliation: str | None = unset()
    """The organisation it speaks for or belongs to."""
    number: SourceNumber | None = unset()
    """Whether it is one voice or several."""
