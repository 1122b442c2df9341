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
        "1-9月，各县均超过序时进度，分别为：甲县62.6%、乙县69.4%、丙县78.8%、丁县72.3%。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
