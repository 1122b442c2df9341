"""Rollups without 批 under 转化计入总数: false, and 到位资金 that has no day, beside rollups."""

from typing import Any

import pytest

from . import ledgers
from .ledgers import faults, ledger, project, rows, statement, table

PHASES = {1: "2023-01-10", 2: "2023-04-10"}
DAY, EARLY, LATER = "2023-04-30", "2023-01-31", "2023-02-28"
WITHOUT = {"转化计入总数": "false"}

NEW = project("A-1", "签约=2", "签约=2023-04-10 开工=2023-04-20", invest="10", 到位资金="5")
TURNED = project(
    "A-2", "签约=1 开工=2", "签约=2023-01-10 开工=2023-04-10", invest="5", 到位资金="5"
)
OTHER = project("A-3", "签约=2", "签约=2023-04-10", invest="20", 到位资金="1")
FUNDS_RATE = "资金到位率"


def whole(day: str = DAY, **figures: Any) -> dict[str, Any]:
    return ledgers.rollup("2", day=day, whole=True, **figures)


def net(*records: Any, **config: Any) -> Any:
    return ledger(*records, phases=PHASES, 口径=WITHOUT, **config)


def shown(row: dict[str, Any], key: str = "count") -> str:
    value = "—" if row.get(key) is None else str(row[key])
    return ("≥" if key in row.get("lower_bounds", ()) else "") + value


def told(made: Any, word: str) -> list[str]:
    return [note for note in made["notes"] if word in note]


# --- a rollup without 批 counts as the ledger's totals do, in every figure


def test_a_list_is_complete_by_what_the_rollup_counts() -> None:
    claim = statement({"期": "2", "个数": "1", "总投资": "99"}, day=DAY)
    wrong = net(NEW, TURNED, whole(个数="1", 总投资="99"), statements=[claim])
    assert "rollup-disagrees" in faults(wrong)
    row = rows(table(net(NEW, TURNED, whole(个数="1", 总投资="10")), "2"))
    assert "未分批" not in row
    assert (shown(row["合计"]), shown(row["合计"], "investment")) == ("1", "10")


def test_a_total_with_one_unlisted_besides_is_true() -> None:
    made = table(net(NEW, TURNED, whole(个数="2", 总投资="20")), "2")
    row = rows(made)
    assert [shown(row[label]) for label in ("未分批", "合计")] == ["1", "2"]
    assert [shown(row[label], "investment") for label in ("未分批", "合计")] == ["10", "20"]


@pytest.mark.parametrize(
    ("converted", "count"), [(None, "≥1"), ("1", "1"), ("3", "≥1")], ids=["unsaid", "all", "more"]
)
def test_a_list_complete_without_conversions_may_lack_some(
    converted: str | None, count: str
) -> None:
    row = rows(table(net(NEW, TURNED, whole(个数="1", 总投资="10", 转化=converted)), "2"))
    assert shown(row["开工一批"]) == count
    # On a 签约 list nothing is 转化.
    assert shown(row["签约一批"]) == "1"
    assert shown(row["合计"]) == "1"


def test_fewer_conversions_than_are_listed_disagree() -> None:
    assert faults(net(NEW, TURNED, whole(个数="1", 转化="0"))) == ["rollup-disagrees"]


@pytest.mark.parametrize(
    ("records", "figures"),
    [
        ((NEW, TURNED), {"个数": "1", "总投资": "10", "reached": "开工=1"}),
        ((NEW, TURNED), {"个数": "1", "总投资": "10", "reached": "签约=1 开工=1 投产=0"}),
        ((NEW, TURNED), {"个数": "3", "总投资": "40", "reached": "开工=2"}),
        ((TURNED,), {"个数": "0"}),
        ((TURNED,), {"个数": "0", "reached": "开工=0"}),
        ((NEW, OTHER, TURNED), {"个数": "2", "总投资": "30", "到位资金": "6"}),
        ((NEW, OTHER, TURNED), {"个数": "3", "总投资": "40", "到位资金": "6.5"}),
    ],
)
def test_steps_and_funds_are_compared_without_conversions(
    records: tuple[Any, ...], figures: dict[str, Any]
) -> None:
    assert faults(net(*records, whole(**figures))) == []


def test_a_step_that_a_listed_project_has_taken_is_not_left_out() -> None:
    assert faults(net(NEW, TURNED, whole(个数="2", reached="开工=0"))) == ["rollup-disagrees"]


def test_steps_of_a_complete_list_are_those_of_the_list() -> None:
    found = faults(net(NEW, OTHER, TURNED, whole(个数="2", reached="开工=2")))
    assert set(found) == {"rollup-disagrees"}


def test_the_funds_rate_is_counted_as_the_total_above_it() -> None:
    made = table(net(NEW, OTHER, TURNED), "2")
    assert shown(rows(made)["合计"], "investment") == "30"
    assert told(made, "6/30")
    claim = statement({"期": "2", FUNDS_RATE: "20"}, day=DAY)
    assert faults(net(NEW, OTHER, TURNED, statements=[claim])) == []
    with_turned = table(ledger(NEW, OTHER, TURNED, phases=PHASES), "2")
    assert told(with_turned, "11/35")


def test_conversions_besides_may_be_more_than_what_is_counted() -> None:
    assert faults(net(ledgers.rollup("2", day=DAY, 个数="1", 转化="2"))) == []
    batch = ledgers.rollup("2", "开工", day=DAY, 个数="1", 转化="2")
    assert faults(net(batch)) == ["rollup-exceeds-count"]


# --- a project's own 到位资金 is the present figure


def funded(id: str, funds: str, out: str | None = None) -> Any:
    return project(id, "签约=1", "签约=2023-01-10", invest="10", 到位资金=funds, out=out)


def signed(**figures: Any) -> Any:
    return ledgers.rollup("1", "签约", day=EARLY, whole=True, **figures)


def rate(percent: str, day: str) -> Any:
    return statement({"期": "1", "批": "签约", FUNDS_RATE: percent}, day=day)


def of_phase_1(*records: Any, **others: Any) -> Any:
    return ledger(*records, phases=PHASES, **others)


def test_funds_of_no_day_are_not_taken_off_a_rollup() -> None:
    records = (funded("A-1", "2"), funded("A-3", "9", "2023-02-10"))
    whole = signed(个数="3", 总投资="32", 到位资金="15")
    found = of_phase_1(*records, whole, statements=[rate("54.5", LATER)])
    assert faults(found) == ["statement-unprovable"]
    assert faults(of_phase_1(*records, whole, statements=[rate("27.3", LATER)])) == [
        "statement-unprovable"
    ]
    assert not told(table(of_phase_1(*records, whole), "1", LATER), FUNDS_RATE)
    assert not told(table(of_phase_1(*records, whole), "1"), FUNDS_RATE)


@pytest.mark.parametrize("count", ["2", "3"], ids=["all are listed", "one is not"])
def test_funds_of_no_day_contradict_no_rollup(count: str) -> None:
    records = (funded("A-1", "8"), funded("A-3", "9"))
    investment = {"2": "20", "3": "32"}[count]
    whole = signed(个数=count, 总投资=investment, 到位资金="15")
    found = of_phase_1(*records, whole)
    assert faults(found) == []
    # On its own day the rollup says it; afterwards nobody knows, unless all are listed now.
    assert told(table(found, "1", EARLY), f"15/{investment}")
    assert not told(table(found, "1", LATER), FUNDS_RATE)
    assert bool(told(table(found, "1"), "17/20")) is (count == "2")


def test_a_published_funds_rate_is_that_of_its_own_day() -> None:
    records = (funded("A-1", "8"), funded("A-3", "9"), signed(个数="2", 总投资="20", 到位资金="15"))
    assert faults(of_phase_1(*records, statements=[rate("75", EARLY)])) == []
    assert faults(of_phase_1(*records, statements=[rate("75", LATER)])) == ["statement-unprovable"]


def test_funds_that_are_still_nothing_have_not_changed() -> None:
    records = (funded("A-1", "0"), signed(个数="3", 总投资="32", 到位资金="15"))
    assert told(table(of_phase_1(*records), "1", LATER), "15/32")
