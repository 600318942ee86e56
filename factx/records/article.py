"""The article: the exact text that all offsets refer to."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any, cast

from pydantic import ConfigDict, Field, model_validator

from factx.errors import MissingText
from factx.records.base import Bare, Digest, Problems, Value, unset
from factx.text.language_tags import language_tag


def digest(text: str) -> str:
    """Return the SHA-256 of the text in UTF-8, in hexadecimal."""
    return sha256(text.encode("utf-8")).hexdigest()


RESTORE_LINE_ENDS = (
    "restore the original file, and keep git from converting it with -text in .gitattributes"
)
"""What to do if `other_line_ends`, for messages."""


def other_line_ends(text: str, sha256: str) -> bool:
    """Return whether `sha256` is the digest of `text` with other line ends, as git may write it."""
    return sha256 in digests_of_twins(text)


def digests_of_twins(text: str) -> frozenset[str]:
    """Return the digests of `text` with other line ends; empty if it has none."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    forms = {unix, unix.replace("\n", "\r\n"), unix.replace("\n", "\r")} - {text}
    return frozenset(map(digest, forms))


class Article(Value):
    """A news article. Only `text` is required; factx never changes it.

    Examples:
        >>> article = factx.Article(id="rain", text="Ana said it rained.", lang="English")
        >>> article.id, article.lang
        ('rain', 'en')
    """

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["text"]}, {"required": ["sha256"]}]}
    )

    id: str = Field(default="", min_length=1)
    """Unique among the articles of a run; the first 12 digits of `sha256` if not given."""
    text: str | None = None
    """The exact text; null in a record that was written without it."""
    sha256: Digest = ""
    """SHA-256 of the text in UTF-8."""
    lang: str | None = None
    """Language of the text as a BCP 47 tag, also given by its name; null if unknown."""
    title: str | None = unset()
    """The headline."""
    url: str | None = unset()
    """Where the article was published."""
    publisher: str | None = unset()
    """The publisher."""
    published: str | None = unset()
    """Date of publication, in ISO 8601."""
    byline: str | None = unset()
    """The author."""
    meta: dict[str, str] | None = unset()
    """Your own keys and values, kept unchanged."""

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        yield None, self.id
        length = "without text" if self.text is None else f"{len(self.text):,} characters"
        yield None, Bare(length)
        if self.title is not None:
            yield None, self.title

    @model_validator(mode="before")
    @classmethod
    def _fill_digest_and_id(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        fields = dict(cast("Mapping[str, Any]", data))
        text = fields.get("text")
        if isinstance(text, str) and "sha256" not in fields and _is_encodable(text):
            fields["sha256"] = digest(text)
        lang = fields.get("lang")
        if isinstance(lang, str):
            fields["lang"] = (language_tag(lang) or lang) if lang.strip() else None
        if "id" not in fields and isinstance(fields.get("sha256"), str):
            fields["id"] = fields["sha256"][:12]
        return fields

    @model_validator(mode="after")
    def _text_fits_digest(self) -> "Article":
        problems: list[str] = []
        if self.text is None:
            if not self.sha256:
                problems.append("an article needs a text or its sha256")
        elif not self.text.strip():
            problems.append("the text is empty")
        elif not _is_encodable(self.text):
            problems.append("the text contains half of a surrogate pair, which is not a character")
        elif digest(self.text) != self.sha256:
            problems.append("sha256 is not the digest of the text")
        if self.lang is not None and language_tag(self.lang) is None:
            problems.append(
                f"lang: {self.lang!a:.40} is not a language: give a tag such as en or de-CH"
            )
        strings = {name: value for name, value in self if isinstance(value, str) and name != "text"}
        for name, value in {**strings, **(self.meta or {})}.items():
            if not _is_encodable(name + value):
                problems.append(f"{name!a} contains half of a surrogate pair")
        if problems:
            raise Problems(problems)
        return self

    def get_text(self) -> str:
        """Return the text; raises `MissingText` if the record was written without it."""
        if self.text is None:
            raise MissingText(self.id)
        return self.text


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
