"""Changes: growth between two figures, a difference printed as such, and points around a schedule.

Growth needs both of its ends in the text, or one and the difference.  A schedule is the share of
the year's months that have passed; where the text does not say how many, none is wrong as long as
one month fits.  Growth of a printed count alone needs a whole number to have grown from.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.figure import Figure, Role, number
from sangeyipi.audit.finding import GOOD, Finding, Kind, Verdict, cause, judged, said_in, shown
from sangeyipi.audit.reading import COUNTABLE, Reading
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    ("项目由50个增至80个，增长60%。", "holds (80 - 50) / 50 * 100 = 60"),
    ("项目由50个增至80个，增长37.5%。", "wrong (80 - 50) / 50 * 100 = 37.5"),
    ("项目由80个减至50个，增长37.5%。", "wrong (50 - 80) / 80 * 100 = 37.5"),
    ("1-5月完成60亿元，比去年同期多10亿元，增长20%。", "holds 10 / (60 - 10) * 100 = 20"),
    ("二季度完成60亿元，比一季度的50亿元多12亿元。", "wrong 60 - 50 = 12"),
    (
        "1-3月完成投资40亿元，占年度计划的37.2%，高于序时进度12.2个百分点。",
        "holds 37.2 - 3/12 * 100 = 12.2",
    ),
    (
        "1-3月完成投资40亿元，占年度计划的37.2%，高于序时进度21.2个百分点。",
        "wrong 37.2 - 3/12 * 100 = 21.2",
    ),
    ("完成年度计划的75%，欠时间进度8.3个百分点。", "holds 10/12 * 100 - 75 = 8.3"),
    ("开工率92%，比上月的90%提高2个百分点。", "holds 92 - 90 = 2"),
    ("1亿元以上项目431个，比去年增长56.7%。", "holds 431 / 275 * 100 - 100 = 56.7"),
)
_UP = re.compile("增长|增加|增幅|上升|提高|提升|扩大|多|高于|超|快")
_DOWN = re.compile("下降|减少|降低|降幅|回落|缩小|少|低于|欠|慢|落后")
_GROWS = re.compile(
    "(增长|增加|增幅|上升|提高|提升|下降|减少|降低|降幅|回落)(?:率|幅度|幅|了|到|为|达|约|近|超过|超){0,3}$"
)
_SAME = re.compile(
    r"[\s,、年的]|\d|同比|环比|[比较]|去|上|同期|前|今|分别|共|总|净|实际|一|期|月|季度?"
)
_FROM = re.compile("(?:由|从)[^,。;由从]{0,24}$")
_TO = re.compile(
    "(?:变|增|升|提高|提升|扩大|减|降|下降|减少|增加|上升|增长|发展|跃升|扩)(?:加|升|少|低|长)?(?:至|到|为)(?:目前的|今年的|现在的)?$"
)
_MORE = re.compile(
    "(多|增加|增|少|减少|减|高|低|提高|提升|下降|上升|降低|回落)(?:完成|投资|了|出){0,2}$"
)
_THAN = re.compile("[比较]([^,。;比较]{0,14})$")
_SCHEDULE = re.compile(
    "(高于|低于|超过|超出|超|欠|快于|慢于|快|慢|落后于|落后|领先|滞后)(?:于)?"
    "(序时|时序|时间|目标|计划|)(?:目标|计划|任务)?进度(?:要求)?(快|慢|高|低|超|欠)?(?:了|约|近)?$"
    "|比(序时|时序|时间|目标)进度(?:要求)?(快|慢|高|低)(?:了|约|近)?$"
)
_BEHIND = re.compile("低|欠|慢|落后|滞后")
_MONTHS = re.compile(
    r"1(?:月份?)?[-~至到](\d{1,2})月|(?:到|至|截至|截止)(?:\d{4}年)?(\d{1,2})月(?:底|末|3[01]日|30日|2[89]日)"
    "|(上半年|一季度|前三季度|二季度末|全年)"
)
_WORDED = {"上半年": 6, "一季度": 3, "前三季度": 9, "二季度末": 6, "全年": 12}
_POINTS = (Role.POINTS, Role.PERCENT)
_HUNDRED = Decimal(100)


def changes(reading: Reading) -> Iterator[Finding]:
    """Every change whose ends the text gives."""
    for one in reading.figures:
        found: Finding | None = None
        if one.role in _POINTS:
            found = _schedule(reading, one) or _points(reading, one)
        if found is None and one.role is Role.PERCENT:
            found = _growth(reading, one)
        if one.role in COUNTABLE:
            found = _difference(reading, one)
        if found is not None:
            yield found


# ---- growth in per cent


def _growth(reading: Reading, one: Figure) -> Finding | None:
    said = _GROWS.search(one.lead)
    if not said:
        return None
    sign = -1 if _DOWN.search(said[1]) else 1
    if _SAME.sub("", one.lead[: said.start()]):
        return None  # Of something else: 投资增长, 税收增长.
    near = [f for f in _sentence_before(reading, one, 6) if f.role in COUNTABLE]
    found = _from_to(reading, one, near, sign) or _by_difference(reading, one, near, sign)
    return found or _from_whole(reading, one, near, sign)


def _from_to(reading: Reading, one: Figure, near: list[Figure], sign: int) -> Finding | None:
    """由52个增至92个，增长…; the percentage may be of no other pair."""
    if len(near) < 2 or near[0].order != one.order - 1:
        return None
    after, before = near[0], near[1]
    if before.role is not after.role or before.order != after.order - 1 or not before.value:
        return None
    if not (_FROM.search(reading.text[max(0, before.start - 26) : before.start])):
        return None
    if not _TO.search(reading.between(before, after)) or len(reading.between(after, one)) > 16:
        return None
    value = EXACT.divide((after.value - before.value) * 100, before.value)
    low, high = before.interval
    least, most = after.interval
    reach = (
        EXACT.divide((least - high) * 100, high) if high else value,
        EXACT.divide((most - low) * 100, low) if low > 0 else value,
    )
    a, b = after.said(after.value), after.said(before.value)
    return _change(one, value, reach, sign, f"({a:f} - {b:f}) / {b:f} * 100", (before, after))


def _by_difference(reading: Reading, one: Figure, near: list[Figure], sign: int) -> Finding | None:
    """完成60亿元，比去年同期多10亿元，增长20%; or with the old value printed."""
    if len(near) < 2 or near[0].order != one.order - 1:
        return None
    more = _MORE.search(near[0].lead)
    if not more or len(reading.between(near[0], one)) > 12:
        return None
    diff, other = near[0], near[1]
    down = -1 if _DOWN.search(more[1]) or more[1] in "减" else 1
    if diff.role is not other.role or down != sign:
        return None
    old = re.fullmatch("多|增加|增|少|减少|减|提高|下降", diff.lead)
    than = _THAN.search(diff.lead[: more.start()]) is not None
    if not than and not (old and _is_old(reading, other)):
        return None
    if _is_old(reading, other):
        base, low, high = other.value, *other.interval
        text = f"{said_in(base, diff)}"
    else:
        base = other.value - sign * diff.value
        low, high = base - other.half - diff.half, base + other.half + diff.half
        text = (
            f"({said_in(other.value, diff)} {'-' if sign > 0 else '+'} {said_in(diff.value, diff)})"
        )
    if low <= 0:
        return None
    value = EXACT.divide(diff.value * 100, base)
    least, most = diff.interval
    reach = (EXACT.divide(least * 100, high), EXACT.divide(most * 100, low))
    expression = f"{said_in(diff.value, diff)} / {text} * 100"
    return _judge(one, value, reach, expression, (other, diff))


def _is_old(reading: Reading, one: Figure) -> bool:
    before = re.split("[,。;]", reading.text[max(0, one.start - 20) : one.start])[-1]
    return re.search("[比较]", before) is not None


def _change(
    one: Figure,
    value: Decimal,
    reach: tuple[Decimal, Decimal],
    sign: int,
    expression: str,
    operands: tuple[Figure, ...],
) -> Finding:
    if sign < 0:
        value, reach = -value, (-reach[1], -reach[0])
    return _judge(one, value, reach, expression, operands)


def _judge(
    one: Figure,
    value: Decimal,
    reach: tuple[Decimal, Decimal],
    expression: str,
    operands: tuple[Figure, ...],
) -> Finding:
    verdict = judged(value, reach, one)
    said = f"{expression} = {shown(value, one)}，写的是 {one.text}"
    remedy = ""
    if verdict is Verdict.WRONG:
        if half_up(-value, one.places) == one.printed:
            said += "；升降的方向反了"
            remedy = "方向改过来，或核对两个数是不是写反了"
        else:
            said += f"；{cause(value, one) or '也可能是用了旧的基数'}"
            remedy = f"其他数若无误，应为 {one.as_printed(value)}"
    return Finding(verdict, Kind.DIFFERENCE, said, expression, value, one, operands, remedy)


def _from_whole(reading: Reading, one: Figure, near: list[Figure], sign: int) -> Finding | None:
    """431个，比去年增长56.7%: from a whole number that is not printed."""
    if not near or near[0].order != one.order - 1 or near[0].role is not Role.COUNT or one.hedge:
        return None
    if not re.match("[,(]?(?:同比|比|较)", reading.between(near[0], one)) or near[0].hedge:
        return None
    now = near[0].value
    ratio = 1 + sign * one.printed / 100
    if ratio <= 0 or not now:
        return None
    close = int(EXACT.divide(now, ratio))
    for old in range(max(1, close - 1), close + 3):
        value = EXACT.divide(now * 100, Decimal(old)) - 100
        if half_up(sign * value, one.places) == one.printed:
            text = f"{now:f} / {old} * 100 - 100" if sign > 0 else f"100 - {now:f} / {old} * 100"
            said = f"原来 {old} 个，正好；原来的数没有写出，是推算的"
            return Finding(
                Verdict.HOLDS, Kind.DIFFERENCE, said, text, sign * value, one, (near[0],)
            )
    said = f"没有一个整数按 {one.text} 变成 {near[0].text}，比的可能不是这个数"
    return Finding(Verdict.BASE_UNCLEAR, Kind.DIFFERENCE, said, "", None, one, (near[0],))


# ---- differences


def _difference(reading: Reading, one: Figure) -> Finding | None:
    """完成60亿元，比一季度的50亿元多10亿元."""
    more = _MORE.fullmatch(one.lead)
    near = _sentence_before(reading, one, 2)
    if not more or len(near) < 2:
        return None
    old, now = near
    if not (old.role is now.role is one.role) or not _is_old(reading, old):
        return None
    if (old.measure, now.measure) != (now.measure, one.measure):
        return None
    sign = -1 if _DOWN.search(more[1]) or more[1] == "减" else 1
    value = sign * (now.value - old.value)
    room = now.half + old.half
    text = f"{said_in(now.value, one)} - {said_in(old.value, one)}"
    if sign < 0:
        text = f"{said_in(old.value, one)} - {said_in(now.value, one)}"
    return _judge(one, value, (value - room, value + room), text, (now, old))


def _points(reading: Reading, one: Figure) -> Finding | None:
    """开工率92%，比上月的90%提高2个百分点."""
    more = _MORE.fullmatch(one.lead) if one.role is Role.POINTS else None
    near = _sentence_before(reading, one, 2)
    if not more or len(near) < 2 or not _is_old(reading, near[0]):
        return None
    old, now = near
    if not (old.role is now.role is Role.PERCENT) or now.order + 1 != old.order:
        return None
    sign = -1 if _DOWN.search(more[1]) else 1
    value = sign * (now.value - old.value)
    room = now.half + old.half
    first, second = (now, old) if sign > 0 else (old, now)
    text = f"{first.printed:f} - {second.printed:f}"
    return _judge(one, value, (value - room, value + room), text, (now, old))


# ---- the schedule


def _schedule(reading: Reading, one: Figure) -> Finding | None:
    """完成年度计划的37.2%，高于序时进度12.2个百分点: 3 months of 12."""
    said = _SCHEDULE.search(one.lead)
    if not said:
        return None
    rate = next((f for f in _sentence_before(reading, one, 3) if _is_rate(f)), None)
    if rate is None:
        return None
    behind = bool(_BEHIND.search(said[1] or said[5] or "")) or said[3] in ("慢", "低", "欠")
    month = _month(reading, rate)
    tries = [month] if month else []
    tries += [n for n in range(1, 13) if n != month]
    for n in tries:
        found = _against(one, rate, n, behind)
        if found.verdict in GOOD:
            return found if n == month or not month else found._replace(verdict=Verdict.ROUNDING)
    if not month or (said[2] or said[4]) not in ("序时", "时序", "时间"):
        text = f"{one.text} 对不上任何一个月的序时进度，比的可能是别的进度"
        return Finding(Verdict.BASE_UNCLEAR, Kind.DIFFERENCE, text, "", None, one, (rate,))
    return _against(one, rate, month, behind)


def _is_rate(one: Figure) -> bool:
    return (
        one.role is Role.PERCENT and not _SCHEDULE.search(one.lead) and not _GROWS.search(one.lead)
    )


def _against(one: Figure, rate: Figure, month: int, behind: bool) -> Finding:
    due = EXACT.divide(Decimal(month * 100), Decimal(12))
    value = due - rate.value if behind else rate.value - due
    text = f"{rate.printed:f} - {month}/12 * 100"
    if behind:
        text = f"{month}/12 * 100 - {rate.printed:f}"
    found = _judge(one, value, (value - rate.half, value + rate.half), text, (rate,))
    if found.verdict is Verdict.WRONG:
        found = found._replace(
            message=f"{month} 个月的序时进度是 {number(due)}%，{found.message}",
        )
    return found


def _month(reading: Reading, one: Figure) -> int:
    """How many months have passed, by the nearest date before; 0 where none is said."""
    found = 0
    for said in _MONTHS.finditer(reading.text[max(0, one.start - 300) : one.start]):
        digits = said[1] or said[2]
        found = int(digits) if digits else _WORDED[said[3]]
    return found if 1 <= found <= 12 else 0


def _sentence_before(reading: Reading, one: Figure, most: int) -> list[Figure]:
    found = []
    for other in reversed(reading.figures[max(0, one.order - most) : one.order]):
        if other.sentence != one.sentence:
            break
        found.append(other)
    return found
