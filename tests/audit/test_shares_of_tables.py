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


UNSUMMED = (
    "|乡镇|年度计划（万元）|完成投资（万元）|\n|---|---|---|\n|大坪镇|32600|27480|\n"
    "|尹桥乡|18400|12650|\n|西坡街道|41500|33990|\n\n三个乡镇年度计划合计9.25亿元，"
    "完成投资合计7.41亿元，"
)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("其中西坡街道完成投资占45.9%。", 0),
        ("其中西坡街道完成投资占54.9%。", 1),
        # Of something else than the column, or of more than the table.
        ("其中西坡街道工业完成投资占25.9%。", 0),
        ("西坡街道占全县的17.8%。", 0),
        ("西坡街道完成投资占年度计划的80.9%。", 0),
    ],
)
def test_a_row_is_a_share_of_what_the_prose_adds_up(said: str, wrong: int) -> None:
    found = audited(AsRead("x", UNSUMMED + said))
    assert found.wrong == wrong
    assert "2.748 + 1.265 + 3.399" in [one.expression for one in found.findings]


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


PLANS = (
    "|单位|年度计划|1—9月完成|\n|---|---|---|\n|东河县|74.6|59.3|\n|西山县|63.8|49.2|\n|示范区|51.2|41.7|\n"
    "|全市|189.6|{}|\n\n"
)


@pytest.mark.parametrize(
    ("whole", "text", "wrong"),
    [
        ("150.2", "东河县完成年度计划的79.5%。", 0),
        ("150.2", "东河县完成年度计划的75.9%。", 1),
        ("150.2", "示范区最高，为81.4%。", 0),
        # No slip: of other months, or of something else.
        ("150.2", "上半年东河县完成年度计划的41.2%。", 0),
        # The row that sums the others is itself wrong.
        ("140.2", "全市完成年度计划的79.2%。", 1),
        ("150.2", "全市快于序时进度4.2个百分点。", 0),
    ],
)
def test_a_rate_in_the_prose_is_of_the_row_it_names(whole: str, text: str, wrong: int) -> None:
    table = PLANS.format(whole)
    assert audited(AsRead("x", f"{table}{text}")).wrong == wrong


KINDS = (
    "|镇区|签约|开工|投产|\n|---|---|---|---|\n|集聚区|11|8|6|\n|东桥镇|4|5|3|\n|西渠镇|2|6|4|\n"
    "|合计|17|19|13|\n\n"
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("三类项目共49个。", 0),
        ("三类项目共47个。", 1),
        ("上一期三类项目共47个。", 0),
        ("集聚区新增项目共23个。", 0),
    ],
)
def test_so_many_kinds_are_the_counts_of_the_last_row(text: str, wrong: int) -> None:
    assert audited(AsRead("x", f"{KINDS}{text}")).wrong == wrong


ENDS = (
    "|县区|完成（亿元）|完成率（%）|\n|---|---|---|\n|甲县|61.7|71.4|\n|乙县|48.3|66.6|\n"
    "|丙县|40.1|61.8|\n\n"
)
MONTHS = "|指标|上月|本月|\n|---|---|---|\n|签约项目(个)|41|55|\n|到位资金(亿元)|18.6|26.3|\n\n"
STAGES = "|乡镇|签约（个）|开工（个）|\n|---|---|---|\n|甲镇|16|11|\n|乙镇|11|9|\n|合计|27|20|\n\n"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{ENDS}三个县区完成率最高的是甲县，最低的是丙县，相差9.9个百分点。", 1),
        (f"{MONTHS}到位资金增长44.1%。", 1),
        (f"{STAGES}两个乡镇签约项目开工率71.4%。", 1),
        # Of another time, of some of it, of no ends of the column, of more rows.
        (f"{ENDS}上月完成率最高的是甲县，最低的是丙县，相差9.9个百分点。", 0),
        (f"{ENDS}工业完成率最高的是甲县，最低的是丙县，相差9.9个百分点。", 0),
        (f"{ENDS}完成率最高的是乙县，最低的是丙县，相差9.9个百分点。", 0),
        (f"{MONTHS}到位资金同比增长44.1%。", 0),
        (f"{MONTHS}与上季度相比，到位资金增长44.1%。", 0),
        (f"{MONTHS}工业到位资金增长44.1%。", 0),
        (f"{STAGES}四个乡镇签约项目开工率71.4%。", 0),
        (f"{STAGES}工业签约项目开工率71.4%。", 0),
    ],
)
def test_what_prose_says_of_named_cells(text: str, wrong: int) -> None:
    assert audited(AsRead("x", text)).wrong == wrong


BY_PHASE = (
    "|期次|签约项目|已开工|开工率|\n|---|---|---|---|\n|第五期|16|16|100%|\n|第六期|18|17|94.4%|\n"
    "|第七期|19|17|89.5%|\n|合计|53|50|94.3%|\n\n"
)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("从表中看，三期签约项目中尚有3个未开工，其中第六期1个、第七期2个。", 0),
        ("从表中看，三期签约项目中尚有4个未开工，其中第六期1个、第七期2个。", 1),
        ("三期项目尚有3个未开工，其中第六期2个、第七期2个。", 1),
        ("第七期尚有3个未开工。", 1),
        # Of other phases, of another time, of more than the table, of another state.
        ("两期签约项目中尚有2个未开工。", 0),
        ("第七期尚有2个未开工。", 0),
        ("截至10月底，三期签约项目中尚有2个未开工。", 0),
        ("全市尚有9个未开工。", 0),
        ("三期签约项目中尚有21个未投产。", 0),
    ],
)
def test_what_a_table_leaves_undone(said: str, wrong: int) -> None:
    assert audited(AsRead("x", BY_PHASE + said)).wrong == wrong
