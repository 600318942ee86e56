"""Rules contain no words of a language: those are in the files of `rules/language`."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from factx.rules.language.language import language_of

RULES = Path(str(files("factx.rules")))
PACKAGES = ("claims", "details", "reading", "speakers", "statements")
"""The packages of `factx.rules` that must be free of words."""
MODULES = sorted(path for name in PACKAGES for path in (RULES / name).glob("*.py"))

ALLOWED = {
    "mark": "a kind of token",
    "statement": "a type of attribution",
    "intention": "a type of attribution",
    "belief": "a type of attribution",
    "fact": "a kind of claim",
    "opinion": "a kind of claim",
    "prediction": "a kind of claim",
    "figure": "a check",
    "act": "a check",
    "cause": "a check",
    "rule": "a check",
    "group": "a kind of source",
    "document": "a kind of source",
    "organisation": "a kind of source",
    "person": "a kind of source",
    "title": "a class of words",
    "other": "a kind of source",
    "name": "a form of a mention",
    "relative": "a class of words",
    "link": "a class of words",
    "one": "a number of sources",
    "several": "a number of sources",
}
"""Words that a rule may contain, each with the reason."""

# Fields whose values have names of their own, such as the "past" of `form.shape`.
_FIELDS = {"kind", "shape", "shapes", "type", "voice", "order", "takes", "part", "follows"}
_TAKES_CLASSES = {
    *("members", "entries", "has", "alternatives", "any_of", "phrases", "signs_of"),
    *("_values", "value_of", "follows"),
}


@cache
def vocabulary() -> frozenset[str]:
    """Every entry of every word file, and the first word of each entry."""
    entries = (
        entry
        for code in ("de", "en", "es", "fr", "und")
        for file, sections in language_of(code).files.items()
        if file not in {"classes", "common_verbs", "traits"}  # names; words of any subject
        for name, section in sections.items()
        if not name.startswith("not ")  # exceptions to endings, of any subject
        for entry in section
    )
    forms = (form for code in ("de", "es", "fr") for form in language_of(code).reporting)
    return frozenset(
        word.lower() for entry in entries for word in (entry, re.split("[ :]", entry)[0])
    ).union(forms)


def words_in(source: str) -> Iterator[tuple[int, str]]:
    """The words of a language in a module, with their lines."""
    tree = ast.parse(source)
    harmless = {id(node) for parent in ast.walk(tree) for node in _harmless(parent)}
    for node in _strings(tree):
        if id(node) not in harmless and str(node.value).lower() in vocabulary():
            yield node.lineno, str(node.value)
    for parent in ast.walk(tree):
        yield from _compared(parent)
        if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
            yield from _taken_apart(parent, parent.func)


def _strings(node: ast.AST) -> list[ast.Constant]:
    found = (n for n in ast.walk(node) if isinstance(n, ast.Constant))
    return [n for n in found if isinstance(n.value, str)]


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Call):
        return _name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _harmless(parent: ast.AST) -> list[ast.Constant]:
    """Docstrings, types, names of classes, and values of fields."""
    if isinstance(parent, ast.Expr) and isinstance(parent.value, ast.Constant):
        return _strings(parent)
    if isinstance(parent, ast.Subscript) and _name(parent.value) == "Literal":
        return _strings(parent)
    if isinstance(parent, ast.Call) and _name(parent) in _TAKES_CLASSES:
        return _strings(parent)
    if isinstance(parent, ast.Call) and isinstance(parent.func, ast.Attribute):
        owner = _name(parent.func.value)
        if parent.func.attr == "isdisjoint" and (owner in _FIELDS or owner.endswith("classes")):
            return _strings(parent)
    if isinstance(parent, ast.Compare):
        names = {_name(node) for node in (parent.left, *parent.comparators)}
        if names & _FIELDS or any(name.endswith(("classes", "classes_of")) for name in names):
            return _strings(parent)
    return []


def _compared(parent: ast.AST) -> Iterator[tuple[int, str]]:
    """Words that `token.low` is compared with, listed in a word file or not."""
    if isinstance(parent, ast.Compare) and _name(parent.left) == "low":
        for node in _strings(parent):
            if str(node.value).isalpha():
                yield node.lineno, str(node.value)


def _taken_apart(call: ast.Call, function: ast.Attribute) -> Iterator[tuple[int, str]]:
    """Words in lists such as "and or but".split(), and in regular expressions."""
    of_regex = isinstance(function.value, ast.Name) and function.value.id == "re"
    nodes = _strings(call) if of_regex else _strings(function.value)
    for node in nodes if of_regex or function.attr == "split" else ():
        for word in re.findall(r"(?<!\\)\b[^\W\d_]{2,}", str(node.value)):
            if word.lower() in vocabulary():
                yield node.lineno, word


@pytest.mark.parametrize("path", MODULES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_module_of_rules_contains_a_word_of_a_language(path: Path) -> None:
    """Rules ask a token for its classes instead."""
    found = words_in(path.read_text(encoding="utf-8"))
    assert [f"line {line}: {word}" for line, word in found if word not in ALLOWED] == []


@pytest.mark.parametrize(
    "code",
    [
        'token.low == "dam"',
        'token.low in {"that", "who"}',
        'OPENERS = frozenset("and but or".split())',
        'low.endswith("ed")',
        'PATTERN = re.compile(r"\\b(?:who|whom)\\b")',
        'MONTH = "may"',
        'word == "sagte"',
    ],
)
def test_a_word_in_a_rule_is_reported(code: str) -> None:
    assert list(words_in(code))


@pytest.mark.parametrize(
    "code",
    [
        '"""that"""',
        '"number" in token.classes',
        '"number" not in language.classes_of(word)',
        'language.members("number")',
        'form.shape in {"past", "s"}',
        'token.classes.isdisjoint({"number", "object"})',
        'token.text == ","',
        'Shape = Literal["past", "s"]',
    ],
)
def test_names_of_classes_and_values_are_not_reported(code: str) -> None:
    assert not list(words_in(code))
