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
]
