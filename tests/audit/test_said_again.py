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
    # Some of them, those that were added since, or another that was told before.
    "全区选派科级首席服务员268名，联系企业536家。286名首席服务员全部完成走访。",
    "全区新增首席服务员268名，联系企业536家。286名首席服务员全部完成走访。",
    "甲区选派首席服务员268名。乙区286名首席服务员全部完成走访。",
    "全区有注册志愿者1286名，其中常态化服务的1268名。1268名注册志愿者人均服务36小时。",
    "全县地质灾害隐患点346处，今年新发现18处。364处地质灾害隐患点均落实了监测员。",
    "全县农村公路养护员1364名，去年为1346名。1346名农村公路养护员参加培训。",
    # Of one town, of a kind, of another batch, and at one place only.
    "全市138个重点项目集中开工\n此次我县集中开工的重点项目共36个，其中工业19个、基础设施11个、民生6个。",
    "全县38个重点项目集中开工\n此次集中开工的省级重点项目共36个，其中工业19个、基础设施11个、民生6个。",
    "全县38个重点项目集中开工\n此次主会场集中开工的重点项目36个，其中工业19个、农业11个、民生6个；分会场2个。",
    "全县38个重点项目集中开工\n首批集中开工的重点项目36个，其中工业19个、农业11个、民生6个。",
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
        "全区选派首席服务员268名，联系企业536家。286名首席服务员全部完成走访。",
        "全县在册地质灾害隐患点346处。364处地质灾害隐患点均落实了监测员。",
        "排查老旧燃气管道1268公里。1286公里老旧燃气管道已全部纳入改造。",
        "夏季攻势38个重点项目集中开工\n此次集中开工的重点项目共36个，其中工业19个、农业11个、民生6个。",
        "我市48个项目集中签约\n今天举行签约仪式。本次集中签约项目46个，其中制造业29个、服务业17个。",
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


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("排查问题126个，涉及企业58家。上述136个问题已全部交办。", 1),
        (
            "新开工项目24个，总投资86.4亿元。以上24个项目总投资84.6亿元，建成后可新增产值120亿元。",
            1,
        ),
        # Others besides, fewer of them, another measure.
        ("观摩项目27个，总投资74.6亿元。另有3个项目书面交流。上述30个项目均进展顺利。", 0),
        ("支持项目23个，退出2个。上述21个项目全部完工。", 0),
        ("支持项目23个。上述25个单位要加强调度。", 0),
        ("集中开工项目27个，年度投资74.6亿元。上述27个项目总投资达76.4亿元。", 0),
    ],
)
def test_those_before_are_as_many_and_as_much(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


HEADED = (
    "我县{}总投资突破80亿元\n此次共签约项目13个，总投资68.4亿元，其中工业7个、总投资37.6亿元，"
    "服务业4个、总投资18.9亿元，农业2个、总投资11.9亿元；开工项目9个，总投资45.2亿元。"
)


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        ("第四期签约项目", 1),
        # Of all that was told, of a year, or of what it brings.
        ("签约和开工项目", 0),
        ("今年以来签约项目", 0),
        ("签约项目带动", 0),
        ("第四期项目", 0),
    ],
)
def test_a_headline_says_no_more_than_its_text(head: str, wrong: int) -> None:
    assert audited(AsRead("x", HEADED.format(head))).wrong == wrong


SO_FAR = "重点项目112个。1—5月完成投资47.3亿元，占年度计划96.8亿元的48.9%。\n{}完成投资43.7亿元。"


@pytest.mark.parametrize(
    ("again", "wrong"),
    [
        ("112个项目中尚未开工31个，全县1—5月累计", 1),
        ("112个项目中尚未开工31个，全县1—6月累计", 0),
        ("53个县直项目1—5月累计", 0),
        ("112个项目中尚未开工31个，1—5月民间投资", 0),
    ],
)
def test_what_as_many_have_done_so_far_is_one_amount(again: str, wrong: int) -> None:
    assert audited(AsRead("x", SO_FAR.format(again))).wrong == wrong
