"""Shares and rates of a text: examples, and what may not be called wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding
from sangeyipi.audit.text.as_read import AsRead


def told(one: Finding) -> str:
    stated = one.stated
    return f"{one.verdict} {one.expression} = {stated.printed if stated else ''}"


@pytest.mark.parametrize(
    "text",
    [
        "第一批30个，已开工25个，第二批20个，已开工18个，开工率86%。",
        "甲县计划10亿元，完成4亿元，乙县计划20亿元，完成12亿元，占年度计划的53.3%。",
        "项目40个，已开工30个，新建项目开工率60%。",
        "省重点年度计划50亿元。市重点30个，1-5月完成20亿元，占年度计划的41.3%。",
        "签约22个，开工20个，开工率100%。",
        "新开工30个，续建20个，开工率90%。",
        "年度计划100亿元，完成40亿元，占总投资的20%，同比增长12%。",
        "项目30个，资金到位率81.3%，满意率46.1%。",
        "北京签约的开工5个，占北京签约数的16%。",
        "五期项目13个，总投资20亿元，完成率46.1%。",
        # Side by side, but of what was begun nobody knows how much is done.
        "项目23个、总投资48.6亿元，其中已开工19个、完成投资31.2亿元，项目完成率82.1%，投资完成率64.2%。",
        # Those done early counted in.
        "应开工29个，实际开工26个（含提前开工3个），按期开工率89.7%。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    found = audited(AsRead("x", text))
    assert [told(one) for one in found.findings if one.verdict == "wrong"] == []


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        (
            "签订合同项目214个，总投资583.4亿元，合同引资526.8亿元。累计到位资金168.4亿元，资金到位率32%。",
            "168.4 / 526.8 * 100",
        ),
        (
            "合同引资152.6亿元：甲类引资61.4亿元，乙类引资52.7亿元，丙类引资38.5亿元。"
            "上述项目已到位资金53.4亿元，资金到位率35%。",
            "53.4 / 152.6 * 100",
        ),
        ("共签约项目218个，已开工141个，终止5个，履约率97.71%。", "(218 - 5) / 218 * 100"),
    ],
)
def test_what_arrived_and_what_was_kept_is_of_what_was_signed(text: str, expression: str) -> None:
    found = audited(AsRead("x", text))
    assert found.wrong == 0
    assert [one.expression for one in found.findings if one.verdict == "holds"][-1] == expression


@pytest.mark.parametrize(
    "text",
    [
        "合同引资526.8亿元。甲县到位资金68.4亿元，资金到位率41.2%。",
        "合同引资526.8亿元，其中甲县166亿元；甲县到位资金68.4亿元，资金到位率41.2%。",
        "签约项目218个，终止5个，开工141个，履约率92.3%。",
        "签约项目218个，上年终止5个，履约率96.8%。",
    ],
)
def test_what_arrived_of_others_is_not_called_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


ROWS = (
    "土地处置任务2430亩，已处置1895亩，处置率77.98%；"
    "闲置土地处置任务612亩，已处置508亩，处置率83.01%。"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("两项合计任务3042亩，完成2403亩，综合处置率80.50%。", 1),
        ("两项合计任务3042亩，完成2403亩，总体处置率80.5%。", 1),
        ("两项合计任务3042亩，完成2403亩，综合处置率78.99%。", 0),
        ("两项合计任务3042亩，完成2403亩，平均处置率80.50%。", 0),
        ("两项合计任务3042亩，完成2403亩，综合满意率80.50%。", 0),
        ("两个镇综合满意率80.50%。", 0),
    ],
)
def test_the_mean_of_rates_is_no_rate_of_all(text: str, wrong: int) -> None:
    assert audited(AsRead("x", ROWS + text)).wrong == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("开工率、投产率、达效率分别为93.8%、85%、59.1%", 2),
        ("开工率、达效率、投产率分别为93.8%、85%、59.1%", 0),
        ("开工率、投产率、达效率分别为93.8%、59.1%、85%", 0),
    ],
)
def test_a_rate_of_what_was_done_is_called_after_it(said: str, wrong: int) -> None:
    text = f"签约16个、开工22个、投产20个，目前分别有15个已开工、13个已投产、17个已达效，{said}。"
    assert audited(AsRead("x", text)).wrong == wrong


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("剔除高新区后，各县开工率94.9%。", 0),
        ("剔除高新区后，各县开工率99.4%。", 1),
        # Of others, of another rate, and no slip.
        ("剔除开发区后，各县开工率99.4%。", 0),
        ("剔除高新区后，各县投产率99.4%。", 0),
        ("剔除高新区后，各县开工率93.1%。", 0),
    ],
)
def test_a_rate_of_all_but_some_is_of_what_is_left(said: str, wrong: int) -> None:
    text = "全市签约项目168个，已开工149个，开工率88.7%；其中高新区31个，已开工19个，开工率61.3%，"
    assert audited(AsRead("x", text + said)).wrong == wrong
