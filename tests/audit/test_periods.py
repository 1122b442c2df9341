"""Averages over time in other words, each true and with a slip, and what is no such average."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import GOOD, RelationVerdict
from sangeyipi.audit.text.as_read import AsRead

#: The average, what it should be and what is wrong, in each text.
SAID = (
    ("全市先后举办六期集中签约活动，签约项目774个，平均每期{}个。", "129", "192"),
    ("前五批共开工项目415个，平均每批{}个。", "83", "38"),
    ("第一期至第四期共投产项目508个，期均{}个。", "127", "172"),
    ("三届大会到位资金共1926.6亿元，平均每届{}亿元。", "642.2", "624.2"),
    ("今年已开展8轮督导，发现问题1368个，平均每轮{}个。", "171", "117"),
    ("上半年新设企业15.2万户，平均每天{}户。", "840", "480"),
    ("2024年一季度受理诉求18684件，日均{}件。", "205.3", "203.5"),
    ("1-4月接听来电12240次，日均{}次。", "102", "120"),
    ("前三季度受理诉求33306件，日均{}件。", "122", "212"),
    ("7月8日—7月14日受理诉求48356件，日均{}件。", "6908", "8059"),
    ("第28周（7月8日至14日），共受理诉求48356件，日均{}件。", "6908", "6044.5"),
    ("9月29日—10月6日接待游客86.4万人次，日均{}万人次。", "10.8", "12.3"),
    ("第28周受理诉求48356件，日均{}件。", "6908", ""),
    ("三季度完成投资276亿元，月均{}亿元。", "92", ""),
)
#: No such average, though a time and an amount stand before it.
OTHERS = (
    "二期工程完成投资24.8亿元，平均每期11.4亿元。",
    "今年开展三期培训，累计培训1284人，其中前两期924人，这两期平均每期462人。",
    "7月8日8时—7月14日8时受理诉求48356件，日均8059件。",
    "本周受理诉求48356件，日均9671件。",
    "本周共受理诉求48356件，日均8059件。",
    "6月30日—7月7日，连续7天接听来电4837件，日均691件。",
    "2019—2023年共投入86.4亿元，年均增加21.6亿元。",
    "上半年新设企业15.2万户。截至6月底实有企业231.5万户，去年平均每天新设782户。",
)


def _verdicts(text: str) -> set[RelationVerdict]:
    return {one.verdict for one in audited(AsRead("通报.txt", text)).findings}


@pytest.mark.parametrize(("text", "right", "wrong"), SAID)
def test_the_average_holds_and_its_slip_is_told(text: str, right: str, wrong: str) -> None:
    assert _verdicts(text.format(right)) & GOOD
    assert RelationVerdict.WRONG not in _verdicts(text.format(right))
    if wrong:
        assert RelationVerdict.WRONG in _verdicts(text.format(wrong))


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_average_of_that_time_is_left(text: str) -> None:
    assert RelationVerdict.WRONG not in _verdicts(text)
