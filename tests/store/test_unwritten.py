"""Keys with nothing behind them, texts cut by a `#`, and openings that became comments."""

import pytest

from sangeyipi.model.rule import Rule, Severity
from sangeyipi.store.canonical.format import formatted
from sangeyipi.store.canonical.reader import read_canonical
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import Parsed, parse_file
from sangeyipi.store.source import Source

A = "- 编号: A\n  名称: 甲\n"


def parsed(text: str, kind: FileKind | None = FileKind.PROJECTS) -> Parsed:
    name = f"{kind}/2023-05.yaml" if kind else "ledger.yaml"
    return parse_file(kind, name, Source(name, text.encode()))


def told(text: str, kind: FileKind | None = FileKind.PROJECTS) -> list[tuple[str, str]]:
    found = parsed(text, kind).diagnostics
    return [(one.rule.value, ".".join(map(str, one.place.path))) for one in found]


@pytest.mark.parametrize("empty", ["", " ~", " null", "  # 待补"])
def test_an_empty_value_of_a_known_key_is_a_hint(empty: str) -> None:
    text = (
        A + f"  总投资:{empty}\n  节点:\n    签约:{empty}\n  计划: {{年度计划投资: {{2023: }}}}\n"
    )
    paths = ["0.总投资", "0.节点.签约", "0.计划.年度计划投资.2023"]
    assert told(text) == [("empty-value", path) for path in paths]
    found = parsed(text)
    assert found.complete
    assert {one.rule.severity for one in found.diagnostics} == {Severity.HINT}


@pytest.mark.parametrize(
    ("kind", "text", "path"),
    [
        (None, "名称: x\n期次:\n  - 期: 1\n    日期: 2021-07-10\n    来源:\n", "期次.0.来源"),
        (FileKind.ROLLUPS, "- 期: 1\n  批:\n  个数: 3\n  截至: 2023-01-01\n", "0.批"),
        (
            FileKind.STATEMENTS,
            "标题: x\n截至: 2023-01-01\n公布:\n  - 期: 1\n    个数:\n",
            "公布.0.个数",
        ),
        (FileKind.PROGRESS, "- 编号: A\n  累计完成投资:\n", "0.累计完成投资"),
    ],
)
def test_in_every_file(kind: FileKind | None, text: str, path: str) -> None:
    assert told(text, kind) == [("empty-value", path)]


@pytest.mark.parametrize("value", ["", " 5"])
@pytest.mark.parametrize("before", [A, A + "  节点:\n    签约: 2023-01-10\n  "])
def test_an_unknown_key_is_one_with_or_without_a_value(before: str, value: str) -> None:
    text = before + f"  总投次:{value}\n"
    assert told(text)[0][0] == "unknown-key"
    # Where nothing stands behind it, nothing is lost of a commit made before the rule.
    assert parsed(text).complete is (value == "")


def test_a_plan_indented_too_far_is_no_milestone() -> None:
    text = A + "  节点:\n    签约: 2023-01-10\n    计划:\n    投产: 2024-06\n"
    (one,) = parsed(text).diagnostics
    assert (one.rule.value, one.place.path) == ("unknown-key", (0, "节点", "计划"))
    assert one.remedy == "让“计划”与“节点”左边对齐"
    # The planned date would be an actual one: no version of a ledger may be read so.
    assert not parsed(text).complete
    (project,) = parsed(text.replace("    计划", "  计划")).records
    assert [str(step) for step in project.milestones] == ["签约"]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("- 编号: A\n  名称: 1#、2#车间 #3 项目\n", "#3 项目"),
        ("- {编号: A, 名称: 1# 车间 #3 项目\n   }\n", "#3 项目"),
        (A + "  责任单位: 甲局 #乙局\n", "#乙局"),
        (A + "  调出: {日期: 2023-01-10, 原因: 用地 #3\n    }\n", "#3"),
        ("- 编号: A #1\n  名称: 甲\n", "#1"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_cut_by_a_number_sign(text: str, cut: str, end: str) -> None:
    (one,) = parsed(text.replace("\n", end)).diagnostics
    assert one.rule.value == "text-cut"
    assert one.rule.severity is Severity.WARNING
    assert f"“{cut}”" in one.message
    assert parsed(text).complete


@pytest.mark.parametrize(
    ("kind", "text", "path", "cut"),
    [
        (FileKind.PROJECTS, A + "  责任单位: #3园区管委会\n", "0.责任单位", "#3园区管委会"),
        (FileKind.PROJECTS, A + "  备注:   #3机组停建\n  总投资: 3\n", "0.备注", "#3机组停建"),
        (
            FileKind.PROJECTS,
            A + "  调出: {原因: #3用地\n    , 日期: 2023-01}\n",
            "0.调出.原因",
            "#3用地",
        ),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: #3楼封顶\n", "0.形象进度", "#3楼封顶"),
        (FileKind.ROLLUPS, "- 期: 1\n  个数: 3\n  截至: 2021-08\n  来源: #3\n", "0.来源", "#3"),
        (None, "名称: x\n领域:\n  - #3区\n  - 农业\n", "领域.0", "#3区"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_text_that_begins_with_a_number_sign(
    kind: FileKind | None, text: str, path: str, cut: str, end: str
) -> None:
    """It is lost whole, which is more than an item that somebody left empty."""
    found = parsed(text.replace("\n", end), kind).diagnostics
    one = next(one for one in found if one.rule.value == "text-cut")
    assert ".".join(map(str, one.place.path)) == path
    assert f"以“#”开头，整段“{cut}”被当成注释" in one.message
    assert "empty-value" not in [one.rule.value for one in found]


@pytest.mark.parametrize("line", ["备注: # 待补", "备注: #", "总投资: #待补", "备注:\n  #待补"])
def test_an_empty_value_with_a_comment_is_a_hint(line: str) -> None:
    assert [rule for rule, _ in told(A + f"  {line}\n")] == ["empty-value"]


@pytest.mark.parametrize(
    "line", ["名称: 甲  # 注", "名称: 甲 #　注", '名称: "甲" #注', "名称: 甲\n  总投资: 5 #万元"]
)
def test_a_comment_stays_a_comment(line: str) -> None:
    assert told(f"- 编号: A\n  {line}\n  # 注 #x\n  #注\n") == []


def test_a_sector_cut_off() -> None:
    text = "名称: x\n期次:\n  - 期: 1\n    日期: 2021-07-10\n领域:\n  - 工业 #一\n  - 农业\n"
    assert told(text, None) == [("text-cut", "领域.0")]


MILESTONES = A + "  节点:\n    签约: 2023-01-10\n"


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (FileKind.PROJECTS, MILESTONES + "  #计划:\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + "# 计划:\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + "  # 待核  计划:\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + "# 计划:\r\n    投产: 2024-06\r\n"),
        (FileKind.PROJECTS, MILESTONES + "  # 计划:\n    # 履约: 2021-09\n    履约: 已\n"),
        (FileKind.PROJECTS, MILESTONES + "  # 计划:\n\n    # 待核\n#   x\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + "  # 计划:  # 待核\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + "# 计划:  # 待核\n    投产: 2024-06\n"),
        (FileKind.PROJECTS, MILESTONES + '  # "计划":\n    "投产": 2024-06\n'),
        (FileKind.PROJECTS, A + "#- 编号: B\n  #名称: 乙\n  到位资金: 3\n"),
        (FileKind.PROJECTS, A + "# - 编号: B\n# 名称: 乙\n# 备注: x\n\n  到位资金: 3\n"),
        (FileKind.PROJECTS, A + "# - 编号: B\r\n# 名称: 乙\r\n  到位资金: 3\r\n"),
        (FileKind.PROJECTS, A + '# - "编号": B\n# 名称: 乙\n  到位资金: 3\n'),
        (FileKind.PROJECTS, A + "# - {编号: B,\n#   名称: 乙}\n  到位资金: 3\n"),
        (FileKind.ROLLUPS, "- 期: 1\n  个数: 3\n# - 期: 2\n#   个数: 4\n  截至: 2021-08\n"),
        (FileKind.PROGRESS, "- 编号: A\n# - 编号: B\n#   形象进度: y\n  累计完成投资: 5\n"),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: x\n#- 编号: B\n  累计完成投资: 5\n"),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: x\n# - 编号: B\n  累计完成投资: 5\n"),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: x  # 注- 编号: B\n  累计完成投资: 5\n"),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: x\n# 注- 编号: B\n  累计完成投资: 5\n"),
        (FileKind.PROJECTS, MILESTONES + "#- 编号: B\n  总投资: 5\n"),
        # The line below the opening is a comment as well, or blank.
        (FileKind.PROJECTS, MILESTONES + "  # 计划:\n    # 履约: 2021-09\n    履约: 已\n"),
        (FileKind.PROJECTS, MILESTONES + "#  计划:\n#    履约: 2021-09\n\n    履约: 已\n"),
        (FileKind.PROJECTS, MILESTONES + "  # 计划:\r\n\r\n    # 待核\r\n    投产: 2024-06\r\n"),
        (FileKind.PROJECTS, MILESTONES + "#- 编号: B\n  #名称: 乙\n  到位资金: 3\n"),
        (FileKind.PROJECTS, MILESTONES + "# - 编号: B\n# 名称: 乙\n  到位资金: 3\n"),
        (FileKind.PROJECTS, MILESTONES + "#- 编号: B\n\n# 待核\n#\n  到位资金: 3\n"),
        (FileKind.PROGRESS, "- 编号: A\n  形象进度: x\n#- 编号: B\n#  x: 1\n  累计完成投资: 5\n"),
        (
            FileKind.STATEMENTS,
            "标题: x\n截至: 2023-01-01\n公布:\n  - 期: 1\n    个数: 3\n#  - 期: 2\n    转化: 4\n",
        ),
    ],
)
def test_an_opening_that_became_a_comment(kind: FileKind, text: str) -> None:
    """What it opened belongs to what stood before it now: planned dates are actual ones."""
    assert [rule for rule, _ in told(text, kind)] == ["commented-out"]
    assert not parsed(text, kind).complete
    assert read_canonical(text) is None


@pytest.mark.parametrize(
    "text",
    [
        MILESTONES + "  # 计划:\n  #   投产: 2024-06\n  备注: x\n",
        MILESTONES + "# 计划:\n  备注: x\n",
        MILESTONES + "    # 计划:\n    投产: 2024-06\n",
        MILESTONES + "#- 编号: B\n#  名称: 乙\n- 编号: C\n  名称: 丙\n",
        MILESTONES + "#- 编号: B\n#  名称: 乙\n\n# 末尾\n",
        MILESTONES + "#- 编号: B\n\n#  名称: 乙\n\n- 编号: C\n  名称: 丙\n",
        MILESTONES + "  # 计划:\n  #   投产: 2024-06\n\n  # 其余:\n  备注: x\n",
        MILESTONES + "#- 编号: B\n#  计划:\n#    投产: 2024-06\n-\n  编号: C\n  名称: 丙\n",
        MILESTONES + "  #计划:\n  #  投产: 2024-06\n\n  # 待核\n- 编号: C\n  名称: 丙\n",
        "- 编号: A\n  # 例如:\n  # - 编号: B\n  #   名称: 乙\n  名称: 甲\n",
        "# 第一组:\n" + A,
        "# 例如:\n# - 编号: B\n" + A,
        "- # 注:\n  编号: A\n  名称: 甲\n",
    ],
)
def test_a_comment_that_opened_nothing(text: str) -> None:
    assert told(text) == []


ASTRAY = [
    (
        FileKind.PROJECTS,
        A + "  节点:\n    签约: 2023-01-10\n    计划:\n      投产: 2024-06\n",
        "节点",
    ),
    (
        FileKind.PROJECTS,
        A + "  节点:\n    计划:\n      投产: 2024-06\n    签约: 2023-01-10\n",
        "节点",
    ),
    (FileKind.PROJECTS, A + "  节点: {签约: 2023-01-10, 计划: {投产: 2024-06}}\n", "节点"),
    (FileKind.PROJECTS, A + "  节点:\n    签约: 2023-01-10\n    备注: 一期\n", "节点"),
    (FileKind.PROJECTS, A + "  节点:\n    签约: 2023-01-10\n    备注:\n", "节点"),
    (FileKind.PROJECTS, A + "  在册:\n    签约: 1\n    节点: {签约: 2023-01-10}\n", "在册"),
    (FileKind.PROJECTS, A + "  计划:\n    年度计划投资:\n      投产: 2024-06\n", "年度计划投资"),
    (FileKind.PROJECTS, A + "  计划:\n    年度计划投资:\n      备注: 一期\n", "计划"),
    (FileKind.ROLLUPS, "- 期: 1\n  个数: 3\n  节点:\n    签约: 1\n    截至: 2021-08\n", "节点"),
    (FileKind.STATEMENTS, "标题: x\n截至: 2023-01-01\n公布:\n  - 个数: 3\n    来源: y\n", "公布"),
    (None, "名称: x\n期次:\n  - 期: 1\n    日期: 2021-07-10\n    领域: [a]\n", "期次"),
]


@pytest.mark.parametrize(("kind", "text", "beside"), ASTRAY)
def test_a_key_within_its_neighbour_moves_to_its_left(
    kind: FileKind | None, text: str, beside: str
) -> None:
    found = parse_file(kind, "projects/a.yaml", Source("projects/a.yaml", text.encode()))
    (one,) = (one for one in found.diagnostics if one.rule is not Rule.MISSING_KEY)
    assert one.rule is Rule.UNKNOWN_KEY
    key = one.place.path[-1]
    assert one.message == f"“{key}”写到“{beside}”里面去了，它们应当并列"
    assert f"把“{key}”（连同属于它的各行）左移，与“{beside}”左边对齐" in one.remedy


def test_an_empty_unknown_key_of_yaml_is_no_column() -> None:
    (one,) = parsed(A + "  计画:\n").diagnostics
    assert one.message.startswith("不认识的键“计画”")
    assert "列名" not in one.remedy


CONFIG = "名称: 示例\n期次:\n  - 期: 1\n    日期: 2021-07-10\n"


@pytest.mark.parametrize("after", ["", "口径:\n  分档: 累计\n"])
@pytest.mark.parametrize(
    "empty",
    ["", " ~", " []", " [ ]", " [] # 待定", "\n  []", " [\n  ]", "\n  # - 100", " [ # 大\n  ]"],
)
def test_no_bands_are_the_default_bands(empty: str, after: str) -> None:
    text = f"{CONFIG}规模分档:{empty}\n{after}"
    assert told(text, None) == [("empty-value", "规模分档")]
    config, without = parsed(text, None).records[0], parsed(CONFIG + after, None).records[0]
    assert [int(floor) for floor in config.band_floors] == [100, 50, 10, 5]
    assert config == without
    source = Source("ledger.yaml", text.encode())
    assert isinstance(formatted(source, None), str)  # which proves that it reads back the same


def test_a_flow_ledger_without_bands() -> None:
    text = "{名称: 示例, 期次: [{期: 1, 日期: 2021-07-10}], 规模分档: []}\n"
    assert told(text, None) == [("empty-value", "规模分档")]
    assert [int(floor) for floor in parsed(text, None).records[0].band_floors] == [100, 50, 10, 5]
