"""What a spreadsheet does to a CSV file of the ledger when it saves it again, taken back.

Owns which of that has exactly one reading.  Nothing is touched that the ledger reads as it stands;
what has two readings, or none, is named and stays.  Must not know how a repair is shown or written.
"""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Hashable, Iterable, Iterator
from decimal import Context, Decimal
from typing import NamedTuple, cast

from sangeyipi.ingest.values import spellings
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Findings
from sangeyipi.model.month import ENGLISH_MONTHS, Month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.sheets.failures import SheetsFailed
from sangeyipi.sheets.text import decoded
from sangeyipi.store.canonical.text import to_csv
from sangeyipi.store.csv.reader import record
from sangeyipi.store.files import FileKind
from sangeyipi.store.keys import is_column
from sangeyipi.store.kinds import LISTS
from sangeyipi.store.raw import RawValue
from sangeyipi.store.records import RecordType

_SEPARATORS = {",": "逗号", ";": "分号", "\t": "制表符"}
_DECLARED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_WRAPPED = re.compile(r'="((?:[^"]|"")*)"')
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
#: What a spreadsheet shows of a long number: the other digits are gone.
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?E\+[0-9]+", re.IGNORECASE)
_HASHES = re.compile("#{2,}")
#: 2023.10 as a number.
_CUT_MONTH = re.compile(r"[12][0-9]{3}\.1")
_TWO_DIGITS = re.compile("[0-9]{1,2}/[0-9]{1,2}/[0-9]{1,2}")
#: 1-7 as a date, by an English or a Chinese spreadsheet.
_ENGLISH_DAY = re.compile(r"([0-9]{1,2})-([A-Za-z]{3})|([A-Za-z]{3})-([0-9]{1,2})")
_CHINESE_DAY = re.compile(r"([0-9]{1,2})月([0-9]{1,2})日")
_MONTHS = tuple(name[:3].lower() for name in ENGLISH_MONTHS)
_WHOLE = re.compile(r"([0-9]+)\.0+")
#: What a person types for TRUE and FALSE.
_SAID = {"是": "true", "否": "false"}
_CODES = (term.ID, term.CODE)
_DIGITS_GONE = "科学计数法把后面的数字丢了，对照原件重写"
#: As many digits of a number as a spreadsheet keeps.
_KEPT = Context(prec=15)
_FINE = 16


class Mend(NamedTuple):
    """A cell, by its line in the file as it was, and what it is to be.

    `note` is what a person has to look at all the same.
    """

    line: int
    column: str
    old: str
    new: str
    note: str = ""


class Left(NamedTuple):
    """A cell that stays as it is, and why; line 0 is the whole file."""

    line: int
    column: str
    text: str
    why: str


class Repair(NamedTuple):
    """A file's bytes as they should be, what was done, and what could not be."""

    data: bytes
    #: What was done to the whole file, in words.
    whole: tuple[str, ...] = ()
    mends: tuple[Mend, ...] = ()
    left: tuple[Left, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is to be mended."""
        return bool(self.whole or self.mends)


class _Row(NamedTuple):
    line: int
    cells: list[str]


def repaired(name: str, kind: FileKind, data: bytes) -> Repair:
    """A CSV file of that kind of records, mended as far as there is one reading."""
    try:
        text, encoding = decoded(data)
    except SheetsFailed as failed:
        return Repair(data, left=(Left(0, "", "", str(failed)),))
    whole = [] if encoding.startswith("UTF-8") else [f"编码 {encoding} 改成 UTF-8"]
    try:
        rows, separator = _table(text, kind, whole)
    except csv.Error:
        return Repair(data, left=(Left(0, "", "", "引号没有配对，先按 sgyp check 说的改"),))
    if not rows:
        return Repair(data)
    rows = _trimmed(rows, whole)
    mends: list[Mend] = []
    rows = [_unwrapped(row, rows[0].cells, mends) for row in rows]
    found = _Records(kind, name, rows[0].cells, separator)
    left: list[Left] = []
    if not found.named:
        left.append(Left(rows[0].line, "", "", "表头有空的或重复的列名，先改好表头再修"))
    made = [rows[0]]
    for index, row in enumerate(rows[1:]):
        made.append(found.mended(index, row, mends, left))
    if not whole and not mends:
        return Repair(data, left=tuple(left))
    left += _bare_numbers(made)
    # As a spreadsheet left it: with the mark by which it knows its own encoding again.
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) or "编码" in "".join(whole) else b""
    lines = (to_csv([], row.cells) for row in made)
    return Repair(mark + "".join(lines).encode(), tuple(whole), tuple(mends), tuple(left))


def _table(text: str, kind: FileKind, whole: list[str]) -> tuple[list[_Row], str]:
    """The rows with anything in them, and what separates their cells.  Raises csv.Error."""
    declared = _DECLARED.match(text)
    start = 1
    if declared:
        whole.append(f"删去第一行“{declared[0].strip()}”")
        text, start = text[declared.end() :], 2
    first = text.split("\n", 1)[0]
    known = {one: _known(first, one, kind) for one in _SEPARATORS}
    separator = max(known, key=lambda one: known[one])
    if not known[separator]:
        separator = ","
    if separator != ",":
        whole.append(f"{_SEPARATORS[separator]}分隔改成逗号分隔")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows, blank = [], 0
    for cells in reader:
        if any(cells):
            rows.append(_Row(start, cells))
        elif cells:
            blank += 1
        start = reader.line_num + (2 if declared else 1)
    if blank:
        whole.append(f"删去 {blank} 个空行")
    return rows, separator


def _known(first: str, separator: str, kind: FileKind) -> int:
    """How many columns of the ledger a header has, cut there."""
    names = next(csv.reader([first.rstrip("\r")], delimiter=separator), [])
    return sum(is_column(cast(Hashable, LISTS[kind]), name.strip()) for name in names)


def _trimmed(rows: list[_Row], whole: list[str]) -> list[_Row]:
    """Without the columns that have neither a name nor anything else."""
    names = rows[0].cells
    width = max(len(row.cells) for row in rows)
    empty = [
        at
        for at in range(width)
        if not any(row.cells[at].strip() for row in rows if at < len(row.cells))
    ]
    empty = [at for at in empty if at >= len(names) or not names[at].strip()]
    if not empty:
        return rows
    whole.append(f"删去 {len(empty)} 个没有列名的空列")
    gone = set(empty)
    return [
        row._replace(cells=[cell for at, cell in enumerate(row.cells) if at not in gone])
        for row in rows
    ]


def _unwrapped(row: _Row, names: list[str], mends: list[Mend]) -> _Row:
    """Cells without what keeps a spreadsheet off them: ="00123"."""
    cells = list(row.cells)
    for at, cell in enumerate(cells):
        match = _WRAPPED.fullmatch(cell)
        if match:
            cells[at] = match[1].replace('""', '"')
            mends.append(Mend(row.line, names[at] if at < len(names) else "", cell, cells[at]))
    return row._replace(cells=cells)


def _bare_numbers(rows: list[_Row]) -> Iterator[Left]:
    """A 编号 that may have begun with zeros, in a file that a spreadsheet has had in its hands."""
    for name in _CODES:
        at = rows[0].cells.index(name) if name in rows[0].cells else None
        for row in rows[1:] if at is not None else ():
            cell = row.cells[at] if at is not None and at < len(row.cells) else ""
            if cell.isdecimal() and not cell.startswith("0"):
                why = f"{name}全是数字，开头的 0 丢没丢看不出来，这一列对照原件核对"
                yield Left(row.line, name, cell, why)
                break


class _Try(NamedTuple):
    """What a cell was, or why nobody can tell; or what to look at beside it."""

    text: str | None
    why: str = ""


class _Records:
    """The rows of a file as records: what of them the ledger refuses, and without that."""

    def __init__(self, kind: FileKind, name: str, names: list[str], separator: str) -> None:
        self._names = names
        self._paths = [tuple(one.split(".")) for one in names]
        self._model = LISTS[kind]
        self._read = RecordType.of(self._model).read
        self._file = name
        #: Who separates cells by semicolons writes 0,5 for 0.5: then 1,234 has two readings.
        self._decimal_comma = separator == ";"
        #: Whether each cell has a column of its own name; else nobody knows what it holds.
        groups = {one.rpartition(".")[0] for one in names}
        self.named = (
            all(one.strip() for one in names)
            and len(set(names)) == len(names)
            and groups.isdisjoint(names)
        )

    def mended(self, index: int, row: _Row, mends: list[Mend], left: list[Left]) -> _Row:
        """A row with each cell mended that has one reading; what it was goes to the lists."""
        if not self.named:
            return row
        if len(row.cells) != len(self._names):
            why = f"这一行有 {len(row.cells)} 格，表头有 {len(self._names)} 列"
            left.append(Left(row.line, "", "", why))
            return row
        cells = list(row.cells)
        left += self._lost(row)
        for at, rule in self._faults(index, cells):
            mend = self._mend(rule, cells[at])
            tried = [*cells[:at], mend.text or "", *cells[at + 1 :]]
            if mend.text and at not in dict(self._faults(index, tried)):
                old, cells = cells[at], tried
                mends.append(Mend(row.line, self._names[at], old, mend.text, mend.why))
            else:
                why = mend.why or "只有一种读法的才改，这一格 sgyp check 说怎么改"
                left.append(Left(row.line, self._names[at], cells[at], why))
        return row._replace(cells=cells)

    def _lost(self, row: _Row) -> Iterator[Left]:
        """Codes of which a part is gone, though what is left can be one."""
        for name, cell in zip(self._names, row.cells, strict=True):
            if name in _CODES and _SCIENTIFIC.fullmatch(cell.strip()):
                yield Left(row.line, name, cell, _DIGITS_GONE)
            elif name in _CODES and list(_of_day(cell.strip())):
                yield Left(row.line, name, cell, f"像是被当成日期改过的{name}，对照原件重写")

    def _mend(self, rule: Rule, cell: str) -> _Try:
        text = unicodedata.normalize("NFKC", cell).strip()
        if _HASHES.fullmatch(text):
            return _Try(None, "列太窄，只存下了井号，对照原件重写")
        if self._decimal_comma and "," in text and rule in (Rule.BAD_AMOUNT, Rule.BAD_COUNT):
            return _Try(None, "分号分隔的文件里，逗号看不出是小数点还是千位分隔")
        return _MENDS[rule](text)

    def _faults(self, index: int, cells: list[str]) -> list[tuple[int, Rule]]:
        """The cells that the ledger cannot read for what they hold, each with its rule."""
        raw: dict[str, RawValue] = record(self._paths, cells)
        if self._model is MonthlyReport:
            raw[MONTH_KEY] = cast(RawValue, Month(2000, 1))
        told = Findings()
        self._read(raw, Place(self._file, (index,)), told)
        columns = {name: at for at, name in enumerate(self._names)}
        found: dict[int, Rule] = {}
        for one in told:
            at = columns.get(".".join(str(key) for key in one.place.path[1:]))
            if at is not None and one.rule in _MENDS and cells[at]:
                found.setdefault(at, one.rule)
        return list(found.items())


def _date(text: str) -> _Try:
    if _CUT_MONTH.fullmatch(text):
        return _Try(None, f"看不出是 {text[:4]}-01 还是 {text[:4]}-10")
    if _TWO_DIGITS.fullmatch(text):
        return _short_date(*text.split("/"))
    found = spellings.date(spellings.plain(text))
    if found.text and found.text.endswith("-01") and len(found.text) > len("2023-01"):
        return _Try(found.text, f"原来只写到月的，改成 {found.text[:-3]}")
    return _Try(found.text, found.why)


def _short_date(*parts: str) -> _Try:
    """23/6/1 of a Chinese, 6/1/23 of an American, 1/6/23 of a British spreadsheet."""
    a, b, c = parts
    orders = ((a, b, c), (c, a, b), (c, b, a))
    found = {spellings.date(".".join(one)).text for one in orders} - {None}
    return _Try(found.pop()) if len(found) == 1 else _Try(None, "年月日的次序看不出来")


def _amount(text: str) -> _Try:
    bare = re.sub(r"\s+", "", text.lstrip("¥￥"))
    if _SCIENTIFIC.fullmatch(bare):
        return _Try(None, _DIGITS_GONE)
    if "%" in bare:
        return _Try(None, "金额写成了百分数")
    if _THOUSANDS.fullmatch(bare):
        # Read wrongly it is wrong by ten thousand; the ledger's own rule gives both readings.
        return _Try(None, "有千位分隔的，看不出原数是亿元还是万元")
    if not _NUMBER.fullmatch(bare):
        return _Try(None)
    number = Decimal(bare)
    # What was typed, as the sheet shows it: 12.300000000000001 is 12.3.
    if len(number.as_tuple().digits) >= _FINE:
        number = _KEPT.create_decimal(number)
    return _Try(plain(number))


def _rate(text: str) -> _Try:
    bare = re.sub(r"\s+", "", text).removesuffix("%")
    return _Try(bare if _NUMBER.fullmatch(bare) else None)


def _count(text: str) -> _Try:
    bare = re.sub(r"\s+", "", text)
    if _SCIENTIFIC.fullmatch(bare):
        return _Try(None, _DIGITS_GONE)
    bare = bare.replace(",", "") if _THOUSANDS.fullmatch(bare) else bare
    whole = _WHOLE.fullmatch(bare)
    bare = whole[1] if whole else bare
    return _Try(bare if bare.isdecimal() else None)


def _phase(text: str) -> _Try:
    """8.00; and 1-7 that was taken for a day, in whichever order: phases only rise."""
    numbers = [int(one) for one in _of_day(text)]
    if len(numbers) == 2 and numbers[0] != numbers[1]:
        return _Try(f"{min(numbers)}-{max(numbers)}")
    return _count(text)


def _of_day(text: str) -> Iterable[int | str]:
    chinese = _CHINESE_DAY.fullmatch(text)
    if chinese:
        return chinese.groups()
    english = _ENGLISH_DAY.fullmatch(text)
    if not english:
        return ()
    day, name = english[1] or english[4], (english[2] or english[3]).lower()
    return (int(day), _MONTHS.index(name) + 1) if name in _MONTHS else ()


def _flag(text: str) -> _Try:
    bare = _SAID.get(text, text.lower())
    return _Try(bare if bare in ("true", "false") else None)


_MENDS = {
    Rule.BAD_DATE: _date,
    Rule.BAD_AMOUNT: _amount,
    Rule.BAD_RATE: _rate,
    Rule.BAD_COUNT: _count,
    Rule.BAD_PHASE: _phase,
    Rule.WRONG_TYPE: _flag,
}
