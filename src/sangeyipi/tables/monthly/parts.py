"""What a period's document is made of, each part made once and only where it is asked for.

Owns what the parts share: the figures of the period's last day, the book of reports, the progress
of all projects.  Which of the parts are published, in which order, is for whoever asks to say: so
the monthly set and the bulletin have the same tables.
"""

from collections.abc import Iterator
from functools import cached_property

from sangeyipi.figures.lights import Alerts, alerts
from sangeyipi.figures.monthly import Book
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.status import Standing, said_in, stood
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.period import Period
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Table
from sangeyipi.tables.grouping import OF_KEYS, Grouping
from sangeyipi.tables.monthly.comparison import Before, before, comparison_table
from sangeyipi.tables.monthly.counts import nodes_table, plan_table
from sangeyipi.tables.monthly.freshness import told
from sangeyipi.tables.monthly.headline import PeriodTables, headline_table
from sangeyipi.tables.monthly.news import news_table
from sangeyipi.tables.monthly.progress import InvestmentProgress, added_up, progress_table
from sangeyipi.tables.monthly.rankings import of_regions, rankings
from sangeyipi.tables.monthly.standouts import behind_table, overdue_table
from sangeyipi.tables.monthly.upcoming import upcoming_table
from sangeyipi.tables.notes import some

UNIT = OF_KEYS["unit"]


class Parts:
    """The tables of a period, as of its last day.

    `said`: the book of the ledger's reports, where it has been made before.
    """

    def __init__(self, figures: Figures, period: Period, said: Book | None = None) -> None:
        self.period = period
        self.figures = figures.on(period.last)
        self.said = said_in(figures, said)

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return self.figures.ledger

    @cached_property
    def standings(self) -> list[Standing]:
        """Whoever reports or has a plan; nobody where the ledger keeps no monthly figures."""
        return stood(self.figures, self.period)

    @cached_property
    def whole(self) -> InvestmentProgress | None:
        """All of them added up."""
        return added_up(self.standings) if self.standings else None

    @cached_property
    def alerts(self) -> Alerts | None:
        """红黄灯, where the ledger has rules."""
        if not self.ledger.config.lights:
            return None
        return alerts(self.figures)

    @cached_property
    def earlier(self) -> Before | None:
        """The period before."""
        return before(self.figures, self.period, self.said)

    @cached_property
    def comparison(self) -> Table:
        """Beside the period before and that of last year.  Id: `comparison`."""
        return comparison_table(self.figures, self.period, self.whole, self.said, self.earlier)

    @cached_property
    def news(self) -> Table:
        """What was signed, started, …  Id: `news`."""
        return news_table(self.figures, self.period)

    @cached_property
    def headline(self) -> Table:
        """The figures that are asked for first.  Id: `headline`."""
        made = PeriodTables(self.comparison, self.news, self.whole, self.said, self.alerts)
        return headline_table(self.figures, self.period, made)

    @cached_property
    def rankings(self) -> tuple[Table, ...]:
        """Units and leaders in order; none without monthly figures.  Ids: `ranking-by-…`."""
        if self.whole is None:
            return ()
        units = self.progress_by(UNIT)
        return tuple(rankings(self.figures, self.period, self.whole, units))

    @cached_property
    def of_regions(self) -> tuple[Table, ...]:
        """A city's counties in order; none of a county's own.  Ids: `ranking-by-region-…`."""
        if not self.ledger.parts:
            return ()
        return tuple(of_regions(self.figures, self.period, self.whole, self.earlier))

    @cached_property
    def behind(self) -> Table:
        """Projects behind plan.  Id: `behind`."""
        return behind_table(self.figures, self.period, self.standings)

    @cached_property
    def overdue(self) -> Table:
        """Milestones past their day.  Id: `overdue`."""
        return overdue_table(self.figures, self.period)

    @cached_property
    def upcoming(self) -> Table | None:
        """What is planned for the next period, where anything is.  Id: `upcoming`."""
        return upcoming_table(self.figures, self.period, len(self.overdue.rows))

    @cached_property
    def behind_by_unit(self) -> Table:
        """How many projects are behind plan.  Id: `behind-by-unit`."""
        return plan_table(self.figures, self.period, self.standings)

    @cached_property
    def nodes(self) -> Table | None:
        """How many nodes are planned next and overdue, where any are.  Id: `nodes`."""
        return nodes_table(self.figures, self.period)

    def progress_by(self, by: Grouping) -> Table:
        """Progress by groups; only asked with monthly figures.  Id: `progress-by-…`."""
        found = self._progress.get(by.key)
        if found is None:
            assert self.whole is not None
            found = progress_table(self.figures, self.period, self.whole, by)
            self._progress[by.key] = found
        return found

    @cached_property
    def _progress(self) -> dict[str, Table]:
        return {}

    @cached_property
    def opening(self) -> tuple[str, ...]:
        """What must be read before any figure."""
        config = self.ledger.config
        opening = [line for line in (told(self.ledger, self.period), config.notice) if line]
        if not self.standings:
            opening.append("台账没有月调度和年度计划投资，投资完成情况各表从略。")
        return (*opening, *self._too_early())

    def _too_early(self) -> Iterator[str]:
        """Who reports before being in the programme: no table holds them, none may hide that."""
        figures, period = self.figures, self.period
        there = {project.id for project in figures.population(Scope())}
        month = period.month.ordinal
        early = [
            project.id
            for project in figures.ledger.projects
            if project.id in self.said
            and self.said[project.id].months[0] <= month
            and project.id not in there
            and project.counts(period.last)
        ]
        if early:
            yield (
                f"有月调度、到{period.title}末却既未在册也没有节点的，"
                f"各表都没有计入：{some(early)}。"
            )
