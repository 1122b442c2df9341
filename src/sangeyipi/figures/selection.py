"""Choosing projects: which of them a table of projects is about, each once.

Owns the filters of `list` and the population of tables by sector, unit and band.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.figures.entries import listed_projects
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project, searched
from sangeyipi.model.question import Scope
from sangeyipi.model.stages import Batch, Milestone


class Filter(NamedTuple):
    """What `list` can be asked for; None (or empty) does not restrict.  Investments in 亿元."""

    phases: Phases | None = None
    batch: Batch | None = None
    reached: Milestone | None = None
    not_reached: Milestone | None = None
    sector: str | None = None
    unit: str | None = None
    #: One of the 包联领导.
    leader: str | None = None
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


class Doubt(NamedTuple):
    """What a filter cannot decide of some projects: what is not known, and the 编号 of these."""

    unknown: str
    ids: list[str]


class Selection(NamedTuple):
    """What a filter lets through, by 编号, and what it may be leaving out."""

    projects: list[Project]
    doubts: list[Doubt]


#: What a filter asks, as it is told of a project that does not say; and the answer.
_Verdict = tuple[str, bool | None]


def select(ledger: Ledger, chosen: Filter, as_of: date | None) -> Selection:
    """The projects that a filter lets through; absent is unknown, never a no."""
    found: list[Project] = []
    doubts: dict[str, list[str]] = {}
    for project in _candidates(ledger, chosen, as_of):
        answers = _verdicts(project, chosen, as_of)
        if any(answer is False for _, answer in answers):
            continue
        unknown = [what for what, answer in answers if answer is None]
        for what in unknown:
            doubts.setdefault(what, []).append(project.id)
        if not unknown:
            found.append(project)
    return Selection(found, [Doubt(what, ids) for what, ids in doubts.items()])


def _candidates(ledger: Ledger, chosen: Filter, as_of: date | None) -> Iterator[Project]:
    if not chosen.withdrawn:
        return population(ledger, Scope(chosen.phases, chosen.batch), as_of)
    gone = (project for project in ledger.projects if not project.counts(as_of))
    return (project for project in gone if _listed_in(project, chosen))


def _listed_in(project: Project, chosen: Filter) -> bool:
    if chosen.phases is None and chosen.batch is None:
        return True
    return any(
        (chosen.batch is None or batch is chosen.batch)
        and (chosen.phases is None or phase in chosen.phases)
        for batch, phase in project.listed.items()
    )


def _verdicts(project: Project, chosen: Filter, as_of: date | None) -> list[_Verdict]:
    """Whether the project is what is asked for, in each respect; None where nobody says."""
    by = f"到 {as_of} " if as_of else ""
    return [
        ("没有写“监管平台”", _is(project.on_platform, chosen.on_platform)),
        ("没有写“领域”", _is(project.sector, chosen.sector)),
        ("没有写“责任单位”", _is(project.unit, chosen.unit)),
        ("没有写“包联领导”", _names(project.leaders, chosen.leader)),
        ("没有写“总投资”", _sized(project, chosen)),
        ("", _says(project, chosen.text)),
        *(
            (
                f"{by}是否已{milestone}不明（没有日期或没有节点）",
                _reached(project, milestone, as_of, wanted),
            )
            for milestone, wanted in ((chosen.reached, True), (chosen.not_reached, False))
            if milestone is not None
        ),
    ]


def _reached(
    project: Project, milestone: Milestone, as_of: date | None, wanted: bool
) -> bool | None:
    """A milestone of unknown date is neither reached nor not reached on a given day."""
    answer = project.reached(milestone, as_of)
    return None if answer is None else answer is wanted


def _is(value: object, wanted: object) -> bool | None:
    if wanted is None:
        return True
    return None if value is None else value == wanted


def _names(people: tuple[str, ...], wanted: str | None) -> bool | None:
    """Whether one of some people is meant; nobody named is nobody known."""
    if wanted is None:
        return True
    return wanted in people if people else None


def _sized(project: Project, chosen: Filter) -> bool | None:
    if chosen.at_least is None and chosen.less_than is None:
        return True
    if project.investment is None:
        return None
    return (chosen.at_least is None or project.investment >= chosen.at_least) and (
        chosen.less_than is None or project.investment < chosen.less_than
    )


def _says(project: Project, text: str) -> bool:
    folded = text.casefold()
    words = (getattr(project, name) for name in searched())
    return any(folded in word.casefold() for word in words if word)
