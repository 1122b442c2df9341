"""State words and things named: examples, and what may not be called wrong."""

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
        "签约项目已全部签约，签约开工率90%。",
        "除两个外已全部开工，开工率95%。",
        "省级项目6个已全部开工，市级项目20个，开工率95%。",
        "力争年底前全部开工，开工率95%。",
        "开工项目5个，分别为东桥、西渠等。",
        "开工项目3个，分别为东桥、西渠。",
        "项目7个，全部为装备制造项目；物流项目6个，其中装备制造项目5个。",
        "项目7个，均为装备制造项目。另有物流园9个，装备制造6个。",
        "甲市、乙市、丙市、丁市等3个市级项目开工。",
        "甲县、乙县、丙镇、开发区等3个县进度较快。",
        "东桥、西渠、南园、北湖等3个县进度较快。",
        "到位52.4亿元，占年度计划的78.8%，超额完成序时任务。",
        "完成年度任务的35.5%，同比增长24.6%，超额完成市调度指标。",
        "完成全年计划的48.5%，快于全市2.1个百分点，实现时间过半、任务接近过半。",
        "占年计划的47.9%，力争6月底任务过半。",
        "甲县完成投资20亿元，占年度计划的80%，乙县提前超额完成。",
        "完成省定目标的106.4%，完成市定目标的93.5%，超额完成省定目标。",
        "基本建成1240套，完成年度任务的95.4%，提前完成阶段任务。",
        "完成投资9.4亿元，其中外资1.2亿元，已超额完成4亿元的外资目标。",
        "1-9月，各县均超过序时进度，分别为：甲县62.6%、乙县69.4%、丙县78.8%、丁县72.3%。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
