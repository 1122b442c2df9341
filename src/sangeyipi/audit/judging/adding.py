"""A whole and its parts, and what the sum of the parts says about the whole.

Owns the arithmetic and the words of a sum; which figures are the parts of which is not known here.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.audit.judging.completeness import REST
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    shown,
    sum_text,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import Slip, SlipKind, has_digits_crossed, slip_kind, slip_of
from sangeyipi.audit.lazily import lazily
from sangeyipi.audit.text import words
from sangeyipi.audit.text.figure import Hedge, Role, TextFigure
from sangeyipi.model.patterns import later


class _Window(NamedTuple):
    total: TextFigure
    parts: list[TextFigure]


class Window(_Window):
    """A whole and the parts found for it, which stay as they are."""

    @lazily
    def sum(self) -> Decimal:
        """Of the parts, in base units."""
        return sum([one.value for one in self.parts], Decimal(0))

    @lazily
    def verdict(self) -> RelationVerdict:
        """By the arithmetic alone."""
        if self.total.hedge is Hedge.NONE and self.sum == self.total.value:
            return RelationVerdict.HOLDS
        half = sum([one.half for one in self.parts], Decimal(0))
        reach = (self.sum - half, self.sum + half)
        if any(one.hedge for one in self.parts):
            reach = (
                sum((one.interval[0] for one in self.parts), Decimal(0)),
                sum((one.interval[1] for one in self.parts), Decimal(0)),
            )
        return judged(self.sum, reach, self.total)


def each_counted(window: Window) -> Window:
    """甲项目和乙项目各3个: 3 of each of those that are named."""
    parts: list[TextFigure] = []
    for one in window.parts:
        said = _EACH.search(one.lead) if "各" in one.lead else None
        names = list(filter(None, _AND.split(said[1]))) if said is not None else [""]
        parts += [one] * len(names)
    return Window(window.total, parts)


_EACH = later("([^,;:]{2,24})各[有占]?$")
_AND = later("[、和及与]")


def may_hold(total: TextFigure, exact: int, open_: int = 0) -> bool:
    """Whether a sum (as `TextFigure.exact` has it) is no further from a whole than their digits.

    `open_` is what the digits of the parts leave open.  Asked of many sums of which nearly none
    comes to the whole; what it lets pass is judged.
    """
    least, most = total.about
    return least - open_ <= exact <= most + open_


def summed(window: Window, verdict: RelationVerdict | None) -> Finding:
    """What is told of a sum; `verdict` None: by the arithmetic."""
    total, parts = window
    if verdict is not RelationVerdict.INCOMPLETE:
        verdict = window.verdict
    if verdict is RelationVerdict.WRONG and may_share(window):
        verdict = RelationVerdict.INCOMPLETE
    said = f"各部分合计 {shown(window.sum, total)}，写的是 {total.text}"
    remedy = ""
    why: Why | Slip | None = None
    if verdict is RelationVerdict.WRONG:
        why = slip(window)
        said += f"，差 {shown(abs(total.value - window.sum), total)}"
        right = total.as_printed(window.sum)
        remedy = f"各部分若无误，合计应为 {right}；也可能是某一部分写错，一并核对"
        if _is_of_part(window):
            several = why is not None and why.kind is SlipKind.OF_ANY_PART
            of = "这几个部分" if several else "这一部分"
            remedy = f"先核对{of}；各部分都无误，合计才应为 {right}"
    elif verdict is RelationVerdict.INCOMPLETE:
        why = Why("看不出各部分是否写全、有无重叠，不作判断", Reason.OPEN)
    text = sum_text(parts, total)
    return Finding(
        verdict, RelationKind.SUM, said, text, window.sum, total, tuple(parts), remedy, why
    )


def slip(window: Window) -> Slip | None:
    """How a sum came to be wrong by one slip, of the whole or of a part; None for no such way."""
    return _part_slip(window) or slip_of(window.sum, window.total) or _part_cause(window)


def _is_of_part(window: Window) -> bool:
    """Whether a slip of one part explains it: the whole is not to be changed after that."""
    if left_out(window) is not None or lost(window) is not None:
        return False
    if slipped(window) is not None:
        return True
    return slip_of(window.sum, window.total) is None and _part_cause(window) is not None


def near(window: Window) -> bool:
    """Whether a total is off by no more than a slip: a tenth, a digit, a unit."""
    off = abs(window.sum - window.total.value) * 10
    return off <= window.total.value or slip_of(window.sum, window.total) is not None


def is_slip_of_parts(window: Window) -> bool:
    """Whether the whole, or one part of many digits, would come out but for how it was written."""
    total, parts = window
    if is_slip(window.sum, total):
        return True
    off = total.value - window.sum
    return any(f.value + off > 0 and is_slip(f.value + off, f) for f in parts)


def is_crossed(window: Window) -> bool:
    """Whether the whole, or one part, would come out with two of its digits in the other order."""
    return has_digits_crossed(window.sum, window.total) or has_part_crossed(window)


def has_part_crossed(window: Window) -> bool:
    """Whether one part with two of its digits crossed makes the whole."""
    off = window.total.value - window.sum
    return any(f.value + off > 0 and has_digits_crossed(f.value + off, f) for f in window.parts)


def may_lack(window: Window, proofs: Iterable[TextFigure | None]) -> bool:
    """Whether what is missing of a whole may be in none of its rows.

    That all 894 that are closed are of four kinds says nothing of the 1803 that came in: a fifth,
    of which none is closed, may be so few that it looks like one digit.  Not so where two digits
    are crossed, or a part is above its whole.
    """
    total = window.total
    if window.sum >= total.value or is_crossed(window):
        return False
    why = slip(window)
    if why is not None and why.kind is SlipKind.UNIT:
        return False
    much = (total.value - window.sum) * _MUCH >= total.value
    return all(
        each is not None
        and (
            (each.dimension == total.dimension and each.value < total.value)
            # 30 of 330 may have no plan for the year, nor have done anything of it.
            or (total.role is Role.COUNT and each.measure in _OF_THE_YEAR and much)
        )
        for each in proofs
    )


_OF_THE_YEAR = ("计划", "完成", "任务")
#: One in so many and more is no slip of the last digits.
_MUCH = 20


def has_unit_slipped(window: Window) -> bool:
    """Whether one part with its point elsewhere makes the whole: 3600万元 added up as 3.6亿元."""
    off = window.total.value - window.sum
    return any(slip_kind(f.value + off, f) is SlipKind.UNIT for f in window.parts if f.value > -off)


def slipped(window: Window) -> TextFigure | None:
    """The one part larger than the whole with which the sum would come out in another unit."""
    total, parts = window
    large = [one for one in parts if one.value > total.value]
    if len(large) != 1 or total.dimension != "元":
        return None
    if Window(total, _without(large[0], parts)).verdict in GOOD:
        return None  # In a unit so small that it adds nothing anything would fit.
    for factor in (10000, 1000, 100, 10):
        smaller = large[0]._replace(scale=large[0].scale / factor)
        others = [smaller if one is large[0] else one for one in parts]
        if Window(total, others).verdict is not RelationVerdict.WRONG:
            return smaller
    return None


def left_out(window: Window) -> TextFigure | None:
    """The one part larger than the whole that is the sum of the other parts, two or more."""
    total, parts = window
    if len(parts) <= 2:
        return None
    large = next((one for one in parts if one.value > total.value), None)
    if large is None or Window(total, _without(large, parts)).verdict is not RelationVerdict.HOLDS:
        return None
    return large


def twice(window: Window) -> TextFigure | None:
    """The one part, of three and more, that a whole holds twice."""
    total, parts = window
    off = total.value - window.sum
    if len(parts) <= 2 or off <= 0 or any(f.hedge for f in (total, *parts)):
        return None
    found = [one for one in parts if one.value == off]
    return found[0] if len(found) == 1 else None


def may_share(window: Window) -> bool:
    """Whether what parts reach may be counted in several: 涉及企业39家、32家, 58家 in all."""
    reaching = all(_REACHES.search(one.lead) for one in window.parts)
    return reaching and window.sum > window.total.value


_REACHES = later(words.REACHES)


def lacks_one(window: Window) -> bool:
    """Whether a whole is just what all parts but one come to."""
    total, parts = window
    off = window.sum - total.value
    return off > 0 and len(parts) > 2 and any(one.value == off for one in parts)


def lost(window: Window) -> TextFigure | None:
    """The one part, of three and more, without which the others come to the whole exactly.

    Not the last, with which a list may be over before; one between only where all are called alike
    (甲类、乙类、丙类), for it may lie across the others.
    """
    total, parts = window
    if len(parts) <= 2 or window.sum <= total.value or any(f.hedge for f in (total, *parts)):
        return None
    off = window.sum - total.value
    found = [at for at, one in enumerate(parts) if one.value == off]
    if len(found) != 1:
        return None
    (at,) = found
    if Window(total, _without(parts[at], parts)).verdict is not RelationVerdict.HOLDS:
        return None
    last = at == len(parts) - 1 and REST.search(parts[at].lead) is None
    return None if last or (at > 0 and not _are_called_alike(parts)) else parts[at]


_ENDS = later("([类级县区镇乡行省市期批等产])$")


def _are_called_alike(parts: list[TextFigure]) -> bool:
    said = [_ENDS.search(one.lead) for one in parts if not REST.search(one.lead)]
    return all(said) and len({each[1] for each in said if each}) == 1


def _without(one: TextFigure, parts: list[TextFigure]) -> list[TextFigure]:
    return [other for other in parts if other is not one]


def _part_slip(window: Window) -> Slip | None:
    of_whole = slip_of(window.sum, window.total)
    missing = left_out(window) or (None if of_whole else lost(window))
    if missing is not None:
        return Slip(SlipKind.LEFT_OUT, f"总数像是没有算上 {missing.text}")
    again = None if of_whole else twice(window)
    if again is not None:
        return Slip(SlipKind.TWICE, f"总数像是把 {again.text} 算了两次")
    right = slipped(window)
    if right is None:
        return None
    factor = next(one.scale for one in window.parts if one.start == right.start) / right.scale
    said = f"{right.text} 比总数还大，像是单位或小数点错了，差 {factor:f} 倍"
    return Slip(SlipKind.UNIT, said)


def _part_cause(window: Window) -> Slip | None:
    """What one part would have to be; where several could be off by a slip, which ones."""
    ways: list[tuple[TextFigure, str]] = []
    for one in window.parts:
        right = one.value + window.total.value - window.sum
        kind = slip_kind(right, one) if right > 0 else None
        if kind is SlipKind.UNIT and not ways:
            said = f"{one.text} 像是单位或小数点错了，应为 {shown(right, window.total)}"
            return Slip(SlipKind.UNIT, said)
        if kind not in (None, SlipKind.CUT_OFF, SlipKind.UNIT):
            ways.append((one, f"若是 {one.text} 写错，应为 {one.as_printed(right)}"))
    if len(ways) > 1:
        every = "、".join(one.text for one, _ in ways)
        return Slip(SlipKind.OF_ANY_PART, f"若是某一部分写错，{every} 都可能")
    return Slip(SlipKind.OF_A_PART, ways[0][1]) if ways else None


def by_part(wholes: Iterable[frozenset[int]]) -> dict[int, list[frozenset[int]]]:
    """The parts of several wholes, each by where it stands: looked up by any part of theirs, so
    that a text of nothing but lists costs no more a list than any other."""
    found: dict[int, list[frozenset[int]]] = {}
    for parts in wholes:
        for start in parts:
            found.setdefault(start, []).append(parts)
    return found
