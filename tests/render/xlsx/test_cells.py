"""A number in a workbook displays what `shown` says, whichever way a program rounds it."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table
from sangeyipi.render.cells import shown
from sangeyipi.render.xlsx.cells import FormattedNumber, content, fitting

from .workbooks import rate

AMOUNTS = st.decimals(-10_000, 10_000, places=4) | st.decimals(-99, 99, places=8)


def _cell(value: Cell, kind: Kind, places: int = 2) -> tuple[FormattedNumber | str | None, str]:
    column = Column("a", "甲", kind)
    row = Row({"a": value})
    table = Table("t", "表", (column,), (row,), (), places)
    return content(row, column, table), shown(row, column, table)


def _displayed(number: FormattedNumber) -> set[str]:
    """What programs may make of it: rounding fifteen digits or all of the binary value, and ties
    away from zero or to even."""
    form, _, suffix = number.format.partition('"')
    sign = "+" if form.startswith("+") and number.value > 0 else ""
    form = form.lstrip("+").partition(";")[0]
    scale = 2 if form.endswith("%") else 0
    unit = Decimal(1).scaleb(-form.rstrip("%").count("0") + 1)
    found = set()
    for value in (Decimal(f"{number.value:.15g}"), Decimal(number.value)):
        for way in (ROUND_HALF_UP, ROUND_HALF_EVEN):
            text = f"{value.scaleb(scale).quantize(unit, way):f}"
            found.add(sign + text + form[len(form.rstrip("%")) :] + suffix.rstrip('"'))
    return found


@given(AMOUNTS, st.integers(0, 4))
@example(Decimal("0.125"), 2)
@example(Decimal("1.005"), 2)
@example(Decimal("-1.005"), 2)
@example(Decimal("2.675"), 2)
@example(Decimal("-0.001"), 2)
@example(Decimal("0.5"), 0)
@example(Decimal("-0"), 2)
@example(Decimal("20.2004"), 2)
def test_an_amount_is_displayed_as_it_is_shown(value: Decimal, places: int) -> None:
    said, text = _cell(value, Kind.AMOUNT, places)
    assert isinstance(said, FormattedNumber)
    assert _displayed(said) == {text}
    assert said.text == text
    assert abs(Decimal(said.value) - value) <= Decimal(5).scaleb(-places - 1) + Decimal("1e-9")


@given(st.decimals(0, 99_999, places=4))
def test_an_amount_is_written_exactly_unless_its_display_could_differ(value: Decimal) -> None:
    said, text = _cell(value, Kind.AMOUNT)
    assert isinstance(said, FormattedNumber)
    # Halfway between two figures with the decimals that are displayed.
    half = Decimal(5).scaleb(-len(text.partition(".")[2]) - 1)
    tie = abs(value - Decimal(text)) == half
    assert said.value == float(Decimal(text) if tie else value)


@given(st.integers(0, 5000), st.integers(1, 5000))
@example(1999, 2000)
@example(1, 5000)
@example(2001, 2000)
def test_a_rate_is_displayed_as_it_is_shown(numerator: int, denominator: int) -> None:
    said, text = _cell(rate(str(numerator), str(denominator)), Kind.RATE)
    assert isinstance(said, FormattedNumber)
    assert _displayed(said) == {text}
    assert (text == "100%") == (numerator == denominator)


def test_a_rate_says_its_base() -> None:
    said, text = _cell(rate("16", "19", "履约"), Kind.RATE)
    assert said == FormattedNumber(0.842, '0.0%"（÷履约19）"', "84.2%（÷履约19）")
    assert text == "84.2%（÷履约19）"
    quoted, _ = _cell(rate("1", "2", '"0'), Kind.RATE)
    assert isinstance(quoted, FormattedNumber)
    assert quoted.format.count('"') == 2


@given(st.integers(0, 200), st.integers(1, 200), st.integers(0, 12))
def test_points_are_displayed_with_their_sign(n: int, d: int, months: int) -> None:
    against = Rate("序时", Decimal(months), Decimal(12))
    said, text = _cell(Points("超欠", rate(str(n), str(d)), against), Kind.POINTS)
    assert isinstance(said, FormattedNumber)
    assert _displayed(said) == {text}


@pytest.mark.parametrize("value", [0, 7, 12345])
def test_a_count_is_a_whole_number(value: int) -> None:
    assert _cell(value, Kind.COUNT)[0] == FormattedNumber(value, "0", str(value))


def test_what_is_no_exact_figure_is_a_text() -> None:
    column = Column("a", "甲", Kind.COUNT)
    table = Table("t", "表", (column,), ())
    assert content(Row({"a": None}), column, table) == "—"
    assert content(Row({"a": 26}, ("a",)), column, table) == "≥26"
    assert content(Row({}), column, table) is None
    assert _cell(True, Kind.FLAG)[0] == "是"
    assert _cell("", Kind.TEXT)[0] is None


def test_more_digits_than_excel_keeps_are_a_text() -> None:
    assert _cell(Decimal("1234567890123456.78"), Kind.AMOUNT)[0] == "1234567890123456.78"
    assert _cell(Decimal("123456789012345"), Kind.AMOUNT)[0] == FormattedNumber(
        123456789012345.0, "0", "123456789012345"
    )
    assert _cell(10**15 + 1, Kind.COUNT)[0] == str(10**15 + 1)


def test_a_long_text_is_cut_with_a_mark() -> None:
    assert fitting("甲" * 32_767) == "甲" * 32_767
    cut = fitting("𠮷" * 20_000)
    assert len(cut.encode("utf-16-le")) // 2 <= 32_767
    assert cut.endswith("（原文 20000 字，超出 Excel 单元格上限，此处截断）")
    assert "\ufffd" not in cut
