"""Monthly figures of the rows → that month's reports (月调度), beside those that the ledger has.

Owns what becomes of 本年累计 (1-N月完成), which the ledger has no word for: with what was completed
by the end of the year before it is what was completed to date, else it is left out and said.
"""

from collections.abc import Iterable
from decimal import Decimal

from sangeyipi.compare.fields import Flat, flat, put_together
from sangeyipi.ingest.drafts import Draft
from sangeyipi.ingest.facts import THIS_YEAR
from sangeyipi.ingest.findings import Remark
from sangeyipi.ingest.said import SaidFact
from sangeyipi.model import term
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MONTH_KEY, MonthlyReport
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Milestone


@dataclass(slots=True)
class ReportedMonth:
    """The month's reports that are new or not as they were."""

    month: Month | None = None
    changed: dict[str, MonthlyReport] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)

    def all(self, ledger: Ledger) -> tuple[MonthlyReport, ...]:
        """Every report of the ledger with these in their places, by month."""
        if not self.changed:
            return ledger.reports
        left = dict(self.changed)
        kept = [left.pop(one.id, one) if one.month == self.month else one for one in ledger.reports]
        return tuple(sorted((*kept, *left.values()), key=lambda one: one.month))


def reported(
    drafts: Iterable[tuple[Draft, str]], ledger: Ledger, month: Month | None
) -> ReportedMonth:
    """The reports of a month that drafts, each with its 编号, make."""
    found = ReportedMonth(month)
    if month is None:
        return found
    before = {one.id: one for one in ledger.reports if one.month == month}
    last_year = {
        one.id: one.completed_to_date
        for one in ledger.reports
        if one.month == Month(month.year - 1, 12)
    }
    for draft, id in drafts:
        said = dict(draft.report)
        this_year = said.pop(THIS_YEAR, None)
        if this_year is not None:
            _add(this_year, said, _before(draft, last_year.get(id), month), found)
        report = _report(said, id, month, before.get(id)) if said else None
        if report is not None and report != before.get(id):
            found.changed[id] = report
    return found


def _before(draft: Draft, last_year: Decimal | None, month: Month) -> Decimal | None:
    """What was completed by the end of the year before; None: nobody knows."""
    started = str(draft.facts.get((term.MILESTONES, Milestone.STARTED), ""))
    if last_year is None and started[:4] == str(month.year):
        return Decimal(0)
    return last_year


def _add(
    this_year: SaidFact, said: dict[str, SaidFact], before: Decimal | None, found: ReportedMonth
) -> None:
    """What was completed to date, of what was completed this year; or why it is left out."""
    if term.COMPLETED_TO_DATE in said:
        text = f"台账记{term.COMPLETED_TO_DATE}，不另记本年的"
    elif before is None:
        text = "只有本年的数，不知道上年底累计是多少，算不出累计完成投资，没有导入"
    else:
        total = plain(before + Decimal(str(this_year.text)))
        said[term.COMPLETED_TO_DATE] = SaidFact(total, this_year.cell)
        return
    found.remarks.append(Remark(this_year.cell, text))


def _report(
    said: dict[str, SaidFact], id: str, month: Month, before: MonthlyReport | None
) -> MonthlyReport:
    facts: Flat = dict(flat(before)) if before else {(term.ID,): id}
    facts |= {(word,): fact.text for word, fact in said.items()}
    return put_together(MonthlyReport, facts, {MONTH_KEY: month})
