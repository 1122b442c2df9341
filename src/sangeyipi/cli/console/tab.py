"""Tab, answered without Typer: it takes five times as long as Python takes to start.

A shell is answered here where words follow: the name of a command, an option's, a value of an
option or an argument.  Of anything else — quotes, `=`, a line that is itself a slip, what zsh is
told of a word — nothing is said here: `None`, and Typer answers.  What could follow is read from
where Typer reads it (`parameters.py`).  `tests/cli/test_tab.py` holds the two to the same bytes.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from sangeyipi.cli import commands
from sangeyipi.cli.console import output
from sangeyipi.cli.console.parameters import Option, Parameter, parameters_of
from sangeyipi.cli.console.plain import NotPlainLine, Read, names_of

#: Where a shell says what it wants to know: set by the scripts of completion.
_ASKED = "_SGYP_COMPLETE"
#: What a shell takes a line apart at, or puts together.
_TAKEN_APART = frozenset("'\"\\\t\r\n=")
#: What is written otherwise for zsh.
_ESCAPED = frozenset("\"'$`:")
_HELP = "--help"


class Line(NamedTuple):
    """What was typed: whole words after `sgyp`, and the beginning of one."""

    words: list[str]
    begun: str


class Answer(NamedTuple):
    """What a shell is told: a line on stdout (None: nothing at all), and by the exit code."""

    text: str | None
    code: int = 0


def answer(asked: Mapping[str, str]) -> Answer | None:
    """What is answered to a shell, by its environment; None where Typer has to."""
    action, _, shell = asked[_ASKED].partition("_")
    known = _SHELLS.get(shell)
    if action != "complete" or known is None:
        return None
    try:
        line = known.line(asked)
        return known.told(_following(line, known.says_more), asked)
    except NotPlainLine:
        return None


def _following(line: Line, says_more: bool) -> list[str]:
    """The words that could stand there.  Raises NotPlain."""
    if not line.words:
        # Beside a name some shells show what the command is for.
        if says_more or _is_option(line.begun):
            raise NotPlainLine
        seen = (name for name in commands.NAMES if name not in commands.HIDDEN)
        return _beginning(seen, line.begun)
    name, *words = line.words
    if name not in commands.NAMES or hasattr(commands.module_of(name), "SETTINGS"):
        raise NotPlainLine
    wanted = parameters_of(commands.function_of(name))
    if wanted is None or _HELP in words:
        raise NotPlainLine
    read = Read(wanted, words)
    if _is_option(line.begun):
        if says_more or read.awaiting:
            raise NotPlainLine
        return _beginning(_options(read), line.begun)
    # What was taken for the value of an option looks like one itself: Typer takes it for that.
    last = read.options.get(words[-1]) if words and not read.awaiting else None
    if words and not read.awaiting and _is_option(words[-1]) and not (last and last.flag):
        raise NotPlainLine
    one = read.awaiting or _next(read)
    return _values(one, line.begun) if one else []


def _is_option(word: str) -> bool:
    return word[:1] == "-"


def _beginning(words: Iterable[str], begun: str) -> list[str]:
    return [word for word in words if word.startswith(begun)]


def _options(read: Read) -> list[str]:
    """The names of what may still be said."""
    left = (one for one in read.wanted if one.several or one.name not in read.given)
    return [*(name for one in left for name in names_of(one.said)), _HELP]


def _next(read: Read) -> Parameter | None:
    """The argument that the next word is."""
    at = len(read.arguments)
    for one in read.wanted:
        if isinstance(one.said, Option):
            continue
        if at <= 0 or one.several:
            return one
        at -= 1
    return None


def _values(one: Parameter, begun: str) -> list[str]:
    complete = one.said.autocompletion
    if complete is None:
        # A shell knows the names of files best.
        return []
    takes = getattr(complete, "__code__", None)
    found = complete(begun) if takes is None or takes.co_argcount else complete()
    return _beginning(found, begun)


def _split(text: str) -> list[str]:
    if not _TAKEN_APART.isdisjoint(text):
        raise NotPlainLine
    return [word for word in text.split(" ") if word]


def _of_bash(asked: Mapping[str, str]) -> Line:
    words, at = _split(asked["COMP_WORDS"]), int(asked["COMP_CWORD"])
    return Line(words[1:at], words[at] if at < len(words) else "")


def _of_zsh(asked: Mapping[str, str]) -> Line:
    said = asked.get("_TYPER_COMPLETE_ARGS", "")
    words = _split(said)[1:]
    return Line(words, "") if not words or said.endswith(" ") else Line(words[:-1], words[-1])


def _of_powershell(asked: Mapping[str, str]) -> Line:
    begun = asked.get("_TYPER_COMPLETE_WORD_TO_COMPLETE", "")
    words = _split(asked.get("_TYPER_COMPLETE_ARGS", ""))
    return Line(words[1:-1] if begun else words[1:], begun)


def _to_bash(words: Sequence[str], asked: Mapping[str, str]) -> Answer:
    return Answer("\n".join(words))


def _to_zsh(words: Sequence[str], asked: Mapping[str, str]) -> Answer:
    if not all(_ESCAPED.isdisjoint(word) for word in words):
        raise NotPlainLine
    listed = "\n".join(f'"{word}"' for word in words)
    return Answer(f"_arguments '*: :(({listed}))'" if words else "_files")


def _to_fish(words: Sequence[str], asked: Mapping[str, str]) -> Answer:
    if asked.get("_TYPER_COMPLETE_FISH_ACTION") == "is-args":
        return Answer(None, 0 if words else 1)
    if asked.get("_TYPER_COMPLETE_FISH_ACTION") != "get-args":
        raise NotPlainLine
    return Answer("\n".join(words))


def _to_powershell(words: Sequence[str], asked: Mapping[str, str]) -> Answer:
    return Answer("\n".join(f"{word}::: " for word in words))


class _Shell(NamedTuple):
    line: Callable[[Mapping[str, str]], Line]
    told: Callable[[Sequence[str], Mapping[str, str]], Answer]
    #: Whether it shows what the name of a command or an option is for.
    says_more: bool


_SHELLS = {
    "bash": _Shell(_of_bash, _to_bash, False),
    "zsh": _Shell(_of_zsh, _to_zsh, True),
    "fish": _Shell(_of_zsh, _to_fish, True),
    "powershell": _Shell(_of_powershell, _to_powershell, True),
    "pwsh": _Shell(_of_powershell, _to_powershell, True),
}


def answered() -> int | None:
    """Answer the shell that asks; None where Typer has to."""
    told = answer(os.environ)
    if told is None:
        return None
    if told.text is not None:
        output.write_text(f"{told.text}\n")
    return told.code
