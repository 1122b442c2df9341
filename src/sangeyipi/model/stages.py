"""Batches and milestones: the two ordered vocabularies that everything else is told in.

Owns the Chinese terms of both, as values; must not know of projects or figures.  Both are keys of
nearly every dict, so they hash as the texts that they are, not by Enum's slower way.
"""

from enum import StrEnum


class Milestone(StrEnum):
    """节点: what a project reaches, in this order."""

    SIGNED = "签约"
    COMMITTED = "履约"
    STARTED = "开工"
    PRODUCING = "投产"
    AT_CAPACITY = "达效"

    __hash__ = str.__hash__

    @property
    def later(self) -> tuple["Milestone", ...]:
        """The milestones after this one; reaching any of them implies this one."""
        return _LATER[self]

    @property
    def predecessor(self) -> "Milestone | None":
        """The milestone just before this one."""
        return _PREDECESSOR[self]


class Batch(StrEnum):
    """批: the list a project stands on in a phase."""

    SIGNED = "签约"
    STARTED = "开工"
    PRODUCING = "投产"

    __hash__ = str.__hash__

    @property
    def own(self) -> Milestone:
        """The milestone that the list is named after."""
        return Milestone(self.value)

    @property
    def next(self) -> Milestone:
        """The next step asked of the list's projects: 签约→开工, 开工→投产, 投产→达效."""
        return _NEXT[self]


def rate_word(batch: Batch, milestone: Milestone) -> str:
    """What the share of a list that reached a milestone is called: 签约率, 签约开工率."""
    return f"{batch}率" if milestone is batch.own else f"{batch}{milestone}率"


_ORDER = tuple(Milestone)
#: 1 for 签约 … 5 for 达效: reaching one implies all smaller ones.
STEP = {milestone: number for number, milestone in enumerate(_ORDER, 1)}
_LATER = {milestone: _ORDER[i + 1 :] for i, milestone in enumerate(_ORDER)}
_PREDECESSOR = dict(zip(_ORDER, (None, *_ORDER), strict=False))
_NEXT = {
    Batch.SIGNED: Milestone.STARTED,
    Batch.STARTED: Milestone.PRODUCING,
    Batch.PRODUCING: Milestone.AT_CAPACITY,
}
