"""What a bulletin counts is what the lists beside it name."""

from collections import Counter
from decimal import Decimal

import pytest
from conftest import DEMO
from figures.reported import period

from sangeyipi.figures.resolve import Figures
from sangeyipi.model.table import Table
from sangeyipi.store.settled import load_files
from sangeyipi.tables.monthly.parts import Parts


def _total(table: Table, key: str) -> tuple[object, bool]:
    return table.rows[-1].cells[key], key in table.rows[-1].lower_bounds


@pytest.mark.parametrize("month", ["2021-12", "2023-06", "2023-08", "2023-09"])
def test_counts_beside_lists(month: str) -> None:
    ledger = load_files(DEMO).ledger
    assert ledger is not None
    parts = Parts(Figures(ledger), period(month))
    behind = parts.behind_by_unit
    count, least = _total(behind, "behind")
    assert (count or 0) == len(parts.behind.rows)
    shortfalls = [Decimal(str(row.cells["shortfall"])) for row in parts.behind.rows]
    assert (_total(behind, "shortfall")[0] or 0) == sum(shortfalls, Decimal(0))
    unknown = any("不能判断" in note for note in parts.behind.notes)
    assert (_total(behind, "undecided")[0] != 0) is unknown
    assert least is (unknown and count is not None)
    by_unit = Counter(row.cells["unit"] for row in parts.behind.rows)
    assert {row.cells["unit"]: row.cells["behind"] or 0 for row in behind.rows[:-1]} == {
        row.cells["unit"]: by_unit[row.cells["unit"]] for row in behind.rows[:-1]
    }
    nodes = parts.nodes
    assert nodes is not None
    for key, listed in (("planned_next", parts.upcoming), ("overdue", parts.overdue)):
        told = Counter(row.cells["milestone"] for row in listed.rows) if listed else Counter()
        for row in nodes.rows[:-1]:
            assert (row.cells[key] or 0) == told[row.cells["planned-milestone"]]
        assert (_total(nodes, key)[0] or 0) == told.total()
