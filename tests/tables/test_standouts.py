"""Movers, who is behind, and what is overdue: who is named, in which order, who cannot be."""

from typing import Any

from figures.ledgers import ledger, project
from figures.reported import reporting, reports, table

from sangeyipi.model.ledger import Ledger

STARTED = "签约=2021-07-10 开工=2021-11-15"


def plan(year: str = "2022", amount: str = "12") -> dict[str, Any]:
    return {"年度计划投资": {year: amount}}


def ids(made: Any) -> list[str]:
    return [row["id"] for row in made["rows"]]


def movers(book: Ledger, name: str = "2022-02") -> Any:
    return table(book, name, "movers")


def test_the_ten_that_completed_most() -> None:
    said = []
    projects = []
    for number in range(12):
        id = f"P-{number:02d}"
        projects.append(project(id, "签约=1", STARTED, invest="100"))
        part = f"{number // 2}"
        said += reports(id, m2022_01="0 5", m2022_02=f"{part} {5 + number // 2}")
    made = movers(reporting(*projects, said=said))
    assert ids(made) == [f"P-{n:02d}" for n in (10, 11, 8, 9, 6, 7, 4, 5, 2, 3)]
    assert made["rows"][0]["completed"] == "5"
    assert made["rows"][0]["completed_rate"]["percent"] == "10%"
    assert "本月完成投资最多的 10 个项目。" in made["notes"]


def test_who_is_unknown_is_not_ranked() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="10"),
        project("B", "签约=1", STARTED, invest="10"),
        project("C", "签约=1", STARTED, invest="10"),
        said=[
            *reports("A", m2022_01="0 5", m2022_02="1 6"),
            *reports("B", m2022_01="0 5", m2022_02="- 5.5"),
            *reports("C", m2021_12="0 5", m2022_02="- 9"),
        ],
    )
    made = movers(book)
    assert ids(made) == ["A", "B"]
    assert "1 个项目本月完成投资不明，不参加排序。" in made["notes"]


def test_nobody_moved() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="10"), said=reports("A", m2022_01="0 5")
    )
    made = movers(book)
    assert made["rows"] == []
    assert "没有已知本月完成投资的项目。" in made["notes"]


def test_behind_by_amount_the_furthest_first() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="100", 计划=plan(), 包联领导="张某某"),
        project("B", "签约=1", STARTED, invest="100", 计划=plan(amount="24")),
        project("C", "签约=1", STARTED, invest="100", 计划=plan()),
        project("D", "签约=1", "签约=2021-07-10", invest="100", 计划=plan()),
        project("E", "签约=1", STARTED, invest="100"),
        said=[
            *reports("A", m2021_12="0 5", m2022_01="0 5", m2022_02="1.5 6.5"),
            *reports("B", m2021_12="0 5", m2022_01="0 5", m2022_02="1 6"),
            *reports("C", m2021_12="0 5", m2022_01="0 5", m2022_02="2 7"),
            *reports("E", m2021_12="0 5", m2022_01="0 5", m2022_02="2 7"),
        ],
    )
    made = table(book, "2022-02", "behind")
    assert ids(made) == ["B", "D", "A"]
    assert [row["shortfall"] for row in made["rows"]] == ["3", "2", "0.5"]
    assert made["rows"][2]["ahead"]["points"] == "-4.2"
    assert made["rows"][2]["leader"] == "张某某"
    assert "1 个项目的年度计划或本年完成投资不明，不能判断。" in made["notes"]


def test_a_lower_bound_is_never_behind() -> None:
    book = reporting(
        project("A", "签约=1", STARTED, invest="100", 计划=plan()),
        said=reports("A", m2021_12="0 5", m2022_01="0 5"),
    )
    made = table(book, "2022-02", "behind")
    assert made["rows"] == []
    assert any("不能判断" in note for note in made["notes"])


def overdue(reached: str, planned: dict[str, str], name: str = "2022-03") -> Any:
    return table(ledger(project("A", "签约=1", reached, 计划=planned)), name, "overdue")


def test_overdue_is_what_was_planned_and_not_reached() -> None:
    made = overdue("签约=2021-07-10", {"开工": "2022-03-31", "投产": "2022-04-01"})
    assert [(row["milestone"], row["planned"]) for row in made["rows"]] == [("开工", "2022-03-31")]
    assert overdue("签约=2021-07-10 开工=2022-03-31", {"开工": "2022-03-01"})["rows"] == []
    assert overdue("签约=2021-07-10 投产=2022-03-31", {"开工": "2022-03-01"})["rows"] == []
    assert len(overdue("签约=2021-07-10 开工=2022-04-01", {"开工": "2022-03-01"})["rows"]) == 1


def test_a_planned_month_is_overdue_when_it_is_over() -> None:
    assert overdue("签约=2021-07-10", {"开工": "2022-03"})["rows"]
    assert not overdue("签约=2021-07-10", {"开工": "2022-04"})["rows"]


def test_who_may_have_reached_it_is_not_called_late() -> None:
    for reached in ("签约=2021-07-10 开工=已", "签约=2021-07-10 投产=2022-06-01"):
        made = overdue(reached, {"开工": "2022-03-01"})
        assert made["rows"] == []
        assert "1 个节点没有记日期，那时是否达到不明，未列。" in made["notes"]


def test_overdue_in_order_of_their_days() -> None:
    book = ledger(
        project("B", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-01-01"}),
        project("A", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-01", "投产": "2022-02"}),
        project("C", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-01-01"}, out="2022-03-31"),
    )
    made = table(book, "2022-03", "overdue")
    found = [(row["id"], row["planned"]) for row in made["rows"]]
    assert found == [("B", "2022-01-01"), ("A", "2022-01"), ("A", "2022-02")]


def test_nothing_is_called_punctual_where_nobody_plans() -> None:
    nobody = ledger(project("A", "签约=1", "签约=2021-07-10"))
    notes = table(nobody, "2022-03", "overdue")["notes"]
    assert "没有一个项目写了计划日期，是否逾期无从判断。" in notes
    assert not any("逾期的节点" in note for note in notes)
    yearly = ledger(project("A", "签约=1", "签约=2021-07-10", 计划=plan()))
    assert notes == table(yearly, "2022-03", "overdue")["notes"]


def test_who_plans_nothing_is_counted_beside_those_who_are_not_late() -> None:
    book = ledger(
        project("A", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-06-01"}),
        project("B", "签约=1", "签约=2021-07-10"),
        project("C", "签约=1", "达效=2022-01-10"),  # nothing is left to plan
    )
    notes = table(book, "2022-03", "overdue")["notes"]
    assert "1 个没有达效的项目没有写计划日期，是否逾期无从判断。" in notes
    assert notes[-1] == "没有逾期的节点。"


def test_who_may_be_late_keeps_a_table_from_saying_that_nobody_is() -> None:
    made = overdue("签约=2021-07-10 开工=已", {"开工": "2022-03-01"})
    assert made["rows"] == []
    assert made["notes"][-1] == "没有确定逾期的节点。"
