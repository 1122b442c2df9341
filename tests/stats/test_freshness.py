"""How old a ledger is beside a period."""

import pytest

from sangeyipi.stats.freshness import age, told

from .ledgers import Raw, ledger, project, rollup
from .reported import period, reporting, reports


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


@pytest.mark.parametrize(("name", "fresh"), [("2022-02", True), ("2022-03", False)])
def test_a_report_is_new_in_its_month(name: str, fresh: bool) -> None:
    book = reporting(
        project("A", "签约=1", "签约=2021-07-10 开工=2021-08-01"),
        said=reports("A", m2022_02="1 3"),
    )
    assert age(book, period(name)).fresh is fresh


def test_it_says_how_old() -> None:
    both = ledger(
        project("A", "签约=2", "签约=2021-07-10"), rollup("1", "签约", 个数="5", day="2022-03-19")
    )
    assert told(both, period("2022-03")) == (
        "台账里最新的记录是 2022-03-19 的，之后没有更新：以下的数可能已经过时。"
    )
    assert told(ledger(), period("2022-03")) == ("台账里没有带日期的记录：以下的数可能已经过时。")
