"""A column of plain numbers is read as each of its cells by itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from sangeyipi.ingest.values.amounts import amount
from sangeyipi.ingest.values.plain_amounts import together
from sangeyipi.sheets.formats.cells import number_cell, text_cell
from sangeyipi.sheets.grid import Cell

_UNITS = ("", "元", "千元", "万元", "百万元", "亿元", "十亿元", "万美元", "万元或亿元", "万")
_SAVED = st.from_regex(r"-?[0-9]{1,16}(\.[0-9]{1,9})?", fullmatch=True)
_FORMATS = st.sampled_from(("", "General", "0.00", "#,##0", '0"万元"', ";;;"))
_NUMBERS = st.builds(number_cell, _SAVED, _FORMATS, st.booleans())
_CELLS = _NUMBERS | st.integers(1, 10**7).map(lambda one: number_cell(str(one)))
_CELLS |= st.sampled_from(("12万元", "约3", "—")).map(text_cell)


@given(st.lists(_CELLS, min_size=1, max_size=4), st.sampled_from(_UNITS), st.booleans())
@example([number_cell("12345.6789")], "亿元", True)
@example([number_cell("123456789012345")], "元", True)
@example([number_cell("1")], "元", True)
def test_together_they_say_what_each_says(cells: list[Cell], unit: str, zero: bool) -> None:
    found = together(cells, unit)
    if found is not None:
        assert [(one, "", "", "") for one in found] == [
            (taken.text, taken.note + taken.remark, taken.question, taken.refused)
            for taken in (amount(cell, unit, zero) for cell in cells)
        ]


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=4))
def test_whole_numbers_of_ten_thousands_are_told_together(numbers: list[int]) -> None:
    assert together([number_cell(str(one)) for one in numbers], "万元") is not None
