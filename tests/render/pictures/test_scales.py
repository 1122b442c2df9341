"""Axes: round ticks around everything drawn, and figures and categories where they belong."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.render.pictures.scales import CategoryScale, Linear, ticks


@pytest.mark.parametrize(
    ("low", "high", "whole", "expected"),
    [
        (0, 745.28, False, "0 200 400 600 800"),
        (0, 437.16, False, "0 100 200 300 400 500"),
        (0, 147, True, "0 50 100 150"),
        (0, 100, True, "0 20 40 60 80 100"),
        (0, 7, True, "0 2 4 6 8"),
        (0, 5, True, "0 1 2 3 4 5"),
        (0, 12, True, "0 5 10 15"),
        (0, 12, False, "0 2.5 5 7.5 10 12.5"),
        (0, 0, True, "0 1"),
        (0, 0, False, "0 0.2 0.4 0.6 0.8 1"),
        (-2, 2, False, "-2 -1 0 1 2"),
        (0, 0.0003, False, "0 0.0001 0.0002 0.0003"),
        (0, 1234567, False, "0 250000 500000 750000 1000000 1250000"),
    ],
)
def test_ticks_are_round(low: float, high: float, whole: bool, expected: str) -> None:
    assert " ".join(f"{one.normalize():f}" for one in ticks(low, high, whole)) == expected


amounts = st.decimals(Decimal("-99999.9999"), Decimal("99999.9999"), places=4)


@given(amounts, amounts, st.booleans())
def test_ticks_enclose_everything(one: Decimal, other: Decimal, whole: bool) -> None:
    low, high = sorted((float(one), float(other)))
    found = ticks(low, high, whole)
    assert 2 <= len(found) <= 6
    assert found[0] <= Decimal(low) <= Decimal(high) <= found[-1]
    assert len({later - earlier for earlier, later in pairwise(found)}) == 1
    assert not whole or all(tick == int(tick) for tick in found)


def test_a_figure_lies_between_the_ends() -> None:
    rising = Linear(ticks(0, 10, True), 300, 50)
    assert [rising.at(figure) for figure in (0, 5, 10)] == [300, 175, 50]


def test_categories_share_the_axis() -> None:
    bands = CategoryScale(10, 20, 3)
    assert [bands.middle(i) for i in range(3)] == [20, 40, 60]
    assert bands.end == 70
