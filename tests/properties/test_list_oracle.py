"""A filter by days, beside every day on which a milestone can have been."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.figures.selection import reached_within
from sangeyipi.model import dates
from sangeyipi.model.dates import UNDATED, When
from sangeyipi.model.project import Project
from sangeyipi.model.span import Span
from sangeyipi.model.stages import STEP, Batch, Milestone

FIRST = date(2021, 1, 1)
WORLD = [FIRST + timedelta(n) for n in range(200)]


@st.composite
def lives(draw: st.DrawFn) -> Project:
    """A project whose milestones are known to the day, to the month, as a word, or not at all."""
    steps = sorted(draw(st.lists(st.sampled_from(WORLD[30:150]), min_size=1, max_size=5)))
    found: dict[Milestone, When] = {}
    for milestone, day in zip(Milestone, steps, strict=False):
        known = draw(st.sampled_from(["day", "month", "word", "none"]))
        if known == "day":
            found[milestone] = dates.day(day)
        elif known == "month":
            found[milestone] = dates.month(day.year, day.month)
        elif known == "word":
            found[milestone] = UNDATED
    return Project(id="P", name="P", listed={Batch.SIGNED: 1}, milestones=found)


def can_be(project: Project, milestone: Milestone, day: date) -> bool:
    own = project.milestones.get(milestone)
    if own is not None and own.dated:
        return own.first <= day <= own.last
    return all(
        other.first <= day if STEP[one] < STEP[milestone] else day <= other.last
        for one, other in project.milestones.items()
        if other.dated and one is not milestone
    )


@settings(max_examples=150, deadline=None)
@given(lives(), st.sampled_from(Milestone), st.sampled_from(WORLD), st.integers(0, 90))
def test_within_some_days(project: Project, milestone: Milestone, first: date, days: int) -> None:
    span = Span(first, first + timedelta(days))
    reached = any(STEP[one] >= STEP[milestone] for one in project.milestones)
    everywhere = [FIRST - timedelta(1), *WORLD, WORLD[-1] + timedelta(100)]
    possible = [day for day in everywhere if can_be(project, milestone, day)]
    within = [day for day in possible if span.first <= day <= span.last]
    wanted = None
    if not reached or not within:
        wanted = False
    elif within == possible:
        wanted = True
    assert reached_within(project, milestone, span, None) is wanted
