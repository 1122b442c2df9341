"""Where everything stands in a drawn picture, in points from the upper left corner.

Owns the page: title, plot, the figures told beneath or beside it, footnotes.  Widths are estimated
from the text alone, so that no font of any machine moves anything.  Must not know how it is drawn.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from sangeyipi.model.picture import Picture, Shape
from sangeyipi.render.drawing_values import NOTHING_KNOWN, NOTHING_THERE, Plotted
from sangeyipi.render.inert import inert
from sangeyipi.render.width import wrap

Align = Literal["left", "center", "right"]

WIDTH = 760.0
_MARGIN = 18.0
_PLOT_HEIGHT = 250.0
_STEP_HEIGHT = 40.0
_TITLE, _FIGURE, _SMALL, _NOTE = 15.0, 10.0, 9.0, 8.5
_LINE = 17.0
_SWATCH = 26.0
_GAP = 8.0


@dataclass(frozen=True)
class Text:
    """A line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    size: float
    align: Align = "left"
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Swatch:
    """The sample of a series beside its name; `index` counts series, then lines."""

    x: float
    y: float
    index: int


@dataclass(frozen=True)
class Box:
    """The plot itself."""

    left: float
    top: float
    width: float
    height: float


@dataclass
class Layout:
    """A whole picture.  `rules` are horizontal lines: y, from x, to x."""

    plot: Box
    width: float
    height: float = 0.0
    texts: list[Text] = field(default_factory=list)
    swatches: list[Swatch] = field(default_factory=list)
    rules: list[tuple[float, float, float]] = field(default_factory=list)

    def write(self, x: float, y: float, text: str, size: float, align: Align = "left") -> None:
        """A plain line of text."""
        self.texts.append(Text(x, y, text, size, align))


def estimate(text: str, size: float) -> float:
    """About how wide a text is: rather too wide than too narrow in any font of ours."""
    return sum(0.6 if char.isascii() else 1.02 for char in text) * size


def lay_out(picture: Picture, values: Plotted, ticks: Sequence[float]) -> Layout:
    """Everything in its place; `ticks` are those of the axis of figures, from low to high."""
    lying = picture.shape is Shape.STEPS
    page = _lying(picture, values, ticks) if lying else _upright(picture, values, ticks)
    if not values.places:
        words = NOTHING_KNOWN if values.categories else NOTHING_THERE
        plot = page.plot
        x, y = plot.left + plot.width / 2, plot.top + plot.height / 2
        page.texts.append(Text(x, y, words, 13, "center", faint=True))
    _notes(page, picture)
    return page


def _head(page: Layout, picture: Picture, lines: list[str]) -> None:
    for number, line in enumerate(lines):
        y = _MARGIN + _TITLE + number * 21
        page.texts.append(Text(page.width / 2, y, line, _TITLE, "center", bold=True))


def _wrapped(text: str, space: float, size: float) -> list[str]:
    return wrap(inert(text), max(4, int(space / (size * 0.57))))


def _upright(picture: Picture, values: Plotted, ticks: Sequence[float]) -> Layout:
    """Categories side by side, and beneath each its figures."""
    gutter = max(_SWATCH + max(_widest([one.name for one in values.told]), 30), 60) + _GAP
    each = max([44.0, *(_widest([m.text for m in one.marks]) + 10 for one in values.told)])
    count = max(1, len(values.categories))
    inner = max(WIDTH - _MARGIN * 2 - gutter, each * count)
    width = inner + gutter + _MARGIN * 2
    title = _wrapped(picture.table.title, width - 2 * _MARGIN, _TITLE)
    top = _MARGIN + len(title) * 21 + 24
    page = Layout(Box(_MARGIN + gutter, top, inner, _PLOT_HEIGHT), width)
    _head(page, picture, title)
    _scale_beside(page, picture, values, ticks)
    bottom = _category_names(page, values)
    page.height = _figures_beneath(page, values, bottom)
    if values.places:
        _gaps(page, picture, values, ticks)
    return page


def _scale_beside(page: Layout, picture: Picture, values: Plotted, ticks: Sequence[float]) -> None:
    plot = page.plot
    page.texts.append(Text(plot.left - 6, plot.top - 10, picture.unit, _SMALL, "right", faint=True))
    if not values.places:
        return
    for tick in ticks:
        y = plot.top + plot.height * (1 - _share(tick, ticks))
        page.texts.append(Text(plot.left - 6, y + 3, _tick(tick), _SMALL, "right", faint=True))


def _category_names(page: Layout, values: Plotted) -> float:
    """The names below the plot; where they end."""
    plot = page.plot
    each = plot.width / max(1, len(values.categories))
    names = [_wrapped(name, each - 4, _FIGURE) for name in values.categories]
    for i, lines in enumerate(names):
        for number, line in enumerate(lines):
            y = plot.top + plot.height + 16 + number * 14
            page.write(plot.left + (i + 0.5) * each, y, line, _FIGURE, "center")
    return plot.top + plot.height + 22 + 14 * (max(map(len, names), default=1) - 1)


def _figures_beneath(page: Layout, values: Plotted, top: float) -> float:
    """A row of figures for each series under its categories; where they end."""
    plot = page.plot
    each = plot.width / max(1, len(values.categories))
    right = plot.left + plot.width
    drawn = len(values.series) + len(values.lines)
    for number, one in enumerate(values.told):
        line = top + number * _LINE
        page.rules.append((line, _MARGIN, right))
        bold = number >= drawn
        if not bold:
            page.swatches.append(Swatch(_MARGIN, line + _LINE / 2, number))
        name = Text(_MARGIN + _SWATCH, line + 12.5, one.name, _FIGURE, "left", bold)
        page.texts.append(name)
        for i, mark in enumerate(one.marks):
            x = plot.left + (i + 0.5) * each
            page.texts.append(Text(x, line + 12.5, mark.text, _FIGURE, "center", bold))
    bottom = top + len(values.told) * _LINE
    page.rules.append((bottom, _MARGIN, right))
    return bottom


def _gaps(page: Layout, picture: Picture, values: Plotted, ticks: Sequence[float]) -> None:
    """Where nothing stands because nothing is known, and where a stack lacks a part."""
    plot = page.plot
    each = plot.width / max(1, len(values.categories))
    stacked = picture.shape is Shape.STACKED
    for i in range(len(values.categories)):
        x = plot.left + (i + 0.5) * each
        said = values.gap(i) if stacked else values.unknown(i)
        if said:
            end = values.stack_end(i) if stacked else 0.0
            y = plot.top + plot.height * (1 - _share(end, ticks)) - 5
            page.texts.append(Text(x, y, said, _SMALL, "center", faint=True))


def _lying(picture: Picture, values: Plotted, ticks: Sequence[float]) -> Layout:
    """Categories one below the other, and beside each its figures."""
    told = values.told[-1:] + values.told[:-1] if values.whole else values.told
    drawn = [one.key for one in (*values.series, *values.lines)]
    columns = [
        max(_widest([one.name]) + _SWATCH, _widest([m.text for m in one.marks])) + 14
        for one in told
    ]
    gutter = max(_widest(values.categories), 30) + _GAP
    inner = max(WIDTH - _MARGIN * 2 - gutter - sum(columns), 240)
    width = inner + gutter + sum(columns) + _MARGIN * 2
    title = _wrapped(picture.table.title, width - 2 * _MARGIN, _TITLE)
    top = _MARGIN + len(title) * 21 + 30
    height = _STEP_HEIGHT * max(1, len(values.categories))
    page = Layout(Box(_MARGIN + gutter, top, inner, height), width)
    _head(page, picture, title)
    for i, name in enumerate(values.categories):
        y = top + (i + 0.5) * _STEP_HEIGHT + 4
        page.write(page.plot.left - _GAP, y, name, _FIGURE + 1, "right")
        if values.places and values.gap(i):
            x = page.plot.left + inner * _share(values.stack_end(i), ticks) + 5
            page.texts.append(Text(x, y, values.gap(i), _SMALL, faint=True))
    right = page.plot.left + inner
    for one, space in zip(told, columns, strict=True):
        right += space
        bold = one.key not in drawn
        page.texts.append(Text(right, top - 9, one.name, _FIGURE, "right", bold))
        if not bold:
            x = right - _widest([one.name]) - _SWATCH + 2
            page.swatches.append(Swatch(x, top - 13, drawn.index(one.key)))
        for i, mark in enumerate(one.marks):
            y = top + (i + 0.5) * _STEP_HEIGHT + 4
            page.texts.append(Text(right, y, mark.text, _FIGURE + 1, "right", bold))
    for i in range(len(values.categories) + 1):
        page.rules.append((top + i * _STEP_HEIGHT, page.plot.left + inner + 6, right))
    page.height = _scale_below(page, picture, values, ticks)
    return page


def _scale_below(page: Layout, picture: Picture, values: Plotted, ticks: Sequence[float]) -> float:
    plot = page.plot
    y = plot.top + plot.height + 13
    if values.places:
        for tick in ticks:
            x = plot.left + plot.width * _share(tick, ticks)
            page.texts.append(Text(x, y, _tick(tick), _SMALL, "center", faint=True))
    page.texts.append(Text(plot.left - _GAP, y, picture.unit, _SMALL, "right", faint=True))
    return y + 4


def _notes(page: Layout, picture: Picture) -> None:
    said = picture.table.notes
    y = page.height + 16
    for number, note in enumerate(said, 1):
        head = f"注{number}：" if len(said) > 1 else "注："
        indent = estimate("注：" if len(said) < 2 else "注10：", _NOTE)
        lines = _wrapped(note, page.width - 2 * _MARGIN - indent, _NOTE)
        page.texts.append(Text(_MARGIN, y, head, _NOTE, faint=True))
        for line in lines:
            page.texts.append(Text(_MARGIN + indent, y, line, _NOTE, faint=True))
            y += 13
    page.height = y + _MARGIN - 10


def _widest(texts: Sequence[str], size: float = _FIGURE) -> float:
    return max((estimate(text, size) for text in texts), default=0.0)


def _share(place: float, ticks: Sequence[float]) -> float:
    return (place - ticks[0]) / (ticks[-1] - ticks[0])


def _tick(place: float) -> str:
    return f"{place:.10g}"
