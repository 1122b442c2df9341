"""Percentages of another figure than the one that their words name."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

#: What is right, and what is the percentage of the other figure.
CASES = [
    (
        "重点项目32个，总投资164亿元，年度计划投资52.6亿元。完成投资24.3亿元，占年度计划的{}%。",
        "46.2",
        "14.8",
    ),
    (
        "共安排项目186个，其中省级重点项目48个。已开工162个；其中省级重点项目已开工45个，开工率{}%。",
        "93.8",
        "24.2",
    ),
    (
        "全市项目186个，其中产业类48个。其中产业类项目已开工45个，开工率{}%。",
        "93.8",
        "24.2",
    ),
    (
        "86个项目完成投资64.8亿元，去年同期为51.7亿元，同比增长25.3%；年度计划93.6亿元，完成率{}%。",
        "69.2",
        "55.2",
    ),
]
CROSSED = "省、市级项目分别完成投资41.6亿元、87.9亿元，年度计划分别为92.7亿元、231.4亿元，{}。"
TRUE = [
    "总投资164亿元，年度计划投资52.6亿元。完成投资24.3亿元，占总投资的14.8%。",
    "计划总投资164亿元，年度计划投资52.6亿元。完成投资124.3亿元，占计划的75.8%。",
    "总投资164亿元，年度计划投资52.6亿元。省重点完成投资24.3亿元，占省重点年度计划的61.5%。",
    "总投资164亿元，其中省重点年度计划52.6亿元、市重点年度计划80亿元。完成24.3亿元，占年度计划的18.3%。",
    "共安排项目186个，其中省级重点项目48个。其中省级重点项目已开工45个，占24.2%。",
    "共安排项目186个，其中省级重点项目48个。其中省级重点项目已开工45个，全部项目开工率87.1%。",
    "共安排项目186个，其中省级重点项目48个、省级重点预备项目50个。省级重点项目已开工45个，开工率93.8%。",
    "完成投资64.8亿元，去年同期为51.7亿元；去年年度计划93.6亿元，完成率55.2%。",
    "完成投资64.8亿元，去年同期为51.7亿元，占去年年度计划93.6亿元的55.2%。",
    "完成投资64.8亿元，去年同期为51.7亿元，相当于去年全年93.6亿元的69.2%。",
    "完成投资52.3亿元，上年同期完成43.9亿元、年度计划81.6亿元、完成率53.8%。",
    "项目214个，其中产业类118个、民生类96个。产业类已开工110个，民生类已开工77个，全市开工率87.4%。",
    CROSSED.format("投资完成率分别为44.9%、38.0%"),
    CROSSED.format("分别增长38.0%、44.9%"),
    CROSSED.format("开工率分别为38.0%、44.9%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), CASES)
def test_the_percentage_of_another_figure_is_wrong(text: str, right: str, wrong: str) -> None:
    assert audited(AsRead("x", text.format(right))).wrong == 0
    assert audited(AsRead("x", text.format(wrong))).wrong == 1


def test_both_rates_that_come_out_crosswise_are_wrong() -> None:
    assert audited(AsRead("x", CROSSED.format("投资完成率分别为38.0%、44.9%"))).wrong == 2


@pytest.mark.parametrize("text", TRUE)
def test_what_may_be_so_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
