"""Rates with one end that is not printed: which whole number of a known count, or of which count.

Where one whole number fits, the rate holds and the number is named as inferred; where none does,
the base is unclear, and the rate is wrong only where exactly one fits by cutting off.
"""

import re
from decimal import Decimal

from sangeyipi.audit.judging.evidence import is_slip
from sangeyipi.audit.judging.finding import Finding, RelationKind, RelationVerdict, shown
from sangeyipi.audit.judging.pairs import RatePair, told
from sangeyipi.audit.judging.reasons import Reason, Why
from sangeyipi.audit.judging.slips import CUT_OFF, Slip
from sangeyipi.audit.text.figure import Role, TextFigure
from sangeyipi.audit.text.named import is_past, rate_in, rate_of, same_state
from sangeyipi.audit.text.reading import TextReading
from sangeyipi.model.patterns import later
from sangeyipi.model.rounding import EXACT, cut_off, half_up

EXAMPLES = (
    ("工业类13个，履约率46.1%。", "wrong 6 / 13 * 100 = 46.1"),
    ("工业类13个，履约率46.2%。", "holds 6 / 13 * 100 = 46.2"),
    ("工业类23个，履约率76%。", "base-unclear  = 76"),
    ("签约项目37个，履约率100%、开工率94.59%、资金到位率63.7%。", "holds 35 / 37 * 100 = 94.59"),
    ("签约项目37个，履约率100%、开工率89.18%、资金到位率63.7%。", "wrong 33 / 37 * 100 = 89.18"),
    ("今年项目实质性开工203个，开工率87.5%。", "holds 203 / 232 * 100 = 87.5"),
    (
        "签约41个，总投资216.4亿元，其中制造业项目个数和投资占比分别为70.73%、64.1%。",
        "holds 29 / 41 * 100 = 70.73",
    ),
    (
        "签约43个，总投资216.4亿元，其中制造业项目个数和投资占比分别为67.44%、64.1%。",
        "holds 29 / 43 * 100 = 67.44",
    ),
    (
        "签约47个，总投资216.4亿元，其中制造业项目个数和投资占比分别为61.70%、64.1%，"
        "农业项目个数占比为12.76%。",
        "wrong 6 / 47 * 100 = 12.76",
    ),
    ("项目236个，投资18.4亿元。开工项目236个，开工率100%。", "holds 236 / 236 * 100 = 100"),
    (
        "梳理问题147个，其中土地类52个、资金类38个、手续类57个。已解决118个。土地类问题已解决43个，解决率81.1%。",
        "wrong 43 / 52 * 100 = 81.1",
    ),
    ("推介会上签约的开工5个，占推介会签约数的16%。", "base-unclear  = 16"),
)
_BASES = 40
#: Units of quantities that are counted as projects are.
ONE_BY_ONE = frozenset("户名人条座台套辆处")
#: Above so many almost any percentage is some whole number of them.
_TOO_MANY = 60
_GAP = 24
_HUNDRED = Decimal(100)
_JOINS = frozenset("、,和")
_OF_MONEY = re.compile("资金|投资|产值|到位|满意|合格|优良")
_OF_OTHERS = later("占[^,。;]{2,12}(?:总?数|总?量)的(?:近|约|超)?")


def half_printed(reading: TextReading, one: TextFigure) -> Finding | None:
    """A rate of which one end stands in the text, and perhaps what the other has to be."""
    return _all_of(reading, one) or _whole(reading, one) or _unprinted(reading, one)


def _all_of(reading: TextReading, one: TextFigure) -> Finding | None:
    """项目36个，…。开工项目36个，开工率100%: all of the same number said before."""
    part = reading.figures[one.order - 1] if one.order and one.printed == _HUNDRED else one
    rate = rate_of(one.lead)
    if part.role is not Role.COUNT or part.sentence != one.sentence or part.hedge or not rate:
        return None
    name = rate[1][-2:]
    if name not in part.lead or part.inner or not part.value:
        return None
    for base in reversed(reading.figures[max(0, part.order - _BASES) : part.order]):
        if base.paragraph != part.paragraph:
            return None
        if base.role is Role.COUNT and base.value == part.value and base.unit == part.unit:
            return told(RatePair(part, base), one) if name not in base.lead else None
    return None


def _whole(reading: TextReading, one: TextFigure) -> Finding | None:
    """35个“签约一批”项目的开工率为71.4%: 25 of 35."""
    if one.order == 0 or one.hedge:
        return None
    base = reading.figures[one.order - 1]
    several = base.role is Role.PERCENT
    if several:
        # 37个，履约率100%、开工率94.59%: one rate after another of one count.
        base = _before_rates(reading, one)
    if not _may_be_of(reading, base, one, several=several):
        return None
    count = int(base.value)
    near = int(one.printed * count / 100)
    tries = list(range(max(0, near - 1), min(count, near + 2) + 1))
    fits = [k for k in tries if half_up(_of(k, count), one.places) == one.printed]
    cut = [k for k in tries if cut_off(_of(k, count), one.places) == one.printed]
    why: Why | Slip
    if fits:
        # 100% is all of them, though one less may round to it.
        k, verdict, why = (
            fits[-1 if one.printed == _HUNDRED else 0],
            RelationVerdict.HOLDS,
            Why("分子没有写出，是推算的", Reason.OPEN),
        )
    elif len(cut) == 1 and count * 10 <= _TOO_MANY * 10**one.places:
        k, verdict, why = cut[0], RelationVerdict.WRONG, CUT_OFF
    elif several:
        return None
    else:
        said = f"{base.text} 里没有一个整数的占比是 {one.text}，基数可能另有所指"
        return Finding(
            RelationVerdict.BASE_UNCLEAR, RelationKind.RATE, said, "", None, one, (base,)
        )
    value = _of(k, count)
    said = f"{k}/{count} 是 {shown(value, one)}，写的是 {one.text}"
    remedy = (
        f"{base.text} 若无误，应为 {one.as_printed(value)}"
        if verdict is RelationVerdict.WRONG
        else ""
    )
    text = f"{k} / {count} * 100"
    return Finding(verdict, RelationKind.RATE, said, text, value, one, (base,), remedy, why)


def _may_be_of(reading: TextReading, base: TextFigure, one: TextFigure, *, several: bool) -> bool:
    """Whether a rate right behind a count is of it, and what is counted is no part."""
    rate = rate_in(one.lead)
    if base.role is not Role.COUNT or base.sentence != one.sentence or not rate or not base.value:
        return False
    if _OF_MONEY.search(rate[1]) or one.printed > _HUNDRED or base.hedge:
        return False
    if reading.first_amounts.get(one.sentence, one.order) < one.order:
        return False
    if base.lead.endswith(rate[1]) or same_state(rate[1], base):
        return False
    if several:
        # Of so few that it says something.
        few = base.value * 10 <= _TOO_MANY * 10**one.places
        return few and one.printed != _HUNDRED
    between = reading.between(base, one)
    # 引进14个团队，医馆建设项目完成率100%: any count has all of itself, so that words must bind it.
    bound = one.printed != _HUNDRED or "," not in between or rate_of(one.lead) is not None
    return len(between) <= _GAP and bound


def _before_rates(reading: TextReading, one: TextFigure) -> TextFigure:
    """What stands before a run of rates, each named and nothing else between; else the last."""
    at = one.order
    while at and one.order - at < _NEAR and reading.figures[at].role is Role.PERCENT:
        rate, before = rate_of(reading.figures[at].lead), reading.figures[at - 1]
        joined = reading.text[before.end : before.end + 1] in _JOINS or before.role is Role.COUNT
        if rate is None or not joined or _OF_MONEY.search(rate[1]):
            return reading.figures[one.order - 1]
        at -= 1
    return reading.figures[at]


def cut_of_counted(reading: TextReading, one: TextFigure) -> Finding | None:
    """签约35个，…。制造业项目个数占比94.28%: a share of counts, 33 of 35 but for its last digit.

    That it is of counts its words say; of all that were counted before it one fits, and only so.
    """
    named = _COUNTED.search(one.lead)
    if named is None or _LISTED.search(one.lead[: named.start()]) or one.printed >= _HUNDRED:
        return None
    before = reading.figures[max(0, one.order - _NEAR) : one.order]
    near = [f for f in before if f.role is Role.COUNT and f.paragraph == one.paragraph]
    cut: dict[int, TextFigure] = {}
    for base in near:
        count = int(base.value)
        k = int(one.printed * count / 100)
        tries = [each for each in (k, k + 1) if 0 < each < count]
        if any(half_up(_of(each, count), one.places) == one.printed for each in tries):
            return None
        if any(cut_off(_of(each, count), one.places) == one.printed for each in tries):
            if base.sentence != one.sentence or is_past(base.lead):
                return None
            cut[count] = base
    if len(cut) != 1 or sum(int(f.value) for f in near) > 2 * 10**one.places:
        return None
    ((count, base),) = cut.items()
    if base.hedge:
        return None
    k = int(one.printed * count / 100) + 1
    value = _of(k, count)
    said = f"{k}/{count} 是 {shown(value, one)}，写的是 {one.text}"
    remedy = f"{base.text} 若无误，应为 {one.as_printed(value)}"
    text = f"{k} / {count} * 100"
    kind = RelationKind.SHARE
    return Finding(RelationVerdict.WRONG, kind, said, text, value, one, (base,), remedy, CUT_OFF)


#: 项目个数占比, 个数和金额占比分别为: of the two the first is meant.
_COUNTED = re.compile(
    "(?:项目)?(?:个数|项目数|家数|户数|件数|数量)(?:[和与、](?:项目)?(?:总投资|投资额|投资|金额|资金))?"
    "(?:占比|所占比[重例]|比重)(?:分别)?(?:约)?(?:达到|达|为|是)?$"
)
_LISTED = re.compile("[和与及、]$")
#: As many figures before it as a row and its whole have.
_NEAR = 8


def _of(k: int, count: int) -> Decimal:
    return EXACT.divide(Decimal(k * 100), Decimal(count))


def _unprinted(reading: TextReading, one: TextFigure) -> Finding | None:
    """实质性开工203个，开工率87.5%: of 232, the only whole number that fits."""
    if one.order == 0 or one.hedge or not Decimal(0) < one.printed < _HUNDRED:
        return None
    part = reading.figures[one.order - 1]
    if part.role is not Role.COUNT or part.sentence != one.sentence or part.hedge or part.inner:
        return None
    rate = rate_of(one.lead)
    tied = rate is not None and same_state(rate[1], part)
    plain = rate is not None and part.lead.endswith(rate[1]) and not _DUE.search(part.lead)
    group = _group_of(reading, part) if plain else None
    if group is not None:
        return told(RatePair(part, group), one)
    if not part.value or not (tied or _OF_OTHERS.fullmatch(one.lead.lstrip(",、 "))):
        return None
    fits = fitting_bases(part, one)
    if fits is None:
        return None
    known = any(
        f.role is Role.COUNT and f.value >= part.value and f.sentence == one.sentence
        for f in reading.figures[max(0, part.order - _BASES) : part.order]
    )
    if len(fits) == 1 and not known and _is_slipped(reading, part, one):
        return None
    if len(fits) != 1 or known:
        why = f"基数可能是 {fits[0]} 至 {fits[-1]} 个" if fits else "没有一个整数的基数合得上"
        if len(fits) == 1:
            why = f"只有 {fits[0]} 个合得上"
        said, kind = f"{part.text} 是谁的 {one.text} 没有写出", RelationKind.RATE
        open_ = Why(why, Reason.OPEN)
        return Finding(RelationVerdict.BASE_UNCLEAR, kind, said, "", None, one, (part,), "", open_)
    return of_inferred(part, fits[0], one)


def _group_of(reading: TextReading, part: TextFigure) -> TextFigure | None:
    """土地类52个、资金类38个，…。土地类问题已解决43个，解决率81.1%: of those that are called so."""
    said = _GROUP.match(part.lead)
    if said is None:
        return None
    called = [
        f
        for f in reading.figures[max(0, part.order - _BASES) : part.order]
        if f.role is Role.COUNT and f.unit == part.unit and f.paragraph == part.paragraph
        if f.lead.endswith(said[1]) and not (f.inner or f.hedge or is_past(f.lead))
    ]
    if len(called) != 1 or not called[0].value >= part.value > 0:
        return None
    # 下半年又梳理60个: there are more since, and （5个未到期） are not due.
    since = reading.text[called[0].end : part.end + _GAP]
    return None if _MORE_SINCE.search(since) else called[0]


_MORE_SINCE = later("又|新增|再次|增加|未到期|[调退]出|撤")
_DUE = later("按期|按时|到期|应|限期")
_GROUP = later(
    "[,、;]?(?:其中)?([\u4e00-\u9fff]{2,6}[类镇乡])(?:的)?(?:问题|项目|事项|诉求|企业)?(?:目前)?已(?:经)?[\u4e00-\u9fff]{2}$"
)


def _is_slipped(reading: TextReading, part: TextFigure, one: TextFigure) -> bool:
    """171个，开工率78.1%, and 217个 before, of which it is 78.8%: that looks like a slip, so that
    219 need not be meant."""
    return any(
        f.role is Role.COUNT
        and f.unit == part.unit
        and f.value > part.value
        and f.paragraph == part.paragraph
        and not (f.inner or f.hedge or is_past(f.lead))
        and is_slip(EXACT.divide(part.value * _HUNDRED, f.value), one)
        for f in reading.figures[max(0, part.order - _NEAR) : part.order]
    )


def fitting_bases(part: TextFigure, one: TextFigure) -> list[int] | None:
    """The whole numbers of which a count may be a percentage; None for too many to be looked at."""
    low, high = one.interval
    first = int(EXACT.divide(part.value * 100, high))
    last = int(EXACT.divide(part.value * 100, low)) + 1 if low > 0 else first + _BASES
    if last - first > _BASES:
        return None
    least = int(part.value) if one.printed <= _HUNDRED else 1
    return [
        base
        for base in range(max(first, least), last + 1)
        if half_up(_of(int(part.value), base), one.places) == one.printed
    ]


def of_inferred(part: TextFigure, base: int, one: TextFigure) -> Finding:
    """What is told of a percentage whose base is not printed, but can be one number only."""
    said = f"基数是 {base} {part.unit}才合得上"
    why, kind = Why("基数没有写出，是推算的", Reason.OPEN), RelationKind.RATE
    text = f"{part.value:f} / {base} * 100"
    value = _of(int(part.value), base)
    return Finding(RelationVerdict.HOLDS, kind, said, text, value, one, (part,), "", why)
