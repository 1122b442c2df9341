"""What hurried hands leave in sheets: names broken or nearly the same, codes twice, empty lists."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.messes.mess import Mess, made, project, sheets, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）"]
_FILE = "第八期开工.xlsx"
_LISTED = {"开工": 8}
_CODE = "2302-411421-04-01-100001"
_LEDGER = {
    "projects/a.yaml": """\
- 编号: SL-2023-001
  名称: 示例产业园项目
  总投资: 5
  在册:
    签约: 7
- 编号: SL-2023-002
  名称: 示例陶瓷厂
  总投资: 2
  在册:
    签约: 7
  调出:
    日期: 2023-03-01
    原因: 投资方退出
"""
}


def _mess(name: str, table: list[list[Any]], projects: list[dict[str, Any]], **more: Any) -> Mess:
    count = len(projects)
    return Mess(
        name=name,
        write=more.pop("write", None) or xlsx(table),
        rows=more.pop("rows", (count, count, 0, 0)),
        projects=projects,
        investment=more.pop("investment", (str(count), "0", None)),
        file=more.pop("file", _FILE),
        **more,
    )


def _strike_row(page: Worksheet) -> None:
    for cell in page[2]:
        cell.font = Font(strike=True)


def _from_1904(book: Any, page: Any) -> None:
    rows = [["第八期开工项目（截至2023年12月31日）"], [*_HEAD, "开工时间"]]
    shown = book.add_format({"num_format": "0.00"})
    for at, row in enumerate(rows):
        page.write_row(at, 0, row)
    page.write_row(2, 0, [1, "甲厂", 1, (date(2023, 5, 6) - date(1904, 1, 1)).days])
    page.write_row(3, 0, [2, "乙厂", 1])
    page.write(3, 3, (date(2023, 5, 7) - date(1904, 1, 1)).days, shown)


def _write_from_1904(path: Path) -> None:
    book = xlsxwriter.Workbook(str(path), {"date_1904": True})
    _from_1904(book, book.add_worksheet("台账"))
    book.close()


def _half_struck(book: Any, page: Any) -> None:
    page.write_row(0, 0, _HEAD)
    page.write_row(1, 0, [1, "", 1])
    page.write_rich_string(1, 1, "甲厂", book.add_format({"font_strikeout": True}), "一期", "二期")
    page.write_row(2, 0, [2, "乙厂", 1])


def _strike(*cells: str) -> Callable[[Worksheet], None]:
    def then(page: Worksheet) -> None:
        for one in cells:
            page[one].font = Font(strike=True)

    return then


MESSES = [
    _mess(
        "园和园区只差一个字，要问",
        [_HEAD, [1, "示例产业园区项目", 5], [2, "乙厂", 1]],
        [project("乙厂", "1", listed=_LISTED)],
        ledger=_LEDGER,
        rows=(2, 1, 0, 0),
        rejected={"台账!B2": "只差一点"},
        investment=("1", "5", None),
    ),
    _mess(
        "集团有限公司去掉后缀是集团",
        [],
        [project("示例集团有限公司产业园", "1", listed={"签约": 8, "开工": 8})],
        write=sheets(
            ("签约", [_HEAD, [1, "示例集团有限公司产业园", 1]]),
            ("开工", [_HEAD, [1, "示例集团产业园", 1]]),
        ),
        file="第八期.xlsx",
        rows=(2, 1, 1, 0),
    ),
    _mess(
        "名称里的换行不是空格",
        [_HEAD, [1, "年产100\n万吨甲厂", 1], [2, "乙厂5G\n基站", 1], [3, "丙厂 ABC\nDEF 线", 1]],
        [
            project("年产100万吨甲厂", "1", listed=_LISTED),
            project("乙厂5G基站", "1", listed=_LISTED),
            project("丙厂 ABC DEF 线", "1", listed=_LISTED),
        ],
    ),
    _mess(
        "一张表里两个名称一个代码，要问",
        [[*_HEAD, "项目代码"], [1, "甲厂", 1, _CODE], [2, "乙厂", 2, _CODE]],
        [project("甲厂", "1", 项目代码=_CODE, listed=_LISTED)],
        rows=(2, 1, 0, 0),
        rejected={"台账!B3": "“甲厂”一样，名称却不同"},
        investment=("1", "2", None),
    ),
    _mess(
        "一格里几个代码，不连成一个",
        [[*_HEAD, "项目代码"], [1, "甲厂", 1, f"{_CODE}\n{_CODE[:-1]}2"]],
        [project("甲厂", "1", 备注=f"项目代码：{_CODE} {_CODE[:-1]}2", listed=_LISTED)],
        notes={"台账!D2": "是几个项目代码"},
    ),
    _mess(
        "1904 日期的文件里没有格式的序列号",
        [],
        [
            project("甲厂", "1", listed=_LISTED, reached={"开工": "2023-05-06"}),
            project("乙厂", "1", listed=_LISTED, reached={"开工": "2023-05-07"}),
        ],
        write=_write_from_1904,
    ),
    _mess(
        "最后一节是空的，总计还是全表的",
        [
            ["第八期项目"],
            _HEAD,
            ["一、签约项目（1项）"],
            [1, "甲厂", 1],
            ["二、开工项目（1项）"],
            [2, "乙厂", 1],
            ["三、投产项目（无）"],
            ["总计", "2个", 2],
        ],
        [project("甲厂", "1", listed={"签约": 8}), project("乙厂", "1", listed=_LISTED)],
        file="台账.xlsx",
        rows=(3, 2, 0, 0),
        skipped=["台账!A8"],
        investment=("2", "0", "2"),
    ),
    _mess(
        "类别里写错一格，只少这一行",
        [
            [*_HEAD, "类别"],
            [1, "甲厂", 1, "签约"],
            [2, "乙厂", 1, "开工"],
            [3, "丙厂", 1, "签约/开工"],
        ],
        [project("甲厂", "1", listed={"签约": 8}), project("乙厂", "1", listed=_LISTED)],
        file="第八期.xlsx",
        rows=(3, 2, 0, 0),
        rejected={"台账!D4": "看不出是哪一批"},
        investment=("2", "1", None),
    ),
    _mess(
        "长横线的1—6月也是月度数",
        [
            [*_HEAD, "1—6月完成投资（万元）", "已完成投资（万元）"],
            [1, "甲厂", 1, 100, 200],
        ],
        [project("甲厂", "1", listed=_LISTED)],
        options=("--keep-unmapped",),
        notes={"台账!D1": "月度数", "台账!E1": "月度数"},
    ),
    _mess(
        "调出的项目又列入，要说",
        [_HEAD, [1, "示例陶瓷厂", 2]],
        [
            {
                "编号": "SL-2023-002",
                **project(
                    "示例陶瓷厂",
                    "2",
                    调出={"日期": "2023-03-01", "原因": "投资方退出"},
                    listed={"签约": 7, "开工": 8},
                ),
            }
        ],
        ledger=_LEDGER,
        rows=(1, 0, 1, 0),
        investment=("2", "0", None),
        gains="0",
        notes={"台账!B2": "已在 2023-03-01 调出"},
    ),
    _mess(
        "台账里已调出的，行里还写着已取消、划掉的，不再问",
        [],
        [],
        write=xlsx(
            [
                [*_HEAD, "状态", "责任单位", "备注"],
                [1, "示例陶瓷厂（已终止）", 2, "已取消", "县工信局", "因资金问题终止"],
            ]
        ),
        ledger=_LEDGER,
        file="第七期签约.xlsx",
        rows=(1, 0, 0, 1),
        investment=("2", "0", None),
        gains="0",
        notes={"台账!B2": "已在 2023-03-01 调出：不再问，这一行责任单位、备注与台账不同，没有改"},
    ),
    _mess(
        "台账里已调出的，划掉的行不再问，别的项目照问",
        [],
        [],
        write=xlsx(
            [[*_HEAD, "状态"], [1, "示例陶瓷厂", 2], [2, "示例产业园项目", 5, "取消"]],
            then=_strike_row,
        ),
        ledger=_LEDGER,
        file="第七期签约.xlsx",
        rows=(2, 0, 0, 1),
        rejected={"台账!B3": "还导入吗"},
        investment=("2", "5", None),
        gains="0",
        notes={"台账!B2": "不再问，这一行与台账一样"},
    ),
    _mess(
        "台账里已调出的，行里写着已取消又写了别的数，照问",
        [],
        [],
        write=xlsx([[*_HEAD, "状态"], [1, "示例陶瓷厂", 3, "已取消"]]),
        ledger=_LEDGER,
        file="第七期签约.xlsx",
        rows=(1, 0, 0, 0),
        rejected={"台账!B2": "还导入吗"},
        investment=("0", "3", None),
    ),
    _mess(
        "划掉的一格不算数",
        [],
        [
            project("甲厂", "1", 备注="开工时间（划掉了）：2023.4", listed=_LISTED),
            project("丙厂", "1", listed=_LISTED),
        ],
        write=xlsx(
            [
                ["第八期开工项目（截至2023年6月30日）"],
                [*_HEAD, "开工时间"],
                [1, "甲厂", 1, "2023.4"],
                [2, "乙厂", 2, None],
                [3, "丙厂", 1, None],
            ],
            then=_strike("D3", "C4"),
        ),
        rows=(3, 2, 0, 0),
        rejected={"台账!C4": "有划掉的"},
        investment=("2", "2", None),
    ),
    _mess(
        "实际时间还没有到，另有计划时间",
        [
            ["第八期开工项目（截至2023年6月30日）"],
            [*_HEAD, "计划开工时间", "实际开工时间"],
            [1, "甲厂", 1, "2023.4", "2023.9"],
        ],
        [project("甲厂", "1", 备注="开工：2023-09", listed=_LISTED, planned={"开工": "2023-04"})],
        notes={"台账!E3": "之后，另有计划 2023-04：这一格记入备注"},
    ),
    _mess(
        "标题的月份不是 --month 的月份，要说",
        [
            ["第八期开工项目2023年5月调度表"],
            [*_HEAD, "累计完成投资（万元）"],
            [1, "甲厂", 1, 500],
        ],
        [project("甲厂", "1", listed=_LISTED)],
        options=("--month", "2023-06"),
        notes={"台账!A2": "月度数记入了 2023-06"},
    ),
    _mess(
        "名称划掉一半，要改好",
        [],
        [project("乙厂", "1", listed=_LISTED)],
        write=made(_half_struck),
        rows=(2, 1, 0, 0),
        rejected={"台账!B2": "有划掉的"},
        investment=("1", "1", None),
    ),
]
