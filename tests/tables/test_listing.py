"""The list of projects and everything about one of them."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from figures.ledgers import figures, ledger, project

from sangeyipi.figures.selection import Filter
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.phases import Phases
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.render.json import to_json
from sangeyipi.tables.listing import list_table
from sangeyipi.tables.project import project_table

BOOK = ledger(
    project("A", "签约=1 开工=2", "签约=2021-07-10 开工=2021-10-08", invest="10", 责任单位="甲局"),
    project("B", "签约=1", "履约=2021-09", invest="20", platform=True, 领域="工业"),
    project("C", "签约=2", "开工=已", 包联领导="李某某"),
    project("D", "", invest="5"),
    project("E", "签约=1", invest="7", out="2022-01-10"),
)


def listed(chosen: Filter, as_of: str | None = None, book: Ledger = BOOK) -> list[str]:
    return [row["id"] for row in made(chosen, as_of, book)["rows"]]


def made(chosen: Filter, as_of: str | None = None, book: Ledger = BOOK) -> Any:
    asked = figures(book, as_of)
    return json.loads(to_json(answer([list_table(asked, chosen)], "", asked.as_of)))["tables"][0]


@pytest.mark.parametrize(
    ("chosen", "ids"),
    [
        (Filter(), "ABCD"),
        (Filter(phases=Phases((1,))), "AB"),
        (Filter(phases=Phases((2,)), batch=Batch.SIGNED), "C"),
        (Filter(batch=Batch.STARTED), "A"),
        (Filter(reached=Milestone.STARTED), "AC"),
        (Filter(not_reached=Milestone.STARTED), "B"),
        (Filter(reached=Milestone.SIGNED, not_reached=Milestone.STARTED), "B"),
        (Filter(sector="工业"), "B"),
        (Filter(unit="甲局"), "A"),
        (Filter(at_least=Decimal(10)), "AB"),
        (Filter(less_than=Decimal(10)), "D"),
        (Filter(at_least=Decimal(10), less_than=Decimal(20)), "A"),
        (Filter(text="李"), "C"),
        (Filter(text="b 示例"), "B"),
        (Filter(on_platform=True), "B"),
        (Filter(withdrawn=True), "E"),
        (Filter(withdrawn=True, phases=Phases((2,))), ""),
        (Filter(text="没有"), ""),
    ],
)
def test_filters(chosen: Filter, ids: str) -> None:
    assert listed(chosen) == list(ids)


@pytest.mark.parametrize(
    ("chosen", "as_of", "ids"),
    [
        (Filter(), "2021-07-09", "D"),
        (Filter(), "2021-07-10", "ABDE"),
        (Filter(), "2021-10-08", "ABCDE"),
        (Filter(phases=Phases((2,))), "2021-10-07", ""),
        (Filter(), "2022-01-09", "ABCDE"),
        (Filter(), "2022-01-10", "ABCD"),
        (Filter(reached=Milestone.COMMITTED), "2021-09-29", ""),
        (Filter(reached=Milestone.COMMITTED), "2021-09-30", "B"),
    ],
)
def test_filters_as_of_a_day(chosen: Filter, as_of: str, ids: str) -> None:
    assert listed(chosen, as_of) == list(ids)


def test_undated_is_neither_reached_nor_not_reached_on_a_day() -> None:
    day = "2022-01-31"
    assert "C" not in listed(Filter(reached=Milestone.STARTED), day)
    assert "C" not in listed(Filter(not_reached=Milestone.STARTED), day)


def doubts(chosen: Filter, as_of: str | None = None, book: Ledger = BOOK) -> list[str]:
    return [note for note in made(chosen, as_of, book)["notes"] if note.startswith("另有")]


WHEN = "到 2022-01-31 是否已开工不明（没有日期或没有节点）"


@pytest.mark.parametrize(
    ("chosen", "as_of", "ids", "said"),
    [
        (Filter(reached=Milestone.STARTED), "2022-01-31", "A", [f"2 个{WHEN}，未列入：C、D。"]),
        (Filter(not_reached=Milestone.STARTED), "2022-01-31", "B", [f"2 个{WHEN}，未列入：C、D。"]),
        # On a list, and nothing reached; nothing is known of what is on no list either.
        (
            Filter(reached=Milestone.STARTED),
            None,
            "AC",
            ["1 个是否已开工不明（没有日期或没有节点），未列入：D。"],
        ),
        (Filter(at_least=Decimal(10)), None, "AB", ["1 个没有写“总投资”，未列入：C。"]),
        (Filter(less_than=Decimal(10)), None, "D", ["1 个没有写“总投资”，未列入：C。"]),
        (Filter(sector="工业"), None, "B", ["3 个没有写“领域”，未列入：A、C、D。"]),
        (Filter(unit="甲局"), None, "A", ["3 个没有写“责任单位”，未列入：B、C、D。"]),
        (Filter(on_platform=True), None, "B", ["3 个没有写“监管平台”，未列入：A、C、D。"]),
        (
            Filter(withdrawn=True, on_platform=True),
            None,
            "",
            ["1 个没有写“监管平台”，未列入：E。"],
        ),
        # Certainly not what is asked for in one respect: no doubt in another.
        (Filter(at_least=Decimal(10), phases=Phases((1,))), None, "AB", []),
        (Filter(at_least=Decimal(10), text="李"), None, "", ["1 个没有写“总投资”，未列入：C。"]),
        (Filter(at_least=Decimal(10), text="b 示例"), None, "B", []),
        (Filter(), None, "ABCD", []),
    ],
)
def test_what_cannot_be_decided_is_named_and_counted(
    chosen: Filter, as_of: str | None, ids: str, said: list[str]
) -> None:
    assert listed(chosen, as_of) == list(ids)
    assert doubts(chosen, as_of) == [f"另有 {one}" for one in said]


def test_nothing_is_certain_and_something_may_fit() -> None:
    notes = made(Filter(at_least=Decimal(100), text="李"))["notes"]
    assert "没有确定符合条件的项目。" in notes


def test_its_total_is_exact_or_not_given() -> None:
    known = made(Filter(at_least=Decimal(10)))
    assert any("共 2 个项目，总投资 30 亿元。" in note for note in known["notes"])
    unknown = made(Filter())
    assert any("共 4 个项目，其中 1 个没有总投资，不作合计。" in note for note in unknown["notes"])


def test_withdrawn_projects_are_said_to_be_left_out() -> None:
    assert any("不含已调出的 1 个项目" in note for note in made(Filter())["notes"])


def test_a_row() -> None:
    row, *_ = made(Filter())["rows"]
    assert row == {
        "id": "A",
        "name": "A 示例工程",
        "sector": None,
        "investment": "10",
        "listed": "签约1 开工2",
        "milestone": "开工 2021-10-08",
        "code": None,
        "parts": None,
        "unit": "甲局",
        "locality": None,
    }
    earlier, *_ = made(Filter(), "2021-10-07")["rows"]
    assert earlier["milestone"] == "签约 2021-07-10"


def facts(raw: dict[str, Any]) -> dict[str, tuple[str, str]]:
    book = ledger(raw)
    one = project_table(book, book.projects[0], "projects/p.yaml:1")
    parsed = json.loads(to_json(answer([one], "", None)))["tables"][0]
    return {row["key"]: (row["value"], row.get("remark", "")) for row in parsed["rows"]}


def test_everything_about_one_project() -> None:
    got = facts(
        project(
            "A",
            "签约=1 开工=2",
            "履约=2021-09 开工=2021-10-08",
            invest="12.50",
            platform=False,
            计划={"履约": "2021-08", "开工": "2021-11-01", "投产": "2022-06"},
            out="2022-01",
        )
    )
    assert got["总投资"] == ("12.5 亿元", "")
    assert got["监管平台"] == ("否", "")
    assert got["在册.签约"] == ("第1期", "2021-07-10")
    assert got["在册.开工"] == ("第2期", "2021-10-08，转化")
    assert got["节点.签约"][0] == "未记日期"
    assert got["节点.履约"] == ("2021-09", "晚于计划")
    assert got["节点.开工"] == ("2021-10-08", "早于计划")
    assert got["计划.投产"] == ("2022-06", "")
    assert got["调出"] == ("2022-01", "")
    assert "节点.投产" not in got


def test_levels_and_years_of_a_plan() -> None:
    plan = {"投产": "2022-06", "年度计划投资": {"2024": "2.50", "2023": "3"}}
    got = facts(project("A", "签约=1", 包联级别="县级", 包联领导="李某某", 计划=plan))
    assert got["包联级别"] == ("县级", "")
    assert got["计划.年度计划投资.2024"] == ("2.5 亿元", "")
    keys = list(got)
    assert keys.index("包联级别") == keys.index("包联领导") + 1
    order = ["计划.投产", "计划.年度计划投资.2023", "计划.年度计划投资.2024"]
    assert [key for key in keys if key.startswith("计划")] == order


def test_the_last_report_with_its_month() -> None:
    book = ledger(project("A", "签约=1"), project("B", "签约=1"))
    months = [
        MonthlyReport(id="A", month=Month(2022, 12), completed=Decimal("0.5"), problems="缺地"),
        MonthlyReport(id="A", month=Month(2022, 2), completed_to_date=Decimal(9)),
        MonthlyReport(id="B", month=Month(2023, 1), completed=Decimal(7)),
    ]
    book = replace(book, reports=tuple(months))
    one = project_table(book, book.projects[0], "projects/p.yaml:1")
    got = {row.cells["key"]: (row.cells["value"], row.cells.get("remark")) for row in one.rows}
    assert {key: said for key, said in got.items() if str(key).startswith("月调度")} == {
        "月调度": ("2022年12月", "最近一次，共 2 个月"),
        "月调度.本月完成投资": ("0.5 亿元", None),
        "月调度.存在问题": ("缺地", None),
    }


def test_without_a_report_nothing_is_said_of_any() -> None:
    assert not [key for key in facts(project("A", "签约=1")) if key.startswith("月调度")]


def test_within_one_month_a_plan_is_kept() -> None:
    got = facts(project("A", "签约=1", "开工=2021-10-08", 计划={"开工": "2021-10"}))
    assert got["节点.开工"] == ("2021-10-08", "按计划")


def test_days_are_dates() -> None:
    assert figures(BOOK, "2022-01-31").as_of == date(2022, 1, 31)
