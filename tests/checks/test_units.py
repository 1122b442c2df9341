"""Which names of units are asked about as one, and which are never."""

from pathlib import Path

import pytest
from test_catalogue import write

from sangeyipi.checks.run import check
from sangeyipi.checks.units import ALIKE
from sangeyipi.store.settled import load_files


def told(root: Path, region: str, *units: str) -> list[str]:
    projects = "".join(
        f"- 编号: SL-2021-00{at}\n  名称: 示例{name}\n  责任单位: {unit}\n"
        for at, (unit, name) in enumerate(zip(units, ("机械园", "物流园"), strict=True))
    )
    ledger = f"名称: 台账\n{region and f'地区: {region}'}\n期次:\n  - {{期: 1, 日期: 2021-07-10}}\n"
    write(root, {"projects/第1期.yaml": projects, "ledger.yaml": ledger})
    return [one.message for one in check(load_files(root), hints=True) if one.rule is ALIKE]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("县自然资源局", "民权县自然资源局"),
        ("自然资源局", "河南省商丘市民权县自然资源局"),
        ("民权自然资源局", "商丘市民权县自然资源局"),
        ("县工信局", "民权县工业和信息化局"),
        ("发改委", "民权县发展和改革委员会"),
        ("住建局", "民权县住房和城乡建设局"),
        ("县交通局", "县交通运输局"),
        ("城关镇政府", "民权县城关镇人民政府"),
        ("开发区管委会", "民权县开发区管理委员会"),
        ("县政府办", "民权县人民政府办公室"),
    ],
)
def test_one_unit_in_two_ways(tmp_path: Path, one: str, other: str) -> None:
    (said,) = told(tmp_path, "河南省商丘市民权县", one, other)
    assert f"“{one}”（1 处）" in said and f"“{other}”（1 处）" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市自然资源局", "民权县自然资源局"),
        ("商丘市自然资源局", "民权县自然资源局"),
        ("睢县自然资源局", "民权县自然资源局"),
        ("县税务局", "县税务局稽查局"),
        ("县税务局", "县税务稽查局"),
        ("县公安局", "县公安局交警大队"),
        ("县商务局", "县财政局"),
        ("城关镇政府", "城关回族镇人民政府"),
        ("东城街道办", "东城北街道办"),
        ("民权局", "民权县水利局"),
        ("县教育局", "县体育局"),
        ("县人民政府", "县人民法院"),
        ("第一中学", "第一初级中学"),
    ],
)
def test_two_units(tmp_path: Path, one: str, other: str) -> None:
    assert not told(tmp_path, "河南省商丘市民权县", one, other)


def test_without_a_region(tmp_path: Path) -> None:
    assert told(tmp_path, "", "县工信局", "工业和信息化局")
    assert not told(tmp_path / "b", "", "睢县工信局", "县工信局")
