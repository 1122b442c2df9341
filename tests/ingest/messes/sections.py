"""Headings within a table: which are a 领域, which a list, and which neither."""

from typing import Any

from ingest.messes.mess import Mess, project, sheets, xlsx

_TITLE = ["示例县第八期签约项目台账（单位：亿元）"]
_HEAD = ["序号", "项目名称", "总投资"]
_SIGNED = {"签约": 8}
_ASIDE = "说的是状态、级别、批次或报送"


def _of(sector: str, *names: str, **facts: Any) -> list[dict[str, Any]]:
    own = {"领域": sector} if sector else {}
    return [project(one, "1", listed=_SIGNED, **own, **facts) for one in names]


MESSES = [
    Mess(
        name="续建、新开工、竣工投产、补报、级别、规模的标题不是领域，也不是批",
        write=sheets(
            (
                "甲",
                [
                    _TITLE,
                    _HEAD,
                    ["一、续建项目（1个）"],
                    [1, "甲厂", 1],
                    ["二、新开工项目（1个）"],
                    [2, "乙厂", 1],
                    ["三、计划竣工投产项目"],
                    [3, "丙厂", 1],
                    ["四、10亿元以上省级重点项目"],
                    [4, "丁厂", 1],
                ],
            ),
            (
                "乙",
                [
                    _TITLE,
                    _HEAD,
                    ["现代服务业"],
                    [1, "戊店", 1],
                    ["续建项目"],
                    [2, "己店", 1],
                    ["新开工项目"],
                    [3, "庚店", 1],
                    [None, "补报项目"],
                    [4, "辛店", 1],
                ],
            ),
        ),
        rows=(8, 8, 0, 0),
        projects=[
            *_of("", "甲厂", "乙厂", "丙厂", "丁厂", "己店", "庚店", "辛店"),
            *_of("现代服务业", "戊店"),
        ],
        investment=("8", "0", None),
        notes={f"甲!A{row}": _ASIDE for row in (3, 5, 7, 9)}
        | {"乙!A5": _ASIDE, "乙!A7": _ASIDE, "乙!B9": _ASIDE},
    ),
    Mess(
        name="领域在外层、里层或与级别写在一起，都取领域；按要求别的记入备注",
        write=xlsx(
            [
                _TITLE,
                _HEAD,
                ["一、先进制造业"],
                ["（一）续建项目"],
                [1, "甲厂", 1],
                ["二、省级重点项目"],
                ["（一）现代服务业项目"],
                [2, "乙店", 1],
                ["三、市重点先进制造业项目"],
                [3, "丙厂", 1],
                ["四、民生工程"],
                ["（一）在建现代服务业"],
                [4, "丁店", 1],
            ]
        ),
        options=["--keep-unmapped"],
        rows=(4, 4, 0, 0),
        projects=[
            *_of("先进制造业", "甲厂", 备注="标题：（一）续建项目"),
            *_of("现代服务业", "乙店", 备注="标题：二、省级重点项目"),
            *_of("先进制造业", "丙厂"),
            *_of("现代服务业", "丁店", 备注="标题：四、民生工程"),
        ],
        investment=("4", "0", None),
        notes={"台账!A9": "别的话没有导入", "台账!A11": "领域取的是另一层标题，记入备注"},
    ),
    Mess(
        name="调出、未纳入的，两层都是领域的，不在领域里的，都要问",
        write=xlsx(
            [
                _TITLE,
                _HEAD,
                ["一、先进制造业"],
                ["（一）现代服务业"],
                [1, "甲厂", 1],
                ["二、调出项目"],
                [2, "乙厂", 1],
                ["三、未纳入三个一批的项目"],
                [3, "丙厂", 1],
                ["四", "基础设施项目", 2],
                ["（1）", "东路", 1],
                ["（2）", "西路", 1],
            ]
        ),
        rows=(5, 0, 0, 0),
        rejected={
            "台账!B5": "取哪一个",
            "台账!B7": "还导入吗",
            "台账!B9": "还导入吗",
            "台账!B11": "不在台账的“领域”里",
            "台账!B12": "不在台账的“领域”里",
        },
        projects=[],
        investment=("0", "5", None),
    ),
    Mess(
        name="一、签约 二、新开工 三、储备：新开工是批，储备不知道是哪一批",
        write=xlsx(
            [
                ["示例县第八期项目（单位：亿元）"],
                _HEAD,
                ["一、签约项目"],
                [1, "甲厂", 1],
                ["二、新开工项目"],
                [2, "乙厂", 1],
                ["三、储备项目"],
                [3, "丙厂", 1],
                ["四、计划新开工项目"],
                [4, "丁厂", 1],
            ]
        ),
        rows=(4, 2, 0, 0),
        rejected={"台账!B8": "不知道是哪一批", "台账!B10": "不知道是哪一批"},
        projects=[*_of("", "甲厂"), project("乙厂", "1", listed={"开工": 8})],
        investment=("2", "2", None),
    ),
    Mess(
        name="合计下面只写其中，再下面几行是它的构成，不是项目，由LibreOffice存成xls",
        write=xlsx(
            [
                _TITLE,
                _HEAD,
                [1, "甲厂", 9],
                [2, "乙厂", 2],
                ["合计", None, 11],
                ["其中："],
                [None, "省级", 9],
                [None, "市级", 2],
            ]
        ),
        office="xls",
        rows=(6, 2, 0, 0),
        skipped=["台账!A5", "台账!A6", "台账!B7", "台账!B8"],
        projects=[
            project("甲厂", "9", listed=_SIGNED),
            project("乙厂", "2", listed=_SIGNED),
        ],
        investment=("11", "0", "11"),
    ),
]
