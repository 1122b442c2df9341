"""What stands beside a whole and its parts must do as they do: 减收1070万元 of 增收1284、减收2354.

Where figures are known to come to another, what has changed of each comes to what has changed of
it, and what else stands in the same place beside each (死亡26人, 51人, 4人) comes to its own
whole.  A rate of the whole lies between those of its parts.  Wrong only by a slip, or outside.

Owns what is found by the help of another finding; begins no list of its own.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from decimal import Decimal

from sangeyipi.audit.judging.adding import Window, has_part_crossed, slip, summed
from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import (
    GOOD,
    Finding,
    RelationKind,
    RelationVerdict,
    judged,
    said_in,
    shown,
)
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import SlipKind, slip_of
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    PLAN,
    base_of,
    change_of,
    growth_of,
    is_level,
    is_past,
    rate_in,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "收入完成24783万元，比上年减收954万元。其中：税收8236万元，比上年增收1187万元；"
        "非税收入16547万元，比上年减收2141万元。",
        "holds 2141 - 1187 = 954",
    ),
    (
        "粮食面积73.4126万亩，比上年增0.6127万亩。其中：夏粮面积31.2084万亩，比上年增0.3915万亩；"
        "秋粮面积42.2042万亩，比上年增0.1212万亩。",
        "wrong 0.3915 + 0.1212 = 0.6127",
    ),
    (
        "开复工项目562项，比去年同期增加97项，完成投资414.6亿元，比去年同期增加37.2亿元。其中新建项目"
        "开工297项，比去年同期增加113项，完成投资163.2亿元，增加45.9亿元；续建项目复工265项，比去年同期"
        "减少16项，完成投资251.4亿元，减少8.7亿元。",
        "holds 45.9 - 8.7 = 37.2",
    ),
    (
        "开复工项目562项，比去年同期增加97项。其中新建项目开工297项，比去年同期增加113项；续建项目复工"
        "265项，比去年同期增加16项。",
        "wrong 113 + 16 = 97",
    ),
    (
        "出生率10.83‰，比上年下降0.62个千分点；死亡率5.21‰，比上年下降0.25个千分点；"
        "自然增长率5.62‰，比上年下降0.37个千分点。",
        "holds 0.62 - 0.25 = 0.37",
    ),
    (
        "签约468个、增加31个；开工817个、减少24个；投产926个、增加57个；三类合计2211个、净增74个。",
        "wrong 31 + 57 - 24 = 74",
    ),
    (
        "发生事故262起、死亡81人。\n1.工矿事故发生24起、死亡26人。\n2.道路事故发生117起、死亡51人。\n"
        "3.火灾事故发生112起、死亡4人。",
        "wrong 24 + 117 + 112 = 262",
    ),
    (
        "签约42个，协议资金268.4亿元，其中亿元以上36个、协议资金264.7亿元，亿元以下6个、协议资金4.7亿元。",
        "wrong 264.7 + 4.7 = 268.4",
    ),
    (
        "一是高新区，开工16个，完成投资25.3亿元；二是城关镇，开工11个，完成投资13.8亿元；三是其他乡镇，"
        "开工19个，完成投资30.6亿元。三者合计开工46个，完成投资68.7亿元。",
        "wrong 25.3 + 13.8 + 30.6 = 68.7",
    ),
    (
        "工业产值24.18亿元，增长31.6%。其中轻工业13.62亿元，增长18.4%；重工业10.56亿元，增长53.7%。",
        "holds (13.62 + 10.56) / (13.62 / 1.184 + 10.56 / 1.537) * 100 - 100 = 31.6",
    ),
    (
        "全市企业8642家，隐患整改率98.31%。其中工矿企业3218家，隐患整改率97.42%；"
        "交通企业5424家，隐患整改率97.86%。",
        "wrong 97.86 = 98.31",
    ),
    (
        "完成投资3184亿元，占年度目标的36.4%。其中甲类完成1260亿元，占年度目标的33.4%；"
        "乙类完成1924亿元，占年度目标的36.8%。",
        "wrong 3184 / (1260 / 33.4 + 1924 / 36.8) = 36.4",
    ),
    (
        "一季度新增项目138个，总投资1543亿元：谋划新增71个、624亿元，签约新增32个、297亿元，"
        "开工新增14个、471亿元，投产新增21个、151亿元。",
        "holds 71 + 32 + 14 + 21 = 138",
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
_SINCE = later("年初|上月|环比|上季|上期|上周|同比|同期|[上去]年|前年")
_SINCE_LAST_YEAR = frozenset({"同比", "同期", "上年", "去年"})
_REACH = 3
_LEAST = 2
#: A smaller whole comes out by chance.
_TELLING = 10


def with_alongside(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings with what stands beside; a sum that was left open and is proven there is told
    once."""
    more = list(alongside(reading, found))
    proven = set(map(_key, more))
    open_ = RelationVerdict.INCOMPLETE
    return [*(one for one in found if one.verdict is not open_ or _key(one) not in proven), *more]


def _key(one: Finding) -> frozenset[int]:
    return frozenset(f.start for f in one.figures)


def alongside(reading: TextReading, found: Iterable[Finding]) -> Iterator[Finding]:
    """What the figures beside those of a finding that holds say."""
    left = deque(found)
    known = {_key(one) for one in left if one.verdict is not RelationVerdict.INCOMPLETE}
    while left:
        one = left.popleft()
        whole = one.stated
        if whole is None or one.verdict not in GOOD or len(one.operands) < _LEAST:
            continue
        signs = _signs(one)
        if not signs or not all(reading.knows(f) for f in one.figures):
            continue
        for told in (
            *_changes(reading, one, whole, signs),
            *_others(reading, one, whole, signs),
            *_growths(reading, one, whole, signs),
        ):
            key = _key(told)
            if key not in known:
                known.add(key)
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


# ---- what has changed of each


def _changes(
    reading: TextReading, one: Finding, whole: TextFigure, signs: list[int]
) -> Iterator[Finding]:
    moves = [_change(reading, f) for f in (whole, *one.operands)]
    stated = moves[0]
    if stated is None or len({_since(f) for f in moves if f is not None} - {""}) > 1:
        return
    parts = [f for f in moves[1:] if f is not None]
    # 增加269万元(其中甲增加8万元，…): what is itself a change has none.
    if (
        len(parts) < len(one.operands)
        or _is_torn(one, (stated, *parts))
        or any(f.dimension != stated.dimension for f in parts)
    ):
        return
    if any(f.hedge for f in (stated, *parts)) or len({f.start for f in parts}) < len(parts):
        return
    way = _way(stated)
    signed = sorted(
        ((sign * _way(f) * way, f) for sign, f in zip(signs, parts, strict=True)),
        key=lambda each: -each[0],
    )
    value = sum((sign * f.value for sign, f in signed), Decimal(0))
    turned = _turned(signed, value, stated)
    if all(sign > 0 for sign, _ in signed) and not turned:
        window = Window(stated, [f for _, f in signed])
        if window.verdict in GOOD or (slip_of(window.sum, stated) and not _is_rounded(one, window)):
            yield summed(window, None)
        return
    room = sum((f.half for f in parts), Decimal(0))
    verdict = judged(value, (value - room, value + room), stated)
    # 减少4起: another digit alone is no slip, and what no longer happens no item names.
    why = turned or (slip_of(value, stated) if value > 0 and stated.printed >= _TELLING else None)
    if verdict not in GOOD and not why:
        return
    text = said_in(signed[0][1].value, stated) if signed[0][0] > 0 else ""
    for sign, f in signed[1 if text else 0 :]:
        text += f" {'+' if sign > 0 else '-'} {said_in(f.value, stated)}"
    said = f"各部分的增减合计 {shown(value, stated)}，写的是 {stated.text}"
    remedy = ""
    if verdict is RelationVerdict.WRONG:
        remedy = f"各部分若无误，应为 {stated.as_printed(value)}"
        if turned:
            remedy = "核对是增是减，把写反的一处改过来"
    operands = tuple(f for _, f in signed)
    kind, why = RelationKind.SUM, None if verdict in GOOD else why
    yield Finding(verdict, kind, said, text.strip(), value, stated, operands, remedy, why)


def _is_rounded(one: Finding, window: Window) -> bool:
    """Whether changes are off by no more than they are where each is one of rounded amounts.

    12.31万册 of 7.84 and 4.48 are off by rounding, and so may be what they changed by.
    """
    room = window.total.half + sum((f.half for f in window.parts), Decimal(0))
    off = abs(window.sum - window.total.value)
    return one.verdict is RelationVerdict.ROUNDING and off <= 2 * room


def _turned(signed: list[tuple[int, TextFigure]], value: Decimal, stated: TextFigure) -> Why | None:
    """Which change goes the other way, if just that makes the others come to the digit."""
    if value == stated.value or stated.value < _TELLING:
        return None
    if value == -stated.value:
        return Why(f"{stated.text} 的增减方向反了", Reason.TURNED)
    found = [f for sign, f in signed if value - 2 * sign * f.value == stated.value]
    if len(found) != 1:
        return None
    return Why(f"像是 {found[0].text} 的增减方向反了", Reason.TURNED)


def _change(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """By how much a figure has changed, told behind it before the next of its kind."""
    for f in reading.figures[one.order + 1 : one.order + 1 + _REACH]:
        if f.sentence != one.sentence:
            return None
        points = f.role is Role.POINTS or "千分点" in f.text
        if f.dimension != one.dimension and not (points and one.role not in COUNTABLE):
            if f.unit == "个" and reading.text.startswith("千分点", f.end):
                return f if change_of(f.lead) else None
            continue
        if change_of(f.lead):
            return f
        if not (is_past(f.lead) or re.search("比[^,;]{0,40}年的?$", f.lead)):
            return None
    return None


def _way(one: TextFigure) -> int:
    change = change_of(one.lead)
    return -1 if change is not None and DOWN.search(change[1]) else 1


def _since(one: TextFigure) -> str:
    """Since when something has changed; "" where that is not said."""
    said = _SINCE.search(one.lead)
    if said is None:
        return ""
    return "同比" if said[0] in _SINCE_LAST_YEAR else said[0]


# ---- how fast each has grown


def _growths(
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
    if len({_SINCE_LAST_MONTH.search(f.lead) is None for f in (stated, *parts)}) > 1:
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
    return Why(f"不在各部分的 {low.text} 和 {high.text} 之间", Reason.OPEN)


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
#: 同比增长83.6%, and 环比增长32.6% of a part.
_SINCE_LAST_MONTH = later("环比|[比较]上[月季期周]")


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


# ---- what else stands beside each


def _others(
    reading: TextReading, one: Finding, whole: TextFigure, signs: list[int]
) -> Iterator[Finding]:
    # 由每月1000元提高到2000元: what each gets is nobody's sum.
    if one.kind is not RelationKind.SUM or min(signs) < 0 or any(map(is_level, one.figures)):
        return
    for step in (-1, 1):
        total = _beside(reading, whole, step)
        parts = [_beside(reading, f, step) for f in one.operands]
        cells = [f for f in parts if f is not None]
        if total is None or len(cells) < len(parts) or _is_torn(one, (total, *cells)):
            continue
        if any((f.role, f.unit) != (total.role, total.unit) for f in cells):
            rates = [f for f in cells if f.role is Role.PERCENT]
            if total.role is not Role.PERCENT or len(rates) < len(cells):
                continue
        if total.role is Role.PERCENT:
            yield from _between(total, cells)
            if step > 0:
                yield from _of_own_plans(one, whole, total, cells)
        elif _may_add(total, cells):
            window = Window(total, cells)
            why = slip(window)
            crossed = (why is not None and why.kind is SlipKind.CROSSED) or has_part_crossed(window)
            crossed = len(cells) > _LEAST and crossed
            if window.verdict in GOOD or crossed or _is_more_than_all(window):
                yield summed(window, None)


def _is_of_dates(row: tuple[TextFigure, ...]) -> bool:
    """2016年4月20日归还1000万元；2016年8月20日归还3000万元: none of such rows is all of them."""
    leads = [f.lead.lstrip(",;、") for f in row]
    dated = all(_DATED.match(lead) for lead in leads)
    return dated and len({_DIGITS.sub("", lead) for lead in leads}) == 1


_DATED, _DIGITS = later("\\d{4}年\\d{1,2}月"), later("\\d{1,4}")


def _is_more_than_all(window: Window) -> bool:
    """37个、241.8亿元: 32个、238.6亿元 and 5个、3.8亿元 are all of them, and cannot have more.

    All are called alike, and it is no more than a slip.
    """
    total, cells = window
    name = total.lead.rstrip(_FILL)[-_NAME:]
    alike = len(name) == _NAME and all(f.lead.rstrip(_FILL).endswith(name) for f in cells)
    if not alike or total.role is not Role.MONEY or any(f.hedge for f in (total, *cells)):
        return False
    return window.sum > total.value and bool(slip(window))


_NAME, _FILL = 2, "约为达共计有额 "


def _is_torn(one: Finding, cells: Iterable[TextFigure]) -> bool:
    """Whether what stands beside a row is another row's own: 省级7个全部开工，市级24个开工23个."""
    own = {f.start for f in one.figures}
    return any(f.start in own for f in cells)


def _beside(reading: TextReading, one: TextFigure, step: int) -> TextFigure | None:
    at = one.order + step
    if step > 0 and at < len(reading.figures) and _is_change_of(one, reading.figures[at]):
        # 562项，比去年增加97项，完成投资414.6亿元: the next that is no change of it.
        at += 1
    if not 0 <= at < len(reading.figures):
        return None
    f = reading.figures[at]
    return f if f.sentence == one.sentence and not f.hedge and f.inner is one.inner else None


def _is_change_of(one: TextFigure, other: TextFigure) -> bool:
    kin = other.dimension == one.dimension and other.role in COUNTABLE
    return kin and other.sentence == one.sentence and change_of(other.lead) is not None


def _may_add(total: TextFigure, cells: list[TextFigure]) -> bool:
    if total.role not in COUNTABLE or total.value < _TELLING:
        return False
    row = (total, *cells)
    if any(is_past(f.lead) for f in row) or _is_of_dates(row):
        return False
    # 新增项目149个：谋划新增74个、674亿元，…: new ones, of each of which it is said.
    new = all(_NEW in f.lead and not _THAN.search(f.lead) for f in row)
    if not new and any(change_of(f.lead) for f in row):
        return False
    return len({f.start for f in cells}) == len(cells) and total not in cells


_NEW, _THAN = "新增", re.compile("[比较]|净新增")


def _of_own_plans(
    one: Finding, whole: TextFigure, total: TextFigure, cells: list[TextFigure]
) -> Iterator[Finding]:
    """4000亿元，占年度目标的36.4%: of all that its parts were to do, by the rate of each.

    Where the rates add up they are of one plan, and where they do not come out one may be of no
    part (a plan held back); wrong only by a slip.
    """
    plans = {base_of(f.lead) for f in (total, *cells)}
    names = {said[1] for said in plans if said is not None}
    if None in plans or len(names) != 1 or not PLAN.search(names.pop()):
        return
    if not all(f.value for f in cells) or sum(f.value for f in cells) <= total.value + total.half:
        return
    rates = []
    for move in (-1, 0, 1):
        due = [
            EXACT.divide(part.value, cell.value + move * cell.half)
            for part, cell in zip(one.operands, cells, strict=True)
        ]
        rates.append(EXACT.divide(sum(f.value for f in one.operands), sum(due, Decimal(0))))
    verdict = judged(rates[1], (min(rates), max(rates)), total)
    if verdict not in GOOD and not is_slip(rates[1], total):
        return
    due_text = " + ".join(
        f"{said_in(part.value, whole)} / {cell.printed:f}"
        for part, cell in zip(one.operands, cells, strict=True)
    )
    said = f"按各部分的率，合起来是 {shown(rates[1], total)}，写的是 {total.text}"
    remedy, why = "", None
    if verdict is RelationVerdict.WRONG:
        why = slip_of(rates[1], total)
        remedy = f"各部分的率若无误，应为 {total.as_printed(rates[1])}"
    text = f"{said_in(whole.value, whole)} / ({due_text})"
    operands = (whole, *one.operands, *cells)
    kind = RelationKind.RATE
    yield Finding(verdict, kind, said, text, rates[1], total, operands, remedy, why)


def _between(total: TextFigure, cells: list[TextFigure]) -> Iterator[Finding]:
    """A rate of all lies between those of its parts."""
    named = [rate_in(f.lead) for f in (total, *cells)]
    names = {said[1][-_LEAST:] for said in named if said is not None}
    if not all(named) or len(names) != 1 or any(is_past(f.lead) for f in (total, *cells)):
        return
    low = min(cells, key=lambda f: f.value)
    high = max(cells, key=lambda f: f.value)
    near = low if total.value < low.value else high
    if low.value - low.half <= total.value + total.half and total.value - total.half <= (
        high.value + high.half
    ):
        return
    said = f"总的率 {total.text} 不在各部分的 {low.text} 和 {high.text} 之间"
    remedy = "总的率总在各部分的率之间，核对这几个率"
    yield Finding(
        RelationVerdict.WRONG,
        RelationKind.RATE,
        said,
        f"{near.printed:f}",
        near.value,
        total,
        tuple(cells),
        remedy,
    )
