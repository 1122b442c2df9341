"""Who a row is: 编号, 项目代码, names that are the same but for form, rows that are there twice."""

from typing import Any

from ingest.messes.mess import Mess, project, sheets, text, written, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）", "期次", "批"]
_LISTED = {"签约": 8}
_KNOWN = """\
- 编号: SL-2023-001
  名称: 示例机械有限公司（一期）  # 手写的注释
  总投资: 3
  在册:
    签约: 7
- 编号: SL-2023-002
  名称: 示例铝业
  项目代码: 2301-411421-04-01-100001
  总投资: 5
  在册:
    签约: 7
"""
_NAMESAKES = """\
- 编号: SL-2023-001
  名称: 示例物流园
  建设单位: 甲公司
  总投资: 3
  在册:
    签约: 7
- 编号: SL-2023-002
  名称: 示例物流园
  建设单位: 乙公司
  总投资: 2
  在册:
    签约: 7
"""
_NEARLY = """\
- 编号: SL-2023-001
  名称: 示例精密机械厂
  总投资: 3
  在册:
    签约: 7
- 编号: SL-2023-002
  名称: 示例精密机械部
  总投资: 2
  在册:
    签约: 7
"""


def _row(number: int, name: str, amount: Any = 1, *more: Any) -> list[Any]:
    return [number, name, amount, "第8期", "签约", *more]


def _known(name: str, amount: str, id: str, **facts: Any) -> dict[str, Any]:
    return {"编号": id, **project(name, amount, **facts)}


MESSES = [
    Mess(
        name="按编号认，编号是文字",
        write=xlsx(
            [
                ["编号", "项目名称", "总投资（亿元）", "期次", "批"],
                ["00123", "甲厂", 1, "第8期", "签约"],
                ["SL-2023-002", "示例铝业", 5.5, "第8期", "开工"],
            ]
        ),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(2, 1, 1, 0),
        projects=[
            _known("甲厂", "1", "00123", listed=_LISTED),
            _known(
                "示例铝业",
                "5.5",
                "SL-2023-002",
                项目代码="2301-411421-04-01-100001",
                listed={"签约": 7, "开工": 8},
            ),
        ],
        investment=("6.5", "0", None),
        gains="1.5",
    ),
    Mess(
        name="名称只差括号、宽窄和公司，是同一个",
        write=xlsx([_HEAD, [1, "示例机械(一期)", 3, "第8期", "开工"]]),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(1, 0, 1, 0),
        projects=[
            _known(
                "示例机械有限公司（一期）",
                "3",
                "SL-2023-001",
                listed={"签约": 7, "开工": 8},
            )
        ],
        investment=("3", "0", None),
        gains="0",
    ),
    Mess(
        name="一期和二期是两个项目",
        write=xlsx([_HEAD, [1, "示例机械（二期）", 3, "第8期", "签约"]]),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(1, 1, 0, 0),
        projects=[project("示例机械（二期）", "3", listed=_LISTED)],
        investment=("3", "0", None),
    ),
    Mess(
        name="一张表里只差括号的要问，一期和二期、1.5和15不问",
        write=xlsx(
            [
                _HEAD,
                _row(1, "甲厂一期"),
                _row(2, "甲厂（二期）"),
                _row(3, "甲厂（一期）"),
                _row(4, "年产1.5万吨铝材"),
                _row(5, "年产15万吨铝材"),
            ]
        ),
        rows=(5, 4, 0, 0),
        rejected={"台账!B4": "只差一点"},
        projects=[
            project(one, "1", listed=_LISTED)
            for one in ("甲厂一期", "甲厂（二期）", "年产1.5万吨铝材", "年产15万吨铝材")
        ],
        investment=("4", "1", None),
    ),
    Mess(
        name="按项目代码认，先于名称",
        write=xlsx(
            [
                [*_HEAD, "项目代码"],
                [1, "示例铝基新材料", 5, "第8期", "开工", "2301-411421-04-01-100001"],
            ]
        ),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(1, 0, 1, 0),
        projects=[
            _known(
                "示例铝业",
                "5",
                "SL-2023-002",
                项目代码="2301-411421-04-01-100001",
                listed={"签约": 7, "开工": 8},
            )
        ],
        investment=("5", "0", None),
        gains="0",
        notes={"台账!B2": "示例铝业"},
    ),
    Mess(
        name="名称差一个字，要问",
        write=xlsx([_HEAD, _row(1, "沐芃电梯部件产业园")]),
        ledger={"projects/a.yaml": "- 编号: A-1\n  名称: 沐芃电梯部品产业园\n  总投资: 1\n"},
        rows=(1, 0, 0, 0),
        rejected={"台账!B2": "是同一个项目吗"},
        projects=[],
        investment=("0", "1", None),
    ),
    Mess(
        name="同一行写了两遍",
        write=written([_HEAD, _row(1, "甲厂"), _row(2, "甲厂")]),
        rows=(2, 1, 0, 1),
        projects=[project("甲厂", "1", listed=_LISTED)],
        investment=("1", "0", None),
        notes={"台账!B3": "同一个项目"},
    ),
    Mess(
        name="没有名称的行",
        write=xlsx([_HEAD, _row(1, "甲厂"), [2, None, 3, "第8期", "签约"]]),
        rows=(2, 1, 0, 0),
        rejected={"台账!A3": "没有项目名称"},
        projects=[project("甲厂", "1", listed=_LISTED)],
        investment=("1", "3", None),
    ),
    Mess(
        name="数字的编号超过15位，丢了位数",
        write=written(
            [
                ["编号", "项目名称", "总投资（亿元）", "期次", "批"],
                [1234567890123456789, "甲厂", 1, "第8期", "签约"],
                ["1234567890123456789", "乙厂", 1, "第8期", "签约"],
            ]
        ),
        rows=(2, 1, 0, 0),
        rejected={"台账!A2": "位"},
        projects=[_known("乙厂", "1", "1234567890123456789", listed=_LISTED)],
        investment=("1", "1", None),
    ),
    Mess(
        name="CSV 里的编号都是文字",
        write=text(
            "编号,项目名称,总投资（亿元）,期次,批\n"
            '="00123",甲厂,1,第8期,签约\n'
            "\t00124,乙厂,1,第8期,签约\n"
            "12345678901234567890,丙厂,1,第8期,签约\n"
        ),
        file="台账.csv",
        rows=(3, 3, 0, 0),
        projects=[
            _known("甲厂", "1", "00123", listed=_LISTED),
            _known("乙厂", "1", "00124", listed=_LISTED),
            _known("丙厂", "1", "12345678901234567890", listed=_LISTED),
        ],
        investment=("3", "0", None),
    ),
    Mess(
        name="领域不在台账里，要问",
        write=xlsx(
            [[*_HEAD, "所属行业"], _row(1, "甲厂", 1, "现代农业"), _row(2, "乙厂", 2, "先进制造业")]
        ),
        rows=(2, 1, 0, 0),
        rejected={"台账!F2": "现代农业"},
        projects=[project("乙厂", "2", 领域="先进制造业", listed=_LISTED)],
        investment=("2", "1", None),
    ),
    Mess(
        name="空白从不抹去台账里有的",
        write=xlsx([[*_HEAD, "建设单位"], [1, "示例铝业", None, "第8期", "开工", "示例铝业公司"]]),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(1, 0, 1, 0),
        projects=[
            _known(
                "示例铝业",
                "5",
                "SL-2023-002",
                项目代码="2301-411421-04-01-100001",
                建设单位="示例铝业公司",
                listed={"签约": 7, "开工": 8},
            )
        ],
        investment=("0", "0", None),
        gains="0",
    ),
    Mess(
        name="台账里在第七期签约，表里又在第八期签约，要问",
        write=xlsx([_HEAD, _row(1, "示例铝业", 5)]),
        ledger={"projects/a.yaml": _KNOWN},
        rows=(1, 0, 0, 0),
        rejected={"台账!D2": "第7期"},
        projects=[],
        investment=("0", "5", None),
    ),
    Mess(
        name="两张表里只差括号",
        write=sheets(
            ("第七期签约", [_HEAD[:3], [1, "示例物流园（一期）", 1]]),
            ("第八期开工", [_HEAD[:3], [1, "示例物流园 (一期)", 1], [2, "示例物流园（二期）", 2]]),
        ),
        rows=(3, 2, 1, 0),
        projects=[
            project("示例物流园（一期）", "1", listed={"签约": 7, "开工": 8}),
            project("示例物流园（二期）", "2", listed={"开工": 8}),
        ],
        investment=("3", "0", None),
    ),
    Mess(
        name="台账里两个同名的，建设单位和总投资说得清是哪一个的不问，说不清的问",
        write=xlsx(
            [
                ["项目名称", "建设单位", "总投资（亿元）", "期次", "批"],
                ["示例物流园", "乙公司", 2, "第8期", "开工"],
                ["示例物流园", "丙公司", 4, "第8期", "投产"],
                ["示例物流园", None, None, "第8期", "投产"],
            ]
        ),
        ledger={"projects/a.yaml": _NAMESAKES},
        rows=(3, 0, 1, 0),
        rejected={"台账!A3": "是其中哪一个", "台账!A4": "是其中哪一个"},
        projects=[
            _known(
                "示例物流园", "2", "SL-2023-002", 建设单位="乙公司", listed={"签约": 7, "开工": 8}
            )
        ],
        investment=("2", "4", None),
        gains="0",
    ),
    Mess(
        name="与两个项目都只差一点，一次问清是哪一个",
        write=xlsx([_HEAD, _row(1, "示例精密机械")]),
        ledger={"projects/a.yaml": _NEARLY},
        rows=(1, 0, 0, 0),
        rejected={"台账!B2": "SL-2023-001“示例精密机械厂”、SL-2023-002“示例精密机械部”"},
        projects=[],
        investment=("0", "1", None),
    ),
]
