"""What a large table costs is held to by counts, which are the same on every machine."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from conftest import inside, write_files

from ingest.messes.mess import LEDGER
from sangeyipi.ingest import facts, rows
from sangeyipi.ingest.values import plain as readers
from sangeyipi.model import term
from sangeyipi.render.imports import text

_ROWS = 300
_SHOWN = 200


def test_equal_cells_are_read_once_and_only_what_is_shown_is_laid_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "".join(f"{at},第{at}号园区,{at},工信局,是\n" for at in range(1, _ROWS + 1))
    head = "序号,项目名称,总投资（亿元）,责任单位,是否纳入监管平台\n"
    files = {"县/ledger.yaml": LEDGER, "第八期开工.csv": head + told}
    folder = write_files(tmp_path, files)
    read: Counter[str] = Counter()
    shown: list[Any] = []
    plain, whole = readers.plain, text._whole

    def counted(cell: Any, path: Any) -> Any:
        read[path[0]] += 1
        return plain(cell, path)

    def laid_out(one: Any) -> Any:
        shown.append(one)
        return whole(one)

    monkeypatch.setattr(rows, "plain", counted)
    monkeypatch.setattr(facts, "plain", counted)
    monkeypatch.setattr(text, "_whole", laid_out)
    result = inside("import", folder / "第八期开工.csv", "--ledger", folder / "县").out.decode()
    assert f"新增 {_ROWS} 个项目" in result
    assert f"另有 {_ROWS - _SHOWN} 个没有列出" in result
    # Names are plainly written, so that nobody is even asked what they say.
    assert read == {term.UNIT: 1, term.PLATFORM: 1}
    assert len(shown) == _SHOWN
