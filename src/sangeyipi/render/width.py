"""How many columns of a terminal a text takes: Han and emoji two, combining marks none."""

import unicodedata
from collections.abc import Callable
from functools import cache


def width(text: str) -> int:
    """Columns of `text`, which holds no control characters."""
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


@cache
def _char_width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else 1


def pad(text: str, columns: int, right: bool = False) -> str:
    """`text` with spaces up to `columns`, on the left when `right`-aligned."""
    space = " " * max(0, columns - width(text))
    return space + text if right else text + space


def wrap(text: str, columns: float, measure: Callable[[str], float] = width) -> list[str]:
    """`text` in lines of at most `columns`; broken between any two characters, as Chinese is.

    A run of ASCII (a number, an id) stays whole unless it alone is too long.  What is not counted
    in columns is measured by a function of its own.
    """
    lines: list[str] = []
    line = ""
    taken: float = 0
    for piece in _pieces(text):
        more = measure(piece)
        if line and taken + more > columns:
            lines.append(line.rstrip())
            line, taken = "", 0
            piece = piece.lstrip()
            more = measure(piece)
        while more > columns > 1:
            head = _head(piece, columns, measure)
            lines.append(head)
            piece = piece[len(head) :]
            more = measure(piece)
        line += piece
        # Columns are whole, so that those of a line are the sum of those of its pieces.
        taken = taken + more if measure is width else measure(line)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def _head(text: str, columns: float, measure: Callable[[str], float]) -> str:
    taken = 0.0
    for i, char in enumerate(text):
        taken += measure(char)
        if taken > columns:
            return text[: max(1, i)]
    return text


def _pieces(text: str) -> list[str]:
    """Words of ASCII and single other characters; closing punctuation stays with what it closes."""
    pieces: list[str] = []
    for char in text:
        joined = pieces and (
            char in "，。、；：”）》」％"
            or (char.isascii() and char != " " and pieces[-1][-1].isascii() and pieces[-1] != " ")
            or pieces[-1][-1] in "“（《「"
        )
        if joined:
            pieces[-1] += char
        else:
            pieces.append(char)
    return pieces
