"""编号样式: what may be written, and what it makes and knows again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.model.id_style import DEFAULT_STYLE, made, number_in, style_fault

SOUND = (DEFAULT_STYLE, "{序号}", "SL{年}{序号:4}", "A-{序号:2}/{年}", "（{年}）第{序号}号")


@pytest.mark.parametrize("style", SOUND)
def test_a_sound_style_has_no_fault(style: str) -> None:
    assert style_fault(style) == ""


@pytest.mark.parametrize(
    ("style", "fault"),
    [
        ("XM-{年}", "要有一个 {序号}"),
        ("{序号}-{序号:3}", "要有一个 {序号}"),
        ("{年}{年}{序号}", "至多写一次"),
        ("{月}-{序号}", "花括号里只能是"),
        ("{序号:0}", "花括号里只能是"),
        ("{序号:12}", "花括号里只能是"),
        ("{序号：3}", "花括号里只能是"),
        ("-{序号}", "不以“-”开头"),
        ("XM {序号}", "不含空白"),
        ("XM${序号}", "命令行的符号"),
        ("XM\u200b{序号}", "不含空白"),
        ("X" * 60 + "{序号}", "至多 64 个字"),
    ],
)
def test_what_is_wrong_with_a_style(style: str, fault: str) -> None:
    assert fault in style_fault(style)


def test_made() -> None:
    assert made(DEFAULT_STYLE, 2023, 1) == "XM-2023-001"
    assert made(DEFAULT_STYLE, 2023, 1000) == "XM-2023-1000"
    assert made("{序号}", 2023, 7) == "7"


@given(st.sampled_from(SOUND), st.integers(2000, 2100), st.integers(0, 10**6))
def test_what_is_made_is_known_again(style: str, year: int, number: int) -> None:
    assert number_in(style, year, made(style, year, number)) == number
    other = number_in(style, year + 1, made(style, year, number))
    assert other is None or "年" not in style


@pytest.mark.parametrize("id", ["XM-2023-", "XM-2023-1a", "XM-2022-001", "SL-2023-1", "XM-2023-１"])
def test_what_is_of_another_style_has_no_number(id: str) -> None:
    assert number_in(DEFAULT_STYLE, 2023, id) is None
