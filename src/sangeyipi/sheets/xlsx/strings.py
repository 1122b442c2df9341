"""Texts of a workbook: in common or in their cell, in runs of their own fonts.

Owns what of a text is said (phonetic hints are not) and which of it is struck out.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from sangeyipi.sheets.failures import SheetsFailed, over_limit

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NO = ("0", "false")


class Rich(NamedTuple):
    """A text of which something has a font of its own: pieces, each struck, not, or as its cell."""

    pieces: tuple[tuple[str, bool | None], ...]

    def struck(self, by_cell: bool) -> tuple[str, bool, str]:
        """The text, whether all of it is struck out, and what is where only a part is."""
        told = [(t, by_cell if s is None else s) for t, s in self.pieces]
        text = "".join(t for t, _ in told)
        gone = "".join(t for t, s in told if s)
        whole = all(s for t, s in told if t.strip()) and bool(gone.strip())
        return text, whole, "" if whole or not gone.strip() else gone


Text = str | Rich
MOST_TEXTS = 500_000


def too_many_texts() -> SheetsFailed:
    """The failure of a workbook with more texts than cells have need of."""
    return over_limit("不同的文字", f"{MOST_TEXTS // 10000} 万条")


def unescaped(text: str) -> str:
    """A text without the escapes that XML needs for control characters (`_x000D_`)."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(_character, text)
    if any("\ud800" <= c <= "\udfff" for c in text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _character(found: re.Match[str]) -> str:
    """What an escape stands for; control characters that nobody sees are left out."""
    character = chr(int(found[1], 16))
    return character if character >= " " or character in "\t\n\r" else ""


class TextBuilder:
    """Puts a text together from the elements within `si` or `is`."""

    def __init__(self) -> None:
        self._pieces: list[tuple[str, bool | None]] = []
        self._parts: list[str] = []
        self._struck: bool | None = None
        self._in_text = False
        self._phonetic = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "t":
            self._in_text = not self._phonetic
        elif name == "r":
            self._struck = None
        elif name == "rPr":
            self._struck = False
        elif name == "strike":
            self._struck = attributes.get("val", "1") not in _NO
        elif name == "rPh":
            self._phonetic += 1

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "t":
            if self._in_text:
                self._pieces.append((unescaped("".join(self._parts)), self._struck))
                self._parts.clear()
            self._in_text = False
        elif name == "rPh":
            self._phonetic -= 1
        elif name == "r":
            self._struck = None

    def data(self, text: str) -> None:
        """Text within an element."""
        if self._in_text:
            self._parts.append(text)

    def taken(self) -> Text:
        """The text, and ready for the next one."""
        pieces = tuple(self._pieces)
        self._pieces.clear()
        if any(struck is not None for _, struck in pieces):
            return Rich(pieces)
        return "".join(text for text, _ in pieces)


class SharedStrings:
    """The texts that cells have in common."""

    def __init__(self) -> None:
        self.texts: list[Text] = []
        self._builder = TextBuilder()

    def filled(self, plain: Iterable[str | None]) -> list[Text]:
        """All texts, where those that were read stand for the gaps in plain ones."""
        read = iter(self.texts)
        return [
            next(read, "") if text is None else unescaped(text) if "_x" in text else text
            for text in plain
        ]

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._builder.start(name, attributes)

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "si":
            if len(self.texts) >= MOST_TEXTS:
                raise too_many_texts()
            self.texts.append(self._builder.taken())
        else:
            self._builder.end(name)

    def data(self, text: str) -> None:
        """Text within an element."""
        self._builder.data(text)
