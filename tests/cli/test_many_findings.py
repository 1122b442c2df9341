"""More findings than anybody reads: people get the gravest, programs the first of each rule.

Whatever is shown, the numbers that are told are exact, and memory is bounded.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import inside

from sangeyipi.compare.comparison import compare_loaded
from sangeyipi.store.settled import load_files

CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
MORE = "只列出前 200 处，另有 {}没有列出（先改这些；要看全部，用 sgyp check --format json）。"


@pytest.fixture(params=["csv", "yaml"])
def faulty(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """350 rows with an error each, after 100 that only give a warning."""
    root = tmp_path / "data"
    (root / "projects").mkdir(parents=True)
    (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    amounts = ["10000000"] * 100 + ["5亿"] * 350
    if request.param == "csv":
        rows = [f"P{n},甲{n},{amount}\n" for n, amount in enumerate(amounts)]
        text = "编号,名称,总投资\n" + "".join(rows)
    else:
        text = "".join(
            f"- 编号: P{n}\n  名称: 甲{n}\n  总投资: {amount}\n" for n, amount in enumerate(amounts)
        )
    (root / "projects" / f"a.{request.param}").write_text(text, encoding="utf-8")
    return root


def severities(text: str) -> Iterator[str]:
    for line in text.splitlines():
        for word in ("错误[", "警告["):
            if f": {word}" in line:
                yield word[:2]


def totals(faulty: Path) -> tuple[int, int]:
    """Errors and warnings, as programs are told of them."""
    found = json.loads(inside("check", "--format", "json", "--ledger", faulty).out)["diagnostics"]
    errors = sum(one["severity"] == "error" for one in found)
    return errors, sum(one["severity"] == "warning" for one in found)


def test_people_are_told_the_gravest_and_how_many_more(faulty: Path) -> None:
    errors, warnings = totals(faulty)
    assert errors >= 350
    result = inside("check", "--ledger", faulty)
    assert result.code == 1
    said = result.out.decode()
    assert list(severities(said)) == ["错误"] * 200
    left = f"{errors - 200} 处错误" + (f"、{warnings} 处警告" if warnings else "")
    assert said.splitlines()[-2] == MORE.format(left)
    assert said.splitlines()[-1].startswith(f"{errors} 处错误，{warnings} 处警告。")


def test_they_are_the_first_and_in_order(faulty: Path) -> None:
    found = json.loads(inside("check", "--format", "json", "--ledger", faulty).out)["diagnostics"]
    lines = [one["line"] for one in found if one["severity"] == "error"][:200]
    said = inside("check", "--ledger", faulty).out.decode()
    shown = [int(line.split(":")[-4]) for line in said.splitlines() if ": 错误[" in line]
    assert shown == lines


def test_annotations_are_for_people_too(faulty: Path) -> None:
    errors, _ = totals(faulty)
    lines = inside("check", "--format", "github", "--ledger", faulty).out.decode().splitlines()
    assert len(lines) == 201
    assert lines[0].startswith(f"::notice title=sgyp::只列出前 200 处，另有 {errors - 200} 处错误")
    assert all(line.startswith("::error file=") for line in lines[1:])


def test_sarif_has_all(faulty: Path) -> None:
    errors, warnings = totals(faulty)
    found = json.loads(inside("check", "--format", "sarif", "--ledger", faulty).out)
    assert len(found["runs"][0]["results"]) == errors + warnings


@pytest.mark.parametrize("command", ["summary", "list", "fmt"])
def test_every_command_that_refuses(faulty: Path, command: str) -> None:
    result = inside(command, "--ledger", faulty)
    assert result.code == 1
    assert list(severities(result.errors)) == ["错误"] * 200
    assert "只列出前 200 处，另有 " in result.errors


def test_a_comparison_that_is_refused(faulty: Path, tmp_path: Path) -> None:
    result = inside("diff", faulty, faulty)
    assert result.code == 1
    assert list(severities(result.errors)) == ["错误"] * 400  # 200 of each side


def test_few_are_all_told(faulty: Path) -> None:
    (path,) = (faulty / "projects").iterdir()
    text = path.read_text(encoding="utf-8").replace("5亿", "5").replace("10000000", "10")
    path.write_text(text.replace("甲0", "").replace("甲1\n", ""), encoding="utf-8")
    assert "只列出" not in inside("check", "--ledger", faulty).out.decode()


def test_a_message_that_quotes_a_megabyte(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    text = f"- 编号: A\n  名称: 甲\n  总投资: {'亿' * 1_000_000}\n"
    (tmp_path / "projects" / "a.yaml").write_text(text, encoding="utf-8")
    for form in ("text", "github"):
        assert len(inside("check", "--format", form, "--ledger", tmp_path).out.decode()) < 10_000


# --- more than are kept ---------------------------------------------------------------------------


@pytest.fixture(params=["csv", "yaml"])
def flooded(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """1,400 rows with a warning, then 1,250 with an error; in a second file 10 with an error."""
    root = tmp_path / "data"
    (root / "projects").mkdir(parents=True)
    (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    rows = [(f"P{n}", "10", "11") for n in range(1400)]
    rows += [(f"P{n}", "5亿", "1") for n in range(1400, 2650)]
    for name, own in (("p2", rows), ("p10", [(f"Q{n}", "5亿", "1") for n in range(10)])):
        path = root / "projects" / f"{name}.{request.param}"
        path.write_text(written(own, request.param), encoding="utf-8")
    return root


def written(rows: list[tuple[str, str, str]], form: str) -> str:
    if form == "csv":
        cells = "".join(f"{id},甲{id},{amount},{funds}\n" for id, amount, funds in rows)
        return f"编号,名称,总投资,到位资金\n{cells}"
    return "".join(
        f"- 编号: {id}\n  名称: 甲{id}\n  总投资: {amount}\n  到位资金: {funds}\n"
        for id, amount, funds in rows
    )


def test_programs_are_told_how_many_more_of_which_rule_in_which_file(flooded: Path) -> None:
    found = json.loads(inside("check", "--format", "json", "--ledger", flooded).out)
    errors = [one for one in found["diagnostics"] if one["rule"] == "bad-amount"]
    warnings = [one for one in found["diagnostics"] if one["severity"] == "warning"]
    assert (len(errors), len(warnings)) == (1000 + 10, 1000)
    here = errors[0]["file"]
    more = [one for one in found["more"] if one["severity"] != "note"]
    assert sorted(more, key=lambda one: str(one["rule"])) == [
        {"rule": "bad-amount", "severity": "error", "file": here, "count": 250},
        {"rule": warnings[0]["rule"], "severity": "warning", "file": here, "count": 400},
    ]
    # Those that are told are the first ones.
    lines = [one["line"] for one in errors if one["file"] == here]
    assert lines == sorted(lines) and lines[-1] - lines[0] == (
        999 if here.endswith("csv") else 3996
    )


def test_a_flood_of_warnings_hides_no_error_and_every_number_is_exact(flooded: Path) -> None:
    result = inside("check", "--ledger", flooded)
    said = result.out.decode()
    assert result.code == 1
    assert list(severities(said)) == ["错误"] * 200
    assert said.splitlines()[-2] == MORE.format("1060 处错误、1400 处警告")
    assert said.splitlines()[-1].startswith("1260 处错误，1400 处警告。")
    # p2 comes before p10, as everywhere.
    assert "p10" not in said
    # No message only says how many more there are where others can be told.
    assert "没有一一列出" not in said


def test_sarif_says_how_often(flooded: Path) -> None:
    found = json.loads(inside("check", "--format", "sarif", "--ledger", flooded).out)
    results = found["runs"][0]["results"]
    often = {one["ruleId"]: one["occurrenceCount"] for one in results if "occurrenceCount" in one}
    assert sorted(often.values()) == [250, 400] and often["bad-amount"] == 250
    (one,) = (one for one in results if one.get("occurrenceCount") == 250)
    assert one["message"]["text"].startswith(
        "从这里起，这个文件里这一类的还有 250 处，没有一一列出"
    )
    line = one["locations"][0]["physicalLocation"]["region"]["startLine"]
    assert line == (1 + 2400 + 1 if (flooded / "projects/p2.csv").exists() else 2400 * 4 + 3)


@pytest.mark.parametrize("command", ["summary", "list"])
def test_what_refuses_tells_the_same_number(flooded: Path, command: str) -> None:
    assert "台账有 1260 处错误，不出数" in inside(command, "--ledger", flooded).errors


def test_warnings_alone_fail_only_strictly(tmp_path: Path) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    rows = written([(f"P{n}", "10", "11") for n in range(1200)], "csv")
    (tmp_path / "projects" / "a.csv").write_text(rows, encoding="utf-8")
    assert inside("check", "--ledger", tmp_path).code == 0
    result = inside("check", "--strict", "--ledger", tmp_path)
    assert result.code == 1
    assert "没有错误，1200 处警告" in result.out.decode()


def broken(old: Path, new: Path) -> list[tuple[str, str]]:
    """What a comparison says of rules: what is newly broken."""
    found = compare_loaded(load_files(old), load_files(new), ("", "")).rules
    assert not found.kept
    return [(one.rule.value, one.message) for one in found.broken]


def ledger_of(folder: Path, text: str, name: str) -> Path:
    (folder / "projects").mkdir(parents=True)
    (folder / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    (folder / "projects" / name).write_text(text, encoding="utf-8")
    return folder


def test_a_comparison_knows_every_breach_of_the_ledgers_rules(tmp_path: Path) -> None:
    rows = [(f"P{n}", "10", "11") for n in range(1200)]
    old = ledger_of(tmp_path / "old", written(rows, "csv"), "a.csv")
    new = ledger_of(tmp_path / "new", written([("A", "10", "12"), *rows], "csv"), "a.csv")
    ((rule, message),) = broken(old, new)
    assert rule == "funds-exceed-investment" and "A" in message
    assert broken(old, old) == []


def test_a_comparison_says_what_it_did_not_compare(tmp_path: Path) -> None:
    def text(number: int) -> str:
        return "".join(f"- 编号: P{n}\n  名称: 甲{n} 车间 #3\n" for n in range(number))

    old = ledger_of(tmp_path / "old", text(1200), "a.yaml")
    new = ledger_of(tmp_path / "new", text(1201), "a.yaml")
    ((rule, message),) = broken(old, new)
    assert rule == "text-cut"
    assert message == "违反这条规则的原来有 1200 处，现在有 1201 处，太多，没有逐处比较"
    assert broken(old, old) == []


@pytest.mark.parametrize("name", ["csv", "csv-cells", "yaml", "yaml-cut"])
def test_faulty_rows_take_hardly_more_memory_than_sound_ones(tmp_path: Path, name: str) -> None:
    resource = pytest.importorskip("resource")
    assert resource
    rows = range(15_000)
    texts = {
        "csv": ("编号,名称,总投资\n", "P{0},甲{0},{1}\n", "5.5", "5亿"),
        "csv-cells": ("编号,名称,总投资\n", "P{0},甲{0},5.5{1}\n", "", ",1"),
        "yaml": ("", "- {{编号: P{0}, 名称: 甲{0}, 总投资: {1}}}\n", "5.5", "5亿"),
        "yaml-cut": (
            "",
            "- {{编号: P{0}, 名称: 甲{0}}}\n- {{{1}名称: 乙{0}}}\n",
            "编号: Q{0}, ",
            "",
        ),
    }
    head, row, sound, bad = texts[name]
    peaks = {}
    for kind, cell in (("sound", sound), ("bad", bad)):
        root = tmp_path / kind
        (root / "projects").mkdir(parents=True)
        (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
        text = head + "".join(row.format(n, cell.format(n)) for n in rows)
        (root / "projects" / f"a.{name[:4].strip('-')}").write_text(text, encoding="utf-8")
        peaks[kind] = peak("check", "--format", "json", "--ledger", str(root))
    # All of them kept took 12 to 20 MB more.
    assert peaks["bad"] < peaks["sound"] + 7_000, peaks


def peak(*arguments: str) -> int:
    """The most memory that a run takes, in KiB."""
    command = [sys.executable, "-m", "sangeyipi", *arguments]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode in (0, 1)
    return int(used.ru_maxrss) // (1024 if sys.platform == "darwin" else 1)
