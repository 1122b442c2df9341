"""What a spreadsheet left in a text: its errors and formulas, which nobody wrote.

Owns the texts of records; amounts, dates and counts refuse such a value where they are read.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.financing import Financing
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.problem import Problem
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rule import Rule
from sangeyipi.model.spreadsheet import LEFT, advice, leftover
from sangeyipi.model.visit import Visit
from sangeyipi.store.text_fields import TextField, text_fields


def check_leftovers(ledger: Ledger) -> Iterator[Diagnostic]:
    """No text of a record is an error or a formula of a spreadsheet."""
    columns: tuple[tuple[type, Sequence[Any]], ...] = (
        (Project, ledger.projects),
        (MonthlyReport, ledger.reports),
        (Rollup, ledger.rollups),
        (Problem, ledger.problems),
        (Visit, ledger.visits),
        (Financing, ledger.financing),
    )
    for model, records in columns:
        for field in text_fields(model) if records else ():
            left = {text for text in field.values(records) if text.startswith(LEFT)}
            said = {text: what for text in left if (what := leftover(text))}
            yield from _told(field, records, said) if said else ()


def _told(field: TextField, records: Sequence[Any], said: dict[str, str]) -> Iterator[Diagnostic]:
    for record in records:
        for path, text in field.texts(record):
            if text in said:
                advised = advice(record.origin.file.lower().endswith(".csv"))
                place = record.origin.at(*path)
                yield Diagnostic(Rule.SPREADSHEET_LEFTOVER, place, said[text], advised)
