"""Numbers of their own, flags, counts, persons, units and texts of cells."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.values.cells import number, text
from sangeyipi.ingest.values.plain import as_written, plain
from sangeyipi.ingest.values.results import NOTHING, TakenValue
from sangeyipi.model.project import project_keys
from sangeyipi.sheets.grid import EMPTY, Cell, CellKind

ID, CODE = ("编号",), ("项目代码",)
OFFICIAL = "2304-411082-04-01-123456"


@pytest.mark.parametrize("path", [ID, CODE])
@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (text("SL-2023-001"), "SL-2023-001"),
        (text(OFFICIAL), OFFICIAL),
        (text(f" {OFFICIAL}\n"), OFFICIAL),
        (text("2304-411082-\n04-01-123456"), OFFICIAL),
        (text("00123"), "00123"),
        (text('="00123"'), "00123"),
        (text("\t00123"), "00123"),
        (text("'00123"), "00123"),
        (text("230441108204011234"), "230441108204011234"),
        (number("456"), "456"),
        (number("456", "000000"), "000456"),
        (number("456", "#,##0"), "456"),
        (number("456", "0.00"), "456"),
        (number("5", '"XM-"000'), "XM-005"),
        (number("123456789012345"), "123456789012345"),
        (number("4110820401"), "4110820401"),
    ],
)
def test_numbers_that_are_names(path: tuple[str, ...], cell: Cell, read: str) -> None:
    assert plain(cell, path)._replace(remark="") == TakenValue(read)


@pytest.mark.parametrize("path", [ID, CODE])
@pytest.mark.parametrize(
    ("cell", "why"),
    [
        (number("230441108204011234"), "15 位"),
        (number("2.3044110820401e17"), "15 位"),
        (text("4.11E+17"), "科学计数"),
        (number("2023.1"), "小数"),
        (number("45095", "yyyy-mm-dd"), "日期"),
        (Cell(CellKind.ERROR, "#REF!"), "错误值"),
        (Cell(CellKind.UNCOMPUTED, "=A1"), "公式"),
        (text("#REF!"), "错误值"),
        (text("=A1&B1(1"), "公式"),
        (text("A-1；A-2".replace("；", ";")), "写法不对"),
    ],
)
def test_numbers_that_are_not_what_was_typed(path: tuple[str, ...], cell: Cell, why: str) -> None:
    taken = plain(cell, path)
    assert why in taken.refused and taken.text is None


def test_an_official_code_in_another_width_is_the_same() -> None:
    assert plain(text("２３０４－４１１０８２－０４－０１－１２３４５６"), CODE) == TakenValue(
        OFFICIAL
    )
    assert plain(text("2304—411082—04—01—123456"), CODE) == TakenValue(OFFICIAL)
    assert plain(text("待赋码"), CODE).note == "待赋码"


def test_blanks_inside_a_number_go_and_are_said() -> None:
    taken = plain(text("SL-2023- 001"), ID)
    assert taken.text == "SL-2023-001" and "空白" in taken.remark


@pytest.mark.parametrize(
    ("said", "read"),
    [
        *(
            (one, "true")
            for one in ("是", "√", "Y", "1", "已纳入", "省级平台", "省级", "TRUE", " 是 ")
        ),
        *((one, "true") for one in ("市级平台", "省、市监管平台", "已入库", "有", "省市平台")),
        *((one, "false") for one in ("否", "×", "N", "0", "未纳入", "FALSE", "没有", "不是")),
    ],
)
def test_flags(said: str, read: str) -> None:
    assert plain(text(said), ("监管平台",)) == TakenValue(read)


@pytest.mark.parametrize("said", ["待定", "拟纳入", "县级", "是/否", "部分", "无"])
def test_what_is_no_flag_is_kept_and_said(said: str) -> None:
    taken = plain(text(said), ("监管平台",))
    assert taken.text is None and taken.note == said and taken.remark and not taken.refused


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (text("6"), "6"),
        (text("6个"), "6"),
        (text("六个子项目"), "6"),
        (number("6"), "6"),
        (text("6.0"), "6"),
    ],
)
def test_counts(cell: Cell, read: str) -> None:
    assert plain(cell, ("子项目个数",)) == TakenValue(read)


@pytest.mark.parametrize("said", ["0", "若干", "6-8", "-1", "2.5", "10000"])
def test_what_is_no_count_is_kept_and_said(said: str) -> None:
    taken = plain(text(said), ("子项目个数",))
    assert taken.text is None and taken.note == said


@pytest.mark.parametrize(
    ("word", "said", "read"),
    [
        ("名称", "示例铝业\n产业园", "示例铝业产业园"),
        ("名称", " 示例  铝业\u00a0产业园 ", "示例 铝业 产业园"),
        ("名称", "示例A1\nB2项目", "示例A1 B2项目"),
        ("名称", "示例\u200b产业园", "示例产业园"),
        ("包联领导", "张某某\n李某某", "张某某、李某某"),
        ("包联领导", "副县长张某\n某", "副县长张某某"),
        ("责任单位", "工信局\n商务局", "工信局、商务局"),
        ("责任单位", "示例县工业和\n信息化局", "示例县工业和信息化局"),
        ("备注", "一、用地\n\n 二、用电 ", "一、用地\n二、用电"),
        ("包联级别", "县级领导", "县级"),
        ("包联级别", "省", "省级"),
        ("领域", "先进制造业", "先进制造业"),
        ("存在问题", "无", "无"),
    ],
)
def test_texts(word: str, said: str, read: str) -> None:
    assert plain(text(said), (word,)) == TakenValue(read)


@pytest.mark.parametrize("word", [key.word for key in project_keys().values()])
@pytest.mark.parametrize("said", ["", "—", "/", "-", "\u3000"])
def test_unknown(word: str, said: str) -> None:
    assert plain(text(said), (word,)) == plain(EMPTY, (word,)) == NOTHING


def test_errors_leave_a_text_empty_and_are_said() -> None:
    taken = plain(Cell(CellKind.ERROR, "#N/A"), ("责任单位",))
    assert taken.text is None and "错误值" in taken.remark and not taken.refused


@example("0\u20280", "名称")
@given(st.text(max_size=20), st.sampled_from([key.word for key in project_keys().values()]))
def test_any_text_is_read_kept_or_refused(said: str, word: str) -> None:
    from sangeyipi.model.characters import control_in, hidden_in

    taken: Any = plain(text(said), (word,))
    assert not taken.question
    if taken.text is not None:
        assert taken.text.strip() == taken.text != ""
        assert hidden_in(taken.text) is None and control_in(taken.text, True) is None
    if word not in ("编号", "项目代码"):
        assert not taken.refused


_SHORT_CUTS = st.text("示例产业园有限公司无暂（）()、，-—/ A2·\n'=.", max_size=12) | st.from_regex(
    "[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}", fullmatch=True
)


@pytest.mark.parametrize("path", [("名称",), ("建设单位",), ("包联领导",), CODE])
@given(said=_SHORT_CUTS)
def test_what_is_told_at_once_is_what_a_closer_look_gives(path: Any, said: str) -> None:
    at_once = plain(text(said), path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sangeyipi.ingest.values.plain.is_ordinary", lambda cell: False)
        closer = text(f" {said} ") if path == CODE else text(said)  # A blank is no official code.
        assert at_once == plain(closer, path)


WRITTEN = st.text("示例甲abcZ09（）()、，-—/无暂N ", max_size=8)
CODES = st.from_regex("[0-9]{4}-[0-9]{6}-[0-9]{2}-[0-9]{2}-[0-9]{6}", fullmatch=True)


@given(
    WRITTEN | CODES | st.sampled_from(["无无无无无", "n/a", "none-", "1-1-1-1"]),
    st.sampled_from(sorted((one.word,) for one in project_keys().values())),
)
@example(OFFICIAL, CODE)
def test_what_is_read_as_written_is_what_is_read(said: str, path: tuple[str, ...]) -> None:
    pattern = as_written(path)
    if pattern is not None and pattern.fullmatch(said):
        assert plain(text(said), path) == TakenValue(said)


def test_most_words_have_texts_that_are_read_as_written() -> None:
    words = [(one.word,) for one in project_keys().values()]
    assert sum(as_written(one) is not None for one in words) * 2 > len(words)
    assert as_written(ID) is None
