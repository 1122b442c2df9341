"""Random ledgers and random edits: `compare` finds all of it, `apply` makes it again.

And what the edits do to section one adds up, figure by figure.
"""

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sangeyipi.compare.effects import effects
from sangeyipi.compare.meaning import sort_out
from sangeyipi.compare.records import apply, compare, in_order
from sangeyipi.compare.registers import apply_records, compare_records, order
from sangeyipi.compare.restated import sort_reports
from sangeyipi.model import dates
from sangeyipi.model.ledger import (
    Config,
    Conventions,
    Ledger,
    Phase,
    RateBase,
    Targets,
)
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.phases import Phases
from sangeyipi.model.plan import Plan
from sangeyipi.model.problem import PROBLEM_KINDS, Problem
from sangeyipi.model.project import Level, Project, Withdrawal
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.statement import Claim, Statement
from sangeyipi.model.table import Kind
from sangeyipi.model.visit import Capacity, Visit
from sangeyipi.store.files import FileKind as FileKind
from sangeyipi.store.kinds import REGISTERS

from . import registers
from .one_draw import amount, any_of, day_from, days_of, or_none

WORDS = ("甲", "乙 丙", "a: b # c", "多\n行", "~", "null", "=1", "<b>|_*`", "true", "1.50")
words = st.sampled_from(WORDS)
PROGRESS = FileKind.PROGRESS
report_order = partial(order, PROGRESS)
maybe = or_none(WORDS)
days = day_from(date(2021, 7, 1), date(2022, 3, 31))
amounts = amount("0.01", "99", places=2)
counts = st.integers(0, 20)
_DAYS = days_of(date(2021, 7, 1), date(2022, 3, 31))
whens = any_of(
    [*map(dates.day, _DAYS), *(dates.month(d.year, d.month) for d in _DAYS)]
    + [dates.UNDATED] * len(_DAYS)
)
planned = any_of(map(dates.day, _DAYS))
maybe_planned = or_none(map(dates.day, _DAYS))
platforms = st.sampled_from((True, False, None))
batches = st.sampled_from((None, *Batch))
phase_sets = st.sampled_from((None, Phases((1,)), Phases((2,)), Phases((1, 2)), Phases((1, 2, 3))))
milestones = st.sampled_from(list(Milestone))

projects = st.builds(
    Project,
    id=st.just("P"),
    name=words,
    sector=maybe,
    investment=st.none() | amounts,
    funds=st.none() | amounts,
    on_platform=platforms,
    builder=maybe,
    unit=maybe,
    locality=maybe,
    leader=maybe,
    officer=maybe,
    listed=st.dictionaries(st.sampled_from(list(Batch)), st.integers(1, 3)),
    milestones=st.dictionaries(milestones, whens),
    level=or_none(Level),
    planned=st.builds(
        Plan,
        started=maybe_planned,
        producing=maybe_planned,
        yearly=st.dictionaries(st.integers(2021, 2024), amounts, max_size=2),
    )
    | registers.plans,
    guarantees=st.none() | registers.guarantees,
    in_statistics=st.none() | registers.statistics,
    whitelisted=platforms,
    exempt=st.none() | registers.exemptions,
    withdrawn=st.none() | st.builds(Withdrawal, date=planned, reason=maybe),
    source=maybe,
    note=maybe,
)
rollups = st.builds(
    Rollup,
    phases=phase_sets,
    batch=batches,
    on_platform=platforms,
    count=st.none() | counts,
    investment=st.none() | amounts,
    funds=st.none() | amounts,
    converted=st.none() | counts,
    milestones=st.dictionaries(milestones, counts),
    with_projects=st.booleans(),
    date=st.sampled_from((date(2022, 1, 31), date(2022, 2, 28))),
    source=maybe,
    note=maybe,
)
claims = st.builds(
    Claim,
    phases=phase_sets,
    batch=batches,
    on_platform=platforms,
    count=st.none() | counts,
    investment=st.none() | amounts,
    started_rate=st.none() | st.sampled_from((Decimal(100), Decimal("99.5"))),
    note=maybe,
)
statements = st.builds(
    Statement,
    title=st.sampled_from(("通报", "汇报")),
    date=st.sampled_from((date(2022, 1, 31), date(2022, 2, 28))),
    source=maybe,
    claims=st.lists(claims, max_size=4).map(tuple),
)
IDS = st.sampled_from([f"P-{n}" for n in range(9)])
reports = st.builds(
    MonthlyReport,
    id=IDS,
    month=st.sampled_from((Month(2021, 11), Month(2021, 12), Month(2022, 1))),
    completed=st.none() | amounts,
    completed_to_date=st.none() | amounts,
    funds_to_date=st.none() | amounts,
    on_site=maybe,
    problems=maybe,
    opinion=maybe,
)
configs = st.builds(
    Config,
    name=words,
    region=maybe,
    phases=st.lists(st.integers(1, 3), unique=True).map(
        lambda found: tuple(Phase(number=n, date=date(2021, 6 + n, 1)) for n in sorted(found))
    ),
    sectors=st.lists(words, max_size=3).map(tuple),
    band_floors=st.sampled_from(((Decimal(100),), (Decimal(10), Decimal(5)))),
    conventions=st.builds(
        Conventions,
        started_base=st.sampled_from(list(RateBase)),
        converted_in_total=st.booleans(),
    ),
    problem_kinds=st.sampled_from((PROBLEM_KINDS, ("用地", "资金"))),
    visits_required=st.dictionaries(st.sampled_from(Level), counts, min_size=1, max_size=2),
    lights=st.lists(registers.lights, max_size=3).map(tuple),
    ranked_apart=st.lists(registers.rank_groups, max_size=2).map(tuple),
    targets=st.builds(Targets, signed_started=st.none() | st.just(Decimal("95.5"))),
    note=maybe,
)
quick = settings(max_examples=60, deadline=None)


def ledgers() -> st.SearchStrategy[Ledger]:
    return registers.with_registers(_ledgers())


def _ledgers() -> st.SearchStrategy[Ledger]:
    return st.builds(
        Ledger,
        config=configs,
        projects=st.dictionaries(IDS, projects, max_size=6).map(
            lambda found: tuple(replace(found[id], id=id) for id in sorted(found))
        ),
        rollups=st.lists(rollups, max_size=3).map(tuple),
        statements=st.lists(statements, max_size=3).map(tuple),
        reports=st.lists(reports, max_size=6, unique_by=key).map(tuple),
    )


def reporting() -> st.SearchStrategy[Ledger]:
    """Ledgers of which little but the reports differs."""
    return st.builds(
        Ledger,
        config=st.just(Config(name="台账", phases=())),
        projects=st.sets(IDS, max_size=3).map(
            lambda ids: tuple(Project(id=id, name=id) for id in sorted(ids))
        ),
        reports=st.lists(reports, max_size=6, unique_by=key).map(tuple),
    )


def key(report: MonthlyReport) -> tuple[str, Month]:
    return report.id, report.month


@st.composite
def edited(draw: st.DrawFn) -> tuple[Ledger, Ledger]:
    """A ledger, and the same after a few edits to records that stay."""
    before = draw(ledgers())
    after = before
    for _ in range(draw(st.integers(0, 4))):
        after = _edit(draw, after)
    return before, after


#: By which records are told from others.
_TOLD_BY = ("origin", "id", "month", "project", "visitor", "capacity", "bank")


def _edit(draw: st.DrawFn, ledger: Ledger) -> Ledger:
    parts = ("projects", "rollups", "statements", "config", "reports", *registers.STRATEGIES)
    part = draw(st.sampled_from(parts))
    if part == "config":
        return replace(ledger, config=draw(configs))
    records: list[Any] = list(getattr(ledger, part))
    strategy: st.SearchStrategy[Any] = {
        "projects": projects,
        "rollups": rollups,
        "statements": statements,
        "reports": reports,
        **registers.STRATEGIES,
    }[part]
    assume(records)
    index = draw(st.integers(0, len(records) - 1))
    donor = draw(strategy)
    fixed = (*_TOLD_BY, "date") if part in registers.STRATEGIES else _TOLD_BY
    names = [name for name in donor.__slots__ if name not in fixed]
    name = draw(st.sampled_from(names))
    records[index] = replace(records[index], **{name: getattr(donor, name)})
    changed: dict[str, Any] = {part: tuple(records)}
    return replace(ledger, **changed)


@quick
@given(edited())
def test_edits_are_recovered_exactly(pair: tuple[Ledger, Ledger]) -> None:
    before, after = pair
    changes = compare(before, after)
    assert apply(changes, before) == in_order(after)
    differ = {b.id for a, b in zip(before.projects, after.projects, strict=True) if a != b}
    assert {edit.after.id for edit in changes.edited} == differ
    pairs = zip(before.reports, after.reports, strict=True)
    assert {key(e.after) for e in changes.reports.edited} == {key(b) for a, b in pairs if a != b}
    assert not changes.reports.added and not changes.reports.removed
    for one in REGISTERS:
        found = changes.of_kind(one.kind or FileKind.PROBLEMS)
        pairs = zip(getattr(before, one.part), getattr(after, one.part), strict=True)
        assert sorted(map(str, (e.after for e in found.edited))) == sorted(
            str(b) for a, b in pairs if a != b
        )
    assert not changes.added and not changes.removed and not changes.renamed


@quick
@given(ledgers(), ledgers())
def test_any_ledger_is_reached_from_any_other(before: Ledger, after: Ledger) -> None:
    changes = compare(before, after)
    assert apply(changes, before) == in_order(after)
    assert bool(changes) == (in_order(before) != in_order(after))


@quick
@given(ledgers(), st.randoms(use_true_random=False))
def test_order_is_no_change(ledger: Ledger, chance: random.Random) -> None:
    def shuffled(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(records, len(records)))

    other = replace(
        ledger,
        rollups=shuffled(ledger.rollups),
        reports=shuffled(ledger.reports),
        problems=shuffled(ledger.problems),
        visits=shuffled(ledger.visits),
        financing=shuffled(ledger.financing),
        config=replace(ledger.config, lights=shuffled(ledger.config.lights)),
        statements=shuffled(
            tuple(replace(one, claims=shuffled(one.claims)) for one in ledger.statements)
        ),
    )
    assert not compare(ledger, other)
    assert compare(ledger, other) == compare(other, ledger)


@quick
@given(st.lists(reports, max_size=5), st.lists(reports, max_size=5))
def test_reports_used_twice_are_not_lost(
    before: list[MonthlyReport], after: list[MonthlyReport]
) -> None:
    """Which a ledger may not have, and yet can be compared."""
    old, new = tuple(before), tuple(after)
    made = apply_records(PROGRESS, compare_records(PROGRESS, old, new), old)
    assert sorted(made, key=report_order) == sorted(new, key=report_order)


@quick
@given(reporting(), st.booleans())
def test_reports_follow_a_renamed_project(before: Ledger, all_of_them: bool) -> None:
    assume(before.projects)
    old = before.projects[0].id
    mine = [one for one in before.reports if one.id == old]
    moved = mine if all_of_them else mine[1:]
    after = replace(
        before,
        projects=(replace(before.projects[0], id="Q", name="唯一"), *before.projects[1:]),
        reports=tuple(replace(o, id="Q") if o in moved else o for o in before.reports),
    )
    before = replace(before, visits=visits_of(old), problems=problems_of(old))
    after = replace(after, visits=visits_of("Q"), problems=problems_of("Q"))
    before = replace(
        before, projects=(replace(before.projects[0], name="唯一"), *after.projects[1:])
    )
    changes = compare(before, after)
    assert [(one.before.id, one.after.id) for one in changes.renamed] == [(old, "Q")]
    assert apply(changes, before) == in_order(after)
    assert not any(changes.registers.values())
    told = [one.id for one in (*changes.reports.removed, *changes.reports.added)]
    assert told == ([] if all_of_them else [old] * len(moved) + ["Q"] * len(moved))


def visits_of(project: str) -> tuple[Visit, ...]:
    day, leader = date(2022, 3, 5), Capacity.LEADER
    return (Visit(date=day, project=project, visitor="甲", capacity=leader),)


def problems_of(project: str) -> tuple[Problem, ...]:
    raised = dates.month(2022, 3)
    return (Problem(id="WT-1", project=project, kind="用地", text="差地", raised=raised),)


@quick
@given(reporting(), reporting())
def test_every_report_is_told_once(before: Ledger, after: Ledger) -> None:
    changes = compare(before, after)
    found = sort_reports(changes, before, after)
    told = [one for g in (found.gone_by, found.news) for m in g.added for one in m.reports]
    assert sorted(told, key=report_order) == list(changes.reports.added)
    told = [one for g in (found.gone_by, found.news) for m in g.removed for one in m.reports]
    assert sorted(told, key=report_order) == list(changes.reports.removed)
    assert len(found.gone_by.edited) + len(found.news.edited) == len(changes.reports.edited)
    last = max((one.month for one in (*before.reports, *after.reports)), default=None)
    months = {one.month for one in (*found.gone_by.added, *found.gone_by.removed)}
    assert last not in months | {one.after.month for one in found.gone_by.edited}


@settings(max_examples=15, deadline=None)
@given(ledgers(), reporting())
def test_reports_move_no_figure_but_what_has_arrived(before: Ledger, after: Ledger) -> None:
    only = replace(before, reports=after.reports)
    found = effects(compare(before, only), before, only)
    assert {one.column.key for one in found} <= {"funds_rate"}


@quick
@given(edited())
def test_every_fact_is_told_once(pair: tuple[Ledger, Ledger]) -> None:
    changes = compare(*pair)
    found = sort_out(changes)
    told = [one for moved in (*found.moved_back, *found.moved_on) for one in moved.fields]
    told += [one for edit in found.changed for one in edit.fields]
    assert sorted(map(str, told)) == sorted(str(f) for edit in changes.edited for f in edit.fields)


@quick
@given(ledgers(), ledgers())
def test_differences_add_up_to_their_causes(before: Ledger, after: Ledger) -> None:
    for effect in effects(compare(before, after), before, after):
        if effect.column.kind is Kind.RATE or effect.difference is None:
            assert all(cause.part is None for cause in effect.causes)
            continue
        parts = [cause.part for cause in effect.causes if cause.part is not None]
        assert sum(parts, Decimal(0)) == effect.difference
        # A row that is not there has nothing in it; one that is there must be known.
        sides = (effect.before, effect.after)
        old, new = (one.number if one.there else Decimal(0) for one in sides)
        assert old is not None and new is not None
        assert new - old == effect.difference


@quick
@given(ledgers())
def test_no_change_has_no_effect(ledger: Ledger) -> None:
    assert effects(compare(ledger, ledger), ledger, ledger) == ()
