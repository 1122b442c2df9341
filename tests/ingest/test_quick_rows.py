"""Property: rows that are read by columns say what each of their cells says by itself."""

import re
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path as File

import pytest
from conftest import inside, write_files
from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.messes.mess import LEDGER
from sangeyipi.compare.fields import Path
from sangeyipi.ingest import columns, future, listing, rows
from sangeyipi.ingest.facts import Gathered
from sangeyipi.ingest.finding import body

_HEAD = ["序号", "项目名称", "建设单位", "总投资（万元）", "开工时间", "责任单位", "项目代码", "批"]
_NAMES = "甲产业园|乙 厂|合计|其中：丙|一、先进制造业（2项）|同上|项目名称|12|丁园（已取消）||（1）"
_VALUES = (
    ["1", "2", "3", "1.1", "（1）", "一", "合计", ""],
    [
        *_NAMES.split("|"),
        "示例县第八期先进制造业产业园建设项目",
        "示例县第八期项目工程名称 Project",
    ],
    ["甲公司", "乙\n公司", "—", "同上", "无", "ａ公司"],
    ["1200", "12.5", "0", "-3", "约5", "3亿元", "", "=1", "100000"],
    ["2023-05-06", "2023.6", "待定", "2024年6月底前", "", "45052", "2023-08-01", "2023-09"],
    ["工信局", " 住建局", "/"],
    ["2304-411082-04-01-000001", "X 1", "1.2E+14", ""],
    ["开工", "", "签约", "投产项目"],
)
_ROW = st.tuples(*map(st.sampled_from, _VALUES)).map(list)
_SIZES = st.sampled_from((len(_HEAD), len(_HEAD) - 1))


def _told(path: File, ledger: File) -> list[str]:
    asked = ("--ledger", ledger, "--as-of", "2023-06-30", "--keep-unmapped")
    return [inside("import", path, *asked, "--format", form).text for form in ("text", "json")]


def _later(rows: Mapping[int, Gathered], day: date) -> dict[int, list[Path]]:
    late = {number: future._late(found, day) for number, found in rows.items()}
    return {number: [one.path for one in told] for number, told in late.items() if told}


@settings(max_examples=20)
@given(st.lists(_ROW, min_size=1, max_size=9), _SIZES)
@example([[str(at), f"示例{at}产业园", *(one[0] for one in _VALUES[2:])] for at in range(1, 9)], 7)
def test_rows_by_columns_and_cell_by_cell(made: list[list[str]], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        ledger = write_files(File(folder) / "县", {"ledger.yaml": LEDGER})
        path = File(folder) / "第八期开工.csv"
        lines = (",".join(f'"{one}"' for one in row[:size]) for row in [_HEAD, *made])
        path.write_text("\n".join(lines), encoding="utf-8")
        quick = _told(path, ledger)
        patch.setattr(body, "usual_rows", lambda lines, layout: ())
        patch.setattr(rows.Speaking, "together", lambda self, cells: None)
        patch.setattr(listing, "_on_one", lambda found, setting: False)
        patch.setattr(future, "_later", _later)
        assert _told(path, ledger) == quick


@given(st.text("项目工程名称三个一批甲乙a1（(*①注 ／/、．:ﬃ", max_size=18))
def test_a_heading_of_names_is_known_whatever_its_length(text: str) -> None:
    quick = columns.is_name(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "_UNMARKED", re.compile("(?!)"))
        assert columns.is_name(text) == quick
