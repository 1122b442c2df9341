"""Months without a report: said once of projects under way, where no other rule speaks."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.settled import load_files

CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
STARTED = "  节点:\n    签约: 2021-07-10\n    开工: 2022-12-08\n"


def told(folder: Path, project: str, **months: str) -> list[str]:
    """What is said when A always reports and B in the months given: m2023_03="0.8"."""
    (folder / "projects").mkdir(parents=True)
    (folder / "progress").mkdir()
    (folder / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    records = f"- 编号: A\n  名称: 甲\n- 编号: B\n  名称: 乙\n  在册: {{签约: 1}}\n{project}"
    (folder / "projects/a.yaml").write_text(records, encoding="utf-8")
    for name, said in months.items():
        rows = "编号,累计完成投资\nA,1\n" + (f"B,{said}\n" if said else "")
        file = folder / "progress" / f"{name[1:].replace('_', '-')}.csv"
        file.write_text(rows, encoding="utf-8")
    found = check(load_files(folder), hints=True)
    return [f"{one.rule} {one.message}" for one in found if one.rule.startswith("progress-")]


@pytest.mark.parametrize(
    ("project", "months", "expected"),
    [
        (STARTED, {"m2023_03": "1", "m2023_04": "", "m2023_05": ""}, "2023-04、2023-05 "),
        (STARTED, {"m2023_03": "", "m2023_04": "1"}, "2023-03 "),
        (STARTED, {"m2023_03": "", "m2023_04": ""}, "2023-03、2023-04 "),
        # The month in which it started is not a whole one
        (STARTED, {"m2022_12": "", "m2023_01": "1"}, ""),
        ("  节点:\n    签约: 2021-07-10\n", {"m2023_03": "", "m2023_04": ""}, ""),
        (STARTED + "    投产: 2023-04-02\n", {"m2023_03": "1", "m2023_04": ""}, ""),
        (STARTED + "  调出:\n    日期: 2023-04-02\n", {"m2023_03": "1", "m2023_04": ""}, ""),
        ("  总投资: 1\n" + STARTED, {"m2023_03": "1", "m2023_04": ""}, ""),
        # What nobody reported is told once, by another rule
        (STARTED, {"m2023_03": "1", "m2023_04": "1"}, ""),
    ],
)
def test_who_is_silent(tmp_path: Path, project: str, months: dict[str, str], expected: str) -> None:
    said = f"progress-silent 已经开工，{expected}没有月调度（B 乙）"
    assert told(tmp_path / "l", project, **months) == ([said] if expected else [])


def test_a_gap_and_a_long_silence_are_told_by_their_own_rules(tmp_path: Path) -> None:
    gap = told(tmp_path / "gap", STARTED, m2023_03="1", m2023_04="", m2023_05="1")
    assert [one.split()[0] for one in gap] == ["progress-gap"]
    stale = told(tmp_path / "stale", STARTED, m2023_03="1", m2023_04="", m2023_05="", m2023_06="")
    assert [one.split()[0] for one in stale] == ["progress-stale"]
