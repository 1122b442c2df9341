"""On which list of which phase: what says so, what contradicts, what leaves it open."""

from typing import Any

from openpyxl import Workbook

from ingest.messes.mess import Mess, project, sheets, written, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）"]


def _two(*first: Any, **_: Any) -> list[list[Any]]:
    return [[1, "甲厂", 1, *first], [2, "乙厂", 2, *first]]


def _factories(**listed: int) -> list[dict[str, Any]]:
    return [project("甲厂", "1", listed=listed), project("乙厂", "2", listed=listed)]


def _merged_head(book: Workbook) -> None:
    for area in ("A1:A2", "B1:B2", "C1:C2", "D1:E1"):
        book["第八期"].merge_cells(area)


MESSES = [
    Mess(
        name="期次的各种写法",
        write=xlsx(
            [
                [*_HEAD, "期次", "批"],
                [1, "甲厂", 1, "第八期", "签约"],
                [2, "乙厂", 1, "八期", "签约一批"],
                [3, "丙厂", 1, 8, "签约项目"],
                [4, "丁厂", 1, "第8期", "签约"],
                [5, "戊厂", 1, "８", "签约"],
            ]
        ),
        rows=(5, 5, 0, 0),
        projects=[project(f"{name}厂", "1", listed={"签约": 8}) for name in "甲乙丙丁戊"],
        investment=("5", "0", None),
    ),
    Mess(
        name="类别一列的值是批",
        write=written(
            [
                [*_HEAD, "期次", "类别"],
                [1, "甲厂", 1, "第七期", "签约"],
                [2, "乙厂", 1, "第七期", "开工"],
                [3, "丙厂", 1, "第七期", "投产"],
            ]
        ),
        rows=(3, 3, 0, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 7}),
            project("乙厂", "1", listed={"开工": 7}),
            project("丙厂", "1", listed={"投产": 7}),
        ],
        investment=("3", "0", None),
    ),
    Mess(
        name="签约、开工、投产下面打勾或写1，期在标题里",
        write=xlsx(
            [
                ["第八期项目台账"],
                [*_HEAD, "签约", "开工", "投产"],
                [1, "甲厂", 1, "√"],
                [2, "乙厂", 2, None, "●", 0],
                [3, "丙厂", 3, "否", None, "是"],
            ]
        ),
        rows=(3, 3, 0, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 8}),
            project("乙厂", "2", listed={"开工": 8}),
            project("丙厂", "3", listed={"投产": 8}),
        ],
        notes={"台账!D2": "读作在册.签约"},
        investment=("6", "0", None),
    ),
    Mess(
        name="三个一批下面打勾，一行几个；没有期的，1不是第1期",
        write=sheets(
            (
                "第八期",
                [
                    [*_HEAD, "三个一批", "三个一批"],
                    [None, None, None, "签约", "开工"],
                    [1, "甲厂", 1, 1, 1],
                ],
            ),
            (
                "另一张",
                [[*_HEAD, "签约一批", "开工一批"], [1, "乙厂", 2, 1], [2, "丙厂", 3, None, 1]],
            ),
            then=_merged_head,
        ),
        rows=(3, 1, 0, 0),
        projects=[project("甲厂", "1", listed={"签约": 8, "开工": 8})],
        rejected={"另一张!B2": "不知道是第几期", "另一张!B3": "不知道是第几期"},
        investment=("1", "5", None),
    ),
    Mess(
        name="签约、开工下面的勾一行几个，说不清是名单还是进度，不读",
        write=xlsx(
            [
                ["第八期开工项目"],
                [*_HEAD, "签约", "开工"],
                [1, "甲厂", 1, "√", "√"],
                [2, "乙厂", 2, "√"],
            ]
        ),
        rows=(2, 2, 0, 0),
        projects=_factories(开工=8),
        notes={"台账!D2": "可能是节点.签约"},
        investment=("3", "0", None),
    ),
    Mess(
        name="勾和标题说的批不一样，要问",
        write=xlsx(
            [
                ["第八期开工项目"],
                [*_HEAD, "签约", "开工"],
                [1, "甲厂", 1, "√"],
                [2, "乙厂", 2, None, "√"],
            ]
        ),
        rows=(2, 1, 0, 0),
        projects=[project("乙厂", "2", listed={"开工": 8})],
        rejected={"台账!B3": "批不一样"},
        investment=("2", "1", None),
    ),
    Mess(
        name="期和批在各部分的标题里",
        write=xlsx(
            [
                _HEAD,
                ["第七期"],
                ["一、签约项目（1个）"],
                [1, "甲厂", 1],
                ["二、开工项目（1个）"],
                [1, "乙厂", 1],
                ["第八期"],
                ["一、签约项目（1个）"],
                [1, "丙厂", 1],
            ]
        ),
        rows=(3, 3, 0, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 7}),
            project("乙厂", "1", listed={"开工": 7}),
            project("丙厂", "1", listed={"签约": 8}),
        ],
        investment=("3", "0", None),
    ),
    Mess(
        name="批在工作表名里，期在文件名里",
        write=sheets(
            ("签约", [_HEAD, [1, "甲厂", 1]]),
            ("开工一批", [_HEAD, [1, "乙厂", 1]]),
        ),
        file="第八期项目.xlsx",
        rows=(2, 2, 0, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 8}),
            project("乙厂", "1", listed={"开工": 8}),
        ],
        investment=("2", "0", None),
    ),
    Mess(
        name="期和批由命令指明",
        write=xlsx([_HEAD, *_two()]),
        options=["--phase", "7", "--batch", "投产"],
        rows=(2, 2, 0, 0),
        projects=_factories(投产=7),
        investment=("3", "0", None),
    ),
    Mess(
        name="列里的批和工作表名不一样，要问",
        write=xlsx([[*_HEAD, "期次", "批"], *_two("第8期", "开工")], sheet="签约一批"),
        rows=(2, 0, 0, 0),
        rejected={"签约一批!B2": "不一样", "签约一批!B3": "不一样"},
        projects=[],
        investment=("0", "3", None),
    ),
    Mess(
        name="列里的期和标题不一样，要问",
        write=xlsx(
            [["第七期签约项目"], [*_HEAD, "期次"], [1, "甲厂", 1, "第7期"], [2, "乙厂", 2, "第8期"]]
        ),
        rows=(2, 1, 0, 0),
        rejected={"台账!B4": "不一样"},
        projects=[project("甲厂", "1", listed={"签约": 7})],
        investment=("1", "2", None),
    ),
    Mess(
        name="一个季度一期",
        write=xlsx([[*_HEAD, "期次", "批"], *_two("2023年二季度", "签约")]),
        rows=(2, 2, 0, 0),
        projects=_factories(签约=8),
        investment=("3", "0", None),
    ),
    Mess(
        name="一个季度两期，要问",
        write=xlsx([[*_HEAD, "期次", "批"], *_two("2022年三季度", "签约")]),
        rows=(2, 0, 0, 0),
        rejected={"台账!B2": "5、6", "台账!B3": "5、6"},
        projects=[],
        investment=("0", "3", None),
    ),
    Mess(
        name="台账没有的期",
        write=xlsx([[*_HEAD, "期次", "批"], *_two("第九期", "签约")]),
        rows=(2, 0, 0, 0),
        rejected={"台账!D2": "第9期", "台账!D3": "第9期"},
        projects=[],
        investment=("0", "3", None),
    ),
    Mess(
        name="签约表和开工表里的同一个项目",
        write=sheets(
            ("第六期签约", [_HEAD, [1, "甲厂", 1], [2, "乙厂", 2]]),
            ("第八期开工", [_HEAD, [1, "甲厂", 1]]),
        ),
        rows=(3, 2, 1, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 6, "开工": 8}),
            project("乙厂", "2", listed={"签约": 6}),
        ],
        investment=("3", "0", None),
    ),
    Mess(
        name="两张表里总投资不同，要问，两个数都说",
        write=sheets(
            ("第六期签约", [_HEAD, [1, "甲厂", 1.5]]),
            ("第八期开工", [_HEAD, [1, "甲厂", 2.5]]),
        ),
        rows=(2, 1, 0, 0),
        rejected={"第八期开工!C2": "1.5"},
        projects=[project("甲厂", "1.5", listed={"签约": 6})],
        investment=("1.5", "2.5", None),
    ),
    Mess(
        name="没有期也没有批，照样导入，不列入",
        write=xlsx([_HEAD, *_two()]),
        rows=(2, 2, 0, 0),
        projects=[project("甲厂", "1"), project("乙厂", "2")],
        investment=("3", "0", None),
        notes={"台账!B2": "没有列入", "台账!B3": "没有列入"},
    ),
    Mess(
        name="只知道批，不知道期，要问",
        write=xlsx([_HEAD, *_two()], sheet="签约"),
        rows=(2, 0, 0, 0),
        rejected={"签约!B2": "--phase", "签约!B3": "--phase"},
        projects=[],
        investment=("0", "3", None),
    ),
    Mess(
        name="期和批只写在每组的第一行，下面空着的要问，不由命令一律指明",
        write=xlsx(
            [
                ["期次", "批次", *_HEAD],
                ["第七期", "签约", 1, "甲厂", 1],
                [None, None, 2, "乙厂", 2],
                ["第八期", "开工", 1, "丙厂", 3],
                [None, None, 2, "丁厂", 4],
            ]
        ),
        rows=(4, 2, 0, 0),
        projects=[
            project("甲厂", "1", listed={"签约": 7}),
            project("丙厂", "3", listed={"开工": 8}),
        ],
        rejected={
            "台账!D3": "“期次”列只有每组的第一行写了，下面空着的和上面写的一样吗",
            "台账!D5": "“期次”列只有每组的第一行写了",
        },
        investment=("4", "6", None),
    ),
]
