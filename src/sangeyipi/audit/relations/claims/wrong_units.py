"""An amount in 万元 that is one in 亿元, or the other way, as the figures beside it show.

下达6.85亿元，已支出3.72万元，支出进度54.3%: as 亿元 it is that rate, to the digit.
应兑付2.14亿元，已兑付18725万元，尚余2675亿元: as 万元 it is what is left.  As printed they
are absurd: next to nothing of the whole, or many times all of it.
"""

from collections.abc import Iterator
from decimal import Decimal

from sangeyipi.audit.judging.changed import grown, judge
from sangeyipi.audit.judging.finding import GOOD, Finding, RelationVerdict, said_in
from sangeyipi.audit.judging.pairs import RatePair, is_share, told
from sangeyipi.audit.judging.reasons import Why
from sangeyipi.audit.judging.slips import SlipKind
from sangeyipi.audit.relations.sums.bands import too_large
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import change_of, is_past, is_yearly
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, half_up

EXAMPLES = (
    (
        "下达资金6.85亿元，已支出3.72万元，支出进度54.3%。",
        "wrong 0.000372 / 6.85 * 100 = 54.3",
    ),
    (
        "应兑付2.14亿元，实际兑付18725万元，兑付率87.5%，尚余2675亿元待兑付。",
        "wrong 21400 - 18725 = 2675",
    ),
    (
        "政府性基金收入8642万元，增长12.3%。其中，土地出让收入7318亿元，增长9.6%。",
        "wrong 73180000 = 8642",
    ),
    (
        "“三公”经费支出486亿元，同比下降7.3%，上年同期为524.3万元。",
        "wrong (0.05243 - 486) / 0.05243 * 100 = 7.3",
    ),
    ("下达资金6.85亿元，已支出3720万元，支出进度5.43%。", "holds 0.372 / 6.85 * 100 = 5.43"),
)
#: 万元 and 亿元.
_APART = Decimal(10000)
_UNITS = frozenset({"万元", "亿元"})
_LEFT = later("(?:剩余|尚余|余下|还剩|剩下|结余|尚有|还有|仍有)(?:资金|额度|指标)?$")
#: What is less of a whole than one in so many, or more than so many of it, is not meant.
_ABSURD, _NEAR, _DIGITS, _HUNDRED = 200, 4, 3, 100


def with_wrong_units(reading: TextReading, found: list[Finding]) -> list[Finding]:
    """The findings, with what is told of units in place of what else is told wrong of a figure.

    Asked last: no other reading of so absurd an amount is looked for.
    """
    slips = {one.stated.start: one for one in wrong_units(reading) if one.stated is not None}
    if not slips:
        return found
    kept = [
        one
        for one in found
        if one.verdict in GOOD or one.stated is None or one.stated.start not in slips
    ]
    held = {one.stated.start for one in kept if one.stated and one.verdict in GOOD}
    return [*kept, *(one for start, one in slips.items() if start not in held)]


def wrong_units(reading: TextReading) -> Iterator[Finding]:
    """Every amount that a rate, or what is left, shows to be in the other unit."""
    for one in reading.figures:
        if one.hedge or not one.printed or one.inner:
            continue
        found = None
        if one.role is Role.PERCENT and change_of(one.lead) is not None:
            found = _of_growth(reading, one)
        elif one.role is Role.PERCENT and len(one.digits) >= _DIGITS:
            found = _of_rate(reading, one)
        elif one.unit in _UNITS and _LEFT.search(one.lead):
            found = _of_rest(reading, one)
        elif one.unit in _UNITS:
            found = _of_part(reading, one)
        if found is not None:
            yield found


def _amounts(reading: TextReading, one: TextFigure) -> list[TextFigure]:
    """The amounts before a figure in its paragraph, the nearest first."""
    return [
        f
        for f in reversed(reading.figures[max(0, one.order - _NEAR) : one.order])
        if f.unit in _UNITS and f.paragraph == one.paragraph and f.printed and not f.hedge
        if not (f.inner or is_past(f.lead) or change_of(f.lead))
    ]


def _of_rate(reading: TextReading, one: TextFigure) -> Finding | None:
    """6.85亿元，已支出3.72万元，支出进度54.3%."""
    near = _amounts(reading, one)
    part, base = (*near[:2], None, None)[:2]
    if part is None or base is None or part.order != one.order - 1 or part.unit == base.unit:
        return None
    if "其中" in part.lead or not _is_absurd(part.value, base.value) or not is_share(reading, one):
        return None
    for factor in (_APART, 1 / _APART):
        value = EXACT.divide(part.value * factor * _HUNDRED, base.value)
        if half_up(value, one.places) == one.printed:
            found = told(RatePair(part, base), one)
            if found.verdict is RelationVerdict.WRONG:
                return _as_unit(found, part)
    return None


def _of_growth(reading: TextReading, one: TextFigure) -> Finding | None:
    """支出486亿元，下降7.3%，上年同期为524.3万元: as 万元 it has fallen by that."""
    near = reading.figures[max(0, one.order - _TWO) : one.order + _TWO]
    if one.order == 0 or len(near) <= _TWO or is_yearly(one.lead):
        return None
    now, old = reading.figures[one.order - 1], near[-1]
    if (old is one or not is_past(old.lead)) and one.order > 1:
        # 上年同期524.3万元，今年支出486亿元，下降7.3%.
        old = near[0]
    if {now.unit, old.unit} != _UNITS or not is_past(old.lead) or is_past(now.lead):
        return None
    if len({f.sentence for f in (now, old, one)}) > 1 or now.hedge or old.hedge:
        return None
    sign = -1 if _FELL.search(one.lead) else 1
    if not _is_absurd(now.value, old.value) or change_of(now.lead) or change_of(old.lead):
        return None
    for factor in (_APART, 1 / _APART):
        found = grown(one, now._replace(scale=now.scale * factor), old, sign)
        wrong = grown(one, now, old, sign) if found and found.verdict in GOOD else None
        if wrong is not None:
            why = Why(f"{now.text} 或 {old.text} 像是单位写错，差一万倍", SlipKind.UNIT)
            said = f"{now.text} 和 {old.text} 相差太大，写的是 {one.text}"
            return wrong._replace(said=said, remedy="核对这两个数的单位", why=why)
    return None


_TWO, _FELL = 2, later("下降|减少|降低|回落|负增长|下滑|压减")


def _of_rest(reading: TextReading, one: TextFigure) -> Finding | None:
    """应兑付2.14亿元，已兑付18725万元，尚余2675亿元."""
    near = _amounts(reading, one)
    done, whole = (*near[:2], None, None)[:2]
    if done is None or whole is None or done.value >= whole.value:
        return None
    value = whole.value - done.value
    factor = EXACT.divide(value, one.value)
    if factor not in (_APART, 1 / _APART) or not _is_absurd(one.value, whole.value):
        return None
    room = whole.half + done.half
    text = f"{said_in(whole.value, done)} - {said_in(done.value, done)}"
    found = judge(one, value, (value - room, value + room), text, (whole, done))
    return _as_unit(found, one) if found.verdict is RelationVerdict.WRONG else None


def _of_part(reading: TextReading, one: TextFigure) -> Finding | None:
    """收入8642万元。其中，土地出让收入7318亿元: no part is ten thousand times its whole."""
    begin = reading.begun("。\n", one.start)
    said = _AMONG.match(reading.text, begin) if one.unit == "亿元" else None
    first = reading.first_after(begin)
    if said is None or first is None or first.start != one.start or change_of(one.lead):
        return None
    before = reading.by_sentence.get(one.sentence - 1, [])
    whole = next((f for f in before if f.unit in _UNITS), None)
    if whole is None or whole.unit == one.unit or whole.paragraph != one.paragraph:
        return None
    plain = not (whole.hedge or whole.inner or is_past(whole.lead) or change_of(whole.lead))
    if not plain or whole.measure != one.measure or one.printed > whole.printed:
        return None
    if one.printed * _ABSURD < whole.printed or one.places:
        return None
    kinds = [_KIND.search(f.lead) for f in (whole, one)]
    if kinds[0] is None or kinds[1] is None or _OF_ALL.search(reading.text, whole.end, one.start):
        return None
    alike = kinds[0][1] == kinds[1][1] or (kinds[0][1] == "收入" and kinds[1][1] == "税")
    return _as_unit(too_large(whole, one), one) if alike else None


#: What is taken in or spent is so of its parts; what money supports is no part of it.
_KIND = later("(收入|支出|税)收?(?:完成|达到?|为)?$")
_OF_ALL = later("[全我][国省市县区]|带动|撬动|支持|拉动|[引吸]|涉及|存量|[本利]息|占")
_AMONG = later("[^,。;\\d]{0,4}其中")


def _is_absurd(part: Decimal, whole: Decimal) -> bool:
    return part * _ABSURD < whole or part > whole * _ABSURD


def _as_unit(found: Finding, one: TextFigure) -> Finding:
    """The finding, with the unit that the amount should have."""
    (right,) = _UNITS - {one.unit}
    why = Why(f"{one.text} 像是单位写错，应为 {one.printed:f}{right}", SlipKind.UNIT)
    return found._replace(remedy="核对这个数的单位", why=why)
