"""Changed problems, visits and financing in words: what came, went, was closed, was put off.

Owns what is folded: of many that came or went together the first are told one by one.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sangeyipi.compare.comparison import Comparison
from sangeyipi.compare.fields import FieldChange, is_amount
from sangeyipi.compare.pairing import Edit
from sangeyipi.model import term
from sangeyipi.model.financing import Financing
from sangeyipi.model.problem import Problem
from sangeyipi.model.rounding import plain
from sangeyipi.model.visit import Visit
from sangeyipi.render.changes.fields import fact, field
from sangeyipi.render.changes.words import field_with_meaning
from sangeyipi.render.inert import inert
from sangeyipi.store.kinds import REGISTERS, RecordKind

_NAMED = 20
#: A head, and the details under it.
Lines = tuple[str, tuple[str, ...]]


def registers(found: Comparison) -> Iterator[tuple[str, tuple[Lines, ...]]]:
    """Each register of which something changed, by its word."""
    for kind in REGISTERS:
        lines = tuple(_lines(found, kind))
        if lines:
            yield kind.word, lines


def _lines(found: Comparison, kind: RecordKind) -> Iterator[Lines]:
    assert kind.kind is not None
    changes = found.changes.of_kind(kind.kind)
    brief = _BRIEF[kind.model]
    for edit in changes.edited:
        yield from _edited(found, edit, brief)
    yield from _whole("删去", changes.removed, lambda one: brief(found, one))
    yield from _whole("新增", changes.added, lambda one: brief(found, one))


def _whole(word: str, records: tuple[Any, ...], brief: Callable[[Any], str]) -> Iterator[Lines]:
    shown = records if len(records) <= _NAMED + 1 else records[:_NAMED]
    for one in shown:
        yield f"{word} {brief(one)}", ()
    if len(shown) < len(records):
        yield f"{word} 其余 {len(records) - len(shown)} 条", ()


def _edited(
    found: Comparison, edit: Edit[Any], brief: Callable[[Comparison, Any], str]
) -> Iterator[Lines]:
    one = edit.after
    if isinstance(one, Problem):
        said = [(_of_problem(change), change) for change in edit.fields]
        news = [text for text, _ in said if text]
        rest = tuple(field_with_meaning(change) for text, change in said if not text)
        yield f"{_problem_id(found, one)}：{'；'.join(news) or '改动'}", rest
    elif isinstance(one, Financing):
        yield f"改动 {_at_bank(found, one)}：{_amounts(edit.fields)}", _others(edit.fields)
    else:
        yield f"改动 {brief(found, one)}", tuple(map(field_with_meaning, edit.fields))


def _amounts(changes: Iterable[FieldChange]) -> str:
    return "；".join(field(one) for one in changes if is_amount(one.path)) or "说明"


def _others(changes: Iterable[FieldChange]) -> tuple[str, ...]:
    return tuple(field_with_meaning(one) for one in changes if not is_amount(one.path))


def _of_problem(change: FieldChange) -> str:
    """What a changed fact of a problem means, where it is more than a fact; else ""."""
    group, before, after = change.path[0], change.before, change.after
    if group in (term.CLOSED, term.UNSOLVABLE) and change.path[-1] != term.REASON:
        if before is None:
            return f"{group} {fact(after)}"
        if after is None:
            return f"不再{group}（原记 {fact(before)}）"
        return f"{group}日期 {fact(before)} → {fact(after)}"
    if group == term.DUE:
        return f"{group} {fact(before)} → {fact(after)}"
    if group == term.FOLLOWED and before is None:
        return f"{term.FOLLOWED} {change.path[-1]}：{fact(after)}"
    return ""


def _project(found: Comparison, id: str) -> str:
    name = found.names.get(id)
    return inert(id) + (f" {inert(name)}" if name else "")


def _problem_id(found: Comparison, one: Problem) -> str:
    return f"{term.REGISTERED_PROBLEMS} {inert(one.id)}（{_project(found, one.project)}）"


def _problem(found: Comparison, one: Problem) -> str:
    told = [f"{term.RAISED} {one.raised.text}"]
    told += [f"{term.DUE} {one.due.text}"] if one.due else []
    told += [f"{term.CLOSED} {one.closed.text}"] if one.closed else []
    told += [f"{term.UNSOLVABLE} {one.unsolvable.date.text}"] if one.unsolvable else []
    what = f"{inert(one.kind)}：{inert(one.text)}"
    return f"{_problem_id(found, one)}{what}（{'，'.join(told)}）"


def _visit(found: Comparison, one: Visit) -> str:
    told = f"{one.date} {inert(one.visitor)}（{one.capacity}）到 {_project(found, one.project)}"
    if one.verdict:
        told += f"，{term.VERDICT}{one.verdict}"
    return told + (f"：{inert(one.matter)}" if one.matter else "")


def _at_bank(found: Comparison, one: Financing) -> str:
    return f"{_project(found, one.project)} {inert(one.bank)}（{term.AS_OF} {one.date}）"


def _financing(found: Comparison, one: Financing) -> str:
    """Its amounts, beside those of the record before it of the same project and bank."""
    was = found.earlier.get((one.project, one.bank, one.date))
    words = ((term.DEMAND, "demand"), (term.GRANTED, "granted"), (term.DRAWN, "drawn"))
    told = []
    for word, name in words:
        amount, before = getattr(one, name), getattr(was, name) if was else None
        if amount is not None:
            grown = f"{plain(before)} → " if before is not None and before != amount else ""
            told.append(f"{word} {grown}{plain(amount)}")
    return f"{_at_bank(found, one)}：{'，'.join(told) + ' 亿元' if told else '没有写数'}"


_BRIEF: dict[type[Any], Callable[[Comparison, Any], str]] = {
    Problem: _problem,
    Visit: _visit,
    Financing: _financing,
}
