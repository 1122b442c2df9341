"""Measures: each figure that can be asked of an entry, and what one entry says to it.

A measure is asked of cells and of snapshots alike; None means that this entry does not know.
"""

from decimal import Decimal
from enum import StrEnum

from sangeyipi.figures.entries import Entry, ProjectsEntry, RollupEntry
from sangeyipi.model import term
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP, Batch, Milestone


class FigureKind(StrEnum):
    """The kinds of figures."""

    COUNT = term.COUNT
    INVESTMENT = term.INVESTMENT
    FUNDS = term.FUNDS
    CONVERTED = term.CONVERTED
    REACHED = term.MILESTONES
    REACHED_INVESTMENT = "已达到节点的项目总投资"

    # Every figure is looked up by it; Enum's own way is slower.
    __hash__ = str.__hash__


class Measure(NamedTuple):
    """A figure to be asked for: what, and of which milestone where that matters.

    `net`: without 转化, as a total may be counted.
    """

    what: FigureKind
    milestone: Milestone | None = None
    net: bool = False

    @property
    def word(self) -> str:
        """Its name in the ledger's words, as a footnote uses it."""
        if self.what is FigureKind.REACHED:
            return f"节点.{self.milestone}"
        if self.what is FigureKind.REACHED_INVESTMENT:
            return f"已{self.milestone}项目的总投资"
        return str(self.what.value)

    @property
    def is_amount(self) -> bool:
        """Whether it is in 亿元 rather than a count."""
        return self.what not in _COUNTED

    @property
    def counts_steps(self) -> bool:
        """Whether it counts the projects that reached a milestone."""
        return self.what is FigureKind.REACHED

    @property
    def shown(self) -> "Measure":
        """The figure that a table shows it as: a total without 转化 is still 个数 or 总投资."""
        return self._replace(net=False) if self.net else self

    @property
    def without_converted(self) -> "Measure":
        """The same figure without 转化."""
        return self._replace(net=True)

    def of(self, entry: Entry) -> Decimal | None:
        """What one entry says; amounts in 亿元."""
        if isinstance(entry, ProjectsEntry):
            return _of_cell(self._counted(entry), self)
        return _of_rollup(entry, self)

    def within_rollup(self, cell: ProjectsEntry) -> Decimal | None:
        """What a cell is as a part of a rollup, which has a day.

        A project's own 到位资金 is the present figure: nobody knows what it was on another day.
        """
        counted = self._counted(cell)
        if self.what is FigureKind.FUNDS and counted.dated and counted.undated_funds:
            return None
        return _of_cell(counted, self)

    def least(self, cell: ProjectsEntry) -> Decimal:
        """What is certain of a cell as a part of a rollup, where not all of it is."""
        counted = self._counted(cell)
        if self.what is FigureKind.FUNDS and counted.dated:
            return _reported(counted)
        return _certain(counted, self)

    def _counted(self, cell: ProjectsEntry) -> ProjectsEntry:
        return cell.without_converted() if self.net else cell

    def grew(self, before: ProjectsEntry, now: ProjectsEntry) -> bool:
        """Whether listed projects have come further since: what had no date may have been before.

        Of funds that have no day nobody knows whether they have grown, so they count as if.

        Counts and investments do not grow: a list's projects are on it from its phase's day.
        """
        before, now = self._counted(before), self._counted(now)
        if self.what is FigureKind.FUNDS:
            return bool(before.undated_funds) or _reported(now) > _reported(before)
        if self.milestone is None:
            return False
        most = before.reached(self.milestone) + before.undecided[STEP[self.milestone]]
        return now.reached(self.milestone) > most


COUNT = Measure(FigureKind.COUNT)
INVESTMENT = Measure(FigureKind.INVESTMENT)
FUNDS = Measure(FigureKind.FUNDS)
CONVERTED = Measure(FigureKind.CONVERTED)
_COUNTED = (FigureKind.COUNT, FigureKind.CONVERTED, FigureKind.REACHED)


def reached(milestone: Milestone) -> Measure:
    """How many reached the milestone."""
    return Measure(FigureKind.REACHED, milestone)


def reached_investment(milestone: Milestone) -> Measure:
    """The investment of those that reached the milestone."""
    return Measure(FigureKind.REACHED_INVESTMENT, milestone)


def _of_cell(cell: ProjectsEntry, measure: Measure) -> Decimal | None:
    match measure.what:
        case FigureKind.INVESTMENT:
            unknown = bool(cell.missing_investment)
        case FigureKind.FUNDS:
            unknown = bool(cell.missing_funds)
        case FigureKind.REACHED | FigureKind.REACHED_INVESTMENT:
            assert measure.milestone is not None
            by_amount = measure.what is FigureKind.REACHED_INVESTMENT
            unknown = bool(
                cell.undecided[STEP[measure.milestone]] or (by_amount and cell.missing_investment)
            )
        case _:
            unknown = False
    return None if unknown else _certain(cell, measure)


def _certain(cell: ProjectsEntry, measure: Measure) -> Decimal:
    match measure.what:
        case FigureKind.COUNT:
            return Decimal(cell.count)
        case FigureKind.INVESTMENT:
            return cell.investment
        case FigureKind.FUNDS:
            return cell.funds
        case FigureKind.CONVERTED:
            return Decimal(cell.converted)
    assert measure.milestone is not None
    if measure.what is FigureKind.REACHED:
        return Decimal(cell.reached(measure.milestone))
    return cell.reached_investment(measure.milestone)


def _reported(cell: ProjectsEntry) -> Decimal:
    """The funds that monthly reports give, each of a day."""
    return cell.funds - cell.own_funds


def _of_rollup(entry: RollupEntry, measure: Measure) -> Decimal | None:
    """What a rollup says, with or without 转化; a net entry leaves it out already.

    What is left when 转化 is taken off is known of the count where their number is, and of all
    else where they are none or all; what a net entry comes to with it, where they are none.
    """
    if not entry.usable:
        return None
    rollup = entry.rollup
    converted = _converted(rollup)
    if measure.what is FigureKind.CONVERTED:
        return _exact(converted)
    if entry.net == measure.net or converted == 0:
        return _said(rollup, measure)
    if entry.net or converted is None or rollup.count is None:
        return None
    left = rollup.count - converted
    return Decimal(left) if left == 0 or measure.what is FigureKind.COUNT else None


def _said(rollup: Rollup, measure: Measure) -> Decimal | None:
    match measure.what:
        case FigureKind.COUNT:
            return _exact(rollup.count)
        case FigureKind.INVESTMENT:
            return rollup.investment
        case FigureKind.FUNDS:
            return rollup.funds
    assert measure.milestone is not None
    count = rollup.reached(measure.milestone)
    if measure.what is FigureKind.REACHED:
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
