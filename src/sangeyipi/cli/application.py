"""The commands as Typer has them: parsing, help, usage errors and completion.

Made of what `cli/commands.py` lists and the functions' signatures say.  Imported only where a call
is not plain (`console/plain.py`): for help, for a slip, for what a shell asks beyond words.
"""

from collections.abc import Callable, Iterable, Iterator
from types import FunctionType
from typing import Annotated, Any, get_args

import typer

from sangeyipi.cli import commands
from sangeyipi.cli.console import output, vocabulary
from sangeyipi.cli.console.help import ChineseHelp, Command
from sangeyipi.cli.console.parameters import Argument, Option
from sangeyipi.version import VERSION

#: Commands whose page of help lists the fields of a project.
_TAKE_FIELDS = ("add", "set")
_EXIT_CODES = "退出码: 0 正常  1 台账有错误或不通过  2 用法不对或写不出  3 程序自身的错"


#: What is said of the program itself, after no word at all too.
_OF_ITSELF = frozenset({"", "--help", "--version"})


def application(names: Iterable[str] = commands.NAMES, *, only_listed: bool = False) -> typer.Typer:
    """The program with the commands of these names; `only_listed`: without what they take."""
    app = typer.Typer(
        cls=ChineseHelp,
        name="sgyp",
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        epilog=_EXIT_CODES,
    )
    app.callback(invoke_without_command=True)(_root)
    for name in names:
        _add(app, name, only_listed)
    return app


def for_line(first: str) -> typer.Typer:
    """The program for a command line that begins with this word.

    What is said of a command never speaks of another, so that the others need not be imported; and
    what is said of the program lists them, without their options.
    """
    if first in commands.NAMES:
        return application((first,))
    return application(only_listed=first in _OF_ITSELF)


def _version(wanted: bool) -> None:
    if wanted:
        output.write_text(f"sgyp {VERSION}\n")
        raise typer.Exit()


def _root(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="显示版本")
    ] = False,
) -> None:
    """“三个一批”项目台账：核对、汇总、出表。"""
    if ctx.invoked_subcommand is None:
        output.write_text(ctx.get_help() + "\n")


def _add(app: typer.Typer, name: str, only_listed: bool) -> None:
    said = vars(commands.module_of(name))
    fields = vocabulary.FIELDS if name in _TAKE_FIELDS else ""
    parts = (("例:", said["EXAMPLES"]), ("字段:", fields), ("退出码:", said.get("EXIT_CODES")))
    # A leading \b keeps the lines as they are.
    pages = (["\b", title, *_indented(text)] for title, text in parts if text)
    app.command(
        name,
        cls=Command,
        epilog="\n\n".join("\n".join(lines) for lines in pages),
        hidden=name in commands.HIDDEN,
        context_settings=said.get("SETTINGS"),
    )((_listed if only_listed else _for_typer)(commands.function_of(name)))


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.strip().splitlines())


def _listed(function: FunctionType) -> Callable[[], None]:
    """What has the same words for the list of commands, and takes nothing."""

    def listed() -> None:
        raise AssertionError(function.__name__)  # no line that names a command comes here

    listed.__doc__ = function.__doc__
    return listed


def _for_typer(function: FunctionType) -> FunctionType:
    """The same function, its options and arguments declared in Typer's own words."""
    copied = FunctionType(
        function.__code__,
        function.__globals__,
        function.__name__,
        function.__defaults__,
        function.__closure__,
    )
    copied.__doc__ = function.__doc__
    copied.__module__ = function.__module__
    copied.__annotations__ = {
        name: _declared(hint) for name, hint in function.__annotations__.items()
    }
    return copied


def _declared(hint: Any) -> Any:
    said = getattr(hint, "__metadata__", (None,))[0]
    if isinstance(said, Option):
        names = (f"{said.names}/{said.off}" if said.off else said.names,)
        return Annotated[get_args(hint)[0], typer.Option(*names, **said.settings())]
    if isinstance(said, Argument):
        return Annotated[get_args(hint)[0], typer.Argument(**said.settings())]
    return hint
