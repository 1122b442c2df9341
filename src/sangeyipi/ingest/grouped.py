"""Columns of 期 and 批 that are filled in but for the first row of each group.

Owns when blanks below a value look so.  A person may read them as 同上, or as on no list: which, is
asked once of the column, and never answered by what governs the whole table.
"""

from itertools import pairwise

from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.findings import ImportQuestion
from sangeyipi.ingest.governing import NamedPhases, named
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.ingest.table import SourceColumn, SourceRow
from sangeyipi.ingest.values import lists, texts
from sangeyipi.sheets.grid import Cell

_OF_LISTS = (MeaningKind.PHASE, MeaningKind.BATCH, MeaningKind.PHASE_AND_BATCH)
_AS_ABOVE, _BLANK = "同上", "空着"


class Groups:
    """Of each such column the cell that a row's blank stands below."""

    def __init__(self, setting: TableSetting) -> None:
        self._setting = setting
        self._above: dict[int, dict[int, Cell]] = {}
        for column, meaning in setting.columns:
            if meaning.kind in _OF_LISTS:
                above = _above(setting.source.rows, column.at)
                if above:
                    self._above[column.at] = above

    def fill(self, row: SourceRow, found: Gathered) -> None:
        """What a row's blanks say of its list.  Raises Unsettled, LeftOut."""
        for column, meaning in self._setting.columns if self._above else ():
            cell = self._above.get(column.at, {}).get(row.number)
            if cell is None or self._asked(column, found) != _AS_ABOVE:
                continue
            place = self._setting.place(row, column.at)
            held = self._setting.held
            if meaning.kind is MeaningKind.PHASE_AND_BATCH:
                found.named.append(named(place, cell.text, held))
            elif meaning.kind is MeaningKind.PHASE:
                found.named.append(NamedPhases(place, lists.phase(cell, held)))
            else:
                found.named.append(NamedPhases(place, (), lists.batch(cell)))

    def _asked(self, column: SourceColumn, found: Gathered) -> str:
        setting = self._setting
        text = f"“{column.title}”列只有每组的第一行写了，下面空着的和上面写的一样吗？"
        place = setting.head_of(column.at)
        question = ImportQuestion(
            place, setting.source.sheet, column.title, text, (_AS_ABOVE, _BLANK)
        )
        return setting.answers.settle(question, setting.digest, found.origin.row, found.origin.cell)


def _above(rows: tuple[SourceRow, ...], at: int) -> dict[int, Cell]:
    """The cell above each blank, where all values are the first of a group; else none."""
    own = [row for row in rows if not row.part]
    blank = [texts.is_blank(row.at(at)) for row in own]
    if not own or blank[0] or True not in blank:
        return {}
    for (row, empty), (below, empty_too) in pairwise(zip(own, blank, strict=True)):
        same = row.at(at).text.strip() == below.at(at).text.strip()
        if not empty and not empty_too and same:
            return {}
    found: dict[int, Cell] = {}
    last, section = own[0].at(at), own[0].section
    for row, empty in zip(own, blank, strict=True):
        if not empty:
            last, section = row.at(at), row.section
        elif row.section == section:
            found[row.number] = last
    return found
