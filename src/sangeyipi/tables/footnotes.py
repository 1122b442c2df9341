"""What section one says beside its columns, in footnotes: 转化, 履约率, 资金到位率, 达标 or not.

Owns these figures as cells of a row, so that whoever compares two tables compares them too; the
footnotes' wording is `notes`'.
"""

from sangeyipi.figures.measures import CONVERTED
from sangeyipi.figures.rates import BESIDE, FUNDS_RATE, count_rate, funds_rate
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.question import Measured, Measurement, OfList, Scope
from sangeyipi.model.rounding import plain
from sangeyipi.model.table import Cell, Column, Kind, Rate, Row

COLUMNS = (
    Column("converted", term.CONVERTED, Kind.COUNT),
    *(
        Column(key, rule.name, Kind.RATE, asks=Measurement(Measured.RATE, rule.milestone))
        for key, rule in BESIDE.items()
    ),
    Column("funds_rate", FUNDS_RATE, Kind.RATE),
    Column("target", "达标", asks=Measurement(Measured.TARGET, OfList.NEXT)),
)


def with_aside(figures: Figures, row: Row) -> Row:
    """The row with what footnotes say of its scope; a remainder's row has none."""
    if row.subject is None or row.left_over:
        return row
    scope = row.subject.scope
    cells: dict[str, Cell] = dict(row.cells)
    lower = list(row.lower_bounds)
    if scope.batch is None:
        known, exact = _converted(figures, scope)
        cells["converted"] = known
        lower += [] if exact else ["converted"]
        cells["funds_rate"] = funds_rate(figures, scope).rate
    for key, rule in BESIDE.items():
        if scope.batch is rule.batch:
            cells[key] = count_rate(figures, scope, rule).rate
    judged = verdict(figures, row.cells.get("next_rate"))
    if judged:
        cells["target"] = judged
    return row._replace(cells=cells, lower_bounds=tuple(lower))


def verdict(figures: Figures, rate: Cell) -> str | None:
    """Whether a rate meets its target, and which; None where there is no rate or no target."""
    if not isinstance(rate, Rate):
        return None
    target = figures.ledger.config.targets.of(rate.name)
    if target is None:
        return None
    met = rate.numerator * 100 >= target * rate.denominator
    return f"目标 {plain(target)}%，{'达标' if met else '未达标'}"


def _converted(figures: Figures, scope: Scope) -> tuple[int | None, bool]:
    """How many listings are 转化, as far as it is known, and whether that is all of them."""
    exact = figures.ask(scope, CONVERTED).exact
    if exact is not None:
        return int(exact), True
    known = int(figures.known_part(scope, CONVERTED))
    return (known, False) if known else (None, True)
