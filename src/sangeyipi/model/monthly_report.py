"""A monthly report (月调度): what one project reports for one month.

Owns what one report says.  Must not know of the project's other months: what a report means
beside them is for the checks and the figures.
"""

from typing import Annotated

from sangeyipi.model import term
from sangeyipi.model.declared import HIDDEN, AsPassed, Key, record
from sangeyipi.model.fields import Amount, Identifier, Prose, Text
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.month import Month
from sangeyipi.model.place import NOWHERE
from sangeyipi.model.project import Origin

#: The key under which the store passes the month, which the file's name says.
MONTH_KEY = f"{HIDDEN}month"


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyReport:
    """One row of progress/2023-05.csv.  Amounts in 亿元, exact; None is unknown, never zero."""

    id: Annotated[Identifier, Key(term.ID, "项目的编号，与 projects 里的一致")]
    name: Annotated[Text | None, Key(term.NAME, "项目名称，只用来与编号核对；可不写")] = None
    month: Annotated[Month, AsPassed(), Key(MONTH_KEY)]
    completed: Annotated[Amount | None, Key(term.COMPLETED, "亿元，本月一个月完成的投资")] = None
    completed_to_date: Annotated[
        Amount | None,
        Key(term.COMPLETED_TO_DATE, "亿元，从开工到本月底累计完成的投资"),
    ] = None
    funds_to_date: Annotated[
        Amount | None, Key(term.FUNDS_TO_DATE, "亿元，到本月底累计到位的资金")
    ] = None
    on_site: Annotated[Prose | None, Key(term.ON_SITE, "现场做到了哪一步")] = None
    problems: Annotated[Prose | None, Key(term.PROBLEMS, "卡在哪里")] = None
    opinion: Annotated[Prose | None, Key(term.OPINION, "责任单位怎么看、下一步怎么办")] = None
    origin: Origin = field(default=NOWHERE, compare=False)

    @property
    def gives_figures(self) -> bool:
        """Whether it gives a figure: a month is reported by figures, not by an empty form."""
        figures = (self.completed, self.completed_to_date, self.funds_to_date)
        return any(figure is not None for figure in figures)

    @property
    def says_something(self) -> bool:
        """Whether it gives a figure or a text: a form that only names the project is no report."""
        return self.gives_figures or any((self.on_site, self.problems, self.opinion))
