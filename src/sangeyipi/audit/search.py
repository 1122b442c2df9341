"""What figures come from that no sentence rule has bound: looked for among all that stand around.

Owns which figures are still open, and for which kind of relation; the percentages come first, for
an amount may be what a share says of another.
"""

from collections.abc import Callable, Iterator

from sangeyipi.audit.around import Surroundings
from sangeyipi.audit.doubts import weighed
from sangeyipi.audit.figure import Role, TextFigure
from sangeyipi.audit.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.reading import TextReading
from sangeyipi.audit.relations import any_amount, any_change, any_share, any_sum

Search = Callable[[Surroundings, TextFigure], Finding | None]
#: A number that is settled as a sum may be a difference too: 尚有12个（甲7个、乙5个）.
_OF_RATES: tuple[Search, ...] = (any_share.any_share, any_change.any_change, any_amount.any_amount)
_OF_AMOUNTS: tuple[Search, ...] = (any_change.any_change, any_amount.any_amount)
_SLIPS: tuple[Search, ...] = (
    any_share.slipped_share,
    any_change.slipped_change,
    any_sum.slipped_sum,
)
_RATES = (Role.PERCENT, Role.POINTS, Role.TIMES)
_SETTLED = GOOD | {RelationVerdict.WRONG, RelationVerdict.UNREADABLE}


class _Open:
    """What is settled so far: of which figure, and between which figures."""

    def __init__(self, found: list[Finding]) -> None:
        self.found = found
        self._sums: dict[int, set[int]] = {}
        self._others: set[int] = set()
        self._between: dict[frozenset[int], int] = {}
        for number, one in enumerate(found):
            if one.verdict in _SETTLED:
                self._settle(one, number)

    def _settle(self, one: Finding, number: int) -> None:
        if one.stated:
            if one.kind is RelationKind.SUM:
                parts = self._sums.setdefault(one.stated.start, set())
                parts.update(each.order for each in one.operands)
            else:
                self._others.add(one.stated.start)
        self._between[frozenset(each.start for each in one.figures)] = number

    def asks(self, one: TextFigure) -> bool:
        """Whether a figure is what no relation but a sum says."""
        return one.start not in self._others

    def parts(self, one: TextFigure) -> frozenset[int]:
        """The parts that a figure is a sum of, by their order."""
        return frozenset(self._sums.get(one.start, ()))

    def take(self, one: Finding) -> bool:
        """Whether a finding is new; what was told only as a sum may be told better."""
        key = frozenset(each.start for each in one.figures)
        number = self._between.get(key)
        if number is None:
            self.found.append(one)
            self._settle(one, len(self.found) - 1)
            return True
        # 已开工38个，尚有7个: what a word says to be left is so, whatever is added up.
        before = self.found[number]
        if before.kind is RelationKind.SUM and one.kind is RelationKind.DIFFERENCE:
            self.found.append(one)
            self._settle(one, number)
            return True
        # 占32%，约139.5亿元: of the three the amount is what was worked out.
        if any_amount.is_made(one) and before.verdict in GOOD:
            self.found[number] = one
            self._settle(one, number)
            return True
        return False


def searched(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what is found for figures that none of these settles."""
    around, left = Surroundings(reading), _Open(list(found))
    for figure in reading.figures:
        if figure.role in _RATES and left.asks(figure):
            _first(left, (search(around, figure) for search in _OF_RATES))
    for figure in reading.figures:
        if figure.role in _RATES:
            continue
        if left.asks(figure):
            _first(left, (search(around, figure) for search in _OF_AMOUNTS))
        for one in any_sum.any_sum(around, figure, left.parts(figure)):
            left.take(one)
    for figure in reading.figures:
        if left.asks(figure) and not left.parts(figure):
            _first(left, (slip(around, figure) for slip in _SLIPS))
    found = weighed(around, left.found)
    settled = {one.stated.start for one in found if one.stated and one.verdict in _SETTLED}
    return [
        one
        for one in found
        if one.verdict in _SETTLED or not one.stated or one.stated.start not in settled
    ]


def _first(left: _Open, found: Iterator[Finding | None]) -> None:
    for one in found:
        if one is not None and left.take(one):
            return
