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
]
TRUE = [
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


@pytest.mark.parametrize("text", TRUE)
def test_what_may_be_so_is_not_wrong(text: str) -> None:
    assert audited(AsRead("x", text)).wrong == 0
