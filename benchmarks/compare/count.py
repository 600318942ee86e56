#!/usr/bin/env python3
"""Count the lines and names of the scripts for everyday tasks, ours and those of other tools.

    python benchmarks/compare/count.py

A line counts if it is not empty. A name counts if it comes from a library that is not Python's own:
what is imported from it, its attributes, and the keyword arguments of calls, each once. Names that
the scripts define themselves and those of Python's own objects do not count.
"""

import ast
import builtins
import csv
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
EXAMPLES = HERE.parent.parent / "examples"
TOOLS = {"instructor": "instructor", "langextract": "LangExtract", "spacy": "spaCy and textacy"}
TASKS = {
    "most_quoted": "who is quoted most",
    "unnamed_sources": "unnamed sources",
    "quotes_of_one_person": "quotes of one person over a folder",
    "claims_to_check": "claims to check",
    "csv_for_a_colleague": "CSV for a colleague",
    "gate_in_ci": "a gate in CI",
    "own_field": "a field of your own",
    "own_examples": "examples of your own",
    "local_model": "a local model",
    "data_frame": "a data frame",
}
PYTHONS_OWN = {
    *dir(builtins),
    *(name for kind in (str, list, dict, set, int, Counter, Path) for name in dir(kind)),
    *("writer", "writerow", "writerows", "writeheader", *dir(csv), "write"),
}


def lines_of(path: Path) -> int:
    """How many lines are not empty."""
    return sum(bool(line.strip()) for line in path.read_text("utf-8").splitlines())


def names_of(path: Path) -> set[str]:
    """The names of libraries that a reader of the script has to know."""
    tree = ast.parse(path.read_text("utf-8"))
    own = {*_defined(tree)}
    shared = path.with_name("said.py")
    if shared.exists():
        own |= {*_defined(ast.parse(shared.read_text("utf-8")))}
    return {*_used(tree)} - own - PYTHONS_OWN


def _defined(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value  # a key of a dictionary


def _used(tree: ast.AST) -> Iterator[str]:
    """Imported names, attributes and keyword arguments, but for those of Python's modules."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names if not _is_pythons(one.name))
        elif isinstance(node, ast.ImportFrom):
            if not _is_pythons(node.module or "") and node.module != "said":
                yield from (one.name for one in node.names)
        elif isinstance(node, ast.Attribute):
            root = node.value
            if not (isinstance(root, ast.Name) and _is_pythons(root.id)):
                yield node.attr
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg


def _is_pythons(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


def table() -> Iterator[str]:
    """The table in Markdown: lines and names for each task, what the tasks share, and all."""
    folders = {"factx": EXAMPLES, **{title: HERE / name for name, title in TOOLS.items()}}
    yield f"| lines / names | {' | '.join(folders)} |"
    yield f"|---|{'---|' * len(folders)}"
    rows = {"for all tasks": "said", **{title: name for name, title in TASKS.items()}}
    lines, names = Counter[str](), {tool: set[str]() for tool in folders}
    for title, name in rows.items():
        cells: list[str] = []
        for tool, folder in folders.items():
            path = folder / f"{name}.py"
            if path.exists():
                lines[tool] += lines_of(path)
                names[tool] |= names_of(path)
                cells.append(f"{lines_of(path)} / {len(names_of(path))}")
            else:
                cells.append("-")
        yield f"| {title} | {' | '.join(cells)} |"
    totals = (f"{lines[tool]} / {len(names[tool])}" for tool in folders)
    yield f"| **together** | {' | '.join(totals)} |"


if __name__ == "__main__":
    print("\n".join(table()))
