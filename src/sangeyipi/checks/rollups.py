"""Rules of rollups: each by itself, against each other, and against the listed projects."""

from collections.abc import Iterator
from itertools import groupby, pairwise

from sangeyipi.checks.agreement import check_agreement
from sangeyipi.checks.projects import undeclared_phase
from sangeyipi.figures.entries import cells
from sangeyipi.figures.scope import Mask, Universe, crosses, inside, universe
from sangeyipi.figures.snapshots import (
    counts_without_converted,
    effective_mask,
    scope_of,
    snapshots,
)
from sangeyipi.model import term
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.nearest import natural
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.question import Scope
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch, Milestone


def check_rollup(rollup: Rollup, config: Config) -> Iterator[Diagnostic]:
    """What one rollup says fits together."""
    figures = (rollup.count, rollup.investment, rollup.funds, rollup.converted)
    if not rollup.milestones and all(figure is None for figure in figures):
        message = f"{rollup.title}的汇总里没有一个数"
        yield Diagnostic(Rule.ROLLUP_EMPTY, rollup.origin, message)
    for key, amount in ((term.INVESTMENT, rollup.investment), (term.FUNDS, rollup.funds)):
        if amount is not None and (amount < 0 or (amount == 0 and rollup.count != 0)):
            message = f"{rollup.title}的{key}是 {plain(amount)}"
            yield Diagnostic(Rule.INVESTMENT_NOT_POSITIVE, rollup.origin.at(key), message)
    yield from _exceeding(rollup, counts_without_converted(rollup, config))


def _exceeding(rollup: Rollup, net: bool) -> Iterator[Diagnostic]:
    count, converted = rollup.count, rollup.converted
    if rollup.batch is Batch.SIGNED and converted:
        message = f"{rollup.title}：签约一批之前没有名单，不会有转化 {converted}"
        yield Diagnostic(Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at(term.CONVERTED), message)
    if not net and count is not None and converted is not None and converted > count:
        message = f"{rollup.title}：转化 {converted} 多于个数 {count}"
        yield Diagnostic(Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at(term.CONVERTED), message)
    steps = [(term.COUNT, count)] if count is not None else []
    steps += [(m.value, rollup.milestones[m]) for m in Milestone if m in rollup.milestones]
    for (before, larger), (word, smaller) in pairwise(steps):
        if smaller > larger:
            message = f"{rollup.title}：{word} {smaller} 多于{before} {larger}"
            yield Diagnostic(
                Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at(term.MILESTONES, word), message
            )


def check_rollup_phases(ledger: Ledger) -> Iterator[Diagnostic]:
    """Phases of rollups are declared, and held by the rollup's day."""
    for rollup in ledger.rollups:
        for phase in rollup.phases or ():
            held = ledger.config.date_of(phase)
            if held is None:
                # The first will do: `1-9999` would name thousands.
                yield undeclared_phase(rollup.origin.at(term.PHASE), phase)
                break
            if held > rollup.date:
                message = f"{rollup.title}的汇总截至 {rollup.date}，第{phase}期 {held} 才举行"
                yield Diagnostic(Rule.ROLLUP_BEFORE_PHASE, rollup.origin.at(term.AS_OF), message)


def check_rollups_together(ledger: Ledger) -> Iterator[Diagnostic]:
    """Nothing is counted twice, no scopes cross, and fine and coarse agree on each one's day."""
    if not ledger.rollups:
        return
    atoms = universe(ledger)
    yield from _same_scope(ledger, atoms)
    crossing = list(_crossings(ledger, atoms))
    yield from crossing
    yield from _projects_inside(ledger, atoms)
    if crossing:
        return
    for day in sorted({rollup.date for rollup in ledger.rollups}):
        taken = [rollup for rollup in ledger.rollups if rollup.date == day]
        listed = cells(ledger, atoms, day) if any(r.with_projects for r in taken) else []
        yield from check_agreement([*listed, *snapshots(ledger, atoms, day)], day)


def _same_scope(ledger: Ledger, atoms: Universe) -> Iterator[Diagnostic]:
    seen: dict[tuple[int, object], Rollup] = {}
    for rollup in ledger.rollups:
        mask = effective_mask(ledger, atoms, rollup, rollup.date)
        other = seen.setdefault((mask, rollup.date), rollup)
        if other is not rollup:
            message = (
                f"{rollup.title}（截至 {rollup.date}）汇总了两次，"
                f"另一条是 {other.origin.file} 的第 {_number(other)} 条"
            )
            remedy = "合成一条，或删去一条；不同日期的汇总要写各自的“截至”"
            yield Diagnostic(Rule.ROLLUP_COUNTS_TWICE, rollup.origin, message, remedy)


def _crossings(ledger: Ledger, atoms: Universe) -> Iterator[Diagnostic]:
    """Rollups that cross on any day on which both are the latest of their scope.

    Which one speaks changes only on the days of rollups, and only what is new then can cross anew.
    """
    latest: dict[Mask, tuple[Mask, Rollup]] = {}
    told: set[frozenset[Mask]] = set()
    for _, taken in groupby(sorted(ledger.rollups, key=lambda r: r.date), lambda r: r.date):
        new = {atoms.mask(scope_of(rollup)): rollup for rollup in taken}
        for declared, rollup in new.items():
            latest[declared] = (effective_mask(ledger, atoms, rollup, rollup.date), rollup)
        for declared, rollup in new.items():
            for key, (mask, other) in latest.items():
                pair = frozenset((declared, key))
                if pair not in told and crosses(latest[declared][0], mask):
                    told.add(pair)
                    yield _crossing(*sorted((rollup, other), key=_place))


def _place(rollup: Rollup) -> tuple[object, int]:
    return natural(rollup.origin.file), _number(rollup)


def _crossing(one: Rollup, other: Rollup) -> Diagnostic:
    message = (
        f"{other.title}（截至 {other.date}）与{one.title}（截至 {one.date}，{one.origin.file}）"
        "范围交叉：互有重叠，又都不包含对方"
    )
    return Diagnostic(Rule.ROLLUP_CROSSES, other.origin, message)


def _projects_inside(ledger: Ledger, atoms: Universe) -> Iterator[Diagnostic]:
    """Projects that a rollup, being a remainder, would count again, or that may be part of it."""
    listings: dict[tuple[int, Batch, bool | None], list[Project]] = {}
    for project in ledger.projects:
        for batch, phase in project.listed.items():
            listings.setdefault((phase, batch, project.on_platform), []).append(project)
    for rollup in ledger.rollups:
        whole = atoms.mask(scope_of(rollup))
        found = {
            project.id
            for (phase, batch, platform), projects in listings.items()
            if _clashes(atoms.mask(_point(phase, batch, platform)), whole, rollup)
            for project in projects
            if project.counts(rollup.date) and _held(ledger, phase, rollup)
        }
        if found:
            yield _counted_twice(rollup, _some(sorted(found)))


def _clashes(listing: Mask, whole: Mask, rollup: Rollup) -> bool:
    if rollup.with_projects:
        return bool(listing & whole) and not inside(listing, whole)
    return bool(listing & whole)


def _counted_twice(rollup: Rollup, projects: str) -> Diagnostic:
    if rollup.with_projects:
        message = f"分不清{rollup.title}的汇总含不含这些在册项目：{projects}"
        remedy = "给这些项目的“监管平台”写上 true 或 false"
        return Diagnostic(Rule.ROLLUP_COUNTS_TWICE, rollup.origin, message, remedy)
    message = f"{rollup.title}的汇总又算了一遍已在册的项目：{projects}"
    return Diagnostic(Rule.ROLLUP_COUNTS_TWICE, rollup.origin, message)


def _held(ledger: Ledger, phase: int, rollup: Rollup) -> bool:
    day = ledger.config.date_of(phase)
    return day is None or day <= rollup.date


def _point(phase: int, batch: Batch, platform: bool | None) -> Scope:
    return Scope(Phases((phase,)), batch, platform)


def _some(ids: list[str]) -> str:
    return "、".join(ids[:3]) + (f" 等 {len(ids)} 个" if len(ids) > 3 else "")


def _number(rollup: Rollup) -> int:
    """Which one it is in its file, from 1."""
    index = rollup.origin.path[0] if rollup.origin.path else 0
    return int(index) + 1


#: Run on what could be read of a ledger.
CHECKS = (check_rollup_phases,)
