"""What surrounds the rows: titles, heads, sections, totals, notes, hidden and struck-out rows."""

from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.messes.mess import Mess, project, sheets, written, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）", "期次", "批"]
_LISTED = {"签约": 8}


def _row(number: Any, name: str, amount: Any = 1) -> list[Any]:
    return [number, name, amount, "第八期", "签约"]


def _factory(name: str, amount: str = "1", **facts: Any) -> dict[str, Any]:
    return project(name, amount, listed=_LISTED, **facts)


def _hide_row(number: int) -> Any:
    def then(page: Worksheet) -> None:
        page.row_dimensions[number].hidden = True

    return then


def _hide_column(letter: str) -> Any:
    def then(page: Worksheet) -> None:
        page.column_dimensions[letter].hidden = True

    return then


def _strike(*cells: str) -> Any:
    def then(page: Worksheet) -> None:
        for cell in cells:
            page[cell].font = Font(strike=True)

    return then


def _hide_sheet(book: Workbook) -> None:
    book["旧"].sheet_state = "hidden"


MESSES = [
    Mess(
        name="标题、单位、合计、说明",
        write=xlsx(
            [
                ["示例县第八期“三个一批”签约项目台账"],
                [None, None, None, "单位：万元"],
                ["序号", "项目名称", "计划总投资", "业主", "牵头单位"],
                [1, "甲厂", 12500, "甲公司", "工信局"],
                [2, "乙厂", 7500, "乙公司", "商务局"],
                ["合计", None, 20000],
                ["注：数据由各单位填报"],
                ["填报人：张某某", None, "审核人：李某某"],
            ],
            merged=["A1:E1"],
        ),
        rows=(3, 2, 0, 0),
        skipped=["台账!A6"],
        projects=[
            project("甲厂", "1.25", listed=_LISTED, 建设单位="甲公司", 责任单位="工信局"),
            project("乙厂", "0.75", listed=_LISTED, 建设单位="乙公司", 责任单位="商务局"),
        ],
        investment=("2", "0", "2"),
    ),
    Mess(
        name="合计对不上，说出两个数",
        write=written([_HEAD, _row(1, "甲厂", 3), _row(2, "乙厂", 4), ["合计", None, 8]]),
        rows=(3, 2, 0, 0),
        skipped=["台账!A4"],
        projects=[_factory("甲厂", "3"), _factory("乙厂", "4")],
        investment=("7", "0", "8"),
        notes={"台账!A4": "各行相加是 7"},
    ),
    Mess(
        name="每一列金额的合计都核对",
        write=written(
            [
                [*_HEAD, "到位资金（亿元）"],
                [*_row(1, "甲厂", 3), 1],
                [*_row(2, "乙厂", 4), 0],
                ["合计", None, 7, None, None, 2],
            ]
        ),
        rows=(3, 2, 0, 0),
        skipped=["台账!A4"],
        projects=[_factory("甲厂", "3", 到位资金="1"), _factory("乙厂", "4", 到位资金="0")],
        investment=("7", "0", "7"),
        notes={"台账!A4": "到位资金写 2 亿元，各行相加是 1 亿元"},
    ),
    Mess(
        name="两行表头，计划和实际",
        write=xlsx(
            [
                ["序号", "项目名称", "总投资（亿元）", "期次", "批", "计划时间", None, "实际时间"],
                [None, None, None, None, None, "开工", "投产", "签约"],
                [*_row(1, "甲厂"), "2023.9", "2024.6", "2023.4"],
            ],
            merged=["A1:A2", "B1:B2", "C1:C2", "D1:D2", "E1:E2", "F1:G1"],
        ),
        rows=(1, 1, 0, 0),
        projects=[
            _factory(
                "甲厂",
                reached={"签约": "2023-04"},
                planned={"开工": "2023-09", "投产": "2024-06"},
            )
        ],
        investment=("1", "0", None),
    ),
    Mess(
        name="各部分的标题是领域，个数核对",
        write=xlsx(
            [
                _HEAD,
                ["一、先进制造业（3项）"],
                _row(1, "甲厂"),
                _row(2, "乙厂"),
                ["二、现代服务业（1项）"],
                _row(1, "丙市场"),
            ]
        ),
        rows=(3, 3, 0, 0),
        projects=[
            _factory("甲厂", 领域="先进制造业"),
            _factory("乙厂", 领域="先进制造业"),
            _factory("丙市场", 领域="现代服务业"),
        ],
        investment=("3", "0", None),
        notes={"台账!A2": "写 3 个项目"},
    ),
    Mess(
        name="小计、合计、总计都不是项目",
        write=xlsx(
            [
                _HEAD,
                ["一、先进制造业"],
                _row(1, "甲厂", 2),
                ["小计", None, 2],
                ["二、现代服务业"],
                _row(2, "丙市场", 3),
                ["小计", None, 3],
                ["总计", None, 5],
            ]
        ),
        rows=(5, 2, 0, 0),
        skipped=["台账!A4", "台账!A7", "台账!A8"],
        projects=[
            _factory("甲厂", "2", 领域="先进制造业"),
            _factory("丙市场", "3", 领域="现代服务业"),
        ],
        investment=("5", "0", "5"),
    ),
    Mess(
        name="每页重复的表头",
        write=xlsx([_HEAD, _row(1, "甲厂"), _HEAD, _row(2, "乙厂"), _HEAD, _row(3, "丙厂")]),
        rows=(5, 3, 0, 0),
        skipped=["台账!A3", "台账!A5"],
        projects=[_factory("甲厂"), _factory("乙厂"), _factory("丙厂")],
        investment=("3", "0", None),
    ),
    Mess(
        name="隐藏的行照样导入，并说出来",
        write=xlsx([_HEAD, _row(1, "甲厂"), _row(2, "乙厂")], then=_hide_row(3)),
        rows=(2, 2, 0, 0),
        projects=[_factory("甲厂"), _factory("乙厂")],
        investment=("2", "0", None),
        notes={"台账!B3": "隐藏"},
    ),
    Mess(
        name="隐藏的列不用，并说出来",
        write=xlsx([[*_HEAD, "项目单位"], [*_row(1, "甲厂"), "甲公司"]], then=_hide_column("F")),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲厂")],
        investment=("1", "0", None),
        notes={"台账!F1": "隐藏"},
    ),
    Mess(
        name="隐藏的工作表不读",
        write=sheets(
            ("台账", [_HEAD, _row(1, "甲厂")]), ("旧", [_HEAD, _row(1, "旧厂")]), then=_hide_sheet
        ),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲厂")],
        investment=("1", "0", None),
        notes={"旧": "隐藏"},
    ),
    Mess(
        name="划掉的行要问",
        write=xlsx(
            [_HEAD, _row(1, "甲厂"), _row(2, "乙厂")],
            then=_strike("A3", "B3", "C3", "D3", "E3"),
        ),
        rows=(2, 1, 0, 0),
        rejected={"台账!B3": "划掉"},
        projects=[_factory("甲厂")],
        investment=("1", "1", None),
    ),
    Mess(
        name="写着已取消、已终止、已调出的行要问，别的事情取消了的不问",
        write=xlsx(
            [
                [*_HEAD, "状态", "是否调出", "退出时间", "建设内容", "备案情况", "备注"],
                [*_row(1, "甲厂"), "在建", "否", None, "取消停车场", "已取消", "已取消备案审批"],
                _row(2, "取消收费站改造项目"),
                [*_row(3, "丙厂"), "正常", "未调出", "无", "厂房", None, "拟调出"],
                [*_row(4, "丁厂"), "已取消"],
                _row(5, "戊厂（已终止）"),
                [*_row(6, "己厂"), "在建", "是"],
                [*_row(7, "庚厂"), None, None, "2023年5月"],
                [*_row(8, "辛厂"), *[None] * 5, "因资金问题，2023年5月终止；土地已退还"],
                [*_row(9, "壬厂"), "在建", "2023.5.6"],
                [*_row(10, "癸厂"), "业主退出"],
                [*_row(11, "子厂"), *[None] * 5, "一期取消，二期在建"],
                [*_row(12, "丑厂"), "原投资方撤资"],
                _row(13, "寅厂（一期取消）"),
                [*_row(14, "卯厂"), *[None] * 5, "业主退出宅基地二十亩"],
            ]
        ),
        rows=(14, 4, 0, 0),
        rejected={
            "台账!B5": "台账!F5 写着“已取消”",
            "台账!B6": "台账!B6 写着“戊厂（已终止）”",
            "台账!B7": "台账!G7 写着“是否调出：是”",
            "台账!B8": "台账!H8 写着“退出时间：2023年5月”",
            "台账!B9": "台账!K9 写着“因资金问题，2023年5月终止；土地已退还”",
            "台账!B10": "台账!G10 写着“是否调出：2023.5.6”",
            "台账!B11": "台账!F11 写着“业主退出”",
            "台账!B12": "台账!K12 写着“一期取消，二期在建”",
            "台账!B13": "台账!F13 写着“原投资方撤资”",
            "台账!B14": "台账!B14 写着“寅厂（一期取消）”",
        },
        projects=[
            _factory("甲厂", 备注="已取消备案审批"),
            _factory("取消收费站改造项目"),
            _factory("丙厂", 备注="拟调出"),
            _factory("卯厂", 备注="业主退出宅基地二十亩"),
        ],
        investment=("4", "10", None),
    ),
    Mess(
        name="末一列是单位、备注里写着单位的，再一遍表头前面的行不当表题",
        write=xlsx(
            [
                ["序号", "项目名称", "总投资", "期次", "批", "单位"],
                [*_row(1, "甲厂", 10000), "万元"],
                [None, *_row(2, "乙厂", 20000)[1:], "万元"],
                ["序号", "项目名称", "总投资", "期次", "批", "单位"],
                [*_row(3, "丙厂", 3), "亿元"],
                [None] * 6,
                [*_HEAD[1:], "备注"],
                [*_row(4, "丁厂")[1:], "单位：万元"],
                [*_row(5, "戊厂")[1:], "单位：万元"],
                ["填报单位：县发改委", None, None, "2023年6月", None, "单位：亿元"],
                ["序号", "项目名称", "总投资", "期次", "批", "备注"],
                _row(6, "己厂"),
            ]
        ),
        rows=(7, 6, 0, 0),
        skipped=["台账!A4"],
        projects=[
            _factory("甲厂", "1"),
            _factory("乙厂", "2"),
            _factory("丙厂", "3"),
            _factory("丁厂", 备注="单位：万元"),
            _factory("戊厂", 备注="单位：万元"),
            _factory("己厂"),
        ],
        investment=("9", "0", None),
    ),
    Mess(
        name="行里写着“已终止”的，开工时间那一列写的也问",
        write=xlsx(
            [
                [*_HEAD, "开工时间"],
                [*_row(1, "甲厂"), "2023年5月"],
                [*_row(2, "乙厂"), "项目已终止"],
            ]
        ),
        options=("--as-of", "2023-06-30"),
        rows=(2, 1, 0, 0),
        rejected={"台账!B3": "台账!F3 写着“项目已终止”"},
        projects=[_factory("甲厂", reached={"开工": "2023-05"})],
        investment=("1", "1", None),
    ),
    Mess(
        name="没有写其中的子项目，末一个的投资正好等于下一个项目，不当标题",
        write=xlsx(
            [
                _HEAD,
                _row(1, "路网（含2个子项目）", 10),
                [None, "东环路", 4],
                [None, "西环路", 6],
                _row(2, "乙厂", 6),
            ]
        ),
        rows=(4, 2, 0, 0),
        projects=[
            project("路网（含2个子项目）", "10", 子项目个数=2, listed=_LISTED),
            project("乙厂", "6", listed=_LISTED),
        ],
        skipped=["台账!B3", "台账!B4"],
        investment=("16", "0", None),
    ),
    Mess(
        name="签名下面另有一张表头一样的表，各有各的标题；注的序号占一格的，不是项目",
        write=xlsx(
            [
                ["第八期开工项目"],
                _HEAD[:3],
                [1, "甲厂", 1],
                ["填报人：李某　联系电话：0371-11111111"],
                ["第八期签约项目"],
                _HEAD[:3],
                [1, "乙厂", 2],
                ["注："],
                [1, "本表投资单位为亿元"],
                [2, "数据截至6月"],
            ]
        ),
        rows=(3, 2, 0, 0),
        projects=[
            project("甲厂", "1", listed={"开工": 8}),
            project("乙厂", "2", listed={"签约": 8}),
        ],
        skipped=["台账!A6"],
        investment=("3", "0", None),
    ),
    Mess(
        name="一、二是领域和它的合计，（1）（2）是项目；看不出的要问",
        write=sheets(
            (
                "第八期签约",
                [
                    _HEAD[:3],
                    ["一", "先进制造业", 3],
                    ["（1）", "甲厂", 1],
                    ["（2）", "乙厂", 2],
                    ["二", "现代服务业", 4],
                    ["（1）", "丙厂", 4],
                ],
            ),
            (
                "第八期开工",
                [_HEAD[:3], ["一", "路网项目", 9], ["（1）", "东路", 4], ["（2）", "西路", 5]],
            ),
        ),
        rows=(6, 3, 0, 0),
        projects=[
            project("甲厂", "1", 领域="先进制造业", listed=_LISTED),
            project("乙厂", "2", 领域="先进制造业", listed=_LISTED),
            project("丙厂", "4", 领域="现代服务业", listed=_LISTED),
        ],
        rejected={
            "第八期开工!B2": "还是下面各行的标题",
            # Of a heading they are projects, so that leaving it out must not lose them.
            "第八期开工!B3": "“路网项目”的子项目，还是另一个项目",
            "第八期开工!B4": "“路网项目”的子项目，还是另一个项目",
        },
        investment=("7", "18", None),
    ),
    Mess(
        name="其中的子项目不是项目",
        write=xlsx(
            [
                _HEAD,
                _row(1, "示例县老旧小区打捆项目", 5),
                [None, "其中：东关小区", 2],
                [None, "西关小区", 3],
                _row(2, "乙厂", 1),
            ]
        ),
        rows=(4, 2, 0, 0),
        skipped=["台账!B3", "台账!B4"],
        projects=[_factory("示例县老旧小区打捆项目", "5", 子项目个数=2), _factory("乙厂")],
        investment=("6", "0", None),
    ),
    Mess(
        name="汇总表和说明表不读，由LibreOffice存成xlsx",
        write=sheets(
            ("汇总", [["批次", "个数"], ["签约", 1]]),
            ("台账", [_HEAD, _row(1, "甲厂")]),
            ("说明", [["本表由各单位填报"]]),
        ),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲厂")],
        investment=("1", "0", None),
        notes={"汇总": "没有读", "说明": "没有读"},
        office="xlsx",
    ),
    Mess(
        name="一张工作表上有两个表",
        write=xlsx(
            [
                ["签约项目", None, None, None],
                ["序号", "项目名称", "总投资（亿元）", "期次"],
                [1, "甲厂", 1, "第8期"],
                [],
                ["开工项目（单位：万元）"],
                ["序号", "项目名称", "总投资", "期次"],
                [1, "乙厂", 20000, "第8期"],
            ]
        ),
        rows=(2, 2, 0, 0),
        projects=[_factory("甲厂"), project("乙厂", "2", listed={"开工": 8})],
        investment=("3", "0", None),
    ),
    Mess(
        name="认不出的列说出来",
        write=xlsx([[*_HEAD, "建设内容"], [*_row(1, "甲厂"), "厂房三栋"]]),
        rows=(1, 1, 0, 0),
        projects=[_factory("甲厂")],
        investment=("1", "0", None),
        notes={"台账!F1": "没有导入"},
    ),
    Mess(
        name="认不出的列按要求记入备注",
        write=xlsx([[*_HEAD, "建设内容"], [*_row(1, "甲厂"), "厂房三栋"]]),
        options=["--keep-unmapped"],
        rows=(1, 1, 0, 0),
        projects=[_factory("甲厂", 备注="建设内容：厂房三栋")],
        investment=("1", "0", None),
    ),
    Mess(
        name="竖着合并的单位填到各行",
        write=xlsx(
            [
                [*_HEAD, "责任单位"],
                [*_row(1, "甲厂"), "工信局"],
                [*_row(2, "乙厂"), None],
                [*_row(3, "丙厂"), "商务局"],
            ],
            merged=["F2:F3"],
        ),
        rows=(3, 3, 0, 0),
        projects=[
            _factory("甲厂", 责任单位="工信局"),
            _factory("乙厂", 责任单位="工信局"),
            _factory("丙厂", 责任单位="商务局"),
        ],
        investment=("3", "0", None),
    ),
]
