"""Pictures in a terminal or a text file: bars of plain ASCII, which every console shows alike.

Owns how a figure becomes a bar of characters.  Bars never depend on colour; without a width given
the layout depends on no terminal.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.model.picture import Picture
from sangeyipi.render import plot_times, text
from sangeyipi.render.pictures.values import (
    NOTHING_KNOWN,
    NOTHING_THERE,
    MarkSeries,
    Plotted,
    plotted,
)
from sangeyipi.render.text import LineRole, StyledLine
from sangeyipi.render.width import pad, width, wrap

_COLUMNS = 80
#: Beyond this a wider terminal makes nothing clearer.
_WIDEST = 120
_SHORTEST_BAR = 10
_FILLS = "#=+:o-"
_PLAN = "|"
_GAP = "  "


class _Bar(NamedTuple):
    """One line of a category: its series' name, the bar, the figure."""

    name: str
    fill: str
    #: Where the bar begins and ends on the scale; None for a gap.
    ends: tuple[float, float] | None
    figure: str
    last: bool = False


def to_text(picture: Picture, columns: int | None = None) -> str:
    """The picture as text; `columns` is the terminal's width, None for a file."""
    return "".join(f"{line}\n" for _, line in lines(picture, columns))


def lines(picture: Picture, columns: int | None = None) -> Iterator[StyledLine]:
    """The same, line by line, each with its role."""
    around = list(text.lines([picture.table._replace(rows=())], columns))
    yield from (line for line in around if line[0] is LineRole.TITLE)
    if picture.times is not None:
        yield from plot_times.body(picture, min(columns or _COLUMNS, _WIDEST))
        yield from (line for line in around if line[0] is not LineRole.TITLE)
        return
    values = plotted(picture)
    if not values.places:
        said = NOTHING_KNOWN if values.categories else NOTHING_THERE
        for line in wrap(f"（{said}）", columns or _COLUMNS):
            yield LineRole.HEADING, line
    yield from _body(picture, values, min(columns or _COLUMNS, _WIDEST))
    yield from (line for line in around if line[0] is not LineRole.TITLE)


def _body(picture: Picture, values: Plotted, columns: int) -> Iterator[StyledLine]:
    blocks = [_bars(values, i) for i in range(len(values.categories))]
    if not blocks:
        return
    names = max(width(bar.name) for bars in blocks for bar in bars)
    figures = max(width(bar.figure) for bars in blocks for bar in bars)
    labels = max(map(width, values.categories))
    low, high = values.reach()
    high = max(high, 100.0) if picture.unit == "%" else high
    yield LineRole.HEADING, f"（{picture.unit}）"
    beside = columns - labels - names - figures - 3 * len(_GAP)
    aside = beside >= _SHORTEST_BAR
    space = beside if aside else columns - names - figures - 3 * len(_GAP)
    for category, bars in zip(values.categories, blocks, strict=True):
        if not aside:
            for line in wrap(category, columns):
                yield LineRole.TOTAL, line
        for number, bar in enumerate(bars):
            head = pad(category if number == 0 else "", labels) if aside else ""
            drawn = _drawn(bar, low, high, space) if space >= _SHORTEST_BAR else ""
            parts = [pad(bar.name, names), drawn, pad(bar.figure, figures, right=True)]
            role = LineRole.TOTAL if bar.last else LineRole.PART
            line = _GAP.join([head, *filter(None, parts)]).rstrip()
            fits = width(line) <= columns
            for piece in [line] if fits else wrap(f"{bar.name}: {bar.figure}", columns):
                yield role, piece


def _bars(values: Plotted, category: int) -> list[_Bar]:
    """The lines of a category."""
    bars = [
        _Bar(one.name, _FILLS[number % len(_FILLS)], span, one.marks[category].text)
        for number, (one, span) in enumerate(
            zip(values.series, values.spans(category), strict=True)
        )
        if one.marks[category].text
    ]
    bars += [_plan(one, category) for one in values.lines if one.marks[category].text]
    if values.whole is not None:
        bars.append(_Bar(values.whole.name, "", None, values.whole.marks[category].text, last=True))
    return bars


def _plan(one: MarkSeries, category: int) -> _Bar:
    mark = one.marks[category]
    span = None if mark.place is None else (mark.place, mark.place)
    return _Bar(one.name, _PLAN, span, mark.text)


def _drawn(bar: _Bar, low: float, high: float, space: int) -> str:
    """The bar in so many characters; what is not nothing is at least one of them."""
    if bar.ends is None or high <= low:
        return " " * space
    begin, end = (_cell(place, low, high, space) for place in sorted(bar.ends))
    if bar.fill == _PLAN or (begin == end and bar.ends[0] != bar.ends[1]):
        begin = min(begin, space - 1)
        end = begin + 1
    return " " * begin + bar.fill * (end - begin) + " " * (space - end)


def _cell(place: float, low: float, high: float, space: int) -> int:
    return int((place - low) / (high - low) * space + 0.5)
