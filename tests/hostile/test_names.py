"""Texts that would break a layout, a spreadsheet or a terminal, wherever a table shows them."""

import csv
import io
import json
import subprocess
from pathlib import Path

import pytest
from conftest import LEDGER, PROJECT, Write, inside, told

from sangeyipi.model.document import answer
from sangeyipi.render.width import width

#: What stands in the ledger (a YAML double-quoted text) → what is shown of it.
NAMES = {
    "markup": (r"[bold]红[/bold]", "[bold]红[/bold]"),
    "closing markup": (r"二期[/]", "二期[/]"),
    "unknown markup": (r"园[/二期]", "园[/二期]"),
    "newline": (r"甲\n乙", r"甲\n乙"),
    "carriage return": (r"甲\r乙", r"甲\r乙"),
    "tab": (r"甲\t乙", r"甲\t乙"),
    "NUL": (r"甲\0乙", r"甲\x00乙"),
    "bell and backspace": (r"甲\a\b乙", r"甲\x07\x08乙"),
    "escape": (r"甲\e[31m\e]0;x\a乙", r"甲\x1b[31m\x1b]0;x\x07乙"),
    "C1 control": (r"甲\x9b31m乙", r"甲\x9b31m乙"),
    "bidi override": (r"甲\u202e乙", r"甲\u202e乙"),
    "zero width": (r"甲\u200b\ufeff乙", r"甲\u200b\ufeff乙"),
    "line separator": (r"甲\u2028乙\x85丙", r"甲\u2028乙\x85丙"),
    "emoji": ("\U0001f3ed厂", "\U0001f3ed厂"),
    "emoji family": ("\U0001f468\u200d\U0001f469", "\U0001f468\\u200d\U0001f469"),
    "combining": ("e\u0301甲", "e\u0301甲"),
    "rare Han": ("\U00020bb7野家", "\U00020bb7野家"),
    "pipe": ("甲|乙", "甲|乙"),
    "formula": ("=1+1", "=1+1"),
    "full-width formula": ("＝1+1", "＝1+1"),
    "plus": ("+8613800000000", "+8613800000000"),
    "minus": ("-5", "-5"),
    "at": ("@SUM(A1)", "@SUM(A1)"),
    "percent": ("%PATH% 100%", "%PATH% 100%"),
    "braces": ("{message} {0} %s $x `id`", "{message} {0} %s $x `id`"),
    "html": ("<script>alert(1)</script>&amp;", "<script>alert(1)</script>&amp;"),
    "markdown": ("**粗** _斜_ [链](http://x) `码` # ~", "**粗** _斜_ [链](http://x) `码` # ~"),
    "quotes": (r"甲\"乙,丙", '甲"乙,丙'),
    "backslash": (r"甲\\n乙", r"甲\n乙"),
}
#: Those that `check` refuses today, and that a commit made before may hold.
REFUSED = {
    *("newline", "carriage return", "tab", "NUL", "bell and backspace", "escape", "C1 control"),
    *("bidi override", "line separator"),
}
FORMULA = ("=", "+", "-", "@", "＝")


def _ledger(ledger: Write, written: str) -> Path:
    text = PROJECT.replace("示例产业园", f'"{written}"')
    text += f'  建设单位: "{written}"\n  责任单位: "{written}"\n  备注: "{written}"\n'
    return ledger({"projects/a.yaml": text})


def _shown(root: Path, *arguments: str) -> str:
    """What a command tells of the ledger as it was committed, whatever the rules say now."""
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    subprocess.run(["git", "add", "-A"], cwd=root, check=True)
    who = ("-c", "user.name=z", "-c", "user.email=z@example.com")
    commit = ["git", *who, "commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(commit, cwd=root, check=True)
    result = inside(*arguments, "--ledger", root, "--rev", "HEAD")
    assert result.code == 0, result.errors
    return result.text


@pytest.mark.parametrize("name", NAMES)
def test_what_check_says_of_it(ledger: Write, name: str) -> None:
    result = inside("check", "--ledger", _ledger(ledger, NAMES[name][0]))
    refused = name in REFUSED or any(one in name for one in ("zero", "family", "formula"))
    assert result.code == (1 if refused else 0)
    assert ("text-control" in result.text) == (name in REFUSED)


@pytest.mark.parametrize("name", NAMES)
def test_a_text_table_stays_a_table(ledger: Write, name: str) -> None:
    written, shown = NAMES[name]
    root = _ledger(ledger, written)
    for line in ("list", "summary --by unit"):
        page = _shown(root, *line.split())
        assert shown in page
        assert all(char.isprintable() or char in "\n\u3000" for char in page)
        rule = next(text for text in page.splitlines() if text.startswith("---"))
        row = next(text for text in page.splitlines() if shown in text)
        # The cell after the name starts where the heading's rule says it does.
        column = 2 if line == "list" else 0
        start = sum(len(dashes) + 2 for dashes in rule.split()[: column + 1])
        before = row[: row.index(shown) + len(shown)]
        assert width(before) <= start - 2
    # The number of pytest's folder may look like the name.
    project = _shown(root, "show", "A-1").replace(str(root), "")
    assert project.count(shown) == 5


@pytest.mark.parametrize("name", NAMES)
def test_csv_is_rectangular_and_no_formula(ledger: Write, name: str) -> None:
    written, shown = NAMES[name]
    root = _ledger(ledger, written)
    rows = list(csv.reader(io.StringIO(_shown(root, "list", "--format", "csv"))))
    assert [rows[0][2], rows[0][4], rows[0][-1]] == ["名称", "总投资", "监管平台"]
    assert {len(row) for row in rows} == {len(rows[0])}
    guard = "'" if shown.startswith(FORMULA) else ""
    assert rows[1][2] == guard + shown
    assert rows[1][4] == "12.5"


@pytest.mark.parametrize("name", NAMES)
def test_markdown_keeps_its_columns(ledger: Write, name: str) -> None:
    root = _ledger(ledger, NAMES[name][0])
    page = _shown(root, "list", "--format", "md")
    (row,) = [line for line in page.splitlines() if "A-1" in line]
    assert row.replace("\\\\", "").replace("\\|", "").count("|") == 9
    assert "<script>" not in page.replace("\\<", "")


@pytest.mark.parametrize("name", NAMES)
def test_json_is_exact(ledger: Write, name: str) -> None:
    import yaml

    written = NAMES[name][0]
    root = _ledger(ledger, written)
    document = json.loads(_shown(root, "list", "--format", "json"))
    assert document["tables"][0]["rows"][0]["name"] == yaml.safe_load(f'"{written}"')


@pytest.mark.parametrize("name", NAMES)
def test_a_diagnostic_about_it(ledger: Write, name: str) -> None:
    text = PROJECT.replace("示例产业园", f'"{NAMES[name][0]}"').replace("2021-10-08", "2021-01-01")
    root = ledger({"projects/a.yaml": text})
    for form in ("text", "json", "sarif"):
        result = inside("check", "--ledger", root, "--format", form)
        assert result.code == 1
        assert "milestone-out-of-order" in result.text
        assert all(char.isprintable() or char == "\n" for char in result.text) or form != "text"
    json.loads(inside("check", "--ledger", root, "--format", "json").out)
    # One annotation a line: a newline in a name must not make a command of its own.
    annotations = inside("check", "--ledger", root, "--format", "github").text
    assert all(
        line.startswith(("::error ", "::warning ")) for line in annotations.split("\n") if line
    )


def test_github_annotations_are_inert(ledger: Write) -> None:
    text = PROJECT.replace("示例产业园", r'"甲\e[31m乙"').replace("2021-10-08", "2021-01-01")
    root = ledger({"projects/a.yaml": text})
    assert b"\x1b" not in inside("check", "--ledger", root, "--format", "github").out


def test_github_does_not_obey_a_name(ledger: Write) -> None:
    text = PROJECT.replace("示例产业园", r'"甲\n::set-output name=x::y"')
    root = ledger({"projects/a.yaml": text.replace("2021-10-08", "2021-01-01")})
    out = inside("check", "--ledger", root, "--format", "github").text
    assert "\n::set-output" not in out
    assert "%0A" in out


@pytest.mark.parametrize("form", ["md", "csv"])
@pytest.mark.parametrize("line", ["summary --phase 1", "show A-1"])
def test_a_title_is_inert(ledger: Write, form: str, line: str) -> None:
    root = ledger(
        {
            "ledger.yaml": LEDGER.replace("地区: 示例县", r'地区: "甲\e[31m\n乙"'),
            "projects/a.yaml": PROJECT.replace("示例产业园", r'"甲\e[31m\n乙"'),
        }
    )
    page = _shown(root, *line.split(), "--format", form)
    assert "\x1b" not in page
    assert all(char.isprintable() or char in "\n\u3000" for char in page)


def test_a_hostile_ledger_name_and_notice(ledger: Write) -> None:
    text = LEDGER.replace("示例县项目台账", r'"=1\e[1m"').replace(
        "地区: 示例县", r'声明: "[/]\n<b>"'
    )
    root = ledger({"ledger.yaml": text, "projects/a.yaml": PROJECT})
    page = _shown(root, "summary", "--phase", "1")
    assert r"注2：[/]\n<b>" in page
    assert json.loads(_shown(root, "list", "--format", "json"))["ledger"] == "=1\x1b[1m"


def test_negative_numbers_stay_numbers() -> None:
    from decimal import Decimal

    from sangeyipi.model.table import Column, Kind, Row, Table
    from sangeyipi.render.csv import to_csv

    columns = (Column("a", "甲"), Column("b", "乙", Kind.AMOUNT), Column("c", "丙", Kind.COUNT))
    table = Table(
        "x", "-题", columns, (Row({"a": "-5", "b": Decimal("-1.50"), "c": -3}),), ("=注",)
    )
    assert to_csv(answer([table], "")) == "表,甲,乙,丙\n'-题,'-5,-1.5,-3\n注,'=注,,\n"


def test_a_name_of_100000_characters(ledger: Write) -> None:
    name = "长" * 100_000
    root = ledger({"projects/a.yaml": PROJECT.replace("示例产业园", name)})
    for form in ("table", "md", "csv", "json"):
        assert name in told("list", "--format", form, "--ledger", root)
