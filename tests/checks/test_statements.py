"""A published scope without a figure proves nothing, and says so."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.model.rule import Rule, Severity
from sangeyipi.store.settled import load_files

CONFIG = "名称: 示例\n期次:\n  - 期: 7\n    日期: 2023-01-01\n"
ROLLUP = "- 期: 7\n  个数: 5\n  截至: 2023-01-31\n"


@pytest.mark.parametrize(
    ("claims", "empty"),
    [
        ("  - 期: 7\n  - 期: 7\n    个数: 5\n", [0]),  # a line typed twice
        ("  - 期: 7\n    个数: 5\n  - 批: 签约\n", [1]),
        ("  - 监管平台: true\n", [0]),
        ("  - {期: 7}\n  - {期: 7, 个数: 5}\n", [0]),
        ("  - 期: 7\n    个数:\n", [0]),
        ("  - 期: 7\n    个数: 5\n", []),
        ("  - 期: 7\n    备注: 通报没有写\n", []),
    ],
)
def test_a_claim_without_a_figure(tmp_path: Path, claims: str, empty: list[int]) -> None:
    statement = f"标题: x\n截至: 2023-01-31\n公布:\n{claims}"
    for folder, text in (("rollups", ROLLUP), ("statements", statement)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    found = check(load_files(tmp_path))
    assert [one.rule for one in found] == [Rule.STATEMENT_EMPTY] * len(empty)
    assert [one.place.path for one in found] == [("公布", index) for index in empty]
    assert Rule.STATEMENT_EMPTY.severity is Severity.WARNING
