"""`sgyp score` on the demo county, mark by mark, beside an oracle that reads the files itself.

The example, and rules that go each way of marking at its ends.
"""

import json
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from conftest import DEMO, ROOT, inside

from . import score_oracle as oracle
from .county_oracle import County, Row
from .ranks_oracle import Part

SCORE = ROOT / "examples" / "score"
#: One day within a month; by the last one two projects owe their reports.
DAYS = [date(2022, 6, 30), date(2022, 12, 31), date(2023, 8, 15), date(2023, 10, 31)]
_ENDLESS = Fraction(1, 10**11)

#: Every way, every key of it, every measure; two indicators of a list that nobody stands on.
RULES = """\
名称: 各种算法
指标:
  - {名称: 超额投资, 分值: 7, 算法: 比例, 量: 年度投资完成率, 目标: 序时, 封顶: 105}
  - {名称: 覆盖, 分值: 9, 算法: 比例, 量: 银企对接覆盖率, 目标: 35.5}
  - {名称: 按月过去的, 分值: 9, 算法: 比例, 量: 开工投产率, 目标: 序时, 封顶: 200}
  - {名称: 个数, 分值: 9, 算法: 比例, 目标: 300}
  - {名称: 总投资, 分值: 9, 算法: 比例, 目标: 500.5, 期: 2-4, 批: 开工}
  - {名称: 一期履约, 分值: 9, 算法: 比例, 量: 履约率, 期: 1}
  - {名称: 达到, 分值: 4, 算法: 达标, 量: 投产率, 目标: 68}
  - {名称: 少为好, 分值: 4, 算法: 达标, 量: 超期问题个数, 目标: 9, 方向: 低}
  - 名称: 档
    分值: 6
    算法: 达标
    量: 投产达效率
    档:
      - {范围: ≥46, 得分: 6}
      - {范围: ≥30且<46, 得分: 3.5}
      - {范围: 20-29, 得分: 1}
  - {名称: 每个加分, 分值: 8, 算法: 逐项, 量: 超期问题个数, 每项: 1.5}
  - {名称: 正好, 分值: 4, 算法: 达标, 量: 表扬, 目标: 7}
  - {名称: 每个扣分, 分值: 3, 算法: 逐项, 量: 超期问题个数, 每项: -0.35}
  - 名称: 点
    分值: 10
    算法: 逐点
    量: 签约开工率
    目标: 60
    段:
      - {范围: <100, 每点: -0.3}
      - {范围: 100-120, 每点: 0.2}
      - {范围: ">120", 每点: 0.05}
  - 名称: 点有上限
    分值: 10
    算法: 逐点
    量: 问题满意率
    目标: 45
    段:
      - {范围: <100, 每点: -0.3}
      - {范围: 100-120, 每点: 0.2}
      - {范围: ">120", 每点: 0.05}
    增减上限: 4.5
  - {名称: 门, 分值: 5, 算法: 门槛, 量: 投资完成率, 门槛: {二季度: 70, 三季度: 70, 四季度: 75}}
  - 名称: 排名有门槛
    分值: 5
    算法: 排名
    量: 签约率
    每名: 1.5
    门槛: {二季度: 100, 三季度: 99}
  - {名称: 走访, 分值: 5, 算法: 排名, 量: 走访达标率, 每名百分比: 15}
  - {名称: 绿化, 分值: 5, 算法: 排名, 每名: 3}
  - {名称: 投诉, 分值: 5, 算法: 排名, 每名: 1, 方向: 低}
  - 名称: 名次分档
    分值: 5
    算法: 排名
    量: 投诉
    档:
      - {范围: 1, 得分: 5}
      - {范围: 2-3, 得分: 4}
      - {范围: ≥4, 得分: 1}
  - {名称: 系数, 分值: 5, 算法: 功效系数, 量: 开工率, 底分: 0}
  - {名称: 系数低, 分值: 5, 算法: 功效系数, 量: 投诉, 方向: 低}
  - {名称: 无人可比, 分值: 5, 算法: 功效系数, 量: 问题化解率}
  - {名称: 无项目不计, 分值: 5, 算法: 比例, 量: 履约率, 期: 9, 批: 签约}
  - {名称: 无项目满分, 分值: 5, 算法: 比例, 量: 履约率, 期: 9, 无项目时: 满分}
  - {名称: 无项目零分, 分值: 5, 算法: 比例, 量: 履约率, 期: 9, 无项目时: 零分}
加减分:
  - {名称: 扣分, 量: 超期问题个数, 每项: -0.4, 上限: 3}
  - {名称: 表扬, 每项: 0.5}
"""
OUTSIDE = """\
地区,指标,数值,分子,分母,分组,来源
甲县,签约率,100,,,一组,市
乙县,签约率,99,,,一组,市
甲县,走访达标率,60,,,一组,市
乙县,走访达标率,60,,,一组,市
丙县,走访达标率,58.5,,,二组,市
丁县,走访达标率,,1,3,一组,市
云岫县,绿化,40,,,一组,市
甲县,绿化,50,,,一组,市
乙县,绿化,50,,,一组,市
丙县,绿化,45,,,一组,市
丁县,绿化,70,,,二组,市
云岫县,投诉,3,,,一组,市
甲县,投诉,7,,,一组,市
乙县,投诉,1,,,二组,市
丙县,投诉,1,,,一组,市
丁县,投诉,0,,,一组,市
甲县,开工率,,7,11,一组,市
乙县,开工率,99.5,,,一组,市
丙县,开工率,20,,,二组,市
丙县,问题化解率,,,,一组,市
乙县,问题化解率,70,,,一组,市
,表扬,7,,,,市
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, and three files of rules of our own: alone, among their group, ties skipped."""
    made: Path = tmp_path_factory.mktemp("score")
    for name in ("评价办法.yaml", "外部数据.csv"):
        (made / name).write_bytes((SCORE / name).read_bytes())
    own = RULES.replace("", "")
    (made / "各种.yaml").write_text(own, "utf-8")
    (made / "同组.yaml").write_text(own.replace("指标:", "分组: 一组\n指标:", 1), "utf-8")
    (made / "跳过.yaml").write_text(
        own.replace("指标:", "并列: 跳过\n无项目时: 零分\n指标:", 1), "utf-8"
    )
    (made / "数.csv").write_text(OUTSIDE, "utf-8")
    return made


@cache
def county() -> County:
    return County(DEMO)


FILES = {
    "评价办法.yaml": "外部数据.csv",
    "各种.yaml": "数.csv",
    "同组.yaml": "数.csv",
    "跳过.yaml": "数.csv",
}


def same(told: str | None, expected: Fraction | None) -> bool:
    if told is None or expected is None:
        return told is None and expected is None
    return abs(Fraction(told) - expected) < _ENDLESS


def measured(row: Row, measure: oracle.Measure) -> bool:
    """Whether a row shows what it was measured by."""
    if isinstance(measure, Part):
        return (Fraction(row["numerator"]), Fraction(row["denominator"])) == measure
    if isinstance(measure, str):
        return row.get("measure") is None
    return Fraction(row["measure"].rstrip("个亿元")) == measure


def targeted(row: Row, target: Fraction | None) -> bool:
    said = row.get("target")
    if isinstance(said, dict):
        return target is not None and same(_percent(said), target)
    return (said is None and target is None) or Fraction(said or 0) == target


def _percent(rate: Row) -> str:
    return str(Fraction(rate["numerator"]) / Fraction(rate["denominator"]) * 100)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("rules", FILES)
def test_mark_by_mark(folder: Path, rules: str, day: date) -> None:
    given = folder / FILES[rules]
    words = ("score", folder / rules, "--figures", given, "--ledger", DEMO)
    done = inside(*words, "--as-of", str(day), "--format", "json")
    assert done.code == 0, done.errors
    *rows, total = json.loads(done.text)["tables"][0]["rows"]
    card = oracle.Card(folder / rules, given, county(), day)
    lines = card.lines()
    assert [row["indicator"] for row in rows] == [one.name for one in lines]
    for row, line in zip(rows, lines, strict=True):
        assert same(row.get("mark"), line.mark), (row, line)
        assert ("mark" in row) is line.counts, row
        assert measured(row, line.measure), (row, line)
        assert targeted(row, line.target), (row, line)
        # The formula is one that comes to the mark.
        came = oracle.worked_out(row["how"], line.target)
        assert came is None or came == line.mark, (row, line)
    counted = [one for one in lines if one.counts]
    marks = [one.mark for one in counted if one.mark is not None]
    whole = sum(marks, Fraction(0)) if len(marks) == len(counted) else None
    assert same(total["mark"], whole)
    points = {one["名称"]: Fraction(one["分值"]) for one in card.rules["指标"]}
    assert Fraction(total["points"]) == sum(points.get(one.name, 0) for one in counted)
