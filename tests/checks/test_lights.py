"""Thresholds as people write them: which can be meant, and which light the wrong projects."""

from datetime import date
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.settled import load_files


def told(root: Path, ledger: str, project: str = "") -> list[Diagnostic]:
    texts = {
        "ledger.yaml": f"名称: 示例\n期次: [{{期: 1, 日期: 2021-07-10}}]\n{ledger}",
        "projects/a.yaml": f"- 编号: A\n  名称: 甲厂\n  总投资: 5\n{project}",
    }
    for name, text in texts.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return check(load_files(root), hints=True)


#: 量, 黄, 红 ("": left out) → what is told.
BANDS = {
    ("序时差", "≥10且<30", "≥30"): "",
    ("序时差", "＞10且≤30", "＞30"): "",
    ("序时差", "10-30", "＞30"): "",
    ("序时差", "", "≥30"): "",
    ("序时差", "＞0", ""): "",
    ("序时差", "10-30", "≥30"): "light-band-overlap",
    ("序时差", "≥10", "≥30"): "light-band-overlap",
    ("序时差", "≥10且<20", "≥30"): "light-band-gap",
    ("序时差", "≥10且<30", "＞30"): "light-band-gap",
    ("序时差", "<30", "≥30"): "light-band-direction",
    ("序时差", "≥-30且<-10", "<-30"): "light-band-direction",
    ("序时差", "≥30", "≥10且<30"): "light-band-direction",
    ("序时差", "≥0.1且<0.3", "≥0.3"): "light-band-scale",
    ("序时差", "≥1", ""): "",
    ("序时差", "", ""): "light-band-empty",
    ("序时差", "＞30且<30", ""): "light-band-empty",
    ("序时比", "≥60且<80", "<60"): "",
    ("序时比", "60-80", "<60%"): "",
    ("序时比", "<80", "<60"): "light-band-overlap",
    ("序时比", "≥70且<80", "<60"): "light-band-gap",
    ("序时比", "<60", "≥60且<80"): "light-band-direction",
    ("序时比", "≥80", "<80"): "light-band-direction",
    ("序时比", "≥0.8且<1", "<0.8"): "light-band-scale",
    ("月计划完成率", "<100", ""): "",
    ("月计划完成率", "<120", ""): "light-band-direction",
    ("逾期月数", "1-2", "≥3"): "",
    ("逾期月数", "≥1且<3", "≥3"): "",
    ("逾期月数", "1-3", "≥3"): "light-band-overlap",
    ("逾期月数", "1-2", "≥4"): "light-band-gap",
    ("逾期月数", "＞1且<2", "≥2"): "light-band-empty",
    ("问题超期", "≥0且<2", "≥2"): "light-band-direction",
    ("问题超期", "≤2", "＞2"): "light-band-direction",
    ("未更新月数", "＞0.5且<2", "≥2"): "",
}


@pytest.mark.parametrize(("quantity", "yellow", "red"), BANDS)
def test_bands(quantity: str, yellow: str, red: str, tmp_path: Path) -> None:
    lines = "".join(f"    {w}: {b}\n" for w, b in (("黄", yellow), ("红", red)) if b)
    found = told(tmp_path, f"红黄灯:\n  - 维度: 进度\n    量: {quantity}\n{lines}")
    expected = BANDS[quantity, yellow, red]
    assert {one.rule.value for one in found} == ({expected} if expected else set()), found


@pytest.mark.parametrize("band", [">30", ">=30", "> 30", ">3", ">0", ">3且<6"])
def test_a_band_that_yaml_takes_for_text_says_how_it_is_written(band: str, tmp_path: Path) -> None:
    (one,) = told(tmp_path, f"红黄灯:\n  - 维度: 进度\n    量: 序时差\n    红: {band}\n")
    assert "≥30" in one.message and "＞30" in one.message and "引号" in one.message


def test_quantities_that_a_band_is_of_are_told_with_the_right_scale(tmp_path: Path) -> None:
    (one,) = told(tmp_path, "红黄灯:\n  - 维度: 进度\n    量: 序时比\n    红: <0.6\n")
    assert one.remedy == "写成 <60"


GUARANTEES = {
    "  纳统:\n    入库:\n": {"empty-value", "statistics-one-of-two"},
    "  要素:\n    用地:\n      已供亩: 50\n": set(),
    "  计划:\n    月计划:\n      2022: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0.2]\n": set(),
    "  计划:\n    年度计划投资:\n      2022: 0.3\n"
    "    月计划:\n      2022: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0.2]\n": set(),
    "  计划:\n    月计划:\n      2022: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, -0.2]\n": {
        "progress-negative"
    },
    "  计划:\n    月计划:\n      2022: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1000, 2000]\n": {
        "amount-ten-times"
    },
    "  计划:\n    月计划:\n      1022: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.1, 0.2]\n": {
        "year-out-of-range"
    },
    "  豁免:\n    原因: 洪水\n    至: 2021-06\n": {"exemption-date"},
    "  豁免:\n    原因: 洪水\n    至: 2023-09\n    维度: 进度\n": {"exemption-unknown-dimension"},
    "  要素:\n    环评: 1999-03\n": {"year-out-of-range"},
}


@pytest.mark.parametrize(
    ("project", "advice"),
    [
        ("  要素:\n    环评: 2022-03\n", "写“办理中”"),
        ("  纳统:\n    入库: 2022-03-05\n", "写“未入库”和原因"),
    ],
)
def test_what_is_still_to_come_is_written_otherwise(
    project: str, advice: str, tmp_path: Path
) -> None:
    assert told(tmp_path, "", project) == []
    (one,) = check(load_files(tmp_path), today=date(2022, 2, 1))
    assert (one.rule.value, advice in one.remedy) == ("fact-in-future", True)


@pytest.mark.parametrize("project", GUARANTEES)
def test_what_a_project_says_of_its_needs(project: str, tmp_path: Path) -> None:
    assert {one.rule.value for one in told(tmp_path, "", project)} == GUARANTEES[project]


def test_financing_in_another_unit_is_told_beside_the_investment(tmp_path: Path) -> None:
    (tmp_path / "finance").mkdir()
    text = "项目,银行,截至,需求,授信\nA,示例银行,2022-03-31,3000,\nA,甲行,2022-03-31,49,\n"
    (tmp_path / "finance" / "a.csv").write_text(text, encoding="utf-8")
    (one,) = told(tmp_path, "")
    assert (one.rule.value, "3000 万元写作 0.3" in one.remedy) == ("amount-ten-times", True)


def test_kinds_joined_by_a_full_width_comma_are_one(tmp_path: Path) -> None:
    one = told(tmp_path, "问题类别: [资金，用地]\n")[0]
    assert one.rule.value == "full-width-punctuation"
