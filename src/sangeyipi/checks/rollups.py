"""Rules of rollups: each by itself, against each other, and against the listed projects."""

from collections.abc import Iterable, Iterator
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
from sangeyipi.stats.entries import Cell, Entry, Snapshot, cells, snapshots
from sangeyipi.stats.measures import COUNT, FUNDS, INVESTMENT, Measure, reached
from sangeyipi.stats.rollup_tree import RollupTree
from sangeyipi.stats.scope import Scope, Universe, crosses, universe

_MEASURES = (COUNT, INVESTMENT, FUNDS, *(reached(milestone) for milestone in Milestone))


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
    """Phases of rollups are declared."""
    declared = {phase.number for phase in ledger.config.phases}
    for rollup in ledger.rollups:
        for phase in rollup.phases or ():
            if phase not in declared:
                yield undeclared_phase(rollup.origin.at("期"), phase)


def check_rollups_together(ledger: Ledger) -> Iterator[Diagnostic]:
    """Nothing is counted twice, no scopes cross, and fine and coarse agree."""
    if not ledger.rollups:
        return
    atoms = universe(ledger)
    yield from _same_scope(ledger.rollups, atoms)
    entries = snapshots(ledger.rollups, atoms, None)
    crossing = list(_crossings(entries))
    yield from crossing
    yield from _projects_inside(ledger, atoms)
    if not crossing:
        yield from _disagreements([*cells(ledger, atoms, None), *entries])


def _same_scope(rollups: Iterable[Rollup], atoms: Universe) -> Iterator[Diagnostic]:
    seen: dict[tuple[int, object], Rollup] = {}
    for rollup in rollups:
        mask = atoms.mask(Scope(rollup.phases, rollup.batch, rollup.on_platform))
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
    """Projects that a rollup, being a remainder, would count again."""
    listings: dict[tuple[int, Batch, bool | None], list[Project]] = {}
    for project in ledger.projects:
        for batch, phase in project.listed.items():
            listings.setdefault((phase, batch, project.on_platform), []).append(project)
    for rollup in ledger.rollups:
        if rollup.with_projects:
            continue
        whole = atoms.mask(Scope(rollup.phases, rollup.batch, rollup.on_platform))
        doubled = {
            project.id
            for (phase, batch, platform), projects in listings.items()
            if whole & atoms.mask(_point(phase, batch, platform))
            for project in projects
            if project.counts(rollup.date) and _held(ledger, phase, rollup)
        }
        if doubled:
            message = f"{rollup.title}的汇总又算了一遍已在册的项目：{_some(sorted(doubled))}"
            yield Diagnostic(Rule.ROLLUP_COUNTS_TWICE, rollup.origin, message)


def _held(ledger: Ledger, phase: int, rollup: Rollup) -> bool:
    day = ledger.config.date_of(phase)
    return day is None or day <= rollup.date


def _point(phase: int, batch: Batch, platform: bool | None) -> Scope:
    return Scope(Phases((phase,)), batch, platform)


def _some(ids: list[str]) -> str:
    return "、".join(ids[:3]) + (f" 等 {len(ids)} 个" if len(ids) > 3 else "")


def _disagreements(entries: list[Entry]) -> Iterator[Diagnostic]:
    tree = RollupTree(entries)
    for entry in entries:
        if isinstance(entry, Snapshot):
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
