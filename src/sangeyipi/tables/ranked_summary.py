"""Which table answers a ranking by a word: of projects, of a list's rate, of a month's figures.

Owns the words that `--rank` takes.  Places are `ranking`'s, figures those of the tables that say
the same without places.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sangeyipi.figures.rates import RULES, SIGNED_STARTED, RateRule, ratio, rule_for
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.schedule import dispatch_day
from sangeyipi.figures.status import stood
from sangeyipi.model import term
from sangeyipi.model.ledger import RateBase
from sangeyipi.model.month import last_full_month
from sangeyipi.model.nearest import folded
from sangeyipi.model.period import of_month
from sangeyipi.model.question import OF_ROW, Measured, Measurement, OfList, Scope
from sangeyipi.model.stages import Milestone
from sangeyipi.model.table import Cell, Column, Kind, Points, Rate, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.breakdown import MILESTONE_KEYS, breakdown
from sangeyipi.tables.grouping import REGION, Grouping
from sangeyipi.tables.monthly.progress import added_up, progress_table
from sangeyipi.tables.ranking import Ranking, figure_columns, ranked
from sangeyipi.tables.regions import regions_of

#: What stands beside a rate of investments: what it is a rate of.
_PARTS = {
    "year_rate": ("count", "year_plan", "year_completed"),
    "ahead": ("count", "year_plan", "year_completed"),
    "completed_rate": ("count", "investment", "completed_to_date"),
    "funds_rate": ("count", "investment", "funds"),
}


class Rank(NamedTuple):
    """What is asked for: a column or a rate by its word, and which end comes first."""

    word: str
    rising: bool = False


class NotTold(Exception):
    """The month's figures cannot be split as asked; the message says why and what to add."""


class NotRanked(Exception):
    """Nothing is called by the word; `words` are what there is to rank by.

    `monthless`: it may be a figure of a month, as no month is reported.
    """

    def __init__(self, word: str, words: list[str], monthless: bool = False) -> None:
        super().__init__(word)
        self.words = words
        self.monthless = monthless


def ranked_table(figures: Figures, table: Table, by: Grouping, rank: Rank) -> Table:
    """A table of groups in the order of one of its own columns.  Raises NotRanked."""
    column = _called(table, rank.word)
    if column is None:
        raise NotRanked(rank.word, _words(table))
    return ranked_by(figures, table, by, column, rank)


def ranked_by(figures: Figures, table: Table, by: Grouping, column: Column, rank: Rank) -> Table:
    """The same by a column that is known."""
    return ranked(table, _ranking(figures, by, column, rank))


def ranked_breakdown(figures: Figures, by: Grouping, scope: Scope, rank: Rank) -> Table:
    """Groups of projects by a column of theirs, the rate of a list, or a figure of the month.

    Raises NotRanked.
    """
    rule = RULES.get(rank.word)
    if rule is not None:
        made = _by_rule(figures, by, scope._replace(batch=rule.batch), rule)
        key = MILESTONE_KEYS[rule.milestone]
        column = next(one for one in made.columns if one.key == key)
        return ranked_by(figures, made, by, column, rank)
    own = breakdown(figures, by, scope)
    if _called(own, rank.word):
        return ranked_table(figures, own, by, rank)
    month = _month_table(figures, by, scope)
    found = _called(month, rank.word) if month else None
    if month is None or found is None:
        words = [*_words(own), *RULES, *(_words(month) if month else [])]
        raise NotRanked(rank.word, words, month is None)
    return _ranked_month(figures, month, by, found, rank)


def ranked_lists(figures: Figures, table: Table, by: Grouping, scope: Scope, rank: Rank) -> Table:
    """A table of groups that counts listings, by a column of its own or a figure of the month.

    Raises NotRanked.
    """
    if _called(table, rank.word):
        return ranked_table(figures, table, by, rank)
    month = _month_table(figures, by, scope)
    column = _called(month, rank.word) if month else None
    if month is None or column is None:
        words = [*_words(table), *(_words(month) if month else [])]
        raise NotRanked(rank.word, words, month is None)
    return _ranked_month(figures, month, by, column, rank)


def ranked_progress(figures: Figures, table: Table, by: Grouping, key: str) -> Table:
    """A progress table in the order of one of its columns, as `--rank` puts it."""
    column = next(one for one in table.columns if one.key == key)
    return _ranked_month(figures, table, by, column, Rank(column.name))


def _ranked_month(
    figures: Figures, month: Table, by: Grouping, column: Column, rank: Rank
) -> Table:
    beside = _PARTS.get(column.key, ("count",))
    return ranked(month, _ranking(figures, by, column, rank), beside)


def _ranking(figures: Figures, by: Grouping, column: Column, rank: Rank) -> Ranking:
    config = figures.ledger.config
    apart = {
        one.group: regions_of(config, one.names) if by is REGION else one.names
        for one in config.ranked_apart
        if one.by == by.word
    }
    return Ranking(column, rank.rising, apart)


def by_rule(
    figures: Figures, by: Grouping, scope: Scope, milestone: Milestone | OfList | None
) -> Table | None:
    """The table that a place by a list's rate is one of; None where the list has no such rate."""
    rule = rule_for(scope.batch, milestone)
    return None if rule is None else _by_rule(figures, by, scope, rule)


def _by_rule(figures: Figures, by: Grouping, scope: Scope, rule: RateRule) -> Table:
    """Those on a list, and which of them reached the milestone of its rate."""
    made = breakdown(figures, by, scope)
    key = MILESTONE_KEYS[rule.milestone]
    committed = figures.ledger.config.conventions.started_base is RateBase.COMMITTED
    base = Milestone.COMMITTED if committed and rule == SIGNED_STARTED else None
    rows = tuple(_with_rate(row, key, rule, base) for row in made.rows)
    measured = Measurement(Measured.RATE, rule.milestone, once=True)
    column = Column(key, rule.name, Kind.RATE, asks=measured)
    columns = tuple(column if one.key == key else _of_row(one) for one in made.columns)
    return made._replace(columns=columns, rows=rows)


def _of_row(column: Column) -> Column:
    """A column that is no rate of the list's, whatever the list: a share of its row."""
    asks = column.asks
    if asks is None or asks.name != Measured.RATE:
        return column
    return column._replace(asks=asks._replace(whole=OF_ROW))


def _with_rate(row: Row, key: str, rule: RateRule, base: Milestone | None) -> Row:
    """The row with a rate called by its name, over what the ledger divides it by."""
    reached = row.cells[key]
    if not isinstance(reached, Rate):
        return row
    if base is None:
        return row._replace(cells={**row.cells, key: reached._replace(name=rule.name)})
    below = MILESTONE_KEYS[base]
    whole = row.cells[below]
    rate: Cell = None
    if isinstance(whole, Rate) and not {key, below} & set(row.lower_bounds):
        found = ratio(rule.name, reached.numerator, whole.numerator)
        rate = found and found._replace(base=base.value)
    bounds = tuple(one for one in row.lower_bounds if one != key)
    return row._replace(cells={**row.cells, key: rate}, lower_bounds=bounds)


def _month_table(figures: Figures, by: Grouping, scope: Scope) -> Table | None:
    """The progress table of the last whole month by the day; None where no month is reported."""
    day = figures.as_of or dispatch_day(figures.ledger)
    if day is None:
        return None
    period = of_month(last_full_month(day))
    then = figures.on(period.last)
    found = stood(figures, period, scope)
    unsure = [one.project.id for one in found if one.project.on_platform is None]
    if scope.on_platform is not None and unsure:
        raise NotTold(
            f"{notes.some(unsure)} 没有写“{term.PLATFORM}”，不知道算不算，月调度的数分不开；"
            "补上再试，或不写 --platform、--no-platform"
        )
    made = progress_table(then, period, added_up(found), by, scope)
    where = "" if scope == Scope() else f"{scope.title}"
    said = f"月调度按整月计：到 {day} 最近的整月是{period.month.title}。"
    return made._replace(
        title=f"{figures.ledger.config.region or ''}{where}{made.title}",
        notes=(*made.notes, *([said] if day != period.last else [])),
    )


def _called(table: Table, word: str) -> Column | None:
    """The column of figures that a word means: by its heading, its key, or its rates' name."""
    wanted = folded(word)
    return next(
        (
            column
            for column in figure_columns(table)
            if wanted in map(folded, _names(table, column))
        ),
        None,
    )


def _words(table: Table) -> list[str]:
    return [column.name for column in figure_columns(table)]


def _names(table: Table, column: Column) -> Iterator[str]:
    yield column.name
    yield column.key
    for row in table.rows:
        cell = row.cells.get(column.key)
        if isinstance(cell, Rate | Points):
            yield cell.name
            return
