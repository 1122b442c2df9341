"""The commands by name, in the order of the page of help, and where each of them is.

Owns that list.  A command is a module of its name with a function of its name, its `EXAMPLES`,
and where it has them its `EXIT_CODES` and the `SETTINGS` of its parsing; none is imported before
it is asked for.
"""

from importlib import import_module
from keyword import iskeyword
from types import FunctionType, ModuleType

NAMES = (
    "summary",
    "why",
    "score",
    "chart",
    "board",
    "list",
    "show",
    "alerts",
    "register",
    "report",
    "export",
    "dataset",
    "audit",
    "verify",
    "import",
    "workbook",
    "check",
    "diff",
    "log",
    "add",
    "set",
    "convert",
    "undo",
    "save",
    "fmt",
    "rules",
    "init",
    "schema",
    "git-setup",
    "merge-driver",
    "textconv",
)
#: Only git calls them.
HIDDEN = frozenset({"merge-driver", "textconv"})


def module_of(name: str) -> ModuleType:
    """The module of a command."""
    word = name.replace("-", "_")
    # A word of the language can be no module's name.
    return import_module(f"sangeyipi.cli.{word}{'_' if iskeyword(word) else ''}")


def function_of(name: str) -> FunctionType:
    """The function of a command."""
    module, word = module_of(name), name.replace("-", "_")
    found = vars(module).get(word) or vars(module)[f"{word}_"]
    assert isinstance(found, FunctionType)
    return found
