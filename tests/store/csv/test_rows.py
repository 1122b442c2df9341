"""Rows that are no record, and records that are no row of their own."""

import pytest

from sangeyipi.model.diagnostic import Diagnostic
from sangeyipi.store.canonical.format import formatted
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Parsed, parse_file
from sangeyipi.store.source import Source

PROJECTS = "编号,名称,备注,总投资,在册.签约\n"
REPORTS = "编号,本月完成投资,累计完成投资,形象进度,存在问题\n"
ROLLUPS = "期,批,个数,总投资,截至,备注\n"
NAMES = {
    FileKind.PROJECTS: "projects/甲.csv",
    FileKind.ROLLUPS: "rollups/甲.csv",
    FileKind.PROGRESS: "progress/2023-05.csv",
}


def parsed(kind: FileKind, text: str) -> Parsed:
    name = NAMES[kind]
    return parse_file(kind, name, Source(name, text.encode()))


def told(kind: FileKind, text: str) -> list[tuple[str, int]]:
    found = parsed(kind, text).diagnostics
    return [(one.rule.value, one.position.line if one.position else 0) for one in found]


SWALLOWED = [
    (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,,20,1\nA-3,丙,二期",30,1\n'),
    (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,二期",30,1\n'),
    (FileKind.PROJECTS, PROJECTS + 'A-1,"甲,一期,10,1\nA-2,乙",二期,30,1\n'),
    (FileKind.PROJECTS, PROJECTS + '甲,一,"一期,10,1\n乙,二,二期",30,1\n'),
    (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,"""",20,是\nA-3,丙,二期",30,1\n'),
    (FileKind.PROJECTS, '编号,总投资,名称\nA-1,10,"甲\nA-2,20,乙\nA-3,30,丙"\n'),
    (FileKind.PROJECTS, '备注,编号,名称\n"一期,A-1,甲\n二期",A-2,乙\n'),
    # A good cell of several lines before the stray quote, and one in the row that is swallowed.
    (FileKind.PROJECTS, PROJECTS + 'A-1,"甲\n园","一期,10,1\nA-2,乙,二期",30,1\n'),
    (FileKind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\nA-2,1,2,""封顶\n收尾",用电\n'),
    (FileKind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\nA-2,1,2,封顶,\nA-3,2,2,收尾",\n'),
    (FileKind.PROGRESS, REPORTS + 'A-1,1,1,桩基,"用电\nA-2,1,2,封顶,用地"\n'),
    (FileKind.PROGRESS, '编号,形象进度\nA-1,"桩基\nA-2,封顶"\n'),
    (FileKind.ROLLUPS, ROLLUPS + '1,签约,3,10,2022-06-30,"一\n1,开工,2,8,2022-06-30,二"\n'),
    # A row that is swallowed is itself at fault.
    (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期,10,1\nA-2,乙,,30亿,1\nA-3,丙,二期",30,1\n'),
    (FileKind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3亿,\nA-3,丙,30,二"\n'),
    (FileKind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3\nA-3,丙,30,二"\n'),
    (FileKind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3亿,二"\n'),
    (FileKind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,3,二,"\n'),
    (FileKind.PROJECTS, '编号,名称,总投资,备注\nA-1,甲,10,"一\nA-2,乙,二"\n'),
    (FileKind.PROJECTS, '名称,编号,在册.签约,备注\n甲,A-1,1,"一\n乙,,1,\n丙,A-3,1,二"\n'),
    (FileKind.PROJECTS, '编号,名称,备注\n第八期001,甲,"一\n第八期补充二,乙,\n第八期003,丙,二"\n'),
    (FileKind.PROJECTS, '编号,名称,备注\n1,甲,"一\n,乙,\n3,丙,二"\n'),
    (FileKind.PROGRESS, '编号,本月完成投资,形象进度\nA-1,1,"桩\nA-2,2,主体,\nA-3,3,封顶"\n'),
    (FileKind.PROGRESS, '编号,本月完成投资,形象进度\nA-1,1,"桩\nA-2,2亿,主体\nA-3,3,封顶"\n'),
    (
        FileKind.ROLLUPS,
        ROLLUPS + '1,签约,3,10,2022-06-30,"一\n1,开工,2,8亿,,\n1,投产,2,8,2022-06-30,二"\n',
    ),
]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(("kind", "text"), SWALLOWED)
def test_rows_within_quotes_are_told(kind: FileKind, text: str, mark: str, newline: str) -> None:
    text = mark + text.replace("\n", newline)
    assert told(kind, text) == [("csv-hidden-row", 2)]
    assert parsed(kind, text).complete  # a commit made before the rule stays readable
    assert isinstance(formatted(Source(NAMES[kind], text.encode()), kind), list)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期, 二期, 三期, 10",10,1\n'),
        (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"主体封顶。\n设备进场",10,1\nA-2,乙,,20,1\n'),
        (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"一期,二期,三期,四期,五期\n六,七,八,九,十",10,1\n'),
        (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"1,2,3,4,5\n6,7",10,1\n'),
        (FileKind.PROJECTS, '备注,编号,名称\n"一期\n二期",A-2,乙\n'),
        (FileKind.PROJECTS, '备注,编号,名称\n"一期,二期\n三期",A-2,乙\n'),
        (
            FileKind.PROJECTS,
            '编号,名称,总投资,备注\nA-1,甲,1,"与下列合并：\nA-2,A-3,A-4\n见附件"\n',
        ),
        (FileKind.PROJECTS, '备注,编号,名称\n"一期,二期\n三期,四期\n五期",A-2,乙\n'),
        (FileKind.PROJECTS, PROJECTS + 'A-1,甲,"见\nA-2,已并入",10,1\n'),
        (FileKind.PROGRESS, '编号,形象进度\nA-1,"一,二\n三,四"\n'),
        (FileKind.PROGRESS, '编号,形象进度\nA-1,"1,2号车间\n3,4号车间"\n'),
        (FileKind.PROGRESS, REPORTS + 'A-1,1,1,"桩基,\n封顶,\n收尾","用电,\n用水"\n'),
        (FileKind.ROLLUPS, ROLLUPS + '1,签约,3,10,2022-06-30,"一,二,三\n四,五,六"\n'),
        # A text whose last line is empty, the row's own 编号, and another text of several lines.
        (FileKind.PROGRESS, '责任单位意见,编号,形象进度\n"同意\n",P-25,"桩基\n收尾"\n,P-26,\n'),
        (
            FileKind.PROGRESS,
            "责任单位意见,累计完成投资,本月完成投资,编号,形象进度\n"
            '"行\n\n末\n","5","0","P-25","行\n末\n"\n"甲","5","1","P-16","乙"\n',
        ),
    ],
)
def test_prose_of_several_lines_is_a_note(kind: FileKind, text: str) -> None:
    assert told(kind, text) == []


@pytest.mark.parametrize("column", [0, 3, 4])
def test_a_line_break_is_never_part_of_an_id_a_figure_or_a_phase(column: int) -> None:
    cells = ["A-1", "甲", "", "10", "1"]
    cells[column] = f'"{cells[column]}\nx"'
    found = parsed(FileKind.PROJECTS, PROJECTS + ",".join(cells) + "\n").diagnostics
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
    assert told(FileKind.PROJECTS, text) == [("csv-total-row", 4)]
    found = parsed(FileKind.PROJECTS, text).diagnostics[0]
    assert "删去这一行" in found.remedy and "补上" not in found.remedy


@pytest.mark.parametrize("word", TOTALS)
@pytest.mark.parametrize("row", ["{},3,3,,", "{},3万,3,,"])
def test_a_total_of_reports_is_no_report(word: str, row: str) -> None:
    text = REPORTS + "A-1,1,1,桩基,\n" + row.format(word) + "\nA-2,2,2,,\n"
    assert told(FileKind.PROGRESS, text) == [("csv-total-row", 3)]
    assert [one.id for one in parsed(FileKind.PROGRESS, text).records] == ["A-1", "A-2"]


@pytest.mark.parametrize("row", ["合计,,5,10,,", ",小计,5,10,2022-06-30,"])
def test_a_total_of_rollups(row: str) -> None:
    text = ROLLUPS + "1,签约,3,10,2022-06-30,合计\n" + row + "\n"
    assert told(FileKind.ROLLUPS, text) == [("csv-total-row", 3)]


def test_a_bad_project_that_only_mentions_a_total_is_not_to_be_deleted() -> None:
    text = PROJECTS + "A-1,甲,合计,10亿,1\n"
    found: tuple[Diagnostic, ...] = parsed(FileKind.PROJECTS, text).diagnostics
    assert [one.rule.value for one in found] == ["bad-amount"]


AGAIN = "表头又出现一次，不是一条记录"


@pytest.mark.parametrize(
    ("kind", "head", "row", "again"),
    [
        (FileKind.PROJECTS, "编号,名称,责任单位,备注", "A-{},甲{},,", "编号,名称,责任单位,备注"),
        (FileKind.PROJECTS, "编号,名称,责任单位,备注", "A-{},甲{},,", " 编号 ,名称,,"),
        (
            FileKind.PROJECTS,
            "编号,名称,责任单位,备注",
            "A-{},甲{},,",
            "项目编号,项目名称,责任单位,备注",
        ),
        (FileKind.PROJECTS, "编号,名称,责任单位,备注", "A-{},甲{},,", "名称,编号,备注,责任单位"),
        (FileKind.PROJECTS, "编号,名称,总投资", "A-{},甲{},1", "编号,名称,总投资（万元）"),
        (FileKind.PROJECTS, "编号,名称,总投资", "A-{},甲{},1", "编号,名称,总投资"),
        (FileKind.PROJECTS, "名称,编号", "甲{},A-{}", "名称,编号"),
        (FileKind.PROGRESS, "编号,形象进度", "A-{},桩基{}", "编号,形象进度"),
        (FileKind.PROGRESS, "编号,本月完成投资", "A-{},1", "编号,本月完成投资"),
        (FileKind.ROLLUPS, "期,批,个数,截至", "{},签约,3,2022-06-30", "期,批,个数,截至"),
    ],
)
def test_the_header_again_is_told_as_such(kind: FileKind, head: str, row: str, again: str) -> None:
    text = "\n".join([head, row.format(1, 1), again, row.format(2, 2)]) + "\n"
    (one,) = parsed(kind, text).diagnostics
    assert (one.rule.value, one.position and one.position.line) == ("csv-total-row", 3)
    assert one.message == AGAIN and "删去这一行" in one.remedy


def test_cells_that_are_words_of_the_header_are_no_header() -> None:
    text = "编号,名称,责任单位,备注\nA-1,名称,县商务局,备注\nA-2,责任单位,,x\n"
    assert told(FileKind.PROJECTS, text.replace("A-1,名称", "A-1,甲")) == []
    assert told(FileKind.PROJECTS, "编号,名称,责任单位,备注\nA-2,责任单位,县商务局,x\n") == []


FOUR = "编号,名称,总投资,在册.签约\nA-1,甲,10,1\nA-2,乙,20,1\n"


@pytest.mark.parametrize(
    "row",
    [
        *(",平均,15,", "平均,,15,", "平均值,平均值,15,", "全县,,30,", ",全县,30,", "1,全县,30,1"),
        *("其中：工业,,10,", ",其中：工业,10,", ",,30,", "一、工业项目,,,", "（一）工业,,10,"),
        *("共2个,,13,", "共 2 个项目,,13,", "注：金额单位为亿元,,,", "备注: x,,,", "填表人：李,,,"),
        *(
            "3,30,,",
            "2,30,,1",
            "工业项目,,,",
            ",工业项目,,",
            ",,,1",
            "3,全县合计,30,",
            "3,合计,30,1",
        ),
        ",工业项目,10,",
    ],
)
def test_what_is_no_record_is_never_advised_into_a_project(row: str) -> None:
    (one,) = parsed(FileKind.PROJECTS, FOUR + row + "\n").diagnostics
    assert one.rule.value in ("csv-total-row", "missing-key")
    assert "删去这一行" in one.remedy


@pytest.mark.parametrize(
    "row", ["平均,1,1,,", "全县,3,3,,", ",3,3,,", "其中：工业,3,3,,", "注：x,,,,"]
)
def test_what_is_no_report_is_never_to_be_registered(row: str) -> None:
    found = parsed(FileKind.PROGRESS, REPORTS + "A-1,1,1,桩基,\n" + row + "\n")
    assert ["删去这一行" in one.remedy for one in found.diagnostics] == [True]
    assert [one.id for one in found.records] == ["A-1"]


@pytest.mark.parametrize(
    "row",
    [
        *("A-3,财务共享中心总计,1,", "A-3,道达尔Total,3,1", "A-3,中核Total（二期）,3,1"),
        *("A-3,均值半导体,3,1", "A-3,全县充电桩,3,1", "A-3,一、二期厂房,3,1", "A-3,2046,3,1"),
        *("A-3,共享单车,1,", "A-3,注塑：机,1,", "甲字三号,共和国际,1,", "7,统计小计楼,1,"),
    ],
)
def test_a_name_that_ends_like_a_total_is_a_name(row: str) -> None:
    assert told(FileKind.PROJECTS, FOUR + row + "\n") == []
    faulty = FOUR + row.replace(",1,", ",1亿,").replace(",3,1", ",3亿,1") + "\n"
    assert [rule for rule, _ in told(FileKind.PROJECTS, faulty)] == ["bad-amount"]


def test_only_what_was_a_project_before_the_rule_stays_one() -> None:
    text = FOUR + "编号,名称,,\n编号,名称,总投资,在册.签约\n合计,合计,30,\n合计,合计,3亿,\n,,60,\n"
    found = parsed(FileKind.PROJECTS, text)
    assert [one.id for one in found.records] == ["A-1", "A-2", "编号", "合计"]
    # What may be a project is no total to be left out in silence.
    assert not found.complete
    assert parsed(FileKind.PROJECTS, text.replace(",,60,\n", "")).complete
