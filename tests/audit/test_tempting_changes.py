"""Changes, distances and rests that tempt a false alarm, each beside one that is told."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text.as_read import AsRead


def _wrong(text: str) -> list[str]:
    found = audited(AsRead("t", text)).findings
    return [one.expression for one in found if one.verdict is RelationVerdict.WRONG]


@pytest.mark.parametrize(
    "text",
    [
        # A day within a month, or none that is said, leaves the next month open.
        "截至8月15日，项目有序推进。完成年度投资计划的61.2%，快于时间进度2.9个百分点。",
        "截至8月，项目有序推进。完成年度投资计划的61.2%，快于时间进度2.9个百分点。",
        "1-8月，项目有序推进。截至目前，完成年度投资计划的78.2%，快于时间进度3.2个百分点。",
        "1-8月，项目有序推进，9月份要加压。完成年度投资计划的78.2%，快于序时进度3.2个百分点。",
        # The schedule is printed, or the others are from the same one.
        "1-8月，序时进度应达75%。完成年度投资计划的78.2%，快于序时进度3.2个百分点。",
        "截至8月底，项目有序推进。甲镇完成年度计划的78.2%，快于序时进度3.2个百分点；乙镇完成年度计划的81.4%，"
        "快于序时进度6.4个百分点。",
        "截至5月份，完成年度计划的47.2%，高于序时进度5.2个百分点；省市项目完成年度计划的48.2%，超序时进度"
        "6.2个百分点。",
        # A plan of more years, or of the months up to when it is to be done.
        "截至8月底，完成三年行动计划的67.8%，超时间进度12.2个百分点。",
        "截至8月底，按11月底完工倒排，完成年度计划的87.8%，超序时进度15.1个百分点。",
        # Another rate, of other months, or one of two that were told.
        "1-9月，出口下降2.1%，1-8月份进口下降3.8%，降幅收窄5.9个百分点。",
        "1-9月，出口下降2.1%，1-8月份为下降3.8%，比全省降幅收窄5.9个百分点。",
        "8月，出口下降2.1%，1-8月份为下降3.8%，降幅收窄5.9个百分点。",
        "1-9月，进口、出口分别下降1.2%和2.1%，1-8月份为下降3.8%，降幅收窄5.9个百分点。",
        # Of another thing, of another time, or only aimed at.
        "全县固定资产投资增长7.2%，高于全市1.5个百分点；民间投资增长4.9%，全市工业投资增速为12.9%。",
        "固定资产投资增长7.2%，高于全市1.5个百分点；民间投资增长4.9%，全市固投增速目标为5.9%。",
        "全县固定资产投资增长7.2%，高于全市1.5个百分点；上年同期全市固投增长5.9%。",
        "工业增长7.8%，税收增长9.2%，高于全省5.1%的平均增速2.7个百分点。",
        # What was then is of one month, of another thing, or of a part.
        "10月当月完成投资12.6亿元；去年同期累计完成93.1亿元，同比下降19.3%。",
        "全县签约64个，其中一季度签约30个。去年同期签约50个，同比增长28%。",
        "到位资金62.4亿元中，一产4.1亿元，二产43.7亿元。二产签约额同比增加8.2亿元，增长32.1%。",
        "开工64个，开工率80%。去年同期开工50个，同比增长11.1%。",
        # What came in last month is no stock of then.
        "累计受理2468件，办结2317件；上月受理215件、办结208件，一个月来新增受理253件、新办结223件。",
        # Neither of two rows, of one of several of that name, or of all the province.
        "第八期31个，达效率77.4%；第七期32个，达效率71.9%。与第六期相比，达效率提高6.5个百分点。",
        "第八期31个，达效率77.4%，工业达效率82.1%；第七期32个，达效率71.9%。两期相比，达效率提高6.5个百分点。",
        "第八期31个，达效率77.4%；第七期32个，达效率71.9%。两期相比，全省达效率提高6.5个百分点。",
        # More than these have changed.
        "签约增加31个、投资12亿元；开工减少24个，投产增加57个，合计净增84个。",
        "新增签约31个，开工减少24个，投产增加57个，合计净增312个。",
        "投诉减少31件，咨询增加12件等，合计净减9件。",
        "出口增加12亿元，进口减少5亿元，两项相抵增加17亿元。",
        "甲县增加12个，乙县减少5个，五县合计增加30个。",
        # Of a part of the quarter, or of more than one thing.
        "二季度15个，三季度19个，其中工业11个，三季度工业环比增加5个。",
        "7月签约9个、开工4个，8月签约14个、开工8个，8月环比增加6个。",
        # Less may be left to approve, and of another doing.
        "用地需求1286亩，已批复947亩，批复率73.6%，尚有239亩待批。",
        "建设工程26个。\n达到计划进度的建设工程21个，占80.8%。\n建设工程中仍有2个未达到投资进度。",
        # Of the row before, by its name, though the two are all there is.
        "新开工47个，其中工业项目29个，占61.7%；工业项目中，投资超亿元的18个，占62.1%。",
        # Of each office it is told how many it was given.
        "向22家问题交办单位集中交办，其中市发改委7个、财政局5个、自然资源局11个。",
    ],
)
def test_what_may_be_of_another_is_no_contradiction(text: str) -> None:
    assert _wrong(text) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            "前三季度，各项工作稳步推进。市项目完成年度计划的71.2%，欠序时进度12.1个百分点。",
            "9/12 * 100 - 71.2",
        ),
        (
            "截至9月30日，项目推进。完成年度计划的71.2%，慢于序时进度12.1个百分点。",
            "9/12 * 100 - 71.2",
        ),
        ("上半年进出口下降3.4%，一季度为-5.6%，降幅收窄9.0个百分点。", "5.6 - 3.4"),
        ("工业增长7.8%，比上年5.1%的水平提高3.7个百分点。", "7.8 - 5.1"),
        (
            "第七期32个，达效率71.9%；第八期31个，达效率77.4%。两期相比，达效率下降5.5个百分点。",
            "71.9 - 77.4",
        ),
        (
            "工业增长7.8%，比上年5.1%的增速快2.7个百分点，高于全省5.9%的平均水平2.9个百分点。",
            "7.8 - 5.9",
        ),
        ("第七期签约46个，第八期签约52个，第八期较上期增加7个。", "52 - 46"),
        ("监测273天，其中达标天数为197天、超标天数为86天，达标率72.2%。", "273 - 197"),
    ],
)
def test_what_can_be_of_nothing_else_is_told(text: str, wrong: str) -> None:
    assert wrong in _wrong(text)
