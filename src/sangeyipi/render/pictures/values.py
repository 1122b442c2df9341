"""What a picture draws: its table's cells as places on a scale, each with the text that tells it.

Owns the one way from an exact figure to a coordinate; a coordinate is never shown as a figure.  A
figure that is unknown, or only a lower bound, has no place: it is a gap.  Only in a picture of
steps is the least drawn as far as it goes, under its “≥”.
"""

from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Cell, Points, Rate, Row
from sangeyipi.render.cells import UNKNOWN, shown

#: What is said in place of a picture of which nothing is known.
NOTHING_KNOWN = "没有可画的数，原因见注"
NOTHING_THERE = "没有数据，原因见注"
#: What is said beside a stack of which a part is a gap.
PART_UNKNOWN = "＋未知"
#: What is said beside a whole of which the parts are not all known.
PARTS_UNKNOWN = "分项未知"


class PictureMark(NamedTuple):
    """One cell: how it is told, and where it lies; `place` is None for a gap."""

    text: str
    place: float | None
    #: Whether the cell applies but has no exact figure.
    unknown: bool


class MarkSeries(NamedTuple):
    """One column: a mark for each category."""

    key: str
    name: str
    marks: tuple[PictureMark, ...]

    @property
    def texts(self) -> list[str]:
        """How its cells are told."""
        return [mark.text for mark in self.marks]


class Plotted(NamedTuple):
    """A picture's categories and its series; `whole` is told, not drawn."""

    categories: tuple[str, ...]
    series: tuple[MarkSeries, ...]
    lines: tuple[MarkSeries, ...]
    whole: MarkSeries | None
    #: Whether the series of a category are on top of each other: parts of a whole.
    are_stacked: bool

    @property
    def told(self) -> tuple[MarkSeries, ...]:
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
        """What is said where a mark is missing: beside a stack, or instead of any other mark.

        Empty where nothing is missing, or where something else stands beside the gap.
        """
        marks = [one.marks[category] for one in self.series]
        lacking = {mark.text for mark in marks if mark.unknown}
        drawn = any(mark.place is not None for mark in marks)
        if not lacking or (drawn and not self.are_stacked):
            return ""
        if not self.are_stacked:
            return lacking.pop() if len(lacking) == 1 else UNKNOWN
        if self.outline(category) is not None:
            return PARTS_UNKNOWN
        return PART_UNKNOWN if drawn else UNKNOWN

    def outline(self, category: int) -> float | None:
        """How long a stack is as a whole, where that is known though a part of it is not."""
        if self.whole is None or not any(one.marks[category].unknown for one in self.series):
            return None
        return self.whole.marks[category].place

    def stack_end(self, category: int) -> float:
        """Where a stack ends: its outline, or the last of its known parts; nothing else has one."""
        if not self.are_stacked:
            return 0.0
        ends = [end for _, end in filter(None, self.spans(category))]
        return max([self.outline(category) or 0.0, *ends])

    def spans(self, category: int) -> list[tuple[float, float] | None]:
        """From where to where each series is drawn; None for a gap.

        Parts of a whole begin where the part before ended.
        """
        spans: list[tuple[float, float] | None] = []
        start = 0.0
        for place in (one.marks[category].place for one in self.series):
            spans.append(None if place is None else (start, start + place))
            start += place or 0.0 if self.are_stacked else 0.0
        return spans

    def reach(self) -> tuple[float, float]:
        """The lowest and the highest place of anything drawn, 0 included."""
        places = [0.0, *self.places, *map(self.stack_end, range(len(self.categories)))]
        return min(places), max(places)


def plotted(picture: Picture) -> Plotted:
    """The picture's table as series."""
    table = picture.table
    columns = {column.key: column for column in table.columns}

    def mark(row: Row, key: str) -> PictureMark:
        cell = row.cells.get(key)
        if isinstance(cell, Rate):
            # What the rate is a share of is told once, in a footnote.
            row = row._replace(cells={**row.cells, key: cell._replace(base="")})
        drawn = key not in row.lower_bounds or picture.shape is PictureShape.STEPS
        place = _place(cell) if drawn else None
        return PictureMark(
            shown(row, columns[key], table), place, key in row.cells and place is None
        )

    def series(key: str) -> MarkSeries:
        return MarkSeries(key, columns[key].name, tuple(mark(row, key) for row in table.rows))

    label = columns[picture.category]
    return Plotted(
        tuple(shown(row, label, table) for row in table.rows),
        tuple(map(series, picture.series)),
        tuple(map(series, picture.lines)),
        series(picture.whole) if picture.whole else None,
        picture.shape in (PictureShape.STACKED, PictureShape.STEPS),
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
