"""Changed monthly reports (月调度) in words: a month in a line, a changed figure old → new.

Owns what is folded: of the many projects that report for a month the first few are named, and of
many months none; what was reported before and is different now is never folded.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from sangeyipi.compare.comparison import Comparison
from sangeyipi.compare.pairing import Edit
from sangeyipi.compare.restated import MonthOf, ReportGroup
from sangeyipi.model import term
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.rounding import plain
from sangeyipi.render.cells import LOWER_BOUND
from sangeyipi.render.changes.words import field_with_meaning
from sangeyipi.render.inert import inert

GONE_BY = "以前月份的月调度改了"
NEWS = term.REPORTS
_NAMED = 5
_MONTHS_WITH_NAMES = 3
#: A head, and the details under it.
Lines = tuple[str, tuple[str, ...]]


def gone_by(found: Comparison) -> tuple[Lines, ...]:
    """What is different of months that a later one followed."""
    return tuple(_lines(found, found.reports.gone_by, "补报"))


def news(found: Comparison) -> tuple[Lines, ...]:
    """New months, and what is different of the last one."""
    return tuple(_lines(found, found.reports.news, "新报"))


def _lines(found: Comparison, group: ReportGroup, came: str) -> Iterator[Lines]:
    for edit in group.edited:
        yield f"{edit.after.month} {_project(found, edit.after)}", _fields(edit)
    yield from _months(found, group.removed, "撤回")
    yield from _months(found, group.added, came)


def _project(found: Comparison, report: MonthlyReport) -> str:
    name = found.reports.names.get(report.id)
    return inert(report.id) + (f" {inert(name)}" if name else "")


def _fields(edit: Edit[MonthlyReport]) -> tuple[str, ...]:
    return tuple(map(field_with_meaning, edit.fields))


def _months(found: Comparison, months: tuple[MonthOf, ...], word: str) -> Iterator[Lines]:
    named = _NAMED if len(months) <= _MONTHS_WITH_NAMES else 0
    for month, reports in months:
        head = f"{month}：{word} {len(reports)} 个项目，{completed(reports)}"
        shown = reports[: named if len(reports) > named + 1 else named + 1] if named else ()
        details = [f"{_project(found, one)}：{in_brief(one)}" for one in shown]
        rest = reports[len(shown) :]
        if shown and rest:
            details.append(f"其余 {len(rest)} 个项目，{completed(rest)}")
        yield head, tuple(details)


def completed(reports: Iterable[MonthlyReport]) -> str:
    """What they completed in their month together; at least that, where some do not say."""
    said = [one.completed for one in reports]
    known = [amount for amount in said if amount is not None]
    missing = len(said) - len(known)
    if not known:
        return "都没有写本月完成投资"
    total = plain(sum(known, Decimal(0)))
    if not missing:
        return f"本月完成 {total} 亿元"
    return f"本月完成 {LOWER_BOUND}{total} 亿元（{missing} 个没有写）"


def in_brief(report: MonthlyReport) -> str:
    """Its figures, or where it has none the first of its words."""
    figures = (
        ("本月完成", report.completed),
        ("累计完成", report.completed_to_date),
        ("累计到位", report.funds_to_date),
    )
    told = [f"{word} {plain(amount)}" for word, amount in figures if amount is not None]
    if told:
        return "，".join(told) + " 亿元"
    words = (report.on_site, report.problems, report.opinion)
    return next((inert(text) for text in words if text is not None), "没有内容")
