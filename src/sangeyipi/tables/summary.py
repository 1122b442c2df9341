"""Section one's tables: one phase (or a set of phases), and the whole ledger.

Owns which rows each table has and in which order, as a report's section one sets them out.
"""

from collections.abc import Iterator

from sangeyipi.figures.entries import is_empty
from sangeyipi.figures.measures import COUNT
from sangeyipi.figures.resolve import Figure, Figures
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.phases import Phases, phases
from sangeyipi.model.question import OF_PHASES, OF_PLATFORM, Measured, Moment, Part, Scope, Subject
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.tables import notes
from sangeyipi.tables.reasons import reasons
from sangeyipi.tables.rows import COLUMNS, NO_BATCH, ONCE_COLUMNS, TOTAL, RowBuilder, Size


class Periods(NamedTuple):
    """The phases that are finished and the one under way, as of the day of the figures."""

    finished: Phases | None
    under_way: Phases | None

    @property
    def all(self) -> Phases | None:
        """Both together; None before the first phase."""
        numbers = [*(self.finished or ()), *(self.under_way or ())]
        return phases(numbers) if numbers else None


def periods(figures: Figures, current: int | None = None) -> Periods:
    """The phase under way is the last one held; those before it are finished.

    `current`: the phase that is to pass for it; later ones are left out as if not held.
    """
    held = sorted(phase.number for phase in figures.ledger.config.held(figures.as_of))
    if current is not None:
        held = [number for number in held if number <= current]
    if not held:
        return Periods(None, None)
    return Periods(phases(held[:-1]) if held[1:] else None, phases(held[-1:]))


def phase_table(
    figures: Figures, chosen: Phases, on_platform: bool | None = None, unique: bool = False
) -> Table:
    """签约/开工/投产/合计 of one phase, or of several taken together.  Id: `phase`."""
    scope = figures.narrowed(Scope(chosen, None, on_platform))
    build = RowBuilder(figures, unique)
    whole = build.size(scope)
    parts = [_narrowed_if_needed(figures, scope, batch) for batch in Batch]
    rows = [
        build.row(
            f"{_platform(part, scope)}{part.batch}一批", subject_of(part, on_platform), whole, 1
        )
        for part in parts
    ]
    rows += _without_batch(build, scope, parts, whole)
    total = build.row(TOTAL, subject_of(scope, on_platform, Part.TOTAL), whole)
    build.blocks.append(("", rows, total))
    remarks = [
        *_remarks(build, scope, on_platform),
        *notes.base_note(rows),
        *notes.targets(figures, rows),
        *notes.other_rates(figures, [*parts, scope]),
    ]
    title = f"{_region(figures)}{chosen.title}“三个一批”项目情况表{_convention(scope)}"
    return _table("phase", title, build, [*rows, total], remarks, on_platform)


def cumulative_table(
    figures: Figures,
    on_platform: bool | None = None,
    unique: bool = False,
    current: int | None = None,
) -> Table:
    """The finished phases, the phase under way, and everything together.  Id: `cumulative`."""
    found = periods(figures, current)
    build = RowBuilder(figures, unique)
    rows: list[Row] = []
    for chosen, state in ((found.finished, " 已实施"), (found.under_way, " 正在实施")):
        if chosen is not None:
            rows += _period(build, Scope(chosen, None, on_platform), state)
    everything = figures.narrowed(Scope(found.all, None, on_platform))
    told = [Scope(chosen) for chosen in (found.finished, found.under_way) if chosen]
    rows += [
        build.unsplit(
            entry,
            measures,
            told,
            _axis(entry.scope) + _unsplit_label(entry.scope),
            0,
            part=Part.REST_OF_PERIODS,
        )
        for entry, measures in build.left_over(everything, told)
    ]
    kind = "项目，去重" if unique else "项次"
    if found.all is not None:
        total = subject_of(everything, on_platform, Part.TOTAL)
        rows.append(build.row(f"总计（{kind}）", total, build.size(everything)))
    remarks = [*_remarks(build, everything, on_platform), *notes.base_note(rows)]
    if found.all is None:
        remarks.append("还没有举行过一期，没有可统计的数。")
    remarks += notes.targets(figures, rows)
    title = f"{_region(figures)}“三个一批”项目累计情况表{_convention(everything)}"
    return _table("cumulative", title, build, rows, remarks, on_platform)


def phases_table(
    figures: Figures,
    on_platform: bool | None = None,
    unique: bool = False,
    current: int | None = None,
) -> Table:
    """A row per phase and batch and one per phase.  Id: `phases`."""
    build = RowBuilder(figures, unique)
    rows: list[Row] = []
    everything = periods(figures, current).all
    for number in everything or ():
        scope = figures.narrowed(Scope(phases([number]), None, on_platform))
        rows += _phase_rows(build, scope, on_platform)
    whole = Scope(everything, None, on_platform)
    each = [Scope(phases([number])) for number in everything or ()]
    rows += [
        build.unsplit(
            entry,
            measures,
            each,
            _axis(entry.scope) + _unsplit_label(entry.scope),
            0,
            part=Part.REST_OF_PHASES,
        )
        for entry, measures in build.left_over(whole, each)
    ]
    convention = _convention(figures.narrowed(whole))
    title = f"{_region(figures)}“三个一批”项目分期分批次情况表{convention}"
    remarks = list(_remarks(build, whole, on_platform, whole_only=False))
    if rows and build.left_over(whole, each):
        remarks.append("未分期：只有跨期合计、没有分期数的，列在最后，与各期相加等于总计。")
    return _table("phases", title, build, rows, remarks, on_platform)


def by_phase_table(
    figures: Figures, chosen: Phases | None, on_platform: bool | None = None, unique: bool = False
) -> Table:
    """A row per phase, without batches.  Id: `by-phase`."""
    asked = chosen or periods(figures).all
    build = RowBuilder(figures, unique)
    whole = figures.narrowed(Scope(asked, None, on_platform))
    size = build.size(whole)
    each = [
        figures.narrowed(Scope(phases([number]), None, whole.on_platform)) for number in asked or ()
    ]
    rows = [
        build.row(_phase_label(part, whole), subject_of(part, on_platform), size, 1)
        for part in each
    ]
    rows += [
        build.unsplit(
            entry,
            measures,
            each,
            _axis(entry.scope) + _unsplit_label(entry.scope),
            part=Part.REST_OF_PHASES,
        )
        for entry, measures in build.left_over(whole, each)
    ]
    total = build.row(TOTAL, subject_of(whole, on_platform, Part.TOTAL), size)
    build.blocks.append(("", rows, total))
    title = f"{_region(figures)}“三个一批”项目分期情况表{_convention(whole)}"
    remarks = [note for note in _remarks(build, whole, on_platform) if note != notes.steps()]
    made = _table("by-phase", title, build, [*rows, total], remarks, on_platform)
    of = str(asked) if asked else OF_PHASES
    columns = [_of_whole(column, of) for column in made.columns if not column.of_step]
    return made._replace(columns=tuple(columns))


def by_batch_table(
    figures: Figures, chosen: Phases | None, on_platform: bool | None = None, unique: bool = False
) -> Table:
    """The phases chosen (or all) taken together, by batch.  Id: `by-batch`."""
    asked = chosen or periods(figures).all
    if asked is None:
        return cumulative_table(figures, on_platform, unique)._replace(id="by-batch")
    return phase_table(figures, asked, on_platform, unique)._replace(id="by-batch")


def _period(build: RowBuilder, scope: Scope, state: str) -> Iterator[Row]:
    """A period's total, its part on the platform, each batch, and what has no batch."""
    figures = build.figures
    asked = figures.narrowed(scope)
    whole = build.size(asked)
    assert scope.phases is not None
    total = build.row(scope.phases.title + state, subject_of(asked, scope.on_platform), whole)
    yield total
    platform = Scope(scope.phases, None, True)
    if asked.on_platform is None and _has_exactly(figures.ask(platform, COUNT)):
        yield build.row("其中监管平台", subject_of(platform, True), whole, 1)
    batches = [_narrowed_if_needed(figures, asked, batch) for batch in Batch]
    parts = [
        build.row(
            f"{_platform(part, asked)}{part.batch}一批",
            subject_of(part, scope.on_platform),
            whole,
            1,
        )
        for part in batches
    ]
    parts += _without_batch(build, asked, batches, whole)
    build.blocks.append((scope.phases.title, parts, total))
    yield from parts


def _has_exactly(figure: Figure) -> bool:
    """Whether it is known, and not only because of projects that were all withdrawn."""
    return figure.exact is not None and not all(is_empty(entry) for entry in figure.used)


def _phase_rows(build: RowBuilder, scope: Scope, on_platform: bool | None) -> Iterator[Row]:
    """One phase's total and batches."""
    whole = build.size(scope)
    assert scope.phases is not None
    total = build.row(_phase_label(scope, Scope()), subject_of(scope, on_platform), whole)
    batches = [Scope(scope.phases, batch, scope.on_platform) for batch in Batch]
    parts = [
        build.row(f"{part.batch}一批", subject_of(part, on_platform), whole, 1) for part in batches
    ]
    parts += _without_batch(build, scope, batches, whole)
    build.blocks.append((scope.phases.title, parts, total))
    yield total
    yield from parts


def _without_batch(
    build: RowBuilder, scope: Scope, batches: list[Scope], whole: Size
) -> Iterator[Row]:
    """What lies on no list; its shares are of all that was asked for."""
    for entry, measures in build.left_over(scope, batches):
        row = build.unsplit(entry, measures, batches, _unsplit_label(entry.scope), whole=whole)
        is_all = scope.phases is None or scope.phases == entry.scope.phases
        yield row._replace(shares_of="" if is_all else str(scope.phases))


def _narrowed_if_needed(figures: Figures, scope: Scope, batch: Batch) -> Scope:
    """A batch's question: for one platform value where only that can be answered exactly."""
    part = Scope(scope.phases, batch, scope.on_platform)
    return figures.narrowed(part) if figures.ask(part, COUNT).outside else part


def _remarks(
    build: RowBuilder, scope: Scope, on_platform: bool | None, whole_only: bool = True
) -> Iterator[str]:
    figures = build.figures
    yield notes.steps()
    yield from notes.rollups_behind(figures, build.asked)
    if whole_only and periods(figures).all:
        if build.unique:
            yield notes.unique_note(figures, scope, build.size(scope).count)
        else:
            yield from notes.conversions(figures, scope)
    yield from notes.unlisted(figures, on_platform)
    yield from reasons(figures, build.asked, build.rests)
    if not build.unique:
        yield from notes.rounding(build.blocks, _places(figures))


def subject_of(scope: Scope, on_platform: bool | None, part: Part = Part.ALL) -> Subject:
    """The subject of a row that is answered for a scope, where 监管平台 was asked as said."""
    return Subject(scope, part, narrowed=scope.on_platform is not on_platform)


def _of_whole(column: Column, whole: str) -> Column:
    """The column; where it is a share, one of something else than all of its phases."""
    asks = column.measurement
    shares = asks.name == Measured.SHARE
    return column._replace(asks=asks._replace(whole=whole)) if shares else column


def _table(
    id: str,
    title: str,
    build: RowBuilder,
    rows: list[Row],
    remarks: list[str],
    on_platform: bool | None,
) -> Table:
    figures = build.figures
    columns = ONCE_COLUMNS if build.unique else COLUMNS
    if on_platform is not None:
        columns = tuple(_of_whole(column, OF_PLATFORM) for column in columns)
    said = (*notes.opening(figures), *dict.fromkeys(remarks))
    moment = Moment(figures.as_of)
    return Table(id, title, columns, tuple(rows), said, _places(figures), moment)


def _places(figures: Figures) -> int:
    return figures.ledger.config.conventions.amount_places


def _region(figures: Figures) -> str:
    return figures.ledger.config.region or ""


def _convention(scope: Scope) -> str:
    return {None: "", True: "（监管平台口径）", False: "（非监管平台口径）"}[scope.on_platform]


def _platform(scope: Scope, within: Scope | None = None) -> str:
    """The platform value in a label, unless the rows around it share it."""
    if within is not None and within.on_platform is not None:
        return ""
    return {None: "", True: "平台", False: "非平台"}[scope.on_platform]


def _phase_label(scope: Scope, within: Scope) -> str:
    assert scope.phases is not None
    return " ".join(filter(None, [scope.phases.title, _platform(scope, within)]))


def _axis(scope: Scope) -> str:
    return f"{scope.phases}期" if scope.phases else "未分期"


def _unsplit_label(scope: Scope) -> str:
    return _platform(scope) + (scope.batch or NO_BATCH)
