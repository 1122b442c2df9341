"""Rules of rollups: each by itself, against each other, and against the listed projects."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise

from sangeyipi.checks.projects import undeclared_phase
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.ledger import Ledger
from sangeyipi.model.phases import Phases
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.rule import Rule
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.stats.entries import (
    Cell,
    Entry,
    Snapshot,
    cells,
    effective_mask,
    scope_of,
    snapshots,
)
from sangeyipi.stats.measures import CONVERTED, COUNT, FUNDS, INVESTMENT, Measure, reached
from sangeyipi.stats.rollup_tree import RollupTree
from sangeyipi.stats.scope import Mask, Scope, Universe, crosses, inside, universe

_MEASURES = (COUNT, INVESTMENT, FUNDS, CONVERTED, *(reached(milestone) for milestone in Milestone))


def check_rollup(rollup: Rollup) -> Iterator[Diagnostic]:
    """What one rollup says fits together."""
    figures = (rollup.count, rollup.investment, rollup.funds, rollup.converted)
    if not rollup.milestones and all(figure is None for figure in figures):
        message = f"{rollup.title}的汇总里没有一个数"
        yield Diagnostic(Rule.ROLLUP_EMPTY, rollup.origin, message)
    for key, amount in (("总投资", rollup.investment), ("到位资金", rollup.funds)):
        if amount is not None and (amount < 0 or (amount == 0 and rollup.count != 0)):
            message = f"{rollup.title}的{key}是 {plain(amount)}"
            yield Diagnostic(Rule.INVESTMENT_NOT_POSITIVE, rollup.origin.at(key), message)
    yield from _exceeding(rollup)


def _exceeding(rollup: Rollup) -> Iterator[Diagnostic]:
    count, converted = rollup.count, rollup.converted
    if rollup.batch is Batch.SIGNED and converted:
        message = f"{rollup.title}：签约一批之前没有名单，不会有转化 {converted}"
        yield Diagnostic(Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at("转化"), message)
    if count is not None and converted is not None and converted > count:
        message = f"{rollup.title}：转化 {converted} 多于个数 {count}"
        yield Diagnostic(Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at("转化"), message)
    steps = [("个数", count)] if count is not None else []
    steps += [(m.value, rollup.milestones[m]) for m in Milestone if m in rollup.milestones]
    for (before, larger), (word, smaller) in pairwise(steps):
        if smaller > larger:
            message = f"{rollup.title}：{word} {smaller} 多于{before} {larger}"
            yield Diagnostic(Rule.ROLLUP_EXCEEDS_COUNT, rollup.origin.at("节点", word), message)


def check_rollup_phases(ledger: Ledger) -> Iterator[Diagnostic]:
    """Phases of rollups are declared, and held by the rollup's day."""
    for rollup in ledger.rollups:
        for phase in rollup.phases or ():
            held = ledger.config.date_of(phase)
            if held is None:
                # The first will do: `1-9999` would name thousands.
                yield undeclared_phase(rollup.origin.at("期"), phase)
                break
            if held > rollup.date:
                message = f"{rollup.title}的汇总截至 {rollup.date}，第{phase}期 {held} 才举行"
                yield Diagnostic(Rule.ROLLUP_BEFORE_PHASE, rollup.origin.at("截至"), message)


def check_rollups_together(ledger: Ledger) -> Iterator[Diagnostic]:
    """Nothing is counted twice, no scopes cross, and fine and coarse agree on each one's day."""
    if not ledger.rollups:
        return
    atoms = universe(ledger)
    yield from _same_scope(ledger, atoms)
    crossing = list(_crossings(snapshots(ledger, atoms, None)))
    yield from crossing
    yield from _projects_inside(ledger, atoms)
    if crossing:
        return
    for day in sorted({rollup.date for rollup in ledger.rollups}):
        taken = [rollup for rollup in ledger.rollups if rollup.date == day]
        listed = cells(ledger, atoms, day) if any(r.with_projects for r in taken) else []
        yield from _disagreements([*listed, *snapshots(ledger, atoms, day)], day)


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


def _crossings(entries: list[Snapshot]) -> Iterator[Diagnostic]:
    for one, other in combinations(entries, 2):
        if crosses(one.mask, other.mask):
            message = (
                f"{other.scope.title}与{one.scope.title}（{one.rollup.origin.file}）"
                "范围交叉：互有重叠，又都不包含对方"
            )
            yield Diagnostic(Rule.ROLLUP_CROSSES, other.rollup.origin, message)


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
        remedy = "给这些项目写上“监管平台: true”或“监管平台: false”"
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


def _disagreements(entries: list[Entry], day: date) -> Iterator[Diagnostic]:
    """Rollups of that day against what was known by then of their parts."""
    tree = RollupTree(entries)
    for entry in entries:
        if isinstance(entry, Snapshot) and entry.rollup.date == day:
            for measure in _MEASURES:
                message = _disagreement(tree, entry, measure)
                if message:
                    key = "节点" if measure.milestone else measure.word
                    place = entry.rollup.origin.at(key, *filter(None, [measure.milestone]))
                    yield Diagnostic(Rule.ROLLUP_DISAGREES, place, message)


def _disagreement(tree: RollupTree, entry: Snapshot, measure: Measure) -> str:
    stated = measure.of(entry)
    below = tree.children(entry)
    if stated is None or not below:
        return ""
    title = f"{entry.scope.title}：{measure.word}"
    full = tree.cover(entry, measure)
    if full is not None and full.value is not None:
        if full.value == stated:
            return ""
        return (
            f"{title}写的是 {plain(stated)}，各部分合计是 {plain(full.value)}，"
            f"{more_or_less(full.value - stated)}（{_parts(tree, below, measure)}）"
        )
    part = sum((tree.known_part(child, measure) for child in below), Decimal(0))
    if part > stated:
        return (
            f"{title}写的是 {plain(stated)}，其中一部分已有 {plain(part)}"
            f"（{_parts(tree, below, measure)}）"
        )
    return ""


def more_or_less(difference: Decimal) -> str:
    """A difference in words: 多 2, 少 0.5."""
    return f"{'多' if difference > 0 else '少'} {plain(abs(difference))}"


def _number(rollup: Rollup) -> int:
    """Which one it is in its file, from 1."""
    index = rollup.origin.path[0] if rollup.origin.path else 0
    return int(index) + 1


def _parts(tree: RollupTree, below: list[Entry], measure: Measure) -> str:
    named = [
        f"{entry.scope.title}{'的在册项目' if isinstance(entry, Cell) else ''} "
        f"{plain(tree.known_part(entry, measure))}"
        for entry in below
    ]
    return "、".join(named[:6]) + (f" 等 {len(named)} 项" if len(named) > 6 else "")
