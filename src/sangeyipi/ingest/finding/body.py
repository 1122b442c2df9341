"""The lines below a head → rows of data, with all else accounted for.

Owns what each line comes to: a row, a line that is skipped and why, a heading, a note.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise, repeat

from sangeyipi.ingest import columns, meanings
from sangeyipi.ingest.finding import labels
from sangeyipi.ingest.finding.heads import SheetHead
from sangeyipi.ingest.finding.kinds import (
    ROW,
    LabelledKind,
    Layout,
    LineKind,
    is_field,
    judged,
    usual_rows,
    words,
)
from sangeyipi.ingest.finding.lines import SheetLine, amount_of, texts_in
from sangeyipi.ingest.finding.sections import Sections
from sangeyipi.ingest.finding.totals import Events, SheetEvent
from sangeyipi.ingest.findings import Remark, Skipped
from sangeyipi.ingest.table import SourceRow
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.lazy_tuple import all_made
from sangeyipi.model.patterns import later
from sangeyipi.sheets.grid import Cell, CellKind, place_name

_REASONS = {
    LineKind.TOTAL: "是合计行，不是项目",
    LineKind.CARRIED: "是承接前后页合计的行，不是项目",
    LineKind.AVERAGE: "是平均数的行，不是项目",
    LineKind.AMONG: "是合计下面的“其中”行，不是项目",
    LineKind.PARTS_BELOW: "只有“其中”，不是项目",
    LineKind.HEAD: "是重复的表头",
    LineKind.NUMBER_ONLY: "只有序号，没有内容",
}
_OF_TOTALS = (LineKind.TOTAL, LineKind.AVERAGE, LineKind.AMONG, LineKind.PARTS_BELOW)
#: Rows below these, of figures alone, are among a total: 其中 stands there only below one.
_AMONG_TOTAL = (LineKind.AMONG, LineKind.PARTS_BELOW)
#: What stands between a heading and its rows.
_UNSAID = (LineKind.NOTHING, LineKind.HEAD, LineKind.PAGE, LineKind.NOTE)
_DITTOS = frozenset(("同上", "同前", "〃", "″", "〞", "同上。"))
_DITTO_LENGTH = 4
_BEHIND_STRUCK, _BEHIND_ROW = SourceRow._fields.index("continues"), SheetEvent._fields.index("cell")
_MAY_BE_DITTO = later("同上|同前|[〃″〞]")
#: A column without a heading is the one of row numbers where so many of its cells are numbers.
_MOST = 0.6
#: A heading is followed by another one at once, or within so many blank lines.
_AHEAD = 6


@dataclass(slots=True)
class Body:
    """What the lines come to.  `lines`: of the rows, in their order."""

    sheet: str
    layout: Layout
    rows: list[SourceRow] = field(default_factory=list)
    lines: list[SheetLine] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    footers: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    events: Events = field(default_factory=Events)
    _sections: Sections = field(default_factory=Sections)
    _notes: bool = False
    #: The number of the last note that has it in a cell of its own.
    _noted: int = 0
    #: Whether any line may say 同上.
    _dittos: bool = False
    #: What came just before: a total, so that 其中 is of that; or 其中, so that parts follow.
    _after: LineKind = LineKind.NOTHING

    def read(
        self, lines: Sequence[SheetLine], written: str, lead: Sequence[SheetLine] = ()
    ) -> None:
        """All lines below the head, in order; `lead`: a section's heading above the head.

        `written`: all that is written in them, and may be more.
        """
        for line in lead:
            at, cell = next(iter(line.own.items()))
            self._section(line, LabelledKind(LineKind.SECTION, at, cell.text.strip()), ())
        self._dittos = _MAY_BE_DITTO.search(written) is not None
        usual = usual_rows(lines, self.layout)
        told = [
            ROW if at in usual else judged(line, self.layout, False)
            for at, line in enumerate(lines)
        ]
        ended = 0
        for at, line in enumerate(lines):
            if at < ended:
                continue
            if at in usual and not self._notes:
                ended = next((end for end in range(at, len(lines)) if end not in usual), len(lines))
                # 1 | 先进制造业 above 1.1 is the last of them.
                ended -= self._heads_field(lines, ended - 1)
                if at < ended:
                    self._usual(lines[at:ended])
                    continue
            known = self._by_those_below(lines, told, at)
            noted = self._notes and known.kind in (LineKind.SECTION, LineKind.ROW)
            if noted and not self._begins_anew(known, lines, told, at):
                known = judged(line, self.layout, True)
            if self._notes and known.kind is LineKind.ROW and self._numbers_note(line):
                known = LabelledKind(LineKind.NOTE, min(line.own))
                self._noted = labels.number(line.text(self.layout.numbers or 0)) or 0
            if known.kind is not LineKind.NOTHING:
                self._take(line, known, told[at + 1 : at + _AHEAD])
        self.close()

    def _by_those_below(
        self, lines: Sequence[SheetLine], told: Sequence[LabelledKind], at: int
    ) -> LabelledKind:
        """What a line is, by what stands below it as well."""
        known, line = told[at], lines[at]
        if known.kind is LineKind.ROW and (
            self._heads_sum(lines, told, at) or self._heads_field(lines, at)
        ):
            name = self.layout.head.name
            return LabelledKind(LineKind.SECTION, name, line.own[name].text.strip())
        if known.kind is LineKind.SECTION and self._heads_nothing(lines, told, at):
            self._sections.end(known.label)
            return ROW
        return known

    def _numbers_note(self, line: SheetLine) -> bool:
        """Whether it is a note with its number in a cell of its own: it does not count on."""
        name, numbers = self.layout.head.name, self.layout.numbers
        if numbers is None or set(line.own) != {numbers, name}:
            return False
        said = [labels.number(one.text(numbers)) for one in self.lines]
        last = next((one for one in reversed(said) if one is not None), 0)
        usual = max((len(one.own) for one in self.lines), default=0)
        own = labels.number(line.text(numbers))
        goes_on = self._noted > 0 and own == self._noted + 1
        return usual > len(line.own) and (goes_on or own != last + 1)

    def _begins_anew(
        self, known: LabelledKind, lines: Sequence[SheetLine], told: Sequence[LabelledKind], at: int
    ) -> bool:
        """Whether a line among the notes heads what follows: a head again, or a list's rows."""
        following = range(at + 1, len(lines))
        below = next((one for one in following if told[one].kind is not LineKind.NOTHING), None)
        if known.kind is not LineKind.SECTION or below is None:
            return False
        if told[below].kind is LineKind.HEAD:
            return True
        numbers = self.layout.numbers
        numbered = numbers is not None and labels.number(lines[below].text(numbers)) is not None
        listing = bool(labels.likeness(labels.folded(known.label)))
        return listing and numbered and told[below].kind is LineKind.ROW

    def _heads_sum(self, lines: Sequence[SheetLine], told: Sequence[LabelledKind], at: int) -> bool:
        """Whether a line without a number gives but the sum of the numbered rows right below it."""
        layout = self.layout
        name, column, numbers = layout.head.name, layout.investment, layout.numbers
        line = lines[at]
        if not layout.numbered or column is None or numbers is None or line.text(numbers):
            return False
        whole = amount_of(line.own.get(column))
        if whole is None or name not in line.own or words(line.own, (name,)):
            return False
        if self._completes(whole):
            return False
        total = Decimal(0)
        for below, kind in zip(lines[at + 1 :], told[at + 1 :], strict=True):
            if kind.kind is not LineKind.ROW or labels.number(below.text(numbers)) is None:
                break
            total += amount_of(below.own.get(column)) or 0
        return total == whole

    def _heads_field(self, lines: Sequence[SheetLine], at: int) -> bool:
        """Whether it is 1 | 先进制造业 | 10 above 1.1, or A | 先进制造业 | 10, and no project."""
        name, numbers = self.layout.head.name, self.layout.numbers
        line = lines[at]
        if name not in line.own or at + 1 == len(lines):
            return False
        own = None if numbers is None else labels.number(line.text(numbers))
        if own is None:
            field = labels.is_field_alone(line.text(name))
        else:
            below = labels.numbered_below(lines[at + 1].text(numbers or 0))
            field = own == below and labels.is_field_of_work(line.text(name))
        return field and not words(line.own, (numbers, name))

    def _heads_nothing(
        self, lines: Sequence[SheetLine], told: Sequence[LabelledKind], at: int
    ) -> bool:
        """Whether 二 | 乙厂 | 5 has no row below it, so that it may be one, and says an amount."""
        name, column = self.layout.head.name, self.layout.investment
        line = lines[at]
        if name not in line.own or column is None or not amount_of(line.own.get(column)):
            return False
        if labels.count_in(labels.folded(told[at].label)) is not None:
            return False
        if is_field(line.text(name)) or labels.likeness(line.text(name)):
            return False
        following = range(at + 1, len(lines))
        below = next((told[one] for one in following if told[one].kind not in _UNSAID), None)
        return below is None or below.kind in (LineKind.SECTION, LineKind.TOTAL)

    def _completes(self, amount: Decimal) -> bool:
        """Whether it is the rest of a project whose parts, two at least, or 其中, stand above."""
        column = self.layout.investment
        above, parts = False, amount
        for line in reversed(self.lines):
            own = amount_of(line.own.get(column or 0))
            if labels.number(line.text(self.layout.numbers or 0)) is not None:
                return above and own == parts
            above = True
            parts += own or 0
        return False

    def _take(self, line: SheetLine, told: LabelledKind, next_ones: Sequence[LabelledKind]) -> None:
        match told.kind:
            case LineKind.SECTION:
                self._section(line, told, next_ones)
            case LineKind.NOTE:
                self._notes = True
                self.footers.append("　".join(cell.text.strip() for cell in line.own.values()))
                self._after = LineKind.NOTHING
            case LineKind.PAGE:
                self.footers.append(told.label)
            case LineKind.ROW if self._after in _AMONG_TOTAL and self._goes_on(line):
                name = line.own[self.layout.head.name]
                self._skip(
                    line, LabelledKind(LineKind.AMONG, self.layout.head.name, name.text.strip())
                )
            case LineKind.ROW:
                self._row(line)
            case LineKind.AMONG | LineKind.PARTS_BELOW if self._after not in _OF_TOTALS:
                self._row(line)
            case _:
                self._skip(line, told)

    def _place(self, line: SheetLine, at: int) -> str:
        return place_name(self.sheet, line.number, at)

    def close(self) -> None:
        """What stood there as a heading and governs nothing is a line of text."""
        governing = {text for row in self.rows for text in row.section}
        for one in self.events.items:
            if one.kind == "section" and one.section[-1] not in governing and not one.says_figures:
                self.footers.append(one.label)

    def _goes_on(self, line: SheetLine) -> bool:
        """Whether a line goes on with what is among a total: a label and figures, no number."""
        name, numbers = self.layout.head.name, self.layout.numbers
        if name not in line.own or (numbers is not None and line.text(numbers)):
            return False
        labelled = self.layout.numbered or bool(labels.likeness(line.text(name)))
        return labelled and not words(line.own, (name,))

    def _section(
        self, line: SheetLine, told: LabelledKind, next_ones: Sequence[LabelledKind]
    ) -> None:
        following = next((one for one in next_ones if one.kind is not LineKind.NOTHING), None)
        followed = following is not None and following.kind is LineKind.SECTION
        self._notes = False
        if not self._sections.begin(told.label, followed):
            return
        # 其中 right below it is among its figures.
        self._after = LineKind.TOTAL
        self.events.section(self._place(line, told.at), told, line, self._sections.path)

    def _skip(self, line: SheetLine, told: LabelledKind) -> None:
        reason = f"“{told.label}”{_REASONS[told.kind]}"
        self.skipped.append(Skipped(self._place(line, told.at), reason))
        if told.kind in (LineKind.TOTAL, LineKind.HEAD):
            self._notes = False
        if told.kind is LineKind.TOTAL:
            place = self._place(line, told.at)
            self.events.total(place, told, line, self.layout, self._sections.path)
        if told.kind is not LineKind.NUMBER_ONLY:
            self._after = told.kind

    def _usual(self, lines: Sequence[SheetLine]) -> None:
        """Usual rows, one below the other: what `_row` makes of each, with all that they share."""
        self._row(lines[0])
        if self._dittos:
            for line in lines[1:]:
                self._row(line)
            return
        name, path = self.layout.head.name, self._sections.path
        more = lines[1:]
        self.lines += more
        numbers = [one.number for one in more]
        row, event = SourceRow(0, {}, path), SheetEvent("row", path)
        rest = [repeat(one) for one in row[_BEHIND_STRUCK:]]
        part, hidden = repeat(row.part), [one.hidden for one in more]
        struck, cells = [one.own[name].struck for one in more], [one.all for one in more]
        self.rows += all_made(SourceRow, numbers, cells, repeat(path), part, hidden, struck, *rest)
        more_of = [repeat(one) for one in event[_BEHIND_ROW:]]
        self.events.items += all_made(
            SheetEvent, repeat(event.kind), repeat(path), numbers, *more_of
        )

    def _row(self, line: SheetLine) -> None:
        self._after = LineKind.ROW
        self._notes, self._noted = False, 0
        self._sections.row()
        name = self.layout.head.name
        cell = line.own.get(name)
        if cell is not None:
            # All are struck out only where the name is.
            continues, struck = False, cell.struck
        else:
            continues = name in line.all and line.from_above(name)
            struck = bool(line.own) and all(one.struck for one in line.own.values())
        cells = self._without_dittos(line) if self._dittos else line.all
        path = self._sections.path
        row = SourceRow(line.number, cells, path, False, line.hidden, struck, continues)
        self.rows.append(row)
        self.lines.append(line)
        self.events.items.append(SheetEvent("row", path, line.number))

    def _without_dittos(self, line: SheetLine) -> Mapping[int, Cell]:
        """The cells, 同上 read as what stands above it; of an amount it stays what it is."""
        short = [at for at, cell in line.own.items() if len(cell.text) <= _DITTO_LENGTH]
        if not any(line.own[at].text.strip() in _DITTOS for at in short):
            return line.all
        cells = dict(line.all)
        before = self.rows[-1].cells if self.rows else {}
        for at in short:
            cell = line.own[at]
            if at == self.layout.investment:
                continue
            if cell.text.strip() in _DITTOS and at in before and before[at].kind is CellKind.TEXT:
                cells[at] = before[at]
                text = f"“{cell.text.strip()}”按上一行读作“{before[at].text.strip()}”"
                self.remarks.append(Remark(self._place(line, at), text))
        return cells


def layout_of(head: SheetHead, lines: Sequence[SheetLine], titles: Sequence[str]) -> Layout:
    """How the rows below a head are numbered."""
    numbers = _number_column(head, lines)
    numbered = bracketed = False
    if numbers is not None:
        names = texts_in(lines, head.name)
        own = tuple(
            [
                number
                for line, number, name in zip(lines, texts_in(lines, numbers), names, strict=True)
                if name and _may_be_row(line, head, number, name)
            ]
        )
        counted = labels.numbers(own)
        numbered = _are_numbered(counted)
        below = sum(map(labels.subnumber, own))
        bracketed = not numbered and 0 < len(own) <= 2 * below
    folded = frozenset(labels.folded(one) for one in titles)
    parts, investment = _column(head, term.PARTS), _column(head, term.INVESTMENT)
    ids = _column(head, term.ID)
    return Layout(head, numbers, numbered, folded, parts, investment, bracketed, ids)


def _column(head: SheetHead, word: str) -> int | None:
    found = (one.at for one in head.columns if columns.meaning(one.heading).path == (word,))
    return next(found, None)


def _may_be_row(line: SheetLine, head: SheetHead, number: str, name: str) -> bool:
    if _heads_rows(name):
        return False
    if not number.isdecimal() and (_heads_rows(number) or labels.chinese_number(number)):
        return False
    return not (head.says(head.name, name) and head.again(line))


def _heads_rows(text: str) -> bool:
    return labels.may_total(text) and (
        bool(labels.total(text)) or labels.is_average(text) or labels.is_among(text)
    )


def _are_numbered(numbers: Sequence[int | None]) -> bool:
    """Whether most rows have a number; or fewer that count on, so that the rest are parts."""
    said = [one for one in numbers if one is not None]
    if len(said) * 2 >= len(numbers):
        return bool(said)
    steps = pairwise(said)
    return bool(said) and numbers[0] is not None and all(b in (a + 1, 1) for a, b in steps)


def _number_column(head: SheetHead, lines: Sequence[SheetLine]) -> int | None:
    """The column of row numbers: by its heading, or before the names without one."""
    for column in head.columns:
        if column.heading and columns.meaning(column.heading).kind is meanings.MeaningKind.NUMBER:
            return column.at
    for column in head.columns:
        if columns.meaning(column.heading).path == (term.ID,) and column.at < head.name:
            said = [line.text(column.at) for line in lines if line.text(head.name)]
            if columns.counts_rows(one for one in said if labels.number(one) is not None):
                return column.at
    headed = {column.at for column in head.columns if column.heading}
    before = [at for at in range(head.left, head.name) if at not in headed]
    for at in before:
        own = [text for line in lines if (text := line.text(at))]
        if own and sum(labels.number(one) is not None for one in own) >= _MOST * len(own):
            return at
    return None
