"""The speakers and their mentions."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from factx.records.base import Bare, Item, Words, unset
from factx.records.span import Span

SourceKind = Literal[
    "person", "group", "official_body", "organisation", "media_outlet", "document", "other"
]
Naming = Literal["named", "unnamed", "pseudonymous"]
MentionForm = Literal["name", "description", "pronoun", "metonym"]
SourceNumber = Literal["one", "several", "unknown"]


class Mention(Span):
    """A place where the article refers to a source.

    Examples:
        >>> (source,) = factx.extract("Ana Ruiz said it rained.").sources
        >>> source.mentions[0].text, source.mentions[0].form
        ('Ana Ruiz', 'name')
    """

    form: MentionForm
    """Whether it is a name, description, pronoun or metonym ("Ankara says")."""


class Source(Item):
    """A speaker; all mentions of one speaker belong to one source.

    Examples:
        >>> (source,) = factx.extract("Ana Ruiz, the mayor, said it rained.").sources
        >>> source, source.role
        (Source('s1', 'Ana Ruiz', person, named), 'mayor')
    """

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

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.id
        yield None, self.name
        yield None, Bare(self.kind)
        yield None, Bare(self.naming)
