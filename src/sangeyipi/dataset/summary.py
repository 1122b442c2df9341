"""`sgyp summary` from a dataset: which tables it has.

Owns what a dataset does not tell.  Every figure is made elsewhere.
"""

from datetime import date

from sangeyipi.dataset.answers import Dataset
from sangeyipi.dataset.groups import broken
from sangeyipi.figures.rates import RULES
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Table
from sangeyipi.tables import grouping as by_what
from sangeyipi.tables import summary as made
from sangeyipi.tables.ranked_summary import NotRanked, Rank, ranked_table
from sangeyipi.tables.ranking import figure_columns
from sangeyipi.tables.regions import by_region_table, opened


def summary(
    dataset: Dataset,
    chosen: Phases | None,
    as_of: date | None,
    by: by_what.Grouping | None = None,
    on_platform: bool | None = None,
    unique: bool = False,
    rank: Rank | None = None,
) -> list[Table]:
    """The tables of `sgyp summary`, cell by cell those of the ledger.

    Raises NotAnswered; NotRanked where `rank` is no column of the one table.  Of members that
    tell of no day so late, figures are at least so much, as from text.
    """
    tables = _tables(dataset, chosen, as_of, by, on_platform, unique)
    if by is not None and rank is not None:
        tables = [_ranked(dataset, one, by, rank) for one in tables]
    return [opened(one, dataset.whole) for one in tables] if dataset.parts else tables


def _ranked(dataset: Dataset, table: Table, by: by_what.Grouping, rank: Rank) -> Table:
    """By one of its own columns: rates of lists and figures of a month are not in the SQL."""
    if rank.word in RULES and not by.of_lists:
        raise NotRanked(rank.word, [one.name for one in figure_columns(table)])
    return ranked_table(Figures(dataset.whole), table, by, rank)


def _tables(
    dataset: Dataset,
    chosen: Phases | None,
    as_of: date | None,
    by: by_what.Grouping | None,
    on_platform: bool | None,
    unique: bool,
) -> list[Table]:
    if by is by_what.REGION:
        return [by_region_table(dataset.by_region(as_of, unique), chosen, on_platform, unique)]
    if by is not None and not by.of_lists:
        return [broken(dataset, by, Scope(chosen, None, on_platform), as_of)]
    figures = dataset.figures(as_of, unique)
    if by is not None:
        of_listings = {by_what.PHASE: made.by_phase_table, by_what.BATCH: made.by_batch_table}
        found = [of_listings[by](figures, chosen, on_platform, unique)]
    elif chosen is not None:
        found = [made.phase_table(figures, chosen, on_platform, unique)]
    else:
        found = [
            made.cumulative_table(figures, on_platform, unique),
            made.phases_table(figures, on_platform, unique),
        ]
    if as_of is not None and dataset.reported:
        found = [
            one._replace(notes=(*one.notes, _NO_FUNDS)) if one.id in _TELLS_FUNDS else one
            for one in found
        ]
    return found


#: Tables that tell 资金到位率 in a note.
_TELLS_FUNDS = ("phase", "by-batch")
_NO_FUNDS = (
    "资金到位率未列：某一天到位的资金要看各月的月调度，数据集不算；"
    "台账齐的，用台账问（不写 --dataset）。"
)
