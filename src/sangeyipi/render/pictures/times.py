"""A picture of times laid out: a row for each project, planned nodes above, actual ones below.

Owns the marks of nodes and how they make room for each other.  A bar on the row's line is where a
date lies, as long as it is known to be: a day, or a month.  Its mark stands above it, moved aside
where another stands there already.  What has no day stands in a column of its own.  Nothing is told
by colour alone.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum
from math import ceil
from typing import NamedTuple

from sangeyipi.model.dates import When
from sangeyipi.model.picture import Picture, TimeNode, Times
from sangeyipi.model.stages import Milestone
from sangeyipi.render.cells import shown
from sangeyipi.render.pictures import charts
from sangeyipi.render.pictures.scales import DayScale, days
from sangeyipi.render.pictures.svg import FAINT, INK, Look, Point, SvgSheet, path
from sangeyipi.render.pictures.values import NOTHING_THERE

_WIDTH = 1120.0
_MARGIN = 18.0
_GAP = 10.0
_SIZE = 9.5
_WHO = 250.0
_LATE = 76.0
_ROW = 44.0
#: How broad a mark is: so far apart are two that stand beside each other.
MARK = 14.0
_RADIUS = 6.5
_GRID, _RULE = "#dddddd", "#cfcfcf"
_PLANNED, _ACTUAL, _OVERDUE = "#0b5c8e", "#1a1a1a", "#a61b00"
_TEXT: Look = {"font-size": _SIZE}
_SMALL: Look = {"font-size": 9, "fill": FAINT}
_LETTER: Look = {"font-size": 8.5, "text-anchor": "middle"}
UNDATED = "日期不明"


class Sort(Enum):
    """What a mark stands for; each has a shape of its own."""

    PLANNED = "planned"
    OVERDUE = "overdue"
    ACTUAL = "actual"


class PlacedMark(NamedTuple):
    """A mark: where its date lies, and by how much it stands aside; no span where undated."""

    node: TimeNode
    sort: Sort
    span: tuple[float, float] | None
    x: float


def extent(times: Times, start: float, end: float) -> DayScale | None:
    """The one scale of all rows and the day; None where nothing has a place."""
    dates = (when for track in times.tracks for node in track for when in _dated(node))
    ends = [day for when in dates for day in (when.first, when.last)]
    return days([*ends, *([times.day] if times.day else [])], start, end)


def _dated(node: TimeNode) -> Iterator[When]:
    yield from (one for one in (node.planned, node.actual) if one is not None and one.dated)


def placed(track: Iterable[TimeNode], scale: DayScale) -> tuple[list[PlacedMark], list[PlacedMark]]:
    """The marks of a row: planned, and actual; each as near its date as the one before lets it."""
    track = list(track)
    planned = [
        (node, Sort.OVERDUE if node.overdue else Sort.PLANNED, node.planned)
        for node in track
        if node.planned is not None
    ]
    actual = [(node, Sort.ACTUAL, node.actual) for node in track if node.actual is not None]
    return _beside(planned, scale), _beside(actual, scale)


def _beside(marks: list[tuple[TimeNode, Sort, When]], scale: DayScale) -> list[PlacedMark]:
    found: list[PlacedMark] = []
    free = scale.start
    undated = [PlacedMark(node, sort, None, 0.0) for node, sort, when in marks if not when.dated]
    for node, sort, when in sorted(marks, key=lambda mark: mark[2].last):
        if when.dated:
            span = scale.span(when.first, when.last)
            x = max(sum(span) / 2, free + MARK / 2)
            free = x + MARK / 2
            found.append(PlacedMark(node, sort, span, x))
    return undated + found


def in_words(picture: Picture) -> str:
    """All that is drawn, a sentence for each project, for who cannot see it."""
    assert picture.times is not None
    said = []
    columns = {column.key: column for column in picture.table.columns}
    for row, track in zip(picture.table.rows, picture.times.tracks, strict=True):
        told = "；".join(node.told for node in track if node.told)
        said.append(f"{shown(row, columns['name'], picture.table)}：{told}。")
    return "".join(said) or NOTHING_THERE


def draw(picture: Picture, prefix: str) -> SvgSheet:
    """The whole picture on a sheet whose ids begin with `prefix`."""
    times = picture.times
    assert times is not None
    sheet = SvgSheet(prefix, picture.table.title, in_words(picture))
    sheet.width = _WIDTH
    charts.write_title(sheet, picture.table.title)
    _legend(sheet, times)
    undated = any(
        node.actual is not None and node.actual.undated for track in times.tracks for node in track
    )
    start = _MARGIN + _WHO + _GAP + (5 * MARK if undated else 0.0)
    scale = extent(times, start, _WIDTH - _MARGIN - _LATE)
    if scale is None:
        sheet.write(
            (_WIDTH / 2, sheet.bottom + 30), NOTHING_THERE, _TEXT | {"text-anchor": "middle"}
        )
        sheet.bottom += 60
    else:
        _rows(sheet, picture, times, scale)
    charts.write_notes(sheet, picture.table.notes)
    sheet.bottom = ceil(sheet.bottom - 0.01)
    return sheet


def _rows(sheet: SvgSheet, picture: Picture, times: Times, scale: DayScale) -> None:
    table, columns = picture.table, {one.key: one for one in picture.table.columns}
    names = []
    for row in table.rows:
        called, unit, id = (shown(row, columns[key], table) for key in ("name", "unit", "id"))
        beside = f"{id}  {unit}" if unit else id
        names.append((charts.wrapped(called, _WHO, _SIZE), charts.wrapped(beside, _WHO, 8)))
    heights = [max(_ROW, 10 + 14 * len(name) + 12 * len(about)) for name, about in names]
    top = sheet.bottom + 22
    bottom = top + sum(heights)
    _axis(sheet, scale, (top, bottom), times.day)
    for (name, about), row, track, height in zip(
        names, table.rows, times.tracks, heights, strict=True
    ):
        sheet.line([(_MARGIN, top), (_WIDTH - _MARGIN, top)], _RULE, 0.6)
        y = charts.write_lines(sheet, (_MARGIN, top + 4), name, _TEXT)
        charts.write_lines(sheet, (_MARGIN, y), about, {"font-size": 8, "fill": FAINT})
        _track(sheet, placed(track, scale), scale, top + (height - _ROW) / 2)
        late = f"逾期：{row.cells['overdue']}" if row.cells["overdue"] else ""
        lines = charts.wrapped(late, _LATE - _GAP, 8.5) if late else []
        look: Look = {"font-size": 8.5, "fill": _OVERDUE, "font-weight": "bold"}
        charts.write_lines(sheet, (scale.end + _GAP, top + 8), lines, look)
        top += height
    sheet.line([(_MARGIN, top), (_WIDTH - _MARGIN, top)], _RULE, 0.6)
    sheet.bottom = bottom


def _track(
    sheet: SvgSheet, lanes: tuple[list[PlacedMark], list[PlacedMark]], scale: DayScale, top: float
) -> None:
    for lane, y in zip(lanes, (top + 11, top + 31), strict=True):
        aside = scale.start - MARK / 2
        for mark in lane:
            if mark.span is None:
                aside -= MARK
                draw_mark(sheet, (aside, y), mark.sort, mark.node.letter)
                continue
            left, right = mark.span
            box: Look = {"x": left, "y": y + 8, "width": max(right - left, 1.2), "height": 2.4}
            sheet.add("rect", box | {"fill": _colour(mark.sort)})
            draw_mark(sheet, (mark.x, y), mark.sort, mark.node.letter)


def _colour(sort: Sort) -> str:
    return {Sort.PLANNED: _PLANNED, Sort.OVERDUE: _OVERDUE, Sort.ACTUAL: _ACTUAL}[sort]


def draw_mark(sheet: SvgSheet, at: Point, sort: Sort, letter: str) -> None:
    """Planned: a hollow circle; overdue: a diamond with a thick rim; actual: a full square."""
    x, y = at
    ink = _colour(sort)
    rim: Look = {"fill": "#ffffff", "stroke": ink, "stroke-width": 1.2}
    if sort is Sort.ACTUAL:
        box: Look = {"x": x - 6, "y": y - 6, "width": 12, "height": 12, "fill": ink}
        sheet.add("rect", box)
    elif sort is Sort.OVERDUE:
        corners = [(x, y - 9), (x + 8, y), (x, y + 9), (x - 8, y)]
        sheet.add("path", {"d": path(corners, "Z"), **rim, "stroke-width": 2.2})
    else:
        sheet.add("circle", {"cx": x, "cy": y, "r": _RADIUS, **rim})
    fill = "#ffffff" if sort is Sort.ACTUAL else ink
    sheet.write(at, letter, _LETTER | {"fill": fill})


def _legend(sheet: SvgSheet, times: Times) -> None:
    y, x = sheet.bottom + 14, _MARGIN + 8
    letter = Milestone.STARTED.value[:1]
    for sort, word in (
        (Sort.PLANNED, "计划"),
        (Sort.ACTUAL, "实际"),
        (Sort.OVERDUE, "计划已过、还没有到"),
    ):
        draw_mark(sheet, (x, y), sort, letter)
        sheet.write((x + 12, y), word, _TEXT)
        x += 34 + charts.measure(word, _SIZE)
    words = "、".join(f"{one.value[:1]}={one.value}" for one in Milestone)
    day = f"；竖线：{times.day}" if times.day else ""
    sheet.write((x, y), f"{words}；横条：日期所在的那天或那个月{day}", _SMALL)
    sheet.bottom = y + 10


def _axis(sheet: SvgSheet, scale: DayScale, ends: tuple[float, float], day: date | None) -> None:
    top, bottom = ends
    for month, name in scale.ticks:
        x = scale.at(month.first)
        year = month.number == 1
        sheet.line([(x, top - 4), (x, bottom)], _RULE if year else _GRID, 1.0 if year else 0.6)
        sheet.write((x + 2, top - 10), name, _SMALL | ({"fill": INK} if year else {}))
    if day is not None:
        x = scale.span(day, day)[1]
        sheet.line([(x, top - 4), (x, bottom)], _OVERDUE, 1.4, "6 2")
