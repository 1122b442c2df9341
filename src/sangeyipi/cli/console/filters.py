"""The filters of projects that several commands share: how they are declared and read.

What a filter lets through is figures.selection's.
"""

from typing import TYPE_CHECKING, Annotated

from sangeyipi.cli.console import options
from sangeyipi.cli.console.completion import from_ledger
from sangeyipi.cli.console.parameters import Option

if TYPE_CHECKING:
    from sangeyipi.figures.selection import Filter
    from sangeyipi.model.ledger import Ledger

_complete_leaders = from_ledger(lambda ledger: (n for p in ledger.projects for n in p.leaders))

Sector = Annotated[
    str | None,
    Option(
        "--sector",
        metavar="领域",
        help="这个领域的",
        autocompletion=options.complete_sectors,
    ),
]
Unit = Annotated[
    str | None,
    Option("--unit", metavar="单位", help="这个责任单位的", autocompletion=options.complete_units),
]
Leader = Annotated[
    str | None,
    Option("--leader", metavar="领导", help="这位包联领导的", autocompletion=_complete_leaders),
]


def chosen(
    ledger: "Ledger | None",
    phase: str | None,
    batch: str | None,
    platform: bool | None,
    *,
    sector: str | None,
    unit: str | None,
    leader: str | None,
) -> "Filter":
    """The filter that the options ask for.  Raises Stop where no project can be meant."""
    from sangeyipi.figures.selection import Filter

    projects = ledger.projects if ledger else ()
    sectors = (*(ledger.config.sectors if ledger else ()), *(one.sector for one in projects))
    people = (name for one in projects for name in one.leaders)
    return Filter(
        phases=options.phases(phase, ledger),
        batch=options.batch(batch),
        sector=options.known("--sector", "领域", sector, sectors),
        unit=options.known("--unit", "责任单位", unit, (one.unit for one in projects)),
        leader=options.known("--leader", "包联领导", leader, people),
        on_platform=platform,
    )
