"""How a fact, a changed one and its project are put into words, wherever a change is shown.

Must not know of figures and causes (`words`): an import and an edit have none to import.
"""

from decimal import Decimal

from sangeyipi.compare.fields import FieldChange, Text, is_amount
from sangeyipi.model.project import Project
from sangeyipi.model.rounding import percentage, plain
from sangeyipi.render.cells import UNKNOWN
from sangeyipi.render.inert import inert

_FLAGS = {"true": "是", "false": "否"}


def fact(text: Text | None) -> str:
    """One side of a changed fact; “—” where nothing is written."""
    if text is None:
        return UNKNOWN
    if isinstance(text, tuple):
        return inert("、".join(text)) or "空"
    return inert(_FLAGS.get(text, text))


def growth(change: FieldChange) -> str:
    """By how much an amount grew, in per cent with its sign; "" where that says nothing."""
    if not is_amount(change.path) or change.before is None or change.after is None:
        return ""
    before, after = Decimal(str(change.before)), Decimal(str(change.after))
    if before <= 0 or after == before:
        return ""
    sign = "+" if after > before else "-"
    return f"{sign}{plain(percentage(abs(after - before), before))}%"


def field(change: FieldChange) -> str:
    """总投资：5 → 5.5 亿元（+10%）."""
    unit = " 亿元" if is_amount(change.path) else ""
    grown = growth(change)
    told = f"{change.word}：{fact(change.before)} → {fact(change.after)}{unit}"
    return told + (f"（{grown}）" if grown else "")


def project(one: Project) -> str:
    """编号 and name, behind the place of a project of one of many ledgers."""
    place = f"{inert(one.region)} " if one.region else ""
    return f"{place}{inert(one.id)} {inert(one.name)}"
