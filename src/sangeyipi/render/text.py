"""Tables as plain text: aligned by display width, nothing ever cut.

The layout does not depend on the terminal, unless a `width` is given: then a table that would not
fit is set closer, and if it still does not fit, each row becomes a short list of its own.
"""

from collections.abc import Iterable, Iterator
from enum import Enum

from sangeyipi.model.table import Column, Kind, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.width import pad, width, wrap

_HEADING_WIDTH = 6
_NOTE_WIDTH = 96


class Role(Enum):
    """What a line is, for a terminal that can set lines apart."""

    TITLE = "title"
    HEADING = "heading"
    TOTAL = "total"
    PART = "part"
    NOTE = "note"
    BLANK = "blank"


StyledLine = tuple[Role, str]


def text(tables: Iterable[Table], columns: int | None = None) -> str:
    """All tables, one below the other; `columns` is the terminal's width, None for a file."""
    return "".join(f"{line}\n" for _, line in lines(tables, columns))


def lines(tables: Iterable[Table], columns: int | None = None) -> Iterator[StyledLine]:
    """The same, line by line, each with its role."""
    for number, table in enumerate(tables):
        if number:
            yield Role.BLANK, ""
        yield from _lines(table, columns)


def _lines(table: Table, columns: int | None) -> Iterator[StyledLine]:
    title = inert(table.title)
    for line in wrap(title, columns) if columns else [title]:
        yield Role.TITLE, line
    if table.rows:
        yield from _body(table, columns)
    for line in _notes(table.notes, min(columns or _NOTE_WIDTH, _NOTE_WIDTH)):
        yield Role.NOTE, line


def _body(table: Table, columns: int | None) -> Iterator[StyledLine]:
    visible = [column for column in table.columns if not column.for_machines]
    body = [[shown(row, column, table) for column in visible] for row in table.rows]
    for gap in (2, 1):
        laid_out = list(_grid(table, visible, body, gap))
        if columns is None or max(width(line) for _, line in laid_out) <= columns:
            yield from laid_out
            return
    yield from _cards(table.rows, visible, body, columns or 0)


def _grid(
    table: Table, columns: list[Column], body: list[list[str]], gap: int
) -> Iterator[StyledLine]:
    indented = [
        ["  " * row.level + cells[0], *cells[1:]]
        for row, cells in zip(table.rows, body, strict=True)
    ]
    widths = [max([0, *(width(cells[i]) for cells in indented)]) for i in range(len(columns))]
    headings = [
        wrap(column.label, max(size, _HEADING_WIDTH if _right(column) else width(column.label)))
        for column, size in zip(columns, widths, strict=True)
    ]
    widths = [
        max(size, *(width(line) for line in lines))
        for size, lines in zip(widths, headings, strict=True)
    ]
    height = max(map(len, headings))
    space = " " * gap
    for level in range(height):
        line = [
            pad(_line_of(lines, level, height), size, _right(column))
            for lines, size, column in zip(headings, widths, columns, strict=True)
        ]
        yield Role.HEADING, space.join(line).rstrip()
    yield Role.HEADING, space.join("-" * size for size in widths)
    rights = [_right(column) for column in columns]
    for row, cells in zip(table.rows, indented, strict=True):
        line = [
            pad(cell, size, right) for cell, size, right in zip(cells, widths, rights, strict=True)
        ]
        yield _role(row), space.join(line).rstrip()


def _role(row: Row) -> Role:
    return Role.PART if row.level else Role.TOTAL


def _line_of(lines: list[str], level: int, height: int) -> str:
    """The heading's line at a level, headings standing on the rule."""
    index = level - (height - len(lines))
    return lines[index] if index >= 0 else ""


def _right(column: Column) -> bool:
    return column.kind in (Kind.COUNT, Kind.AMOUNT, Kind.RATE, Kind.POINTS, Kind.NUMBER)


def _cards(
    rows: Iterable[Row], columns: list[Column], body: list[list[str]], limit: int
) -> Iterator[StyledLine]:
    """For a narrow terminal: a row as a heading and a line for each of its figures."""
    for row, cells in zip(rows, body, strict=True):
        yield Role.HEADING, "-" * min(limit, 20)
        for line in wrap("  " * row.level + cells[0], limit):
            yield _role(row), line
        for column, cell in zip(columns[1:], cells[1:], strict=True):
            if cell:
                for line in wrap(f"  {column.name}: {cell}", limit):
                    yield Role.PART, line


def _notes(notes: Iterable[str], limit: int) -> Iterator[str]:
    said = list(notes)
    for number, note in enumerate(said, 1):
        head = f"注{number}：" if len(said) > 1 else "注："
        wrapped = wrap(inert(note), max(limit - width(head), 10))
        for i, line in enumerate(wrapped):
            yield (head if i == 0 else " " * width(head)) + line
