"""Rules of 红黄灯 in ledger.yaml: bands that hold something, apart, without a gap, the right way.

Owns what thresholds can be meant, and the exemptions from them.  How a project stands is for
`figures`; no threshold is better than another here.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from math import ceil, floor

from sangeyipi.checks.catalogue import rule
from sangeyipi.checks.dates import believable
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.interval import End, Interval
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.nearest import nearest
from sangeyipi.model.place import Place
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Severity

#: In these the less, the worse; in per cent.
_RATES = frozenset({Quantity.RATIO, Quantity.MONTH_RATE})
#: These are counted.
_WHOLE = frozenset(Quantity) - _RATES - {Quantity.POINTS_BEHIND}
_ALL = Decimal(100)
_ONE = Decimal(1)
#: Nobody is exempt for so many years.
_YEARS_EXEMPT = 5
_LEDGER = """\
名称: 示例县项目台账
期次:
  - 期: 1
    日期: 2021-07-10
红黄灯:
"""
_PROJECT = "- 编号: SL-2021-001\n  名称: 示例铝基新材料产业园\n"


def _lights(*bands: str, what: str = "序时差", more: str = "") -> dict[str, str]:
    lines = "".join(f"    {one}\n" for one in bands)
    return {
        "ledger.yaml": f"{_LEDGER}  - 维度: 进度\n    量: {what}\n{lines}{more}",
        "projects/第1期.yaml": _PROJECT,
    }


def _exempt(*lines: str) -> dict[str, str]:
    text = "".join(f"    {one}\n" for one in lines)
    return {
        **_lights("红: ≥30"),
        "projects/第1期.yaml": f"{_PROJECT}  豁免:\n    原因: 规划调整\n{text}",
    }


EMPTY = rule(
    "light-band-empty",
    Severity.ERROR,
    title="红黄灯的范围里什么也没有",
    why="这个范围里没有一个数，这个灯永远不会亮；黄、红都没有写的也一样。",
    remedy="改成要亮灯的范围，如 ≥10且<30；不要这一条的，删去",
    bad=_lights("黄: ≥30且<10"),
    good=_lights("黄: 10-30"),
)
OVERLAP = rule(
    "light-band-overlap",
    Severity.WARNING,
    title="黄灯和红灯的范围有重叠",
    why="重叠的地方既黄又红，只能按红灯算；写的人想的未必是这样。",
    remedy="黄灯写上另一头，如黄 ≥10且<30、红 ≥30",
    bad=_lights("黄: ≥10", "红: ≥30"),
    good=_lights("黄: ≥10且<30", "红: ≥30"),
)
GAP = rule(
    "light-band-gap",
    Severity.WARNING,
    title="黄灯和红灯的范围中间有空",
    why="落在中间的比黄灯还差，却是绿灯。",
    remedy="两个范围接起来：一个含、一个不含，如黄 ≥10且<30、红 ≥30",
    bad=_lights("黄: ≥10且<30", "红: ＞30"),
    good=_lights("黄: 1-2", "红: ≥3", what="逾期月数"),
)
DIRECTION = rule(
    "light-band-direction",
    Severity.ERROR,
    title="红黄灯的范围写反了",
    why="没有落后的也会亮灯，或者越落后灯越轻：序时差、月数、个数越大越差，序时比、完成率越小越差。",
    remedy="核对范围的方向和这个量的意思",
    bad=_lights("黄: ≥30", "红: ≥10且<30"),
    good=_lights("黄: ≥60且<80", "红: <60", what="序时比"),
)
SCALE = rule(
    "light-band-scale",
    Severity.ERROR,
    title="红黄灯的比率写成了小数",
    why="比率写百分数的数字，0.8 是百分之零点八：这样写，该亮的灯几乎都不亮。",
    remedy="八成写 80，10 个百分点写 10",
    bad=_lights("红: <0.8", what="序时比"),
    good=_lights("红: <80", what="序时比"),
)
MILESTONE = rule(
    "light-milestone",
    Severity.WARNING,
    title="红黄灯的节点不起作用",
    why="只有“逾期月数”分节点，别的量写了节点也不看它。",
    remedy="删去“节点”，或把“量”改成逾期月数",
    bad=_lights("节点: 开工", "红: ≥2", what="未更新月数"),
    good=_lights("节点: 开工", "红: ≥2", what="逾期月数"),
)
TWICE = rule(
    "light-twice",
    Severity.WARNING,
    title="红黄灯的同一条写了两次",
    why="维度、量、节点都一样的两条，看不出以哪一条为准。",
    remedy="合成一条；说的是两件事的，改维度",
    bad=_lights("红: ≥30", more="  - 维度: 进度\n    量: 序时差\n    红: ≥40\n"),
    good=_lights("红: ≥30", more="  - 维度: 进度\n    量: 序时比\n    红: <60\n"),
)
UNKNOWN_DIMENSION = rule(
    "exemption-unknown-dimension",
    Severity.WARNING,
    title="豁免的维度不在红黄灯里",
    why="“红黄灯”里没有这一条，豁免不起作用，灯照样亮。",
    remedy="改成“红黄灯”里的一个维度；都豁免的，删去这一行",
    bad=_exempt("至: 2022-09", "维度: 投资"),
    good=_exempt("至: 2022-09", "维度: 进度"),
)
EXEMPTION_DATE = rule(
    "exemption-date",
    Severity.WARNING,
    title="豁免的日期不像是真的",
    why=f"早于台账最早的一期，等于没有豁免；晚于最近的记录 {_YEARS_EXEMPT} 年以上，等于总是豁免。",
    remedy="核对“至”的年份；已经不豁免的，删去“豁免”",
    bad=_exempt("至: 2032-09"),
    good=_exempt("至: 2026-06"),
)


def check_lights(ledger: Ledger) -> Iterator[Diagnostic]:
    """Each rule's bands, and no rule twice."""
    known: set[tuple[object, ...]] = set()
    for index, one in enumerate(ledger.config.lights):
        place = ledger.place().at(term.LIGHTS, index)
        key = (one.dimension, one.quantity, one.milestone)
        if key in known:
            message = f"“{one.dimension}”已经有一条看{one.quantity}的"
            yield Diagnostic(TWICE, place.at(term.DIMENSION), message)
        known.add(key)
        if one.milestone is not None and one.quantity is not Quantity.MONTHS_OVERDUE:
            message = f"{one.quantity}不分节点（{one.dimension}）"
            yield Diagnostic(MILESTONE, place.at("节点"), message)
        yield from _bands(one, place)


def _bands(one: LightRule, place: Place) -> Iterator[Diagnostic]:
    bands = [(word, band) for word, band in _said(one) if band is not None]
    if not bands:
        message = f"黄、红都没有写，“{one.dimension}”永远不会亮灯"
        yield Diagnostic(EMPTY, place.at(term.DIMENSION), message)
    found = list(_each(one, bands, place))
    if not found and one.yellow is not None and one.red is not None:
        found = list(_together(one.quantity, one.yellow, one.red, place))
    yield from found


def _said(one: LightRule) -> tuple[tuple[str, Interval | None], ...]:
    return (term.YELLOW, one.yellow), (term.RED, one.red)


def _each(one: LightRule, bands: list[tuple[str, Interval]], place: Place) -> Iterator[Diagnostic]:
    for word, band in bands:
        here = place.at(word)
        if _empty(one.quantity, band):
            message = f"{word}灯的范围 {band} 里没有一个{one.quantity}"
            yield Diagnostic(EMPTY, here, message)
        elif _share_of_one(one.quantity, band):
            message = f"{one.quantity}的范围 {band} 是小数：比率写百分数的数字"
            yield Diagnostic(SCALE, here, message, f"写成 {_hundredfold(band)}")
        else:
            fault = _fault(one.quantity, band)
            if fault:
                yield Diagnostic(DIRECTION, here, f"{word}灯的范围 {band}：{fault}")


def _empty(quantity: Quantity, band: Interval) -> bool:
    if band.empty:
        return True
    if quantity not in _WHOLE or band.high is None:
        return False
    least = Decimal(0)
    if band.low is not None:
        number = band.low.number
        least = max(least, Decimal(ceil(number) if band.low.included else floor(number) + 1))
    return not band.holds(least)


def _share_of_one(quantity: Quantity, band: Interval) -> bool:
    if quantity in _WHOLE:
        return False
    numbers = [abs(end.number) for end in (band.low, band.high) if end is not None]
    # Below its plan by one point may be meant; one per cent of the plan is not.
    most = max(numbers)
    return 0 < most < _ONE or (quantity in _RATES and most == _ONE)


def _hundredfold(band: Interval) -> Interval:
    return Interval(*(end and End(end.number * 100, end.included) for end in (band.low, band.high)))


def _fault(quantity: Quantity, band: Interval) -> str:
    """Why a band is lit by who is not behind; "": it is not."""
    if quantity in _RATES:
        beyond = band.high is None or band.high.number > _ALL
        return f"{quantity}超过 100 的也亮，越小才越差" if beyond else ""
    if quantity in _WHOLE:
        return f"{quantity}是 0 的也亮" if band.holds(Decimal(0)) else ""
    ahead = band.low is None or band.low.number < 0
    return "快于序时的也亮：序时差是正数才是落后" if ahead else ""


def _together(
    quantity: Quantity, yellow: Interval, red: Interval, place: Place
) -> Iterator[Diagnostic]:
    """Yellow and red beside each other: apart, red the worse, nothing between."""
    common = _common(yellow, red)
    if not _empty(quantity, common):
        message = f"{common} 里的{quantity}既亮黄灯又亮红灯"
        yield Diagnostic(OVERLAP, place.at(term.YELLOW), message)
        return
    milder, worse = (yellow.low, red.high) if quantity in _RATES else (red.low, yellow.high)
    if milder is None or worse is None or milder.number < worse.number:
        message = f"黄灯 {yellow} 比红灯 {red} 更差：{quantity}越{_worse(quantity)}越差"
        yield Diagnostic(DIRECTION, place.at(term.RED), message)
        return
    between = Interval(
        End(worse.number, not worse.included), End(milder.number, not milder.included)
    )
    if not _empty(quantity, between):
        which = plain(worse.number) if worse.number == milder.number else str(between)
        message = f"{quantity}是 {which} 的，不黄也不红，成了绿灯"
        yield Diagnostic(GAP, place.at(term.YELLOW), message)


def _worse(quantity: Quantity) -> str:
    return "小" if quantity in _RATES else "大"


def _common(one: Interval, other: Interval) -> Interval:
    lows = [end for end in (one.low, other.low) if end is not None]
    highs = [end for end in (one.high, other.high) if end is not None]
    low = max(lows, key=lambda end: (end.number, not end.included)) if lows else None
    high = min(highs, key=lambda end: (end.number, end.included)) if highs else None
    return Interval(low, high)


def check_visits_required(ledger: Ledger) -> Iterator[Diagnostic]:
    """Nobody can visit on more days than a year has."""
    for level, number in ledger.config.visits_required.items():
        if number > _DAYS:
            place = ledger.place().at(term.VISITS_REQUIRED, level)
            message = f"{level}一年走访 {number} 次：一天算一次，一年没有这么多天"
            yield Diagnostic(VISIT_REQUIREMENT, place, message)


_DAYS = 366
VISIT_REQUIREMENT = rule(
    "visit-requirement",
    Severity.WARNING,
    title="走访要求的次数太多",
    why="走访按天算，一年的次数不会比一年的天数还多。",
    remedy="写一位包联领导一年至少走访几次，如县级: 12",
    bad={
        "ledger.yaml": _LEDGER.replace("红黄灯:\n", "走访要求:\n  县级: 1200\n"),
        "projects/第1期.yaml": _PROJECT,
    },
    good={
        "ledger.yaml": _LEDGER.replace("红黄灯:\n", "走访要求:\n  县级: 12\n  乡级: 52\n"),
        "projects/第1期.yaml": _PROJECT,
    },
)


def check_exemptions(ledger: Ledger) -> Iterator[Diagnostic]:
    """An exemption is from a rule that there is, and ends when one could end."""
    exempt = [project for project in ledger.projects if project.exempt is not None]
    if not exempt:
        return
    dimensions = tuple(dict.fromkeys(one.dimension for one in ledger.config.lights))
    held = [phase.date for phase in ledger.config.phases]
    known = held + [report.month.last for report in ledger.reports[-1:]]
    for project in exempt:
        yield from _dimension(project, dimensions)
        if known and project.exempt and believable(project.exempt.until):
            yield from _until(project, min(known), max(known))


def _dimension(project: Project, dimensions: tuple[str, ...]) -> Iterator[Diagnostic]:
    assert project.exempt is not None
    said = project.exempt.dimension
    if said is None or said in dimensions:
        return
    near = nearest(said, dimensions, 1)
    hint = f"；是不是“{near[0]}”？" if near else ""
    message = f"维度“{said}”不在 ledger.yaml 的“红黄灯”里{hint}（{project.id} {project.name}）"
    remedy = f"改成其中之一（{'、'.join(dimensions)}）；都豁免的，删去这一行" if dimensions else ""
    place = project.origin.at(term.EXEMPT, term.DIMENSION)
    yield Diagnostic(UNKNOWN_DIMENSION, place, message, remedy)


def _until(project: Project, first: date, newest: date) -> Iterator[Diagnostic]:
    assert project.exempt is not None
    until = project.exempt.until
    whose = f"（{project.id} {project.name}）"
    if until.last < first:
        message = f"豁免到 {until.text}，台账从 {first} 才开始{whose}"
    elif until.first.year - newest.year > _YEARS_EXEMPT:
        message = (
            f"豁免到 {until.text}，比台账里最近的记录（{newest}）晚 {_YEARS_EXEMPT} 年以上{whose}"
        )
    else:
        return
    yield Diagnostic(EXEMPTION_DATE, project.origin.at(term.EXEMPT, "至"), message)


#: Run on what could be read of a ledger.
CHECKS = (check_lights, check_visits_required)
#: Run where all of a ledger was read.
WHOLE = (check_exemptions,)
