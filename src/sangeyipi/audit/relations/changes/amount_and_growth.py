"""A change told as an amount and in per cent: 今年268个，比去年增加25个，增长10.3%, of 去年243个.

What was then is printed, too, so that there are four figures for one change.  Where the per cent is
of what was then and what is now, and the amount is not, nor of anything else that would come to the
per cent, the amount is a slip; and the other way round.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import grown, of_two
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationKind, RelationVerdict
from sangeyipi.audit.judging.slips import OF_ONE_DIGIT, SlipKind, slip_kind
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import (
    DOWN,
    FROM,
    TO,
    change_of,
    growth_of,
    is_past,
    is_plain,
)
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.coverage import OF_FEWER
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "去年我市243个重点项目完成投资1186亿元。今年初步遴选项目268个，比去年增加55个，增长10.3%。",
        "wrong 268 - 243 = 55",
    ),
    (
        "今年外出招商34批次，去年同期外出27批次，今年多7批次，增长25.1%。",
        "wrong (34 - 27) / 27 * 100 = 25.1",
    ),
    (
        "10亿元以上项目较上年增加9个，由84个增加到91个，增长8.3%。",
        "wrong 91 - 84 = 9",
    ),
    (
        "一季度签约12个，二季度15个，三季度19个；三季度环比多签4个，增长96.7%。",
        "wrong (19 - 15) / 15 * 100 = 96.7",
    ),
    ("共有幼儿园683所，比上年减少17所，下降5.14%（上年720所）。", "wrong 720 - 683 = 17"),
)
_GROWTH = later(
    "[,、;(]?(?:同比|环比|比上年|比去年|较上年|较去年)?(?:实际)?(?:增长率?|上升|提高|下降|减少|降低|增[幅速]|降幅|增加|下滑|回落)(?:了|为|达|约)?"
)
#: 一季度…, 上年…: what opens a sentence is of what it says.
_OPENS = later("[上去]年|年初")
_BACK, _AHEAD, _TELLING, _TWO = 18, 6, 2, 2
_OTHERWISE = later(f"{OF_FEWER}|口径")


def amounts_and_growth(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of such changes."""
    good = {f.stated.start for f in found if f.stated is not None and f.verdict in GOOD}
    wrong = {
        f.stated.start for f in found if f.stated is not None and f.verdict is RelationVerdict.WRONG
    }
    made: list[Finding] = []
    for one in reading.of(*COUNTABLE):
        if one.inner or one.hedge or change_of(one.lead) is None:
            continue
        rate = _rate(reading, one)
        if rate is None or {one.start, rate.start} & wrong:
            continue
        told = _told(reading, one, rate)
        # What holds of the slip says otherwise, but for the change itself.
        if told is not None and told.stated is not None and told.stated.start not in good:
            made.append(told)
    return [*found, *made]


def _rate(reading: TextReading, one: TextFigure) -> TextFigure | None:
    """By how many per cent it is, right behind it or behind what it has grown from and to."""
    for f in reading.figures[one.order + 1 : one.order + 2 + _TWO]:
        if f.sentence != one.sentence:
            return None
        if f.role is Role.PERCENT:
            said = _GROWTH.fullmatch(f.lead) and growth_of(f.lead)
            plain = not (f.hedge or f.inner) and len(f.digits) >= _TELLING
            return f if said and plain else None
        if not _is_kin(f, one):
            return None
    return None


def _is_kin(f: TextFigure, one: TextFigure) -> bool:
    return (f.role, f.unit_alone()) == (one.role, one.unit_alone()) and not f.hedge


def _told(reading: TextReading, one: TextFigure, rate: TextFigure) -> Finding | None:
    more, grew = change_of(one.lead), growth_of(rate.lead)
    if more is None or grew is None:
        return None
    down = DOWN.search(more[1]) is not None
    if down is not (DOWN.search(grew[1]) is not None):
        return None
    around = reading.figures[max(0, one.order - _BACK) : rate.order + 1 + _AHEAD]
    kin = [f for f in around if f.paragraph == one.paragraph and f is not one and _is_kin(f, one)]
    if any(_is_of(one, f, rate) for f in kin):
        return None
    found = _of_pairs(one, rate, list(_pairs(reading, one, rate, kin)), down=down)
    if found is None or found.stated is None:
        return None
    begin = min(reading.begun("。\n", one.start), *(f.start for f in found.figures))
    if _OTHERWISE.search(reading.text, begin, rate.end) or not _is_bare(one, found):
        return None
    value = found.computed
    kind = slip_kind(value, found.stated) if value is not None and value > 0 else None
    sure = kind in OF_ONE_DIGIT or kind in (SlipKind.CROSSED, SlipKind.UNIT)
    return found if sure and found.kind is not RelationKind.SUM else None


def _of_pairs(
    one: TextFigure,
    rate: TextFigure,
    pairs: list[tuple[TextFigure, TextFigure]],
    *,
    down: bool,
) -> Finding | None:
    """What is told of the amount or of its per cent, where one pair comes to the other."""
    sign = -1 if down else 1
    by_rate = [
        pair
        for pair in pairs
        if (growth := grown(rate, *pair, sign)) is not None
        and growth.verdict is RelationVerdict.HOLDS
    ]
    by_amount = [pair for pair in pairs if of_two(one, *pair, down).verdict in GOOD]
    if len({(a.value, b.value) for a, b in (*by_rate, *by_amount)}) != 1:
        return None
    return of_two(one, *by_rate[0], down) if by_rate else grown(rate, *by_amount[0], sign)


def _is_bare(one: TextFigure, found: Finding) -> bool:
    """Whether an amount says of nothing else that it has changed: 其中毕业生多418人."""
    more = change_of(one.lead)
    said = _WHEN.sub("", one.lead[: more.start()] if more is not None else one.lead)
    if "其中" in said or not said:
        return not said
    behind = all(f.order > one.order for f in found.operands)
    return (
        behind or len(said) <= _TWO or any(said[-_TWO:] in f.lead + f.tail for f in found.operands)
    )


_WHEN = later(
    r"[,;、(]|[今本上去前][年月季期周]|同比|环比|[比较与]|同期|年初|[一二三四]季度|上?半年|\d{1,2}月份?|\d{4}年|实际|净|累计"
)


def _is_of(one: TextFigure, f: TextFigure, rate: TextFigure) -> bool:
    """Whether the amount is so many per cent of a figure, or of what that was before."""
    low, high = rate.interval
    for base in (f.value, f.value - one.value, f.value + one.value):
        if base > 0:
            share = EXACT.divide(one.value * 100, base)
            room = EXACT.divide(share * (one.half + f.half), one.value) if one.value else Decimal(0)
            if low - room <= share <= high + room:
                return True
    return False


def _pairs(
    reading: TextReading, one: TextFigure, rate: TextFigure, kin: list[TextFigure]
) -> Iterator[tuple[TextFigure, TextFigure]]:
    """What may be now, and what was then."""
    between = [f for f in kin if one.order < f.order < rate.order]
    if len(between) == _TWO:
        old, now = between
        head = reading.text[max(0, old.start - 26) : old.start]
        if FROM.search(head) and TO.search(now.lead):
            yield now, old
        return
    if between:
        return
    before = [f for f in kin if f.order < one.order]
    for now in before:
        if not _is_now(reading, now):
            continue
        for old in kin:
            if old is not now and _is_then(reading, old):
                yield now, old
        behind = [f for f in before if f.order == now.order - 1]
        if "环比" in one.lead and behind and behind[0].sentence == now.sentence:
            yield now, behind[0]


def _is_now(reading: TextReading, f: TextFigure) -> bool:
    return is_plain(f) and not _is_then(reading, f)


def _is_then(reading: TextReading, f: TextFigure) -> bool:
    if change_of(f.lead):
        return False
    return (
        is_past(f.lead) or _OPENS.match(reading.text, reading.begun("。;\n", f.start)) is not None
    )
