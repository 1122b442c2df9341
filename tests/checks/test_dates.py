"""Years by a slip of the finger, and plans that no project has."""

from pathlib import Path

import pytest
from test_catalogue import lines, write

from sangeyipi.checks.run import check, has_errors
from sangeyipi.store.settled import load_files

PROJECT = "- 编号: A-1\n  名称: 甲厂\n  总投资: 9\n"
CSV = "编号,名称,总投资"


def told(root: Path, files: dict[str, str], past: bool = False) -> list[str]:
    write(root, {"projects/a.yaml": PROJECT} | files)
    loaded = load_files(root)
    return lines(loaded, check(loaded, past=past)).splitlines()


def config(day: str) -> str:
    return f"名称: 示例\n期次:\n  - {{期: 1, 日期: {day}}}\n  - {{期: 2, 日期: 2022-01-04}}\n"


@pytest.mark.parametrize("slip", ["2204-07-10", "1024-07-10", "1999-12-31", "2101-01-01"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("projects/a.yaml", PROJECT + "  节点: {{签约: 2021-07-10, 开工: {day}}}\n"),
        ("projects/a.yaml", PROJECT + "  节点: {{签约: {day}, 开工: 2022-07-10}}\n"),
        ("projects/a.yaml", PROJECT + "  节点: {{签约: 2021-07-10, 开工: {month}}}\n"),
        ("projects/a.yaml", PROJECT + "  计划: {{开工: {month}, 投产: 2024-01}}\n"),
        ("projects/a.yaml", PROJECT + "  调出: {{日期: {month}}}\n"),
        ("projects/a.yaml", PROJECT + '  计划: {{年度计划投资: {{2023: 1, "{year}": 1}}}}\n'),
        ("projects/b.csv", CSV + ",节点.开工\nB,乙厂,5,{day}\n"),
        ("projects/b.csv", CSV + ",计划.年度计划投资.{year}\nB,乙厂,5,1\n"),
        ("projects/b.csv", CSV + ",调出.日期\nB,乙厂,5,{day}\n"),
        ("rollups/a.yaml", "- {{期: 1, 批: 签约, 个数: 3, 截至: {day}}}\n"),
        ("rollups/a.csv", "期,批,个数,截至\n1,签约,3,{day}\n"),
        ("statements/a.yaml", "标题: 通报\n截至: {day}\n"),
        ("progress/{month}.csv", "编号,累计完成投资\nA-1,0.5\n"),
    ],
)
def test_a_year_that_only_a_slip_gives_is_an_error_told_once(
    tmp_path: Path, name: str, text: str, slip: str
) -> None:
    written = {"day": slip, "month": slip[:7], "year": slip[:4]}
    found = told(tmp_path, {name.format(**written): text.format(**written)})
    assert len(found) == 1, found
    assert "错误[year-out-of-range]" in found[0] and slip[:4] in found[0]


@pytest.mark.parametrize("day", ["1021-07-10", "2201-07-10"])
def test_a_phase_too(tmp_path: Path, day: str) -> None:
    found = told(tmp_path, {"ledger.yaml": config(day)})
    assert len(found) == 1 and "year-out-of-range" in found[0]


@pytest.mark.parametrize("day", ["2000-01-01", "2100-12-31", "2000-01", "2100-12"])
def test_years_of_a_ledger_are_fine(tmp_path: Path, day: str) -> None:
    assert told(tmp_path, {"projects/a.yaml": PROJECT + f"  节点: {{签约: {day}}}\n"}) == []


def test_a_commit_made_before_the_rule_keeps_the_errors_it_had(tmp_path: Path) -> None:
    text = PROJECT + "  节点: {签约: 2204-07, 开工: 2023-07}\n"
    assert len(told(tmp_path, {"projects/a.yaml": text})) == 1
    assert any("milestone-out-of-order" in one for one in told(tmp_path, {}, past=True)) is False
    found = told(tmp_path, {"projects/a.yaml": text}, past=True)
    assert any("milestone-out-of-order" in one for one in found)
    write(tmp_path, {"projects/a.yaml": PROJECT + "  节点: {签约: 1024-07}\n"})
    assert not has_errors(check(load_files(tmp_path), past=True), past=True)


FAR = [
    ("  节点: {签约: 2021-07-10}\n  计划: {开工: 2042-03}\n", True),
    ("  节点: {签约: 2021-07-10}\n  计划: {开工: 2036-07}\n", False),
    ("  节点: {签约: 2021-07-10}\n  计划: {开工: 2036-08}\n", True),
    ("  在册: {签约: 2}\n  计划: {开工: 2037-02}\n", True),
    ("  在册: {签约: 2}\n  计划: {开工: 2036-10}\n", False),
    ("  计划: {开工: 2042-03}\n", True),
    ("  节点: {签约: 已}\n  计划: {开工: 2042-03}\n", True),
    ("  计划: {签约: 2002-03}\n", True),
    ("  计划: {年度计划投资: {2021: 1, 2022: 1, 2032: 1}}\n", True),
    ("  计划: {年度计划投资: {2021: 1, 2026: 1}}\n", False),
    ("  计划: {年度计划投资: {2021: 1, 2027: 1}}\n", True),
    ("  计划: {年度计划投资: {2012: 1, 2021: 1, 2022: 1}}\n", True),
    ("  计划: {年度计划投资: {2041: 1}}\n", True),
    ("  计划: {年度计划投资: {2023: 1}}\n", False),
]


@pytest.mark.parametrize(("facts", "far"), FAR)
def test_plans_far_from_what_is_known(tmp_path: Path, facts: str, far: bool) -> None:
    found = told(tmp_path, {"projects/a.yaml": PROJECT + facts})
    assert len(found) == far, found
    assert all("警告[plan-far-away]" in one for one in found)


def test_the_year_that_is_named_is_the_odd_one(tmp_path: Path) -> None:
    late = "  计划: {年度计划投资: {2021: 1, 2022: 1, 2032: 1}}\n"
    (found,) = told(tmp_path, {"projects/a.yaml": PROJECT + late})
    assert "写到了 2032 年，与 2022 年相隔 10 年" in found
    early = "  计划: {年度计划投资: {2012: 1, 2021: 1, 2022: 1}}\n"
    (found,) = told(tmp_path, {"projects/a.yaml": PROJECT + early})
    assert "写到了 2012 年，与 2021 年相隔 9 年" in found


@pytest.mark.parametrize(
    ("plan", "rules"),
    [
        ("{投产: 2037-12}", []),  # 15 years at most, by any reckoning
        ("{投产: 2038-01}", ["plan-far-away"]),
        ("{年度计划投资: {2023: 1, 2028: 1}}", []),
        ("{年度计划投资: {2023: 1, 2029: 1}}", ["plan-far-away"]),
        ("{投产: 2204-07}", ["year-out-of-range"]),
        ("{年度计划投资: {2204: 1}}", ["year-out-of-range"]),
    ],
)
def test_one_date_among_many_projects_is_not_overlooked(
    tmp_path: Path, plan: str, rules: list[str]
) -> None:
    """What is true of all dates together is asked first, each project only where it is not."""
    sound = "  节点: {签约: 2022-12-01}\n  计划: {投产: 2024-06}\n"
    records = [f"- 编号: P{n}\n  名称: 甲{n}\n{sound}" for n in range(30)]
    records[17] = records[17].replace("{投产: 2024-06}", plan)
    config = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2023-01-10\n"
    (tmp_path / "ledger.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects" / "a.yaml").write_text("".join(records), encoding="utf-8")
    found = check(load_files(tmp_path))
    assert [one.rule.value for one in found] == rules
