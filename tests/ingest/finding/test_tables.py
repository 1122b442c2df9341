"""Tables of all makes: no row lost, none invented, all else named."""

import pytest

from ingest.finding.sheets import (
    Value,
    by_name,
    column,
    names,
    sheet,
    struck,
    table,
    tables,
    workbook,
)
from sangeyipi.ingest.columns import meaning
from sangeyipi.ingest.finding.tables import find_tables
from sangeyipi.ingest.meanings import MeaningKind

HEAD: list[Value] = ["序号", "项目名称", "建设单位", "总投资", "开工时间"]


def test_a_plain_table() -> None:
    found = table([HEAD, [1, "甲项目", "甲公司", 1000, "2023.5"], [2, "乙项目", "乙公司", 5, ""]])
    assert names(found) == ["甲项目", "乙项目"]
    assert [row.number for row in found.rows] == [1, 2]
    assert found.rows[0].at(column(found, "总投资")).text == "1000"
    assert not found.skipped
    assert not found.footers
    assert not found.unit


def test_titles_and_unit() -> None:
    found = table(
        [
            ["附件1"],
            ["示例县第八期“三个一批”项目台账"],
            ["填报单位：示例县发展和改革委员会", "", "", "", "单位：万元"],
            HEAD,
            [1, "甲项目", "甲公司", 1000],
        ],
        ["A1:E1", "A2:E2"],
    )
    assert found.unit == "万元"
    assert found.titles[:2] == ("附件1", "示例县第八期“三个一批”项目台账")
    assert names(found) == ["甲项目"]


def test_sections_counts_and_totals() -> None:
    found = table(
        [
            HEAD,
            ["一、先进制造业（2项）"],
            [1, "甲项目", "甲公司", 1000],
            [2, "乙项目", "乙公司", 2000],
            ["", "小计", "", 3000],
            ["二", "现代服务业（1项）", "", 500],
            [3, "合计算力中心项目", "丙公司", 500],
            ["合  计", "", "", 3500],
        ],
        ["A2:E2"],
    )
    assert names(found) == ["甲项目", "乙项目", "合计算力中心项目"]
    assert [row.section for row in found.rows] == [
        ("一、先进制造业（2项）",),
        ("一、先进制造业（2项）",),
        ("二、现代服务业（1项）",),
    ]
    assert [(one.cell, one.reason.split("是")[0]) for one in found.skipped] == [
        ("Sheet1!B5", "“小计”"),
        ("Sheet1!A8", "“合  计”"),
    ]
    said = [(one.label, one.rows, one.projects, one.whole) for one in found.declared]
    assert said == [
        ("一、先进制造业（2项）", (2, 3), 2, False),
        ("小计", (2, 3), None, False),
        ("二、现代服务业（1项）", (6,), 1, False),
        ("合  计", (2, 3, 6), None, True),
    ]
    assert found.declared[2].amounts[3].text == "500"


def test_parts_are_no_projects() -> None:
    found = table(
        [
            HEAD,
            [1, "甲打捆项目", "", 3],
            ["", "其中：甲一", "", 1],
            ["", "甲二", "", 2],
            [2, "乙项目"],
            ["", "丙项目", "丙公司", 4],
            [4, "丁项目"],
            ["", "戊项目", "戊公司", 4],
            [5, "己项目"],
        ]
    )
    assert names(found) == [
        "甲打捆项目",
        "-其中：甲一",
        "-甲二",
        *["乙项目", "丙项目", "丁项目", "戊项目", "己项目"],
    ]
    doubtful = {name for name, row in by_name(found).items() if row.doubtful}
    assert doubtful == {"戊项目"}


def test_heads_of_two_rows() -> None:
    rows: list[list[Value]] = [
        ["序号", "项目名称", "总投资", "计划", "", "备注"],
        ["", "", "（万元）", "开工时间", "投产时间", ""],
        [1, "甲", 1, "2023.1", "2024.1", "x"],
    ]
    for merged in ([], ["A1:A2", "B1:B2", "D1:E1", "F1:F2"]):
        found = table(rows, merged)
        assert [(one.heading, one.unit) for one in found.columns] == [
            (("序号",), ""),
            (("项目名称",), ""),
            (("总投资",), "万元"),
            (("计划", "开工时间"), ""),
            (("计划", "投产时间"), ""),
            (("备注",), ""),
        ]
        assert names(found) == ["甲"]


def test_a_head_above_the_names_and_ordinals_below() -> None:
    found = table(
        [
            ["项目台账"],
            ["", "", "计划", "", "实际", ""],
            ["序号", "项目名称", "开工", "投产", "开工", "投产"],
            [1, 2, 3, 4, 5, 6],
            [1, "甲", "2023.1", "2024.1"],
        ],
        ["A1:F1", "C2:D2", "E2:F2"],
    )
    assert [one.heading for one in found.columns[2:]] == [
        ("计划", "开工"),
        ("计划", "投产"),
        ("实际", "开工"),
        ("实际", "投产"),
    ]
    assert names(found) == ["甲"]
    assert found.titles == ("项目台账",)


def test_repeated_heads_and_page_marks() -> None:
    found = table(
        [
            ["项目台账"],
            HEAD,
            [1, "甲项目"],
            ["第 1 页 共 2 页"],
            ["项目台账"],
            HEAD,
            [2, "乙项目"],
            ["续表"],
            HEAD,
            [3, "丙项目"],
        ]
    )
    assert names(found) == ["甲项目", "乙项目", "丙项目"]
    assert [one.cell for one in found.skipped] == ["Sheet1!A6", "Sheet1!A9"]


def test_notes_below() -> None:
    found = table(
        [
            HEAD,
            [1, "甲项目"],
            [],
            ["备注：1. 本表由发改委统计；"],
            ["2. 数据截至6月底。"],
            ["填表人：张三", "", "审核人：李四", "", "日期：2023年6月1日"],
        ]
    )
    assert names(found) == ["甲项目"]
    assert len(found.footers) == 3
    assert not found.skipped


def test_several_tables_below_each_other() -> None:
    head: list[Value] = ["项目名称", "投资额", "业主"]
    found = tables(
        [
            ["第八期签约 单位：万元"],
            head,
            ["甲", 1, "X"],
            ["乙", 2, "Y"],
            [],
            ["第八期开工", "", "单位：亿元"],
            head,
            ["丙", 1, "X"],
            ["合计", 1],
        ]
    )
    assert [one.unit for one in found] == ["万元", "亿元"]
    assert [names(one) for one in found] == [["甲", "乙"], ["丙"]]
    assert found[1].titles == ("第八期开工", "单位：亿元")
    assert found[1].declared[0].rows == (7,)


def test_tables_side_by_side() -> None:
    found = tables(
        [
            ["签约项目", "", "", "", "开工项目"],
            ["序号", "项目名称", "总投资（亿元）", "", "序号", "项目名称", "总投资（亿元）"],
            [1, "甲", 1, "", 1, "乙", 2],
            [2, "丙", 1, "", 2, "丁", 2],
            ["", "", "", "", 3, "戊", 2],
            ["合计", "", 2, "", "合计", "", 6],
        ]
    )
    assert [names(one) for one in found] == [["甲", "丙"], ["乙", "丁", "戊"]]
    assert [one.titles for one in found] == [("签约项目",), ("开工项目",)]
    assert [one.cell for table in found for one in table.skipped] == ["Sheet1!A6", "Sheet1!E6"]


def test_merged_cells_are_filled_and_said_to_be_shared() -> None:
    found = table(
        [
            ["领域", "项目名称", "总投资（万元）", "责任单位"],
            ["工业", "甲", 100, "工信局"],
            ["", "乙", "", "发改委"],
            ["服务业", "丙", 5, "商务局"],
            ["", "", "", "文旅局"],
        ],
        ["A2:A3", "C2:C3", "A4:A5", "B4:B5", "C4:C5"],
    )
    rows = found.rows
    assert [row.at(0).text for row in rows] == ["工业", "工业", "服务业", "服务业"]
    assert [row.continues for row in rows] == [False, False, False, True]
    assert rows[0].shared == rows[1].shared == {0, 2}
    assert not rows[2].shared


def test_what_is_hidden() -> None:
    one = sheet(
        [HEAD, [1, "甲项目", "甲公司"], [2, "乙项目", "乙公司"]],
        hidden_rows=[2],
        hidden_columns=[2],
    )
    other = sheet([HEAD, [1, "丙项目"]], name="备份", hidden=True)
    found, remarks = find_tables(workbook(one, other))
    assert names(found[0]) == ["甲项目", "乙项目"]
    assert [row.hidden for row in found[0].rows] == [False, True]
    assert [one.title for one in found[0].columns] == ["序号", "项目名称", "总投资", "开工时间"]
    assert [one.cell for one in found[0].remarks] == ["Sheet1!B3", "Sheet1!C1"]
    assert [(one.cell, "隐藏" in one.text) for one in remarks] == [("备份", True)]
    found, remarks = find_tables(workbook(one, other), "备份")
    assert names(found[0]) == ["丙项目"]
    assert not remarks


def test_sheets_without_projects_are_named() -> None:
    summary = sheet([["领域", "项目个数", "总投资"], ["先进制造业", 1, 2]], name="汇总")
    note = sheet([["填表说明"], ["一、本表由各单位填报。"]], name="说明")
    found, remarks = find_tables(workbook(summary, note, sheet([], name="Sheet3")))
    assert not found
    assert [one.cell for one in remarks] == ["汇总", "说明", "Sheet3"]
    assert "第 1 行像是表头" in remarks[0].text


def test_struck_out() -> None:
    found = table([HEAD, [1, struck("甲项目"), "甲公司"], [2, "乙项目", struck("乙公司")]])
    assert [row.struck for row in found.rows] == [True, False]


def test_a_date_whose_parent_is_missing_is_no_date_that_happened() -> None:
    """计划 may have stood in the middle of three columns, not merged."""
    found = table(
        [
            ["序号", "项目名称", "", "计划", ""],
            ["", "", "开工", "投产", "达效"],
            [1, "甲", "2023.1", "2024.1", "2025.1"],
        ]
    )
    assert [one.title for one in found.columns[2:]] == [
        "开工（上层表头不明）",
        "计划/投产",
        "计划/达效",
    ]
    assert meaning(found.columns[2].heading, ("2023.1",)).kind is MeaningKind.UNKNOWN


def test_a_line_of_units_and_forms_below_the_head() -> None:
    found = table(
        [
            ["序号", "项目名称", "总投资", "开工时间", "备注"],
            ["", "", "万元", "年月", ""],
            [1, "甲", 5, "2023.1"],
        ]
    )
    assert [(one.title, one.unit) for one in found.columns[2:]] == [
        ("总投资", "万元"),
        ("开工时间", ""),
        ("备注", ""),
    ]
    assert names(found) == ["甲"]


@pytest.mark.parametrize(
    "rows",
    [
        [["项目名称", "甲厂", "总投资", "3亿元"], ["建设单位", "甲公司"], ["建设内容", "厂房"]],
        [["序号", "项目名称", "总投资"], [1, "先进制造业", 3], [2, "现代服务业", 4]],
    ],
)
def test_cards_and_tables_of_fields_are_no_lists_of_projects(rows: list[list[Value]]) -> None:
    found, remarks = find_tables(workbook(sheet(rows)))
    assert not found
    assert len(remarks) == 1


def test_a_heading_with_two_units_names_none() -> None:
    found = table([["项目名称", "总投资（亿元/万元）"], ["甲厂", 3]])
    assert [(one.heading, one.unit) for one in found.columns][1] == (("总投资",), "")
