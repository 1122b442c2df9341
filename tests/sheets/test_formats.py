"""What a person reads of a number, by its format."""

from decimal import Decimal

import pytest

from sangeyipi.sheets.formats.builtin import builtin
from sangeyipi.sheets.formats.cells import moment_cell, number_cell, text_cell
from sangeyipi.sheets.formats.codes import ELAPSED, sections
from sangeyipi.sheets.grid import CellKind

NUMBERS = [
    ("2022.1", "0.00", "2022.10"),
    ("456", "000000", "000456"),
    ("12345", "0!.0,", "1.2"),
    ("12345", '0!.0,"万"', "1.2万"),
    ("12345", '0\\.0,"万"', "1.2万"),
    ("123456", "#!.0000", "12.3456"),
    ("1234567.5", "#,##0.00", "1,234,567.50"),
    ("1234567", "#,##0,", "1,235"),
    ("12345000", "0.00,,", "12.35"),
    ("0.5", "0%", "50%"),
    ("0.1256", "0.0%", "12.6%"),
    ("12345", "0.00E+00", "1.23E+04"),
    ("9999000000", "0.00E+00", "1.00E+10"),
    ("123456", "##0.0E+0", "123.5E+3"),
    ("12.5", '0.00"亿元"', "12.50亿元"),
    ("125000", '0"万元"', "125000万元"),
    ("12.5", 'General"亿元"', "12.5亿元"),
    ("8", '"第"0"期"', "第8期"),
    ("-3", "0.0;(0.0)", "(3.0)"),
    ("-3", "0.0", "-3.0"),
    ("-0.001", "0.00", "0.00"),
    ("0", "0;-0;;@", ""),
    ("5", ";;;", ""),
    ("0.5", "#.##", ".5"),
    ("3", "0.###", "3."),
    ("1.5", "# ?/?", "1.5"),
    ("12", builtin(43), "12.00"),
    ("0", builtin(43), "-"),
    ("20000", '[>=10000]0.0,"千";0', "20.0千"),
    ("5", '[>=10000]0.0,"千";0', "5"),
    ("7", "[Red]0.0", "7.0"),
    ("7", "[$¥-804]#,##0.00", "¥7.00"),
    ("2.675", "0.00", "2.68"),
    ("0.5", "h:mm", "12:00"),
    ("1.5", "[h]:mm", "36:00"),
    ("0.75", '上午/下午h"时"mm"分"', "下午6时00分"),
    ("12.300000000000001", "General", "12.3"),
    ("1E+21", "0", "1000000000000000000000"),
    ("0", "yyyy-mm-dd", "1900/1/0"),
    ("60", "yyyy-mm-dd", "1900/2/29"),
    ("-1", "yyyy-mm-dd", "-1"),
    ("99999999", "yyyy-mm-dd", "99999999"),
]
#: 45095 is 18 June 2023.
DATES = [
    ("yyyy/m/d", "2023/6/18", "ymd"),
    ('yyyy"年"m"月"', "2023年6月", "ym"),
    ('[$-804]yyyy"年"m"月"d"日";@', "2023年6月18日", "ymd"),
    ("mmm-yy", "Jun-23", "ym"),
    ('[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年六月十八日", "ymd"),
    ("[$-F800]dddd, mmmm dd, yyyy", "2023年6月18日", "ymd"),
    ("yyyy.mm", "2023.06", "ym"),
    ('yyyy"年"', "2023年", "y"),
    ("m/d", "6/18", "md"),
    ("e/m/d", "2023/6/18", "ymd"),
    ("[$-804]aaaa", "星期日", ""),
    ('yy"."m"."d', "23.6.18", "ymd"),
]


@pytest.mark.parametrize(("saved", "code", "shown"), NUMBERS)
def test_numbers(saved: str, code: str, shown: str) -> None:
    cell = number_cell(saved, code)
    assert (cell.kind, cell.shown) == (CellKind.NUMBER, shown)


@pytest.mark.parametrize(("code", "shown", "parts"), DATES)
def test_dates(code: str, shown: str, parts: str) -> None:
    cell = number_cell("45095", code)
    assert cell.shown == shown
    first = sections(code)[0]
    assert (frozenset() if first.has(ELAPSED) else first.date) == frozenset(parts)
    assert (cell.kind is CellKind.DATE) == bool(parts)
    if parts:
        assert cell.text == "2023-06-18"


@pytest.mark.parametrize("number", [*range(14, 18), 22, *range(27, 32), 36, 50, 54, 57, 58])
def test_dates_known_by_number(number: int) -> None:
    assert number_cell("45095", builtin(number)).text == "2023-06-18"


@pytest.mark.parametrize("number", [18, 21, 32, 35, 45, 46, 47, 55, 56])
def test_times_known_by_number_are_no_dates(number: int) -> None:
    assert number_cell("0.5", builtin(number)).kind is CellKind.NUMBER


def test_the_calendars() -> None:
    def day(serial: str, from_1904: bool = False) -> str:
        return number_cell(serial, "yyyy-mm-dd", from_1904=from_1904).text

    assert [day(serial) for serial in ("1", "59", "61", "2958465")] == [
        "1900-01-01",
        "1900-02-28",
        "1900-03-01",
        "9999-12-31",
    ]
    assert day("43633", from_1904=True) == "2023-06-18"
    assert day("0", from_1904=True) == "1904-01-01"


def test_moments() -> None:
    cell = moment_cell("2023-06-18T10:30:00", 'yyyy"年"m"月"')
    assert (cell.text, cell.shown) == ("2023-06-18", "2023年6月")
    assert cell.number == Decimal("45095.4375")
    assert moment_cell("2023-06-18").format == "yyyy-mm-dd"
    assert moment_cell("2023-02-30").kind is CellKind.ERROR
    assert moment_cell("1899-12-31T12:30:00", "h:mm").shown == "12:30"


@pytest.mark.parametrize("saved", ["NaN", "Infinity", "1_000", "１２", "1e9999", "", "12,5"])
def test_what_is_no_number_is_never_read_as_one(saved: str) -> None:
    assert number_cell(saved).kind is CellKind.ERROR


def test_digits_that_are_lost() -> None:
    assert number_cell("411421200001010011").lossy
    assert number_cell("4.1142120000101E+17").text == "411421200001010000"
    assert not number_cell("999999999999999").lossy
    assert not number_cell("12345678901.123456789").lossy
    assert number_cell("999999999999999.9").lossy


def test_texts() -> None:
    assert text_cell("12.5", '@"亿元"').shown == "12.5亿元"
    assert text_cell("密", ";;;").shown == ""
    assert text_cell("文字", '0.00"亿元"').shown == "文字"
    assert text_cell("a\r\nb").text == "a\nb"
    assert text_cell("").kind is CellKind.EMPTY


def test_every_character_that_ends_a_line_somewhere_ends_it_here() -> None:
    every = "".join(map(chr, range(0x110000)))
    breaks = set("\r\x0b\x0c\x85\u2028\u2029")
    assert not {one for one in breaks if one.isprintable()}
    for text in ("甲\r\n乙", *(f"甲{one}乙" for one in breaks)):
        assert text_cell(text).text == "甲\n乙"
    assert text_cell(every).text == "".join("\n" if one in breaks else one for one in every)
