"""The same quantity said again: what makes it another one, so that nothing is told."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

OTHERS = (
    # Another time, place, level or kind.
    "一季度，全县生产总值达到68.27亿元。\n上半年，全县实现生产总值86.27亿元。",
    "1—8月，全县生产总值达到68.27亿元。\n1—9月，全县实现生产总值86.27亿元。",
    "甲县实现生产总值68.27亿元。\n乙县实现生产总值86.27亿元。",
    "全省高标准农田4.75万亩。\n全市高标准农田4.57万亩。",
    "计划新建高标准农田4.75万亩。\n已新建高标准农田4.57万亩。",
    "第一批签约项目到位资金35.8亿元。\n第二批签约项目到位资金38.5亿元。",
    # Rows that are told alike, and words of no thing in particular.
    "工业到位资金12.34亿元。\n商贸到位资金12.43亿元。\n农业到位资金15.61亿元。",
    "甲项目很快，完成投资12.34亿元。\n乙项目很慢，完成投资12.43亿元。",
    "同比增长13.1%。\n同比增长31.1%。",
    # As many of other things, of another time, and of what both were counted.
    "省级项目22个，已开工16个。市级项目22个，已开工15个。",
    "甲县项目22个，已开工16个。乙县项目22个，已开工15个。",
    "会议确定事项22件，截至6月底，已办结6件，正在办理16件。截至7月底，22件事项中，15件正在办理。",
    "88个省重点项目，已开工62个。88个市重点项目，已开工63个。",
    # What is built upon is of another time or kind.
    "上半年累计到位资金46.83亿元。下一步，将在一季度到位资金46.38亿元的基础上加大力度。",
    "上半年累计到位资金46.83亿元。下一步，将在去年到位资金46.38亿元的基础上加大力度。",
    "省外到位资金46.83亿元。省内到位资金在46.38亿元的基础上继续提高。",
    # These are others than were counted, what is left of them, or their parts overlap.
    "签约项目49个。这47个新开工项目中，制造业31个，服务业12个，农业6个。",
    "新开工项目49个，其中2个因故暂停。这47个新开工项目中，制造业31个，服务业12个，省重点6个。",
    "新签约项目58个。上述56个新签约项目中，有2个落户开发区，制造业31个，服务业12个，农业13个。",
    "新开工项目49个，上年同期47个。这47个项目中，制造业31个，服务业12个，农业6个。",
    # As many as in the headline, but of another quarter, batch, state or place, or part of them.
    "甲县一季度26个项目开工 总投资83.7亿元\n二季度，甲县集中开工项目26个，总投资87.3亿元。",
    "第一批26个项目总投资83.7亿元\n第二批26个项目总投资87.3亿元。",
    "甲县26个项目总投资83.7亿元\n上年同期，全县集中开工项目26个，总投资87.3亿元。",
    "甲县26个项目总投资83.7亿元\n乙县集中开工项目26个，总投资87.3亿元。",
    "甲县26个项目总投资83.7亿元\n甲县集中开工项目26个，计划投资87.3亿元，总投资83.7亿元。",
    "甲县26个项目总投资80亿元\n甲县集中开工项目26个，总投资83.7亿元。",
    # Both are borne out by others.
    "全县排查隐患1246处，其中工贸846处、建筑400处。\n全县排查隐患1264处，其中工贸864处、建筑400处。",
)


def _wrong(text: str) -> int:
    return audited(AsRead("文", text)).wrong


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_another_quantity_is_no_contradiction(text: str) -> None:
    assert _wrong(text) == 0


@pytest.mark.parametrize(
    "text",
    [
        "一季度，全县生产总值达到68.27亿元。\n一季度，全县实现生产总值86.27亿元。",
        "全县排查隐患1246处，其中工贸846处、建筑400处。\n全县排查隐患1264处，形势严峻。",
        "甲县新建高标准农田4.75万亩\n甲县新建高标准农田4.57万亩，受益群众2.1万户。",
        "全市重点项目88个，已开工62个。88个重点项目中，已开工63个，开工率71.6%。",
        "全市重点项目88个，已开工62个。重点项目88个中，已开工63个。",
        "上半年累计到位资金46.83亿元，到位率29.6%。将在上半年到位资金46.38亿元的基础上加大力度。",
        "新开工亿元以上项目49个，投资157亿元。这47个新开工项目中，制造业31个，服务业12个，农业6个。",
        "重大项目集中开工\n26个项目总投资83.7亿元\n\n本报讯 此次集中开工项目26个，总投资87.3亿元。",
        "集中开工重大项目23个 总投资97.6亿元\n此次集中开工项目23个，总投资79.6亿元，"
        "年度投资31.2亿元。其中，产业类14个，总投资52.3亿元；基础设施类6个，总投资19.8亿元；民生类3个，总投资7.5亿元。",
        "共签约合同项目292个。\n到6月底，922个合同项目累计到位资金7亿元。",
    ],
)
def test_the_same_with_a_slip_is_told_once(text: str) -> None:
    assert _wrong(text) == 1


def test_what_is_said_rightly_a_third_time_still_tells_the_slip() -> None:
    text = "新建农田4758亩。\n新建高标准农田4758亩。\n全县新建高标准农田4785亩。"
    assert _wrong(text) == 1


PLANS = [
    "项目312个，年度计划投资628.3亿元。上半年完成投资339.7亿元，占年度计划投资{}亿元的49.8%。",
    "年度计划投资{}亿元，项目312个。上半年完成投资339.7亿元，占年度计划投资628.3亿元的49.8%。",
    "年度任务为{}亿元，项目326个。1—9月完成339.7亿元，为年度任务628.3亿元的49.8%。",
]
OTHER_PLANS = [
    "省重点年度计划投资628.3亿元。市重点项目完成339.7亿元，占年度计划投资682.3亿元的49.8%。",
    "去年年度计划投资628.3亿元。上半年完成339.7亿元，占年度计划投资682.3亿元的49.8%。",
    "甲县年度计划投资628.3亿元。乙县完成339.7亿元，占年度计划投资682.3亿元的49.8%。",
    "产业类年度计划投资628.3亿元。民生类完成339.7亿元，占年度计划投资682.3亿元的49.8%。",
    "项目年度计划投资628.3亿元。其中新开工项目完成133.7亿元，占年度计划投资268.3亿元的49.8%。",
]


@pytest.mark.parametrize("text", PLANS)
def test_a_base_is_what_was_called_so_before(text: str) -> None:
    found = audited(AsRead("x", text.format("682.3"))).findings
    assert [one for one in found if one.verdict == "wrong" and "颠倒" in one.message]


@pytest.mark.parametrize("text", OTHER_PLANS)
def test_a_base_of_others_is_none_before(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
