"""What was found, for people and for programs.  Owns both forms; finds nothing."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sangeyipi.audit.check import Audited
from sangeyipi.audit.figure import Figure, Role
from sangeyipi.audit.finding import GOOD, Finding, Kind, Verdict
from sangeyipi.model.rounding import plain
from sangeyipi.render.inert import inert
from sangeyipi.render.width import width

_WORDS = {
    Verdict.WRONG: "错误",
    Verdict.INCOMPLETE: "不全",
    Verdict.BASE_UNCLEAR: "基数不明",
    Verdict.UNREADABLE: "读不出",
    Verdict.UNBOUND: "对不上号",
}
_BEFORE, _WIDEST = 30, 110


def to_text(one: Audited) -> str:
    """What does not hold, each with its line, carets under every figure there, and the remedy.

    Figures that could not be held against the ledger follow, a line each.
    """
    shown = [found for found in one.findings if found.verdict not in GOOD]
    lines = [line for found in shown if not _unasked(found) for line in _told(one, found)]
    unasked = [found for found in shown if _unasked(found)]
    if unasked:
        lines += [f"没有和台账核对的数 {len(unasked)} 个：", *(_brief(one, f) for f in unasked)]
    of_text = [found for found in one.findings if found.kind is not Kind.LEDGER]
    lines.append(
        f"{inert(one.source.name)}：{len(one.figures)} 个数字，{len(of_text)} 处可核的关系，"
        + _counted(of_text)
    )
    of_ledger = [found for found in one.findings if found.kind is Kind.LEDGER]
    if of_ledger:
        lines.append(f"对照台账：{len(of_ledger)} 个数字，{_counted(of_ledger)}")
    return "".join(f"{line}\n" for line in lines)


def _counted(findings: list[Finding]) -> str:
    holds = sum(1 for found in findings if found.verdict in GOOD)
    wrong = sum(1 for found in findings if found.verdict is Verdict.WRONG)
    return f"{holds} 处相符，{wrong} 处有误，{len(findings) - holds - wrong} 处说不准"


def _unasked(found: Finding) -> bool:
    return found.kind is Kind.LEDGER and found.verdict is Verdict.UNBOUND


def _brief(one: Audited, found: Finding) -> str:
    """A figure and why it was not held against the ledger, on a line."""
    (main,) = found.figures
    where = one.source.where(main.start)
    label = f"（{where.label}）" if where.label else ""
    said = inert(one.source.text[main.start : main.end])
    return f"  {where.line}:{where.column}: {label}{said}：{inert(found.message)}"


def _told(one: Audited, found: Finding) -> Iterator[str]:
    main = found.stated or found.figures[0]
    where = one.source.where(main.start)
    label = f"（{where.label}）" if where.label else ""
    place = f"{inert(one.source.name)}:{where.line}:{where.column}"
    yield f"{place}: {_WORDS[found.verdict]}[{found.kind}]: {label}{inert(found.message)}"
    yield from _excerpts(one, found)
    if found.remedy:
        yield f"  = 改法: {inert(found.remedy)}"


def _excerpts(one: Audited, found: Finding) -> Iterator[str]:
    """The pieces of the text with the figures, and carets below these."""
    left = list(found.figures)
    while left:
        start, end = one.source.line_of(left[0].start)
        begin = max(start, left[0].start - _BEFORE)
        end = min(end, begin + _WIDEST)
        here = [f for f in left if f.start < end]
        left = [f for f in left if f.start >= end]
        gutter = str(one.source.where(here[0].start).line)
        dots = "…" if begin > start else ""
        yield f"  {gutter} | {dots}{inert(one.source.text[begin:end])}"
        carets = _carets(one.source.text, begin, end, here)
        yield f"  {' ' * len(gutter)} | {' ' * width(dots)}{carets}"


def _carets(text: str, begin: int, end: int, figures: list[Figure]) -> str:
    line, at = "", begin
    for one in figures:
        line += " " * width(inert(text[at : one.start]))
        at = min(one.end, end)
        line += "^" * max(1, width(inert(text[one.start : at])))
    return line


def to_json(one: Audited) -> str:
    """Everything, for a program."""
    told = {
        "findings": [_finding(found, one) for found in one.findings],
        "figures": [_figure(figure, one) for figure in one.figures],
    }
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def _finding(found: Finding, one: Audited) -> dict[str, Any]:
    stated = found.stated
    computed = found.computed
    return {
        "verdict": found.verdict.value,
        "kind": found.kind.value,
        "expression": found.expression,
        "computed": _computed(stated, computed),
        "stated": _value(stated),
        "unit": _unit(stated) if stated else "",
        "operands": [_figure(figure, one) for figure in found.figures],
        "message": found.message,
        "remedy": found.remedy,
    }


def _figure(figure: Figure, one: Audited) -> dict[str, Any]:
    return {
        "text": one.source.text[figure.start : figure.end],
        "value": _value(figure),
        "unit": _unit(figure),
        "start": figure.start,
        "end": figure.end,
    }


def _computed(stated: Figure | None, computed: Decimal | None) -> str | None:
    if stated is None or computed is None:
        return None
    return plain(computed if stated.unit == "成" else stated.said(computed))


def _unit(figure: Figure) -> str:
    """A program need not know 七成: it is told 70%."""
    return "%" if figure.unit == "成" else figure.unit


def _value(figure: Figure | None) -> str | None:
    """As printed; None where that cannot be read."""
    if figure is None or figure.role is Role.UNREADABLE:
        return None
    return plain(figure.value) if figure.unit == "成" else f"{figure.printed:f}"
