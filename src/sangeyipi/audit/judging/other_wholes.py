"""Shares that are of another whole than the one printed: of the parts' own sum, of an own plan.

立案提案812件：已解决的301件，占37.3%；…: where each share is of the sum of its row of parts, to the
digit, none of them is a slip of the pen, and which of the two wholes is meant is not known.
"""

from collections.abc import Callable
from decimal import Decimal

from sangeyipi.audit.judging.completeness import label_of
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import SHARES, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slipped_pair import slips
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past, rate_in
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.territories import WHOLE_REGION
from sangeyipi.audit.text.words import states_of
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

_LEAST, _PAIR = 3, 2


def unless_own(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings; what is none because all shares are of their own sum is left open, and what
    is of a row's own plan is not told."""
    return [
        _left_open(reading, one)
        for one in found
        if not (_is_of_own_plan(reading, one) or _is_of_both(reading, one))
        if not (_is_of_unprinted(reading, one) or _is_of_other_state(reading, one))
    ]


def _is_of_both(reading: TextReading, one: Finding) -> bool:
    """产业23个、交通14个。产业和交通有20个，占54.1%: of both, where it comes out."""
    of_two = one.kind in SHARES and len(one.operands) == _PAIR
    if one.verdict is not RelationVerdict.WRONG or not of_two:
        return False
    part, base = one.operands
    if min(part.order, base.order) < 0 or part.dimension != base.dimension:
        return False
    said = _CLAUSES.split(reading.text[max(0, part.start - _LONG) : part.start])[-1]
    named = _AND.split(said)
    own = _named_in(base, named)
    if own < 0:
        return False
    beside = reading.figures[max(0, base.order - _FAR) : base.order + _FAR]
    others = (f for f in beside if f.dimension == base.dimension and f not in (part, base))
    return any(
        _named_in(f, named) not in (own, -1) and _is_share(part, base.value + f.value, one)
        for f in others
    )


def _is_of_unprinted(reading: TextReading, one: Finding) -> bool:
    """Whether the words say that a share is of others than those of its base."""
    of_two = one.kind in SHARES and len(one.operands) == _PAIR
    stated = one.stated
    if one.verdict is not RelationVerdict.WRONG or not of_two or stated is None:
        return False
    part, base = one.operands
    if stated.role is not Role.PERCENT or min(part.order, base.order) < 0:
        return False
    if _OF_ALL.match(stated.lead.lstrip(",、 ")) and _OF_SOME.search(part.lead):
        # 其中省重点已开工45个，全部项目开工率87.1%: of what all have begun.
        return True
    said = _GROUPS_PLAN.search(stated.lead)
    if said is not None and said[1] in part.lead and said[1] not in base.lead:
        # 省重点完成24.3亿元，占省重点年度计划的61.5%: of a plan that is not printed.
        return True
    if _is_by_formula(reading, stated):
        return True
    return _is_of_both_plans(reading, one) or _is_of_then(reading, one)


def _is_by_formula(reading: TextReading, stated: TextFigure) -> bool:
    """开工率口径：开工数/(签约数-前期数): the text says of what a rate is, in a way of its own."""
    rate = rate_in(stated.lead)
    return rate is not None and any(
        said[1].endswith(rate[1][-_PAIR:]) and _MADE_UP.search(said[2])
        for said in _FORMULA.finditer(reading.text, max(0, stated.start - _FORMULAS), stated.start)
    )


#: What is divided by more than one thing is none of two figures.
_FORMULA = later(
    "([\u4e00-\u9fff]{2,8})率(?:的?(?:口径|公式|计算(?:方法|公式|口径)?|算法))?[:=为是]([^。;\n]{3,40})"
)
_MADE_UP = later(
    "[/÷].{0,16}[-+—]|除以.{0,12}(?:扣除|剔除|减去?|加上)|(?:扣除|剔除|减去?).{0,12}[/÷]"
)
_FORMULAS = 400


def _is_of_both_plans(reading: TextReading, one: Finding) -> bool:
    """省重点计划52.6亿元、市重点计划80亿元，完成24.3亿元，占年度计划的18.3%: of both."""
    part, base = one.operands
    if base.measure != "计划" or base.order < 1:
        return False
    other = reading.figures[base.order - 1]
    alike = (other.measure, other.role, other.sentence) == (base.measure, base.role, base.sentence)
    return alike and other is not part and _is_share(part, base.value + other.value, one)


def _is_of_then(reading: TextReading, one: Finding) -> bool:
    """完成64亿元，去年同期52亿元；去年计划93亿元，完成率55.9%: of what was done then."""
    part, base = one.operands
    beside = reading.figures[part.order + 1 : part.order + _PAIR]
    end = one.stated.start if one.stated else base.end
    return any(
        is_past(f.lead)
        and f.dimension == base.dimension
        and _is_share(f, base.value, one)
        # 上年同期完成38亿元、年度计划102亿元、完成率37.3%: all of that year.
        and (is_past(base.lead) or not _CLAUSES.search(reading.text, f.end, end))
        for f in beside
    )


_OF_ALL = later(f"(?:全部|{WHOLE_REGION}|总体|整体|综合)[^,。;]{{0,6}}率")
_OF_SOME = later("其中|[省市县区国]级|重点|类|新建|续建|第[^,。;]{1,3}[期批]")
_GROUPS_PLAN = later(
    "(?:占|完成)(?:了|到)?([省市县区国][^,。;年占]{1,4}?)(?:年度|全年|当年)?(?:计划|目标|任务)"
)


def _is_of_other_state(reading: TextReading, one: Finding) -> bool:
    """签约34个、57.6亿元；平均每个开工项目2.3亿元: of the begun ones, which are not printed."""
    stated = one.stated
    if one.verdict is not RelationVerdict.WRONG or stated is None or len(one.operands) != _PAIR:
        return False
    each = _EACH_SO.search(stated.lead)
    count = one.operands[1]
    before = reading.figures[stated.order - 1] if stated.order > 0 else count
    told = before.role is Role.COUNT and before is not count and "平均每" in stated.lead
    if told and _CLAUSES.search(reading.text, before.end, stated.start) is None:
        # 6个共15亿元；其余9个平均每个1.8亿元: of those 9.
        return True
    if each is None or count.role is not Role.COUNT:
        return False
    own = states_of(count.lead + reading.text[count.end : count.end + _FAR].split(",")[0])
    return bool(own) and states_of(each[1]).isdisjoint(own)


_EACH_SO = later(r"平均每[个项家]([^,。;\d]{0,4}(?:签约|开工|投产|竣工|完工|建成|续建|新建))项目")


def _is_share(part: TextFigure, whole: Decimal, one: Finding) -> bool:
    stated = one.stated
    value = EXACT.divide(part.value * _ALL, whole)
    return stated is not None and half_up(value, stated.places) == stated.printed


def _named_in(one: TextFigure, names: list[str]) -> int:
    """Which of some names joined by 和 a count is of, by the last words of its own; -1 for none."""
    name = label_of(one)[-_PAIR:]
    if len(name) < _PAIR or len(names) < _PAIR:
        return -1
    return next((at for at, each in enumerate(names) if name in each), -1)


_AND = later("[和与及、]")
_CLAUSES = later("[,;。:\\n]")
_LONG = 48


def _is_of_own_plan(reading: TextReading, one: Finding) -> bool:
    """91个，年度计划304亿元；其中续建35个，完成47.7亿元，完成年度计划的24.3%: what some of them are
    to do is not printed, and is not what all are."""
    stated = one.stated
    of_two = one.kind in SHARES and len(one.operands) == _PAIR
    if one.verdict is not RelationVerdict.WRONG or not of_two or stated is None:
        return False
    part, base = one.operands
    if part.role is Role.COUNT:
        # What is counted has no count of its own besides.
        return False
    if not _PLANNED.search(stated.lead) or one.computed is None or is_slip(one.computed, stated):
        return False
    if one.reason is Reason.EXCHANGED:
        return False
    own = _counted(reading, part)
    if own is None or not 0 <= base.order < own.order or base.role is not part.role:
        return False
    for of in reversed(reading.figures[max(0, base.order - _FAR) : base.order]):
        if of.role is Role.COUNT and of.unit == own.unit and of.paragraph == base.paragraph:
            return of.value > own.value
    return False


_PLANNED = later("计划|任务|目标|预算")
_CLAUSE = later("[;。:\\n]|,[^,]*,")
_FAR = 8


def _counted(reading: TextReading, part: TextFigure) -> TextFigure | None:
    """The count of which an amount in the next clause is told: 续建35个，完成47.7亿元."""
    for own in reversed(reading.figures[max(0, part.order - _PAIR) : part.order]):
        if own.inner and not part.inner:
            continue
        between = reading.text[own.end : part.start]
        row = own.role is Role.COUNT and own.sentence == part.sentence
        return own if row and not _CLAUSE.search(between) else None
    return None


def _left_open(reading: TextReading, one: Finding) -> Finding:
    stated = one.stated
    of_two = one.kind in SHARES and len(one.operands) == _PAIR
    if one.verdict is not RelationVerdict.WRONG or stated is None:
        return one
    if one.kind is RelationKind.SUM and _lacks_rows(reading, one, stated):
        why = Why("各部分的占比都对得上，合起来不到100%，没有写全", Reason.OPEN)
        return one._replace(verdict=RelationVerdict.INCOMPLETE, remedy="", why=why)
    if not of_two:
        return one
    part, base = one.operands
    if not 0 <= part.order == stated.order - 1:
        return one
    row = _row(reading, part)
    total = sum(each.value for each, _ in row)
    if len(row) < _LEAST or total == base.value or not total or (base in (f for f, _ in row)):
        return one
    shares = (
        half_up(EXACT.divide(each.value * 100, total), share.places) == share.printed
        for each, share in row
    )
    if not all(shares) or _is_slipped(base, total):
        return one
    why = Why("几个占比都是各部分自己合计的，不作判断", Reason.OPEN)
    return one._replace(verdict=RelationVerdict.BASE_UNCLEAR, remedy="", why=why)


def _is_slipped(base: TextFigure, total: Decimal | int) -> bool:
    """共1705人次 of parts that come to 1005: no other whole, but the same with a slip."""
    return any(one.right * base.scale == total and one.is_rare for one in slips(base))


def _lacks_rows(reading: TextReading, one: Finding, whole: TextFigure) -> bool:
    """1033个：甲138个，占13.4%；…；其他240个，占23.2%: where each part has its share of the whole
    printed, and these leave much of it over, the rest is not printed."""
    parts = sorted(one.operands, key=lambda f: f.order)
    if len(parts) < _PAIR or any(f.order < 0 for f in (*parts, whole)) or not whole.value:
        return False
    total = left = whole.value * 0
    for at, part in enumerate(parts):
        end = parts[at + 1].order if at + 1 < len(parts) else part.order + _FAR
        share = _share_of(part, whole)
        behind = (
            f
            for f in reading.figures[part.order + 1 : end]
            if f.sentence == part.sentence and f.role is Role.PERCENT and not f.hedge
        )
        found = next((f for f in behind if f.printed == share(f)), None)
        if found is None:
            return False
        total += found.printed
        left += found.half
    return total + left < _ALL


_ALL = 100


def _share_of(part: TextFigure, whole: TextFigure) -> Callable[[TextFigure], Decimal]:
    """What a share of a whole is, to as many places as it is printed."""
    value = EXACT.divide(part.value * _ALL, whole.value)
    return lambda one: half_up(value, one.places)


def _row(reading: TextReading, part: TextFigure) -> list[tuple[TextFigure, TextFigure]]:
    """The parts around one, each with its share right behind it."""
    figures = reading.figures
    first = last = part.order
    while first >= _PAIR and _is_pair(reading, first - _PAIR, part):
        first -= _PAIR
    while last + _PAIR + 1 < len(figures) and _is_pair(reading, last + _PAIR, part):
        last += _PAIR
    return [(figures[at], figures[at + 1]) for at in range(first, last + 1, _PAIR)]


def _is_pair(reading: TextReading, at: int, part: TextFigure) -> bool:
    each, share = reading.figures[at : at + _PAIR]
    alike = (each.role, each.dimension, each.paragraph) == (
        part.role,
        part.dimension,
        part.paragraph,
    )
    return alike and share.role is Role.PERCENT and not (each.hedge or share.hedge or each.inner)
