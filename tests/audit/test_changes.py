"""Growth, differences and points: examples, and what may not be called wrong."""

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
        "项目由50个增至80个，投资增长12%。",
        "全县固定资产投资增长6.5%，项目68个。",
        "完成投资60亿元，同比增长9.1%，比全市平均高2个百分点。",
        "1-3月完成年度计划的37.2%，高于全省进度5.5个百分点。",
        "1-3月完成年度计划的37.2%，欠目标进度5.5个百分点。",
        "比去年多30亿元，利润增长21%。",
        "由2022年的52个增至92个，其中工业40个，增长30%。",
        "开工80个，比去年多30个，税收增长11%。",
        "事故568起、死亡581人，同比减少258起、258人、217人，下降31.23%、30.75%、33.49%。",
    ],
)
def test_nothing_is_called_wrong_that_may_be_right(text: str) -> None:
    found = audited(AsRead("x", text))
    assert [told(one) for one in found.findings if one.verdict == "wrong"] == []
