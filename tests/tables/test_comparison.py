"""A period beside the one before and the same of last year."""

from typing import Any

from figures.ledgers import ledger, project, rollup, rows
from figures.reported import reporting, reports, table

STARTED = "签约=2021-07-10 开工=2021-11-15"


def compared(book: Any, name: str, today: str = "2099-01-01") -> Any:
    return rows(table(book, name, "comparison", today))


def reported() -> Any:
    plan = {"年度计划投资": {"2021": "2", "2022": "8"}}
    return reporting(
        project("A", "签约=1 开工=3", STARTED, invest="10", 计划=plan),
        said=reports("A", m2021_11="1 1 2", m2021_12="1 2 3", m2022_01="1 3 5", m2022_02="2 5 5"),
    )


def test_rows_and_their_days() -> None:
    found = compared(reported(), "2022-02")
    assert list(found) == ["本月", "上月", "比上月增减", "上年同期", "比上年同期增减"]
    assert [found[name]["day"] for name in ("本月", "上月", "上年同期")] == [
        "2022-02-28",
        "2022-01-31",
        "2021-02-28",
    ]
    assert list(compared(reported(), "2022-Q1")) == [
        "本季度",
        "上季度",
        "比上季度增减",
        "上年同期",
        "比上年同期增减",
    ]
    assert list(compared(reported(), "2022")) == ["本年", "上年", "比上年增减"]
    assert list(compared(reported(), "phase-2")) == ["本期", "上期", "比上期增减"]
    assert list(compared(reported(), "phase-1")) == ["本期"]


def test_differences() -> None:
    found = compared(reported(), "2022-02")
    less = found["比上月增减"]
    assert (found["本月"]["completed"], found["上月"]["completed"]) == ("2", "1")
    assert less["completed"] == "1"
    assert (less["completed_to_date"], less["funds"]) == ("2", "0")
    assert (less["listings"], less["projects"], less["started"]) == (0, 0, 0)
    # 3/8 - 1/8.
    assert less["year_rate"]["points"] == "+25"
    assert less["funds_rate"]["points"] == "0"


def test_a_listing_counts_from_its_phase() -> None:
    found = compared(reported(), "2022-01")
    assert (found["上月"]["listings"], found["本月"]["listings"]) == (1, 2)
    assert found["比上月增减"]["listings"] == 1


def test_before_anybody_reported_nothing_is_known() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="10"), said=reports("A", m2021_11="1 1 2")
    )
    found = compared(book, "2021-11")
    assert found["本月"]["completed_to_date"] == "1"
    assert found["上月"]["completed_to_date"] is None
    assert found["上月"]["completed"] is None
    assert found["比上月增减"]["completed"] is None


def test_a_lower_bound_has_no_difference() -> None:
    found = compared(reported(), "2022-03")
    assert found["本月"]["lower_bounds"] == ["year_completed", "completed_to_date", "funds"]
    less = found["比上月增减"]
    assert less["completed_to_date"] is less["funds"] is less["year_rate"] is None


def test_without_reports_there_are_no_columns_of_them() -> None:
    book = ledger(project("A", "签约=1", STARTED, invest="10"))
    made = table(book, "2022-02", "comparison")
    assert "completed" not in [column["key"] for column in made["columns"]]


def test_projects_behind_a_rollup_are_not_counted_as_none() -> None:
    book = ledger(
        project("A", "签约=2", STARTED, invest="10"),
        rollup("1", "签约", 个数="5", reached="签约=5", day="2022-01-31"),
    )
    made = table(book, "2022-02", "comparison")
    now = rows(made)["本月"]
    assert now["listings"] == 6
    assert (now["projects"], now["started"], now["producing"]) == (1, 1, None)
    assert now["lower_bounds"] == ["projects", "started"]
    assert rows(made)["比上月增减"]["projects"] is None
    assert any(note.startswith("汇总不能拆分到项目") for note in made["notes"])


def test_what_begins_anew_each_year_is_not_compared_across_it() -> None:
    found = compared(reported(), "2022-01")
    assert found["本月"]["year_completed"] == "1"
    assert found["上月"]["year_completed"] == "2"
    assert not {"year_completed", "year_rate"} & found["比上月增减"].keys()
    assert found["比上年同期增减"].keys() >= {"year_completed", "year_rate"}
    assert compared(reported(), "2022")["比上年增减"].keys() >= {"year_completed", "year_rate"}


def test_who_was_withdrawn_in_between_is_named() -> None:
    book = reporting(
        project("A", "签约=1 开工=3", STARTED, invest="10"),
        project("B", "签约=1 开工=3", STARTED, invest="10", out="2022-02-10"),
        said=reports("A", m2022_01="1 1 2", m2022_02="1 2 3") + reports("B", m2022_01="4 4 4"),
    )
    notes = table(book, "2022-02", "comparison")["notes"]
    assert "2022年1月以后调出、本月各数不再包括的：B。" in notes
    assert not any("调出" in note for note in table(book, "2022-01", "comparison")["notes"])


def test_one_undated_step_leaves_the_others_as_a_lower_bound() -> None:
    book = reporting(
        project("A", "签约=1", f"{STARTED} 投产=2021-12-20 达效=2022-01-05"),
        project("B", "签约=1", f"{STARTED} 投产=2022-02-10 达效=已"),
        said=[],
    )
    found = compared(book, "2022-02")
    assert (found["本月"]["producing"], found["本月"]["at_capacity"]) == (2, 1)
    assert found["本月"]["lower_bounds"] == ["at_capacity"]
    # Before its 投产 it cannot have been.
    assert "lower_bounds" not in found["上月"]
    less = found["比上月增减"]
    assert (less["started"], less["producing"], less["at_capacity"]) == (0, 1, None)
    said = "“≥”：B 没有节点日期，到没到不明，未计入；补上“节点.达效”的日期。"
    assert said in table(book, "2022-02", "comparison")["notes"]
    # A step that the table does not show leaves nothing to say.
    signed = reporting(project("C", "签约=1", "签约=已 开工=2022-03-01"), said=[])
    assert not [n for n in table(signed, "2022-02", "comparison")["notes"] if "节点日期" in n]
