"""What a change does to section one: which figures, by how much, because of whom."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sangeyipi.compare.effects import Effect, effects
from sangeyipi.compare.records import compare
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import dates
from sangeyipi.model.ledger import Config, Conventions, Ledger, Phase, RateBase, Targets
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Cell, Kind, Rate
from sangeyipi.render.cells import percent
from sangeyipi.render.changes import words
from sangeyipi.store.settled import load_files
from sangeyipi.tables.summary import cumulative_table, phases_table

DATA = Path(__file__).resolve().parents[2] / "data"
DEMO = DATA.parent / "examples" / "demo-county"
CONFIG = Config(
    name="示例台账",
    phases=(Phase(number=1, date=date(2021, 7, 10)), Phase(number=2, date=date(2021, 10, 8))),
)


def project(id: str, investment: str | None = "5", **facts: Any) -> Project:
    amount = None if investment is None else Decimal(investment)
    facts.setdefault("listed", {Batch.STARTED: 1})
    return Project(id=id, name=id, investment=amount, **facts)


def of(*projects: Project, config: Config = CONFIG, rollups: tuple[Rollup, ...] = ()) -> Ledger:
    return Ledger(config=config, projects=projects, rollups=rollups)


def found(before: Ledger, after: Ledger) -> dict[tuple[str, str], Effect]:
    """The effects of the table of phases and of the total, by label and word."""
    told = effects(compare(before, after), before, after)
    for one in told:
        if one.difference is not None and one.column.kind is not Kind.RATE:
            assert one.difference == sum((c.part for c in one.causes if c.part), Decimal(0))
    return {(one.label, one.word): one for one in told}


def brief(one: Effect) -> tuple[str, str, str, str]:
    kind = one.column.kind
    before, after = words.value(one.before, kind), words.value(one.after, kind)
    return before, after, words.difference(one), words.causes(one)


ON = {Milestone.STARTED: dates.day(date(2021, 7, 10))}
DONE = {**ON, Milestone.PRODUCING: dates.day(date(2021, 12, 1))}


def test_a_step_on_moves_the_step_and_its_rates_and_nothing_else() -> None:
    told = found(
        of(project("A", milestones=ON), project("B", milestones=ON)),
        of(project("A", milestones=ON), project("B", milestones=DONE)),
    )
    assert {word for label, word in told if label == "第1期 开工一批"} == {
        "已投产",
        "开工投产率",
        "开工投产率（按投资）",
    }
    assert brief(told["第1期 开工一批", "已投产"]) == ("0", "1", "+1", "B +1")
    assert brief(told["第1期 开工一批", "开工投产率"]) == ("0%", "50%", "+50 个百分点", "B")
    assert {label for label, _ in told} == {"第1期 开工一批"}


def test_amounts_of_several_projects_add_up_and_the_largest_comes_first() -> None:
    told = found(
        of(project("A"), project("B"), project("C")),
        of(project("A", "5.5"), project("B", "3"), project("D", "0.01")),
    )
    assert brief(told["总计", "总投资"]) == ("15", "8.51", "-6.49", "C -5、B -2、A +0.5、D +0.01")
    assert ("总计", "个数") not in told


def test_listings_of_one_project_are_one_cause() -> None:
    twice = {Batch.SIGNED: 1, Batch.STARTED: 2}
    told = found(of(project("A", listed=twice)), of(project("A", "7", listed=twice)))
    assert brief(told["总计", "总投资"]) == ("10", "14", "+4", "A +4")
    assert brief(told["第2期", "总投资"]) == ("5", "7", "+2", "A +2")


def test_a_rename_has_no_effect() -> None:
    assert found(of(project("A")), of(replace(project("A"), id="B"))) == {}


def test_a_withdrawal_takes_the_project_out() -> None:
    gone = Withdrawal(date=dates.day(date(2022, 1, 1)))
    told = found(of(project("A"), project("B")), of(project("A"), project("B", withdrawn=gone)))
    assert brief(told["总计", "个数"]) == ("2", "1", "-1", "B -1")


def test_unknown_is_shown_and_not_added_and_names_who_made_it_so() -> None:
    told = found(of(project("A"), project("B")), of(project("A"), project("B", None)))
    assert brief(told["总计", "总投资"]) == ("10", "—", "—", "B")


def test_a_new_phase_is_no_change_of_the_others() -> None:
    config = replace(CONFIG, phases=(*CONFIG.phases, Phase(number=3, date=date(2022, 1, 4))))
    told = found(
        of(project("A")), of(project("A"), project("B", listed={Batch.SIGNED: 3}), config=config)
    )
    assert brief(told["第3期", "个数"]) == ("无", "1", "+1", "B +1")
    assert brief(told["总计", "个数"]) == ("1", "2", "+1", "B +1")
    assert not any(label.startswith("第1期") for label, _ in told)


def test_a_setting_is_a_cause() -> None:
    listed = {Batch.SIGNED: 1, Batch.STARTED: 2}
    without = replace(CONFIG, conventions=Conventions(converted_in_total=False))
    told = found(of(project("A", listed=listed)), of(project("A", listed=listed), config=without))
    assert brief(told["总计", "个数"]) == ("2", "1", "-1", "口径.转化计入总数 -1")
    base = replace(CONFIG, conventions=Conventions(started_base=RateBase.COMMITTED))
    signed = project("A", listed={Batch.SIGNED: 1}, milestones=DONE)
    told = found(of(signed), of(signed, config=base))
    assert brief(told["第1期 签约一批", "签约开工率"]) == (
        "100%",
        "100%（÷履约1）",
        "0 个百分点",
        "口径.开工率分母",
    )


def test_a_rollup_that_projects_replace() -> None:
    rollup = Rollup(
        phases=Phases((1,)),
        batch=Batch.STARTED,
        count=10,
        with_projects=True,
        date=date(2021, 12, 31),
    )
    listed = (project("A", on_platform=True), project("B", on_platform=True))
    told = found(of(*listed, rollups=(rollup,)), of(*listed, project("C", on_platform=True)))
    assert brief(told["总计", "个数"]) == (
        "10",
        "3",
        "-7",
        "第1期开工一批的汇总 -10、第1期开工一批（监管平台）的在册项目（未改动） +2、C +1",
    )


def test_a_newer_snapshot_is_the_difference_of_the_two() -> None:
    then = Rollup(phases=Phases((1,)), batch=Batch.STARTED, count=7, date=date(2021, 12, 31))
    now = replace(then, count=9, date=date(2022, 1, 31))
    told = found(of(rollups=(then,)), of(rollups=(then, now)))
    assert brief(told["第1期", "个数"]) == ("7", "9", "+2", "第1期开工一批的汇总 +2")


def test_real_ledger_rollup_grows() -> None:
    before = load_files(DATA).ledger
    assert before is not None
    index, eighth = next(
        (i, one)
        for i, one in enumerate(before.rollups)
        if one.phases == Phases((8,)) and one.batch is Batch.SIGNED
    )
    rollups = list(before.rollups)
    rollups[index] = replace(eighth, count=4, investment=Decimal("44.5"))
    told = found(before, replace(before, rollups=tuple(rollups)))
    assert brief(told["总计", "个数"]) == ("176", "177", "+1", "第8期签约一批的汇总 +1")
    assert brief(told["总计", "总投资"]) == ("1804.1", "1805.6", "+1.5", "第8期签约一批的汇总 +1.5")


def test_every_cell_that_differs_is_told() -> None:
    """The tables themselves, cell by cell, against the effects."""
    before = load_files(DEMO).ledger
    assert before is not None
    projects = list(before.projects)
    projects[3] = replace(projects[3], investment=None)
    projects[40] = replace(projects[40], milestones={})
    del projects[90]
    after = replace(before, projects=tuple(projects))
    told = {
        (one.table, one.label, one.column.key)
        for one in effects(compare(before, after), before, after)
    }
    for make in (cumulative_table, phases_table):
        old, new = make(Figures(before)), make(Figures(after))
        where = ""
        for left, right in zip(old.rows, new.rows, strict=True):
            label = str(left.cells["label"]).partition(" ")[0].partition("（")[0]
            where = where if left.level else label
            full = f"{where} {left.cells['label']}" if left.level else label
            for key in left.cells.keys() - {"label", "phase", "batch", "platform"}:
                differs = _shown(left.cells[key]) != _shown(right.cells[key])
                assert ((old.id, full, key) in told) == differs, (old.id, full, key)
    assert len(told) > 50


def _shown(cell: Cell) -> object:
    return percent(cell) if isinstance(cell, Rate) else cell


COMMITTED = {Milestone.COMMITTED: dates.day(date(2021, 7, 10))}
SIGNED: dict[str, Any] = {"listed": {Batch.SIGNED: 1}}


def test_what_footnotes_say_is_told_too() -> None:
    """履约率, 资金到位率 and 转化, which stand in no column."""
    told = found(
        of(project("A", **SIGNED, funds=Decimal(1)), project("B", **SIGNED, funds=Decimal(2))),
        of(
            project("A", **SIGNED, funds=Decimal("1.5"), milestones=COMMITTED),
            project("B", **SIGNED, funds=Decimal(2)),
        ),
    )
    assert brief(told["第1期 签约一批", "履约率"]) == ("0%", "50%", "+50 个百分点", "A")
    for label in ("第1期", "总计"):
        assert brief(told[label, "资金到位率"]) == ("30%", "35%", "+5 个百分点", "A")
    listed = {Batch.SIGNED: 1, Batch.STARTED: 2}
    told = found(
        of(project("A", **SIGNED), project("B", listed={Batch.STARTED: 2})),
        of(project("A", listed=listed)),
    )
    assert told["总计", "转化"].difference == 1
    assert ("总计", "个数") not in told, "two listings before and after"


def test_funds_that_are_no_longer_known_are_told() -> None:
    known, unknown = project("A", funds=Decimal(1)), project("A")
    told = found(of(known), of(unknown))
    assert brief(told["第1期", "资金到位率"]) == ("20%", "—", "—", "A")


def test_a_verdict_is_told_where_the_rate_looks_the_same() -> None:
    """Only the target was changed."""
    targets = [Targets(started_producing=Decimal(one)) for one in ("50", "60")]
    projects = (project("A", milestones=DONE), project("B", milestones=ON))
    before, after = (of(*projects, config=replace(CONFIG, targets=one)) for one in targets)
    told = found(before, after)
    assert {word for _, word in told} == {"开工投产率达标"}
    assert brief(told["第1期 开工一批", "开工投产率达标"]) == (
        "目标 50%，达标",
        "目标 60%，未达标",
        "—",
        "目标",
    )


def test_a_verdict_can_change_though_the_rate_shown_does_not() -> None:
    """8996 of 10,000 and 8995 both print as 90%, on either side of a target of 89.955."""
    config = replace(CONFIG, targets=Targets(started_producing=Decimal("89.955")))
    done = {Batch.STARTED: 1}

    def county(reached: int) -> Ledger:
        made = (
            project(f"{i:05}", listed=done, milestones=DONE if i < reached else ON)
            for i in range(10_000)
        )
        return of(*made, config=config)

    told = found(county(8996), county(8995))
    assert ("第1期 开工一批", "开工投产率") not in told
    assert brief(told["第1期 开工一批", "开工投产率达标"])[:2] == (
        "目标 89.955%，达标",
        "目标 89.955%，未达标",
    )
    assert words.causes(told["第1期 开工一批", "开工投产率达标"]) == "08995"
