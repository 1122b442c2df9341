"""Rows that are no record, and records that are no row of their own."""

import pytest

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.files import Kind
from sangeyipi.store.format import formatted
from sangeyipi.store.loader import Parsed, parse_file
from sangeyipi.store.source import Source

PROJECTS = "编号,名称,备注,总投资,在册.签约\n"
REPORTS = "编号,本月完成投资,累计完成投资,形象进度,存在问题\n"
ROLLUPS = "期,批,个数,总投资,截至,备注\n"
NAMES = {
    Kind.PROJECTS: "projects/甲.csv",
    Kind.ROLLUPS: "rollups/甲.csv",
    Kind.PROGRESS: "progress/2023-05.csv",
}


def parsed(kind: Kind, text: str) -> Parsed:
    name = NAMES[kind]
    return parse_file(kind, name, Source(name, text.encode()))


def told(kind: Kind, text: str) -> list[tuple[str, int]]:
    found = parsed(kind, text).diagnostics
    return [(one.rule.value, one.position.line if one.position else 0) for one in found]


SWALLOWED = [
    (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,,20,1\nA-3,丙,二期",30,1\n'),
    (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,二期",30,1\n'),
    (Kind.PROJECTS, PROJECTS + 'A-1,"甲,一期,10,1\nA-2,乙",二期,30,1\n'),
    (Kind.PROJECTS, PROJECTS + '甲,一,"一期,10,1\n乙,二,二期",30,1\n'),
    (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,"""",20,是\nA-3,丙,二期",30,1\n'),
    (Kind.PROJECTS, '编号,总投资,名称\nA-1,10,"甲\nA-2,20,乙\nA-3,30,丙"\n'),
    (Kind.PROJECTS, '备注,编号,名称\n"一期,A-1,甲\n二期",A-2,乙\n'),
    # A good cell of several lines before the stray quote, and one in the row that is swallowed.
    (Kind.PROJECTS, PROJECTS + 'A-1,"甲\n园","一期,10,1\nA-2,乙,二期",30,1\n'),
    (Kind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\nA-2,1,2,""封顶\n收尾",用电\n'),
    (Kind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\nA-2,1,2,封顶,\nA-3,2,2,收尾",\n'),
    (Kind.PROGRESS, REPORTS + 'A-1,1,1,桩基,"用电\nA-2,1,2,封顶,用地"\n'),
    (Kind.PROGRESS, '编号,形象进度\nA-1,"桩基\nA-2,封顶"\n'),
    (Kind.ROLLUPS, ROLLUPS + '1,签约,3,10,2022-06-30,"一\n1,开工,2,8,2022-06-30,二"\n'),
    # A row that is swallowed is itself at fault.
    (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,,30亿,1\nA-3,丙,二期",30,1\n'),
    (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3亿,\nA-3,丙,30,二"\n'),
    (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3\nA-3,丙,30,二"\n'),
    (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3亿,二"\n'),
    (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3,二,"\n'),
    (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,二"\n'),
    (Kind.PROJECTS, '名称,编号,在册.签约,备注\n甲,A-1,1,"一\n乙,,1,\n丙,A-3,1,二"\n'),
    (Kind.PROJECTS, '编号,名称,备注\n第八期001,甲,"一\n第八期补充二,乙,\n第八期003,丙,二"\n'),
    (Kind.PROJECTS, '编号,名称,备注\n1,甲,"一\n,乙,\n3,丙,二"\n'),
    (Kind.PROGRESS, '编号,本月完成投资,形象进度\nA-1,1,"桩\nA-2,2,主体,\nA-3,3,封顶"\n'),
    (Kind.PROGRESS, '编号,本月完成投资,形象进度\nA-1,1,"桩\nA-2,2亿,主体\nA-3,3,封顶"\n'),
    (
        Kind.ROLLUPS,
        ROLLUPS + '1,签约,3,10,2022-06-30,"一\n1,开工,2,8亿,,\n1,投产,2,8,2022-06-30,二"\n',
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("kind", "text"), SWALLOWED)
def test_rows_within_quotes_are_told(kind: Kind, text: str, mark: str, newline: str) -> None:
    text = mark + text.replace("\n", newline)
    assert told(kind, text) == [("csv-hidden-row", 2)]
    assert parsed(kind, text).complete  # a commit made before the rule stays readable
    assert isinstance(formatted(Source(NAMES[kind], text.encode()), kind), list)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期, 二期, 三期, 10",10,1\n'),
        (Kind.PROJECTS, PROJECTS + 'A-1,甲,"主体封顶。\n设备进场",10,1\nA-2,乙,,20,1\n'),
        (Kind.PROJECTS, PROJECTS + 'A-1,甲,"一期,二期,三期,四期,五期\n六,七,八,九,十",10,1\n'),
        (Kind.PROJECTS, PROJECTS + 'A-1,甲,"1,2,3,4,5\n6,7",10,1\n'),
        (Kind.PROJECTS, '备注,编号,名称\n"一期\n二期",A-2,乙\n'),
        (Kind.PROJECTS, '备注,编号,名称\n"一期,二期\n三期",A-2,乙\n'),
        (Kind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,1,"与下列合并：\nA-2,A-3,A-4\n见附件"\n'),
        (Kind.PROJECTS, '备注,编号,名称\n"一期,二期\n三期,四期\n五期",A-2,乙\n'),
        (Kind.PROJECTS, PROJECTS + 'A-1,甲,"见\nA-2,已并入",10,1\n'),
        (Kind.PROGRESS, '编号,形象进度\nA-1,"一,二\n三,四"\n'),
        (Kind.PROGRESS, '编号,形象进度\nA-1,"1,2号车间\n3,4号车间"\n'),
        (Kind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\n封顶,\n收尾","用电,\n用水"\n'),
        (Kind.ROLLUPS, ROLLUPS + '1,签约,3,10,2022-06-30,"一,二,三\n四,五,六"\n'),
    ],
)
def test_prose_of_several_lines_is_a_note(kind: Kind, text: str) -> None:
    assert told(kind, text) == []


@pytest.mark.parametrize("column", [0, 3, 4])
def test_a_line_break_is_never_part_of_an_id_a_figure_or_a_phase(column: int) -> None:
    cells = ["A-1", "甲", "", "10", "1"]
    cells[column] = f'"{cells[column]}\nx"'
    found = parsed(Kind.PROJECTS, PROJECTS + ",".join(cells) + "\n").diagnostics
    assert ["里面有换行" in one.message for one in found] == [True]


TOTALS = [
    *("合计", "小计", "总计", "总 计", "合  计", "合　　计", "累 计", "共计", "总計", "Total"),
    *("合计：", "合计（3个）", "全县合计", "第8期小计"),
]
TOTAL_ROWS = ["{},,,30,", ",{},,30,", "{0},{0},,30,", "{},3个,,30,1", ",,{},30,"]


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize(
    "row", ["{},,,30,", ",{},,30,", "{0},{0},,30,", "{},3个,,30,1", ",,{},30,"]
)
def test_a_total_is_told_as_such_and_as_nothing_else(word: str, row: str) -> None:
    text = PROJECTS + "A-1,会计楼,,10,1\nA-2,统计局大楼合计划,,20,1\n" + row.format(word) + "\n"
    assert told(Kind.PROJECTS, text) == [("csv-total-row", 4)]
    found = parsed(Kind.PROJECTS, text).diagnostics[0]
    assert "删去这一行" in found.remedy and "补上" not in found.remedy


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize("row", ["{},3,3,,", "{},3万,3,,"])
def test_a_total_of_reports_is_no_report(word: str, row: str) -> None:
    text = REPORTS + "A-1,1,1,桩基,\n" + row.format(word) + "\nA-2,2,2,,\n"
    assert told(Kind.PROGRESS, text) == [("csv-total-row", 3)]
    assert [one.id for one in parsed(Kind.PROGRESS, text).records] == ["A-1", "A-2"]


@pytest.mark.parametrize("row", ["合计,,5,10,,", ",小计,5,10,2022-06-30,"])
def test_a_total_of_rollups(row: str) -> None:
    text = ROLLUPS + "1,签约,3,10,2022-06-30,合计\n" + row + "\n"
    assert told(Kind.ROLLUPS, text) == [("csv-total-row", 3)]


def test_a_bad_project_that_only_mentions_a_total_is_not_to_be_deleted() -> None:
    text = PROJECTS + "A-1,甲,合计,10亿,1\n"
    found: tuple[Diagnostic, ...] = parsed(Kind.PROJECTS, text).diagnostics
    assert [one.rule.value for one in found] == ["bad-amount"]
