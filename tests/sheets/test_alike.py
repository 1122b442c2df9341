"""Cells that are made together are those that are made one by one."""

from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.sheets.formats.alike import number_cells, text_cells
from sangeyipi.sheets.formats.cells import number_cell, text_cell

_CODES = st.sampled_from(("", "General", "@", "0.00", "yyyy-mm-dd", '"第"0"期"', ";;;"))
_TEXTS = st.lists(st.text(max_size=6) | st.sampled_from(("甲\r\n乙", "甲\x85", "")), min_size=1)
_PLAIN = st.from_regex(r"-?[1-9][0-9]{0,16}(\.[0-9]{0,3}[1-9])?", fullmatch=True)
_ODD = st.sampled_from(
    ("0", "-0", "1.0", "1E+3", "1e400", "甲", "", "1\n", "１", "45056", "1.5e-7")
)
_SAVED = st.lists(_PLAIN | _ODD, min_size=1) | st.lists(_PLAIN, min_size=1)


@given(_TEXTS, _CODES, st.booleans(), st.booleans())
def test_texts(texts: list[str], code: str, struck: bool, from_1904: bool) -> None:
    alone = [text_cell(one, code, struck, "", from_1904) for one in texts]
    assert text_cells(texts, code, struck, from_1904) == alone


@given(_SAVED, _CODES, st.booleans(), st.booleans())
def test_numbers(saved: list[str], code: str, struck: bool, from_1904: bool) -> None:
    alone = [number_cell(one, code, struck, from_1904) for one in saved]
    assert number_cells(saved, code, struck, from_1904) == alone
