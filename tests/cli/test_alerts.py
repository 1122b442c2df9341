"""`sgyp alerts` as it is asked: every light with its figure, its line, since when, its remedy."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Write, inside, told

LEDGER = """\
名称: 示例县项目台账
期次:
  - 期: 1
    日期: 2023-01-10
红黄灯:
  - 维度: 投资进度
    量: 序时差
    黄: ≥10且<30
    红: ≥30
  - 维度: 开工
    量: 逾期月数
    节点: 开工
    黄: ≥1且<3
    红: ≥3
  - 维度: 问题
    量: 问题超期
    黄: ≥1
"""
PROJECTS = """\
编号,名称,责任单位,包联领导,总投资,在册.签约,节点.签约,节点.开工,计划.开工,计划.年度计划投资.2023
Y-1,示例机械园,甲局,张某某、李某某,20,1,2023-01-10,2023-01-20,2023-02,12
Y-2,示例物流园,甲局,张某某,10,1,2023-01-10,2023-02-20,2023-02,6
Y-3,示例食品厂,乙局,,8,1,2023-01-10,,2023-05,
Y-4,示例纸品厂,乙局,,8,1,2023-01-10,2023-03-01,2023-03,3
"""
MAY = "编号,本月完成投资,累计完成投资\nY-1,0.4,1\nY-2,0.5,1.9\nY-4,0.3,1.2\n"
JUNE = "编号,本月完成投资,累计完成投资\nY-1,0.5,1.5\nY-2,0.5,2.4\nY-4,0.3,1.5\n"
PROBLEMS = """\
- 编号: WT-1
  项目: Y-4
  类别: 用地
  问题: 差五十亩
  提出: 2023-03-05
  时限: 2023-05-31
"""
FILES = {
    "ledger.yaml": LEDGER,
    "projects/a.csv": PROJECTS,
    "progress/2023-05.csv": MAY,
    "progress/2023-06.csv": JUNE,
    "problems/2023.yaml": PROBLEMS,
}


def asked(folder: Path, *arguments: str) -> dict[str, Any]:
    said = json.loads(told("alerts", "--ledger", folder, "--format", "json", *arguments))
    return {"as_of": said["as_of"]} | {table["id"]: table for table in said["tables"]}


def lit(folder: Path, *arguments: str) -> list[tuple[str, ...]]:
    rows = asked(folder, *arguments)["alerts"]["rows"]
    keys = ("id", "light", "value", "threshold", "since", "remedy")
    return [tuple(row[key] for key in keys) for row in rows]


def test_every_light_says_by_what_since_when_and_what_would_end_it(ledger: Write) -> None:
    folder = ledger(FILES)
    assert lit(folder) == [
        # Half of the year is gone: 50 − 12.5.  To be less than 10 behind takes 3.3 and a 万元.
        ("Y-1", "红", "37.5个百分点", "≥30", "2023-05", "再完成 3.3001 亿元"),
        # Exactly on the line, which belongs to the band.
        ("Y-2", "黄", "10个百分点", "≥10且<30", "2023-04或更早", "再完成 0.0001 亿元"),
        ("Y-3", "黄", "1个月（开工）", "≥1且<3", "2023-06", "开工后"),
        ("Y-4", "黄", "1个（WT-1）", "≥1", "2023-06", "解决 WT-1"),
    ]
    said = asked(folder)
    assert said["as_of"] == "2023-06-30"
    counted = said["lights"]["rows"]
    keys = ("red", "yellow", "green", "exempt", "unknown", "not_applicable", "count")
    assert [tuple(row[key] for key in keys) for row in counted] == [
        (1, 1, 1, 0, 1, 0, 4),
        (0, 1, 3, 0, 0, 0, 4),
        (0, 1, 3, 0, 0, 0, 4),
        (1, 3, 0, 0, 0, 0, 4),
    ]
    assert "投资进度不明：未填年度计划投资的 1 个：Y-3。" in said["lights"]["notes"]
    # Most red first.
    assert [row["unit"] for row in said["lights-by-unit"]["rows"]] == ["甲局", "乙局", "合计"]


def test_exactly_on_the_line_where_what_was_due_is_no_decimal(ledger: Write) -> None:
    rules = "红黄灯: [{维度: 进度, 量: 序时比, 红: <90}]\n"
    head = "编号,名称,总投资,在册.签约,节点.开工,计划.年度计划投资.2023\n"
    folder = ledger(
        {
            "ledger.yaml": f"{LEDGER[: LEDGER.index('红黄灯')]}{rules}",
            # By the end of July 5 × 7 ÷ 12 = 2.91666… is due, of which 90% are 2.625.
            "projects/a.csv": f"{head}Y-1,甲工程,20,1,2023-02-01,5\nY-2,乙工程,20,1,2023-02-01,5\n",
            "progress/2023-07.csv": "编号,本月完成投资,累计完成投资\nY-1,,2.625\nY-2,,0\n",
        }
    )
    assert lit(folder) == [("Y-2", "红", "0%", "<90", "2023-01", "再完成 2.625 亿元")]


def test_only_what_was_over_by_the_day_is_read(ledger: Write) -> None:
    folder = ledger(FILES)
    assert lit(folder, "--as-of", "2023-05") == [
        ("Y-1", "红", "33.3个百分点", "≥30", "2023-05", "再完成 2.8001 亿元"),
        ("Y-2", "黄", "10个百分点", "≥10且<30", "2023-04或更早", "再完成 0.0001 亿元"),
    ]
    # Nobody knows of August: what was done until June only bounds how far behind it may be.
    august = asked(folder, "--as-of", "2023-08")
    assert august["lights"]["rows"][0]["unknown"] == 4
    assert [row["id"] for row in august["alerts"]["rows"]] == ["Y-3", "Y-4"]
    assert august["alerts"]["rows"][0]["light"] == "红"


def test_an_exemption_stands_apart_and_ends_on_its_day(ledger: Write) -> None:
    exempt = PROJECTS.replace("包联领导", "包联领导,豁免.原因,豁免.至", 1)
    lines = exempt.splitlines()
    rows = [lines[0]]
    for line in lines[1:]:
        cells = line.split(",")
        cells[4:4] = ["洪水", "2023-06-30"] if cells[0] == "Y-1" else ["", ""]
        rows.append(",".join(cells))
    folder = ledger(FILES | {"projects/a.csv": "\n".join(rows) + "\n"})
    found = {row[0]: row for row in lit(folder)}
    assert found["Y-1"][1] == "豁免"
    assert found["Y-1"][5] == "豁免到 2023-06-30：洪水"
    assert asked(folder)["lights"]["rows"][-1]["exempt"] == 1
    later = {row[0]: row for row in lit(folder, "--as-of", "2023-07-01")}
    assert later["Y-1"][1] == "红"


def test_whom_it_is_asked_of(ledger: Write) -> None:
    folder = ledger(FILES)
    assert [row[0] for row in lit(folder, "--light", "红")] == ["Y-1"]
    assert [row[0] for row in lit(folder, "--light", "黄灯")] == ["Y-2", "Y-3", "Y-4"]
    assert [row[0] for row in lit(folder, "--leader", "李某某")] == ["Y-1"]
    assert [row[0] for row in lit(folder, "--unit", "乙局")] == ["Y-3", "Y-4"]
    assert [row[0] for row in lit(folder, "--dimension", "开工")] == ["Y-3"]
    green = asked(folder, "--dimension", "投资进度", "--light", "绿")["alerts"]["rows"]
    assert [(row["id"], row["value"]) for row in green] == [("Y-4", "0个百分点")]
    unknown = asked(folder, "--dimension", "投资进度", "--light", "不明")["alerts"]["rows"]
    assert [(row["id"], row["value"], row["remedy"]) for row in unknown] == [
        ("Y-3", None, "未填年度计划投资")
    ]


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"ledger.yaml": LEDGER.partition("红黄灯")[0]}, (), '红: ">30"'),
        ({"progress/2023-05.csv": None, "progress/2023-06.csv": None}, (), "请写 --as-of"),
        ({}, ("--dimension", "投资"), "是不是“投资进度”？"),
        ({}, ("--light", "紫"), "只能是：红、黄、绿"),
        ({}, ("--leader", "王某某"), "台账里没有包联领导“王某某”"),
    ],
)
def test_what_cannot_be_answered_is_told_with_what_to_do(
    ledger: Write, files: dict[str, str | None], arguments: tuple[str, ...], said: str
) -> None:
    kept = {name: text for name, text in (FILES | files).items() if text is not None}
    result = inside("alerts", "--ledger", ledger(kept), *arguments)
    assert (result.code, result.out) == (2, b"")
    assert said in result.errors


def test_a_problem_that_may_be_closed_by_the_day_is_not_overdue_for_certain(ledger: Write) -> None:
    vague = PROBLEMS + "  销号: 2023-07\n"
    folder = ledger(FILES | {"problems/2023.yaml": vague})
    found = asked(folder, "--as-of", "2023-07-15", "--light", "不明", "--dimension", "问题")
    assert [(row["id"], row["remedy"]) for row in found["alerts"]["rows"]] == [
        ("Y-4", "WT-1 的日期只到月")
    ]


def test_an_exact_figure_below_zero_is_a_number_in_csv(ledger: Write) -> None:
    ahead = "编号,本月完成投资,累计完成投资\nY-4,1.8,3\n"
    folder = ledger(FILES | {"progress/2023-06.csv": ahead})
    words = ("--light", "绿", "--dimension", "投资进度", "--format", "csv")
    rows = told("alerts", "--ledger", folder, *words).splitlines()
    assert [row.split(",")[13] for row in rows if ",Y-4," in row] == ["-50"]
