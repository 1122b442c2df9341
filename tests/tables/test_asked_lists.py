"""Lists as they are asked for: people, places, plans and what came of them, order, columns."""

import json
from dataclasses import replace
from typing import Any

import pytest
from figures.ledgers import figures, ledger, project
from figures.reported import reports

from sangeyipi.figures.lights import LightMark
from sangeyipi.figures.selection import Expected, Filter
from sangeyipi.model.document import answer
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.phases import Phases
from sangeyipi.model.span import Span, parse_span
from sangeyipi.model.stages import Milestone
from sangeyipi.render.json import to_json
from sangeyipi.tables.list_columns import NoColumn, named, vocabulary
from sangeyipi.tables.listing import ListView, NoDay, list_table


def span(text: str) -> Span:
    found = parse_span(text)
    assert found is not None
    return found


def made(book: Ledger, as_of: str | None = None, view: ListView | None = None, **asked: Any) -> Any:
    table = list_table(figures(book, as_of), Filter(**asked), view or ListView())
    return json.loads(to_json(answer([table], "", table.moment.as_of)))["tables"][0]


def ids(table: Any) -> str:
    return "".join(row["id"] for row in table["rows"])


def doubts(table: Any) -> list[str]:
    return [note for note in table["notes"] if note.startswith("另有")]


def view(columns: str = "", sort: str = "") -> ListView:
    order = tuple((named(word.lstrip("-")), word[0] == "-") for word in sort.split())
    return ListView(tuple(named(word) for word in columns.split()), order)


PEOPLE = ledger(
    project("A", "签约=1", 包联领导="张某某、李某某", 首席服务员="王某某", 属地="甲镇"),
    project("B", "签约=1", 包联领导="李某某", 属地="乙镇"),
    project("C", "签约=1"),
)


def test_each_of_several_leaders_is_found_and_who_says_none_is_named() -> None:
    table = made(PEOPLE, leader="李某某")
    assert ids(table) == "AB"
    assert doubts(table) == ["另有 1 个没有写“包联领导”，未列入：C。"]
    assert "leader" in {one["key"] for one in table["columns"]}
    assert ids(made(PEOPLE, officer="王某某")) == "A"
    assert doubts(made(PEOPLE, officer="王某某")) == ["另有 2 个没有写“首席服务员”，未列入：B、C。"]
    assert ids(made(PEOPLE, locality="乙镇")) == "B"


DATED = ledger(
    project("A", "签约=1", "开工=2021-08-03", 计划={"投产": "2022-03"}),
    project("B", "签约=1", "开工=2021-08", 计划={"投产": "2022-03-20"}),
    project(
        "C", "签约=1", "签约=2021-08-01 开工=已 投产=2021-08-20", 计划={"投产": "2023"[:4] + "-01"}
    ),
    project("D", "签约=1", "签约=2021-07-10 投产=2021-12-01"),
    project("E", "签约=1", "签约=2021-07-10"),
    project("F", "签约=1", "投产=2021-06-30"),
)


@pytest.mark.parametrize(
    ("days", "as_of", "found", "unsure"),
    [
        ("2021-08", None, "ABC", "D"),
        ("2021-08-03", None, "A", "BCD"),
        ("2021-08-04..", None, "", "BCD"),
        ("..2021-07", None, "F", "D"),
        # A month counts from its last day; what is reached later is none of that day.
        ("2021-08", "2021-08-15", "A", "CD"),
        ("2021-09", "2021-08-31", "", ""),
        ("2021-09..2021-12", None, "", "D"),
    ],
)
def test_reached_within_some_days(days: str, as_of: str | None, found: str, unsure: str) -> None:
    table = made(DATED, as_of, reached_in=Expected(Milestone.STARTED, span(days)))
    assert ids(table) == found
    named_there = "".join(
        note.split("未列入：")[1].strip("。").replace("、", "") for note in doubts(table)
    )
    assert named_there == unsure


def test_planned_within_some_days() -> None:
    table = made(DATED, planned=Expected(Milestone.PRODUCING, span("2022-03-15..2022-03-31")))
    assert ids(table) == "B"
    assert doubts(table) == [
        "另有 1 个“计划.投产”只到月，在不在 2022-03-15..2022-03-31 里不明，未列入：A。",
        "另有 3 个没有写“计划.投产”，未列入：D、E、F。",
    ]
    assert table["rows"][0]["planned_producing"] == "2022-03-20"


PLAN = {"年度计划投资": {"2023": "10"}}
REPORTED = replace(
    ledger(
        project("A", "签约=1", "开工=2023-01-05", 计划={**PLAN, "投产": "2023-03"}),
        project("B", "签约=1", "开工=2023-01-05", 计划={**PLAN, "投产": "2023-06-30"}),
        project("C", "签约=1", "开工=2023-01-05", 计划=PLAN),
        project("D", "签约=1", "开工=2023-01-05"),
        project("E", "签约=1", "签约=2021-07-10", 计划=PLAN),
        project("F", "签约=1", "开工=2023-01-05 达效=2023-05-01", 计划={"投产": "2023-01"}),
        project("G", "签约=1", "开工=已", 计划={**PLAN, "开工": "2023-02"}),
        project("H", "签约=1", "达效=2023-05-01"),
        红黄灯=[{"维度": "进度", "量": "序时差", "黄": "≥10且<30", "红": "≥30"}],
    ),
    reports=tuple(
        sorted(
            [
                *reports("A", m2022_12="0 0", m2023_06="- 2"),
                *reports("B", m2022_12="0 0", m2023_06="- 4.5"),
                *reports("C", m2022_12="0 0", m2023_05="- 1"),
            ],
            key=lambda one: one.month,
        )
    ),
)


def test_behind_by_points_as_of_the_newest_month_reported() -> None:
    from decimal import Decimal

    table = made(REPORTED, behind_points=Decimal(30))
    assert ids(table) == "AE"
    assert "没有写 --as-of，按最近一次月调度的月末 2023-06-30。" in table["notes"]
    said = " ".join(doubts(table))
    assert "C" in said and "D" in said and "G" in said and "B" not in said.replace("没", "")
    assert ids(made(REPORTED, behind_points=Decimal(5))) == "ABE"
    # 50% due, 45% done: behind by exactly five points, and not by more.
    assert ids(made(REPORTED, behind_points=Decimal("5.0001"))) == "AE"
    assert ids(made(REPORTED, light=LightMark.RED)) == "AE"
    assert "C" in " ".join(doubts(made(REPORTED, light=LightMark.RED)))


@pytest.mark.parametrize(
    ("months", "as_of", "found"),
    [
        (1, None, "A"),
        (3, None, "A"),
        (4, None, ""),
        (1, "2023-07-31", "AB"),
        (4, "2023-07-31", "A"),
    ],
)
def test_behind_by_calendar_months(months: int, as_of: str | None, found: str) -> None:
    table = made(REPORTED, as_of, behind_months=months)
    assert ids(table) == found
    said = " ".join(doubts(table))
    # Who has come to the end has nothing left to be late with.
    assert "没有写计划日期" in said and "G" in said and "H" not in said


def test_who_has_not_reported() -> None:
    table = made(REPORTED, unreported=Month(2023, 6))
    assert ids(table) == "CD"
    assert doubts(table) == ["另有 1 个到2023年6月底是否已开工不明，不知道该不该报，未列入：G。"]
    assert "2023年7月还没有任何项目的月调度。" in made(REPORTED, unreported=Month(2023, 7))["notes"]


def test_a_form_that_only_names_its_project_reports_nothing() -> None:
    before = ledger(
        project("A", "签约=1", "签约=2021-07-10 开工=2023-08-01"),
        project("B", "签约=1", "签约=2021-07-10 开工=2023-01-05"),
    )
    said = (*reports("A", m2023_04="-"), *reports("B", m2023_04="0.5 1 1", m2023_05="-"))
    book = replace(before, reports=tuple(sorted(said, key=lambda one: one.month)))
    # A had not begun; that a form was handed in for it without a word is no earlier report.
    assert ids(made(book, "2023-06-30", unreported=Month(2023, 6))) == "B"
    table = made(book, "2023-06-30", ListView((named("最近调度"),)), leader=None)
    assert [row["reported"] for row in table["rows"]] == [None, "2023-04"]


def test_of_a_step_without_a_date_nobody_knows_whether_it_was_late_at_all() -> None:
    book = ledger(project("A", "签约=1", "开工=已", 计划={"开工": "2023-02"}))
    table = made(book, "2023-03-31", behind_months=0)
    assert ids(table) == ""
    assert doubts(table) == ["另有 1 个逾期月数不明（开工的日期不明），未列入：A。"]


def test_the_day_has_to_be_named_where_nothing_is_reported() -> None:
    with pytest.raises(NoDay):
        made(DATED, behind_months=1)
    assert ids(made(DATED, "2022-12-31", behind_months=9)) == "AB"


def test_what_may_be_reached_is_not_behind_for_certain() -> None:
    unsure = project("A", "签约=1", "开工=已", invest="1", 计划={"开工": "2022-06-15"})
    table = made(ledger(unsure), "2022-06-30", behind_months=0)
    assert ids(table) == "" and "A" in doubts(table)[0]


SORTED = ledger(
    project("A-10", "签约=1", "开工=2021-08", invest="5", 领域="乙"),
    project("A-2", "签约=2", "开工=2021-07-31", invest="7", 领域="甲"),
    project("A-3", "签约=1", "开工=已", invest="5"),
    project("A-4", "签约=1", "签约=2021-07-10", 领域="甲"),
)


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("总投资", "10 3 2 4"),
        ("-总投资", "2 10 3 4"),
        ("-总投资 -编号", "2 10 3 4"),
        ("领域 -总投资", "10 2 4 3"),
        ("节点.开工", "2 10 3 4"),
        ("-节点.开工", "10 2 3 4"),
        ("编号", "2 3 4 10"),
        ("-在册.签约", "2 10 3 4"),
    ],
)
def test_sorted_with_the_unknown_last_and_equals_as_they_were(sort: str, order: str) -> None:
    table = made(SORTED, view=view("编号", sort))
    got = [row["id"].removeprefix("A-") for row in table["rows"]]
    wanted = order.split()
    if sort == "-总投资 -编号":
        wanted = ["2", "10", "3", "4"]
    assert got == wanted
    assert any(note.startswith("排序：") for note in table["notes"])


def test_a_column_sorted_by_is_shown_and_only_those_asked_for_where_any_are() -> None:
    assert "planned_producing" in {
        one["key"] for one in made(DATED, view=view(sort="计划.投产"))["columns"]
    }
    only = made(DATED, view=view("名称 计划.投产 计划.年度计划投资.2023"))
    assert [one["label"] for one in only["columns"]] == [
        "名称",
        "计划.投产",
        "计划.年度计划投资.2023",
    ]
    with pytest.raises(NoColumn):
        named("计划.完工")
    with pytest.raises(NoColumn):
        named("名称.2023")


def test_every_word_names_its_own_column() -> None:
    full = vocabulary()
    assert {named(word).column.key for word in full} == {one.column.key for one in full.values()}
    assert len({one.column.key for one in full.values()}) == len(full)
    table = made(REPORTED, view=ListView(tuple(full.values())))
    assert len(table["columns"]) == len(full)


def test_on_two_lists_a_project_is_one_row_and_both_are_counted() -> None:
    book = ledger(project("A", "签约=1 开工=2", invest="3"), project("B", "签约=2", invest="4"))
    table = made(book, phases=Phases((1, 2)))
    assert [row["listed"] for row in table["rows"]] == ["签约1 开工2", "签约2"]
    assert "共 2 个项目、3 项次，总投资 7 亿元。" in table["notes"]
    assert "共 2 个项目，总投资 7 亿元。" in made(book)["notes"]
    # On a day before the second phase it stands on the first list alone.
    early = made(book, "2021-07-10", phases=Phases((1, 2)))
    assert [row["listed"] for row in early["rows"]] == ["签约1"]
