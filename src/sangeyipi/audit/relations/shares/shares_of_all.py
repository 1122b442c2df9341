"""What each of a list is of all of it, the whole printed or not: 三次产业结构为14:39:47.

In a list of their own, as a ratio, or each behind its amount: 采纳36件，占34.3%；留用45件，占42.9%.

As many shares as amounts, that add up to 100, come out in order by chance next to never; where
they come out in another order, two have changed places.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

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
from sangeyipi.audit.judging.pairs import RatePair, told, verdict
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import slip_of
from sangeyipi.audit.relations.shares.rate_lists import runs
from sangeyipi.audit.text.figure import FINE, Hedge, Role, TextFigure
from sangeyipi.audit.text.named import change_of, growth_of
from sangeyipi.audit.text.reading import COUNTABLE, TextReading
from sangeyipi.audit.text.terms.industries import NTH_SECTOR
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT

EXAMPLES = (
    (
        "签约、开工、投产项目总投资分别为186亿元、214亿元、121亿元，占比分别为35.7%、41.1%、23.2%。",
        "holds 186 / (186 + 214 + 121) * 100 = 35.7",
    ),
    (
        "签约、开工、投产项目总投资分别为186亿元、214亿元、121亿元，占比分别为41.1%、35.7%、23.2%。",
        "wrong 186 / (186 + 214 + 121) * 100 = 41.1",
    ),
    (
        "生产总值286亿元。第一产业41亿元，增长3.8%；第二产业113亿元，增长6.9%；第三产业132亿元，增长5%。"
        "三次产业结构为14.3∶39.5∶46.2。",
        "holds 113 / 286 * 100 = 39.5",
    ),
    (
        "生产总值286亿元。第一产业41亿元，增长3.8%；第二产业113亿元，其中工业92亿元，建筑业21亿元；"
        "第三产业132亿元，增长5%。人均3.1万元。三次产业比为14.3∶39.5∶46.2。",
        "holds 113 / 286 * 100 = 39.5",
    ),
    (
        "生产总值286亿元。第一产业41亿元，增长3.8%；第二产业113亿元，其中工业92亿元，建筑业21亿元；"
        "第三产业132亿元，增长5%。人均3.1万元。三次产业比为14.3∶35.9∶46.2。",
        "wrong 113 / 286 * 100 = 35.9",
    ),
    (
        "办结的建议中，采纳36件，占34.3%；部分采纳45件，占42.9%；留作参考24件，占22.9%。",
        "holds 45 / (36 + 45 + 24) * 100 = 42.9",
    ),
    (
        "新设企业3608家。按规模分：大型1180家，中型2381家，小型47家，占比依次为23.7%、66.0%、1.3%。",
        "wrong 1180 / 3608 * 100 = 23.7",
    ),
    (
        "办结的建议中，采纳36件，占34.3%；部分采纳45件，占49.2%；留作参考24件，占22.9%。",
        "wrong 45 / (36 + 45 + 24) * 100 = 49.2",
    ),
    (
        "到位资金1062.4亿元，三次产业分布为2.9%、66.8%和30.3%。一产项目21个，到位资金30.5亿元；"
        "二产项目361个，到位资金709.7亿元；三产项目97个，到位资金322.2亿元。",
        "holds 709.7 / 1062.4 * 100 = 66.8",
    ),
    (
        "第一产业完成投资67.2亿元；第二产业完成投资858.7亿元。第三产业完成投资1450.3亿元。"
        "三个产业投资的比重为2.8∶36.1∶61.1。",
        "holds 858.7 / (67.2 + 858.7 + 1450.3) * 100 = 36.1",
    ),
)
#: Digits first: so few places are looked at twice.
_RATIO = re.compile(
    "\\d(?<![\\d.:∶]\\d)\\d?(?:\\.\\d{1,2})?(?:[:∶]\\d{1,2}(?:\\.\\d{1,2})?){2,7}(?![\\d.:∶])"
)
_NUMBER = later("\\d+(?:\\.\\d+)?")
#: What the first colon of a ratio begins, and how wide the number before it may be: 14.35.
_COLON, _WIDE = re.compile("[:∶]\\d"), 5
#: By so much shares of a whole may come to more or less, where one of them is a slip: 38.7, 83.7.
_HUNDRED, _OFF = Decimal(100), 80
_LEAST, _MOST, _BACK, _AHEAD, _WINDOWS = 3, 8, 40, 160, 4


def shares_of_all(reading: TextReading) -> Iterator[Finding]:
    """Every list of shares of a list, and every ratio."""
    for run in runs(reading):
        if _is_whole(run):
            yield from list(_of_list(reading, run)) or _scattered(run, _around(reading, run))
    for run in ratios(reading):
        if _is_whole(run):
            found = list(_of_list(reading, run, ratio=True)) or _scattered(
                run, _near(reading, run[0])
            )
            yield from found or _scattered(run, _around(reading, run))
    for parts, shares in _paired(reading):
        if _is_whole(shares):
            yield from _of_no_other(shares, parts, _near(reading, parts[0]))


def ratios(reading: TextReading) -> Iterator[list[TextFigure]]:
    """14.4∶39.3∶46.3, as percentages."""
    for said in _ratios(reading.text):
        yield [
            TextFigure(
                said.start() + one.start(),
                said.start() + one.end(),
                one[0],
                Role.PERCENT,
                Decimal(one[0]),
                "%",
                Decimal(1),
                len(one[0].partition(".")[2]),
                dimension="%",
            )
            for one in _NUMBER.finditer(said[0])
        ]


def _ratios(text: str) -> "Iterator[re.Match[str]]":
    """What `_RATIO` finds, looked for where a number stands before the first of its colons."""
    last = 0
    for colon in _COLON.finditer(text):
        at = begin = colon.start()
        while (
            last < begin
            and at - begin <= _WIDE
            and (text[begin - 1].isdecimal() or text[begin - 1] in ".:∶")
        ):
            begin -= 1
        found = _RATIO.match(text, begin) if last <= begin < at <= begin + _WIDE else None
        if found is not None:
            yield found
            last = found.end()


def _is_whole(run: list[TextFigure]) -> bool:
    if not _LEAST <= len(run) <= _MOST or any(one.hedge or growth_of(one.lead) for one in run):
        return False
    return abs(sum((one.value for one in run), -_HUNDRED)) <= _OFF


def _of_list(
    reading: TextReading, run: list[TextFigure], *, ratio: bool = False
) -> Iterator[Finding]:
    size, near = len(run), _near(reading, run[0])
    for kin in {(f.dimension, f.measure): None for f in reversed(near)}:
        row = [f for f in near if (f.dimension, f.measure) == kin]
        for end in range(len(row), max(size - 1, len(row) - _WINDOWS), -1):
            parts = row[end - size : end]
            parts = _in_order(parts) if ratio else parts
            found = _judged(run, parts, near) if len(parts) == size else []
            if found:
                yield from found
                return


def _in_order(parts: list[TextFigure]) -> list[TextFigure]:
    """第一产业…；第三产业…；第二产业…: the ratio of the three goes by their number."""
    named = [_NTH.findall(f.lead) for f in parts]
    if not all(len(each) == 1 for each in named):
        return parts
    return [
        f for _, f in sorted(zip(named, parts, strict=True), key=lambda each: _TH.find(each[0][0]))
    ]


_TH = "一二三"
_NTH = later(f"第?{NTH_SECTOR}")


def _near(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The amounts before a place that may be parts or a whole."""
    return _amounts(reading, max(0, one.start - 12 * _BACK), one.start)[-_BACK:]


def _around(reading: TextReading, run: list[TextFigure]) -> list[TextFigure]:
    """The amounts before a list and behind it: 三次产业分布为2.8%、68.4%和28.8%。一产…；二产…."""
    end = run[-1].end
    return _near(reading, run[0]) + _amounts(reading, end, end + _AHEAD)


def _amounts(reading: TextReading, begin: int, end: int) -> list[TextFigure]:
    return [
        f
        for f in reading.between_places(begin, end)
        if f.role in COUNTABLE and f.printed and not (f.inner or f.hedge or change_of(f.lead))
    ]


def _scattered(run: list[TextFigure], near: list[TextFigure]) -> list[Finding]:
    """A ratio of parts that do not stand side by side, each of which may have parts of its own.

    Where all but one come out of one whole in order, and the amounts say what the last is, that
    one is told too; wrong only if it looks like a slip.
    """
    for whole in near:
        row = [f for f in near if f.dimension == whole.dimension and f.value < whole.value]
        if len(row) < len(run):
            continue
        fits = _fits(run, row, whole)
        if fits is None:
            continue
        rest = whole.value - sum((each[0].value for each in fits if each), Decimal(0))
        room = whole.half + sum((each[0].half for each in fits if each), Decimal(0))
        left = [f for f in row if abs(f.value - rest) <= room + f.half]
        parts = [each[0] if each else left[0] if len(left) == 1 else None for each in fits]
        known = [f for f in parts if f is not None]
        if len(known) < len(run) or [f.order for f in known] != sorted({f.order for f in known}):
            continue
        if abs(sum((f.value for f in known), -whole.value)) > room + known[-1].half:
            continue
        found = [told(RatePair(part, whole), one) for part, one in zip(known, run, strict=True)]
        # That all come to 100 one share is often made a little larger than it is.
        off = abs(sum((one.value for one in run), -_HUNDRED)) > sum(one.half for one in run)
        if all(one.verdict in GOOD or (off and _is_slip(one)) for one in found):
            return found
        if not off and sum(one.verdict not in GOOD for one in found) == 1:
            return [one for one in found if one.verdict in GOOD]
    return []


def _fits(
    run: list[TextFigure], row: list[TextFigure], whole: TextFigure
) -> list[list[TextFigure]] | None:
    """For each share the one part that it may be of a whole; None where two have none, or one has
    several, as of most wholes."""
    (value, half), found = whole.exact, []
    for one in run:
        low, high = (int(end.scaleb(FINE)) for end in one.interval)
        # As whole numbers, which most parts are far from.
        least = max(0, low) * max(0, value - half) // _OF
        most = -(high * (value + half) // -_OF)
        fits = [
            f
            for f in row
            if f.exact[0] + f.exact[1] >= least
            and f.exact[0] - f.exact[1] <= most
            and _comes_out(f, whole, one)
        ]
        found.append(fits)
        if len(fits) > 1 or sum(not each for each in found) > 1:
            return None
    return found


#: A hundred per cent as a whole number.
_OF = 100 * 10**FINE


def _comes_out(part: TextFigure, whole: TextFigure, one: TextFigure) -> bool:
    """Whole numbers first, for nearly none does."""
    (of, half), (base, open_), (share, room) = part.exact, whole.exact, one.exact
    hundred = 100 * 10**FINE
    if (of - half) * hundred > (share + room + 1) * (base + open_):
        return False
    if (of + half) * hundred < (share - room - 1) * (base - open_):
        return False
    return verdict(RatePair(part, whole), one) in GOOD


def _is_slip(one: Finding) -> bool:
    value, stated = one.computed, one.stated
    return value is not None and stated is not None and is_slip(value, stated)


def _paired(reading: TextReading) -> Iterator[tuple[list[TextFigure], list[TextFigure]]]:
    """Amounts that each have their share right behind: 采纳36件，占34.3%；留用45件，占42.9%."""
    parts: list[TextFigure] = []
    shares: list[TextFigure] = []
    for part, one in pairwise(reading.figures):
        if shares and part is shares[-1]:
            continue
        if not (one.role is Role.PERCENT and _OF_ALL.fullmatch(one.lead)) or (
            part.sentence != one.sentence or part.role not in COUNTABLE
        ):
            yield parts, shares
            parts, shares = [], []
            continue
        if parts and (part.dimension, part.measure) != (parts[0].dimension, parts[0].measure):
            yield parts, shares
            parts, shares = [], []
        if not part.hedge and not one.hedge:
            parts.append(part)
            shares.append(one)
    yield parts, shares


#: Nothing is said of what they are shares, so that it may be of each other.
_OF_ALL = re.compile("[,、(]?(?:分别)?(?:占比|占|比重|占总数的?)(?:为|达到?)?")


def _of_no_other(
    shares: list[TextFigure], parts: list[TextFigure], near: list[TextFigure]
) -> list[Finding]:
    """Such shares of what all of them come to, where no whole is printed before them."""
    most = max(f.value for f in parts)
    if any(f.paragraph == parts[0].paragraph and _may_hold(f, parts[0], most) for f in near):
        return []
    found = _judged(shares, parts, near)
    return found if found and len(found[0].operands) == len(parts) else []


def _may_hold(whole: TextFigure, part: TextFigure, most: Decimal) -> bool:
    return whole.dimension == part.dimension and whole.value > most


def _judged(
    run: list[TextFigure], parts: list[TextFigure], near: list[TextFigure]
) -> list[Finding]:
    """What the shares say of the parts in order; nothing where they do not come out."""
    total = sum((f.value for f in parts), Decimal(0))
    if not total:
        return []
    values = [EXACT.divide(f.value * 100, total) for f in parts]
    # Most lists are not of each other, which whole numbers tell at once.
    ways = (zip(values, run, strict=True), zip(sorted(values), sorted_of(run), strict=True))
    if all(sum(abs(v - one.value) <= 1 for v, one in way) < len(run) - 1 for way in ways):
        return []
    room = sum((f.half for f in parts), Decimal(0))
    kin = [f for f in near if f.dimension == parts[0].dimension and f not in parts]
    wholes = [f for f in kin if abs(f.value - total) <= room + f.half]
    # 49.4亿元 of parts that come to 49.41亿元: of the whole as it is printed.
    whole = min(reversed(wholes), key=lambda f: abs(f.value - total), default=None)
    found = [_told(one, part, parts, whole) for part, one in zip(parts, run, strict=True)]
    good = sum(one.verdict in GOOD for one in found)
    if good == len(run):
        return found
    turned = [
        _told(one, part, parts, whole)
        for part, one in zip(sorted(parts, key=_value), sorted_of(run), strict=True)
    ]
    if all(one.verdict in GOOD for one in turned):
        return [one if one.verdict in GOOD else one.also(*_EXCHANGED) for one in found]
    slips = [one for one in found if one.verdict is RelationVerdict.WRONG]
    # That all come to 100 one share is often made a little larger than it is.
    adjusted = sum((one.value for one in run), Decimal(0)) == _HUNDRED
    if len(slips) != 1:
        return []
    if adjusted:
        # The others are to the digit what they should be.
        rest = [one for one in found if one is not slips[0]]
        is_near = len(run) > _PROVEN and _is_adjusted(slips[0])
        return rest if is_near and all(one.verdict is _HOLDS for one in rest) else []
    # Of a whole that is not printed only where all others are so to the digit.
    exact = all(one.verdict is RelationVerdict.HOLDS for one in found if one is not slips[0])
    value, stated = slips[0].computed, slips[0].stated
    if not value or stated is None or not (exact or whole is not None):
        return []
    return found if is_slip(value, stated) or (exact and slip_of(value, stated)) else []


def _is_adjusted(one: Finding) -> bool:
    """Whether a share is off by no more than its last digit: 61.04% printed as 61.1%."""
    value, stated = one.computed, one.stated
    return value is not None and stated is not None and abs(value - stated.value) < 3 * stated.half


_PROVEN, _HOLDS = 2, RelationVerdict.HOLDS


def sorted_of(run: list[TextFigure]) -> list[TextFigure]:
    """Figures by their size."""
    return sorted(run, key=_value)


def _value(one: TextFigure) -> Decimal:
    return one.value


_EXCHANGED = Why("像是几个占比的次序排错了", Reason.EXCHANGED_SHARES)


def _told(
    one: TextFigure, part: TextFigure, parts: list[TextFigure], whole: TextFigure | None
) -> Finding:
    if whole is not None:
        return told(RatePair(part, whole), one)
    total = sum((f.value for f in parts), Decimal(0))
    room = sum((f.half for f in parts), Decimal(0))
    value = EXACT.divide(part.value * 100, total)
    reach = (
        EXACT.divide((part.value - part.half) * 100, total + room),
        EXACT.divide((part.value + part.half) * 100, total - room),
    )
    verdict = judged(value, reach, one._replace(hedge=Hedge.NONE))
    every = " + ".join(said_in(f.value, part) for f in parts)
    text = f"{said_in(part.value, part)} / ({every}) * 100"
    said = f"{part.text} 是 {every} 之和的 {shown(value, one)}，写的是 {one.text}"
    remedy = ""
    if verdict is RelationVerdict.WRONG:
        remedy = f"各数若无误，应为 {one.as_printed(value)}"
    operands = (part, *(f for f in parts if f is not part))
    return Finding(verdict, RelationKind.SHARE, said, text, value, one, operands, remedy)
