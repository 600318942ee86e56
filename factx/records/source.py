"""The speakers and their mentions."""

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
    """Whether it is a name, description, pronoun or metonym ("Ankara says")."""


class Source(Item):
    """A speaker; all mentions of one speaker belong to one source."""

    name: Words
    """Canonical name; a description if the source is unnamed ("Defense Ministry sources")."""
    kind: SourceKind
    """The kind of speaker."""
    naming: Naming
    """Whether the article names it."""
    mentions: tuple[Mention, ...] = Field(min_length=1)
    """The source spans of its attributions and the mention that names it, in reading order."""
    role: str | None = unset()
    """Office or occupation, as the article gives it ("foreign minister")."""
    affiliation: str | None = unset()
    """The organisation it speaks for or belongs to."""
    number: SourceNumber | None = unset()
    """Whether it is one speaker or several."""
