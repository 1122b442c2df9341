"""A monthly report's 名称 beside its 编号: another project's, nobody's, one from before."""

import pytest

from sangeyipi.checks.report_names import check_report_names
from sangeyipi.model.ledger import Config, Ledger
from sangeyipi.model.month import Month
from sangeyipi.model.monthly_report import MonthlyReport
from sangeyipi.model.project import Project

PROJECTS = (
    Project(id="A", name="示例铝业有限公司（一期）"),
    Project(id="B", name="示例铝业有限公司（二期）"),
)


def told(*names: str | None, id: str = "A") -> list[str]:
    reports = tuple(
        MonthlyReport(id=id, month=Month(2023, number), name=name)
        for number, name in enumerate(names, 1)
    )
    book = Ledger(config=Config(name="示例", phases=()), projects=PROJECTS, reports=reports)
    return [one.rule.value for one in check_report_names(book)]


@pytest.mark.parametrize(
    "name", ["示例铝业有限公司（一期）", "示例铝业有限公司(一期)", "示例铝业 一期", None]
)
def test_the_same_name_in_another_form_is_the_name(name: str | None) -> None:
    assert told(name) == []


def test_the_name_of_another_is_an_error_every_month() -> None:
    assert (
        told("示例铝业二期", "示例铝业一期", "示例铝业（二期）") == ["progress-name-of-another"] * 2
    )


def test_a_name_of_before_may_stay_once_the_new_one_is_used() -> None:
    assert told("老厂", "老厂", "示例铝业一期", None) == []
    assert told("老厂", "旧厂", "示例铝业一期") == []


def test_nobodys_name_is_told_once_until_then() -> None:
    assert told("老厂") == told("老厂", "老厂") == ["progress-name"]
    assert told("老厂", "示例铝业一期", "老厂") == ["progress-name"]
    assert told("示例铝业一期", "老厂", "示例铝业一期") == ["progress-name"]


def test_an_unknown_id_is_told_by_another_rule() -> None:
    assert told("老厂", id="C") == []
