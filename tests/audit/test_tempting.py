"""Passages that tempt a false alarm or a sum by chance, each after a mistake that was made once."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.finding import Finding, RelationKind
from sangeyipi.audit.text import AsRead


def told(one: Finding) -> str:
    stated = one.stated.printed if one.stated else ""
    return f"{one.verdict} {one.kind} {one.expression} = {stated}"


@pytest.mark.parametrize(
    "text",
    [
        # The same count of things of two places.
        "甲市活动共推进项目48个，总投资152.9亿元。\n乙市活动共推进项目48个，总投资90.4亿元。",
        # A difference is no last year's figure, and no whole of the list after it.
        "完成投资313.6亿元，较去年同期增长153.3亿元，同比增长95.6%。",
        "完成75.3亿元，比去年同期73.8亿元增加1.5亿元。按行业分，农业项目48个，完成22.3亿元；"
        "工业项目50个，完成27.1亿元；交通项目10个，完成25.9亿元。",
        # 签约12个 is no 约12个; stages do not add up.
        "全县签约项目50个，其中已履约48个、已开工40个、已投产20个。",
        # What was due by midyear is not printed; a plan need not be the year's target.
        "今年计划开工项目85个，上半年已开工48个，开工率96%。",
        "计划投资50亿元，实际完成投资43亿元，占年度目标的72%。",
        # Another subject's half year.
        "一季度完成54.1亿元，二季度完成61.4亿元。78个续建项目上半年完成78.3亿元。",
        # Attributes that overlap; a whole that another whole has.
        "全县62个项目中，亿元以上项目28个，占45.2%；工业项目35个，占56.5%。",
        "签约5个、开工4个，总投资70.2亿元。签约5个，总投资21.4亿元；开工4个，总投资70.2亿元。",
        # Lists of several measures, of which only the first is named.
        "个数、总投资、年度投资分别为26个、86亿元、30亿元，其中新开工分别为10个、40亿元、15亿元，"
        "续建分别为16个、46亿元、15亿元。",
        # What else the rest is, is not said; a bracket takes some away; two old figures.
        "40个项目已开工27个，还有5个未开工项目手续不全。",
        "年初48个，退出3个，新增2个，现有46个（另合并1个）。",
        "完成60亿元，其中工业50亿元，增长25%，去年同期为50亿元和40亿元。",
        # A part of what was added.
        "在建项目由18个增加到26个，增加5个亿元以上项目。",
        # The same batch of two phases.
        "第一期15个，其中“签约一批”项目1个，项目已全部签约落地，签约开工率100%；“开工一批”项目14个。"
        "第二期7个，其中“签约一批”项目2个，项目已全部签约落地，签约开工率100%；“开工一批”项目5个。",
        # Rows below a row, without a last one that counts them.
        "类别\t个数\t金额\n一、产业\t31\t40\n1.工业\t22\t30\n2.农业\t9\t10\n二、民生\t20\t9\n",
    ],
)
def test_nothing_is_called_wrong(text: str) -> None:
    assert [
        told(one) for one in audited(AsRead("x", text)).findings if one.verdict == "wrong"
    ] == []


@pytest.mark.parametrize(
    "text",
    [
        "10个计划投产项目投产7个，投产率70%；有3个续建项目提前投产。",
        "共23个：已投产7个，在建13个，将开工1个，未开工2个。另有合同项目21个，在谈9个。",
        "829亿元已完成。甲完成17亿元，乙完成7亿元。年度计划356亿元，完成211亿元。产业完成1064亿元。",
    ],
)
def test_no_sum_by_chance(text: str) -> None:
    sums = [one for one in audited(AsRead("x", text)).findings if one.kind is RelationKind.SUM]
    assert not [
        one for one in sums if one.stated and one.stated.text in ("10个", "21个", "1064亿元")
    ]


def test_a_report_of_phases_is_read_as_a_whole() -> None:
    text = (
        "全县纳入平台项目12个，其中签约项目3个；开工项目5个；投产项目4个；"
        "项目资金到位率、开工率均实现预期目标第一期共纳入项目5个，其中“签约一批”项目1个；"
        "“开工一批”项目3个，项目已全部开工，投产率100%；“投产一批”项目1个第二期共纳入项目7个，"
        "其中“签约一批”项目2个；“开工一批”项目2个，开工率100%；“投产一批”项目3个"
        "第三期项目共26个，其中签约项目3个，开工项目12个，投产项目H个\n"
    )
    found = audited(AsRead("x", text)).findings
    assert [one for one in found if one.verdict == "wrong"] == []
    said = [(one.verdict.value, one.stated.text) for one in found if one.stated]
    assert ("unbound", "资金到位率") in said
    assert ("base-unclear", "全部开工") in said
    lost = next(one for one in found if one.verdict == "unreadable")
    assert f"{lost.expression} = {lost.computed}" == "26 - 3 - 12 = 11"
    sums = {one.expression for one in found if one.kind is RelationKind.SUM}
    assert {"3 + 5 + 4", "1 + 2", "3 + 2", "1 + 3", "2 + 2 + 3"} <= sums
