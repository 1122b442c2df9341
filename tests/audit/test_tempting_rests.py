"""Rests, averages, headlines and rows that tempt a false alarm, beside what is told."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.judging.finding import RelationVerdict
from sangeyipi.audit.text.as_read import AsRead

_PAID = "拨付资金36500万元，其中技改20000万元、稳岗16500万元，惠及企业417家，"
_DONE = "收集问题251个，办结229个，办结率91.2%，"
_REAPED = "全市秋粮已收312.5万亩，占应收面积的81.7%。全市秋粮应收面积382.5万亩，"


def _wrong(text: str) -> list[str]:
    found = audited(AsRead("t", text)).findings
    return [one.expression for one in found if one.verdict is RelationVerdict.WRONG]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{_DONE}还有32个仍在推进；其中用地63个、融资48个。", ["251 - 229"]),
        # Some others are left, or given by others; of those in hand there are fewer.
        (f"{_DONE}还有12个限期办理。", []),
        (f"{_DONE}省里交办的还有32个正在办理。", []),
        (f"{_DONE}加上往年遗留问题，还有32个正在办理。", []),
        (f"{_DONE}其中还有32个限期办理的提前办结。", []),
        ("签约项目96个，已开工81个，开工率84.4%，还有25个在谈项目正在推进。", []),
        (f"{_REAPED}还有60万亩待收。", ["382.5 - 312.5"]),
        (f"{_REAPED}还有60万亩待烘干。", []),
        (f"{_REAPED}还有50万亩待收、20万亩绝收。", []),
        (f"{_REAPED}目前山区还有60万亩待收。", []),
        ("应拨付192万元，已拨付153.6万元，占80%。还有28.4万元待拨付。", []),
    ],
)
def test_what_is_left(text: str, said: list[str]) -> None:
    assert _wrong(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("收入86.4亿元，支出151.3亿元，支出大于收入74.9亿元。", ["151.3 - 86.4"]),
        ("收入86.4亿元，支出151.3亿元，收入大于支出64.9亿元。", ["86.4 - 151.3"]),
        ("收入86.4亿元，支出151.3亿元，加上级补助后，支出大于收入4.9亿元。", []),
        ("收入86.4亿元，支出151.3亿元。市本级支出大于收入65.9亿元。", []),
        ("财政补助收入20.94亿元、个人缴费收入10.84亿元，支出31.2亿元，支出大于收入0.58亿元。", []),
        ("贷款余额268.4亿元，存款余额231.6亿元，贷款增量大于存款增量37.8亿元。", []),
    ],
)
def test_one_side_and_the_other(text: str, said: list[str]) -> None:
    assert _wrong(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"{_PAID}户均875万元。", ["36500 / 417"]),
        (f"{_PAID}户均87.5万元。", []),
        # What each has borrowed, or has of one part, is not what was paid.
        (f"{_PAID}户均贷款875万元。", []),
        (f"{_PAID}技改补贴户均480万元。", []),
        ("流转土地5400亩，支付486万元，其中水田300万元、旱地186万元，亩均90元。", []),
        ("全市共有村417个，整合资金3650万元，村均投入由87.5万元提高到100万元。", []),
    ],
)
def test_what_each_has(text: str, said: list[str]) -> None:
    assert _wrong(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("【新增规上企业123家】1—9月，全市新增规上企业132家，其中工业86家。", ["123"]),
        ("【新增规上企业123家】全市新增规上工业企业132家。", []),
        ("【上半年新增就业12863人】1—5月，全市新增就业12836人。", []),
        ("【签约42个、总投资203.8亿元】活动现场开工项目42个，总投资208.3亿元。", []),
        ("【甲县签约42个、总投资203.8亿元】乙县签约42个，总投资208.3亿元。", []),
        ("【签约42个、总投资203.8亿元】去年签约项目42个，总投资208.3亿元。", []),
        ("【第一批项目42个、总投资203.8亿元】第二批项目42个，总投资208.3亿元。", []),
    ],
)
def test_a_bracketed_head(text: str, said: list[str]) -> None:
    assert _wrong(text) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("走过9个县。评分提升的有5个县，下降的有3个，持平的有2个。", ["5 + 3 + 2"]),
        ("观摩9个县。全市评分提升的有5个县，下降的有3个，持平的有2个。", []),
        ("走过9个县。观摩项目评分提升的有12个，下降的有8个，持平的有7个。", []),
        ("抽查9个乡镇。村级排名上升的有5个村，下降的有3个，持平的有2个。", []),
        ("信访2146件，其中来信438件、网上1096件，比上年减少214件，下降9.1%。", []),
        (
            "预算规模214.6亿元，其中货物类预算91.2亿元、服务类预算123.4亿元，服务类节约12亿元，节约率9.72%。",
            [],
        ),
    ],
)
def test_of_all_there_are(text: str, said: list[str]) -> None:
    assert _wrong(text) == said


@pytest.mark.parametrize(
    ("whole", "last", "said"),
    [
        (146, 29, ["69 + 58 + 29"]),
        (156, 29, []),
        (186, 29, []),
    ],
)
def test_the_counts_of_rows(whole: int, last: int, said: list[str]) -> None:
    text = (
        f"实施重点项目{whole}个。完成投资86.4亿元，其中69个续建项目完成51.3亿元；"
        f"58个新开工项目已开工50个，完成24.9亿元；{last}个竣工项目完成10.2亿元。"
    )
    assert _wrong(text) == said
