"""Asking whoever sits at the terminal.

Owns whether there is anybody, and how a question is put: on stderr, so that no answer is lost in a
pipe.  Must not know what is asked.
"""

import sys
from typing import Any

from sangeyipi.cli.console.exits import Stop


def somebody() -> bool:
    """Whether there is somebody to ask; a standard input that was closed is nobody."""
    try:
        return sys.stdin is not None and sys.stdin.isatty()
    except (OSError, ValueError):
        return False


def must(otherwise: str) -> None:
    """Go on only where there is somebody.  Raises Stop, saying what to write `otherwise`."""
    if not somebody():
        raise Stop(otherwise)


def ask(what: str, default: str | None = None) -> str:
    """What is answered, without blanks around it; asked again where there is nothing."""
    while True:
        answer = str(prompted(what, default=default)).strip()
        if answer:
            return answer


def maybe(what: str) -> str:
    """What is answered, without blanks around it; "" is nothing."""
    return str(prompted(what, default="", show_default=False)).strip()


def agreed(what: str) -> bool:
    """Whether the answer is yes; anything but a plain yes is no."""
    answer = prompted(f"{what}（y 是，回车否）", default="", show_default=False)
    return str(answer).strip().casefold() in {"y", "yes", "是", "ｙ"}


def prompted(text: str, **how: Any) -> Any:
    """What is typed, as Typer asks for it."""
    import typer

    return typer.prompt(text, err=True, **how)
