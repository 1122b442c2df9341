"""Which rows are parts of the project above them, and which may be.

Owns that nothing is decided where it is not certain: then the row is doubtful and says why.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sangeyipi.ingest.columns import BLANKS
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.kinds import Layout
from sangeyipi.ingest.finding.lines import Line
from sangeyipi.ingest.table import Row
from sangeyipi.model.patterns import later

_BUNDLE = later(
    ".*(?:打捆|等[0-9一二三四五六七八九十]+个|[0-9一二三四五六七八九十]+个子项目|含[0-9]+个|子项目).*"
)


def told(rows: Sequence[Row], lines: Sequence[Line], layout: Layout) -> list[Row]:
    """The rows, each marked as a part or as doubtful where it is; and with what it shares."""
    judge = _Judge(rows, lines, layout)
    marked = [judge.judged(at) for at in range(len(rows))]
    return _sharing(marked, lines, layout)


class _Judge:
    def __init__(self, rows: Sequence[Row], lines: Sequence[Line], layout: Layout) -> None:
        self.rows = rows
        self.lines = lines
        self.layout = layout
        self.owner = -1
        self.in_parts = False

    def number(self, at: int) -> int | None:
        column = self.layout.numbers
        return None if column is None else labels.number(self.lines[at].text(column))

    def name(self, at: int) -> str:
        return self.lines[at].text(self.layout.head.name)

    def judged(self, at: int) -> Row:
        """One row; those before it were judged."""
        row, line = self.rows[at], self.lines[at]
        if self.owner >= 0 and self.rows[self.owner].section != row.section:
            self.owner, self.in_parts = -1, False
        if row.continues:
            return row
        if self.number(at) is not None and not self._below_itself(at):
            self.owner, self.in_parts = at, False
            return row
        return self._unnumbered(at, row, line)

    def _below_itself(self, at: int) -> bool:
        """Whether its number is one of a part: 3.1 below 3."""
        text = self._number_text(at)
        return labels.subnumber(text) and self.owner >= 0

    def _number_text(self, at: int) -> str:
        column = self.layout.numbers
        if column is None:
            return ""
        cell = self.lines[at].own.get(column)
        return labels.folded(cell.shown or cell.text) if cell else ""

    def _unnumbered(self, at: int, row: Row, line: Line) -> Row:
        number = self._number_text(at)
        first = labels.folded(next(iter(line.own.values())).text) if line.own else ""
        named = labels.is_part(self.name(at)) or labels.is_part(first)
        if self.owner >= 0 and (named or (labels.subnumber(number) and self._of_owner(number))):
            self.in_parts = True
            return replace(row, part=True)
        if not self.layout.numbered or number not in ("", *BLANKS):
            self.owner = at if not self.layout.numbered and not named else self.owner
            return row
        if self.in_parts:
            return replace(row, part=True)
        if self._is_missing(at) or self.owner < 0:
            self.in_parts = False
            return row
        return self._may_be_part(at, row)

    def _of_owner(self, number: str) -> bool:
        head = number.lstrip("(").split(".")[0].split("-")[0]
        owner = self.number(self.owner)
        return number.startswith("(") or number.endswith(")") or head == str(owner)

    def _is_missing(self, at: int) -> bool:
        """Whether just its number was forgotten: the numbers around it leave room for it."""
        before = next((n for i in range(at - 1, -1, -1) if (n := self.number(i)) is not None), None)
        ahead = range(at + 1, len(self.rows))
        after = next((i for i in ahead if self.number(i) is not None), None)
        if before is None or after is None:
            return False
        gap = (self.number(after) or 0) - before - 1
        unnumbered = sum(1 for i in range(after) if i > self.owner and not self.rows[i].continues)
        return gap == unnumbered

    def _may_be_part(self, at: int, row: Row) -> Row:
        owner = self.name(self.owner)
        if _BUNDLE.fullmatch(owner):
            self.in_parts = True
            return replace(row, part=True)
        above = self.lines[self.owner].own.get(self.layout.head.name)
        said = above.text.strip() if above else ""
        return replace(row, doubtful=f"这一行没有序号，看不出是“{said}”的子项目，还是另一个项目")


def _sharing(rows: list[Row], lines: Sequence[Line], layout: Layout) -> list[Row]:
    """Each row with the columns whose cell says something of several rows together."""
    area_rows: Counter[tuple[int, int, int]] = Counter()
    for row, line in zip(rows, lines, strict=True):
        if not row.continues:
            area_rows.update((a.top, a.left, a.bottom) for a in set(line.areas.values()))
    return [_shared(row, line, area_rows, layout) for row, line in zip(rows, lines, strict=True)]


def _shared(row: Row, line: Line, area_rows: Counter[tuple[int, int, int]], layout: Layout) -> Row:
    if not line.areas:
        return row
    headed = {column.at for column in layout.head.columns}
    shared = set()
    for at, area in line.areas.items():
        beside = [one for one, other in line.areas.items() if other == area and one in headed]
        if at in line.all and (area_rows[area.top, area.left, area.bottom] > 1 or len(beside) > 1):
            shared.add(at)
    number = layout.numbers
    doubtful = row.doubtful
    if number in shared and line.from_above(number or 0) and not row.part and not doubtful:
        doubtful = "序号与上一行合并成一格，看不出是同一个项目的子项目，还是另一个项目"
    return replace(row, shared=frozenset(shared), doubtful=doubtful)
