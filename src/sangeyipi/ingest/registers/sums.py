"""The sums of a sheet of financing: what the ledger gains, and what the sheet itself declares."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.reconciliation import NotReconciled, RegisterSum
from sangeyipi.ingest.registers.cells import Drafted, RegisterSetting
from sangeyipi.ingest.registers.rows import AMOUNTS
from sangeyipi.ingest.table import DeclaredTotal, SourceRow, SourceTable
from sangeyipi.ingest.values import amounts
from sangeyipi.model.declared import keys
from sangeyipi.model.financing import Financing
from sangeyipi.model.rounding import plain
from sangeyipi.store.kinds import FINANCING

_ZERO = Decimal(0)


class TakenRow(NamedTuple):
    """A row that gets in: what it says, its record, and whether that was there before."""

    draft: Drafted
    record: Any
    unchanged: bool


def gained(rows: Sequence[TakenRow]) -> Iterator[RegisterSum]:
    """Each amount of the rows, and what the ledger gains of it.  Raises NotReconciled."""
    for name in AMOUNTS:
        word = keys(Financing)[name].word
        sheet = sum((Decimal(one.draft.facts.get(word, 0)) for one in rows), _ZERO)
        gain = had = _ZERO
        for one in rows:
            amount = getattr(one.record, name) or _ZERO
            if not one.unchanged:
                gain += amount
            elif word in one.draft.facts:
                had += amount
        if sheet != gain + had:
            raise NotReconciled(f"表里{word} {sheet}，台账原有 {had}，却增加 {gain}")
        yield RegisterSum(word, sheet, gain)


def checked(setting: RegisterSetting) -> Iterator[Remark]:
    """The totals that a sheet of financing declares, where they are not those of its rows."""
    if setting.found.kind is not FINANCING:
        return
    for declared in setting.table.declared:
        for name in AMOUNTS:
            column = setting.found.columns.get(name)
            if column is None or column.at not in declared.amounts:
                continue
            unit = column.unit or setting.table.unit or setting.units.get(name, "")
            said = amounts.amount(declared.amounts[column.at], unit, zero=True)
            rows = _covered(setting.table, declared)
            each = [amounts.amount(row.at(column.at), unit, zero=True) for row in rows]
            if said.text is None or any(one.refused or one.question for one in each):
                continue
            total = sum((Decimal(one.text) for one in each if one.text), _ZERO)
            if total != Decimal(said.text):
                where = setting.prefix + declared.cell
                told = f"“{declared.label}”的{column.title}是 {said.text} 亿元"
                text = f"{told}，各行相加是 {plain(total)} 亿元"
                yield Remark(where, text)


def _covered(table: SourceTable, declared: DeclaredTotal) -> Iterator[SourceRow]:
    """The rows of a total, with those that go on with one of them."""
    inside = False
    own = set(declared.rows)
    for row in table.rows:
        if not (row.part or row.continues):
            inside = row.number in own
        if inside or row.number in own:
            yield row
