"""What stands beside a whole and its parts must do as they do: 减收1070万元 of 增收1284、减收2354.

Where figures are known to come to another, what has changed of each comes to what has changed of
it, and what else stands in the same place beside each (死亡26人, 51人, 4人) comes to its own
whole.  A rate of the whole lies between those of its parts.  Wrong only by a slip, or outside.

Owns the walk from what holds to what stands beside it, which has parts of its own in its turn.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.relations.changes.changes_of_parts import changes_of_parts
from sangeyipi.audit.relations.changes.growth_of_parts import growth_of_parts
from sangeyipi.audit.relations.sums.cells_beside import cells_beside
from sangeyipi.audit.text.named import change_of
from sangeyipi.audit.text.reading import TextReading

_LEAST = 2


def with_alongside(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings with what stands beside; a sum that was left open and is proven there is told
    once."""
    more = list(alongside(reading, found))
    proven = {one.starts for one in more}
    open_ = RelationVerdict.INCOMPLETE
    return [*(one for one in found if one.verdict is not open_ or one.starts not in proven), *more]


def alongside(reading: TextReading, found: Iterable[Finding]) -> Iterator[Finding]:
    """What the figures beside those of a finding that holds say."""
    left = deque(found)
    known = {one.starts for one in left if one.verdict is not RelationVerdict.INCOMPLETE}
    while left:
        one = left.popleft()
        whole = one.stated
        if whole is None or one.verdict not in GOOD or len(one.operands) < _LEAST:
            continue
        signs = _signs(one)
        if not signs or not all(reading.knows(f) for f in one.figures):
            continue
        for told in (
            *changes_of_parts(reading, one, whole, signs),
            *cells_beside(reading, one, whole, signs),
            *growth_of_parts(reading, one, whole, signs),
        ):
            if told.starts not in known:
                known.add(told.starts)
                # What stands beside is itself a whole and its parts.
                left.append(told)
                yield told


def _signs(one: Finding) -> list[int]:
    """How the operands come to what is stated: added up, or the first less the second."""
    if one.kind is RelationKind.SUM:
        return [1] * len(one.operands)
    plain = re.fullmatch(r"[\d.]+ - [\d.]+", one.expression)
    alike = {f.dimension for f in one.figures}
    if one.kind is RelationKind.DIFFERENCE and plain and len(alike) == 1 and one.stated:
        parts = list(one.operands)
        if len(parts) == _LEAST and not change_of(one.stated.lead):
            return [1, -1] if parts[0].value > parts[1].value else [-1, 1]
    return []
