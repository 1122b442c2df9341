"""Choosing projects: which of them a table of projects is about, each once.

Owns the filters of `list` and the population of tables by sector, unit and band.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.stats.entries import listed_projects
from sangeyipi.stats.scope import Scope


class Filter(NamedTuple):
    """What `list` can be asked for; None (or empty) does not restrict.  Investments in 亿元."""

    phases: Phases | None = None
    batch: Batch | None = None
    reached: Milestone | None = None
    not_reached: Milestone | None = None
    sector: str | None = None
    unit: str | None = None
    at_least: Decimal | None = None
    less_than: Decimal | None = None
    text: str = ""
    on_platform: bool | None = None
    withdrawn: bool = False


def population(ledger: Ledger, scope: Scope, as_of: date | None) -> Iterator[Project]:
    """Each project once: those listed in the phases asked for, or without phases all of them.

    Of a question about the platform, also those of which nobody says: the table has to say so.

    Without phases, a project that by `as_of` had neither been listed nor reached anything it has a
    date for is not there yet.
    """
    if scope.phases is not None or scope.batch is not None:
        yield from listed_projects(ledger, scope, as_of)
        return
    for project in ledger.projects:
        if not project.counts(as_of):
            continue
        if _elsewhere(project, scope.on_platform):
            continue
        if as_of is None or _there(ledger, project, as_of):
            yield project


def _elsewhere(project: Project, on_platform: bool | None) -> bool:
    """Whether the project is known to be on the other side of the platform's line."""
    return on_platform is not None and project.on_platform is (not on_platform)


def _there(ledger: Ledger, project: Project, as_of: date) -> bool:
    """Whether the project was in the programme by then; without any date, it always was."""
    days = [ledger.config.date_of(phase) for phase in project.listed.values()]
    days += [when.last for when in project.milestones.values() if not when.undated]
    known = [day for day in days if day is not None]
    return not known or min(known) <= as_of


def select(ledger: Ledger, chosen: Filter, as_of: date | None) -> list[Project]:
    """The projects that a filter lets through, by 编号."""
    if chosen.withdrawn:
        projects: Iterator[Project] = (p for p in ledger.projects if not p.counts(as_of))
        projects = (p for p in projects if _listed_in(p, chosen))
    else:
        scope = Scope(chosen.phases, chosen.batch, chosen.on_platform)
        projects = population(ledger, scope, as_of)
    return [
        project
        for project in projects
        if chosen.on_platform in (None, project.on_platform) and _fits(project, chosen, as_of)
    ]


def platform_unsaid(ledger: Ledger, chosen: Filter, as_of: date | None) -> list[str]:
    """编号 of projects that a filter by platform leaves out though they may belong."""
    if chosen.on_platform is None:
        return []
    either = select(ledger, chosen._replace(on_platform=None), as_of)
    return [project.id for project in either if project.on_platform is None]


def _listed_in(project: Project, chosen: Filter) -> bool:
    if chosen.on_platform is not None and project.on_platform is not chosen.on_platform:
        return False
    if chosen.phases is None and chosen.batch is None:
        return True
    return any(
        (chosen.batch is None or batch is chosen.batch)
        and (chosen.phases is None or phase in chosen.phases)
        for batch, phase in project.listed.items()
    )


def _fits(project: Project, chosen: Filter, as_of: date | None) -> bool:
    # A milestone of unknown date is neither reached nor not reached on a given day.
    if chosen.reached and project.reached(chosen.reached, as_of) is not True:
        return False
    if chosen.not_reached and project.reached(chosen.not_reached, as_of) is not False:
        return False
    if chosen.sector is not None and project.sector != chosen.sector:
        return False
    if chosen.unit is not None and project.unit != chosen.unit:
        return False
    return _sized(project, chosen) and _says(project, chosen.text)


def _sized(project: Project, chosen: Filter) -> bool:
    if chosen.at_least is None and chosen.less_than is None:
        return True
    if project.investment is None:
        return False
    return (chosen.at_least is None or project.investment >= chosen.at_least) and (
        chosen.less_than is None or project.investment < chosen.less_than
    )


def _says(project: Project, text: str) -> bool:
    people = (project.builder, project.unit, project.leader, project.officer)
    folded = text.casefold()
    words = (project.id, project.name, *people, project.note)
    return any(folded in word.casefold() for word in words if word)
