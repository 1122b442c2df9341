"""The text as it was read, and where each of its characters stands in the document.

A finding knows offsets into this text and nothing else; whoever reads a Word document or a page
makes the text and says with `Spot`s what begins where.  In a text made of a table the cells of a
row are divided by tabs, and a row is a line.  Must not know of figures.
"""

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple


class Spot(NamedTuple):
    """From this offset on the text stands there: 第3段, 表2第4行第1列, 第5页."""

    start: int
    label: str


class Where(NamedTuple):
    """Line and column, both from 1, and the label of the place where there is one."""

    line: int
    column: int
    label: str


class AsRead:
    """A text with its name as the user typed it; `spots` are in order."""

    def __init__(self, name: str, text: str, spots: tuple[Spot, ...] = ()) -> None:
        self.name = name
        self.text = text
        self.spots = spots

    @cached_property
    def _lines(self) -> list[int]:
        found, at = [0], self.text.find("\n")
        while at >= 0:
            found.append(at + 1)
            at = self.text.find("\n", at + 1)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.spots]

    def where(self, offset: int) -> Where:
        """Where the character at `offset` stands."""
        line = bisect_right(self._lines, offset)
        number = bisect_right(self._starts, offset)
        label = self.spots[number - 1].label if number else ""
        return Where(line, offset - self._lines[line - 1] + 1, label)

    def line_of(self, offset: int) -> tuple[int, int]:
        """Where the line with `offset` begins and ends."""
        number = bisect_right(self._lines, offset)
        start = self._lines[number - 1]
        end = self._lines[number] - 1 if number < len(self._lines) else len(self.text)
        return start, end
