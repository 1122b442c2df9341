"""The totals that a sheet declares, and the rows that each of them is the total of.

Owns which rows a total covers: 小计 its section's, 合计 and 总计 those since the last one of its
name, or all; above its rows as well as below them.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.kinds import LabelledKind, Layout
from sangeyipi.ingest.finding.lines import SheetLine
from sangeyipi.ingest.table import DeclaredTotal
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.sheets.grid import Cell, CellKind

_PAGE = "本页"
_SECTION_WORD = "小计"
_TO_DATE = "累计"


class SheetEvent(NamedTuple):
    """A row, a section's heading or a total, in the order of the sheet."""

    kind: str
    section: tuple[str, ...] = ()
    row: int = -1
    cell: str = ""
    label: str = ""
    word: str = ""
    projects: int | None = None
    amounts: Mapping[int, Cell] = {}

    @property
    def says_figures(self) -> bool:
        """Whether it declares anything."""
        return self.projects is not None or bool(self.amounts)


@dataclass(slots=True)
class Events:
    """What came, line by line."""

    items: list[SheetEvent] = field(default_factory=list)

    def section(
        self, cell: str, told: LabelledKind, line: SheetLine, path: tuple[str, ...]
    ) -> None:
        """A heading, with the figures that stand in it or beside it."""
        text = labels.folded(told.label)
        beside = _numbers(line, but=())
        count = labels.count_in(text)
        if count is None:
            count = _count_beside(line)
        self.items.append(
            SheetEvent("section", path, -1, cell, told.label, "", count, {**beside, **_told(text)})
        )

    def total(
        self, cell: str, told: LabelledKind, line: SheetLine, layout: Layout, path: tuple[str, ...]
    ) -> None:
        """A line of a total."""
        text = labels.folded(told.label)
        match = labels.total(text) or labels.named_total(text)
        word = (match["word"] if match else None) or "合计"
        page = _PAGE if _PAGE in text else ""
        count = labels.count_in(text)
        amounts = _numbers(line, but=(layout.numbers, layout.head.name))
        if count is None:
            count = _count_beside(line)
        name = layout.head.name
        if count is None and told.at != name and line.text(name).isdecimal():
            count = int(line.text(name))
        self.items.append(
            SheetEvent(
                "total", path, -1, cell, told.label, page + word, count, {**amounts, **_told(text)}
            )
        )

    def headings(self) -> dict[tuple[str, ...], str]:
        """The cells of the sections' headings; of one that comes again, the first."""
        found: dict[tuple[str, ...], str] = {}
        for one in self.items:
            if one.kind == "section":
                found.setdefault(one.section, one.cell)
        return found


#: Where an amount stands that is told in words; the reader finds the column of 总投资.
IN_WORDS = -1


def _told(text: str) -> dict[int, Cell]:
    amount = labels.amount_in(text)
    return {IN_WORDS: Cell(CellKind.TEXT, amount, shown=amount)} if amount else {}


def _numbers(line: SheetLine, but: tuple[int | None, ...]) -> dict[int, Cell]:
    """The figures of a line, by their column."""
    return {
        at: cell
        for at, cell in line.own.items()
        if at not in but
        and (cell.kind is not CellKind.TEXT or _tells(cell.text))
        and labels.count_in(labels.folded(cell.text)) is None
    }


def _tells(text: str) -> bool:
    """Whether a text is a figure, or the unit of the one beside it."""
    folded = labels.folded(text)
    return folded[:1].isdecimal() or labels.is_unit(folded)


def _count_beside(line: SheetLine) -> int | None:
    """A count that stands in a cell of its own: 25个."""
    for cell in line.own.values():
        text = labels.folded(cell.text)
        if text[:1].isdecimal():
            count = labels.count_in(text)
            if count is not None and text.startswith(str(count)):
                return count
    return None


def declared(events: list[SheetEvent], parts: frozenset[int]) -> Iterator[DeclaredTotal]:
    """Each total with the rows that it covers; `parts` are no projects and left out."""
    for at, event in enumerate(events):
        if event.kind == "row" or not event.says_figures:
            continue
        rows, whole = _of_section(events, at) if event.kind == "section" else _of_total(events, at)
        covered = tuple(one for one in rows if one not in parts)
        yield DeclaredTotal(event.cell, event.label, covered, event.projects, event.amounts, whole)


def _rows(events: list[SheetEvent]) -> list[int]:
    return [one.row for one in events if one.kind == "row"]


def _inside(events: list[SheetEvent], section: tuple[str, ...]) -> list[int]:
    size = len(section)
    return [one.row for one in events if one.kind == "row" and one.section[:size] == section]


def _of_section(events: list[SheetEvent], at: int) -> tuple[list[int], bool]:
    """The rows below a heading until one of its own level, whatever the other is called."""
    section = events[at].section
    found = []
    for one in events[at + 1 :]:
        if one.section[: len(section)] != section:
            break
        if one.kind == "section" and len(one.section) <= len(section):
            break
        if one.kind == "row":
            found.append(one.row)
    return found, False


def _of_total(events: list[SheetEvent], at: int) -> tuple[list[int], bool]:
    """The rows of a total, and whether they are all of the table."""
    event = events[at]
    everything = _rows(events)
    before = _since(events[:at])
    if not _rows(before) and not _any_row(events[:at], event.section):
        rows = _ahead(events, at)
        if rows or event.word == _SECTION_WORD:
            return rows, rows == everything
    if event.word == _TO_DATE:
        rows = _rows(events[:at])
    elif event.word == _SECTION_WORD:
        rows = _of_subtotal(events, at)
    else:
        rows = _of_sum(events, at)
    return rows, rows == everything


def _since(events: list[SheetEvent]) -> list[SheetEvent]:
    """What came since the last heading of a section."""
    last = max((i for i, one in enumerate(events) if one.kind == "section"), default=-1)
    return events[last + 1 :]


def _any_row(events: list[SheetEvent], section: tuple[str, ...]) -> bool:
    return bool(_inside(events, section))


def _ahead(events: list[SheetEvent], at: int) -> list[int]:
    """A total above its rows: of its section, or of the whole table."""
    section = events[at].section
    return _of_section(events, at)[0] if section else _rows(events[at:])


def _last_of(events: list[SheetEvent], word: str) -> int:
    return max(
        (i for i, one in enumerate(events) if one.kind == "total" and one.word == word), default=-1
    )


def _of_subtotal(events: list[SheetEvent], at: int) -> list[int]:
    """The rows of its section since its last subtotal; with none since, those of the one above."""
    section = events[at].section
    last = _last_of(events[:at], _SECTION_WORD)
    rows = list(_rows(events[last + 1 : at]))
    inside = set(_inside(events[:at], section))
    if not rows:
        return _inside(events[:at], section[:-1]) if section else _rows(events[:at])
    return [one for one in rows if one in inside]


def _of_sum(events: list[SheetEvent], at: int) -> list[int]:
    """The rows since the last total of its name; all where there are none since."""
    word = events[at].word
    since = _rows(events[_last_of(events[:at], word) + 1 : at])
    return since or _rows(events[:at])
