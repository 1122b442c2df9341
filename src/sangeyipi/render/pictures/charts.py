"""A picture laid out: title, plot with its axes, figures beneath or beside it, footnotes.

Owns the page, from top to bottom: every part is measured by its texts and the next begins where
it ends, so that any number of rows and any length of name has its room.  The names of the series
beside their figures are the legend.

How wide a text is goes by a rule of ours, as no font of any machine may move anything: Chinese
characters and punctuation fill a square, the letters and figures of ASCII about 0.6 of one, broad
letters more.  It is rather too wide than too narrow for the fonts that people read Chinese with.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from math import ceil

from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.render import width
from sangeyipi.render.inert import inert
from sangeyipi.render.pictures.marks import SAMPLE, Plot, draw_marks, draw_sample
from sangeyipi.render.pictures.scales import CategoryScale, Linear, ticks
from sangeyipi.render.pictures.svg import FAINT, Look, Point, SvgSheet
from sangeyipi.render.pictures.values import (
    NOTHING_KNOWN,
    NOTHING_THERE,
    Plotted,
    in_words,
    plotted,
)

_WIDTH = 760.0
_MARGIN = 18.0
_GAP = 8.0
_PLOT_HEIGHT = 250.0
_STEP_HEIGHT = 40.0
_TITLE, _SIZE, _NOTE = 15.0, 10.0, 8.5
_ROW = 17.0
#: From one line of a text to the next, in its size.
_LEADING = 1.45
#: A category beside its bar has no more than this for a line of its name.
_LONGEST_NAME = 220.0
_GRID, _RULE = "#dddddd", "#cfcfcf"
_PLAIN: Look = {"font-size": _SIZE}
_BOLD: Look = {"font-weight": "bold"}
_SMALL: Look = {"font-size": 9, "fill": FAINT}
_FOOT: Look = {"font-size": _NOTE, "fill": FAINT}
_CENTRED: Look = {"text-anchor": "middle"}
_ENDING: Look = {"text-anchor": "end"}


def draw(picture: Picture, prefix: str) -> SvgSheet:
    """The whole picture on a sheet whose ids begin with `prefix`."""
    values = plotted(picture)
    sheet = SvgSheet(prefix, picture.table.title, in_words(picture, values))
    (_lying if picture.shape is PictureShape.STEPS else _upright)(sheet, picture, values)
    write_notes(sheet, picture.table.notes)
    # Whole points, so that its last dots as PNG are as white as the others.
    sheet.width, sheet.bottom = ceil(sheet.width - 0.01), ceil(sheet.bottom - 0.01)
    return sheet


def _upright(sheet: SvgSheet, picture: Picture, values: Plotted) -> None:
    """Categories side by side, and beneath each its figures."""
    left = _MARGIN + max(SAMPLE + widest((one.name for one in values.told), _SIZE), 60) + _GAP
    figures = widest((text for one in values.told for text in one.texts), _SIZE)
    number = max(1, len(values.categories))
    bands = CategoryScale(left, max(44, figures + 10, (_WIDTH - _MARGIN - left) / number), number)
    sheet.width = bands.end + _MARGIN
    write_title(sheet, picture.table.title)
    top, bottom = sheet.bottom + 24, sheet.bottom + 24 + _PLOT_HEIGHT
    plot = Plot(picture, values, _axis(picture, values, bottom, top), bands)
    _draw_plot(sheet, plot)
    names = [wrapped(name, bands.breadth - 4, _SIZE) for name in values.categories]
    for i, lines in enumerate(names):
        write_lines(sheet, (bands.middle(i), bottom + 8), lines, _PLAIN | _CENTRED)
    y = bottom + 11 + max(map(len, names), default=1) * _SIZE * _LEADING
    for index, one in enumerate(values.told):
        sheet.line([(_MARGIN, y), (bands.end, y)], _RULE, 0.6)
        look = _head(sheet, plot, index, (_MARGIN, y + _ROW / 2))
        for i, mark in enumerate(one.marks):
            sheet.write((bands.middle(i), y + _ROW / 2), mark.text, look | _CENTRED)
        y += _ROW
    sheet.line([(_MARGIN, y), (bands.end, y)], _RULE, 0.6)
    sheet.bottom = y


def _lying(sheet: SvgSheet, picture: Picture, values: Plotted) -> None:
    """Categories one below the other, and beside each its figures, the whole first."""
    names = [wrapped(name, _LONGEST_NAME, _SIZE) for name in values.categories]
    left = _MARGIN + max(widest((line for lines in names for line in lines), _SIZE), 30) + _GAP
    columns = {
        index: 14 + max(SAMPLE + widest([one.name], _SIZE), widest(one.texts, _SIZE))
        for index, one in enumerate(values.told)
    }
    said = 5 + widest(map(values.gap, range(len(names))), _SIZE)  # beyond the longest bar
    length = max(_WIDTH - left - said - sum(columns.values()) - _MARGIN, 240)
    right = left + length + said
    sheet.width = right + sum(columns.values()) + _MARGIN
    write_title(sheet, picture.table.title)
    height = max([_STEP_HEIGHT, *(len(lines) * _SIZE * _LEADING + 12 for lines in names)])
    bands = CategoryScale(sheet.bottom + 30, height, max(1, len(names)))
    plot = Plot(picture, values, _axis(picture, values, left, left + length), bands)
    _draw_plot(sheet, plot)
    for i, lines in enumerate(names):
        top = bands.middle(i) - len(lines) * _SIZE * _LEADING / 2
        write_lines(sheet, (left - _GAP, top), lines, _PLAIN | _ENDING)
    for i in range(bands.number + 1):
        y = bands.start + i * bands.breadth
        sheet.line([(right, y), (sheet.width - _MARGIN, y)], _RULE, 0.6)
    for index in sorted(columns, key=lambda index: not values.is_whole(index)):
        right += columns[index]
        head = right - SAMPLE - widest([values.told[index].name], _SIZE)
        look = _head(sheet, plot, index, (head, bands.start - 12))
        for i, mark in enumerate(values.told[index].marks):
            sheet.write((right, bands.middle(i)), mark.text, look | _ENDING)
    sheet.bottom = bands.end + 17


def _axis(picture: Picture, values: Plotted, start: float, end: float) -> Linear:
    """An axis around everything drawn; rates are always seen against 0 to 100."""
    low, high = values.reach()
    high = max(high, 100.0) if picture.unit == "%" else high
    return Linear(ticks(low, high, picture.unit in ("个", "%")), start, end)


def _draw_plot(sheet: SvgSheet, plot: Plot) -> None:
    """The axis of figures, the marks over it, and what is said where there is none."""
    values, bands, figures = plot.values, plot.bands, plot.figures
    lying = plot.lying
    unit = (figures.start - _GAP, bands.end + 10) if lying else (bands.start - 6, figures.end - 13)
    sheet.write(unit, plot.picture.unit, _SMALL | _ENDING)
    if not values.places:
        along, across = (figures.start + figures.end) / 2, (bands.start + bands.end) / 2
        words = NOTHING_KNOWN if values.categories else NOTHING_THERE
        at = (along, across) if lying else (across, along)
        sheet.write(at, words, _SMALL | _CENTRED | {"font-size": 13})
        return
    for tick in figures.ticks:
        ends = [plot.point(float(tick), across) for across in (bands.start, bands.end)]
        sheet.line(ends, _GRID, 0.7)
        at = (ends[1][0], ends[1][1] + 10) if lying else (ends[0][0] - 6, ends[0][1])
        anchor = _CENTRED if lying else _ENDING
        sheet.write(at, f"{tick.normalize():f}", _SMALL | anchor)
    draw_marks(sheet, plot)
    for category in range(len(values.categories)):
        x, y = plot.point(values.stack_end(category), bands.middle(category))
        at, anchor = ((x + 5, y), {}) if lying else ((x, y - 9), _CENTRED)
        sheet.write(at, values.gap(category), _SMALL | anchor)


def _head(sheet: SvgSheet, plot: Plot, index: int, at: Point) -> Look:
    """The name of a series after its sample; how it is written, as its figures are.

    The whole is not drawn: it has no sample, and is bold.
    """
    whole = plot.values.is_whole(index)
    look = _PLAIN | (_BOLD if whole else {})
    if not whole:
        draw_sample(sheet, at, plot, index)
    sheet.write((at[0] + SAMPLE, at[1]), plot.values.told[index].name, look)
    return look


def write_title(sheet: SvgSheet, title: str) -> None:
    """The title over the whole breadth."""
    lines = wrapped(title, sheet.width - 2 * _MARGIN, _TITLE)
    look = _BOLD | _CENTRED | {"font-size": _TITLE}
    sheet.bottom = write_lines(sheet, (sheet.width / 2, _MARGIN), lines, look)


def write_notes(sheet: SvgSheet, notes: Sequence[str]) -> None:
    """The footnotes at the foot."""
    heads = [f"注{number}：" if len(notes) > 1 else "注：" for number in range(1, len(notes) + 1)]
    indent = _MARGIN + widest(heads, _NOTE)
    sheet.bottom += _GAP
    for head, note in zip(heads, notes, strict=True):
        write_lines(sheet, (_MARGIN, sheet.bottom), [head], _FOOT)
        lines = wrapped(note, sheet.width - _MARGIN - indent, _NOTE)
        sheet.bottom = write_lines(sheet, (indent, sheet.bottom), lines, _FOOT)
    sheet.bottom += _MARGIN - _GAP


def write_lines(sheet: SvgSheet, at: Point, lines: Sequence[str], look: Look) -> float:
    """Lines below each other from the top at `at`; where they end."""
    height = float(look["font-size"]) * _LEADING
    for number, line in enumerate(lines):
        sheet.write((at[0], at[1] + (number + 0.5) * height), line, look)
    return at[1] + len(lines) * height


_FIGURE = 0.6
_CAPITAL = 0.75
_BROAD = 0.95
_SQUARE = 1.0


def measure(text: str, size: float) -> float:
    """The width of a text in points."""
    return sum(map(_em, text)) * size


def widest(texts: Iterable[str], size: float) -> float:
    """The width of the widest of some texts."""
    return max((measure(text, size) for text in texts), default=0.0)


def wrapped(text: str, space: float, size: float) -> list[str]:
    """A text in lines of at most `space` points."""
    return width.wrap(inert(text), max(space, 2 * size), lambda part: measure(part, size))


@cache
def _em(char: str) -> float:
    if not char.isascii():
        return _SQUARE if width.width(char) else 0.0
    if char in "MWmw@%":
        return _BROAD
    return _CAPITAL if char.isupper() or char == "&" else _FIGURE
