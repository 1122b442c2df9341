"""Problems, visits, financing, and what a project and ledger.yaml say of dispatch, at random."""

from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from sangeyipi.model import dates
from sangeyipi.model.date_fields import IN_HAND, NOT_BEGUN, NOT_NEEDED, PENDING
from sangeyipi.model.financing import Financing
from sangeyipi.model.guarantees import Guarantees, InStatistics, Land
from sangeyipi.model.interval import parse_interval
from sangeyipi.model.ledger import Ledger, RankGroup
from sangeyipi.model.light import LightRule, Quantity
from sangeyipi.model.plan import Plan
from sangeyipi.model.problem import Origins, Problem, Satisfaction, Solver, Unsolvable
from sangeyipi.model.project import Exemption
from sangeyipi.model.stages import Milestone
from sangeyipi.model.visit import Capacity, Verdict, Visit
from sangeyipi.store.kinds import FINANCING, PROBLEMS, REGISTERS, VISITS

from .one_draw import amount, any_of, day_from, days_of, or_none

days = day_from(date(2023, 1, 1), date(2024, 6, 30))
_DAYS = days_of(date(2023, 1, 1), date(2024, 6, 30))
_PLANNED = [*map(dates.day, _DAYS), *(dates.month(day.year, day.month) for day in _DAYS)]
planned = any_of(_PLANNED)
maybe_planned = or_none(_PLANNED)
amounts = amount("0.01", "99", places=2)
_TEXTS = ("甲", "乙 丙", "张某某、李某某", "a: b # c", "差五十亩，[待]定", "1.50", "=1")
texts = st.sampled_from(_TEXTS)
maybe = or_none(_TEXTS)
_PROSE = (*_TEXTS, "两\n行")
prose = st.sampled_from(_PROSE)
permits = or_none((*_PLANNED, *map(dates.word, (IN_HAND, NOT_NEEDED, NOT_BEGUN))))

lands = st.builds(Land, wanted=st.none() | amounts, given=st.none() | amounts, stage=maybe)
guarantees = st.builds(
    Guarantees,
    land=st.none() | lands.filter(lambda one: one != Land()),
    environment=permits,
    energy=permits,
    utilities=permits,
).filter(lambda one: one != Guarantees())
plans = st.builds(
    Plan,
    producing=maybe_planned,
    yearly=st.dictionaries(st.integers(2022, 2024), amounts, max_size=2),
    monthly=st.dictionaries(
        st.integers(2022, 2024), st.lists(amounts, min_size=12, max_size=12).map(tuple), max_size=2
    ),
)
statistics = st.builds(InStatistics, entered=planned) | st.builds(InStatistics, lacking=prose)
exemptions = st.builds(Exemption, reason=prose, until=planned, dimension=maybe)
lights = st.builds(
    LightRule,
    dimension=texts,
    quantity=st.sampled_from(Quantity),
    milestone=or_none(Milestone),
    yellow=st.sampled_from(("≥10且<30", ">5", "10-30")).map(parse_interval),
    red=or_none(map(parse_interval, ("≥30", "<60"))),
)
rank_groups = st.builds(
    RankGroup, by=st.just("责任单位"), group=texts, names=st.lists(texts, max_size=2).map(tuple)
)
PROJECTS = ("P-0", "P-1", "P-2")
problems = st.builds(
    Problem,
    id=st.sampled_from([f"WT-2023-{n:03d}" for n in range(6)]),
    project=st.sampled_from(PROJECTS),
    kind=st.sampled_from(("用地", "资金")),
    text=prose,
    source=or_none(Origins),
    raised=planned,
    unit=maybe,
    solver=or_none(Solver),
    due=or_none((*_PLANNED, dates.word(PENDING))),
    followed=st.dictionaries(days, prose, max_size=3),
    closed=maybe_planned,
    unsolvable=st.none() | st.builds(Unsolvable, date=planned, reason=prose),
    satisfaction=or_none(Satisfaction),
    note=maybe,
)
visits = st.builds(
    Visit,
    date=st.sampled_from((date(2023, 3, 5), date(2023, 12, 31), date(2024, 1, 1))),
    project=st.sampled_from(PROJECTS),
    visitor=st.sampled_from(("张某某", "张某某、李某某")),
    capacity=st.sampled_from(Capacity),
    matter=or_none(_PROSE),
    problems=or_none(("WT-2023-001", "WT-2023-001、WT-2023-002")),
    verdict=or_none(Verdict),
    differs=or_none(_PROSE),
    note=maybe,
)
financing = st.builds(
    Financing,
    project=st.sampled_from(PROJECTS),
    bank=st.sampled_from(("农行", "建行")),
    date=st.sampled_from((date(2023, 5, 31), date(2024, 5, 31))),
    demand=st.none() | amounts,
    granted=st.none() | amounts,
    drawn=st.none() | amounts,
    note=maybe,
)
#: By the field of the ledger that holds them.
STRATEGIES: dict[str, st.SearchStrategy[Any]] = {
    PROBLEMS.part: problems,
    VISITS.part: visits,
    FINANCING.part: financing,
}


@st.composite
def with_registers(draw: st.DrawFn, ledgers: st.SearchStrategy[Ledger]) -> Ledger:
    """A ledger with records of each register, no identity used twice."""
    parts: dict[str, Any] = {}
    for one in REGISTERS:
        found = draw(st.lists(STRATEGIES[one.part], max_size=4, unique_by=one.identity_of))
        parts[one.part] = tuple(found)
    return replace(draw(ledgers), **parts)
