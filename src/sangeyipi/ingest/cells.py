"""Interim: cells read plainly, until `values` is there."""

from collections.abc import Sequence
from datetime import date

from sangeyipi.compare.fields import Path
from sangeyipi.ingest import governing
from sangeyipi.ingest.values import texts
from sangeyipi.ingest.values.results import Taken, refused
from sangeyipi.model import term
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import Cell


def folded(cell: Cell) -> str:
    """A cell as it is compared."""
    return texts.folded(texts.said(cell))


def phase(cell: Cell, held: Sequence[tuple[int, date]]) -> tuple[int, ...]:
    """The phases that a cell names."""
    text = folded(cell)
    number = governing.number(text.removeprefix("第").removesuffix("期"))
    return (number,) if number else governing.phases_in(text, held)


def batch(cell: Cell) -> Batch | None:
    """The batch that a cell names."""
    return governing.batch_in(folded(cell))


def plain(cell: Cell, path: Path) -> Taken:
    """A text or a flag."""
    if path == (term.PLATFORM,):
        return Taken({"是": "true", "否": "false"}.get(folded(cell)))
    if path in ((term.ID,), (term.CODE,)) and cell.lossy:
        return refused(f"“{cell.text}”是数，超过 15 位，后面的位数已经丢了：改成文字，重新填写")
    said = texts.said(cell)
    return Taken(texts.lines(said) if path == (term.NOTE,) else texts.one_line(said))
