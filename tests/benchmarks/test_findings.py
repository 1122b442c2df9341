"""Bars: kept up to the very figure, not beyond; all that was measured is in the JSON."""

import json

import pytest
from findings import Finding, Report
from processes import Sample


@pytest.mark.parametrize(
    ("value", "bar", "mark"),
    [(10.0, 10.0, "达标"), (10.01, 10.0, "未达标"), (99.0, None, "记录")],
)
def test_a_bar_is_kept_or_not(value: float, bar: float | None, mark: str) -> None:
    assert str(Finding("比值", value, bar, "各 1 次")).startswith(f"[{mark}] 比值：")


def test_a_ratio_is_of_medians() -> None:
    report = Report(samples={"one": Sample([3.0, 1.0, 50.0]), "other": Sample([0.5, 9.0, 0.5])})
    report.ratio("题", "one", "other", 6.0)
    assert str(report.findings[0]) == "[达标] 题：6（指标 ≤ 6；3.00 s ÷ 500 ms，各 3 次）"


def test_the_json_has_every_number() -> None:
    report = Report(samples={"one": Sample([3.0], [7]), "other": Sample([2.0], [None])})
    report.ratio("题", "one", "other", 1.0)
    report.skipped.append("没有量")
    told = json.loads(report.as_json())
    assert told["samples"] == {
        "one": {"seconds": [3.0], "peaks": [7], "works": []},
        "other": {"seconds": [2.0], "peaks": [None], "works": []},
    }
    assert [(one["value"], one["bar"], one["met"]) for one in told["findings"]] == [
        (1.5, 1.0, False)
    ]
    assert told["skipped"] == ["没有量"]
    assert told["machine"]["cpus"]
