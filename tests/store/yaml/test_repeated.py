"""A `- ` too few or too many: no advice makes two projects of one, or one of two."""

import pytest

from sangeyipi.model.rule import Rule
from sangeyipi.store.files import FileKind
from sangeyipi.store.load import parse_file
from sangeyipi.store.source import Source


def told(text: str, kind: FileKind | None) -> list[tuple[str, str, str]]:
    name = f"{kind}/2023-05.yaml" if kind else "ledger.yaml"
    found = parse_file(kind, name, Source(name, text.encode())).diagnostics
    return [(one.rule.value, one.message, one.remedy) for one in found]


@pytest.mark.parametrize(
    ("kind", "text", "what"),
    [
        (
            FileKind.PROJECTS,
            "编号: A\n名称: 甲\n总投资: 3\n\n编号: B\n名称: 乙\n总投资: 4\n",
            "项目",
        ),
        (FileKind.PROJECTS, "名称: 甲\r\n编号: A\r\n名称: 乙\r\n编号: B\r\n", "项目"),
        (FileKind.PROGRESS, "编号: A\n累计完成投资: 3\n编号: B\n累计完成投资: 4\n", "记录"),
        (FileKind.ROLLUPS, "期: 1\n个数: 3\n\n期: 2\n个数: 4\n", "记录"),
    ],
)
def test_a_file_without_any_dash(kind: FileKind, text: str, what: str) -> None:
    found = told(text, kind)
    assert [rule for rule, _, _ in found] == ["duplicate-key", "wrong-type"]
    assert "这里像是另一" in found[0][1]
    assert what in found[0][1]
    for _, _, remedy in found:
        assert remedy == "每条记录的第一行以“- ”开头，其余各行缩进两格"


def test_two_reports_in_one_item() -> None:
    ((rule, message, _),) = told("- 编号: A\n  形象进度: x\n  编号: B\n", FileKind.PROGRESS)
    assert (rule, message) == ("duplicate-key", "这里像是另一条记录，前面少了“- ”")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (None, "名称: x\n期次: [{期: 1, 日期: 2021-07-10}]\n名称: y\n"),
        (FileKind.STATEMENTS, "标题: x\n截至: 2023-01-01\n标题: y\n截至: 2023-01-02\n"),
    ],
)
def test_a_file_of_one_record_has_a_key_twice(kind: FileKind | None, text: str) -> None:
    assert all("写了两次" in one[1] for one in told(text, kind) if one[0] == "duplicate-key")


@pytest.mark.parametrize(
    ("kind", "text", "parts"),
    [
        (FileKind.PROJECTS, "- 编号: A\n- 名称: 甲\n  总投资: 3\n", 1),
        (FileKind.PROJECTS, "- 编号: A\n  名称: 甲\n- 总投资: 3\n", 1),
        (FileKind.PROJECTS, "- 编号: A\n  名称: 甲\n- 在册: {签约: 1}\n- 节点: {签约: 已}\n", 2),
        (FileKind.PROJECTS, "- 编号: A\n- 名称: 甲\n- 编号: B\n  名称: 乙\n", 1),
        (FileKind.PROGRESS, "- 编号: A\n- 累计完成投资: 3\n", 1),
        (FileKind.PROGRESS, "- 编号: A\n  累计完成投资: 3\n- 形象进度: x\n", 1),
        (FileKind.ROLLUPS, "- 期: 1\n  个数: 3\n- 截至: 2021-08-31\n", 1),
        (FileKind.ROLLUPS, "- 期: 1\n- 个数: 3\n- 截至: 2021-08-31\n", 2),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_dash_too_many(kind: FileKind, text: str, parts: int, end: str) -> None:
    found = told(text.replace("\n", end), kind)
    assert len(found) == parts
    for rule, message, remedy in found:
        assert rule == "missing-key"
        assert message.endswith("像是上一条的一部分：多了“- ”")
        assert remedy.startswith("是上一条的，把这一行的“- ”改成两个空格；确是另一条的，")


@pytest.mark.parametrize(
    "text",
    [
        # The second says something again that the first has said: it is another one.
        "- 编号: A\n  名称: 甲\n- 名称: 乙\n  总投资: 3\n",
        "- 名称: 甲\n  总投资: 3\n- 编号: B\n  名称: 乙\n",
        "- 总投资: 3\n- 编号: B\n  名称: 乙\n",
        "- 编号: A\n- 编号: [x]\n  名称: 乙\n",
    ],
)
def test_a_record_of_its_own_lacks_a_key(text: str) -> None:
    found = [one for one in told(text, FileKind.PROJECTS) if one[0] == Rule.MISSING_KEY.value]
    assert found
    assert all(message.startswith("缺少") for _, message, _ in found)


def test_a_csv_file_has_no_dashes() -> None:
    name = "projects/a.csv"
    text = "编号,名称,总投资\nA,甲,\n,,3\n"
    found = parse_file(FileKind.PROJECTS, name, Source(name, text.encode())).diagnostics
    assert found
    assert not any("- " in one.message + one.remedy for one in found)
