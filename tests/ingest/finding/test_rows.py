"""Rows that look like something else, and lines that look like rows."""

from decimal import Decimal

import pytest

from ingest.finding.sheets import (
    Value,
    by_name,
    column,
    names,
    sheet,
    table,
    tables,
    workbook,
)
from sangeyipi.ingest.finding.tables import find_tables

HEAD: list[Value] = ["序号", "项目名称", "建设单位", "总投资", "开工时间"]
PLAIN: list[Value] = ["项目名称", "总投资（万元）", "责任单位"]


def labels_of(rows: list[list[Value]], merged: tuple[str, ...] = ()) -> list[str]:
    return [one.reason.split("”")[0].lstrip("“") for one in table(rows, merged).skipped]


def test_projects_named_like_totals_are_projects() -> None:
    rows: list[list[Value]] = [
        HEAD,
        [1, "合计算力中心项目", "A", 1],
        [2, "总部经济小计", "A", 1],
        [3, "汇总物流", "A", 1],
        [4, "小计量仪器厂", "A", 1],
        [5, "其中村改造项目", "A", 2],
        [6, "平均水岸项目", "A", 2],
        [7, "备注册中心", "A", 2],
    ]
    found = table(rows)
    assert names(found) == [str(row[1]) for row in rows[1:]]
    assert not found.skipped
    assert not found.footers
    assert not any(row.doubtful for row in found.rows)


TOTALS = """小计|合计|总计|共计|累计|合　计|合计：
总计（25个）|合计25个|本页小计|全县合计|先进制造业小计
一、合计|合计：25个项目，总投资50亿元|共25个项目|Total|平均|平均值"""


@pytest.mark.parametrize("label", TOTALS.replace("\n", "|").split("|"))
def test_totals_are_no_projects(label: str) -> None:
    with_amount: list[list[Value]] = [[label, "", "", 6], ["", label, "", 6]]
    with_amount.append([label, "", "", "6亿元"])
    for row in with_amount:
        assert labels_of([HEAD, [1, "甲", "A", 6], row]) == [label]
    plain: list[list[Value]] = [[label, 6, ""], [label, "", ""]]
    for row in plain:
        found = table([PLAIN, ["甲", 6, "A"], row])
        assert names(found) == ["甲"]
        assert len(found.skipped) == 1


def test_what_is_among_a_total_is_no_project() -> None:
    found = table(
        [
            HEAD,
            ["合计", "", "", 3],
            ["其中：", "签约", "", 1],
            ["", "开工", "", 2],
            [1, "甲", "A", 1],
            [2, "乙", "B", 2],
        ]
    )
    assert names(found) == ["甲", "乙"]
    assert len(found.skipped) == 3
    assert found.declared[0].rows == (4, 5)
    found = table(
        [
            HEAD,
            ["一、先进制造业（3个）", "", "", 7],
            ["其中：", "省重点", "", 3],
            ["", "市重点", "", 4],
            [1, "甲", "A", 7],
        ]
    )
    assert names(found) == ["甲"]
    assert found.rows[0].section == ("一、先进制造业（3个）",)


def test_sections_with_their_figures() -> None:
    found = table(
        [
            HEAD,
            ["总计", "25个", "", 3],
            ["一", "先进制造业", "16个", 1],
            [1, "甲", "A", 1],
            ["二", "现代服务业", "9个", 2],
            [2, "乙", "B", 2],
        ]
    )
    assert [row.section for row in found.rows] == [("一、先进制造业",), ("二、现代服务业",)]
    assert [one.projects for one in found.declared] == [25, 16, 9]
    found = table(
        [
            HEAD,
            ["", "先进制造业", "", 3],
            [1, "甲", "A", 1],
            [2, "乙", "B", 2],
            ["", "现代服务业", "", 4],
            [3, "丙", "C", 4],
        ]
    )
    assert names(found) == ["甲", "乙", "丙"]
    assert found.rows[2].section == ("现代服务业",)


def test_nested_sections_and_what_their_totals_cover() -> None:
    found = table(
        [
            HEAD,
            ["一、签约项目（3个）"],
            ["（一）先进制造业（2个）"],
            [1, "甲", "A", 1],
            [2, "乙", "B", 1],
            ["小计", "", "", 2],
            ["（二）现代服务业（1个）"],
            [3, "丙", "C", 1],
            ["小计", "", "", 1],
            ["合计", "", "", 3],
            ["二、开工项目（1个）"],
            ["（一）先进制造业"],
            [1, "丁", "D", 5],
            ["合计", "", "", 5],
            ["总计", "4个", "", 8],
        ]
    )
    assert by_name(found)["丙"].section == ("一、签约项目（3个）", "（二）现代服务业（1个）")
    assert by_name(found)["丁"].section == ("二、开工项目（1个）", "（一）先进制造业")
    assert [(one.label, one.rows) for one in found.declared] == [
        ("一、签约项目（3个）", (3, 4, 7)),
        ("（一）先进制造业（2个）", (3, 4)),
        ("小计", (3, 4)),
        ("（二）现代服务业（1个）", (7,)),
        ("小计", (7,)),
        ("合计", (3, 4, 7)),
        ("二、开工项目（1个）", (12,)),
        ("合计", (12,)),
        ("总计", (3, 4, 7, 12)),
    ]


def test_phases_and_batches_as_sections() -> None:
    found = table(
        [
            HEAD,
            ["第八期签约项目（1个）"],
            [1, "甲"],
            ["第八期开工项目（1个）"],
            [1, "乙"],
            ["第七期"],
            ["签约一批"],
            [1, "丙"],
            ["投产一批"],
            [1, "丁"],
        ],
        ["A2:E2", "A4:E4", "A6:E6", "A7:E7", "A9:E9"],
    )
    assert [row.section for row in found.rows] == [
        ("第八期签约项目（1个）",),
        ("第八期开工项目（1个）",),
        ("第七期", "签约一批"),
        ("第七期", "投产一批"),
    ]


def test_a_section_goes_on_over_the_page() -> None:
    found = table(
        [
            HEAD,
            ["一、先进制造业（2项）"],
            [1, "甲"],
            ["一、先进制造业（续）"],
            HEAD,
            [2, "乙"],
        ]
    )
    assert {row.section for row in found.rows} == {("一、先进制造业（2项）",)}
    assert found.declared[0].rows == (2, 5)


def test_heads_again_below_sections() -> None:
    found = table(
        [
            ["台账 单位：万元"],
            ["一、签约项目（1个）"],
            HEAD,
            [1, "甲", "A", 5],
            ["二、开工项目（1个）"],
            HEAD,
            [1, "乙", "A", 6],
            ["合计", "", "", 11],
        ]
    )
    assert found.titles == ("台账 单位：万元",)
    assert [row.section for row in found.rows] == [
        ("一、签约项目（1个）",),
        ("二、开工项目（1个）",),
    ]
    assert [one.rows for one in found.declared] == [(3,), (6,), (3, 6)]


PARTS: list[list[list[Value]]] = [
    [[1, "甲"], [Decimal("1.1"), "东区"], ["1-2", "西区"], [2, "乙"]],
    [[1, "甲"], ["（1）", "东区"], ["②", "西区"], [2, "乙"]],
    [[1, "甲打捆"], ["", "东区"], ["", "西区"], [2, "乙"]],
    [[1, "甲等2个项目"], ["", "东区"], ["", "西区"], [2, "乙"]],
    [[1, "甲", "A", 5], ["", "东区", "", 2], ["", "西区", "", 3], [2, "乙"]],
    [[1, "甲"], ["其中", "东区"], ["", "西区"], [2, "乙"]],
    [[1, "甲"], ["", "其中：东区"], ["", "西区"], [2, "乙"]],
    [[1, "甲"], ["", "（1）东区"], ["", "①西区"], [2, "乙"]],
    # What the last part costs may be what the next project costs: still no heading.
    [[1, "甲", "A", 5], ["", "其中：东区", "", 2], ["", "西区", "", 3], [2, "乙", "B", 3]],
]


@pytest.mark.parametrize("rows", PARTS)
def test_parts(rows: list[list[Value]]) -> None:
    found = table([HEAD, *rows])
    assert [row.part for row in found.rows] == [False, True, True, False]
    assert not any(row.doubtful for row in found.rows)


def test_parts_where_no_row_has_a_number() -> None:
    found = table([PLAIN, ["甲", "5", "x"], ["其中：东", "2"], ["西", "3"], ["乙", "4", "y"]])
    assert names(found) == ["甲", "-其中：东", "-西", "乙"]
    assert not any(row.doubtful for row in found.rows)
    found = table([PLAIN, ["甲", "5", "x"], ["其中：东", "2"], ["西", ""], ["乙", "40", "y"]])
    assert [row.doubtful != "" for row in found.rows] == [False, False, True, False]


DOUBTFUL: list[list[list[Value]]] = [
    [[1, "甲"], [2, "乙"], ["", "丙", "C", 9]],
    [[1, "甲"], ["", "丙", "C", 9], [2, "乙"]],
    [[1, "甲"], ["", "其中：一"], ["", "丙"], [3, "乙"]],
    [["", "丙", "", 9], [1, "甲"], [2, "乙"]],
    [[1, "甲"], ["丙", "", "", 9], [2, "乙"]],
]


@pytest.mark.parametrize("rows", DOUBTFUL)
def test_what_is_not_certain_is_doubtful(rows: list[list[Value]]) -> None:
    merged = ("A3:B3",) if rows[1][0] == "丙" else ()
    found = table([HEAD, *rows], merged)
    assert [name for name, row in by_name(found).items() if row.doubtful] == ["丙"]


def test_a_number_that_is_just_missing() -> None:
    found = table(
        [HEAD, [1, "甲"], ["", "乙", "B", 1], [3, "丙"], ["", "丁"], ["", "戊"], [6, "己"]]
    )
    assert not any(row.doubtful or row.part for row in found.rows)
    assert len(found.rows) == 6


def test_one_number_for_several_names() -> None:
    found = table(
        [HEAD, [1, "甲", "A", 3], ["", "乙", "B", ""], [2, "丙", "C", 1]], ["A2:A3", "D2:D3"]
    )
    assert [row.doubtful != "" for row in found.rows] == [False, True, False]
    assert [row.shared for row in found.rows] == [{0, 3}, {0, 3}, set()]


def test_lines_that_are_no_rows() -> None:
    found = table(
        [
            HEAD,
            [1, "甲", "A", 3],
            ["", "项目名称"],
            [2, ""],
            [3, "/", "—"],
            ["示例县发展和改革委员会"],
            ["2023年6月5日"],
            ["填表人：", "张三", "审核：李四"],
        ],
        ["A6:E6", "A7:E7"],
    )
    assert names(found) == ["甲"]
    assert len(found.skipped) == 3
    assert set(found.footers) == {
        "示例县发展和改革委员会",
        "2023年6月5日",
        "填表人：　张三　审核：李四",
    }


def test_names_that_may_be_none() -> None:
    found = table([PLAIN, ["甲", 5, "x"], ["乙", 6, "y"], ["（此表一式两份）"], ["123", 5, "x"]])
    assert [row.doubtful != "" for row in found.rows] == [False, False, True, True]


def test_a_table_of_something_else_below() -> None:
    found = table(
        [HEAD, [1, "甲", "A", 5], [], ["汇总"], ["类别", "个数", "总投资"], ["签约", 3, 2]]
    )
    assert names(found) == ["甲"]
    assert [one.cell for one in found.remarks] == ["Sheet1!A5"]


def test_the_last_name_is_no_title() -> None:
    found = tables(
        [
            ["项目名称", "总投资"],
            ["甲", 5],
            ["丁项目"],
            ["第八期开工", "单位：亿元"],
            ["项目名称", "总投资"],
            ["乙", 6],
        ]
    )
    assert [names(one) for one in found] == [["甲", "丁项目"], ["乙"]]
    assert found[1].titles == ("第八期开工", "单位：亿元")


def test_a_later_table_inherits_what_the_sheet_says() -> None:
    found = tables(
        [
            ["示例县台账"],
            ["单位：万元"],
            ["一、签约项目"],
            ["序号", "项目名称", "总投资", "签约时间"],
            [1, "甲", 5, "2023.1"],
            ["二、开工项目"],
            ["序号", "项目名称", "总投资", "开工时间", "备注"],
            [1, "乙", 6, "2023.2"],
        ]
    )
    assert [one.unit for one in found] == ["万元", "万元"]
    assert found[1].titles == ("示例县台账", "单位：万元", "二、开工项目")


def test_dittos() -> None:
    found = table(
        [
            ["序号", "项目名称", "责任单位", "总投资"],
            [1, "甲", "工信局", 5],
            [2, "乙", "同上", "同上"],
            [3, "丙", "〃", 6],
        ]
    )
    at = column(found, "责任单位")
    assert [row.at(at).text for row in found.rows] == ["工信局"] * 3
    assert found.rows[1].at(column(found, "总投资")).text == "同上"
    assert [one.cell for one in found.remarks] == ["Sheet1!C3", "Sheet1!C4"]


def test_two_units_are_none() -> None:
    found = table([["单位：亿元"], ["", "", "单位：万元"], HEAD, [1, "甲", "A", 5]])
    assert not found.unit
    assert "万元、亿元" in found.remarks[0].text


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万元", "万元"),
        ("单位:亿元、个", "亿元"),
        ("单位：个、亿元", "亿元"),
        ("（万元）", "万元"),
        ("示例县台账（单位：万元）", "万元"),
        ("金额单位：人民币万元", "万元"),
        ("单 位 ： 亿 元", "亿元"),
        ("单位：万", "万元"),
        ("万元", "万元"),
        ("填报单位：示例县发改委　　单位：亿元", "亿元"),
        ("填报单位：亿元科技公司", ""),
        ("建设单位：万元集团", ""),
        ("单位：示例县发改委", ""),
        ("单位：个", ""),
        ("单位：人民币（万元）", "万元"),
        ("单位：公顷、万元", "万元"),
        ("（金额：万元）", "万元"),
        ("单位：万元 时间：2023年6月", "万元"),
        ("单位：元宝镇人民政府", ""),
        ("单位：万元集团", ""),
    ],
)
def test_lines_of_units(line: str, unit: str) -> None:
    assert table([[line], HEAD, [1, "甲", "A", 5]]).unit == unit


def test_numbers_called_编号_are_the_rows() -> None:
    head: list[Value] = ["编号", "项目名称", "总投资（万元）"]
    found = table([head, [1, "甲", 5], ["", "其中：东", 3], [2, "乙", 6], ["", "西", 3]])
    assert names(found) == ["甲", "-其中：东", "乙", "西"]
    assert [row.doubtful != "" for row in found.rows] == [False, False, False, True]


def test_a_summary_beside_the_projects_is_named() -> None:
    book = workbook(
        sheet(
            [
                ["序号", "项目名称", "总投资（万元）", "", "项目", "个数", "总投资（万元）"],
                [1, "甲", 5, "", "签约", 1, 5],
                [2, "乙", 6, "", "开工", 1, 6],
            ]
        )
    )
    found, remarks = find_tables(book)
    assert [names(one) for one in found] == [["甲", "乙"]]
    assert [one.cell for one in remarks] == ["Sheet1!E1"]


def test_a_batch_right_below_the_head_is_a_section() -> None:
    rows: list[list[Value]] = [HEAD, ["签约"], [1, "甲", "A", 5], ["开工"], [1, "乙", "A", 5]]
    for merged in ((), ("A2:E2", "A4:E4")):
        found = table(rows, merged)
        assert next(one.title for one in found.columns) == "序号"
        assert [row.section for row in found.rows] == [("签约",), ("开工",)]


def test_a_batch_below_a_first_column_of_sectors_is_a_section() -> None:
    found = table(
        [["领域", "序号", "项目名称"], ["签约"], ["工业", 1, "甲"], ["开工"], ["工业", 1, "乙"]]
    )
    assert [row.section for row in found.rows] == [("签约",), ("开工",)]
