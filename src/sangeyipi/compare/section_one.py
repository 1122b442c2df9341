"""Section one's rows of two ledgers side by side, so that each figure has its counterpart.

Rows are matched by what they ask (table, phases, batch), not by label: 第1-7期 stays 第1-7期 when a
new phase makes another period the finished one; only 总计 is matched as the total, whatever it
spans.  What one ledger's tables do not ask is asked of it here, so that both sides answer.
"""

from typing import NamedTuple

from sangeyipi.figures.measures import COUNT
from sangeyipi.figures.resolve import Figures
from sangeyipi.model.phases import parse_phases
from sangeyipi.model.question import Scope, Subject
from sangeyipi.model.stages import Batch
from sangeyipi.model.table import Row
from sangeyipi.tables.footnotes import with_aside
from sangeyipi.tables.rows import NO_BATCH, TOTAL, RowBuilder
from sangeyipi.tables.summary import cumulative_table, phases_table

_WHOLE = "总计"


class Key(NamedTuple):
    """What a row asks: of which phases, which batch; `unsplit` rows also for which platform."""

    table: str
    kind: str
    phases: str
    batch: str
    platform: bool | None = None


class Line(NamedTuple):
    """One row of one ledger's section one, and the question it answers there."""

    key: Key
    label: str
    scope: Scope
    row: Row

    @property
    def unsplit(self) -> bool:
        """Whether it is only what no finer row holds: absent means that nothing is left over."""
        return self.key.kind == "unsplit"

    @property
    def whole(self) -> Scope:
        """What its shares are shares of, before it is narrowed."""
        return Scope(self.scope.phases)


class Pair(NamedTuple):
    """A row before and after; None where nothing in that ledger speaks of its phases."""

    before: Line | None
    after: Line | None

    @property
    def line(self) -> Line:
        """The side that is there, rather after than before."""
        found = self.after or self.before
        assert found is not None
        return found


def aligned(old: Figures, new: Figures) -> list[Pair]:
    """Every row of either side with its counterpart, in the order of the tables."""
    before, after = _lines(old), _lines(new)
    order = {table: i for i, table in enumerate(("cumulative", "phases"))}
    keys = sorted(dict.fromkeys([*after, *before]), key=lambda key: order[key.table])
    return [
        Pair(
            before.get(key) or _counterpart(old, after[key]) if key in after else before[key],
            after.get(key) or _counterpart(new, before[key]),
        )
        for key in keys
    ]


def _lines(figures: Figures) -> dict[Key, Line]:
    found: dict[Key, Line] = {}
    for table in (cumulative_table(figures), phases_table(figures)):
        for row in table.rows:
            line = _line(table.id, row)
            line = line._replace(row=with_aside(figures, line.row))
            found[line.key] = line
    return found


def _line(table: str, row: Row) -> Line:
    cells = row.cells
    phases, batch = str(cells.get("phase", "")), str(cells["batch"])
    platform = cells.get("platform")
    scope = Scope(
        parse_phases(phases),
        Batch(batch) if batch not in (TOTAL, NO_BATCH) else None,
        platform if isinstance(platform, bool) else None,
    )
    if row.left_over:
        key = Key(table, "unsplit", phases, batch, scope.on_platform)
    elif str(cells["label"]).startswith(_WHOLE):
        key = Key(table, "total", "", batch)
    else:
        part = batch == TOTAL and bool(row.level)
        key = Key(table, "platform" if part else "split", phases, batch)
    return Line(key, _label(key, scope), scope, row)


def _label(key: Key, scope: Scope) -> str:
    if key.kind == "total":
        return _WHOLE
    where = scope.phases.title if scope.phases else "未分期"
    if key.kind == "platform":
        return f"{where} 其中监管平台"
    if key.kind == "unsplit":
        platform = {None: "", True: "（监管平台）", False: "（非监管平台）"}[key.platform]
        return f"{where} {f'{scope.batch}一批未分期' if scope.batch else key.batch}{platform}"
    return f"{where} {scope.batch}一批" if scope.batch else where


def _counterpart(figures: Figures, line: Line) -> Line | None:
    """The same row asked of the other ledger, whose tables do not have it."""
    if line.key.kind in ("unsplit", "total") or not figures.atoms.mask(line.whole):
        return None
    build = RowBuilder(figures)
    asked = figures.narrowed(line.whole)
    scope = _question(figures, line, asked)
    row = build.row(line.label, Subject(scope), build.size(asked), line.row.level)
    return line._replace(scope=scope, row=with_aside(figures, row))


def _question(figures: Figures, line: Line, asked: Scope) -> Scope:
    if line.key.kind == "platform":
        return Scope(asked.phases, None, True)
    scope = Scope(asked.phases, line.scope.batch, asked.on_platform)
    return figures.narrowed(scope) if figures.ask(scope, COUNT).outside else scope
