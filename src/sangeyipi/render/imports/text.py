"""An import as text: what would be added and changed, what stays out and why, and at the end,
always, that every row and every 亿元 is accounted for.

Owns the order and the wording; no line is longer than a terminal of 80 columns, but for a cell
that nothing may break.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sangeyipi.compare.fields import differences, flat, is_amount
from sangeyipi.ingest.findings import Rejected, Remark
from sangeyipi.ingest.imported import Imported
from sangeyipi.model import term
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import plain
from sangeyipi.model.stages import Batch, Milestone
from sangeyipi.render.changes import fields
from sangeyipi.render.inert import inert
from sangeyipi.render.width import wrap
from sangeyipi.store.kinds import REGISTERS, RecordKind

_WIDTH = 80
#: More are counted; JSON has them all.
_MOST = 200
_MOST_CELLS = 6
_QUOTED = re.compile("“[^”]*”|[0-9.]+")


def to_text(found: Imported) -> str:
    """The preview, without what to do next."""
    parts = [
        *_added(found),
        *_updated(found),
        *_reports(found),
        *_registers(found),
        *_settings(found),
        *_skipped(found),
        *_rejected(found.reconciliation.rows.rejected),
        *_remarks(found.remarks),
        *_broken(found),
        _reconciliation(found),
    ]
    return "\n".join("".join(f"{line}\n" for line in part) for part in parts)


Part = list[str]


def _added(found: Imported) -> Iterator[Part]:
    if found.added:
        yield _list(f"新增 {len(found.added)} 个项目", map(_whole, found.added), len(found.added))


def _whole(one: Project) -> Part:
    amount = f"{plain(one.investment)} 亿元" if one.investment is not None else "没有写"
    listed = "、".join(f"第{one.listed[b]}期{b}一批" for b in Batch if b in one.listed)
    steps = [f"{m} {one.milestones[m].text}" for m in Milestone if m in one.milestones]
    plans = [f"计划{m} {when.text}" for m, when in one.planned.dates()]
    told = [f"总投资 {amount}", listed or "不在册", "、".join(steps), "、".join(plans)]
    return _item(fields.project(one), ["；".join(filter(None, told))])


def _updated(found: Imported) -> Iterator[Part]:
    if found.updated:
        before = {one.id: one for one in found.before.projects}
        told = (
            _item(fields.project(one), map(fields.field, differences(before[one.id], one)))
            for one in found.updated
        )
        number = len(found.updated)
        yield _list(f"更新 {number} 个项目（原来 → 现在）", told, number)


def _reports(found: Imported) -> Iterator[Part]:
    changes = found.changes.reports
    if changes:
        months = {str(one.month) for one in changes.added}
        months |= {str(one.after.month) for one in changes.edited}
        months |= {str(one.month) for one in changes.removed}
        parts = (
            ("新报", len(changes.added)),
            ("改动", len(changes.edited)),
            ("删去", len(changes.removed)),
        )
        count = "、".join(f"{word} {number} 条" for word, number in parts if number)
        head = f"{'、'.join(sorted(months))} 月调度：{count}"
        yield _list(head, _each_report(found), sum(number for _, number in parts))


def _each_report(found: Imported) -> Iterator[Part]:
    changes = found.changes.reports
    names = {one.id: one.name for one in found.after.projects}

    def head(report: MonthlyReport, what: str = "") -> str:
        return inert(f"{report.id} {names.get(report.id, '')} {report.month}{what}")

    for report in changes.added:
        yield _item(head(report), ["；".join(_said(report))])
    for edit in changes.edited:
        yield _item(head(edit.after, "（原来 → 现在）"), map(fields.field, edit.fields))
    for report in changes.removed:
        yield _item(head(report, " 删去"), ["；".join(_said(report))])


def _said(report: MonthlyReport) -> Iterator[str]:
    for path, text in flat(report).items():
        if path not in ((term.ID,), (term.NAME,)):
            unit = " 亿元" if is_amount(path) else ""
            yield f"{'.'.join(path)} {fields.fact(text)}{unit}"


def _registers(found: Imported) -> Iterator[Part]:
    """New and changed records of problems, visits, financing."""
    for kind in REGISTERS:
        changes = found.changes.registers.get(kind.kind) if kind.kind else None
        if changes and changes.added:
            told = (
                _item(inert(kind.title_of(one)), [_of_record(kind, one)]) for one in changes.added
            )
            number = len(changes.added)
            yield _list(f"新增 {number} 条{kind.word}", told, number)
        if changes and changes.edited:
            edits = (
                _item(inert(kind.title_of(one.before)), map(fields.field, one.fields))
                for one in changes.edited
            )
            number = len(changes.edited)
            yield _list(f"更新 {number} 条{kind.word}（原来 → 现在）", edits, number)


def _of_record(kind: RecordKind, record: Any) -> str:
    told = []
    for path, text in flat(record).items():
        if path[0] not in kind.identity_words:
            unit = " 亿元" if path[0] in (term.DEMAND, term.GRANTED, term.DRAWN) else ""
            told.append(f"{'.'.join(path)} {fields.fact(text)}{unit}")
    return "；".join(told)


def _settings(found: Imported) -> Iterator[Part]:
    if found.changes.config:
        config = found.changes.config
        yield _list("台账设置", ([f"  {fields.field(one)}"] for one in config), len(config))


def _skipped(found: Imported) -> Iterator[Part]:
    skipped = found.reconciliation.rows.skipped
    if skipped:
        told = (_wrapped(f"{inert(one.cell)} {inert(one.reason)}", 2) for one in skipped)
        what = "不是项目" if found.sums is None else "没有要登记的"
        yield _list(f"跳过 {len(skipped)} 行（{what}）", told, len(skipped))


def _rejected(rejected: Sequence[Rejected]) -> Iterator[Part]:
    """A reason once, with the rows that it keeps out."""
    kinds: dict[str, list[Rejected]] = {}
    for one in rejected:
        kinds.setdefault(one.reason, []).append(one)
    if kinds:
        yield _list(f"！没有导入 {len(rejected)} 行", map(_refusal, kinds.values()), len(kinds))


def _refusal(kind: list[Rejected]) -> Part:
    one, *others = kind
    told = [f"这一行：{inert(' | '.join(filter(None, one.row)))}"]
    if one.question and one.question.answers:
        told.append(f"可答：{inert('、'.join(one.question.answers))}")
    if others:
        cells = "、".join(inert(other.cell) for other in others[:_MOST])
        more = " 等，--format json 有全部" if len(others) > _MOST else ""
        told.append(f"同样的还有 {len(others)} 行：{cells}{more}")
    return _item(f"{inert(one.cell)} {inert(one.reason)}", told)


def _remarks(remarks: Sequence[Remark]) -> Iterator[Part]:
    """A kind of remark once, with the cells that it is about."""
    kinds: dict[str, list[Remark]] = {}
    # Most rows of which anything is said are said the same of.
    bare = {text: _QUOTED.sub("", text) for text in dict.fromkeys(one.text for one in remarks)}
    for one in remarks:
        kinds.setdefault(bare[one.text], []).append(one)
    if kinds:
        yield _list(f"说明 {len(remarks)} 处", map(_remark, kinds.values()), len(kinds))


def _remark(kind: list[Remark]) -> Part:
    texts = list(dict.fromkeys(one.text for one in kind))
    cells = list(dict.fromkeys(one.cell for one in kind if one.cell))
    shown = "、".join(cells[:_MOST_CELLS])
    shown += f" 等 {len(cells)} 处" if len(cells) > _MOST_CELLS else ""
    head = inert(texts[0]) + (f"（还有 {len(texts) - 1} 处类似的）" if texts[1:] else "")
    return _wrapped(f"{head}（{inert(shown)}）" if shown else head, 2)


def _broken(found: Imported) -> Iterator[Part]:
    if found.broken:
        told = (_wrapped(inert(one.message), 2) for one in found.broken)
        number = len(found.broken)
        yield _list(f"！照这样写入，台账会有 {number} 处新的错误", told, number)


def _reconciliation(found: Imported) -> Part:
    rows, amounts = found.reconciliation
    parts = [
        ("新增", rows.added),
        ("更新", rows.updated),
        ("没有变化", rows.unchanged),
        ("跳过", len(rows.skipped)),
        ("没有导入", len(rows.rejected)),
    ]
    told = " + ".join(f"{word} {number}" for word, number in parts)
    lines = ["对账", f"  行：读到 {rows.read} = {told}"]
    if found.sums is not None:
        lines += [
            f"  {one.word}（亿元）：表里 {plain(one.sheet)}，台账增加 {plain(one.ledger)}"
            + (f"，差 {plain(one.had)} 是台账里原来就有的" if one.had else "，相符")
            for one in found.sums
        ]
        return [line for one in lines for line in _continued(one)]
    gain = f"  总投资（亿元）：表里 {plain(amounts.sheet)}，台账增加 {plain(amounts.ledger)}"
    if amounts.difference:
        gain += f"，差 {plain(amounts.difference)} 是台账里原来就有的"
    lines.append(gain if amounts.difference else f"{gain}，相符")
    if rows.rejected:
        lines.append(f"  没有导入的行里读得出的总投资：{plain(amounts.rejected)} 亿元")
    if amounts.declared is not None:
        lines.append(f"  表里自己写的合计：{plain(amounts.declared)} 亿元")
    return [line for one in lines for line in _continued(one)]


def _list(head: str, items: Iterable[Part], number: int) -> Part:
    """The first of `number` items; no more of them are made than are shown."""
    lines = [head, *(line for item in islice(items, _MOST) for line in item)]
    if number > _MOST:
        lines.append(f"  …… 另有 {number - _MOST} 个没有列出，--format json 有全部")
    return lines


def _item(head: str, details: Iterable[str]) -> Part:
    return [*_wrapped(head, 2), *(line for one in details for line in _wrapped(one, 6))]


def _wrapped(text: str, indent: int) -> Part:
    first, *rest = wrap(text, _WIDTH - indent - 2)
    return [" " * indent + first, *(" " * (indent + 2) + line for line in rest)]


def _continued(text: str) -> Part:
    """A line that begins with its own indent."""
    bare = text.lstrip()
    return _wrapped(bare, len(text) - len(bare))
