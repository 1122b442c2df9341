"""The same ledger in CSV: the same model, the same rules, and row and column named."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import DEMO, LEDGER, Sgyp, Write, inside, told

from sangeyipi.store.settled import load_files

HEADER = "编号,名称,总投资,在册.签约,节点.签约\n"
ROW = "A-1,示例产业园,12.5,1,2021-07-10\n"


def _flat(record: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, dict):
            flat.update({f"{key}.{inner}": text for inner, text in _flat(value).items()})
        elif isinstance(value, list):
            flat[key] = " ".join(value)  # the twelve amounts of a 月计划, in one cell
        else:
            flat[key] = value
    return flat


def _to_csv(path: Path, ending: str = "\n", mark: bool = False) -> None:
    """Rewrite a YAML file of records as CSV beside it, as a spreadsheet would."""
    records = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    rows = [_flat(record) for record in records]
    header = list(dict.fromkeys(key for row in rows for key in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, header, lineterminator=ending)
    writer.writeheader()
    writer.writerows(rows)
    data = out.getvalue().encode("utf-8-sig" if mark else "utf-8")
    path.with_suffix(".csv").write_bytes(data)
    path.unlink()


@pytest.mark.parametrize(("ending", "mark"), [("\n", False), ("\r\n", True)])
def test_the_demo_in_csv_is_the_demo(demo_copy: Path, ending: str, mark: bool) -> None:
    before = load_files(DEMO)
    for path in (demo_copy / "projects").glob("*.yaml"):
        _to_csv(path, ending, mark)
    after = load_files(demo_copy)
    assert before.ledger is not None
    assert after.ledger is not None
    assert not after.diagnostics
    assert after.ledger == before.ledger
    assert len(after.ledger.projects) == 157


def test_and_its_tables_are_the_same_bytes(sgyp: Sgyp, demo_copy: Path) -> None:
    for path in (demo_copy / "projects").glob("*.yaml"):
        _to_csv(path, "\r\n", mark=True)
    for line in ("summary --format json", "list", "summary --by unit --format csv"):
        assert told(*line.split(), "--ledger", demo_copy) == told(*line.split(), "--ledger", DEMO)
    assert sgyp.fine("check", "--ledger", demo_copy) == told("check", "--ledger", DEMO)


def test_rollups_in_csv(data_copy: Path) -> None:
    before = load_files(data_copy).ledger
    for path in (data_copy / "rollups").glob("*.yaml"):
        _to_csv(path)
    after = load_files(data_copy).ledger
    assert before is not None
    assert after is not None
    assert after.rollups == before.rollups
    assert inside("check", "--strict", "--ledger", data_copy).code == 0


#: content → rule, place, words.
WRONG: dict[str, tuple[str, str, list[str]]] = {
    "an empty file": ("", "a.csv:1:1", ["csv-header", "没有表头"]),
    "a column twice": ("编号,编号\nA,B\n", "a.csv:1:1", ["csv-header", "“编号”出现了两次"]),
    "a column without a name": ("编号,\nA,B\n", "a.csv:1:1", ["csv-header", "第 2 列"]),
    "both forms": ("编号,在册,在册.签约\nA,1,1\n", "a.csv:1:1", ["csv-header", "不能并存"]),
    "a short row": (HEADER + "A,示例\n", "a.csv:2:1", ["csv-row", "2 格", "5 列"]),
    "a long row": (HEADER + ROW.strip() + ",x\n", "a.csv:2:1", ["csv-row", "6 格"]),
    "half a quote": (HEADER + 'A,"示例,1,1,2021\n', "a.csv", ["csv-row", "引号没有配对"]),
    "a quote in the middle": (HEADER + 'A,"示"例,1,1,2021\n', "a.csv", ["csv-row"]),
    "an unknown column": (
        HEADER.replace("总投资", "总投姿") + ROW,
        "a.csv:1:7",
        ["unknown-key", "是不是“总投资”"],
    ),
    "an unknown batch": (
        HEADER.replace("在册.签约", "在册.签字") + ROW,
        "a.csv:1:11",
        ["unknown-key", "签字"],
    ),
    "a bad amount": (
        HEADER + ROW.replace("12.5", "12.5亿"),
        "a.csv:2:11",
        ["bad-amount", "“总投资”列"],
    ),
    "a bad date": (
        HEADER + ROW.replace("07-10", "02-30"),
        "a.csv:2:18",
        ["bad-date", "“节点.签约”列"],
    ),
    "a missing name": (HEADER + ROW.replace("示例产业园", ""), "a.csv:2:", ["missing-key"]),
    "a semicolon file": (HEADER.replace(",", ";") + ROW.replace(",", ";"), "a.csv:1:1", ["分号"]),
    "a tab file": (HEADER.replace(",", "\t") + ROW.replace(",", "\t"), "a.csv:1:1", ["制表符"]),
    "a cell of 200,000": (HEADER + "A," + "长" * 200_000 + ",1,1,1\n", "a.csv", ["csv-row"]),
    "a group nobody knows": ("编号,名称,甲.乙\nA,n,1\n", "a.csv:1:7", ["unknown-key", "甲"]),
    "a dot and nothing": ("编号,名称,在册.\nA,n,1\n", "a.csv:1:7", ["unknown-key"]),
    "three levels": ("编号,名称,在册.签约.x\nA,n,1\n", "a.csv:1:7", ["unknown-key"]),
    "a value in a group's place": ("编号,名称,在册\nA,n,1\n", "a.csv:1:7", ["unknown-key"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_named(ledger: Write, name: str) -> None:
    content, place, words = WRONG[name]
    root = ledger({"projects/a.csv": content})
    result = inside("check", "--ledger", root)
    assert result.code == 1, result.text
    assert place in result.text
    for word in words:
        assert word in result.text


def test_cells_of_several_lines_keep_the_places(ledger: Write) -> None:
    content = HEADER + 'A,"两\n行",1,1,2021-07-10\nB,示例,1亿,1,2021-07-10\n'
    assert "a.csv:4:6:" in inside("check", "--ledger", ledger({"projects/a.csv": content})).text


def test_blank_rows_and_cells_are_nothing(ledger: Write) -> None:
    content = "\ufeff" + HEADER + "\n" + ROW + ",,,,\n\nA-2,另一个园,,,\n"
    root = ledger({"projects/a.csv": content})
    assert told("check", "--ledger", root).startswith("2 个项目")


def test_yaml_and_csv_side_by_side(ledger: Write) -> None:
    yaml_text = "- 编号: A-1\n  名称: 别的园\n"
    root = ledger({"projects/a.csv": HEADER + ROW, "projects/b.yaml": yaml_text})
    assert "duplicate-id" in inside("check", "--ledger", root).text


def test_a_hostile_csv(ledger: Write) -> None:
    for content in (b"\0" * 1000, b'"' * 100_001, b"," * 50_000, b"\n" * 1_000_000, b"\r" * 1000):
        result = inside("check", "--ledger", ledger({"projects/a.csv": content}))
        assert result.code in (0, 1)
        assert result.text


def test_a_header_and_nothing_else_is_empty(ledger: Write) -> None:
    root = ledger({"projects/a.csv": HEADER})
    assert "empty-ledger" in inside("check", "--ledger", root).text


def test_an_unknown_column_without_rows(ledger: Write) -> None:
    root = ledger({"projects/a.csv": "编号,名称,总投姿\n"})
    assert "总投姿" in inside("check", "--ledger", root).text


def test_many_columns(sgyp: Sgyp, ledger: Write) -> None:
    content = ",".join(["编号", "名称", *(f"列{n}" for n in range(20_000))]) + "\n"
    root = ledger({"ledger.yaml": LEDGER, "projects/a.csv": content})
    # Every column against every other would take 40 s.
    result = sgyp("check", "--ledger", root, seconds=20)
    assert result.code == 1
    assert "另有 19980 列也不认识" in result.text
