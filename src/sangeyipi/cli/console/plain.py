"""A plain command line, read without Typer: it takes five times as long as Python takes to start.

Plain is a command by its name, then options that it has, each with what it takes, and no fewer or
more arguments than it wants.  Of anything else — help, a slip, a word that is no number, `--` —
nothing is said here: `None`, and Typer reads the line from its beginning.  What a command takes is
read from where Typer reads it (`parameters.py`).  `tests/cli/test_plain.py` holds the two to the
same values on every command's every option.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import FunctionType
from typing import Any

from sangeyipi.cli import commands
from sangeyipi.cli.console.parameters import REQUIRED, Option, Parameter, parameters_of


class NotPlainLine(Exception):
    """It is for Typer to read, or to refuse."""


def called(line: Sequence[str]) -> Callable[[], Any] | None:
    """What a command line calls, if it is plain."""
    if not line or line[0] not in commands.NAMES:
        return None
    if hasattr(commands.module_of(line[0]), "SETTINGS"):
        return None
    function = commands.function_of(line[0])
    try:
        return partial(function, **values(function, line[1:]))
    except NotPlainLine:
        return None


def values(function: FunctionType, words: Sequence[str]) -> dict[str, Any]:
    """The value of every parameter of a command.  Raises NotPlain."""
    wanted = parameters_of(function)
    if wanted is None:
        raise NotPlainLine
    read = Read(wanted, words)
    if read.awaiting:
        raise NotPlainLine
    return {one.name: _value(one, found) for one, found in read.placed()}


class Read:
    """The words of a line, each given to the parameter that it is for.  Raises NotPlain."""

    def __init__(self, wanted: Sequence[Parameter], words: Sequence[str]) -> None:
        self.wanted = wanted
        self.options = {name: one for one in wanted for name in names_of(one.said)}
        self.given: dict[str, list[Any]] = {}
        self.arguments: list[str] = []
        #: The option that the last word names and that still takes a value.
        self.awaiting: Parameter | None = None
        rest = iter(words)
        for word in rest:
            if word[:1] == "-" and word != "-":
                self._option(word, rest)
            else:
                self.arguments.append(word)

    def _option(self, word: str, rest: Iterator[str]) -> None:
        name, joined, value = word.partition("=")
        one = self.options.get(name)
        if one is None or (joined and not name.startswith("--")):
            raise NotPlainLine
        if one.flag:
            if joined:
                raise NotPlainLine
            assert isinstance(one.said, Option)
            self.given.setdefault(one.name, []).append(name != one.said.off)
            return
        if not joined:
            found = next(rest, None)
            if found is None:
                self.awaiting = one
                return
            value = found
        self.given.setdefault(one.name, []).append(value)

    def placed(self) -> Iterator[tuple[Parameter, Any]]:
        """Each parameter with what the line says of it: a list, one value, or None."""
        rest = list(self.arguments)
        for one in self.wanted:
            if isinstance(one.said, Option):
                found = self.given.get(one.name) or _from_environment(one)
                yield one, found if one.several or not found else found[-1]
            elif one.several:
                yield one, rest
                rest = []
            else:
                yield one, rest.pop(0) if rest else None
        if rest:
            raise NotPlainLine


def names_of(said: object) -> Iterator[str]:
    """What an option is called on a line; an argument has no name."""
    if isinstance(said, Option):
        yield said.names
        if said.off:
            yield said.off


def _from_environment(one: Parameter) -> list[str]:
    found = os.environ.get(one.said.envvar) if one.said.envvar else None
    return [found] if found else []


def _value(one: Parameter, found: Any) -> Any:
    """What a command is given for what was typed.  Raises NotPlain."""
    if found is None or found == []:
        if one.default is REQUIRED:
            raise NotPlainLine
        _converted(one, one.default)
        return one.default
    if one.several:
        return [_converted(one, word) for word in found]
    return _converted(one, found)


def _converted(one: Parameter, word: Any) -> Any:
    if one.kind is Path and word is not None:
        # Typer refuses what is there and may not be read.
        if os.path.exists(word) and not os.access(word, os.R_OK):  # noqa: PTH110
            raise NotPlainLine
        return Path(word)
    if one.kind is int and word is not None:
        return _number(one, word)
    return word


def _number(one: Parameter, word: Any) -> int:
    try:
        number = int(word)
    except ValueError:
        raise NotPlainLine from None
    if one.said.min is not None and number < one.said.min:
        raise NotPlainLine
    return number
