"""Targets: a share worth aiming at, in per cent."""

from pathlib import Path

import pytest
from test_catalogue import lines, write

from sangeyipi.checks.run import check
from sangeyipi.store.settled import load_files

CONFIG = "名称: 示例\n期次: [{{期: 1, 日期: 2021-07-10}}]\n目标: {{{0}: {1}}}\n"
WORDS = ("签约开工率", "开工投产率", "投产达效率")


def told(root: Path, word: str, target: str, past: bool = False) -> str:
    files = {"ledger.yaml": CONFIG.format(word, target), "projects/a.csv": "编号,名称\nA,甲厂\n"}
    write(root, files)
    loaded = load_files(root)
    return lines(loaded, check(loaded, past=past))


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    ("target", "said"),
    [("0.95", "写 95"), ("1", "写 100"), ("0.855", "写 85.5"), ("0", "删去"), ("1000", "100")],
)
def test_what_nobody_aims_at_is_refused(tmp_path: Path, word: str, target: str, said: str) -> None:
    found = told(tmp_path, word, target)
    assert found.count("\n") == 1 and "错误[bad-rate]" in found and said in found
    assert told(tmp_path, word, target, past=True) == "", "an older commit is as it was"


@pytest.mark.parametrize("target", ["100", "100.0", "99.5", "75", "1.5"])
def test_a_target_is_per_cent(tmp_path: Path, target: str) -> None:
    assert told(tmp_path, WORDS[0], target) == ""
