"""A row as nearly all are is known at a glance, as the same as by all that its line says."""

from hypothesis import given
from hypothesis import strategies as st

from sangeyipi.ingest.finding import heads
from sangeyipi.ingest.finding.body import layout_of
from sangeyipi.ingest.finding.kinds import ROW, LineKind, judged, usual_rows
from sangeyipi.ingest.finding.lines import SheetLine, lines_of, written_in
from sangeyipi.sheets.formats.cells import number_cell, text_cell
from sangeyipi.sheets.grid import EMPTY, Cell, Sheet

_HEAD = ("", "序号", "项目名称", "建设单位", "总投资（万元）")
_NUMBERS = "1 2 30 １ 1.0 1.1 (1) 一 （二） ① 999999 / — 无"
_TOTALS = "合计 小计： 其中：甲 其中村改造 平均 共3个项目 合计算力中心"
_OTHERS = "项目名称 工程名称 序号 建设单位 示例产业园 备注：甲 填表人：甲 第2页 续建项目"
_WORDS = f"{_NUMBERS} {_TOTALS} {_OTHERS} 一、先进制造业（16项）".split()
_CELLS = st.just(EMPTY) | st.sampled_from(_WORDS).map(text_cell)
_CELLS |= st.sampled_from(("1", "12", "3.5", "0", "-1", "123456")).map(number_cell)
_ROWS = st.lists(st.lists(_CELLS, min_size=3, max_size=5).map(tuple), min_size=1, max_size=4)


def _lines(rows: list[tuple[Cell, ...]]) -> list[SheetLine]:
    sheet = Sheet("表", (tuple(map(text_cell, _HEAD)), *rows))
    return lines_of(sheet, written_in(sheet))


@given(_ROWS, st.booleans())
def test_a_glance_says_what_all_of_it_says(rows: list[tuple[Cell, ...]], notes: bool) -> None:
    lines = _lines(rows)
    head = heads.head_at(lines, 0, 2, 0, 10, 0)
    layout = layout_of(head, lines[head.bottom + 1 :], ())
    for numbers in {layout.numbers, 1, None}:
        meant = layout._replace(numbers=numbers, numbered=numbers is not None)
        for at in usual_rows(lines, meant):
            assert judged(lines[at], meant, notes) == ROW


def test_a_total_with_a_number_is_none_at_a_glance() -> None:
    usual = (EMPTY, number_cell("1"), text_cell("示例产业园"), text_cell("示例公司"))
    total = (EMPTY, number_cell("2"), text_cell("合计"), EMPTY, number_cell("12"))
    lines = _lines([usual, total])
    head = heads.head_at(lines, 0, 2, 0, 10, 0)
    layout = layout_of(head, lines[1:], ())
    assert set(usual_rows(lines, layout)) == {1}
    assert judged(lines[2], layout, False).kind is LineKind.TOTAL
