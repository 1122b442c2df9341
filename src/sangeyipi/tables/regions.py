"""Tables of a ledger made of others: a row for each of them, and what a missing one leaves open.

Owns which places stand in which order, and that no figure that rests on a place that is not there
passes for the whole.  A place's row is answered by its own figures under the whole's 口径.
"""

from collections.abc import Iterable, Iterator

from sangeyipi.figures.rates import RateRule, count_rate, next_step
from sangeyipi.figures.resolve import Figures
from sangeyipi.model import term
from sangeyipi.model.gathering import MemberKind, Open
from sangeyipi.model.ledger import Config, Ledger, RegionPart
from sangeyipi.model.patterns import later
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import (
    RANK,
    RANK_RISING,
    Measured,
    Measurement,
    Moment,
    Part,
    Scope,
    Subject,
)
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Cell, Column, Kind, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.grouping import REGION
from sangeyipi.tables.reasons import reasons
from sangeyipi.tables.rows import COLUMNS, ONCE_COLUMNS, TOTAL, RowBuilder, Size
from sangeyipi.tables.summary import periods, subject_of

_KIND = Column("kind", term.KIND)
_SIZES = ("count", "share_count", "investment", "share_investment")
#: What is at least so much when a place is not there; a rate, a share, a difference is nothing.
_BOUNDED = (Kind.COUNT, Kind.AMOUNT)
#: Tables that count listings, rolled up or not.
_OF_LISTS = {
    *("phase", "phases", "cumulative", "by-phase", "by-batch", "by-region"),
    *("rates", "investment", "steps"),
}
#: An explanation says by itself what its figure lacks, and its sources are what is there; what is
#: said of one project rests on nobody else.
_SAY_SO = ("why", "sources", "beside", "changes", "choices", "project")
#: By how a table's name begins, the records that it is about, where not projects alone.
_ABOUT = {
    "problems": ("problems", term.REGISTERED_PROBLEMS),
    "visits": ("visits", term.VISITS),
    "financing": ("financing", term.FINANCING),
    "progress": ("reports", term.REPORTS),
    "lights": ("reports", term.REPORTS),
    "alerts": ("reports", term.REPORTS),
}
_PROJECTS = ("projects", term.PROJECT)
#: A rate in a note.
_RATE = later("[0-9]%")
#: Of what there was by an earlier day there is still at least so much.
LASTING = (Measured.COUNT, Measured.INVESTMENT, Measured.REACHED, Measured.CONVERTED)
#: Tables of nothing but these.
_OF_LASTING = ("phase", "phases", "cumulative", "by-")


def by_region_table(
    figures: Figures, chosen: Phases | None, on_platform: bool | None = None, unique: bool = False
) -> Table:
    """A row for each place: its lists taken together, and the rate of each.  Id: `by-region`."""
    asked = chosen or periods(figures).all
    whole = RowBuilder(figures, unique)
    scope = figures.narrowed(Scope(asked, None, on_platform))
    size = whole.size(scope)
    builders: dict[str, RowBuilder] = {}
    counted: list[Row] = []
    beside: list[Row] = []
    for part in _parts(figures.ledger):
        row, build = _row(figures, part, scope, on_platform, size, unique)
        (counted if part.member.counted else beside).append(row)
        if build is not None:
            builders[part.region] = build
    total = _with_rates(
        whole, whole.row(TOTAL, subject_of(scope, on_platform, Part.TOTAL), size), "", ""
    )
    theirs = list(_said_of(figures, builders))
    remarks = [
        *theirs,
        # What a place's own row says already is not said of all of them again.
        *(one for one in reasons(figures, whole.asked) if not any(one in said for said in theirs)),
        *_beside(beside),
        *notes.rounding([("", counted, total)], figures.ledger.config.conventions.amount_places),
    ]
    config = figures.ledger.config
    title = f"{config.region or ''}{chosen.title if chosen else ''}“三个一批”项目分地区情况表"
    return Table(
        "by-region",
        title + _convention(scope) + uncounted_in(figures.ledger),
        tuple(_columns(unique)),
        (*counted, total, *beside),
        (*notes.opening(figures), *dict.fromkeys(remarks)),
        config.conventions.amount_places,
        Moment(figures.as_of),
    )


def _parts(ledger: Ledger) -> tuple[RegionPart, ...]:
    """The places; a ledger that is made of no others is one by itself."""
    if ledger.parts:
        return ledger.parts
    from sangeyipi.model.gathering import Member

    own = Member(region=ledger.config.region or ledger.config.name, kind=MemberKind.COUNTY)
    return (RegionPart(member=own, ledger=ledger),)


def _row(
    figures: Figures,
    part: RegionPart,
    scope: Scope,
    on_platform: bool | None,
    whole: Size,
    unique: bool,
) -> tuple[Row, RowBuilder | None]:
    """A place's row, and who made it; of one that is not there nothing but its name is known."""
    level = 1 if part.member.counted else 0
    subject = Subject(Scope(scope.phases, None, on_platform), by=REGION.key, group=part.region)
    theirs = figures.of_region(part.region) if figures.ledger.parts else figures
    if theirs is None:
        cells: dict[str, Cell] = {column.key: None for column in _columns(unique)}
        cells |= {REGION.key: part.region, "kind": part.member.kind.value}
        return Row(cells, (), level, subject), None
    build = RowBuilder(theirs, unique)
    own = theirs.narrowed(scope)
    asked = subject._replace(scope=own, narrowed=own.on_platform is not on_platform)
    row = build.row(part.region, asked, whole, level)
    if not part.member.counted:
        gone = {key: cell for key, cell in row.cells.items() if not key.startswith("share_")}
        row = row._replace(cells=gone)
    if part.open(figures.as_of):
        row = _at_least(row, [one for one in _columns(unique) if one.is_figure])
    return _with_rates(build, row, part.region, part.member.kind.value), build


def _with_rates(build: RowBuilder, row: Row, region: str, kind: str) -> Row:
    """The row with its name and the rate of each list's next step."""
    scope = row.subject.scope if row.subject else Scope()
    cells = {key: cell for key, cell in row.cells.items() if key in _SIZES}
    for rule in map(next_step, Batch):
        found = count_rate(build.figures, scope._replace(batch=rule.batch), rule)
        cells[_key(rule)] = None if row.lower_bounds else found.rate
        for one in (found.numerator, found.denominator):
            build.asked.append((scope._replace(batch=rule.batch), one))
        cells |= {"kind": kind} if kind else {}
    return row._replace(cells={REGION.key: region or TOTAL, **cells})


def _key(rule: RateRule) -> str:
    return f"{rule.batch.name.lower()}_rate"


def _columns(unique: bool) -> Iterator[Column]:
    yield Column(REGION.key, REGION.word)
    yield _KIND
    known = {one.key: one for one in (ONCE_COLUMNS if unique else COLUMNS)}
    yield from (known[key] for key in _SIZES)
    for rule in map(next_step, Batch):
        yield Column(
            _key(rule), rule.name, Kind.RATE, asks=Measurement(Measured.RATE, rule.milestone)
        )


def _said_of(figures: Figures, builders: dict[str, RowBuilder]) -> Iterator[str]:
    """Why places' figures are “—” or “≥”, and which rollups theirs come from."""
    for region, build in builders.items():
        found = [
            *notes.rollups_behind(build.figures, build.asked),
            *reasons(build.figures, build.asked),
        ]
        yield from (f"{region}：{one}" for one in dict.fromkeys(found))
    for part in figures.ledger.parts:
        if not part.member.counted and (gone := part.open(figures.as_of)):
            yield f"{part.region}（{gone.why}）的数不明或不全。"


def _beside(rows: list[Row]) -> Iterator[str]:
    if rows:
        named = "、".join(str(row.cells[REGION.key]) for row in rows)
        yield f"合计以下的{named}不计入合计，没有占比，不排名次。"


def uncounted_in(ledger: Ledger) -> str:
    """What a title says of places that are shown and not counted."""
    names = [part.region for part in ledger.parts if not part.member.counted]
    return f"（不含{'、'.join(names)}）" if names else ""


def _convention(scope: Scope) -> str:
    return {None: "", True: "（监管平台口径）", False: "（非监管平台口径）"}[scope.on_platform]


def regions_of(config: Config, names: Iterable[str]) -> tuple[str, ...]:
    """The places that a 名单 means: each by its name, or all of a kind by that."""
    kinds = {kind.value for kind in MemberKind}
    found = [
        region
        for name in names
        for region in (
            [one.region for one in config.members if one.kind == name] if name in kinds else [name]
        )
    ]
    return tuple(dict.fromkeys(found))


def opened(table: Table, ledger: Ledger, region: str | None = None) -> Table:
    """The table as it may be told where places that count are not there, or older than its day.

    What may be more is at least so much (≥); a rate, a share, a difference, a place is “—”.
    `region`: it is about this place alone.
    """
    if table.id in _SAY_SO:
        return table
    if region is not None:
        part = ledger.part(region)
        own = part.open(table.moment.as_of) if part is not None else None
        return _opened_by((own,) if own else (), table, ledger)
    gone = (*ledger.open(table.moment.as_of), *_silent_in(ledger, table))
    uncounted = uncounted_in(ledger)
    if uncounted and any(one.is_figure for one in table.columns) and uncounted not in table.title:
        table = table._replace(title=table.title + uncounted)
    return _opened_by(gone, _dated_apart(table, ledger), ledger)


def _opened_by(gone: tuple[Open, ...], table: Table, ledger: Ledger) -> Table:
    """The table, of whose places these are not whole."""
    if not gone:
        return table
    columns = [one for one in table.columns if one.is_figure or one.asks]
    lasting = not any(not one.absent for one in gone) or table.id.startswith(_OF_LASTING)
    rows = tuple(_opened(row, columns, lasting) for row in table.rows)
    named = "、".join(f"{one.region}（{one.why}）" for one in gone)
    said = f"凡包括它们的，个数和金额是至少数（≥），率和占比记“—”{_places(table)}"
    note = f"{named}的数不明或不全：{said}。"
    # What notes say of rates would be the rates of those that are there.
    kept = [one for one in table.notes if not _RATE.search(one) and notes.ROUNDED not in one]
    told = 1 if kept and kept[0] == ledger.config.notice else 0
    return table._replace(rows=rows, notes=(*kept[:told], note, *kept[told:]))


def _places(table: Table) -> str:
    """What is said of 名次 where there are any: those of places are among places that are known."""
    if not any(one.key.startswith("rank") for one in table.columns):
        return ""
    of_places = any(one.subject is not None and one.subject.by == REGION.key for one in table.rows)
    return "；名次只在有数的里面排" if of_places else "，名次也记“—”"


def _dated_apart(table: Table, ledger: Ledger) -> Table:
    """The table of no day, saying which places have not come as far as the others."""
    there = [part for part in ledger.parts if part.member.counted and part.known_to is not None]
    newest = max((part.known_to for part in there if part.known_to), default=None)
    late = [f"{part.region}（{part.known_to}）" for part in there if part.known_to != newest]
    told = table.id in _OF_LISTS or any(one.is_figure for one in table.columns)
    if table.moment.as_of is not None or not late or not told:
        return table
    note = f"各地区报到的日子不同：{'、'.join(late)}，其余到 {newest}；要同一天的数，写 --as-of。"
    at = 1 if table.notes and table.notes[0] == ledger.config.notice else 0
    return table._replace(notes=(*table.notes[:at], note, *table.notes[at:]))


def _silent_in(ledger: Ledger, table: Table) -> Iterator[Open]:
    """Places that say nothing of what a table is about."""
    if table.id not in _OF_LISTS:
        yield from silent(ledger, *_ABOUT.get(table.id.partition("-")[0], _PROJECTS))


def silent(ledger: Ledger, part: str, word: str) -> Iterator[Open]:
    """Places that say nothing of records of a kind: nothing is known of them, not nothing."""
    there = [one for one in ledger.parts if one.member.counted and one.ledger is not None]
    told = {one.region for one in there if one.ledger and getattr(one.ledger, part)}
    for one in there:
        assert one.ledger is not None
        if one.ledger.rollups and not one.ledger.projects:
            yield Open(one.region, "只有汇总的数，没有逐项的台账")
        elif told and one.region not in told and one.ledger.projects:
            yield Open(one.region, f"没有{word}的台账")


def of_projects(figures: Figures) -> tuple[Open, ...]:
    """Without whom what rests on every project is not whole, and why."""
    return tuple(dict.fromkeys((*figures.open, *silent(figures.ledger, *_PROJECTS))))


def lacking(figures: Figures) -> tuple[Open, ...]:
    """Without whom what rests on every project and its months is not whole, and why."""
    ledger = figures.ledger
    return tuple(
        dict.fromkeys(
            (*figures.open, *silent(ledger, *_PROJECTS), *silent(ledger, *_ABOUT["progress"]))
        )
    )


def _opened(row: Row, columns: list[Column], lasting: bool) -> Row:
    subject = row.subject
    if subject is not None and subject.by in ("project", "light"):
        return row
    if subject is not None and subject.by == REGION.key and subject.part is not Part.TOTAL:
        gone = {one.key: None for one in columns if one.measurement.name == Measured.SHARE}
        kept = {key: None for key in gone if key in row.cells}
        return row._replace(cells={**row.cells, **kept})
    return _at_least(row, columns, lasting)


def _at_least(row: Row, columns: list[Column], lasting: bool = True) -> Row:
    """The row where its figures may be more: what can be bounded is, all else is unknown."""
    cells = dict(row.cells)
    bounds = set(row.lower_bounds)
    for column in columns:
        cell = cells.get(column.key)
        if cell is None or isinstance(cell, str | bool):
            continue
        # Of what is at least nothing, nothing is known.
        if lasting and cell and column.kind in _BOUNDED and bounded(column.measurement):
            bounds.add(column.key)
        else:
            cells[column.key] = None
            bounds.discard(column.key)
    # What stood blank below its like would pass for another thing than the “—” there.
    repeated = tuple(key for key in row.repeated if cells.get(key) is not None)
    return row._replace(cells=cells, lower_bounds=tuple(sorted(bounds)), repeated=repeated)


def bounded(asks: Measurement) -> bool:
    """Whether a figure is at least so much where there may be more: no difference, no place is."""
    name = asks.name
    return name in LASTING or not (name == "rank" or name.endswith(("_less", RANK, RANK_RISING)))


def open_named(gone: Iterable[Open]) -> str:
    """Which places are not there, and why, on a line."""
    return "、".join(f"{one.region}（{one.why}）" for one in gone)


def listed_step(milestone: Milestone) -> Batch:
    """The list whose next step a milestone is."""
    return next(batch for batch in Batch if batch.next is milestone)
