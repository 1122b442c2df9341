"""Datasets of ledgers, what a ledger answers from text, and what engines answer: side by side.

Owns how both are asked the same.  The text route is the only judge.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sangeyipi import api
from sangeyipi.dataset.answers import Dataset
from sangeyipi.dataset.engine import SqlAsked
from sangeyipi.dataset.place import put
from sangeyipi.dataset.summary import summary
from sangeyipi.dataset.write import RecordOrigin, write
from sangeyipi.figures.rates import RULES, count_rate
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases, parse_phases
from sangeyipi.model.question import Scope
from sangeyipi.model.table import Kind, Rate, Table
from sangeyipi.store.canonical.text import raw_of, to_yaml
from sangeyipi.store.load import Loaded
from sangeyipi.store.source import Source
from sangeyipi.tables.grouping import GROUPINGS, REGION, named
from sangeyipi.tables.ranked_summary import Rank


class Question(NamedTuple):
    """One call of `sgyp summary`."""

    as_of: date | None = None
    phases: str | None = None
    by: str | None = None
    platform: bool | None = None
    unique: bool = False
    rank: str | None = None

    @property
    def chosen(self) -> Phases | None:
        return parse_phases(self.phases) if self.phases else None


def made(
    folder: Path,
    source: Loaded,
    days: tuple[date | None, ...] = (None,),
    partitioned: bool = False,
) -> Path:
    """The dataset of a ledger."""
    assert source.ledger is not None
    figures = Figures(source.ledger)
    origin = RecordOrigin(source.ledger.config.region, "", partitioned)
    put(folder, lambda work: write(work, source, figures, days, origin))
    return folder


def loaded(ledger: Ledger) -> Loaded:
    """A ledger of model values, with the text of its ledger.yaml."""
    settings = to_yaml(raw_of(ledger.config))
    return Loaded(ledger, (), {"ledger.yaml": Source("ledger.yaml", settings.encode())})


def _rank(asked: Question) -> Rank | None:
    return Rank(asked.rank.lstrip("+"), asked.rank[0] == "+") if asked.rank else None


def from_text(figures: Figures, asked: Question) -> list[Table]:
    figures = figures.on(asked.as_of)
    how: dict[str, Any] = {"by": asked.by, "on_platform": asked.platform, "unique": asked.unique}
    return api.summary(figures, asked.chosen, rank=_rank(asked), **how)


def from_dataset(dataset: Dataset, asked: Question) -> list[Table]:
    by = named(asked.by) if asked.by else None
    return summary(
        dataset, asked.chosen, asked.as_of, by, asked.platform, asked.unique, _rank(asked)
    )


def questions(
    days: list[date | None], some: list[str | None], every: int = 1
) -> Iterator[Question]:
    """All kinds of questions, a few of each: `every` grouping, each of one of the days."""
    for as_of in days:
        for chosen in some:
            yield Question(as_of, chosen)
        yield Question(as_of, some[0], unique=True)
        yield Question(as_of, some[-1], None, False)
    for number, by in enumerate(one for one in GROUPINGS[::every] if one is not REGION):
        yield Question(days[number % len(days)], some[number % len(some)], by.key)
    yield Question(days[-1], None, None, True)
    yield Question(days[0], some[-1], "unit", True)
    yield Question(days[-1], some[0], "unit", rank="+个数")
    yield Question(days[0], None, "phase", rank="个数")


# --- the SQL by itself: rows of cells

Cells = list[dict[str, Any]]


def cells(table: Table) -> Cells:
    """A table's figures as the SQL spells them."""
    found = []
    for row in table.rows:
        said: dict[str, Any] = {"label": row.cells[table.columns[0].key]}
        for column in table.columns:
            if not column.is_figure:
                continue
            value = row.cells.get(column.key)
            said[f"{column.key}_at_least"] = column.key in row.lower_bounds
            if column.kind is Kind.RATE:
                assert value is None or isinstance(value, Rate)
                said[column.key] = value.numerator if value else None
                said[f"{column.key}_of"] = value.denominator if value else None
            else:
                said[column.key] = value
        found.append(said)
    return found


def same(answer: Cells, expected: Cells, what: object = "") -> None:
    """Each cell that the text route has, and no other row."""
    assert [one["label"] for one in answer] == [one["label"] for one in expected], what
    for mine, theirs in zip(answer, expected, strict=True):
        for key, value in theirs.items():
            if key.endswith("_at_least") and key not in mine:
                assert not value, (what, key)
                continue
            assert _plain(mine[key]) == _plain(value), (what, mine["label"], key)


def _plain(value: Any) -> Any:
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def sql_asked(asked: Question) -> SqlAsked:
    return SqlAsked(asked.as_of, asked.chosen, None, asked.platform)


#: The files of `sql/` that say in which group a project is, by the grouping that they are.
GROUPED = {"sector": "sector", "unit": "unit", "band": "band"}


def expected_rates(figures: Figures, asked: Question) -> dict[str, tuple[Any, Any]]:
    """Each rate's numerator and denominator of the phases asked, from text."""
    figures = figures.on(asked.as_of)
    held = [one.number for one in figures.ledger.config.held(asked.as_of)]
    chosen = asked.chosen or (Phases(tuple(held)) if held else None)
    if chosen is None:
        return {}
    found: dict[str, tuple[Any, Any]] = {}
    for name, rule in RULES.items():
        answer = count_rate(figures, Scope(chosen, rule.batch, asked.platform), rule).rate
        found[name] = (answer.numerator, answer.denominator) if answer else (None, None)
    return found
