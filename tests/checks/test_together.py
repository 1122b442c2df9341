"""What is asked of a whole column at once is what asking for each one by itself says."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sangeyipi.checks import amounts
from sangeyipi.checks.ids import any_left_by_a_spreadsheet, folded_id, folded_ids
from sangeyipi.checks.projects import folded_name, folded_names
from sangeyipi.checks.run import check
from sangeyipi.model.project import Project
from sangeyipi.store.settled import load_files

#: What is folded, cut off or taken for a separator, beside anything at all.
ODD = st.sampled_from([*"\n\r，,-–－ＡａßǅΣ́̀ﬁ①_（）·", "公司", "项目", "有限", "集团", "가", "ᆨ"])
TEXTS = st.lists(st.lists(ODD | st.characters(codec="utf-8"), max_size=6).map("".join), max_size=5)
IDS = ["2023-5", "45000", "2.02E+08", "5月8日", "１２３４５", "2023年５月", "Jan-05", "SL-2023-001"]


@given(TEXTS)
@example(["Ａ", "a"])
@example(["有限公司", "甲"])
@example(["甲\n乙", "丙"])
@example(["甲", "́乙"])
def test_names_folded_together_are_folded_one_by_one(names: list[str]) -> None:
    assert folded_names(names) == list(map(folded_name, names))


@given(TEXTS)
@example(["a\nB", "C"])
@example(["A-1", "a-1"])
def test_ids_folded_together_are_folded_one_by_one(ids: list[str]) -> None:
    assert folded_ids(ids) == list(map(folded_id, ids))


@pytest.mark.parametrize("id", IDS[:-1])
def test_what_a_spreadsheet_leaves_is_seen_among_others(id: str) -> None:
    usual = IDS[-1]
    for ids in ([id], [id, usual], [usual, id], [usual, id, usual], [usual, id, id]):
        assert any_left_by_a_spreadsheet(ids), ids
    assert not any_left_by_a_spreadsheet([usual, f"{id}号", f"第{id}", f"{id}{usual}"])


PROJECT = ["编号", "名称", "领域", "建设单位", "责任单位", "包联领导", "首席服务员", "来源", "备注"]
REPORT = ["编号", "形象进度", "存在问题", "责任单位意见"]
ROLLUP = ["来源", "备注"]


@pytest.mark.parametrize("left", ["#REF!", "=SUM(A1:B2)", "＝A1"])
@pytest.mark.parametrize(
    ("file", "word"),
    [
        *(("projects", word) for word in PROJECT),
        *(("progress", word) for word in REPORT),
        *(("rollups", word) for word in ROLLUP),
    ],
)
def test_what_a_spreadsheet_left_is_found_in_every_text(
    tmp_path: Path, file: str, word: str, left: str
) -> None:
    """Wherever it stands: the texts are looked at by column, and most have none."""
    records = {
        "projects": {"编号": "SL-1", "名称": "甲厂"},
        "progress": {"编号": "SL-1", "本月完成投资": "1"},
        "rollups": {"期": "1", "批": "签约", "个数": "3", "截至": "2023-06-30"},
    }
    records[file][word] = left
    names = {"projects": "projects/a.yaml", "progress": "progress/2023-05.yaml"}
    for kind, record in records.items():
        path = tmp_path / names.get(kind, "rollups/a.yaml")
        path.parent.mkdir()
        lines = "".join(f"  {key}: '{value}'\n" for key, value in record.items())
        path.write_bytes(f"-{lines[1:]}".encode())
    (tmp_path / "ledger.yaml").write_bytes("名称: 示例\n期次: []\n".encode())
    told = [one for one in check(load_files(tmp_path)) if one.rule.value == "spreadsheet-leftover"]
    assert [(one.place.file.split("/")[0], one.place.path[1:]) for one in told] == [(file, (word,))]


SIZES = st.sampled_from(["0.0001", "0.0099", "0.01", "1", "99", "999.9", "1000", "9999", "10000"])


@given(SIZES.map(Decimal), st.none() | SIZES.map(Decimal))
def test_a_project_of_usual_amounts_is_one_of_which_nothing_is_told(
    investment: Decimal, funds: Decimal | None
) -> None:
    project = Project(id="SL-001", name="甲厂", investment=investment, funds=funds)
    if amounts._is_usual(project):
        assert not [*amounts._of_project(project)]
