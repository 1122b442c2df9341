"""评价: a county's marks by the rules of a file, each with what it was made of.

Exact throughout: a mark is a fraction until it is shown.  What cannot be known is no mark (None)
with the reason, and no mark is ever made of half of what it needs.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from operator import attrgetter
from typing import NamedTuple

from sangeyipi.figures.indicators import (
    ALSO_CALLED,
    INDICATORS,
    PER_CENT,
    IndicatorScope,
    MeasuredIndicator,
)
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import ELAPSED
from sangeyipi.model.fields import SCHEDULE
from sangeyipi.model.interval import Interval
from sangeyipi.model.month import Month, last_full_month
from sangeyipi.model.region import is_region
from sangeyipi.model.rounding import plain
from sangeyipi.model.score import (
    Better,
    Extra,
    Indicator,
    Quarter,
    ScoreRules,
    Ties,
    Way,
    WithoutProjects,
)
from sangeyipi.model.table import Rate

_HUNDRED = Fraction(100)


class Outside(NamedTuple):
    """A figure that somebody outside the ledger gives, of this county or of another.

    `rule`: the line of the rules that it was worked out for, and is of no other; None: of whatever
    line is called so, or measures that.
    """

    region: str
    indicator: str
    measured: MeasuredIndicator
    group: str = ""
    rule: Indicator | None = None


class Marked(NamedTuple):
    """A line of the scorecard.

    `counts`: the points that it counts for; none where it is left out.  `how`: the formula with
    exact figures; `why`: why there is no mark.
    """

    name: str
    points: Decimal | None
    way: str
    measured: MeasuredIndicator
    target: Fraction | None
    mark: Fraction | None
    how: str = ""
    why: str = ""
    counts: bool = True
    #: The target where it is 序时.
    due: Rate | None = None


class Score(NamedTuple):
    """A scorecard: its lines, and what they come to where every mark is known."""

    indicators: tuple[Marked, ...]
    extras: tuple[Marked, ...]
    #: With whom it was compared.
    others: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether there is a mark on every line that counts."""
        return all(one.mark is not None for one in (*self.indicators, *self.extras) if one.counts)

    @property
    def total(self) -> Fraction | None:
        """The sum of all marks; None where one is not known."""
        if not self.known:
            return None
        return sum((one.mark for one in self._lines if one.mark is not None), Fraction(0))

    @property
    def attainable(self) -> Fraction:
        """The points of the indicators that count."""
        return sum(
            (Fraction(one.points or 0) for one in self.indicators if one.counts), Fraction(0)
        )

    @property
    def so_far(self) -> Fraction:
        """The sum of the marks that are known: neither the least nor the most of the total."""
        return sum((one.mark for one in self._lines if one.mark is not None), Fraction(0))

    @property
    def _lines(self) -> tuple[Marked, ...]:
        return tuple(one for one in (*self.indicators, *self.extras) if one.counts)


def score(figures: Figures, rules: ScoreRules, outside: Iterable[Outside] = ()) -> Score:
    """The scorecard of the ledger's county.  `figures` have a day."""
    if figures.as_of is None:
        raise ValueError("a score is of a day")
    marking = _Marking(figures, rules, tuple(outside))
    marked = tuple(map(marking.indicator, rules.indicators))
    extras = tuple(map(marking.extra, rules.extras))
    return Score(marked, extras, tuple(dict.fromkeys(marking.compared)))


def measured(
    figures: Figures, rules: ScoreRules, outside: tuple[Outside, ...], rule: Indicator
) -> MeasuredIndicator:
    """What a line measures of the ledger's county, by the ledger or by what is given of it."""
    return _Marking(figures, rules, outside).measure_of(rule)


def written(value: Fraction) -> str:
    """A number as a formula has it: exact where it has an end, else as what is divided."""
    numerator, denominator = value.numerator, value.denominator
    rest = denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return f"{numerator}/{denominator}"
    return plain(Decimal(numerator) / Decimal(denominator))


def said(measured: MeasuredIndicator) -> str:
    """A measure as a formula has it: 23÷26, or a number with its unit."""
    if measured.numerator is not None and measured.denominator is not None:
        return f"{plain(measured.numerator)}÷{plain(measured.denominator)}"
    return "" if measured.value is None else f"{written(measured.value)}{measured.unit}"


class _Got(NamedTuple):
    """A mark with its formula, or why there is none."""

    mark: Fraction | None
    how: str = ""
    why: str = ""


class _Case(NamedTuple):
    """What one indicator is marked by: exact, and as the formula says it."""

    rule: Indicator
    measured: MeasuredIndicator
    value: Fraction
    said: str
    target: Fraction | None = None
    target_said: str = ""


class _Compared(NamedTuple):
    """A measure of those that are compared, whose value is known."""

    value: Fraction
    measured: MeasuredIndicator


_BY_VALUE = attrgetter("value")


class _Marking:
    def __init__(self, figures: Figures, rules: ScoreRules, outside: tuple[Outside, ...]) -> None:
        self.figures = figures
        self.rules = rules
        self.outside = outside
        #: The regions that it was compared with.
        self.compared: list[str] = []
        self.region = figures.ledger.config.region or ""
        self.month: Month = last_full_month(figures.as_of) if figures.as_of else Month(1, 1)

    def measure_of(self, rule: Indicator) -> MeasuredIndicator:
        """What a line measures."""
        asked = IndicatorScope(rule.phases, rule.batch)
        return self.measure(rule.asked, asked, self._names(rule))

    def _names(self, rule: Indicator) -> set[str]:
        """As what figures of a line are given from outside.

        Where other lines measure the same of other lists, its own name alone says which is meant.
        """
        lists = {
            (one.phases, one.batch) for one in self.rules.indicators if one.asked == rule.asked
        }
        return {rule.name} if len(lists) > 1 else {rule.name, rule.asked}

    def measure(self, name: str, asked: IndicatorScope, names: set[str]) -> MeasuredIndicator:
        """By the ledger where it has such a figure, else by what is given from outside."""
        given = self._given(names)
        ask = INDICATORS.get(ALSO_CALLED.get(name, name))
        if ask is None:
            return given or MeasuredIndicator(None, "", why="台账里没有，外部数据里也没有")
        found = ask(self.figures, asked)
        if given is None or given.value is None:
            return found
        if found.value is None and not found.nothing:
            return given
        return found._replace(beside=given)

    def _given(self, names: set[str]) -> MeasuredIndicator | None:
        """What is given from outside of this county; nothing where two rows say two things."""
        found = [one for one in self.outside if one.indicator in names and self._ours(one)]
        if len({one.measured.value for one in found}) > 1:
            rows = "、".join(one.region or "没有写地区的" for one in found)
            return MeasuredIndicator(None, "", why=f"外部数据里本县的写了几行，数不一样：{rows}")
        return found[0].measured if found else None

    def _ours(self, one: Outside) -> bool:
        return not one.region or is_region(one.region, self.region)

    def indicator(self, rule: Indicator) -> Marked:
        """One line."""
        measured = self.measure_of(rule)
        target = self._target(rule, measured)
        line = Marked(rule.name, rule.points, rule.way, measured, target, None)
        if rule.target == SCHEDULE:
            line = line._replace(due=self._due(measured))
        if measured.nothing:
            return self._without(rule, line)
        if measured.value is None:
            return line._replace(why=measured.why)
        gate = rule.gates.get(self.quarter)
        if gate is not None and measured.value < Fraction(gate):
            how = f"没有达到{self.quarter}门槛 {plain(gate)}%，0 分"
            return line._replace(mark=Fraction(0), how=how)
        target_said = SCHEDULE
        if not line.due:
            target_said = "" if target is None else f"{written(target)}{measured.unit}"
        case = _Case(rule, measured, measured.value, said(measured), target, target_said)
        got = _BY_WAY[rule.way](self, case)
        return line._replace(mark=got.mark, how=got.how, why=got.why)

    @property
    def quarter(self) -> Quarter:
        """The quarter whose gate binds: that of the last whole month."""
        return tuple(Quarter)[(self.month.number - 1) // 3]

    def _target(self, rule: Indicator, measured: MeasuredIndicator) -> Fraction | None:
        if rule.target == SCHEDULE:
            due = self._due(measured)
            return Fraction(due.numerator) * 100 / Fraction(due.denominator)
        if isinstance(rule.target, Decimal):
            return Fraction(rule.target)
        needs = rule.way in (Way.PROPORTION, Way.STANDARD, Way.EACH_POINT) and not rule.brackets
        return _HUNDRED if needs and measured.unit == PER_CENT else None

    def _due(self, measured: MeasuredIndicator) -> Rate:
        return measured.due or Rate(ELAPSED, Decimal(self.month.number), Decimal(12))

    def _without(self, rule: Indicator, line: Marked) -> Marked:
        chosen = rule.without or self.rules.without
        how = f"{line.measured.why}：{chosen}"
        if chosen is WithoutProjects.LEFT_OUT:
            return line._replace(counts=False, how=how)
        full = chosen is WithoutProjects.FULL
        return line._replace(mark=Fraction(rule.points) if full else Fraction(0), how=how)

    def extra(self, rule: Extra) -> Marked:
        """One line of what is added or taken off."""
        measured = self.measure(rule.asked, IndicatorScope(), {rule.asked})
        line = Marked(rule.name, None, "加减分", measured, None, None)
        if measured.value is None:
            return line._replace(why=measured.why)
        each = Fraction(rule.each)
        mark, how = measured.value * each, f"{written(measured.value)}×{plain(rule.each)}"
        if rule.most is not None and abs(mark) > Fraction(abs(rule.most)):
            mark = Fraction(abs(rule.most)) * (1 if mark > 0 else -1)
            how += f"，至多{plain(abs(rule.most))}分"
        return line._replace(mark=mark, how=how)

    # --- the ways

    def proportion(self, case: _Case) -> _Got:
        rule, target = case.rule, case.target
        if not target:
            return _Got(None, why="没有写目标")
        share = case.value / target
        cap = Fraction(rule.cap) / 100
        how = f"{case.said}÷{case.target_said}×{plain(rule.points)}"
        if share > cap:
            return _Got(cap * Fraction(rule.points), f"{how}，封顶 {plain(rule.cap)}%")
        return _Got(max(share, Fraction(0)) * Fraction(rule.points), how)

    def _others(self, rule: Indicator) -> tuple[list[_Compared], str]:
        """The same measure of the counties that it is compared with, or why there is none."""
        group, names = self.rules.group or "", self._names(rule)
        others = [
            one for one in self.outside if not self._ours(one) and (not group or one.group == group)
        ]
        found = [
            one
            for one in others
            if (one.indicator in names if one.rule is None else one.rule is rule)
        ]
        values = [
            _Compared(one.measured.value, one.measured)
            for one in found
            if one.measured.value is not None
        ]
        if not found and any(one.indicator == rule.asked and one.rule is None for one in others):
            return [], (
                f"外部数据里的“{rule.asked}”没有说是哪几期、哪一批的：指标写成“{rule.name}”"
            )
        if not found:
            return [], "要和其他县区比，外部数据里没有它们的数"
        for one, other in combinations(found, 2):
            if is_region(one.region, other.region):
                return [], f"外部数据里“{one.region}”“{other.region}”是一个地方，留一行"
        if len(values) < len(found):
            lacking = "、".join(one.region for one in found if one.measured.value is None)
            return [], f"{lacking}没有数，排不了名次"
        self.compared += [one.region for one in found]
        return values, ""

    def rank(self, case: _Case) -> _Got:
        rule, value = case.rule, case.value
        others, why = self._others(rule)
        if why:
            return _Got(None, why=why)
        ahead = [one.value for one in others if _better(one.value, value, rule)]
        place = 1 + (len(ahead) if self.rules.ties is Ties.SKIPPED else len(set(ahead)))
        said = f"{len(others) + 1} 个中第 {place} 名"
        if rule.brackets:
            got = _in_brackets(rule, Fraction(place))
            return got._replace(how=f"{said}，{got.how}")
        step = Fraction(rule.each_place or 0)
        if rule.each_place_share is not None:
            step = Fraction(rule.points) * Fraction(rule.each_place_share) / 100
        mark = Fraction(rule.points) - step * (place - 1)
        how = f"{said}，{plain(rule.points)}−{written(step)}×{place - 1}"
        return _Got(max(mark, Fraction(0)), how)

    def efficacy(self, case: _Case) -> _Got:
        rule, value = case.rule, case.value
        others, why = self._others(rule)
        if why:
            return _Got(None, why=why)
        every = [*others, _Compared(value, case.measured)]
        worst, best = min(every, key=_BY_VALUE), max(every, key=_BY_VALUE)
        if rule.better is Better.LOWER:
            best, worst = worst, best
        if best.value == worst.value:
            return _Got(Fraction(rule.points), "各县区都一样，记满分")
        base = Fraction(rule.base)
        share = (value - worst.value) / (best.value - worst.value) * (_HUNDRED - base) + base
        own, low, high = _in_one_unit(case.measured, worst.measured, best.measured)
        how = (
            f"(({own}−{low})÷({high}−{low})"
            f"×{written(_HUNDRED - base)}+{plain(rule.base)})%×{plain(rule.points)}"
        )
        return _Got(share / 100 * Fraction(rule.points), how)

    def standard(self, case: _Case) -> _Got:
        rule, value, target = case.rule, case.value, case.target
        if rule.brackets:
            return _in_brackets(rule, value)
        if target is None:
            return _Got(None, why="没有写目标，也没有分档")
        met = value <= target if rule.better is Better.LOWER else value >= target
        sign = {(True, True): "≤", (True, False): ">", (False, True): "≥", (False, False): "<"}
        said = sign[rule.better is Better.LOWER, met]
        how = f"{case.said}{said}{case.target_said}，{'达标' if met else '没有达标'}"
        return _Got(Fraction(rule.points) if met else Fraction(0), how)

    def each(self, case: _Case) -> _Got:
        rule, value = case.rule, case.value
        if rule.each is None:
            return _Got(None, why="没有写每项几分")
        points, each = Fraction(rule.points), Fraction(rule.each)
        start = points if each < 0 else Fraction(0)
        mark = min(max(start + value * each, Fraction(0)), points)
        begin = f"{plain(rule.points)}−" if each < 0 else ""
        how = f"{begin}{written(value)}×{plain(abs(rule.each))}"
        return _Got(mark, f"{how}，0 到 {plain(rule.points)} 分")

    def each_point(self, case: _Case) -> _Got:
        rule, value, target = case.rule, case.value, case.target
        if not target:
            return _Got(None, why="没有写目标")
        reached = value / target * 100
        gained = sum(
            (_along(one.within, reached) * Fraction(one.each) for one in rule.slopes), Fraction(0)
        )
        how = f"{case.said}÷{case.target_said}，{plain(rule.points)} 分{_signed(gained)}"
        if rule.most is not None and abs(gained) > Fraction(rule.most):
            gained = Fraction(rule.most) * (1 if gained > 0 else -1)
            how += f"，至多增减 {plain(rule.most)}"
        return _Got(max(Fraction(rule.points) + gained, Fraction(0)), how)

    def gate(self, case: _Case) -> _Got:
        rule = case.rule
        gate = rule.gates.get(self.quarter)
        if gate is None:
            return _Got(None, why=f"没有写{self.quarter}的门槛")
        return _Got(Fraction(rule.points), f"达到{self.quarter}门槛 {plain(gate)}%")


def _better(one: Fraction, other: Fraction, rule: Indicator) -> bool:
    return one < other if rule.better is Better.LOWER else one > other


def _in_one_unit(*measures: MeasuredIndicator) -> list[str]:
    """Measures as one formula has them: beside a quotient, whoever gives no base has its %."""
    rate = any(one.denominator is not None for one in measures)
    return [said(one._replace(unit=PER_CENT if rate else one.unit)) for one in measures]


def _in_brackets(rule: Indicator, value: Fraction) -> _Got:
    for one in rule.brackets:
        if one.within.holds(value):
            return _Got(Fraction(one.mark), f"在“{one.within}”这一档")
    return _Got(Fraction(0), "不在任何一档，0 分")


def _along(within: Interval, reached: Fraction) -> Fraction:
    """How many points of a stretch lie between 100% and what was reached."""
    low = Fraction(within.low.number) if within.low else None
    high = Fraction(within.high.number) if within.high else None
    first, last = min(reached, _HUNDRED), max(reached, _HUNDRED)
    start = first if low is None else max(first, low)
    end = last if high is None else min(last, high)
    return max(end - start, Fraction(0))


def _signed(value: Fraction) -> str:
    return f"+{written(value)}" if value >= 0 else f"−{written(-value)}"


_BY_WAY = {
    Way.PROPORTION: _Marking.proportion,
    Way.RANK: _Marking.rank,
    Way.EFFICACY: _Marking.efficacy,
    Way.STANDARD: _Marking.standard,
    Way.EACH: _Marking.each,
    Way.EACH_POINT: _Marking.each_point,
    Way.GATE: _Marking.gate,
}
