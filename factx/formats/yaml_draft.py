"""Drafts as YAML that a person edits.

Every passage is a block of its own after `|-`, in which nothing needs to be quoted: quotation marks
that are copied from the article stay as they are.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from factx.records import Article, Draft
from factx.records.base import Value, is_unset
from factx.text import index_of

_GROUPS = ("sources", "quotes", "attributions", "claims", "relations")
_WORD = re.compile(r"[A-Za-z][\w+-]*")
_NOT_WORDS = frozenset({"null", "Null", "NULL"})
# What a block does not keep as it is, or YAML does not allow in it.
_UNBLOCKED = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]|^\\s|\\s\\Z|\\n\\n"
)
_ESCAPED = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff\\ufffe\\uffff]")

_EXAMPLE = """\
# sources:
#   - id: s1
#     name: Ana Ruiz
#     kind: person
#     naming: named
#     mentions:
#       - text: |-
#           Ana Ruiz, the mayor
#         sentence: 1
#         form: name
# quotes:
#   - id: q1
#     spans:
#       - text: |-
#           “We have no choice,”
#         sentence: 2
# attributions:
#   - id: a1
#     quote: q1
#     sources: [s1]
#     source_span: {text: she, sentence: 2}
#     cue: {text: said, sentence: 2}
# claims:
#   - id: c1
#     text: |-
#       The bridge will close in May
#     standalone: true
#     evidence:
#       - text: |-
#           the bridge would close in May
#         sentence: 1
#     attribution: a1
#     kind: prediction
#     factuality: CT+
"""


def draft_as_yaml(article: Article, draft: Draft | None = None) -> str:
    """The text of a YAML file with `draft`, or with an empty draft and an example of each item.

    The article's sentences are above it with their numbers, as comments.
    """
    return "".join(f"{line}\n" for line in _lines(article, draft))


def _lines(article: Article, draft: Draft | None) -> Iterator[str]:
    yield f"# A draft of the article {_comment(article.id)}. factx ground makes a record of it."
    yield "# Copy passages from the sentences below with their quotation marks. After |- nothing"
    yield "# has to be quoted. A passage has the number of the sentence in which it begins."
    yield "#"
    index = index_of(article.get_text())
    for number in range(1, len(index.sentences) + 1):
        yield f"# [{number}] {_comment(index.sentence_text(number))}"
    yield ""
    yield f"article_sha256: {article.sha256}"
    yield "origin: {drafter: human}"
    if draft is None:
        yield from (f"{group}:" for group in _GROUPS)
        yield ""
        yield "# An example of each item:"
        yield "#"
        yield from _EXAMPLE.splitlines()
        return
    for group in _GROUPS:
        items: Sequence[Any] = getattr(draft, group)
        yield f"{group}:"
        for item in items:
            yield from _block(_fields(item), "  ")


def _comment(text: str) -> str:
    """A text on one line of a comment."""
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() or c.isspace() else "?" for c in text))


def _fields(value: Any) -> dict[str, Any]:
    """The fields of an item that are set, in their order, the id first."""
    known = cast("type[Value]", type(value)).model_fields
    found = {n: each for n, each in value if known[n].is_required() or not is_unset(each)}
    first = {"id": found["id"]} if "id" in found else {}
    return {**first, **found}


def _block(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    """A member of a list: its fields one under another, the first one after the dash."""
    lead = f"{indent}- "
    for name, value in fields.items():
        yield from _field(name, value, lead, f"{indent}  ")
        lead = f"{indent}  "


def _field(name: str, value: Any, lead: str, indent: str) -> Iterator[str]:
    if name == "extra":
        yield f"{lead}extra: {_flow(value)}"
    elif isinstance(value, tuple):
        members = cast("tuple[Any, ...]", value)
        if all(isinstance(each, str) for each in members):
            yield f"{lead}{name}: [{', '.join(map(_scalar, members))}]"
            return
        yield f"{lead}{name}:"
        for each in members:
            yield from _block(_fields(each), f"{indent}  ")
    elif hasattr(value, "model_fields_set"):
        yield f"{lead}{name}:"
        for inner, each in _fields(value).items():
            yield from _field(inner, each, f"{indent}  ", f"{indent}  ")
    elif isinstance(value, str):
        yield from _text(name, value, lead, indent)
    else:
        yield f"{lead}{name}: {_scalar(value)}"


def _text(name: str, value: str, lead: str, indent: str) -> Iterator[str]:
    if _is_word(value):
        yield f"{lead}{name}: {value}"
    elif _UNBLOCKED.search(value):
        yield f"{lead}{name}: {_quoted(value)}"
    else:
        yield f"{lead}{name}: |-"
        yield from (f"{indent}  {line}" for line in value.split("\n"))


def _scalar(value: Any) -> str:
    if isinstance(value, str) and not _is_word(value):
        return _quoted(value)
    return value if isinstance(value, str) else json.dumps(value)


def _is_word(text: str) -> bool:
    return bool(_WORD.fullmatch(text)) and text not in _NOT_WORDS


def _quoted(text: str) -> str:
    """A text between double quotation marks, as JSON and YAML both read it."""
    made = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", made)


def _flow(value: Any) -> str:
    """Any JSON in the notation that YAML shares with it."""
    if isinstance(value, dict):
        pairs = (f"{_quoted(k)}: {_flow(v)}" for k, v in cast("dict[str, Any]", value).items())
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, cast('list[Any]', value)))}]"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)
