"""What words bind across clauses and lists: rates of last year's figures, in each other's place or
of another row's whole, and falls that are printed as growth; each with what tempts to say so."""

import pytest

from sangeyipi.audit.check import audited
from sangeyipi.audit.text.as_read import AsRead

_YEARS = "去年1至8月，全县完成投资71.3亿元；今年1至8月完成84.9亿元，增长19.1%。"


def _wrong(text: str) -> list[str]:
    return [
        f"{one.expression} = {one.stated.printed}"
        for one in audited(AsRead("x", text)).findings
        if one.verdict == "wrong" and one.stated is not None
    ]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"{_YEARS}全年计划126.5亿元，完成率56.4%。", ["84.9 / 126.5 * 100 = 56.4"]),
        (
            "去年1至8月，全县完成投资71.3亿元。今年1至8月完成84.9亿元，增长19.1%。全年计划126.5亿元，"
            "完成全年计划的56.4%。",
            ["84.9 / 126.5 * 100 = 56.4"],
        ),
        (
            "去年前三季度，全县开工项目57个；今年前三季度开工68个，增长19.3%。全年计划开工85个，计划开工率67.1%。",
            ["68 / 85 * 100 = 67.1"],
        ),
        (f"{_YEARS}全年计划126.5亿元，完成率67.1%。", []),
        (f"{_YEARS}去年全年计划126.5亿元，完成率56.4%。", []),
        (f"{_YEARS}当年计划126.5亿元，去年同期完成率为56.4%。", []),
        (f"{_YEARS}计划均为126.5亿元，完成率分别为56.4%、67.1%。", []),
        (f"{_YEARS}全年计划126.5亿元，完成率由56.4%提高到67.1%。", []),
        (f"{_YEARS}其中工业完成46.2亿元，全年计划126.5亿元，完成率56.4%。", []),
        (
            "去年前三季度，全县开工项目57个；今年前三季度签约项目68个。全年计划开工85个，计划开工率67.1%。",
            [],
        ),
    ],
)
def test_rates_of_what_was_done_last_year(text: str, wrong: list[str]) -> None:
    assert _wrong(text) == wrong


_TWO = "甲类、乙类项目分别完成投资46.5亿元和18.3亿元，"


@pytest.mark.parametrize(
    ("text", "many"),
    [
        (f"{_TWO}占全部投资74.8亿元的比重分别为24.5%和62.2%。", 2),
        (f"{_TWO}分别占全部投资74.8亿元的24.5%和62.2%。", 2),
        ("甲类、乙类项目分别为46个和18个，占项目总数（75个）的比重依次为24%和61.3%。", 2),
        (f"{_TWO}占全部投资74.8亿元的比重分别为62.2%和24.5%。", 0),
        (f"{_TWO}乙类、甲类占全部投资74.8亿元的比重分别为24.5%和62.2%。", 0),
        (f"{_TWO}后者、前者占全部投资74.8亿元的比重分别为24.5%和62.2%。", 0),
    ],
)
def test_shares_behind_their_whole_stand_in_order(text: str, many: int) -> None:
    assert len(_wrong(text)) == many


_MONTHS = "本月新增入库项目17个，总投资22.3亿元；上月入库14个，总投资24.6亿元。"


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (
            f"{_MONTHS}入库个数比上月增加3个，总投资比上月增加2.3亿元。",
            ["22.3 - 24.6 = 2.3"],
        ),
        (
            "今年签约项目46个，总投资128.6亿元；去年签约41个，总投资135.2亿元。签约个数比去年增加4个，"
            "总投资比上年减少6.6亿元。",
            ["46 - 41 = 4"],
        ),
        (
            "上期开工率85.1%，投产率58.9%；本期开工率82.4%，投产率61.3%。开工率较上期提高2.7个百分点，"
            "投产率较上期提高2.4个百分点。",
            ["82.4 - 85.1 = 2.7"],
        ),
        (f"{_MONTHS}入库个数比上月增加3个，总投资比上月减少2.3亿元。", []),
        (f"{_MONTHS}累计入库个数比上月增加17个。", []),
        (f"{_MONTHS}甲县入库个数比上月增加2个。", []),
        (f"{_MONTHS}全市入库个数比上月增加5个，总投资比上月增加2.3亿元。", []),
        (f"{_MONTHS}完成投资比上月增加2.3亿元。", []),
        (f"{_MONTHS}平均单个项目总投资比上月减少0.44亿元。", []),
        (
            "今年签约46个，总投资128.6亿元；去年同期签约41个，总投资135.2亿元。签约个数比去年全年少12个，"
            "总投资比去年增加6.6亿元。",
            [],
        ),
        (
            "本月入库17个，其中工业9个，总投资22.3亿元；上月入库14个，其中工业7个，总投资24.6亿元。工业项目比上月增加2个。",
            [],
        ),
    ],
)
def test_each_change_against_the_row_of_then(text: str, wrong: list[str]) -> None:
    assert _wrong(text) == wrong


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("履约率、开工率分别为96.4%、89.3%；56个签约项目中，履约50个，开工54个。", 2),
        (
            "甲县项目履约率、开工率、资金到位率分别为96.4%、89.3%和41.7%。签约56个，已履约50个、已开工54个，合同资金"
            "128.6亿元，到位53.6亿元。",
            2,
        ),
        ("签约项目56个，履约率、开工率分别为96.4%和89.3%，其中已履约50个、已开工54个。", 2),
        ("履约率、开工率分别为89.3%、96.4%；56个签约项目中，履约50个，开工54个。", 0),
        ("去年履约率、开工率分别为96.4%、89.3%；今年56个签约项目中，履约50个，开工54个。", 0),
        ("履约率、开工率分别为96.4%、89.3%。去年56个签约项目中，履约50个，开工54个。", 0),
        (
            "履约率、开工率分别为96.4%、89.3%，投产率为41.1%。56个签约项目中，履约54个，开工50个，投产23个。",
            0,
        ),
    ],
)
def test_rates_by_name_before_what_they_are_of(text: str, many: int) -> None:
    assert len(_wrong(text)) == many
