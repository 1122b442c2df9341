"""`sgyp summary` from a dataset: the same tables, of sums that an engine has made.

Owns how the rows of `sql/` become the cells that `figures/` resolves, so that labels, notes, rates
and what is unknown are made by the same code as from text.  Adds up nothing that SQL can.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sangeyipi.dataset.engine import Engine, Row, SqlAsked
from sangeyipi.figures.entries import Entry, ProjectsEntry
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scope import Universe, universe
from sangeyipi.figures.snapshots import snapshots
from sangeyipi.figures.undated import Undated
from sangeyipi.model.dates import When
from sangeyipi.model.dates import day as one_day
from sangeyipi.model.dates import word as no_day
from sangeyipi.model.ledger import Config, Ledger, RegionPart
from sangeyipi.model.phases import Phases, parse_phases, phases
from sangeyipi.model.project import Project, Withdrawal
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.stages import STEP, Batch, Milestone
from sangeyipi.store.files import LEDGER_FILE
from sangeyipi.store.parsing import parse_file
from sangeyipi.store.source import checked_source

_LISTS = {batch: f"listed_{batch.name.lower()}" for batch in Batch}
_DATES = {milestone: f"milestones_{milestone.name.lower()}" for milestone in Milestone}
_OF_LISTS = ", ".join(_LISTS.values())
_OF_DATES = ", ".join(f"{name}, {name}_first, {name}_last" for name in _DATES.values())
FACTS = f"id, on_platform, investment, certain, possible, {_OF_LISTS}, {_OF_DATES}"
_ZERO = Decimal(0)


class NotAnswered(Exception):
    """What a dataset cannot be asked; the message is for the user, in Chinese."""


class DatasetAnswers(Figures):
    """The figures of a dataset; `sums` are those of projects counted once, by their lists."""

    sums: tuple[Row, ...]
    #: Of a ledger made of others, the figures of each of them.
    regions: Mapping[str, Figures]

    def of_region(self, region: str) -> Figures | None:
        """The figures of one of the ledgers that this is made of."""
        return self.regions.get(region)

    def together(self, scope: Scope) -> tuple[int, Decimal | None]:
        """How many projects stand on a list of the scope, and their investment in 亿元."""
        held = {one.number for one in self.ledger.config.held(self.as_of)}
        count, lacking, total = 0, 0, _ZERO
        for row in self.sums:
            if scope.on_platform is not None and row["on_platform"] is not scope.on_platform:
                continue
            if any(self._means(scope, batch, row[name], held) for batch, name in _LISTS.items()):
                count += row["projects"]
                lacking += row["lacking_investment"]
                total += row["investment"]
        return count, None if lacking else total

    def _means(self, scope: Scope, batch: Batch, phase: int | None, held: set[int]) -> bool:
        return (
            phase is not None
            and scope.batch in (None, batch)
            and (scope.phases is None or phase in scope.phases)
            and (self.as_of is None or phase in held)
        )


class Dataset(NamedTuple):
    """A dataset opened, with the settings and rollups of its ledger."""

    engine: Engine
    config: Config
    rollups: tuple[Rollup, ...]
    #: Of a ledger made of others, who they are and until when each tells.
    parts: tuple[RegionPart, ...] = ()

    @property
    def whole(self) -> Ledger:
        """The ledger as far as it says of which members its figures are."""
        return Ledger(config=self.config, parts=self.parts)

    @property
    def reported(self) -> bool:
        """Whether it has monthly reports."""
        return bool(self.engine.schema.get("reports"))

    def by_region(self, as_of: date | None, unique: bool = False) -> Figures:
        """The same, with those of each member.  Raises NotAnswered."""
        beside = [one.region for one in self.parts if not one.member.counted]
        if beside:
            raise NotAnswered(
                f"{'、'.join(beside)}不计入，数据集里没有，--by 地区 列不出：用台账问"
                "（不写 --dataset）"
            )
        each = {one.region: self.figures(as_of, unique, one.region) for one in self.parts}
        found = self.figures(as_of, unique)
        found.__dict__["regions"] = each
        return found

    def figures(
        self, as_of: date | None, unique: bool = False, region: str | None = None
    ) -> Figures:
        """What its tables by phase and batch are made of: of all, or of one member."""
        self.engine.ask(SqlAsked(as_of, None, region))
        if any(one.with_projects for one in self.rollups):
            # What stood behind such a rollup on its own day takes the projects themselves.
            return Figures(self._ledger(_WHOLE), as_of)
        ledger = self._ledger(_UNLISTED)
        if region is not None:
            ledger = replace(ledger, parts=())
        rows = self.engine.run("progress")
        return self._answers(ledger, as_of, rows, unique)

    def _answers(
        self, ledger: Ledger, as_of: date | None, rows: list[Row], unique: bool
    ) -> Figures:
        numbers = {row["phase"] for row in rows}
        numbers |= set(universe(ledger).numbers)
        atoms = Universe(phases(numbers).numbers if numbers else ())
        made = list(_cells(atoms, rows, as_of).values())
        self._name(made, rows)
        entries: tuple[Entry, ...] = (*made, *snapshots(ledger, atoms, as_of))
        found = DatasetAnswers(ledger, as_of)
        sums = tuple(self.engine.run("once")) if unique else ()
        found.__dict__.update(atoms=atoms, entries=entries, sums=sums)
        return found

    def of_projects(self, as_of: date | None) -> Figures:
        """What the notes of a table of projects ask of."""
        ledger = self._ledger(_UNLISTED)
        found = DatasetAnswers(ledger, as_of)
        atoms = universe(ledger)
        found.__dict__.update(atoms=atoms, entries=tuple(snapshots(ledger, atoms, as_of)), sums=())
        return found

    def _ledger(self, sql: str) -> Ledger:
        """The ledger with those projects, as far as figures ask of them."""
        projects = tuple(map(_project, self.engine.rows(sql)))
        return replace(self.whole, projects=projects, rollups=self.rollups)

    def _name(self, made: list[ProjectsEntry], rows: list[Row]) -> None:
        """Who is behind what a cell does not know: the notes name them."""
        lacking = any(row["lacking_investment"] for row in rows if row["counts"])
        split = any(row["on_platform"] is not None for row in rows)
        unsaid = split and any(row["on_platform"] is None for row in rows)
        if not (lacking or unsaid or any(row["possible"] > row["certain"] for row in rows)):
            return
        by_place = {(one.scope): one for one in made}
        wanted = "investment IS NULL OR possible > certain"
        wanted += " OR on_platform IS NULL" if unsaid else ""
        for row in self.engine.rows(f"SELECT {FACTS} FROM standing WHERE counts AND ({wanted})"):
            _named(by_place, row)


_UNLISTED = (
    f"SELECT {FACTS}, funds, withdrawn_date, withdrawn_date_first, withdrawn_date_last "
    "FROM standing WHERE counts AND NOT unsaid AND possible > 0 AND listed_signed IS NULL "
    "AND listed_started IS NULL AND listed_producing IS NULL ORDER BY id"
)
_WHOLE = (
    f"SELECT {FACTS}, funds, withdrawn_date, withdrawn_date_first, withdrawn_date_last "
    "FROM standing ORDER BY id"
)


def opened(engine: Engine) -> Dataset:
    """A dataset with its settings, as its ledger.yaml had them."""
    settings = checked_source(LEDGER_FILE, str(engine.schema["settings"]).encode())
    records = parse_file(None, LEDGER_FILE, settings).records
    if not records:
        raise NotAnswered(
            f"{engine.folder} 里的台账设置读不了：重新运行 sgyp dataset {engine.folder}"
        )
    if engine.schema.get("gathered") and engine.schema["rollups"]:
        raise NotAnswered("几个区县合成、又有汇总的，数据集不会归并：用台账问（不写 --dataset）")
    parts = tuple(_parts(records[0], engine.schema))
    rollups = engine.rows("SELECT * FROM rollups ORDER BY row") if engine.schema["rollups"] else []
    return Dataset(engine, records[0], tuple(map(_rollup, rollups)), parts)


def _parts(config: Config, schema: Row) -> Iterator[RegionPart]:
    """The members, all of which are there: nothing is written where one that counts is not."""
    known_to: Row = schema["known_to"]
    for one in config.members:
        day = known_to.get(one.region)
        known = date.fromisoformat(day) if day else None
        yield RegionPart(member=one, ledger=Ledger(config=config), known_to=known)


def _rollup(row: Row) -> Rollup:
    reached = {m: row[name] for m, name in _DATES.items() if row[name] is not None}
    return Rollup(
        phases=parse_phases(row["phases"]) if row["phases"] else None,
        batch=Batch(row["batch"]) if row["batch"] else None,
        on_platform=row["on_platform"],
        count=row["count"],
        investment=row["investment"],
        funds=row["funds"],
        converted=row["converted"],
        milestones=reached,
        with_projects=row["with_projects"],
        date=row["date"],
    )


def _project(row: Row) -> Project:
    withdrawn = None
    if row["withdrawn_date"] is not None:
        withdrawn = Withdrawal(date=_when(row, "withdrawn_date"))
    return Project(
        id=row["id"],
        name="",
        investment=row["investment"],
        funds=row["funds"],
        on_platform=row["on_platform"],
        listed={batch: row[name] for batch, name in _LISTS.items() if row[name] is not None},
        milestones={m: _when(row, name) for m, name in _DATES.items() if row[name] is not None},
        withdrawn=withdrawn,
    )


def _when(row: Row, name: str) -> When:
    first, last = row[f"{name}_first"], row[f"{name}_last"]
    if first is None:
        return no_day(row[name])
    return one_day(first) if first == last else When(row[name], first, last)


def _cells(atoms: Universe, rows: Iterable[Row], as_of: date | None) -> dict[Scope, ProjectsEntry]:
    """The sums of `progress.sql` as the cells that they are sums of, in order."""
    found: dict[Scope, ProjectsEntry] = {}
    for row in sorted(rows, key=_order):
        scope = Scope(Phases((row["phase"],)), Batch(row["batch"]), row["on_platform"])
        cell = found.get(scope)
        if cell is None:
            cell = found[scope] = ProjectsEntry(scope, atoms.mask(scope), dated=as_of is not None)
        if row["counts"]:
            _put(cell, row)
            if row["converted"]:
                cell.turned = cell.turned or ProjectsEntry(scope, cell.mask, dated=cell.dated)
                _put(cell.turned, row)
    return found


def _order(row: Row) -> tuple[int, int, int]:
    platform = {True: 0, False: 1, None: 2}[row["on_platform"]]
    return row["phase"], STEP[Batch(row["batch"]).own], platform


def _put(cell: ProjectsEntry, row: Row) -> None:
    certain, possible = row["certain"], row["possible"]
    cell.count += row["listings"]
    cell.investment += row["investment"]
    cell.funds += row["funds"]
    cell.at_step[certain] += row["listings"]
    cell.investment_at_step[certain] += row["investment"]
    for step in range(certain + 1, possible + 1):
        cell.undecided[step] += row["listings"]
    if cell.dated and row["funds"]:
        # Of a day, the engine's are those that projects themselves give, which know no day.
        cell.undated_funds.append("")
        cell.own_funds += row["funds"]
    if row["lacking_funds"]:
        # Nobody is told whose funds these are: that there are some is enough.
        cell.missing_funds.append("")


def _named(cells: dict[Scope, ProjectsEntry], row: Row) -> None:
    """Add a project's 编号 to what is not known of each cell that it is in."""
    first = min((row[name] for name in _LISTS.values() if row[name] is not None), default=0)
    open_step = left_open(row)
    for batch, name in _LISTS.items():
        phase = row[name]
        cell = cells.get(Scope(Phases((phase,)), batch, row["on_platform"])) if phase else None
        for one in (cell, cell.turned if cell and phase > first else None):
            if one is None:
                continue
            if row["investment"] is None:
                one.missing_investment.append(row["id"])
            if row["on_platform"] is None:
                one.unsaid.append(row["id"])
            if open_step is not None:
                one.undated.append(open_step)


def left_open(row: Row) -> Undated | None:
    """What is open of a project's steps; None where nothing is."""
    certain, possible = row["certain"], row["possible"]
    if possible <= certain:
        return None
    lacking = tuple(
        m for m, name in _DATES.items() if certain < STEP[m] <= possible and row[name] is not None
    )
    return Undated(row["id"], (certain, possible), lacking)
