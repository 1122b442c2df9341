"""Which projects a table that counts each once is about.

Owns who is there on a day.  Must not know of filters.
"""

from collections.abc import Iterator
from datetime import date

from sangeyipi.figures.entries import listed_projects
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope


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


def stood_on(ledger: Ledger, scope: Scope, project: Project, as_of: date | None) -> int:
    """On how many lists of the phases and batches of a scope a project stands."""
    held = {phase.number for phase in ledger.config.held(as_of)}
    return sum(
        (scope.batch is None or batch is scope.batch)
        and (scope.phases is None or phase in scope.phases)
        and phase in held
        for batch, phase in project.listed.items()
    )
