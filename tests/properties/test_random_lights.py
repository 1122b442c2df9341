"""红黄灯 beside an oracle that shares no code with them: measures in its own words, then trial.

A measure known only within bounds is judged by trying numbers: its ends, every threshold, and what
lies just beside each.  Since when is found by asking every month.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.figures.lights import LIT, Alerts, RuleReading
from sangeyipi.figures.readings import measure
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import dates
from sangeyipi.model.guarantees import InStatistics
from sangeyipi.model.interval import End, Interval
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month, last_full_month, month_of
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem, Unsolvable
from sangeyipi.model.project import Exemption, Project
from sangeyipi.model.stages import Milestone
from sangeyipi.tables.lights import value_told

from .monthly_ledgers import FIRST, truths
from .monthly_oracle import Amount, One, Oracle, ordinal

#: Nothing to measure; nothing due, whatever the bands.
NO, IDLE = "不适用", "未到期"
#: The least and the most; None: nobody knows.
Span = tuple[Fraction | None, Fraction | None]


def _bands() -> st.SearchStrategy[Interval | None]:
    end = st.builds(
        End, st.sampled_from([Decimal(n) for n in (0, 1, 2, 3, 10, 30, 50, 80)]), st.booleans()
    )
    return st.none() | st.builds(Interval, st.none() | end, st.none() | end)


RULES = st.builds(
    lambda quantity, node, yellow, red, number: LightRule(
        dimension=f"{quantity}{number}",
        quantity=quantity,
        milestone=node if quantity is Quantity.MONTHS_OVERDUE else None,
        yellow=yellow,
        red=red,
    ),
    st.sampled_from(list(Quantity)),
    st.none() | st.sampled_from([Milestone.STARTED, Milestone.PRODUCING]),
    _bands(),
    _bands(),
    st.integers(1, 99),
)
DAYS = st.dates(FIRST, FIRST + timedelta(480))
MONTH_ENDS = DAYS.map(lambda day: month_of(day).last)


def _when(draw: st.DrawFn) -> dates.When:
    day = draw(DAYS)
    return dates.month(day.year, day.month) if draw(st.booleans()) else dates.day(day)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    ledger = draw(truths()).ledger
    projects, problems = [], []
    rules = tuple(draw(st.lists(RULES, min_size=1, max_size=4, unique_by=lambda r: r.dimension)))
    for one in ledger.projects:
        exempt = None
        if draw(st.integers(0, 4)) == 0:
            which = draw(st.none() | st.sampled_from([rule.dimension for rule in rules]))
            exempt = Exemption(reason="洪水", until=_when(draw), dimension=which)
        counted = draw(st.sampled_from(["", "", "in", "not", "nothing"]))
        said = {
            "": None,
            "in": InStatistics(entered=_when(draw)),
            "not": InStatistics(lacking="手续不全"),
            "nothing": InStatistics(),
        }[counted]
        projects.append(replace(one, exempt=exempt, in_statistics=said))
        problems += [_problem(draw, one, number) for number in range(draw(st.integers(0, 3)))]
    text = st.none() | st.none() | st.sampled_from(["打桩", "打 桩", "封顶"])
    reports = [replace(one, on_site=draw(text)) for one in ledger.reports]
    config = replace(ledger.config, lights=rules)
    return replace(
        ledger,
        config=config,
        projects=tuple(projects),
        problems=tuple(problems),
        reports=tuple(reports),
    )


def _problem(draw: st.DrawFn, project: Project, number: int) -> Problem:
    ended = draw(st.sampled_from(["", "", "closed", "unsolvable"]))
    return Problem(
        id=f"WT-{project.id}-{number}",
        project=project.id,
        kind="用地",
        text="差五十亩",
        raised=_when(draw),
        due=draw(st.sampled_from([None, dates.word("待定"), _when(draw), _when(draw)])),
        closed=_when(draw) if ended == "closed" else None,
        unsolvable=Unsolvable(date=_when(draw), reason="规划") if ended == "unsolvable" else None,
    )


class Lamps:
    """What the oracle says of one ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger, self.oracle = ledger, Oracle(ledger)
        told = [one for one in ledger.reports if _figures(one)]
        self.months = sorted({ordinal(one.month.last) for one in told})
        self.said = {(one.id, ordinal(one.month.last)): one for one in ledger.reports}

    def value(self, one: One, rule: LightRule, day: date) -> Span | str:
        over = ordinal(day) if day == month_of(day).last else ordinal(day) - 1
        of: dict[Quantity, Callable[[One, int], Span | str]] = {
            Quantity.POINTS_BEHIND: self._points,
            Quantity.RATIO: self._ratio,
            Quantity.MONTH_RATE: self._month_rate,
            Quantity.MONTHS_SILENT: self._silent,
            Quantity.SAME_AS_BEFORE: self._same,
            Quantity.PROBLEMS_OVERDUE: lambda one, over: self._problems(one, day),
            Quantity.MONTHS_NOT_COUNTED: lambda one, over: self._not_counted(one, day),
            Quantity.MONTHS_OVERDUE: lambda one, over: self._overdue(one, rule, day),
        }
        return of[rule.quantity](one, over)

    def _no_plan(self, one: One, over: int) -> Span | str:
        december = over // 12 * 12 - 1
        done = one.reached("投产", _end(december)) or one.finished(december)
        return NO if done else (None, None)

    def _year(self, one: One, over: int) -> Amount:
        return one.completed(over // 12 * 12 - 1, over)

    def _points(self, one: One, over: int) -> Span | str:
        plan = one.plan(over // 12)
        if plan is None:
            return self._no_plan(one, over)
        if not plan:
            return NO
        done = self._year(one, over)
        behind = (one.due(over) - done.least) / plan * 100
        return (behind if done.exact else None), behind

    def _ratio(self, one: One, over: int) -> Span | str:
        plan = one.plan(over // 12)
        if plan is None:
            return self._no_plan(one, over)
        if not plan or not one.due(over):
            return NO
        return _rate(self._year(one, over), one.due(over))

    def _month_rate(self, one: One, over: int) -> Span | str:
        year, index = divmod(over, 12)
        months = one.project.planned.monthly.get(year)
        if months is None:
            return self._no_plan(one, over)
        if not months[index]:
            return NO
        return _rate(one.completed(over - 1, over), Fraction(months[index]))

    def _silent(self, one: One, over: int) -> Span | str:
        newest = max((m for m in self.months if m <= over), default=None)
        if newest is None:
            return NO
        if one.reached("达效", _end(newest)) or one.finished(newest):
            return NO
        mine = [m for (id, m), said in self.said.items() if id == one.project.id and _says(said)]
        mine = [m for m in mine if m <= newest]
        if mine:
            return _same_ends(newest - max(mine))
        asked = range(self.months[0], newest + 1)
        low = sum(one.reached("开工", _end(m)) for m in asked)
        high = sum(not one.nothing_yet(m) for m in asked)
        return (Fraction(low), Fraction(high)) if high else NO

    def _same(self, one: One, over: int) -> Span | str:
        newest = max((m for m in self.months if m <= over), default=None)
        if newest is None:
            return NO
        if one.reached("达效", _end(newest - 1)) or one.finished(newest - 1):
            return NO

        def at(month: int) -> MonthlyReport | None:
            return self.said.get((one.project.id, month))

        now, before = at(newest), at(newest - 1)
        if now is None or before is None or not (_says(now) and _says(before)):
            return NO
        count = 0
        while (a := at(newest - count)) and (b := at(newest - count - 1)) and _old(a, b):
            count += 1
        return _same_ends(count)

    def _problems(self, one: One, day: date) -> Span | str:
        if not self.ledger.problems:
            return NO
        late = unsaid = 0
        for problem in self.ledger.problems:
            ends = [problem.closed, problem.unsolvable.date if problem.unsolvable else None]
            ended = any(end is not None and end.last <= day for end in ends)
            if problem.project == one.project.id and problem.raised.last <= day and not ended:
                unsaid += problem.due is None
                late += bool(problem.due and problem.due.text != "待定" and problem.due.last < day)
        return Fraction(late), Fraction(late + unsaid)

    def _not_counted(self, one: One, day: date) -> Span | str:
        if one.surely_not("开工", day) or one.reached("达效", day):
            return NO
        said = one.project.in_statistics
        if said is None or not (said.entered or said.lacking):
            return None, None
        if said.entered and said.entered.last <= day:
            return IDLE
        own = one.days.get("开工")
        if own and own[1] <= day:
            return _same_ends(ordinal(day) - ordinal(own[1]))
        later = [when[1] for name in ("投产", "达效") if (when := one.days.get(name))]
        later = [end for end in later if end <= day]
        return Fraction(ordinal(day) - ordinal(min(later)) if later else 0), None

    def _overdue(self, one: One, rule: LightRule, day: date) -> Span | str:
        planned = [
            (str(node), when)
            for node, when in one.project.planned.dates()
            if rule.milestone in (None, node)
        ]
        if not planned:
            return NO
        late = [
            (node, Fraction(ordinal(day) - ordinal(when.last)))
            for node, when in planned
            if when.last < day and not one.reached(node, day)
        ]
        if not late:
            return IDLE
        sure = [months for node, months in late if one.surely_not(node, day)]
        return max(sure, default=None), max(months for _, months in late)


def _end(month: int) -> date:
    return Month(month // 12, month % 12 + 1).last


def _rate(done: Amount, due: Fraction) -> Span:
    rate = done.least / due * 100
    return rate, rate if done.exact else None


def _same_ends(count: int) -> Span:
    return Fraction(count), Fraction(count)


def _figures(report: MonthlyReport) -> bool:
    return {report.completed, report.completed_to_date, report.funds_to_date} != {None}


def _says(report: MonthlyReport) -> bool:
    return _figures(report) or bool(report.on_site)


def _old(now: MonthlyReport, before: MonthlyReport) -> bool:
    """Whether each thing that is said was said before."""
    mine = _things(now)
    if now.completed == 0:
        mine.pop("completed")
    theirs = _things(before)
    return _says(now) and all(theirs.get(key) == value for key, value in mine.items())


def _things(report: MonthlyReport) -> dict[str, Any]:
    names = ("completed", "completed_to_date", "funds_to_date")
    found = {name: value for name in names if (value := getattr(report, name)) is not None}
    if report.on_site:
        found["on_site"] = report.on_site.replace(" ", "")
    return found


def colour(rule: LightRule, number: Fraction) -> str:
    for name, band in (("红", rule.red), ("黄", rule.yellow)):
        if band is None:
            continue
        low, high = band.low, band.high
        above = low is None or number > low.number or (number == low.number and low.included)
        below = high is None or number < high.number or (number == high.number and high.included)
        if above and below:
            return name
    return "绿"


def colours(rule: LightRule, span: Span) -> set[str]:
    """Every colour that a number of the span has."""
    low, high = span
    ends = [end for band in (rule.red, rule.yellow) if band for end in (band.low, band.high) if end]
    numbers = [Fraction(end.number) for end in ends] + [Fraction(0)]
    near = (Fraction(0), Fraction(-1, 9**9), Fraction(1, 9**9))
    tried = {each + beside for each in numbers for beside in near}
    tried |= {-Fraction(10**9), Fraction(10**9)} | {each for each in span if each is not None}
    inside = {n for n in tried if (low is None or n >= low) and (high is None or n <= high)}
    return {colour(rule, n) for n in inside}


def light(rule: LightRule, found: Span | str) -> tuple[str, bool]:
    """The colour, and whether of what is unknown it is lit at least."""
    if found in (NO, IDLE):
        return ("不适用" if found == NO else "绿"), False
    assert not isinstance(found, str)
    seen = colours(rule, found)
    return (next(iter(seen)), False) if len(seen) == 1 else ("—", "绿" not in seen)


def mark(readings: list[tuple[str, bool]]) -> str:
    names = [name for name, _ in readings] + ["黄" for _, lit in readings if lit]
    return next(one for one in ("红", "黄", "—", "豁免", "绿", "不适用") if one in names)


def since(lamps: Lamps, one: One, rule: LightRule, day: date, lit: str) -> tuple[str, bool]:
    grave = {"红": {"红"}, "黄": {"黄", "红"}}[lit]
    phases = [phase.date for phase in lamps.ledger.config.phases]
    first = min([*map(ordinal, phases), *lamps.months[:1]])
    run = ordinal(day)
    while run > first:
        found = lamps.value(one, rule, _end(run - 1))
        seen, _ = light(rule, found)
        if seen == "—":
            assert not isinstance(found, str)
            return _text(run), bool(colours(rule, found) & grave)
        if seen not in grave:
            break
        run -= 1
    return _text(run), False


def _text(month: int) -> str:
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


@settings(max_examples=50, deadline=None)
@given(ledgers(), st.one_of(DAYS, MONTH_ENDS))
def test_random_ledgers(ledger: Ledger, day: date) -> None:
    lamps = Lamps(ledger)
    alerts = Alerts(Figures(ledger, day), day)
    there = {one.project.id: one for one in lamps.oracle.there(day)}
    assert set(alerts.marks) == set(there)
    for lights in alerts.projects:
        one = there[lights.project.id]
        expected = []
        for reading in lights.readings:
            seen, at_least = light(reading.rule, lamps.value(one, reading.rule, day))
            assert (reading.light.value, bool(reading.least)) == (seen, at_least)
            exempt = one.project.exempt
            spared = (
                exempt is not None
                and exempt.until.last >= day
                and exempt.dimension in (None, reading.rule.dimension)
            )
            expected.append(("豁免", False) if spared else (seen, at_least))
            _of_lit(alerts, lamps, one, reading, day)
        assert lights.mark.value == mark(expected)


def _of_lit(alerts: Alerts, lamps: Lamps, one: One, reading: RuleReading, day: date) -> None:
    """Since when, what would turn it green, and that what is shown lies in the band named."""
    record = next(each.record for each in alerts.projects if each.project.id == one.project.id)
    found = alerts.since(record, reading)
    if reading.light not in LIT:
        assert (found, alerts.remedy(record, reading)) == (None, None)
        return
    assert found is not None
    expected = since(lamps, one, reading.rule, day, reading.light.value)
    assert (str(found.month), found.open) == expected
    told = value_told(reading)
    if told is not None and told[0].isdigit():
        digits = "".join(char for char in told.partition("（")[0] if char in "0123456789.")
        assert colour(reading.rule, Fraction(digits)) == reading.light.value
    remedy = alerts.remedy(record, reading)
    if remedy and remedy.startswith("再完成"):
        _is_enough(lamps, one, reading, day, Fraction(remedy.split()[1]))


def _is_enough(lamps: Lamps, one: One, reading: RuleReading, day: date, more: Fraction) -> None:
    """So much more, and no 万元 less, turns it green."""
    over = ordinal(last_full_month(day).last)
    plan, due, done = one.plan(over // 12), one.due(over), lamps._year(one, over).least
    assert plan
    ratio = reading.rule.quantity is Quantity.RATIO
    for amount, green in ((more, True), (more - Fraction(1, 10**4), False)):
        now = (done + amount) / due if ratio else (due - done - amount) / plan
        assert (colour(reading.rule, now * 100) == "绿") is green


@settings(max_examples=25, deadline=None)
@given(ledgers(), MONTH_ENDS, st.integers(1, 6))
def test_time_alone_never_makes_a_late_node_less_late(
    ledger: Ledger, day: date, months: int
) -> None:
    """Of nodes that are not reached until then."""
    rule = LightRule(dimension="节点", quantity=Quantity.MONTHS_OVERDUE)
    later = month_of(day).plus(months).last
    now = Alerts(Figures(replace(ledger, config=replace(ledger.config, lights=(rule,))), day), day)
    for lights in now.projects:
        then = lights.project.progress(later), lights.project.progress(day)
        if then[0] != then[1]:
            continue
        before = measure(now.ground, lights.record, rule, day)
        after = measure(now.ground, lights.record, rule, later)
        if before.exact is not None and after.exact is not None:
            assert after.exact >= before.exact
