"""Every regular expression of the audit, found in its modules: compiled ones and written ones."""

import ast
import importlib
import pkgutil
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import sangeyipi.audit
from sangeyipi.model.patterns import later

#: What stands for a pattern that is compiled when it is first used.
_LATER = type(later(""))
_COMPILES = re.compile(r"re\.|later$").match
WHOLE, SEARCH = "fullmatch", "search"


def patterns() -> set[str]:
    """All of them."""
    return set(how_asked())


def how_asked() -> dict[str, set[str]]:
    """What stands compiled in the modules, and what is written where it is used: asked how."""
    modules = [
        importlib.import_module(module.name)
        for module in pkgutil.walk_packages(sangeyipi.audit.__path__, "sangeyipi.audit.")
    ]
    trees = {
        module: ast.parse(Path(module.__file__ or "").read_text("utf-8")) for module in modules
    }
    asked = {module: asked_by(tree) for module, tree in trees.items()}
    found: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        for name, value in vars(module).items():
            # Others may ask what is not a module's own.
            those = [asked[module]] if name.startswith("_") else [*asked.values()]
            how = set().union(*(each.get(name, set()) for each in those)) or {SEARCH}
            for pattern in _compiled([value]):
                found[pattern] |= how
    for module in modules:
        for method, pattern in written(trees[module]):
            # What is compiled under a name is asked by that.
            if method not in ("compile", "later") or pattern not in found:
                found[pattern].add(WHOLE if method == WHOLE else SEARCH)
    return found


def asked_by(tree: ast.AST) -> dict[str, set[str]]:
    """By which methods each name is asked; `search` for whatever else is done with it."""
    found: dict[str, set[str]] = defaultdict(set)
    methods = {
        id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Load):
            name = node.id if isinstance(node, ast.Name) else node.attr
            method = methods.get(id(node), SEARCH)
            # What another pattern is made of is asked nothing itself.
            if method != "pattern":
                found[name].add(WHOLE if method == WHOLE else SEARCH)
    return found


def written(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """The function that a pattern is given where it is written, and the pattern."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _COMPILES(ast.unparse(node.func)):
            said = node.args[0] if node.args else None
            how = node.func.attr if isinstance(node.func, ast.Attribute) else "later"
            if isinstance(said, ast.Constant) and isinstance(said.value, str):
                yield how, said.value


def _compiled(values: Iterable[object]) -> Iterator[str]:
    for one in values:
        if isinstance(one, re.Pattern | _LATER):
            if isinstance(one.pattern, str):
                yield one.pattern
        elif isinstance(one, tuple | list):
            yield from _compiled(one)
        elif isinstance(one, dict):
            yield from _compiled(one.values())
