"""Three versions of a file, merged: tables of cases (properties: test_merge_properties)."""

import pytest

from sangeyipi.compare.merge.facts import OURS, THEIRS, parse
from sangeyipi.compare.merge.files import Merged, MergeVersions, merge

NAME = "projects/第1期.yaml"


def merged(
    base: str, ours: str, theirs: str, name: str = NAME, by_lines: str | None = None
) -> Merged:
    versions = MergeVersions(base.encode(), ours.encode(), theirs.encode())
    found = merge(name, versions, by_lines.encode() if by_lines is not None else None)
    assert found is not None
    return found


def take(text: str, side: str) -> str:
    """The text as somebody leaves it who decides every conflict for one side."""
    lines, current = [], None
    for line in text.splitlines():
        if line.startswith("<<<<<<< "):
            current = OURS
        elif line == "=======":
            current = THEIRS
        elif line.startswith(">>>>>>> "):
            current = None
        elif current in (None, side):
            lines.append(line)
    return "".join(f"{line}\n" for line in lines)


BASE = """\
- 编号: A-1
  名称: 甲
  总投资: 5
"""

#: What both sides wrote the same, or what is written differently but says the same.
CLEAN = {
    "the same change twice": ("总投资: 6", "总投资: 6", "总投资: 6"),
    "another spelling is no change": ("总投资: 5.00", "总投资: 6", "总投资: 6"),
    "one side only": ("总投资: 5", "总投资: 6", "总投资: 6"),
    "deleted on one side": ("总投资: 5", "", ""),
    "deleted on both": ("", "", ""),
}


@pytest.mark.parametrize(("ours", "theirs", "expected"), CLEAN.values(), ids=list(CLEAN))
def test_clean(ours: str, theirs: str, expected: str) -> None:
    texts = [BASE.replace("  总投资: 5\n", f"  {one}\n" if one else "") for one in (ours, theirs)]
    for pair in (texts, texts[::-1]):
        found = merged(BASE, *pair)
        assert found.clean
        wanted = BASE.replace("  总投资: 5\n", f"  {expected}\n" if expected else "")
        assert parse(NAME, found.data).facts() == parse(NAME, wanted.encode()).facts()


def test_one_identity_given_to_two_projects_is_never_mixed() -> None:
    ours = BASE + "- 编号: A-2\n  名称: 乙\n  总投资: 1\n"
    theirs = BASE + "- 编号: A-2\n  名称: 丙\n  责任单位: 发改委\n"
    found = merged(BASE, ours, theirs)
    assert [one.path for one in found.conflicts] == [(("A-2",),)]
    text = found.data.decode()
    assert (take(text, OURS), take(text, THEIRS)) == (ours, theirs)


def test_group_emptied_from_both_ends_goes() -> None:
    base = BASE + "  计划:\n    开工: 2024-01\n    投产: 2025-01\n"
    found = merged(base, base.replace("    开工: 2024-01\n", ""), base[: base.index("    投产")])
    assert found.data.decode() == BASE


def test_group_deleted_against_a_change_in_it() -> None:
    base = BASE + "  计划:\n    开工: 2024-01\n"
    found = merged(base, BASE, base.replace("2024-01", "2024-06"))
    assert [one.told() for one in found.conflicts] == ["A-1 计划 开工：本方 删去，对方 2024-06"]


def test_rollups_by_scope_and_day() -> None:
    one = "- 期: 1\n  批: 签约\n  个数: 3\n  截至: 2023-06-19\n"
    other = "- 期: 1\n  批: 开工\n  个数: 4\n  截至: 2023-06-19\n"
    later = one.replace("06-19", "09-30")
    found = merged(
        one + other, one + later + other, one + other.replace("4", "5"), "rollups/a.yaml"
    )
    assert found.data.decode() == one + later + other.replace("4", "5")


def test_conflict_in_the_first_line_of_a_record() -> None:
    base = "- 个数: 3\n  截至: 2023-06-19\n"
    found = merged(base, base.replace(": 3", ": 4"), base.replace(": 3", ": 5"), "rollups/a.yaml")
    text = found.data.decode()
    for side, count in ((OURS, "4"), (THEIRS, "5")):
        facts = parse("rollups/a.yaml", take(text, side).encode()).facts()
        assert facts[("", "", "", "2023-06-19"), "个数"] == count


def test_claims_by_scope() -> None:
    head = "标题: 汇报\n截至: 2023-06-19\n公布:\n"
    one, other = "  - 期: 1\n    个数: 3\n", "  - 期: 1\n    批: 签约\n    总投资: 1.50\n"
    found = merged(
        head + one, head + one + other, head + one.replace("3", "4"), "statements/a.yaml"
    )
    assert found.data.decode() == head + one.replace("3", "4") + other


def test_published_decimals_are_a_fact() -> None:
    base = "标题: 汇报\n截至: 2023-06-19\n公布:\n  - 期: 1\n    总投资: 132.9\n"
    ours, theirs = base.replace("132.9", "132.90"), base.replace("132.9", "133")
    assert merged(base, ours, theirs, "statements/a.yaml").conflicts


def test_what_git_merged_well_is_left_as_it_is_written() -> None:
    base = "-   {编号: A-1, 名称: 甲}\n# 乙\n-   编号: 'A-2'\n    名称: 乙\n"
    ours, theirs = base.replace("甲", "贾"), base.replace("名称: 乙", "名称: 已")
    by_lines = ours.replace("名称: 乙", "名称: 已")
    assert merged(base, ours, theirs, by_lines=by_lines).data.decode() == by_lines


def test_what_git_merged_badly_is_not_believed() -> None:
    """Line by line, a fact that both added in different places comes twice."""
    base = BASE + "  建设单位: 某公司\n"
    ours = BASE + "  监管平台: true\n  建设单位: 某公司\n"
    theirs = base + "  监管平台: true\n"
    by_lines = ours + "  监管平台: true\n"
    found = merged(base, ours, theirs, by_lines=by_lines)
    assert found.clean
    assert found.data.decode().count("监管平台") == 1


NOT_TREES = {
    "syntax": "- 编号: [\n",
    "an identity twice": BASE + BASE,
    "a key twice": BASE + "  总投资: 6\n",
    "an alias": "- &a\n  编号: A-1\n",
    "markers": "<<<<<<< 本方\n" + BASE,
    "another kind of file": "名称: 台账\n期次: []\n",
    "words": "- 甲\n",
    "a text": "甲\n",
}


@pytest.mark.parametrize("text", NOT_TREES.values(), ids=list(NOT_TREES))
def test_no_tree_of_facts(text: str) -> None:
    data = BASE.encode()
    for versions in (
        MergeVersions(data, text.encode(), data),
        MergeVersions(data, data, text.encode()),
    ):
        assert merge(NAME, versions) is None


def test_marker_size() -> None:
    sides = [BASE.replace("5", one).encode() for one in "67"]
    found = merge(NAME, MergeVersions(BASE.encode(), *sides), marker_size=9)
    assert found is not None
    assert b"<<<<<<<<< " in found.data
    assert b"\n=========\n" in found.data


def test_text_that_looks_like_our_own_token() -> None:
    base = BASE + "  备注: sgyp0conflict0\n"
    found = merged(base, base.replace("5", "6"), base.replace("5", "7"))
    assert "  备注: sgyp0conflict0\n" in found.data.decode()


def test_a_csv_keeps_the_mark_that_excel_knows_it_by() -> None:
    base = "\ufeff编号,名称,总投资\nA,甲,1\nB,乙,2\n"
    ours, theirs = base.replace("A,甲,1", "A,甲,3"), base.replace("B,乙,2", "B,乙,4")
    found = merge("a.csv", MergeVersions(*(one.encode() for one in (base, ours, theirs))))
    assert found is not None
    assert found.clean
    assert found.data == ours.replace("B,乙,2", "B,乙,4").encode()
