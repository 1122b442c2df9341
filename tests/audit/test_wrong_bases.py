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
RATIOS = [
    (
        "初中在校生19850人，专任教师1512人，生师比13.1∶1。高中在校生11230人，比上年的10866人增加364人；"
        "专任教师903人，生师比{}∶1。",
        "12.4",
        "12.0",
    ),
    ("在校生39027人；专任教师2846人，上年2750人，师生比1∶{}。", "13.7", "14.2"),
    (
        "城镇居民收入38650元，上年为36780元；农村居民收入21480元，城乡居民收入比{}。",
        "1.80",
        "1.71",
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
    "高中在校生11230人，上年10866人；专任教师903人，上年生师比12.0∶1。",
    "高中在校生11230人，上年10866人；专任教师903人，生师比由上年的12.0∶1提高到12.4∶1。",
    "高中在校生11230人，上年10866人；专任教师903人，公办学校生师比12.0∶1。",
    "城镇居民收入38650元，上年为36780元；农村居民收入21480元，全省城乡居民收入比2.31。",
    CROSSED.format("投资完成率分别为44.9%、38.0%"),
    CROSSED.format("分别增长38.0%、44.9%"),
    CROSSED.format("开工率分别为38.0%、44.9%"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), [*CASES, *RATIOS])
def test_the_percentage_of_another_figure_is_wrong(text: str, right: str, wrong: str) -> None:
    assert audited(AsRead("x", text.format(right))).wrong == 0
    assert audited(AsRead("x", text.format(wrong))).wrong == 1


def test_both_rates_that_come_out_crosswise_are_wrong() -> None:
    assert audited(AsRead("x", CROSSED.format("投资完成率分别为38.0%、44.9%"))).wrong == 2


@pytest.mark.parametrize("text", TRUE)
def test_what_may_be_so_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


TOGETHER = [
    (
        "其中工业用电51.5亿千瓦时，占59.6%；居民用电18.9亿千瓦时，占21.9%；两项合计占用电量的{}%。",
        "81.5",
        "83.5",
    ),
    (
        "其中工业用电51.5亿千瓦时，占59.6%，居民用电18.9亿千瓦时，占21.9%，两项共占{}%。",
        "81.5",
        "85.1",
    ),
    (
        "其中甲区21.4亿千瓦时、乙区18.2亿千瓦时、丙县16.1亿千瓦时，三家合计占全市的{}%。",
        "64.5",
        "65.4",
    ),
]
NOT_THESE = [
    "其中工业用电51.5亿千瓦时，占59.6%；居民用电18.9亿千瓦时，占21.9%；农业、商业两项合计占15.1%。",
    "其中工业用电51.5亿千瓦时，占59.6%；居民用电18.9亿千瓦时，占21.9%；其余两项合计占18.5%。",
    "其中工业用电51.5亿千瓦时、居民用电18.9亿千瓦时，两项占全省同类用电量的4.8%。",
]


@pytest.mark.parametrize(("text", "right", "other"), TOGETHER)
def test_what_several_are_together(text: str, right: str, other: str) -> None:
    whole = "全社会用电量86.4亿千瓦时，增长6.2%。"
    assert audited(AsRead("x", whole + text.format(right))).wrong == 0
    found = audited(AsRead("x", whole + text.format(other)))
    assert [f.message for f in found.findings if f.verdict == "wrong" and len(f.operands) > 2]


@pytest.mark.parametrize("text", NOT_THESE)
def test_what_others_are_together(text: str) -> None:
    assert audited(AsRead("x", "全社会用电量86.4亿千瓦时，增长6.2%。" + text)).wrong == 0


#: What is right, and what is of the first row's whole.
ROWS = [
    "“签约一批”41个，已开工37个，开工率90.2%；“开工一批”68个，已投产24个，投产率{}%；"
    "“投产一批”52个，已达效49个，达效率94.2%。",
    "产业类41个，已开工37个，开工率90.2%；民生类68个，已开工24个，开工率{}%；"
    "基础设施类52个，已开工49个，开工率94.2%。",
    "工业41户，已复工37户，复工率90.2%，服务业68户，已复工24户，复工率{}%，建筑业52户，已复工49户，"
    "复工率94.2%。",
    "甲县任务41亿元，完成37亿元，占90.2%；乙县任务68亿元，完成24亿元，占{}%；"
    "丙县任务52亿元，完成49亿元，占94.2%。",
]
NO_ROWS = [
    "签约41个，已开工37个，开工率90.2%；其中亿元以上项目12个，已投产24个，投产率58.5%；"
    "投产项目52个，已达效49个，达效率94.2%。",
    "签约41个，履约39个，履约率95.1%；开工37个，其中当年签约的24个，占签约的58.5%；"
    "投产15个，已达效12个，达效率80%。",
    "签约项目41个，已开工37个，开工率90.2%；涉及企业68家，已投产24个，投产率58.5%；"
    "投产项目52个，已达效49个，达效率94.2%。",
]


@pytest.mark.parametrize("text", ROWS)
def test_a_rate_of_the_whole_of_another_row(text: str) -> None:
    assert audited(AsRead("x", text.format("35.3"))).wrong == 0
    assert audited(AsRead("x", text.format("58.5"))).wrong == 1


@pytest.mark.parametrize("text", NO_ROWS)
def test_rows_that_say_more_than_three(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
