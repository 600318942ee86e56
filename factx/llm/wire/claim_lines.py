"""Split the lines of claims into named fields.

A claim is `KEY MARKS | EVIDENCE | TEXT`, of which only the key is needed: `3b pf of 4 | she=2 >>
May`. `prompts/claims.md` explains the parts to the model. The words behind the letters, and a line
with the marks in a column of their own, are read too. Nothing here checks the fields.
"""

import re
from collections.abc import Iterable
from typing import Any, NamedTuple, get_args

from factx.llm.wire.lines import ENDS, PIECES, key_of, line_of, parts_of, plain, words_of
from factx.records.claim import Check, Standing

SAME = "="
"""Written as a claim's evidence in place of the whole content or sentence."""
STANDINGS: tuple[str, ...] = get_args(Standing)
CHECKS: tuple[str, ...] = get_args(Check)
MARKS = {
    "b": "background",
    "g": "presupposed",
    "p": "prediction",
    "w": "position",
    "o": "opinion",
    "n": "-",
    "l": "PR",
    "m": "PS",
    "s": "Uu",
    "f": "figure",
    "a": "act",
    "c": "cause",
    "r": "rule",
    "x": "contested",
}
"""What each letter stands for; words may be written in full too."""
_FULL_WORDS = frozenset({*MARKS.values(), "fact", "main"})
_FACTUALITY = re.compile(r"(?:CT|PR|PS|Uu?)\s*[+\-u]?", re.IGNORECASE)
_FACTUALITY_GAP = re.compile(r"\b(CT|PR|PS)\s+([+-])", re.IGNORECASE)
_RETOLD = re.compile(
    r"\b(?:of|reports|retells)\b[\s:=\[(#]*+(\d{1,6}[a-z]?)\b[\])]?", re.IGNORECASE
)
_BETWEEN = re.compile(r"[\s,;/:]+")
_KEY = re.compile(
    r"[\[(<\s]*+(?:statement|sentence|claim|no|s)?[.:\s]*+"
    r"(?:(?P<article>#)\s*+[\[(]?\d{1,6}|[\[(]?\d{1,6}[a-z]?(?![^\W\d_]))(?![.,:]?\d|%)"
    r"[\])>.:,\s]*+",
    re.IGNORECASE,
)
_LEAD = re.compile(r"(?:[-*•·–—]|\(?\d{1,3}[.):])\s++(?=[*_`\[(]*#?\d{1,6}[a-z]?\b[^|]*\|)")
"""A bullet or a number before a claim with a key."""
_MOST_MARKS = 60
"""Characters of the marks of a claim; in longer ones nothing is looked for."""


class _Columns(NamedTuple):
    """The parts of a line, as written."""

    key: str
    """With a "#" if the article itself makes the claim; empty if it is that of the line before."""
    marks: str
    evidence: str
    """Empty for all of the statement or sentence."""
    text: str

    @property
    def line(self) -> str:
        """The line with every part that it has."""
        head = f"{self.key} {self.marks}".strip()
        return " | ".join((head, self.evidence or SAME, *filter(None, (self.text,))))


def with_keys(items: Iterable[object]) -> list[object]:
    """Give each line without a key the key of the line before it; leave other items as they are."""
    found: list[object] = []
    key = ""
    for item in items:
        line = str(item) if isinstance(item, int) and not isinstance(item, bool) else line_of(item)
        if line is None:
            found.append(item)
            continue
        columns = _columns(line)
        if columns.key or not key:
            key = columns.key
            found.append(line if isinstance(item, int) else item)
        else:
            found.append(columns._replace(key=key).line)
    return found


def is_claim(line: str, *, after_claim: bool) -> bool:
    """Whether a line is a claim and not a statement, which has four columns and no marks."""
    columns = _columns(line)
    if not columns.key:
        return after_claim
    is_short = not parts_of(line, 4, _LEAD)[3]
    return "#" in columns.key or bool(columns.marks) or is_short


def claim_fields(line: str) -> dict[str, Any]:
    """Split `3b pf of 2 | the bridge >> in May | The bridge of Tarn ...`.

    A claim of the article itself has "#" and the number of its sentence as key. Without other
    marks, a claim is a certain fact of a main clause; without evidence, or with ">>" alone, it is
    all of it.
    """
    columns = _columns(line)
    key, sentence = key_of(columns.key)
    text = columns.text
    is_all = not columns.evidence or ENDS.fullmatch(columns.evidence) is not None
    return {
        "statement": "" if "#" in columns.key else key,
        "begins_in": sentence,
        "evidence": evidence_pieces(SAME if is_all else columns.evidence),
        "text": words_of(text),
        "standalone": not text or bool(words_of(text)),
        **_marked(columns.marks),
    }


def evidence_pieces(evidence: str) -> list[dict[str, Any]]:
    """Split an evidence into pieces with their first and last words, and the names put in."""
    found: list[dict[str, Any]] = []
    for piece in PIECES.split(evidence.strip()):
        if not words_of(piece):
            continue
        first, *after = ENDS.split(piece, maxsplit=1)
        text, name = _named(first)
        until, until_name = _named(after[0]) if after else ("", "")
        fields = {"text": text, "until": until}
        marked = {"goes_on": bool(after) and not until, "name": name, "until_name": until_name}
        found.append(fields | {field: value for field, value in marked.items() if value})
    return found


def renumbered(name: str, number: str, new: str) -> str | None:
    """`name` with `new` in place of `number`, if it begins with that number of a source."""
    match = re.fullmatch(rf"{re.escape(number)}(?![\w.,:/%-]\w)(?!\w)(.*)", name, re.DOTALL)
    return new + match[1] if match else None


def _named(words: str) -> tuple[str, str]:
    """Split `she=Lena Moss` into the words and the name."""
    before, _, name = (part.strip() for part in words.partition(SAME))
    return (before, name) if before and name and SAME not in name else (words.strip(), "")


def _columns(line: str) -> _Columns:
    """The parts of a line; a second column of marks is joined with the key."""
    head, *rest = parts_of(line, 3, _LEAD)
    evidence, text = rest
    if not evidence and not text and "|" not in line:
        return _only_column(head)
    if not head:
        return _Columns("", "", evidence, text)
    key, marks = _head(head)
    if not key and not _are_marks(marks):
        return _Columns("", "", head, evidence)
    if marks or not _is_column_of_marks(evidence, text):
        return _Columns(key, marks, evidence, text)
    marks = evidence
    evidence, _, text = (part.strip() for part in text.partition("|"))
    if _FACTUALITY.fullmatch(evidence):  # a bar between kind and factuality
        marks = f"{marks} {evidence}"
        evidence, _, text = (part.strip() for part in text.partition("|"))
    return _Columns(key, marks, evidence, text)


def _only_column(head: str) -> _Columns:
    """A line without bars: a key, maybe with marks, or evidence under the key before it."""
    key, marks = _head(head)
    if key and (not marks or _are_marks(marks)):
        return _Columns(key, marks, "", "")
    return _Columns("", "", head, "")


def _head(head: str) -> tuple[str, str]:
    """Split a key from the marks after it; without a key, all of it may be marks."""
    head = plain(head)
    if ENDS.search(head) or "//" in head:
        return "", head
    match = _KEY.match(head)
    if match is None:
        return "", head
    return match[0].strip(), plain(head[match.end() :].strip())


def _is_column_of_marks(evidence: str, text: str) -> bool:
    """Whether the second column of a line has marks, and the evidence comes after it."""
    if _are_marks(evidence) or not words_of(evidence):
        return bool(words_of(evidence)) or bool(evidence and text)
    words = _BETWEEN.split(_FACTUALITY_GAP.sub(r"\1\2", plain(evidence)))
    return bool(text) and len(words) <= 3 and any(map(_FACTUALITY.fullmatch, words))


def _are_marks(written: str) -> bool:
    """Whether all words are marks."""
    written = plain(written)
    if not written or len(written) > _MOST_MARKS:
        return False
    words = _BETWEEN.split(_FACTUALITY_GAP.sub(r"\1\2", _RETOLD.sub(" ", written)).strip())
    return all(
        not word or word.lower() in _FULL_WORDS or _FACTUALITY.fullmatch(word) or _are_letters(word)
        for word in words
    )


def _are_letters(word: str) -> bool:
    """Whether a word is made of the letters for marks, each once, and is no word for a mark."""
    is_short = 0 < len(word) <= len(MARKS) and word.lower() not in _FULL_WORDS
    return is_short and MARKS.keys() >= set(word) and len(set(word)) == len(word)


def _marked(written: str) -> dict[str, Any]:
    """The marks of a claim; a word that is none of them is taken for its kind."""
    found: dict[str, Any] = {"kind": "fact", "factuality": "CT+"}
    checks: list[str] = []
    written = plain(written)
    retold = _RETOLD.search(written)
    if retold is not None:
        found["reports"] = key_of(retold[1])[0]
        written = written[: retold.start()] + written[retold.end() :]
    strength, sign = "CT", "+"
    for word in _BETWEEN.split(_FACTUALITY_GAP.sub(r"\1\2", words_of(written))):
        low = word.lower()
        is_letters = _are_letters(word)
        for mark in [MARKS[letter] for letter in word] if is_letters else [low]:
            if mark in STANDINGS:
                found["standing"] = mark
            elif mark in CHECKS:
                checks.append(mark)
            elif is_letters and mark == "-":
                sign = "-"
            elif is_letters and mark in ("PR", "PS", "Uu"):
                strength = mark
            elif _FACTUALITY.fullmatch(word) and not is_letters:
                found["factuality"] = word
            elif word:
                found["kind"] = mark if is_letters else word
        if is_letters:
            found["factuality"] = "Uu" if strength == "Uu" else strength + sign
    return found | {"checks": list(dict.fromkeys(checks))}
