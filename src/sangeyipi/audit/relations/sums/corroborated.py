"""A whole off by a slip from its parts, which a rate or what is left beside it shows.

共收集68条，其中26条、23条、15条；已办结56条，办结率87.5%，剩余8条: the last three are of the
64 that the parts come to.

A list that nothing closes may lack a part, so that it says nothing against its whole.  But where a
percentage near it is that of what was done of the sum, to its last digit and not of the whole, or
where what was done and what is left come to the sum, the whole was that sum before it was written.
So it is where no list is known, but a percentage is found to be of just what figures come to that
stand behind a whole, or before what is summed up, and that is off by a slip.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, summed
from sangeyipi.audit.judging.evidence import slip_odds
from sangeyipi.audit.judging.finding import GOOD, SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.pairs import is_share
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.text.around import Surroundings
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past
from sangeyipi.audit.text.terms.totals import IN_ALL
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "共收集诉求68条，其中用工26条、融资23条、用地15条；已办结56条，办结率87.5%，剩余8条正在推进。",
        "wrong 26 + 23 + 15 = 68",
    ),
    (
        "考核项目65个：优秀14个，占23%；良好29个，占47.5%；一般13个，占21.3%；较差5个，占8.2%。",
        "wrong 14 + 29 + 13 + 5 = 65",
    ),
    (
        "共收集诉求68条，其中用工26条、融资23条、用地15条；已办结60条，办结率88.2%。",
        "incomplete 26 + 23 + 15 = 68",
    ),
    (
        "实际利用外资6839万美元，完成任务8500万美元的80.4%。按来源地，港资4120万美元，占60.3%；"
        "其他国家和地区2710万美元，占39.7%。",
        "wrong 4120 + 2710 = 6839",
    ),
    (
        "计划投资966.1亿元。其中，续建项目274个，计划投资261.3亿元；开工项目198个，计划投资204.8亿元。"
        "累计完成投资331.2亿元，投资完成率71.1%。",
        "wrong 261.3 + 204.8 = 966.1",
    ),
    (
        "下达中央资金2.07亿元，省级专项资金0.84亿元，两级资金合计2.99亿元。已拨付2.45亿元，拨付率84.2%。",
        "wrong 2.07 + 0.84 = 2.99",
    ),
    (
        "社会消费品零售总额46.87亿元。其中限额以上单位零售额6.13亿元。按经营地统计，城镇零售额38.92亿元，"
        "占84.1%，乡村零售额7.35亿元，占15.9%。",
        "wrong 38.92 + 7.35 = 46.87",
    ),
)
_LEFT = later("剩余|剩下|其余|余下|尚有|还有|仍有|未")
#: So far behind a list, and so near a figure, stands what shows of what it is.
_BEHIND, _NEAR, _DIGITS, _HUNDRED = 8, 12, 3, 100


def corroborated(around: Surroundings, found: Sequence[Finding]) -> list[Finding]:
    """The findings; a sum left open is wrong where what stands beside it is of the sum."""
    exact = {
        one.stated.start
        for one in found
        if one.stated is not None and one.verdict is RelationVerdict.HOLDS
        if one.kind in SHARES and len(one.operands) == _PAIR
    }
    held = {
        one.stated.start
        for one in found
        if one.stated is not None and one.kind is RelationKind.SUM and one.verdict in GOOD
    }
    told = [_judged(around, one, exact, held) for one in found]
    wrong = {one.stated.start for one in told if one.stated and one.verdict is _WRONG} | held
    return [*told, *_of_joint_shares(around, found, wrong)]


_WRONG = RelationVerdict.WRONG


def _of_joint_shares(
    around: Surroundings, found: Sequence[Finding], known: set[int]
) -> Iterator[Finding]:
    """港资4120万美元，占60.3%；其他2710万美元，占39.7%: of what the two come to."""
    for one in found:
        if one.verdict is not RelationVerdict.HOLDS or len(one.operands) <= _PAIR:
            continue
        stated, total = one.stated, one.computed
        if stated is None or stated.role is not Role.PERCENT or not total or stated.hedge:
            continue
        if _OF_ASKED.search(stated.lead):
            continue
        part, *parts = one.operands
        if len(stated.digits) < _DIGITS or not all(map(around.knows, parts)):
            continue
        value = sum((f.value for f in parts), Decimal(0))
        if not value or not _percent(part, value, stated):
            continue
        parts.sort(key=lambda f: f.order)
        whole = _whole_of(around, parts, value)
        if whole is None or whole.start in known or _percent(part, whole.value, stated):
            continue
        known.add(whole.start)
        yield _told(whole, parts, value)


def _whole_of(
    around: Surroundings, parts: Sequence[TextFigure], value: Decimal
) -> TextFigure | None:
    """The figure right before parts, or the sum right behind them, that is off by a slip."""
    first, last = parts[0], parts[-1]
    figures = around.reading.figures
    before = figures[max(0, first.order - _BEHIND) : first.order]
    behind = figures[last.order + 1 : last.order + 1 + _PAIR]
    above = [f for f in before if _may_be_whole(around, f, first)]
    if any(
        f.value == value and f.dimension == first.dimension
        for f in around.reading.paragraph_before(first)
    ):
        return None
    below = next((f for f in behind if f.role is first.role and _ALL.search(f.lead)), None)
    # What stands between may be of some only: 限额以上6.13亿元.
    near = [f for f in above if f.unit == first.unit and slip_odds(value, f) >= _RARE]
    nearest = near[-1] if len(near) == 1 else above[-1] if above else None
    for one in (nearest, below):
        if one is None or one.paragraph != first.paragraph or one.hedge or one.inner:
            continue
        alike = one.dimension == first.dimension and one.value != value
        fine = all(f.half <= one.half for f in parts)
        if alike and fine and slip_odds(value, one) >= _RARE:
            return one
    return None


_ALL = later(f"{IN_ALL}")
#: One of so many figures looks by chance like a slip of another.
_RARE = 30


def _may_be_whole(around: Surroundings, one: TextFigure, part: TextFigure) -> bool:
    same = (one.role, one.dimension) == (part.role, part.dimension) and not one.inner
    return same and one.order not in around.bases and not change_of(one.lead)


_PAIR = 2
_COUNTED = (Role.COUNT, Role.QUANTITY, Role.MONEY)


def _judged(around: Surroundings, one: Finding, exact: set[int], held: set[int]) -> Finding:
    whole, total = one.stated, one.computed
    if one.verdict is not RelationVerdict.INCOMPLETE or one.kind is not RelationKind.SUM:
        return one
    if whole is None or total is None or whole.start in held or whole.role not in _COUNTED:
        return one
    if any(f.hedge or f.places > whole.places for f in one.figures):
        return one
    if not slip_odds(total, whole) or not any(_of_sum(around, one, whole, total, exact)):
        return one
    return _told(whole, list(one.operands), total)


def _told(whole: TextFigure, parts: list[TextFigure], total: Decimal) -> Finding:
    told = summed(Window(whole, parts), None)
    right = whole.as_printed(total)
    why = Why(f"旁边的数都是按 {right} 算的，像是总数写错")
    return told._replace(remedy=f"查原始数；各部分若无误，总数应为 {right}", why=why)


def _of_sum(
    around: Surroundings, one: Finding, whole: TextFigure, total: Decimal, exact: set[int]
) -> Iterator[bool]:
    """Whether each thing beside a list is of its sum, and not of the whole that is printed."""
    figures = around.reading.figures
    first, last = one.operands[0].order, max(f.order for f in one.operands)
    for each in figures[first : last + _BEHIND]:
        if each.paragraph != whole.paragraph:
            return
        if each.role is Role.PERCENT and each.start not in exact:
            yield _is_rate(around, each, whole, total)
        elif each.order > last:
            yield _is_rest(around, each, whole, total)


def _is_rate(around: Surroundings, one: TextFigure, whole: TextFigure, total: Decimal) -> bool:
    """办结率87.5%, 占23%: of what was done of the sum, right before it."""
    part = around.before(one)
    digits = len(one.digits)
    # 三县共开工31个，开工率86.1%: of the sum it is the total itself.
    if part is whole or part.value >= total or not _is_kin(part, whole):
        return False
    if digits < _DIGITS or one.hedge or _OF_ASKED.search(one.lead):
        return False
    if one.start - part.end > _NEAR or not is_share(around.reading, one):
        return False
    return _percent(part, total, one) and not _percent(part, whole.value, one)


#: 满意率 is of those that were asked.
_OF_ASKED = later("满意|服判|息诉")


def _percent(part: TextFigure, of: Decimal, one: TextFigure) -> bool:
    return half_up(EXACT.divide(part.value * _HUNDRED, of), one.places) == one.printed


def _is_rest(around: Surroundings, one: TextFigure, whole: TextFigure, total: Decimal) -> bool:
    """已办结56条，…，剩余8条: with what was done before it they come to the sum."""
    if not _is_kin(one, whole) or _LEFT.search(one.lead) is None:
        return False
    before = around.reading.figures[max(0, one.order - _PAIR) : one.order]
    done = [f for f in before if _is_kin(f, whole) and f.sentence == one.sentence]
    return bool(done) and total >= _TENS and done[-1].value + one.value == total


#: Fewer come out by chance.
_TENS = 30


def _is_kin(one: TextFigure, whole: TextFigure) -> bool:
    plain = one.role is whole.role and one.unit == whole.unit and not (one.hedge or one.inner)
    return plain and not change_of(one.lead) and not is_past(one.lead)
