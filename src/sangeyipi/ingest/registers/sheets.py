"""The tables of registers in files of an import, where they hold such ones and nothing else."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from sangeyipi.ingest.finding.tables import find_tables
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.registers.headings import (
    OTHER_NAMES,
    RegisterTable,
    is_telling,
    is_title,
    recognised,
)
from sangeyipi.ingest.table import SourceTable
from sangeyipi.sheets.grid import Workbook

#: A head stands near the top, and no heading is longer.
_LOOKED_AT, _LONGEST = 40, 40


class Mixed(Exception):
    """A register's table beside one of projects: a message that says what to do."""


class RegisterSheet(NamedTuple):
    """A table of a register, with its file."""

    book: Workbook
    table: SourceTable
    found: RegisterTable
    prefix: str


def register_tables(
    books: Sequence[Workbook], ids: frozenset[str], sheet: str | None = None
) -> tuple[list[RegisterSheet], list[Remark]]:
    """The tables of the files if they are those of registers, else none.  Raises Mixed.

    `ids`: the 编号 of the ledger's projects.
    """
    if not any(_may_hold(book) for book in books):
        return [], []
    found: list[RegisterSheet] = []
    remarks: list[Remark] = []
    others: list[str] = []
    seen: dict[str, str] = {}
    for book in books:
        if book.digest in seen:
            told = f"{book.name} 与 {seen[book.digest]} 内容完全一样，只读一次"
            remarks.append(Remark(book.name, told))
            continue
        seen[book.digest] = book.name
        prefix = f"[{book.name}]" if len(books) > 1 else ""
        tables, told_of = find_tables(book, sheet)
        if not tables:
            tables, told_of = find_tables(book, sheet, OTHER_NAMES)
        remarks += [Remark(book.name, note) for note in book.notes]
        remarks += [Remark(prefix + one.cell, one.text) for one in told_of]
        if not tables:
            others.append(book.name)
        for table in tables:
            register = recognised(table, (PurePath(book.name).stem,), ids)
            if register is None:
                others.append(f"{prefix}{table.sheet}")
            else:
                found.append(RegisterSheet(book, table, register, prefix))
    if found and others:
        words = "、".join(dict.fromkeys(f"{one.prefix}{one.table.sheet}" for one in found))
        raise Mixed(
            f"{words} 是{found[0].found.kind.word}的表，{'、'.join(dict.fromkeys(others))} 不是："
            "分开导入（用 --sheet 一次指定一个工作表，几个文件一次一个）"
        )
    return found, remarks


def _may_hold(book: Workbook) -> bool:
    """Whether any heading near the top of a sheet is one of a register."""
    if is_title(PurePath(book.name).stem):
        return True
    return any(
        is_telling(cell.text) or is_title(cell.text)
        for one in book.sheets
        for row in one.rows[:_LOOKED_AT]
        for cell in row
        if 0 < len(cell.text) <= _LONGEST
    ) or any(is_title(one.name) for one in book.sheets)
