"""Rows of two levels: projects with parts, and headings with projects, told by their numbers or,
where these do not tell, by a total that counts them once."""

from typing import Any

from ingest.messes.mess import Mess, project, written

_HEAD = ["序号", "项目名称", "总投资（亿元）", "建设单位"]
_LISTED = {"签约": 8}
_SHEET = "第八期签约"


def _factory(name: str, amount: str, builder: str = "", **facts: Any) -> dict[str, Any]:
    own = {"建设单位": builder} if builder else {}
    return project(name, amount, **own, **facts, listed=_LISTED)


def _park(first: str, *numbers: str) -> list[list[Any]]:
    """A project of two halls, numbered so, and one without."""
    return [
        [first, "示例产业园", 10, "甲公司"],
        [numbers[0], "一号厂房", 4, "甲公司"],
        [numbers[1], "二号厂房", 6, "甲公司"],
        [numbers[2], "乙厂", 5, "乙公司"],
    ]


def _parts(name: str, *numbers: str) -> Mess:
    return Mess(
        name=name,
        write=written([_HEAD, *_park(*numbers)], _SHEET),
        rows=(4, 2, 0, 0),
        projects=[
            _factory("示例产业园", "10", "甲公司", 子项目个数=2),
            _factory("乙厂", "5", "乙公司"),
        ],
        skipped=[f"{_SHEET}!B3", f"{_SHEET}!B4"],
        investment=("15", "0", None),
    )


MESSES = [
    _parts("子项目的序号用长横", "1", "1—1", "1—2", "2"),
    _parts("子项目的序号前面有零", "001", "001-1", "001-2", "002"),
    _parts("一下面的1-1、1-2是子项目", "一", "1-1", "1-2", "二"),
    Mess(
        name="名称前面写着1.1、的是子项目",
        write=written(
            [
                _HEAD[1:],
                ["1、示例产业园", 10, "甲公司"],
                ["1.1、一号厂房", 4, "甲公司"],
                ["2、乙厂", 5, "乙公司"],
            ],
            _SHEET,
        ),
        rows=(3, 2, 0, 0),
        projects=[
            _factory("1、示例产业园", "10", "甲公司", 子项目个数=1),
            _factory("2、乙厂", "5", "乙公司"),
        ],
        skipped=[f"{_SHEET}!A3"],
        investment=("15", "0", None),
    ),
    Mess(
        name="序号是字母的，看不出是哪一层，要问",
        write=written([_HEAD, *_park("1", "a", "b", "2")], _SHEET),
        rows=(4, 2, 0, 0),
        projects=[_factory("示例产业园", "10", "甲公司"), _factory("乙厂", "5", "乙公司")],
        rejected={f"{_SHEET}!B3": "“示例产业园”的子项目", f"{_SHEET}!B4": "“示例产业园”的子项目"},
        investment=("15", "10", None),
    ),
    Mess(
        name="领域和它的合计在1.1上面的，在A上面的，在没有序号的行上面的，都是标题",
        write=written(
            [
                _HEAD,
                ["1", "先进制造业", 3],
                ["1.1", "甲厂", 1],
                ["1.2", "乙厂", 2],
                ["2", "现代服务业", 4],
                ["2.1", "丙场", 4],
                _HEAD,
                ["A", "先进制造业", 5],
                ["A1", "丁厂", 5],
            ],
            _SHEET,
        ),
        rows=(5, 4, 0, 0),
        projects=[
            _factory("甲厂", "1", 领域="先进制造业"),
            _factory("乙厂", "2", 领域="先进制造业"),
            _factory("丙场", "4", 领域="现代服务业"),
            _factory("丁厂", "5", 领域="先进制造业"),
        ],
        skipped=[f"{_SHEET}!A7"],
        investment=("12", "0", None),
    ),
    Mess(
        name="像标题而下面没有项目的，可能就是项目，要问",
        write=written(
            [
                _HEAD,
                ["一", "先进制造业", 3],
                [1, "甲厂", 1],
                [2, "丙厂", 2],
                ["二", "乙厂", 5, "乙公司"],
                ["三", "社会民生", 2],
            ],
            _SHEET,
        ),
        rows=(3, 2, 0, 0),
        projects=[
            _factory("甲厂", "1", 领域="先进制造业"),
            _factory("丙厂", "2", 领域="先进制造业"),
        ],
        rejected={f"{_SHEET}!B5": "序号“二”的这一行，看不出是不是项目"},
        notes={f"{_SHEET}!A6": "“三、社会民生”的总投资写 2 亿元，各行相加是 0 亿元"},
        investment=("3", "5", None),
    ),
    Mess(
        name="合计只算了一遍的上下几行，是项目和子项目还是标题和项目，要问",
        write=written(
            [
                _HEAD[1:],
                ["甲园", 10, "甲公司"],
                ["一号厂房", 4, "甲公司"],
                ["二号厂房", 6, "甲公司"],
                ["乙厂", 5, "乙公司"],
                ["丙厂", 5, "丙公司"],
                ["合计", 20],
            ],
            _SHEET,
        ),
        rows=(6, 2, 0, 0),
        projects=[_factory("乙厂", "5", "乙公司"), _factory("丙厂", "5", "丙公司")],
        skipped=[f"{_SHEET}!A7"],
        rejected={
            f"{_SHEET}!A2": "是下面 2 行的和，“合计”只算了一遍，看不出它是一个项目",
            f"{_SHEET}!A3": "看不出这一行是它的子项目",
            f"{_SHEET}!A4": "看不出这一行是它的子项目",
        },
        notes={f"{_SHEET}!A7": "各行相加是 30 亿元"},
        investment=("10", "20", "20"),
    ),
    Mess(
        name="合计不对，碰巧一行是下面两行的和，不问",
        write=written(
            [_HEAD[1:], ["甲厂", 3], ["乙厂", 1], ["丙厂", 2], ["丁厂", 4], ["合计", 9]], _SHEET
        ),
        rows=(5, 4, 0, 0),
        projects=[
            _factory("甲厂", "3"),
            _factory("乙厂", "1"),
            _factory("丙厂", "2"),
            _factory("丁厂", "4"),
        ],
        skipped=[f"{_SHEET}!A6"],
        notes={f"{_SHEET}!A6": "各行相加是 10 亿元"},
        investment=("10", "0", "9"),
    ),
    Mess(
        name="承接前后页的行不是项目，也不是领域",
        write=written(
            [
                _HEAD,
                [1, "甲厂", 1],
                ["本页小计", None, 1],
                _HEAD,
                ["承上页", None, 1],
                [2, "乙厂", 2],
                [None, "过次页", 3],
                ["累计", None, 3],
            ],
            _SHEET,
        ),
        rows=(7, 2, 0, 0),
        projects=[_factory("甲厂", "1"), _factory("乙厂", "2")],
        skipped=[f"{_SHEET}!{one}" for one in ("A3", "A4", "A5", "B7", "A8")],
        investment=("3", "0", "3"),
    ),
    Mess(
        name="编号一列里写着合计，名称一列写着别的",
        write=written(
            [
                ["编号", *_HEAD[1:]],
                ["P-1", "甲厂", 1, "甲公司"],
                ["合计", "只加已填的，导入时不读", 1],
            ],
            _SHEET,
        ),
        rows=(2, 1, 0, 0),
        projects=[_factory("甲厂", "1", "甲公司", 编号="P-1")],
        skipped=[f"{_SHEET}!A3"],
        investment=("1", "0", "1"),
    ),
]
