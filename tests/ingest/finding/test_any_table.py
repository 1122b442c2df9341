"""Property: whatever titles, sections, totals and notes stand around rows, these come back."""

import re
from dataclasses import dataclass, field

from hypothesis import example, given, settings
from hypothesis import strategies as st

from ingest.finding.sheets import Value, column, sheet, workbook
from sangeyipi.ingest.finding.tables import find_tables

_NAMES = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["示例", "合计", "小计", "总部", "汇总", "其中村", "累计", "平均", "备注", "注塑", "第八期"]
    ),
    st.sampled_from(["铝基新材料", "数据中心", "物流", "计量仪器", "二期", "（二期）", "能源站"]),
    st.sampled_from(["项目", "产业园", "厂", "工程", "建设项目（一期）"]),
)
_SECTIONS = ("一、先进制造业", "二、现代服务业", "三、基础设施", "四、社会民生")


@dataclass
class Made:
    """A sheet as somebody may have made it, and what it says."""

    rows: list[list[Value]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sections: list[tuple[str, ...]] = field(default_factory=list)
    skipped: list[int] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    numbered: bool = False
    section: tuple[str, ...] = ()


_HEAD: list[Value] = ["项目名称", "总投资（万元）", "建设单位", "开工时间", "备注"]
_TITLES = st.lists(st.sampled_from(["附件1", "项目台账", "单位：万元", ""]), max_size=3)
_KINDS = st.sampled_from(["row"] * 6 + ["section", "total", "head", "blank", "page", "average"])
_NOTES = st.lists(st.sampled_from(["备注：数据截至6月底。", "填表人：张三"]), max_size=2)


@st.composite
def made(draw: st.DrawFn) -> Made:
    """Any such sheet."""
    result = Made(numbered=draw(st.booleans()))
    number = draw(st.sampled_from(["序号", "序 号", "序号/No."]))
    head = [number, *_HEAD] if result.numbered else list(_HEAD)
    for text in draw(_TITLES):
        result.rows.append([text] if draw(st.booleans()) else [*[""] * (len(head) - 1), text])
    result.rows.append(head)
    upcoming = list(_SECTIONS)
    for kind in draw(st.lists(_KINDS, min_size=1, max_size=25)):
        if kind == "row":
            _add_row(draw, result)
        elif kind == "section" and upcoming:
            _add_section(draw, result, upcoming.pop(0))
        elif kind in ("total", "average"):
            label = draw(_TOTALS) if kind == "total" else "平均"
            after = result.numbered and draw(st.booleans())
            result.skipped.append(len(result.rows))
            result.rows.append(["", label, 5] if after else [label, *[""] * result.numbered, 5])
        elif kind == "head":
            result.skipped.append(len(result.rows))
            result.rows.append(list(head))
        elif kind == "page":
            result.rows.append([draw(st.sampled_from(["续表", "第 2 页 共 3 页"]))])
        else:
            result.rows.append([])
    result.rows += [[text] for text in draw(_NOTES)]
    return result


_TOTALS = st.sampled_from(["小计", "合计", "总 计", "共计："])


def _add_row(draw: st.DrawFn, result: Made) -> None:
    name = draw(_NAMES)
    said: list[Value] = [draw(st.integers(1, 10**6)), "示例公司", "2023.5", ""]
    said = [one if draw(st.booleans()) else "" for one in said]
    if not result.numbered:
        # By its name alone nobody could tell it from a heading.
        said[1] = "示例公司"
    number: list[Value] = [len(result.names) + 1] if result.numbered else []
    result.rows.append([*number, name, *said])
    result.names.append(name)
    result.sections.append(result.section)


def _add_section(draw: st.DrawFn, result: Made, text: str) -> None:
    text += draw(st.sampled_from(["", "（3项）"]))
    result.section = (text,)
    result.rows.append([text])
    if draw(st.booleans()):
        last = chr(ord("A") + len(_HEAD) - 1 + result.numbered)
        result.merged.append(f"A{len(result.rows)}:{last}{len(result.rows)}")


@given(made())
# Means are no rows without a number.
@example(
    Made(
        rows=[["序号", *_HEAD], ["", "平均", 5], ["", "平均", 5], [1, "其中村铝基新材料项目"]],
        names=["其中村铝基新材料项目"],
        sections=[()],
        skipped=[1, 2],
        merged=[],
        numbered=True,
        section=(),
    )
)
@settings(max_examples=300, deadline=None)
def test_its_rows_and_no_others(one: Made) -> None:
    found, remarks = find_tables(workbook(sheet(one.rows, one.merged)))
    assert not remarks
    assert len(found) == 1
    table = found[0]
    at = column(table, "项目名称")
    assert [row.at(at).text for row in table.rows] == one.names
    assert [row.section for row in table.rows] == one.sections
    assert not [row for row in table.rows if row.part or row.continues]
    assert [int(re.sub(".*[A-Z]", "", said.cell)) for said in table.skipped] == [
        row + 1 for row in one.skipped
    ]
    if one.numbered:
        assert not [row for row in table.rows if row.doubtful]
