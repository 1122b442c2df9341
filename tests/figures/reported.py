"""Monthly reports in a line each, and the monthly document's tables as the JSON users get."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sangeyipi.figures.monthly import Record, book, records
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.month import Month, parse_month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.period import Period, PeriodKind, of_phase, parse_period
from sangeyipi.render.json import to_json
from sangeyipi.tables.monthly.document import document

from .ledgers import Raw, ledger


def month(text: str) -> Month:
    found = parse_month(text)
    assert found is not None
    return found


def reports(id: str, **told: str) -> list[MonthlyReport]:
    """`m2022_03="0.5 3.1 4"`: that month's 本月, 累计 and 到位资金, `-` for what is not said."""
    found = []
    for name, line in told.items():
        parts = [None if part == "-" else Decimal(part) for part in line.split()]
        figures = (*parts, None, None, None)[:3]
        when = month(name.removeprefix("m").replace("_", "-"))
        found.append(
            MonthlyReport(
                id=id,
                month=when,
                completed=figures[0],
                completed_to_date=figures[1],
                funds_to_date=figures[2],
            )
        )
    return found


def reporting(*records: Raw, said: list[MonthlyReport], **config: Any) -> Ledger:
    """A ledger of raw records with monthly reports."""
    ordered = sorted(said, key=lambda one: (one.month, one.id))
    return replace(ledger(*records, **config), reports=tuple(ordered))


def record(book_of: Ledger) -> Record:
    """The only project's record."""
    (one,) = records(book_of.projects, book(book_of.reports))
    return one


def period(name: str, book_of: Ledger | None = None, today: str = "2099-01-01") -> Period:
    """`2022-03`, `2022-Q1`, `2022` or `phase-2`."""
    if name.startswith("phase-"):
        assert book_of is not None
        number = int(name.removeprefix("phase-"))
        found = of_phase(number, book_of.config.phases, date.fromisoformat(today))
    else:
        kinds = {4: PeriodKind.YEAR} if len(name) == 4 else {}
        kind = kinds.get(4) or (PeriodKind.QUARTER if "Q" in name else PeriodKind.MONTH)
        found = parse_period(kind, name)
    assert found is not None
    return found


def published(book_of: Ledger, name: str, today: str = "2099-01-01") -> dict[str, Any]:
    """The monthly document's JSON; its tables and pictures by id besides."""
    said: dict[str, Any] = json.loads(to_json(document(book_of, period(name, book_of, today))))
    by_id = {table["id"]: table for table in (*said["pictures"], *said["tables"])}
    return said | {"by_id": by_id}


def table(book_of: Ledger, name: str, id: str, today: str = "2099-01-01") -> Any:
    """One table of a period's document."""
    return published(book_of, name, today)["by_id"][id]
