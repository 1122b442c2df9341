"""What is done for many rows at once, or left out for plain ones, comes to what each comes to."""

from pathlib import Path
from typing import Any

import pytest
from conftest import inside, write_files
from hypothesis import given
from hypothesis import strategies as st

from ingest.messes.mess import LEDGER
from sangeyipi.ingest import drafts, made, matching
from sangeyipi.ingest.answers import Answers
from sangeyipi.ingest.likeness import same_form, same_forms
from sangeyipi.ingest.matching import RowGroup
from sangeyipi.ingest.said import RowOrigin, Said, SaidFact

_NAMES = st.lists(
    st.text("甲厂一期（）()-－ \t\n\u00a0有限公司项目1５.Aａ·_「」ﬃ\u0301\x1c\u2028", max_size=12)
    | st.text(max_size=5),
    max_size=6,
)


@given(_NAMES)
def test_names_without_their_form_all_at_once(names: list[str]) -> None:
    assert same_forms(names) == [same_form(one) for one in names]


@pytest.mark.parametrize("note", [None, "甲", "甲；乙", "；甲；；乙；", "；", "甲；甲"])
def test_a_new_project_of_one_row_is_drafted_as_one_of_several(note: str | None) -> None:
    facts = {("名称",): SaidFact("甲厂", "B2"), ("在册", "签约"): SaidFact("8", "C2")}
    if note is not None:
        facts = {("备注",): SaidFact(note, "D2"), **facts}
    report = {"本月完成投资": SaidFact("1", "E2")}
    one = Said(RowOrigin("", 0, 7, "B2", tuple), facts, report)
    group = RowGroup(None, [one])
    assert drafts._of_one_row(group, one) == drafts._of_rows(group, Answers())


_ROWS = """\
序号,项目编号,项目名称,总投资（亿元）,建设单位,责任单位,开工时间,备注,子项目个数,项目代码
1,,甲厂一期,1,甲公司,工信局,2023-05-06,,,
2,,甲厂（一期）,1,甲公司,工信局,2023-05,,,
3,,乙园,2,乙公司,工信局,2023-05-06,一；；二,3,X-1
4,,乙 园,2,乙公司,工信局,2023-05-06,,,X-1
5,,丙园,3,丙公司,,,,,X-1
6,,丁园,4,丁公司,住建局,2023-05-07,,500,
7,A-1,戊园,0.5,,住建局,待定,,2,
8,A-1,己园,0.5,,住建局,,,,
9,,示例产业园二期,6,,住建局,2023-05-07,,,
10,,示例产业园,7,,住建局,2023-05-07,无,,
11,,戊园,8,,住建局,2023-05-07,,,a b
"""
_HAD = """\
- 编号: XM-2023-001
  名称: 示例产业园区
  总投资: 7
  项目代码: X-9
- 编号: XM-2023-002
  名称: 丁园
  总投资: 5
"""


@pytest.mark.parametrize("had", ["", _HAD], ids=["new", "known"])
@pytest.mark.parametrize("files", [1, 2])
def test_an_import_says_the_same_with_nothing_done_at_once(
    had: str, files: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_files(
        tmp_path,
        {
            "县/ledger.yaml": LEDGER,
            "县/projects/第1期.yaml": had,
            "第八期开工.csv": _ROWS,
            "第八期签约.csv": _ROWS.replace("园", "园区").replace("甲厂", "甲 厂"),
        },
    )
    paths = [folder / "第八期开工.csv", folder / "第八期签约.csv"][:files]

    def told() -> list[Any]:
        asked: tuple[str | Path, ...] = (*paths, "--ledger", folder / "县", "--as-of", "2023-06-30")
        return [inside("import", *asked, "--format", form).out for form in ("text", "json")]

    quick = told()

    def nothing(model: type, paths: Any, rows: Any, origins: Any) -> list[None]:
        return [None] * len(rows)

    monkeypatch.setattr(made, "made_alike", nothing)
    monkeypatch.setattr(drafts, "_of_one_row", lambda group, one: drafts._of_rows(group, Answers()))
    monkeypatch.setattr(matching._Near, "is_alone", lambda self, group: False)
    monkeypatch.setattr(matching, "same_forms", lambda names: [same_form(one) for one in names])
    assert told() == quick
