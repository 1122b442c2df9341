"""Pictures as charts of a spreadsheet, drawn from the cells of a table in the same workbook.

Owns the charts' form.  Writes no figure: what is drawn stands in cells, and an empty one is a gap.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from xlsxwriter.chart import Chart
from xlsxwriter.workbook import Workbook

from sangeyipi.model.picture import Picture, PictureShape
from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.inert import inert
from sangeyipi.render.xlsx.cells import FormattedNumber, content, plain_format
from sangeyipi.render.xlsx.sheets import SheetPage, TablePlace
from sangeyipi.render.xlsx.styles import FONT

#: Fill and what is readable on it; apart in grey too, for who prints without colour.
_COLOURS = (
    ("#1F4E79", "#FFFFFF"),
    ("#9DC3E6", "#000000"),
    ("#7F7F7F", "#FFFFFF"),
    ("#F4B183", "#000000"),
    ("#44546A", "#FFFFFF"),
    ("#D9D9D9", "#000000"),
)
_MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus")
_LINE_OVER = "#C55A11"
_GRID = "#D9D9D9"
_WIDEST, _HIGHEST, _USUAL = 960, 530, 270
_MARGIN = 6
#: With more points than this, figures beside them run into each other.
_LABELLED_POINTS = 16
_LABELLED_PARTS = 60
#: A part of less than this share of the longest whole has no room for its figure: upright it
#: needs the height of a line, lying the width of a number.
_LABELLED_SHARE = {PictureShape.STACKED: 0.09, PictureShape.STEPS: 0.03}
#: Up to this many, whole numbers need an axis in steps of one.
_SMALL_COUNT = 8
_TYPES = {
    PictureShape.LINES: ("line", ""),
    PictureShape.COLUMNS: ("column", ""),
    PictureShape.STACKED: ("column", "stacked"),
    PictureShape.STEPS: ("bar", "stacked"),
}
_NOTE_OF_GAPS = "空格：这一行没有这一项，或者不知道、只知道下限；图上都不画。"


class PictureSpot(NamedTuple):
    """Where a picture is to be drawn."""

    page: SheetPage
    row: int
    picture: Picture


def has_gaps(picture: Picture) -> bool:
    """Whether something to be drawn is no figure: unknown, a lower bound, or not applicable.

    Excel draws a text as 0, so such a picture needs cells of its own.
    """
    columns = _columns(picture)
    return not all(
        isinstance(content(row, columns[key], picture.table), FormattedNumber)
        for row in picture.table.rows
        for key in (*picture.series, *picture.lines)
    )


def drawn(picture: Picture) -> Table:
    """The table of what is drawn and nothing else: what is unknown is left empty."""
    columns = _columns(picture)
    keys = (picture.category, *picture.series, *picture.lines)
    rows = tuple(
        Row({k: row.cells[k] for k in keys if k == picture.category or _is_figure(row, k, picture)})
        for row in picture.table.rows
    )
    return picture.table._replace(
        columns=tuple(columns[key]._replace(for_machines=False) for key in keys),
        rows=rows,
        notes=(_NOTE_OF_GAPS,),
    )


def _is_figure(row: Row, key: str, picture: Picture) -> bool:
    return isinstance(content(row, _columns(picture)[key], picture.table), FormattedNumber)


def height(picture: Picture) -> int:
    """How high a picture is, in pixels; one of steps has a bar for each row."""
    if picture.shape is PictureShape.STEPS:
        return min(max(_USUAL, 110 + 30 * len(picture.table.rows)), _HIGHEST)
    return _USUAL


def room(picture: Picture) -> float:
    """How high the row that it stands in is, in points."""
    return (height(picture) + 2 * _MARGIN) * 0.75


def draw(workbook: Workbook, spot: PictureSpot, place: TablePlace, across: int) -> None:
    """Draw a picture from the cells at `place`, on a sheet that prints `across` pixels."""
    picture = spot.picture
    kind, subtype = _TYPES[picture.shape]
    chart = _chart(workbook, kind, subtype)
    labelled = _labelled(picture)
    for number, key in enumerate(picture.series):
        chart.add_series(_series(picture, key, number, place, labelled))
    if picture.lines:
        over = _chart(workbook, "line", "")
        for number, key in enumerate(picture.lines):
            over.add_series(_line_over(picture, key, number, place))
        chart.combine(over)
    chart.set_title(
        {
            "name": [place.sheet, place.title_row, 0],
            "name_font": _font(12, bold=True),
            "overlay": False,
        }
    )
    _set_axes(chart, picture)
    chart.set_legend({"position": "bottom", "font": _font(9)})
    chart.set_chartarea({"border": {"color": _GRID}})
    chart.show_blanks_as("gap")
    chart.set_size({"width": min(_WIDEST, across - 2 * _MARGIN), "height": height(picture)})
    left = max((across - _WIDEST) // 2, _MARGIN)
    spot.page.sheet.insert_chart(
        spot.row,
        0,
        chart,
        {
            "x_offset": left,
            "y_offset": _MARGIN,
            "object_position": 2,
            "description": inert(picture.table.title)[:255],
        },
    )


def _chart(workbook: Workbook, kind: str, subtype: str) -> Chart:
    options = {"type": kind, **({"subtype": subtype} if subtype else {})}
    chart = workbook.add_chart(options)
    assert chart is not None
    return chart


def _columns(picture: Picture) -> Mapping[str, Column]:
    return {column.key: column for column in picture.table.columns}


def _font(size: int, bold: bool = False, colour: str = "#000000") -> dict[str, object]:
    return {"name": FONT, "size": size, "bold": bold, "color": colour}


def _numbers(picture: Picture, keys: Sequence[str]) -> list[FormattedNumber]:
    columns = _columns(picture)
    cells = (
        content(row, columns[key], picture.table) for row in picture.table.rows for key in keys
    )
    return [cell for cell in cells if isinstance(cell, FormattedNumber)]


def _labelled(picture: Picture) -> bool:
    points = len(_numbers(picture, picture.series))
    return points <= (_LABELLED_PARTS if _is_stacked(picture) else _LABELLED_POINTS)


def _is_stacked(picture: Picture) -> bool:
    return picture.shape in (PictureShape.STACKED, PictureShape.STEPS)


def _ranges(picture: Picture, key: str, place: TablePlace) -> dict[str, object]:
    def down(column: int) -> list[object]:
        return [place.sheet, place.first_row, column, place.last_row, column]

    return {
        # An exclamation mark could make a reference of it.
        "name": inert(_columns(picture)[key].name).replace("!", "！"),
        "categories": down(place.columns[picture.category]),
        "values": down(place.columns[key]),
    }


def _series(
    picture: Picture, key: str, number: int, place: TablePlace, labelled: bool
) -> dict[str, object]:
    fill, ink = _COLOURS[number % len(_COLOURS)]
    found = _ranges(picture, key, place)
    form = _label_format(picture, key)
    if picture.shape is PictureShape.LINES:
        marker = _MARKERS[number % len(_MARKERS)]
        found |= _line(fill, marker)
        position, ink = "above", "#000000"
    else:
        found |= {"fill": {"color": fill}, "border": {"color": "#FFFFFF", "width": 0.5}}
        found |= {"gap": 60}
        # Within a column, where a line goes over it.
        position = "inside_end" if picture.lines else "outside_end"
        position = "center" if _is_stacked(picture) else position
        ink = "#000000" if position == "outside_end" else ink
        if _is_stacked(picture):
            form = f'[<{_least_labelled(picture):.4g}]"";{form}'
    if labelled:
        found["data_labels"] = {
            "value": True,
            "position": position,
            "num_format": form,
            "font": _font(9, colour=ink),
        }
    return found


def _least_labelled(picture: Picture) -> float:
    columns = _columns(picture)
    wholes = [
        sum(
            cell.value
            for key in picture.series
            if isinstance(cell := content(row, columns[key], picture.table), FormattedNumber)
        )
        for row in picture.table.rows
    ]
    return max(wholes, default=0.0) * _LABELLED_SHARE[picture.shape]


def _line_over(picture: Picture, key: str, number: int, place: TablePlace) -> dict[str, object]:
    marker = _MARKERS[(number + 3) % len(_MARKERS)]
    return _ranges(picture, key, place) | _line(_LINE_OVER, marker)


def _line(colour: str, marker: str) -> dict[str, object]:
    shape = {"type": marker, "size": 6, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 2}, "marker": shape}


def _label_format(picture: Picture, key: str) -> str:
    """The longest of the cells' formats, so that no figure is rounded again."""
    forms = {plain_format(number.format) for number in _numbers(picture, (key,))}
    return max(forms, key=len, default="0")


def _set_axes(chart: Chart, picture: Picture) -> None:
    first, second = {"num_font": _font(9)}, _figure_axis(picture)
    if picture.shape is PictureShape.STEPS:
        # Reversed, so that the first is at the top; the figures then go back to the bottom.
        second["label_position"] = "high"
        chart.set_x_axis(second)
        chart.set_y_axis({**first, "reverse": True})
    else:
        chart.set_x_axis(first)
        chart.set_y_axis(second)


def _figure_axis(picture: Picture) -> dict[str, object]:
    kind = _columns(picture)[picture.series[0]].kind
    values = [number.value for number in _numbers(picture, (*picture.series, *picture.lines))]
    axis: dict[str, object] = {
        "num_font": _font(9),
        "num_format": {Kind.RATE: "0%", Kind.AMOUNT: "General"}.get(kind, "0"),
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}},
        "line": {"none": True},
    }
    if min(values, default=0) >= 0:
        axis["min"] = 0
    if kind is Kind.RATE and max(values, default=0) <= 1:
        axis["max"] = 1
    elif kind is Kind.COUNT and max(values, default=0) <= _SMALL_COUNT:
        axis["major_unit"] = 1
    if kind is not Kind.RATE:
        axis |= {"name": inert(picture.unit), "name_font": {**_font(9), "rotation": 0}}
    return axis
