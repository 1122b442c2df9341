"""How changed monthly reports are folded, and what is never folded."""

from decimal import Decimal

import pytest

from sangeyipi.compare.comparison import Comparison, compare_loaded
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project
from sangeyipi.render.changes.reports import completed, gone_by, in_brief, news
from sangeyipi.render.changes.sections import to_text
from sangeyipi.render.changes.words import stat
from sangeyipi.store.load import Loaded

PROJECTS = tuple(Project(id=f"P-{number:03d}", name=f"项目{number}") for number in range(150))


def reports(month: int, count: int = 150, amount: str = "0.1") -> tuple[MonthlyReport, ...]:
    when = Month(2022, 1).plus(month)
    return tuple(
        MonthlyReport(id=one.id, month=when, completed=Decimal(amount)) for one in PROJECTS[:count]
    )


def compared(old: tuple[MonthlyReport, ...], new: tuple[MonthlyReport, ...]) -> Comparison:
    config = Config(name="台账", phases=())
    before, after = (
        Loaded(Ledger(config=config, projects=PROJECTS, reports=found), (), {})
        for found in (old, new)
    )
    return compare_loaded(before, after, ("旧", "新"))


def test_a_new_month_is_one_block() -> None:
    ((head, details),) = news(compared(reports(0), reports(0) + reports(1, 148)))
    assert head == "2022-02：新报 148 个项目，本月完成 14.8 亿元"
    assert details[0] == "P-000 项目0：本月完成 0.1 亿元"
    assert details[5:] == ("其余 143 个项目，本月完成 14.3 亿元",)


@pytest.mark.parametrize(("count", "lines"), [(1, 1), (5, 5), (6, 6), (7, 6)])
def test_a_rest_of_one_is_named(count: int, lines: int) -> None:
    ((_, details),) = news(compared((), reports(0, count)))
    assert len(details) == lines
    assert ("其余" in details[-1]) == (lines < count)


def test_of_many_months_only_the_months_are_told() -> None:
    months = tuple(one for month in range(24) for one in reports(month))
    found = compared((), months)
    told = news(found)
    assert len(told) == 24
    assert not any(details for _, details in told)
    assert stat(found) == "月调度 3600"
    assert len(to_text(found).splitlines()) == 28


def test_changed_figures_are_never_folded() -> None:
    later = reports(1, 1)
    told = gone_by(compared(reports(0) + later, reports(0, amount="0.2") + later))
    assert len(told) == 150
    assert told[7] == ("2022-01 P-007 项目7", ("更正 本月完成投资：0.1 → 0.2 亿元（+100%）",))


def test_a_sum_of_which_a_part_is_unknown_is_at_least() -> None:
    one = MonthlyReport(id="P-1", month=Month(2022, 1), completed=Decimal("0.5"))
    none = MonthlyReport(id="P-2", month=Month(2022, 1))
    assert completed([one]) == "本月完成 0.5 亿元"
    assert completed([one, none]) == "本月完成 ≥0.5 亿元（1 个没有写）"
    assert completed([none]) == "都没有写本月完成投资"


def test_a_report_in_brief() -> None:
    month = Month(2022, 1)
    full = MonthlyReport(
        id="P",
        month=month,
        completed=Decimal(0),
        completed_to_date=Decimal("3.20"),
        funds_to_date=Decimal(2),
        problems="缺地",
    )
    assert in_brief(full) == "本月完成 0，累计完成 3.2，累计到位 2 亿元"
    assert in_brief(MonthlyReport(id="P", month=month, problems="缺\n地")) == "缺\\n地"
    assert in_brief(MonthlyReport(id="P", month=month)) == "没有内容"


def test_a_report_of_no_project_has_no_name() -> None:
    odd = MonthlyReport(id="X", month=Month(2022, 1), completed=Decimal(1))
    ((_, details),) = news(compared((), (odd,)))
    assert details == ("X：本月完成 1 亿元",)
