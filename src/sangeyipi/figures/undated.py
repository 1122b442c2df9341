"""Projects whose milestones are recorded without a day: what of them is open, and what would tell.

Owns only which project and which dates; what it makes of a figure is the figures' to say.
"""

from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.project import Project, StepsTaken
from sangeyipi.model.stages import STEP, Milestone


class Undated(NamedTuple):
    """A project that may have come further by the day than is certain of it."""

    id: str
    progress: StepsTaken
    #: The milestones whose dates would tell; none where the project has no milestones at all.
    lacking: tuple[Milestone, ...]

    def leaves_open(self, milestone: Milestone) -> bool:
        """Whether it may have reached the milestone or not."""
        certain, possible = self.progress
        return certain < STEP[milestone] <= possible


def undated(project: Project, progress: StepsTaken) -> Undated | None:
    """What is open of a project on the day that its progress is of; None where nothing is."""
    certain, possible = progress
    if possible <= certain:
        return None
    lacking = tuple(
        milestone
        for milestone in Milestone
        if certain < STEP[milestone] <= possible and milestone in project.milestones
    )
    return Undated(project.id, progress, lacking)
