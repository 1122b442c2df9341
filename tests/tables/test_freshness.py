"""How old a ledger is beside a period."""

import pytest
from figures.ledgers import Raw, ledger, project, rollup
from figures.reported import period, reporting, reports

from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.tables.monthly.freshness import age, told


@pytest.mark.parametrize(
    ("record", "fresh"),
    [
        (project("A", "签约=1", "签约=2022-03-01"), True),
        (project("A", "签约=1", "签约=2022-02-28"), False),
        (project("A", "签约=1", "签约=2022-04-01"), True),
        (project("A", "签约=1", "签约=2022-03"), True),
        (project("A", "签约=1", "签约=已"), False),
        (project("A", "签约=1", "签约=2021-07-10", out="2022-03-05"), True),
        (project("A", "签约=1", "签约=2021-07-10", 计划={"开工": "2022-03-05"}), False),
        (rollup("1", "签约", 个数="5", day="2022-03-31"), True),
        (rollup("1", "签约", 个数="5", day="2022-03-30"), False),
    ],
)
def test_what_counts_as_new(record: Raw, fresh: bool) -> None:
    asked = period("2022-03")
    assert age(ledger(record), asked).fresh is fresh
    assert (told(ledger(record), asked) is None) is fresh


FEBRUARY = reports("A", m2022_02="1 3")


@pytest.mark.parametrize(
    ("said", "name", "text"),
    [
        (FEBRUARY, "2022-02", None),
        (FEBRUARY, "2022-03", "没有2022年3月的月调度，在它以前最近的是2022年2月的："),
        # Neither later reports nor dates in the month make up for those of the month.
        (FEBRUARY, "2022-01", "没有2022年1月的月调度，最早的是2022年2月的。"),
        (reports("A", m2022_02="1 3", m2022_04="1 5"), "2022-03", "最近的是2022年2月的："),
        # A quarter, a year and a phase end with a month, which is the one that is wanted.
        (FEBRUARY, "2022-Q1", "没有2022年3月的月调度"),
        (reports("A", m2022_03="1 3"), "2022-Q1", None),
        (FEBRUARY, "2022", "没有2022年12月的月调度"),
        (reports("A", m2021_12="1 3"), "phase-2", None),
        (reports("A", m2021_11="1 3"), "phase-2", "没有2021年12月的月调度"),
        # One figure is enough; a form that nobody filled in is none.
        (reports("A", m2022_03="- - 1"), "2022-03", None),
        (reports("A", m2022_03="0"), "2022-03", None),
        (reports("A", m2022_02="1 3", m2022_03="-"), "2022-03", "最近的是2022年2月的："),
        (reports("A", m2022_03="-"), "2022-03", "没有2022年3月的月调度，只有空的月调度。"),
    ],
)
def test_where_there_are_reports_those_of_the_month_are_wanted(
    said: list[MonthlyReport], name: str, text: str | None
) -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2022-03-15"),
        project("B", "签约=1", "签约=2021-07-10 开工=2023-03-15"),
        rollup("1", "开工", 个数="5", day="2023-03-31"),
        said=said,
    )
    asked = period(name, book)
    assert age(book, asked).fresh is (text is None)
    assert (text or "") in (told(book, asked) or "")
    assert (told(book, asked) is None) is (text is None)


def test_it_says_how_old() -> None:
    both = ledger(
        project("A", "签约=2", "签约=2021-07-10"), rollup("1", "签约", 个数="5", day="2022-03-19")
    )
    assert told(both, period("2022-03")) == (
        "台账里最新的记录是 2022-03-19 的，之后没有更新：以下的数可能已经过时。"
    )
    assert told(ledger(), period("2022-03")) == ("台账里没有带日期的记录：以下的数可能已经过时。")
