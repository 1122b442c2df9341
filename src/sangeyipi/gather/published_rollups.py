"""What a member published, as rollups that a ledger can count with.

Owns which of a published set's figures are facts of any 口径 (a list's count, investment and how
many reached its two steps), and that nothing it tells is lost in silence: what stands on no list of
one phase (未分批, 1-7期签约) is a rollup as well, without figures where they cannot be taken over;
and what the rollups come to is held against the set's own total.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sangeyipi.figures.measures import COUNT, INVESTMENT
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.totals import total
from sangeyipi.model.document import CONVERTED_SAID
from sangeyipi.model.lazy_dataclass import replace
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import Phases, parse_phases
from sangeyipi.model.place import Place
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.tables.rows import TOTAL

#: The table with a row for each phase and batch, and the one that ends with the total.
_TABLE, _TOTALS = "phases", "cumulative"
_MEASURES = {"count": COUNT, "investment": INVESTMENT}
_NAMES = {"count": "个数", "investment": "总投资"}
_ZERO = Decimal(0)


class PublishedRow(NamedTuple):
    """What a set tells of a list of one phase, or of what is on none: then of the rest of it."""

    scope: Scope
    cells: Mapping[str, Any]
    origin: Place

    @property
    def is_list(self) -> bool:
        """Whether it is of a batch in a single phase."""
        phases = self.scope.phases
        return self.scope.batch is not None and phases is not None and len(phases.numbers) == 1

    @property
    def is_sum(self) -> bool:
        """Whether it is of all that other rows are."""
        return self.cells.get("batch") == TOTAL

    @property
    def says_nothing(self) -> bool:
        """Whether there is no such list, as far as was known."""
        keys = (*_MEASURES, "own_reached", "next_reached")
        return all(self.cells.get(key) is None for key in keys)

    def exactly(self, key: str) -> Decimal | None:
        """A figure that is known, and not only at least."""
        return None if key in self.cells.get("lower_bounds", ()) else _number(self.cells.get(key))

    def at_least(self, key: str) -> Decimal:
        """What of it is known."""
        return _number(self.cells.get(key)) or _ZERO

    def holds(self, other: "PublishedRow") -> bool:
        """Whether another row is of a part of this one's scope."""
        mine, theirs = self.scope, other.scope
        return mine != theirs and all(
            own is None or (part is not None and part <= own)
            for own, part in zip(_axes(mine), _axes(theirs), strict=True)
        )

    def overlaps(self, other: "PublishedRow") -> bool:
        """Whether anything may be of both scopes."""
        return all(
            own is None or part is None or own & part
            for own, part in zip(_axes(self.scope), _axes(other.scope), strict=True)
        )

    def crosses(self, other: "PublishedRow") -> bool:
        """Whether each is partly of what the other is of."""
        apart = self.scope == other.scope or self.holds(other) or other.holds(self)
        return not apart and self.overlaps(other)


def _axes(scope: Scope) -> tuple[frozenset[object] | None, ...]:
    """What a scope is of on each axis; None: of all there is."""
    batch, platform = scope.batch, scope.on_platform
    return (
        None if scope.phases is None else frozenset(scope.phases),
        None if batch is None else frozenset((batch,)),
        None if platform is None else frozenset((platform,)),
    )


class PublishedSet(NamedTuple):
    """What one set says of its lists, as of its day."""

    as_of: date
    region: str
    rows: tuple[PublishedRow, ...]
    #: The rows of whole phases.
    sums: tuple[PublishedRow, ...]
    #: The row of all of them.
    total: PublishedRow | None
    #: Whether its totals hold 转化; None where it does not say.
    with_converted: bool | None

    @property
    def told(self) -> tuple[PublishedRow, ...]:
        """The rows that are of anything, as far as is known.

        A list of which nothing is said is none where the total is known; else it may be what is
        not known of that.
        """
        whole = self.total is not None and self.total.exactly("count") is not None
        sure = {one.scope.phases for one in self.sums if one.exactly("count") is not None}
        return tuple(
            one
            for one in self.rows
            if not (one.is_list and one.says_nothing and (whole or one.scope.phases in sure))
        )

    @staticmethod
    def of(document: Mapping[str, Any], as_of: date, region: str, file: str) -> "PublishedSet":
        """What a set's JSON says."""
        tables = {one.get("id"): one.get("rows") or () for one in document.get("tables", ())}
        rows = [
            PublishedRow(_scope(row), row, Place(file, (index,)))
            for index, row in enumerate(tables.get(_TABLE, ()))
        ]
        whole = tables.get(_TOTALS, ())
        said = [one for one, text in CONVERTED_SAID.items() if text in document.get("notes", ())]
        return PublishedSet(
            as_of,
            region,
            tuple(one for one in rows if not one.is_sum),
            tuple(one for one in rows if one.is_sum),
            PublishedRow(Scope(), whole[-1], Place(file)) if whole else None,
            said[0] if len(said) == 1 else None,
        )

    def within(self, row: PublishedRow) -> list[PublishedRow] | None:
        """The rows that are part of another; None where one only partly is: how much, who knows."""
        near = [one for one in self.told if one.overlaps(row) and not one.holds(row)]
        parts = [one for one in near if row.holds(one)]
        others = [one for one in near if one.scope != row.scope and one not in parts]
        return None if others else parts

    def adds_up(self, key: str) -> bool:
        """Whether the rows come to the total, as they do where nothing lies behind them unseen."""
        whole = self.total.exactly(key) if self.total is not None else None
        return whole is not None and whole == sum((one.at_least(key) for one in self.rows), _ZERO)


def _scope(row: Mapping[str, Any]) -> Scope:
    batch = next((one for one in Batch if one == row.get("batch")), None)
    return Scope(_phases(row.get("phase")), batch, row.get("platform"))


def _phases(text: str | None) -> Phases | None:
    return parse_phases(text) if text else None


def _number(cell: Any) -> Decimal | None:
    return None if cell is None else Decimal(cell)


def rollups_of(sets: Iterable[PublishedSet], config: Config) -> Iterator[Rollup]:
    """The rollups of all of them, each of the day of its set."""
    before: dict[Scope, PublishedRow] = {}
    for one in beside_each_other(sets):
        found = one.told
        here = {row.scope for row in found}
        for row in found:
            yield _list(one, row) if row.is_list else _rest(one, row, config)
        for row in [row for scope, row in before.items() if scope not in here]:
            yield _gone(one, row, config)
        before |= {row.scope: row for row in found}


def beside_each_other(sets: Iterable[PublishedSet]) -> list[PublishedSet]:
    """The latest sets, by day, of which no row crosses another's: what would be counted twice.

    Of the day of an earlier one nothing is known then.
    """
    kept: list[PublishedSet] = []
    rows: dict[Scope, PublishedRow] = {}
    for one in sorted(sets, key=lambda each: each.as_of, reverse=True):
        every = rows | {row.scope: row for row in one.told}
        if kept and any(mine.crosses(other) for mine in one.told for other in every.values()):
            break
        kept.insert(0, one)
        rows = every
    return kept


def _list(said: PublishedSet, row: PublishedRow) -> Rollup:
    """One list of one phase: of any 口径 the same."""
    return replace(
        _none(said, row),
        count=_count(row.exactly("count")),
        investment=row.exactly("investment"),
        milestones=dict(_reached(row)),
    )


def _rest(said: PublishedSet, row: PublishedRow, config: Config) -> Rollup:
    """What is on no list of one phase, together with the rows that are part of it.

    Without figures where totals are counted otherwise here, or where that is not known, or where
    part of another row is a part of it.
    """
    parts = said.within(row)
    alike = said.with_converted is True and config.conventions.converted_in_total
    found: dict[str, Decimal] = {}
    for key in _MEASURES if alike and parts is not None else ():
        own = row.exactly(key) if key in row.cells else _ZERO
        if own is not None and said.adds_up(key):
            found[key] = own + sum((one.at_least(key) for one in parts or ()), _ZERO)
    return replace(
        _none(said, row), count=_count(found.get("count")), investment=found.get("investment")
    )


def _gone(said: PublishedSet, row: PublishedRow, config: Config) -> Rollup:
    """What an earlier set had as a row, and this one has not: its parts, if any, are what it is."""
    now = row._replace(cells={})
    if not row.is_list:
        return _rest(said, now, config)
    parts = said.within(now)
    if parts is None or any(one.holds(now) for one in said.told):
        return _none(said, now)
    keys = (*_MEASURES, "own_reached", "next_reached")
    each = {key: [one.exactly(key) for one in parts] for key in keys}
    cells = {
        key: None if None in values else sum((one for one in values if one is not None), _ZERO)
        for key, values in each.items()
    }
    return _list(said, row._replace(cells=cells))


def _none(said: PublishedSet, row: PublishedRow) -> Rollup:
    return Rollup(
        phases=row.scope.phases,
        batch=row.scope.batch,
        on_platform=row.scope.on_platform,
        date=said.as_of,
        region=said.region,
        origin=row.origin,
    )


def _count(value: Decimal | None) -> int | None:
    return None if value is None else int(value)


def _reached(row: PublishedRow) -> Iterator[tuple[Milestone, int]]:
    assert row.scope.batch is not None
    batch = row.scope.batch
    for key, milestone in (("own_reached", batch.own), ("next_reached", batch.next)):
        value = row.exactly(key)
        if value is not None:
            yield milestone, int(value)


def contradiction(sets: Iterable[PublishedSet], ledger: Ledger) -> str:
    """In words, why what is told cannot be taken together, or is not the total; "" where it is."""
    net = not ledger.config.conventions.converted_in_total
    kept = beside_each_other(sets)
    for one in kept[-1:]:
        if any(a.crosses(b) for a in one.told for b in one.told):
            return (
                f"截至 {one.as_of} 公布的表有跨期、跨平台的合计，与各期各批的名单交叉，数取不全："
                "请对方给台账"
            )
    for one in kept:
        figures = Figures(ledger, one.as_of)
        for key, measure in _MEASURES.items():
            found = total(figures, Scope(), measure).exact
            if found is not None and _contradicts(one, key, found, net):
                whole = one.total.exactly(key) if one.total is not None else None
                return (
                    f"截至 {one.as_of} 公布的表，{_NAMES[key]}总计是{_said(whole)}，"
                    f"从其中各期各批取出来的合起来是{_said(found)}，数取不全："
                    "期次日期与这里不同的先改成一样，再不行请对方给台账"
                )
    return ""


def _contradicts(one: PublishedSet, key: str, found: Decimal, net: bool) -> bool:
    """Whether a total cannot be a set's; where one of them alone has 转化, it is not smaller."""
    whole = one.total.exactly(key) if one.total is not None else None
    if one.with_converted is not net and one.with_converted is not None:
        return found != whole
    if net:
        return whole is not None and found > whole
    return one.total is not None and found < one.total.at_least(key)


def _said(value: Decimal | None) -> str:
    return "不明" if value is None else f" {plain(value)} "
