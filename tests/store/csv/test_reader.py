from typing import Any

import pytest

from sangeyipi.model.place import Place
from sangeyipi.store.csv.reader import locate, read
from sangeyipi.store.source import Source


def raw(text: str) -> Any:
    file = read(Source("a.csv", text.encode()))
    assert not file.diagnostics
    return file.value


def faults(text: str) -> list[tuple[str, int]]:
    found = read(Source("a.csv", text.encode())).diagnostics
    return [(one.rule.value, one.position.line if one.position else 0) for one in found]


def test_columns_are_the_same_words_and_dots_nest() -> None:
    text = "编号,名称,在册.签约,在册.开工,节点.开工\nA,甲,6,8,2023-05-08\nB,乙,,,\n"
    assert raw(text) == [
        {
            "编号": "A",
            "名称": "甲",
            "在册": {"签约": "6", "开工": "8"},
            "节点": {"开工": "2023-05-08"},
        },
        {"编号": "B", "名称": "乙"},
    ]


@pytest.mark.parametrize("text", ["", "~", "null", '"null"'])
def test_an_empty_cell_is_nothing_written_as_is_null(text: str) -> None:
    assert raw(f"编号,责任单位,在册.签约,总投资\nA,{text},{text},{text}\n") == [{"编号": "A"}]


@pytest.mark.parametrize("text", ["~~", "nil", "0", " ", "010", "1_000"])
def test_a_cell_stays_what_was_typed(text: str) -> None:
    assert raw(f"编号,备注\nA,{text}\n") == [{"编号": "A", "备注": text}]


def test_a_byte_order_mark_does_not_stick_to_the_first_column() -> None:
    assert raw("\ufeff编号,名称\nA,甲\n") == [{"编号": "A", "名称": "甲"}]


def test_quotes_commas_and_line_breaks_within_a_cell() -> None:
    assert raw('编号,备注\nA,"一,二\n""三"""\nB,四\n') == [
        {"编号": "A", "备注": '一,二\n"三"'},
        {"编号": "B", "备注": "四"},
    ]


def test_blank_lines_are_skipped() -> None:
    assert raw("编号,名称\n\nA,甲\n,\nB,乙\n") == [
        {"编号": "A", "名称": "甲"},
        {"编号": "B", "名称": "乙"},
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [("csv-header", 1)]),
        ("编号,编号\nA,B\n", [("csv-header", 1)]),
        ("编号,\nA,B\n", [("csv-header", 1)]),
        ("在册,在册.签约\nA,B\n", [("csv-header", 1)]),
        ("编号,名称\nA\n", [("csv-row", 2)]),
        ("编号,名称\nA,甲,乙\n", [("csv-row", 2)]),
        ('编号,备注\nA,"一\n二"\nB\n', [("csv-row", 4)]),
        ('编号,名称\nA,"甲\n', [("csv-row", 2)]),
    ],
)
def test_a_header_or_row_that_does_not_fit(text: str, found: list[tuple[str, int]]) -> None:
    if text.endswith('"甲\n'):
        assert [rule for rule, _ in faults(text)] == ["csv-row"]
    else:
        assert faults(text) == found


def test_places_name_row_and_column() -> None:
    source = Source("a.csv", '编号,备注,总投资\nA,"一\n二",5\nB,x,12.5亿\n'.encode())
    place = Place("a.csv", (1, "总投资"))
    found = locate(source, [place, Place("a.csv", (9,))])
    assert (found[place].line, found[place].column, found[place].width) == (4, 5, 5)
    assert len(found) == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("rows", "line", "column"),
    [
        (["A-1,甲,x", 'A-2,乙,"缺地', "A-3,丙,y", "A-4,丁,z"], 3, 7),
        (["A-1,甲,x", "A-2,乙,y", 'A-3,"丙,z'], 4, 5),
        (['A-1,甲,"x"y', "A-2,乙,z"], 2, 9),
        (['A-1,甲,"两行', '的备注"', 'A-2,乙,"缺'], 4, 7),
    ],
)
def test_a_quote_without_its_other_half_is_told_where_it_stands(
    rows: list[str], line: int, column: int, end: str
) -> None:
    text = end.join(["编号,名称,备注", *rows, ""])
    (one,) = read(Source("a.csv", text.encode())).diagnostics
    assert one.rule.value == "csv-row"
    assert one.position is not None
    assert (one.position.line, one.position.column) == (line, column)
