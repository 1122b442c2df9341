"""Which changed reports are a new month's facts, and which change what was already passed on."""

from dataclasses import replace
from decimal import Decimal

from sangeyipi.compare.records import compare
from sangeyipi.compare.restated import ReportGroup, Restated, sort_reports
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project

MAY, JUNE, JULY = (Month(2023, number) for number in (5, 6, 7))
PROJECTS = (Project(id="A", name="甲"), Project(id="B", name="乙"))


def report(id: str, month: Month, completed: str | None = "1", **words: str) -> MonthlyReport:
    amount = Decimal(completed) if completed else None
    return MonthlyReport(id=id, month=month, completed=amount, **words)  # type: ignore[arg-type]


def sorted_out(old: list[MonthlyReport], new: list[MonthlyReport]) -> Restated:
    before, after = (
        Ledger(config=Config(name="台账", phases=()), projects=PROJECTS, reports=tuple(reports))
        for reports in (old, new)
    )
    return sort_reports(compare(before, after), before, after)


def told(group: ReportGroup) -> tuple[list[str], list[str], list[str]]:
    return (
        [f"{month} {one.id}" for month, reports in group.added for one in reports],
        [f"{month} {one.id}" for month, reports in group.removed for one in reports],
        [f"{one.after.month} {one.after.id}" for one in group.edited],
    )


NOTHING: tuple[list[str], list[str], list[str]] = ([], [], [])


def test_a_new_month_is_news() -> None:
    found = sorted_out([report("A", MAY)], [report("A", MAY), report("A", JUNE)])
    assert told(found.news) == (["2023-06 A"], [], [])
    assert told(found.gone_by) == NOTHING
    assert found.names == {"A": "甲"}


def test_many_new_months_at_once_are_news() -> None:
    months = [report("A", MAY), report("A", JUNE), report("A", JULY)]
    assert told(sorted_out([], months).news)[0] == ["2023-05 A", "2023-06 A", "2023-07 A"]
    assert told(sorted_out(months[:1], months).news)[0] == ["2023-06 A", "2023-07 A"]


def test_the_last_month_is_still_being_gathered() -> None:
    found = sorted_out(
        [report("A", MAY), report("A", JUNE), report("B", MAY)],
        [report("A", MAY), report("A", JUNE, "2"), report("B", MAY), report("B", JUNE)],
    )
    assert told(found.news) == (["2023-06 B"], [], ["2023-06 A"])
    assert told(found.gone_by) == NOTHING


def test_another_figure_for_a_month_gone_by_restates_it() -> None:
    before = [report("A", MAY), report("B", MAY), report("A", JUNE)]
    found = sorted_out(before, [report("A", MAY, "2"), *before[1:]])
    assert told(found.gone_by) == ([], [], ["2023-05 A"])
    assert told(found.news) == NOTHING


def test_a_month_is_gone_by_as_soon_as_the_next_comes() -> None:
    found = sorted_out([report("A", MAY)], [report("A", MAY, "2"), report("A", JUNE)])
    assert told(found.gone_by) == ([], [], ["2023-05 A"])
    assert told(found.news) == (["2023-06 A"], [], [])


def test_late_and_withdrawn_reports_restate() -> None:
    before = [report("A", MAY), report("A", JUNE)]
    found = sorted_out(before, [report("B", MAY), report("A", JUNE)])
    assert told(found.gone_by) == (["2023-05 B"], ["2023-05 A"], [])


def test_words_restate_nothing_and_a_figure_filled_in_does() -> None:
    before = [report("A", MAY, None, on_site="基础"), report("B", MAY, None), report("A", JUNE)]
    after = [replace(before[0], on_site="主体"), report("B", MAY, "3"), before[2]]
    found = sorted_out(before, after)
    assert told(found.news) == ([], [], ["2023-05 A"])
    assert told(found.gone_by) == ([], [], ["2023-05 B"])


def test_nothing_is_nothing() -> None:
    assert sorted_out([report("A", MAY)], [report("A", MAY)]) == Restated()
