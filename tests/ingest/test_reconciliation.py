"""An import that cannot account for itself is none."""

from decimal import Decimal

import pytest

from sangeyipi.ingest.drafts import Draft
from sangeyipi.ingest.findings import Skipped
from sangeyipi.ingest.matching import RowGroup
from sangeyipi.ingest.reconciliation import NotReconciled, RowAccount, investment
from sangeyipi.ingest.said import SaidFact
from sangeyipi.model.project import Project


def test_every_row_is_accounted_for() -> None:
    skipped = (Skipped("A!A3", "合计"),)
    assert RowAccount(3, 1, 1, 0, skipped, ()).read == 3
    with pytest.raises(NotReconciled):
        RowAccount(4, 1, 1, 0, skipped, ())


def test_every_amount_of_the_sheet_is_what_the_ledger_gains_or_had() -> None:
    before = Project(id="A", name="甲厂", investment=Decimal(2))
    draft = Draft(RowGroup(before), {})
    draft.sources["总投资",] = SaidFact("3", "台账!C2")
    after = Project(id="A", name="甲厂", investment=Decimal(3))
    found = investment([(draft, after)], Decimal(0), None)
    assert (found.sheet, found.ledger, found.difference) == (Decimal(3), Decimal(1), Decimal(2))
    with pytest.raises(NotReconciled):
        investment([(draft, before)], Decimal(0), None)
