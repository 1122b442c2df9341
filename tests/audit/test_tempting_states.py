"""What tempts the rules of states and of rates by their place or name, and contradicts nothing."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


def _wrong(text: str) -> list[str]:
    found = audited(AsRead("x", text)).findings
    return [one.message for one in found if one.verdict == "wrong"]


@pytest.mark.parametrize(
    "text",
    [
        # Of other projects, of another time, of all the county, or of another doing.
        "7个省级项目已全部开工，市级项目开工率85.7%。",
        "第七期7个签约项目已全部开工。前六期签约项目开工率85.7%。",
        "9个项目均已开工。年初开工率88.9%。",
        "7个项目全部开工，按期开工率85.7%。",
        "16个项目均已开工。全县开工率87.5%。",
        "16个项目均已开工，投产14个，投产率87.5%。",
        "6个续建项目均已复工，8个新建项目已开工7个，开工率87.5%。",
    ],
)
def test_a_rate_of_others_is_not_of_all_that_are_begun(text: str) -> None:
    assert _wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "甲县、乙县、丙县分别增长1.2%、2.0%、下降3.4%，均低于全市平均增速2.8%。",
        "甲县、乙县、丙县开工率分别为88.1%、89.3%、96.2%，均高于全市平均投产率89%。",
        "除丙县外，甲、乙、丙分别为81%、79.2%、77%，均高于全省平均水平78.3%。",
        "甲县、乙县、丙县开工率分别为88.1%、89.3%、96.2%，均高于全市平均水平5个百分点以上。",
    ],
)
def test_a_mean_of_something_else_is_no_limit(text: str) -> None:
    assert _wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "甲镇（6.4亿元、5.9亿元、增长32.2%）、乙镇（8.1亿元、7.2亿元、增长18.9%）、"
        "丙镇（8.3亿元、7.1亿元、增长11.9%）。",
        "甲镇（4.7亿元、2.3亿元、58.9%）、乙镇（8.1亿元、7.2亿元、88.9%）。",
    ],
)
def test_brackets_of_three_may_say_something_else(text: str) -> None:
    assert _wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "586名干部包联企业412家，平均每家企业有1.42名干部包联。",
        # What has come since, what is of some, and what is not of the same two times.
        "用工需求4860人，已招聘3725人，用工满足率76.6%。又推荐上岗100人。缺口1035人。",
        "用工需求4860人，已招聘3725人，用工满足率76.6%。截至9月底，缺口1035人。",
        "用工需求4860人，已招聘3725人，用工满足率76.6%。技工缺口135人。",
        "用工需求4860人，已招聘3725人，用工满足率76.6%。推荐上岗100人。缺口1035人。",
        "开工率、投产率分别为85.1%、61.4%，上年同期分别为81.6%、58.9%，开工率较上月提高1.2个百分点。",
        "开工率、投产率分别为85.1%、61.4%，上月分别为81.6%、58.9%，投产率同比提高6.1个百分点。",
        "甲县、乙县开工率分别为85.1%、61.4%，上年同期分别为81.6%、58.9%，开工率提高1.2个百分点。",
        "投产率前三名分别为98.6%、93.3%、87.5%。开工率第一名与末位相差37.8个百分点。",
        "我县由第八位上升为第一位，提升一个档次。",
        # Of others than all of which so many are told.
        "全市120个项目，57个项目全部开工，尚有2个项目未开工。",
        "57个续建项目全部开工，尚有2个项目未开工。",
        "57个项目全部开工，其中51个正常推进、6个进展缓慢，尚有2个项目未投产。",
        "57个项目全部开工；新建项目尚有2个未开工。",
        # A headline's rate is of another class or time, or is told besides.
        "我市群众来信按期办结率达98.4%\n1—10月，全市受理群众来信524件，办结498件，办结率95%。",
        "前9月我市群众来信办结率达98.4%\n1—10月，全市受理群众来信524件，办结498件，办结率95%。",
        "群众来信办结率达98.4%\n其中上年结转群众来信524件，办结498件，办结率95%。",
        "群众来信办结率达98.4%\n1—10月，全市受理群众来信524件，办结498件，办结率95%；10月办结率98.4%。",
        # The rest is of a list that the other view does not divide.
        "签约143个：其中亿元以上项目92个，工业62个，农业34个，其他行业47个。新签118个，续签25个。",
    ],
)
def test_another_time_or_scope_is_no_contradiction(text: str) -> None:
    assert _wrong(text) == []


def test_three_lists_may_be_of_two_doings() -> None:
    text = (
        "甲、乙、丙镇分别签约24个、11个、9个，开工率分别为95.8%、81.8%、78.7%，"
        "其中已开工分别为23个、9个、7个。"
    )
    assert _wrong(text) != []
    assert _wrong(text.replace("78.7", "77.8")) == []
    assert _wrong(text.replace("78.7", "77.8").replace("已开工分别为23", "按期开工分别为23")) == []
