"""What a row of a CSV file is besides one record: none, or several that a quote has swallowed.

Owns how the latter are known.  Both are legal CSV: nothing that only reads cells sees them.
"""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic, Findings
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import Place, Position
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.store.csv import asides as csv_asides
from sangeyipi.store.csv import reader as csv_reader
from sangeyipi.store.csv.asides import ID
from sangeyipi.store.csv.reader import CsvRow
from sangeyipi.store.records import RecordType
from sangeyipi.store.source import Source

#: An amount, a count or a date.
_FIGURE = re.compile(r"-?[0-9][0-9.-]*")
#: A record has few lines; nor are they looked for throughout a text that is as long as a file.
_FAR, _DEEP = 8, 400
#: With fewer cells than this a line is told by all of them.
_LEAST = 3
_BREAK = re.compile("[\r\n]")
#: Said of a record by what is no number and no date: it may be there all the same.
_LOOSE = frozenset({Rule.WRONG_TYPE, Rule.BAD_PHASE})


class JudgedRecords(NamedTuple):
    """The records of a file that are records, and what is wrong with it."""

    records: list[Any]
    diagnostics: Findings


def judge(
    source: Source, model: type[Any], records: list[Any], diagnostics: Findings
) -> JudgedRecords:
    """The records of a CSV file without rows that are none; its faults with what rows hide."""
    quoted = '"' in source.text
    faulty = diagnostics.rows()
    names = csv_reader.header(source)
    suspect = csv_asides.suspicious(source, records, faulty, names)
    if not suspect and not quoted:
        return JudgedRecords(records, diagnostics)
    others: set[int] = set()
    told = Findings()
    for row, aside in csv_asides.asides(source, model, faulty) if suspect else ():
        others.add(row)
        told.append(aside)
    if others:
        diagnostics = diagnostics.without(lambda rule, row, message: row in others)
        # One that is spelled like a project is one to every commit made before this rule.
        gone = {row for row in others if model is not Project or row in faulty}
        records = [one for one in records if _row(one) not in gone]
    diagnostics.extend(told)
    diagnostics.extend(_hidden(source, model))
    return JudgedRecords(records, diagnostics)


def _row(record: Any) -> int:
    return int(record.origin.path[0])


def _hidden(source: Source, model: type[Any]) -> Iterator[Diagnostic]:
    """Each row within which a line reads as a record of its own: the quotes around it are stray."""
    if '"' not in source.text or all(row.line == row.last for row in csv_reader.rows(source)):
        return
    reader = _Reader(source, model)
    lines = source.lines()
    for index, row in enumerate(islice(csv_reader.rows(source), 1, None)):
        hidden = reader.records_in(lines, row)
        if hidden:
            which = f"第 {hidden[0]} 行" + (f"等 {len(hidden)} 行" if hidden[1:] else "")
            message = f"这一条里的引号把{which}也括成了文字，看上去却是另外的记录"
            remedy = f"删去多余的引号；真是文字的，把第 {hidden[0]} 行与上一行写成一行"
            place, position = Place(source.name, (index,)), Position(row.line, 1)
            yield Diagnostic(Rule.CSV_HIDDEN_ROW, place, message, remedy, position)


class _Reader:
    """What lines would be as records of the file, were they not within quotes.

    Such a line has as many cells as there are columns, a 编号 like the others', and figures and
    dates that are right; or a cell more or less, or a slip in one, and a 编号 that is no mere
    number.
    """

    def __init__(self, source: Source, model: type[Any]) -> None:
        self.names = csv_reader.header(source)
        self.paths = [tuple(name.split(".")) for name in self.names]
        self.place = Place(source.name)
        self.model = model
        self.read = RecordType.of(model).read
        at = self.names.index(ID) if ID in self.names else -1
        self.at = at
        found = islice(csv_reader.rows(source), 1, None) if at >= 0 else ()
        self.shapes = {_shape(row.cells[at]) for row in found}
        self.marked = {one for one in self.shapes if "9" in one and one.strip("9.-/")}

    def records_in(self, lines: list[str], row: CsvRow) -> list[int]:
        """The lines, by number, on which records begin inside a row."""
        hidden: list[tuple[int, int]] = []
        number = row.line + 1
        while number <= row.last:
            far = _FAR if number - row.line < _DEEP or row.last - number < _FAR else 0
            end = self._end(lines, number, min(row.last, number + far))
            if end:
                hidden.append((number, end))
            number = max(number, end) + 1
        if len(hidden) == 1 and self._is_its_own(lines, row, *hidden[0]):
            return []
        return [start for start, _ in hidden]

    def _is_its_own(self, lines: list[str], row: CsvRow, start: int, end: int) -> bool:
        """Whether the only lines that read as a record are but what follows in the row itself."""
        before = "\n".join(lines[row.line - 1 : start - 1])
        if any(self._whole(cells) for cells in self._readings(before)):
            return False
        if self.at >= 0:
            # Between two texts of several lines stands the row's own 编号.
            own = row.cells[self.at : self.at + 1]
            text = "\n".join(lines[start - 1 : end])
            if own in (cells[self.at : self.at + 1] for cells in self._readings(text)):
                return True
        text = "\n".join(lines[start - 1 : row.last])
        return end == row.last and not self._is_another(text, row)

    def _is_another(self, text: str, row: CsvRow) -> bool:
        """Whether the last lines of a row are a record by more than the rest of the row itself.

        The cells behind the last quoted one are the row's own; what they say is no other record.
        """
        quoted = max((at for at, cell in enumerate(row.cells) if _BREAK.search(cell)), default=0)
        for cells in self._readings(text):
            if self.at < 0:
                if self._reads(cells) and any(map(_FIGURE.fullmatch, cells[:quoted])):
                    return True
            elif self.at < quoted and _shape(cells[self.at]) in self.shapes:
                # One cell short may be a note that begins with a 编号, and the rest of the row.
                full = len(cells) >= len(self.names) or quoted == len(self.names) - 1
                if self._reads(cells) or (full and self._is_named(cells)):
                    return True
        return False

    def _end(self, lines: list[str], first: int, last: int) -> int:
        """The line on which a record ends that begins on the first of these; 0: none does."""
        for end in range(first, last + 1):
            text = "\n".join(lines[first - 1 : end])
            if any(self._reads(cells) or self._is_named(cells) for cells in self._readings(text)):
                return end
        return 0

    def _readings(self, text: str) -> Iterator[list[str]]:
        """The rows that the text is, less a stray quote: of a cell for each column, or one off."""
        if text.count(",") < len(self.names) - 2 or not self.names[1:]:
            return
        less = {text, text.replace('"', "", 1), "".join(text.rsplit('"', 1)), text.replace('"', "")}
        for one in sorted(less):
            try:
                found = list(csv.reader(io.StringIO(one, newline=""), strict=True))
            except csv.Error:
                continue
            if len(found) == 1 and abs(len(found[0]) - len(self.names)) < 2:
                yield found[0]

    def _whole(self, cells: list[str]) -> bool:
        return len(cells) == len(self.names)

    def _is_named(self, cells: list[str]) -> bool:
        """Whether cells are a record by their 编号 alone, whatever is wrong with the others.

        Such a 编号 has letters and figures, as no count has; several of them are a list of those.
        """
        if self.at < 0 or len(cells) < _LEAST or self.at >= len(cells):
            return False
        alike = [at for at, cell in enumerate(cells) if _shape(cell) in self.marked]
        return alike == [self.at]

    def _reads(self, cells: list[str]) -> bool:
        if not self._whole(cells):
            return False
        raw: dict[str, Any] = dict(csv_reader.record(self.paths, cells))
        if self.model is MonthlyReport:
            raw[MONTH_KEY] = Month(2000, 1)
        if self.at >= 0 and not self._plausible(cells):
            return False
        faults: list[Diagnostic] = []
        self.read(raw, self.place, faults)
        return all(one.rule in _LOOSE and ID not in one.place.path for one in faults)

    def _plausible(self, cells: list[str]) -> bool:
        id = cells[self.at]
        if _shape(id) in self.shapes:
            return True
        figures = (_FIGURE.fullmatch(cell) for at, cell in enumerate(cells) if at != self.at)
        return any(char.isascii() and char.isalnum() for char in id) and any(figures)


def _shape(id: str) -> str:
    """A 编号 with one sign for each kind of character: SL-2023-001 is A-9-9."""
    return re.sub(r"([9A])\1+", r"\1", "".join(map(_kind, id)))


def _kind(char: str) -> str:
    if char.isdigit():
        return "9"
    return "A" if char.isascii() and char.isalpha() else "字" if char.isalpha() else char
