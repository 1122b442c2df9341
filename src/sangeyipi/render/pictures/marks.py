"""The marks of a plot: bars, lines, points, and the samples of them beside their names.

Owns colours, hatches and markers: chosen so that colour-blind readers and grey prints can tell
them apart.  Must not know where a figure lies: the plot's scales say that.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.render.pictures.scales import CategoryScale, Linear
from sangeyipi.render.pictures.svg import FAINT, INK, Look, Point, SvgSheet, path
from sangeyipi.render.pictures.values import Plotted

#: A bar is never broader than this, in points.
_BROADEST = 56.0
#: How broad the sample of a series is.
SAMPLE = 26.0


class _Style(NamedTuple):
    """How a series looks; the first lines are broad, so that those drawn over them show both."""

    name: str
    colour: str
    hatch: str = ""
    marker: tuple[Point, ...] = ()  # none: a disc
    radius: float = 2.5
    line_width: float = 1.4
    dashes: str = ""

    def bar(self, sheet: SvgSheet) -> Look:
        """What a bar is filled with."""
        fill = sheet.pattern(self.name, self.colour, self.hatch) if self.hatch else self.colour
        return {"fill": fill, "stroke": "#ffffff", "stroke-width": 0.8}

    def line(self, sheet: SvgSheet, points: Sequence[Point], marked: Sequence[Point]) -> None:
        """A line through points, with a marker on some."""
        if len(points) > 1:
            sheet.line(points, self.colour, self.line_width, self.dashes)
        look: Look = {"fill": self.colour, "stroke": "#ffffff", "stroke-width": 0.6}
        for x, y in marked:
            corners = [(x + self.radius * i, y + self.radius * j) for i, j in self.marker]
            if corners:
                sheet.add("path", {"d": path(corners, "Z"), **look})
            else:
                sheet.add("circle", {"cx": x, "cy": y, "r": self.radius, **look})


_SQUARE = ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9))
_TRIANGLE = ((0.0, -1.0), (1.0, 0.9), (-1.0, 0.9))
_DIAMOND = ((0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0))
_STYLES = (
    _Style("plain", "#0072B2", "", (), 6.5, 6.0),
    _Style("rising", "#E69F00", "M0 6L6 0M-1 1L1 -1M5 7L7 5", _SQUARE, 4.5, 4.2),
    _Style("falling", "#009E73", "M0 0L6 6M-1 5L1 7M5 -1L7 1", _TRIANGLE, 3.5, 2.6),
    _Style("crossed", "#CC79A7", "M0 0L6 6M0 6L6 0", _DIAMOND, 2.0),
    _Style("level", "#56B4E9", "M0 3H6", tuple((x, -y) for x, y in _TRIANGLE)),
    _Style("checked", "#999999", "M0 3H6M3 0V6"),
)
_PLAN = _Style("plan", INK, line_width=1.6, dashes="5 3")
#: A whole of which the parts are not known.
_OUTLINE: Look = {"fill": "#ffffff", "stroke": FAINT, "stroke-dasharray": "4 2"}


class Plot(NamedTuple):
    """A plot's axes: figures from the bottom up over categories, or from the left, lying."""

    picture: Picture
    values: Plotted
    figures: Linear
    bands: CategoryScale

    @property
    def lying(self) -> bool:
        """Whether categories are one below the other."""
        return self.picture.shape is PictureShape.STEPS

    def point(self, figure: float, across: float) -> Point:
        """Where a figure lies; `across` is a place on the axis of categories."""
        along = self.figures.at(figure)
        return (along, across) if self.lying else (across, along)

    def style(self, index: int) -> _Style:
        """The look of what is told at `index`: series first, then the lines over them."""
        series = len(self.values.series)
        return _STYLES[index % len(_STYLES)] if index < series else _PLAN


def draw_marks(sheet: SvgSheet, plot: Plot) -> None:
    """All that stands for figures, and the line of zero: over bars, under lines."""
    values = plot.values
    lines = range(len(values.series), len(values.series) + len(values.lines))
    if plot.picture.shape is PictureShape.LINES:
        lines = range(lines.stop)
    else:
        _bars(sheet, plot)
    sheet.line([plot.point(0, end) for end in (plot.bands.start, plot.bands.end)], FAINT, 1)
    for index in lines:
        _line(sheet, plot, index)


def draw_sample(sheet: SvgSheet, at: Point, plot: Plot, index: int) -> None:
    """The sample beside a name, from the middle of its left side."""
    x, y = at
    style = plot.style(index)
    if plot.picture.shape is PictureShape.LINES or index >= len(plot.values.series):
        style.line(sheet, [(x, y), (x + 20, y)], [(x + 10, y)])
    else:
        box: Look = {"x": x + 3, "y": y - 5, "width": 16, "height": 10}
        sheet.add("rect", box | style.bar(sheet))


def _bars(sheet: SvgSheet, plot: Plot) -> None:
    """The series of a category on top of each other, or side by side."""
    values = plot.values
    beside = 1 if values.are_stacked else len(values.series)
    broad = min(0.6 * plot.bands.breadth / beside, _BROADEST)
    for category in range(len(values.categories)):
        middle = plot.bands.middle(category)
        _bar(sheet, plot, (0.0, values.outline(category) or 0.0), (middle, broad), _OUTLINE)
        for index, part in enumerate(values.spans(category)):
            if part is not None:
                aside = (index % beside - (beside - 1) / 2) * broad
                _bar(sheet, plot, part, (middle + aside, broad), plot.style(index).bar(sheet))


def _bar(sheet: SvgSheet, plot: Plot, ends: Point, across: Point, look: Look) -> None:
    """A bar between two figures, as broad as told around a middle; none without length."""
    if ends[0] == ends[1]:
        return
    middle, broad = across
    corners = [plot.point(ends[0], middle - broad / 2), plot.point(ends[1], middle + broad / 2)]
    (left, right), (top, bottom) = map(sorted, zip(*corners, strict=True))
    box: Look = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    sheet.add("rect", box | look)


def _line(sheet: SvgSheet, plot: Plot, index: int) -> None:
    """A line with a marker at each category, broken where a figure is a gap."""
    marks = plot.values.told[index].marks
    points = [
        None if mark.place is None else plot.point(mark.place, plot.bands.middle(category))
        for category, mark in enumerate(marks)
    ]
    for _, run in groupby(points, lambda point: point is None):
        known = [point for point in run if point is not None]
        plot.style(index).line(sheet, known, known)
