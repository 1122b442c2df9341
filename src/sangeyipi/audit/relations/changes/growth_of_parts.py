"""How fast a whole has grown is said by how fast its parts have: 增长29.7% of 增长20%, 增长50%.

Asked of sums that hold.  At whatever prices, the growth of all lies between those of its parts.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, judged, said_in, shown
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import DOWN, change_of, growth_of
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.audit.text.terms.reference_periods import LAST_YEAR, SAME_PERIOD, YEAR_ON_YEAR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "工业产值24.18亿元，增长31.6%。其中轻工业13.62亿元，增长18.4%；重工业10.56亿元，增长53.7%。",
        "holds (13.62 + 10.56) / (13.62 / 1.184 + 10.56 / 1.537) * 100 - 100 = 31.6",
    ),
    (
        "到位资金127.6亿元，同比增长7.5%。其中新签项目到位资金8.9亿元，同比增长16.8%；"
        "续建项目到位资金118.7亿元，同比下降6.9%。",
        "wrong (8.9 + 118.7) / (8.9 / 1.168 + 118.7 / 0.931) * 100 - 100 = 7.5",
    ),
    (
        "增加值286.4亿元，增长16.2%。其中轻工业191.8亿元，增长14.9%；重工业94.6亿元，增长15.4%。",
        "wrong (191.8 + 94.6) / (191.8 / 1.149 + 94.6 / 1.154) * 100 - 100 = 16.2",
    ),
)
#: So many digits of a growth, at least, come out by no chance.
_TELLING = 10


def growth_of_parts(
    reading: TextReading, one: Finding, whole: TextFigure, signs: list[int]
) -> Iterator[Finding]:
    """12.6亿元，增长20%; 7.5亿元，增长50%: of both 29.7%.  Told only where it comes out: what is
    reckoned at constant prices need not."""
    grown = [_growth(reading, f) for f in (whole, *one.operands)]
    stated, parts = grown[0], [f for f in grown[1:] if f is not None]
    if stated is None or len(parts) < len(one.operands) or any(sign < 0 for sign in signs):
        return
    pairs = list(zip(one.operands, parts, strict=True))
    if len({f.start for f in (stated, *parts)}) < len(grown):
        return
    if len({_since_when(f) for f in (stated, *parts)}) > 1:
        return
    ends = []
    for move in (-1, 0, 1):
        before = [_before(f, g, move) for f, g in pairs]
        if min(before) <= 0:
            return
        now = sum((f.value for f, _ in pairs), Decimal(0))
        value = EXACT.divide(now * 100, sum(before, Decimal(0))) - 100
        ends.append(value * _grown_way(stated))
    reach = min(ends), max(ends)
    verdict = judged(ends[1], reach, stated)
    good = verdict in GOOD
    if not good and _are_of_fewer(reading, whole, [stated, *parts]):
        return
    outside = None if good or not _are_alone(reading, one, whole) else _outside(stated, parts)
    far = not good and not outside and abs(ends[1] - stated.value) > 1
    turned = _turned_growth(pairs, stated) if far else None
    if turned is not None:
        outside = Why(f"像是 {turned.text} 的升降写反了", Reason.TURNED)
    if not (outside or (good and reach[1] - reach[0] <= 1)):
        return
    sum_now = " + ".join(said_in(f.value, whole) for f, _ in pairs)
    sum_was = " + ".join(
        f"{said_in(f.value, whole)} / {1 + g.printed * _grown_way(g) / 100}" for f, g in pairs
    )
    text = f"({sum_now}) / ({sum_was}) * 100 - 100"
    said = f"按各部分的增长，合起来是 {shown(ends[1], stated)}，写的是 {stated.text}"
    remedy = "总的增长总在各部分的增长之间，核对这几个数和升降" if outside else ""
    operands = tuple(each for pair in pairs for each in pair)
    kind = RelationKind.DIFFERENCE
    yield Finding(verdict, kind, said, text, ends[1], stated, operands, remedy, outside)


def _turned_growth(
    pairs: list[tuple[TextFigure, TextFigure]], stated: TextFigure
) -> TextFigure | None:
    """The one growth of a part that, the other way round, makes the whole come out to its digit.

    下降6.9% of what has grown by 6.9%: of three digits hardly ever so by chance.
    """
    found = []
    for at, (_, turned) in enumerate(pairs):
        if turned.printed.scaleb(turned.places) < _TELLING or not stated.places:
            continue
        before = [_before(f, g, 0, turned=n == at) for n, (f, g) in enumerate(pairs)]
        if min(before) <= 0:
            continue
        now = sum((f.value for f, _ in pairs), Decimal(0))
        value = EXACT.divide(now * 100, sum(before, Decimal(0))) - 100
        if half_up(value * _grown_way(stated), stated.places) == stated.printed:
            found.append(turned)
    return found[0] if len(found) == 1 else None


def _outside(stated: TextFigure, grown: list[TextFigure]) -> Why | None:
    """增长15.0% of two that have grown by 14.6% and 14.7%: at any prices it lies between them."""
    own = stated.value * _grown_way(stated)
    each = sorted(grown, key=lambda g: g.value * _grown_way(g))
    low, high = each[0], each[-1]
    least, most = (g.value * _grown_way(g) for g in (low, high))
    room = (low if own < least else high).half + stated.half
    if least - room <= own <= most + room:
        return None
    return Why(f"不在各部分的 {_signed(low)} 和 {_signed(high)} 之间", Reason.OPEN)


def _signed(one: TextFigure) -> str:
    """-4.1% of what has fallen by 4.1%."""
    return f"-{one.text}" if _grown_way(one) < 0 and one.printed > 0 else one.text


def _since_when(one: TextFigure) -> str:
    """Against what something has grown, as the words before it say; "" where that is a year ago."""
    word = growth_of(one.lead)
    said = one.lead[: word.start(1)] if word is not None else one.lead
    return _A_YEAR_AGO.sub("", said.strip(_MARKS))


def _are_of_fewer(reading: TextReading, whole: TextFigure, grown: list[TextFigure]) -> bool:
    """扣除留抵退税因素后增长9.8%, 增长9.8%（可比口径）: whether some may be reckoned otherwise."""
    text, begin, end = reading.text, reading.begun("。;\n", whole.start), grown[-1].end
    other = {said.start() for said in _OTHERWISE.finditer(text, begin, end + _NOTE)}
    inside = [_OTHERWISE.search(f.lead) is not None for f in grown]
    return bool(other) and not (all(inside) and len(other) == len(inside))


_MARKS = ",;、:() "
#: 增长7.4%, 同比增长7.4%, 较上年同期增长7.4%: all the same.
_A_YEAR_AGO = later(f"^(?:{YEAR_ON_YEAR}|[比较与同](?:{LAST_YEAR})?(?:{SAME_PERIOD})?(?:相比)?,?)$")
#: At which prices or of which of all, where that is said of some.
_OTHERWISE = later(f"{OF_FEWER}|不计|扣减|实际(?=[增下减降])|名义|现价|不变价|日均|平均|自然口径")
_NOTE = 12


def _are_alone(reading: TextReading, one: Finding, whole: TextFigure) -> bool:
    """Whether nothing else of their kind stands from a whole to its last part: what comes to it by
    chance stands among others."""
    last = one.operands[-1]
    # 2亿元 of 0.8 and 0.7: so rough a whole is no proof that they are its parts.
    if whole.value < _ROUGH * whole.half:
        return False
    between = reading.figures[whole.order + 1 : last.order]
    return whole.order < one.operands[0].order and not any(
        f.dimension == whole.dimension and f not in one.operands and not change_of(f.lead)
        for f in between
    )


#: Of so many halves of its last place a whole consists at least.
_ROUGH = 20
_OF_PLAN = later("(?:预算|计划|目标|任务)的?$")
_TURNED = later("[,、]?(?:转为|转变为|变为)")


def _growth(reading: TextReading, one: TextFigure) -> TextFigure | None:
    after = reading.figures[one.order + 1 : one.order + 2]
    if after and after[0].role is Role.PERCENT and _OF_PLAN.search(after[0].lead):
        # 完成预算62.1%，比去年同期增长12.3%: how much of the plan stands between.
        after = reading.figures[one.order + 2 : one.order + 3]
    if not after or after[0].role is not Role.PERCENT or after[0].sentence != one.sentence:
        return None
    # 与2019年、2020年相比分别增长545%、338%: which of them is meant is not said.
    if reading.text.startswith(("、", "和", "至"), after[0].end):
        return None
    turned = _TURNED.match(reading.text, after[0].end)
    if turned is not None:
        # 由前三季度下降2.5%转为增长2.4%: how it was then.
        after = reading.figures[one.order + 2 : one.order + 3]
    return after[0] if after and growth_of(after[0].lead) and not after[0].hedge else None


def _before(one: TextFigure, growth: TextFigure, move: int, *, turned: bool = False) -> Decimal:
    """What something was before it has grown, or, `turned`, fallen by as much."""
    percent = (growth.value + move * growth.half) * _grown_way(growth)
    percent = -percent if turned else percent
    return EXACT.divide(one.value, 1 + percent / 100) if percent > -100 else Decimal(0)


def _grown_way(one: TextFigure) -> int:
    word = growth_of(one.lead)
    return -1 if word is not None and DOWN.search(word[1]) else 1
