"""A whole workbook read: its sheets in order, with what it says of itself."""

from sangeyipi.sheets.archive import MOST_UNPACKED, Archive
from sangeyipi.sheets.building import MOST_SHEETS, Budget, SheetBuilder
from sangeyipi.sheets.failures import cut_off, over_limit
from sangeyipi.sheets.grid import Sheet
from sangeyipi.sheets.made import MadeSheets
from sangeyipi.sheets.xlsx.cells import Shared, SheetCells
from sangeyipi.sheets.xlsx.package import Package, SheetEntry
from sangeyipi.sheets.xlsx.plain import MOST_PLAIN, plain_rows
from sangeyipi.sheets.xml import read_xml

_NO_CELLS = {
    "chartsheet": "图表页",
    "dialogsheet": "对话框页",
    "xlMacrosheet": "宏表",
    "xlIntlMacrosheet": "宏表",
}


def read_xlsx(archive: Archive) -> MadeSheets:
    """The sheets of a workbook."""
    package = Package(archive)
    if len(package.entries) > MOST_SHEETS:
        raise over_limit("工作表", f"{MOST_SHEETS} 张")
    shared = Shared(
        package.texts(),
        package.styles(),
        package.from_1904,
        package.recalculated,
        made={},
    )
    budget = Budget()
    sheets: list[Sheet] = []
    notes: list[str] = []
    for entry in package.entries:
        other = _NO_CELLS.get(_kind(package, entry))
        if other:
            notes.append(f"“{entry.name}”是{other}，没有单元格，没有读")
            continue
        builder = SheetBuilder(entry.name, budget, entry.hidden)
        part = package.links[entry.link].part
        _read_sheet(package, part, SheetCells(builder, shared))
        sheets.append(builder.finished())
        notes.extend(builder.notes)
    return MadeSheets(tuple(sheets), tuple(notes), package.properties())


def _read_sheet(package: Package, part: str, cells: SheetCells) -> None:
    data = package.archive.whole(part, MOST_PLAIN)
    plain = plain_rows(data) if data else None
    if plain is not None:
        read_xml([plain.rest.encode()], cells, package.names, part)
        cells.plain(plain.rows)
    else:
        pieces = [data] if data else package.archive.pieces(part, MOST_UNPACKED)
        read_xml(pieces, cells, package.names, part)


def _kind(package: Package, entry: SheetEntry) -> str:
    link = package.links.get(entry.link)
    if link is None:
        raise cut_off("Excel ", f"找不到工作表“{entry.name}”")
    return link.kind
