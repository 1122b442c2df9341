"""A comparison as sections for a reader, and those as plain text.

Owns which sections there are and their order: what was published first, then who fell back.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from sangeyipi.compare.comparison import Comparison
from sangeyipi.compare.effects import Effect, distinct
from sangeyipi.compare.fields import FieldChange
from sangeyipi.compare.meaning import Moved
from sangeyipi.compare.pairing import Edit
from sangeyipi.compare.published import StatementChange
from sangeyipi.compare.rules import HeldFigure
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.model.project import Project
from sangeyipi.model.table import Column, Row, Table
from sangeyipi.render.changes import fields, reports, words
from sangeyipi.render.changes.registers import registers
from sangeyipi.render.inert import inert
from sangeyipi.render.text import text

NOTHING = "没有改动。"
_SHARES_SHOWN = 12
_COLUMNS = (
    Column("label", "范围"),
    Column("word", "指标"),
    Column("before", "前"),
    Column("after", "后"),
    Column("difference", "差"),
    Column("causes", "来自"),
)


class Item(NamedTuple):
    """One thing that changed, and its details."""

    head: str
    details: tuple[str, ...] = ()


class ItemSection(NamedTuple):
    """A titled list of items."""

    title: str
    items: tuple[Item, ...]
    flagged: bool = False


def to_text(found: Comparison) -> str:
    """The whole comparison."""
    parts = [f"{heading(found)}\n{words.stat(found) if found.anything else NOTHING}\n"]
    parts += ["".join(f"{line}\n" for line in _lines(section)) for section in sections(found)]
    parts += [text([table]) for table in tables(found)]
    parts += [f"{line}\n" for line in remarks(found)]
    return "\n".join(parts)


def _lines(section: ItemSection) -> Iterator[str]:
    yield f"{'！' if section.flagged else ''}{section.title}（{len(section.items)}）"
    for item in section.items:
        yield f"  {item.head}"
        yield from (f"      {detail}" for detail in item.details)


def heading(found: Comparison) -> str:
    """The ledger's name and what is compared."""
    old, new = found.titles
    return f"{inert(found.ledger)}：{inert(old)} → {inert(new)}"


def sections(found: Comparison) -> list[ItemSection]:
    """What changed, without what it does to totals; no section is empty."""
    changes, projects = found.changes, found.projects
    made = (
        ItemSection("公布的数改了", tuple(map(_statement, changes.statements)), True),
        ItemSection("公布的数与台账的核对结果变了", tuple(_held(found.rules.held)), True),
        ItemSection(reports.GONE_BY, tuple(Item(*one) for one in reports.gone_by(found)), True),
        ItemSection("退回", tuple(_moved(one) for one in projects.moved_back), True),
        ItemSection("推进", tuple(_moved(one) for one in projects.moved_on)),
        ItemSection("新增项目", tuple(map(_whole, changes.added))),
        ItemSection("删除项目", tuple(map(_whole, changes.removed)), True),
        ItemSection(
            "改编号",
            tuple(
                Item(f"{inert(a.id)} → {inert(b.id)} {inert(b.name)}") for a, b in changes.renamed
            ),
        ),
        ItemSection("更正（原来记错的）", _edited(projects.changed, words.corrects)),
        ItemSection("新的事实", _edited(projects.changed, words.is_news)),
        ItemSection("其他改动", _edited(projects.changed, _other)),
        ItemSection(reports.NEWS, tuple(Item(*one) for one in reports.news(found))),
        *(
            ItemSection(word, tuple(Item(*one) for one in lines))
            for word, lines in registers(found)
        ),
        ItemSection("汇总", tuple(_rollups(found))),
        ItemSection("台账设置", tuple(Item(fields.field(one)) for one in changes.config)),
        ItemSection("新违反的规则", tuple(map(_diagnostic, found.rules.broken)), True),
        ItemSection("不再违反的规则", tuple(map(_diagnostic, found.rules.kept))),
    )
    return [section for section in made if section.items]


def _statement(change: StatementChange) -> Item:
    statement = change.statement
    state = "" if change.before and change.after else "新增 " if change.after else "删除 "
    figures = [
        f"{one.key.scope} {one.key.word}：{fields.fact(one.before)} → {fields.fact(one.after)}"
        for one in change.figures
    ]
    head = f"{state}{inert(statement.title)}（截至 {statement.date}）"
    return Item(head, (*figures, *map(fields.field, change.fields)))


def _held(found: Iterable[HeldFigure]) -> Iterator[Item]:
    """A line for each figure, under its statement."""
    lines: dict[str, list[str]] = {}
    for one in found:
        head = f"{inert(one.statement.title)}（截至 {one.statement.date}）"
        lines.setdefault(head, []).append(words.held(one))
    yield from (Item(head, tuple(details)) for head, details in lines.items())


def _moved(one: Moved) -> Item:
    told = tuple(map(words.field_with_meaning, one.fields))
    return Item(f"{fields.project(one.edit.after)}：{words.moved(one)}", told)


def _whole(one: Project) -> Item:
    return Item(f"{fields.project(one)}：{words.project_in_brief(one)}")


def _other(change: FieldChange) -> bool:
    return not words.corrects(change) and not words.is_news(change)


def _edited(
    edits: Iterable[Edit[Project]], wanted: Callable[[FieldChange], bool]
) -> tuple[Item, ...]:
    made = (
        Item(
            fields.project(edit.after),
            tuple(fields.field(one) for one in edit.fields if wanted(one)),
        )
        for edit in edits
    )
    return tuple(item for item in made if item.details)


def _rollups(found: Comparison) -> Iterator[Item]:
    changes = found.changes
    for rollup in changes.rollups_added:
        yield Item(f"新增 {words.rollup(rollup)}", (words.rollup_in_brief(rollup),))
    for rollup in changes.rollups_removed:
        yield Item(f"删除 {words.rollup(rollup)}", (words.rollup_in_brief(rollup),))
    for edit in changes.rollups_edited:
        told = tuple(map(words.field_with_meaning, edit.fields))
        yield Item(f"改动 {words.rollup(edit.after)}", told)


def _diagnostic(one: Diagnostic) -> Item:
    file = f"{inert(one.place.file)}: " if one.place.file else ""
    return Item(f"{file}{one.rule.severity}[{one.rule}] {inert(one.message)}")


def tables(found: Comparison) -> list[Table]:
    """What the changes do to section one; none where they do nothing."""
    once = distinct(found.section_one)
    figures = [one for one in once if not one.is_share]
    shares = [one for one in once if one.is_share]
    if not figures and not shares:
        return []
    notes = ["数为台账原值（个、亿元），未四舍五入；个数和金额的差等于“来自”各项之和，比率不相加。"]
    notes += [_shares(shares)] if shares else []
    if found.left_out:
        notes.insert(0, f"前后都不包括没有比较的：{_left_out(found)}。")
    rows = tuple(map(_row, figures))
    return [Table("section-one", "对第一部分的影响", _COLUMNS, rows, tuple(notes))]


def _row(effect: Effect) -> Row:
    kind = effect.column.kind
    return Row(
        {
            "label": effect.label,
            "word": effect.word,
            "before": words.value(effect.before, kind),
            "after": words.value(effect.after, kind),
            "difference": words.difference(effect),
            "causes": words.causes(effect),
        }
    )


def _shares(shares: list[Effect]) -> str:
    if len(shares) > _SHARES_SHOWN:
        return f"另有 {len(shares)} 处占比随之变化，见 --format json。"
    told = (
        f"{one.label} {one.word} {words.value(one.before, one.column.kind)}"
        f" → {words.value(one.after, one.column.kind)}"
        for one in shares
    )
    return f"占比随之变化：{'；'.join(told)}。"


def _left_out(found: Comparison) -> str:
    return "、".join(map(inert, found.left_out))


def remarks(found: Comparison) -> list[str]:
    """What is no change, and what could not be compared."""
    told = [f"没有比较：{_left_out(found)}。"] if found.left_out else []
    for title, faults in zip(found.titles, found.rules.no_totals, strict=True):
        if faults:
            named = "、".join(dict.fromkeys(one.rule.value for one in faults))
            told.append(
                f"{inert(title)}有错误（{named}），合计不可信，第一部分和公布的数没有比较。"
            )
    form = words.form(found)
    return [*told, form] if form else told
