"""Dates as counties write them: what is exact, what is a plan, what is no date at all."""

from datetime import date
from typing import Any

from ingest.messes.mess import Mess, made, project, xlsx

_HEAD = ["序号", "项目名称", "总投资（亿元）", "期次", "批"]
_TITLE = ["示例县项目台账（截至2023年12月31日）"]
_LISTED = {"签约": 5}


def _rows(heading: str, *values: Any, title: Any = _TITLE) -> list[list[Any]]:
    body = [
        [at, f"{name}厂", 1, "第5期", "签约", value]
        for at, (name, value) in enumerate(zip("甲乙丙丁戊己庚辛壬癸", values, strict=False), 1)
    ]
    return [title, [*_HEAD, heading], *body]


def _started(*days: str | None) -> list[dict[str, Any]]:
    """A project for each day on which it was started; None: nobody knows."""
    return [
        project(f"{name}厂", "1", listed=_LISTED, reached={"开工": day} if day else {})
        for name, day in zip("甲乙丙丁戊己庚辛壬癸", days, strict=False)
    ]


def _mess(name: str, write: Any, projects: list[dict[str, Any]], **more: Any) -> Mess:
    count = len(projects)
    return Mess(
        name=name,
        write=write,
        rows=more.pop("rows", (count, count, 0, 0)),
        projects=projects,
        investment=more.pop("investment", (str(count), "0", None)),
        **more,
    )


def _in_1904(book: Any, page: Any) -> None:
    for at, row in enumerate(_rows("开工时间", date(2023, 3, 28))):
        for column, value in enumerate(row):
            form = (
                book.add_format({"num_format": "yyyy-mm-dd"}) if at == 2 and column == 5 else None
            )
            page.write(at, column, value, form)


def _shown_with_two_places(page: Any) -> None:
    page["F3"].number_format = "0.00"


def _started_and(number: int, note: str) -> dict[str, Any]:
    name = "甲乙丙丁戊己庚辛壬癸"[number]
    return project(f"{name}厂", "1", listed=_LISTED, 备注=f"开工时间：{note}")


MESSES = [
    _mess(
        "日期的各种写法",
        xlsx(
            _rows(
                "开工时间",
                "2023.6",
                "2023.06.01",
                "2023/6/1",
                "20230328",
                "2023—04—03",
                "Jun-23",
                "2023年6月",
                "23.6.1",
                "２０２３年６月",
                "202306",
            )
        ),
        _started(
            "2023-06",
            "2023-06-01",
            "2023-06-01",
            "2023-03-28",
            "2023-04-03",
            "2023-06",
            "2023-06",
            "2023-06-01",
            "2023-06",
            "2023-06",
        ),
        investment=("10", "0", None),
    ),
    _mess(
        "真正的日期、序列号和只显示年月的日期",
        xlsx(
            _rows("开工时间", date(2023, 3, 28), 45095, date(2023, 6, 1)),
            then=lambda page: page["F5"].__setattr__("number_format", "yyyy年m月"),
        ),
        _started("2023-03-28", "2023-06-18", "2023-06"),
    ),
    _mess(
        "由LibreOffice存成xls的日期",
        xlsx(_rows("开工时间", date(2023, 3, 28), "2023.6")),
        _started("2023-03-28", "2023-06"),
        office="xls",
    ),
    _mess(
        "由LibreOffice存成ods的日期",
        xlsx(_rows("开工时间", date(2023, 3, 28), "2023.6")),
        _started("2023-03-28", "2023-06"),
        office="ods",
    ),
    _mess("XlsxWriter写的日期", made(_in_1904), _started("2023-03-28")),
    _mess(
        "6月按表的年份",
        xlsx(_rows("开工时间", "6月", "3月28日")),
        _started("2023-06", "2023-03-28"),
    ),
    _mess(
        "数2022.1看格式，显示两位的是10月",
        xlsx(_rows("开工时间", 2022.1), then=_shown_with_two_places),
        _started("2022-10"),
    ),
    _mess(
        "数2022.1看不出1月还是10月，要问",
        xlsx(_rows("开工时间", 2022.1, "2022.1")),
        _started(None, "2022-01")[1:],
        rows=(2, 1, 0, 0),
        rejected={"台账!F3": "1 月还是 10 月"},
        investment=("1", "1", None),
    ),
    _mess(
        "表的日期之后的是计划",
        xlsx(_rows("开工时间", "2024.6", "2023.6")),
        [
            project("甲厂", "1", listed=_LISTED, planned={"开工": "2024-06"}),
            *_started(None, "2023-06")[1:],
        ],
        notes={"台账!F3": "记作计划"},
    ),
    _mess(
        "--as-of 代替表的日期",
        xlsx(_rows("开工时间", "2023.6", "2023.3", title=["示例县项目台账"])),
        [
            project("甲厂", "1", listed=_LISTED, planned={"开工": "2023-06"}),
            *_started(None, "2023-03")[1:],
        ],
        options=["--as-of", "2023-05-31"],
    ),
    _mess(
        "没有表的日期，太晚的要问",
        xlsx(_rows("竣工时间", "2024年12月", "2022年6月", title=["示例县项目台账"])),
        [project("乙厂", "1", listed=_LISTED, reached={"投产": "2022-06"})],
        rows=(2, 1, 0, 0),
        rejected={"台账!F3": "--as-of"},
        investment=("1", "1", None),
    ),
    _mess(
        "开工时间旁边另有实际开工时间，前一列不当已开工；计划的列里写已开工的，原文记入备注",
        xlsx(
            [
                _TITLE,
                [*_HEAD, "开工时间", "实际开工时间", "计划竣工时间"],
                [1, "甲厂", 1, "第5期", "签约", "2022.6", None, "2022年8月（已投产）"],
                [2, "乙厂", 1, "第5期", "签约", "2022.6", "2022.7", None],
            ]
        ),
        [
            project(
                "甲厂",
                "1",
                listed=_LISTED,
                planned={"投产": "2022-08"},
                备注="计划竣工时间：2022年8月（已投产）",
            ),
            project("乙厂", "1", listed=_LISTED, reached={"开工": "2022-07"}),
        ],
        notes={"台账!F2": "可能是计划.开工", "台账!H3": "记作计划"},
    ),
    _mess(
        "拟、计划、底前是计划",
        xlsx(_rows("开工时间", "拟2023年6月", "2023年6月底前", "预计2023.7")),
        [
            project("甲厂", "1", listed=_LISTED, planned={"开工": "2023-06"}),
            project("乙厂", "1", listed=_LISTED, planned={"开工": "2023-06"}),
            project("丙厂", "1", listed=_LISTED, planned={"开工": "2023-07"}),
        ],
    ),
    _mess(
        "年底、上半年、三季度、只有年：不编造月日",
        xlsx(_rows("开工时间", "2023年底", "2023年上半年", "2023年三季度", "2023年")),
        [
            _started_and(0, "2023年底"),
            _started_and(1, "2023年上半年"),
            _started_and(2, "2023年三季度"),
            _started_and(3, "2023年"),
        ],
        notes={"台账!F3": "记入备注", "台账!F6": "记入备注"},
    ),
    _mess(
        "读不出的日期不连累整行",
        xlsx(_rows("开工时间", "待定", "/", "拟开工")),
        [
            _started_and(0, "待定"),
            *_started(None, None)[1:],
            _started_and(2, "拟开工"),
        ],
        notes={"台账!F3": "记入备注", "台账!F5": "记入备注"},
    ),
    _mess(
        "起止年限是开工和投产的计划",
        xlsx(_rows("起止年限", "2023.6-2024.12", "2023-2025")),
        [
            project("甲厂", "1", listed=_LISTED, planned={"开工": "2023-06", "投产": "2024-12"}),
            project("乙厂", "1", listed=_LISTED, 备注="起止年限：2023-2025"),
        ],
    ),
    _mess(
        "预计竣工时间是计划",
        xlsx(_rows("预计竣工时间", "2022.6")),
        [project("甲厂", "1", listed=_LISTED, planned={"投产": "2022-06"})],
    ),
]
