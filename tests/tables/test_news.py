"""What is new in a period: certainly, perhaps, or nobody knows."""

from typing import Any

import pytest
from figures.ledgers import ledger as written
from figures.ledgers import project, rollup, rows
from figures.reported import period, table

from sangeyipi.model.stages import Milestone
from sangeyipi.tables.monthly.news import lies_in


def news(*records: Any, name: str = "2022-03") -> Any:
    return rows(table(written(*records), name, "news"))


def test_names_counts_and_investment() -> None:
    found = news(
        project("A", "签约=1", "签约=2021-07-10 开工=2022-03-01", invest="10"),
        project("B", "签约=1", "签约=2021-07-10 开工=2022-03-31", invest="2.5"),
        project("C", "签约=1", "签约=2021-07-10 开工=2022-04-01", invest="7"),
    )
    assert found["开工"] == {
        "milestone": "开工",
        "count": 2,
        "investment": "12.5",
        "names": "A 示例工程、B 示例工程",
    }
    assert found["投产"] == {"milestone": "投产", "count": 0, "investment": "0", "names": "无"}
    assert list(found) == ["签约", "开工", "投产", "达效"]


def test_an_unknown_investment_is_unknown_in_the_sum() -> None:
    book = written(
        project("A", "签约=1", "签约=2021-07-10 开工=2022-03-01"),
        project("B", "签约=1", "签约=2021-07-10 开工=2022-03-31", invest="2.5"),
    )
    made = table(book, "2022-03", "news")
    assert rows(made)["开工"]["investment"] is None
    assert rows(made)["开工"]["count"] == 2
    assert "“—”：A 没有总投资。" in made["notes"]


def test_a_withdrawn_project_is_no_news() -> None:
    gone = project("A", "签约=1", "签约=2021-07-10 开工=2022-03-01", out="2022-03-20")
    assert news(gone)["开工"]["count"] == 0


@pytest.mark.parametrize(
    ("reached", "name", "expected"),
    [
        ("开工=2022-03-01", "2022-03", True),
        ("开工=2022-03-31", "2022-03", True),
        ("开工=2022-02-28", "2022-03", False),
        ("开工=2022-04-01", "2022-03", False),
        ("开工=2022-03", "2022-03", True),
        ("开工=2022-03", "2022-Q1", True),
        ("开工=2022-01", "phase-3", None),
        ("开工=2022-01", "phase-2", None),
        ("开工=2022-02", "phase-2", False),
        ("开工=已", "2022-03", None),
        ("签约=2022-04-02 开工=已", "2022-03", False),
        ("开工=已 投产=2022-02-10", "2022-03", False),
        ("签约=2022-03-31 开工=已 投产=2022-04-10", "2022-03", None),
        ("签约=2022-02-01 投产=2022-03-10", "2022-03", None),
        ("签约=2022-02-01 投产=2022-02-10", "2022-03", False),
        ("签约=2022-02-01", "2022-03", False),
    ],
)
def test_when_a_milestone_lies_in_a_period(reached: str, name: str, expected: bool | None) -> None:
    book = written(project("A", "签约=1", reached))
    asked = period(name, book)
    assert lies_in(book.projects[0], Milestone.STARTED, asked) is expected


def test_what_may_lie_in_it_makes_a_lower_bound() -> None:
    book = written(
        project("A", "签约=1", "签约=2021-07-10 开工=2022-03-01", invest="10"),
        project("B", "签约=1", "签约=2021-07-10 开工=已", invest="2"),
    )
    made = table(book, "2022-03", "news")
    row = rows(made)["开工"]
    assert (row["count"], row["investment"]) == (1, "10")
    assert row["lower_bounds"] == ["count", "investment"]
    assert any("B" in note and "“≥”" in note for note in made["notes"])


def test_nothing_certain_is_not_nothing() -> None:
    row = news(project("B", "签约=1", "签约=2021-07-10 开工=已", invest="2"))["开工"]
    assert (row["count"], row["investment"], row["names"]) == (None, None, None)


def test_no_bound_is_spoken_of_where_none_is_shown() -> None:
    made = table(written(project("A", "签约=1", "签约=2021-07-10 开工=已")), "2022-03", "news")
    assert not any(row.get("lower_bounds") for row in made["rows"])
    assert any(note.startswith("“—”：A 的节点没有日期") for note in made["notes"])
    assert "≥" not in "".join(made["notes"])


def test_a_rollup_may_hold_news_until_all_of_it_has_arrived() -> None:
    old = rollup("1", "签约", 个数="5", reached="签约=5 开工=3", day="2022-01-31")
    found = news(project("A", "开工=2", "签约=2021-07-10 开工=2022-03-01", invest="1"), old)
    assert found["签约"]["count"] == 0
    assert (found["开工"]["count"], found["开工"]["lower_bounds"]) == (1, ["count", "investment"])
    assert found["投产"]["count"] is None
    # Of its own month nobody knows on which days it was filled.
    within = rollup("1", "签约", 个数="5", reached="签约=5 开工=3", day="2022-03-31")
    assert news(within)["签约"]["count"] is None
