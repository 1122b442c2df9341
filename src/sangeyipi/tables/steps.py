"""Where each list of each phase stands: how many took its steps, and how many have not yet.

Owns what a report says of a list beside its size.  Its rows are those of a table of phases and
batches, asked as they were there, so that both always speak of the same projects.
"""

from collections.abc import Iterator

from sangeyipi.figures.measures import CONVERTED, reached
from sangeyipi.figures.rates import COMMITTED
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.ledger import RateBase
from sangeyipi.model.question import Measured, Measurement, OfList
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.rows import cell_of

_OWN, _NEXT = Measurement(Measured.RATE, OfList.OWN), Measurement(Measured.RATE, OfList.NEXT)
#: Of 签约 lists, where they are what 签约开工率 is a rate of.
BASE = Column(
    "committed",
    f"已{COMMITTED.milestone}",
    Kind.COUNT,
    asks=Measurement(Measured.REACHED, COMMITTED.milestone),
)
_COLUMNS = (
    Column("label", "范围"),
    Column("phase", "期", for_machines=True),
    Column("batch", "批", for_machines=True),
    Column("platform", "监管平台", Kind.FLAG, for_machines=True),
    Column("count", "个数", Kind.COUNT),
    Column("converted", term.CONVERTED, Kind.COUNT),
    Column("own_reached", "达到 本批节点", Kind.COUNT, asks=_OWN.counted),
    Column("own_remaining", "尚未 达到", Kind.COUNT, asks=_OWN.remaining),
    Column("own_rate", "本批率", Kind.RATE, asks=_OWN, named=True),
    Column("next_reached", "达到 下一节点", Kind.COUNT, asks=_NEXT.counted),
    Column("next_remaining", "尚未 达到", Kind.COUNT, asks=_NEXT.remaining),
    Column("next_rate", "转化率", Kind.RATE, asks=_NEXT, named=True),
)
#: What a list's row has as it stands in the table of phases.
_TAKEN = ("phase", "batch", "platform", "count", "own_reached", "own_rate", "next_reached")


def steps_table(figures: Figures, by_phase: Table) -> Table:
    """A row for each list in a table of phases and batches (`phases`).  Id: `steps`."""
    rows = tuple(_row(figures, row) for row in by_phase.rows if _is_list(row))
    committed = figures.ledger.config.conventions.started_base is RateBase.COMMITTED
    at = [column.key for column in _COLUMNS].index("next_reached")
    columns = (*_COLUMNS[:at], BASE, *_COLUMNS[at:]) if committed else _COLUMNS
    title = f"{figures.ledger.config.region or ''}“三个一批”项目各批推进情况表"
    return by_phase._replace(
        id="steps", title=title, columns=columns, rows=rows, notes=tuple(_notes(figures))
    )


def _is_list(row: Row) -> bool:
    return row.subject is not None and row.subject.scope.batch is not None and not row.left_over


def _row(figures: Figures, row: Row) -> Row:
    assert row.subject is not None
    scope = row.subject.scope
    cells: dict[str, Cell] = {"label": scope.title}
    cells |= {key: row.cells[key] for key in (*_TAKEN, "next_rate") if key in row.cells}
    lower = [key for key in row.lower_bounds if key in cells]
    converted = figures.ask(scope, CONVERTED)
    cells["converted"] = cell_of(converted)
    lower += ["converted"] if converted.is_lower_bound else []
    if scope.batch is Batch.SIGNED:
        committed = figures.ask(scope, reached(COMMITTED.milestone))
        cells[BASE.key] = cell_of(committed)
        lower += [BASE.key] if committed.is_lower_bound else []
    for step in ("own", "next"):
        cells[f"{step}_remaining"] = _remaining(row.cells.get(f"{step}_rate"))
    return Row(cells, tuple(lower), 1, row.subject)


def _remaining(rate: Cell) -> int | None:
    return int(rate.denominator - rate.numerator) if isinstance(rate, Rate) else None


def _notes(figures: Figures) -> Iterator[str]:
    yield from notes.opening(figures)
    yield (
        "尚未达到：率的分母减分子，率未知的也未知；转化：由前期名单转入的个数；"
        "“—”的缘由见分期分批次情况表。"
    )
