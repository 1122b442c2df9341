"""Progress by group: what is added up, what is unknown, and what stands under the table."""

from typing import Any

from figures.ledgers import project, rollup, rows
from figures.reported import reporting, reports, table

from sangeyipi.model.ledger import Ledger

PLAN = {"年度计划投资": {"2022": "6"}}


def county(**config: Any) -> Ledger:
    """A reports, B is planned but not started, C reports nothing, D is finished."""
    return reporting(
        project(
            "A", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10", 计划=PLAN, 领域="工业"
        ),
        project("B", "签约=1", "签约=2021-07-10", invest="20", 计划=PLAN, 领域="工业"),
        project("D", "开工=2", "签约=2021-07-10 开工=2021-09-01", invest="4", 领域="农业"),
        said=[
            *reports("A", m2022_01="0.5 3 5", m2022_02="0.4 3.4 5", m2022_03="0.6 4 6"),
            *reports("D", m2021_12="1 4 3"),
        ],
        领域=["工业", "农业"],
        **config,
    )


def progress(book: Ledger, name: str, by: str = "batch") -> Any:
    return rows(table(book, name, f"progress-by-{by}"))


def test_a_month() -> None:
    whole = progress(county(), "2022-03")["合计"]
    assert whole["count"] == 2
    assert (whole["investment"], whole["year_plan"]) == ("14", "12")
    assert (whole["completed"], whole["year_completed"]) == ("0.6", "1.5")
    assert (whole["completed_to_date"], whole["funds"]) == ("8", "9")
    assert whole["year_rate"]["percent"] == "12.5%"
    assert whole["ahead"]["points"] == "-12.5"
    assert whole["ahead"]["against"]["numerator"] == 3
    assert whole["completed_rate"]["percent"] == "57.1%"
    assert whole["funds_rate"]["percent"] == "64.3%"


def test_groups_come_as_declared_and_the_whole_last() -> None:
    found = progress(county(), "2022-03", "sector")
    assert list(found) == ["工业", "农业", "合计"]
    assert [row["count"] for row in found.values()] == [1, 1, 2]
    assert list(progress(county(), "2022-03")) == ["签约一批", "开工一批", "合计"]


def test_a_project_stands_on_its_furthest_list_by_then() -> None:
    book = reporting(
        project("A", "签约=1 开工=3", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        project("B", "", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        said=reports("A", m2021_12="1 4 3", m2022_01="1 5 3"),
    )
    assert list(progress(book, "2021-12")) == ["签约一批", "未在册", "合计"]
    assert list(progress(book, "2022-01")) == ["开工一批", "未在册", "合计"]


def test_a_planned_project_that_has_not_started_counts_with_its_plan_only() -> None:
    made = table(county(), "2022-03", "progress-by-batch")
    assert (
        "另有 1 个项目今年有计划、尚未开工：只计入年度计划投资，不计入其他各列。" in made["notes"]
    )


def test_who_is_silent_makes_a_lower_bound_and_is_named() -> None:
    made = table(county(), "2022-04", "progress-by-batch")
    whole = rows(made)["合计"]
    assert (whole["year_completed"], whole["completed_to_date"]) == ("1.5", "8")
    assert whole["completed"] is None
    assert {"year_completed", "completed_to_date", "funds"} == set(whole["lower_bounds"])
    assert whole["year_rate"] is whole["completed_rate"] is whole["funds_rate"] is None
    assert any("A 的月调度有缺" in note and "2022年4月" in note for note in made["notes"])
    assert not any("D" in note for note in made["notes"])


def test_a_report_without_funds_is_named_too() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        said=reports("A", m2022_01="0.5 3 5", m2022_02="0.4 3.4"),
    )
    made = table(book, "2022-02", "progress-by-unit")
    assert rows(made)["合计"]["lower_bounds"] == ["funds"]
    assert any("A 的月调度有缺" in note for note in made["notes"])


def test_only_the_part_of_a_month_is_unknown() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        said=reports("A", m2021_11="0.5 0.5 5", m2022_02="- 3.4 5"),
    )
    made = table(book, "2022-02", "progress-by-unit")
    whole = rows(made)["合计"]
    assert (whole["completed"], whole["completed_to_date"]) == (None, "3.4")
    assert "“—”：到2022年2月，A 的月调度有缺。" in made["notes"]


def test_what_lacks_a_total_or_a_plan_is_named() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-11-15"),
        said=reports("A", m2022_01="0.5 3 5"),
    )
    made = table(book, "2022-01", "progress-by-batch")
    whole = rows(made)["合计"]
    assert whole["investment"] is whole["year_plan"] is whole["completed_rate"] is None
    assert "“—”：A 没有总投资。" in made["notes"]
    assert "“—”：A 没有年度计划投资。" in made["notes"]


def test_a_withdrawn_project_takes_its_money_along() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        project("B", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10", out="2022-03-01"),
        said=[
            *reports("A", m2022_02="1 3 5", m2022_03="1 4 5"),
            *reports("B", m2022_02="1 2 5"),
        ],
    )
    assert progress(book, "2022-02")["合计"]["completed_to_date"] == "5"
    assert progress(book, "2022-03")["合计"]["completed_to_date"] == "4"
    assert progress(book, "2022-03")["合计"]["lower_bounds"] == ["year_completed"]


def test_a_year_has_no_second_column_of_its_own() -> None:
    made = table(county(), "2022", "progress-by-batch")
    assert "completed" not in [column["key"] for column in made["columns"]]
    assert all("completed" not in row for row in made["rows"])


def test_a_quarter_of_which_the_last_month_is_not_reported() -> None:
    whole = progress(county(), "2022-Q2")["合计"]
    assert whole["completed"] is None
    assert whole["year_completed"] == "1.5"
    assert "year_completed" in whole["lower_bounds"]


def test_a_phase_counts_whole_months() -> None:
    book = county()
    # From 2021-10-08 to 2022-01-03: November and December.
    found = rows(table(book, "phase-2", "progress-by-batch"))
    signed, started = found["签约一批"], found["开工一批"]
    assert (signed["completed"], signed["completed_to_date"]) == ("2.5", "2.5")
    # D started in September and told nothing of the months before December.
    assert (started["completed"], started["completed_to_date"]) == ("1", "4")
    assert started["lower_bounds"] == ["completed"]
    assert found["签约一批"]["year_plan"] is None


def test_a_phase_without_a_whole_month_says_nothing_of_its_own() -> None:
    made = table(county(), "phase-3", "progress-by-batch", today="2022-01-20")
    whole = rows(made)["合计"]
    assert whole["completed"] is None
    assert "completed" not in whole.get("lower_bounds", ())
    assert "“—”：这一期还没有满一个整月，本期完成投资不明。" in made["notes"]


def test_rollups_are_named() -> None:
    book = county()
    with_rollup = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10"),
        rollup("2", "投产", 个数="3", day="2022-01-10"),
        said=reports("A", m2022_01="0.5 3 5"),
    )
    assert not any("汇总" in n for n in table(book, "2022-03", "progress-by-unit")["notes"])
    notes = table(with_rollup, "2022-03", "progress-by-unit")["notes"]
    assert any(note.startswith("汇总不能按项目调度，未计入：第2期投产一批") for note in notes)


def test_what_is_complete_by_new_year_has_no_plan_and_what_is_so_later_an_unknown_one() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-08-15", invest="3"),
        said=reports("A", m2021_12="1 2 3", m2022_03="1 3 3"),
    )
    assert progress(book, "2022-06")["合计"]["year_plan"] is None
    assert progress(book, "2023-06")["合计"]["year_plan"] == "0"


def test_funds_of_a_year_in_which_only_completion_was_reported() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2022-01-10 开工=2022-02-15", invest="2.5"),
        said=reports("A", m2022_04="- - 0", m2022_07="- 2.5"),
    )
    whole = progress(book, "2022")["合计"]
    assert (whole["completed_to_date"], whole["funds"], whole["funds_rate"]) == ("2.5", None, None)
    more = reporting(
        project("A", "签约=1", "签约=2022-01-10 开工=2022-02-15", invest="2.5"),
        said=reports("A", m2022_04="- - 1", m2022_07="- 2.5"),
    )
    whole = progress(more, "2022")["合计"]
    assert (whole["funds"], whole["funds_rate"]) == ("1", None)
    assert "funds" in whole["lower_bounds"]


def test_whoever_did_not_report_is_named() -> None:
    ids = [f"B-{number}" for number in range(1, 9)]
    book = reporting(
        *(project(id, "签约=1", "签约=2021-07-10 开工=2021-11-15", invest="10") for id in ids),
        said=reports("B-1", m2022_02="1 3 5"),
    )
    notes = table(book, "2022-02", "progress-by-batch")["notes"]
    assert any(f"{'、'.join(ids[1:])} 的月调度有缺" in note for note in notes)
    # B-1 says nothing of January, so that its year is “≥” as well.
    assert not any("等 " in note for note in notes if "月调度有缺" in note)
