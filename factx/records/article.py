"""The article: one exact text that every offset counts into."""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any, cast

from pydantic import ConfigDict, Field, model_validator

from factx.records.base import Digest, Problems, Value, unset


def digest(text: str) -> str:
    """SHA-256 of the text's UTF-8, in hexadecimal: what ties an article to its records."""
    return sha256(text.encode("utf-8")).hexdigest()


RESTORE_LINE_ENDS = (
    "restore the original file, and keep git from converting it with -text in .gitattributes"
)
"""What to do if `other_line_ends`, for messages."""


def other_line_ends(text: str, sha256: str) -> bool:
    """Whether `sha256` is the digest of `text` with other line ends, as git writes on Windows."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    forms = {unix, unix.replace("\n", "\r\n"), unix.replace("\n", "\r")} - {text}
    return sha256 in map(digest, forms)


class Article(Value):
    """A news article. Only `text` must be given; nothing in factx ever changes it."""

    model_config = ConfigDict(
        json_schema_extra={"anyOf": [{"required": ["text"]}, {"required": ["sha256"]}]}
    )

    id: str = Field(default="", min_length=1)
    """Unique among the articles handled together; the first 12 digits of `sha256` if not given."""
    text: str | None = None
    """The exact text; null only in a record that was written without it."""
    sha256: Digest = ""
    """SHA-256 of the text's UTF-8."""
    lang: str | None = None
    """Language of the text as a BCP 47 tag; null where nobody has said."""
    title: str | None = unset()
    """The headline, as the caller gave it."""
    url: str | None = unset()
    """Where the article was published."""
    publisher: str | None = unset()
    """Who published it."""
    published: str | None = unset()
    """When it was published, in ISO 8601."""
    byline: str | None = unset()
    """Who wrote it."""
    meta: dict[str, str] | None = unset()
    """The caller's own keys, carried along untouched."""

    @model_validator(mode="before")
    @classmethod
    def _fill_digest_and_id(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        fields = dict(cast("Mapping[str, Any]", data))
        text = fields.get("text")
        if isinstance(text, str) and "sha256" not in fields and _is_encodable(text):
            fields["sha256"] = digest(text)
        if "id" not in fields and isinstance(fields.get("sha256"), str):
            fields["id"] = fields["sha256"][:12]
        return fields

    @model_validator(mode="after")
    def _text_fits_digest(self) -> "Article":
        problems: list[str] = []
        if self.text is None:
            if not self.sha256:
                problems.append("an article needs its text, or at least the text's sha256")
        elif not self.text.strip():
            problems.append("the text is empty")
        elif not _is_encodable(self.text):
            problems.append("the text holds half of a surrogate pair, which is not a character")
        elif digest(self.text) != self.sha256:
            problems.append("sha256 is not that of the text")
        said = {name: value for name, value in self if isinstance(value, str) and name != "text"}
        for name, value in {**said, **(self.meta or {})}.items():
            if not _is_encodable(name + value):
                problems.append(f"{name!a} holds half of a surrogate pair")
        if problems:
            raise Problems(problems)
        return self

    def get_text(self) -> str:
        """The text; raises ValueError for an article whose record was written without it."""
        if self.text is None:
            raise ValueError(f"article {self.id} comes without its text")
        return self.text


def _is_encodable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
