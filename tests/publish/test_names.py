"""Names of folders and files."""

import pytest

from sangeyipi.model.period import PeriodKind
from sangeyipi.publish.names import fits_a_file, kind_of, order


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("2023-06", PeriodKind.MONTH),
        ("2023-12", PeriodKind.MONTH),
        ("2023-Q2", PeriodKind.QUARTER),
        ("2023", PeriodKind.YEAR),
        ("phase-8", PeriodKind.PHASE),
        ("phase-1-7", PeriodKind.PHASE),
    ],
)
def test_names_of_ours(name: str, kind: PeriodKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    "name",
    [
        *("", "2023-00", "2023-13", "2023-6", "2023-06\n", "2023-06-01", "202", "20234", " 2023"),
        *("2023-Q5", "2023-q2", "phase-0", "phase-", "phase-08", "phase-1-", "２０２３"),
        *("../2023", "2023/", "."),
    ],
)
def test_names_of_others(name: str) -> None:
    assert kind_of(name) is None


@pytest.mark.parametrize(
    ("mixed", "oldest_first"),
    [
        ("2023-10 2022-12 2023-09 2023-01", "2022-12 2023-01 2023-09 2023-10"),
        ("2023-Q2 2022-Q4 2023-Q1", "2022-Q4 2023-Q1 2023-Q2"),
        ("phase-10 phase-7 phase-1-7 phase-2", "phase-2 phase-1-7 phase-7 phase-10"),
    ],
)
def test_the_order_is_of_numbers(mixed: str, oldest_first: str) -> None:
    assert sorted(mixed.split(), key=order) == oldest_first.split()


def test_names_of_files() -> None:
    assert all(map(fits_a_file, ["月报.xlsx", "2023-06.csv", "开工率 图.svg", "a"]))
    wrong = ["", ".", "..", "a/b", "a\\b", "C:x", "a\0", "a\n", "a.", "a ", "a?", "\u202ea", "*"]
    assert not any(map(fits_a_file, wrong))
