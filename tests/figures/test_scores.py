"""Marks by hand: every way of marking, and what is no mark."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from figures.ledgers import Raw, ledger, project
from figures.reported import reporting, reports
from sangeyipi.figures.indicators import INDICATORS, IndicatorScope, MeasuredIndicator, percentage
from sangeyipi.figures.resolve import Figures
from sangeyipi.figures.scores import Marked, Outside, score
from sangeyipi.model.region import is_region
from sangeyipi.store.score_rules import read_rules
from sangeyipi.store.source import Source

DAY = date(2022, 5, 31)
#: Three signed, two of them started.
PROJECTS = (
    project("A", "签约=1", "签约=2021-07-10 开工=2021-09-01", invest="10"),
    project("B", "签约=1", "签约=2021-07-10 开工=2021-09-01", invest="20"),
    project("C", "签约=1", "签约=2021-07-10", invest="30"),
)


def marked(
    rule: str, *outside: Outside, records: tuple[Raw, ...] = PROJECTS, more: str = ""
) -> Marked:
    text = f"名称: 办法\n{more}指标:\n  - 名称: 开工\n    量: 签约开工率\n    分值: 12\n"
    text += "".join(f"    {line}\n" for line in rule.splitlines())
    rules, faults = read_rules(Source("办法.yaml", text.encode()))
    assert rules and not faults, faults
    return score(Figures(ledger(*records), DAY), rules, outside).indicators[0]


def other(region: str, value: int | None, name: str = "签约开工率") -> Outside:
    why = "" if value is not None else "不知道"
    fraction = None if value is None else Fraction(value)
    return Outside(region, name, MeasuredIndicator(fraction, "%", why=why, source="市通报"))


OTHERS = (other("甲县", 80), other("乙县", 80), other("丙县", 50))
DOWN = """\
段:
  - 范围: <100
    每点: -0.1
  - 范围: 100-130
    每点: 0.2
  - 范围: ">130"
    每点: 0.1"""
BRACKETS = "档:\n  - 范围: ≥80\n    得分: 12\n  - 范围: ≥60且<80\n    得分: 7"
PLACES = "档:\n  - 范围: 1-2\n    得分: 12\n  - 范围: 3-4\n    得分: 7"
THIRD = Fraction(200, 3)  # two of three, in per cent


@pytest.mark.parametrize(
    ("rule", "mark"),
    [
        ("算法: 比例", THIRD / 100 * 12),
        ("算法: 比例\n目标: 80", THIRD / 80 * 12),
        ("算法: 比例\n目标: 50", Fraction(12)),
        ("算法: 比例\n目标: 50\n封顶: 120", Fraction(12) * Fraction(6, 5)),
        ("算法: 比例\n目标: 序时", Fraction(12)),  # 66.7 of 5/12
        ("算法: 达标\n目标: 66", Fraction(12)),
        ("算法: 达标\n目标: 67", Fraction(0)),
        ("算法: 达标\n目标: 67\n方向: 低", Fraction(12)),
        (f"算法: 达标\n{BRACKETS}", Fraction(7)),
        ("算法: 逐项\n每项: -0.01", 12 - THIRD / 100),
        ("算法: 逐项\n每项: 0.01", THIRD / 100),
        ("算法: 逐项\n每项: -1", Fraction(0)),
        (f"算法: 逐点\n目标: 80\n{DOWN}", 12 - (100 - THIRD / 80 * 100) / 10),
        (f"算法: 逐点\n目标: 60\n{DOWN}", 12 + (THIRD / 60 * 100 - 100) / 5),
        (f"算法: 逐点\n目标: 50\n{DOWN}", 12 + 30 / Fraction(5) + (THIRD / 50 * 100 - 130) / 10),
        (f"算法: 逐点\n目标: 50\n增减上限: 2\n{DOWN}", Fraction(14)),
        ("算法: 门槛\n门槛:\n  二季度: 66", Fraction(12)),
        ("算法: 门槛\n门槛:\n  二季度: 67", Fraction(0)),
        ("算法: 比例\n门槛:\n  一季度: 90", THIRD / 100 * 12),  # another quarter's gate
        ("算法: 比例\n门槛:\n  二季度: 70", Fraction(0)),
    ],
)
def test_a_county_alone(rule: str, mark: Fraction) -> None:
    found = marked(rule)
    assert (found.mark, found.why) == (mark, "")
    assert found.how


@pytest.mark.parametrize(
    ("rule", "more", "mark"),
    [
        ("算法: 排名\n每名: 0.5", "", Fraction(23, 2)),  # two share the first place, it is second
        ("算法: 排名\n每名: 0.5", "并列: 跳过\n", Fraction(11)),  # the first place counts twice
        ("算法: 排名\n每名百分比: 25", "并列: 跳过\n", Fraction(6)),
        ("算法: 排名\n每名: 100", "", Fraction(0)),
        ("算法: 排名\n每名: 0.5\n方向: 低", "", Fraction(23, 2)),
        (f"算法: 排名\n{PLACES}", "", Fraction(12)),
        (f"算法: 排名\n{PLACES}", "并列: 跳过\n", Fraction(7)),
        ("算法: 功效系数", "", ((THIRD - 50) / 30 * 40 + 60) / 100 * 12),
        ("算法: 功效系数\n底分: 0", "", (THIRD - 50) / 30 * 12),
    ],
)
def test_among_others(rule: str, more: str, mark: Fraction) -> None:
    assert marked(rule, *OTHERS, more=more).mark == mark


def test_a_rank_needs_the_others() -> None:
    for rule in ("算法: 排名\n每名: 1", "算法: 功效系数"):
        assert marked(rule).mark is None
        assert "其他县区" in marked(rule).why
        assert marked(rule, *OTHERS, other("丁县", None)).mark is None
        # What others did elsewhere says nothing.
        assert marked(rule, other("甲县", 80, "别的")).mark is None


def test_only_the_own_group_is_compared() -> None:
    grouped = [one._replace(group="一组" if one.region == "丙县" else "二组") for one in OTHERS]
    assert marked("算法: 排名\n每名: 1", *grouped, more="分组: 一组\n").mark == 12


def test_nothing_to_measure_is_as_the_rules_say() -> None:
    rest: Any = {"records": (project("A", "投产=1", invest="1"),)}
    left = marked("算法: 比例", **rest)
    assert (left.counts, left.mark) == (False, None)
    assert marked("算法: 比例\n无项目时: 满分", **rest).mark == 12
    assert marked("算法: 比例", more="无项目时: 零分\n", **rest).mark == 0


def test_a_county_is_not_compared_with_itself() -> None:
    assert is_region("民权县", "河南省商丘市民权县") and is_region("民权县", "民权县")
    assert is_region("民权", "民权县") and is_region("民权县", "商丘市 民权")
    for other in ("睢县", "", "民权市", "城关民权县", "商丘市"):
        assert not is_region("民权县", other) and not is_region(other, "民权县")


def test_one_county_in_two_spellings_has_no_place_twice() -> None:
    found = marked("算法: 排名\n每名: 1", *OTHERS, other("商丘市甲县", 80))
    assert found.mark is None and "甲县”“商丘市甲县”是一个地方" in found.why


def test_two_figures_of_the_own_county_are_none() -> None:
    figures = Figures(ledger(*PROJECTS), DAY)
    text = "名称: 办法\n指标:\n  - 名称: 绿化\n    分值: 12\n    算法: 比例\n    目标: 100\n"
    rules, _ = read_rules(Source("办法.yaml", text.encode()))
    assert rules
    for values, mark in (((50, 50), 6), ((50, 60), None)):
        rows = [Outside("", "绿化", MeasuredIndicator(Fraction(one), "%")) for one in values]
        assert score(figures, rules, rows).indicators[0].mark == mark


def test_a_report_without_a_figure_is_lacking() -> None:
    said = [*reports("A", m2022_05="1 1 1"), *reports("B", m2022_05="- - -")]
    found = INDICATORS["月调度缺报项目数"](
        Figures(reporting(*PROJECTS, said=said), DAY), IndicatorScope()
    )
    assert found.value == 1


def test_what_is_not_known_is_no_mark() -> None:
    undated = (project("A", "签约=1", "开工=已", invest="10"), *PROJECTS[1:])
    found = marked("算法: 比例", records=undated)
    assert found.mark is None and found.why


def test_the_ledger_goes_first_and_what_it_lacks_comes_from_outside() -> None:
    ours = other("", 99)
    found = marked("算法: 比例", ours)
    assert found.mark == THIRD / 100 * 12
    assert found.measured.beside == ours.measured
    undated = (project("A", "签约=1", "开工=已", invest="10"), *PROJECTS[1:])
    given = marked("算法: 比例", ours, records=undated)
    assert given.mark == Fraction(99 * 12, 100)
    assert given.measured.source == "市通报"


def test_every_measure_answers_for_a_bare_ledger() -> None:
    """Something, or why there is nothing."""
    from sangeyipi.figures.indicators import IndicatorScope

    figures = Figures(ledger(), DAY)
    for name, ask in INDICATORS.items():
        found = ask(figures, IndicatorScope())
        assert found.value is not None or found.why, name


def test_a_rate_by_nothing_is_none() -> None:
    from decimal import Decimal

    assert percentage(Decimal(0), Decimal(0)).nothing


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("算法: 排名", "要写每名"),
        ("算法: 门槛", "要写门槛"),
        ("算法: 比例\n    每名: 1", "不用“每名”"),
        ("算法: 比例\n    分数: 3", "分数"),
        ("算法: 猜", "算法"),
        ("算法: 比例\n    目标: 九成", "目标“九成”写法不对"),
        ("算法: 排名\n    每名: 1\n    每名百分比: 5", "只能写一个"),
    ],
)
def test_rules_at_fault_are_told_with_their_line(line: str, said: str) -> None:
    text = f"名称: 办法\n指标:\n  - 名称: 开工\n    分值: 10\n    {line}\n"
    _, faults = read_rules(Source("办法.yaml", text.encode()))
    assert any(said in one.message for one in faults), faults
    assert all(one.position for one in faults)


def test_points_add_up() -> None:
    text = "名称: 办法\n满分: 100\n指标:\n  - 名称: 开工\n    分值: 10\n    算法: 比例\n"
    (fault,) = read_rules(Source("办法.yaml", text.encode()))[1]
    assert "合计 10 分，满分却是 100 分" in fault.message
