"""The 编号 of new projects, by the ledger's 编号样式.

Owns which numbers are free.  Not the order of rows but what a project is decides who gets which,
so that a sheet sorted otherwise gives the same; a number that is taken, or below one that is, is
never given again.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sangeyipi.model.id_style import made, number_in
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.nearest import natural

_YEAR = "{年}"


class Newcomer(NamedTuple):
    """What is known of a project that has no 编号 yet: the first phase that lists it, its name."""

    phase: int | None
    name: str


def numbered(newcomers: Sequence[Newcomer], ledger: Ledger, taken: Iterable[str]) -> list[str]:
    """An 编号 for each; `taken` are those that others of the import bring themselves."""
    series = NumberSeries(ledger, taken)
    keys = list(map(_order, newcomers))
    found = [""] * len(newcomers)
    for at in sorted(range(len(newcomers)), key=keys.__getitem__):
        found[at] = series.next(newcomers[at].phase)
    return found


def _order(one: Newcomer) -> tuple[object, ...]:
    return (one.phase is None, one.phase or 0, natural(one.name), one.name)


class NumberSeries:
    """The numbers of each year, going on behind the last one that is taken."""

    def __init__(self, ledger: Ledger, taken: Iterable[str] = ()) -> None:
        self._style = ledger.config.id_style
        self._days = {phase.number: phase.date for phase in ledger.config.phases}
        used = {project.id for project in ledger.projects} | {one.id for one in ledger.reports}
        self._taken = used | set(taken)
        self._last: dict[int, int] = {}

    def next(self, phase: int | None) -> str:
        """The next one of the year of a phase; without any, of the last phase's."""
        year = self._year(phase)
        if year not in self._last:
            numbers = (number_in(self._style, year, id) for id in self._taken)
            self._last[year] = max((one for one in numbers if one is not None), default=0)
        self._last[year] += 1
        return made(self._style, year, self._last[year])

    def _year(self, phase: int | None) -> int:
        if _YEAR not in self._style:
            return 0
        if phase in self._days:
            return self._days[phase].year
        return max((day.year for day in self._days.values()), default=2021)
