"""What nobody sees in a text, by name."""

import pytest

from sangeyipi.model.characters import (
    as_it_looks,
    control_in,
    hidden_in,
    name_of,
    suspect,
    without_outer_blanks,
    wrapped,
)

#: A sample from each range of Default_Ignorable_Code_Point, and what is as empty.
INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e\u180f\u200b\u200c\u200d\u2060\u2064\u2065"
    "\u206a\u206f\u3164\ufe00\ufe0f\ufeff\uffa0\ufff0\ufff8\U0001bca0\U0001bca3\U0001d173"
    "\U0001d17a\U000e0000\U000e0001\U000e0020\U000e007f\U000e0100\U000e01ef\U000e0fff\u2800\ufffb"
)
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "\x00\t\x0b\x0c\x1b\x7f\x85\x9f\u2028\u2029"
ODD_BLANKS = "\u00a0\u1680\u2000\u2002\u2003\u2009\u200a\u202f\u205f"


@pytest.mark.parametrize("char", INVISIBLE + ODD_BLANKS)
@pytest.mark.parametrize("text", ["{}甲", "甲{}乙", "甲{}"])
def test_what_is_not_seen_is_found_anywhere(char: str, text: str) -> None:
    found = hidden_in(text.format(char))
    assert found is not None and found.char == char and suspect(text.format(char))
    assert f"U+{ord(char):04X}" in found.title


@pytest.mark.parametrize("char", BIDI + CONTROL)
def test_controls_are_found_where_line_breaks_are_not(char: str) -> None:
    assert control_in(f"甲{char}乙", line_breaks=True) is not None
    assert control_in("甲\n乙\r\n丙\r丁", line_breaks=True) is None
    assert control_in("甲\n乙", line_breaks=False) is not None


@pytest.mark.parametrize("text", [" 甲", "甲 ", "\u3000甲", "甲\u3000", "甲  乙", "甲\u3000 乙"])
def test_outer_and_doubled_blanks(text: str) -> None:
    assert hidden_in(text) is not None


@pytest.mark.parametrize(
    "text",
    ["甲", "张\u3000三", "张 三", "a b c", "①“×—·…”（二期）", "一\n  二\n三  \n四", "囍𠮷😀"],
)
def test_ordinary_text_is_not_blamed(text: str) -> None:
    assert hidden_in(text) is None and control_in(text, line_breaks=True) is None


def test_names() -> None:
    assert name_of("\u200b") == "零宽空格（U+200B）"
    assert name_of("\ufeff") == "字节顺序标记（BOM）（U+FEFF）"
    assert name_of("\u202e") == "改变文字方向的控制符（U+202E）"
    assert name_of("\x07") == "控制字符（U+0007）"
    assert name_of("\u2003") == "特殊空格（U+2003）"
    assert name_of("\ufe0f") == "异体选择符（U+FE0F）"
    assert name_of("\u3164") == "不可见字符（U+3164）"


def test_how_a_text_looks() -> None:
    assert as_it_looks(" 县\u200b工信局\u00a0\u3000 一\u00a0科\ufeff") == "县工信局 一 科"


def test_only_what_is_outside_is_taken_off() -> None:
    assert without_outer_blanks("\u3000\u00a0 甲  乙\u200b \t\n") == "甲  乙\u200b"
    assert without_outer_blanks(" 一\n 二\n") == "一\n 二\n"


def test_quotes_around_a_text() -> None:
    assert wrapped(' "甲"') and wrapped('"甲"')
    assert not wrapped("“甲”") and not wrapped('"三个"一"批"') and not wrapped('"三个一批"台账')
