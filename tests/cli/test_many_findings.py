"""More findings than anybody reads: people get the gravest, programs all."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import inside

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
