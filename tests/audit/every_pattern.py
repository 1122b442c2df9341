"""Every regular expression of the audit, found in its modules: compiled ones and written ones."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import sangeyipi.audit
from sangeyipi.model.patterns import later

#: What stands for a pattern that is compiled when it is first used.
_LATER = type(later(""))
_COMPILES = re.compile(r"re\.|later$").match


def patterns() -> set[str]:
    """What stands compiled in the modules, and what is written where it is used."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(sangeyipi.audit.__path__, "sangeyipi.audit."):
        loaded = importlib.import_module(module.name)
        found.update(_compiled(vars(loaded).values()))
        path = Path(loaded.__file__ or "")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _COMPILES(ast.unparse(node.func)):
                said = node.args[0] if node.args else None
                if isinstance(said, ast.Constant) and isinstance(said.value, str):
                    found.add(said.value)
    return found


def _compiled(values: Iterable[object]) -> Iterator[str]:
    for one in values:
        if isinstance(one, re.Pattern | _LATER):
            if isinstance(one.pattern, str):
                yield one.pattern
        elif isinstance(one, tuple | list):
            yield from _compiled(one)
        elif isinstance(one, dict):
            yield from _compiled(one.values())
