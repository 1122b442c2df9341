"""Measures: each figure that can be asked of an entry, and what one entry says to it.

A measure is asked of cells and of snapshots alike; None means that this entry does not know.
"""

from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP, Batch, Milestone
from sangeyipi.stats.entries import Cell, Entry, Snapshot


class What(StrEnum):
    """The kinds of figures."""

    COUNT = "个数"
    INVESTMENT = "总投资"
    FUNDS = "到位资金"
    CONVERTED = "转化"
    CONVERTED_INVESTMENT = "转化项目的总投资"
    REACHED = "节点"
    REACHED_INVESTMENT = "已达到节点的项目总投资"

    # Every figure is looked up by it; Enum's own way is slower.
    __hash__ = str.__hash__


class Measure(NamedTuple):
    """A figure to be asked for: what, and of which milestone where that matters."""

    what: What
    milestone: Milestone | None = None

    @property
    def word(self) -> str:
        """Its name in the ledger's words, as a footnote uses it."""
        if self.what is What.REACHED:
            return f"节点.{self.milestone}"
        if self.what is What.REACHED_INVESTMENT:
            return f"已{self.milestone}项目的总投资"
        return str(self.what.value)

    @property
    def is_amount(self) -> bool:
        """Whether it is in 亿元 rather than a count."""
        return self.what not in (What.COUNT, What.CONVERTED, What.REACHED)

    def of(self, entry: Entry) -> Decimal | None:
        """What one entry says; amounts in 亿元."""
        if isinstance(entry, Cell):
            return _of_cell(entry, self)
        return _of_rollup(entry, self)


COUNT = Measure(What.COUNT)
INVESTMENT = Measure(What.INVESTMENT)
FUNDS = Measure(What.FUNDS)
CONVERTED = Measure(What.CONVERTED)
CONVERTED_INVESTMENT = Measure(What.CONVERTED_INVESTMENT)


def reached(milestone: Milestone) -> Measure:
    """How many reached the milestone."""
    return Measure(What.REACHED, milestone)


def reached_investment(milestone: Milestone) -> Measure:
    """The investment of those that reached the milestone."""
    return Measure(What.REACHED_INVESTMENT, milestone)


def _of_cell(cell: Cell, measure: Measure) -> Decimal | None:
    match measure.what:
        case What.COUNT:
            return Decimal(cell.count)
        case What.INVESTMENT:
            return None if cell.missing_investment else cell.investment
        case What.FUNDS:
            return None if cell.missing_funds else cell.funds
        case What.CONVERTED:
            return Decimal(cell.converted)
        case What.CONVERTED_INVESTMENT:
            return None if cell.missing_investment else cell.converted_investment
    assert measure.milestone is not None
    if cell.undecided[STEP[measure.milestone]]:
        return None
    if measure.what is What.REACHED:
        return Decimal(cell.reached(measure.milestone))
    return None if cell.missing_investment else cell.reached_investment(measure.milestone)


def _of_rollup(entry: Snapshot, measure: Measure) -> Decimal | None:
    if not entry.usable:
        return None
    rollup = entry.rollup
    match measure.what:
        case What.COUNT:
            return _exact(rollup.count)
        case What.INVESTMENT:
            return rollup.investment
        case What.FUNDS:
            return rollup.funds
        case What.CONVERTED:
            return _exact(_converted(rollup))
        case What.CONVERTED_INVESTMENT:
            return _share_of_investment(rollup, _converted(rollup))
    assert measure.milestone is not None
    count = rollup.reached(measure.milestone)
    if measure.what is What.REACHED:
        return _exact(count)
    return _share_of_investment(rollup, count)


def _exact(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)


def _converted(rollup: Rollup) -> int | None:
    """Nothing stands on an earlier list before 签约, so nothing there is a 转化."""
    return 0 if rollup.batch is Batch.SIGNED else rollup.converted


def _share_of_investment(rollup: Rollup, part: int | None) -> Decimal | None:
    """The investment of `part` of the projects: known only where that is none or all of them."""
    if part == 0:
        return Decimal(0)
    return rollup.investment if part is not None and part == rollup.count else None
