"""Problems, visits and financing: what ordinary people mistype, and what only looks like it."""

from datetime import date
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.settled import load_files

TODAY = date(2022, 12, 1)
LEDGER = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"
PROJECTS = """\
- {编号: SL-2021-001, 名称: 甲厂, 总投资: 5, 包联领导: 张　三、李四}
- {编号: SL-2021-002, 名称: 乙厂, 总投资: 5}
"""
PROBLEM = "编号: {0}, 项目: SL-2021-001, 类别: 用地, 问题: 差五十亩"
VISITS = "日期,项目,走访人,身份,事项,问题\n"
BANK = "项目,银行,截至,需求,授信,投放\n"


def told(
    root: Path, files: dict[str, str], hints: bool = False, past: bool = False
) -> list[Diagnostic]:
    for name, text in ({"ledger.yaml": LEDGER, "projects/a.yaml": PROJECTS} | files).items():
        path = root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return check(load_files(root), strict=True, today=TODAY, hints=hints, past=past)


def problem(more: str = "提出: 2022-03-05", id: str = "WT-2022-001") -> str:
    return f"- {{{PROBLEM.format(id)}, {more}}}\n"


def problems(*each: str) -> dict[str, str]:
    return {"problems/2022.yaml": "".join(each)}


def visit(*cells: str, file: str = "2022") -> dict[str, str]:
    return {f"visits/{file}.csv": VISITS + "".join(f"{one}\n" for one in cells)}


def finance(*cells: str) -> dict[str, str]:
    return {"finance/2022.csv": BANK + "".join(f"{one}\n" for one in cells)}


def report(month: str, text: str) -> dict[str, str]:
    return {f"progress/{month}.csv": f"编号,存在问题\nSL-2021-001,{text}\n"}


LEFT = {"projects/a.yaml": "- {编号: SL-2021-001, 名称: 甲厂, 调出: {日期: 2022-02}}\n"}
CLOSED = problems(problem("提出: 2022-03-05, 销号: 2022-04-10"))
V = "2022-05-06,SL-2021-001,张三,包联领导,看现场,"
TOLD = {
    "a similar number of a problem": (
        problems(problem(), problem(id="wt-2022-001")),
        ["similar-id"],
    ),
    "a number that a shell takes for another thing": (
        problems(problem(id="'WT$1'")),
        ["unsafe-id"],
    ),
    "solved before it was raised, given up before": (
        problems(problem("提出: 2022-03-05, 无法办理: {日期: 2022-02, 原因: 无}")),
        ["problem-closed-before-raised"],
    ),
    "a month in which it was raised too": (
        problems(problem("提出: 2022-03-05, 销号: 2022-03")),
        [],
    ),
    "raised tomorrow": (problems(problem("提出: 2022-12-02")), ["fact-in-future"]),
    "raised today, due next year": (problems(problem("提出: 2022-12-01, 时限: 2023-06")), []),
    "solved next month": (
        problems(problem("提出: 2022-03-05, 销号: 2023-01")),
        ["fact-in-future"],
    ),
    "given up next month": (
        problems(problem("提出: 2022-03-05, 无法办理: {日期: 2023-01, 原因: 无}")),
        ["fact-in-future"],
    ),
    "progress of next week": (
        problems(problem("提出: 2022-03-05, 进展: {2022-12-08: 开会}")),
        ["fact-in-future"],
    ),
    "an impossible year, and not what follows from it": (
        problems(problem("提出: 2022-03-05, 销号: 1922-04-01")),
        ["year-out-of-range"],
    ),
    "a year too far": (problems(problem("提出: 2022-03-05, 时限: 2032-04")), ["problem-due-date"]),
    "five years, a long time but possible": (
        problems(problem("提出: 2022-03-05, 时限: 2027-03")),
        [],
    ),
    "asked of what could not be solved": (
        problems(problem("提出: 2022-03-05, 无法办理: {日期: 2022-05, 原因: 无}, 回访: 不满意")),
        [],
    ),
    "found again": (CLOSED | visit(f"{V}WT-2022-001"), ["problem-named-after-closing"]),
    "seen again, as it was closed": (
        CLOSED | visit("2022-05-06,SL-2021-001,张三,包联领导,回访,WT-2022-001"),
        [],
    ),
    "found on the day it was closed": (
        CLOSED | visit("2022-04-10,SL-2021-001,张三,包联领导,看现场,WT-2022-001"),
        [],
    ),
    "reported again": (
        CLOSED | report("2022-05", "WT-2022-001仍差二十亩"),
        ["problem-named-after-closing"],
    ),
    "reported as not yet solved": (
        CLOSED | report("2022-05", "WT-2022-001 已多次协调未解决"),
        ["problem-named-after-closing"],
    ),
    "reported as solved": (CLOSED | report("2022-05", "WT-2022-001已基本解决"), []),
    "reported in the month in which it was closed": (CLOSED | report("2022-04", "WT-2022-001"), []),
    "another number that begins like it": (CLOSED | report("2022-05", "WT-2022-0012 未办"), []),
    "a visit of a project that is not there": (
        visit("2022-05-06,SL-2021-007,张三,包联领导,,"),
        ["register-unknown-project"],
    ),
    "financing of a project that is not there": (
        finance("SL-2022-001,示例银行,2022-05-31,1,,"),
        ["register-unknown-project"],
    ),
    "a problem after the project left": (
        LEFT | problems(problem()),
        ["register-after-withdrawal"],
    ),
    "financing after the project left": (
        LEFT | finance("SL-2021-001,示例银行,2022-03-31,1,,"),
        ["register-after-withdrawal"],
    ),
    "financing in the month in which it left": (
        LEFT | finance("SL-2021-001,示例银行,2022-02-28,1,,"),
        [],
    ),
    "a visit next week": (visit("2022-12-05,SL-2021-001,张三,包联领导,,"), ["fact-in-future"]),
    "a visit of another century": (
        visit("2122-05-06,SL-2021-001,张三,包联领导,,", file="a"),
        ["year-out-of-range"],
    ),
    "two rows of a visit": (visit(V, V), ["visit-twice"]),
    "two who went on a day": (visit(V, V.replace("张三", "李 四")), []),
    "last year's day in this year's file": (
        visit("2021-05-06,SL-2021-001,张三,包联领导,,"),
        ["visit-other-year"],
    ),
    "a file of another name": (visit("2021-05-06,SL-2021-001,张三,包联领导,,", file="走访"), []),
    "somebody else": (
        visit("2022-05-06,SL-2021-001,王五,包联领导,,"),
        ["visit-not-a-leader"],
    ),
    "somebody else, before the leader went": (
        visit("2022-05-06,SL-2021-001,王五,包联领导,,", "2022-06-06,SL-2021-001,李四,包联领导,,"),
        [],
    ),
    "a project without a leader": (visit("2022-05-06,SL-2021-002,王五,包联领导,,"), []),
    "somebody along": (visit("2022-05-06,SL-2021-001,张三、王五,包联领导,,"), []),
    "two of them with a blank between": (
        visit("2022-05-06,SL-2021-001,王小五 赵小六,首席服务员,,"),
        ["person-not-separated"],
    ),
    "figures as of next month": (
        finance("SL-2021-001,示例银行,2023-01-31,1,,"),
        ["as-of-in-future"],
    ),
    "figures as of this month's end": (finance("SL-2021-001,示例银行,2022-12-31,1,,"), []),
    "more drawn than before, less granted": (
        finance(
            "SL-2021-001,示例银行,2022-05-31,1,0.8,0.1", "SL-2021-001,示例银行,2022-06-30,1,0.5,0.3"
        ),
        ["financing-decreases"],
    ),
    "granted more than wanted": (finance("SL-2021-001,示例银行,2022-05-31,1,2,"), []),
    "drawn, and nobody says what was granted": (
        finance("SL-2021-001,示例银行,2022-05-31,1,,0.5"),
        [],
    ),
}


@pytest.mark.parametrize("what", TOLD)
def test_what_is_told(what: str, tmp_path: Path) -> None:
    files, expected = TOLD[what]
    found = told(tmp_path, files)
    assert [one.rule.value for one in found] == expected, found


def test_half_a_ledger_has_no_unknown_projects(tmp_path: Path) -> None:
    broken = {"projects/a.yaml": f"{PROJECTS}- {{编号: SL-2021-007, 名称: 丙厂, 总投资: 五}}\n"}
    found = told(tmp_path, broken | visit("2022-05-06,SL-2021-007,张三,包联领导,,"))
    assert [one.rule.value for one in found] == ["bad-amount"]


def test_what_differs_in_form_only_is_put_right_and_the_rest_is_to_be_asked(tmp_path: Path) -> None:
    rows = visit("2022-05-06,sl-2021-001,张三,督导组,,", "2022-05-07,SL-2021-01,张三,督导组,,")
    near, same = told(tmp_path, rows)
    assert same.remedy == "改成“SL-2021-001”"
    assert "查清是哪个项目的" in near.remedy


def test_each_unknown_number_is_told_once(tmp_path: Path) -> None:
    rows = [f"2022-05-{day:02},SL-2021-00X,张三,督导组,," for day in range(1, 29)]
    (one,) = told(tmp_path, visit(*rows))
    assert "走访 28 条" in one.message


def test_a_ledger_no_longer_kept_reminds_nobody(tmp_path: Path) -> None:
    files = problems(problem("提出: 2022-03-05, 时限: 2022-04-30"))
    assert told(tmp_path, files, hints=True) == []
    kept = told(tmp_path, files | report("2022-10", "无"), hints=True)
    assert [one.rule.value for one in kept] == ["problem-overdue"]
    assert told(tmp_path, {}, hints=True, past=True) == []
