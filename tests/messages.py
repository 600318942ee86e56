"""Every message that factx may print, collected from its code; placeholders are `…`."""

import ast
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import TypeGuard

import factx.errors

Function = ast.FunctionDef | ast.AsyncFunctionDef
CODE = Path(factx.errors.__file__).parent
ANY = "…"
SECOND = (
    *("InputError", "InvalidData", "UnknownModel", "RecordingError", "print_notice"),
    *("ModelError", "ModelUnreachable", "ModelRefused", "AnswerTruncated", "AnswerInvalid"),
    "error_type",
)
FIRST = (
    *("BadArgument", "WrongType", "BadParameter", "print_stderr", "append"),
    *("ValueError", "TypeError", "ResponseRefused", "Unreadable"),
)
"""The functions that take a message, as their second and first argument."""
WRAPPERS = {"printable", "cast", "str", "join", "one_line"}
RETURNING = ("connection_problem", "reason_to_stop", "verdict", "passed", "bug_line")
"""The functions that return messages, or yield them."""
NOT_READ = ("rules/", "text/", "llm/wire/", "llm/asking/")
IS_READ = ("llm/wire/parse.py", "llm/asking/answered_parts.py", "rules/language/own_words.py")
"""What a model wrote wrong is listed as the detail of an ungrounded item, and has no row."""


def called(node: ast.expr) -> str:
    return getattr(node, "id", "") or getattr(node, "attr", "")


def is_call_of(node: ast.AST, name: str) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and called(node.func) == name


class Module:
    """The syntax of a module, with the function that each node is in."""

    def __init__(self, path: Path) -> None:
        self.name = path.relative_to(CODE).as_posix()
        self.tree = ast.parse(path.read_text("utf-8"))
        self.inside: dict[ast.AST, Function | None] = {}
        self.enter(self.tree, None)
        self.functions = {
            node.name: node for node in ast.walk(self.tree) if isinstance(node, Function)
        }

    def enter(self, node: ast.AST, function: Function | None) -> None:
        for child in ast.iter_child_nodes(node):
            self.inside[child] = function
            self.enter(child, child if isinstance(child, Function) else function)

    def messages(self) -> Iterator[tuple[int, str]]:
        """Each message with its line."""
        for node in ast.walk(self.tree):
            argument = None
            if isinstance(node, ast.Call):
                argument = message_argument(node)
            elif isinstance(node, ast.Yield) and self.name in PROBLEMS:
                argument = node.value
            elif isinstance(node, ast.Return | ast.Yield):
                function = self.inside.get(node)
                if function is not None and function.name in RETURNING:
                    argument = node.value
            for text in self.texts(argument, self.inside.get(node)) if argument else ():
                yield getattr(node, "lineno", 0), text

    def texts(self, node: ast.AST, function: Function | None, depth: int = 0) -> list[str]:
        """What a message may be; `…` for what is not known."""
        return (self.known(node, function, depth) if depth < 9 else []) or [ANY]

    def known(self, node: ast.AST, function: Function | None, depth: int) -> list[str]:

        def inner(each: ast.AST) -> list[str]:
            return self.texts(each, function, depth + 1)

        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                return ["".join(each) for each in product(*map(inner, parts))]
            case ast.FormattedValue(value=value):
                return inner(value)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return [a + b for a in inner(left) for b in inner(right)]
            case ast.IfExp(body=body, orelse=orelse):
                return inner(body) + inner(orelse)
            case ast.List(elts=parts):
                return [text for part in parts for text in inner(part)]
            case ast.ListComp(elt=part):
                return inner(part)
            case ast.Call(func=name, args=args):
                if called(name) in WRAPPERS and args:
                    return inner(args[-1])
                made = self.functions.get(called(name))
                if made is not None:
                    return [
                        text
                        for each in ast.walk(made)
                        if isinstance(each, ast.Return) and each.value is not None
                        for text in self.texts(each.value, made, depth + 1)
                    ]
            case ast.Name(id=name) | ast.Attribute(value=ast.Name(id="self"), attr=name):
                return self.named(name, function, depth)
            case _:
                pass
        return []

    def named(self, name: str, function: Function | None, depth: int) -> list[str]:
        """What a variable, constant or argument may be."""
        found: list[str] = []
        nodes = ast.walk(function) if function is not None else self.tree.body
        for node in nodes:
            if isinstance(node, ast.Assign) and name in map(called, node.targets):
                found += self.texts(node.value, function, depth + 1)
        if not found and function is not None:
            names = [each.arg for each in function.args.args if each.arg != "self"]
            if name in names:
                for call in ast.walk(self.tree):
                    if is_call_of(call, function.name) and len(call.args) > names.index(name):
                        argument = call.args[names.index(name)]
                        found += self.texts(argument, self.inside.get(call), depth + 1)
            else:
                found = self.named(name, None, depth + 1)
        return found


PROBLEMS = ("records/links.py", "records/record.py", "evaluation/baseline.py")


def message_argument(call: ast.Call) -> ast.expr | None:
    name = called(call.func)
    if name in SECOND and len(call.args) > 1:
        return call.args[1]
    if not call.args or name not in (*FIRST, "__init__"):
        return None
    of = {"append": "problems", "__init__": "super"}.get(name, "")
    return call.args[0] if of in ast.unparse(call.func) else None


@cache
def messages() -> dict[str, str]:
    """Each message, and where it is in the code."""
    found: dict[str, str] = {}
    for path in sorted(CODE.rglob("*.py")):
        module = Module(path)
        if module.name in IS_READ or not module.name.startswith(NOT_READ):
            for line, text in module.messages():
                found.setdefault(" ".join(text.split()), f"{module.name}:{line}")
    return found
