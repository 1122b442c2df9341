"""转化: projects of some phases' lists that have come as far as the next batch of a later phase.

Owns who stands to be listed and why the others do not.  Whether to list them is for a person to
say; must not know of files.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from sangeyipi.model import term
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.stages import Batch, Milestone

#: From which list a project comes on to which.
SOURCE = {Batch.STARTED: Batch.SIGNED, Batch.PRODUCING: Batch.STARTED}


class Readiness(Enum):
    """Whether a project can be listed."""

    READY = auto()
    #: Only a person knows whether it had come so far by that day.
    UNSURE = auto()
    NOT = auto()


class Candidate(NamedTuple):
    """A project of the earlier list, whether it can go on to the later one, and why."""

    project: Project
    standing: Readiness
    reason: str


def candidates(ledger: Ledger, source: Phases, to: int, batch: Batch) -> list[Candidate]:
    """The projects on the preceding batch's list of the phases `source`, in the ledger's order.

    `to` is declared, and later than all of `source`.
    """
    day = ledger.config.date_of(to)
    assert day is not None
    before = SOURCE[batch]
    listed = (one for one in ledger.projects if one.listed.get(before, 0) in source)
    return [Candidate(one, *_standing(one, to, day, batch)) for one in listed]


def _standing(project: Project, to: int, day: date, batch: Batch) -> tuple[Readiness, str]:
    there = project.listed.get(batch)
    if there is not None:
        return Readiness.NOT, f"已在第{there}期{batch}一批"
    # Who stands on a later batch's list already has gone past this one: phases never go back.
    beyond = [one for one in project.listed if SOURCE.get(one) is batch]
    if beyond:
        return Readiness.NOT, f"已在第{project.listed[beyond[0]]}期{beyond[0]}一批"
    if project.withdrawn is not None:
        return Readiness.NOT, f"{project.withdrawn.date.text} 已{term.WITHDRAWN}"
    later = [phase for phase in project.listed.values() if phase > to]
    if later:
        return Readiness.NOT, f"已列入第{max(later)}期，不能再列入更早的第{to}期"
    return _reached(project, to, day, batch.own)


def _reached(project: Project, to: int, day: date, milestone: Milestone) -> tuple[Readiness, str]:
    held = f"第{to}期（{day}）"
    by_then = project.reached(milestone, day)
    known = [
        (one, project.milestones[one])
        for one in (milestone, *milestone.later)
        if one in project.milestones
    ]
    if by_then:
        said = "、".join(f"{one} {when.text}" for one, when in known if when.by(day))
        return Readiness.READY, said
    if not known:
        return Readiness.NOT, f"没有{milestone}日期"
    told = "、".join(f"{one} {when.text}" for one, when in known)
    if by_then is None:
        return Readiness.UNSURE, f"{told}，日期不明，不知道在不在{held}以前"
    if any(when.first <= day < when.last for _, when in known):
        return Readiness.UNSURE, f"{told}，只知道月，不知道在不在{held}以前"
    return Readiness.NOT, f"{told}，在{held}以后"


def listed_in(ledger: Ledger, chosen: Iterable[Project], to: int, batch: Batch) -> Ledger:
    """The ledger with the projects on a list of the phase."""
    ids = {one.id for one in chosen}
    return replace(
        ledger,
        projects=tuple(
            replace(one, listed={**one.listed, batch: to}) if one.id in ids else one
            for one in ledger.projects
        ),
    )
