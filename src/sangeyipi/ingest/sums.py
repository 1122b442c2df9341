"""What a sheet says of its own sums, beside what its rows add up to.

Owns the comparison: a total that does not hold is told with both numbers, and changes nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from sangeyipi.compare.fields import Path, is_amount
from sangeyipi.ingest.finding.totals import IN_WORDS
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.meanings import Meaning, MeaningKind
from sangeyipi.ingest.setting import TableSetting, unit_of
from sangeyipi.ingest.table import DeclaredTotal, SourceColumn, SourceRow
from sangeyipi.ingest.units import unit_in
from sangeyipi.ingest.values import amounts, texts
from sangeyipi.ingest.values.plain import plain as plainly
from sangeyipi.model import term
from sangeyipi.model.rounding import plain
from sangeyipi.sheets.grid import EMPTY, Cell

_ZERO = Decimal(0)
_INVESTMENT = (term.INVESTMENT,)
_PARTS = (term.PARTS,)


def investment_of(row: SourceRow, setting: TableSetting) -> Decimal | None:
    """The 总投资 of a row in 亿元, where it can be read."""
    for column, meaning in setting.columns:
        if meaning.path == _INVESTMENT:
            return _amount(row, column, setting)
    return None


def _said(one: DeclaredTotal, column: SourceColumn, path: Path = _INVESTMENT) -> Cell | None:
    """The total of a column, in a cell of its own; of 总投资 also in the words of the line."""
    own = one.amounts.get(column.at)
    return own or (one.amounts.get(IN_WORDS) if path == _INVESTMENT else None)


def _is_summed(meaning: Meaning, setting: TableSetting) -> bool:
    """Whether amounts are taken of a column, so that its total is looked at."""
    if meaning.kind is MeaningKind.MONTHLY and setting.month is None:
        return False
    return bool(meaning.path) and is_amount(meaning.path)


def _unit(
    one: DeclaredTotal, rows: Iterable[SourceRow], column: SourceColumn, setting: TableSetting
) -> str:
    """The unit of a total: its own, or that which its rows have in common."""
    at = setting.unit_columns.get(column.at)
    if at is None:
        return setting.units.get(column.at, "")
    own = unit_in(one.amounts.get(at, EMPTY))
    if own:
        return own
    units = {unit_of(row, column, setting).unit for row in rows}
    return units.pop() if len(units) == 1 else ""


def _amount(
    row: SourceRow, column: SourceColumn, setting: TableSetting, zero: bool = False
) -> Decimal | None:
    cell = row.at(column.at)
    if texts.is_blank(cell) or column.at in row.shared:
        return None
    taken = amounts.amount(cell, unit_of(row, column, setting).unit, zero)
    return Decimal(taken.text) if isinstance(taken.text, str) else None


def declared_investment(setting: TableSetting) -> Decimal | None:
    """The table's own total of 总投资 in 亿元; None where it has none."""
    found = None
    for one in setting.source.declared:
        if one.whole:
            for column, meaning in setting.columns:
                stated = _said(one, column) if meaning.path == _INVESTMENT else None
                if stated is not None:
                    unit = _unit(one, setting.source.rows, column, setting)
                    taken = amounts.amount(stated, unit)
                    found = Decimal(taken.text) if isinstance(taken.text, str) else found
    return found


def checked(setting: TableSetting) -> Iterator[Remark]:
    """Every declared total that its rows do not add up to, or that cannot be checked."""
    rows = {row.number: row for row in setting.source.rows}
    for one in setting.source.declared:
        covered = [rows[number] for number in one.rows if number in rows]
        cell = setting.prefix + one.cell
        if one.projects is not None and one.projects != len(covered):
            yield Remark(
                cell, f"“{one.label}”写 {one.projects} 个项目，下属的行是 {len(covered)} 个"
            )
        for column, meaning in setting.columns:
            stated = _said(one, column, meaning.path) if _is_summed(meaning, setting) else None
            if stated is not None and not texts.is_blank(stated):
                zero = meaning.path != _INVESTMENT
                yield from _of_column(one, covered, column, (stated, zero), cell, setting)
            if meaning.path == _PARTS:
                yield from _of_parts(one, covered, column, cell)


def _of_parts(
    one: DeclaredTotal, covered: Sequence[SourceRow], column: SourceColumn, cell: str
) -> Iterator[Remark]:
    """A total of 子项目个数, which is a number of things and no amount."""
    stated = plainly(one.amounts.get(column.at, EMPTY), _PARTS).text
    if not isinstance(stated, str):
        return
    known = [plainly(row.at(column.at), _PARTS).text for row in covered]
    total = sum(int(number) for number in known if isinstance(number, str))
    if total != int(stated):
        blind = sum(1 for row, n in zip(covered, known, strict=True) if n is None)
        but = f"，其中 {blind} 行没有写" if blind else ""
        yield Remark(cell, f"“{one.label}”的{column.title}写 {stated}，各行相加是 {total}{but}")


def _of_column(
    one: DeclaredTotal,
    covered: list[SourceRow],
    column: SourceColumn,
    of: tuple[Cell, bool],
    cell: str,
    setting: TableSetting,
) -> Iterator[Remark]:
    """`of`: the total that is stated, and whether 0 is an amount."""
    stated, zero = of
    taken = amounts.amount(stated, _unit(one, covered, column, setting), zero)
    if not isinstance(taken.text, str):
        why = taken.refused or "没有单位"
        yield Remark(cell, f"“{one.label}”的{column.title}读不出（{why}），没有核对")
        return
    known = [_amount(row, column, setting, zero) for row in covered]
    total = sum((amount for amount in known if amount is not None), _ZERO)
    said = Decimal(taken.text)
    blind = sum(
        1
        for row, amount in zip(covered, known, strict=True)
        if amount is None and not texts.is_blank(row.at(column.at))
    )
    if total != said:
        but = f"，其中 {blind} 行读不出" if blind else ""
        text = f"“{one.label}”的{column.title}写 {plain(said)} 亿元，"
        text += f"各行相加是 {plain(total)} 亿元{but}"
        yield Remark(cell, text)
