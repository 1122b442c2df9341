"""银企对接 on a day: what projects want of banks, what these grant and have paid out.

Owns which row counts (the latest 截至 by the day of a project and bank) and how rows add up: an
amount that one of them does not say makes the sum at least what it is.  All amounts in 亿元.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.figures.monthly import KnownAmount, Total
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.financing import Financing
from sangeyipi.model.lazy_dataclass import dataclass, field
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Rate

COVERAGE = "对接覆盖率"
#: What is added up, by the name of the field.
AMOUNTS = ("demand", "granted", "drawn")


class BankMatch(NamedTuple):
    """A project at a bank, by the latest row."""

    row: Financing
    project: Project


class BankMatches(NamedTuple):
    """The matches of the projects that count on a day, by project and bank."""

    found: list[BankMatch]
    #: How many matches are of projects that are withdrawn, or were not there yet.
    others: int
    #: How many rows are of a later day.
    later: int


@dataclass(slots=True)
class Sums:
    """Matches added up."""

    matches: int = 0
    projects: set[str] = field(default_factory=set)
    banks: set[str] = field(default_factory=set)
    amounts: dict[str, Total] = field(default_factory=lambda: {one: Total() for one in AMOUNTS})
    #: Of how many matches each amount is said.
    said: dict[str, int] = field(default_factory=lambda: dict.fromkeys(AMOUNTS, 0))

    def take(self, one: BankMatch) -> None:
        """Count a match in."""
        self.matches += 1
        self.projects.add(one.project.id)
        self.banks.add(one.row.bank)
        for name in AMOUNTS:
            value: Decimal | None = getattr(one.row, name)
            self.amounts[name].add(KnownAmount(value or Decimal(0), value is not None))
            self.said[name] += value is not None

    def amount(self, name: str) -> tuple[Decimal | None, bool]:
        """A sum, and whether it is only the least; None: nobody says."""
        if self.matches and not self.said[name]:
            return None, False
        return self.amounts[name].value, not self.amounts[name].exact


def matches(figures: Figures, as_of: date) -> BankMatches:
    """The latest row of each project and bank by a day."""
    latest: dict[tuple[str, str], Financing] = {}
    later = 0
    # They are in order of days.
    for row in figures.ledger.financing:
        if row.date > as_of:
            later += 1
        else:
            latest[row.project, row.bank] = row
    there = {one.id: one for one in figures.population(Scope())}
    found = [
        BankMatch(row, there[row.project])
        for _, row in sorted(latest.items())
        if row.project in there
    ]
    return BankMatches(found, len(latest) - len(found), later)


def coverage(projects: Iterable[Project], matched: set[str]) -> Rate | None:
    """对接覆盖率: projects with a match ÷ all that are in the ledger and not withdrawn."""
    everyone = [one.id for one in projects]
    if not everyone:
        return None
    return Rate(COVERAGE, Decimal(sum(one in matched for one in everyone)), Decimal(len(everyone)))
