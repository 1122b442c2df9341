"""What figures come from that no sentence rule has bound: looked for among all that stand around.

Owns which figures are still open, and for which kind of relation; the percentages come first, for
an amount may be what a share says of another.
"""

from collections.abc import Callable, Iterator

from sangeyipi.audit.ahead import Answer, answers
from sangeyipi.audit.around import Surroundings
from sangeyipi.audit.doubts import weighed
from sangeyipi.audit.figure import Role, TextFigure
from sangeyipi.audit.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.reading import TextReading
from sangeyipi.audit.relations import any_amount, any_change, any_share, any_sum

Search = Callable[[Surroundings, TextFigure], Finding | None]
_Searches = tuple[Search, ...]
#: A number that is settled as a sum may be a difference too: 尚有12个（甲7个、乙5个）.
_OF_RATES: _Searches = (any_share.any_share, any_change.any_change, any_amount.any_amount)
_OF_AMOUNTS: _Searches = (any_change.any_change, any_amount.any_amount)
_SLIPS: _Searches = (
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
    every = list(_every(reading))
    ahead = answers(reading, len(every), lambda at: _looked(around, left, *every[at]))
    for (searches, figure), answer in zip(every, ahead, strict=True):
        _look(around, left, searches, figure, answer)
    found = weighed(around, left.found)
    settled = {one.stated.start for one in found if one.stated and one.verdict in _SETTLED}
    return [
        one
        for one in found
        if one.verdict in _SETTLED or not one.stated or one.stated.start not in settled
    ]


def _every(reading: TextReading) -> Iterator[tuple[_Searches, TextFigure]]:
    """Of which figure what is looked for, in turn."""
    for figure in reading.figures:
        if figure.role in _RATES:
            yield _OF_RATES, figure
    for figure in reading.figures:
        if figure.role not in _RATES:
            yield _OF_AMOUNTS, figure
    for figure in reading.figures:
        yield _SLIPS, figure


def _asks(left: _Open, searches: _Searches, figure: TextFigure) -> bool:
    return left.asks(figure) and not (searches is _SLIPS and left.parts(figure))


def _look(
    around: Surroundings, left: _Open, searches: _Searches, figure: TextFigure, known: Answer
) -> None:
    """Look for what a figure comes from, and take the first that is new, and all sums that are."""
    if _asks(left, searches, figure):
        for number, search in enumerate(searches, 1):
            if number < known.tried:
                continue
            found = known.found if number == known.tried else search(around, figure)
            if found is not None and left.take(found):
                break
    if searches is _OF_AMOUNTS:
        parts = left.parts(figure)
        sums = known.sums if known.parts == parts else any_sum.any_sum(around, figure, parts)
        for one in sums:
            left.take(one)


def _looked(around: Surroundings, left: _Open, searches: _Searches, figure: TextFigure) -> Answer:
    """What `_look` would ask if nothing were found meanwhile; nothing is taken."""
    tried, found = 0, None
    if _asks(left, searches, figure):
        for search in searches:
            tried, found = tried + 1, search(around, figure)
            if found is not None:
                break
    if searches is not _OF_AMOUNTS:
        return Answer(tried, found)
    parts = left.parts(figure)
    return Answer(tried, found, parts, tuple(any_sum.any_sum(around, figure, parts)))
