"""The library's face: load a ledger, check it, make its tables.  For the CLI and for notebooks.

>>> import sangeyipi
>>> ledger = sangeyipi.load("data")
>>> [table.title for table in sangeyipi.summary(ledger, phases="8")]
['河南省商丘市民权县第8期“三个一批”项目']
"""

from collections.abc import Iterable, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sangeyipi.checks.verdict import check
from sangeyipi.figures.resolve import Figures
from sangeyipi.git.working_tree import load_folder
from sangeyipi.model.diagnostic import Diagnostic, count, has_errors
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import Phases, parse_phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rule import Severity
from sangeyipi.model.table import Table
from sangeyipi.model.today import today_in_china
from sangeyipi.store.files import LEDGER_FILE, find_ledger
from sangeyipi.store.load import Loaded, Progress
from sangeyipi.tables.summary import (
    by_batch_table,
    by_phase_table,
    cumulative_table,
    phase_table,
    phases_table,
)

if TYPE_CHECKING:
    from sangeyipi.git.versions import Gather, Stored
    from sangeyipi.store.beside import SumsOf
    from sangeyipi.tables.grouping import Grouping
    from sangeyipi.tables.ranked_summary import Rank

__all__ = [
    "LedgerHasErrors",
    "LedgerNotFound",
    "Loaded",
    "check",
    "load",
    "summary",
    "verified",
]


class LedgerNotFound(Exception):
    """There is no ledger.yaml where one was looked for."""


class LedgerHasErrors(Exception):
    """Figures were asked of a ledger that contradicts itself; none are given."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"台账有 {count(diagnostics, Severity.ERROR)} 处错误，不出数")
        self.diagnostics = diagnostics


def load(
    folder: str | PathLike[str] | None = None,
    progress: Progress | None = None,
    *,
    of_totals: bool = False,
) -> Loaded:
    """The ledger in `folder`, or the nearest one from the current folder upwards.

    Faults in its files are in the result's `diagnostics`.  Raises LedgerNotFound.  `of_totals`: it
    is going to be checked and asked for totals of all that is recorded, which take less time then;
    whatever else is asked is answered as ever, and takes more.
    """
    root = Path(folder) if folder is not None else find_ledger(Path.cwd())
    if root is None or not (root / LEDGER_FILE).is_file():
        raise LedgerNotFound(str(folder) if folder is not None else "")
    sums = _totals if of_totals else None
    return with_members(load_folder(root, progress, sums=sums), root, progress, sums)


def _totals(config: Config, projects: Sequence[Project]) -> Iterable[tuple[str, Any]] | None:
    """What checks and totals want to know of a file of projects, without these."""
    from sangeyipi.checks import by_file
    from sangeyipi.figures import tally

    facts = by_file.facts_of(config, projects)
    return None if facts is None else (facts, tally.tally_of(projects))


def with_members(
    loaded: Loaded,
    lies: "Path | Stored",
    progress: Progress | None = None,
    sums: "SumsOf | None" = None,
) -> Loaded:
    """A ledger as it lies in a folder or a commit, with those that it is made of, if it is.

    `sums`: what is going to be asked of each file of projects, rather than for its projects.
    Raises HistoryFailed where the files of a commit cannot be listed.
    """
    if loaded.ledger is None or not loaded.ledger.config.members:
        return loaded
    from sangeyipi.gather.whole import gathered  # which a county's own ledger has no use for

    return gathered(lies, loaded, progress, sums)


def gather() -> "Gather":
    """What is done with a ledger in a commit, made of others or not."""
    # Most commands ask no git, which takes a quarter of their start to import.
    from sangeyipi.git.versions import Gather

    return Gather(with_members, counting)


def to_compare(old: Loaded, new: Loaded) -> tuple[Loaded, Loaded, tuple[str, ...]]:
    """Two states of a ledger as they can be compared; of those that it is made of, who cannot."""
    if not old.members and not new.members:
        return old, new, ()
    from sangeyipi.gather.whole import side_by_side

    return side_by_side(old, new)


def verified(loaded: Loaded, as_of: date | None = None, *, today: date | None = None) -> Figures:
    """The figures of a ledger as of a day, checked.  Raises LedgerHasErrors.

    Nothing can have happened after `today`, without which it is the present day in China.
    """
    return trusted(loaded, check(loaded, today=today or today_in_china()), as_of)


def trusted(
    loaded: Loaded, found: list[Diagnostic], as_of: date | None = None, *, past: bool = False
) -> Figures:
    """The figures of a ledger that gave the diagnostics `found`.  Raises LedgerHasErrors.

    `past`: the ledger is that of a commit, which rules made since do not bind.
    """
    ledger = counting(loaded, found, past)
    if ledger is None:
        raise LedgerHasErrors(loaded.own(found))
    return Figures(ledger, as_of)


def counting(loaded: Loaded, found: list[Diagnostic], past: bool = False) -> Ledger | None:
    """What counts of a ledger that gave the diagnostics `found`; None where it has errors.

    Of one made of others those that have none, unless it has errors of its own, or between them.
    """
    if not loaded.members:
        return None if has_errors(found, past) else loaded.ledger
    from sangeyipi.gather.whole import counted

    return None if has_errors(loaded.own(found), past) else counted(loaded, found)


def summary(
    source: Loaded | Figures,
    phases: str | Phases | None = None,
    *,
    as_of: date | None = None,
    by: "str | Grouping | None" = None,
    on_platform: bool | None = None,
    unique: bool = False,
    rank: "str | Rank | None" = None,
) -> list[Table]:
    """Section one's tables.

    Without `phases` the cumulative table and the table of all phases, with them the table of those
    (`"8"`, `"1-7"`, `"6,8"`); with `by` (`"sector"`, `"领域"`, …) one table broken down by that.
    `unique` counts each project once instead of each listing.  `rank` puts what is broken down in
    the order of a column or rate, with 名次.  `as_of` is taken with a Loaded; a Figures has its
    own.  Raises LedgerHasErrors; ValueError for phases or a `by` it does not know; NotRanked and
    NotTold for a `rank`.
    """
    figures = source if isinstance(source, Figures) else verified(source, as_of)
    chosen = parse_phases(phases) if isinstance(phases, str) else phases
    if phases is not None and chosen is None:
        raise ValueError(f"no phases: {phases!r}")
    if by is not None:
        kind = _grouping(by)
        if rank is not None:
            return [_ranked(figures, kind, Scope(chosen, None, on_platform), unique, rank)]
        return [_broken_down(figures, kind, chosen, on_platform, unique)]
    if rank is not None:
        raise ValueError("rank needs by")
    if chosen is not None:
        return [phase_table(figures, chosen, on_platform, unique)]
    return [
        cumulative_table(figures, on_platform, unique),
        phases_table(figures, on_platform, unique),
    ]


def _grouping(by: "str | Grouping") -> "Grouping":
    from sangeyipi.tables import grouping

    kind = grouping.named(by) if isinstance(by, str) else by
    if kind is None:
        raise ValueError(f"cannot break down by {by!r}")
    return kind


def _broken_down(
    figures: Figures,
    by: "Grouping",
    chosen: Phases | None,
    on_platform: bool | None,
    unique: bool,
) -> Table:
    from sangeyipi.tables import grouping
    from sangeyipi.tables.breakdown import breakdown
    from sangeyipi.tables.regions import by_region_table

    if not by.of_lists:
        return breakdown(figures, by, Scope(chosen, None, on_platform))
    of_listings = {
        grouping.PHASE: by_phase_table,
        grouping.BATCH: by_batch_table,
        grouping.REGION: by_region_table,
    }
    return of_listings[by](figures, chosen, on_platform, unique)


def _ranked(
    figures: Figures, by: "Grouping", scope: Scope, unique: bool, rank: "str | Rank"
) -> Table:
    from sangeyipi.model.period import PeriodKind, parse_period
    from sangeyipi.tables.grouping import REGION
    from sangeyipi.tables.monthly.rankings import places_moved
    from sangeyipi.tables.ranked_summary import (
        Rank,
        ranked_breakdown,
        ranked_lists,
        ranked_table,
    )

    asked = Rank(rank) if isinstance(rank, str) else rank
    if not by.of_lists:
        return ranked_breakdown(figures, by, scope, asked)

    def ranked(figures: Figures) -> Table:
        made = _broken_down(figures, by, scope.phases, scope.on_platform, unique)
        if by.of_projects:
            return ranked_lists(figures, made, by, scope, asked)
        return ranked_table(figures, made, by, asked)

    month = parse_period(PeriodKind.MONTH, f"{figures.as_of:%Y-%m}") if figures.as_of else None
    # A city's counties have moved up and down since the month before, by a month's end.
    if not figures.ledger.parts or by is not REGION or not month or month.last != figures.as_of:
        return ranked(figures)
    before = figures.on(month.month.plus(-1).last)
    return places_moved(ranked(figures), ranked(before), month)
