"""Round figures that something has passed, beside what it has come to: 突破300亿元，达到308.6亿元.

They are limits, of which nothing is a part and which are no part of anything.  Where the figure
beside has not passed it, both stay what they are.
"""

from collections.abc import Sequence
from itertools import pairwise

from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.model.patterns import later

EXAMPLES = (
    (
        "签约73个，总投资首次突破300亿元，达到308.6亿元；工业项目51个，总投资213.7亿元，占69.2%。",
        "holds 213.7 / 308.6 * 100 = 69.2",
    ),
    (
        "总投资152.7亿元，突破150亿元关口；到位资金41.2亿元，到位率27.0%。",
        "holds 41.2 / 152.7 * 100 = 27.0",
    ),
)
_KINDS = (Role.MONEY, Role.COUNT, Role.QUANTITY)
#: What has passed a round figure has not passed it by half.
_MOST = 2
_REACHED = later("[,、]?(?:实际|已|共|总量|总额)?(?:达到?|为)(?:了)?$")
_PASSED = later(
    "[,、]?(?:首次|成功|一举|顺利|已|历史性)?(?:突破|越过|跨过|迈过|迈上|跃上|跨上|站上|超过?)了?$"
)
_LANDMARK = later("^个?(?:大关|关口|台阶)")


def as_limits(figures: Sequence[TextFigure]) -> None:
    """Read as limits the milestones among figures, each of which stands beside what passed it."""
    for one, other in pairwise(figures):
        if one.hedge is Hedge.OVER and _are_alike(one, other):
            if _REACHED.fullmatch(other.lead) and _has_passed(other, one):
                one.role = Role.BAND
        elif other.hedge is Hedge.OVER and _are_alike(one, other):
            landmark = _LANDMARK.match(other.tail) is not None
            if landmark and _PASSED.fullmatch(other.lead) and _has_passed(one, other):
                other.role = Role.BAND


def _are_alike(one: TextFigure, other: TextFigure) -> bool:
    same = (one.role, one.dimension, one.sentence) == (other.role, other.dimension, other.sentence)
    return same and one.role in _KINDS and one.inner is other.inner


def _has_passed(value: TextFigure, milestone: TextFigure) -> bool:
    return not value.hedge and milestone.value < value.value < _MOST * milestone.value
