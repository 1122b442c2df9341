"""Growth, differences and points: examples, and what may not be called wrong."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import Finding, RelationVerdict
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


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        # 95 - 22 are 73: the figure that was crossed is an operand, and far from what fits.
        ("全年计划新开工项目95个，1—8月已开工37个，尚有22个未开工。", "95 - 37"),
        ("截至 3 月底，占年度计划的24%，比序时进度慢3个百分点。", "3/12 * 100 - 24"),
        (
            "1-9月甲类完成78.6%，高于序时进度3.4个百分点；乙类完成83.4%，高于序时进度8.4个百分点。",
            "78.6 - 9/12 * 100",
        ),
        ("煤炭产量下降2.7%，焦炭产量下降4.1%，降幅大于煤炭1.2个百分点。", "4.1 - 2.7"),
    ],
)
def test_a_slip_beside_what_is_right_is_told(text: str, expression: str) -> None:
    wrong = [f for f in audited(AsRead("文", text)).findings if f.verdict is RelationVerdict.WRONG]
    assert [f.expression for f in wrong] == [expression]


@pytest.mark.parametrize(
    "text",
    [
        # Both are against a schedule of their own, or of what was carried over.
        "1-9月甲类完成年度计划的78.6%，高于序时进度5.6个百分点；"
        "乙类完成年度计划的83.4%，高于序时进度10.4个百分点。",
        "上年结转项目23个，今年项目46个，结转项目占50%。",
        "开工57个，相当于去年全年75个的76%。",
    ],
)
def test_what_is_meant_otherwise_is_not(text: str) -> None:
    assert not audited(AsRead("文", text)).wrong


@pytest.mark.parametrize(
    "text",
    [
        # By how much is said, and told with the ends; or neither of the two is of the other.
        "规上企业由年初的187家减少到179家，净减少8家。",
        "亏损面由年初的31.2%扩大到29.4%。",
        "由下降6.2%增长到1.8%。",
        "由原来的120个减少到101个。",
        "支出增加320.4亿元，达到590.6亿元。",
    ],
)
def test_what_went_the_way_that_is_said_is_not_told(text: str) -> None:
    assert not audited(AsRead("文", text)).wrong


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("PM2.5浓度43微克/立方米，去年同期为47微克/立方米，下降{}%。", ["8.5"]),
        (
            "1至8月，使用外资完成年度目标3500万美元的69.4%，省外资金完成年度目标120亿元的73.8%。"
            "外资、省外资金完成率分别高于序时进度{}个和{}个百分点。",
            ["2.7", "7.1"],
        ),
    ],
)
def test_a_list_of_points_and_a_concentration_hold(text: str, held: list[str]) -> None:
    found = audited(AsRead("文", text.format(*held)))
    assert {str(f.stated.printed) for f in found.findings if f.stated} >= set(held)
    assert not found.wrong


@pytest.mark.parametrize(
    "text",
    [
        "PM2.5浓度32微克/立方米，优于国家二级标准35微克/立方米，同比下降6.1%。",
        "PM2.5浓度43微克/立方米，同比下降8.5%；PM10浓度74微克/立方米，同比下降6.3%。",
        "1至8月，外资完成年度目标的71.5%，省外资金完成年度目标的74.2%。"
        "开工率、竣工率分别高于序时进度9.3个和1.2个百分点。",
        "1至8月，外资完成年度目标的71.5%，省外资金完成年度目标的74.2%，固投完成计划的68%。"
        "外资、省外资金分别高于全省4.1个和2.5个百分点。",
    ],
)
def test_points_and_concentrations_of_others_are_not_told(text: str) -> None:
    assert not audited(AsRead("文", text)).wrong


@pytest.mark.parametrize(
    "text",
    [
        "1-8月完成年度计划的75.6%，高于时序进度66.7%。",
        "1-9月完成年度计划的80.6%，高于序时进度75%的要求5.6个百分点。",
        "1-3月完成年度计划的35.6%，高于序时进度25%。",
        "1-3月完成年度计划的35.6%，高于序时进度10.6%。",
        "截至10月底，完成年度计划的75.6%，低于序时进度90%。",
        "1-8月，三项均快于66.67%的时序进度。",
        "1-8月，三项均快于70%的时序进度。",
    ],
)
def test_a_printed_schedule_is_no_distance(text: str) -> None:
    assert not audited(AsRead("文", text)).wrong


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("全市增长2.7%，我县增速为-2.4%，比全市低5.1个百分点。", "2.7 + 2.4"),
        ("全省增速8.1%，甲市增长－1.2%，低于全省9.3个百分点。", "8.1 + 1.2"),
        ("工业投资增速由上月的-8.1%收窄至-5.2%，收窄2.9个百分点。", "8.1 - 5.2"),
        ("工业投资增长-8.2%，降幅比上月（-5.1%）扩大3.1个百分点。", "8.2 - 5.1"),
        ("1-5月增速-3.6%，较1-4月（-5.2%）回升1.6个百分点。", "-3.6 + 5.2"),
        ("甲县下降2.4%，比上年同期（3.6%）回落6个百分点。", "3.6 + 2.4"),
        ("甲县下降2.4%，比上月（下降3.6%）回升1.2个百分点。", "-2.4 + 3.6"),
        ("甲县下降5.2%，降幅比上月（下降3.6%）扩大1.6个百分点。", "5.2 - 3.6"),
        ("投资下降2.4%，去年同期增长3.6%，比去年同期回落6个百分点。", "3.6 + 2.4"),
        ("甲县投资下降2.4%，全市下降1.7%，甲县比全市低0.7个百分点。", "-1.7 + 2.4"),
        ("增速最高的甲县18.6%，最低的乙县-2.4%，相差21个百分点。", "18.6 + 2.4"),
        ("增速最高的甲县增长18.6%，最低的乙县负增长2.4%，相差21个百分点。", "18.6 + 2.4"),
        ("居前的是甲县（12.4%），居后的是丁县（-5.6%），首尾相差18个百分点。", "12.4 + 5.6"),
        ("完成投资10.5亿元，上年12.6亿元，增长-16.7%。", "(10.5 - 12.6) / 12.6 * 100"),
    ],
)
def test_what_has_fallen_is_less_than_nothing(text: str, expression: str) -> None:
    found = audited(AsRead("文", text))
    assert expression in [one.expression for one in found.findings if one.verdict == "holds"]
    assert not found.wrong


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("增速为-2.4%。", "-2.4"),
        ("任务完成率5%-8%。", "8"),
        ("甲县-98.6%、乙县-95.2%。", "95.2"),
        ("目标——8%。", "8"),
        ("年末结余为-2.3亿元。", "-2.3"),
        ("得分最低的乙县-1.4分。", "-1.4"),
        ("甲类-12个。", "12"),
    ],
)
def test_a_dash_is_a_minus_only_behind_words_of_a_rate(text: str, printed: str) -> None:
    assert str(audited(AsRead("文", text)).figures[-1].printed) == printed


STRUCTURE = "三次产业结构由上年的15.1∶41.0∶43.9调整为14.5∶40.6∶44.9"


@pytest.mark.parametrize(
    "text",
    [
        "，第三产业比重提高1.2个百分点。",
        "（第三产业比重提高1.2个百分点）。",
        "，三产占比比上年提升1.3个百分点。",
        "。其中，第一产业占GDP的比重下降1.2个百分点。",
        "，第一、第二产业比重分别下降0.6个和0.7个百分点。",
    ],
)
def test_how_far_a_share_of_the_structure_has_changed_is_told(text: str) -> None:
    assert audited(AsRead("x", STRUCTURE + text)).wrong == 1


@pytest.mark.parametrize(
    "text",
    [
        "，第三产业比重提高1.1个百分点。",
        "，第三产业贡献率提高1.6个百分点。",
        "，第三产业税收占比提高1.6个百分点。",
        "，第一、第二产业比重下降1.0个百分点。",
        "，第三产业比重比“十三五”末提高3.6个百分点。",
        "，第三产业从业人员比重提高2.2个百分点。",
    ],
)
def test_what_is_of_no_share_of_the_structure_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", STRUCTURE + text)).wrong == 0


def wrong(text: str) -> list[Finding]:
    found = audited(AsRead("x", text)).findings
    return [one for one in found if one.verdict is RelationVerdict.WRONG]


@pytest.mark.parametrize(
    "text",
    [
        "接报火灾47起、受伤39人，去年同期分别为58起、45人，同比分别下降13.3%和19.0%。",
        "接报火灾47起、受伤39人（去年同期58起、45人），同比分别下降13.3%、19.0%。",
        "上年接报火灾58起、受伤45人，今年47起、39人，分别下降13.3%、19.0%。",
        "接报火灾47起、受伤39人，去年同期为58起、45人，起数下降13.3%，受伤人数下降19.0%。",
        "完成投资48.6亿元、到位资金32.4亿元，去年同期为41.2亿元、28.9亿元，分别增长12.1%、18.0%。",
    ],
)
def test_two_growths_stand_in_each_others_place(text: str) -> None:
    assert len(wrong(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        # Their names say which is of which.
        "接报火灾47起、受伤39人，去年同期为58起、45人，受伤人数和起数分别下降13.3%、19.0%。",
        "接报火灾47起、受伤39人（去年同期58起、45人），受伤人数、起数同比分别下降13.3%、19.0%。",
        "接报火灾47起、受伤39人，去年同期为58起、45人，受伤人数下降13.3%，火灾起数下降19.0%。",
        "甲县完成48.6亿元、乙县32.4亿元，去年同期为41.2亿元、28.9亿元，乙县、甲县分别增长12.1%、18.0%。",
        # Of others.
        "上半年新建54个、续建61个，去年同期为48个、55个。甲县、乙县分别增长10.9%、12.5%。",
    ],
)
def test_growths_that_their_names_set_in_order_are_not_exchanged(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "累计交付13872套，交付率94.5%，尚余808套。与9月末的13214套相比，10月新增交付685套。",
        "累计完成投资48.62亿元，占计划的72.3%。较8月底的41.36亿元，9月新增投资7.62亿元。",
        "累计销号1386件。与上周的1254件相比，本周新增销号123件。",
        "存量房现有1286套。比年初的1647套减少316套。",
    ],
)
def test_what_is_new_since_then_is_the_total_less_what_was(text: str) -> None:
    assert len(wrong(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        # Of some of them, of others, and where others have left.
        "累计交付13872套，其中专项借款项目8890套。与9月末的8205套相比，新增685套。",
        "累计交付13872套。专项借款项目与9月末的8205套相比，新增交付685套。",
        "存款余额1286.4亿元，贷款余额986.2亿元。比年初的803.4亿元增加182.8亿元。",
        "现有企业1286家。与年初的1147家相比，新增企业193家，关闭54家。",
        "10月交付658套。与9月的613套相比，增加45套。",
        "累计签约项目286个，到位资金132.4亿元。与8月末的268个相比，新增18个。",
    ],
)
def test_what_is_new_of_others_contradicts_nothing(text: str) -> None:
    assert wrong(text) == []


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ("2023年两项资金合计较上年增加2.74亿元。", 1),
        ("2022年两项资金合计较上年增加1.92亿元。", 0),
        # Of more than are listed, of the first year, and of another year.
        ("2023年三项资金合计较上年增加2.74亿元。", 0),
        ("2021年两项资金合计较上年增加2.74亿元。", 0),
        ("2024年两项资金合计较上年增加2.74亿元。", 0),
    ],
)
def test_what_a_year_has_more_of_what_is_listed_by_years(said: str, wrong: int) -> None:
    text = (
        "2021—2023年，分别争取资金1.46亿元、2.18亿元、2.75亿元；"
        "分别争取债券6.2亿元、7.4亿元、9.3亿元。"
    )
    assert audited(AsRead("x", text + said)).wrong == wrong
