"""Dates that can hardly be meant: years nobody writes of, plans too far off, facts after today.

Owns what a date may be by itself, beside the project's own dates, and beside today where a day is
given for it.  The order of two facts is for `project`.  Only `check_future` knows of today, and it
changes nothing but whether something is told.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, pairwise

from sangeyipi.model import term
from sangeyipi.model.dates import When
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.limits import YEARS, not_in_years
from sangeyipi.model.month import month_of
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.place import Place
from sangeyipi.model.plan import NO_PLAN, by_milestone
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Milestone

_FIRST, _LAST = date(YEARS.first, 1, 1), date(YEARS.last, 12, 31)
#: No project takes longer than this from what is known of it to what is planned.
_YEARS_AHEAD = 15
#: Plans of one project are for years that follow one another.
_YEARS_APART = 5
_YEARLY = term.YEARLY_PLAN


def believable(when: When) -> bool:
    """Whether it lies in years that a ledger writes of; 已 says nothing of them."""
    return (when.first >= _FIRST and when.last <= _LAST) or when.undated


class Dates(NamedTuple):
    """Every date of the projects, each once, and every year that one plans investments for.

    They are few however many projects there are: what none of them breaks, no project does.
    """

    facts: tuple[When, ...]
    planned: tuple[When, ...]
    years: frozenset[int]

    @classmethod
    def of(cls, ledger: Ledger) -> "Dates":
        """Those of a ledger."""
        reached = (project.milestones.values() for project in ledger.projects)
        left = [one.withdrawn.date for one in ledger.projects if one.withdrawn is not None]
        plans = [one.planned for one in ledger.projects if one.planned is not NO_PLAN]
        return cls(
            _once(chain(chain.from_iterable(reached), left)),
            _once(chain.from_iterable(map(by_milestone, plans))),
            frozenset(year for plan in plans for year in plan.yearly),
        )

    @property
    def dates(self) -> tuple[When, ...]:
        """Facts and plans."""
        return self.facts + self.planned

    @property
    def all_believable(self) -> bool:
        """Whether `check_years` has nothing to say."""
        return all(map(believable, self.dates)) and all(YEARS.holds(year) for year in self.years)

    def may_be_far(self, ledger: Ledger) -> bool:
        """Whether anything is as far from anything else as `check_far_plans` asks for."""
        if self.years and max(self.years) - min(self.years) > _YEARS_APART:
            return True
        years = {when.first.year for when in self.dates if not when.undated} | self.years
        years |= {phase.date.year for phase in ledger.config.phases}
        return bool(years) and max(years) - min(years) >= _YEARS_AHEAD

    def may_be_to_come(self, today: date) -> bool:
        """Whether `check_future` may have something to say of a project."""
        return any(when.first > today for when in self.facts)


def _once(dates: Iterable[When | None]) -> tuple[When, ...]:
    # The same text was read once; a hash of what it means would cost more than is saved.
    every = [*dates]
    found = dict(zip(map(id, every), every, strict=True))
    return tuple(when for when in found.values() if when is not None)


def check_years(project: Project) -> Iterator[Diagnostic]:
    """No date of a project is of a year that only a slip of the finger gives."""
    whose = f"（{project.id} {project.name}）"
    for milestone, when in project.milestones.items():
        if not believable(when):
            yield odd_year(project.origin.at(term.MILESTONES, milestone), when.text, whose)
    for milestone, when in project.planned.dates():
        if not believable(when):
            yield odd_year(project.origin.at(term.PLANNED, milestone), when.text, whose)
    for year in project.planned.yearly:
        if not YEARS.holds(year):
            place = project.origin.key_at(term.PLANNED, _YEARLY, str(year))
            yield odd_year(place, f"{year} 年", whose, "年份")
    if project.withdrawn is not None and not believable(project.withdrawn.date):
        yield odd_year(
            project.origin.at(term.WITHDRAWN, term.DATE), project.withdrawn.date.text, whose
        )


def check_ledger_years(ledger: Ledger) -> Iterator[Diagnostic]:
    """The same of everything that is no project."""
    for index, phase in enumerate(ledger.config.phases):
        if not _FIRST <= phase.date <= _LAST:
            place = ledger.place().at(term.PHASES, index, term.DATE)
            yield odd_year(place, phase.date.isoformat(), f"（第{phase.number}期）")
    for rollup in ledger.rollups:
        if not _FIRST <= rollup.date <= _LAST:
            whose = f"（{rollup.title}的汇总）"
            yield odd_year(rollup.origin.at(term.AS_OF), rollup.date.isoformat(), whose)
    for statement in ledger.statements:
        if not _FIRST <= statement.date <= _LAST:
            place = statement.origin.at(term.AS_OF)
            yield odd_year(place, statement.date.isoformat(), f"（{statement.title}）")
    for file, report in _files(ledger).items():
        if not YEARS.holds(report.month.year):
            yield odd_year(Place(file), str(report.month), "", "文件名的月份")


def odd_year(place: Place, text: str, whose: str, what: str = term.DATE) -> Diagnostic:
    """A date of a year that nobody writes of."""
    message = not_in_years(f"{what} {text} ")
    return Diagnostic(Rule.YEAR_OUT_OF_RANGE, place, f"{message}{whose}")


def _files(ledger: Ledger) -> dict[str, MonthlyReport]:
    """One report of each file whose month may be odd: they come by month."""
    found: dict[str, MonthlyReport] = {}
    for report in ledger.reports:
        if report.month.year >= YEARS.first:
            break
        found.setdefault(report.origin.file, report)
    for report in reversed(ledger.reports):
        if report.month.year <= YEARS.last:
            break
        found.setdefault(report.origin.file, report)
    return found


class _Known(NamedTuple):
    """The span of what is known of a project, by which its plans are measured."""

    first: date
    last: date


def check_far_plans(ledger: Ledger) -> Iterator[Diagnostic]:
    """No plan is further from what is known of its project than any project takes."""
    held = {phase.number: phase.date for phase in ledger.config.phases}
    for project in ledger.projects:
        planned, yearly = project.planned.dates(), project.planned.yearly
        if not planned and not yearly:
            continue
        known = _known(project, held)
        if known is not None:
            yield from _far_dates(project, planned, known)
        yield from _far_years(project, sorted(yearly), known)


def _known(project: Project, held: Mapping[int, date]) -> _Known | None:
    """From its first to its last dated milestone or list; else the phases of the ledger."""
    days = [day for when in project.milestones.values() for day in _days(when)]
    days += [held[phase] for phase in project.listed.values() if phase in held]
    days = [day for day in days or held.values() if _FIRST <= day <= _LAST]
    return _Known(min(days), max(days)) if days else None


def _days(when: When) -> tuple[date, ...]:
    return () if when.undated else (when.first,)


def _far_dates(
    project: Project, planned: list[tuple[Milestone, When]], known: _Known
) -> Iterator[Diagnostic]:
    for milestone, when in planned:
        if not believable(when):
            continue
        ahead = month_of(when.first).since(month_of(known.last))
        behind = month_of(known.first).since(month_of(when.first))
        actual = project.milestones.get(milestone.predecessor) if milestone.predecessor else None
        if actual is not None and when.certainly_before(actual):
            continue  # told as planned before what came first
        if max(ahead, behind) > 12 * _YEARS_AHEAD:
            far, day = ("晚", known.last) if ahead > 0 else ("早", known.first)
            shown = f"计划{milestone} {when.text} 比 {day} {far}了 {_YEARS_AHEAD} 年以上"
            message = f"{shown}（{project.id} {project.name}）"
            yield Diagnostic(
                Rule.PLAN_FAR_AWAY, project.origin.at(term.PLANNED, milestone), message
            )


def _far_years(project: Project, years: list[int], known: _Known | None) -> Iterator[Diagnostic]:
    years = [year for year in years if YEARS.holds(year)]
    told: set[int] = set()
    for before, after in pairwise(years):
        if after - before > _YEARS_APART:
            # Which of the two is the slip is said by what else is known.
            late = known is None or after - known.last.year >= known.first.year - before
            odd, beside = (after, before) if late else (before, after)
            told.add(odd)
            yield _far_year(project, odd, f"与 {beside} 年相隔 {after - before} 年")
    for year in years if known else ():
        assert known is not None
        if year not in told and _too_far(year, known):
            day = known.last if year > known.last.year else known.first
            yield _far_year(project, year, f"离 {day} 有 {_YEARS_AHEAD} 年以上")


def _too_far(year: int, known: _Known) -> bool:
    return year > known.last.year + _YEARS_AHEAD or year < known.first.year - _YEARS_AHEAD


def _far_year(project: Project, year: int, why: str) -> Diagnostic:
    place = project.origin.key_at(term.PLANNED, _YEARLY, str(year))
    message = f"年度计划投资写到了 {year} 年，{why}（{project.id} {project.name}）"
    return Diagnostic(Rule.PLAN_FAR_AWAY, place, message)


def check_future(ledger: Ledger, dates: Dates, today: date) -> Iterator[Diagnostic]:
    """What is told as a fact has happened by `today`."""
    for project in ledger.projects if dates.may_be_to_come(today) else ():
        for milestone, when in project.milestones.items():
            if when.first > today and believable(when):
                yield _not_yet(project, milestone, when, today)
        left = project.withdrawn
        if left is not None and left.date.first > today and believable(left.date):
            message = f"调出 {left.date.text} 在今天（{today}）之后，不分截至日的表却已经不计它"
            place = project.origin.at(term.WITHDRAWN, term.DATE)
            remedy = "核对日期；还没有调出的，到了那天再写“调出”"
            yield Diagnostic(
                Rule.AS_OF_IN_FUTURE, place, f"{message}（{project.id} {project.name}）", remedy
            )
    yield from _reports_to_come(ledger, today)
    yield from _as_of_to_come(ledger, today)


def _not_yet(project: Project, milestone: Milestone, when: When, today: date) -> Diagnostic:
    place = project.origin.at(term.MILESTONES, milestone)
    message = (
        f"{milestone} {when.text} 在今天（{today}）之后，还没有发生（{project.id} {project.name}）"
    )
    planned = project.planned.date(milestone)
    in_csv = project.origin.file.lower().endswith(".csv")
    remedy = f"核对日期；还没有发生的，{_moved(milestone, in_csv, planned)}"
    return Diagnostic(Rule.FACT_IN_FUTURE, place, message, remedy)


def _moved(milestone: Milestone, in_csv: bool, planned: When | None) -> str:
    """Where the date of a plan belongs, once."""
    if planned is not None:
        gone = "清空这一格" if in_csv else "从“节点”里删去这一项"
        return f"{gone}（计划{milestone}已写 {planned.text}）"
    if in_csv:
        return f"从“节点.{milestone}”移到“计划.{milestone}”一列"
    return f"从“节点”移到“计划”下面，仍写“{milestone}”"


def _reports_to_come(ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    """A month that has not begun has nothing to report; told once for each file."""
    files: dict[str, MonthlyReport] = {}
    for report in reversed(ledger.reports):
        if report.month.first <= today:
            break
        if report.month.year <= YEARS.last:
            files[report.origin.file] = report
    for file, report in files.items():
        message = f"{report.month} 的月调度，今天（{today}）还没有到那个月"
        remedy = "核对文件名里的月份，改成这些数所说的那个月"
        yield Diagnostic(Rule.FACT_IN_FUTURE, Place(file), message, remedy)


def _as_of_to_come(ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    """Figures as of a later month; those of this month's end are often written a little early."""
    month_end = month_of(today).last
    for rollup in ledger.rollups:
        if month_end < rollup.date <= _LAST:
            whose = f"（{rollup.title}的汇总）"
            yield too_late(rollup.origin.at(term.AS_OF), rollup.date, today, whose)
    for statement in ledger.statements:
        if month_end < statement.date <= _LAST:
            place = statement.origin.at(term.AS_OF)
            yield too_late(place, statement.date, today, f"（{statement.title}）")


def too_late(place: Place, day: date, today: date, whose: str) -> Diagnostic:
    """Figures as of a month that has not come."""
    message = f"截至 {day} 在今天（{today}）以后的月份，那天的数还没有{whose}"
    return Diagnostic(Rule.AS_OF_IN_FUTURE, place, message)


#: Run on what could be read of a ledger.
CHECKS = (check_ledger_years,)
