"""Columns of sibling rows and their wholes: 105个、3772亿元；竣工22个、718亿元；续建63个、….

Every column of rows comes to what stands for it in the row of the whole, which stands before them
or behind.  Rows that two columns prove, or one of many digits, are all there are: then another
column that does not come to its whole is wrong.  Rows that come to a whole stand for it in a
larger whole: 220个（100个、120个）, 120个 of 340个.

Found beside all others, which `with_sibling_rows` puts it together with.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.audit.judging.adding import Window, is_slip_of_parts, may_lack, near, summed
from sangeyipi.audit.judging.evidence import PLAIN, one_in
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.siblings import HEAD, Cell, Label, SiblingRow, of_count, siblings
from sangeyipi.audit.text.terms.coverage import AND_MORE
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "安排项目121个，总投资914亿元，年度计划246亿元。按进度分，竣工27个，总投资218亿元，年度计划61亿元；"
        "续建52个，431亿元，112亿元；新开工42个，265亿元，73亿元。",
        "holds 27 + 52 + 42 = 121",
    ),
    (
        "安排项目121个，总投资914亿元。竣工27个，218亿元；续建52个，431亿元；新开工42个，256亿元。",
        "wrong 218 + 431 + 256 = 914",
    ),
    (
        "316个项目共完成投资482.6亿元，195个在建项目完成455.9亿元。其中，84个新开项目完成132.5亿元；"
        "111个续建项目完成323.4亿元；121个前期项目完成27.6亿元。",
        "holds 195 + 121 = 316",
    ),
    (
        "发生火灾17起、受伤13人、损失58.4万元。城区火灾11起、受伤8人、损失31.3万元；"
        "乡镇火灾6起，受伤5人，损失27.1亿元。",
        "wrong 31.3 + 271000 = 58.4",
    ),
    ("发生事故17起、死亡13人。道路事故11起、死亡8人；消防事故6起，死亡5人。", "holds 8 + 5 = 13"),
    (
        "签约37个，总投资318.4亿元。转型项目31个，总投资294亿元，其中新兴产业24个，总投资182.5亿元；"
        "改造类6个，41.5亿元；科技类1个，70亿元。非转型项目6个，总投资24.4亿元。",
        "holds 294 + 24.4 = 318.4",
    ),
    (
        "前三届共有1183个项目完成注册登记、974个开工、到位资金4127.6亿元。首届302个注册、241个开工、"
        "到位1206.3亿元；第二届签约460个，441个注册、358个开工、到位1391.5亿元；第三届440个注册、375个开工、"
        "到位1347.8亿元。",
        "wrong 1206.3 + 1391.5 + 1347.8 = 4127.6",
    ),
    (
        "改造项目217个，61个完工、156个在建，完成投资182.4亿元。其中市区98个，26个完工、72个在建，"
        "完成投资131.6亿元；4个县119个，35个完工、84个在建，完成投资97.2亿元。",
        "wrong 131.6 + 97.2 = 182.4",
    ),
    (
        "415个项目中，计划开工的288个项目已开工271个，127个储备项目已开工36个。",
        "holds 288 + 127 = 415",
    ),
)
_STARTS, _LONG, _TWO = 5, 16, 2
#: How many rows say by themselves that none is missing.
_MANY = 5
#: Of so many sums one of all columns together may come out by chance.
_SURE = 2000
_FAR, _AFTER = 10000, 12
#: So many figures around a whole say of what else the same may be.
_BESIDE = 6
_EACH = later("[户人亩县区乡镇村企家日月年]均|平均")
_OPENS = re.compile("其中|:|[中里],|分别|包括")
#: How rare a column of so many rows must be by chance to stand alone.
_DEMANDS = (PLAIN, PLAIN, PLAIN, 60, 30)
_ALONE = later(f"{AND_MORE}|不含|除")
_TOTAL = later(f"{IN_ALL}|总|以上|全")
_SO_FAR = "累计"
_WRONG = RelationVerdict.WRONG


class _Sum(NamedTuple):
    """A column of rows, from `first` to `last`, that comes to a figure of row `at`."""

    total: Cell
    parts: tuple[TextFigure, ...]
    label: Label
    at: int
    first: int
    last: int
    odds: int
    tried: int


def row_sums(reading: TextReading) -> Iterator[Finding]:
    """What sibling rows say, whatever else is found."""
    for rows in siblings(reading):
        yield from _Rows(reading, rows).told()


_hedge = attrgetter("hedge")


class _Own(NamedTuple):
    """Cells of a row with their sum and what their digits leave open, as whole numbers."""

    cells: list[TextFigure]
    exact: int
    half: int
    hedged: bool

    @classmethod
    def of(cls, cells: list[TextFigure]) -> "_Own":
        """What some cells come to."""
        exact = sum([one.exact[0] for one in cells])
        half = sum([one.exact[1] for one in cells])
        return cls(cells, exact, half, any(map(_hedge, cells)))


_NO_CELLS = _Own.of([])


class _Column:
    """The cells of a column, row by row."""

    def __init__(self, rows: Sequence[list[TextFigure]]) -> None:
        self.rows = [_Own.of(cells) if cells else _NO_CELLS for cells in rows]
        self._most = [0, *accumulate(one.exact + one.half for one in self.rows)]

    def most(self, first: int, last: int) -> int:
        """What all of them may come to at most, from a row up to another."""
        return self._most[min(last, len(self.rows))] - self._most[first]


def _columns(rows: Sequence[SiblingRow]) -> dict[Label, _Column]:
    found: dict[Label, list[list[TextFigure]]] = defaultdict(lambda: [[] for _ in rows])
    for at, row in enumerate(rows):
        for cell in row.cells:
            found[cell.label][at].append(cell.figure)
            if cell.also and cell.also != cell.label:
                found[cell.also][at].append(cell.figure)
    return {label: _Column(cells) for label, cells in found.items()}


class _Rows:
    """The rows of a paragraph, and which columns come to which wholes."""

    def __init__(self, reading: TextReading, rows: Sequence[SiblingRow]) -> None:
        self._reading, self._rows = reading, rows
        #: Parts of rows that are proven: their whole stands for them in a larger one.
        self._covered: set[int] = set()
        self._columns = _columns(rows)

    def told(self) -> list[Finding]:
        """The sums that come out, and what does not where they prove that rows are all."""
        told: list[Finding] = []
        for at in range(len(self._rows) - 1, -1, -1):
            ranges: dict[tuple[int, int], list[_Sum]] = defaultdict(list)
            for row in (at, at + 1, at + 2):
                # 共18个。完成91.2亿元。: the whole of another column stands in the next row.
                for one in self._of_row(row) if row == at or ranges else ():
                    key = one.first, one.last
                    if row == at or (key in ranges and one.first > row):
                        ranges[key].append(one)
            for sums in ranges.values():
                told += self._judged(sums)
        return told

    # ---- what comes out

    def _of_row(self, at: int) -> Iterator[_Sum]:
        if at < len(self._rows):
            for cell in self._rows[at].cells:
                if cell.figure.hedge is Hedge.NONE and cell.figure.value:
                    yield from self._of_cell(at, cell)

    def _of_cell(self, at: int, cell: Cell) -> Iterator[_Sum]:
        labels = _labels(cell)
        while labels and not self._may_come_to(at, cell.figure, labels[-1]):
            labels = labels[:-1]
        begin, tried = at, 0
        for label in labels:
            rows = [*self._columns[label].rows]
            rows[at] = _Own.of(self._cells(at, cell.figure, label, at))
            seen: set[int] = set()
            while begin < min(at + _STARTS, len(self._rows)):
                found: _Sum | None = None
                for left_out in (False, True) if self._covered else (False,):
                    parts, first, last = self._parts(
                        cell.figure, label, begin, rows, left_out=left_out
                    )
                    if first in seen and not left_out:
                        break
                    tried += 1
                    seen.add(first)
                    if last >= 0:
                        odds = _odds(Window(cell.figure, parts))
                        found = _Sum(cell, tuple(parts), label, at, first, last, odds, tried)
                        break
                if found is not None:
                    yield found
                    # Another view of the same whole may follow.
                    begin = found.last
                begin += 1
            begin = at

    def _opened(self, at: int, total: TextFigure) -> int:
        """From which figure of its own row on the parts of a whole stand: behind 其中."""
        last = total
        for cell in self._rows[at].cells:
            one = cell.figure
            if one.order > total.order and not one.inner:
                if _OPENS.search(self._reading.text, last.end, one.start):
                    return one.order
                last = one
        return total.order + _FAR

    def _may_come_to(self, at: int, total: TextFigure, label: Label) -> bool:
        """Whether a column may come to a figure, which most are too large for."""
        if label not in self._columns:
            return False
        value, room = total.exact
        own = [
            sum(each.figure.exact)
            for each in self._rows[at].cells
            if each.figure.order > total.order and each.figure.dimension == total.dimension
        ]
        behind = self._columns[label].most(at + 1, at + _STARTS + _LONG)
        return sum(own) + behind >= value - room

    def _parts(
        self, total: TextFigure, label: Label, begin: int, rows: list[_Own], *, left_out: bool
    ) -> tuple[list[TextFigure], int, int]:
        """The parts from a row on that come to a figure, and the first and last row; -1: none."""
        parts: list[TextFigure] = []
        exact = half = 0
        first = -1
        value, room = total.exact
        for row in range(begin, min(begin + _LONG, len(rows))):
            of_row = rows[row]
            if left_out:
                of_row = _Own.of([one for one in of_row.cells if one.order not in self._covered])
            if not of_row.cells:
                if first >= 0 and not left_out and not self._is_beside(row, label):
                    break
                continue
            if of_row.hedged:
                break
            first = row if first < 0 else first
            parts += of_row.cells
            exact += of_row.exact
            half += of_row.half
            if exact > value + half + room:
                break
            reaches = row > first and exact >= value - half - room
            if reaches and Window(total, parts).verdict in GOOD:
                return parts, first, row
        return parts, first, -1

    def _is_beside(self, row: int, label: Label) -> bool:
        """教师11280人，比上年增加499人: whether a row stands between others and has no amounts."""
        beside = all(one.figure.role is Role.QUANTITY for one in self._rows[row].cells)
        return beside and label[0] == "元"

    def _cells(self, at: int, total: TextFigure, label: Label, row: int) -> list[TextFigure]:
        own = self._rows[row].of(label)
        if row != at:
            return own
        begin = self._opened(at, total)
        if label[1] == HEAD:
            # 转型项目29个，其中新兴产业项目23个: the first count behind the whole.
            own = [
                each.figure for each in self._rows[row].cells if each.figure.dimension == label[0]
            ]
            return [one for one in own if one.order >= begin and not one.inner][:1]
        return [one for one in own if one.order >= begin]

    # ---- what that says

    def _judged(self, sums: list[_Sum]) -> Iterator[Finding]:
        # The rows of a second column are no longer looked for.
        odds = 1
        for one in sums:
            odds *= max(1, one.odds)
        odds //= min(one.tried for one in sums)
        proven = len({one.label for one in sums}) >= _TWO and odds >= _SURE
        proven = proven or self._are_all(sums)
        good = [one for one in sums if proven or self._stands(one)]
        if not good:
            return
        before = frozenset(self._covered)
        for one in good:
            self._covered.update(f.order for f in one.parts)
            yield summed(Window(one.total.figure, list(one.parts)), None)
        if proven:
            for row in self._rows[max(good[0].first, good[0].at + 1) : good[0].last + 1]:
                self._covered.update(each.figure.order for each in row.cells)
        yield from self._wrong(good, before, sure=proven or odds >= _SURE)

    def _are_all(self, sums: Sequence[_Sum]) -> bool:
        """Whether rows right behind a whole, to the last, come to it in columns named alike."""
        named = {one.label: one.odds for one in sums if one.label == one.total.label}
        odds = 1
        for each in named.values():
            odds *= max(1, each)
        one = sums[0]
        all_there = one.first == one.at + 1 and not self._goes_on(one.last, one.label)
        return len(named) >= _TWO and odds >= PLAIN and all_there and all(map(_is_named, named))

    def _stands(self, one: _Sum) -> bool:
        """Whether a column alone shows that its rows are all."""
        rows = one.last - one.first + 1
        plain = not {"增", "减", "旧"} & set(one.label)
        demand = _DEMANDS[min(rows, len(_DEMANDS) - 1)]
        return plain and one.odds >= demand * one.tried and not self._goes_on(one.last, one.label)

    def _goes_on(self, last: int, label: Label) -> bool:
        """Whether one more row follows, parted from the last as the last is from the one before."""
        if last + 1 >= len(self._rows) or not self._rows[last + 1].of(label):
            return False
        before, one, after = (self._rows[at].cells for at in (last - 1, last, last + 1))
        text = self._reading.text
        gap = text[one[-1].figure.end : after[0].figure.start]
        if _ALONE.search(gap) or _TOTAL.search(gap):
            return False
        return _mark(gap) <= _mark(text[before[-1].figure.end : one[0].figure.start])

    def _wrong(
        self, good: Sequence[_Sum], before: frozenset[int], *, sure: bool
    ) -> Iterator[Finding]:
        """The columns of proven rows that do not come to what stands beside their whole."""
        one = good[0]
        at = min(each.at for each in good)
        counted = any(each.total.label[1] == HEAD == each.label[1] for each in good)
        named = {each.label for each in good if each.label == each.total.label}
        counted = counted or sum(1 for each in named if each[0] != "元") >= _TWO
        # 10项, 10项, 27项, …: so many rows come to a count by chance hardly ever.
        sure = sure or (counted and len(one.parts) >= _MANY)
        done = {each.label for each in good} | {each.total.label for each in good}
        labels = {cell.label for row in self._rows[one.first : one.last + 1] for cell in row.cells}
        for label in sorted(labels - done):
            whole = self._whole(label, at, one)
            if whole is None or (label[1:2] != (HEAD,) and {"增", "减", "旧"} & set(label)):
                continue
            rows = self._rows_of(one)
            cells = [
                [f for f in self._cells(at, whole, label, row) if f.order not in before]
                for row in rows
            ]
            if label[1] == HEAD and self._is_mixed(whole, [f for each in cells for f in each]):
                continue
            heads = [self._heads(row) for row in rows]
            full = all(len(each) in (1, many) for each, many in zip(cells, heads, strict=True))
            window = Window(whole, [f for each in cells for f in each])
            if self._is_of_another(window) or _is_up_to_now(window):
                continue
            if not all(cells) and window.sum < whole.value:
                continue
            if may_lack(window, [each.total.figure for each in good]):
                continue
            wrong = window.verdict is _WRONG
            # Of rows that two columns of their names prove there is no more than of all.
            over = sure and full and all(cells) and len(named) >= _TWO
            if wrong and (
                (over and whole.value < window.sum <= _TWO * whole.value)
                or self._is_wrong(window, full=full and all(cells), sure=sure, counted=counted)
            ):
                yield summed(window, None)

    def _is_of_another(self, window: Window) -> bool:
        """总投资381亿元，…，今年计划投资91亿元: whether the sum stands beside it."""
        at = window.total.order
        beside = self._reading.figures[max(0, at - _BESIDE) : at + _BESIDE]
        kin = (window.total.dimension, window.total.paragraph)
        return any(f.value == window.sum and (f.dimension, f.paragraph) == kin for f in beside)

    def _rows_of(self, one: _Sum) -> list[int]:
        """The rows with parts, without those that another stands for."""
        parts = {f.order for f in one.parts}
        return [
            row
            for row in range(one.first, one.last + 1)
            if any(each.figure.order in parts for each in self._rows[row].cells)
        ]

    def _is_mixed(self, whole: TextFigure, parts: Sequence[TextFigure]) -> bool:
        """33个已纳统；产业类42个，…，基础设施类已纳统12个: the whole of some rows only."""
        alike = [of_count(f) == of_count(whole) for f in parts]
        return any(alike) and not all(alike)

    def _heads(self, row: int) -> int:
        return sum(1 for each in self._rows[row].cells if each.label[1] == HEAD)

    def _whole(self, label: Label, at: int, one: _Sum) -> TextFigure | None:
        """The one figure of a column beside the whole of other columns."""
        begin = min(one.parts[0].order, self._opened(one.at, one.total.figure))
        for row in (at,) if label[1] == HEAD else (at, at + 1, at - 1):
            if not 0 <= row < one.first + (row == one.at):
                continue
            cells = [f for f in self._rows[row].of(label) if f.order < begin]
            if cells and _EACH.search(cells[0].lead):
                # 县均生产总值145.1亿元 is what none of them adds up to.
                return None
            if cells:
                if "其中" in self._reading.text[one.total.figure.end : cells[0].start]:
                    # 共76个，其中省级项目总投资…: of some of them.
                    return None
                if any(self._rows[n].of(label) for n in range(row + 1, one.first)):
                    return None
                return cells[0] if len(cells) == 1 and not cells[0].hedge else None
        return None

    def _is_wrong(self, window: Window, *, full: bool, sure: bool, counted: bool) -> bool:
        total, parts = window
        if len(parts) < _TWO or any(f.hedge for f in parts):
            return False
        text = self._reading.text[total.end : parts[-1].end + _AFTER]
        if _ALONE.search(text):
            return False
        if any(f.value >= total.value for f in parts) and full:
            return True
        if is_slip_of_parts(window):
            return full or sure
        return sure and full and near(window) and (counted or window.sum > total.value)


def _is_up_to_now(window: Window) -> bool:
    """8月完成96.4亿元；…，累计完成151.2亿元；…: what rows have done so far is of no month."""
    return _SO_FAR not in window.total.lead and any(_SO_FAR in f.lead for f in window.parts)


def _mark(gap: str) -> int:
    """How wide what stands between two rows parts them."""
    return 2 if re.search("[。!?\n]", gap) else 1 if ";" in gap else 0


def _is_named(label: Label) -> bool:
    """Whether a column says what it is of, and of no other time."""
    return bool(label[-1] or label[1:3] == ("", "总投资")) and not {"增", "减", "旧"} & set(label)


def _odds(window: Window) -> int:
    room = sum((one.half for one in window.parts), window.total.half * 0)
    reach = window.sum - room, window.sum + room
    return one_in(window.total, reach, window.total.value, window.verdict)


def _labels(cell: Cell) -> tuple[Label, ...]:
    """Of which columns a figure may be the whole: its own; of counts the heads of rows too."""
    if cell.figure.role is Role.MONEY or cell.figure.inner:
        return (cell.label,)
    if cell.also:
        return cell.label, cell.also
    return cell.label, (cell.figure.dimension, HEAD)
