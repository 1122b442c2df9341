"""Monthly figures beside projects: taken with --month, named without."""

from ingest.messes.mess import Mess, project, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）", "期次", "批"]
_LISTED = {"签约": 8}
_SHEET = xlsx(
    [
        [*_HEAD, "形象进度", "本月完成（万元）", "存在问题"],
        [1, "甲厂", 1, "第8期", "签约", "主体封顶", 500, "用地"],
    ]
)

MESSES = [
    Mess(
        name="不写月份，月度数只说不取",
        write=_SHEET,
        rows=(1, 1, 0, 0),
        projects=[project("甲厂", "1", listed=_LISTED)],
        investment=("1", "0", None),
        notes={"台账!F1": "--month", "台账!G1": "--month", "台账!H1": "--month"},
    ),
    Mess(
        name="写了月份，月度数不进项目",
        write=_SHEET,
        options=["--month", "2023-05"],
        rows=(1, 1, 0, 0),
        projects=[project("甲厂", "1", listed=_LISTED)],
        investment=("1", "0", None),
    ),
    Mess(
        name="一个项目两行，一行计划一行实际",
        write=xlsx(
            [
                [*_HEAD, "", "开工时间", "本月完成（万元）"],
                [1, "甲厂", 1, "第8期", "签约", "计划", "2023.4", 500],
                [None, None, None, None, None, "实际", "2023.5", 300],
                [2, "乙厂", 2, "第8期", "签约", "计划", "2023.6", 500],
                [None, None, None, None, None, "实际", None, None],
            ],
            merged=[f"{one}{at}:{one}{at + 1}" for one in "ABCDE" for at in (2, 4)],
        ),
        options=["--month", "2023-05", "--as-of", "2023-06-30"],
        rows=(4, 2, 1, 1),
        projects=[
            project(
                "甲厂",
                "1",
                listed=_LISTED,
                planned={"开工": "2023-04"},
                reached={"开工": "2023-05"},
            ),
            project("乙厂", "2", listed=_LISTED, planned={"开工": "2023-06"}),
        ],
        investment=("3", "0", None),
        notes={
            "台账!F1": "计划一行的日期记作计划",
            "台账!H2": "“计划”一行的“本月完成”不是实际完成的",
            "台账!H4": "“计划”一行的“本月完成”不是实际完成的",
        },
    ),
]
