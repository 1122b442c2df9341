"""Columns and keys with a unit, first rows that are no header, and what Excel left in a cell."""

from pathlib import Path

import pytest

from sangeyipi.checks.run import check
from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.settled import load_files

CONFIG = "名称: 示例\n期次: [{期: 1, 日期: 2021-07-10}]\n"


def told(root: Path, name: str, text: str) -> list[tuple[str, str, str]]:
    (root / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    path = root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    found: list[Diagnostic] = check(load_files(root))
    return [(one.rule.value, one.message, one.remedy) for one in found]


@pytest.mark.parametrize(
    ("name", "heading", "word", "by"),
    [
        ("projects/a.csv", "总投资(万元)", "总投资", 10000),
        ("projects/a.csv", "总投资（万元）", "总投资", 10000),
        ("projects/a.csv", "总投资/万元", "总投资", 10000),
        ("projects/a.csv", "总投资万元", "总投资", 10000),
        ("projects/a.csv", "总投资 （单位：万元）", "总投资", 10000),
        ("projects/a.csv", "总投资额(万元)", "总投资", 10000),
        ("projects/a.csv", "投资额(万元)", "总投资", 10000),
        ("projects/a.csv", "总投资(元)", "总投资", 100000000),
        ("projects/a.csv", "到位资金（万元）", "到位资金", 10000),
        ("projects/a.csv", "计划.年度计划投资.2023(万元)", "计划.年度计划投资.2023", 10000),
        ("projects/a.csv", "总投资(亿元)", "总投资", 1),
        ("projects/a.csv", "总投资（亿元）", "总投资", 1),
        ("rollups/a.csv", "总投资(万元)", "总投资", 10000),
        ("progress/2023-05.csv", "到位资金累计(万元)", "到位资金累计", 10000),
        ("progress/2023-05.csv", "本月完成投资（万元）", "本月完成投资", 10000),
        ("progress/2023-05.csv", "累计完成投资（亿元）", "累计完成投资", 1),
    ],
)
@pytest.mark.parametrize("value", ["125000", '"125,000"'])
def test_a_column_with_a_unit(
    tmp_path: Path, name: str, heading: str, word: str, by: int, value: str
) -> None:
    first, rest = {
        "projects": ("编号,名称", "A,甲厂"),
        "rollups": ("期,批,截至", "1,签约,2021-08-31"),
        "progress": ("编号,形象进度", "A,打桩"),
    }[name.partition("/")[0]]
    found = told(tmp_path, name, f"{first},{heading}\n{rest},{value}\n")
    remedy = f"改成“{word}”" + (f"，并把这一列除以 {by}" if by > 1 else "")
    assert [one[2] for one in found if one[0] == "unknown-key"] == [remedy]
    assert not any(one[0] == "bad-amount" for one in found)


def test_a_key_with_a_unit(tmp_path: Path) -> None:
    text = '- 编号: A\n  名称: 甲厂\n  总投资（万元）: "125,000"\n'
    assert [(one[0], one[2]) for one in told(tmp_path, "projects/a.yaml", text)] == [
        ("unknown-key", "改成“总投资”，并把后面的数除以 10000")
    ]


@pytest.mark.parametrize("value", ["125,000", "1,250,000", "12,500.5"])
def test_thousands_are_not_advised_into_a_wrong_unit(tmp_path: Path, value: str) -> None:
    text = f'- 编号: A\n  名称: 甲厂\n  总投资: "{value}"\n'
    ((rule, message, remedy),) = told(tmp_path, "projects/a.yaml", text)
    assert rule == "bad-amount" and "以亿元计：原数是万元的" in message
    assert value.replace(",", "") not in remedy


@pytest.mark.parametrize(
    "rows",
    [
        "示例县项目台账,,\n编号,名称,总投资\nA,甲厂,5\n",
        "示例县项目台账\n编号,名称,总投资\nA,甲厂,5\n",
        "示例县项目台账,,\n单位：亿元,,\n编号,名称,总投资\nA,甲厂,5\n",
    ],
)
def test_a_title_above_the_header_is_one_fault(tmp_path: Path, rows: str) -> None:
    ((rule, message, remedy),) = told(tmp_path, "projects/a.csv", rows)
    line = rows.splitlines().index("编号,名称,总投资") + 1
    assert rule == "csv-header" and message.startswith("第一行不是表头")
    assert remedy == f"删去第 {line} 行上面的各行，让表头成为第一行"


def test_no_header_at_all(tmp_path: Path) -> None:
    ((rule, message, remedy),) = told(tmp_path, "projects/a.csv", "A,甲厂,5\nB,乙厂,6\n")
    assert rule == "csv-header" and message.startswith("第一行不是表头")
    assert remedy == "在第一行写上列名，如“编号,名称,领域,总投资”"


@pytest.mark.parametrize("value", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#n/a"])
@pytest.mark.parametrize("column", ["总投资", "节点.开工", "在册.签约", "监管平台", "责任单位"])
def test_an_error_of_excel_is_named(tmp_path: Path, value: str, column: str) -> None:
    found = told(tmp_path, "projects/a.csv", f"编号,名称,{column}\nA,甲厂,{value}\n")
    assert len(found) == 1
    assert f"“{value.upper()}”是 Excel 的错误值" in found[0][1]
    assert found[0][2] == "在 Excel 或 WPS 里改好公式、算出结果，再另存为“CSV UTF-8”"


@pytest.mark.parametrize(
    "value", ["=SUM(C2:C9)", "=C2*10000", "=sum(a1)", "=-C2", "=VLOOKUP(A2;B:C;2)"]
)
@pytest.mark.parametrize("column", ["总投资", "责任单位"])
def test_a_formula_is_named(tmp_path: Path, value: str, column: str) -> None:
    (found,) = told(tmp_path, "projects/a.csv", f"编号,名称,{column}\nA,甲厂,{value}\n")
    assert "是 Excel 的公式，没有算成数" in found[1]


@pytest.mark.parametrize("value", ["1#厂房", "#3 楼", "=同上", "# 待定", "=="])
def test_other_texts_are_texts(tmp_path: Path, value: str) -> None:
    assert told(tmp_path, "projects/a.csv", f"编号,名称,备注\nA,甲厂,{value}\n") == []


def test_a_missing_cell_has_no_line_to_add(tmp_path: Path) -> None:
    found = told(tmp_path, "projects/a.csv", "编号,名称\nA,\n")
    assert [(one[0], one[2]) for one in found] == [("missing-key", "填上这一行的“名称”")]


HEADERLESS = {
    "projects/a.csv": ("编号,名称", "A,甲厂", "B,乙厂"),
    "rollups/a.csv": ("期,批,个数,截至", "1,签约,3,2021-08-31", "1,开工,2,2021-08-31"),
    "progress/2023-05.csv": ("编号,形象进度", "A,打桩", "B,封顶"),
}
REQUIRED = [
    ("projects/a.csv", "编号"),
    ("projects/a.csv", "名称"),
    ("rollups/a.csv", "截至"),
    ("progress/2023-05.csv", "编号"),
]


def without(column: str, rows: tuple[str, ...]) -> str:
    at = rows[0].split(",").index(column)
    kept = (",".join(c for n, c in enumerate(row.split(",")) if n != at) for row in rows)
    return "\n".join(kept) + "\n"


@pytest.mark.parametrize(("name", "column"), REQUIRED)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_missing_column_is_told_once_at_the_header(
    tmp_path: Path, name: str, column: str, mark: str
) -> None:
    found = told(tmp_path, name, mark + without(column, HEADERLESS[name]))
    message = f"表头里没有“{column}”这一列"
    remedy = f"在表头加上“{column}”一列，逐行填上"
    assert [one for one in found if one[0] != "empty-ledger"] == [("missing-key", message, remedy)]


def test_a_missing_column_stands_at_the_header(tmp_path: Path) -> None:
    told(tmp_path, "projects/a.csv", "\n名称\n甲厂\n")
    (one,) = (d for d in check(load_files(tmp_path)) if d.rule == "missing-key")
    assert one.place.path == () and one.position is not None and one.position.line == 1


def test_a_column_of_a_group_is_told_by_its_whole_name(tmp_path: Path) -> None:
    found = told(
        tmp_path, "projects/a.csv", "编号,名称,调出.原因\nA,甲厂,重复\nB,乙厂,\nC,丙厂,停\n"
    )
    assert [(one[0], one[1]) for one in found] == [("missing-key", "表头里没有“调出.日期”这一列")]
    found = told(tmp_path, "projects/a.csv", "编号,名称,调出.日期,调出.原因\nA,甲厂,,重复\n")
    assert found == [("missing-key", "缺少“调出.日期”", "填上这一行的“调出.日期”")]


def test_a_column_by_another_name_is_not_missing_as_well(tmp_path: Path) -> None:
    found = told(tmp_path, "projects/a.csv", "编号,名,总投资\nA,甲厂,5\n")
    assert [one[2] for one in found] == ["改成“名称”"]
    found = told(tmp_path, "projects/a.csv", "编号,项目,项目代码\nA,甲厂,2304-1\n")
    assert [one[2] for one in found] == ["改成“名称”"]
    # Which of the others it is nobody can tell: then both ways are named.
    found = told(tmp_path, "projects/a.csv", "代码,名称,总投资\nA,甲厂,5\n")
    assert [one[0] for one in found] == ["unknown-key", "missing-key"]
    assert found[1][2] == "已有这一列的，把表头改成“编号”；没有的，加上这一列，逐行填上"


@pytest.mark.parametrize(
    ("name", "rows", "like"),
    [
        ("projects/a.csv", "代号,事项,金额\nA,甲,1\nB,乙,2\n", "编号,名称,领域,总投资"),
        ("projects/a.csv", "code,name,amount\nA,甲,1\n", "编号,名称,领域,总投资"),
        (
            "rollups/a.csv",
            "期数,批次类别,数量x,年月\n1,签约,2,2023-05\n",
            "期,批,监管平台,个数,截至",
        ),
        ("progress/2023-05.csv", "代码,当月,累计\nA,1,1\n", "编号,名称,本月完成投资,累计完成投资"),
    ],
)
def test_somebody_elses_header_is_one_fault(
    tmp_path: Path, name: str, rows: str, like: str
) -> None:
    found = [one for one in told(tmp_path, name, rows) if one[0] != "empty-ledger"]
    assert len(found) == 1, found
    assert found[0][0] == "csv-header" and found[0][1].startswith("第一行不是表头")
    assert f"如“{like}" in found[0][2]


def test_columns_without_a_name_are_told_at_once(tmp_path: Path) -> None:
    found = told(tmp_path, "projects/a.csv", "编号,名称,,\nA,甲厂,,\n")
    assert [one[1] for one in found] == ["第 3、4 列没有列名"]


YEARLY = [
    *(
        "计划.年度计划投资.2023年",
        "年度计划投资.2023",
        "计划.年度计划投资2023",
        "年度计划投资2023年",
    ),
    *("2023年度计划投资", "2023年计划投资", "计划.2023年度计划投资", "计划.年度计划投资（2023）"),
    *("计划.年度计划投资.２０２３", "计划.年度投资计划.2023", "年度计划投资（2023年）"),
]


@pytest.mark.parametrize(
    ("unit", "by"), [("", 1), ("（万元）", 10000), ("(亿元)", 1), ("/万元", 10000)]
)
@pytest.mark.parametrize("heading", YEARLY)
def test_a_column_of_a_year_keeps_its_year(
    tmp_path: Path, heading: str, unit: str, by: int
) -> None:
    (found,) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}{unit}\nA,甲,4500\n")
    remedy = "改成“计划.年度计划投资.2023”" + (f"，并把这一列除以 {by}" if by > 1 else "")
    assert (found[0], found[2]) == ("unknown-key", remedy)


@pytest.mark.parametrize(
    "heading", ["计划.年度计划投资", "年度计划投资", "计划.年度计划投资.二〇二三"]
)
def test_a_column_of_no_year_is_told_to_name_one(tmp_path: Path, heading: str) -> None:
    (found,) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲,4.5\nB,乙,2\n")
    assert found[0] == "unknown-key"
    assert "改成" not in found[2] and "缩进" not in found[2]
    assert "“计划.年度计划投资.2023”" in found[2]


def test_such_a_column_without_a_cell_is_nothing_written(tmp_path: Path) -> None:
    assert told(tmp_path, "projects/a.csv", "编号,名称,计划.年度计划投资\nA,甲,\n") == []


def test_what_was_done_in_a_year_is_no_plan(tmp_path: Path) -> None:
    for heading in ("2023年度完成投资", "年度完成投资.2023"):
        (found,) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲,4.5\n")
        assert "改成“计划" not in found[2]
        assert "、计划.年度计划投资、" not in found[2]


def test_a_renamed_column_is_not_missed_in_every_row(tmp_path: Path) -> None:
    found = told(tmp_path, "projects/a.csv", "项目编号,名称\nA,甲\nB,乙\n")
    assert [(one[0], one[2]) for one in found] == [("unknown-key", "改成“编号”")]


@pytest.mark.parametrize(
    ("heading", "word"),
    [
        *((f"{step}日期", f"节点.{step}") for step in ("签约", "履约", "开工", "投产", "达效")),
        ("开工时间", "节点.开工"),
        ("实际投产时间", "节点.投产"),
        ("计划开工日期", "计划.开工"),
        ("预计投产时间", "计划.投产"),
        ("拟开工时间", "计划.开工"),
        ("履约", "节点.履约"),
        ("达效", "节点.达效"),
    ],
)
def test_a_column_of_dates_as_a_register_calls_it(tmp_path: Path, heading: str, word: str) -> None:
    ((rule, _, remedy),) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲厂,\n")
    assert (rule, remedy) == ("unknown-key", f"改成“{word}”")


@pytest.mark.parametrize("heading", ["未开工日期", "开工率", "竣工日期", "不能开工时间"])
def test_another_fact_is_not_advised_into_a_milestone(tmp_path: Path, heading: str) -> None:
    found = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲厂,\n")
    assert not any(one[2].startswith("改成“节点.") for one in found)


@pytest.mark.parametrize("heading", ["签约", "开工", "投产"])
def test_a_date_or_a_list_is_for_the_county_to_say(tmp_path: Path, heading: str) -> None:
    ((_, _, remedy),) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲厂,\n")
    dated, listed = f"改成“节点.{heading}”", f"改成“在册.{heading}”"
    assert remedy == f"写着日期的，{dated}；写着在第几期名单上的，{listed}"


@pytest.mark.parametrize("heading", ["期", "期次", "期数", "批次"])
def test_phases_go_to_the_column_of_their_batch(tmp_path: Path, heading: str) -> None:
    ((_, _, remedy),) = told(tmp_path, "projects/a.csv", f"编号,名称,{heading}\nA,甲厂,8\n")
    assert remedy.startswith("在哪一批的名单上，就把期数写进那一批的列：")


def test_unknown_columns_are_told_where_they_stand(tmp_path: Path) -> None:
    text = "序号,编号,名称,联系人,开工日期\n1,A,甲厂,张某某,\n"
    (tmp_path / "ledger.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "projects").mkdir()
    (tmp_path / "projects/a.csv").write_text(text, encoding="utf-8")
    found = check(load_files(tmp_path))
    assert [one.position for one in found] == [(1, 1, 2), (1, 10, 3), (1, 14, 4)]
    assert found[0].remedy.endswith("；用不着的整列删去")
