"""Drawing a picture with matplotlib: the marks in the plot, the rest around it.

Owns colours, hatches and markers: chosen so that colour-blind readers and grey prints can tell
them apart.  Must not know what becomes of the figure, nor decide where anything stands.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sangeyipi.model.picture import Picture, Shape
from sangeyipi.render.drawing_layout import Box, Layout, Text, lay_out
from sangeyipi.render.drawing_values import Plotted, Series, plotted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_INK, _FAINT, _GRID, _RULE = "#1a1a1a", "#555555", "#dddddd", "#cfcfcf"
_POINTS_PER_INCH = 72
#: A bar is never wider than this, in points.
_WIDEST_BAR = 56.0
_STEP_BAR = 0.55


#: What matplotlib is told about the look of something.
Look = dict[str, Any]


class _Style(NamedTuple):
    """How a series looks; the first lines are broad, so that those drawn over them show both."""

    colour: str
    hatch: str
    marker: str
    line_width: float
    marker_size: float


_STYLES = (
    _Style("#0072B2", "", "o", 6.0, 13.0),
    _Style("#E69F00", "////", "s", 4.2, 9.0),
    _Style("#009E73", "\\\\\\", "^", 2.6, 6.5),
    _Style("#CC79A7", "xxx", "D", 1.4, 4.0),
    _Style("#56B4E9", "---", "v", 1.4, 4.0),
    _Style("#999999", "++", "P", 1.4, 4.0),
)
_PLAN = _Style("#1a1a1a", "", "o", 1.6, 5.0)
#: A whole of which the parts are not known.
_OUTLINE: Look = {"facecolor": "white", "edgecolor": "#555555", "linewidth": 1, "linestyle": "--"}


class Arranged(NamedTuple):
    """A picture with everything in its place."""

    picture: Picture
    values: Plotted
    ticks: Sequence[float]
    page: Layout


def arrange(picture: Picture) -> Arranged:
    """Decide where everything of a picture stands."""
    values = plotted(picture)
    ticks = _ticks(picture, values)
    return Arranged(picture, values, ticks, lay_out(picture, values, ticks))


def draw(arranged: Arranged) -> "Figure":
    """The picture on a figure measured in points, with the fonts that are set."""
    from matplotlib.figure import Figure

    picture, values, ticks, page = arranged
    figure = Figure(
        (page.width / _POINTS_PER_INCH, page.height / _POINTS_PER_INCH), dpi=_POINTS_PER_INCH
    )
    sheet = _axes(figure, page, Box(0, 0, page.width, page.height))
    sheet.set_xlim(0, page.width)
    sheet.set_ylim(page.height, 0)
    _rules_and_swatches(sheet, page, picture, values)
    if values.places:
        plot = _axes(figure, page, page.plot)
        _grid(plot, picture, ticks, len(values.categories))
        _marks(plot, picture, values, page.plot)
    for text in page.texts:
        _write(figure, page, text)
    return figure


def _ticks(picture: Picture, values: Plotted) -> Sequence[float]:
    """Round figures around everything drawn; rates are always seen against 0 to 100."""
    from matplotlib.ticker import MaxNLocator

    low, high = values.reach(picture.shape)
    high = max(high, 100.0) if picture.unit == "%" else high or 1.0
    if picture.unit in ("个", "%"):
        locator = MaxNLocator(5, integer=True, steps=[1, 2, 2.5, 5, 10])
    else:
        locator = MaxNLocator(5, steps=[1, 2, 2.5, 5, 10])
    return [float(tick) for tick in locator.tick_values(low, high)]


def _axes(figure: "Figure", page: Layout, box: Box) -> "Axes":
    """An empty plane over a box of the page."""
    bottom = page.height - box.top - box.height
    axes = figure.add_axes(
        (
            box.left / page.width,
            bottom / page.height,
            box.width / page.width,
            box.height / page.height,
        )
    )
    axes.set_axis_off()
    return axes


def _write(figure: "Figure", page: Layout, text: Text) -> None:
    # Baselines and anchors are given, so that no font's measures move the text.
    figure.text(
        text.x / page.width,
        1 - text.y / page.height,
        text.text,
        size=text.size,
        color=_FAINT if text.faint else _INK,
        weight="bold" if text.bold else "normal",
        horizontalalignment=text.align,
        verticalalignment="baseline",
    )


def _grid(plot: "Axes", picture: Picture, ticks: Sequence[float], count: int) -> None:
    if picture.shape is Shape.STEPS:
        plot.set_xlim(ticks[0], ticks[-1])
        plot.set_ylim(count - 0.5, -0.5)
        plot.vlines(ticks, -0.5, count - 0.5, colors=_GRID, linewidths=0.7, zorder=0, clip_on=False)
        plot.vlines([0], -0.5, count - 0.5, colors=_FAINT, linewidths=1, zorder=3)
        return
    plot.set_xlim(-0.5, count - 0.5)
    plot.set_ylim(ticks[0], ticks[-1])
    plot.hlines(ticks, -0.5, count - 0.5, colors=_GRID, linewidths=0.7, zorder=0, clip_on=False)
    plot.hlines([0], -0.5, count - 0.5, colors=_FAINT, linewidths=1, zorder=3)


def _marks(plot: "Axes", picture: Picture, values: Plotted, box: Box) -> None:
    each = box.width / len(values.categories)
    if picture.shape is Shape.LINES:
        for style, one in zip(_styles(values.series), values.series, strict=True):
            _line(plot, one, style)
    elif picture.shape is Shape.COLUMNS:
        count = len(values.series)
        thick = min(0.76 / count, _WIDEST_BAR / each)
        for i, (style, one) in enumerate(zip(_styles(values.series), values.series, strict=True)):
            aside = (i - (count - 1) / 2) * thick
            for place, mark in enumerate(one.marks):
                if mark.place is not None:
                    _bar(plot, _filled(style), (place + aside, 0.0), (thick * 0.94, mark.place))
    else:
        thick = _STEP_BAR if picture.shape is Shape.STEPS else min(0.6, _WIDEST_BAR / each)
        _stacks(plot, picture, values, thick)
    for one in values.lines:
        _line(plot, one, _PLAN, "--")


def _stacks(plot: "Axes", picture: Picture, values: Plotted, thick: float) -> None:
    for place in range(len(values.categories)):
        whole = values.outline(place)
        parts = [(_OUTLINE, (0.0, whole))] if whole is not None else []
        parts += [
            (_filled(style), part)
            for style, part in zip(_styles(values.series), values.stacked(place), strict=True)
            if part is not None
        ]
        for look, (begin, length) in parts:
            if picture.shape is Shape.STEPS:
                _bar(plot, look, (begin + length / 2, place - thick / 2), (length, thick))
            else:
                _bar(plot, look, (place, begin), (thick, length))


def _bar(plot: "Axes", look: Look, foot: tuple[float, float], size: tuple[float, float]) -> None:
    """A bar standing on the middle of its foot; one without length is not drawn."""
    from matplotlib.patches import Rectangle

    if not size[0] or not size[1]:
        return
    bar = Rectangle((foot[0] - size[0] / 2, foot[1]), *size, zorder=2, **look)
    plot.add_patch(bar)


def _line(plot: "Axes", one: Series, style: _Style, dashes: str = "-") -> None:
    """A line with a mark at each category, broken where a figure is a gap."""
    nothing = float("nan")
    plot.plot(
        range(len(one.marks)),
        [nothing if mark.place is None else mark.place for mark in one.marks],
        clip_on=False,
        zorder=4,
        **_lined(style, dashes),
    )


def _rules_and_swatches(sheet: "Axes", page: Layout, picture: Picture, values: Plotted) -> None:
    from matplotlib.patches import Rectangle

    for y, left, right in page.rules:
        sheet.hlines([y], left, right, colors=_RULE, linewidths=0.6)
    styles = _styles(values.series)
    for swatch in page.swatches:
        plan = swatch.index >= len(styles)
        if plan or picture.shape is Shape.LINES:
            style = _PLAN if plan else styles[swatch.index]
            places = [swatch.x, swatch.x + 10, swatch.x + 20]
            dashes = "--" if plan else "-"
            sheet.plot(places, [swatch.y] * 3, markevery=[1], **_lined(style, dashes))
        else:
            corner = (swatch.x + 3, swatch.y - 5)
            sheet.add_patch(Rectangle(corner, 16, 10, **_filled(styles[swatch.index])))


def _styles(series: Sequence[Series]) -> list[_Style]:
    return [_STYLES[i % len(_STYLES)] for i in range(len(series))]


def _filled(style: _Style) -> Look:
    return {
        "facecolor": style.colour,
        "edgecolor": "white",
        "linewidth": 0.8,
        "hatch": style.hatch or None,
    }


def _lined(style: _Style, dashes: str) -> Look:
    return {
        "color": style.colour,
        "linestyle": dashes,
        "linewidth": style.line_width,
        "solid_capstyle": "butt",
        "marker": style.marker,
        "markersize": style.marker_size,
        "markeredgecolor": "white",
        "markeredgewidth": 0.6,
    }
