"""Tables as plain text: aligned by display width, nothing ever cut.

The layout does not depend on the terminal, unless a `width` is given: then a table that would not
fit is set closer, a list has its texts in several lines and goes without columns that yield (a note
names them), and if it still does not fit, each row becomes a short list of its own.
"""

from collections.abc import Iterable, Iterator
from enum import Enum

from sangeyipi.model.document import Document
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.inert import inert
from sangeyipi.render.reading import footnotes, head, header, read, visible
from sangeyipi.render.width import pad, width, wrap

_HEADING_WIDTH = 6
_NOTE_WIDTH = 96
_INDENT = "　　"
#: What is not for a terminal is set closer where that makes it fit into a page so wide.
_PAGE_WIDTH = 80
#: Texts of a list are broken into lines no shorter than this: half a name, a day of a milestone.
_TEXT_WIDTH = 16


class LineRole(Enum):
    """What a line is, for a terminal that can set lines apart."""

    TITLE = "title"
    HEADING = "heading"
    TOTAL = "total"
    PART = "part"
    NOTE = "note"
    BLANK = "blank"


StyledLine = tuple[LineRole, str]


def text(tables: Iterable[Table], columns: int | None = None) -> str:
    """All tables, one below the other; `columns` is the terminal's width, None for a file."""
    return "".join(f"{line}\n" for _, line in lines(tables, columns))


def lines(tables: Iterable[Table], columns: int | None = None) -> Iterator[StyledLine]:
    """The same, line by line, each with its role."""
    for number, table in enumerate(tables):
        if number:
            yield LineRole.BLANK, ""
        yield from _lines(table, columns)


def document_lines(document: Document, columns: int | None = None) -> Iterator[StyledLine]:
    """A document: as its tables, unless it has prose; a paragraph of a file is one line."""
    if not any(section.paragraphs for section in document.sections):
        yield from lines(document.tables, columns)
        return
    yield from _said(LineRole.TITLE, document.title, columns)
    for opening in document.opening:
        yield from _said(LineRole.NOTE, opening, columns)
    for section in document.sections:
        yield LineRole.BLANK, ""
        yield from _said(LineRole.TITLE, section.title, columns)
        for one in section.paragraphs:
            role, indent = (LineRole.TITLE, "") if one.level else (LineRole.PART, _INDENT)
            yield from _said(role, indent + inert(one.text), columns)
        if section.tables:
            yield LineRole.BLANK, ""
            yield from lines(section.tables, columns)


def _said(role: LineRole, said: str, columns: int | None) -> Iterator[StyledLine]:
    text = inert(said)
    yield from ((role, line) for line in (wrap(text, columns) if columns else [text]) if line)


def _lines(table: Table, columns: int | None) -> Iterator[StyledLine]:
    title = inert(table.title)
    for line in wrap(title, columns) if columns else [title]:
        yield LineRole.TITLE, line
    left_out = ""
    if table.rows:
        body, left_out = _body(table, columns)
        yield from body
    else:
        yield from _head(table, columns or 0)
    notes = [*footnotes(table), *([left_out] if left_out else [])]
    for line in _notes(notes, min(columns or _NOTE_WIDTH, _NOTE_WIDTH)):
        yield LineRole.NOTE, line


def _head(table: Table, size: int) -> Iterator[StyledLine]:
    """Day and units over a table so wide, at its corners if there is room between them."""
    told = head(table)
    if told is None:
        return
    space = size - width(told.left) - width(told.right)
    if told.right and space > 1:
        yield LineRole.NOTE, told.left + " " * space + told.right
    elif size and width(told.together) > size:
        yield from ((LineRole.NOTE, line) for one in told if one for line in wrap(one, size))
    else:
        yield LineRole.NOTE, told.together


def _body(table: Table, columns: int | None) -> tuple[list[StyledLine], str]:
    """What stands between title and notes, and a note of the columns that there is no room for.

    A file is for a page: it has the columns that a page has room for.
    """
    read_table = read(table)
    every, page = visible(read_table), needed(table)
    tries = [page] if columns is None or page == every else [every, page]
    for chosen in tries:
        grid = _measured(read_table, chosen)
        for gap in (2, 1):
            size = grid.size(gap)
            above = list(_head(read_table, size))
            # No line of it is longer than the rule.
            if max([size, *(width(line) for _, line in above)]) <= (columns or _PAGE_WIDTH):
                return [*above, *_grid(grid, gap)], _left_out(every, chosen, columns)
    if columns is not None:
        narrow = _narrowed(read_table, page, columns)
        if narrow is not None:
            return narrow[0], _left_out(every, narrow[1], columns)
        return _told_in_lines(read_table, every, columns), ""
    return [*_head(read_table, grid.size(2)), *_grid(grid, 2)], _left_out(every, page, columns)


def needed(table: Table) -> list[Column]:
    """The columns that a page has room for."""
    return [one for one in visible(read(table)) if not one.spare or _bounded(one, table)]


def _narrowed(
    table: Table, columns: list[Column], limit: int
) -> tuple[list[StyledLine], list[Column]] | None:
    """A list within a limit, its texts in several lines, and its columns; None if it can't be."""
    yielding = sorted((one for one in columns if one.yields), key=lambda one: one.yields)
    tries = [yielding[:left] for left in range(len(yielding), -1, -1)] if yielding else []
    for staying in tries:
        chosen = [one for one in columns if not one.yields or one in staying]
        sizes = _sizes(table, chosen, limit)
        if sizes is not None:
            grid = _measured(table, chosen, sizes)
            return [*_head(table, grid.size(1)), *_grid(grid, 1)], chosen
    return None


def _sizes(table: Table, columns: list[Column], limit: int) -> list[int] | None:
    """How wide each column may be to stand within a limit, the widest texts giving way."""
    indent = 2 * max(row.level for row in table.rows)
    body = _cells(table, columns)
    sizes = [
        max(_least_heading(column), *(width(cells[i]) for cells in body)) + (0 if i else indent)
        for i, column in enumerate(columns)
    ]
    room = limit - (len(columns) - 1)
    texts = [i for i, column in enumerate(columns) if not column.is_figure]
    while sum(sizes) > room:
        widest = max(texts, key=lambda i: sizes[i], default=None)
        if widest is None or sizes[widest] <= _TEXT_WIDTH:
            return None
        sizes[widest] -= 1
    return sizes


def _least_heading(column: Column) -> int:
    """How wide a heading is at least."""
    whole = width(column.label)
    return min(whole, _HEADING_WIDTH) if _right(column) else whole


def _bounded(column: Column, table: Table) -> bool:
    """Whether it says more than its rate does: at least how many, where there is no rate."""
    return any(column.key in row.lower_bounds for row in table.rows)


def _left_out(every: list[Column], chosen: list[Column], columns: int | None) -> str:
    """Of columns without room: what to do about it.  A file has no window to be made wider."""
    names = [column.name for column in every if column not in chosen]
    wider = "窗口加宽，或用" if columns else "用"
    return f"未列：{'、'.join(names)}；{wider} md、xlsx 等格式可见。" if names else ""


def _cells(table: Table, columns: list[Column]) -> list[list[str]]:
    return [[shown(row, column, table) for column in columns] for row in table.rows]


def _told_in_lines(table: Table, columns: list[Column], limit: int) -> list[StyledLine]:
    cards = _cards(table.rows, columns, _cells(table, columns), limit)
    return [*_head(table, limit), *cards]


class _Grid(NamedTuple):
    """A table's texts, column by column, and how wide each column is."""

    rows: tuple[Row, ...]
    headings: list[list[str]]
    #: Those of each column, and how wide each of them is; None where it may have to be broken.
    columns: list[list[str]]
    widths: list[list[int]] | None
    sizes: list[int]
    rights: list[bool]

    def size(self, gap: int) -> int:
        """How wide it is, with that between the columns."""
        return sum(self.sizes) + gap * (len(self.sizes) - 1)


def _measured(table: Table, columns: list[Column], sizes: list[int] | None = None) -> _Grid:
    """`sizes`: how wide columns may be, longer texts in several lines."""
    body = _cells(table, columns)
    for row, cells in zip(table.rows, body, strict=True):
        cells[0] = "  " * row.level + cells[0]
    texts = [[cells[i] for cells in body] for i in range(len(columns))]
    every = None if sizes else [[*map(width, one)] for one in texts]
    widths = sizes or [max(one, default=0) for one in every or ()]
    headings = [
        wrap(column.label, max(size, _HEADING_WIDTH if _right(column) else width(column.label)))
        for column, size in zip(columns, widths, strict=True)
    ]
    widths = [
        max(size, *(width(line) for line in lines))
        for size, lines in zip(widths, headings, strict=True)
    ]
    return _Grid(table.rows, headings, texts, every, widths, [*map(_right, columns)])


def _grid(grid: _Grid, gap: int) -> Iterator[StyledLine]:
    """Headings and rows."""
    height = max(map(len, grid.headings))
    space = " " * gap
    for level in range(height):
        line = [
            pad(_line_of(lines, level, height), size, right)
            for lines, size, right in zip(grid.headings, grid.sizes, grid.rights, strict=True)
        ]
        yield LineRole.HEADING, space.join(line).rstrip()
    yield LineRole.HEADING, space.join("-" * size for size in grid.sizes)
    if grid.widths is None:
        yield from _broken(grid, space)
        return
    padded = [
        _padded(*one)
        for one in zip(grid.columns, grid.widths, grid.sizes, grid.rights, strict=True)
    ]
    for row, *cells in zip(grid.rows, *padded, strict=True):
        yield _role(row), space.join(cells).rstrip()


def _padded(texts: list[str], widths: list[int], size: int, right: bool) -> list[str]:
    spaces = {one: " " * (size - one) for one in set(widths)}
    if right:
        return [spaces[one] + text for text, one in zip(texts, widths, strict=True)]
    return [text + spaces[one] for text, one in zip(texts, widths, strict=True)]


def _broken(grid: _Grid, space: str) -> Iterator[StyledLine]:
    """The rows, where a text is broken into several lines."""
    for row, *cells in zip(grid.rows, *grid.columns, strict=True):
        parts = [wrap(cell, size) for cell, size in zip(cells, grid.sizes, strict=True)]
        for at in range(max(map(len, parts))):
            line = [
                pad(part[at] if at < len(part) else "", size, right)
                for part, size, right in zip(parts, grid.sizes, grid.rights, strict=True)
            ]
            yield _role(row), space.join(line).rstrip()


def _role(row: Row) -> LineRole:
    return LineRole.PART if row.level else LineRole.TOTAL


def _line_of(lines: list[str], level: int, height: int) -> str:
    """The heading's line at a level, headings standing on the rule."""
    index = level - (height - len(lines))
    return lines[index] if index >= 0 else ""


def _right(column: Column) -> bool:
    # Names under each other read better than their ends do.
    return column.is_figure and not column.named


def _cards(
    rows: Iterable[Row], columns: list[Column], body: list[list[str]], limit: int
) -> Iterator[StyledLine]:
    """For a narrow terminal: a row as a heading and a line for each of its figures."""
    at = header(columns)
    for row, cells in zip(rows, body, strict=True):
        yield LineRole.HEADING, "-" * min(limit, 20)
        for line in wrap("  " * row.level + " ".join(cells[: at + 1]), limit):
            yield _role(row), line
        for column, cell in zip(columns[at + 1 :], cells[at + 1 :], strict=True):
            if cell:
                for line in wrap(f"  {column.name}: {cell}", limit):
                    yield LineRole.PART, line


def _notes(notes: Iterable[str], limit: int) -> Iterator[str]:
    said = list(notes)
    for number, note in enumerate(said, 1):
        head = f"注{number}：" if len(said) > 1 else "注："
        wrapped = wrap(inert(note), max(limit - width(head), 10))
        for i, line in enumerate(wrapped):
            yield (head if i == 0 else " " * width(head)) + line
