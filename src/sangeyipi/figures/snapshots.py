"""Snapshots: of the rollups of each scope the latest by a day, and what stood behind it on its own.

Owns which rollup speaks on which day, and of which phases.  What it is worth beside finer entries
is the business of figures/rollup_tree.py.
"""

from datetime import date

from sangeyipi.figures.entries import ProjectsEntry, RollupEntry, Then, cells, taken_off
from sangeyipi.figures.scope import Mask, Universe, inside
from sangeyipi.model.lazy_tuple import NamedTuple
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup


class _Listed(NamedTuple):
    """The listed projects of a day: all that counted then, and of those what counts no more."""

    all: list[ProjectsEntry]
    gone: list[ProjectsEntry]
    #: Without those that are gone; None where none is, so that it is the same as `all`.
    still: list[ProjectsEntry] | None


def snapshots(ledger: Ledger, atoms: Universe, as_of: date | None) -> list[RollupEntry]:
    """One entry for each scope that has rollups: the latest by `as_of`, or an unusable one."""
    series: dict[Mask, list[Rollup]] = {}
    for rollup in ledger.rollups:
        series.setdefault(atoms.mask(scope_of(rollup)), []).append(rollup)
    listed = _Behind(ledger, atoms, as_of)
    found = [_latest(listed, taken) for taken in series.values()]
    return sorted(
        (entry for entry in found if entry.mask),
        key=lambda entry: (*fineness(entry), entry.mask, entry.declared),
    )


def fineness(entry: RollupEntry) -> tuple[int, int]:
    """Small for fine entries; of two that come to the same, the one that says less is coarser."""
    return entry.mask.bit_count(), entry.declared.bit_count()


def scope_of(rollup: Rollup) -> Scope:
    """What a rollup says it is about."""
    return Scope(rollup.phases, rollup.batch, rollup.on_platform)


def counts_without_converted(rollup: Rollup, config: Config) -> bool:
    """Whether all its figures leave 转化 out: without a batch it follows the ledger's 口径."""
    return rollup.batch is None and not config.conventions.converted_in_total


class _Behind:
    """The listed projects on the days of rollups, each day worked out once."""

    def __init__(self, ledger: Ledger, atoms: Universe, as_of: date | None) -> None:
        self.ledger, self.atoms, self.as_of = ledger, atoms, as_of
        self._days: dict[date, _Listed] = {}

    def on(self, day: date) -> _Listed:
        """Who was listed on a day."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = self._listed(day)
        return found

    def _listed(self, day: date) -> _Listed:
        ledger, atoms = self.ledger, self.atoms
        all = cells(ledger, atoms, day)
        left = [p for p in ledger.counted if p.counts(day) and not p.counts(self.as_of)]
        if not left:
            return _Listed(all, [], None)
        kept = tuple(p for p in ledger.counted if p.counts(self.as_of))
        rest = Ledger(config=ledger.config, projects=kept, reports=ledger.reports)
        return _Listed(all, taken_off(ledger, atoms, day, left), cells(rest, atoms, day))


def _latest(listed: _Behind, taken: list[Rollup]) -> RollupEntry:
    as_of = listed.as_of
    usable = [rollup for rollup in taken if as_of is None or rollup.date <= as_of]
    usable.sort(key=lambda rollup: rollup.date)
    rollup = usable[-1] if usable else min(taken, key=lambda r: r.date)
    now = _snapshot(listed, rollup, bool(usable))
    if not usable:
        return now
    earlier = tuple(_snapshot(listed, one, True) for one in usable[:-1])
    return _with_projects(listed, now)._replace(earlier=earlier)


def _snapshot(listed: _Behind, rollup: Rollup, usable: bool) -> RollupEntry:
    ledger, atoms, as_of = listed.ledger, listed.atoms, listed.as_of
    known_by = rollup.date if as_of is None else min(rollup.date, as_of)
    mask = effective_mask(ledger, atoms, rollup, known_by)
    net = counts_without_converted(rollup, ledger.config)
    declared = atoms.mask(scope_of(rollup))
    return RollupEntry(scope_of(rollup), mask, rollup, usable, declared=declared, net=net)


def _with_projects(listed: _Behind, entry: RollupEntry) -> RollupEntry:
    """With what stood behind it on its own day, where listed projects are part of it."""
    rollup = entry.rollup
    if not rollup.with_projects:
        return entry
    behind = listed.on(rollup.date)
    then = [cell for cell in behind.all if inside(cell.mask, entry.mask)]
    turned = sum(cell.converted for cell in then)
    counted = sum(cell.count for cell in then) - (turned if entry.net else 0)
    complete = rollup.count is not None and counted == rollup.count
    net_complete = complete and entry.net
    if entry.net:
        complete = complete and rollup.converted == turned
    still = then if behind.still is None else _within(behind.still, entry.mask)
    gone = tuple(_within(behind.gone, entry.mask))
    then_listed = Then(tuple(still) if rollup.date != listed.as_of else (), gone)
    return entry._replace(complete=complete, net_complete=net_complete, then=then_listed)


def _within(found: list[ProjectsEntry], mask: Mask) -> list[ProjectsEntry]:
    return [cell for cell in found if inside(cell.mask, mask)]


def effective_mask(ledger: Ledger, atoms: Universe, rollup: Rollup, day: date) -> Mask:
    """What a rollup is about as known by a day: of phases held later its figures say nothing."""
    later = {phase.number for phase in ledger.config.phases if phase.date > day}
    held = tuple(number for number in atoms.numbers if number not in later)
    return atoms.mask(scope_of(rollup)) & (atoms.mask(Scope(Phases(held))) if held else 0)
