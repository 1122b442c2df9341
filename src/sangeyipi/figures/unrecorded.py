"""Milestones that were passed without a record of the day: when that can have been.

Owns only what is possible, between the dates of the milestones before and after.  What counts on a
day is `Project.reached`.
"""

from datetime import date

from sangeyipi.model.project import Project
from sangeyipi.model.stages import Milestone


def may_be_unseen(project: Project, milestone: Milestone, day: date) -> bool:
    """Whether a milestone may have been reached by `day` though its own record is missing."""
    if milestone in project.milestones:
        return False
    later = any(one in project.milestones for one in milestone.later)
    return later and possible(project, milestone, date.min, day)


def reached(project: Project, milestone: Milestone, day: date | None) -> bool | None:
    """Whether a milestone was reached by `day`; None where nobody knows, and where a later one
    came after it, so that it may have been reached by then though nobody recorded when.
    """
    found = project.reached(milestone, day)
    if found is False and day is not None and may_be_unseen(project, milestone, day):
        return None
    return found


def possible(project: Project, milestone: Milestone, first: date, last: date) -> bool:
    """Whether a date that nobody recorded could lie between two days, and its neighbours'."""
    for other, when in project.milestones.items():
        if when.undated:
            continue
        if other in milestone.later and when.last < first:
            return False
        if milestone in other.later and when.first > last:
            return False
    return True
