"""How a 编号 is spelled: to a reader, a shell and a spreadsheet."""

import sys
import unicodedata
from pathlib import Path

import pytest

from sangeyipi.checks.ids import folded_id
from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.settled import load_files

OURS = {"duplicate-id", "similar-id", "unsafe-id", "mangled-id", "odd-id"}


def found(root: Path, ids: list[str], form: str, reported: str = "") -> list[Diagnostic]:
    names = [(id, f"工程{chr(0x4E00 + i)}") for i, id in enumerate(ids)]
    rows = "".join(f'"{id.replace(chr(34), chr(34) * 2)}",{name}\n' for id, name in names)
    records = "".join(
        f"- 编号: '{id.replace(chr(39), chr(39) * 2)}'\n  名称: {n}\n" for id, n in names
    )
    files = {"ledger.yaml": "名称: 示例\n期次: []\n"}
    files |= (
        {"projects/a.csv": f"编号,名称\n{rows}"} if form == "csv" else {"projects/a.yaml": records}
    )
    if reported:
        files["progress/2023-05.csv"] = f"编号,本月完成投资\n{reported},1\n"
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode())
    return check(load_files(root), strict=True)


def rules(root: Path, ids: list[str], form: str = "yaml") -> list[str]:
    return [one.rule.value for one in found(root, ids, form) if one.rule.value in OURS]


SAME = ["a-1", "Ａ-1", "A–1", "A—1", "A−1", "A－1", "A‐1", "A‑1", "A﹣1", "A-１", "ａ﹘１"]


@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("other", SAME)
def test_two_that_nobody_tells_apart(other: str, form: str, tmp_path: Path) -> None:
    assert rules(tmp_path, ["A-1", "B-2", other], form) == ["similar-id"]


@pytest.mark.parametrize("other", SAME)
def test_a_report_of_such_a_one_is_told_whose_it_is(other: str, tmp_path: Path) -> None:
    told = [d for d in found(tmp_path, ["A-1", "A-11"], "yaml", other) if "progress" in d.rule]
    assert [one.rule.value for one in told] == ["progress-unknown-project"]
    assert "改成“A-1”" in told[0].remedy


def test_others_are_not_the_same(tmp_path: Path) -> None:
    assert rules(tmp_path, ["A-1", "A1", "A-11", "A_1", "A.1", "B-1", "甲-1", "甲一1"]) == []
    assert rules(tmp_path / "b", ["A-1", "A-1"]) == ["duplicate-id"]


def test_every_dash_is_one() -> None:
    dashes = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) == "Pd"]
    # A later Unicode may have more.
    assert sum(folded_id(f"A{dash}1") == "a-1" for dash in [*dashes, "\u2212"]) >= 26


@pytest.mark.parametrize("form", ["yaml", "csv"])
@pytest.mark.parametrize("char", list("$&<>()*?~!`'\"\\"))
def test_what_a_shell_gives_meaning(char: str, form: str, tmp_path: Path) -> None:
    assert rules(tmp_path, [f"A{char}1"], form) == ["unsafe-id"]


def test_a_leading_dash_and_what_has_no_meaning(tmp_path: Path) -> None:
    assert rules(tmp_path, ["-A1"]) == ["unsafe-id"]
    fine = ["A-1", "A[1]", "〔2023〕1号", "A（1）", "A#1", "A.1", "A_1", "A/1", "A:1", "A+1", "A％"]
    assert rules(tmp_path, fine) == []


@pytest.mark.parametrize("id", ["2.02E+08", "2E+08", "2.02301E+11", "2.02e+08"])
@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_a_number_that_was_too_long(id: str, form: str, tmp_path: Path) -> None:
    assert rules(tmp_path, [id, "SL-1"], form) == ["mangled-id"]


def test_a_report_of_such_a_one_is_not_to_be_registered(tmp_path: Path) -> None:
    told = found(tmp_path, ["202100001"], "csv", "2.02E+08")
    (one,) = [one for one in told if one.rule.value == "progress-unknown-project"]
    assert "登记" not in one.remedy and "Excel" in one.remedy


@pytest.mark.parametrize(
    "id", ["45054", "2023-05-08", "2023/5/8", "2023-5", "5月8日", "Jun-23", "8-May", "5/8"]
)
def test_one_that_looks_like_a_date(id: str, tmp_path: Path) -> None:
    assert rules(tmp_path, ["SL-1", "SL-2", id]) == ["odd-id"]
    assert rules(tmp_path / "b", [id]) == []


def test_a_file_of_such_ids_is_right(tmp_path: Path) -> None:
    assert rules(tmp_path, ["10001", "10002", "10003", "10003A"]) == []
    assert rules(tmp_path / "b", ["2023-01", "2023-02", "2023-03"]) == []


@pytest.mark.parametrize(
    "ids",
    [[str(number) for number in range(9996, 10004)], ["1", "2", "10001", "12345"]],
)
@pytest.mark.parametrize("form", ["yaml", "csv"])
def test_running_numbers_come_to_five_digits(ids: list[str], form: str, tmp_path: Path) -> None:
    assert rules(tmp_path, ids, form) == []


def test_a_mangled_one_is_no_example_of_the_others(tmp_path: Path) -> None:
    told = [d for d in found(tmp_path, ["2.02E+08", "45054", "SL-1"], "csv") if d.rule == "odd-id"]
    assert ["SL-1 这样的" in one.message for one in told] == [True]
    assert rules(tmp_path / "b", ["2.02E+08", "45054"]) == ["mangled-id"]


def test_a_file_that_is_mangled_for_the_most_part_is_told_once(tmp_path: Path) -> None:
    assert rules(tmp_path, ["2023-01-02", "2023-01-03", "2023-02-01", "SL-1"]) == ["odd-id"]
    assert rules(tmp_path / "b", ["5月8日", "5月9日", "SL-1"], "csv") == ["odd-id"]
    # A year, a phase and a number, more than a month has days.
    assert rules(tmp_path / "c", ["2023-01-30", "2023-01-31", "2023-01-32", "SL-1"]) == []
    assert rules(tmp_path / "d", ["2023-01", "2023-02", "2023-03", "SL-1"]) == []
