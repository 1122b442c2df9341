"""A project's plan (计划): when it is to reach each milestone, what is to be invested in a year.

Owns what is planned for one project; what came of it stands in its milestones and monthly reports.
"""

from collections.abc import Callable
from decimal import Decimal
from operator import attrgetter
from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.date_fields import Planned, Year
from sangeyipi.model.dates import When
from sangeyipi.model.declared import Key, record
from sangeyipi.model.fields import Amount, MonthsOfYear
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.stages import Milestone

_MILESTONES = tuple(Milestone)
_DATE = "计划日期：2023-05-08 或 2023-06"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Planned dates by milestone, and planned investments in 亿元 by calendar year."""

    signed: Annotated[Planned | None, Key("签约", _DATE)] = None
    committed: Annotated[Planned | None, Key("履约", _DATE)] = None
    started: Annotated[Planned | None, Key("开工", _DATE)] = None
    producing: Annotated[Planned | None, Key("投产", _DATE)] = None
    at_capacity: Annotated[Planned | None, Key("达效", _DATE)] = None
    yearly: Annotated[
        dict[Year, Amount],
        Key(term.YEARLY_PLAN, "年份 → 这一年计划完成的投资，亿元"),
    ] = field(default_factory=dict)

    monthly: Annotated[
        dict[Year, MonthsOfYear],
        Key(term.MONTHLY_PLAN, "年份 → 1 月到 12 月各计划完成的投资，亿元，十二个数"),
    ] = field(default_factory=dict)

    def dates(self) -> list[tuple[Milestone, When]]:
        """Each milestone with a planned date, in order."""
        if self is NO_PLAN:
            return []
        planned = zip(_MILESTONES, by_milestone(self), strict=True)
        return [(one, when) for one, when in planned if when is not None]

    def date(self, milestone: Milestone) -> When | None:
        """The planned date of a milestone."""
        return next((when for one, when in self.dates() if one is milestone), None)

    def investment(self, year: int) -> Decimal | None:
        """What is planned for a year, in 亿元; None: not said, though 月计划 may say it."""
        return self.yearly.get(year)


#: The planned date of every milestone of a plan, in order; None: not planned.
by_milestone: "Callable[[Plan], tuple[When | None, ...]]" = attrgetter(
    "signed", "committed", "started", "producing", "at_capacity"
)
#: Most projects plan nothing; they share this one.
NO_PLAN = Plan()
