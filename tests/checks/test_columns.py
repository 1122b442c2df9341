"""A month's whole column in 万元: told once, whatever there is to compare a single amount with."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.store.settled import load_files

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


def slips(root: Path, files: Mapping[str, str]) -> list[str]:
    """What is told of units in a ledger of these files."""
    for name, text in {"ledger.yaml": HEAD, **files}.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    found = check(load_files(root), strict=True)
    return [one.message for one in found if one.rule == "investment-unit-slip"]


def projects(*amounts: str) -> str:
    rows = (f"A-{number},{number}厂,{amount}\n" for number, amount in enumerate(amounts))
    return f"编号,名称,总投资\n{''.join(rows)}"


@pytest.mark.parametrize(
    ("amounts", "count"),
    [
        (("500", "650", "999"), "3 个数都"),
        (("300", "300", "300"), "3 个数都"),
        (("299.9999", "300", "300"), "3 个数里有 2 个"),
        (("500", "1200", "999", "0.5"), "4 个数里有 3 个"),
        (("299", "299", "300"), ""),
        (("500", "600"), ""),
        (("500", "500", "20", "30"), ""),
    ],
)
def test_most_projects_are_not_so_large(
    tmp_path: Path, amounts: tuple[str, ...], count: str
) -> None:
    said = slips(tmp_path, {"projects/a.csv": projects(*amounts)})
    assert [one.partition("大得")[0] for one in said] == ([f"“总投资”这一列{count}"] * bool(count))


def test_nor_in_a_file_of_each(tmp_path: Path) -> None:
    files = {
        f"projects/{n}.yaml": f"- {{编号: A-{n}, 名称: {n}厂, 总投资: 600}}\n" for n in range(4)
    }
    (said,) = slips(tmp_path, files)
    assert said.startswith("各个文件里的“总投资”4 个数都大得不寻常，如 600 亿元")
    few = {
        f"projects/b{n}.yaml": f"- {{编号: B-{n}, 名称: 乙{n}厂, 总投资: 6}}\n" for n in range(4)
    }
    assert slips(tmp_path, files | few) == []


def test_nor_what_they_report_of_no_known_total(tmp_path: Path) -> None:
    rows = "".join(f"A-{n},{n}厂\n" for n in range(4))
    reports = "".join(f"A-{n},{500 + n}\n" for n in range(4))
    files = {
        "projects/a.csv": f"编号,名称\n{rows}",
        "progress/2021-08.csv": f"编号,累计完成投资\n{reports}",
    }
    (said,) = slips(tmp_path, files)
    assert said.startswith("“累计完成投资”这一列4 个数都大得不寻常")


@pytest.mark.parametrize(
    ("count", "investment", "told"),
    [(3, "2700", True), (3, "899.9999", False), (2, "1800", False), (2, "2000", True)],
)
def test_nor_the_average_of_a_total(
    tmp_path: Path, count: int, investment: str, told: bool
) -> None:
    rollup = f"- {{期: 1, 批: 签约, 个数: {count}, 总投资: {investment}, 截至: 2021-08-31}}\n"
    assert bool(slips(tmp_path, {"rollups/a.yaml": rollup})) is told
