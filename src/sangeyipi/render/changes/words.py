"""How a change is put into words: figures, causes, and the line that counts them all.

Owns the wording that text, Markdown and JSON share.  Must not lay anything out.
"""

from decimal import Decimal

from sangeyipi.compare.causes import Cause, CauseKind
from sangeyipi.compare.comparison import Comparison
from sangeyipi.compare.effects import Effect, distinct
from sangeyipi.compare.fields import FieldChange, flat
from sangeyipi.compare.meaning import ChangeMeaning, Moved, meaning
from sangeyipi.compare.rules import HeldFigure, Holding
from sangeyipi.model import term
from sangeyipi.model.project import Project
from sangeyipi.model.rollup import Rollup
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.model.table import Kind, Rate
from sangeyipi.render.cells import LOWER_BOUND, UNKNOWN, percent
from sangeyipi.render.changes.fields import fact, field
from sangeyipi.render.inert import inert
from sangeyipi.store.kinds import REGISTERS
from sangeyipi.tables.differences import SideAnswer

NO_ROW = "无"
_FIGURES = frozenset({term.COUNT, term.INVESTMENT, term.FUNDS, term.CONVERTED, term.MILESTONES})
_SHOWN_CAUSES = 4


def field_with_meaning(change: FieldChange) -> str:
    """The same, led by whether it is news, a correction, …"""
    return f"{meaning(change)} {field(change)}"


def project_in_brief(one: Project) -> str:
    """What matters of a whole project: amount, lists, and how far it has come."""
    amount = f"{plain(one.investment)} 亿元" if one.investment is not None else UNKNOWN
    lists = [f"第{one.listed[b]}期{b}一批" for b in Batch if b in one.listed]
    steps = [f"{m} {one.milestones[m].text}" for m in Milestone if m in one.milestones]
    return "；".join([f"总投资 {amount}", "、".join(lists) or "不在册", *steps[-1:]])


def rollup(one: Rollup) -> str:
    """A rollup by its identity."""
    return f"{one.title}（截至 {one.date}）"


def rollup_in_brief(one: Rollup) -> str:
    """Its figures."""
    figures = [(path[-1], text) for path, text in flat(one).items() if path[0] in _FIGURES]
    return "；".join(f"{word} {fact(text)}" for word, text in figures)


def moved(one: Moved) -> str:
    """投产 → 开工；列入第8期开工一批."""
    then, now = one.movement.reached
    told: list[str] = []
    if then is not now:
        when = one.edit.after.milestones[now].text if now else ""
        dated = f"（{when}）" if when and one.movement.on else ""
        told.append(f"{then or '未到节点'} → {now or '未到节点'}{dated}")
    listed, listed_now = one.movement.listed
    if listed is not listed_now:
        told.append(f"{_listing(one.edit.before, listed)} → {_listing(one.edit.after, listed_now)}")
    return "；".join(told)


def _listing(one: Project, batch: Batch | None) -> str:
    return f"第{one.listed[batch]}期{batch}一批" if batch else "不在册"


def held(one: HeldFigure) -> str:
    """Whether a published figure still holds, and by how much it does not."""
    named = f"{one.key.scope} {one.key.word}"
    then = one.before or "新公布"
    lost = one.after is Holding.MISMATCH and one.before
    now = "不再相符" if lost else "重新相符" if one.after is Holding.HOLDS else one.after
    told = inert(one.message).removeprefix(f"{one.key.scope}：{one.key.word} ")
    # Which entries make it up fills lines; that is for `check` to say.
    brief = told.partition("（")[0] if one.after is Holding.MISMATCH else told
    return f"{named}：{then} → {now}" + (f"（{brief}）" if brief else "")


def value(one: SideAnswer, kind: Kind) -> str:
    """One side of a figure: exact, except for rates."""
    if not one.there:
        return NO_ROW
    if one.cell is None:
        return UNKNOWN
    bound = LOWER_BOUND if one.at_least else ""
    if isinstance(one.cell, Rate):
        base = f"（÷{one.cell.base}{plain(one.cell.denominator)}）" if one.cell.base else ""
        return percent(one.cell) + base
    return bound + (plain(one.cell) if isinstance(one.cell, Decimal) else str(one.cell))


def difference(effect: Effect) -> str:
    """+2, -148.4, +1.2 个百分点; “—” where a side is unknown."""
    if effect.difference is None:
        return UNKNOWN
    points = " 个百分点" if effect.column.kind is Kind.RATE else ""
    return signed(effect.difference) + points


def signed(number: Decimal) -> str:
    """With its sign."""
    return ("+" if number > 0 else "") + plain(number)


def causes(effect: Effect) -> str:
    """The largest causes with their parts, and what the others add up to."""
    shown, rest = effect.causes[:_SHOWN_CAUSES], effect.causes[_SHOWN_CAUSES:]
    if len(rest) == 1:
        shown, rest = effect.causes, ()
    told = [_cause(one) for one in shown]
    if rest:
        known = [one.part for one in rest if one.part is not None]
        total = f" {signed(sum(known, Decimal(0)))}" if known else ""
        told.append(f"其余 {len(rest)} 项{total}")
    return "、".join(told)


def _cause(one: Cause) -> str:
    unchanged = "（未改动）" if one.origin.source is CauseKind.UNCHANGED else ""
    part = f" {signed(one.part)}" if one.part is not None else ""
    return f"{inert(one.origin.id)}{unchanged}{part}"


def corrects(change: FieldChange) -> bool:
    """Whether what was recorded is taken back or put right."""
    return meaning(change) in (ChangeMeaning.CORRECTED, ChangeMeaning.RETRACTED)


def is_news(change: FieldChange) -> bool:
    """Whether something happened, or is known better."""
    return meaning(change) in (ChangeMeaning.NEW, ChangeMeaning.REFINED)


def stat(found: Comparison) -> str:
    """All of it in one line."""
    changes, projects, rules = found.changes, found.projects, found.rules
    rollups = (changes.rollups_added, changes.rollups_removed, changes.rollups_edited)
    counts = (
        ("公布改动", len(changes.statements)),
        ("公布核对结果变化", len(rules.held)),
        ("退回", len(projects.moved_back)),
        ("推进", len(projects.moved_on)),
        ("新增项目", len(changes.added)),
        ("删除项目", len(changes.removed)),
        ("改编号", len(changes.renamed)),
        ("改动项目", len(projects.changed)),
        ("以前月份月调度", found.reports.gone_by.size),
        (term.REPORTS, found.reports.news.size),
        *((one.word, changes.of_kind(one.kind).size) for one in REGISTERS if one.kind),
        ("汇总", sum(map(len, rollups))),
        ("设置", len(changes.config)),
        ("第一部分的数", sum(not one.is_share for one in distinct(found.section_one))),
        ("新违反规则", len(rules.broken)),
        ("不再违反规则", len(rules.kept)),
    )
    return "，".join(f"{word} {count}" for word, count in counts if count) or "没有改动"


def form(found: Comparison) -> str:
    """What is no change, in one line; "" where there is nothing of it."""
    files, moves = len(found.form.files), len(found.form.moves)
    told = [f"{files} 个文件只是次序、格式或注释不同"] if files else []
    told += [f"{moves} 个项目只是换了文件"] if moves else []
    return f"不算改动：{'；'.join(told)}。" if told else ""
