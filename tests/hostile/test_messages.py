"""What was typed, found on the disk or said by git cannot steer a terminal through a message."""

from pathlib import Path

import pytest
from conftest import inside

BAD = "x\x1b[31m\u202ey\x07"
CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"


@pytest.mark.parametrize(
    "line",
    [
        ("check", "--ledger", BAD),
        ("check",),
        ("check", "--format", "github"),
        ("summary",),
        ("summary", "--rev", BAD),
        ("summary", "--phase", BAD),
        ("summary", "--out", f"{BAD}/表.csv"),
        ("list", "--unit", BAD),
        ("show", BAD),
        ("diff", BAD),
        ("log", BAD),
        ("chart", BAD),
        ("rules", BAD),
        ("fmt", BAD),
        ("fmt",),
        ("init", BAD, "--name", "甲", "--region", "乙"),
        ("verify", BAD),
        ("export", "--out", BAD, "--month", BAD),
        (BAD,),
        ("check", BAD),
    ],
)
def test_messages_are_inert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, ...]
) -> None:
    (tmp_path / "projects").mkdir()
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    text = "- 编号: A\n  名称: 甲\n  总投资: 2亿\n"
    (tmp_path / "projects" / f"{BAD}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = inside(*line)
    said = result.out.decode() + result.errors
    assert said
    assert not set(said) & set(BAD[1:2] + "\u202e\x07")
