"""红黄灯 as tables: how many of each light by dimension and by unit, and every light with its why.

Owns the wording of a light.  A project with several lit dimensions has a row for each, the gravest
first; what is green or unknown is counted, and listed where it is asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.figures.lights import (
    LIT,
    Alerts,
    LightMark,
    Lights,
    RuleReading,
    by_gravity,
    graver_first,
    judged,
)
from sangeyipi.figures.readings import QuantityOnDay
from sangeyipi.figures.schedule import schedule, together
from sangeyipi.figures.schedule import told as in_words
from sangeyipi.model import term
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import last_full_month
from sangeyipi.model.question import LIGHT, Moment, Part, Subject
from sangeyipi.model.rounding import half_up, plain
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.notes import some

KEYS = {
    LightMark.RED: "red",
    LightMark.YELLOW: "yellow",
    LightMark.GREEN: "green",
    LightMark.EXEMPT: "exempt",
    LightMark.UNKNOWN: "unknown",
    LightMark.NOT_APPLICABLE: "not_applicable",
}
_CALLED = {LightMark.UNKNOWN: "不明"}
_COUNTS = tuple(
    Column(key, _CALLED.get(mark, mark.value), Kind.COUNT) for mark, key in KEYS.items()
)
_ALL = Column("count", term.TOTAL, Kind.COUNT)
_BY_DIMENSION = (
    Column("dimension", term.DIMENSION),
    Column("quantity", term.QUANTITY),
    Column("yellow_band", "黄灯范围"),
    Column("red_band", "红灯范围"),
    *_COUNTS,
    _ALL,
)
_PROJECTS = (
    Column("id", term.ID),
    Column("name", term.NAME),
    Column("unit", term.UNIT, yields=1),
    Column("leader", term.LEADER, yields=1),
    Column("light", "灯"),
    Column("dimension", term.DIMENSION),
    Column("value", "数值"),
    Column("threshold", "阈值", yields=1),
    Column("since", "自何时", yields=1),
    Column("remedy", "怎样转绿"),
    Column("project_light", "项目的灯", for_machines=True),
    Column("quantity", term.QUANTITY, for_machines=True),
    Column("number", "准数", Kind.NUMBER, for_machines=True),
    Column("unknown_dimensions", "不明的维度", for_machines=True),
)
#: What a number of each quantity is a number of.
_UNITS = {
    Quantity.POINTS_BEHIND: "个百分点",
    Quantity.RATIO: "%",
    Quantity.MONTHS_OVERDUE: "个月",
    Quantity.MONTHS_SILENT: "个月",
    Quantity.SAME_AS_BEFORE: "个月",
    Quantity.PROBLEMS_OVERDUE: "个",
    Quantity.MONTH_RATE: "%",
    Quantity.MONTHS_NOT_COUNTED: "个月",
}
_PLACES = (1, 2, 4, 8)
NO_UNIT = "未填" + term.UNIT


class Chosen(NamedTuple):
    """What `alerts` is asked for; None (or empty) does not restrict."""

    unit: str | None = None
    leader: str | None = None
    #: The projects listed; without it those that are red, yellow or exempt.
    mark: LightMark | None = None


def tables(alerts: Alerts, chosen: Chosen) -> list[Table]:
    """The counts by dimension and by unit, and the projects."""
    found = [one for one in alerts.projects if _is_meant(one, chosen)]
    counts = [dimensions_table(alerts, found, chosen), units_table(alerts, found, chosen)]
    if chosen.unit is not None or chosen.leader is not None or alerts.dimension is not None:
        # No question says whose these are alone: that of all would be answered with other numbers.
        counts = [_unasked(one) for one in counts]
    return [*counts, lights_table(alerts, found, chosen)]


def _unasked(table: Table) -> Table:
    return table._replace(rows=tuple(row._replace(subject=None) for row in table.rows))


def _is_meant(one: Lights, chosen: Chosen) -> bool:
    if chosen.unit is not None and one.project.unit != chosen.unit:
        return False
    return chosen.leader is None or chosen.leader in one.project.leaders


def _title(alerts: Alerts, chosen: Chosen, what: str) -> str:
    whom = "、".join(word for word in (chosen.unit, chosen.leader, alerts.dimension) if word)
    return f"{alerts.figures.ledger.config.region or ''}{what}{f'（{whom}）' if whom else ''}"


def dimensions_table(alerts: Alerts, found: list[Lights], chosen: Chosen) -> Table:
    """How many projects show each light by each rule, and by the gravest.  Id: `lights`."""
    rows = [
        _counted(
            (one.readings[place].mark for one in found),
            Subject(by="dimension", group=rule.dimension),
            {
                "dimension": rule.dimension,
                "quantity": _quantity(rule),
                "yellow_band": str(rule.yellow or "无"),
                "red_band": str(rule.red or "无"),
            },
        )
        for place, rule in enumerate(alerts.rules)
    ]
    total = Subject(by="dimension", part=Part.TOTAL)
    rows.append(_counted((one.mark for one in found), total, {"dimension": "项目"}, 0))
    return Table(
        "lights",
        _title(alerts, chosen, "红黄灯"),
        _BY_DIMENSION,
        tuple(rows),
        (*notes.opening(alerts.figures), *_rules_told(alerts, found), *_unknown(alerts, found)),
        moment=Moment(alerts.day),
    )


def units_table(alerts: Alerts, found: list[Lights], chosen: Chosen) -> Table:
    """How many projects of each unit show each light, the most red first.  Id: `lights-by-unit`."""
    groups: dict[str, list[LightMark]] = {}
    for one in found:
        groups.setdefault(one.project.unit or NO_UNIT, []).append(one.mark)

    def key(unit: str) -> tuple[bool, int, int, str]:
        marks = Counter(groups[unit])
        return unit == NO_UNIT, -marks[LightMark.RED], -marks[LightMark.YELLOW], unit

    rows = [
        _counted(groups[unit], Subject(by="unit", group=unit), {"unit": unit})
        for unit in sorted(groups, key=key)
    ]
    total = Subject(by="unit", part=Part.TOTAL)
    rows.append(_counted((one.mark for one in found), total, {"unit": term.TOTAL}, 0))
    return Table(
        "lights-by-unit",
        _title(alerts, chosen, f"红黄灯按{term.UNIT}"),
        (Column("unit", term.UNIT), *_COUNTS, _ALL),
        tuple(rows),
        tuple(notes.opening(alerts.figures)),
        moment=Moment(alerts.day),
    )


def _counted(
    marks: Iterable[LightMark], of: Subject, cells: dict[str, Cell], level: int = 1
) -> Row:
    counts = Counter(marks)
    cells |= {key: counts[mark] for mark, key in KEYS.items()}
    return Row(cells | {_ALL.key: sum(counts.values())}, level=level, subject=of)


def _quantity(rule: LightRule) -> str:
    return f"{rule.milestone}{rule.quantity}" if rule.milestone else rule.quantity.value


def _rules_told(alerts: Alerts, found: list[Lights]) -> Iterator[str]:
    yield "每个项目按最重的一条亮灯；不明的不算绿灯，不适用的不看；豁免的另计。"
    newest = alerts.ground.newest(alerts.day)
    quantities = {rule.quantity for rule in alerts.rules}
    if quantities & {Quantity.POINTS_BEHIND, Quantity.RATIO}:
        month = last_full_month(alerts.day)
        planned = [schedule(one.project.planned, month) for one in found]
        known = [one for one in planned if one.plan is not None]
        if known:
            yield f"序时进度算到{month.title}，按：{in_words(together(known, month))}。"
    if quantities & {Quantity.MONTHS_SILENT, Quantity.SAME_AS_BEFORE} and newest:
        yield f"未更新、雷同看到最近有人报的{newest.title}。"


def _unknown(alerts: Alerts, found: list[Lights]) -> Iterator[str]:
    """What is not known, and of whom, once for each reason."""
    for place, rule in enumerate(alerts.rules):
        by_reason: dict[str, list[str]] = {}
        for one in found:
            reading = one.readings[place]
            if reading.mark is LightMark.UNKNOWN:
                by_reason.setdefault(reading.measure.why, []).append(one.project.id)
        for why, ids in sorted(by_reason.items(), key=lambda one: (-len(one[1]), one[0])):
            yield f"{rule.dimension}不明：{why}的 {len(ids)} 个：{some(ids)}。"
        if rule.quantity is Quantity.MONTHS_OVERDUE:
            yield from _unplanned(rule, [one.readings[place].measure for one in found])


def _unplanned(rule: LightRule, measures: list[QuantityOnDay]) -> Iterator[str]:
    count = sum(not one.applies for one in measures)
    if count:
        yield f"{rule.dimension}不适用：没有填计划日期的 {count} 个，是否逾期无从判断。"


def lights_table(alerts: Alerts, found: list[Lights], chosen: Chosen) -> Table:
    """Every light with its figure and threshold, the gravest first.  Id: `alerts`."""
    wanted = (*LIT, LightMark.EXEMPT) if chosen.mark is None else (chosen.mark,)
    shown = graver_first(alerts, (one for one in found if one.mark in wanted))
    rows = tuple(row for one in shown for row in _rows(alerts, one))
    return Table(
        "alerts",
        _title(alerts, chosen, "亮灯的项目"),
        _PROJECTS,
        rows,
        (*notes.opening(alerts.figures), *_remarks(found, shown, chosen)),
        moment=Moment(alerts.day),
    )


def _remarks(found: list[Lights], shown: list[Lights], chosen: Chosen) -> Iterator[str]:
    if chosen.mark is not None:
        mark = _CALLED.get(chosen.mark, chosen.mark.value)
        yield f"只列“{mark}”的 {len(shown)} 个项目，另有 {len(found) - len(shown)} 个未列。"
    else:
        counts = Counter(one.mark for one in found)
        listed = "、".join(f"{mark.value} {counts[mark]} 个" for mark in (*LIT, LightMark.EXEMPT))
        others = (LightMark.GREEN, LightMark.UNKNOWN, LightMark.NOT_APPLICABLE)
        left = "、".join(
            f"{_CALLED.get(mark, mark.value)} {counts[mark]} 个" for mark in others if counts[mark]
        )
        yield f"{listed}{f'；{left}，未列' if left else ''}。"
    unsure = [one.project.id for one in shown if one.mark is LightMark.YELLOW and one.unknown]
    if unsure:
        yield f"还有维度不明、可能更重的黄灯：{some(unsure)}。"


def _rows(alerts: Alerts, one: Lights) -> Iterator[Row]:
    """A row for each dimension that is as a project of that kind is listed for."""
    if one.mark in LIT:
        told = [each for each in one.readings if each.mark in LIT]
        # At least yellow, though nobody knows the figure: that is what the project is listed for.
        told += [each for each in one.readings if each.mark is LightMark.UNKNOWN and each.least]
    else:
        told = [each for each in one.readings if each.mark is one.mark]
    for reading in by_gravity(told):
        yield _row(alerts, one, reading)


def _row(alerts: Alerts, one: Lights, reading: RuleReading) -> Row:
    project, since = one.project, None
    if reading.mark in LIT:
        since = alerts.since(one.record, reading)
    cells: dict[str, Cell] = {
        "id": project.id,
        "name": project.name,
        "unit": project.unit or "",
        "leader": project.leader or "",
        "light": reading.mark.value,
        "dimension": reading.rule.dimension,
        "value": value_told(reading),
        "threshold": threshold_told(reading),
        "since": f"{since.month}{'或更早' if since.open else ''}" if since else "",
        "remedy": _remedy(alerts, one, reading),
        "project_light": one.mark.value,
        "quantity": _quantity(reading.rule),
        "unknown_dimensions": "、".join(each.rule.dimension for each in one.unknown),
    }
    if reading.measure.exact is not None:
        cells["number"] = half_up(reading.measure.exact, 12)
    of = Subject(by=LIGHT, group=f"{project.id} {reading.rule.dimension}")
    return Row(cells, level=1, subject=of)


def _remedy(alerts: Alerts, one: Lights, reading: RuleReading) -> str:
    if reading.exempt is not None:
        return f"豁免到 {reading.exempt.until.text}：{reading.exempt.reason}"
    if reading.mark in (LightMark.UNKNOWN, LightMark.NOT_APPLICABLE):
        return reading.measure.why
    return alerts.remedy(one.record, reading) or ""


def threshold_told(reading: RuleReading) -> str:
    """The band that a lit reading lies in; of any other what it would have to enter."""
    if reading.band is not None and reading.mark in LIT:
        return str(reading.band)
    bands = (("黄", reading.rule.yellow), ("红", reading.rule.red))
    return "，".join(f"{word} {band}" for word, band in bands if band)


def value_told(reading: RuleReading) -> str | None:
    """The figure with its unit, and what it is of; with as many decimals as keep it in its band."""
    value = reading.measure.exact
    if value is None:
        return None
    if reading.measure.idle:
        return "未逾期" if reading.rule.quantity is Quantity.MONTHS_OVERDUE else "无"
    digits = plain(_rounded(reading, value))
    about = "、".join(reading.measure.about)
    return f"{digits}{_UNITS[reading.rule.quantity]}{f'（{about}）' if about else ''}"


def _rounded(reading: RuleReading, value: Decimal) -> Decimal:
    for places in _PLACES:
        shown = half_up(value, places)
        as_shown, _ = judged(reading.rule, reading.measure._replace(low=shown, high=shown))
        if as_shown is reading.light:
            return shown
    return value
