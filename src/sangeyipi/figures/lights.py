"""红黄灯: which light each rule of ledger.yaml gives each project on a day, and why.

Owns how a measure is judged by a rule's bands, how several rules make one light, since when it has
been shown and what would turn it green.  What is measured is figures/readings.py's; a ledger
without rules has no lights.  Nothing is ever green because nobody knows.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from sangeyipi.figures.monthly import Book, Record, records
from sangeyipi.figures.readings import Ground, QuantityOnDay, measure, year_done
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import schedule
from sangeyipi.figures.status import said_in
from sangeyipi.model.interval import End, Interval
from sangeyipi.model.lazy_dataclass import dataclass
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month, last_full_month, month_of
from sangeyipi.model.project import Exemption, Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rounding import EXACT, at_least, plain

#: Decimals of an amount in 亿元: a ledger can tell a 万元, and nothing less.
PLACES = 4


class LightMark(StrEnum):
    """What a project shows, or one of its dimensions; the graver first."""

    RED = "红"
    YELLOW = "黄"
    #: Nobody knows whether it is green.
    UNKNOWN = "—"
    EXEMPT = "豁免"
    GREEN = "绿"
    #: No rule has anything to measure.
    NOT_APPLICABLE = "不适用"


_ORDER = {mark: place for place, mark in enumerate(LightMark)}
LIT = (LightMark.RED, LightMark.YELLOW)


class RuleReading(NamedTuple):
    """What one rule says of one project."""

    rule: LightRule
    measure: QuantityOnDay
    #: By the figure alone, whether it is exempt or not.
    light: LightMark
    #: Of what is unknown, the light that it has at least.
    least: LightMark | None = None
    exempt: Exemption | None = None

    @property
    def mark(self) -> LightMark:
        """What is shown."""
        return LightMark.EXEMPT if self.exempt else self.light

    @property
    def possible(self) -> frozenset[LightMark]:
        """Every mark that it may turn out to be."""
        if self.mark is not LightMark.UNKNOWN:
            return frozenset((self.mark,))
        rule, found = self.rule, self.measure
        lit = {LightMark.RED: rule.red, LightMark.YELLOW: rule.yellow}
        seen = {mark for mark, band in lit.items() if _meets(found, band)}
        return frozenset(seen if self.least else {*seen, LightMark.GREEN})

    @property
    def band(self) -> Interval | None:
        """The band that it lies in."""
        return {LightMark.RED: self.rule.red, LightMark.YELLOW: self.rule.yellow}.get(self.light)


class Lights(NamedTuple):
    """A project with what each rule says of it, in the order of the rules."""

    record: Record
    readings: tuple[RuleReading, ...]

    @property
    def project(self) -> Project:
        """The project."""
        return self.record.project

    @property
    def mark(self) -> LightMark:
        """The gravest of what is known; “—” where that is not the worst that there may be."""
        marks = [one.mark for one in self.readings]
        marks += [one.least for one in self.readings if one.least and not one.exempt]
        return min(marks, key=_ORDER.__getitem__, default=LightMark.NOT_APPLICABLE)

    @property
    def worst(self) -> RuleReading:
        """The first reading that shows the gravest mark; only asked where there are rules."""
        return min(self.readings, key=lambda one: _ORDER[one.mark])

    @property
    def unknown(self) -> list[RuleReading]:
        """What could be graver than anybody knows."""
        return [one for one in self.readings if one.mark is LightMark.UNKNOWN]

    def may_be(self, mark: LightMark) -> bool:
        """Whether it may turn out to show a mark: one of its rules it, and none a graver one."""
        possible = [one.possible for one in self.readings]
        return any(mark in each for each in possible) and all(
            any(_ORDER[one] >= _ORDER[mark] for one in each) for each in possible
        )


class LightSince(NamedTuple):
    """The first month of the unbroken run in which it was as grave; `open`: or an earlier one."""

    month: Month
    open: bool


@dataclass(frozen=True)
class Alerts:
    """Every project's lights as of a day."""

    figures: Figures
    day: date
    #: None: every rule of the ledger.
    dimension: str | None = None
    #: The book of the ledger's reports, where it has been made before.
    said: Book | None = None

    @cached_property
    def ground(self) -> Ground:
        """What the quantities are measured from."""
        return Ground(self.figures.ledger, self.said)

    @property
    def rules(self) -> tuple[LightRule, ...]:
        """The rules asked for, in the ledger's order."""
        rules = self.figures.ledger.config.lights
        return tuple(one for one in rules if self.dimension in (None, one.dimension))

    @cached_property
    def projects(self) -> tuple[Lights, ...]:
        """Each project that counts on the day, by 编号."""
        there = self.figures.population(Scope())
        return tuple(self._lights(one) for one in records(there, self.ground.book))

    @cached_property
    def marks(self) -> dict[str, LightMark]:
        """What each project shows, by its 编号."""
        return {one.project.id: one.mark for one in self.projects}

    def _lights(self, record: Record) -> Lights:
        exempt = record.project.exempt
        if exempt is not None and exempt.until.last < self.day:
            exempt = None
        return Lights(record, tuple(self._reading(record, one, exempt) for one in self.rules))

    def _reading(self, record: Record, rule: LightRule, exempt: Exemption | None) -> RuleReading:
        found = measure(self.ground, record, rule, self.day)
        light, least = judged(rule, found)
        mine = exempt if exempt and exempt.dimension in (None, rule.dimension) else None
        return RuleReading(rule, found, light, least, mine)

    def since(self, record: Record, one: RuleReading) -> LightSince | None:
        """Since when a lit reading has been as grave; what is yellow may have been red before."""
        if one.light not in LIT:
            return None
        run = month_of(self.day)
        while run > self.ground.earliest:
            before = run.plus(-1)
            found = measure(self.ground, record, one.rule, before.last)
            light, _ = judged(one.rule, found)
            if light is LightMark.UNKNOWN:
                return LightSince(run, _may_be(one, found))
            if _ORDER[light] > _ORDER[one.light]:
                break
            run = before
        return LightSince(run, False)

    def remedy(self, record: Record, one: RuleReading) -> str | None:
        """What would turn a lit reading green, all else as it is; None where nothing would."""
        if one.light not in LIT:
            return None
        return _REMEDIES[one.rule.quantity](self, record, one)

    def excess(self, one: RuleReading) -> Decimal:
        """How far a lit reading is from green, in its own unit: the furthest is told first."""
        value, edge = one.measure.exact, edge_of(one)
        if value is None or edge is None:
            return Decimal(0)
        return abs(value - edge.number)


def alerts(figures: Figures) -> Alerts:
    """Those of all rules by the day of the figures, made once."""
    day = figures.as_of
    assert day is not None
    return figures.once(Alerts, lambda: Alerts(figures, day, said=said_in(figures)))


def judged(rule: LightRule, found: QuantityOnDay) -> tuple[LightMark, LightMark | None]:
    """The light of a measure; of what the bounds do not settle “—”, and what it is at least."""
    if not found.applies:
        return LightMark.NOT_APPLICABLE, None
    if found.idle:
        return LightMark.GREEN, None
    if found.exact is not None:
        return _of_number(rule, found.exact), None
    red, yellow = rule.red, rule.yellow
    if _within(found, red):
        return LightMark.RED, None
    if not _meets(found, red):
        if _within(found, yellow):
            return LightMark.YELLOW, None
        return (LightMark.UNKNOWN if _meets(found, yellow) else LightMark.GREEN), None
    lit = _within(found, yellow) or _within(found, _joined(red, yellow))
    return LightMark.UNKNOWN, LightMark.YELLOW if lit else None


def _of_number(rule: LightRule, number: Decimal) -> LightMark:
    if rule.red is not None and rule.red.holds(number):
        return LightMark.RED
    if rule.yellow is not None and rule.yellow.holds(number):
        return LightMark.YELLOW
    return LightMark.GREEN


def _within(found: QuantityOnDay, band: Interval | None) -> bool:
    """Whether all that a measure can be lies in a band."""
    if band is None:
        return False
    above = band.low is None or (found.low is not None and Interval(band.low).holds(found.low))
    below = band.high is None or (
        found.high is not None and Interval(high=band.high).holds(found.high)
    )
    return above and below


def _meets(found: QuantityOnDay, band: Interval | None) -> bool:
    """Whether any of what a measure can be lies in a band."""
    if band is None or band.empty:
        return False
    above = found.high is None or Interval(band.low).holds(found.high)
    below = found.low is None or Interval(high=band.high).holds(found.low)
    return above and below


def _joined(red: Interval | None, yellow: Interval | None) -> Interval | None:
    """Both bands as one, where nothing green lies between them."""
    if red is None or yellow is None:
        return None
    for lower, upper in ((yellow, red), (red, yellow)):
        end, start = lower.high, upper.low
        if end and start and end.number >= start.number:
            touching = end.number > start.number or end.included or start.included
            if touching and lower.low != start:
                return Interval(lower.low, upper.high)
    return None


def _may_be(one: RuleReading, found: QuantityOnDay) -> bool:
    """Whether a measure that is not known may have been as grave."""
    if one.light is LightMark.RED:
        return _meets(found, one.rule.red)
    return _meets(found, one.rule.yellow) or _meets(found, one.rule.red)


#: In which direction a quantity gets better: what is done rises, what is late falls.
_RISING = frozenset({Quantity.RATIO, Quantity.MONTH_RATE})


def edge_of(one: RuleReading) -> End | None:
    """Where green begins, the way that a quantity gets better; `included`: at the number itself."""
    value = one.measure.exact
    if value is None:
        return None
    bands = [band for band in (one.rule.red, one.rule.yellow) if band is not None]
    if one.rule.quantity not in _RISING:
        return _below(value, bands)
    mirrored = _below(-value, [_mirrored(band) for band in bands])
    return mirrored and End(-mirrored.number, mirrored.included)


def _mirrored(band: Interval) -> Interval:
    low, high = band.low, band.high
    return Interval(
        high and End(-high.number, high.included), low and End(-low.number, low.included)
    )


def _below(value: Decimal, bands: list[Interval]) -> End | None:
    """Where green begins going down from a value; None where a band has no lower end."""
    here = End(value, True)
    while True:
        band = next((one for one in bands if _reaches(one, here)), None)
        if band is None:
            return here
        if band.low is None:
            return None
        # The band's own end belongs to it, or is the first number below it.
        here = End(band.low.number, not band.low.included)


def _reaches(band: Interval, here: End) -> bool:
    """Whether a band holds a number, or what lies just below it where that is not included."""
    if here.included:
        return band.holds(here.number)
    low, high = band.low, band.high
    below = low is None or low.number < here.number
    return below and (high is None or high.number >= here.number)


def _missing(has: Decimal, wanted: Decimal, included: bool) -> Decimal:
    """The least amount, to a 万元, by which something has to grow to reach what is wanted."""
    lack = wanted - has
    amount = at_least(lack, PLACES)
    return amount if included or amount > lack else amount + Decimal(1).scaleb(-PLACES)


#: Months and per cent: what is divided by, once, so that a round amount comes out as that.
_YEAR_IN_PER_CENT = Decimal(12 * 100)


def _by_year(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    """再完成 N 亿元."""
    edge = edge_of(one)
    planned = schedule(record.project.planned, last_full_month(alerts.day))
    if edge is None or planned.plan is None:
        return None
    due = planned.twelve_times_due
    if one.rule.quantity is Quantity.RATIO:
        wanted = EXACT.divide(due * edge.number, _YEAR_IN_PER_CENT)
    else:
        behind = planned.plan * 12 * edge.number
        wanted = EXACT.divide(due * 100 - behind, _YEAR_IN_PER_CENT)
    done = year_done(record, alerts.day)
    return f"再完成 {plain(_missing(done.value, wanted, edge.included))} 亿元"


def _by_month(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    """What is past stays as it is: the next month's completion."""
    edge = edge_of(one)
    if edge is None:
        return None
    following = last_full_month(alerts.day).plus(1)
    months = record.project.planned.monthly.get(following.year)
    planned = months[following.number - 1] if months else None
    reach = "达到" if edge.included else "超过"
    share = f"{following.title}完成月计划{reach} {plain(edge.number)}%"
    if not planned:
        return share
    amount = _missing(Decimal(0), planned * edge.number / 100, edge.included)
    return f"{share}（{plain(amount)} 亿元）"


def _when_reached(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    """Every late node that would light by itself."""
    late = []
    for name in one.measure.about:
        when = next(when for node, when in record.project.planned.dates() if node == name)
        months = month_of(alerts.day).since(month_of(when.last))
        if _of_number(one.rule, Decimal(months)) in LIT:
            late.append(name)
    return f"{'、'.join(late)}后" if late else None


def _when_solved(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    edge, ids = edge_of(one), one.measure.about
    if edge is None or not ids:
        return None
    # The most that may stay open: whole problems, and fewer than the edge where that is lit itself.
    keep = int(edge.number) if edge.included else int(at_least(edge.number, 0)) - 1
    if keep < 0:
        return None
    some = "" if not keep else f" 中的 {len(ids) - keep} 个"
    return f"解决 {'、'.join(ids)}{some}"


def _when_reported(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    newest = alerts.ground.newest(alerts.day)
    return f"报{newest.title}的月调度" if newest and _none_is_green(one) else None


def _when_new(alerts: Alerts, record: Record, one: RuleReading) -> str | None:
    newest = alerts.ground.newest(alerts.day)
    return f"{newest.title}的月调度报出新的进展" if newest and _none_is_green(one) else None


def _none_is_green(one: RuleReading) -> bool:
    return _of_number(one.rule, Decimal(0)) is LightMark.GREEN


_REMEDIES: dict[Quantity, Callable[[Alerts, Record, RuleReading], str | None]] = {
    Quantity.POINTS_BEHIND: _by_year,
    Quantity.RATIO: _by_year,
    Quantity.MONTHS_OVERDUE: _when_reached,
    Quantity.MONTHS_SILENT: _when_reported,
    Quantity.SAME_AS_BEFORE: _when_new,
    Quantity.PROBLEMS_OVERDUE: _when_solved,
    Quantity.MONTH_RATE: _by_month,
    Quantity.MONTHS_NOT_COUNTED: lambda alerts, record, one: "纳统入库后",
}


def graver_first(alerts: Alerts, found: Iterable[Lights]) -> list[Lights]:
    """Red first, then yellow; by the rules' order, the furthest from green first; then by 编号."""
    places = {id(rule): place for place, rule in enumerate(alerts.rules)}

    def key(one: Lights) -> tuple[int, int, Decimal, str]:
        worst = one.worst
        return _ORDER[one.mark], places[id(worst.rule)], -alerts.excess(worst), one.project.id

    return sorted(found, key=key)


def by_gravity(readings: Iterable[RuleReading]) -> Iterator[RuleReading]:
    """A project's readings, the gravest first."""
    yield from sorted(readings, key=lambda one: _ORDER[one.mark])
