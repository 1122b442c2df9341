"""A text in lines is the same whether their columns are counted on or measured anew."""

from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.render.width import width, wrap


@given(st.text("甲乙，。“” a1-\u0301😀", max_size=60), st.integers(1, 12))
def test_lines_are_as_long_as_if_each_was_measured(text: str, columns: int) -> None:
    assert wrap(text, columns) == wrap(text, columns, lambda one: width(one))
