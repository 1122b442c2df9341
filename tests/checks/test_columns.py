"""A month's whole column in 万元: told once, whatever there is to compare a single amount with."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.load import load_files

HEAD = "名称: 示例县台账\n期次:\n  - {期: 1, 日期: 2021-07-10}\n"
USUAL = ("0.01", "0.02", "0.02", "0.03")


def told(root: Path, word: str, months: Mapping[str, tuple[str, ...]]) -> list[str]:
    ids = [f"A-{number}" for number in range(1, 6)]
    projects = "编号,名称\n" + "".join(f"{id},{id}厂\n" for id in ids)
    files = {"ledger.yaml": HEAD, "projects/a.csv": projects}
    for month, amounts in months.items():
        rows = (f"{id},{amount}\n" for id, amount in zip(ids, amounts, strict=False))
        files[f"progress/{month}.csv"] = f"编号,{word}\n" + "".join(rows)
    for name, text in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    found = check(load_files(root))
    return [
        f"{one.place.file} {one.message}" for one in found if one.rule == "investment-unit-slip"
    ]


@pytest.mark.parametrize("word", ["本月完成投资", "累计完成投资", "到位资金累计"])
def test_a_column_in_wan_is_told_once(tmp_path: Path, word: str) -> None:
    months = {"2023-04": USUAL, "2023-05": ("100", "200", "200", "300")}
    (said,) = told(tmp_path, word, months)
    assert said.startswith(f"progress/2023-05.csv 这个月的“{word}”一般是 200 亿元")
    assert "其他月份一般是 0.02 亿元" in said


def test_a_month_among_many(tmp_path: Path) -> None:
    months = {f"2023-{number:02d}": USUAL for number in range(1, 10)}
    months["2023-06"] = ("100", "200", "200", "300")
    (said,) = told(tmp_path, "本月完成投资", months)
    assert said.startswith("progress/2023-06.csv")


@pytest.mark.parametrize(
    "other",
    [
        ("1", "2", "2", "3"),  # a busy month
        ("100", "0.02", "0.02", "0.03"),  # one large project
        ("0", "0", "0", "300"),  # one that reports
        ("39", "39", "39", "39"),
    ],
)
def test_a_month_may_be_large(tmp_path: Path, other: tuple[str, ...]) -> None:
    assert told(tmp_path, "本月完成投资", {"2023-04": USUAL, "2023-05": other}) == []
