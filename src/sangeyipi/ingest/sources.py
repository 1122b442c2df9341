"""The files of an import → all their rows, in one reconciliation.

Owns what governs whole sheets: which tables there are, what titles, sheets, files and options name,
and that no two tables or files are confused.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import PurePath

from sangeyipi.ingest import planned_rows, sums
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.finding.tables import find_tables
from sangeyipi.ingest.findings import Remark, Skipped
from sangeyipi.ingest.governing import NamedPhases, day_of, named, year_of
from sangeyipi.ingest.imported import ReadRow, Sheets
from sangeyipi.ingest.mapping import MappingFile, Recognised, TableReading, reading, unused
from sangeyipi.ingest.meanings import MeaningKind
from sangeyipi.ingest.reading import read_table
from sangeyipi.ingest.sectors import Sectors
from sangeyipi.ingest.setting import TableSetting
from sangeyipi.ingest.table import SourceTable
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import Workbook


class NoTable(Exception):
    """A file in which no table of projects is found: a message that says what to do."""


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the command line says of an import."""

    sheet: str | None = None
    phase: int | None = None
    batch: Batch | None = None
    month: Month | None = None
    as_of: date | None = None
    keep: bool = False


def read_all(
    workbooks: Sequence[Workbook],
    ledger: Ledger,
    asked: ImportOptions,
    mapping: MappingFile,
    answers: Answers,
) -> Sheets:
    """Every row of every table of the workbooks.  Raises NoTable."""
    entries: list[ReadRow] = []
    remarks: list[Remark] = []
    declared: list[Decimal] = []
    sectors = Sectors(ledger.config.sectors)
    recognitions: list[Recognised] = []
    for number, (book, table, prefix) in enumerate(_tables(workbooks, asked, mapping, remarks)):
        recognised = reading(table, mapping, book.name)
        setting = replace(
            _governed(book, table, asked, ledger, recognised),
            answers=answers,
            prefix=prefix,
            number=number,
        )
        recognitions.append(Recognised(book.name, table, recognised))
        read, told = read_table(setting, len(entries), sectors)
        entries += read
        entries += _skipped(table, prefix, len(entries))
        remarks += _prefixed((*table.remarks, *recognised.remarks), prefix)
        remarks += told
        remarks += sums.checked(setting)
        remarks += _other_month(setting)
        total = sums.declared_investment(setting)
        declared += [total] if total is not None else []
    remarks += unused(mapping, recognitions)
    return Sheets(
        tuple(entries),
        tuple(remarks),
        sum(declared, Decimal(0)) if declared else None,
        tuple(sectors.new),
        tuple(recognitions),
    )


def _tables(
    workbooks: Sequence[Workbook], asked: ImportOptions, mapping: MappingFile, remarks: list[Remark]
) -> Iterator[tuple[Workbook, SourceTable, str]]:
    """Each table with its file, and what its cells' names begin with where files are several."""
    seen: dict[str, str] = {}
    alike: Counter[str] = Counter()
    for book in workbooks:
        alike[book.name] += 1
        again = f"（第{alike[book.name]}个）" if alike[book.name] > 1 else ""
        prefix = f"[{book.name}{again}]" if len(workbooks) > 1 else ""
        if book.digest in seen:
            text = f"{book.name} 与 {seen[book.digest]} 内容完全一样，只读一次"
            remarks.append(Remark(book.name, text))
            continue
        seen[book.digest] = book.name
        remarks += [Remark(book.name, note) for note in book.notes]
        tables, told = find_tables(book, asked.sheet, mapping.names())
        remarks += _prefixed(told, prefix)
        if not tables:
            raise NoTable(_no_table(book, told, asked))
        for table in tables:
            yield book, table, prefix


def _no_table(book: Workbook, told: Sequence[Remark], asked: ImportOptions) -> str:
    names = "、".join(sheet.name for sheet in book.sheets)
    if asked.sheet is not None and asked.sheet not in {sheet.name for sheet in book.sheets}:
        return f"{book.name} 里没有工作表“{asked.sheet}”；有：{names}"
    why = "；".join(f"{one.cell} {one.text}" for one in told)
    return f"{book.name} 里没有找到项目表（{why}）。表头要有“项目名称”一列"


def _prefixed(remarks: Sequence[Remark], prefix: str) -> Iterator[Remark]:
    return (Remark(prefix + one.cell, one.text) for one in remarks)


def _skipped(table: SourceTable, prefix: str, first: int) -> Iterator[ReadRow]:
    for at, one in enumerate(table.skipped):
        yield ReadRow(first + at, Skipped(prefix + one.cell, one.reason))


def _governed(
    book: Workbook,
    table: SourceTable,
    asked: ImportOptions,
    ledger: Ledger,
    recognised: TableReading,
) -> TableSetting:
    """What titles, sheet, file, mapping and options say of a table's rows."""
    held = tuple((phase.number, phase.date) for phase in ledger.config.phases)
    stem = PurePath(book.name).stem
    texts = [("标题", " ".join(table.titles)), ("工作表名", table.sheet), ("文件名", stem)]
    governing = [named(f"{what}“{text}”", text, held) for what, text in texts]
    for what, phase, batch in (
        ("映射文件", recognised.phase, recognised.batch),
        ("命令里的 --phase、--batch", asked.phase, asked.batch),
    ):
        governing.append(NamedPhases(what, () if phase is None else (phase,), batch))
    columns = tuple((one, recognised.meanings[one.at]) for one in table.columns)
    return TableSetting(
        source=table,
        ledger=ledger,
        held=held,
        columns=columns,
        plans=planned_rows.column_of(table, columns),
        units=dict(recognised.units),
        ticked=recognised.ticked,
        unit_columns=recognised.unit_columns,
        digest=book.digest,
        named=tuple(filter(None, governing)),
        as_of=asked.as_of or _day(table, asked.month),
        year=asked.month.year if asked.month else year_of([*table.titles, table.sheet, stem]),
        month=asked.month,
        keep=asked.keep,
    )


def _other_month(setting: TableSetting) -> Iterator[Remark]:
    """Figures of the month that the title names, imported as those of another one."""
    day = day_of(setting.source.titles)
    if setting.month is None or day is None or setting.month.first <= day <= setting.month.last:
        return
    if any(m.kind in (MeaningKind.MONTHLY, MeaningKind.YEAR_TO_DATE) for _, m in setting.columns):
        month = setting.month
        text = f"标题写的是 {day}，--month 写的是 {month}：月度数记入了 {month}，核对是不是"
        yield Remark(setting.head, text)


def _day(table: SourceTable, month: Month | None) -> date | None:
    return day_of(table.titles, table.footers) or (month.last if month else None)
