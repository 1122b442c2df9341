"""The composed document: which sections, what is said first, and what is said once."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from figures.ledgers import ledger, project, rows
from figures.reported import published, reporting, reports

from sangeyipi.store.settled import load_files

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
        "headline",
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
    assert [t["id"] for t in said["tables"]][1:4] == ["phase", "cumulative", "phases"]


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


def test_the_opening_says_what_the_ledger_can_answer_and_why_it_cannot() -> None:
    def told(book: Any, name: str) -> dict[str, tuple[Any, str]]:
        made = published(book, name)["by_id"]["headline"]["rows"]
        return {row["name"]: (row["figure"], row["why"]) for row in made}

    found = told(county(), "2022-02")
    assert found["累计在册"] == (2, "")
    assert found["本月完成投资"] == ("2", "")
    assert found["年度投资完成率"][0]["percent"] == "37.5%"
    assert found["本月新开工"] == (0, "")
    assert not {"红灯项目", "超期问题"} & set(found)
    late = told(county(), "2022-03")
    assert late["本月完成投资"] == (None, "1 个项目的月调度有缺")
    assert "没有填责任单位" in late["2022年3月未报的责任单位"][1]
    assert set(told(ledger(project("A", "签约=1", STARTED)), "2021-11")) == {
        "累计在册",
        "累计在册总投资",
        "本月新开工",
        "本月新投产",
    }


def demo(name: str) -> Any:
    found = load_files(Path(__file__).resolve().parents[2] / "examples" / "demo-county").ledger
    assert found is not None
    return published(found, name)


def test_what_a_ledger_keeps_of_dispatch_is_published() -> None:
    said = demo("2023-07")
    kept = {"lights", "problems", "visits", "guarantees", "financing", "upcoming"}
    assert kept <= set(sections(said))
    assert sections(said)[0] == "headline"
    assert all(table["rows"] for table in said["tables"] if table["section"] in kept)
    tables = said["by_id"]
    opening = {row["name"]: row["figure"] for row in tables["headline"]["rows"]}
    assert len(opening) == 10
    assert opening["红灯项目"] == tables["lights"]["rows"][-1]["red"]
    assert opening["超期问题"] == tables["problems"]["rows"][-1]["overdue"]
    assert opening["超期问题"] == len(tables["problems-list"]["rows"])
    assert opening["本月完成投资"] == tables["progress-by-unit"]["rows"][-1]["completed"]
    # Nobody is planned for a month that is not the next, and nobody who is there already.
    assert {row["planned"][:7] for row in tables["upcoming"]["rows"]} == {"2023-08"}
    places = [row.get("rank") for row in tables["ranking-by-unit"]["rows"]]
    assert places[0] == 1
    assert places[-1] is None
    units = {row["unit"]: row for row in tables["comparison-by-unit"]["rows"]}
    before = {r["unit"]: r for r in demo("2023-06")["by_id"]["progress-by-unit"]["rows"]}
    for unit, row in units.items():
        less = Decimal(row["completed"]) - Decimal(before[unit]["completed"])
        assert Decimal(row["completed_less"]) == less


def test_a_quarter_does_not_count_problems_of_its_last_month_alone() -> None:
    row = demo("2023-Q2")["by_id"]["problems"]["columns"]
    assert not {"raised_now", "closed_now"} & {one["key"] for one in row}
