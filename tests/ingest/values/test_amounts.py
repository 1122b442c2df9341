"""Amounts as counties write them: exact in 亿元, or refused, or asked; never a guess."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.values.cells import number, text
from sangeyipi.ingest.values.amounts import amount, answered
from sangeyipi.ingest.values.results import NOT_WRITTEN, NOTHING
from sangeyipi.model.fields import parse_amount
from sangeyipi.model.rounding import plain
from sangeyipi.sheets.grid import EMPTY, Cell, CellKind


@pytest.mark.parametrize(
    ("said", "unit", "read"),
    [
        ("12.5", "亿元", "12.5"),
        ("125000", "万元", "12.5"),
        ("1250000000", "元", "12.5"),
        ("12.50", "亿元", "12.5"),
        ("0.08", "亿", "0.08"),
        ("1", "万元", "0.0001"),
        ("8000", "万", "0.8"),
        # The cell's own unit is the one that counts.
        ("12.5亿元", "", "12.5"),
        ("12.5亿元", "万元", "12.5"),
        ("12.5 亿", "万元", "12.5"),
        ("125000万元", "亿元", "12.5"),
        ("125000万", "", "12.5"),
        ("1250000000元", "亿元", "12.5"),
        ("5千万元", "", "0.5"),
        ("3百万", "", "0.03"),
        ("12.5（亿元）", "", "12.5"),
        # Signs of money, thousands, widths, blanks.
        ("￥12.5亿元", "", "12.5"),
        ("¥125,000", "万元", "12.5"),
        ("人民币12.5亿元", "", "12.5"),
        ("12.5亿元人民币", "", "12.5"),
        ("12.5亿元（人民币）", "", "12.5"),
        ("RMB 12.5亿", "", "12.5"),
        ("125,000", "万元", "12.5"),
        ("125，000", "万元", "12.5"),
        ("1,250,000,000.00", "元", "12.5"),
        ("１２．５亿元", "", "12.5"),
        ("１２５，０００万元", "", "12.5"),
        (" 12.5 ", "亿元", "12.5"),
        ("12.5\u00a0亿元", "", "12.5"),
        ("12.5\n亿元", "", "12.5"),
        ("125 000", "万元", "12.5"),
        ("12.5\u200b", "亿元", "12.5"),
        ("'12.5", "亿元", "12.5"),
        ('="12.5"', "亿元", "12.5"),
        ("总投资12.5亿元", "", "12.5"),
        ("12.5亿元。", "", "12.5"),
        ("投资额：12.5亿元", "", "12.5"),
        # Several parts of one amount, words.
        ("1亿2500万元", "", "1.25"),
        ("3亿5千万元", "", "3.5"),
        ("三亿元", "", "3"),
        ("两千万元", "", "0.2"),
        ("十二亿五千万元", "", "12.5"),
        ("一点五亿元", "", "1.5"),
        ("叁亿元整", "", "3"),
        ("人民币贰仟伍佰万元整", "", "0.25"),
        ("5亿圆整", "", "5"),
        ("三", "亿元", "3"),
        # The unit of a sheet in its own words.
        ("12.5", "单位：亿元", "12.5"),
        ("12.5", "个、亿元", "12.5"),
    ],
)
def test_exact(said: str, unit: str, read: str) -> None:
    assert amount(text(said), unit) == NOTHING._replace(text=read)


@pytest.mark.parametrize("said", ["", " ", "—", "/", "-", "——", "－", "／", "无", "--", "\u3000"])
@pytest.mark.parametrize("unit", ["", "万元"])
def test_unknown_needs_no_unit(said: str, unit: str) -> None:
    assert amount(text(said), unit) == NOTHING
    assert amount(EMPTY, unit) == NOTHING


@pytest.mark.parametrize(
    ("said", "unit", "why"),
    [
        ("12345.678", "万元", "比万元还细"),
        ("1.23456", "亿元", "比万元还细"),
        ("12345", "元", "比万元还细"),
        ("10-12", "亿元", "范围"),
        ("10～12亿元", "", "范围"),
        ("10亿至12亿", "", "范围"),
        ("10—12", "亿元", "范围"),
        ("约12亿元", "", "约数"),
        ("12亿元左右", "", "约数"),
        ("12亿余元", "", "约数"),
        ("10多亿", "", "约数"),
        ("10亿元以上", "", "约数"),
        ("不低于10亿元", "", "约数"),
        (">10", "亿元", "约数"),
        ("近10亿", "", "约数"),
        ("2亿美元", "", "不是人民币"),
        ("$20000万", "", "不是人民币"),
        ("3000万港币", "", "不是人民币"),
        ("1亿欧元", "", "不是人民币"),
        ("USD 5000万", "", "不是人民币"),
        ("5000", "万美元", "不是人民币"),
        ("0", "亿元", "是 0"),
        ("0.00", "亿元", "是 0"),
        ("-12.5", "亿元", "小于 0"),
        ("-12.5亿元", "", "小于 0"),
        ("(12.5)", "亿元", "带括号"),
        ("（12.5亿元）", "", "带括号"),
        (".1亿元", "", "少了数字"),
        ("12.亿元", "", "少了数字"),
        ("X亿", "", "少了数字"),
        ("××亿元", "", "不是一个确切的金额"),
        ("**亿", "", "少了数字"),
        ("__亿元", "", "少了数字"),
        ("####", "亿元", "列太窄"),
        ("#REF!", "亿元", "错误值"),
        ("#N/A", "亿元", "错误值"),
        ("=SUM(A1:A3)", "亿元", "公式"),
        ("=A1+B1", "亿元", "公式"),
        ("1.2E+05", "万元", "科学计数"),
        ("1.25E+09元", "", "科学计数"),
        ("12.5%", "亿元", "百分数"),
        ("12 5", "亿元", "空白隔开"),
        ("12 3.5", "亿元", "空白隔开"),
        ("12\n500", "万元", "空白隔开"),
        ("12.5 13.8", "亿元", "空白隔开"),
        ("12,5", "亿元", "逗号"),
        ("1,2345", "万元", "逗号"),
        ("12.5亿元（其中设备3亿元）", "", "不是一个确切的金额"),
        ("12.5亿元、3亿元", "", "不是一个确切的金额"),
        ("12.5+3", "亿元", "不是一个确切的金额"),
        ("待定", "亿元", "不是一个确切的金额"),
        ("面议", "", "不是一个确切的金额"),
        ("十几亿", "", "约数"),
        ("三五亿元", "", "不是一个确切的金额"),
        ("一", "亿元", "不是一个确切的金额"),
        ("12.5亿元（暂定）", "", "不是一个确切的金额"),
        ("012.5", "亿元", "不是一个确切的金额"),
        ("12.5.3", "亿元", "不是一个确切的金额"),
        ("1234567890123", "亿元", "整数至多 12 位"),
        ("9" * 70, "元", "不是一个确切的金额"),
        ("12.5亿元\n13亿元", "", "不是一个确切的金额"),
    ],
)
def test_refused_with_a_reason(said: str, unit: str, why: str) -> None:
    taken = amount(text(said), unit)
    assert why in taken.refused, taken
    assert taken.text is None and not taken.question and not taken.unit_missing


@pytest.mark.parametrize("cell", [text("12.5"), number("12.5"), number("12.5", "0.00"), text("三")])
@pytest.mark.parametrize("unit", ["", "元、万元", "%", "个"])
def test_without_a_unit_it_is_asked(cell: Cell, unit: str) -> None:
    assert amount(cell, unit) == NOTHING._replace(unit_missing=True)


@pytest.mark.parametrize(
    ("saved", "format", "unit", "read"),
    [
        ("12.5", "", "亿元", "12.5"),
        ("12.300000000000001", "", "亿元", "12.3"),
        ("0.1", "0.00", "亿元", "0.1"),
        ("0.5", ".00", "亿元", "0.5"),
        ("12", "#.##", "亿元", "12"),
        ("12.5", "0.00_ ", "亿元", "12.5"),
        ("12.5", '0.00"亿元"', "", "12.5"),
        ("125000", '#,##0"万元"', "亿元", "12.5"),
        ("125000", "#,##0", "万元", "12.5"),
        ("125000", '"¥"#,##0.00', "万元", "12.5"),
        ("12.3456", "0.0", "亿元", "12.3456"),
        ("12", "000", "亿元", "12"),
        ("1250000000", "#,##0.00", "元", "12.5"),
        ("12.5", "@", "亿元", "12.5"),
    ],
)
def test_numbers_by_what_their_format_shows(saved: str, format: str, unit: str, read: str) -> None:
    assert amount(number(saved, format), unit) == NOTHING._replace(text=read)


def test_a_text_whose_format_shows_a_unit() -> None:
    assert amount(text("125000", '@"万元"'), "亿元").text == "12.5"


@pytest.mark.parametrize(
    ("saved", "format", "why"),
    [
        ("0", "", "是 0"),
        ("-3", "", "小于 0"),
        ("-3", "0.00;(0.00)", "小于 0"),
        ("0.125", "0.0%", "百分数"),
        ("12.5", '"$"0.00', "不是人民币"),
        ("1.23456789", "0.00", "比万元还细"),
        ("45095", "yyyy-mm-dd", "是日期"),
        ("12345678901234567", "", "15 位"),
    ],
)
def test_numbers_refused(saved: str, format: str, why: str) -> None:
    assert why in amount(number(saved, format), "亿元").refused


def test_a_zero_shown_as_a_dash_is_unknown() -> None:
    assert amount(number("0", '#,##0.00;-#,##0.00;"-"'), "亿元") == NOTHING
    assert amount(number("0", "0;-0;;@"), "亿元") == NOTHING


@pytest.mark.parametrize(
    ("saved", "format", "unit", "answers"),
    [
        ("125000", "0.0,", "万元", ("125000万元", "125.0万元")),
        ("125000000", '0!.0,"万元"', "", ("125000000亿元", "125000000万元", "125000000元")),
        ("12", ";;;", "亿元", ("12亿元",)),
        ("12", '"-"', "亿元", ("12亿元",)),
    ],
)
def test_a_number_shown_as_another_is_asked(
    saved: str, format: str, unit: str, answers: tuple[str, ...]
) -> None:
    taken = amount(number(saved, format), unit)
    assert saved in taken.question and taken.text is None
    assert taken.answers[-1] == NOT_WRITTEN
    assert set(answers) <= set(taken.answers)
    assert all(answered(one).text for one in taken.answers[:-1])


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (Cell(CellKind.ERROR, "#REF!", shown="#REF!"), "错误值"),
        (Cell(CellKind.ERROR, "Err:502", shown="Err:502"), "错误值"),
        (Cell(CellKind.UNCOMPUTED, "=A1*10000"), "没有存下算出的数"),
        (Cell(CellKind.FLAG, "TRUE", shown="TRUE"), "不是金额"),
    ],
)
def test_what_is_no_value_is_refused(cell: Cell, why: str) -> None:
    assert why in amount(cell, "亿元").refused


def test_partly_struck_out_is_asked() -> None:
    cell = text("12.5亿元13.8亿元")._replace(struck_part="12.5亿元")
    taken = amount(cell, "")
    assert "划掉" in taken.question and taken.answers == ("13.8亿元", NOT_WRITTEN)


def test_zero_where_it_is_a_fact() -> None:
    for cell in (number("0"), text("0"), text("0.00"), text("0万元")):
        assert amount(cell, "", zero=True) == NOTHING._replace(text="0")
        assert amount(cell, "万元", zero=True) == NOTHING._replace(text="0")
    assert "小于 0" in amount(text("-1"), "万元", zero=True).refused


def test_answers_are_read_again() -> None:
    assert answered("3.5亿元").text == "3.5"
    assert answered(NOT_WRITTEN) == NOTHING
    assert "带单位" in answered("3.5").refused and "带单位" in answered("").refused


UNITS = {"亿元": 0, "亿": 0, "千万元": 1, "百万元": 2, "万元": 4, "万": 4, "元": 8}


def grouped(digits: str) -> str:
    whole, point, rest = digits.partition(".")
    return f"{int(whole):,}{point}{rest}"


@given(
    st.integers(1, 10**11),
    st.sampled_from(sorted(UNITS)),
    st.sampled_from(("", "￥", "人民币", " ")),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_any_amount_comes_back_exact(
    wan: int, unit: str, sign: str, own: bool, thousands: bool, wide: bool
) -> None:
    value = Decimal(wan).scaleb(-4)
    digits = plain(value.scaleb(UNITS[unit]))
    said = sign + (grouped(digits) if thousands else digits) + (unit if own else "")
    if wide:
        said = "".join(chr(ord(c) + 0xFEE0) if c in "0123456789.," else c for c in said)
    taken = amount(text(said), "元" if own else unit)
    assert taken.text == plain(value) and parse_amount(taken.text) == value


@given(st.integers(1, 10**9))
def test_a_number_as_a_spreadsheet_saves_it_comes_back_exact(wan: int) -> None:
    # What a spreadsheet writes is the binary number nearest to what was typed.
    saved = repr(float(wan) / 10000)
    assert amount(number(saved), "亿元").text == plain(Decimal(wan).scaleb(-4))


@given(st.text(max_size=12), st.sampled_from(("", "亿元", "万元")))
def test_any_text_comes_to_one_thing(said: str, unit: str) -> None:
    taken = amount(text(said), unit)
    came = [taken.text is not None, bool(taken.refused), bool(taken.question), taken.unit_missing]
    assert sum(came) <= 1
    if taken.text is not None:
        assert parse_amount(taken.text) > 0
