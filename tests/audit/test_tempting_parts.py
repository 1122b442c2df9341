"""True or open: parts that come to more or less than their whole, and tempt to be told wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead


@pytest.mark.parametrize(
    "text",
    [
        # Some of the new ones, a third kind, and money that comes from elsewhere, too.
        "实施项目615个，其中往年结转421个，当年新签181个已开工。",
        "实施项目615个，含往年结转421个、当年新签191个、上级划转3个。",
        "到位资金615万元，含上年结转421万元、当年新增181万元。",
        # One may be of both classes, or there is a third.
        "未办结的6个问题中，融资类5个、用地类3个（2个既涉及融资又涉及用地）。",
        "收到信件187件，其中建议类87件、投诉类103件，部分信件同时含两类内容。",
        # Of one month, due only, or with others.
        "新建项目本月开工139个，续建项目复工268个，开复工项目达737个。",
        "新建项目应开工139个，续建项目复工268个，开复工项目达307个。",
        "新建项目开工139个，续建项目复工268个，另有12个前期项目开工，开复工项目达419个。",
        # Of three levels, and of what the levels have together.
        "列入省、市、县清单的项目共142个，省级57个，市级103个，其中28个同时列入两级，另有县级10个。",
        # Lots of them, and villages of two townships.
        "2个未开工项目中，3个标段受用地制约。",
        "2个乡镇中，3个受灾较重的村已恢复供电。",
        # Another view among the rows.
        "续建项目完成投资316亿元。其中，基础设施完成132.7亿元，投资完成率22.4%；产业项目完成146.9亿元，"
        "投资完成率28.4%；省重点项目完成58.3亿元，投资完成率22.9%。",
        "梳理问题87个，涉及土地手续38个、涉及资金21个、涉及施工环境17个、涉及配套13个。",
        # Some were there before.
        "受理2764件，已办结2219件，正在办理745件（含上月结转200件）。",
    ],
)
def test_what_may_be_right_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
