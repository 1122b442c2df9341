"""`sgyp score` on the demo county."""

import json
from pathlib import Path

import pytest
from conftest import DATA, DEMO, ROOT, Sgyp

from sangeyipi.figures.indicators import INDICATORS
from sangeyipi.model.declared import keys
from sangeyipi.model.score import Extra, Indicator, Quarter, ScoreRules, Ties, Way, WithoutProjects

RULES = ROOT / "examples" / "score" / "评价办法.yaml"
OUTSIDE = ROOT / "examples" / "score" / "外部数据.csv"


def test_every_step_of_every_mark(sgyp: Sgyp) -> None:
    # Since September two projects no longer report.
    words = ("score", RULES, "--figures", OUTSIDE, "--ledger", DEMO, "--as-of", "2023-08")
    said = sgyp(*words, "--format", "json")
    assert said.code == 0
    (table,) = json.loads(said.text)["tables"]
    rows = {one["indicator"]: one for one in table["rows"]}
    # 72 of 75 on the 签约 lists had come to 履约: 72/75 of ten points.
    assert (rows["签约项目履约"]["numerator"], rows["签约项目履约"]["denominator"]) == ("72", "75")
    assert float(rows["签约项目履约"]["mark"]) == 9.6
    assert float(rows["新签约投资"]["mark"]) == 9.5
    assert float(rows["亿元以上项目占比"]["mark"]) == 7.75
    marks = [float(one["mark"]) for name, one in rows.items() if name != "合计"]
    assert len(marks) == 11
    assert float(rows["合计"]["mark"]) == pytest.approx(sum(marks))
    shown = sgyp(*words).text
    assert "72÷75÷100%×10" in shown and "9.6" in shown


def test_without_the_others_there_is_no_rank_and_no_total(sgyp: Sgyp) -> None:
    (table,) = json.loads(sgyp("score", RULES, "--ledger", DEMO, "--format", "json").text)["tables"]
    rows = {one["indicator"]: one for one in table["rows"]}
    assert rows["新签约投资"]["mark"] is None
    assert rows["合计"]["mark"] is None
    assert any("新签约投资" in note for note in table["notes"])


def test_what_is_wrong_is_told(sgyp: Sgyp, tmp_path: Path) -> None:
    assert "--as-of" in sgyp.refused("score", RULES, "--ledger", DATA)
    gone = sgyp.refused("score", tmp_path / "没有.yaml", "--ledger", DEMO)
    assert "没有文件" in gone and "文件夹" not in gone
    bad = tmp_path / "坏.yaml"
    bad.write_text("名称: 办法\n指标:\n  - 名称: 甲\n    分值: 十\n    算法: 比例\n", "utf-8")
    said = sgyp.refused("score", bad, "--ledger", DEMO)
    assert f"{bad}:4：分数“十”写法不对" in said
    given = tmp_path / "数.csv"
    for text, told in (
        ("地区,指标,数值,来源\n甲县,履约率,很高,市\n", "C2：“很高”不是数"),
        ("地区,指标,数值,来源\n甲县,履约率,80,\n", "D2：要写“来源”"),
        ("地区,指标,数值,来源\n甲县,履约率,80,市\n甲县,履约率,90,市\n", "写了两次"),
        ("地区,指标,数值,来源,备考\n甲县,履约率,80,市,\n", "不认识的列“备考”"),
        ("甲,乙\n1,2\n", "找不到表头"),
    ):
        given.write_text(text, "utf-8")
        assert told in sgyp.refused("score", RULES, "--figures", given, "--ledger", DEMO)


def test_the_page_tells_every_key_way_and_measure() -> None:
    page = (ROOT / "docs" / "评价.md").read_text("utf-8")
    words = [key.word for kind in (ScoreRules, Indicator, Extra) for key in keys(kind).values()]
    for word in (*words, *Way, *Ties, *WithoutProjects, *Quarter, *INDICATORS):
        assert word in page, word


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_table_as_excel_saves_it(sgyp: Sgyp, tmp_path: Path, encoding: str) -> None:
    given = tmp_path / "数.csv"
    given.write_bytes(OUTSIDE.read_text("utf-8").encode(encoding))
    plain = sgyp("score", RULES, "--figures", OUTSIDE, "--ledger", DEMO).text
    assert sgyp("score", RULES, "--figures", given, "--ledger", DEMO).text == plain
