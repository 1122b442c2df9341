"""The filters of `list` on random ledgers, several at once, beside verdicts worked out by trial.

Who is certainly meant is listed; of whom nobody can say is named with what is not known; nobody
else is.  Measures are those of the oracle of lights, in its own words.
"""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sangeyipi.figures.lights import LightMark
from sangeyipi.figures.selection import Expected, Filter, select
from sangeyipi.model.interval import End, Interval
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.month import Month
from sangeyipi.model.span import Span
from sangeyipi.model.stages import Milestone

from .monthly_ledgers import BEFORE, FIRST
from .monthly_oracle import One, ordinal
from .strategies import CONFIG
from .test_list_oracle import can_be
from .test_random_lights import DAYS, Lamps, colours, ledgers, light, mark

Verdict = bool | None
_PEOPLE = st.sampled_from([(), ("张某某",), ("李某某", "张某某"), ("王某某",)])
_TOWNS = st.none() | st.sampled_from(["甲镇", "乙镇"])
SPANS = st.builds(
    lambda first, days: Span(first, first + timedelta(days)), DAYS, st.integers(0, 90)
)
EXPECTED = st.builds(Expected, st.sampled_from([Milestone.STARTED, Milestone.PRODUCING]), SPANS)
#: What may be asked of each; those not asked restrict nothing.
ASKED: dict[str, st.SearchStrategy[Any]] = {
    "behind_points": st.sampled_from([Decimal(n) for n in (-10, 0, 10, 30)]),
    "behind_months": st.sampled_from([0, 1, 3]),
    "unreported": st.integers(0, 15).map(BEFORE.plus),
    "light": st.sampled_from([LightMark.RED, LightMark.YELLOW, LightMark.GREEN]),
    "planned": EXPECTED,
    "reached_in": EXPECTED,
    "leader": st.just("张某某"),
    "officer": st.just("张某某"),
    "locality": st.just("甲镇"),
    "sector": st.sampled_from(CONFIG.sectors),
    "unit": st.just("甲局"),
    "at_least": st.sampled_from([Decimal(1), Decimal(4)]),
}


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    names = draw(st.lists(st.sampled_from(list(ASKED)), min_size=1, max_size=2, unique=True))
    return Filter()._replace(**{name: draw(ASKED[name]) for name in names})


@st.composite
def peopled(draw: st.DrawFn) -> Ledger:
    ledger = draw(ledgers())
    projects = []
    for one in ledger.projects:
        leaders, officers = draw(_PEOPLE), draw(_PEOPLE)
        projects.append(
            replace(
                one,
                leader="、".join(leaders) or None,
                officer="、".join(officers) or None,
                locality=draw(_TOWNS),
            )
        )
    return replace(ledger, projects=tuple(projects))


class Judge:
    """Whether a project is certainly what is asked for, certainly not, or nobody can say."""

    def __init__(self, ledger: Ledger, asked: Filter, day: date) -> None:
        self.ledger, self.asked, self.day, self.lamps = ledger, asked, day, Lamps(ledger)

    def verdicts(self, one: One) -> dict[str, Verdict]:
        asked = self.asked._asdict()
        return {
            name: getattr(self, f"_{name}")(one, asked[name])
            for name in ASKED
            if asked[name] is not None
        }

    def _behind(self, one: One, quantity: Quantity, least: int | Decimal) -> Verdict:
        rule = LightRule(dimension="", quantity=quantity, red=Interval(End(Decimal(least), True)))
        found = self.lamps.value(one, rule, self.day)
        if isinstance(found, str):
            return False
        low, high = found
        if low is not None and low >= least:
            return True
        return False if high is not None and high < least else None

    def _behind_points(self, one: One, least: Decimal) -> Verdict:
        return self._behind(one, Quantity.POINTS_BEHIND, least)

    def _behind_months(self, one: One, least: int) -> Verdict:
        if not one.project.planned.dates():
            return False if one.reached("达效", self.day) else None
        return self._behind(one, Quantity.MONTHS_OVERDUE, least)

    def _unreported(self, one: One, month: Month) -> Verdict:
        end, number = month.last, ordinal(month.last)
        mine = [
            m for (id, m), said in self.lamps.said.items() if id == one.project.id and _told(said)
        ]
        if number in mine or one.reached("达效", end) or one.finished(number):
            return False
        if any(m < number for m in mine) or one.reached("开工", end):
            return True
        return False if one.nothing_yet(number) else None

    def _light(self, one: One, wanted: LightMark) -> Verdict:
        shown: list[tuple[str, bool]] = []
        each: list[set[str]] = []
        for rule in self.ledger.config.lights:
            found = self.lamps.value(one, rule, self.day)
            exempt = one.project.exempt
            spared = (
                exempt is not None
                and exempt.until.last >= self.day
                and exempt.dimension in (None, rule.dimension)
            )
            shown.append(("豁免", False) if spared else light(rule, found))
            known = {light(rule, found)[0]} if isinstance(found, str) else colours(rule, found)
            each.append({"豁免"} if spared else known)
        if mark(shown) == wanted:
            return True
        possible = {mark([(name, False) for name in ways]) for ways in product(*each)}
        return None if wanted.value in possible else False

    def _planned(self, one: One, asked: Expected) -> Verdict:
        when = one.project.planned.date(asked.milestone)
        if when is None:
            return None
        days = (when.last - when.first).days
        inside = {
            asked.within.first <= when.first + timedelta(n) <= asked.within.last
            for n in range(days + 1)
        }
        return inside.pop() if len(inside) == 1 else None

    def _reached_in(self, one: One, asked: Expected) -> Verdict:
        """Of every day on which it can have been, and that is over."""
        project, steps = one.project, list(Milestone)
        later = steps[steps.index(asked.milestone) :]
        world = [FIRST - timedelta(60) + timedelta(n) for n in range(620)]
        days = [day for day in world if can_be(project, asked.milestone, day)]
        within = [d for d in days if asked.within.first <= d <= min(asked.within.last, self.day)]
        if not within or not any(step in project.milestones for step in later):
            return False
        own = project.milestones.get(asked.milestone)
        if own is not None and own.dated and own.last > self.day:
            return False
        return True if within == days else None

    def _leader(self, one: One, wanted: str) -> Verdict:
        return _named(one.project.leaders, wanted)

    def _officer(self, one: One, wanted: str) -> Verdict:
        return _named(one.project.officers, wanted)

    def _locality(self, one: One, wanted: str) -> Verdict:
        return _same(one.project.locality, wanted)

    def _sector(self, one: One, wanted: str) -> Verdict:
        return _same(one.project.sector, wanted)

    def _unit(self, one: One, wanted: str) -> Verdict:
        return _same(one.project.unit, wanted)

    def _at_least(self, one: One, least: Decimal) -> Verdict:
        said = one.project.investment
        return None if said is None else Fraction(said) >= least


def _named(people: tuple[str, ...], wanted: str) -> Verdict:
    return wanted in people if people else None


def _same(said: str | None, wanted: str) -> Verdict:
    return None if said is None else said == wanted


def _told(report: Any) -> bool:
    figures = (report.completed, report.completed_to_date, report.funds_to_date)
    return any(one is not None for one in figures) or bool(report.on_site)


@settings(max_examples=120, deadline=None)
@given(peopled(), filters(), DAYS)
def test_who_is_meant_and_of_whom_nobody_can_say(ledger: Ledger, asked: Filter, day: date) -> None:
    judge = Judge(ledger, asked, day)
    there = judge.lamps.oracle.there(day)
    verdicts = {one.project.id: list(judge.verdicts(one).values()) for one in there}
    sure = [id for id, some in verdicts.items() if all(some)]
    maybe = {
        id: some.count(None) for id, some in verdicts.items() if None in some and False not in some
    }
    found = select(ledger, asked, day)
    assert sorted(one.id for one in found.projects) == sorted(sure)
    named = [id for doubt in found.doubts for id in doubt.ids]
    # Of each as often as there are things that are not known of it; each with what it is.
    assert {id: named.count(id) for id in named} == maybe
    assert all(doubt.unknown for doubt in found.doubts)
