"""Places: dense, by exact figures, none of what is unknown."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.figures.ranking import exact, places
from sangeyipi.model.table import Cell, Points, Rate


def rate(part: str, whole: str) -> Rate:
    return Rate("率", Decimal(part), Decimal(whole))


@pytest.mark.parametrize(
    ("cells", "falling", "rising"),
    [
        ([rate("1", "3"), rate("2", "6"), rate("1", "2")], [2, 2, 1], [1, 1, 2]),
        # Both print as 99.9%.
        ([rate("1999", "2000"), rate("9994", "10000")], [1, 2], [2, 1]),
        ([3, None, 3, 1], [1, None, 1, 2], [2, None, 2, 1]),
        ([Decimal("0.10"), Decimal("0.1"), Decimal(-1)], [1, 1, 2], [2, 2, 1]),
        (["甲", True, None], [None] * 3, [None] * 3),
        (
            [
                Points("差", rate("1", "2"), rate("1", "3")),
                Points("差", rate("1", "6"), rate("0", "9")),
            ],
            [1, 1],
            [1, 1],
        ),
        ([], [], []),
    ],
)
def test_places(cells: list[Cell], falling: list[int | None], rising: list[int | None]) -> None:
    figures = [exact(cell) for cell in cells]
    assert places(figures) == falling
    assert places(figures, rising=True) == rising


@given(st.lists(st.none() | st.fractions(min_value=-2, max_value=2, max_denominator=4)))
def test_a_place_is_one_more_than_the_number_of_larger_figures(
    figures: list[Fraction | None],
) -> None:
    for one, place in zip(figures, places(figures), strict=True):
        larger = set() if one is None else {o for o in figures if o is not None and o > one}
        assert place == (None if one is None else len(larger) + 1)
