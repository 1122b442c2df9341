"""What a command takes: each option and argument, declared once in the signature of its function.

Owns how that is said and read.  Typer is made of it (`cli/application.py`), and so are the ways
that answer before Typer is imported (`plain.py`, `tab.py`): neither can know of an option that the
other does not.  Imports nothing that a signature does not need.
"""

from collections.abc import Callable
from pathlib import Path
from types import FunctionType, UnionType
from typing import Any, Final, get_args, get_origin

from sangeyipi.model.lazy_tuple import NamedTuple

#: What stands for the default of what must be given.
REQUIRED: Final = ...


class Argument:
    """A word by its place; the keywords mean what they mean to Typer."""

    __slots__ = ("autocompletion", "envvar", "help", "metavar", "min", "show_default")

    def __init__(
        self,
        *,
        metavar: str | None = None,
        help: str | None = None,
        autocompletion: Callable[..., list[str]] | None = None,
        min: int | None = None,
        show_default: bool = True,
        envvar: str | None = None,
    ) -> None:
        self.metavar = metavar
        self.help = help
        self.autocompletion = autocompletion
        self.min = min
        self.show_default = show_default
        self.envvar = envvar

    def settings(self) -> dict[str, Any]:
        """The keywords as Typer takes them."""
        return {"metavar": self.metavar, "help": self.help, "min": self.min} | {
            "autocompletion": self.autocompletion,
            "show_default": self.show_default,
            "envvar": self.envvar,
            "show_envvar": False,
        }


class Option(Argument):
    """A word after one of its names, or with `--yes/--no` a flag that can be denied."""

    __slots__ = ("names", "off")

    def __init__(self, names: str, **settings: Any) -> None:
        super().__init__(**settings)
        self.names, _, self.off = names.partition("/")


class Parameter(NamedTuple):
    """A parameter of a command's function."""

    name: str
    said: Argument
    #: str, int, bool or Path.
    kind: type
    several: bool
    default: Any

    @property
    def flag(self) -> bool:
        """Whether it takes no value."""
        return self.kind is bool


def parameters_of(function: FunctionType) -> list[Parameter] | None:
    """What a command takes, in order; None where its function wants something else besides."""
    code, defaults = function.__code__, function.__defaults__ or ()
    names = code.co_varnames[: code.co_argcount]
    given = dict(zip(reversed(names), reversed(defaults), strict=False))
    found = []
    for name in names:
        said = getattr(function.__annotations__[name], "__metadata__", (None,))[0]
        if not isinstance(said, Argument):
            return None
        kind, several = _kind(get_args(function.__annotations__[name])[0])
        found.append(Parameter(name, said, kind, several, given.get(name, REQUIRED)))
    return found


def _kind(hint: Any) -> tuple[type, bool]:
    """str | None → str; list[Path] → Path, several."""
    if isinstance(hint, UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    several = get_origin(hint) is list
    kind = get_args(hint)[0] if several else hint
    assert kind in (str, int, bool, Path)
    return kind, several
