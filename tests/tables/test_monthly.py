"""The composed document: which sections, what is said first, and what is said once."""

from typing import Any

import pytest
from figures.ledgers import ledger, project, rows
from figures.reported import published, reporting, reports

STARTED = "签约=2021-07-10 开工=2021-11-15"


def county(**config: Any) -> Any:
    plan = {"年度计划投资": {"2022": "8"}}
    return reporting(
        project("A", "签约=1 开工=3", STARTED, invest="10", 计划=plan),
        said=reports("A", m2021_11="1 1 2", m2021_12="1 2 3", m2022_01="1 3 5", m2022_02="2 5 5"),
        **config,
    )


def sections(said: Any) -> list[str]:
    return list(dict.fromkeys(table["section"] for table in said["tables"]))


def test_the_sections_in_their_order() -> None:
    said = published(county(), "2022-02")
    assert sections(said) == [
        "section-one",
        "news",
        "progress",
        "standouts",
        "steps",
        "comparison",
        "overdue",
        "projects",
    ]
    assert [picture["id"] for picture in said["pictures"]] == [
        "rates",
        "investment",
        "pipeline",
        "progress",
    ]
    assert (said["as_of"], said["opening"]) == ("2022-02-28", [])


def test_without_reports_their_sections_are_left_out_and_that_is_said() -> None:
    said = published(ledger(project("A", "签约=1", STARTED)), "2021-11")
    assert not {"progress", "standouts"} & set(sections(said))
    assert said["opening"] == ["台账没有月调度和年度计划投资，投资完成情况各表从略。"]
    assert not any("月调度" in note for note in said["notes"])


def test_an_old_ledger_says_so_first() -> None:
    said = published(county(), "2022-06")
    old = "台账里没有2022年6月的月调度，在它以前最近的是2022年2月的："
    assert said["opening"][0].startswith(old)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("2022-02", "示例县“三个一批”项目月报（2022年2月）"),
        ("2022-Q1", "示例县“三个一批”项目季报（2022年第一季度）"),
        ("2022", "示例县“三个一批”项目年报（2022年）"),
        ("phase-2", "示例县“三个一批”项目分期情况（第2期）"),
    ],
)
def test_titles(name: str, title: str) -> None:
    assert published(county(地区="示例县"), name)["title"] == title


def test_a_phase_has_its_own_table_first() -> None:
    said = published(county(), "phase-3")
    assert [t["id"] for t in said["tables"]][:3] == ["phase", "cumulative", "phases"]


def test_the_notice_stands_once() -> None:
    said = published(county(声明="虚构示例"), "2022-02")
    assert said["opening"] == ["虚构示例"]
    told = [note for t in (*said["tables"], *said["pictures"]) for note in t["notes"]]
    assert "虚构示例" not in told


def test_every_project_stands_on_the_page_once() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="10.1234"),
        project("B", "签约=1", "签约=2021-07-10"),
        project("C", "签约=1", "签约=2021-07-10", out="2022-01-31"),
        project("D", "", "签约=2022-03-01"),
        said=reports("A", m2022_01="1 3 5", m2022_02="0.0001 3.0001 5"),
    )
    found = rows(published(book, "2022-02")["by_id"]["all-projects"])
    assert list(found) == ["A", "B"]
    assert (found["A"]["investment"], found["A"]["completed"]) == ("10.1234", "0.0001")
    assert found["A"]["reported"] == "2022-02"
    # It has nothing to report yet: no figure, which is not an unknown figure.
    assert not {"completed", "year_completed", "completed_to_date", "funds"} & set(found["B"])


def test_the_picture_of_the_year_is_cumulative_and_has_the_even_share_of_the_plan() -> None:
    made = rows(published(county(), "2022-02")["by_id"]["progress"])
    assert {name: row["year_completed"] for name, row in made.items()} == {"1月": "1", "2月": "3"}
    assert [row["completed"] for row in made.values()] == ["1", "2"]
    assert made["2月"]["planned"].startswith("1.3333")


def test_the_conventions_speak_of_this_period() -> None:
    notes = published(county(), "2022-02")["notes"]
    assert notes[0] == "本表截至 2022-02-28（北京时间当日终了）。"
    assert "2022年2月：2022-02-01 至 2022-02-28。" in notes
    assert any("2÷12" in note for note in notes)


def test_the_conventions_of_a_phase_name_its_whole_months() -> None:
    notes = published(county(), "phase-2")["notes"]
    assert "本期完成投资按整月计：2021年11月至2021年12月。" in notes
    assert (
        "本期还没有满一个整月，没有本期完成投资。"
        in published(county(), "phase-3", "2022-01-20")["notes"]
    )


def test_who_reports_too_early_is_not_left_out_in_silence() -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10", invest="10"),
        project("B", "签约=3", "签约=2022-01-10", invest="10"),
        said=reports("A", m2021_11="1 1 2") + reports("B", m2021_11="1 1 2"),
    )
    said = "有月调度、到2021年11月末却既未在册也没有节点的，各表都没有计入：B。"
    assert said in published(book, "2021-11")["opening"]
    assert not any("没有计入" in one for one in published(book, "2022-01")["opening"])
