"""Numbers in Chinese words: those that are one number, and those that only look like it."""

from decimal import Decimal

import pytest

from sangeyipi.model import numerals


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *(("八", 8), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("两千", 2000)),
        *(("一百零五", 105), ("一百一十二", 112), ("两千五百", 2500), ("三千零二十", 3020)),
        *(("贰仟伍佰", 2500), ("拾", 10), ("8", 8), ("12", 12), ("零", 0)),
    ],
)
def test_a_number(text: str, number: int) -> None:
    assert numerals.whole(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "一二",
        "三五",
        "一千二",
        "一百二",
        "百",
        "十十",
        "零五",
        "一百零",
        "百分",
        "",
        "八期",
        "-1",
        "二〇二三",
    ],
)
def test_no_number(text: str) -> None:
    assert numerals.whole(text) is None


def test_decimals_and_years() -> None:
    assert numerals.exact("一点五") == Decimal("1.5")
    assert numerals.exact("十二点零五") == Decimal("12.05")
    assert numerals.exact("12") is None and numerals.exact("一点") is None
    assert numerals.year("二〇二三") == numerals.year("二零二三") == 2023
    assert numerals.year("二十二三") is None
