"""CSV as the same raw values as YAML: one record a row, `在册.签约` for what is nested, and
`计划.年度计划投资.2023` for what is nested deeper.

An empty cell is nothing written, as are `~` and `null`.  A header or row that does not fit is
refused, never guessed.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import islice

from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.place import Place, Position
from sangeyipi.model.rule import Rule
from sangeyipi.store.raw import RawFile, RawValue
from sangeyipi.store.source import Source

#: More columns without a name than this are not counted out.
_MOST_BLANK = 10
#: What says nothing in a cell.
NULLS = frozenset({"", "~", "null"})


class CsvRow(NamedTuple):
    """The cells of a row and the lines (from 1) on which it starts and ends."""

    line: int
    last: int
    cells: list[str]


def read(source: Source) -> RawFile:
    """The rows of a CSV file as raw records, and every fault of its header and rows."""
    found = rows(source)
    line = 1
    diagnostics = Findings()
    records: list[RawValue] = []
    try:
        names = next(found, CsvRow(1, 1, [])).cells
        diagnostics.extend(_header_faults(source, names))
        if diagnostics:
            return RawFile(None, diagnostics)
        paths = [tuple(name.split(".")) for name in names]
        for line, _, cells in found:
            if len(cells) == len(names):
                records.append(record(paths, cells))
                continue
            message, remedy = f"这一行有 {len(cells)} 格，表头有 {len(names)} 列", ""
            if cells[:1] == names[:1] and len(set(names) & set(cells)) > 1:
                message = f"这里又是一行表头，有 {len(cells)} 列，与第一行的 {len(names)} 列不同"
                remedy = "从这一行起另存为一个文件；或把下面各行对齐到第一行的表头，再删去这一行"
            diagnostics.append(
                Diagnostic(Rule.CSV_ROW, Place(source.name), message, remedy, Position(line, 1))
            )
            # Keeps the numbering of records, which places are told by.
            records.append({})
    except csv.Error as error:
        diagnostics.append(_broken(source, error, line))
    return RawFile(None if diagnostics else records, diagnostics)


def header(source: Source) -> list[str]:
    """The names of the columns, as they are written."""
    return next(rows(source), CsvRow(1, 1, [])).cells


def heading_position(source: Source, name: str) -> Position:
    """Where the name of a column stands."""
    row = next(rows(source))
    text = source.lines()[row.line - 1]
    return _cell_position(text, row.line, row.cells, row.cells.index(name))


def top(source: Source) -> list[tuple[int, list[str]]]:
    """The first rows, each with its line; none of a file that breaks off within them."""
    try:
        return [(row.line, row.cells) for row in islice(rows(source), 20)]
    except csv.Error:
        return []


def drop(written: dict[str, RawValue], columns: Iterable[str]) -> None:
    """Take the cells of some columns out of a record."""
    for name in columns:
        group, dot, rest = name.partition(".")
        nested = written.get(group)
        if not dot:
            written.pop(name, None)
        elif isinstance(nested, dict):
            drop(nested, [rest])
            if not nested:
                del written[group]


def locate(source: Source, places: Iterable[Place]) -> dict[Place, Position]:
    """Line and, unless a quoted row leaves it open, column of each place."""
    wanted = [place for place in places if place.path]
    found: dict[Place, Position] = {}
    by_row: dict[str | int, list[Place]] = {}
    for place in wanted:
        by_row.setdefault(place.path[0], []).append(place)
    lines = source.lines()
    try:
        names = next(rows(source), CsvRow(1, 1, [])).cells
        for index, (line, _, cells) in enumerate(islice(rows(source), 1, None)):
            for place in by_row.get(index, ()):
                name = ".".join(str(key) for key in place.path[1:])
                at = names.index(name) if name in names else None
                found[place] = _cell_position(lines[line - 1], line, cells, at)
    except csv.Error:
        return {}
    return found


def rows(source: Source) -> Iterator[CsvRow]:
    """Each row with anything in it, the header first.  Raises csv.Error."""
    reader = csv.reader(io.StringIO(source.text, newline=""), strict=True)
    start = 1
    for cells in reader:
        if any(cells):
            yield CsvRow(start, reader.line_num, cells)
        start = reader.line_num + 1


def _header_faults(source: Source, header: list[str]) -> Iterator[Diagnostic]:
    place, position = Place(source.name), Position(1, 1)
    if not header:
        remedy = "删去这个空文件，或写上表头"
        yield Diagnostic(Rule.CSV_HEADER, place, "空文件，没有表头", remedy, position)
    seen: set[str] = set()
    dots = ((name, at) for name in header for at, char in enumerate(name) if char == ".")
    groups = {name[:at] for name, at in dots}
    blank = [str(number) for number, name in enumerate(header, 1) if not name.strip()]
    if blank:
        shown = "、".join(blank[:_MOST_BLANK]) + ("……" if blank[_MOST_BLANK:] else "")
        message = f"第 {shown} 列没有列名"
        yield Diagnostic(Rule.CSV_HEADER, place, message, position=position)
    for name in filter(str.strip, header):
        if name in seen:
            message = f"列名“{name}”出现了两次"
        elif name in groups:
            message = f"列名“{name}”与“{name}.…”不能并存"
        else:
            seen.add(name)
            continue
        yield Diagnostic(Rule.CSV_HEADER, place, message, position=position)


def record(paths: list[tuple[str, ...]], cells: list[str]) -> dict[str, RawValue]:
    """The raw record of a row, whose columns have these paths."""
    written: dict[str, RawValue] = {}
    for path, cell in zip(paths, cells, strict=True):
        if cell in NULLS:
            continue
        if len(path) == 1:
            written[path[0]] = cell
            continue
        inner = written
        for key in path[:-1]:
            nested = inner.setdefault(key, {})
            assert isinstance(nested, dict)
            inner = nested
        inner[path[-1]] = cell
    return written


def _cell_position(text: str, line: int, cells: list[str], at: int | None) -> Position:
    """Where a cell stands: by the cells before it, or in a quoted row where its text is unique."""
    cell = "" if at is None else cells[at]
    if at is not None and text == ",".join(cells):
        return Position(line, sum(len(one) + 1 for one in cells[:at]) + 1, len(cell))
    if cell and text.count(cell) == 1:
        return Position(line, text.index(cell) + 1, len(cell))
    return Position(line, 1)


#: A quoted cell: its beginning, and the quote that ends it, if there is one.
_QUOTED = re.compile(r'(?:\A|(?<=[,\r\n]))"[^"]*(?:""[^"]*)*("?)')


def _stray_quote(text: str) -> int | None:
    """Where the quote stands that has no other half, or that ends its cell too early."""
    for match in _QUOTED.finditer(text):
        if not match[1]:
            return match.start()
        if text[match.end() : match.end() + 1] not in ("", ",", "\r", "\n"):
            return match.end() - 1
    return None


def _broken(source: Source, error: csv.Error, line: int) -> Diagnostic:
    at = _stray_quote(source.text)
    if at is not None:
        before = source.text[:at].replace("\r\n", "\n").replace("\r", "\n")
        position = Position(before.count("\n") + 1, len(before) - before.rfind("\n"), 1)
        message = f"第 {position.line} 行的这个引号没有配对"
        remedy = "用记事本打开，删去这个引号；格里真有引号的，整格用引号括起来，里面的写两个"
        return Diagnostic(Rule.CSV_ROW, Place(source.name), message, remedy, position)
    reason = "引号没有配对" if "end of data" in str(error) or "expected" in str(error) else ""
    message = f"第 {line} 行之后读不下去：{reason or '一格里的文字太长或有不可见字符'}"
    return Diagnostic(Rule.CSV_ROW, Place(source.name), message, position=Position(line, 1))
