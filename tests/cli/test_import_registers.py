"""`sgyp import` of a 问题台账, a 走访记录, a 银企对接表: every row and sum accounted for."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Write, inside
from openpyxl import Workbook, load_workbook

LEDGER = """\
名称: 示例县项目台账
地区: 示例县
期次:
  - 期: 8
    日期: 2023-05-08
"""
PROJECTS = """\
- 编号: A-1
  名称: 示例年产5万吨面粉项目
  包联领导: 张某某、李某某
  首席服务员: 王某某
  建设单位: 示例面业有限公司
- 编号: A-2
  名称: 示例光伏电站项目一期
- 编号: A-3
  名称: 示例光伏电站项目二期
"""
FLOUR, SUN = "示例年产5万吨面粉项目", "示例光伏电站项目一期"
_FIRST = ("序号", "项目名称", "存在问题", "问题类别", "提出时间", "牵头单位", "办结时限")
PROBLEMS = (*_FIRST, "进展情况", "是否销号", "销号时间", "满意度")
VISITS = ("走访时间", "项目名称", "走访领导", "身份", "走访内容", "发现问题")
BANKS = ("序号", "项目名称", "对接银行", "融资需求", "授信金额", "放款金额")
Rows = Sequence[Sequence[Any]]


@pytest.fixture
def county(ledger: Write) -> Path:
    """A county of three projects."""
    return ledger({"ledger.yaml": LEDGER, "projects/a.yaml": PROJECTS})


def sheet(county: Path, *rows: Sequence[Any], name: str = "表") -> Path:
    """A file of these lines."""
    book = Workbook()
    active = book.active
    assert active is not None
    for row in rows:
        active.append(list(row))
    path = county.parent / f"{name}.xlsx"
    book.save(path)
    return path


def said(path: Path, county: Path, *more: str) -> dict[str, Any]:
    """What an import of it says to a program."""
    found = inside("import", path, "--ledger", county, "--format", "json", *more)
    told: dict[str, Any] = json.loads(found.out)
    return told


def counts(found: dict[str, Any]) -> tuple[int, int, int, int, int]:
    rows = found["rows"]
    skipped, rejected = len(rows["skipped"]), len(rows["rejected"])
    told = (rows["added"], rows["updated"], rows["unchanged"], skipped, rejected)
    assert sum(told) == rows["read"]
    return told


def reasons(found: dict[str, Any]) -> dict[str, str]:
    return {one["cell"].split("!")[1]: one["reason"] for one in found["rows"]["rejected"]}


def refused(path: Path, county: Path) -> str:
    """Why the one row of a file does not get in."""
    found = said(path, county)
    assert counts(found) == (0, 0, 0, 0, 1)
    (one,) = found["rows"]["rejected"]
    reason: str = one["reason"]
    return reason


def problem(*values: Any, head: Sequence[str] = PROBLEMS) -> Rows:
    return [head, [1, *values]]


def test_problems_of_a_sheet_are_records(county: Path) -> None:
    """Their titles, spellings of dates, suffixes, 合计: as the ledger writes them."""
    path = sheet(
        county,
        ["示例县重点项目问题台账"],
        PROBLEMS,
        [1, FLOUR, "差五十亩地", "用地", "2023.6.1", "自然资源局", "2023/7/31", "已报征", "否"],
        [
            *(2, SUN, "缺资金", "资金类", "2023年6月5日", "金融局", "待定"),
            *("2023-06-10：已对接", "是", "2023.6.20", "满意"),
        ],
        ["合计", "", 2],
    )
    found = said(path, county)
    assert counts(found) == (2, 0, 0, 1, 0)
    assert found["records"] == [
        {
            **{"kind": "问题", "编号": "WT-2023-001", "项目": "A-1", "类别": "用地"},
            **{"问题": "差五十亩地", "提出": "2023-06-01", "牵头单位": "自然资源局"},
            **{"时限": "2023-07-31", "备注": "进展情况：已报征"},
        },
        {
            **{"kind": "问题", "编号": "WT-2023-002", "项目": "A-2", "类别": "资金"},
            **{"问题": "缺资金", "提出": "2023-06-05", "牵头单位": "金融局", "时限": "待定"},
            **{"进展": {"2023-06-10": "已对接"}, "销号": "2023-06-20", "回访": "满意"},
        },
    ]
    assert found["sums"] == []
    assert any("已报征" in one["text"] for one in found["notes"])


def test_the_same_file_again_changes_nothing_and_is_undone(county: Path) -> None:
    rows = problem(FLOUR, "差五十亩地", "用地", "2023.6.1", "自然资源局")
    path = sheet(county, *rows)
    assert inside("import", path, "--ledger", county, "--apply").code == 0
    written = (county / "problems/2023.yaml").read_bytes()
    assert counts(said(path, county)) == (0, 0, 1, 0, 0)
    again = inside("import", path, "--ledger", county, "--apply")
    assert "没有要写入的" in again.errors
    assert (county / "problems/2023.yaml").read_bytes() == written
    assert inside("check", "--ledger", county).code == 0
    assert inside("import", "--undo", "--ledger", county).code == 0
    assert not (county / "problems/2023.yaml").exists()


def test_a_problem_is_updated_by_its_number_alone(county: Path) -> None:
    """Without the number, what a later sheet says of the same problem is asked about."""
    first = sheet(county, *problem(FLOUR, "差五十亩地", "用地", "2023.6.1", "自然资源局"))
    inside("import", first, "--ledger", county, "--apply")
    rest = (FLOUR, "差五十亩地", "用地", "2023.6.1", "自然资源局", "", "", "是", "2023.6.20")
    assert "WT-2023-001是同一个问题" in refused(sheet(county, *problem(*rest)), county)
    head = ("序号", "问题编号", *PROBLEMS[1:])
    known = sheet(county, *problem("WT-2023-001", *rest, head=head))
    found = said(known, county)
    assert counts(found) == (0, 1, 0, 0, 0)
    assert found["records"][0]["销号"] == "2023-06-20"
    inside("import", known, "--ledger", county, "--apply")
    open_again = (*rest[:7], "否", "")
    again = refused(sheet(county, *problem("WT-2023-001", *open_again, head=head)), county)
    assert "已经销号" in again
    other = (SUN, *rest[1:])
    why = refused(sheet(county, *problem("WT-2023-001", *other, head=head)), county)
    assert "是项目 A-1 的问题" in why


def test_nothing_of_a_problem_is_guessed(county: Path) -> None:
    def why(*values: Any) -> str:
        return refused(sheet(county, *problem(*values)), county)

    assert "不在台账的问题类别里" in why(FLOUR, "缺水", "供水", "2023.6.1")
    assert "没有写问题类别" in why(FLOUR, "缺水", "", "2023.6.1")
    assert "没有写提出的日期" in why(FLOUR, "缺水", "配套", "")
    assert "看不出是哪一天" in why(FLOUR, "缺水", "配套", "去年")
    assert "没有写问题是什么" in why(FLOUR, "无", "配套", "2023.6.1")
    assert "没有叫“示例玻璃厂”的项目" in why("示例玻璃厂", "缺水", "配套", "2023.6.1")
    assert "是哪一个" in why("示例年产5万吨面粉", "缺水", "配套", "2023.6.1")
    both = (FLOUR, "缺水", "配套", "2023.6.1", "", "", "", "否", "2023.6.2")
    assert "两处说的不一样" in why(*both)
    early = (FLOUR, "缺水", "配套", "2023.6.1", "", "", "", "是", "2023.5.2")
    assert "早于" in why(*early)


def test_closed_on_nobody_knows_which_day_stays_open_and_is_said(county: Path) -> None:
    found = said(
        sheet(county, *problem(FLOUR, "缺水", "配套", "2023.6.1", "", "", "", "已办结")), county
    )
    (one,) = found["records"]
    assert "销号" not in one
    assert one["备注"] == "是否销号：已办结"
    assert any("没有写哪天销号" in note["text"] for note in found["notes"])


def test_the_day_of_the_table_is_that_of_progress(county: Path) -> None:
    path = sheet(county, *problem(FLOUR, "缺水", "配套", "2023.6.1", "", "", "正在办"))
    found = said(path, county, "--as-of", "2023-06-30")
    assert found["records"][0]["进展"] == {"2023-06-30": "正在办"}


def test_a_column_of_two_meanings_is_asked_about(county: Path) -> None:
    head = ("序号", "项目名称", "存在问题", "问题类别", "提出时间", "完成时间")
    path = sheet(county, *problem(FLOUR, "缺水", "配套", "2023.6.1", "2023.7.1", head=head))
    assert "时限" in refused(path, county)


@pytest.mark.parametrize(
    "head",
    [
        ("序号", "项目名称", "总投资（亿元）", "责任单位", "开工时间", "存在问题", "备注"),
        ("序号", "项目名称", "总投资（亿元）", "本月完成", "形象进度", "存在问题", "完成时限"),
        ("序号", "项目名称", "总投资（亿元）", "开工时间", "合作银行", "融资需求", "存在问题"),
        ("序号", "项目名称", "总投资（亿元）", "包联领导", "走访次数", "存在问题", "备注"),
    ],
)
def test_a_table_of_projects_stays_one(county: Path, head: Sequence[str]) -> None:
    found = said(sheet(county, head, [1, "示例新建水厂", 2.5, "", "", "", ""]), county)
    assert "records" not in found
    assert [one["名称"] for one in found["projects"]] == ["示例新建水厂"]


def test_visits_of_a_sheet_are_records(county: Path) -> None:
    """As what somebody went is said, or known by the project's own leaders; else asked for."""
    path = sheet(
        county,
        ["2023年县领导走访记录"],
        VISITS,
        ["6月2日", FLOUR, "张某某", "", "看现场", "无"],
        ["2023.6.3", FLOUR, "王某某", "首席服务员", "问进度", "缺工人"],
        ["2023-06", FLOUR, "张某某", "", "看现场", ""],
        ["2023-06-05", SUN, "张某某", "", "看现场", ""],
        ["2023-06-06", SUN, "", "督导组", "看现场", ""],
    )
    found = said(path, county)
    assert counts(found) == (2, 0, 0, 0, 3)
    assert [one["身份"] for one in found["records"]] == ["包联领导", "首席服务员"]
    assert found["records"][0]["日期"] == "2023-06-02"
    assert found["records"][1]["事项"] == "问进度；发现问题：缺工人"
    assert any("没有登记为问题" in note["text"] for note in found["notes"])
    why = reasons(found)
    assert "只到月" in why["A5"]
    assert "什么身份" in why["D6"]
    assert "谁去走访" in why["C7"]
    inside("import", path, "--ledger", county, "--apply", "--partial")
    assert counts(said(path, county)) == (0, 0, 2, 0, 3)
    other = sheet(county, VISITS, ["2023-06-02", FLOUR, "张某某", "包联领导", "别的", ""])
    assert "说的不一样" in refused(other, county)


def test_financing_of_a_sheet_adds_up(county: Path) -> None:
    """万元 of the sheet are 亿元 of the ledger; a total that does not add up is said."""
    path = sheet(
        county,
        ["银企对接情况表（截至2023年6月30日）"],
        ["单位：万元"],
        BANKS,
        [1, SUN, "农行", 5000, 3000, 1000],
        [2, FLOUR, "工行", 2000, "/", None],
        [3, FLOUR, "建行", "约2000", None, None],
        ["合计", None, None, 7000, 3000, 900],
    )
    found = said(path, county)
    assert counts(found) == (2, 0, 0, 1, 1)
    assert found["sums"] == [
        {"name": "需求", "sheet": "0.7", "ledger": "0.7"},
        {"name": "授信", "sheet": "0.3", "ledger": "0.3"},
        {"name": "投放", "sheet": "0.1", "ledger": "0.1"},
    ]
    assert {one["截至"] for one in found["records"]} == {"2023-06-30"}
    (flour,) = (one for one in found["records"] if one["项目"] == "A-1")
    assert "授信" not in flour
    assert "约数" in reasons(found)["D6"]
    assert any("0.09 亿元" in note["text"] for note in found["notes"])
    inside("import", path, "--ledger", county, "--apply", "--partial")
    again = said(path, county)
    assert counts(again) == (0, 0, 2, 1, 1)
    assert [one["ledger"] for one in again["sums"]] == ["0", "0", "0"]


def test_amounts_without_a_unit_or_a_day_stay_out(county: Path) -> None:
    dated = ["截至2023年6月30日"]
    assert "没有写单位" in refused(sheet(county, dated, BANKS, [1, SUN, "农行", 5000]), county)
    unit = (*BANKS[:3], "融资需求（万元）")
    assert "没有写截至的日期" in refused(sheet(county, unit, [1, SUN, "农行", 5000]), county)
    assert "哪家银行" in refused(sheet(county, dated, unit, [1, SUN, "", 5000]), county)


def test_registers_and_projects_are_not_mixed(county: Path) -> None:
    one = sheet(county, *problem(FLOUR, "缺水", "配套", "2023.6.1"), name="问题台账")
    other = sheet(
        county, ("序号", "项目名称", "总投资（亿元）"), [1, "示例新建水厂", 2], name="项目"
    )
    found = inside("import", one, other, "--ledger", county)
    assert found.code == 2
    assert "分开导入" in found.errors
    assert "不用写 --phase" in inside("import", one, "--phase", "8", "--ledger", county).errors


def test_merged_cells_of_several_problems(county: Path) -> None:
    """A name merged over two rows is said of both; an amount is not."""
    book = Workbook()
    active = book.active
    assert active is not None
    for row in (
        PROBLEMS,
        [1, FLOUR, "缺水", "配套", "2023.6.1", "水利局"],
        [None, None, "缺电", "配套", "2023.6.1", None],
        ["", "", "", "", "", "小计"],
    ):
        active.append(list(row))
    for area in ("A2:A3", "B2:B3", "F2:F3"):
        active.merge_cells(area)
    path = county.parent / "合并.xlsx"
    book.save(path)
    found = said(path, county)
    records = found["records"]
    assert [(one["项目"], one["问题"], one["牵头单位"]) for one in records] == [
        ("A-1", "缺水", "水利局"),
        ("A-1", "缺电", "水利局"),
    ]
    book = Workbook()
    active = book.active
    assert active is not None
    active.append(["截至2023年6月30日（单位：万元）"])
    loans: Rows = [[1, FLOUR, "农行", 500, 300, 1], [None, None, "工行", None, 200, 1]]
    for loan in (BANKS, *loans):
        active.append(list(loan))
    active.merge_cells("D3:D4")
    active.merge_cells("B3:B4")
    book.save(path)
    found = said(path, county)
    assert counts(found) == (0, 0, 0, 0, 2)
    assert all("合并" in why for why in reasons(found).values())


def test_a_row_twice_is_counted_once_and_two_loans_are_asked_about(county: Path) -> None:
    row = (FLOUR, "缺水", "配套", "2023.6.1")
    found = said(sheet(county, PROBLEMS, [1, *row], [2, *row]), county)
    assert counts(found) == (1, 0, 0, 1, 0)
    loan = (FLOUR, "农行", 500, 300, 100)
    day = ["银企对接表（截至2023年6月30日，单位：万元）"]
    found = said(sheet(county, day, BANKS, [1, *loan], [2, *loan]), county)
    assert counts(found) == (1, 0, 0, 0, 1)
    assert found["sums"][0] == {"name": "需求", "sheet": "0.05", "ledger": "0.05"}


def test_a_number_is_never_given_twice_nor_taken_for_a_project(county: Path) -> None:
    """A column of 编号 holds the problems' own, where none is a project's."""
    head = ("序号", "编号", "项目名称", "存在问题", "问题类别", "提出时间")
    path = sheet(
        county,
        head,
        [1, None, FLOUR, "缺水", "配套", "2023.6.1"],
        [2, "WT-2023-001", SUN, "缺电", "配套", "2023.6.1"],
        [3, "A-2", SUN, "缺路", "配套", "2023.6.1"],
    )
    assert counts(said(path, county)) == (2, 0, 0, 0, 1)
    path = sheet(
        county,
        head,
        [1, None, FLOUR, "缺水", "配套", "2023.6.1"],
        [2, "WT-2023-001", SUN, "缺电", "配套", "2023.6.1"],
        [3, "WT-2023-001", SUN, "缺路", "配套", "2023.7.1"],
        [4, "WT-2023-009", SUN, "缺电", "配套", "2023.6.1"],
    )
    found = said(path, county)
    assert counts(found) == (2, 0, 0, 0, 2)
    assert {one["编号"]: one["问题"] for one in found["records"]} == {
        "WT-2023-010": "缺水",
        "WT-2023-001": "缺电",
    }


def test_heads_of_two_rows_sections_and_own_units(county: Path) -> None:
    path = sheet(
        county,
        ["", "项目名称", "银企对接情况", "", "", "截至日期"],
        ["", "", "银行", "授信（万元）", "投放", ""],
        ["一、工业项目", "", "", "", "", ""],
        [1, FLOUR, "农行", 3000, "0.1亿元", "2023-06-30"],
    )
    book = load_workbook(path)
    active = book.active
    assert active is not None
    for area in ("A1:A2", "B1:B2", "C1:E1", "F1:F2", "A3:F3"):
        active.merge_cells(area)
    book.save(path)
    (one,) = said(path, county)["records"]
    assert (one["授信"], one["投放"], one["截至"]) == ("0.3", "0.1", "2023-06-30")
    head = ("序号", "项目名称", "存在问题", "提出时间", "牵头单位", "办结时限")
    path = sheet(
        county, head, ["一、用地类（1项）"], [1, FLOUR, "差地", "2023.6.1", "", "立行立改"]
    )
    (one,) = said(path, county)["records"]
    assert (one["类别"], one["备注"]) == ("用地", "办结时限：立行立改")
    row = [1, FLOUR, "差地", "2023.6.1", "", "立行立改"]
    path = sheet(county, head, ["（一）用地类问题（共1个）"], ["1、重点项目"], row)
    (one,) = said(path, county)["records"]
    assert one["类别"] == "用地"


def test_questions_are_answered_in_the_mapping_file(county: Path, tmp_path: Path) -> None:
    path = sheet(county, *problem(FLOUR, "缺水", "供水", "2023.6.1"))
    mapping = tmp_path / "映射.yaml"
    inside("import", path, "--ledger", county, "--write-mapping", mapping)
    text = mapping.read_text("utf-8")
    assert "供水" in text
    mapping.write_text(text.replace("    问: 类别\n", "    问: 类别\n    答: 配套\n"), "utf-8")
    (one,) = said(path, county, "--mapping", str(mapping))["records"]
    assert one["类别"] == "配套"


def test_columns_of_a_mapping_file_are_not_ignored_in_silence(county: Path, tmp_path: Path) -> None:
    path = sheet(county, *problem(FLOUR, "缺水", "配套", "2023.6.1"))
    mapping = tmp_path / "映射.yaml"
    mapping.write_text("表:\n  - 工作表: 表\n    列:\n      问题描述: 备注\n", "utf-8")
    result = inside("import", path, "--ledger", county, "--mapping", mapping)
    assert (result.code, result.out) == (2, b"")
    assert "只用于项目表" in result.errors


def test_a_table_by_enterprises_asks_which_project(county: Path) -> None:
    """A project's own name is taken there too; an enterprise may have others than the one known."""
    head = ("序号", "企业名称", "诉求", "诉求类别", "收集时间", "办理部门")
    path = sheet(county, head, [1, FLOUR, "缺地", "用地", "2023-6-1", "资规局"])
    (one,) = said(path, county)["records"]
    assert (one["项目"], one["牵头单位"]) == ("A-1", "资规局")
    path = sheet(county, head, [1, "示例面业", "缺地", "用地", "2023-6-1", ""])
    assert "A-1 示例年产5万吨面粉项目" in refused(path, county)
    visits = ("序号", "走访日期", "走访企业/项目", "县级领导", "走访情况")
    path = sheet(county, visits, [1, "2023-06-01", FLOUR, "张某某、李某某", "看现场"])
    (one,) = said(path, county)["records"]
    assert (one["走访人"], one["身份"]) == ("张某某、李某某", "包联领导")
