"""How wide columns are, how high rows, and where pages break: arithmetic, before anything is set.

Owns the measures.  Excel fits a row's height to its text by itself only where no cells are merged
and LibreOffice not even there, so every row gets its height from here.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sangeyipi.render.width import width
from sangeyipi.render.xlsx.styles import PAGE_PIXELS, pixels

#: Text columns are at most so wide, the first limit with which a sheet needs little shrinking.
_LIMITS = (44, 36, 28, 22, 16, 14)
_SHRINKING = 1.25
#: Tables of few columns are spread to this, for titles and notes to stand over and under them.
_NARROWEST = 800
_SLACK = 1
#: No column is narrower, so shorter texts need not be looked at again.
_SURELY_ONE_LINE = _LIMITS[-1]
#: Another font in this one's place may be an eighth wider, and bold another: a figure that is not
#: given room is shown as ####.
_WIDER = 8
#: Of a line of text, by the size of its font, and what is left free in a row, in points.
_LINE = {9: 12.0, 11: 14.5, 12: 16.0, 14: 19.0, 18: 26.0}
_FREE = 2.0
#: Excel's limit, in points.
_HIGHEST = 409.0
#: Between the upper and the lower margin of A4 lying, in points, with something to spare.
_PAGE_POINTS = 510.0
#: Beyond this share of a page its foot begins.
_FOOT = 0.6


class Measures:
    """What is known of a sheet's contents, and how wide and high that makes its cells."""

    def __init__(self, printed: int, least: Sequence[int] = ()) -> None:
        """`printed`: how many columns are printed; `least`: how wide the first ones are anyway."""
        self.printed = printed
        self._count = printed
        self._needed: dict[int, int] = defaultdict(int, enumerate(least))
        self._wanted: dict[int, int] = defaultdict(int)
        self._sizes: dict[str, int] = {}
        #: Texts that may need several lines: row, column, width.
        self._long: list[tuple[int, int, int]] = []
        self.heights: dict[int, float] = {}

    def size(self, text: str) -> int:
        """How wide a text is; units and sectors come again and again."""
        if text.isascii():
            return len(text)
        size = self._sizes.get(text)
        if size is None:
            size = self._sizes[text] = width(text)
        return size

    def needs(self, column: int, size: int, bold: bool = False) -> None:
        """Something so wide that must stay whole: a figure, a word of a heading."""
        self._count = max(self._count, column + 1)
        size += size // _WIDER + (1 + size // _WIDER if bold else 0)
        self._needed[column] = max(self._needed[column], size)

    def wants(self, column: int, size: int) -> None:
        """A text so wide, which may be broken."""
        self._count = max(self._count, column + 1)
        self._wanted[column] = max(self._wanted[column], size)

    def text(self, row: int, column: int, size: int) -> None:
        """A text so wide stands in a cell that its row may have to be higher for."""
        if size > _SURELY_ONE_LINE:
            self._long.append((row, column, size))

    def raise_row(self, row: int, points: float) -> None:
        """A row is at least so high."""
        if points > self.heights.get(row, 0.0):
            self.heights[row] = points

    def widths(self) -> list[int]:
        """Of all columns, in half-width characters; texts then make their rows higher."""
        found: list[int] = []
        for limit in _LIMITS:
            found = [
                max(self._needed[at], min(self._wanted[at], limit)) + _SLACK
                for at in range(self._count)
            ]
            if across(found[: self.printed]) <= PAGE_PIXELS * _SHRINKING:
                break
        while across(found[: self.printed]) < _NARROWEST:
            found[: self.printed] = [each + 1 for each in found[: self.printed]]
        for row, column, size in self._long:
            self.raise_row(row, height(lines(size, found[column])))
        return found


def across(widths: Iterable[int]) -> int:
    """Pixels of columns beside each other."""
    return sum(map(pixels, widths))


def lines(size: int, room: int) -> int:
    """How many lines a text `size` wide takes in a column; words may leave an end of one empty."""
    return 1 if size <= room else -(-size // max(room - 1, 1))


def height(count: int, font_size: int = 11) -> float:
    """Points of a row with so many lines."""
    return min(count * _LINE[font_size] + _FREE, _HIGHEST)


#: Points of a row of one line, and of one with nothing in it.
ONE_LINE = height(1)
EMPTY = 13.5


def page_points(printed_pixels: int) -> float:
    """How high a page is, in points of a sheet that is shrunk to the breadth of one."""
    return _PAGE_POINTS * max(1.0, printed_pixels / PAGE_PIXELS)


def page_breaks(
    heights: Sequence[float], groups: Sequence[Sequence[int]], page: float
) -> list[int]:
    """The rows before which a new page begins, so that what fits on a page stays on one.

    `groups`: the first rows of blocks, those that belong together in one group; in their order,
    each with an empty row at its end, which need not fit.  What is longer than a page does not
    begin at the foot of one.
    """
    found: list[int] = []
    first = groups[0][0] if groups else 0
    used = sum(heights[:first])
    for start, stop in _units(heights, groups, page):
        block = sum(heights[start : stop - 1])
        full = used + block > page and (block <= page or used > page * _FOOT)
        # Never right under the sheet's own heading.
        if full and start != first:
            found.append(start)
            used = 0.0
        used += block
        if used > page:
            used %= page
        used += heights[stop - 1]
    return found


def _units(
    heights: Sequence[float], groups: Sequence[Sequence[int]], page: float
) -> Iterator[tuple[int, int]]:
    """Groups that fit on a page, the first under the sheet's heading; the blocks of others."""
    ends = [*(group[0] for group in groups[1:]), len(heights)]
    for number, (group, end) in enumerate(zip(groups, ends, strict=False)):
        start = group[0] if number else 0
        starts = group if sum(heights[start : end - 1]) > page else group[:1]
        yield from zip(starts, [*starts[1:], end], strict=True)
