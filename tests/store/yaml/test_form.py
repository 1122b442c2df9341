"""What a stray quote, a wrong indentation or a missing mark would hide is told, at its place."""

import pytest

from sangeyipi.model.rule import Severity
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Parsed, parse_file
from sangeyipi.store.source import Source

A = "- 编号: A\n  名称: 甲\n"
B = "- 编号: B\n  名称: 乙\n"


def parsed(text: str, kind: FileKind | None = FileKind.PROJECTS) -> Parsed:
    name = f"{kind}/甲.yaml" if kind else "ledger.yaml"
    return parse_file(kind, name, Source(name, text.encode()))


def errors(text: str, kind: FileKind | None = FileKind.PROJECTS) -> list[tuple[str, int, int]]:
    """Rule, line and column of every error."""
    found = parsed(text, kind).diagnostics
    errors = [one for one in found if one.rule.severity is Severity.ERROR]
    return [(one.rule.value, *(one.position or (0, 0))[:2]) for one in errors]


def messages(text: str, kind: FileKind | None = FileKind.PROJECTS) -> list[str]:
    return [one.message for one in parsed(text, kind).diagnostics]


@pytest.mark.parametrize("quote", ['"', "'"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("text", "place"),
    [
        # Two stray quotes, a project between them
        (A + "  备注: Q一期\n" + B + "  总投资: 5\n  备注: 二期Q\n", (3, 7)),
        # Within one record: an amount
        (A + "  责任单位: Q县商务局\n  总投资: 5\n  备注: 一期Q\n", (3, 9)),
        # The second of them closes what was well quoted, over which the parser stumbles
        (A + "  备注: Q一期\n" + B + "  备注: Q二期Q\n", (3, 7)),
        # Only a list or a group
        (A + "  备注: Q一期\n  在册:\n    签约: 1\n  来源: xQ\n", (3, 7)),
        # A line that stands deeper, but is a fact
        (A + "  备注: Q一期\n    总投资: 5Q\n", (3, 7)),
        (A + "  备注: Q一期\n    - 编号: BQ\n", (3, 7)),
        (A + "  备注: Q一期\n    - {编号: B, 名称: 乙}Q\n", (3, 7)),
        (A + "  备注: Q一期\n    2023: 4.5\n    二Q\n", (3, 7)),
        (A + "  备注: Q一期\n    总投资:5Q\n", (3, 7)),
        # Any other key at the left
        (A + "  备注: Q一期\n  自定: 5\n  来源: xQ\n", (3, 7)),
        # In brackets, on one line and on several
        ("- {编号: A, 名称: 甲, 备注: Q一, 总投资: 10, 来源: 二Q}\n", (1, 22)),
        ("- {编号: A, 名称: 甲, 备注: Q一,\n   总投资: 10, 来源: 二Q}\n", (1, 22)),
        ("[{编号: A, 名称: 甲, 备注: Q一}, {编号: B, 名称: 乙, 来源: 二Q}]\n", (1, 21)),
    ],
)
def test_a_stray_quote_swallows_nothing(
    text: str, place: tuple[int, int], quote: str, end: str, mark: str
) -> None:
    text = mark + text.replace("Q", quote).replace("\n", end)
    assert errors(text) == [("yaml-swallowed", *place)]
    assert not parsed(text).complete


def test_it_is_told_what_was_swallowed() -> None:
    (message,) = messages(A + '  备注: "一期\n' + B + '  备注: 二期"\n')
    assert message == "这里的引号到第 6 行才合上，把第 4 行的“编号”也当成了文字"


@pytest.mark.parametrize(
    ("kind", "text", "place"),
    [
        (None, '名称: "示例\n地区: 甲县\n备注: x"\n期次: []\n', (1, 5)),
        (
            FileKind.ROLLUPS,
            '- 期: 7\n  来源: "x\n  个数: 3\n  备注: y"\n  截至: 2023-01-01\n',
            (2, 7),
        ),
        (FileKind.STATEMENTS, '标题: "x\n截至: 2023-01-01\n来源: y"\n', (1, 5)),
    ],
)
def test_in_every_file(kind: FileKind | None, text: str, place: tuple[int, int]) -> None:
    assert errors(text, kind) == [("yaml-swallowed", *place)]


@pytest.mark.parametrize(
    "text",
    [
        '  备注: "一期\n    二期"\n',
        "  备注: '一期\n\n   二期：总投资 5 亿元'\n",
        '  备注: "来源：通报\n    备注：x"\n',
        '  备注: "一期\n    - 第一\n    - 第二"\n',
        "  备注: 一期\n    二期\n",
        "  备注: 要点\n    - 第一\n    - 第二\n",
        "  备注: |\n    第一：\n      第二\n",
        "  备注: >-\n    一\n    二\n",
        '  备注: "总投资: 5"\n',
        "  在册: {签约: 1,\n    开工: 2}\n",
        "  在册: {签约: 1,\n# 注\n\n    开工: 2\n   }\n",
        '  备注: "一\\\n    二"\n',
    ],
)
def test_prose_in_its_place_is_fine(text: str) -> None:
    assert messages(A + text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('  备注: "一期\n  二期"\n', (3, 7)),
        ("  备注: '一期\n二期'\n", (3, 7)),
        ('  备注: "一期\n\t二期"\n', (3, 7)),
        ("  在册: {签约: 1,\n  开工: 2}\n", (4, 1)),
        ("  在册: {签约: 1,\n    开工: 2\n  }\n", (5, 1)),
        ("  在册: {\n    签约: 1,\n开工: 2\n  }\n", (5, 1)),
    ],
)
def test_lines_at_the_left_are_refused_and_read(text: str, place: tuple[int, int]) -> None:
    """Nothing is lost: a commit made before the rule stays readable."""
    assert errors(A + text) == [("yaml-indent", *place)]
    found = parsed(A + text)
    assert found.complete
    assert len(found.records) == 1


def test_brackets_at_the_top_may_begin_their_lines_anywhere() -> None:
    assert messages("[{编号: A, 名称: 甲},\n{编号: B, 名称: 乙}\n]\n") == []


@pytest.mark.parametrize(
    "text",
    [
        A + "  备注: |\n    要点\n    总投资: 5\n",
        A + "  备注: >\n    要点\n    - 编号: B\n",
        A + "  备注: 一期\n    总投资:5\n",
        "- {编号: A, 名称: 甲\n    总投资:5}\n",
    ],
)
def test_a_line_indented_too_far_is_no_text(text: str) -> None:
    ((rule, *_),) = errors(text)
    assert rule == "yaml-swallowed"


def test_an_item_indented_too_far_is_no_text() -> None:
    text = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n领域:\n  - 甲\n   - 乙\n"
    assert errors(text, None) == [("yaml-swallowed", 7, 4)]


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_left_open_is_told_where_it_opens(quote: str) -> None:
    text = A + f"  备注: {quote}一期\n    二期\n"
    assert errors(text) == [("yaml-syntax", 3, 7)]
    assert messages(text) == ["这里的引号一直没有合上"]
    # Whatever comes behind it.
    assert errors(text + B)[0][1:] == (3, 7)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("  在册: {签约 1, 开工: 1}\n", "“签约”后面少一个冒号：“签约 1”应写作“签约: …”"),
        ("  在册: {签约1, 开工: 1}\n", "“签约”后面少一个冒号：“签约1”应写作“签约: …”"),
        ("  在册: {签约: 1,投产:1}\n", "冒号后面少一个空格"),
        ("  节点: {签约:2023-02-01}\n", "冒号后面少一个空格"),
        ("  节点: {签约: 2023-01-10, 开工}\n", "“开工”后面少了冒号和值"),
        ("  在册: {签约: 1, 开工：1}\n", "用了全角“：”"),
        ("  计划: {年度计划投资: {2023:4.5, 2024: 8}}\n", "冒号后面少一个空格"),
        (
            "  备注: x\n  调出: {日期: 2023-01-10, 原因: 用地,资金}\n",
            "“资金”没有写成“键: 值”：少了冒号和空格，或是前面的文字没有用引号括起来",
        ),
    ],
)
def test_an_entry_in_brackets_has_a_colon_and_a_blank(text: str, message: str) -> None:
    for one in (A + text, A.replace("\n", "\r\n") + text):
        assert message in messages(one)
        assert not parsed(one).complete


def test_entries_in_brackets_of_a_record() -> None:
    assert errors("- {编号: A, 名称: 甲, 总投资:5}\n") == [("yaml-syntax", 1, 18)]
    assert errors("- {编号: A, 名称: 甲, 总投资: 12,5}\n") == [("yaml-syntax", 1, 26)]
    assert messages('- {"编号":"A", "名称":"甲"}\n') == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (A + '  备注: "8"# 注\n', (3, 10)),
        (A + "  备注: '8'#注\n", (3, 10)),
        (A + "  在册: {签约: 1}# 注\n", (3, 14)),
        ("- {编号: A,# 注\n   名称: 甲}\n", (1, 10)),
        ("[ # 注\n{编号: A, 名称: 甲}]# 注\n", (2, 16)),
        (A + "  备注: |# 注\n    一\n", (3, 8)),
    ],
)
def test_a_comment_is_set_apart(text: str, place: tuple[int, int]) -> None:
    assert errors(text) == [("yaml-comment", *place)]
    found = parsed(text)
    assert found.complete
    assert len(found.records) == 1


@pytest.mark.parametrize("text", ['  备注: "8" # 注\n', "  备注: 8#注\n", '  备注: ["]#"]\n'])
def test_a_comment_set_apart_is_fine(text: str) -> None:
    assert not [rule for rule, *_ in errors(A + text) if rule == "yaml-comment"]


TWO = "- 编号: A\n  名称: 甲\n  总投资: 5\n  编号: B\n  名称: 乙\n  总投资: 6\n"


def test_a_record_without_its_dash_is_one_message() -> None:
    found = parsed(TWO).diagnostics
    assert [(one.rule.value, one.message) for one in found] == [
        ("duplicate-key", "这里像是另一个项目，前面少了“- ”")
    ]
    assert found[0].position == (4, 3, 2)
    assert "删" not in found[0].remedy
    # Done as it says, it is right.
    assert [one.id for one in parsed(TWO.replace("  编号: B", "- 编号: B")).records] == ["A", "B"]


@pytest.mark.parametrize(
    ("kind", "text", "lines"),
    [
        (FileKind.PROJECTS, TWO + "  编号: C\n  名称: 丙\n", [4, 7]),
        (FileKind.PROJECTS, TWO + "- 编号: D\n  名称: 丁\n  编号: E\n  名称: 戊\n", [4, 9]),
        (FileKind.ROLLUPS, "- 期: 1\n  个数: 3\n  截至: 2023-01-01\n  期: 2\n  个数: 4\n", [4]),
        (
            None,
            "名称: x\n期次:\n  - 期: 1\n    日期: 2021-07-10\n    期: 2\n    日期: 2021-10-08\n",
            [5],
        ),
        (
            FileKind.STATEMENTS,
            "标题: x\n截至: 2023-01-01\n公布:\n  - 期: 1\n    个数: 3\n    期: 2\n    个数: 4\n",
            [6],
        ),
    ],
)
def test_a_missing_dash_in_every_list(kind: FileKind | None, text: str, lines: list[int]) -> None:
    found = [one for one in parsed(text, kind).diagnostics if one.rule.value == "duplicate-key"]
    assert [one.position.line for one in found if one.position] == lines
    assert all("前面少了“- ”" in one.message for one in found)


def test_missing_brackets_are_told_as_such() -> None:
    text = "[{编号: A, 名称: 甲, 编号: B, 名称: 乙}]\n"
    assert messages(text) == ["这里像是另一个项目，前面少了“}, {”"]


@pytest.mark.parametrize(
    "text",
    [A + "  总投资: 5\n  总投资: 6\n", A + "  名称: 乙\n", "- 编号: A\n  编号: A\n  名称: x\n"],
)
def test_one_fact_twice_is_still_that(text: str) -> None:
    (message,) = messages(text)
    assert "写了两次" in message


def test_a_bracket_left_open_is_told_where_it_opens() -> None:
    for text in ("  在册: {签约: 1, 开工: 2\n  备注: x\n", "  备注: [一期\n" + B):
        ((rule, line, _),) = errors(A + text)
        assert (rule, line) == ("yaml-syntax", 3)


@pytest.mark.parametrize("words", ["甲，乙", "甲, -"])
def test_a_list_in_brackets_has_half_width_commas(words: str) -> None:
    text = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n领域: [W]\n"
    assert [line for _, line, _ in errors(text.replace("W", words), None)] == [5]
    assert errors(text.replace("W", f'"{words}"'), None) == []
    # A commit made before the rule is read as it was.
    assert parsed(text.replace("W", words), None).complete


COMMAS = [
    ("节点: {签约: 2023-01-10 开工: 2023-05}", "“开工”前面少了半角逗号"),
    ("节点: {签约: 2023-01-10  开工: 2023-05, 投产: 2024}", "“开工”前面少了半角逗号"),
    ("节点: {签约: 2023-01-10开工: 2023-05}", "“开工”前面少了半角逗号"),
    ('节点: {签约: "2023-01-10" 开工: 2023-05}', "“开工”前面少了半角逗号"),
    ("计划: {年度计划投资: {2023: 5} 投产: 2024-05}", "“投产”前面少了半角逗号"),
    ("计划: {年度计划投资: {2023: 5 2024: 6}}", "“2024”前面少了半角逗号"),
    ("在册: {签约: 1 开工: 1", "“开工”前面少了半角逗号"),
    ("节点: {签约: 2023-01-10，开工: 2023-05}", "“开工”前面的“，”应是半角逗号“,”"),
    ("节点: {签约: 2023-01-10、开工: 2023-05}", "“开工”前面的“、”应是半角逗号“,”"),
    ("节点: {签约: 2023-01-10; 开工: 2023-05}", "“开工”前面的“;”应是半角逗号“,”"),
    # No word that lacks a comma: nothing is named.
    ("节点: {签约: 2023-01-10: 5}", "方括号或花括号没有配对，或少了半角逗号"),
]


@pytest.mark.parametrize(("line", "message"), COMMAS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_missing_comma_is_told_by_the_key_behind_it(line: str, message: str, ending: str) -> None:
    text = f"\ufeff- 编号: A{ending}  名称: 甲{ending}  {line}{ending}"
    source = Source("projects/a.yaml", text.encode())
    (one,) = parse_file(FileKind.PROJECTS, source.name, source).diagnostics
    assert (one.rule.value, one.message) == ("yaml-syntax", message)
    assert one.position
    assert one.position.line == 3


@pytest.mark.parametrize("header", ["|", "|-", ">"])
@pytest.mark.parametrize(
    "line",
    ["开工: 2023 年", "日期: 5月", "投产: 预计 2024 年底", "总投资: 约 3 亿元", "- 个数: 3 个"],
)
def test_prose_behind_a_bar_may_begin_with_a_word_of_the_format(header: str, line: str) -> None:
    text = A + f"  备注: {header}\n    分两期\n    {line}\n  总投资: 3\n"
    assert messages(text) == []
    (project,) = parsed(text).records
    assert line in project.note


@pytest.mark.parametrize("header", ["|", ">"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    "line",
    [
        *("开工: 2023", "开工: 2023-05", "开工: 2023/5", "开工: 已", "总投资: 3", "总投资: 1,000"),
        *("总投资: 3  # 亿元", "个数: 3", "期: 1-3", "2023: 4.5", "节点:", "节点: {开工: 已}"),
        *("名称: 二期 3 年", "编号: B 号", "总投资:", "开工: '2023'", "责任单位: 县局"),
    ],
)
def test_a_fact_behind_a_bar_is_told(header: str, end: str, line: str) -> None:
    text = A + f"  备注: {header}\n    分两期\n    {line}\n  来源: x\n"
    assert errors(text.replace("\n", end)) == [("yaml-swallowed", 5, 5)]
