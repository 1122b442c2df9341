"""Amounts: units of cell, heading and sheet; digits that are lost; what is no exact amount."""

from collections.abc import Sequence
from typing import Any

from openpyxl.worksheet.worksheet import Worksheet

from ingest.messes.mess import Mess, made, project, sheets, written, xlsx

_LISTED = {"开工": 8}


def _rows(heading: str, *values: Any, above: Sequence[str] = ()) -> list[list[Any]]:
    """A project for each value, called 甲厂, 乙厂 …, on the 开工 list of phase 8."""
    head = ["序号", "项目名称", heading, "期次", "批"]
    body = [[at, f"{name}厂", value, "第8期", "开工"] for at, (name, value) in _named(values)]
    return [*([one] for one in above), head, *body]


def _named(values: Sequence[Any]) -> list[tuple[int, tuple[str, Any]]]:
    return list(enumerate(zip("甲乙丙丁戊己庚", values, strict=False), 1))


def _factory(name: str, amount: str | None) -> dict[str, Any]:
    return project(f"{name}厂", amount, listed=_LISTED)


def _one_cell(sheet: Worksheet, cell: str, form: str) -> None:
    sheet[cell].number_format = form


def _formula_without_value(book: Any, page: Any) -> None:
    for at, row in enumerate(_rows("总投资（亿元）", 1, 2)):
        for column, value in enumerate(row):
            page.write(at, column, value)
    page.write_formula(2, 2, "=1+1", None, "")


def _error_value(book: Any, page: Any) -> None:
    for at, row in enumerate(_rows("总投资（亿元）", 1, 2)):
        for column, value in enumerate(row):
            page.write(at, column, value)
    page.write_formula(2, 2, "=#REF!*2", None, "#REF!")


MESSES = [
    Mess(
        name="万元在列名里",
        write=xlsx(_rows("总投资（万元）", 12500, 9)),
        rows=(2, 2, 0, 0),
        projects=[_factory("甲", "1.25"), _factory("乙", "0.0009")],
        investment=("1.2509", "0", None),
    ),
    Mess(
        name="单位：万元在表的上方，由LibreOffice存成xls",
        write=xlsx(_rows("总投资", 12500, above=["台账", "单位：万元"])),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲", "1.25")],
        investment=("1.25", "0", None),
        office="xls",
    ),
    Mess(
        name="单元格自带单位，先于列名和表",
        write=xlsx(
            _rows(
                "总投资（亿元）", "3.5亿元", "12000万元", "￥5,000万元", "１２.５亿", "人民币2亿元"
            )
        ),
        rows=(5, 5, 0, 0),
        projects=[
            _factory("甲", "3.5"),
            _factory("乙", "1.2"),
            _factory("丙", "0.5"),
            _factory("丁", "12.5"),
            _factory("戊", "2"),
        ],
        investment=("19.7", "0", None),
    ),
    Mess(
        name="单位另有一列，管它那一行；和列名不一样的、看不出的，要问",
        write=sheets(
            (
                "第八期开工",
                [
                    ["序号", "项目名称", "总投资", "单位", "到位资金", "子项目个数"],
                    [1, "甲厂", 5, "亿元", 3, 2],
                    [2, "乙厂", 60000, "万元", None, 1],
                    [3, "丙厂", 6, "个"],
                    [4, "丁厂", 6],
                    ["合计", None, 23, "亿元", None, 4],
                ],
            ),
            ("第八期签约", [["项目名称", "总投资（万元）", "投资单位"], ["戊厂", 6, "亿元"]]),
        ),
        rows=(6, 2, 0, 0),
        projects=[
            project("甲厂", "5", 到位资金="3", 子项目个数=2, listed={"开工": 8}),
            project("乙厂", "6", 子项目个数=1, listed={"开工": 8}),
        ],
        skipped=["第八期开工!A6"],
        rejected={
            "第八期开工!C4": "“个”",
            "第八期开工!C5": "单位空着",
            "第八期签约!B2": "列名里的单位是万元，这一行写的单位是亿元",
        },
        notes={"第八期开工!A6": "子项目个数写 4，各行相加是 3"},
        investment=("11", "0", "23"),
    ),
    Mess(
        name="同样的表头下一页换了单位，还是同一期同一批",
        write=xlsx(
            [
                ["第八期开工项目（单位：亿元）"],
                ["序号", "项目名称", "总投资"],
                [1, "甲厂", 5],
                ["填报人：李某"],
                ["单位：万元"],
                ["序号", "项目名称", "总投资"],
                [2, "乙厂", 60000],
            ]
        ),
        rows=(2, 2, 0, 0),
        projects=[_factory("甲", "5"), _factory("乙", "6")],
        investment=("11", "0", None),
    ),
    Mess(
        name="到处没有单位，不猜",
        write=written(_rows("总投资", 12, 13)),
        rows=(2, 0, 0, 0),
        rejected={"台账!C2": "单位", "台账!C3": "单位"},
        projects=[],
        investment=("0", "0", None),
    ),
    Mess(
        name="丢了数字的，不读成别的数",
        write=xlsx(_rows("总投资（亿元）", ".1亿元", "X亿", 2)),
        rows=(3, 1, 0, 0),
        rejected={"台账!C2": ".1亿元", "台账!C3": "X亿"},
        projects=[_factory("丙", "2")],
        investment=("2", "0", None),
    ),
    Mess(
        name="错误值不当空白",
        write=made(_error_value),
        rows=(2, 1, 0, 0),
        rejected={"台账!C3": "#REF!"},
        projects=[_factory("甲", "1")],
        investment=("1", "0", None),
    ),
    Mess(
        name="公式没有存下数，不当0",
        write=made(_formula_without_value),
        rows=(2, 1, 0, 0),
        rejected={"台账!C3": "公式"},
        projects=[_factory("甲", "1")],
        investment=("1", "0", None),
    ),
    Mess(
        name="比万元还细、范围、约数、外币、0和负数",
        write=xlsx(_rows("总投资（万元）", 1.5, "3-5亿元", "约3亿元", "500万美元", 0, -3, 20000)),
        rows=(7, 1, 0, 0),
        rejected={
            "台账!C2": "比万元还细",
            "台账!C3": "范围",
            "台账!C4": "约数",
            "台账!C5": "人民币",
            "台账!C6": "0",
            "台账!C7": "0",
        },
        projects=[_factory("庚", "2")],
        investment=("2", "0", None),
    ),
    Mess(
        name="空白、横线、斜线是不知道",
        write=written(_rows("总投资", None, "—", "/", "-")),
        rows=(4, 4, 0, 0),
        projects=[_factory(name, None) for name in "甲乙丙丁"],
        investment=("0", "0", None),
    ),
    Mess(
        name="浮点的尾巴不算数字，由LibreOffice存成ods",
        write=xlsx(_rows("总投资（亿元）", 12.300000000000001, 0.1 + 0.2)),
        rows=(2, 2, 0, 0),
        projects=[_factory("甲", "12.3"), _factory("乙", "0.3")],
        investment=("12.6", "0", None),
        office="ods",
    ),
    Mess(
        name="千位分隔只是格式",
        write=xlsx(
            _rows("总投资（万元）", 125000),
            then=lambda page: _one_cell(page, "C2", "#,##0.00"),
        ),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲", "12.5")],
        investment=("12.5", "0", None),
    ),
    Mess(
        name="同一列里父表头的单位",
        write=xlsx(
            [
                ["序号", "项目名称", "投资情况（万元）", None, "期次", "批"],
                [None, None, "总投资", "到位资金", None, None],
                [1, "甲厂", 50000, 20000, "8", "开工"],
            ],
            merged=["A1:A2", "B1:B2", "C1:D1", "E1:E2", "F1:F2"],
        ),
        rows=(1, 1, 0, 0),
        projects=[project("甲厂", "5", listed=_LISTED, 到位资金="2")],
        investment=("5", "0", None),
    ),
    Mess(
        name="几行合并成一格的总投资",
        write=xlsx(
            _rows("总投资（亿元）", 9, None, 2),
            merged=["C2:C3"],
        ),
        rows=(3, 1, 0, 0),
        rejected={"台账!C2": "合并", "台账!C3": "合并"},
        projects=[_factory("丙", "2")],
        investment=("2", "0", None),
    ),
    Mess(
        name="百分数不是金额",
        write=xlsx(_rows("总投资（亿元）", 0.5, 3), then=lambda page: _one_cell(page, "C2", "0%")),
        rows=(2, 1, 0, 0),
        rejected={"台账!C2": "百分数"},
        projects=[_factory("乙", "3")],
        investment=("3", "0", None),
    ),
]
