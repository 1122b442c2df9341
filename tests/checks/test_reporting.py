"""Who reports when: unknown projects, missing months, silence, and what half a ledger is spared."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from reported import STARTED, ledger, months, project, report, rules, told

from sangeyipi.checks.run import check
from sangeyipi.model import dates
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.stages import Milestone
from sangeyipi.store.settled import load_files

GAP, STALE, AFTER = "progress-gap", "progress-stale", "progress-after-withdrawal"
UNKNOWN = "progress-unknown-project"


def test_a_project_that_nobody_knows_is_told_once_for_all_its_months() -> None:
    (one,) = told(ledger([*months("1 2", "1 3"), *months("1 2", "1 3", id="Z")]))
    assert one.message == "台账里没有编号 Z（2022-11 等 2 个月）"
    assert (one.place.file, one.remedy) == ("progress/2022-11.csv", "")


def test_of_two_near_names_the_one_that_has_not_reported_is_meant() -> None:
    projects = [project(id, milestones={}) for id in ("SL-2021-001", "SL-2021-002", "SL-2021-003")]
    reports = [report(0, "1 2", id) for id in ("SL-2021-001", "SL-2021-003", "ＳＬ-2021-00")]
    (one,) = told(ledger(reports, projects))
    assert one.message == "台账里没有编号 ＳＬ-2021-00；是不是“SL-2021-002”？"
    assert one.remedy.startswith("查清是哪个项目的数：确是 SL-2021-002（")
    assert one.remedy.endswith("）的，改成“SL-2021-002”；是新项目的，先在 projects 里登记")


def test_not_every_unknown_project_is_looked_for() -> None:
    reports = [report(0, "1 2", f"A-2021-{number}") for number in range(9)]
    found = told(ledger(reports, [project("A-2021-X", milestones={})]))
    assert [one.rule.value for one in found] == [UNKNOWN] * 9
    assert ["是不是" in one.message for one in found] == [True] * 5 + [False] * 4


@pytest.mark.parametrize(
    ("day", "broken"),
    [
        (dates.day(date(2022, 12, 1)), []),
        (dates.month(2022, 12), []),
        (dates.day(date(2022, 11, 30)), [AFTER]),
        (dates.day(date(2022, 10, 1)), [AFTER]),
    ],
)
def test_a_project_may_report_up_to_the_month_of_its_withdrawal(
    day: dates.When, broken: list[str]
) -> None:
    left = project(withdrawn=Withdrawal(date=day))
    assert rules(ledger(months("1 2", "1 3"), [left])) == broken


def test_reports_after_a_withdrawal_are_told_once_and_have_no_gaps() -> None:
    gone = project("B", withdrawn=Withdrawal(date=dates.month(2022, 11)))
    gone_reports = months("1 2", "", "1 4", "", "1 9", id="B")
    (one,) = told(ledger([*months(*["- 9"] * 5), *gone_reports], [project(), gone]))
    assert one.message == "2022-11 已经调出，2023-01 等 2 个月还有月调度（B B厂）"


def test_a_gap_names_the_months_that_are_missing() -> None:
    other = months(*["- 9"] * 6, id="B")
    holes = months("- 1", "", "- 2", "", "", "- 3")
    found = told(ledger([*other, *holes], [project(), project("B")]))
    assert [one.message for one in found] == [
        "2022-12 没有月调度，前后都有（A A厂）",
        "2023-02 到 2023-03 间有 2 个月没有月调度，前后都有（A A厂）",
    ]
    assert [one.place.file for one in found] == ["progress/2023-01.csv", "progress/2023-04.csv"]


def test_a_month_that_nobody_reports_is_told_once() -> None:
    both = [project(), project("B")]
    rows = ("- 1", "", "", "- 2", "- 3")
    (one,) = told(ledger([*months(*rows), *months(*rows, id="B")], both))
    assert one.message == "2022-12 到 2023-01 间有 2 个月一个项目也没有报月调度，前后都有"
    assert (one.place.file, one.place.path) == ("progress/2023-02.csv", ())
    # Whoever misses one more month is told that one.
    found = told(ledger([*months(*rows), *months("- 1", "", "", "", "- 3", id="B")], both))
    assert [one.message[:8] for one in found] == ["2022-12 ", "2023-02 "]


def silent(reported: int, length: int, of: Project | None = None, months_: int = 3) -> list[str]:
    """What is told of a project A that reports the first months only, while B reports all."""
    other = project("B", milestones={})
    reports = [*months(*["- 9"] * length, id="B"), *months(*["1 9"] * min(reported, 1))]
    reports += [report(number, "0 9") for number in range(1, reported)]
    return rules(ledger(reports, [of or project(), other], silent=months_))


@pytest.mark.parametrize(
    ("reported", "length", "months_", "broken"),
    [
        (3, 5, 3, []),
        (3, 6, 3, [STALE]),
        (3, 6, 4, []),
        (3, 4, 1, [STALE]),
        # Nobody was asked before the first month.
        (0, 2, 3, []),
        (0, 3, 3, [STALE]),
    ],
)
def test_a_project_that_falls_silent(
    reported: int, length: int, months_: int, broken: list[str]
) -> None:
    assert silent(reported, length, months_=months_) == broken


def reached(**on: str) -> dict[Milestone, dates.When]:
    words = {"started": Milestone.STARTED, "producing": Milestone.PRODUCING}
    words["at_capacity"] = Milestone.AT_CAPACITY
    days = {key: dates.day(date.fromisoformat(day)) for key, day in on.items() if day != "已"}
    return {words[key]: days.get(key, dates.UNDATED) for key in on}


@pytest.mark.parametrize(
    ("milestones", "broken"),
    [
        (STARTED, [STALE]),
        ({}, []),
        (reached(started="已"), []),
        (reached(started="2023-06-01"), []),
        (reached(started="已", producing="2022-12-01"), [STALE]),
        (reached(started="2022-01-05", at_capacity="2023-04-30"), []),
        (reached(started="2022-01-05", at_capacity="已"), []),
        (reached(started="2022-01-05", at_capacity="2023-05-01"), [STALE]),
        # Under way for two months, however long it has been silent before.
        (reached(started="2023-02-28"), []),
        (reached(started="2023-01-31"), [STALE]),
    ],
)
def test_silence_is_that_of_projects_under_way(
    milestones: dict[Milestone, dates.When], broken: list[str]
) -> None:
    # The last month is 2023-04.
    assert silent(1, 6, project(milestones=milestones)) == broken
    assert silent(0, 6, project(milestones=milestones)) == broken


def test_what_is_done_or_gone_may_be_silent() -> None:
    assert silent(1, 6, project(investment=Decimal(9))) == []
    assert silent(1, 6, project(investment=Decimal("9.0001"))) == [STALE]
    left = Withdrawal(date=dates.day(date(2023, 4, 30)))
    assert silent(1, 6, project(withdrawn=left)) == []
    later = Withdrawal(date=dates.day(date(2023, 5, 1)))
    assert silent(1, 6, project(withdrawn=later)) == [STALE]


def test_without_any_report_nobody_is_silent() -> None:
    assert rules(ledger([])) == []


def test_silence_says_since_when() -> None:
    reports = [*months(*["- 9"] * 5, id="B"), report(0, "1 9")]
    (one,) = told(ledger(reports, [project(), project("B")]))
    said = "已经开工，最近一次月调度是 2022-11，到 2023-03 已停报 4 个月（A A厂）"
    assert (one.message, one.place.path) == (said, (0, "编号"))
    (one,) = told(ledger(months(*["- 9"] * 5, id="B"), [project(), project("B")]))
    assert one.message == "已经开工，从来没有月调度，到 2023-03 已停报 5 个月（A A厂）"


def test_half_a_ledger_is_blamed_for_its_figures_alone(tmp_path: Path) -> None:
    files = {
        "ledger.yaml": "名称: 示例\n期次:\n  - {期: 1, 日期: 2021-07-10}\n",
        "projects/a.yaml": "- 编号: A\n  名称: 甲厂\n  节点: {开工: 2022-01-05}\n",
        "projects/b.yaml": "- [\n",
        "progress/2022-11.csv": "编号,累计完成投资\nA,2\nB,5\n",
        "progress/2022-12.csv": "编号,累计完成投资\nA,x\nB,6\n",
        "progress/2023-01.csv": "编号,累计完成投资\nA,1\nB,7\n",
        "progress/2023-05.csv": "编号,累计完成投资\nB,7\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    found = sorted(one.rule.value for one in check(load_files(tmp_path)))
    assert found == ["bad-amount", "progress-decreases", "yaml-syntax"]
    (tmp_path / "projects/b.yaml").write_text("[]\n")
    (tmp_path / "progress/2022-12.csv").write_text("编号,累计完成投资\nB,6\n", encoding="utf-8")
    found = sorted(one.rule.value for one in check(load_files(tmp_path)))
    # A misses 2022-12, nobody reports 2023-02 to 04, B is no project, A is silent.
    assert found == ["progress-decreases", GAP, GAP, STALE, UNKNOWN]


@pytest.mark.parametrize("odd", ["1023-05", "2999-05", "1999-12", "2101-01"])
def test_a_file_named_after_an_impossible_year_is_the_only_thing_told(
    tmp_path: Path, odd: str
) -> None:
    """Not that thousands of months, and every project since, are silent."""
    folder = tmp_path / "progress"
    folder.mkdir()
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(
        "名称: x\n期次:\n  - 期: 1\n    日期: 2021-07-10\n", encoding="utf-8"
    )
    project = "- 编号: A\n  名称: 甲\n  总投资: 9\n  节点: {签约: 2021-07-10, 开工: 2021-08}\n"
    (tmp_path / "projects/a.yaml").write_text(project, encoding="utf-8")
    for month in (odd, "2023-05"):
        path = folder / f"{month}.csv"
        path.write_text("编号,累计完成投资\nA,1\n", encoding="utf-8")
    found = check(load_files(tmp_path), today=date(2023, 6, 1))
    assert {one.rule.value for one in found} == {"year-out-of-range"}
    assert [one.place.file for one in found] == [f"progress/{odd}.csv"]
