"""What came back in workbooks of ours, reconciled as any import is: rows, and 总投资.

Owns how the two accounts are made of one that knows only rows.
"""

from collections.abc import Sequence
from decimal import Decimal

from sangeyipi.forms.returned import Returned, returned
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.imported import Imported
from sangeyipi.ingest.reconciliation import Investment, Reconciliation, RowAccount
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.project import Project
from sangeyipi.sheets.grid import Workbook

_ZERO = Decimal(0)


def imported(
    workbooks: Sequence[Workbook], ledger: Ledger, month: Month | None, answers: Answers
) -> Imported:
    """The whole import of workbooks of ours.  Raises FormsFailed."""
    found = returned(workbooks, ledger, month, answers)
    before = {one.id: one for one in ledger.projects}
    after = {one.id: one for one in found.after.projects}
    changed = [one for one in found.changes.edited if one.before.id in after]
    rows = RowAccount(
        read=found.rows,
        added=len(found.added),
        updated=len(found.updated),
        unchanged=len(found.unchanged),
        skipped=found.skipped,
        rejected=found.rejected,
    )
    return Imported(
        before=ledger,
        after=found.after,
        changes=found.changes,
        reconciliation=Reconciliation(rows, _investment(found, before, after)),
        added=found.changes.added,
        updated=tuple(after[one.before.id] for one in changed),
        remarks=found.remarks,
    )


def _investment(
    found: Returned, before: dict[str, Project], after: dict[str, Project]
) -> Investment:
    """Of the projects whose rows got in, each once; of monthly forms none: they say nothing of it.

    What the sheet says and the ledger had before is what the two differ by.
    """
    if not found.of_projects:
        return Investment(_ZERO, _ZERO, _ZERO, None)
    ids = {one.id for one in (*found.added, *found.updated, *found.unchanged)}
    return Investment(
        sheet=_sum(after, ids),
        ledger=_sum(after, set(after)) - _sum(before, set(before)),
        rejected=found.lost,
        declared=None,
    )


def _sum(projects: dict[str, Project], ids: set[str]) -> Decimal:
    said = (projects[id].investment for id in ids if id in projects)
    return sum((one for one in said if one is not None), _ZERO)
