"""What formatting rewrites, what it leaves, and what it refuses."""

import pytest

from sangeyipi.model.rule import Rule
from sangeyipi.store.canonical import format
from sangeyipi.store.canonical.format import NotTheSame, formatted
from sangeyipi.store.canonical.text import Comments
from sangeyipi.store.files import FileKind
from sangeyipi.store.source import Source


def text_of(
    text: str | bytes, kind: FileKind | None = FileKind.PROJECTS, name: str = "甲.yaml"
) -> str:
    data = text if isinstance(text, bytes) else text.encode()
    result = formatted(Source(name, data), kind)
    assert isinstance(result, str), result
    return result


A = "- 编号: A\n  名称: 甲\n"
B = "- 编号: B\n  名称: 乙\n"
CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"
STATEMENT = "标题: 通报\n截至: 2023-06-19\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Order
        ("- 名称: 甲\n  编号: A\n", A),
        (B + A, A + B),
        (A + "  节点: {投产: 已, 签约: 已}\n", A + "  节点:\n    签约: 已\n    投产: 已\n"),
        # Spelling
        (A + '  来源: "no"\n', A + "  来源: no\n"),
        (A + "  来源: 'x: y'\n", A + '  来源: "x: y"\n'),
        (A + "  来源: 'a, b'\n", A + "  来源: a, b\n"),
        (A + "  来源: |\n    一\n    二\n", A + '  来源: "一\\n二\\n"\n'),
        (A + "  来源: >-\n    一\n    二\n", A + "  来源: 一 二\n"),
        (A + "  总投资: 12.50\n", A + "  总投资: 12.5\n"),
        (A + '  总投资: "120.0"\n', A + "  总投资: 120\n"),
        (A + "  监管平台: FALSE\n", A + "  监管平台: false\n"),
        (A + "  来源: ~\n", A + "  来源:\n"),
        ("-   {编号: A,\n     名称: 甲}", A),
        ("\ufeff---\r\n" + A.replace("\n", "  \r\n") + "...\r\n", A),
        ("- 编号: A\r  名称: 甲\r", A),
        (A + "...\n...\n", A),
        ("\n\n" + A + "\n\n\n" + B + "\n\n", A + "\n" + B),
        # Comments move with what they stand by
        (f"# 头\n\n# 乙\n{B}# 甲\n{A}# 尾\n", f"# 头\n\n# 甲\n{A}# 乙\n{B}# 尾\n"),
        (f"# 乙\n{B}  # 乙尾\n{A}", f"{A}# 乙\n{B}  # 乙尾\n"),
        ("- 名称: 甲 # 名\n  # 号\n  编号: A#1\n", "# 号\n- 编号: A#1\n  名称: 甲  # 名\n"),
        ("- {编号: A, # 号\n  名称: 甲} # 项\n", "# 项\n- 编号: A  # 号\n  名称: 甲\n"),
        # A blank line separates; it follows no record to the top
        (f"{B}\n{A}", f"{A}\n{B}"),
        (f"# 头\n\n{B}\n{A}", f"# 头\n\n{A}\n{B}"),
        # Nothing but comments
        ("# 甲\n~ # 乙\n", "# 甲\n# 乙\n"),
        ("[ ]  # 无\n", "[]\n# 无\n"),
    ],
)
def test_rewritten(before: str, after: str) -> None:
    assert text_of(before) == after
    assert text_of(after) == after


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FileKind.PROJECTS, ""),
        (FileKind.PROJECTS, "# 空\n"),
        (FileKind.PROJECTS, "[]\n"),
        (FileKind.PROJECTS, "# yaml-language-server: $schema=x\n# 甲\n" + A + "\n# 组\n\n" + B),
        (FileKind.PROJECTS, A + "  节点: {}\n  来源:  # 待补\n"),
        (
            FileKind.PROJECTS,
            A + "  总投资: -5\n  来源: 【甲】\n  备注: -\n".replace(" -\n", ' "-"\n'),
        ),
        (None, CONFIG + "领域: [甲, 乙]\n规模分档: [100, 50]\n"),
        (None, CONFIG + "领域:\n  - 甲  # 一\n  # 二\n  - 乙, 丙\n  # 三\n"),
        # Written is written, though it equals the default
        (None, CONFIG + "口径:\n  开工率分母: 签约\n  转化计入总数: true\n  分档: 不重叠\n"),
        (None, CONFIG + "规模分档: [100, 50, 10, 5]\n目标: {}\n"),
        (FileKind.ROLLUPS, "- 期: 6,8\n  个数: 3\n  含明细: false\n  截至: 2023-06-19\n"),
        # Rollups and claims stay in their order, and a claim is proven at its own decimals
        (FileKind.ROLLUPS, "- 期: 2\n  截至: 2023-06-19\n- 期: 1\n  截至: 2023-06-19\n"),
        (FileKind.STATEMENTS, STATEMENT + "公布:\n  - 总投资: 43.0\n    开工率: 99.0\n  - {}\n"),
        (FileKind.STATEMENTS, STATEMENT + "公布: []\n"),
    ],
)
def test_left_as_it_is(kind: FileKind | None, text: str) -> None:
    assert text_of(text, kind) == text


def test_csv() -> None:
    before = "\ufeff备注,在册.开工,名称,编号,在册.签约,调出.日期,总投资\r\n"
    before += '"a,""b""",2,乙,B,1,,5.50\r\n\r\n,,"甲\r丙",A,3,,\r\n'
    after = "编号,名称,总投资,在册.签约,在册.开工,调出.日期,备注\n"
    after += 'A,"甲\r丙",,3,,,\nB,乙,5.5,1,2,,"a,""b"""\n'
    # The mark by which Excel knows the encoding stays.
    assert text_of(before, name="甲.csv") == "\ufeff" + after
    assert text_of("\ufeff" + after, name="甲.csv") == "\ufeff" + after
    assert text_of(after, name="甲.csv") == after


@pytest.mark.parametrize("name", ["progress/2023-05.csv", "progress/乡镇/2023-05.CSV"])
def test_csv_of_reports(name: str) -> None:
    before = "\ufeff形象进度,累计完成投资,编号,本月完成投资,存在问题\r\n"
    before += '"主体,\n封顶",1.20,A-2,0.50,\r\n\r\n,3,A-1,,\r\n'
    after = "编号,本月完成投资,累计完成投资,形象进度,存在问题\n"
    after += 'A-1,,3,,\nA-2,0.5,1.2,"主体,\n封顶",\n'
    assert text_of(before, FileKind.PROGRESS, name) == "\ufeff" + after
    assert text_of(after, FileKind.PROGRESS, name) == after


def test_reports_in_yaml() -> None:
    before = "# 五月\n\n- 累计完成投资: 1.20  # 核过\n  编号: B\n# 甲\n- {编号: A, 形象进度: }\n"
    after = "# 五月\n\n# 甲\n- 编号: A\n  形象进度:\n- 编号: B\n  累计完成投资: 1.2  # 核过\n"
    assert text_of(before, FileKind.PROGRESS, "progress/2023-05.yaml") == after
    assert text_of(after, FileKind.PROGRESS, "progress/2023-05.yaml") == after


def test_years_of_a_plan_are_in_order() -> None:
    before = A + "  计划: {年度计划投资: {2024: 2.50, 2023: 3}, 开工: 2023-05}\n"
    after = A + "  计划:\n    开工: 2023-05\n    年度计划投资:\n      2023: 3\n      2024: 2.5\n"
    assert text_of(before) == after
    assert text_of(after) == after
    table = (
        "编号,计划.年度计划投资.2024,名称,计划.年度计划投资.2023,计划.开工\nA,2.50,甲,3,2023-05\n"
    )
    columns = "编号,名称,计划.开工,计划.年度计划投资.2023,计划.年度计划投资.2024\n"
    assert text_of(table, name="甲.csv") == columns + "A,甲,2023-05,3,2.5\n"


def test_csv_of_rollups_keeps_its_order_and_columns_that_hold_nothing() -> None:
    before = "截至,节点.投产,备注,期,节点.签约\n2023-06-19,,,2,1\n2023-06-19,,,1,0\n"
    after = "期,节点.签约,节点.投产,截至,备注\n2,1,,2023-06-19,\n1,0,,2023-06-19,\n"
    assert text_of(before, FileKind.ROLLUPS, "甲.CSV") == after


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("- 编号: [\n", {Rule.YAML_SYNTAX}),
        ("- 编号: A\n  编号: B\n  名称: 甲\n", {Rule.DUPLICATE_KEY}),
        ("- 编号: A\n  名称: 甲\n  总投资: 5亿\n  金额: 3\n", {Rule.BAD_AMOUNT, Rule.UNKNOWN_KEY}),
        ("编号: A\n", {Rule.WRONG_TYPE}),
    ],
)
def test_refused(text: str, rules: set[Rule]) -> None:
    result = formatted(Source("甲.yaml", text.encode()), FileKind.PROJECTS)
    assert isinstance(result, list)
    assert {one.rule for one in result} == rules


def test_reports_of_no_month_are_refused() -> None:
    result = formatted(Source("progress/五月.csv", "编号\nA\n".encode()), FileKind.PROGRESS)
    assert isinstance(result, list)
    assert [one.rule for one in result] == [Rule.PROGRESS_FILE_NAME]


def test_a_report_that_would_be_lost_is_never_given_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(format, "to_csv", lambda records, columns: "编号,本月完成投资\nA,5\n")
    source = Source("progress/2023-05.csv", "编号,本月完成投资\nB,0.50\nA,5\n".encode())
    with pytest.raises(NotTheSame, match="整理后的内容与原来不同"):
        formatted(source, FileKind.PROGRESS)


@pytest.mark.parametrize(
    ("fault", "what"),
    [
        (lambda value, notes=None: "- 编号: [", "整理后的文字读不回来"),
        (lambda value, notes=None: B + "# 注\n", "整理后的内容与原来不同"),
        (lambda value, notes=None: A, "整理后的注释与原来不同"),
        (lambda value, notes=None: 1 // 0, "ZeroDivisionError"),
    ],
)
def test_a_text_that_loses_something_is_never_given_out(
    fault: object, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(format, "to_yaml", fault)
    with pytest.raises(NotTheSame, match=what) as caught:
        formatted(Source("projects/甲.yaml", f"{A} # 注\n".encode()), FileKind.PROJECTS)
    assert caught.value.file == "projects/甲.yaml"


def test_decimals_of_a_claim_are_part_of_what_is_proven(monkeypatch: pytest.MonkeyPatch) -> None:
    text = STATEMENT + "公布:\n  - 总投资: 43.0 \n"
    lost = text.replace("43.0 ", "43")
    monkeypatch.setattr(format, "to_yaml", lambda value, notes: lost)
    with pytest.raises(NotTheSame):
        formatted(Source("甲.yaml", text.encode()), FileKind.STATEMENTS)


def test_a_comment_that_the_reader_of_comments_loses_is_missed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(format, "read_comments", lambda source: Comments())
    with pytest.raises(NotTheSame, match="注释"):
        formatted(Source("甲.yaml", f"# 注\n{A}".encode()), FileKind.PROJECTS)


@pytest.mark.parametrize(
    "text",
    [
        A + "  备用:\n",
        A + '  备注: "8"# 注\n',
        A + '  备注: "一\n' + B + '  备注: 二"\n',
        A + "  在册: {签约 1, 开工: 1}\n",
        A + "  节点:\n    签约: 已\n    计划:\n    投产: 2024-06\n",
        A + "  节点:\n    签约: 已\n#计划:\n    投产: 2024-06\n",
        "- 编号: A\n  名称: 甲\n  编号: B\n  名称: 乙\n",
    ],
)
def test_what_could_be_meant_otherwise_is_left_alone(text: str) -> None:
    """Spelling it anew would take the user's decision, or drop a line."""
    assert isinstance(formatted(Source("甲.yaml", text.encode()), FileKind.PROJECTS), list)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (A + '  备注: "一\n  二"\n', A + "  备注: 一 二\n"),
        (A + "  在册: {签约: 1,\n  开工: 2}\n", A + "  在册:\n    签约: 1\n    开工: 2\n"),
        # A text that is cut off stays so, and is told again.
        ("- 编号: A\n  名称: 1# 车间 #3 项目\n", "- 编号: A\n  名称: 1# 车间  #3 项目\n"),
        (A + "  总投资:\n", A + "  总投资:\n"),
    ],
)
def test_what_can_only_mean_one_thing_is_spelled_anew(before: str, after: str) -> None:
    assert text_of(before) == after
    assert text_of(after) == after


def test_a_full_width_comma_in_brackets_stays_in_quotes() -> None:
    text = CONFIG + '领域: ["甲，乙", 丙]\n'
    assert text_of(text, None, "ledger.yaml") == text
