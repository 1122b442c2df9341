"""Dates of problems, visits, financing, 要素, 纳统, 豁免 and 月计划 that can hardly be meant.

Owns which of them say what has happened, and so lie in the past.  The order of two dates of one
record is for its own module; what a date of a project may be stands in `dates`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from sangeyipi.checks.dates import believable, odd_year, too_late
from sangeyipi.model import term
from sangeyipi.model.date_fields import IN_HAND
from sangeyipi.model.dates import When, day
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.limits import YEARS
from sangeyipi.model.month import month_of
from sangeyipi.model.place import Place
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.rule import Rule


class _Date(NamedTuple):
    """A date, what it is called, whose it is, and whether it says what has happened."""

    when: When
    place: Place
    word: str
    whose: str
    happened: bool = True


def check_register_years(ledger: Ledger) -> Iterator[Diagnostic]:
    """No date is of a year that only a slip of the finger gives."""
    if not all(map(believable, dates_once(ledger))):
        for one in _dates(ledger):
            if one.when.dated and not believable(one.when):
                yield odd_year(one.place, one.when.text, one.whose)
    for project in ledger.projects:
        for year in project.planned.monthly:
            if not YEARS.holds(year):
                place = project.origin.key_at(term.PLANNED, term.MONTHLY_PLAN, str(year))
                yield odd_year(place, f"{year} 年", _of_project(project), "年份")


def check_registers_to_come(ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    """What is told as a fact has happened by `today`."""
    if any(when.first > today for when in dates_once(ledger)):
        yield from _to_come(ledger, today)
    month_end = month_of(today).last
    for row in ledger.financing:
        if row.date > month_end and believable(day(row.date)):
            yield too_late(row.origin.at(term.AS_OF), row.date, today, _of_row(row))


def _to_come(ledger: Ledger, today: date) -> Iterator[Diagnostic]:
    for one in _dates(ledger):
        if one.happened and one.when.first > today and believable(one.when):
            message = f"{one.word} {one.when.text} 在今天（{today}）之后，还没有发生{one.whose}"
            remedy = f"核对日期；{_instead(one.place)}"
            yield Diagnostic(Rule.FACT_IN_FUTURE, one.place, message, remedy)


def _instead(place: Place) -> str:
    """What to write as long as it has not happened."""
    if term.GUARANTEES in place.path:
        return f"还没有办好的，写“{IN_HAND}”"
    if term.IN_STATISTICS in place.path:
        return "还没有入库的，写“未入库”和原因"
    return "还没有发生的，到了那天再写"


def dates_once(ledger: Ledger) -> list[When]:
    """Every date, each once: they are few however many records there are."""
    whens: dict[int, When | None] = {}
    days: set[date] = {visit.date for visit in ledger.visits}
    days.update(row.date for row in ledger.financing)
    for problem in ledger.problems:
        # The same text was read once; a hash of what it means would cost more than is saved.
        for when in (problem.raised, problem.closed, problem.due):
            whens[id(when)] = when
        if problem.unsolvable is not None:
            whens[id(problem.unsolvable.date)] = problem.unsolvable.date
        days.update(problem.followed)
    for project in ledger.projects:
        if project.guarantees or project.in_statistics or project.exempt:
            whens.update((id(one.when), one.when) for one in _of_guarantees(project))
    return [*map(day, days), *(one for one in whens.values() if one is not None and one.dated)]


def dates_believable(problem: Problem) -> bool:
    """Whether every date of a problem is: the order of others means nothing."""
    return all(believable(one.when) for one in _of_problem(problem) if one.when.dated)


def _dates(ledger: Ledger) -> Iterator[_Date]:
    for problem in ledger.problems:
        yield from _of_problem(problem)
    for visit in ledger.visits:
        whose = f"（{visit.visitor} 走访 {visit.project}）"
        yield _Date(day(visit.date), visit.origin.at(term.DATE), term.VISITS, whose)
    for row in ledger.financing:
        place = row.origin.at(term.AS_OF)
        yield _Date(day(row.date), place, term.AS_OF, _of_row(row), happened=False)
    for project in ledger.projects:
        if project.guarantees or project.in_statistics or project.exempt:
            yield from _of_guarantees(project)


def _of_row(row: Financing) -> str:
    return f"（{row.project} {row.bank}）"


def _of_problem(problem: Problem) -> Iterator[_Date]:
    whose = f"（{problem.id}）"
    origin = problem.origin
    yield _Date(problem.raised, origin.at(term.RAISED), term.RAISED, whose)
    if problem.closed is not None:
        yield _Date(problem.closed, origin.at(term.CLOSED), term.CLOSED, whose)
    if problem.unsolvable is not None:
        place = origin.at(term.UNSOLVABLE, term.DATE)
        yield _Date(problem.unsolvable.date, place, term.UNSOLVABLE, whose)
    if problem.due is not None:
        yield _Date(problem.due, origin.at(term.DUE), term.DUE, whose, happened=False)
    for when in problem.followed:
        place = origin.key_at(term.FOLLOWED, when.isoformat())
        yield _Date(day(when), place, term.FOLLOWED, whose)


def _of_guarantees(project: Project) -> Iterator[_Date]:
    whose, origin = _of_project(project), project.origin
    permits: Iterable[tuple[str, When | None]] = ()
    if project.guarantees is not None:
        permits = project.guarantees.permits()
    for word, when in permits:
        if when is not None and when.dated:
            yield _Date(when, origin.at(term.GUARANTEES, word), word, whose)
    if project.in_statistics is not None and project.in_statistics.entered is not None:
        place = origin.at(term.IN_STATISTICS, "入库")
        yield _Date(project.in_statistics.entered, place, "入库", whose)
    if project.exempt is not None:
        place = origin.at(term.EXEMPT, "至")
        yield _Date(project.exempt.until, place, "至", whose, happened=False)


def _of_project(project: Project) -> str:
    return f"（{project.id} {project.name}）"


#: Run on what could be read of a ledger.
CHECKS = (check_register_years,)
