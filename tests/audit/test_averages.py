"""So much for each: of what is counted as the average is, and all of them together."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

OF_EACH = [
    ("尚有57项手续正在办理。63个项目手续全部办结；其余21个项目平均每个还差{}项。", "2.7"),
    ("28名干部分包84个项目。现场办公326次，协调解决问题218个，平均每个项目{}个。", "2.6"),
    (
        "签约项目34个，协议投资57.6亿元；实施项目41个，到位资金15.3亿元。"
        "平均每个签约项目约{}亿元。",
        "1.7",
    ),
]
PRODUCTS = [
    ("种植面积7.4万亩，亩均产值6300元，鲜果总产值{}亿元。", "4.662", "46.62"),
    ("带动农户2460户，户均收入1.25万元，总收入{}万元。", "3075", "30750"),
    ("规上企业96家，企均产值2.45亿元，合计{}亿元。", "235.2", "2352"),
    ("新认定高企31家，每家15万元，计{}万元。", "465", "4650"),
    ("播种面积102.63万亩，平均亩产432.5公斤，总产{}万吨。", "44.39", "43.49"),
    ("小麦52.6万亩，单产438.2公斤，产量{}万吨。", "23.05", "2.305"),
    ("商业成交181套/9955㎡，占20.95%，均价38600元/㎡，总金额{}亿元。", "3.84", "38.43"),
    ("成交面积9955平方米，均价38600元/平方米，环比上涨2.1%，成交金额{}亿元。", "3.84", "3.48"),
    ("出让土地410亩，均价130万元/亩，成交价款{}亿元。", "5.33", "53.3"),
    ("采购化肥465吨，均价2860元/吨，货款{}万元。", "133", "1330"),
]
TRUE = [
    "成交面积9955平方米，均价38600元/平方米，全市成交金额38.43亿元。",
    "成交面积9955平方米，均价38600元/平方米；成交金额38.34亿元。",
    "成交面积9955平方米，上周均价38600元/平方米，成交金额3.48亿元。",
    "成交9955平方米，均价1.86万元/平方米，其中高层成交金额1.81亿元。",
    "成交181套，面积9955平方米，均价138.6万元/套，成交金额2.51亿元。",
    "小麦面积52.6万亩，单产438.2公斤，全县粮食总产43.94万吨。",
    "小麦面积52.6万亩，单产438.2公斤，比上年总产23.50万吨略减。",
    "新认定高企31家，每家最高15万元，计432万元。",
    "新认定高企31家，每家每年15万元，三年共计1395万元。",
    "6个项目平均每个2.5亿元，总投资15亿元；其余9个平均每个1.8亿元。",
    "种植面积8.6万亩，亩均纯收入520元，总收入44.72亿元。",
    "尚有66项正在办理。71个项目手续全部办结；其余25个项目平均每个还差3.1项。",
    "其余25个项目手续正在办理，71个已办结，平均每个项目4.2项。",
    "96个项目需办手续768项，另有12个项目平均每个还差2.5项。",
    "签约项目34个，协议投资57.6亿元；平均每个开工项目约2.3亿元。",
    "种植面积7.4万亩，亩均产值6300元，全产业链总产值48.2亿元。",
    "种植面积7.4万亩，亩均增收6300元，鲜果总产值46.62亿元。",
    "种植面积7.4万亩，去年亩均产值6300元，鲜果总产值5.12亿元。",
    "带动农户2460户，户均收入1.25万元，全县农业总收入30.75亿元。",
]


@pytest.mark.parametrize(("text", "right"), OF_EACH)
def test_what_each_has_is_found(text: str, right: str) -> None:
    found = audited(AsRead("x", text.format(right)))
    assert found.wrong == 0
    assert [one for one in found.findings if one.stated and str(one.stated.printed) == right]


@pytest.mark.parametrize(("text", "right", "wrong"), PRODUCTS)
def test_a_product_with_its_point_elsewhere_is_wrong(text: str, right: str, wrong: str) -> None:
    assert audited(AsRead("x", text.format(right))).wrong == 0
    assert audited(AsRead("x", text.format(wrong))).wrong == 1


def test_an_area_may_be_spelled_in_many_ways() -> None:
    found = audited(AsRead("x", "面积7344平米，其中甲3000m²，乙4434㎡，丙10km²。"))
    assert [one.dimension for one in found.figures] == [*["平方米"] * 3, "平方公里"]


@pytest.mark.parametrize("text", TRUE)
def test_what_may_be_so_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
