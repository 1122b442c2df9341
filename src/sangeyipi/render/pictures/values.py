"""What a picture draws: its table's cells as places on a scale, each with the text that tells it.

Owns the one way from an exact figure to a coordinate; a coordinate is never shown as a figure.  A
figure that is unknown, or only a lower bound, has no place: it is a gap.  Only in a picture of
steps is the least drawn as far as it goes, under its “≥”.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.picture import Picture, Shape
from sangeyipi.model.table import Cell, Points, Rate, Row
from sangeyipi.render.cells import UNKNOWN, shown

#: What is said in place of a picture of which nothing is known.
NOTHING_KNOWN = "没有可画的数，原因见注"
NOTHING_THERE = "没有数据，原因见注"
#: What is said beside a stack of which a part is a gap.
PART_UNKNOWN = "＋未知"
#: What is said beside a whole of which the parts are not all known.
PARTS_UNKNOWN = "分项未知"


class Mark(NamedTuple):
    """One cell: how it is told, and where it lies; `place` is None for a gap."""

    text: str
    place: float | None
    #: Whether the cell applies but has no exact figure.
    unknown: bool


class Series(NamedTuple):
    """One column: a mark for each category."""

    key: str
    name: str
    marks: tuple[Mark, ...]

    @property
    def texts(self) -> list[str]:
        """How its cells are told."""
        return [mark.text for mark in self.marks]


class Plotted(NamedTuple):
    """A picture's categories and its series; `whole` is told, not drawn."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lines: tuple[Series, ...]
    whole: Series | None

    @property
    def told(self) -> tuple[Series, ...]:
        """All series whose figures are told, in order."""
        return (*self.series, *self.lines, *([self.whole] if self.whole else []))

    def is_whole(self, index: int) -> bool:
        """Whether what is told at `index` is the whole."""
        return index >= len(self.series) + len(self.lines)

    @property
    def places(self) -> list[float]:
        """Every place of what is drawn."""
        drawn = (*self.series, *self.lines)
        marks = [mark.place for one in drawn for mark in one.marks]
        outlines = map(self.outline, range(len(self.categories)))
        return [place for place in (*marks, *outlines) if place is not None]

    def gap(self, category: int) -> str:
        """What is said where a stack lacks a part; empty where it lacks none."""
        marks = [one.marks[category] for one in self.series]
        if not any(mark.unknown for mark in marks):
            return ""
        if self.outline(category) is not None:
            return PARTS_UNKNOWN
        return PART_UNKNOWN if any(mark.place is not None for mark in marks) else UNKNOWN

    def unknown(self, category: int) -> str:
        """What is said where nothing of a category has a place; empty where something has."""
        marks = [one.marks[category] for one in self.series]
        if any(mark.place is not None for mark in marks):
            return ""
        told = {mark.text for mark in marks if mark.unknown}
        return told.pop() if len(told) == 1 else UNKNOWN if told else ""

    def outline(self, category: int) -> float | None:
        """How long a stack is as a whole, where that is known though a part of it is not."""
        if self.whole is None or not any(one.marks[category].unknown for one in self.series):
            return None
        return self.whole.marks[category].place

    def stack_end(self, category: int) -> float:
        """Where a stack ends: its outline, or the last of its known parts."""
        ends = [begin + length for begin, length in filter(None, self.stacked(category))]
        return max([self.outline(category) or 0.0, *ends])

    def stacked(self, category: int) -> list[tuple[float, float] | None]:
        """For each series of a stack where it begins and how long it is; None for a gap."""
        ends: list[tuple[float, float] | None] = []
        start = 0.0
        for one in self.series:
            place = one.marks[category].place
            ends.append(None if place is None else (start, place))
            start += place or 0.0
        return ends

    def reach(self, shape: Shape) -> tuple[float, float]:
        """The lowest and the highest place of anything drawn, 0 included."""
        places = self.places
        if shape in (Shape.STACKED, Shape.STEPS):
            places += map(self.stack_end, range(len(self.categories)))
        return min([0.0, *places]), max([0.0, *places])


def plotted(picture: Picture) -> Plotted:
    """The picture's table as series."""
    table = picture.table
    columns = {column.key: column for column in table.columns}

    def mark(row: Row, key: str) -> Mark:
        cell = row.cells.get(key)
        if isinstance(cell, Rate):
            # What the rate is a share of is told once, in a footnote.
            row = row._replace(cells={**row.cells, key: cell._replace(base="")})
        drawn = key not in row.lower_bounds or picture.shape is Shape.STEPS
        place = _place(cell) if drawn else None
        return Mark(shown(row, columns[key], table), place, key in row.cells and place is None)

    def series(key: str) -> Series:
        return Series(key, columns[key].name, tuple(mark(row, key) for row in table.rows))

    label = columns[picture.category]
    return Plotted(
        tuple(shown(row, label, table) for row in table.rows),
        tuple(map(series, picture.series)),
        tuple(map(series, picture.lines)),
        series(picture.whole) if picture.whole else None,
    )


def in_words(picture: Picture, values: Plotted) -> str:
    """All that is drawn as a sentence for each category, for who cannot see it."""
    said = []
    for i, category in enumerate(values.categories):
        figures = [f"{one.name} {one.marks[i].text}" for one in values.told if one.marks[i].text]
        said.append(f"{category}：{'，'.join(figures)}")
    return f"{'；'.join(said)}。单位：{picture.unit}。" if said else NOTHING_THERE


def _place(cell: Cell) -> float | None:
    """Where a figure lies on its scale: counts and 亿元 as they are, rates in per cent."""
    if isinstance(cell, Rate):
        return float(_percent(cell))
    if isinstance(cell, Points):
        return float(_percent(cell.rate) - _percent(cell.against))
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return None
    return float(cell)


def _percent(rate: Rate) -> Decimal:
    return rate.numerator * 100 / rate.denominator
