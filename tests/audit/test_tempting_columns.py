"""True or open: columns, views, nets and averages that tempt to be told wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


@pytest.mark.parametrize(
    "text",
    [
        # Nothing says that these three are all kinds.
        "发生事故24起、死亡19人。其中工贸11起、死亡10人，道路9起、死亡7人，渔业船舶3起、死亡2人。",
        "受理案件312件、涉及41家企业。其中劳动案件142件、涉及19家企业，合同案件87件、涉及12家企业，"
        "其他案件83件、涉及11家企业。",
        # Vegetables are no grain.
        "农作物面积59.52万亩，粮食总产量15.01万吨。其中粮食面积38.16万亩、总产量15.01万吨，"
        "蔬菜面积21.36万亩、总产量18.3万吨。",
        # Two trades need not be all.
        "规上工业增加值86.4亿元。按轻重工业分，轻工业31.2亿元；重工业55.2亿元。"
        "分行业看，制造业32.4亿元，采矿业48.6亿元。",
        # Who moves in or out counts, too.
        "全年出生人口6126人，死亡人口5347人，常住人口净增979人。",
        "全年出生4126人、死亡5347人，迁入812人、迁出930人，全年净减少人口1339人。",
        # What is beyond a plan is of all that was done.
        "甲县完成20亿元，乙县完成30亿元，合计比计划25亿元超25亿元。",
        "预算收入12.6亿元，比年初预算13.8亿元减少1.2亿元，其中税收8.2亿元，比年初预算8亿元超0.2亿元。",
        # Of a part by its own words.
        "公路186.4公里，总投资61.7亿元。其中国道72.8公里、省道113.6公里，省道总投资47.9亿元，"
        "省道每公里平均投资4217万元。",
        "改造13个小区，其中甲镇9个、乙镇4个。甲镇新增停车位265个，平均每个小区新增约29个。",
        # Pupils that are counted otherwise, and a ratio that is cut off.
        "大学全日制在校生19850人，专任教师1012人，生师比为16:1（按折合学生数）。",
        "初中在校生19850人，专任教师1512人，师生比1∶14。",
        # Of another time or another county.
        "按期答复率100%，较去年同期的1218件中逾期9件有明显改善。",
        "甲县按期办结率100%，乙县1218件中逾期办结9件。",
    ],
)
def test_what_may_be_right_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0


_RATES = (
    "|县区|签约|开工|开工率|\n|---|---|---|---|\n|甲县|26|21|80.8%|\n|乙县|19|16|84.2%|\n"
    "|丙区|22|20|90.9%|\n\n"
)


@pytest.mark.parametrize(
    "text",
    [
        "上月，乙县开工率82.4%，本月提高1.8个百分点。",
        "1—7月，乙县开工率82.4%。",
        "目前，乙县开工率已达88.2%。",
        "乙县工业项目开工率82.4%。",
        "乙县投产率82.4%。",
        "乙县开工率82.4%，为上月水平。",
    ],
)
def test_a_rate_below_a_table_may_be_another_than_its_cell(text: str) -> None:
    assert audited(AsRead("x", f"{_RATES}{text}")).wrong == 0
