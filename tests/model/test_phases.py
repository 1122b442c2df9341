import pytest

from sangeyipi.model.phases import parse_phases, phases


@pytest.mark.parametrize(
    ("text", "numbers", "shortest"),
    [
        ("8", (8,), "8"),
        ("1-7", (1, 2, 3, 4, 5, 6, 7), "1-7"),
        ("6,8", (6, 8), "6,8"),
        ("8,6", (6, 8), "6,8"),
        ("1-3,2-4", (1, 2, 3, 4), "1-4"),
        ("1,2", (1, 2), "1-2"),
        ("1-1", (1,), "1"),
        ("1,3-4,6", (1, 3, 4, 6), "1,3-4,6"),
    ],
)
def test_sets_of_phases(text: str, numbers: tuple[int, ...], shortest: str) -> None:
    found = parse_phases(text)
    assert found is not None
    assert found.numbers == numbers
    assert str(found) == shortest
    assert parse_phases(shortest) == found


@pytest.mark.parametrize(
    "text", ["", "0", "08", "7-1", "1-", "-1", "1,,2", "１", "1 - 7", "a", "1.5", "1-2-3", "99999"]
)
def test_what_is_no_set_of_phases(text: str) -> None:
    assert parse_phases(text) is None


def test_a_set_is_never_empty() -> None:
    with pytest.raises(ValueError, match="never empty"):
        phases([])


def test_single_and_title() -> None:
    assert phases([8]).single
    assert not phases([6, 8]).single
    assert phases([1, 2, 3]).title == "第1-3期"
