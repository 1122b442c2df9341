"""Shares that a table and the prose around it say together."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

TABLE = (
    "|单位|项目个数|总投资（亿元）|年度计划（亿元）|\n|---|---|---|---|\n|河东县|17|63.8|21.4|\n"
    "|河西县|13|49.5|18.2|\n|高新区|11|58.3|14.7|\n|合计|41|171.6|54.3|\n\n"
)
FIRST = (
    "1—9月，全市共完成投资366.8亿元，占年度计划的68.4%。前三位如下：\n\n"
    "|位次|县区|完成投资（亿元）|占全市比重（%）|\n|---|---|---|---|\n|1|河东县|64.8|17.7|\n"
    "|2|河西县|51.3|{}|\n|3|高新区|46.9|12.8|\n"
)


@pytest.mark.parametrize(
    ("said", "expression"),
    [
        ("从个数看，河东县占全市的41.5%。", "17 / 41 * 100"),
        ("从年度计划看，河西县占全市的33.5%。", "18.2 / 54.3 * 100"),
        ("全市年度计划占总投资的31.6%，高新区总投资占全市的34.0%。", "58.3 / 171.6 * 100"),
    ],
)
def test_the_share_of_a_row_that_prose_names_holds(said: str, expression: str) -> None:
    found = audited(AsRead("x", TABLE + said))
    assert found.wrong == 0
    assert expression in [one.expression for one in found.findings if one.verdict == "holds"]


def test_a_column_of_shares_is_of_the_amount_in_the_prose() -> None:
    assert audited(AsRead("x", FIRST.format("14.0"))).wrong == 0
    (wrong,) = audited(AsRead("x", FIRST.format("14.9"))).doubtful
    assert wrong.expression == "51.3 / 366.8 * 100"


@pytest.mark.parametrize(
    "text",
    [
        TABLE + "河东县占全省的2.9%。",
        TABLE + "河东县完成投资占年度计划的47.3%。",
        TABLE + "河东县工业项目占全县的58.8%，同比提高2.1个百分点。",
        FIRST.format("14.0").replace("366.8亿元，", "366.8亿元，其中工业投资210.5亿元，"),
        FIRST.format("14.0").replace("共完成投资366.8亿元", "计划投资1366.8亿元"),
        FIRST.format("23.6"),
    ],
)
def test_shares_of_others_are_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
