"""How near the two figures that a change may lie between stand, and how well their words agree.

What each figure adds by itself is looked at once: of thirty a thousand pairs are made, of which
most cost too much whatever the two have in common.
"""

from collections.abc import Iterator
from functools import lru_cache
from operator import itemgetter

from sangeyipi.audit.relations.changes.change_pairs import (
    EndsPair,
    goes_as_said,
    is_pair,
    possible_ends,
)
from sangeyipi.audit.relations.changes.said_change import OLD, SaidChange
from sangeyipi.audit.text.around import MOST_ALIKE, NEAREST, Surroundings
from sangeyipi.audit.text.figure import TextFigure

EXAMPLES = (
    (
        "比第一名低31.1和33.5个百分点，第一名为102.4%，西区为71.3%，东区为68.9%。",
        "holds 102.4 - 68.9 = 33.5",
    ),
)
#: Of more pairs the likeliest are told apart first.
MANY = 16


@lru_cache(maxsize=4096)
def _is_old(lead: str) -> bool:
    return OLD.search(lead) is not None


def pair_cost(around: Surroundings, one: TextFigure, now: TextFigure, old: TextFigure) -> int:
    """The less, the likelier the two are meant."""
    cost = around.far(one, now) + min(around.far(now, old), around.far(one, old))
    cost -= 2 * around.alike(one, now) + 2 * around.alike(one, old) + around.alike(now, old)
    cost += 2 * sum(1 for each in (now, old) if each.order > one.order and not each.inner)
    cost -= 3 * _is_old(old.lead)
    cost += 3 * _is_old(now.lead)
    return cost + 2 * (now.measure != old.measure)


class PairWeights:
    """What each of some figures adds by itself to what pairs of them cost (`pair_cost`)."""

    def __init__(self, around: Surroundings, one: TextFigure, kin: list[TextFigure]) -> None:
        self._around, self._one = around, one
        far, alike = around.far, around.alike
        #: Of a new one; of an old one, and how far that stands.
        self._news: list[tuple[int, TextFigure]] = []
        self._olds: list[tuple[int, TextFigure, int]] = []
        lists: dict[int, int] = {}
        #: No two stand nearer, nor nearer than an old one to the change.
        self._nearest = 0
        for f in kin:
            behind = 2 * (f.order > one.order and not f.inner)
            near, called, old = far(one, f), 2 * alike(one, f), 3 * _is_old(f.lead)
            self._news.append((near - called + behind + old, f))
            self._olds.append((behind - called - old, f, near))
            first, _, many = around.listed(f)
            if near < 0 or (many > 1 and lists.setdefault(many, first) != first):
                self._nearest = NEAREST
        self._news.sort(key=itemgetter(0))
        self._olds.sort(key=itemgetter(0))

    def costs(self, change: SaidChange, below: int) -> Iterator[int]:
        """Of all pairs that go the way that is said, if below some other."""
        least = self._olds[0][0] + self._nearest - MOST_ALIKE
        for new, now in self._news:
            if new + least >= below:
                break
            most = below - new - self._nearest + self._shared(now)
            for own, was, near in self._olds:
                if own >= most:
                    break
                cost = self._cost(new, now, own, was, near)
                if cost < below and self._goes(now, was, change):
                    yield cost

    def of_few(self, change: SaidChange, few: int) -> Iterator[int]:
        """Of the likeliest ends, so many new and as many old ones."""
        for new, now in self._news[:few]:
            for own, was, near in self._olds[:few]:
                if self._goes(now, was, change):
                    yield self._cost(new, now, own, was, near)

    def of_pairs(
        self, pairs: list[EndsPair], dearest: int
    ) -> Iterator[tuple[int, TextFigure, TextFigure]]:
        """Those of pairs that are of these figures and cost no more, each with what it costs."""
        least = dearest - self._nearest
        news = {f.order: (new, least - new + self._shared(f)) for new, f in self._news}
        olds = {f.order: (own, near) for own, f, near in self._olds}
        for now, was in pairs:
            if now.order in news:
                (new, most), (own, near) = news[now.order], olds[was.order]
                if own <= most:
                    cost = self._cost(new, now, own, was, near)
                    if cost <= dearest:
                        yield cost, now, was

    def _shared(self, now: TextFigure) -> int:
        return min(MOST_ALIKE, len(self._around.pairs(now)))

    def _cost(self, new: int, now: TextFigure, own: int, was: TextFigure, near: int) -> int:
        apart = min(self._around.far(now, was), near) if now is not was else 0
        shared = self._around.alike(now, was)
        return new + own + apart - shared + 2 * (now.measure != was.measure)

    def _goes(self, now: TextFigure, was: TextFigure, change: SaidChange) -> bool:
        one = self._one
        if now is was or not goes_as_said(one, now, was, change):
            return False
        return is_pair(self._around, one, now, was, change)


def pair_weights(around: Surroundings, one: TextFigure, change: SaidChange) -> list[PairWeights]:
    """Of all figures that may be ends, by what they count or measure."""
    return [PairWeights(around, one, kin) for kin in possible_ends(around, one, change)]


def pair_costs(weights: list[PairWeights], change: SaidChange, below: int) -> Iterator[int]:
    """The costs (`pair_cost`) of `every_pair` that goes the way said, if below some other."""
    for each in weights:
        yield from each.costs(change, below)
