"""Phases and batches: what names one, what names several, what only sounds like it."""

from datetime import date

import pytest

from ingest.values.cells import number, text
from sangeyipi.ingest.values.lists import batch, batch_in, phase, phases_in
from sangeyipi.ingest.values.texts import folded
from sangeyipi.model.stages import Batch
from sangeyipi.sheets.grid import EMPTY

HELD = (
    (4, date(2022, 5, 5)),
    (5, date(2022, 7, 5)),
    (6, date(2022, 9, 28)),
    (7, date(2023, 1, 28)),
    (8, date(2023, 5, 8)),
)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(("第八期", 8), ("八期", 8), ("8", 8), ("8期", 8), ("第8期", 8), ("期数8", 8), ("８", 8)),
        *(
            ("第 8 期", 8),
            ("十二", 12),
            ("第十二期", 12),
            ("08", 8),
            ("第八期项目", 8),
            ("'8", 8),
            ("8.0", 8),
        ),
        *(("2023年第8期", 8), ("2023年二季度", 8), ("2023年第二季度", 8), ("2023Q2", 8)),
        *(("2023年第二季度（第八期）", 8), ("省第八期", 8), ("第八期签约", 8)),
    ],
)
def test_one_phase(said: str, read: int) -> None:
    assert phase(text(said), HELD) == (read,)


def test_numbers_of_phases() -> None:
    assert phase(number("8"), HELD) == phase(number("8", '"第"0"期"'), HELD) == (8,)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("2022年三季度", (5, 6)),
        # The eighth phase was not in 2022; the first of 2023 was the seventh.
        ("2023年第一期", (1, 7)),
        ("2022年第二期", (2, 5)),
    ],
)
def test_several_are_for_a_person(said: str, read: tuple[int, ...]) -> None:
    assert phase(text(said), HELD) == read


@pytest.mark.parametrize(
    "said",
    [
        *(
            "",
            "二季度",
            "2021年一季度",
            "第7-8期",
            "7、8",
            "第七、八期",
            "各期",
            "前8期",
            "一期工程",
        ),
        *(
            "一期工程",
            "近期",
            "0",
            "八九",
            "8.5",
            "2022年第8期",
            "签约",
            "第八期、第九期",
            "后期项",
        ),
    ],
)
def test_none(said: str) -> None:
    assert phase(text(said), HELD) == () == phase(EMPTY, HELD)


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("第八期签约项目台账.xlsx", (8,)),
        ("示例县2023年第二季度“三个一批”项目", (8,)),
        ("2023年8期", (8,)),
        ("第1-8期汇总", ()),
        ("三个一批项目台账", ()),
        ("示例产业园一期工程", ()),
        ("2023年5月8日", ()),
    ],
)
def test_titles(said: str, read: tuple[int, ...]) -> None:
    assert phases_in(folded(said), HELD) == read


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(("签约", "签约"), ("签约一批", "签约"), ("已签约", "签约"), ("签约项目", "签约")),
        *(("开工一批", "开工"), ("开工类", "开工"), ("动工", "开工"), (" 开 工 ", "开工")),
        *(
            ("投产", "投产"),
            ("投产一批项目", "投产"),
            ("竣工投产", "投产"),
            ("开工（转化）", "开工"),
        ),
        *(("开工（转化）", "开工"), ("三个一批-开工", "开工"), ("新开工", "开工")),
    ],
)
def test_a_batch(said: str, read: str) -> None:
    assert batch(text(said)) is Batch(read)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "未开工",
        "拟开工",
        "签约、开工",
        "签约未开工",
        "三个一批",
        "签约仪式",
        "履约",
        "达效",
        "1",
        "计划投产",
    ],
)
def test_no_batch(said: str) -> None:
    assert batch(text(said)) is None


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(("（二）开工项目", "开工"), ("开工一批", "开工"), ("签约", "签约"), ("3.投产", "投产")),
        *(
            ("第八期签约项目台账.xlsx", "签约"),
            ("签约台账.xlsx", "签约"),
            ("二、新开工项目", "开工"),
        ),
        *(("开工一批（未开工3个）", "开工"), ("投产项目情况表", "投产"), ("第8期签约", "签约")),
        *(("二、开工（12个）", "开工"), ("（一）签约（3项，12亿元）", "签约")),
        ("示例县“三个一批”第八期开工台账", "开工"),
        ("第八期开工 - 副本", "开工"),
        ("第八期投产台账最终版", "投产"),
    ],
)
def test_a_heading_names_a_batch(said: str, read: str) -> None:
    assert batch_in(folded(said)) is Batch(read)


@pytest.mark.parametrize(
    "said",
    [
        *("三个一批", "签约开工项目", "签约、开工、投产项目", "未开工项目", "拟开工项目清单"),
        *("计划开工项目", "签约仪式", "签约率", "一期工程", "开工投产率", "签约金额", "待开工"),
        *("第八期项目开工情况表", "第八期签约开工表", "第八期拟开工台账", "开工时间表"),
    ],
)
def test_a_heading_that_names_none(said: str) -> None:
    assert batch_in(folded(said)) is None
