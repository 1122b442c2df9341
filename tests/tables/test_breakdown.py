"""Tables by sector, unit and band: each project once."""

from typing import Any

import pytest
from figures.ledgers import ledger, percents, project, rollup, rows, table

SECTORS = ["工业", "服务业"]
BOOK = ledger(
    project("A", "签约=1 开工=2", "开工=2021-10-08", invest="120", 领域="服务业", 责任单位="甲局"),
    project("B", "签约=1", "履约=2021-09", invest="50", 领域="工业", 责任单位="乙局"),
    project("C", "签约=2", "签约=2021-10-08", invest="49.9999", 领域="工业", 责任单位="甲局"),
    project("D", "", "达效=2022-01-01", invest="4.5", 领域="工业"),
    领域=SECTORS,
)


def counts(made: Any) -> list[tuple[str, int, str | None]]:
    first = made["columns"][0]["key"]
    return [(row[first], row["count"], row["investment"]) for row in made["rows"]]


def test_without_phases_all_projects_listed_or_not_each_once() -> None:
    made = table(BOOK, by="sector")
    assert counts(made) == [
        ("工业", 3, "104.4999"),
        ("服务业", 1, "120"),
        ("合计", 4, "224.4999"),
    ]
    assert percents(rows(made)["工业"]) == {
        "share_count": "75%",
        "share_investment": "46.5%",
        "signed": "100%",
        "committed": "66.7%",
        "started": "33.3%",
        "producing": "33.3%",
        "at_capacity": "33.3%",
    }


def test_with_phases_those_listed_there() -> None:
    assert counts(table(BOOK, "1-2", by="unit")) == [
        ("甲局", 2, "169.9999"),
        ("乙局", 1, "50"),
        ("合计", 3, "219.9999"),
    ]
    assert counts(table(BOOK, "2", by="责任单位")) == [
        ("甲局", 2, "169.9999"),
        ("合计", 2, "169.9999"),
    ]


def test_as_of_a_day_those_there_by_then() -> None:
    assert counts(table(BOOK, as_of="2021-09-30", by="sector")) == [
        ("工业", 1, "50"),
        ("服务业", 1, "120"),
        ("合计", 2, "170"),
    ]
    row = rows(table(BOOK, as_of="2021-09-29", by="sector"))["合计"]
    assert percents(row)["committed"] == "0%"


def test_disjoint_bands_hold_their_lower_bound() -> None:
    assert counts(table(BOOK, by="band")) == [
        ("100亿元以上", 1, "120"),
        ("50-100亿元", 1, "50"),
        ("10-50亿元", 1, "49.9999"),
        ("5-10亿元", 0, "0"),
        ("5亿元以下", 1, "4.5"),
        ("合计", 4, "224.4999"),
    ]


def test_nested_bands_are_cumulative_and_say_so() -> None:
    book = ledger(
        project("A", "签约=1", invest="120"),
        project("B", "签约=1", invest="50"),
        project("C", "签约=1", invest="4"),
        口径={"分档": "累计"},
    )
    made = table(book, by="规模")
    assert counts(made) == [
        ("100亿元以上", 1, "120"),
        ("50亿元以上", 2, "170"),
        ("10亿元以上", 2, "170"),
        ("5亿元以上", 2, "170"),
        ("合计", 3, "174"),
    ]
    assert any("各档累计" in note for note in made["notes"])


def test_an_unknown_investment_makes_its_row_and_the_total_unknown_and_is_named() -> None:
    book = ledger(project("A", "签约=1", invest="120"), project("B", "签约=1"))
    made = table(book, by="band")
    assert ("未填总投资", 1, None) in counts(made)
    assert rows(made)["合计"]["investment"] is None
    assert rows(made)["100亿元以上"]["share_investment"] is None
    assert "“—”：B 没有总投资。" in made["notes"]


def test_what_says_no_sector_comes_last_but_counts() -> None:
    book = ledger(
        project("A", "签约=1"), project("B", "签约=1"), project("C", "签约=1", 领域="工业")
    )
    assert [one[:2] for one in counts(table(book, by="领域"))] == [
        ("工业", 1),
        ("未填领域", 2),
        ("合计", 3),
    ]


def test_undated_progress_is_unknown_as_of_a_day_and_is_named() -> None:
    book = ledger(project("A", "签约=1", "开工=已"), project("B", "签约=1", "签约=2021-07-10"))
    row = rows(table(book, by="sector"))["合计"]
    assert percents(row)["started"] == "50%"
    made = table(book, as_of="2022-01-31", by="sector")
    assert rows(made)["合计"]["started"] is None
    assert percents(rows(made)["合计"])["producing"] == "0%"
    assert any("A 没有节点日期" in note for note in made["notes"])


def test_one_undated_step_leaves_the_others_as_a_lower_bound() -> None:
    many = [project(f"A-{n}", "签约=1", "开工=2021-10-08 达效=2021-12-01") for n in range(3)]
    book = ledger(*many, project("B", "签约=1", "开工=2021-10-08 达效=已"))
    made = table(book, as_of="2022-01-31", by="sector")
    row = rows(made)["合计"]
    assert (percents(row)["started"], percents(row)["at_capacity"]) == ("100%", "75%")
    assert row["lower_bounds"] == ["producing", "at_capacity"]
    said = "“≥”：B 没有节点日期，到没到不明，未计入；补上“节点.达效”的日期。"
    assert said in made["notes"]
    # By all that is recorded it has come to the end, and there is nothing to add.
    now = table(book, by="sector")
    assert percents(rows(now)["合计"])["at_capacity"] == "100%"
    assert "lower_bounds" not in rows(now)["合计"]
    assert not [note for note in now["notes"] if "节点日期" in note]


def test_withdrawn_projects_are_left_out() -> None:
    book = ledger(project("A", "签约=1", out="2021-12-01"), project("B", "签约=1"))
    assert rows(table(book, by="sector"))["合计"]["count"] == 1
    assert rows(table(book, as_of="2021-11-30", by="sector"))["合计"]["count"] == 2


def test_rollups_cannot_be_split_and_are_named() -> None:
    book = ledger(project("A", "签约=2"), rollup("1", "签约", True, 个数="7"))
    made = table(book, by="sector")
    assert rows(made)["合计"]["count"] == 1
    assert any("第1期签约一批（监管平台）" in note and "未计入" in note for note in made["notes"])
    assert not any("未计入" in note for note in table(book, "2", by="sector")["notes"])


def test_only_rollups_make_an_empty_table() -> None:
    made = table(ledger(rollup("1", "签约", 个数="7")), by="band")
    assert made["rows"] == []
    assert any("没有逐项登记的项目" in note for note in made["notes"])


@pytest.mark.parametrize("value", [True, False])
@pytest.mark.parametrize("chosen", ["1", None])
def test_a_project_of_unknown_platform_is_not_left_out_in_silence(
    value: bool, chosen: str | None
) -> None:
    book = ledger(project("A", "签约=1", platform=value), project("B", "签约=1"))
    made = table(book, chosen, by="sector", on_platform=value)
    total = rows(made)["合计"]
    assert total["count"] is None or "count" in total.get("lower_bounds", [])
    assert any("B" in note for note in made["notes"])


def test_a_project_of_two_leaders_counts_with_both_and_once_in_the_total() -> None:
    book = ledger(
        project("A", "签约=1", invest="3", 包联领导="张某某、李某某"),
        project("B", "签约=1", invest="4", 包联领导="李某某"),
        project("C", "签约=1", invest="5", 包联领导="、", 首席服务员="王某某；王某某"),
    )
    made = table(book, by="包联领导")
    assert counts(made) == [
        ("李某某", 2, "7"),
        ("张某某", 1, "3"),
        ("未填包联领导", 1, "5"),
        ("合计", 3, "12"),
    ]
    (said,) = [note for note in made["notes"] if "不止一位" in note]
    assert said.startswith("1 个项目") and said.endswith("：A。")
    officers = table(book, by="officer")
    assert [one[:2] for one in counts(officers)] == [
        ("王某某", 1),
        ("未填首席服务员", 2),
        ("合计", 3),
    ]
    assert not any("不止一位" in note for note in officers["notes"])
